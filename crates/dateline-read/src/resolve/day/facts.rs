//! The tables under `data/facts`: who held which office, which names began when, from which days people count.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::annotate::lexicon::rows;
use crate::resolve::times::calendar::date;

/// Somebody's time in an office.
#[derive(Debug)]
pub struct Tenure {
    /// Id of the office.
    pub office: &'static str,
    /// Country or body.
    pub of: &'static str,
    /// The fullest name, as printed in the table.
    pub name: &'static str,
    /// The words of each form of the name, folded.
    pub forms: Vec<Vec<String>>,
    /// First day.
    pub start: Date,
    /// Last day that can be; none when the end is not known.
    pub end: Option<Date>,
}

impl Tenure {
    /// The row in words.
    pub fn words(&self) -> String {
        let end = self.end.map_or_else(|| "end unknown".to_owned(), |end| end.to_string());
        format!("{}, {} of {}, {} to {end}", self.name, self.office.replace('-', " "), self.of, self.start)
    }
}

/// An office.
#[derive(Clone, Copy, Debug)]
pub struct Office {
    /// Its id.
    pub id: &'static str,
    /// Whether the tables know so many of its bearers that a surname tells who is meant.
    pub alone: bool,
    /// Whether its bearers are known by their first name.
    pub regnal: bool,
    /// Whether its words are so wide ("head", "leader") that they count only where the body is named.
    pub bound: bool,
}

/// A name that began on a known day.
#[derive(Debug)]
pub struct Beginning {
    /// The form as it is printed in the table.
    pub form: &'static str,
    /// First day.
    pub first: Date,
    /// Last day of its use in the present.
    pub last: Option<Date>,
}

/// Something that comes out, opens or takes place on a known day.
#[derive(Debug)]
pub struct Opening {
    /// The form as it is printed in the table.
    pub form: &'static str,
    /// The day.
    pub day: Date,
}

/// Somebody whose days are known.
#[derive(Debug)]
pub struct Person {
    /// The fullest name.
    pub name: &'static str,
    /// First and last day that the day of birth can be.
    pub born: (Date, Date),
    /// Last day that the day of death can be; none of the living.
    pub died: Option<Date>,
}

/// An event that was news on a known day.
#[derive(Debug)]
pub struct Happening {
    /// The day.
    pub day: Date,
    /// What happened.
    pub what: &'static str,
    /// Lemmas of verbs that tell of it.
    pub kinds: Vec<&'static str>,
}

impl Happening {
    /// Whether a verb tells of it. What "launches" a thing may as well "unveil" it.
    pub fn is_told_by(&self, lemma: &str) -> bool {
        let launch = |verb: &str| LAUNCH_VERBS.contains(verb);
        self.kinds.contains(&lemma) || launch(lemma) && self.kinds.iter().any(|kind| launch(kind))
    }
}

static LAUNCH_VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../../../data/time/launch_verbs.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

/// A day from which people count.
#[derive(Debug)]
pub struct Count {
    /// The day.
    pub day: Date,
    /// What happened.
    pub what: &'static str,
    /// Words of its place.
    pub places: Vec<&'static str>,
    /// Lemmas of its kind.
    pub kinds: Vec<&'static str>,
    /// Names of its own.
    pub names: Vec<&'static str>,
}

/// The tables.
#[derive(Debug)]
pub struct Facts {
    /// Time in offices.
    pub tenures: Vec<Tenure>,
    /// Index of them by every word of the name.
    pub by_word: HashMap<String, Vec<usize>>,
    /// The offices that words name.
    pub offices: HashMap<String, Vec<Office>>,
    /// Names of countries, places and bodies and words for what is theirs, and which of them they may mean.
    pub countries: HashMap<String, Vec<&'static str>>,
    /// Names that began on a known day, by their first word.
    pub beginnings: HashMap<&'static str, Vec<Beginning>>,
    /// Things that come out, open or take place on a known day, by their first word.
    pub openings: HashMap<&'static str, Vec<Opening>>,
    /// Days from which people count.
    pub counts: Vec<Count>,
    /// People.
    pub persons: Vec<Person>,
    /// Index of them by every form of the name, folded.
    pub people: HashMap<String, usize>,
    /// Events.
    pub happenings: Vec<Happening>,
    /// The names in them, and the index of the event, by their first word.
    pub happening_names: HashMap<&'static str, Vec<(&'static str, usize)>>,
}

/// The tables, read once.
pub static FACTS: LazyLock<Facts> = LazyLock::new(load);

/// A day that may be cut to its month or year: the first and the last day it can be.
fn day(cell: &str) -> Option<(Date, Date)> {
    let mut parts = cell.split('-').map(str::parse::<i32>);
    let year = parts.next()?.ok()?;
    let Some(month) = parts.next() else { return Some((date(year, 1, 1)?, date(year, 12, 31)?)) };
    let month = u8::try_from(month.ok()?).ok()?;
    let first = date(year, month, 1)?;
    let Some(day) = parts.next() else { return Some((first, first.last_of_month())) };
    let day = date(year, month, u8::try_from(day.ok()?).ok()?)?;
    Some((day, day))
}

