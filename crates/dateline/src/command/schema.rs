//! `dateline schema`.

use std::io::{self, Write};

use crate::error::{Exit, Mishap, Problem};

/// Prints the JSON Schema of a record.
pub fn run() -> Exit {
    let schema = serde_json::to_string_pretty(&dateline_record::json_schema());
    let written = schema.map_err(io::Error::from).and_then(|schema| writeln!(io::stdout(), "{schema}"));
    match written {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(source) => {
            let problem = Problem::Output { source };
            let exit = problem.exit();
            eprintln!("{:?}", miette::Report::new(Mishap::new("standard output", problem)));
            exit
        }
    }
}
