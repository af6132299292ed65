//! Making a table of places from tables as text.

mod rows;
mod sources;

use std::collections::HashMap;

pub use rows::Row;
pub use sources::{Fault, from_folder};

use crate::features;
use crate::fold::fold;
use crate::format::{MAGIC, NONE, NameKind, SECTIONS, WHOS_ON_FIRST};

/// A place while the table is made.
#[derive(Clone, Debug, Default)]
struct Place {
    id: u32,
    name: String,
    latitude: f32,
    longitude: f32,
    population: u32,
    country: Option<u16>,
    admin1: Option<u16>,
    admin2: Option<u16>,
    feature: u8,
    bounds: Option<[f32; 4]>,
    disputed: Option<String>,
    code: Option<String>,
}

/// A table in the making. Countries come first, then first-order, then second-order divisions, then all else.
#[derive(Default)]
pub struct Builder {
    places: Vec<Place>,
    divisions: [usize; 3],
    countries: HashMap<String, u16>,
    admin1: HashMap<String, u16>,
    admin2: HashMap<String, u16>,
    /// Folded name and sense.
    names: Vec<(String, u32)>,
    /// What is called by a folded name, for joining the rows of several sources.
    by_name: HashMap<String, Vec<u32>>,
}

/// Places of one name that lie nearer are the same, kilometres.
const SAME: f32 = 20.0;
/// The same of what has a box: regions, rivers, lakes.
const SAME_WIDE: f32 = 250.0;

impl Builder {
    /// Adds a row of a table. What a table further up already has under this name and at this point only gets its other names.
    pub fn add(&mut self, row: &Row<'_>, own: bool) {
        let feature = features::number(row.feature);
        let known = (own || row.id.is_empty()).then(|| self.same(row)).flatten();
        let usual = if own { NameKind::Usual } else { NameKind::Alternate };
        if let Some(index) = known {
            self.call(index, row.name, usual);
            row.names().for_each(|name| self.call(index, name, usual));
            if let Some(place) = self.places.get_mut(index as usize) {
                place.bounds = place.bounds.or(row.bounds());
                place.disputed = place.disputed.take().or(row.disputed());
            }
            return;
        }
        let Some((latitude, longitude)) = self.point(row) else { return };
        let index = self.places.len() as u32;
        let (country, admin1, admin2) = self.divisions_of(row, index);
        let id = match row.id.strip_prefix('w') {
            Some(id) => id.parse::<u32>().map_or(0, |id| id | WHOS_ON_FIRST),
            None => row.id.parse().unwrap_or(0),
        };
        self.places.push(Place {
            id,
            name: row.name.to_owned(),
            latitude,
            longitude,
            population: row.population,
            country,
            admin1,
            admin2,
            feature,
            bounds: row.bounds(),
            disputed: row.disputed(),
            code: (row.feature == "PCLI").then(|| row.country.to_owned()),
        });
        self.call(index, row.name, NameKind::Primary);
        for name in row.names() {
            // The codes of airports and the like are no names of towns.
            let code = name.len() <= 4 && name.chars().all(char::is_uppercase);
            if own || !code {
                self.call(index, name, usual);
            }
        }
        self.call_short(index, row);
    }

    /// Moves the point of a country.
    pub fn place_country(&mut self, code: &str, (latitude, longitude): (f32, f32)) {
        if let Some(place) =
            self.countries.get(code).and_then(|index| self.places.get_mut(usize::from(*index)))
        {
            (place.latitude, place.longitude) = (latitude, longitude);
        }
    }

