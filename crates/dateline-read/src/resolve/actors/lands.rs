//! Words for countries, and the countries of towns.

use std::sync::LazyLock;

use dateline_gazetteer::NameKind;

use super::text::{Table, Word, joined, key, table, words};
use crate::annotate::lexicon;
use crate::resolve::countries;
use crate::resolve::day::facts::list;
use crate::resolve::places::candidates::{Class, candidates};
use crate::resolve::places::gazetteer;

/// What a word for a country says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Land {
    /// ISO 3166-1 alpha-3, or the code of a group.
    pub country: &'static str,
    /// Whether it is recognised in part only.
    pub partly: bool,
    /// Whether the word counts in capitals only.
    caps: bool,
}

static LANDS: LazyLock<Table<String, Land>> = LazyLock::new(|| {
    let mut lands = table(2000);
    for row in lexicon::rows(include_str!("../../../../../data/facts/countries.tsv")) {
        let Some(country) = countries::alpha3(row.column(0)) else { continue };
        for name in list(row.column(1)) {
            lands.entry(key(name)).or_insert(Land { country, partly: false, caps: false });
        }
    }
    for row in lexicon::rows(include_str!("../../../../../data/actors/lands.tsv")) {
        let land =
            Land { country: row.column(0), partly: row.column(1) == "PRE", caps: row.column(1) == "caps" };
        for name in list(row.column(2)) {
            let name = key(name);
            // "U.S." is "us" too.
            if !lands.get(&name).is_some_and(|known: &Land| known.caps) {
                lands.insert(name, land);
            }
        }
    }
    lands
});

/// Reads the tables; how many words there are.
pub fn len() -> usize {
    LANDS.len()
}

/// The country that words name, or whose adjective they are.
pub fn named(words: &[Word<'_>]) -> Option<Land> {
    let land = LANDS.get(joined(words).as_str()).copied();
    let land = land.or_else(|| misspelt(words));
    land.filter(|land| !land.caps || words.iter().all(Word::is_capitals))
}

/// A capitalised word that two letters in the wrong order, or one letter, part from a word for a country.
fn misspelt(words: &[Word<'_>]) -> Option<Land> {
    let [word] = words else { return None };
    let letters: Vec<char> = word.key.chars().collect();
    if letters.len() < 6 || !word.is_capital() {
        return None;
    }
    (1..letters.len() - 1).find_map(|at| {
        let mut swapped = letters.clone();
        swapped.swap(at, at + 1);
        LANDS.get(swapped.iter().collect::<String>().as_str()).copied()
    })
}

/// The country that a name or adjective, as it is, means.
pub fn of_name(name: &str) -> Option<&'static str> {
    LANDS.get(key(name).as_str()).map(|land| land.country)
}

/// The only country that a short text names; none where it names none or several.
pub fn only_in(text: &str) -> Option<&'static str> {
    let head: String = text.chars().take(LONGEST_CONTEXT).collect();
    let list = words(&head);
    let mut found = None;
    let mut at = 0;
    while at < list.len() {
        let land = (1..=4).rev().find_map(|n| Some((named(list.get(at..at + n)?)?, n)));
        if let Some((land, n)) = land {
            if found.is_some_and(|country| country != land.country) {
                return None;
            }
            found = Some(land.country);
            at += n;
        } else {
            at += 1;
        }
    }
    found
}

/// The usual English name of a country.
pub fn short_name(country: &str) -> Option<&'static str> {
    static NAMES: LazyLock<Table<&'static str, &'static str>> = LazyLock::new(|| {
        lexicon::rows(include_str!("../../../../../data/places/country_names.tsv"))
            .map(|row| (row.column(0), row.column(1)))
            .collect()
    });
    NAMES.get(country).copied()
}

/// Longer contexts are not searched for countries.
const LONGEST_CONTEXT: usize = 400;

/// A town, region or other place, by its name as printed, and how many people live there at least that it counts.
pub struct Place {
    /// Its country, ISO 3166-1 alpha-3.
    pub country: &'static str,
    /// Whether it is a capital of a country.
    pub capital: bool,
    /// Its name in the table.
    pub name: String,
}

/// People of a town whose name is known although it is misspelt.
const LARGE: u32 = 1_000_000;

/// A word of five letters and more with two neighbours in the other order.
fn swapped(printed: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = printed.chars().collect();
    let most = if letters.len() < 5 || printed.contains(' ') { 0 } else { letters.len() - 1 };
    (1..most).map(move |at| {
        let mut other = letters.clone();
        other.swap(at, at + 1);
        other.into_iter().collect()
    })
}

/// The place that a name means most likely.
pub fn place(printed: &str, land: Option<&str>, least: u32) -> Option<Place> {
    let gazetteer = gazetteer()?;
    let weight = |class: Class, name: NameKind, population: u32| {
        let class = match class {
            Class::Country => 30.0,
            Class::Capital => 20.0,
            Class::Admin1 => 12.0,
            Class::Seat => 10.0,
            Class::Sea | Class::River | Class::Lake | Class::Mountain | Class::Village => 1.0,
            _ => 5.0,
        };
        let name = if matches!(name, NameKind::Primary | NameKind::Usual) { 2.0 } else { 1.0 };
        class * name + f64::from(population.max(1)).log10() * 4.0
    };
    let mut found = candidates(gazetteer, printed);
    if found.is_empty() {
        found = swapped(printed).flat_map(|name| candidates(gazetteer, &name)).collect();
        found.retain(|found| found.class == Class::Capital || found.entry.population > LARGE);
    }
    let (best, _) = found
        .into_iter()
        .filter(|found| {
            let large = matches!(found.class, Class::Country | Class::Capital | Class::Admin1);
            large || found.entry.population >= least
        })
        .filter_map(|found| {
            let country = countries::alpha3(gazetteer.country_code(&found.entry)?)?;
            let home = if Some(country) == land { 30.0 } else { 0.0 };
            let name = gazetteer.name(&found.entry).to_owned();
            let place = Place { country, capital: found.class == Class::Capital, name };
            Some((place, weight(found.class, found.name, found.entry.population) + home))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(best)
}
