//! Rows of one's own: their kinds, columns and checks.

use std::fs;
use std::path::Path;

use dateline_gazetteer::edits;
use dateline_read::resolve::knowledge::{self, Table};

use crate::cli::Kind;
use crate::error::{Mishap, Problem};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Holds {
    Text,
    Names,
    Feature,
    Degrees(f32),
    Box,
    /// Alpha-2, several parted by `|`.
    Countries,
    Alpha2,
    Alpha3,
    Day,
    /// A day, or `>day`.
    End,
    Sector,
    Office,
    /// A country or a body.
    Of,
    AliasKind,
}

/// A column: its name, what it holds, whether it must be filled.
type Column = (&'static str, Holds, bool);

const PLACE: &[Column] = &[
    ("names", Holds::Names, true),
    ("feature", Holds::Feature, true),
    ("latitude", Holds::Degrees(90.0), true),
    ("longitude", Holds::Degrees(180.0), true),
    ("box", Holds::Box, false),
    ("countries", Holds::Countries, false),
    ("years", Holds::Text, false),
    ("note", Holds::Text, false),
];
const ALIAS: &[Column] = &[
    ("forms", Holds::Names, true),
    ("kind", Holds::AliasKind, true),
    ("place", Holds::Text, true),
    ("country", Holds::Alpha2, false),
    ("feature", Holds::Feature, false),
    ("first", Holds::Day, false),
    ("last", Holds::Day, false),
];
const TENURE: &[Column] = &[
    ("office", Holds::Office, true),
    ("of", Holds::Of, true),
    ("names", Holds::Names, true),
    ("start", Holds::Day, true),
    ("end", Holds::End, false),
];
const PERSON: &[Column] = &[
    ("names", Holds::Names, true),
    ("country", Holds::Alpha3, true),
    ("role", Holds::Text, false),
    ("sector", Holds::Sector, false),
    ("first", Holds::Day, false),
    ("last", Holds::End, false),
    ("title", Holds::Text, false),
];
const ORGANISATION: &[Column] = &[
    ("names", Holds::Names, true),
    ("kind", Holds::Text, true),
    ("country", Holds::Alpha3, true),
    ("sector", Holds::Sector, false),
    ("sector2", Holds::Sector, false),
    ("title", Holds::Text, false),
    ("first", Holds::Day, false),
    ("last", Holds::End, false),
    ("seat", Holds::Text, false),
];

const KINDS: &[(&str, Kind)] = &[
    ("place", Kind::Place),
    ("alias", Kind::Alias),
    ("tenure", Kind::Tenure),
    ("person", Kind::Person),
    ("organisation", Kind::Organisation),
];

/// The kinds of names that a place may have beside its own.
const ALIAS_KINDS: &[&str] =
    &["abbreviation", "adjective", "demonym", "former", "nickname", "short", "spelling"];
/// Who has no alpha-3 code: bodies of states, the United Nations, the European Union, other bodies.
const NO_COUNTRY: &[&str] = &["IGO", "UNO", "EUR", "NGO"];

impl Kind {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Place => PLACE,
            Self::Alias => ALIAS,
            Self::Tenure => TENURE,
            Self::Person => PERSON,
            Self::Organisation => ORGANISATION,
        }
    }

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// The names of its columns.
    pub fn fields(self) -> impl Iterator<Item = &'static str> {
        self.columns().iter().map(|(name, ..)| *name)
    }
}

/// A row, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// What it is.
    pub kind: Kind,
    /// The cells of its columns.
    pub cells: Vec<String>,
    /// Line of its file, counted from 1.
    pub line: u64,
}

impl Own {
    /// The cell of a column; empty where there is none.
    pub fn cell(&self, column: &str) -> &str {
        let at = self.kind.fields().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// The row as it stands in its file, without its kind.
    pub fn row(&self) -> String {
        self.cells.join("\t")
    }
}

/// What is not right with a row, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What is not right.
    pub what: String,
    /// What to do.
    pub advice: String,
}

fn wrong(what: impl Into<String>, advice: impl Into<String>) -> Wrong {
    Wrong { what: what.into(), advice: advice.into() }
}

