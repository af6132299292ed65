//! Who holds an office on a day.

use jiff::civil::Date;

use super::people::SOURCES;
use super::text::key;
use crate::resolve::countries;
use crate::resolve::day::facts::offices::{BODIES, OFFICES};
use crate::resolve::day::facts::tenures::{TENURES, Tenure};

/// Somebody who holds an office.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// The fullest name.
    pub name: String,
    /// First day.
    pub since: Date,
    /// Last day, where it is known.
    pub until: Option<Date>,
    /// Where the end is not known: the last day on which the office was known to be held. A later day's holder is unknown after it.
    pub known_until: Option<Date>,
    /// Whether the day asked for lies after `known_until`, so that the answer is what was so last, not what is.
    pub unknown_after: bool,
    /// The table that says so.
    pub source: &'static str,
}

/// Who holds an office ("finance minister") of a country or body (a name, an adjective, or a code of two letters) on a day. Those known to hold it
/// come first; where nobody is, the last one known, with the day up to which that is known.
pub fn holders(office: &str, of: &str, day: Date) -> Vec<Holder> {
    let bodies = bodies(of);
    let offices = offices(office, bodies.iter().any(|body| body.len() > 2));
    let mut rows: Vec<&Tenure> = TENURES
        .rows
        .iter()
        .filter(|row| bodies.contains(&row.of) && offices.contains(&row.office))
        .filter(|row| row.start <= day && row.end.is_none_or(|end| end >= day))
        .collect();
    // Tables by hand come before compiled ones; the latest to begin is the likeliest.
    rows.sort_by_key(|row| (known(row, day) < day, std::cmp::Reverse(row.start), row.table));
    let mut holders: Vec<Holder> = Vec::new();
    let mut told: Vec<&Tenure> = Vec::new();
    for row in rows {
        // An open row ends with whoever came after.
        let followed = |other: &Tenure| {
            other.of == row.of
                && other.office == row.office
                && other.start > row.start
                && other.start <= day
                && !same(other, row)
        };
        let open = row.end.is_none() && known(row, day) < day;
        if open && TENURES.rows.iter().any(followed) || told.iter().any(|other| same(other, row)) {
            continue;
        }
        told.push(row);
        holders.push(Holder {
            name: row.name.to_owned(),
            since: row.start,
            until: row.end,
            known_until: row.known_until,
            unknown_after: open,
            source: SOURCES.get(row.table).copied().unwrap_or_default(),
        });
    }
    holders
}

/// The last day on which a row is known to hold, if it is not known to hold on `day`.
fn known(row: &Tenure, day: Date) -> Date {
    if row.end.is_some() { day } else { row.known_until.unwrap_or(row.start) }
}

/// Whether two rows tell of one person.
fn same(a: &Tenure, b: &Tenure) -> bool {
    let end = |row: &Tenure| row.forms.first().and_then(|form| form.last().cloned());
    a.name == b.name
        || a.forms.iter().any(|form| b.forms.contains(form))
        || end(a) == end(b) && a.start.year().abs_diff(b.start.year()) < 2
}

/// The offices that words name; wide words ("head") only of a body, not of a country.
fn offices(words: &str, body: bool) -> Vec<&'static str> {
    let lower = words.to_lowercase().replace('-', " ");
    let name = lower.trim().trim_start_matches("the ");
    let mut ids: Vec<&'static str> = OFFICES
        .get(name)
        .into_iter()
        .flatten()
        .filter(|office| body || !office.bound)
        .map(|office| office.id)
        .collect();
    let own = OFFICES.values().flatten().map(|office| office.id);
    ids.extend(own.filter(|id| id.replace('-', " ") == name));
    ids.sort_unstable();
    ids.dedup();
    // Heads of government are called so, whatever their title at home.
    if ids.contains(&"prime-minister") {
        ids.push("chancellor");
    }
    ids
}

/// The countries and bodies that words name.
fn bodies(words: &str) -> Vec<&'static str> {
    let name = words.trim().trim_start_matches("the ");
    let lower = name.to_lowercase().replace('-', " ");
    // "GE" is a country before it is a company.
    let code =
        name.len() == 2 && name.chars().all(|c| c.is_ascii_uppercase()) && countries::of_code(name).is_some();
    let listed = if code { None } else { BODIES.get(&lower) };
    let mut bodies: Vec<&'static str> = listed.into_iter().flatten().copied().collect();
    if bodies.is_empty() {
        let wanted = key(name);
        let fits =
            |row: &&Tenure| if code { row.of == name } else { row.of.len() > 2 && key(row.of) == wanted };
        bodies.extend(TENURES.rows.iter().find(fits).map(|row| row.of));
    }
    bodies
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn an_office_has_its_holder_of_the_day() {
        let on = |office, of, day: &str| holders(office, of, day.parse().expect("a day"));
        assert_eq!(on("president", "France", "2009-05-01").first().unwrap().name, "Nicolas Sarkozy");
        assert_eq!(on("Prime Minister", "Japanese", "1999-03-01").first().unwrap().name, "Keizo Obuchi");
        assert!(on("prime minister", "Nowhere", "1999-03-01").is_empty());
    }

    #[test]
    fn after_the_tables_end_nobody_is_known() {
        let later = holders("president", "France", "2060-01-01".parse().expect("a day"));
        assert!(later.iter().all(|holder| holder.unknown_after && holder.known_until.is_some()));
    }
}
