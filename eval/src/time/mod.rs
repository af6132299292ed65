//! The development sets of time: read, score, print.

mod answer;
mod score;
mod tasks;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use crate::floors::Floors;
use crate::table::{Row, Table};
use answer::{Answer, read};
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
    /// Write the answers to DIR/TASK.jsonl, in the form that the reference scorers take.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// Reads, scores and prints the tasks; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, jobs: usize, options: &Options) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let mut table = Table::default();
    for name in
        TASKS.iter().filter(|name| options.tasks.is_empty() || options.tasks.iter().any(|t| t == *name))
    {
        let task = Task::read(corpora, name)?;
        let answers = answers(&task, jobs);
        if let Some(folder) = &options.write_answers {
            write(folder, name, &task.lines(&answers)?)?;
        }
        let scores = task.score(&answers);
        print_parts(name, &scores, options);
        for figure in scores.figures {
            let limit = floors.get(name, figure.name);
            table.rows.push(Row { set: (*name).into(), figure, peers: Vec::new(), limit });
        }
        eprintln!("{name}: {}", speed(&answers));
    }
    println!("{table}");
    Ok(floors.check(&table))
}

/// Reads every text of a task in `jobs` threads.
fn answers(task: &Task, jobs: usize) -> Vec<Answer> {
    let share = task.documents.len().div_ceil(jobs.max(1)).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = task
            .documents
            .chunks(share)
            .map(|documents| {
                scope.spawn(|| documents.iter().map(|d| read(d, task.convention())).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|t| t.join().unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    })
}

fn print_parts(name: &str, scores: &Scores, options: &Options) {
    if options.families && !scores.families.is_empty() {
        println!("{name}\n{}", families::table(&scores.families));
    }
    if options.errors > 0 {
        println!("{name}: {} of {} faults", options.errors.min(scores.errors.len()), scores.errors.len());
        for error in scores.errors.iter().take(options.errors) {
            println!("{error}");
        }
    }
}

/// Texts per second of one core: the whole reading, not the time expressions alone.
fn speed(answers: &[Answer]) -> String {
    let total: f64 = answers.iter().map(|answer| answer.ms).sum();
    format!("{} texts, {:.0} a second on one core", answers.len(), 1000.0 * answers.len() as f64 / total.max(1e-9))
}

fn write(folder: &Path, task: &str, lines: &[String]) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(format!("{task}.jsonl"));
    std::fs::write(&path, lines.join("\n") + "\n").with_context(|| path.display().to_string())
}
