//! Who and where, in words for people: what the terminal report and the view have in common.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dateline_record::{Entity, EntityKind, EntityRole, MentionKind, Place, Precision, Record, Span};

use super::when::days;

type Words = HashMap<&'static str, &'static str>;

static FEATURES: LazyLock<Words> =
    LazyLock::new(|| words(include_str!("../../../../data/places/features.tsv")));
static COUNTRIES: LazyLock<Words> =
    LazyLock::new(|| words(include_str!("../../../../data/places/country_names.tsv")));
static SECTORS: LazyLock<Words> =
    LazyLock::new(|| words(include_str!("../../../../data/actors/sectors.tsv")));

/// Letters of a code of a sector.
const SECTOR: usize = 3;

/// A row of "where": a place, the entity that it is, or both.
#[derive(Clone, Copy, Debug)]
pub struct Where<'a> {
    /// The place, with its index.
    pub place: Option<(usize, &'a Place)>,
    /// The entity, with its index.
    pub entity: Option<(usize, &'a Entity)>,
}

impl Where<'_> {
    /// The name.
    pub fn name(&self) -> &str {
        self.entity.map_or("(no name)", |(_, entity)| entity.name.as_str())
    }
}

/// Code and words of each row of a table.
fn words(table: &'static str) -> Words {
    let rows = table.lines().filter(|line| !line.starts_with("# "));
    rows.filter_map(|line| line.split_once('\t')).collect()
}

/// The feature of a place in words; a code that nobody knows stays as it is.
pub fn feature(code: &str) -> &str {
    // Codes come with or without their class: "P.PPLC".
    let bare = code.rsplit('.').next().unwrap_or(code);
    FEATURES.get(bare).copied().unwrap_or(code)
}

/// A country by its code in words.
pub fn country(code: &str) -> &str {
    COUNTRIES.get(code).copied().unwrap_or(code)
}

/// A sector in words: a longer code is several sectors.
pub fn sector(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let parts = letters.chunks(SECTOR).map(|part| part.iter().collect::<String>());
    let known: Option<Vec<&str>> = parts.map(|part| SECTORS.get(part.as_str()).copied()).collect();
    known.map_or_else(|| code.to_owned(), |known| known.join(", "))
}

/// A kind of entity.
pub fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
        EntityKind::Facility => "site",
        EntityKind::Event => "event",
        EntityKind::Other => "other",
    }
}

/// The heading over the entities of a kind.
pub fn kinds(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organisation => "Organisations",
        EntityKind::Place => "Places",
        EntityKind::Group => "Groups",
        EntityKind::Facility => "Buildings and sites",
        EntityKind::Event => "Events",
        EntityKind::Other => "Others",
    }
}

/// How exact a place is.
pub fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Point => "exact spot",
        Precision::Town => "town",
        Precision::District => "district",
        Precision::Region => "region",
        Precision::Country => "country",
        Precision::World => "part of the world",
    }
}

/// A share from 0 to 1 in figures; what is no number says nothing.
pub fn share(share: f32) -> String {
    if share.is_nan() { String::new() } else { format!("{:.2}", share.clamp(0.0, 1.0)) }
}

/// Latitude and longitude, if they lie on the Earth.
pub fn on_earth(place: &Place) -> Option<(f64, f64)> {
    let (latitude, longitude) = (place.latitude, place.longitude);
    ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude))
        .then_some((latitude, longitude))
}

/// Coordinates for people, to two decimals: `53.90 N, 27.57 E`.
pub fn coordinates(place: &Place) -> String {
    on_earth(place).map_or(String::new(), |(latitude, longitude)| {
        let side = |degrees: f64, plus, minus| {
            format!("{:.2} {}", degrees.abs(), if degrees < 0.0 { minus } else { plus })
        };
        format!("{}, {}", side(latitude, "N", "S"), side(longitude, "E", "W"))
    })
}

