//! The tables under `data/places`, in the order in which they are read.

use std::fmt;
use std::fs;
use std::io::Read;
use std::path::Path;

use super::{Alias, Builder, Row};

/// What went wrong, with the file.
#[derive(Debug)]
pub struct Fault(String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

/// Tables in the form of [`Row::compiled`]. Countries and divisions come first: the others name them by their codes.
const COMPILED: &[&str] =
    &["countries.tsv", "admin1.tsv", "admin2.tsv.zst", "continents.tsv", "towns.tsv.zst", "physical.tsv"];
/// Tables in the form of [`Row::by_hand`].
const BY_HAND: &[&str] = &["regions.tsv", "facilities.tsv", "local.tsv"];
/// Villages, in the form of [`Row::compiled`]: last, so that they add to nothing.
const VILLAGES: &str = "villages.tsv.zst";
/// Points of countries that take the place of those in the first table: `country latitude longitude`.
const CENTRES: &str = "centres.tsv";
/// Other words for places: `forms kind place country feature first last`.
const ALIASES: &str = "aliases.tsv";

/// The compiled table of a folder.
pub fn from_folder(folder: &Path) -> Result<Vec<u8>, Fault> {
    from_tables(&|file| text(folder, file))
}

/// The compiled table of tables that are given by their names in `data/places`.
pub fn from_tables(text: &dyn Fn(&str) -> Result<String, Fault>) -> Result<Vec<u8>, Fault> {
    let mut builder = Builder::default();
    let add = |builder: &mut Builder, file: &str, row: Option<Row<'_>>, line: &str, own| {
        let row = row.ok_or_else(|| bad(file, line))?;
        builder.add(&row, own).map_err(|error| Fault(format!("{file}: {error}")))
    };
    for file in COMPILED {
        for line in lines(&text(file)?) {
            add(&mut builder, file, Row::compiled(line), line, false)?;
        }
    }
    for line in lines(&text(CENTRES)?) {
        let columns: Vec<&str> = line.split('\t').collect();
        let point = columns.get(1).zip(columns.get(2)).and_then(|(a, b)| a.parse().ok().zip(b.parse().ok()));
        let (country, point) = columns.first().zip(point).ok_or_else(|| bad(CENTRES, line))?;
        builder.place_country(country, point);
    }
    for file in BY_HAND {
        for line in lines(&text(file)?) {
            add(&mut builder, file, Row::by_hand(line), line, true)?;
        }
    }
    for line in lines(&text(ALIASES)?) {
        let alias = Alias::read(line).ok_or_else(|| bad(ALIASES, line))?;
        // An alias of a place that no table has says nothing.
        builder.alias(&alias).map_err(|error| Fault(format!("{ALIASES}: {error}")))?;
    }
    for line in lines(&text(VILLAGES)?) {
        add(&mut builder, VILLAGES, Row::compiled(line), line, false)?;
    }
    builder.finish().map_err(|error| Fault(format!("the table cannot be written: {error}")))
}

impl Fault {
    /// A fault in words.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

fn bad(file: &str, line: &str) -> Fault {
    Fault(format!("{file}: this row has not the columns that the head of the file names: {line}"))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

fn text(folder: &Path, file: &str) -> Result<String, Fault> {
    let path = folder.join(file);
    let fault = |what: &dyn fmt::Display| Fault(format!("{}: {what}", path.display()));
    let bytes = fs::read(&path).map_err(|error| fault(&error))?;
    if !file.ends_with(".zst") {
        return String::from_utf8(bytes).map_err(|error| fault(&error));
    }
    let mut text = String::new();
    ruzstd::decoding::StreamingDecoder::new(bytes.as_slice())
        .map_err(|error| fault(&error))?
        .read_to_string(&mut text)
        .map_err(|error| fault(&error))?;
    Ok(text)
}
