//! Writing, in order: to standard output, a file or a folder.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Rendered, Shape};
use crate::cli::FormatName;
use crate::error::{Mishap, Problem};
use crate::{page, report};

/// Writes the pages of a run.
pub struct Writer {
    shape: Shape,
    place: String,
    target: Target,
    rows: Vec<report::Row>,
    pages: usize,
}

enum Target {
    Stream(Box<dyn Write>),
    Folder(PathBuf),
}

impl Writer {
    /// Opens the output. A file that is there is written over.
    pub fn open(shape: Shape, output: Option<&Path>) -> Result<Self, Mishap> {
        let place = output.map_or("standard output".into(), |path| path.to_string_lossy().into_owned());
        let opened = match output {
            None => Ok(Target::Stream(Box::new(BufWriter::new(io::stdout())))),
            Some(path) if shape.format == FormatName::Html && shape.many => {
                fs::create_dir_all(path).map(|()| Target::Folder(path.to_owned()))
            }
            Some(path) => File::create(path)
                .map(|file| Target::Stream(Box::new(BufWriter::with_capacity(1 << 18, file)))),
        };
        let target = opened.map_err(|source| Mishap::new(&place, Problem::Output { source }))?;
        Ok(Writer { shape, place, target, rows: Vec::new(), pages: 0 })
    }

    /// Writes the next page. `Ok(false)`: whoever reads the output has had enough.
    pub fn write(&mut self, page: Rendered) -> Result<bool, Mishap> {
        self.pages += 1;
        let Rendered { body, mut row } = page;
        let result = match &mut self.target {
            Target::Stream(out) => {
                let before: &[u8] = match (self.shape.format, self.shape.many, self.pages) {
                    (FormatName::Json, true, 1) => b"[\n",
                    (FormatName::Json, true, _) => b",\n",
                    (FormatName::Report, _, 2..) if !body.is_empty() => b"\n\n",
                    _ => b"",
                };
                let after: &[u8] = match (self.shape.format, self.shape.many) {
                    (FormatName::Json, false) => b"\n",
                    _ => b"",
                };
                [before, &body, after].into_iter().try_for_each(|part| out.write_all(part))
            }
            Target::Folder(folder) => {
                row.file = format!("{:05}.html", self.pages);
                fs::write(folder.join(&row.file), &body)
            }
        };
        let table = self.shape.format == FormatName::Report && self.shape.many;
        if table || matches!(self.target, Target::Folder(_)) {
            self.rows.push(row);
        }
        self.told(result)
    }

    /// Writes what comes after the last page, and sees to it that everything is out.
    pub fn finish(mut self) -> Result<bool, Mishap> {
        let look = self.shape.look;
        let result = match &mut self.target {
            Target::Stream(out) => {
                let end = match (self.shape.format, self.shape.many, self.pages) {
                    (FormatName::Json, true, 0) => "[]\n".into(),
                    (FormatName::Json, true, _) => "\n]\n".into(),
                    (FormatName::Report, true, 1..) => {
                        let table = report::table(&self.rows, &look);
                        if self.shape.full { format!("\n\n{table}") } else { table }
                    }
                    _ => String::new(),
                };
                out.write_all(end.as_bytes()).and_then(|()| out.flush())
            }
            Target::Folder(folder) => fs::write(folder.join("index.html"), page::index(&self.rows)),
        };
        self.told(result)
    }

    fn told(&self, result: io::Result<()>) -> Result<bool, Mishap> {
        match result {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(source) => Err(Mishap::new(&self.place, Problem::Output { source })),
        }
    }
}
