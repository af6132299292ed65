//! The bundled example pages against what a person wrote down about them.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use dateline_read::{Page, Reader, Record, read};
use serde::Deserialize;

/// Where the pages and the gold lie.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Folder of the pages.
    #[arg(long, value_name = "DIR", default_value = "examples")]
    examples: PathBuf,
    /// What must be read from them.
    #[arg(long, value_name = "FILE", default_value = "eval/examples.toml")]
    gold: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gold {
    /// As many expectations must hold: the floor.
    least: usize,
    page: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    file: PathBuf,
    title: Option<String>,
    authors: Option<Vec<String>>,
    published: Option<String>,
    updated: Option<String>,
    language: Option<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    furniture: BTreeMap<String, String>,
    #[serde(default)]
    findings: Vec<String>,
}

/// Reads the examples and prints what is not as expected; false when more is so than the floor allows.
pub fn run(options: &Options) -> Result<bool> {
    let text = std::fs::read_to_string(&options.gold).with_context(|| options.gold.display().to_string())?;
    let gold: Gold = toml::from_str(&text).with_context(|| options.gold.display().to_string())?;
    let (mut held, mut missed) = (0, 0);
    for expected in gold.page {
        let path = options.examples.join(&expected.file);
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let record = read(&Page { bytes: &bytes, ..Page::default() }, &Reader::new());
        for outcome in expected.outcomes(&record)? {
            match outcome {
                Ok(()) => held += 1,
                Err(what) => {
                    println!("{}: {what}", expected.file.display());
                    missed += 1;
                }
            }
        }
    }
    let passed = held >= gold.least;
    println!("examples: {held} of {} as expected, floor {}", held + missed, gold.least);
    println!("examples: {} passed, {} failed", usize::from(passed), usize::from(!passed));
    Ok(passed)
}

type Outcome = std::result::Result<(), String>;

fn same<T: PartialEq + Debug>(name: &str, expected: Option<&T>, read: &T) -> Option<Outcome> {
    let expected = expected?;
    let wrong = || format!("{name}: expected {expected:?}, read {read:?}");
    Some(if expected == read { Ok(()) } else { Err(wrong()) })
}

fn holds(truth: bool, message: impl FnOnce() -> String) -> Outcome {
    if truth { Ok(()) } else { Err(message()) }
}

impl Expected {
    fn outcomes(&self, record: &Record) -> Result<Vec<Outcome>> {
        let article = &record.article;
        let value = |read: &Option<dateline_record::Read<String>>| {
            read.as_ref().map(|read| read.value.clone()).unwrap_or_default()
        };
        let day = |read| value(read).chars().take(10).collect::<String>();
        let authors: Vec<String> = article.byline.iter().map(|author| author.name.clone()).collect();
        let fields = [
            same("title", self.title.as_ref(), &value(&article.title)),
            same("authors", self.authors.as_ref(), &authors),
            same("published", self.published.as_ref(), &day(&article.published)),
            same("updated", self.updated.as_ref(), &day(&article.updated)),
            same("language", self.language.as_ref(), &article.language.code),
        ];
        let mut outcomes: Vec<Outcome> = fields.into_iter().flatten().collect();
        for piece in &self.has {
            outcomes.push(holds(article.text.contains(piece), || format!("not in the article: {piece:?}")));
        }
        for piece in &self.lacks {
            outcomes.push(holds(!article.text.contains(piece), || format!("in the article: {piece:?}")));
        }
        for (kind, piece) in &self.furniture {
            outcomes.push(furniture(record, kind, piece)?);
        }
        for check in &self.findings {
            let found = record.findings.iter().any(|finding| finding.check == *check);
            outcomes.push(holds(found, || format!("no finding of {check}")));
        }
        Ok(outcomes)
    }
}

/// Whether one block of this kind of furniture holds the piece.
fn furniture(record: &Record, kind: &str, piece: &str) -> Result<Outcome> {
    let mut called = Vec::new();
    for block in &record.article.blocks {
        if block.other_text.as_ref().is_some_and(|text| text.contains(piece)) {
            let name = serde_json::to_value(block.kind)?;
            called.push(name.as_str().unwrap_or("no furniture").to_owned());
        }
    }
    let held = called.iter().any(|name| name == kind);
    Ok(holds(held, || format!("{piece:?} is {kind}; it was called {called:?}")))
}
