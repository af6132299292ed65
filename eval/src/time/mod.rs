//! The development sets of time: read, score, print.

mod answer;
pub mod docdate;
mod peers;
mod score;
mod speed;
mod tasks;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::floors::Floors;
use crate::jsonl;
use crate::table::{Row, Table};
use answer::{Answer, read};
use peers::Peer;
pub use peers::PeerOptions;
use score::{Scores, families};
use tasks::{TASKS, Task};

/// What to do with the sets.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Only this task (may be given several times).
    #[arg(long = "task", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(TASKS))]
    tasks: Vec<String>,
    /// Print how the expressions of each family were read.
    #[arg(long)]
    families: bool,
    /// Print the first N faults of every task: the document, what is wrong, the gold and the answer.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Measure speed as well; for a machine that does nothing else.
    #[arg(long)]
    speed: bool,
    /// Write the answers to DIR/TASK.jsonl, in the form that the reference scorers take.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// Reads, scores and prints the tasks; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options, peers: &PeerOptions) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let others = peers.peers()?;
    let mut table = Table::default();
    let mut timed = Vec::new();
    for name in
        TASKS.iter().filter(|name| options.tasks.is_empty() || options.tasks.iter().any(|t| t == *name))
    {
        let task = Task::read(corpora, name)?;
        let answers =
            crate::threads::in_threads(&task.documents, jobs, |document| read(document, task.convention()));
        if let Some(folder) = &options.write_answers {
            jsonl::write_file(folder, name, &task.lines(&answers)?)?;
        }
        eprintln!("{name}: {}", rate(&answers));
        let beside = beside(&task, peers, &others)?;
        let scores = task.score(&answers);
        print_parts(name, &scores, options);
        for figure in scores.figures {
            let peers = beside.iter().map(|(peer, theirs)| {
                let scores = theirs.as_ref().map(|(scores, _)| scores);
                let found = scores.and_then(|s| s.figures.iter().find(|f| f.name == figure.name));
                (peer.clone(), found.map(|figure| figure.value))
            });
            let peers = peers.collect();
            table.rows.push(Row { set: (*name).into(), limit: floors.get(name, figure.name), figure, peers });
        }
        if task.is_common() {
            let ms = beside.into_iter().map(|(peer, theirs)| (peer, theirs.map(|(_, ms)| ms)));
            let ms = ms.collect();
            timed.push((task, ms));
        }
    }
    if options.speed {
        speed::run(&timed, &floors, &mut table);
    }
    println!("{table}");
    Ok(floors.check(&table))
}

/// A peer's name; its scores, and the milliseconds that it took, where it is installed.
type Beside = (String, Option<(Scores, f64)>);

/// What the peers answer to a task that asks for time expressions alone.
fn beside(task: &Task, options: &PeerOptions, peers: &[Peer]) -> Result<Vec<Beside>> {
    let mut beside = Vec::new();
    for peer in peers.iter().filter(|_| task.is_common()) {
        let answers: Option<Vec<Answer>> = options.answers(peer, task.name, &task.documents)?;
        if let Some(answers) = &answers {
            eprintln!("{}, {peer}: {}", task.name, rate(answers));
        }
        let took = |answers: &[Answer]| answers.iter().map(|answer| answer.ms).sum();
        beside.push((peer.to_string(), answers.map(|answers| (task.score(&answers), took(&answers)))));
    }
    Ok(beside)
}

fn print_parts(name: &str, scores: &Scores, options: &Options) {
    if options.families && !scores.families.is_empty() {
        println!("{name}\n{}", families::table(&scores.families));
    }
    print_errors(name, &scores.errors, options.errors);
}

fn print_errors(name: &str, errors: &[String], most: usize) {
    if most > 0 {
        println!("{name}: {} of {} faults", most.min(errors.len()), errors.len());
        errors.iter().take(most).for_each(|error| println!("{error}"));
    }
}

/// Texts per second of one core: the whole reading, not the time expressions alone.
fn rate(answers: &[Answer]) -> String {
    let total: f64 = answers.iter().map(|answer| answer.ms).sum();
    format!(
        "{} texts, {:.0} a second on one core",
        answers.len(),
        1000.0 * answers.len() as f64 / total.max(1e-9)
    )
}
