//! `dateline knowledge build`: a table of places from a dump of GeoNames and rows of one's own.

use std::fs::{self, File};
use std::io::{self, BufRead, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use dateline_gazetteer::build::{Alias, Extension, Row, RowFault};
use dateline_read::resolve::places;
use indicatif::{HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{own, packed};
use crate::cli::{BuildOptions, Kind};
use crate::error::{Exit, Mishap, Problem};
use crate::fetch::Stop;

/// A folder for what is not finished, gone when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    /// Beside the output, as the table is moved from it.
    fn beside(output: &Path) -> Result<Self, Mishap> {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let path = output.with_file_name(format!(".{name}.{}.part", std::process::id()));
        fs::create_dir(&path).map_err(|source| unwritten(output, source))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left; the run has ended either way.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn unwritten(path: &Path, source: io::Error) -> Mishap {
    Mishap::new(path.to_string_lossy(), Problem::Output { source })
}

/// Makes the table.
pub fn run(options: &BuildOptions) -> Result<Exit, Mishap> {
    let begun = Instant::now();
    let own = own::from_files(options.own.iter().map(PathBuf::as_path))?;
    let lines: Vec<(u64, Kind, String)> = own.iter().map(|row| (row.line, row.kind, row.row())).collect();
    let base = places::gazetteer().ok_or_else(|| {
        let why = "the table inside this program is damaged".to_owned();
        Mishap::new("dateline", Problem::Table { why })
    })?;
    let stop = interruptible()?;
    let scratch = Scratch::beside(&options.output)?;
    let rows = || lines.iter().filter(|(_, kind, _)| *kind == Kind::Place);
    let aliases = || lines.iter().filter(|(_, kind, _)| *kind == Kind::Alias);
    let names = rows().filter_map(|(.., line)| Row::by_hand(line));
    let names = names.flat_map(|row| std::iter::once(row.name).chain(row.names()));
    let wanted = names.chain(aliases().filter_map(|(.., line)| Alias::read(line)).map(|alias| alias.place));
    let mut extension = Extension::new(base, &scratch.0, wanted);
    let mut work = Work::new(options, stop);
    if let Some(path) = &options.geonames {
        let others = options.alternates.is_none();
        match work.table(path, |open, tell| extension.geonames(open, others, tell))? {
            None => return Ok(stopped()),
            Some(0) => return Err(empty(path)),
            Some(_) => {}
        }
    }
    if let Some(path) = &options.alternates {
        match work.table(path, |open, tell| extension.alternates(open, tell))? {
            None => return Ok(stopped()),
            Some(0) => return Err(empty(path)),
            Some(_) => {}
        }
    }
    let of_own = || options.own.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(", ");
    let at = |line: u64, why: &str, advice: &str| {
        let place = format!("{}:{line}", of_own());
        Mishap::new(place, Problem::Row { why: why.into(), advice: advice.into() })
    };
    for (line, _, row) in rows() {
        let row =
            Row::by_hand(row).ok_or_else(|| at(*line, "it is no place", "see `knowledge add --help`"))?;
        extension.place(&row).map_err(|source| unwritten(&options.output, source))?;
    }
    for (line, _, row) in aliases() {
        let alias =
            Alias::read(row).ok_or_else(|| at(*line, "it is no alias", "see `knowledge add --help`"))?;
        if !extension.alias(&alias).map_err(|source| unwritten(&options.output, source))? {
            let why = format!("there is no place “{}” of this country and feature", alias.place);
            let advice = "check its spelling with `dateline knowledge show`, or add the place first";
            return Err(at(*line, &why, advice));
        }
    }
    let places = extension.len();
    work.bar.set_message("the names are put in order");
    let table = scratch.0.join("table");
    let written = File::create(&table).and_then(|file| {
        extension.write(BufWriter::with_capacity(1 << 20, file))?;
        fs::rename(&table, &options.output)?;
        fs::metadata(&options.output).map(|file| file.len())
    });
    work.bar.finish_and_clear();
    let bytes = written.map_err(|source| unwritten(&options.output, source))?;
    let left = lines.len() - rows().count() - aliases().count();
    if left > 0 {
        eprintln!(
            "dateline: {left} rows of your own are neither places nor aliases: they are for `knowledge show`"
        );
    }
    println!(
        "{}: {} places, {}, in {}",
        options.output.display(),
        HumanCount(places as u64),
        HumanBytes(bytes),
        HumanDuration(begun.elapsed())
    );
    Ok(Exit::Done)
}

fn stopped() -> Exit {
    eprintln!("dateline: stopped; no table was written");
    Exit::Interrupted
}

fn empty(path: &Path) -> Mishap {
    let why = "it holds no row".to_owned();
    let advice = "give the file as GeoNames exports it: allCountries.zip, or that of one country".to_owned();
    Mishap::new(path.to_string_lossy(), Problem::Row { why, advice })
}

fn interruptible() -> Result<Stop, Mishap> {
    let stop = Stop::default();
    let at_interrupt = stop.clone();
    let set = ctrlc::set_handler(move || {
        if at_interrupt.ask() {
            std::process::exit(Exit::Interrupted as i32);
        }
    });
    set.map_err(|error| {
        let source = io::Error::other(error);
        Mishap::new("Ctrl-C", Problem::System { what: "signal handler", source })
    })?;
    Ok(stop)
}

/// How far the work is.
struct Work {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    stop: Stop,
}

impl Work {
    fn new(options: &BuildOptions, stop: Stop) -> Self {
        let size = |path: &Option<PathBuf>| {
            path.as_ref().and_then(|path| fs::metadata(path).ok()).map_or(0, |file| file.len())
        };
        let target = match options.quiet {
            true => ProgressDrawTarget::hidden(),
            false => ProgressDrawTarget::stderr(),
        };
        // The dump is read twice.
        let total = 2 * size(&options.geonames) + size(&options.alternates);
        let bar = ProgressBar::with_draw_target(Some(total), target);
        let style = "{bar:30.cyan/dim} {percent:>3}%  {msg}  {elapsed} gone, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        Self { bar, read: Arc::default(), stop }
    }

    /// Reads a table. `None` when the user stopped it.
    fn table(
        &mut self,
        path: &Path,
        read: impl FnOnce(
            &dyn Fn() -> io::Result<Box<dyn BufRead>>,
            &mut dyn FnMut(u64) -> bool,
        ) -> Result<u64, RowFault>,
    ) -> Result<Option<u64>, Mishap> {
        let place = path.to_string_lossy();
        let open = || packed::open(path, &self.read);
        let mut tell = |rows: u64| {
            self.bar.set_position(self.read.load(Ordering::Relaxed));
            self.bar.set_message(format!("{} rows of {place}", HumanCount(rows)));
            !self.stop.asked()
        };
        match read(&open, &mut tell) {
            Ok(rows) => Ok(Some(rows)),
            Err(RowFault::Stopped) => Ok(None),
            Err(RowFault::Row { line, why }) => {
                self.bar.finish_and_clear();
                let advice = "give the file as GeoNames exports it, or correct the line".to_owned();
                Err(Mishap::new(format!("{place}:{line}"), Problem::Row { why, advice }))
            }
            Err(RowFault::Read(source)) => Err(Mishap::new(place.as_ref(), super::unreadable(source))),
            Err(RowFault::Write(source)) => Err(unwritten(path, source)),
        }
    }
}
