//! The tables under `data/facts`, one file each; every table is read when it is first asked.

pub mod counts;
pub mod happenings;
pub mod names;
pub mod offices;
pub mod people;
pub mod tenures;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::annotate::text::Text;
use crate::resolve::times::calendar::date;

/// A day that may be cut to its month or year: the first and the last day it can be.
pub(crate) fn day(cell: &str) -> Option<(Date, Date)> {
    let mut parts = cell.split('-').map(str::parse::<i32>);
    let year = parts.next()?.ok()?;
    let Some(month) = parts.next() else { return Some((date(year, 1, 1)?, date(year, 12, 31)?)) };
    let month = u8::try_from(month.ok()?).ok()?;
    let first = date(year, month, 1)?;
    let Some(day) = parts.next() else { return Some((first, first.last_of_month())) };
    let day = date(year, month, u8::try_from(day.ok()?).ok()?)?;
    Some((day, day))
}

/// The entries of a column, parted by `|`.
fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|entry| !entry.is_empty())
}

/// The first word of a name, as texts are cut into words.
fn head(form: &'static str) -> &'static str {
    form.split([' ', '-', '\'', '’', '.']).next().unwrap_or_default()
}

/// One past a name that is printed at a character of a text, as words of their own.
pub fn printed(text: &Text<'_>, start: usize, form: &str) -> Option<usize> {
    let past = start + form.chars().count();
    (text.slice(start, past) == form && !text.char(past).is_alphanumeric()).then_some(past)
}

/// Letters without marks, small; other characters part words.
pub fn fold(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    // Most names need no decomposition.
    if name.is_ascii() {
        name.chars().for_each(|c| push(&mut words, c));
    } else {
        name.nfd().for_each(|c| push(&mut words, c));
    }
    words.retain(|word| !word.is_empty());
    words
}

fn push(words: &mut Vec<String>, c: char) {
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::annotate::lexicon::rows;

    #[test]
    fn every_row_can_be_read() {
        let filled = |file: &'static str| rows(file).count();
        let all: usize = tenures::FILES.iter().map(|file| filled(file)).sum();
        assert_eq!(tenures::TENURES.rows.len(), all);
        for tenure in &tenures::TENURES.rows {
            assert!(tenure.end.is_none_or(|end| end >= tenure.start), "{}", tenure.words());
            let known = offices::OFFICES.values().flatten().any(|office| office.id == tenure.office);
            assert!(known, "{}", tenure.office);
        }
        assert_eq!(people::PEOPLE.rows.len(), filled(people::FILE));
        for row in rows(names::BEGINNINGS_FILE) {
            assert!(day(row.column(2)).is_some(), "{}", row.column(1));
        }
        for row in rows(names::OPENINGS_FILE) {
            assert!(day(row.column(0)).is_some(), "{}", row.column(1));
        }
        for row in rows(happenings::FILE) {
            assert!(day(row.column(0)).is_some() && !row.column(3).is_empty(), "{}", row.column(1));
        }
        assert_eq!(counts::COUNTS.len(), filled(counts::FILE));
    }

    #[test]
    fn names_fold() {
        assert_eq!(fold("Recep Tayyip Erdoğan"), ["recep", "tayyip", "erdogan"]);
        assert_eq!(fold("George H.W. Bush"), ["george", "h", "w", "bush"]);
    }
}
