//! What is asked of a model of English: texts of the development sets, and what the annotators say of them.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use dateline_record::{NameKind, Span};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::damage::Damaged;
use super::layers::Layers;
use super::score::coreference::{self, Chain};
use super::score::factuality::{self, Target};
use super::score::names::{self, GoldName};
use super::score::roles::{self, Asked, Frame, Verb};
use super::score::trees;
use super::treebank::{self, Document};
use crate::score::Figure;

/// The names of the tasks, in the order of the table.
///
/// `raw`: the running text is given. `words`: sentences and tokens are given. `damaged`: 2 % of the letters are lost or
/// wrong, and headings, where the set tells which sentences they are, are in small letters. `small`: all letters are
/// small.
pub const TASKS: &[&str] = &[
    "ewt-raw",
    "ewt-words",
    "ewt-damaged",
    "ewt-small",
    "gum-raw",
    "gum-words",
    "gum-damaged",
    "uner",
    "uner-damaged",
    "uner-small",
    "gum-names",
    "propbank",
    "qasrl",
    "uds",
    "coreference",
];

/// A text to be read.
#[derive(Serialize, Deserialize)]
pub struct Text {
    /// Its id, unique in its task.
    pub id: String,
    /// The text.
    pub text: String,
    /// Its sentences and tokens, where they are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<Vec<(usize, usize)>>>,
}

/// What is right, text by text.
pub enum Gold {
    /// Sentences and tokens with their trees.
    Trees(Vec<Layers>),
    /// Names of persons, places and organisations.
    Names(Vec<Vec<GoldName>>),
    /// PropBank frames.
    Frames(Vec<Vec<Frame>>),
    /// QA-SRL verbs, over tokens.
    Verbs(Vec<Asked>),
    /// Factuality.
    Targets(Vec<Vec<Target>>),
    /// Chains of mentions.
    Chains(Vec<Vec<Chain>>),
}

/// A task.
pub struct Task {
    /// One of [`TASKS`].
    pub name: &'static str,
    /// What is given.
    pub texts: Vec<Text>,
    /// What is right.
    pub gold: Gold,
}

impl Task {
    /// Reads the task `name` from the folder `corpora`.
    pub fn read(corpora: &Path, name: &'static str) -> Result<Task> {
        let corpora = corpora.join("language");
        let task = |(texts, gold)| Task { name, texts, gold };
        let (set, variant) = name.split_once('-').unwrap_or((name, ""));
        Ok(task(match (set, variant) {
            ("ewt", _) => trees(&corpora.join("treebank/en_ewt-dev.conllu"), variant)?,
            ("gum", "names") => named(&corpora.join("ner/gum_names_free-dev.jsonl"), variant)?,
            ("gum", _) => trees(&corpora.join("treebank/en_gum_free-dev.conllu"), variant)?,
            ("uner", _) => named(&corpora.join("ner/uner_ewt-dev.jsonl"), variant)?,
            ("propbank", _) => {
                let rows: Vec<Roles> = rows(&corpora.join("srl/ewt_propbank-dev.jsonl"))?;
                let (texts, frames) = rows.into_iter().map(|row| (row.at.text(), row.frames)).unzip();
                (texts, Gold::Frames(frames))
            }
            ("qasrl", _) => {
                let rows: Vec<Roles> = rows(&corpora.join("srl/qasrl_gs_wikinews-dev.jsonl"))?;
                let (texts, verbs) =
                    rows.into_iter().map(|row| (row.at.text(), (row.at.tokens, row.verbs))).unzip();
                (texts, Gold::Verbs(verbs))
            }
            ("uds", _) => {
                let rows: Vec<Facts> = rows(&corpora.join("factuality/uds_happened-dev.jsonl"))?;
                let (texts, targets) = rows.into_iter().map(|row| (row.at.text(), row.targets)).unzip();
                (texts, Gold::Targets(targets))
            }
            _ => {
                let rows: Vec<Mentions> = rows(&corpora.join("coref/gum_free-dev.jsonl"))?;
                let (texts, chains) = rows.into_iter().map(|row| (row.text(), row.onto_chains)).unzip();
                (texts, Gold::Chains(chains))
            }
        }))
    }

    /// Whether only the parts that other parsers have too are asked for: trees and names.
    pub fn is_common(&self) -> bool {
        matches!(self.gold, Gold::Trees(_) | Gold::Names(_))
    }

