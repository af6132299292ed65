//! What the tables of the program know, as plain rows: for showing it and for checking rows of one's own.

use dateline_gazetteer::{Gazetteer, fold};
use jiff::civil::Date;

use super::day::facts;
use super::places::rank::{Ranked, Toponym, rank};
use super::places::weights::WEIGHTS;
use crate::annotate::lexicon;
use crate::annotate::text::Text;

pub use crate::annotate::lexicon::Row;

/// A table, with its columns in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Who held which office: office, country or body, names, start, end.
    Tenures,
    /// People in the news and their roles: names, country (alpha-3), role, sector, first day, last day, article.
    People,
    /// Births and deaths: names, born, died, who.
    Lives,
    /// Bodies, parties, companies: names, kind, country (alpha-3), sector, second sector, article, first day, last day, seat.
    Organisations,
    /// Who belongs to which organisation: organisation, country (alpha-2), first day, last day, status, note.
    Memberships,
    /// Other words for places: forms, kind, place, country (alpha-2), feature, first day, last day.
    Aliases,
    /// Offices: id, words.
    Offices,
    /// Countries and bodies: id, words.
    Bodies,
    /// Codes of countries: alpha-2, alpha-3, name, capital.
    Countries,
    /// Sectors of actors: code, words.
    Sectors,
    /// Feature codes of places: code, words.
    Features,
}

impl Table {
    fn files(self) -> &'static [&'static str] {
        match self {
            Self::Tenures => facts::tenures::FILES,
            Self::People => &[include_str!("../../../../data/actors/people.tsv")],
            Self::Lives => &[facts::people::FILE],
            Self::Organisations => &[
                include_str!("../../../../data/actors/organisations.tsv"),
                include_str!("../../../../data/actors/state_bodies.tsv"),
            ],
            Self::Memberships => &[include_str!("../../../../data/actors/memberships.tsv")],
            Self::Aliases => &[include_str!("../../../../data/places/aliases.tsv")],
            Self::Offices => &[include_str!("../../../../data/facts/offices.tsv")],
            Self::Bodies => &[
                include_str!("../../../../data/facts/bodies.tsv"),
                include_str!("../../../../data/facts/countries.tsv"),
            ],
            Self::Countries => &[include_str!("../../../../data/facts/country_codes.tsv")],
            Self::Sectors => &[include_str!("../../../../data/actors/sectors.tsv")],
            Self::Features => &[include_str!("../../../../data/places/features.tsv")],
        }
    }
}

/// The rows of a table.
pub fn rows(table: Table) -> impl Iterator<Item = Row> {
    table.files().iter().flat_map(|file| lexicon::rows(file))
}

/// A day that may be cut to its month or year: the first and the last day it can be.
pub fn days(cell: &str) -> Option<(Date, Date)> {
    facts::day(cell)
}

/// Whether something lasts on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The tables know its beginning or end only to the month or year, and the day lies in that.
    Perhaps,
    /// It did on an earlier day, which is the last that the tables know of.
    UnknownAfter(Date),
}

/// Whether something lasts on a day that has a first and a last day as the tables write them: nothing for "always" and
/// "still", `>day` for "still so on that day, end unknown".
pub fn lasts(first: &str, last: &str, day: Date) -> Lasts {
    let (earliest, sure) = days(first).unwrap_or((Date::MIN, Date::MIN));
    if day < earliest {
        return Lasts::No;
    }
    let begun = if day < sure { Lasts::Perhaps } else { Lasts::Yes };
    if let Some(known) = last.strip_prefix('>') {
        return match days(known) {
            Some((_, known)) if day > known => Lasts::UnknownAfter(known),
            _ => begun,
        };
    }
    match days(last) {
        Some((_, end)) if day > end => Lasts::No,
        Some((from, _)) if day > from => Lasts::Perhaps,
        _ => begun,
    }
}

/// The places that bear a name, the likeliest first where nothing else is said. A place whose name is only a part of it is none of them.
pub fn places(gazetteer: &Gazetteer, name: &str) -> Vec<Ranked> {
    let folded = fold(name);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    if gazetteer.senses_of_folded(bare).is_empty() {
        return Vec::new();
    }
    let text = Text::new(name);
    let whole = Toponym { start: 0, end: text.chars.len() };
    rank(gazetteer, &WEIGHTS, &text, &[whole], None).pop().unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_on_a_day() {
        let on = |first, last, day: &str| lasts(first, last, day.parse().unwrap());
        assert_eq!(on("2001-01-20", "2009-01-20", "2001-01-19"), Lasts::No);
        assert_eq!(on("2001-01-20", "2009-01-20", "2001-01-20"), Lasts::Yes);
        assert_eq!(on("2001-01-20", "2009-01-20", "2009-01-21"), Lasts::No);
        assert_eq!(on("2001", "2009-03", "2001-06-01"), Lasts::Perhaps);
        assert_eq!(on("2001", "2009-03", "2009-03-05"), Lasts::Perhaps);
        assert_eq!(on("2001", "2009-03", "2009-04-01"), Lasts::No);
        assert_eq!(on("", "", "1800-01-01"), Lasts::Yes);
        let known = "2026-01-22".parse().unwrap();
        assert_eq!(on("2025-01-20", ">2026-01-22", "2026-01-22"), Lasts::Yes);
        assert_eq!(on("2025-01-20", ">2026-01-22", "2027-01-01"), Lasts::UnknownAfter(known));
        assert_eq!(on("2025-01-20", ">2026-01", "2025-01-01"), Lasts::No);
    }

    #[test]
    fn every_table_has_rows_with_a_name() {
        use Table::*;
        for table in [Tenures, People, Lives, Organisations, Memberships, Aliases, Offices, Bodies, Countries]
        {
            assert!(rows(table).count() > 10, "{table:?}");
            assert!(rows(table).all(|row| !row.column(0).is_empty()), "{table:?}");
        }
    }
}
