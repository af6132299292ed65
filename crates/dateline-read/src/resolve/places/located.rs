//! The places of a record: where each name of a place lies, and the record's list of places.

use dateline_gazetteer::{Gazetteer, NameKind};
use dateline_record::{OtherPlace, Place, Precision, Record};

use super::candidates::{Candidate, Class};
use super::mentions::toponyms;
use super::outlets::home;
use super::rank::{Ranked, Toponym, rank};
use super::weights::WEIGHTS;
use crate::annotate::text::Text;

/// A name of a place with what it may mean, the likeliest first; nothing when the gazetteer does not know it.
#[derive(Clone, Debug)]
pub struct Located {
    /// Where it is printed.
    pub toponym: Toponym,
    /// What it may mean.
    pub ranked: Vec<Ranked>,
}

impl Located {
    /// What it means.
    pub fn best(&self) -> Option<&Candidate> {
        self.ranked.first().map(|ranked| &ranked.candidate)
    }

    /// What it means, if that is sure enough for the map.
    pub fn sure(&self) -> Option<&Ranked> {
        self.ranked.first().filter(|best| best.probability >= LEAST_SURE)
    }

    /// Whether it is printed as an adjective or a word for people: "Polish", "Poles".
    pub fn is_demonym(&self) -> bool {
        self.best().is_some_and(|best| best.name == NameKind::Demonym)
    }
}

/// The names of places in a record, in the order of the text.
pub fn located(gazetteer: &Gazetteer, record: &Record, text: &Text<'_>) -> Vec<Located> {
    let toponyms = toponyms(gazetteer, record, text);
    let address =
        record.article.canonical.as_ref().map(|read| read.value.as_str()).or(record.page.url.as_deref());
    let home = address.and_then(home);
    let ranked = rank(gazetteer, &WEIGHTS, text, &toponyms, home.as_ref());
    toponyms.into_iter().zip(ranked).map(|(toponym, ranked)| Located { toponym, ranked }).collect()
}

/// Most runners-up that a place is told with.
const MOST_OTHERS: usize = 3;
/// A place that is less sure is not put on the map.
const LEAST_SURE: f32 = 0.3;
/// A runner-up with less of the probability is not told.
const LEAST_SHARE: f32 = 0.01;

/// The place that a ranked name means, for the record; `entity` is the index of the entity that it belongs to.
pub fn place(gazetteer: &Gazetteer, ranked: &[Ranked], entity: u32) -> Option<Place> {
    let best = ranked.first().filter(|best| best.probability >= LEAST_SURE)?;
    let entry = best.candidate.entry;
    let named = |index: Option<u32>| {
        index.and_then(|index| gazetteer.entry(index)).map(|entry| gazetteer.name(&entry).to_owned())
    };
    let runners_up = ranked
        .iter()
        .skip(1)
        .filter(|other| other.probability >= LEAST_SHARE)
        .take(MOST_OTHERS)
        .map(|other| OtherPlace {
            name: path(gazetteer, &other.candidate),
            id: other.candidate.entry.id.to_string(),
            latitude: degrees(other.candidate.entry.latitude),
            longitude: degrees(other.candidate.entry.longitude),
            confidence: other.probability,
        })
        .collect();
    Some(Place {
        entity,
        latitude: degrees(entry.latitude),
        longitude: degrees(entry.longitude),
        country: gazetteer
            .country_code(&entry)
            .and_then(crate::resolve::countries::alpha3)
            .map(str::to_owned),
        admin1: named(entry.admin1.filter(|index| *index != best.candidate.index)),
        admin2: named(entry.admin2.filter(|index| *index != best.candidate.index)),
        feature: Some(entry.feature.to_owned()),
        disputed: gazetteer.disputed(best.candidate.index).map(str::to_owned),
        precision: precision(&best.candidate),
        confidence: best.probability,
        runners_up,
    })
}

/// A place's name with what it lies in.
pub fn path(gazetteer: &Gazetteer, candidate: &Candidate) -> String {
    let entry = &candidate.entry;
    let outer = [entry.admin1, entry.country].into_iter().flatten().filter(|index| *index != candidate.index);
    std::iter::once(gazetteer.name(entry).to_owned())
        .chain(
            outer.filter_map(|index| gazetteer.entry(index)).map(|entry| gazetteer.name(&entry).to_owned()),
        )
        .collect::<Vec<_>>()
        .join(", ")
}

/// Coordinates to five digits, as the tables have them.
fn degrees(value: f32) -> f64 {
    (f64::from(value) * 1e5).round() / 1e5
}

fn precision(candidate: &Candidate) -> Precision {
    match candidate.class {
        Class::Country => Precision::Country,
        Class::Admin1 | Class::Sea | Class::River | Class::Mountain => Precision::Region,
        Class::Region
            if matches!(candidate.entry.feature, "CONT" | "RGN") && candidate.entry.country.is_none() =>
        {
            Precision::World
        }
        Class::Region | Class::Island | Class::Lake => Precision::Region,
        Class::Admin2 | Class::Admin3 => Precision::District,
        Class::Capital | Class::Seat | Class::Town => Precision::Town,
        Class::Village | Class::Quarter | Class::Facility => Precision::Point,
    }
}