/// A row of fields that are named.
pub fn from_fields(kind: Kind, fields: &[String]) -> Result<Own, Wrong> {
    let mut cells = vec![None; kind.columns().len()];
    let list = || kind.fields().collect::<Vec<_>>().join(", ");
    for field in fields {
        let (name, value) = field
            .split_once('=')
            .ok_or_else(|| wrong(format!("“{field}” has no ="), "write each field as FIELD=VALUE"))?;
        let Some(cell) = kind.fields().position(|known| known == name).and_then(|at| cells.get_mut(at))
        else {
            let what = format!("a row of kind {} has no field “{name}”", kind.word());
            return Err(wrong(what, format!("its fields are {}", list())));
        };
        if cell.replace(value.trim().to_owned()).is_some() {
            return Err(wrong(format!("{name} is given twice"), "give it once; lists are parted by |"));
        }
    }
    checked(kind, cells.into_iter().map(Option::unwrap_or_default).collect(), 0)
}

/// The rows of files, in their order.
pub fn from_files<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<Vec<Own>, Mishap> {
    let mut rows = Vec::new();
    for path in paths {
        let place = path.to_string_lossy();
        let text = fs::read_to_string(path)
            .map_err(|source| Mishap::new(place.as_ref(), super::unreadable(source)))?;
        for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let row = from_line(line, number).map_err(|Wrong { what, advice }| {
                Mishap::new(format!("{place}:{number}"), Problem::Row { why: what, advice })
            })?;
            rows.push(row);
        }
    }
    Ok(rows)
}

fn from_line(line: &str, number: u64) -> Result<Own, Wrong> {
    let mut cells = line.split('\t');
    let word = cells.next().unwrap_or_default();
    let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word) else {
        let known: Vec<&str> = KINDS.iter().map(|(word, _)| *word).collect();
        let what = format!("“{}” is not a kind of row", shown(word));
        return Err(wrong(
            what,
            format!("the first column is one of {}; tabs part columns", known.join(", ")),
        ));
    };
    let mut cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
    let count = kind.columns().len();
    if cells.len() > count {
        let what = format!("it has {} columns after its kind, a row of kind {word} {count}", cells.len());
        return Err(wrong(what, kind.fields().collect::<Vec<_>>().join(", ")));
    }
    cells.resize(count, String::new());
    checked(*kind, cells, number)
}

fn checked(kind: Kind, cells: Vec<String>, line: u64) -> Result<Own, Wrong> {
    for ((name, holds, needed), cell) in kind.columns().iter().zip(&cells) {
        if cell.is_empty() {
            if *needed {
                let advice = format!("give {name}=… ; `dateline knowledge add --help` tells what it holds");
                return Err(wrong(format!("{name} is missing"), advice));
            }
            continue;
        }
        if cell.contains(char::is_control) {
            let advice = "write it on one line, without tabs: they part the columns";
            return Err(wrong(format!("{name} holds a tab or another control character"), advice));
        }
        holds.check(name, cell)?;
    }
    let own = Own { kind, cells, line };
    for (first, last) in [("first", "last"), ("start", "end")] {
        let begun = knowledge::days(own.cell(first));
        let ended = knowledge::days(own.cell(last).trim_start_matches('>'));
        if begun.zip(ended).is_some_and(|(begun, ended)| ended.1 < begun.0) {
            let what = format!("{last}={} lies before {first}={}", own.cell(last), own.cell(first));
            return Err(wrong(what, "exchange them, or correct one"));
        }
    }
    Ok(own)
}

