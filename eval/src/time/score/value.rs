//! The days that a TIMEX value, or a range `a/b` of them, means.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use regex::{Captures, Regex};

type Days = (Date, Date);
type Reading = fn(&Captures<'_>) -> Option<Days>;

/// Forms of values; the first that fits a whole value reads it.
static FORMS: LazyLock<Vec<(Regex, Reading)>> = LazyLock::new(|| {
    let forms: [(&str, Reading); 10] = [
        (r"(\d{4})-(\d\d?)-(\d\d?)(?:T.*)?", |c| {
            let day = Date::new(number(c, 1)?, number(c, 2)?, number(c, 3)?).ok()?;
            Some((day, day))
        }),
        (r"(\d{4})-(\d\d)(?:-XX)?", |c| months(number(c, 1)?, number(c, 2)?, number(c, 2)?)),
        (r"(\d{4})-W(\d\d)", |c| week(c)),
        (r"(\d{4})-W(\d\d)-WE", |c| {
            let (monday, sunday) = week(c)?;
            Some((monday.checked_add(5.days()).ok()?, sunday))
        }),
        (r"(\d{4})-Q([1-4])", |c| months(number(c, 1)?, 3 * part(c)? - 2, 3 * part(c)?)),
        (r"(\d{4})-H([12])", |c| months(number(c, 1)?, 6 * part(c)? - 5, 6 * part(c)?)),
        (r"(\d{4})-(SP|SU|FA|AU|WI)", season),
        (r"(\d{4})(?:-XX(?:-XX)?)?", |c| years(number(c, 1)?, 1)),
        (r"(\d{3})X?", |c| years(number::<i16>(c, 1)? * 10, 10)),
        (r"(\d{2})(?:XX)?", |c| years(number::<i16>(c, 1)? * 100, 100)),
    ];
    // The patterns are constants of this file, and its test reads a value with each.
    forms
        .into_iter()
        .filter_map(|(form, read)| Some((Regex::new(&format!("^(?:{form})$")).ok()?, read)))
        .collect()
});

fn number<T: std::str::FromStr>(captures: &Captures<'_>, group: usize) -> Option<T> {
    captures.get(group)?.as_str().parse().ok()
}

/// Which quarter or half.
fn part(captures: &Captures<'_>) -> Option<i8> {
    number(captures, 2)
}

fn months(year: i16, first: i8, last: i8) -> Option<Days> {
    Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
}

/// Whole years; there is no year 0.
fn years(first: i16, count: i16) -> Option<Days> {
    (first > 0).then_some(())?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + count - 1, 12, 31).ok()?))
}

fn week(captures: &Captures<'_>) -> Option<Days> {
    let monday = ISOWeekDate::new(number(captures, 1)?, number(captures, 2)?, Weekday::Monday).ok()?.date();
    Some((monday, monday.checked_add(6.days()).ok()?))
}

/// Seasons of the northern half; a winter begins in its year's December.
fn season(captures: &Captures<'_>) -> Option<Days> {
    let year: i16 = number(captures, 1)?;
    match captures.get(2)?.as_str() {
        "SP" => months(year, 3, 5),
        "SU" => months(year, 6, 8),
        "WI" => Some((Date::new(year, 12, 1).ok()?, Date::new(year + 1, 2, 1).ok()?.last_of_month())),
        _ => months(year, 9, 11),
    }
}

/// The first and the last day of a value; none for one that names no days.
pub fn days(value: &str) -> Option<Days> {
    let value = value.trim();
    let single = |value: &str| {
        let (captures, read) = FORMS.iter().find_map(|(form, read)| Some((form.captures(value)?, read)))?;
        read(&captures).filter(|(first, _)| *first >= date(1, 1, 1))
    };
    single(value).or_else(|| {
        let (from, to) = value.split_once('/')?;
        Some((single(from.trim())?.0, days(to)?.1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_value_gives_its_days() {
        let of = |value: &str| days(value).map(|(first, last)| format!("{first} {last}"));
        let cases = [
            ("2015-05-18", "2015-05-18 2015-05-18"),
            ("2015-5-8T09:30", "2015-05-08 2015-05-08"),
            ("2016-02", "2016-02-01 2016-02-29"),
            ("2016-02-XX", "2016-02-01 2016-02-29"),
            ("2015-W01", "2014-12-29 2015-01-04"),
            ("2015-W01-WE", "2015-01-03 2015-01-04"),
            ("2015-Q2", "2015-04-01 2015-06-30"),
            ("2015-H2", "2015-07-01 2015-12-31"),
            ("2015-WI", "2015-12-01 2016-02-29"),
            ("2015-FA", "2015-09-01 2015-11-30"),
            ("2015", "2015-01-01 2015-12-31"),
            ("198", "1980-01-01 1989-12-31"),
            ("198X", "1980-01-01 1989-12-31"),
            ("19XX", "1900-01-01 1999-12-31"),
            ("2015-03/2016-04-02", "2015-03-01 2016-04-02"),
        ];
        for (value, expected) in cases {
            assert_eq!(of(value).as_deref(), Some(expected), "{value}");
        }
        for value in
            ["P3D", "PRESENT_REF", "2015-02-30", "2015-13", "2015-W54", "0000", "../2015", "BC0146", ""]
        {
            assert_eq!(of(value), None, "{value}");
        }
    }
}
