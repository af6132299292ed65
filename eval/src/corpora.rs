//! The development sets, read from their archives.

use std::collections::HashMap;
use std::fs;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Deserializer};

/// The archives are packed with windows of 128 MB (`zstd --long=27`).
const WINDOW_LOG: u32 = 27;

/// The names of the sets, in the order of the table.
pub const SETS: &[&str] =
    &["wcxb", "fundus", "trafilatura", "scraped_text", "pagedate-htmldate", "pagedate-fundus"];

/// What the annotators say of a page. A field that is absent was not annotated; null or an empty list means that
/// they found none.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Gold {
    /// Name of the page, unique in its set.
    pub id: String,
    /// Address.
    pub url: Option<String>,
    /// File in the archive.
    #[serde(alias = "page")]
    html: Option<String>,
    /// The archive.
    archive: Option<String>,
    /// Kind of page (`article`, `forum` …).
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The article's text.
    pub body: Option<String>,
    /// Other texts that are as right.
    #[serde(default)]
    pub body_alt: Vec<String>,
    /// Pieces of text that belong to the article.
    pub must_have: Option<Vec<String>>,
    /// Pieces of text that do not.
    pub must_not: Option<Vec<String>>,
    /// Pieces of readers' comments.
    #[serde(default, deserialize_with = "present")]
    pub comments: Option<Option<Vec<String>>>,
    /// The headline.
    pub title: Option<String>,
    /// The authors.
    #[serde(default, deserialize_with = "present")]
    pub authors: Option<Option<Vec<String>>>,
    /// The day of publication.
    #[serde(default, deserialize_with = "present")]
    pub date: Option<Option<String>>,
    /// Other days that are as right.
    #[serde(default)]
    pub also: Vec<String>,
    /// A page that somebody scraped to plain text.
    pub text: Option<String>,
    /// One label a line of `text`.
    pub labels: Option<Vec<String>>,
}

/// Tells null from absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Option<T>, D::Error> {
    T::deserialize(field).map(Some)
}

/// A page with its gold.
pub struct Document {
    /// What the annotators say.
    pub gold: Gold,
    /// The page as it was served.
    pub bytes: Vec<u8>,
}

/// A set of pages.
pub struct Set {
    /// Its name: one of [`SETS`].
    pub name: &'static str,
    /// Its pages, in the order of the gold.
    pub documents: Vec<Document>,
}

impl Set {
    /// Reads the set `name` from the folder `corpora`.
    pub fn read(corpora: &Path, name: &'static str) -> Result<Set> {
        let documents = match name {
            "scraped_text" => scraped(&corpora.join("extraction/scraped_text/dev.jsonl.zst"))?,
            "pagedate-htmldate" => {
                archived(&corpora.join("time/pagedate"), "htmldate.jsonl").context(name)?
            }
            "pagedate-fundus" => archived(&corpora.join("time/pagedate"), "fundus.jsonl").context(name)?,
            _ => archived(&corpora.join("extraction").join(name), "gold.jsonl.zst").context(name)?,
        };
        Ok(Set { name, documents })
    }

    /// The `Content-Type` under which the set's pages are handed to the reader.
    pub fn media_type(&self) -> &'static str {
        if self.name == "scraped_text" { "text/plain" } else { "text/html" }
    }
}

/// Pages whose text stands in the gold itself.
fn scraped(path: &Path) -> Result<Vec<Document>> {
    let documents = gold(path)?.into_iter().map(|gold| {
        let text = gold.text.clone().with_context(|| format!("{} has no text", gold.id))?;
        Ok(Document { gold, bytes: text.into_bytes() })
    });
    documents.collect()
}

/// Pages that stand in archives beside the gold.
fn archived(folder: &Path, gold_file: &str) -> Result<Vec<Document>> {
    let mut packed: HashMap<String, HashMap<PathBuf, Vec<u8>>> = HashMap::new();
    let mut documents = Vec::new();
    for gold in gold(&folder.join(gold_file))? {
        let (Some(name), Some(page)) = (&gold.archive, &gold.html) else {
            bail!("{} names no page", gold.id);
        };
        if !packed.contains_key(name) {
            packed.insert(name.clone(), unpack(&folder.join(name))?);
        }
        let bytes = packed
            .get(name)
            .and_then(|pages| pages.get(Path::new(page)))
            .with_context(|| format!("{page} is not in {name}"))?
            .clone();
        documents.push(Document { gold, bytes });
    }
    Ok(documents)
}

fn gold(path: &Path) -> Result<Vec<Gold>> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text).with_context(|| path.display().to_string())?;
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).with_context(|| path.display().to_string())).collect()
}

fn unpack(path: &Path) -> Result<HashMap<PathBuf, Vec<u8>>> {
    let mut pages = HashMap::new();
    let mut archive = tar::Archive::new(open(path)?);
    for entry in archive.entries()? {
        let mut entry = entry?;
        if entry.header().entry_type().is_file() {
            let name = entry.path()?.into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).with_context(|| path.display().to_string())?;
            pages.insert(name, bytes);
        }
    }
    Ok(pages)
}

fn open(path: &Path) -> Result<Box<dyn Read>> {
    let file = fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    if path.extension().is_some_and(|end| end == "zst") {
        let mut decoder = zstd::Decoder::new(file)?;
        decoder.window_log_max(WINDOW_LOG)?;
        Ok(Box::new(decoder))
    } else {
        Ok(Box::new(BufReader::new(file)))
    }
}
