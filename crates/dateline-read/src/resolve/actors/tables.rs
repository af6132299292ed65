//! Organisations, bodies of states and seats of power, by name.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::text::{Table, key, table};
use super::{Actor, Context};
use crate::annotate::lexicon;
use crate::resolve::day::facts::{day, list};

/// A row of the tables.
#[derive(Debug)]
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

/// All rows.
pub struct Entities {
    /// In the order of the tables.
    pub rows: Vec<Entity>,
    by_name: Table<String, Vec<u32>>,
}

/// The tables, read once.
pub static ENTITIES: LazyLock<Entities> = LazyLock::new(|| {
    let files = [
        include_str!("../../../../../data/actors/metonyms.tsv"),
        include_str!("../../../../../data/actors/state_bodies.tsv"),
        include_str!("../../../../../data/actors/organisations.tsv"),
    ];
    let mut entities = Entities { rows: Vec::with_capacity(8000), by_name: table(20_000) };
    // A head of columns that lost its mark is no row.
    for row in files.into_iter().flat_map(lexicon::rows).filter(|row| row.column(1) != "kind") {
        let entity = Entity {
            names: row.column(0),
            kind: row.column(1),
            country: row.column(2),
            sectors: [row.column(3), row.column(4)],
            title: row.column(5),
            days: [row.column(6), row.column(7)],
        };
        let index = u32::try_from(entities.rows.len()).unwrap_or(u32::MAX);
        for name in list(entity.names) {
            let name = key(name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name));
            let rows = entities.by_name.entry(name).or_default();
            if rows.last() != Some(&index) {
                rows.push(index);
            }
        }
        entities.rows.push(entity);
    }
    entities
});

/// The rows that a key may mean, the likeliest first, each with its weight.
pub fn ranked(name: &str, land: Option<&str>, days: Option<(Date, Date)>) -> Vec<(&'static Entity, f32)> {
    let Some(rows) = ENTITIES.by_name.get(name) else { return Vec::new() };
    let mut found: Vec<(&Entity, f32)> = rows
        .iter()
        .filter_map(|index| ENTITIES.rows.get(*index as usize))
        .map(|entity| {
            let home = land.is_some_and(|land| entity.country.split('|').any(|country| country == land));
            let own = list(entity.names).take(2).any(|own| key(own) == name);
            let weight = 1.0
                + 3.0 * f32::from(u8::from(home))
                + 1.0 * f32::from(u8::from(own))
                + 1.0 * f32::from(u8::from(entity.stands(days)));
            (entity, weight)
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// Whether a key names a row, and so that it may stand there as it is printed.
pub fn is_known(name: &str) -> bool {
    ENTITIES.by_name.contains_key(name)
}

/// The actor of rows.
pub fn actor(rows: &[(&'static Entity, f32)], context: &Context<'_>) -> Option<Actor> {
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
