//! Coreference good enough for actors: of the pronouns, names and role nouns of GUM that go on something, the share whose
//! antecedent belongs to the same entity. An antecedent is right when the mention that it points to is one of that entity.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use dateline_read::{Given, Record, read_english};
use dateline_record::Span;
use serde::Deserialize;

use crate::floors::Floors;
use crate::score::Figure;
use crate::table::{Row, Table};

/// What to do with the set.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Print the first N faults of each kind.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
    /// Write PREFIX.f32 and PREFIX.meta for training/coreference/train.py, from the training part, and stop.
    #[arg(long, value_name = "PREFIX")]
    write_pairs: Option<PathBuf>,
}

/// A text with its mentions.
#[derive(Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The mentions in it.
    pub mentions: Vec<Gold>,
}

/// A mention.
#[derive(Deserialize)]
pub struct Gold {
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    #[serde(rename = "type")]
    kind: String,
    /// Its entity.
    pub eid: serde_json::Value,
}

const THIRD: &[&str] = &[
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
];
const FIRST: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
];

/// Counts of a kind of mention.
#[derive(Default)]
struct Kind {
    right: usize,
    all: usize,
    faults: Vec<String>,
}

/// Reads, scores and prints; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options) -> Result<bool> {
    if let Some(prefix) = &options.write_pairs {
        super::pairs::write(corpora, jobs, prefix)?;
        return Ok(true);
    }
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let path = corpora.join("language/coref/gum_free-dev.jsonl");
    let documents: Vec<Document> = crate::jsonl::read(&path).with_context(|| path.display().to_string())?;
    let records = crate::threads::in_threads(&documents, jobs, |document| {
        read_english(&document.text, &Given::default())
    });
    let mut kinds: HashMap<&str, Kind> = HashMap::new();
    for (document, record) in documents.iter().zip(&records) {
        score(document, record, &mut kinds);
    }
    let mut table = Table::default();
    let groups: [(&str, &[&str]); 5] = [
        ("pronouns, right antecedent", &["third", "first"]),
        ("pronouns of the third person", &["third"]),
        ("names and roles, right antecedent", &["name", "role"]),
        ("names", &["name"]),
        ("roles", &["role"]),
    ];
    for (name, parts) in groups {
        let (right, all) = parts
            .iter()
            .filter_map(|part| kinds.get(part))
            .fold((0, 0), |(r, a), kind| (r + kind.right, a + kind.all));
        let figure = Figure { name, value: right as f64 / all.max(1) as f64, over: all };
        table.rows.push(Row {
            set: "gum entities".into(),
            limit: floors.get("gum entities", name),
            figure,
            peers: Vec::new(),
        });
    }
    for part in ["third", "name", "role"] {
        for fault in kinds.get(part).into_iter().flat_map(|kind| kind.faults.iter().take(options.errors)) {
            println!("{part}\t{fault}");
        }
    }
    println!("{table}");
    Ok(floors.check(&table))
}

/// Scores a document.
fn score(document: &Document, record: &Record, kinds: &mut HashMap<&str, Kind>) {
    let chars: Vec<char> = document.text.chars().collect();
    let words = |start: u32, end: u32| -> String {
        chars.get(start as usize..end as usize).unwrap_or_default().iter().collect()
    };
    let head = |gold: &Gold| head_of(record, gold.start, gold.end);
    // Of each token that governs a gold mention, the entities: of the smaller mention first.
    let mut entities: HashMap<usize, Vec<String>> = HashMap::new();
    let mut gold: Vec<&Gold> = document.mentions.iter().collect();
    gold.sort_by_key(|gold| (gold.start, gold.end));
    for gold in &gold {
        if let Some(token) = head(gold) {
            entities.entry(token).or_default().push(gold.eid.to_string());
        }
    }
    let mut seen: HashMap<String, bool> = HashMap::new();
    for gold in gold {
        let id = gold.eid.to_string();
        let printed = words(gold.start, gold.end);
        let small = printed.to_lowercase();
        let pronoun = if THIRD.contains(&small.as_str()) {
            Some("third")
        } else if FIRST.contains(&small.as_str()) {
            Some("first")
        } else {
            None
        };
        let token = head(gold);
        let other = matches!(
            small.as_str(),
            "this" | "that" | "these" | "those" | "who" | "which" | "one" | "all" | "both" | "here" | "there"
        );
        let part = token.and_then(|token| record.tokens.get(token)).map(|token| token.upos.as_str());
        let kind = match (pronoun, gold.kind.as_str()) {
            (Some(pronoun), _) => Some(pronoun),
            (None, _) if other => None,
            (None, "person" | "organization" | "place") if part == Some("PROPN") => Some("name"),
            (None, "person") if part == Some("NOUN") => Some("role"),
            _ => None,
        };
        // A name or noun goes on something only when something but a pronoun came before.
        let goes_on = match seen.get(&id) {
            None => false,
            Some(named) => pronoun.is_some() || *named,
        };
        if let (Some(kind), true) = (kind, goes_on) {
            let antecedent = token.and_then(|token| linked(record, token));
            let right = antecedent.is_some_and(|span| {
                tokens(record, span).any(|token| entities.get(&token).is_some_and(|ids| ids.contains(&id)))
            });
            let kind = kinds.entry(kind).or_default();
            kind.all += 1;
            kind.right += usize::from(right);
            if !right {
                let to = antecedent.map_or("nothing".into(), |span| words(span.start, span.end));
                kind.faults.push(format!("{}\t{printed}\t{to}", document.id));
            }
        }
        let named = pronoun.is_none() && !other;
        seen.entry(id).and_modify(|before| *before |= named).or_insert(named);
    }
}

/// The token of a stretch whose governor lies outside of it.
pub fn head_of(record: &Record, start: u32, end: u32) -> Option<usize> {
    let inside: Vec<usize> = tokens(record, Span { start, end }).collect();
    let (first, last) = (*inside.first()?, *inside.last()?);
    inside.into_iter().find(|at| {
        record
            .tokens
            .get(*at)
            .and_then(|token| token.head)
            .is_none_or(|head| (head as usize) < first || head as usize > last)
    })
}

fn tokens(record: &Record, span: Span) -> impl Iterator<Item = usize> {
    let first = record.tokens.partition_point(|token| token.span.end <= span.start);
    let past = record.tokens.partition_point(|token| token.span.start < span.end);
    first..past
}

/// What the mention around a token was linked to.
fn linked(record: &Record, token: usize) -> Option<Span> {
    let token = record.tokens.get(token)?;
    let links = record.coreference.iter().filter(|link| link.mention.contains(&token.span));
    links.min_by_key(|link| link.mention.len()).map(|link| link.antecedent)
}