/// What a place lies in, the smallest first, without what its own name says already.
pub fn within(name: &str, place: &Place) -> String {
    let country = place.country.as_deref().map(country);
    let mut parts: Vec<&str> = Vec::new();
    for part in [place.admin2.as_deref(), place.admin1.as_deref(), country].into_iter().flatten() {
        if part != name && !part.is_empty() && parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

/// A role with what it is of: "president of Norland".
pub fn office(role: &EntityRole) -> String {
    match role.of.as_deref().map(country) {
        Some(of) if !of.is_empty() => format!("{} of {of}", role.role),
        _ => role.role.clone(),
    }
}

/// When a role was held.
pub fn held(role: &EntityRole) -> String {
    days(&role.interval)
}

/// How often an entity is mentioned.
pub fn mentioned(entity: &Entity) -> String {
    match entity.mentions.len() {
        1 => "mentioned once".into(),
        2 => "mentioned twice".into(),
        count => format!("mentioned {count} times"),
    }
}

/// Those that act or are acted upon: by kind, the most mentioned first, else in the order of the record.
pub fn actors(record: &Record) -> Vec<(usize, &Entity)> {
    let places: HashSet<usize> = record.places.iter().map(|place| place.entity as usize).collect();
    let mut actors: Vec<(usize, &Entity)> = record
        .entities
        .iter()
        .enumerate()
        .filter(|(i, entity)| match entity.kind {
            EntityKind::Place => false,
            // A site on the map is a place; a body with a seat stays a body.
            EntityKind::Facility => !places.contains(i),
            _ => true,
        })
        .collect();
    actors.sort_by_key(|(_, entity)| (entity.kind, std::cmp::Reverse(entity.mentions.len())));
    actors
}

/// The places: those on the map in the order of the record, then those without coordinates.
pub fn places(record: &Record) -> Vec<Where<'_>> {
    let mapped = record.places.iter().enumerate().map(|(i, place)| {
        let at = place.entity as usize;
        Where { place: Some((i, place)), entity: record.entities.get(at).map(|entity| (at, entity)) }
    });
    let known: HashSet<usize> = record.places.iter().map(|place| place.entity as usize).collect();
    let others = record.entities.iter().enumerate();
    let others = others.filter(|(i, entity)| entity.kind == EntityKind::Place && !known.contains(i));
    mapped.chain(others.map(|(i, entity)| Where { place: None, entity: Some((i, entity)) })).collect()
}

/// Spans of the names that belong to an entity: those that its mentions are, else the longest within a mention.
pub fn covered(record: &Record) -> HashSet<Span> {
    let names: HashSet<Span> = record.names.iter().map(|name| name.span).collect();
    let mut sorted: Vec<Span> = names.iter().copied().collect();
    sorted.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut covered = HashSet::new();
    for mention in record.entities.iter().flat_map(|entity| &entity.mentions) {
        if names.contains(&mention.span) {
            covered.insert(mention.span);
        } else if matches!(mention.kind, MentionKind::Named | MentionKind::Metonym | MentionKind::Demonym) {
            let from = sorted.partition_point(|span| span.start < mention.span.start);
            let within = sorted[from..].iter().take_while(|span| span.start < mention.span.end);
            let longest = within.filter(|span| mention.span.contains(span)).max_by_key(|span| span.len());
            covered.extend(longest);
        }
    }
    covered
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use dateline_record::{Mention, Name, NameKind};

    use super::*;

    #[test]
    fn codes_become_words_and_strange_ones_stay() {
        assert_eq!((feature("PPLC"), feature("H.STM"), feature("XYZ")), ("capital", "river", "XYZ"));
        assert_eq!((country("BLR"), country("QQQ")), ("Belarus", "QQQ"));
        assert_eq!(
            [sector("GOV"), sector("GOVMIL"), sector("G")],
            ["government", "government, armed forces", "G"]
        );
        assert_eq!((share(0.456), share(f32::NAN), share(7.0)), ("0.46".into(), "".into(), "1.00".into()));
    }

    #[test]
    fn every_row_of_the_tables_of_words_is_read() {
        for (table, text) in [
            (&*FEATURES, include_str!("../../../../data/places/features.tsv")),
            (&*COUNTRIES, include_str!("../../../../data/places/country_names.tsv")),
            (&*SECTORS, include_str!("../../../../data/actors/sectors.tsv")),
        ] {
            let rows = text.lines().filter(|line| !line.starts_with("# ")).count();
            assert_eq!(table.len(), rows, "a code twice, or a row without a tab");
        }
    }

    #[test]
    fn a_name_within_a_mention_belongs_to_it_and_a_name_within_that_name_does_not() {
        let mut record = Record::default();
        let name = |start, end| Name { span: Span::new(start, end), kind: NameKind::Person, confidence: 1.0 };
        // "the president of the University of Selm", "University of Selm", "Selm", elsewhere "Ana".
        record.names = vec![name(21, 39), name(35, 39), name(50, 53)];
        let mention = Mention { span: Span::new(17, 39), kind: MentionKind::Named, repaired: None };
        let pronoun = Mention { span: Span::new(45, 60), kind: MentionKind::Nominal, repaired: None };
        record.entities.push(Entity {
            name: "University of Selm".into(),
            kind: EntityKind::Organisation,
            country: None,
            sector: None,
            roles: vec![],
            mentions: vec![mention, pronoun],
            link: None,
            runners_up: vec![],
        });
        assert_eq!(covered(&record).into_iter().collect::<Vec<_>>(), [Span::new(21, 39)]);
    }
}
