//! From records to what is written: the shape is chosen once, pages are rendered side by side, and written in order.

mod conllu;
mod write;

use std::io::IsTerminal;
use std::path::Path;

use dateline_record::Record;

pub use write::Writer;

use crate::cli::{ColorChoice, FormatName, Layer, ReadOptions};
use crate::error::Problem;
use crate::page;
use crate::report::{self, Look};

/// Columns of a report that does not go to a terminal.
const DEFAULT_WIDTH: usize = 100;

/// What is made of the records of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// The format.
    pub format: FormatName,
    /// Whether the run may have many pages.
    pub many: bool,
    /// A report of each of many pages.
    pub full: bool,
    /// Whether records keep their tokens.
    pub tokens: bool,
    /// How a report looks.
    pub look: Look,
}

/// A page as it is written.
pub struct Rendered {
    /// What is written; empty for a page that only has a line in a table.
    pub body: Vec<u8>,
    /// Its line in a table or an index.
    pub row: report::Row,
}

impl Shape {
    /// Chooses the shape: what the user said, what the name of the output says, or what suits where it goes.
    pub fn choose(options: &ReadOptions, many: bool) -> Result<Self, Problem> {
        let terminal = options.output.is_none() && std::io::stdout().is_terminal();
        let by_name = || options.output.as_deref().and_then(format_of);
        let asked = options.layers.contains(&Layer::Tokens);
        let format = options.format.or_else(by_name).unwrap_or(match (many, terminal) {
            _ if asked => FormatName::Conllu,
            (true, false) => FormatName::Jsonl,
            _ => FormatName::Report,
        });
        if format == FormatName::Report && asked {
            return Err(Problem::Usage {
                message: "a report shows no tokens".into(),
                advice: "leave --format away, or choose conllu, json or jsonl".into(),
            });
        }
        let tokens = asked || matches!(format, FormatName::Conllu | FormatName::Html);
        if format == FormatName::Html && many && options.output.is_none() {
            return Err(Problem::Usage {
                message: "many pages for the browser do not fit into one stream".into(),
                advice: "name a folder for them: --output views".into(),
            });
        }
        let colour = match options.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let of_terminal = || {
            let size = terminal_size::terminal_size().filter(|_| terminal);
            size.map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0).max(40))
        };
        let width = options.width.map_or_else(of_terminal, usize::from);
        let look = Look { width, colour, furniture: options.furniture };
        Ok(Shape { format, many, full: options.full, tokens, look })
    }

    /// What is written of a page. `name` is what the user calls it.
    pub fn render(&self, record: &Record, name: &str) -> Rendered {
        let row = report::Row::of(record, name);
        let body = match self.format {
            FormatName::Report if self.many && !self.full => Vec::new(),
            FormatName::Report => report::page(record, name, &self.look).into_bytes(),
            FormatName::Json => serde_json::to_vec_pretty(record).unwrap_or_default(),
            FormatName::Jsonl => {
                let mut line = serde_json::to_vec(record).unwrap_or_default();
                line.push(b'\n');
                line
            }
            FormatName::Html => page::page(record, name, self.many).into_bytes(),
            FormatName::Conllu => conllu::conllu(record, name).into_bytes(),
        };
        Rendered { body, row }
    }
}

/// The format that the name of the output asks for.
fn format_of(path: &Path) -> Option<FormatName> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "json" => Some(FormatName::Json),
        "jsonl" | "ndjson" => Some(FormatName::Jsonl),
        "html" | "htm" => Some(FormatName::Html),
        "conllu" => Some(FormatName::Conllu),
        "txt" => Some(FormatName::Report),
        _ => None,
    }
}
