//! The development sets of language: read, score, print.

mod damage;
mod layers;
mod peers;
mod score;
mod speed;
mod tasks;
mod treebank;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use peers::Peer;
pub use peers::PeerOptions;
pub use speed::answer_lines;

use crate::floors::Floors;
use crate::jsonl;
use crate::score::Figure;
use crate::table::{Row, Table};
use layers::{Layers, ours, read};
use tasks::{TASKS, Task};

/// What is lost by damage: the whole task, the damaged one, the measure, and the name of the loss.
const LOSSES: &[(&str, &str, &str, &str)] = &[
    ("ewt-words", "ewt-damaged", "LAS", "LAS lost"),
    ("ewt-words", "ewt-small", "LAS", "LAS lost"),
    ("gum-words", "gum-damaged", "LAS", "LAS lost"),
    ("uner", "uner-damaged", "name F1", "name F1 lost"),
    ("uner", "uner-small", "name F1", "name F1 lost"),
];

/// What to do with the sets.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Only this task (may be given several times).
    #[arg(long = "task", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(TASKS))]
    tasks: Vec<String>,
    /// Measure speed, cold start and memory as well; for a machine that does nothing else.
    #[arg(long)]
    speed: bool,
    /// Write the texts to DIR/TASK.jsonl, a line each: {"id", "text"} and, where they are given, "sentences" as lists
    /// of tokens, [first, one past the last character].
    #[arg(long, value_name = "DIR")]
    write_texts: Option<PathBuf>,
    /// Write what was read to DIR/TASK.jsonl: the record's layers with the text's id.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Score DIR/TASK.jsonl, in the form of --write-answers, instead of reading the texts: for instance what a model
    /// said while it was trained. Tasks without a file are left out.
    #[arg(long, value_name = "DIR", conflicts_with = "write_answers")]
    answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// Reads, scores and prints the tasks; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options, peers: &PeerOptions) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let mut table = Table::default();
    let mut tasks = Vec::new();
    let others = peers.peers()?;
    for name in
        TASKS.iter().filter(|name| options.tasks.is_empty() || options.tasks.iter().any(|t| t == *name))
    {
        let given = options.answers.as_ref().map(|folder| folder.join(format!("{name}.jsonl")));
        if given.as_ref().is_some_and(|path| !path.exists()) {
            continue;
        }
        let task = Task::read(corpora, name)?;
        let answers = match given {
            Some(path) => Some(jsonl::read(&path).with_context(|| path.display().to_string())?),
            None => answers(&task, jobs),
        };
        if let Some(folder) = &options.write_texts {
            jsonl::write_file(folder, name, &task.texts)?;
        }
        if let (Some(folder), Some(answers)) = (&options.write_answers, &answers) {
            jsonl::write_file(folder, name, answers)?;
        }
        add(&task, answers.as_deref(), &floors, (peers, &others), &mut table).context(*name)?;
        tasks.push(task);
    }
    losses(&mut table, &floors);
    if options.speed {
        let raw: Vec<&Task> = tasks.iter().filter(|task| task.name.ends_with("-raw")).collect();
        speed::run(&raw, &floors, (peers, &others), &mut table)?;
    }
    println!("{table}");
    Ok(floors.check(&table))
}

/// Reads every text of a task in `jobs` threads; none without a model.
fn answers(task: &Task, jobs: usize) -> Option<Vec<Layers>> {
    let model = ours()?;
    let share = task.texts.len().div_ceil(jobs.max(1)).max(1);
    Some(std::thread::scope(|scope| {
        let threads: Vec<_> = task
            .texts
            .chunks(share)
            .map(|texts| {
                let model = model.as_ref();
                scope.spawn(move || texts.iter().map(|text| read(model, text)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|t| t.join().unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    }))
}

/// Scores a task, ours and the peers', and adds its rows to the table.
fn add(
    task: &Task,
    answers: Option<&[Layers]>,
    floors: &Floors,
    (options, peers): (&PeerOptions, &[Peer]),
    table: &mut Table,
) -> Result<()> {
    let figures = answers.map(|answers| task.score(answers)).transpose()?;
    let mut others = Vec::new();
    for peer in peers.iter().filter(|_| task.is_common()) {
        let answers = options.answers(peer, task.name, &task.texts)?;
        let figures = answers.map(|answers| task.score(&answers)).transpose()?;
        others.push((peer, figures));
    }
    // Without a model of ours the rows are those of the peers.
    let Some(rows) = figures.clone().or_else(|| others.iter().find_map(|(_, figures)| figures.clone()))
    else {
        return Ok(());
    };
    let value = |figures: &Option<Vec<Figure>>, name: &str| {
        figures.as_ref().and_then(|figures| figures.iter().find(|f| f.name == name)).map(|f| f.value)
    };
    for row in rows {
        let beside = others.iter().filter(|(peer, _)| peer.measures(row.name));
        let beside = beside.map(|(peer, figures)| (peer.to_string(), value(figures, row.name))).collect();
        let own = value(&figures, row.name).unwrap_or(f64::NAN);
        table.rows.push(Row {
            set: task.name.into(),
            limit: floors.get(task.name, row.name),
            figure: Figure { value: own, ..row },
            peers: beside,
        });
    }
    Ok(())
}

/// Adds what is lost by damage, where both sides were measured.
fn losses(table: &mut Table, floors: &Floors) {
    for (whole, damaged, measure, name) in LOSSES {
        let find = |set: &str| table.rows.iter().find(|row| row.set == set && row.figure.name == *measure);
        let (Some(before), Some(after)) = (find(whole), find(damaged)) else { continue };
        let peers = before.peers.iter().zip(&after.peers);
        let lost = |before: Option<f64>, after: Option<f64>| Some(before? - after?);
        let peers = peers.map(|(before, after)| (before.0.clone(), lost(before.1, after.1))).collect();
        let figure =
            Figure { name, value: before.figure.value - after.figure.value, over: after.figure.over };
        let at = table.rows.iter().rposition(|row| row.set == *damaged).map_or(table.rows.len(), |at| at + 1);
        let limit = floors.get(damaged, name);
        table.rows.insert(at, Row { set: (*damaged).into(), figure, peers, limit });
    }
}
