//! What a fresh Debian machine with only rustup and node still lacks, installed step by step.
//!
//! Each `ensure_…` looks first and does nothing when the thing is there. Where it cannot install, it
//! says what to install and where it was looked for.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result, bail};

use crate::command::{capture, command, find, root, run, say};

/// The target of the WebAssembly modules.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian's and the PostgreSQL project's packages put the server.
const POSTGRES_BIN: &str = "/usr/lib/postgresql/15/bin";

/// A compiler that has the standard library for WebAssembly: `None` is the one that cargo takes by
/// itself, through rustup; else Debian's, for networks that reach Debian and not rustup's server.
pub fn ensure_wasm_compiler() -> Result<Option<PathBuf>> {
    if has_wasm_target(Path::new("rustc")) {
        return Ok(None);
    }
    if find("rustup").is_some() {
        say(format!("installing Rust's standard library for {WASM_TARGET} (rustup target add)"));
        if run(command("rustup").args(["target", "add", WASM_TARGET])).is_ok() && has_wasm_target(Path::new("rustc")) {
            return Ok(None);
        }
    }
    let debian = PathBuf::from("/usr/bin/rustc");
    if !has_wasm_target(&debian) {
        install(&["rustc-web", "libstd-rust-web-dev-wasm32"])?;
    }
    if !has_wasm_target(&debian) {
        bail!(
            "Rust's standard library for {WASM_TARGET} is missing, both from the rustc on the PATH and from {}.\n\
             Install it with `rustup target add {WASM_TARGET}`, or Debian's compiler with\n\
             `apt-get install rustc-web libstd-rust-web-dev-wasm32`.",
            debian.display()
        );
    }
    Ok(Some(debian))
}

fn has_wasm_target(rustc: &Path) -> bool {
    let libraries = capture(command(rustc).args(["--print", "target-libdir", "--target", WASM_TARGET]));
    libraries.is_ok_and(|folder| Path::new(folder.trim()).read_dir().is_ok_and(|mut files| files.next().is_some()))
}

/// The packages of `package-lock.json`, through npm.
pub fn ensure_node_modules() -> Result<()> {
    if find("npm").is_none() {
        bail!("npm is not on the PATH. Install Node.js 20 or newer with npm (https://nodejs.org).");
    }
    let modified = |path: &str| root().join(path).metadata().and_then(|data| data.modified()).ok();
    let lock = modified("package-lock.json").context("package-lock.json is missing from the clone")?;
    let installed = modified("node_modules/.package-lock.json").unwrap_or(SystemTime::UNIX_EPOCH);
    if installed < lock {
        say("installing npm packages (npm ci)");
        run(command("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
        // npm leaves its own copy of the lock file alone when nothing in it changed.
        let stamp = root().join("node_modules/.package-lock.json");
        std::fs::File::options().append(true).open(&stamp)?.set_modified(SystemTime::now())?;
    }
    Ok(())
}

/// A Chromium for the browser tests: its path.
pub fn ensure_chromium() -> Result<PathBuf> {
    let find = || {
        let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
        named.or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| find(name)))
    };
    if let Some(path) = find() {
        return Ok(path);
    }
    install(&["chromium"])?;
    find().context(
        "Chromium was not found: not in $CHROMIUM, nor as chromium, chromium-browser or google-chrome on the PATH.\n\
         Install it with `apt-get install chromium`, or set CHROMIUM to the program.",
    )
}

/// PostgreSQL 15 with its contributed modules: the folder of its programs.
pub fn ensure_postgres() -> Result<PathBuf> {
    if let Some(folder) = find_postgres() {
        return Ok(folder);
    }
    install(&["postgresql-15"])?;
    find_postgres().with_context(|| {
        format!(
            "PostgreSQL 15 was not found: initdb, postgres and psql of version 15 are neither in $POSTGRES_BIN, nor in\n\
             {POSTGRES_BIN}, nor where pg_config points. Install it with `apt-get install postgresql-15` (Debian 12),\n\
             or set POSTGRES_BIN to the folder of its programs."
        )
    })
}

/// The libclang that the crate pg_query is built with, and a C compiler.
pub fn ensure_libclang() -> Result<()> {
    let folders = || fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path().join("lib"));
    let is_libclang = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with("libclang.so") || name.starts_with("libclang-") && !name.contains("cpp")
    };
    let mut llvm = folders().filter(|folder| folder.to_string_lossy().contains("llvm"));
    let present = |folder: PathBuf| folder.read_dir().is_ok_and(|entries| entries.flatten().any(is_libclang));
    match std::env::var_os("LIBCLANG_PATH").is_some() || llvm.any(present) {
        true => Ok(()),
        false => install(&["libclang-dev", "gcc", "libc6-dev"]),
    }
}

fn find_postgres() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| {
        ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file())
            && capture(command(folder.join("postgres")).arg("--version"))
                .is_ok_and(|version| version.contains("(PostgreSQL) 15."))
    };
    let named = std::env::var_os("POSTGRES_BIN").map(PathBuf::from);
    let configured = || capture(command("pg_config").arg("--bindir")).ok().map(|line| PathBuf::from(line.trim()));
    named
        .filter(&complete)
        .or_else(|| Some(PathBuf::from(POSTGRES_BIN)).filter(&complete))
        .or_else(|| configured().filter(&complete))
}

/// Installs Debian packages when root; does nothing where that is not possible.
fn install(packages: &[&str]) -> Result<()> {
    if !is_root()? || find("apt-get").is_none() {
        return Ok(());
    }
    say(format!("installing {0} (apt-get install {0})", packages.join(" ")));
    let apt = || {
        let mut apt = command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-qq", "-o", "Dpkg::Use-Pty=0"]);
        apt
    };
    run(apt().arg("update"))?;
    run(apt().args(["install", "-y", "--no-install-recommends"]).args(packages).stdout(std::process::Stdio::null()))
}

/// Whether this process may install packages, and must not run a PostgreSQL server itself.
pub fn is_root() -> Result<bool> {
    Ok(capture(command("id").arg("-u"))?.trim() == "0")
}