impl Holds {
    fn check(self, name: &str, cell: &str) -> Result<(), Wrong> {
        let bad =
            |what: &str, advice: String| Err(wrong(format!("{name}={} is not {what}", shown(cell)), advice));
        let number =
            |cell: &str, most: f32| cell.trim().parse::<f32>().ok().filter(|number| number.abs() <= most);
        let known = |table: Table, column: usize, code: &str| {
            knowledge::rows(table).any(|row| row.column(column) == code)
        };
        let codes = |column: usize| match alike(Table::Countries, column, &[2], cell) {
            Some(code) => format!("did you mean {code}?"),
            None => format!("codes are ISO 3166-1 alpha-{}", column + 2),
        };
        match self {
            Self::Names if cell.split('|').any(|form| form.trim().is_empty()) => {
                bad("a list of names", "part names with one |, the fullest first".into())
            }
            Self::Text | Self::Names => Ok(()),
            Self::Feature if !known(Table::Features, 0, cell) => {
                let advice = match alike(Table::Features, 0, &[1], cell) {
                    Some(code) => format!("did you mean {code}?"),
                    None => "PPL is a town or village, ADM2 a county, STM a river, MT a mountain".into(),
                };
                bad("a feature code of GeoNames", advice)
            }
            Self::Degrees(most) if number(cell, most).is_none() => {
                bad(&format!("a number from -{most} to {most}"), "write degrees with a point: -33.87".into())
            }
            Self::Box => {
                let edges: Vec<Option<f32>> = cell.split(',').map(|edge| number(edge, 180.0)).collect();
                match edges.as_slice() {
                    [Some(south), Some(_), Some(north), Some(_)] if south <= north && north.abs() <= 90.0 => {
                        Ok(())
                    }
                    _ => bad("a box", "write south,west,north,east in degrees: 53.1,-9.4,53.5,-9.0".into()),
                }
            }
            Self::Countries if cell.split('|').any(|code| !known(Table::Countries, 0, code)) => {
                bad("the code of a country", codes(0))
            }
            Self::Alpha2 if !known(Table::Countries, 0, cell) => bad("the code of a country", codes(0)),
            Self::Alpha3 if !known(Table::Countries, 1, cell) && !NO_COUNTRY.contains(&cell) => {
                bad("the code of a country", format!("{}; without one: {}", codes(1), NO_COUNTRY.join(", ")))
            }
            Self::Day if knowledge::days(cell).is_none() => {
                bad("a day", "write 1999-05-01, or cut it: 1999-05, 1999".into())
            }
            Self::End if knowledge::days(cell.trim_start_matches('>')).is_none() => {
                bad("a day", "write 1999-05-01, 1999-05 or 1999; >2026-01-22 for “still so then”".into())
            }
            Self::Sector
                if !cell.len().is_multiple_of(3)
                    || !sectors(cell).all(|code| known(Table::Sectors, 0, code)) =>
            {
                let all: Vec<&str> = knowledge::rows(Table::Sectors).map(|row| row.column(0)).collect();
                bad("a sector", format!("sectors are {}", all.join(", ")))
            }
            Self::Office if !known(Table::Offices, 0, cell) => {
                let advice = match alike(Table::Offices, 0, &[0, 1], cell) {
                    Some(id) => format!("did you mean {id}?"),
                    None => "take the id of a like office: president, prime-minister, mayor, chief-executive"
                        .into(),
                };
                bad("an office", advice)
            }
            // A body may be new.
            Self::Of
                if cell.len() == 2 && cell != "EU" && cell != "UN" && !known(Table::Countries, 0, cell) =>
            {
                bad("the code of a country", format!("{}; bodies go by their short name", codes(0)))
            }
            Self::AliasKind if !ALIAS_KINDS.contains(&cell) => {
                bad("a kind of alias", format!("kinds are {}", ALIAS_KINDS.join(", ")))
            }
            _ => Ok(()),
        }
    }
}

fn sectors(cell: &str) -> impl Iterator<Item = &str> {
    (0..cell.len()).step_by(3).map(|at| cell.get(at..at + 3).unwrap_or_default())
}

/// The value of a column in the row that has the words, or nearly the words, of a cell.
fn alike(table: Table, column: usize, words: &[usize], cell: &str) -> Option<&'static str> {
    let wanted = cell.to_lowercase();
    knowledge::rows(table)
        .filter_map(|row| {
            let mut known = words.iter().flat_map(|at| row.column(*at).split('|')).map(str::to_lowercase);
            let same = known.any(|known| edits(&known, &wanted, 1).is_some());
            let code = row.column(column).to_lowercase() == wanted;
            (same || code).then(|| row.column(column))
        })
        .next()
}

fn shown(cell: &str) -> String {
    crate::report::clean(&cell.chars().take(60).collect::<String>())
}
