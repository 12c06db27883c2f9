//! `cargo xtask serve`: builds the page and serves `dist/` on this machine, rebuilding on change.

use std::{
    net::TcpListener,
    path::Path,
    sync::mpsc::{RecvTimeoutError, channel},
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail};
use notify::{EventKind, RecursiveMode, Watcher};
use rouille::{Request, Response};

use crate::{
    command::{command, find, root, run, say},
    wasm,
};

/// What the page is made of: a change below these builds it anew.
const SOURCES: [&str; 3] = ["crates", "web", "index.html"];

/// File names that end so are sources.
const EXTENSIONS: [&str; 8] = ["rs", "toml", "ts", "css", "html", "sql", "json", "svg"];

/// Serves until it is stopped.
pub fn serve(port: u16, open: bool, watch: bool) -> Result<()> {
    let address = format!("127.0.0.1:{port}");
    // Said before the build, which takes its time.
    if let Err(error) = TcpListener::bind(&address) {
        bail!("cannot serve on {address}: {error}. Stop what listens there, or choose another port with --port.");
    }
    wasm::build()?;
    let dist = root().join("dist");
    let server = rouille::Server::new(&address, move |request| respond(request, &dist))
        .map_err(|error| anyhow!("cannot serve on {address}: {error}"))?;
    let url = format!("http://{address}");
    say(format!("serving the playground on {url}; stop with Ctrl-C"));
    if open {
        match find("xdg-open").or_else(|| find("open")) {
            Some(opener) => run(command(opener).arg(&url))?,
            None => say(format!("found neither xdg-open nor open; open {url} in your browser")),
        }
    }
    if watch {
        std::thread::spawn(|| server.run());
        rebuild_on_change()
    } else {
        server.run();
        Ok(())
    }
}

fn respond(request: &Request, dist: &Path) -> Response {
    let response = if request.url() == "/" {
        std::fs::File::open(dist.join("index.html")).map(|file| Response::from_file("text/html; charset=utf-8", file))
    } else {
        Ok(rouille::match_assets(request, dist))
    };
    match response {
        Ok(response) => response.with_unique_header("Cache-Control", "no-cache"),
        Err(_) => Response::text("The page is being built; reload in a moment.").with_status_code(503),
    }
}

fn rebuild_on_change() -> Result<()> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| is_source_change(&event)) {
            // The receiver lives as long as this program.
            let _ = sender.send(());
        }
    })?;
    for source in SOURCES {
        watcher
            .watch(&root().join(source), RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {source}"))?;
    }
    say("watching the sources");
    while changes.recv().is_ok() {
        // Editors write a file in several steps.
        while changes.recv_timeout(Duration::from_millis(200)) != Err(RecvTimeoutError::Timeout) {}
        match wasm::build() {
            Ok(()) => say("built; reload the page"),
            Err(error) => say(format!("the page stays as it was: {error:#}")),
        }
    }
    Ok(())
}

fn is_source_change(event: &notify::Event) -> bool {
    matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
        && event.paths.iter().any(|path| {
            let built = root().join("web/pkg");
            !path.starts_with(built)
                && path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
        })
}
