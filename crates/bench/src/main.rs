//! `medlar-bench script COUNT` prints a script; `medlar-bench measure FILE` prints the native figures of
//! a script as JSON, in milliseconds.

use std::{
    hint::black_box,
    process::ExitCode,
    time::{Duration, Instant},
};

use medlar_bench::{Editor, Workload, script};

/// How long a step is repeated before and while it is measured.
const WARM_UP: Duration = Duration::from_millis(200);
const MEASURED: Duration = Duration::from_millis(1_000);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["script", count] => match count.parse() {
            Ok(count) => print!("{}", script::script(count)),
            Err(error) => return fail(&format!("{count}: {error}")),
        },
        ["measure", file] => match std::fs::read_to_string(file) {
            Ok(text) => measure(text),
            Err(error) => return fail(&format!("{file}: {error}")),
        },
        _ => return fail("usage: medlar-bench script COUNT | medlar-bench measure FILE"),
    }
    ExitCode::SUCCESS
}

fn fail(message: &str) -> ExitCode {
    eprintln!("medlar-bench: {message}");
    ExitCode::FAILURE
}

fn measure(text: String) {
    let start = Instant::now();
    let mut editor = Editor::open(&text);
    let first_call = start.elapsed();
    let diagnostics = editor.analyse();
    let whole = median(|| {
        black_box(Editor::open(&text));
    });
    let mut typed = false;
    let keystroke = median(|| {
        typed = !typed;
        black_box(editor.keystroke(typed));
    });
    let workload = Workload::new(text);
    let scan = median(|| {
        black_box(workload.scan());
    });
    let parse = median(|| {
        black_box(workload.parse());
    });
    let execute = median(|| {
        black_box(workload.execute());
    });
    println!(
        "{{\"statements\":{},\"failed\":{},\"diagnostics\":{diagnostics},\"scan\":{},\"parse\":{},\"execute\":{},\
         \"whole\":{},\"first_call\":{},\"keystroke\":{}}}",
        workload.parse(),
        workload.execute(),
        milliseconds(scan),
        milliseconds(parse),
        milliseconds(execute),
        milliseconds(whole),
        milliseconds(first_call),
        milliseconds(keystroke),
    );
}

/// The median of many runs after a warm-up.
fn median(mut step: impl FnMut()) -> Duration {
    let start = Instant::now();
    while start.elapsed() < WARM_UP {
        step();
    }
    let mut times = Vec::new();
    let start = Instant::now();
    while start.elapsed() < MEASURED || times.len() < 5 {
        let start = Instant::now();
        step();
        times.push(start.elapsed());
    }
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
