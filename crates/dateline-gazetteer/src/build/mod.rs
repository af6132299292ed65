//! Making a table of places from tables as text.
//!
//! [`from_folder`] makes the table that is part of the program from `data/places`. [`Extension`] makes a larger one
//! from it and a dump of GeoNames, in bounded memory.

mod extend;
mod geonames;
mod rows;
mod runs;
mod sources;
mod table;

use std::collections::{HashMap, HashSet};
use std::io;

pub use extend::{Extension, Fault as RowFault, Source};
pub use rows::{Alias, Row};
pub use sources::{Fault, from_folder, from_tables};

use crate::fold::fold;
use crate::format::{NameKind, WHOS_ON_FIRST};
use runs::Runs;
use table::{Place, Table};

/// A table in the making. Countries come first, first-order divisions before what lies in them, second-order ones too.
#[derive(Default)]
struct Builder {
    table: Table,
    countries: HashMap<String, u16>,
    admin1: HashMap<String, u16>,
    admin2: HashMap<String, u32>,
    /// Folded names and senses.
    names: Runs,
    /// What is called by a folded name, for joining the rows of several sources.
    by_name: HashMap<String, Vec<u32>>,
    /// The folded names that can be asked for; without it all.
    wanted: Option<HashSet<String>>,
    key: String,
}

/// Places of one name that lie nearer are the same, kilometres.
const SAME: f32 = 20.0;
/// The same of what has a box: regions, rivers, lakes.
const SAME_WIDE: f32 = 250.0;

impl Builder {
    /// Adds a row of a table and gives its entry; none when nobody knows where it lies. What a table further up already
    /// has under this name and at this point only gets its other names.
    fn add(&mut self, row: &Row<'_>, own: bool) -> io::Result<Option<u32>> {
        let known = (own || row.id.is_empty()).then(|| self.same(row)).flatten();
        let usual = if own { NameKind::Usual } else { NameKind::Alternate };
        if let Some(index) = known {
            self.call(index, row.name, usual)?;
            for name in row.names() {
                self.call(index, name, usual)?;
            }
            self.describe(index, row)?;
            return Ok(known);
        }
        let Some(point) = self.point(row) else { return Ok(None) };
        let id = match row.id.strip_prefix('w') {
            Some(id) => id.parse::<u32>().map_or(0, |id| id | WHOS_ON_FIRST),
            None => row.id.parse().unwrap_or(0),
        };
        let index = self.push(row, id, point)?;
        self.call(index, row.name, NameKind::Primary)?;
        for name in row.names() {
            if own || !rows::is_code(name) {
                self.call(index, name, usual)?;
            }
        }
        self.call_short(index, row)?;
        Ok(Some(index))
    }

    /// Adds an entry without names.
    fn push(&mut self, row: &Row<'_>, id: u32, point: (f32, f32)) -> io::Result<u32> {
        let (country, admin1, admin2) = self.divisions_of(row);
        let place = Place {
            id,
            name: row.name,
            point,
            population: row.population,
            country,
            admin1,
            admin2,
            feature: row.feature,
        };
        let index = self.table.push(&place)?;
        self.describe(index, row)?;
        if row.feature == "PCLI" {
            self.table.note(index, 2, row.country)?;
        }
        Ok(index)
    }

    fn describe(&mut self, index: u32, row: &Row<'_>) -> io::Result<()> {
        if let Some(bounds) = row.bounds() {
            self.table.set_box(index, bounds);
        }
        row.disputed().map_or(Ok(()), |note| self.table.note(index, 0, &note))
    }

    /// Moves the point of a country.
    fn place_country(&mut self, code: &str, point: (f32, f32)) {
        if let Some(index) = self.countries.get(code) {
            self.table.set_point(u32::from(*index), point);
        }
    }

    /// Gives a place another name.
    fn call(&mut self, index: u32, name: &str, kind: NameKind) -> io::Result<()> {
        let name = fold(name);
        for (i, form) in table::forms(&name).enumerate() {
            let wanted = self.wanted.as_ref().is_none_or(|wanted| wanted.contains(form.as_ref()));
            if i == 0 && wanted {
                let senses = self.by_name.entry(name.clone()).or_default();
                if !senses.contains(&index) {
                    senses.push(index);
                }
            }
            self.names.push(&form, index << 3 | kind as u32)?;
        }
        Ok(())
    }

    /// The name without the word for what it is.
    fn call_short(&mut self, index: u32, row: &Row<'_>) -> io::Result<()> {
        if !matches!(row.feature, "ADM1" | "ADM2") {
            return Ok(());
        }
        let folded = fold(row.name);
        for word in rows::DIVISION_WORDS {
            let before = folded.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
            let after = folded.strip_suffix(word).and_then(|rest| rest.strip_suffix(' '));
            if let Some(short) = before.or(after) {
                let short = short.strip_prefix("of ").or(short.strip_prefix("de ")).unwrap_or(short);
                return self.call(index, short, NameKind::Short);
            }
        }
        Ok(())
    }

