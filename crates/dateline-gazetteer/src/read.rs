//! Looking up in the compiled table.

use std::fmt;

use fst::raw::Fst;

use crate::fold::fold;
use crate::format::{
    BOX, ENTRY, HEAD, MAGIC, NONE, NONE_SECOND, NOTE, NameKind, SECOND_BITS, SECTIONS, WHOS_ON_FIRST,
};

/// Why bytes are no table of places.
#[derive(Debug)]
pub struct Damaged(&'static str);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a table of places that this program can read: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

/// A compiled table of places, read in place: nothing is unpacked or copied.
pub struct Gazetteer {
    data: &'static [u8],
    pub(crate) names: Fst<&'static [u8]>,
    sections: [(usize, usize); SECTIONS],
    divisions: [usize; 3],
    features: Vec<&'static str>,
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").field("places", &self.len()).finish_non_exhaustive()
    }
}

/// What a name may mean: an entry, and in what way it bears the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// Number of the entry.
    pub entry: u32,
    /// How the name belongs to it.
    pub name: NameKind,
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Whose number it bears.
    pub id: Id,
    /// Degrees north.
    pub latitude: f32,
    /// Degrees east.
    pub longitude: f32,
    /// People, as far as known.
    pub population: u32,
    /// Number of its country's entry.
    pub country: Option<u32>,
    /// Number of the entry of its first-order division.
    pub admin1: Option<u32>,
    /// Number of the entry of its second-order division.
    pub admin2: Option<u32>,
    /// Feature code.
    pub feature: &'static str,
    name: u32,
}

/// A place's number in the source it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Id {
    /// GeoNames.
    GeoNames(u32),
    /// Who's On First.
    WhosOnFirst(u32),
    /// Written for Dateline: the entry itself.
    Own(u32),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GeoNames(id) => write!(f, "geonames:{id}"),
            Self::WhosOnFirst(id) => write!(f, "whosonfirst:{id}"),
            Self::Own(id) => write!(f, "dateline:{id}"),
        }
    }
}

/// A box of degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Southern edge.
    pub south: f32,
    /// Western edge.
    pub west: f32,
    /// Northern edge.
    pub north: f32,
    /// Eastern edge.
    pub east: f32,
}

