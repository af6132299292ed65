//! Who a phrase names, and who held an office on a day.

mod ngec;
mod offices;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::floors::Floors;
use crate::jsonl;
use crate::score::Figure;
use crate::table::{Row, Table};

/// What to do with the sets.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Questions "who held the office on the day", as `training/actors/draw_questions.py` draws them.
    #[arg(long, value_name = "FILE")]
    questions: Option<PathBuf>,
    /// Print the first N faults of every set.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Write the answers to DIR/ngec_actors.jsonl, in the form that the reference scorer takes.
    #[arg(long, value_name = "DIR")]
    write_answers: Option<PathBuf>,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// Reads, scores and prints the sets; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, options: &Options) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let begun = std::time::Instant::now();
    let rows = dateline_read::resolve::actors::load();
    eprintln!("{rows} rows of tables read in {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0);
    let mut table = Table::default();
    let mut add = |set: &str, figures: Vec<Figure>| {
        for figure in figures {
            table.rows.push(Row {
                set: set.to_owned(),
                limit: floors.get(set, figure.name),
                figure,
                peers: Vec::new(),
            });
        }
    };
    let cases = ngec::Case::read(corpora)?;
    let begun = std::time::Instant::now();
    let answers: Vec<ngec::Answer> = cases.iter().map(ngec::answer).collect();
    let each = begun.elapsed().as_secs_f64() * 1e6 / cases.len().max(1) as f64;
    eprintln!("ngec_actors: {} phrases, {each:.0} microseconds each", cases.len());
    if let Some(folder) = &options.write_answers {
        jsonl::write_file(folder, "ngec_actors", &answers)?;
    }
    let scores = ngec::score(&cases, &answers);
    print_errors("ngec_actors", &scores.1, options.errors);
    add("ngec_actors", scores.0);
    if let Some(file) = &options.questions {
        for (set, figures, errors) in offices::score(&jsonl::read(file)?) {
            print_errors(set, &errors, options.errors);
            add(set, figures);
        }
    }
    println!("{table}");
    Ok(floors.check(&table))
}

fn print_errors(name: &str, errors: &[String], most: usize) {
    if most > 0 {
        println!("{name}: {} of {} faults", most.min(errors.len()), errors.len());
        errors.iter().take(most).for_each(|error| println!("{error}"));
    }
}
