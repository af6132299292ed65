//! The house rules that ARCHITECTURE.md names, held over the whole tree.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// Which crates of the workspace a crate may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("dateline-record", &[]),
    ("dateline-kernels", &[]),
    ("dateline-gazetteer", &[]),
    ("dateline-read", &["dateline-record", "dateline-kernels", "dateline-gazetteer"]),
    ("dateline", &["dateline-record", "dateline-read", "dateline-gazetteer"]),
    ("dateline-eval", &["dateline-record", "dateline-read", "dateline-gazetteer"]),
];

/// What a pure function does not know: files, network, environment, other processes, clocks, chance, a terminal.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::io::std",
    "std::thread",
    "SystemTime",
    "Instant",
    "::now(",
    "rand::",
    "print!(",
    "println!(",
    "dbg!(",
];

/// The longest a file of Rust may be, in lines.
const LONGEST: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file of the tree below `folder`, without what is built or downloaded.
fn files(folder: &Path) -> Vec<PathBuf> {
    const LEFT_OUT: &[&str] = &["target", ".git", "__pycache__", "corpus", "artifacts"];
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() && !LEFT_OUT.iter().any(|name| entry.file_name() == *name) {
                folders.push(entry.path());
            } else if kind.is_file() && entry.file_name() != ".git" {
                found.push(entry.path());
            }
        }
    }
    assert!(!found.is_empty(), "{} is empty", folder.display());
    found.sort();
    found
}

fn with_end(folder: &Path, end: &str) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == end)).collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn crates_use_each_other_in_one_direction() {
    for path in files(&root()).into_iter().filter(|path| path.ends_with("Cargo.toml")) {
        let manifest: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let Some(name) = manifest.get("package").and_then(|package| package["name"].as_str()) else {
            continue;
        };
        if path.starts_with(root().join("fuzz")) {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("say in {} which crates {name} may use", file!()));
        for part in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let used = manifest.get(part).and_then(|part| part.as_table());
            for used in used.into_iter().flat_map(toml::Table::keys) {
                let ours = used == "dateline" || used.starts_with("dateline-");
                assert!(!ours || allowed.contains(&used.as_str()), "{name} must not use {used}");
            }
        }
    }
}

#[test]
fn reading_is_pure() {
    let sources =
        ["read", "kernels"].map(|name| with_end(&root().join(format!("crates/dateline-{name}/src")), "rs"));
    for path in sources.into_iter().flatten() {
        let text = fs::read_to_string(&path).unwrap();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !is_comment(line)) {
            let place = || format!("{}:{}: {line}", shown(&path), at + 1);
            if let Some(what) = IMPURE.iter().find(|what| line.contains(**what)) {
                panic!("{what} in {}", place());
            }
            // Imports in braces would hide the paths above.
            assert!(!line.contains("use std::{"), "one import a line: {}", place());
        }
    }
}

#[test]
fn files_are_short_and_finished() {
    let unfinished =
        [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("TO", "DO"), concat!("FIX", "ME")];
    for path in with_end(&root(), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines: which second thing does it do?", shown(&path));
        for what in unfinished {
            assert!(!text.contains(what), "{what} in {}", shown(&path));
        }
    }
}

#[test]
fn no_file_knows_a_machine() {
    // Absolute paths of somebody's computer; a folder inside an address is none.
    let folders = ["work", "root", "home", "Users"].map(|name| format!("/{name}/"));
    let free =
        |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '~'));
    for path in files(&root()) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (at, line) in text.lines().enumerate() {
            for folder in &folders {
                let found = line.match_indices(folder.as_str()).any(|(at, _)| free(&line[..at]));
                assert!(!found, "{}:{}: {folder}", shown(&path), at + 1);
            }
        }
    }
}

#[test]
fn every_check_says_what_why_an_example_and_its_limits() {
    let folder = root().join("crates/dateline-read/src/check");
    for path in with_end(&folder, "rs").into_iter().filter(|path| !path.ends_with("mod.rs")) {
        let text = fs::read_to_string(&path).unwrap();
        let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("//! # ")).collect();
        let expected = ["What it checks", "Why it matters", "Example", "Limits"];
        assert_eq!(headings, expected, "{}", shown(&path));
    }
}

#[test]
fn data_says_what_it_is_and_where_it_comes_from() {
    let data = root().join("data");
    let general = fs::read_to_string(data.join("README.md")).unwrap();
    assert!(
        general.contains("Source") && general.contains("Licence"),
        "data/README.md names source and licence"
    );
    for path in files(&data).into_iter().filter(|path| path.extension().is_none_or(|end| end != "md")) {
        if path.extension().is_some_and(|end| end == "zst") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(general.contains(&name), "data/README.md does not name {name}, which is packed");
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# "), "{} does not say at its head what it is", shown(&path));
    }
    for path in files(&root().join("models"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "bin"))
    {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let described = with_end(&root().join("models"), "md")
            .iter()
            .any(|card| fs::read_to_string(card).unwrap().contains(&name));
        assert!(described, "no model card names {name}");
    }
}
