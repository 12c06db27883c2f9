//! The check that every relative link of the project's Markdown leads somewhere: to a file of the
//! clone and, with a `#fragment`, to a heading of that file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
};

use anyhow::{Result, bail};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::command::{capture, command, root};

/// Checks every Markdown file that git knows or would know; gives the number of links.
pub fn check() -> Result<usize> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"];
    let files = capture(command("git").args(list))?;
    let mut documents = BTreeMap::new();
    for file in files.lines().filter(|file| root().join(file).is_file()) {
        documents.insert(PathBuf::from(file), Document::read(&fs::read_to_string(root().join(file))?));
    }
    let mut count = 0;
    let mut dead = Vec::new();
    for (file, document) in &documents {
        for link in &document.links {
            count += 1;
            if !leads_somewhere(file, link, &documents) {
                dead.push(format!("{}: {link}", file.display()));
            }
        }
    }
    if !dead.is_empty() {
        bail!("{} links lead nowhere:\n  {}", dead.len(), dead.join("\n  "));
    }
    Ok(count)
}

/// The relative links of a document, and what can be linked to in it.
#[derive(Debug, Default)]
struct Document {
    links: Vec<String>,
    anchors: BTreeSet<String>,
}

impl Document {
    fn read(text: &str) -> Document {
        let mut document = Document::default();
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if is_relative(&dest_url) => {
                    document.links.push(dest_url.into_string());
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => document.add_heading(&heading.take().unwrap_or_default()),
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        document
    }

    /// The anchor that GitHub gives a heading; a second one of that name gets `-1`, and so on.
    fn add_heading(&mut self, heading: &str) {
        let lower = heading.to_lowercase();
        let kept = lower.chars().filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            _ => character.is_alphanumeric().then_some(character),
        });
        let slug: String = kept.collect();
        let mut anchor = slug.clone();
        let mut repetition = 0;
        while !self.anchors.insert(anchor) {
            repetition += 1;
            anchor = format!("{slug}-{repetition}");
        }
    }
}

fn is_relative(link: &str) -> bool {
    !link.contains("://") && !link.starts_with("mailto:")
}

fn leads_somewhere(file: &Path, link: &str, documents: &BTreeMap<PathBuf, Document>) -> bool {
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (link, None),
    };
    let target = if path.is_empty() { file.to_path_buf() } else { resolve(file, path) };
    match (documents.get(&target), anchor) {
        (Some(document), Some(anchor)) => document.anchors.contains(anchor),
        (Some(_), None) => true,
        (None, anchor) => anchor.is_none() && root().join(target).exists(),
    }
}

/// The path from the root of the clone.
fn resolve(file: &Path, link: &str) -> PathBuf {
    let folder = if link.starts_with('/') { Path::new("") } else { file.parent().unwrap_or(Path::new("")) };
    let mut path = PathBuf::new();
    for component in folder.join(link.trim_start_matches('/')).components() {
        match component {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents() -> BTreeMap<PathBuf, Document> {
        let guide =
            "# The `medlar` guide\n## What works?\n## What works?\n[a](../README.md) ![b](pic.png) [c](https://x.org)";
        BTreeMap::from([("docs/guide.md".into(), Document::read(guide)), ("README.md".into(), Document::default())])
    }

    #[test]
    fn only_relative_links_are_collected() {
        assert_eq!(documents()[Path::new("docs/guide.md")].links, ["../README.md", "pic.png"]);
    }

    #[test]
    fn links_lead_to_files_and_headings() {
        let leads = |link| leads_somewhere(Path::new("docs/guide.md"), link, &documents());
        assert!(leads("../README.md"));
        assert!(leads("/README.md"));
        assert!(leads("#the-medlar-guide"));
        assert!(leads("#what-works-1"));
        assert!(leads("../Cargo.toml"));
        assert!(!leads("README.md"));
        assert!(!leads("#what-works-2"));
        assert!(!leads("../Cargo.toml#package"));
    }
}
