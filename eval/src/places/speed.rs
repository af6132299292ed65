//! How fast names are found, how much memory the table takes, and what it adds to the start.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use dateline_read::resolve::places::gazetteer;

use super::gold::{SETS, documents};
use crate::floors::Floors;
use crate::score::Figure;
use crate::table::{Row, Table};

/// How often the texts are scanned.
const ROUNDS: usize = 10;

/// Adds the figures to the table.
pub fn run(corpora: &Path, floors: &Floors, table: &mut Table) -> Result<()> {
    let began = Instant::now();
    let Some(gazetteer) = gazetteer() else { return Ok(()) };
    let first = black_box(gazetteer.senses("Springfield")).len();
    let start = began.elapsed().as_secs_f64() * 1000.0;
    let mut texts = Vec::new();
    for set in SETS {
        texts.extend(documents(corpora, set)?.into_iter().map(|document| document.text));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let began = cpu_time::ThreadTime::now();
    for _ in 0..ROUNDS {
        texts.iter().for_each(|text| {
            black_box(gazetteer.scan(text).len());
        });
    }
    let took = began.elapsed().as_secs_f64();
    let mut add = |name, value, over| {
        let figure = Figure { name, value, over };
        table.rows.push(Row {
            set: "gazetteer".into(),
            limit: floors.get("gazetteer", name),
            figure,
            peers: Vec::new(),
        });
    };
    add("scan, MB a CPU second", (ROUNDS * bytes) as f64 / took / 1e6, texts.len());
    add("table, MB", gazetteer.bytes() as f64 / 1e6, gazetteer.len());
    add("first look-up, ms", start, first);
    Ok(())
}
