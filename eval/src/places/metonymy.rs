//! ReLocaR: is the name of a place read literally, or does it stand for those who live or rule there?

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use dateline_read::resolve::places::metonymy::reading;
use dateline_read::{Given, read_english};
use dateline_record::Span;
use serde::{Deserialize, Serialize};

use crate::floors::Floors;
use crate::score::Figure;
use crate::table::{Row, Table};

/// What to do with the set.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Print the first N faults, with the rule that fired.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Write the answers to DIR/relocar.jsonl, in the form that the reference scorer takes.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    text: String,
    start: usize,
    end: usize,
    label: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    label: &'static str,
}

/// Reads, scores and prints; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let path = corpora.join("places/relocar.train.jsonl");
    let items: Vec<Item> = crate::jsonl::read(&path).with_context(|| path.display().to_string())?;
    let answers = crate::threads::in_threads(&items, jobs, |item| {
        let record = read_english(&item.text, &Given::default());
        let reading = reading(&record, Span::new(item.start, item.end));
        (if reading.metonymic { "metonymic" } else { "literal" }, reading.rule)
    });
    if let Some(folder) = &options.write_answers {
        let lines: Vec<Answer<'_>> =
            items.iter().zip(&answers).map(|(item, (label, _))| Answer { id: &item.id, label }).collect();
        crate::jsonl::write_file(folder, "relocar", &lines)?;
    }
    // What stands for both counts as metonymic, as in the published scorer.
    let gold = |item: &Item| if item.label == "mixed" { "metonymic" } else { item.label.as_str() }.to_owned();
    let wrong: Vec<_> =
        items.iter().zip(&answers).filter(|(item, (label, _))| gold(item) != *label).collect();
    for (item, (label, rule)) in wrong.iter().take(options.errors) {
        println!("{}\t{label}\t{rule}\t{}", item.id, item.text);
    }
    let mut table = Table::default();
    let mut add = |name, value, over| {
        let figure = Figure { name, value, over };
        table.rows.push(Row {
            set: "relocar".into(),
            limit: floors.get("relocar", name),
            figure,
            peers: Vec::new(),
        });
    };
    add("accuracy", 1.0 - wrong.len() as f64 / items.len().max(1) as f64, items.len());
    for (class, name) in [("literal", "literal F1"), ("metonymic", "metonymic F1")] {
        let both = items
            .iter()
            .zip(&answers)
            .filter(|(item, (label, _))| *label == class && gold(item) == class)
            .count();
        let answered = answers.iter().filter(|(label, _)| *label == class).count();
        let all = items.iter().filter(|item| gold(item) == class).count();
        add(name, 2.0 * both as f64 / (answered + all).max(1) as f64, all);
    }
    println!("{table}");
    Ok(floors.check(&table))
}
