//! The development sets of extraction: read, score, print.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::answer::{self, Answer};
use crate::corpora::{Gold, SETS, Set};
use crate::floors::Floors;
use crate::jsonl;
use crate::page_peers::{Peer, PeerOptions, requests};
use crate::score::{self, Scores};
use crate::table::{Row, Table};

/// What to do with the sets.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Only this set (may be given several times).
    #[arg(long = "set", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(SETS))]
    sets: Vec<String>,
    /// Print the N worst pages of every measure that counts.
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Write what was read to DIR/SET.jsonl, in the form that the reference scorers take.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Score DIR/SET.jsonl, in the form of --write-answers, instead of reading the pages: for instance what models
    /// said of pages that they were not trained on. Sets without a file are left out.
    #[arg(long, value_name = "DIR", conflicts_with = "write_answers")]
    answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// Prints the answers for one set.
pub fn answers(corpora: &Path, name: &str, jobs: usize) -> Result<()> {
    let name = SETS.iter().find(|set| **set == name).context("no such set")?;
    let set = Set::read(corpora, name)?;
    jsonl::write(std::io::stdout().lock(), &answer::answers(&set, jobs))
}

/// Reads, scores and prints the sets; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options, peers: &PeerOptions) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let mut table = Table::default();
    let others = peers.peers()?;
    for name in SETS.iter().filter(|name| options.sets.is_empty() || options.sets.iter().any(|s| s == *name))
    {
        let given = options.answers.as_ref().map(|folder| folder.join(format!("{name}.jsonl")));
        if given.as_ref().is_some_and(|path| !path.exists()) {
            continue;
        }
        let set = Set::read(corpora, name)?;
        let ours = match given {
            Some(path) => jsonl::read(&path).with_context(|| path.display().to_string())?,
            None => answer::answers(&set, jobs),
        };
        if let Some(folder) = &options.write_answers {
            jsonl::write_file(folder, name, &ours)?;
        }
        let requests = if others.is_empty() { Vec::new() } else { requests(&set) };
        let theirs: Vec<(&Peer, Option<Vec<Answer>>)> = others
            .iter()
            .map(|peer| Ok((peer, peers.answers(peer, set.name, &requests)?)))
            .collect::<Result<_>>()?;
        for part in parts(&set) {
            let scores = part.score(&ours)?;
            let beside: Vec<(&Peer, Option<Scores>)> = theirs
                .iter()
                .map(|(peer, answers)| Ok((*peer, answers.as_deref().map(|a| part.score(a)).transpose()?)))
                .collect::<Result<_>>()?;
            for figure in &scores.figures {
                let peers =
                    beside.iter().filter(|(peer, _)| peer.measures(figure.name)).map(|(peer, scores)| {
                        let found =
                            scores.as_ref().and_then(|s| s.figures.iter().find(|f| f.name == figure.name));
                        (peer.to_string(), found.map(|figure| figure.value))
                    });
                table.rows.push(Row {
                    set: part.name.clone(),
                    peers: peers.collect(),
                    limit: floors.get(&part.name, figure.name),
                    figure: figure.clone(),
                });
            }
            print_worst(&part.name, scores, options.worst);
        }
        eprintln!("{name}: {}", speed(&ours));
    }
    println!("{table}");
    Ok(floors.check(&table))
}

/// Pages of one kind within a set, scored together.
struct Part<'a> {
    name: String,
    golds: Vec<&'a Gold>,
    set: &'a str,
}

/// The parts of a set: WCXB's articles count apart from its other kinds of page.
fn parts(set: &Set) -> Vec<Part<'_>> {
    let golds = |wanted: &dyn Fn(&Gold) -> bool| -> Vec<&Gold> {
        set.documents.iter().map(|d| &d.gold).filter(|gold| wanted(gold)).collect()
    };
    let part = |name: String, golds| Part { name, golds, set: set.name };
    if set.name != "wcxb" {
        return vec![part(set.name.to_owned(), golds(&|_| true))];
    }
    let article = |gold: &Gold| gold.kind.as_deref() == Some("article");
    vec![
        part("wcxb articles".into(), golds(&article)),
        part("wcxb other pages".into(), golds(&|gold| !article(gold))),
    ]
}

impl Part<'_> {
    fn score(&self, answers: &[Answer]) -> Result<Scores> {
        let answers: HashMap<&str, &Answer> = answers.iter().map(|a| (a.id.as_str(), a)).collect();
        let none = Answer::default();
        let pairs = score::pair(self.golds.iter().copied(), &answers, &none);
        if let Some((gold, _)) = pairs.iter().find(
            |(g, a)| matches!((&g.labels, &a.labels), (Some(gold), Some(read)) if gold.len() != read.len()),
        ) {
            bail!("{}: not one label a line", gold.id);
        }
        let scores = match self.set {
            "scraped_text" => vec![score::lines::score(&pairs)],
            "pagedate-htmldate" | "pagedate-fundus" => vec![score::pagedate::score(&pairs)],
            "trafilatura" => vec![score::snippets::score(&pairs), score::metadata::score(&pairs)],
            _ => vec![score::body::score(&pairs), score::metadata::score(&pairs)],
        };
        let mut all = Scores::default();
        for scores in scores {
            all.figures.extend(scores.figures);
            all.worst.extend(scores.worst);
        }
        Ok(all)
    }
}

fn print_worst(name: &str, scores: Scores, most: usize) {
    if most == 0 {
        return;
    }
    let mut by_measure: Vec<(&str, Vec<score::Fault>)> = Vec::new();
    for fault in scores.worst {
        match by_measure.iter_mut().find(|(measure, _)| *measure == fault.measure) {
            Some((_, faults)) => faults.push(fault),
            None => by_measure.push((fault.measure, vec![fault])),
        }
    }
    for (measure, mut faults) in by_measure {
        faults.sort_by(|a, b| a.score.total_cmp(&b.score));
        println!("{name}, {measure}: {} of {} shown", most.min(faults.len()), faults.len());
        for fault in faults.iter().take(most) {
            println!("  {:.3}  {}  {}", fault.score, fault.id, fault.detail);
        }
    }
}

/// Pages per second of one core, and the slowest page.
fn speed(answers: &[Answer]) -> String {
    let total: f64 = answers.iter().filter_map(|a| a.ms).sum();
    let slowest = answers.iter().max_by(|a, b| a.ms.unwrap_or(0.0).total_cmp(&b.ms.unwrap_or(0.0)));
    let slowest =
        slowest.map(|a| format!("; slowest {} {:.0} ms", a.id, a.ms.unwrap_or(0.0))).unwrap_or_default();
    let rate = 1000.0 * answers.len() as f64 / total.max(1e-9);
    format!("{} pages, {rate:.0} a second on one core{slowest}", answers.len())
}