    /// Scores what was read; texts without an answer count as read empty, which only trees forbid.
    pub fn score(&self, answers: &[Layers]) -> Result<Vec<Figure>> {
        let by_id: HashMap<&str, &Layers> = answers.iter().map(|a| (a.id.as_str(), a)).collect();
        let none = Layers::default();
        let answers: Vec<&Layers> =
            self.texts.iter().map(|text| by_id.get(text.id.as_str()).copied().unwrap_or(&none)).collect();
        match &self.gold {
            Gold::Trees(gold) => trees::score(&self.texts, gold, &answers),
            Gold::Names(gold) => Ok(names::score(&self.texts, gold, &answers)),
            Gold::Frames(gold) => Ok(roles::propbank(gold, &answers)),
            Gold::Verbs(gold) => Ok(roles::qasrl(gold, &answers)),
            Gold::Targets(gold) => Ok(factuality::score(gold, &answers)),
            Gold::Chains(gold) => Ok(coreference::score(gold, &answers)),
        }
    }
}

fn trees(path: &Path, variant: &str) -> Result<(Vec<Text>, Gold)> {
    let documents = treebank::read(path)?.into_iter().map(|document| match variant {
        "damaged" => {
            let words = document.words();
            let letters = Damaged::letters(&document.text, words.into_iter().flatten(), &document.id);
            let document = moved(document, &letters);
            let headings = document.headings.iter().map(|i| document.gold.sentences[*i].span);
            let small = Damaged::small(&document.text, headings);
            moved(document, &small)
        }
        "small" => {
            let all = Span::new(0, usize::MAX);
            let small = Damaged::small(&document.text, [all].into_iter());
            moved(document, &small)
        }
        _ => document,
    });
    let (texts, gold) = documents.map(|document| (document.text(variant != "raw"), document.gold)).unzip();
    Ok((texts, Gold::Trees(gold)))
}

fn moved(mut document: Document, damage: &Damaged) -> Document {
    document.text.clone_from(&damage.text);
    document.gold = damage.layers(&document.gold);
    document
}

fn named(path: &Path, variant: &str) -> Result<(Vec<Text>, Gold)> {
    let rows: Vec<Named> = rows(path)?;
    let read = rows.into_iter().map(|row| {
        let damage = match variant {
            "damaged" => Some(Damaged::letters(&row.at.text, row.at.tokens.iter().copied(), &row.at.id)),
            "small" => Some(Damaged::small(&row.at.text, [Span::new(0, usize::MAX)].into_iter())),
            _ => None,
        };
        let at = |place| damage.as_ref().map_or(place, |damage| damage.place(place));
        let entities = row.entities.iter().filter_map(|entity| {
            let kind = match entity.kind.as_str() {
                "PER" => NameKind::Person,
                "LOC" => NameKind::Place,
                "ORG" => NameKind::Organisation,
                _ => return None,
            };
            Some(GoldName { start: at(entity.start), end: at(entity.end), kind })
        });
        let entities = entities.collect();
        let text = damage.as_ref().map_or(row.at.text, |damage| damage.text.clone());
        (Text { id: row.at.id, text, sentences: None }, entities)
    });
    let (texts, gold) = read.unzip();
    Ok((texts, Gold::Names(gold)))
}

/// A sentence of a set in JSON Lines.
#[derive(Deserialize)]
struct At {
    id: String,
    text: String,
    tokens: Vec<(usize, usize)>,
}

impl At {
    /// The sentence, its tokens given.
    fn text(&self) -> Text {
        Text { id: self.id.clone(), text: self.text.clone(), sentences: Some(vec![self.tokens.clone()]) }
    }
}

#[derive(Deserialize)]
struct Named {
    #[serde(flatten)]
    at: At,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Roles {
    #[serde(flatten)]
    at: At,
    #[serde(default)]
    frames: Vec<Frame>,
    #[serde(default)]
    verbs: Vec<Verb>,
}

#[derive(Deserialize)]
struct Facts {
    #[serde(flatten)]
    at: At,
    targets: Vec<Target>,
}

/// A document with its chains of mentions.
#[derive(Deserialize)]
struct Mentions {
    id: String,
    text: String,
    sents: Vec<(usize, usize, String)>,
    tokens: Vec<(usize, usize)>,
    onto_chains: Vec<Chain>,
}

impl Mentions {
    /// The document, its sentences and tokens given.
    fn text(&self) -> Text {
        let within = |(start, end, _): &(usize, usize, String)| {
            let from = self.tokens.partition_point(|token| token.0 < *start);
            let to = self.tokens.partition_point(|token| token.0 < *end);
            self.tokens.get(from..to).unwrap_or_default().to_vec()
        };
        let sentences = self.sents.iter().map(within).filter(|tokens| !tokens.is_empty()).collect();
        Text { id: self.id.clone(), text: self.text.clone(), sentences: Some(sentences) }
    }
}

fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| serde_json::from_str(line).with_context(|| path.display().to_string())).collect()
}
