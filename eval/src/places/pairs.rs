//! The vectors that `training/coreference/train.py` learns from: every mention of GUM with the earlier ones that are weighed for it, and
//! whether they are the same.

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use dateline_read::resolve::entities::mentions::{Mention, mentions};
use dateline_read::resolve::entities::pairs::{FEATURES, Scene, considered, fits};
use dateline_read::{Given, Record, read_english};
use serde::Serialize;

use super::coreference::{Document, head_of};

/// A document's pairs: mention, earlier mention, whether they are the same.
#[derive(Serialize)]
struct Pairs<'a> {
    id: &'a str,
    features: &'static [&'static str],
    kinds: Vec<&'static str>,
    rows: Vec<(usize, usize, u8)>,
}

/// Writes PREFIX.f32, the vectors in 32-bit floats, and PREFIX.meta, a line a document, from GUM's training part.
pub fn write(corpora: &Path, jobs: usize, prefix: &Path) -> Result<()> {
    let path = corpora.join("language/coref/gum_free-train.jsonl.gz");
    let file = std::fs::File::open(&path).with_context(|| path.display().to_string())?;
    let text = std::io::read_to_string(flate2::read::GzDecoder::new(file))?;
    let documents: Vec<Document> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let records = crate::threads::in_threads(&documents, jobs, |document| {
        read_english(&document.text, &Given::default())
    });
    let mut vectors = BufWriter::new(std::fs::File::create(prefix.with_extension("f32"))?);
    let mut lines = BufWriter::new(std::fs::File::create(prefix.with_extension("meta"))?);
    for (document, record) in documents.iter().zip(&records) {
        let pairs = pairs(document, record, &mut vectors)?;
        serde_json::to_writer(&mut lines, &pairs)?;
        lines.write_all(b"\n")?;
    }
    vectors.flush()?;
    Ok(lines.flush()?)
}

fn pairs<'a>(document: &'a Document, record: &Record, vectors: &mut impl Write) -> Result<Pairs<'a>> {
    let text: Vec<char> = record.article.text.chars().collect();
    let all = mentions(record, &text);
    let entities = entities(document, record, &all);
    let scene = Scene::new(record, &all);
    let mut rows = Vec::new();
    for (at, mention) in all.iter().enumerate() {
        let (mut weighed, mut fitting) = (0, 0);
        for (before, antecedent) in all.iter().enumerate().take(at).rev() {
            if !considered(mention, antecedent, weighed) {
                continue;
            }
            let shares = mention.pronoun().is_none()
                && mention.words.iter().any(|word| antecedent.words.contains(word));
            weighed += usize::from(!shares);
            for number in scene.features(at, before, fitting).unwrap_or_default() {
                vectors.write_all(&number.to_le_bytes())?;
            }
            fitting += usize::from(fits(mention, antecedent) > 0.0);
            let same = entities.get(&at).is_some_and(|entity| entities.get(&before) == Some(entity));
            rows.push((at, before, u8::from(same)));
        }
    }
    let kind = |mention: &Mention| match (mention.pronoun(), mention.is_name()) {
        (Some(_), _) => "pronoun",
        (None, true) => "name",
        (None, false) => "noun",
    };
    Ok(Pairs { id: &document.id, features: FEATURES, kinds: all.iter().map(kind).collect(), rows })
}

/// The entity of each of our mentions that is one of the gold.
fn entities(document: &Document, record: &Record, all: &[Mention]) -> HashMap<usize, String> {
    let mut entities = HashMap::new();
    let mut gold: Vec<_> = document.mentions.iter().collect();
    gold.sort_by_key(|gold| (gold.start, gold.end));
    for gold in gold {
        let Some(head) = head_of(record, gold.start, gold.end) else { continue };
        let at = all.iter().position(|mention| mention.head == head);
        let within = || {
            all.iter().position(|mention| mention.is_name() && mention.first <= head && head <= mention.last)
        };
        if let Some(at) = at.or_else(within) {
            entities.entry(at).or_insert_with(|| gold.eid.to_string());
        }
    }
    entities
}
