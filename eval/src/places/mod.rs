//! The development sets of places, metonymy and coreference: read, score, print.

pub mod coreference;
mod gold;
pub mod metonymy;
mod pairs;
mod peers;
mod score;
mod speed;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use dateline_gazetteer::Id;
use dateline_read::annotate::text::Text;
use dateline_read::resolve::places::located::{Located, located};
use dateline_read::resolve::places::rank::{Ranked, Toponym, rank};
use dateline_read::resolve::places::weights::WEIGHTS;
use dateline_read::resolve::places::{gazetteer, outlets};
use dateline_read::{Given, Record, read_english};
use serde::Serialize;

use crate::floors::Floors;
use crate::jsonl;
use crate::score::Figure;
use crate::table::{Row, Table};
use gold::{Document, SETS, documents};
pub use peers::PeerOptions;
use peers::Theirs;
use score::{Answer, Counts};

/// What to do with the sets.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Only this set (may be given several times).
    #[arg(long = "set", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(SETS))]
    sets: Vec<String>,
    /// Print the first N faults of every set.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Measure the scan, the memory and the start as well; for a machine that does nothing else.
    #[arg(long)]
    speed: bool,
    /// Write the answers to DIR/SET-given.jsonl and DIR/SET.jsonl, in the form that the reference scorers take.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// The answers to a document.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    toponyms: &'a [Answer],
}

/// Reads, scores and prints the sets; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options, peers: &PeerOptions) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let others = peers.peers()?;
    let mut table = Table::default();
    for set in SETS.iter().filter(|set| options.sets.is_empty() || options.sets.iter().any(|s| s == *set)) {
        let documents = documents(corpora, set)?;
        let read = crate::threads::in_threads(&documents, jobs, |document| {
            read_english(&document.text, &Given { address: document.outlet.as_deref(), ..Given::default() })
        });
        let modes: &[(&str, Mode)] = if *set == "lgl" {
            &[
                ("", Mode::Given(true)),
                (" without home", Mode::Given(false)),
                (" raw", Mode::Raw(true)),
                (" raw without home", Mode::Raw(false)),
            ]
        } else {
            &[("", Mode::Given(true)), (" raw", Mode::Raw(true))]
        };
        for (name, mode) in modes {
            let answers: Vec<Vec<Answer>> = documents
                .iter()
                .zip(&read)
                .map(|(document, record)| mode.answers(document, record))
                .collect();
            if let Some(folder) = &options.write_answers {
                let lines: Vec<Line<'_>> = documents
                    .iter()
                    .zip(&answers)
                    .map(|(d, toponyms)| Line { id: &d.id, toponyms })
                    .collect();
                jsonl::write_file(folder, &format!("{set}{}", name.replace(' ', "-")), &lines)?;
            }
            let raw = matches!(mode, Mode::Raw(_));
            let (figures, faults) = figures(&documents, &answers, raw);
            if options.errors > 0 {
                println!("{set}{name}: {} of {} faults", options.errors.min(faults.len()), faults.len());
                faults.iter().take(options.errors).for_each(|fault| println!("{fault}"));
            }
            let mut beside: Vec<(String, Option<Vec<Figure>>)> = Vec::new();
            for peer in others.iter().filter(|_| *name == " raw") {
                let requests: Vec<_> =
                    documents.iter().map(|d| serde_json::json!({"id": d.id, "text": d.text})).collect();
                let theirs: Option<Vec<Theirs>> = peers.answers(peer, set, &requests)?;
                let scored = theirs.map(|theirs| {
                    let answers: Vec<Vec<Answer>> =
                        documents.iter().zip(&theirs).map(|(d, t)| peers::answers(d, t)).collect();
                    self::figures(&documents, &answers, true).0
                });
                beside.push((peer.to_string(), scored));
            }
            for (at, figure) in figures.into_iter().enumerate() {
                let label = format!("{set}{name}");
                let peers = beside
                    .iter()
                    .map(|(peer, theirs)| {
                        (peer.clone(), theirs.as_ref().and_then(|t| t.get(at)).map(|f| f.value))
                    })
                    .collect();
                table.rows.push(Row { limit: floors.get(&label, figure.name), set: label, figure, peers });
            }
        }
    }
    if options.speed {
        speed::run(corpora, &floors, &mut table)?;
    }
    println!("{table}");
    Ok(floors.check(&table))
}

fn figures(documents: &[Document], answers: &[Vec<Answer>], raw: bool) -> (Vec<Figure>, Vec<String>) {
    let mut counts = Counts::default();
    let faults =
        documents.iter().zip(answers).flat_map(|(document, answers)| counts.add(document, answers)).collect();
    (counts.figures(raw), faults)
}

/// What is asked: to place given names, or to find them as well; with the outlet's home or without.
enum Mode {
    Given(bool),
    Raw(bool),
}

impl Mode {
    fn answers(&self, document: &Document, record: &Record) -> Vec<Answer> {
        let Some(gazetteer) = gazetteer() else { return Vec::new() };
        let text = Text::new(&document.text);
        match self {
            Mode::Given(home) => {
                let toponyms: Vec<Toponym> = document
                    .toponyms
                    .iter()
                    .map(|gold| Toponym { start: gold.start, end: gold.end })
                    .collect();
                let home = document.outlet.as_deref().filter(|_| *home).and_then(outlets::home);
                let ranked = rank(gazetteer, &WEIGHTS, &text, &toponyms, home.as_ref());
                toponyms.iter().zip(&ranked).map(|(toponym, ranked)| answer(toponym, ranked)).collect()
            }
            Mode::Raw(home) => {
                let mut record = record.clone();
                if !home {
                    record.page.url = None;
                }
                let found: Vec<Located> = located(gazetteer, &record, &text);
                found.iter().map(|found| answer(&found.toponym, &found.ranked)).collect()
            }
        }
    }
}

fn answer(toponym: &Toponym, ranked: &[Ranked]) -> Answer {
    let best = ranked.first();
    let entry = best.map(|best| best.candidate.entry);
    let number = entry.and_then(|entry| match entry.id {
        Id::GeoNames(id) => Some(id),
        _ => None,
    });
    Answer {
        start: toponym.start,
        end: toponym.end,
        geonameid: number,
        lat: entry.map(|entry| f64::from(entry.latitude)),
        lon: entry.map(|entry| f64::from(entry.longitude)),
        sure: best.map_or(0.0, |best| best.probability),
    }
}
