//! `peers SCRIPT` prints how long the crates pg_query and sqlparser need for a script, as JSON.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use sqlparser::{dialect::PostgreSqlDialect, parser::Parser};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let file = std::env::args().nth(1).ok_or("usage: peers SCRIPT")?;
    let script = std::fs::read_to_string(file)?;
    let statements = pg_query::split_with_scanner(&script)?;
    let accepted: Vec<&str> =
        statements.iter().copied().filter(|statement| Parser::parse_sql(&PostgreSqlDialect {}, statement).is_ok()).collect();

    let scan = median(|| drop(black_box(pg_query::scan(&script))));
    let parse = median(|| drop(black_box(pg_query::parse(&script))));
    let sqlparser = median(|| {
        for statement in &accepted {
            drop(black_box(Parser::parse_sql(&PostgreSqlDialect {}, statement)));
        }
    });
    println!(
        "{{\"pg_query, scan\":{{\"ms\":{scan},\"beside\":\"native scan\"}},\
         \"pg_query, parse with its tree\":{{\"ms\":{parse},\"beside\":\"native parse\"}},\
         \"sqlparser, parse the {} it knows\":{{\"ms\":{sqlparser},\"beside\":\"native parse\"}}}}",
        accepted.len(),
    );
    Ok(())
}

/// The median in milliseconds of many runs after a warm-up.
fn median(mut step: impl FnMut()) -> f64 {
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(200) {
        step();
    }
    let mut times = Vec::new();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(1) || times.len() < 5 {
        let start = Instant::now();
        step();
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