    /// Gives a place another name.
    pub fn call(&mut self, index: u32, name: &str, kind: NameKind) {
        let name = fold(name);
        if name.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            return;
        }
        let senses = self.by_name.entry(name.clone()).or_default();
        if !senses.contains(&index) {
            senses.push(index);
        }
        if let Some(rest) = name.strip_prefix("saint ") {
            self.names.push((format!("st {rest}"), index << 3 | kind as u32));
        }
        if let Some(rest) = name.strip_prefix("mount ") {
            self.names.push((format!("mt {rest}"), index << 3 | kind as u32));
        }
        if let Some(rest) = name.strip_prefix("fort ") {
            self.names.push((format!("ft {rest}"), index << 3 | kind as u32));
        }
        self.names.push((name, index << 3 | kind as u32));
    }

    /// The name without the word for what it is.
    fn call_short(&mut self, index: u32, row: &Row<'_>) {
        if !matches!(row.feature, "ADM1" | "ADM2") {
            return;
        }
        let folded = fold(row.name);
        for word in rows::DIVISION_WORDS.iter() {
            let before = folded.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
            let after = folded.strip_suffix(word).and_then(|rest| rest.strip_suffix(' '));
            if let Some(short) = before.or(after) {
                let short = short.strip_prefix("of ").or(short.strip_prefix("de ")).unwrap_or(short);
                self.call(index, short, NameKind::Short);
                return;
            }
        }
    }

    /// The entry that another table has of the same place.
    fn same(&self, row: &Row<'_>) -> Option<u32> {
        let (latitude, longitude) = row.point()?;
        let wide = if row.bounds().is_some() { SAME_WIDE } else { SAME };
        let country = row.country.split('|').next().and_then(|code| self.countries.get(code));
        std::iter::once(row.name)
            .chain(row.names())
            .filter_map(|name| self.by_name.get(&fold(name)))
            .flatten()
            .copied()
            .find(|index| {
                self.places.get(*index as usize).is_some_and(|place| {
                    let near = row.feature == "CONT"
                        || kilometres(latitude, longitude, place.latitude, place.longitude) < wide;
                    let fits =
                        country.is_none() || place.country.is_none() || place.country == country.copied();
                    near && fits && rows::alike(row.feature, features::code(place.feature))
                })
            })
    }

    /// Where a place lies; of a division without a point, where the next larger one does.
    fn point(&self, row: &Row<'_>) -> Option<(f32, f32)> {
        row.point().or_else(|| {
            let larger = self.admin1.get(&format!("{}.{}", row.country, row.admin1));
            let place = match larger {
                Some(index) if row.feature == "ADM2" => {
                    self.places.get(self.divisions[0] + usize::from(*index))
                }
                _ => self.countries.get(row.country).and_then(|index| self.places.get(usize::from(*index))),
            };
            place.map(|place| (place.latitude, place.longitude))
        })
    }

    fn divisions_of(&mut self, row: &Row<'_>, index: u32) -> (Option<u16>, Option<u16>, Option<u16>) {
        let code = row.country.split('|').next().unwrap_or_default();
        let [first, second, _] = self.divisions;
        match row.feature {
            "PCLI" if !self.countries.contains_key(code) && !code.is_empty() && row.admin1.is_empty() => {
                self.divisions[0] += 1;
                self.countries.insert(code.to_owned(), index as u16);
            }
            "ADM1" if !row.admin1.is_empty() => {
                self.divisions[1] += 1;
                self.admin1.insert(format!("{code}.{}", row.admin1), (index as usize - first) as u16);
            }
            "ADM2" if !row.admin2.is_empty() => {
                self.divisions[2] += 1;
                let key = format!("{code}.{}.{}", row.admin1, row.admin2);
                self.admin2.insert(key, (index as usize - first - second) as u16);
            }
            _ => {}
        }
        let country = self.countries.get(code).copied();
        let admin1 = self.admin1.get(&format!("{code}.{}", row.admin1)).copied();
        let admin2 = self.admin2.get(&format!("{code}.{}.{}", row.admin1, row.admin2)).copied();
        (country, admin1, admin2.filter(|_| !row.admin2.is_empty()))
    }

    /// The most populous place of a name, a country and a kind.
    pub fn find(&self, name: &str, country: &str, feature: &str) -> Option<u32> {
        let country = self.countries.get(country);
        let senses = self.by_name.get(&fold(name))?;
        senses
            .iter()
            .copied()
            .filter_map(|index| self.places.get(index as usize).map(|place| (index, place)))
            .filter(|(_, place)| country.is_none() || place.country == country.copied())
            .filter(|(_, place)| feature.is_empty() || rows::alike(feature, features::code(place.feature)))
            .max_by_key(|(index, place)| (place.population, std::cmp::Reverse(*index)))
            .map(|(index, _)| index)
    }

    /// The compiled table.
    pub fn finish(mut self) -> Result<Vec<u8>, fst::Error> {
        // Of the kinds under which a place bears one name, the first is kept.
        self.names.sort_unstable_by(|a, b| (&a.0, a.1 >> 3, a.1 & 7).cmp(&(&b.0, b.1 >> 3, b.1 & 7)));
        self.names.dedup_by(|later, earlier| later.0 == earlier.0 && later.1 >> 3 == earlier.1 >> 3);
        let mut postings: Vec<u8> = Vec::new();
        let mut names = fst::MapBuilder::memory();
        for senses in self.names.chunk_by(|a, b| a.0 == b.0) {
            let Some((name, first)) = senses.first() else { continue };
            let value = if senses.len() == 1 {
                u64::from(*first) << 1 | 1
            } else {
                let at = postings.len() as u64;
                let most = senses.len().min(usize::from(u16::MAX));
                postings.extend((most as u16).to_le_bytes());
                senses.iter().take(most).for_each(|(_, sense)| postings.extend(sense.to_le_bytes()));
                at << 1
            };
            names.insert(name, value)?;
        }
        let names = names.into_inner()?;
        let mut strings = Strings::default();
        let mut entries = Vec::with_capacity(self.places.len() * 28);
        let (mut boxes, mut notes): (Vec<u8>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
        for (index, place) in self.places.iter().enumerate() {
            entries.extend(place.id.to_le_bytes());
            entries.extend(place.latitude.to_le_bytes());
            entries.extend(place.longitude.to_le_bytes());
            entries.extend(place.population.to_le_bytes());
            entries.extend(strings.add(&place.name).to_le_bytes());
            for division in [place.country, place.admin1, place.admin2] {
                entries.extend(division.unwrap_or(NONE).to_le_bytes());
            }
            entries.extend([place.feature, 0]);
            if let Some(bounds) = place.bounds {
                boxes.extend((index as u32).to_le_bytes());
                bounds.iter().for_each(|edge| boxes.extend(edge.to_le_bytes()));
            }
            if let Some(note) = &place.disputed {
                notes.push(((index as u32) << 2, strings.add(note)));
            }
            if let Some(code) = &place.code {
                notes.push(((index as u32) << 2 | 2, strings.add(code)));
            }
        }
        let notes = notes.into_iter().flat_map(|(key, at)| [key, at]).flat_map(u32::to_le_bytes).collect();
        let divisions = self.divisions.iter().flat_map(|n| (*n as u32).to_le_bytes()).collect();
        let sections: [Vec<u8>; SECTIONS] =
            [names, postings, entries, strings.bytes, boxes, notes, divisions];
        let mut out = MAGIC.to_vec();
        let mut at = 8 + 8 * SECTIONS;
        for section in &sections {
            out.extend((at as u32).to_le_bytes());
            out.extend((section.len() as u32).to_le_bytes());
            at += section.len();
        }
        sections.iter().for_each(|section| out.extend(section));
        Ok(out)
    }
}

/// Strings, each kept once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(at) = self.known.get(text) {
            return *at;
        }
        let at = self.bytes.len() as u32;
        let mut end = text.len().min(255);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.bytes.push(end as u8);
        self.bytes.extend(text.as_bytes().get(..end).unwrap_or_default());
        self.known.insert(text.to_owned(), at);
        at
    }
}

/// Great-circle distance on a sphere of 6,371 km.
pub fn kilometres(a: f32, b: f32, c: f32, d: f32) -> f32 {
    let (a, b, c, d) = (a.to_radians(), b.to_radians(), c.to_radians(), d.to_radians());
    let x = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
    2.0 * 6371.0 * x.sqrt().min(1.0).asin()
}
