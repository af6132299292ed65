//! A larger table from one that is there: with all places of a dump of GeoNames, their other names, and rows of one's
//! own. Memory holds the entries (28 bytes each), their names once, and a part of the names that are looked up.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::{self, BufRead, Read, Seek, Write};
use std::path::Path;

use fst::Streamer;

use super::geonames::{Dumped, Named};
use super::{Alias, Builder, Row, Runs, Table, rows};
use crate::fold::fold;
use crate::format::{NameKind, WHOS_ON_FIRST};
use crate::read::{Gazetteer, Id};

/// The longest line, bytes. The other names of a place take up to 10,000 characters.
const LONGEST_LINE: u64 = 1 << 20;
/// Progress is told every so many rows.
const STEP: u64 = 1 << 14;

/// What went wrong.
#[derive(Debug)]
pub enum Fault {
    /// A line is no row of its table.
    Row {
        /// Line, counted from 1.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The table cannot be read.
    Read(io::Error),
    /// What has been read cannot be kept.
    Write(io::Error),
    /// Whoever is told of the progress wants no more.
    Stopped,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row { line, why } => write!(f, "line {line}: {why}"),
            Self::Read(error) | Self::Write(error) => error.fmt(f),
            Self::Stopped => f.write_str("stopped"),
        }
    }
}

impl std::error::Error for Fault {}

/// A table as text that can be read more than once.
pub type Source<'a> = &'a dyn Fn() -> io::Result<Box<dyn BufRead>>;

/// Told how many rows are read; false ends the work.
pub type Tell<'a> = &'a mut dyn FnMut(u64) -> bool;

/// A larger table in the making.
pub struct Extension {
    base: &'static Gazetteer,
    builder: Builder,
    /// Entries by their GeoNames numbers: those of the base and of divisions.
    known: HashMap<u32, u32>,
    /// Entries of the base without a GeoNames number, by folded name.
    unnumbered: HashMap<String, Vec<u32>>,
}

