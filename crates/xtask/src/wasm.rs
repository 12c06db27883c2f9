//! From Rust to what the page loads: cargo, then wasm-bindgen as a library, then Vite.

use std::{fs, path::Path, time::UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::{
    command::{cargo, command, root, run, say, target_dir},
    setup::{self, WASM_TARGET},
};

/// The cargo profile of everything that a browser loads.
pub const PROFILE: &str = "wasm";

/// A crate that becomes a WebAssembly module.
pub struct Module {
    /// The cargo package.
    pub package: &'static str,
    /// What cargo calls the file.
    pub library: &'static str,
    /// The folder under `web/pkg` and the stem of its files.
    pub name: &'static str,
    /// Whether the package's default features are left out.
    pub is_core: bool,
}

impl Module {
    /// What tells cargo which features to build it with.
    pub fn features(&self) -> &'static [&'static str] {
        if self.is_core { &["--no-default-features"] } else { &[] }
    }
}

/// The engine with everything, which the worker loads when the core does not do. The same file runs under
/// node: `initSync({ module: bytes })`.
pub const ENGINE: Module = Module { package: "medlar-wasm", library: "medlar_wasm", name: "engine", is_core: false };

/// The engine that the worker loads first.
pub const CORE: Module = Module { name: "core", is_core: true, ..ENGINE };

/// The page.
pub const APP: Module = Module { package: "medlar-web", library: "medlar_web", name: "app", is_core: false };

/// Builds the modules and the page into `dist/`.
pub fn build() -> Result<()> {
    build_modules(&[CORE, ENGINE, APP])?;
    setup::ensure_node_modules()?;
    say("bundling the page into dist/ (npm run build)");
    run(command("npm").args(["run", "--silent", "build"]))
}

/// Compiles these modules and generates the JavaScript and TypeScript beside each.
pub fn build_modules(modules: &[Module]) -> Result<()> {
    // One package at a time: features that one module asks of a shared crate are no weight of the other.
    for module in modules {
        say(format!("compiling {} for {WASM_TARGET}: {}", module.package, module.name));
        let mut build = cargo_for_wasm()?;
        build.args(["build", "--lib", "--target", WASM_TARGET, "--profile", PROFILE, "--package", module.package]);
        run(build.args(module.features()))?;
        generate_bindings(module)?;
    }
    Ok(())
}

/// A cargo whose compiler knows the WebAssembly target.
pub fn cargo_for_wasm() -> Result<std::process::Command> {
    let mut cargo = cargo();
    if let Some(rustc) = setup::ensure_wasm_compiler()? {
        cargo.env("RUSTC", rustc);
    }
    Ok(cargo)
}

fn generate_bindings(module: &Module) -> Result<()> {
    let input = target_dir().join(WASM_TARGET).join(PROFILE).join(format!("{}.wasm", module.library));
    let out_dir = root().join("web/pkg").join(module.name);
    let stamp = out_dir.join(".stamp");
    let current = stamp_of(&input)?;
    if fs::read_to_string(&stamp).is_ok_and(|recorded| recorded == current) {
        return Ok(());
    }
    say(format!("generating the bindings of {} in web/pkg/{}", module.package, module.name));
    fs::create_dir_all(&out_dir)?;
    let arguments = [
        "wasm-bindgen".as_ref(),
        input.as_os_str(),
        "--target".as_ref(),
        "web".as_ref(),
        "--out-dir".as_ref(),
        out_dir.as_os_str(),
        "--out-name".as_ref(),
        module.name.as_ref(),
        "--remove-name-section".as_ref(),
        "--remove-producers-section".as_ref(),
    ];
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)?;
    fs::write(stamp, current)?;
    Ok(())
}

/// What changes whenever cargo has linked the file anew.
fn stamp_of(file: &Path) -> Result<String> {
    let data = file.metadata().with_context(|| format!("cargo did not make {}", file.display()))?;
    let modified = data.modified()?.duration_since(UNIX_EPOCH)?;
    Ok(format!("{} bytes, {} ns\n", data.len(), modified.as_nanos()))
}

/// Runs as the test runner that cargo starts for a WebAssembly test program.
pub fn run_tests(arguments: Vec<std::ffi::OsString>) -> Result<()> {
    let program = std::ffi::OsString::from("wasm-bindgen-test-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(program).chain(arguments))
}
