//! Organisations, bodies of states and seats of power, by name.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::index::Index;
use super::text::key;
use super::{Actor, Context};
use crate::resolve::day::facts::{day, list};

/// A row of the tables.
#[derive(Clone, Copy, Debug)]
pub struct Entity {
    /// The names, the fullest first.
    pub names: &'static str,
    /// Kind.
    pub kind: &'static str,
    /// Countries, parted by `|`.
    pub country: &'static str,
    /// Sectors.
    pub sectors: [&'static str; 2],
    /// Title of its article.
    pub title: &'static str,
    /// First and last day, as printed.
    pub days: [&'static str; 2],
}

impl Entity {
    /// The fullest name.
    pub fn name(&self) -> &'static str {
        list(self.names).next().unwrap_or_default()
    }

    /// Whether it stands in some days, as far as is known.
    fn stands(&self, days: Option<(Date, Date)>) -> bool {
        let Some((first, last)) = days else { return true };
        let [begins, ends] = self.days;
        day(begins).is_none_or(|(begins, _)| begins <= last)
            && day(ends).is_none_or(|(_, ends)| first <= ends)
    }

    /// Its id.
    pub fn id(&self) -> Option<String> {
        (!self.title.is_empty()).then(|| format!("wikipedia:{}", self.title))
    }
}

/// The tables, read once.
static ENTITIES: LazyLock<Index> = LazyLock::new(|| {
    Index::new(&[
        (include_str!("../../../../../data/actors/metonyms.tsv"), 0),
        (include_str!("../../../../../data/actors/state_bodies.tsv"), 0),
        (include_str!("../../../../../data/actors/organisations.tsv"), 0),
    ])
});

/// Reads the tables; how many rows there are.
pub fn len() -> usize {
    ENTITIES.lines.len()
}

/// The row of a line.
fn entity(line: &'static str) -> Entity {
    let mut cells = line.split('\t').map(str::trim);
    let mut next = || cells.next().unwrap_or_default();
    Entity {
        names: next(),
        kind: next(),
        country: next(),
        sectors: [next(), next()],
        title: next(),
        days: [next(), next()],
    }
}

/// The rows that a key may mean, the likeliest first, each with its weight.
pub fn ranked(name: &str, land: Option<&str>, days: Option<(Date, Date)>) -> Vec<(Entity, f32)> {
    let mut found: Vec<(Entity, f32)> = ENTITIES
        .named(name)
        .chain(ENTITIES.named(&format!("the {name}")))
        .filter_map(|index| ENTITIES.lines.get(index as usize))
        .map(|line| entity(line.text))
        // A head of columns that lost its mark is no row.
        .filter(|entity| entity.kind != "kind")
        .map(|entity| {
            let home = land.is_some_and(|land| entity.country.split('|').any(|country| country == land));
            let own = list(entity.names).take(2).any(|own| key(own) == name);
            let weight = 1.0 + if home { 3.0 } else { 0.0 } + f32::from(own) + f32::from(entity.stands(days));
            (entity, weight)
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// Whether a key names a row.
pub fn is_known(name: &str) -> bool {
    ENTITIES.named(name).next().is_some()
}

/// The actor of rows.
pub fn actor(rows: &[(Entity, f32)], context: &Context<'_>) -> Option<Actor> {
    let (entity, weight) = rows.first()?;
    let land = context.land();
    let mut countries = entity.country.split('|').filter(|country| !country.is_empty());
    let country = countries
        .clone()
        .find(|country| Some(*country) == land)
        .or_else(|| countries.next())
        .map(str::to_owned);
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let total: f32 = rows.iter().map(|(_, weight)| weight).sum();
    let rest = rows.get(1..).unwrap_or_default().iter().filter(|(other, _)| other.title != entity.title);
    let others = rest
        .map(|(other, weight)| {
            (other.id().unwrap_or_default(), other.name().to_owned(), 0.9 * weight / total)
        })
        .collect();
    Some(Actor {
        name: entity.name().to_owned(),
        country,
        sector: filled(entity.sectors[0]),
        sector2: filled(entity.sectors[1]),
        title: filled(entity.title),
        roles: Vec::new(),
        id: entity.id(),
        confidence: 0.9 * weight / total,
        others,
    })
}
