//! Writing the compiled table: entries as they come, names in order, then all sections one after the other.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::{self, Seek, SeekFrom, Write};

use crate::format::{
    ENTRY, HEAD, LONGEST_NAME, MAGIC, MOST_ENTRIES, MOST_FEATURES, NONE, NONE_SECOND, SECOND_BITS, SECTIONS,
};
use crate::read::Gazetteer;

/// A place as it is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// As the table keeps it: 0, of GeoNames, or marked as of Who's On First.
    pub id: u32,
    /// Name.
    pub name: &'a str,
    /// Degrees.
    pub point: (f32, f32),
    /// People.
    pub population: u32,
    /// Number of the country.
    pub country: Option<u16>,
    /// Number of the first-order division.
    pub admin1: Option<u16>,
    /// Number of the second-order division.
    pub admin2: Option<u32>,
    /// Feature code.
    pub feature: &'a str,
}

/// Everything but the names.
#[derive(Default)]
pub struct Table {
    /// Bytes of the entries.
    entries: Vec<u8>,
    strings: Strings,
    boxes: Vec<(u32, [f32; 4])>,
    notes: Vec<(u32, u32)>,
    features: Vec<String>,
    /// How many countries; they are the first entries.
    countries: usize,
    /// Entries of the divisions of first and second order, by number.
    divisions: [Vec<u32>; 2],
}

fn full(what: &str) -> io::Error {
    io::Error::other(format!("the table has no room for more {what}"))
}

impl Table {
    /// A table that begins with all entries of another.
    pub fn after(base: &Gazetteer) -> Self {
        let mut table = Self {
            entries: base.section(2).to_vec(),
            strings: Strings { bytes: base.section(3).to_vec(), ..Strings::default() },
            boxes: Vec::new(),
            notes: Vec::new(),
            features: base.features().iter().map(|code| (*code).to_owned()).collect(),
            countries: base.countries(),
            divisions: [base.divisions(0), base.divisions(1)],
        };
        let pairs = base.section(5).chunks_exact(8).map(|note| (four(note, 0), four(note, 4)));
        table.notes = pairs.collect();
        for row in base.section(4).chunks_exact(20) {
            let edge = |i: usize| f32::from_bits(four(row, 4 + 4 * i));
            table.boxes.push((four(row, 0), [edge(0), edge(1), edge(2), edge(3)]));
        }
        table
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.entries.len() / ENTRY
    }

    /// Adds a place and gives its number.
    pub fn push(&mut self, place: &Place<'_>) -> io::Result<u32> {
        let index = self.len();
        if index >= MOST_ENTRIES {
            return Err(full("places"));
        }
        let feature = self.feature(place.feature)?;
        let name = self.strings.add(place.name)?;
        let packed = feature << SECOND_BITS | place.admin2.unwrap_or(NONE_SECOND) & NONE_SECOND;
        self.entries.extend(place.id.to_le_bytes());
        self.entries.extend(place.point.0.to_le_bytes());
        self.entries.extend(place.point.1.to_le_bytes());
        self.entries.extend(place.population.to_le_bytes());
        self.entries.extend(name.to_le_bytes());
        self.entries.extend(place.country.unwrap_or(NONE).to_le_bytes());
        self.entries.extend(place.admin1.unwrap_or(NONE).to_le_bytes());
        self.entries.extend(packed.to_le_bytes());
        Ok(index as u32)
    }

    fn feature(&mut self, code: &str) -> io::Result<u32> {
        if let Some(at) = self.features.iter().position(|known| known == code) {
            return Ok(at as u32);
        }
        if self.features.len() >= MOST_FEATURES {
            return Err(full("feature codes"));
        }
        self.features.push(code.to_owned());
        Ok(self.features.len() as u32 - 1)
    }

    fn write_at(&mut self, entry: u32, offset: usize, value: [u8; 4]) {
        let at = entry as usize * ENTRY + offset;
        if let Some(bytes) = self.entries.get_mut(at..at + 4) {
            bytes.copy_from_slice(&value);
        }
    }

    fn read_at(&self, entry: u32, offset: usize) -> u32 {
        let at = entry as usize * ENTRY;
        self.entries.get(at..at + ENTRY).map_or(0, |bytes| four(bytes, offset))
    }