    /// The entry that another table has of the same place.
    fn same(&self, row: &Row<'_>) -> Option<u32> {
        let point = row.point()?;
        let wide = row.bounds().is_some();
        std::iter::once(row.name)
            .chain(row.names())
            .filter_map(|name| self.by_name.get(&fold(name)))
            .flatten()
            .copied()
            .find(|index| self.is_same(*index, row, point, wide))
    }

    /// Whether an entry that bears the name of a row is the same place.
    fn is_same(&self, index: u32, row: &Row<'_>, (latitude, longitude): (f32, f32), wide: bool) -> bool {
        let (north, east) = self.table.point(index);
        let far = if wide { SAME_WIDE } else { SAME };
        let near = row.feature == "CONT" || kilometres(latitude, longitude, north, east) < far;
        let country = row.country.split('|').next().and_then(|code| self.countries.get(code));
        let of = self.table.country(index);
        let fits = country.is_none() || of.is_none() || of == country.copied();
        near && fits && rows::alike(row.feature, self.table.feature_of(index))
    }

    /// Where a place lies; of a division without a point, where the next larger one does.
    fn point(&self, row: &Row<'_>) -> Option<(f32, f32)> {
        row.point().or_else(|| {
            let larger = self.admin1.get(&format!("{}.{}.", row.country, row.admin1));
            let larger =
                larger.filter(|_| row.feature == "ADM2").and_then(|number| self.table.first(*number));
            let country = || self.countries.get(row.country).map(|index| u32::from(*index));
            larger.or_else(country).map(|index| self.table.point(index))
        })
    }

    /// The divisions of the next entry, which may be one itself.
    fn divisions_of(&mut self, row: &Row<'_>) -> (Option<u16>, Option<u16>, Option<u32>) {
        let code = row.country.split('|').next().unwrap_or_default();
        let next = self.table.len() as u32;
        let parts = [code, row.admin1, row.admin2];
        match row.feature {
            "PCLI" if !self.countries.contains_key(code) && !code.is_empty() && row.admin1.is_empty() => {
                if let Some(number) = self.table.new_country() {
                    self.countries.insert(code.to_owned(), number);
                }
            }
            "ADM1" if !row.admin1.is_empty() => {
                if let Some(number) = self.table.new_first(next) {
                    self.admin1.insert(joined(&mut self.key, &parts[..2]).to_owned(), number);
                }
            }
            "ADM2" if !row.admin2.is_empty() => {
                if let Some(number) = self.table.new_second(next) {
                    self.admin2.insert(joined(&mut self.key, &parts).to_owned(), number);
                }
            }
            _ => {}
        }
        let country = self.countries.get(code).copied();
        let admin1 = self.admin1.get(joined(&mut self.key, &parts[..2])).copied();
        let admin2 =
            self.admin2.get(joined(&mut self.key, &parts)).filter(|_| !row.admin2.is_empty()).copied();
        (country, admin1, admin2)
    }

    /// The most populous place of a name, a country and a kind.
    fn find(&self, name: &str, country: &str, feature: &str) -> Option<u32> {
        let country = self.countries.get(country);
        let senses = self.by_name.get(&fold(name))?;
        senses
            .iter()
            .copied()
            .filter(|index| country.is_none() || self.table.country(*index) == country.copied())
            .filter(|index| feature.is_empty() || rows::alike(feature, self.table.feature_of(*index)))
            .max_by_key(|index| (self.table.population(*index), std::cmp::Reverse(*index)))
    }

    /// Gives a place the names of an alias; false when there is no such place.
    fn alias(&mut self, alias: &Alias<'_>) -> io::Result<bool> {
        let Some(index) = self.find(alias.place, alias.country, alias.feature) else { return Ok(false) };
        for form in alias.forms.split('|').filter(|form| !form.is_empty()) {
            self.call(index, form, alias.kind())?;
        }
        Ok(true)
    }

    /// The compiled table.
    fn finish(self) -> io::Result<Vec<u8>> {
        let mut names = self.names.merged(None)?;
        let mut out = io::Cursor::new(Vec::new());
        self.table.write(|name| names.next(name), &mut out)?;
        Ok(out.into_inner())
    }
}

/// Parts with full stops between them.
fn joined<'a>(buffer: &'a mut String, parts: &[&str]) -> &'a str {
    buffer.clear();
    for part in parts {
        buffer.push_str(part);
        buffer.push('.');
    }
    buffer
}

/// Great-circle distance on a sphere of 6,371 km.
pub fn kilometres(a: f32, b: f32, c: f32, d: f32) -> f32 {
    let (a, b, c, d) = (a.to_radians(), b.to_radians(), c.to_radians(), d.to_radians());
    let x = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
    2.0 * 6371.0 * x.sqrt().min(1.0).asin()
}
