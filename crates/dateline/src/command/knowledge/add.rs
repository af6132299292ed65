//! `dateline knowledge add`: a row of one's own, checked, at the end of a file.

use std::fs::OpenOptions;
use std::io::Write;

use super::own::{self, Own, Wrong};
use crate::cli::{AddOptions, Kind};
use crate::error::{Exit, Mishap, Problem};

/// The head of a new file.
const HEAD: &str = "\
# Knowledge of one's own: the kind of a row, then its columns, parted by tabs. `dateline knowledge add --help` tells of them.
";

/// Adds the row.
pub fn run(options: &AddOptions) -> Result<Exit, Mishap> {
    let row = own::from_fields(options.kind, &options.fields).map_err(|Wrong { what, advice }| {
        Mishap::new(options.kind.word(), Problem::Usage { message: what, advice })
    })?;
    let path = options.to.as_path();
    let place = path.to_string_lossy();
    let there = match own::from_files([path]) {
        Ok(rows) => Some(rows),
        Err(Mishap { problem: Problem::NotFound, .. }) => None,
        Err(mishap) => return Err(mishap),
    };
    let same = |known: &Own| known.kind == row.kind && known.cells == row.cells;
    if let Some(known) = there.iter().flatten().find(|known| same(known)) {
        println!("{place}:{}: this row is already there", known.line);
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    if there.is_none() {
        text.push_str(HEAD);
    }
    if there.iter().flatten().all(|known| known.kind != row.kind) {
        text.push_str(&columns(row.kind));
    }
    text.push_str(&format!("{}\t{}\n", row.kind.word(), row.row()));
    append(path, &text, there.is_some())
        .map_err(|source| Mishap::new(place.as_ref(), Problem::Output { source }))?;
    println!("{place}: {} added", row.kind.word());
    Ok(Exit::Done)
}

fn columns(kind: Kind) -> String {
    format!("# {}\t{}\n", kind.word(), kind.fields().collect::<Vec<_>>().join("\t"))
}

fn append(path: &std::path::Path, text: &str, there: bool) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    // An editor may have left the last line open.
    let open = there && !std::fs::read(path)?.ends_with(b"\n") && file.metadata()?.len() > 0;
    let text = if open { format!("\n{text}") } else { text.to_owned() };
    file.write_all(text.as_bytes())
}