    /// Says whose number an entry bears.
    pub fn set_id(&mut self, entry: u32, id: u32) {
        self.write_at(entry, 0, id.to_le_bytes());
    }

    /// The number that an entry bears.
    pub fn id(&self, entry: u32) -> u32 {
        self.read_at(entry, 0)
    }

    /// Moves an entry.
    pub fn set_point(&mut self, entry: u32, point: (f32, f32)) {
        self.write_at(entry, 4, point.0.to_le_bytes());
        self.write_at(entry, 8, point.1.to_le_bytes());
    }

    /// Where an entry lies.
    pub fn point(&self, entry: u32) -> (f32, f32) {
        (f32::from_bits(self.read_at(entry, 4)), f32::from_bits(self.read_at(entry, 8)))
    }

    /// Says how many people live there.
    pub fn set_population(&mut self, entry: u32, population: u32) {
        self.write_at(entry, 12, population.to_le_bytes());
    }

    /// How many people live there.
    pub fn population(&self, entry: u32) -> u32 {
        self.read_at(entry, 12)
    }

    /// Number of the country of an entry.
    pub fn country(&self, entry: u32) -> Option<u16> {
        Some(self.read_at(entry, 20) as u16).filter(|number| *number != NONE)
    }

    /// Feature code of an entry.
    pub fn feature_of(&self, entry: u32) -> &str {
        let number = self.read_at(entry, 24) >> SECOND_BITS;
        self.features.get(number as usize).map_or("OTHER", String::as_str)
    }

    /// Makes the last entry a country, which it can only be while all entries are; gives its number.
    pub fn new_country(&mut self) -> Option<u16> {
        let number = u16::try_from(self.countries).ok().filter(|number| *number != NONE)?;
        (self.len() == self.countries).then(|| {
            self.countries += 1;
            number
        })
    }

    /// Makes an entry a first-order division and gives its number; none when there are too many.
    pub fn new_first(&mut self, entry: u32) -> Option<u16> {
        let number = u16::try_from(self.divisions[0].len()).ok().filter(|number| *number != NONE)?;
        self.divisions[0].push(entry);
        Some(number)
    }

    /// Makes an entry a second-order division and gives its number; none when there are too many.
    pub fn new_second(&mut self, entry: u32) -> Option<u32> {
        let number = u32::try_from(self.divisions[1].len()).ok().filter(|number| *number < NONE_SECOND)?;
        self.divisions[1].push(entry);
        Some(number)
    }

    /// The entry of a first-order division.
    pub fn first(&self, number: u16) -> Option<u32> {
        self.divisions[0].get(usize::from(number)).copied()
    }

    /// Gives an entry a box, if it has none.
    pub fn set_box(&mut self, entry: u32, edges: [f32; 4]) {
        self.boxes.push((entry, edges));
    }

    /// Whether an entry has a box that was known before.
    pub fn has_box(&self, entry: u32) -> bool {
        self.boxes.binary_search_by_key(&entry, |(entry, _)| *entry).is_ok()
    }

    /// Adds a note of a kind: 0 disputed, 2 code of a country. What an entry has already stays.
    pub fn note(&mut self, entry: u32, kind: u32, text: &str) -> io::Result<()> {
        let text = self.strings.add(text)?;
        self.notes.push((entry << 2 | kind, text));
        Ok(())
    }

    /// Writes the table. `names` gives a name into the buffer and its sense at each call, in the order of the names and
    /// then the senses, until it has no more.
    pub fn write<W: Write + Seek>(
        mut self,
        mut names: impl FnMut(&mut Vec<u8>) -> io::Result<Option<u32>>,
        mut out: W,
    ) -> io::Result<()> {
        // What looks entries up is no longer needed.
        self.strings.known = HashMap::default();
        out.write_all(&[0; HEAD])?;
        let mut postings = Vec::new();
        let mut writer = Counted { out, count: 0 };
        write_names(&mut names, &mut writer, &mut postings)?;
        let Counted { mut out, count } = writer;
        let sections = self.sections(postings);
        let mut head = MAGIC.to_vec();
        let mut at = HEAD as u64;
        for length in std::iter::once(count).chain(sections.iter().map(|section| section.len() as u64)) {
            head.extend(at.to_le_bytes());
            head.extend(length.to_le_bytes());
            at += length;
        }
        for section in &sections {
            out.write_all(section)?;
        }
        out.seek(SeekFrom::Start(0))?;
        out.write_all(&head)?;
        out.flush()
    }