impl Extension {
    /// Begins with all that a table holds. Names go to files in `scratch`, which is the caller's to remove. `wanted` are the names
    /// that rows of one's own will ask for.
    pub fn new<'a>(base: &'static Gazetteer, scratch: &Path, wanted: impl Iterator<Item = &'a str>) -> Self {
        let mut builder =
            Builder { table: Table::after(base), names: Runs::in_folder(scratch), ..Builder::default() };
        for index in 0..base.countries() as u32 {
            let code = base.entry(index).and_then(|entry| base.country_code(&entry).map(str::to_owned));
            if let Some((code, number)) = code.zip(u16::try_from(index).ok()) {
                let code = code.split('|').next().unwrap_or_default().to_owned();
                builder.countries.entry(code).or_insert(number);
            }
        }
        let wanted: HashSet<String> = wanted.map(fold).collect();
        for name in &wanted {
            let senses = base.senses_of_folded(name).into_iter().map(|sense| sense.entry).collect();
            builder.by_name.insert(name.clone(), senses);
        }
        builder.wanted = Some(wanted);
        let mut extension = Self { base, builder, known: HashMap::new(), unnumbered: HashMap::new() };
        extension.index();
        extension
    }

    fn index(&mut self) {
        for index in 0..self.base.len() as u32 {
            if let Some(Id::GeoNames(id)) = self.base.entry(index).map(|entry| entry.id) {
                self.known.entry(id).or_insert(index);
            }
        }
        let mut names = self.base.names.stream();
        while let Some((name, value)) = names.next() {
            for sense in self.base.posting(value.value()) {
                let numbered = self.base.entry(sense.entry).map(|entry| entry.id);
                let usual = matches!(sense.name, NameKind::Primary | NameKind::Usual);
                if usual && !matches!(numbered, Some(Id::GeoNames(_)) | None) {
                    let name = String::from_utf8_lossy(name).into_owned();
                    self.unnumbered.entry(name).or_default().push(sense.entry);
                }
            }
        }
    }

    /// Adds all places of a dump: what is known gets its population, point and names, the rest is new. The dump is read twice: its
    /// divisions first. Without `others` the names in its column of other names are left out. Gives the number of rows.
    pub fn geonames(&mut self, dump: Source<'_>, others: bool, tell: Tell<'_>) -> Result<u64, Fault> {
        let mut divisions: [Vec<String>; 2] = Default::default();
        each_line(dump, tell, |line| {
            let row = Dumped::read(line).map_err(Reason::Row)?;
            match row.feature {
                "ADM1" => divisions[0].push(line.to_owned()),
                "ADM2" => divisions[1].push(line.to_owned()),
                _ => {}
            }
            Ok(())
        })?;
        let numbers = [0, 1].map(|order| {
            let entries = self.base.divisions(order).into_iter().zip(0u32..);
            entries.collect::<HashMap<u32, u32>>()
        });
        for line in divisions.iter().flatten() {
            // It was read above.
            let Ok(row) = Dumped::read(line) else { continue };
            self.division(&row, &numbers).map_err(Fault::Write)?;
        }
        each_line(dump, tell, |line| {
            let row = Dumped::read(line).map_err(Reason::Row)?;
            self.dumped(&row, others).map_err(Reason::Write)
        })
    }

    /// Makes a division known by its code, before anything that lies in it comes.
    fn division(&mut self, dumped: &Dumped<'_>, numbers: &[HashMap<u32, u32>; 2]) -> io::Result<()> {
        let Some(entry) = self.known.get(&dumped.id).copied() else {
            let entry = self.builder.push(&row(dumped), dumped.id, dumped.point)?;
            self.known.insert(dumped.id, entry);
            return Ok(());
        };
        let parts = [dumped.country, dumped.admin1, dumped.admin2];
        let key = &mut self.builder.key;
        match dumped.feature {
            "ADM1" => {
                let number = numbers[0].get(&entry).and_then(|number| u16::try_from(*number).ok());
                let key = super::joined(key, &parts[..2]).to_owned();
                number.map(|number| self.builder.admin1.insert(key, number));
            }
            _ => {
                let key = super::joined(key, &parts).to_owned();
                numbers[1].get(&entry).map(|number| self.builder.admin2.insert(key, *number));
            }
        }
        Ok(())
    }

    fn dumped(&mut self, dumped: &Dumped<'_>, others: bool) -> io::Result<()> {
        let as_row = row(dumped);
        let folded = fold(dumped.name);
        let known = self.known.get(&dumped.id).copied().or_else(|| {
            let same = self.unnumbered.get(&folded)?.iter().copied().find(|index| {
                let of_geonames = (1..WHOS_ON_FIRST).contains(&self.builder.table.id(*index));
                let wide = self.builder.table.has_box(*index);
                !of_geonames && self.builder.is_same(*index, &as_row, dumped.point, wide)
            })?;
            self.builder.table.set_id(same, dumped.id);
            Some(same)
        });
        let of_base = known.is_some_and(|index| (index as usize) < self.base.len());
        let index = match known {
            Some(index) => {
                if dumped.population > 0 {
                    self.builder.table.set_population(index, dumped.population);
                }
                // Countries were given points in their middles, and what has a box a point that fits it.
                if index as usize >= self.base.countries() && !self.builder.table.has_box(index) {
                    self.builder.table.set_point(index, dumped.point);
                }
                index
            }
            None => self.builder.push(&as_row, dumped.id, dumped.point)?,
        };
        let kind = if of_base { NameKind::Alternate } else { NameKind::Primary };
        self.builder.call(index, dumped.name, kind)?;
        if dumped.ascii != dumped.name && !dumped.ascii.is_empty() {
            self.builder.call(index, dumped.ascii, NameKind::Alternate)?;
        }
        self.builder.call_short(index, &as_row)?;
        for name in dumped.others.split(',').filter(|_| others) {
            if !rows::is_code(name) && !name.contains("://") {
                self.builder.call(index, name, NameKind::Alternate)?;
            }
        }
        Ok(())
    }

    /// Adds GeoNames' table of other names, which says more of them than the dump does. Gives the number of rows.
    pub fn alternates(&mut self, table: Source<'_>, tell: Tell<'_>) -> Result<u64, Fault> {
        let mut ids: Vec<(u32, u32)> = (0..self.builder.table.len() as u32)
            .map(|index| (self.builder.table.id(index), index))
            .filter(|(id, _)| (1..WHOS_ON_FIRST).contains(id))
            .collect();
        ids.sort_unstable();
        each_line(table, tell, |line| {
            let Some(named) = Named::read(line).map_err(Reason::Row)? else { return Ok(()) };
            let at = ids.partition_point(|(id, _)| *id < named.id);
            match ids.get(at).filter(|(id, _)| *id == named.id) {
                Some((_, index)) if !rows::is_code(named.name) || named.kind == NameKind::Abbreviation => {
                    self.builder.call(*index, named.name, named.kind).map_err(Reason::Write)
                }
                _ => Ok(()),
            }
        })
    }

    /// Adds a place of one's own. False when it has no point and no division that has one.
    pub fn place(&mut self, row: &Row<'_>) -> io::Result<bool> {
        self.builder.add(row, true).map(|entry| entry.is_some())
    }

    /// Adds another word for a place. False when there is no such place.
    pub fn alias(&mut self, alias: &Alias<'_>) -> io::Result<bool> {
        self.builder.alias(alias)
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.builder.table.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the table.
    pub fn write(self, out: impl Write + Seek) -> io::Result<()> {
        let Self { base, builder, .. } = self;
        let mut names = builder.names.merged(Some(base))?;
        builder.table.write(|name| names.next(name), out)
    }
}

fn row<'a>(dumped: &Dumped<'a>) -> Row<'a> {
    Row {
        name: dumped.name,
        country: dumped.country,
        admin1: dumped.admin1,
        admin2: dumped.admin2,
        feature: dumped.feature,
        population: dumped.population,
        ..Row::default()
    }
}

/// Why a line ends the reading.
enum Reason {
    Row(String),
    Write(io::Error),
}

fn each_line(
    source: Source<'_>,
    tell: Tell<'_>,
    mut take: impl FnMut(&str) -> Result<(), Reason>,
) -> Result<u64, Fault> {
    let mut reader = source().map_err(Fault::Read)?;
    let mut bytes = Vec::new();
    let (mut line, mut rows) = (0, 0);
    loop {
        bytes.clear();
        let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes).map_err(Fault::Read)?;
        if read == 0 {
            return Ok(rows);
        }
        line += 1;
        let fault = |why: &str| Fault::Row { line, why: why.to_owned() };
        if read as u64 == LONGEST_LINE {
            return Err(fault("it is longer than any row; is this a table of GeoNames?"));
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| fault("it is not in UTF-8"))?;
        let text = text.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        rows += 1;
        take(text).map_err(|reason| match reason {
            Reason::Row(why) => fault(&why),
            Reason::Write(error) => Fault::Write(error),
        })?;
        if rows % STEP == 0 && !tell(rows) {
            return Err(Fault::Stopped);
        }
    }
}