/// Letters without marks, small; other characters part words.
pub fn fold(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in name.nfd() {
        let c = match c {
            'ł' | 'Ł' => 'l',
            'ø' | 'Ø' => 'o',
            'đ' | 'Đ' => 'd',
            'ı' => 'i',
            _ => c,
        };
        if c.is_alphanumeric() {
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        } else if matches!(c, ' ' | '-' | '‑' | '.' | '\n' | '\u{a0}') {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The tables of office-holders: by hand, then compiled.
const TENURES: &[&str] = &[
    include_str!("../../../../../data/facts/tenures_reviewed.tsv"),
    include_str!("../../../../../data/facts/tenures_us.tsv"),
    include_str!("../../../../../data/facts/tenures_world.tsv"),
    include_str!("../../../../../data/facts/tenures_bodies.tsv"),
    include_str!("../../../../../data/facts/tenures.tsv"),
];

fn load() -> Facts {
    let mut tenures = Vec::new();
    for row in TENURES.iter().flat_map(|file| rows(file)) {
        let Some((start, _)) = day(row.column(3)) else { continue };
        let names = row.column(2);
        tenures.push(Tenure {
            office: row.column(0),
            of: row.column(1),
            name: names.split('|').next().unwrap_or_default(),
            forms: names.split('|').map(fold).filter(|form| !form.is_empty()).collect(),
            start,
            end: day(row.column(4)).map(|(_, last)| last),
        });
    }
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, tenure) in tenures.iter().enumerate() {
        for word in tenure.forms.iter().flatten() {
            let list = by_word.entry(word.clone()).or_default();
            if list.last() != Some(&index) {
                list.push(index);
            }
        }
    }
    let mut offices: HashMap<String, Vec<Office>> = HashMap::new();
    for row in rows(include_str!("../../../../../data/facts/offices.tsv")) {
        let has = |mark| row.words(2).any(|word| word == mark);
        let office =
            Office { id: row.column(0), alone: has("alone"), regnal: has("regnal"), bound: has("bound") };
        for words in row.column(1).split('|') {
            offices.entry(words.replace('-', " ")).or_default().push(office);
        }
    }
    let mut countries: HashMap<String, Vec<&'static str>> = HashMap::new();
    let named = rows(include_str!("../../../../../data/facts/bodies.tsv"));
    for row in named.chain(rows(include_str!("../../../../../data/facts/countries.tsv"))) {
        for word in row.column(1).split('|') {
            countries.entry(word.replace('-', " ")).or_default().push(row.column(0));
        }
    }
    let mut beginnings: HashMap<&'static str, Vec<Beginning>> = HashMap::new();
    for row in rows(include_str!("../../../../../data/facts/existence.tsv")) {
        let Some((first, _)) = day(row.column(2)) else { continue };
        let last = day(row.column(3)).map(|(_, last)| last);
        for form in row.column(1).split('|') {
            let head = form.split(' ').next().unwrap_or_default();
            beginnings.entry(head).or_default().push(Beginning { form, first, last });
        }
    }
    let mut openings: HashMap<&'static str, Vec<Opening>> = HashMap::new();
    for row in rows(include_str!("../../../../../data/facts/openings.tsv")) {
        let Some((day, _)) = day(row.column(0)) else { continue };
        for form in row.column(1).split('|') {
            let head = form.split([' ', '-']).next().unwrap_or_default();
            openings.entry(head).or_default().push(Opening { form, day });
        }
    }
    let list = |cell: &'static str| cell.split('|').filter(|word| !word.is_empty()).collect();
    let counts = rows(include_str!("../../../../../data/facts/counted_from.tsv"))
        .filter_map(|row| {
            let (day, _) = day(row.column(0))?;
            let (places, kinds, names) = (list(row.column(2)), list(row.column(3)), list(row.column(4)));
            Some(Count { day, what: row.column(1), places, kinds, names })
        })
        .collect();
    let mut persons = Vec::new();
    let mut people = HashMap::new();
    for row in rows(include_str!("../../../../../data/facts/people.tsv")) {
        let Some(born) = day(row.column(1)) else { continue };
        let names = row.column(0);
        for form in names.split('|') {
            people.insert(fold(form).join(" "), persons.len());
        }
        let died = day(row.column(2)).map(|(_, last)| last);
        persons.push(Person { name: names.split('|').next().unwrap_or_default(), born, died });
    }
    let mut happenings = Vec::new();
    let mut happening_names: HashMap<&'static str, Vec<(&'static str, usize)>> = HashMap::new();
    for row in rows(include_str!("../../../../../data/facts/happenings.tsv")) {
        let Some((first, _)) = day(row.column(0)).filter(|(first, last)| first == last) else { continue };
        for form in row.column(2).split('|') {
            let head = form.split([' ', '-', '\'', '.']).next().unwrap_or_default();
            happening_names.entry(head).or_default().push((form, happenings.len()));
        }
        happenings.push(Happening { day: first, what: row.column(1), kinds: list(row.column(3)) });
    }
    Facts {
        tenures,
        by_word,
        offices,
        countries,
        beginnings,
        openings,
        counts,
        persons,
        people,
        happenings,
        happening_names,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        let filled = |file: &'static str| rows(file).count();
        let tenures: usize = TENURES.iter().map(|file| filled(file)).sum();
        assert_eq!(FACTS.tenures.len(), tenures);
        assert_eq!(FACTS.persons.len(), filled(include_str!("../../../../../data/facts/people.tsv")));
        for tenure in &FACTS.tenures {
            assert!(tenure.end.is_none_or(|end| end >= tenure.start), "{}", tenure.words());
            assert!(
                FACTS.offices.values().flatten().any(|office| office.id == tenure.office),
                "{}",
                tenure.office
            );
        }
        for row in rows(include_str!("../../../../../data/facts/existence.tsv")) {
            assert!(day(row.column(2)).is_some(), "{}", row.column(1));
        }
        assert_eq!(FACTS.counts.len(), filled(include_str!("../../../../../data/facts/counted_from.tsv")));
    }

    #[test]
    fn names_fold() {
        assert_eq!(fold("Recep Tayyip Erdoğan"), ["recep", "tayyip", "erdogan"]);
        assert_eq!(fold("George H.W. Bush"), ["george", "h", "w", "bush"]);
    }
}