impl Bounds {
    /// Whether a point lies in it. A box whose west lies east of its east crosses the date line.
    pub fn holds(&self, latitude: f32, longitude: f32) -> bool {
        let across = if self.west <= self.east {
            self.west <= longitude && longitude <= self.east
        } else {
            longitude >= self.west || longitude <= self.east
        };
        self.south <= latitude && latitude <= self.north && across
    }
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn u64_at(data: &[u8], at: usize) -> Option<u64> {
    data.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn f32_at(data: &[u8], at: usize) -> Option<f32> {
    u32_at(data, at).map(f32::from_bits)
}

impl Gazetteer {
    /// Reads a table that lives as long as the program: one that is part of it, or one that was loaded. The names are checked against their sum
    /// of check, which takes some milliseconds: what was cut, mixed up or overwritten is refused here.
    pub fn new(data: &'static [u8]) -> Result<Self, Damaged> {
        if data.get(..8) != Some(MAGIC.as_slice()) {
            return Err(Damaged("another file, or another version"));
        }
        let cut = || Damaged("cut short");
        let mut sections = [(0, 0); SECTIONS];
        for (i, section) in sections.iter_mut().enumerate() {
            let at = HEAD - 16 * (SECTIONS - i);
            let number = |at| u64_at(data, at).and_then(|n| usize::try_from(n).ok());
            let (start, length) = number(at).zip(number(at + 8)).ok_or_else(cut)?;
            *section = (start, start.checked_add(length).filter(|end| *end <= data.len()).ok_or_else(cut)?);
        }
        let section = |i: usize| {
            let (start, end): (usize, usize) = sections.get(i).copied().unwrap_or_default();
            data.get(start..end).ok_or_else(cut)
        };
        let names = Fst::new(section(0)?).map_err(|_| Damaged("the names cannot be read"))?;
        names.verify().map_err(|_| Damaged("the names do not have their sum of check"))?;
        let lists = section(6)?;
        let count = |i: usize| u32_at(lists, 4 * i).map(|n| n as usize).ok_or_else(cut);
        let divisions = [count(0)?, count(1)?, count(2)?];
        if lists.len() != 12 + 4 * (divisions[1] + divisions[2]) {
            return Err(cut());
        }
        let features = std::str::from_utf8(section(7)?).map_err(|_| Damaged("the kinds cannot be read"))?;
        Ok(Self { data, names, sections, divisions, features: features.lines().collect() })
    }

    pub(crate) fn section(&self, index: usize) -> &'static [u8] {
        let (start, end) = self.sections.get(index).copied().unwrap_or_default();
        self.data.get(start..end).unwrap_or_default()
    }

    /// The codes of features in the order of their numbers.
    pub(crate) fn features(&self) -> &[&'static str] {
        &self.features
    }

    /// The entries of the first-order (0) or second-order (1) divisions in the order of their numbers.
    pub(crate) fn divisions(&self, order: usize) -> Vec<u32> {
        let (from, count) = match order {
            0 => (3, self.divisions[1]),
            _ => (3 + self.divisions[1], self.divisions[2]),
        };
        (from..from + count).filter_map(|i| u32_at(self.section(6), 4 * i)).collect()
    }

    /// How many places.
    pub fn len(&self) -> usize {
        self.section(2).len() / ENTRY
    }

    /// Size of the table.
    pub fn bytes(&self) -> usize {
        self.data.len()
    }

    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many countries: they are the first entries.
    pub fn countries(&self) -> usize {
        self.divisions[0]
    }

    /// The entry of a number.
    pub fn entry(&self, index: u32) -> Option<Entry> {
        let at = (index as usize).checked_mul(ENTRY)?;
        let bytes = self.section(2).get(at..at.checked_add(ENTRY)?)?;
        let id = match u32_at(bytes, 0)? {
            0 => Id::Own(index),
            id if id & WHOS_ON_FIRST != 0 => Id::WhosOnFirst(id & !WHOS_ON_FIRST),
            id => Id::GeoNames(id),
        };
        let packed = u32_at(bytes, 24)?;
        let division = |i: usize| u32_at(self.section(6), 12 + 4 * i);
        let number = |at| u16_at(bytes, at).filter(|n| *n != NONE);
        let [countries, first, second] = self.divisions;
        let within = |n: u32, count: usize| Some(n as usize).filter(|n| *n < count);
        Some(Entry {
            id,
            latitude: f32_at(bytes, 4)?,
            longitude: f32_at(bytes, 8)?,
            population: u32_at(bytes, 12)?,
            name: u32_at(bytes, 16)?,
            country: number(20).map(u32::from).filter(|n| (*n as usize) < countries),
            admin1: number(22).and_then(|n| within(n.into(), first)).and_then(division),
            admin2: Some(packed & NONE_SECOND)
                .filter(|n| *n != NONE_SECOND)
                .and_then(|n| within(n, second))
                .and_then(|n| division(first + n)),
            feature: self.features.get((packed >> SECOND_BITS) as usize).copied().unwrap_or("OTHER"),
        })
    }

    /// The name of an entry.
    pub fn name(&self, entry: &Entry) -> &str {
        self.string(entry.name)
    }

    pub(crate) fn string(&self, at: u32) -> &str {
        let strings = self.section(3);
        let length = strings.get(at as usize).copied().unwrap_or(0);
        let start = (at as usize).saturating_add(1);
        strings
            .get(start..start.saturating_add(length.into()))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }

    /// ISO 3166-1 alpha-2 code of the country of an entry, which of a country is itself.
    pub fn country_code(&self, entry: &Entry) -> Option<&str> {
        self.note(2, entry.country?)
    }

    /// The box of what is larger than a point.
    pub fn bounds(&self, index: u32) -> Option<Bounds> {
        let boxes = self.section(4);
        let at = self.search(boxes, BOX, index)?;
        let f = |i: usize| f32_at(boxes, at + 4 + 4 * i);
        Some(Bounds { south: f(0)?, west: f(1)?, north: f(2)?, east: f(3)? })
    }

    /// Who administers and who claims it, where that is disputed.
    pub fn disputed(&self, index: u32) -> Option<&str> {
        self.note(0, index)
    }

    /// Notes are kept by entry and kind: 0 disputed, 2 code of a country.
    fn note(&self, kind: u32, index: u32) -> Option<&str> {
        let notes = self.section(5);
        let at = self.search(notes, NOTE, index.checked_mul(4)? | kind)?;
        u32_at(notes, at + 4).map(|string| self.string(string))
    }

    /// Where the row of an entry stands in a section that is sorted by entry.
    fn search(&self, rows: &[u8], width: usize, index: u32) -> Option<usize> {
        let (mut low, mut high) = (0, rows.len() / width);
        while low < high {
            let middle = (low + high) / 2;
            let found = u32_at(rows, middle * width)?;
            match found.cmp(&index) {
                std::cmp::Ordering::Equal => return Some(middle * width),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// What a name may mean; the name is folded here.
    pub fn senses(&self, name: &str) -> Vec<Sense> {
        self.senses_of_folded(&fold(name))
    }

    /// What a folded name may mean.
    pub fn senses_of_folded(&self, name: &str) -> Vec<Sense> {
        self.names.get(name.as_bytes()).map(|posting| self.posting(posting.value())).unwrap_or_default()
    }

    /// The senses of a value of the names.
    pub fn posting(&self, value: u64) -> Vec<Sense> {
        let sense = |packed: u32| Sense { entry: packed >> 3, name: NameKind::of(packed) };
        if value & 1 == 1 {
            return vec![sense((value >> 1) as u32)];
        }
        let postings = self.section(1);
        let at = (value >> 1) as usize;
        let count = u16_at(postings, at).unwrap_or(0);
        let Some(all) = at.checked_add(2).and_then(|from| postings.get(from..)) else { return Vec::new() };
        all.chunks_exact(4)
            .take(count.into())
            .filter_map(|four| four.try_into().ok().map(u32::from_le_bytes))
            .map(sense)
            .collect()
    }
}
