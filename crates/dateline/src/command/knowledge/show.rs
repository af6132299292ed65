//! `dateline knowledge show`: what is known under a name.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use dateline_read::resolve::{knowledge, places};

use super::answer::{self, Question};
use super::{own, written};
use crate::cli::ShowOptions;
use crate::error::{Exit, Mishap, Problem};
use crate::report::Look;

/// Columns where the terminal does not tell.
const WIDTH: usize = 100;

/// Shows it.
pub fn run(options: &ShowOptions) -> Result<Exit, Mishap> {
    let usage = |option: &str, message: String, advice: &str| {
        Mishap::new(option, Problem::Usage { message, advice: advice.into() })
    };
    let name = options.name.join(" ");
    if !name.chars().any(char::is_alphanumeric) {
        return Err(usage(
            "NAME",
            "there is no letter in it".into(),
            "give a name: `knowledge show Georgia`",
        ));
    }
    let on = options.on.as_deref().map(|day| {
        let day = knowledge::days(day).filter(|(first, last)| first == last).map(|(day, _)| day);
        day.ok_or_else(|| usage("--on", "this is not a day".into(), "write year-month-day: --on 2010-05-01"))
    });
    let on = on.transpose()?;
    let of = options.of.as_deref().map(|of| match answer::of(of) {
        known if known.is_empty() => {
            let advice = "give a country by its name or code, or a body by its short name: --of NATO";
            Err(usage("--of", format!("no country or body “{of}” is known"), advice))
        }
        known => Ok(known),
    });
    let of = of.transpose()?;
    let own = own::from_files(options.own.iter().map(PathBuf::as_path))?;
    let table = match &options.places {
        Some(path) => super::places(path)?,
        None => places::gazetteer().ok_or_else(|| {
            let why = "the table inside this program is damaged".to_owned();
            Mishap::new("dateline", Problem::Table { why })
        })?,
    };
    let answer = Question { name: &name, on, of: of.as_deref() }.answer(table, &own);
    let text = match options.json {
        true => serde_json::to_string_pretty(&answer).map(|json| json + "\n").map_err(io::Error::from),
        false => Ok(written::answer(&answer, &look(), options.all)),
    };
    match text.and_then(|text| io::stdout().write_all(text.as_bytes())) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Mishap::new("standard output", Problem::Output { source: error }))
        }
        _ => Ok(if answer.is_empty() { Exit::Partly } else { Exit::Done }),
    }
}

fn look() -> Look {
    let terminal = io::stdout().is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let size = terminal_size::terminal_size().filter(|_| terminal);
    let width = size.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, 400));
    Look { width, colour, furniture: false }
}
