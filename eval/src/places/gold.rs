//! The development sets of places.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// The sets.
pub const SETS: &[&str] = &["tr-news", "lgl", "gwn", "geovirus"];

/// A text with its places.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Domain of the outlet.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The places in it.
    pub toponyms: Vec<Gold>,
}

/// A place.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its GeoNames number.
    pub geonameid: Option<u32>,
    /// Degrees north; none where the annotators gave no place.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
}

/// The documents of a set.
pub fn documents(corpora: &Path, set: &str) -> Result<Vec<Document>> {
    let path = corpora.join("places").join(format!("{set}.dev.jsonl"));
    crate::jsonl::read(&path).with_context(|| path.display().to_string())
}
