//! Other finders of places, run beside ours on the same texts.

use serde::Deserialize;

use super::gold::Document;
use super::score::Answer;
use crate::peers::{About, Options, Script};

/// The script of the finders.
pub struct Finders;

/// Whether and how finders are run.
pub type PeerOptions = Options<Finders>;

impl Script for Finders {
    const PROGRAM: &'static str = include_str!("../../peers/places.py");
    const PEERS: &'static [&'static str] = &["geotext", "flashgeotext", "spaCy-sm"];

    fn measures(_: &About, _: &str) -> bool {
        true
    }
}

/// A place that a peer found: its name, and a country where it says one.
#[derive(Debug, Deserialize)]
pub struct Found {
    start: usize,
    end: usize,
}

/// A peer's answer to a document.
#[derive(Debug, Deserialize)]
pub struct Theirs {
    toponyms: Vec<Found>,
}

/// A peer's spans as answers. None of the peers chooses between places of one name: each gets the most populous one of our gazetteer.
pub fn answers(document: &Document, theirs: &Theirs) -> Vec<Answer> {
    let chars: Vec<char> = document.text.chars().collect();
    let gazetteer = dateline_read::resolve::places::gazetteer();
    let located = |found: &Found| {
        let name: String = chars.get(found.start..found.end).unwrap_or_default().iter().collect();
        let best = gazetteer.and_then(|gazetteer| {
            let entries =
                gazetteer.senses(&name).into_iter().filter_map(|sense| gazetteer.entry(sense.entry));
            entries.max_by_key(|entry| entry.population)
        });
        Answer {
            start: found.start,
            end: found.end,
            geonameid: None,
            lat: best.map(|entry| f64::from(entry.latitude)),
            lon: best.map(|entry| f64::from(entry.longitude)),
            sure: 0.0,
        }
    };
    theirs.toponyms.iter().map(located).collect()
}
