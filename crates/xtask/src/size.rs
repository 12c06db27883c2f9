//! `cargo xtask size`: what a first visit loads, by part, raw and compressed.
//!
//! It starts at `dist/index.html` and follows every file of `dist/` that a loaded file names. The full
//! engine, which the worker loads when the core does not do, is told apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::json;

use crate::{command::root, wasm};

/// The sizes of one part, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(content: &[u8]) -> Result<Sizes> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(content)?;
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
        Ok(Sizes { raw: content.len(), gzip: gzip.finish()?.len(), brotli: compressed.len() })
    }

    fn add(&mut self, other: Sizes) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    fn to_json(self) -> serde_json::Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }
}

/// Prints the sizes of what `cargo xtask build` made.
pub fn size(as_json: bool) -> Result<()> {
    let dist = root().join("dist");
    let mut parts: BTreeMap<String, Sizes> = BTreeMap::new();
    let mut total = Sizes::default();
    let mut later: BTreeMap<String, Sizes> = BTreeMap::new();
    for file in loaded_files(&dist)? {
        let sizes = Sizes::of(&fs::read(dist.join(&file))?)?;
        let part = part_of(&file);
        if is_loaded_later(&part) {
            later.entry(part).or_default().add(sizes);
        } else {
            parts.entry(part).or_default().add(sizes);
            total.add(sizes);
        }
    }
    if as_json {
        let as_json = |parts: BTreeMap<String, Sizes>| -> serde_json::Map<_, _> {
            parts.into_iter().map(|(name, sizes)| (name, sizes.to_json())).collect()
        };
        println!("{:#}", json!({ "parts": as_json(parts), "first_visit": total.to_json(), "later": as_json(later) }));
        return Ok(());
    }
    println!("{:<24}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip", "brotli");
    let line = |name: &str, sizes: &Sizes| {
        println!("{name:<24}{:>12}{:>12}{:>12}", sizes.raw, sizes.gzip, sizes.brotli);
    };
    parts.iter().for_each(|(name, sizes)| line(name, sizes));
    line("first visit", &total);
    later.iter().for_each(|(name, sizes)| line(&format!("later: {name}"), sizes));
    Ok(())
}

/// Whether a part is loaded only when a script asks for more than the core has. A browser test holds it.
fn is_loaded_later(part: &str) -> bool {
    part.split(' ').next() == Some(wasm::ENGINE.name)
}

/// `index.html` and, again and again, the files whose names stand in what is loaded already.
fn loaded_files(dist: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut others = BTreeSet::new();
    collect(dist, dist, &mut others).context("there is no dist/; run `cargo xtask build` first")?;
    let mut loaded = BTreeSet::new();
    let mut waiting = vec![PathBuf::from("index.html")];
    while let Some(file) = waiting.pop() {
        let content = fs::read(dist.join(&file))?;
        let is_text =
            file.extension().is_some_and(|extension| extension == "html" || extension == "js" || extension == "css");
        let text = if is_text { String::from_utf8_lossy(&content) } else { Default::default() };
        others.remove(&file);
        loaded.insert(file);
        let named = |other: &PathBuf| {
            other.file_name().and_then(|name| name.to_str()).is_some_and(|name| text.contains(name))
                && !waiting.contains(other)
        };
        let found: Vec<_> = others.iter().filter(|other| named(other)).cloned().collect();
        waiting.extend(found);
    }
    Ok(loaded)
}

fn collect(dist: &Path, folder: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(dist, &path, files)?;
        } else if path.extension().is_none_or(|extension| extension != "map") {
            files.insert(path.strip_prefix(dist)?.to_path_buf());
        }
    }
    Ok(())
}

/// The stem without Vite's hash, and the kind of file: `assets/engine_bg-B7nQ2rXd.wasm` is `engine wasm`.
fn part_of(file: &Path) -> String {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let hashed =
        |stem: &str| stem.len() > 9 && stem.is_char_boundary(stem.len() - 9) && stem[stem.len() - 9..].starts_with('-');
    let name = if hashed(stem) { &stem[..stem.len() - 9] } else { stem };
    format!("{} {extension}", name.trim_end_matches("_bg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_without_hashes() {
        assert_eq!(part_of(Path::new("assets/engine_bg-B7nQ2rXd.wasm")), "engine wasm");
        assert_eq!(part_of(Path::new("assets/index-B7nQ-rXd.css")), "index css");
        assert_eq!(part_of(Path::new("index.html")), "index html");
        assert!(is_loaded_later(&part_of(Path::new("assets/engine-B7nQ2rXd.js"))));
        assert!(!is_loaded_later(&part_of(Path::new("assets/core_bg-B7nQ2rXd.wasm"))));
    }

    #[test]
    fn names_are_followed() {
        let dist = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(dist.path().join(name), text).unwrap();
        write("index.html", "<script src=/main.js></script>");
        write("main.js", "import('./other.js'); // main.js.map");
        write("main.js.map", "unused.txt");
        write("other.js", "fetch(new URL('x.wasm'))");
        write("x.wasm", "unused.txt");
        write("unused.txt", "");
        let expected = ["index.html", "main.js", "other.js", "x.wasm"].map(PathBuf::from);
        assert_eq!(loaded_files(dist.path()).unwrap(), BTreeSet::from(expected));
    }
}
