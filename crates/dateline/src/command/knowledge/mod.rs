//! `dateline knowledge`: what the program knows, and what one adds to it.

mod add;
mod answer;
mod build;
mod own;
mod packed;
mod show;
mod written;

use std::fs;
use std::path::Path;

use dateline_gazetteer::Gazetteer;

use crate::cli::Knowledge;
use crate::error::{Exit, Mishap, Problem};

/// Does what the user asked for.
pub fn run(command: &Knowledge) -> Exit {
    let ended = match command {
        Knowledge::Show(options) => show::run(options),
        Knowledge::Add(options) => add::run(options),
        Knowledge::Build(options) => build::run(options),
    };
    ended.unwrap_or_else(|mishap| {
        let exit = mishap.problem.exit();
        eprintln!("{:?}", miette::Report::new(mishap));
        exit
    })
}

/// Loads a table of places that `knowledge build` made. It stays in memory until the program ends.
pub fn places(path: &Path) -> Result<&'static Gazetteer, Mishap> {
    let mishap = |problem| Mishap::new(path.to_string_lossy(), problem);
    let bytes = fs::read(path).map_err(|source| mishap(unreadable(source)))?;
    let table = Gazetteer::new(Box::leak(bytes.into_boxed_slice()));
    let table = table.map_err(|error| mishap(Problem::Table { why: error.to_string() }))?;
    Ok(Box::leak(Box::new(table)))
}

fn unreadable(source: std::io::Error) -> Problem {
    match source.kind() {
        std::io::ErrorKind::NotFound => Problem::NotFound,
        _ => Problem::Unreadable { source },
    }
}