    /// The sections after the names.
    fn sections(mut self, postings: Vec<u8>) -> [Vec<u8>; SECTIONS - 1] {
        self.boxes.sort_by_key(|(entry, _)| *entry);
        self.boxes.dedup_by_key(|(entry, _)| *entry);
        self.notes.sort_by_key(|(key, _)| *key);
        self.notes.dedup_by_key(|(key, _)| *key);
        let mut boxes = Vec::with_capacity(self.boxes.len() * 20);
        for (entry, edges) in &self.boxes {
            boxes.extend(entry.to_le_bytes());
            edges.iter().for_each(|edge| boxes.extend(edge.to_le_bytes()));
        }
        let notes = self.notes.iter().flat_map(|(key, at)| [*key, *at]).flat_map(u32::to_le_bytes).collect();
        let counts = [self.countries, self.divisions[0].len(), self.divisions[1].len()];
        let divisions = counts.into_iter().map(|count| count as u32);
        let divisions = divisions.chain(self.divisions.iter().flatten().copied());
        let features: String = self.features.iter().map(|code| format!("{code}\n")).collect();
        [
            postings,
            self.entries,
            self.strings.bytes,
            boxes,
            notes,
            divisions.flat_map(u32::to_le_bytes).collect(),
            features.into_bytes(),
        ]
    }
}

fn write_names(
    names: &mut impl FnMut(&mut Vec<u8>) -> io::Result<Option<u32>>,
    out: impl Write,
    postings: &mut Vec<u8>,
) -> io::Result<()> {
    let fault = |error: fst::Error| io::Error::other(format!("the names cannot be written: {error}"));
    let mut map = fst::MapBuilder::new(out).map_err(fault)?;
    let (mut name, mut senses): (Vec<u8>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut next = Vec::new();
    loop {
        let sense = names(&mut next)?;
        if sense.is_none() || next != name {
            let value = match senses.as_slice() {
                [] => None,
                [one] => Some(u64::from(*one) << 1 | 1),
                many => {
                    let at = postings.len() as u64;
                    let most = many.len().min(usize::from(u16::MAX));
                    postings.extend((most as u16).to_le_bytes());
                    many.iter().take(most).for_each(|sense| postings.extend(sense.to_le_bytes()));
                    Some(at << 1)
                }
            };
            if let Some(value) = value {
                map.insert(&name, value).map_err(fault)?;
            }
            senses.clear();
            name.clone_from(&next);
        }
        let Some(sense) = sense else { break };
        // Of the kinds under which a place bears one name, the first is kept.
        if senses.last().is_none_or(|last| last >> 3 != sense >> 3) {
            senses.push(sense);
        }
    }
    map.finish().map_err(fault)
}

struct Counted<W> {
    out: W,
    count: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The forms under which a folded name is found: itself, and with "saint", "mount" and "fort" cut short. None of what is too short or
/// too long to be looked up.
pub fn forms(folded: &str) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    let enough = folded.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
    let cut = [("saint ", "st "), ("mount ", "mt "), ("fort ", "ft ")]
        .into_iter()
        .find_map(|(long, short)| folded.strip_prefix(long).map(|rest| format!("{short}{rest}").into()));
    (enough && folded.len() <= LONGEST_NAME)
        .then(|| std::iter::once(folded.into()).chain(cut))
        .into_iter()
        .flatten()
}

fn four(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// Strings, each kept once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    /// Offset of a string by its hash. Of two strings with one hash the second is kept each time: strings are only compared with
    /// what stands at the offset.
    known: HashMap<u64, u32>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl Strings {
    fn add(&mut self, text: &str) -> io::Result<u32> {
        let mut end = text.len().min(255);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.as_bytes().get(..end).unwrap_or_default();
        let hash = self.hasher.hash_one(text);
        if let Some(at) = self.known.get(&hash) {
            let start = *at as usize + 1;
            if self.bytes.get(*at as usize) == Some(&(end as u8))
                && self.bytes.get(start..start + end) == Some(text)
            {
                return Ok(*at);
            }
        }
        let at = u32::try_from(self.bytes.len()).map_err(|_| full("strings"))?;
        self.bytes.push(end as u8);
        self.bytes.extend(text);
        self.known.insert(hash, at);
        Ok(at)
    }
}
