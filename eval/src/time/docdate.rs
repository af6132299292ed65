//! Texts to be dated by what they say: read, score, print.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use dateline_read::{Given, read_english};
use dateline_record::Dated;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::answer::Days;
use super::print_errors;
use super::score::docdate::{Dating, STAMP, Truth, claims, later, score};
use super::tasks::{day, rows};
use crate::floors::Floors;
use crate::jsonl;
use crate::table::{Row, Table};
use crate::threads::in_threads;

/// The names of the sets, in the order of the table: texts whose date line was removed, all and by their source, and
/// the news of TimeBank and AQUAINT.
const SETS: &[&str] =
    &["docdate", "docdate-wikinews", "docdate-gum", "docdate-pages", "docdate-timebank", "docdate-aquaint"];

/// What to do with the sets.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Only this set (may be given several times).
    #[arg(long = "set", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(SETS))]
    sets: Vec<String>,
    /// Print the first N faults of every set: the text, what is wrong, its day, the answer and the hard clues.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Write the answers to DIR/SET.jsonl, and the verdicts on claimed days to DIR/SET-claims.jsonl, in the form that
    /// the reference scorer takes.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// A text whose day is known.
#[derive(Clone, Deserialize)]
struct Text {
    id: String,
    text: String,
    #[serde(default)]
    src: String,
    #[serde(alias = "dct")]
    date: Option<String>,
    #[serde(default)]
    also: Vec<String>,
}

impl Text {
    /// The day, and others that are as right; none where none is known.
    fn truth(&self) -> Option<Truth> {
        let first = day(self.date.as_deref()?)?;
        Some(std::iter::once(first).chain(self.also.iter().filter_map(|date| day(date))).collect())
    }
}

/// A text with its answer.
struct Read {
    text: Text,
    truth: Truth,
    dating: Dating,
}

/// Dates, scores and prints the sets; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let wanted = |set: &str| options.sets.is_empty() || options.sets.iter().any(|name| name == set);
    let mut table = Table::default();
    let corpora = corpora.join("time");
    let files = [
        ("docdate/docs.jsonl.gz", &SETS[..4]),
        ("tbaq/timebank.jsonl.gz", &SETS[4..5]),
        ("tbaq/aquaint.jsonl.gz", &SETS[5..]),
    ];
    for (file, sets) in files {
        let sets: Vec<&str> = sets.iter().copied().filter(|set| wanted(set)).collect();
        if sets.is_empty() {
            continue;
        }
        let texts: Vec<Text> = rows(&corpora.join(file))?;
        let texts = texts.into_iter().filter(|text| sets.iter().any(|set| belongs(text, set)));
        let known: Vec<(Text, Truth)> =
            texts.filter_map(|text| Some((text.truth()?, text))).map(|(a, b)| (b, a)).collect();
        let read = in_threads(&known, jobs, |(text, truth)| Read {
            dating: date(&text.text, truth),
            text: text.clone(),
            truth: truth.clone(),
        });
        for set in sets {
            let of: Vec<&Read> = read.iter().filter(|read| belongs(&read.text, set)).collect();
            let ids: Vec<String> = of.iter().map(|read| read.text.id.clone()).collect();
            let truths: Vec<Truth> = of.iter().map(|read| read.truth.clone()).collect();
            let datings: Vec<Dating> = of.iter().map(|read| read.dating.clone()).collect();
            if let Some(folder) = &options.write_answers {
                write_answers(folder, set, &of)?;
            }
            let scores = score(&ids, &truths, &datings);
            print_errors(set, &scores.errors, options.errors);
            for figure in scores.figures {
                let limit = floors.get(set, figure.name);
                table.rows.push(Row { set: set.into(), figure, peers: Vec::new(), limit });
            }
        }
    }
    println!("{table}");
    Ok(floors.check(&table))
}

fn belongs(text: &Text, set: &str) -> bool {
    match set {
        "docdate-wikinews" => text.src == "wikinews",
        "docdate-gum" => text.src == "gum_news",
        "docdate-pages" => text.src == "fundus",
        _ => true,
    }
}

/// Dates a text three times: from its words alone, with the true day and its decoys claimed, and under a false stamp.
fn date(text: &str, truth: &Truth) -> Dating {
    let Some(truth) = truth.first() else { return Dating::default() };
    let plain = read_english(text, &Given::default()).dated.unwrap_or_default();
    let claims = claims(*truth);
    let days: Vec<Date> = claims.iter().map(|claim| claim.1).collect();
    let judged = read_english(text, &Given { claimed: &days, ..Given::default() }).dated.unwrap_or_default();
    let stamped = later(*truth, STAMP).map(|day| {
        let stamp = day.strftime("%A, %B %-d, %Y");
        read_english(
            &format!("{stamp}\nHome | World | Business | Sport | Sign in\n{text}"),
            &Given::default(),
        )
    });
    let chars: Vec<char> = text.chars().collect();
    let hard = plain.clues.iter().filter(|clue| clue.hard).map(|clue| {
        let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "..".into());
        let days = format!("{}/{}", end(&clue.interval.earliest), end(&clue.interval.latest));
        let words = clue.evidence.span.and_then(|span| chars.get(span.start as usize..span.end as usize));
        let words: String =
            words.unwrap_or_default().iter().map(|c| if *c == '\n' { ' ' } else { *c }).collect();
        format!("{} {days} [{words}] {}", clue.rule, clue.fact.as_deref().unwrap_or_default())
    });
    Dating {
        best: best(&plain),
        days: Days::of(&plain.interval).filter(|days| days.first.is_some() || days.last.is_some()),
        verdicts: claims
            .iter()
            .zip(&judged.claimed)
            .map(|(claim, said)| (claim.0, said.verdict.clone()))
            .collect(),
        stamped: stamped.and_then(|record| record.dated).as_ref().and_then(best),
        clues: hard.collect(),
    }
}

/// The best day, cut to its granularity; without one, the month or the year in which both ends of the interval lie.
fn best(dated: &Dated) -> Option<String> {
    if let Some(best) = &dated.best {
        let grain = match dated.granularity.as_deref() {
            Some("year") => 4,
            Some("month") => 7,
            _ => 10,
        };
        return best.get(..grain).map(str::to_owned);
    }
    let (first, last) = (dated.interval.earliest.as_deref()?, dated.interval.latest.as_deref()?);
    let common = [10, 7, 4].into_iter().find(|grain| first.get(..*grain) == last.get(..*grain))?;
    first.get(..common).map(str::to_owned)
}

fn write_answers(folder: &Path, set: &str, read: &[&Read]) -> Result<()> {
    let (mut answers, mut verdicts) = (Vec::new(), Vec::new());
    for Read { text, truth, dating } in read {
        let days = dating.days.unwrap_or_default();
        let end = |end: Option<Date>| end.map(|day| day.to_string());
        answers
            .push(json!({"id": text.id, "best": dating.best, "lo": end(days.first), "hi": end(days.last)}));
        for (offset, verdict) in &dating.verdicts {
            let verdict = match verdict.as_str() {
                "confirmed" => "supported",
                "refuted" => "refuted",
                _ => "unknown",
            };
            let claim = truth.first().and_then(|day| later(*day, *offset));
            verdicts
                .push(json!({"id": text.id, "claim": claim.map(|day| day.to_string()), "verdict": verdict}));
        }
    }
    jsonl::write_file(folder, set, &answers)?;
    jsonl::write_file(folder, &format!("{set}-claims"), &verdicts)
}
