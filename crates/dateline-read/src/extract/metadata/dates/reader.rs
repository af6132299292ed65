//! Reads calendar dates, with time and zone if given, as people and machines write them in many languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Time};

use super::super::words;
use super::clock::clock_time;
use super::tokens::{Kind, Token, digit, tokens};

/// A date that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dated {
    /// First byte of the text read.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The day.
    pub day: Date,
    /// The day that it is when day and month are read the other way round, if both are possible.
    pub other: Option<Date>,
    /// The time of day.
    pub time: Option<Time>,
    /// Offset from UTC in minutes.
    pub offset: Option<i32>,
}

impl Dated {
    /// `YYYY-MM-DD`, or RFC 3339 with as much of time and zone as was given.
    pub fn value(&self) -> String {
        let mut value = self.day.to_string();
        if let Some(time) = self.time {
            value.push_str(&format!("T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()));
            match self.offset {
                Some(0) => value.push('Z'),
                Some(offset) => {
                    let sign = if offset < 0 { '-' } else { '+' };
                    value.push_str(&format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60));
                }
                None => {}
            }
        }
        value
    }
}

/// How dates are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// The page's language, for names of months that two languages share.
    pub language: &'a str,
    /// Whether `3/4/2020` is the fourth of March.
    pub month_first: bool,
    /// Whether the text was written for machines: digits without marks and seconds since 1970 are dates too.
    pub machine: bool,
}

/// Years that a date of a web page can have. Pages that tell of older days are not published then.
const YEARS: std::ops::RangeInclusive<u64> = 1980..=2099;

/// The dates in a text, in order.
pub fn dates(text: &str, manner: Manner<'_>) -> Vec<Dated> {
    if !text.bytes().any(|b| b.is_ascii_digit()) && !text.chars().any(|c| digit(c).is_some()) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let reader = Reader { text, tokens: &tokens, manner };
    let mut found: Vec<Dated> = Vec::new();
    let mut at = 0;
    let mut free = 0;
    while at < tokens.len() {
        match reader.date(at) {
            Some((mut dated, next)) => {
                let next = reader.time_after(&mut dated, next);
                if dated.time.is_none() {
                    reader.time_before(&mut dated, at, free);
                }
                found.push(dated);
                at = next.max(at + 1);
                free = at;
            }
            None => at += 1,
        }
    }
    found
}

/// The month that a word names.
pub fn month(word: &str, language: &str) -> Option<i8> {
    static MONTHS: LazyLock<HashMap<&'static str, Vec<(i8, &'static str)>>> = LazyLock::new(|| {
        let mut months: HashMap<&'static str, Vec<(i8, &'static str)>> = HashMap::new();
        for row in words::rows(include_str!("../../../../../../data/metadata/months.tsv")) {
            if let [form, month, languages] = row.as_slice()
                && let Ok(month) = month.parse()
            {
                months.entry(form).or_default().push((month, languages));
            }
        }
        months
    });
    let word = word.to_lowercase().replace('\u{ad}', "");
    let rows = MONTHS.get(word.as_str())?;
    let native = rows.iter().find(|(_, languages)| languages.split(' ').any(|l| l == language));
    native.or(rows.first()).map(|(month, _)| *month)
}

/// Reads at the tokens of one text.
pub(super) struct Reader<'a> {
    text: &'a str,
    pub(super) tokens: &'a [Token],
    manner: Manner<'a>,
}

impl Reader<'_> {
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn number(&self, at: usize) -> Option<(u64, usize)> {
        self.tokens.get(at).and_then(|token| match token.kind {
            Kind::Number(value) => Some((value, token.length)),
            _ => None,
        })
    }

    pub(super) fn short(&self, at: usize) -> Option<u64> {
        self.number(at).filter(|(_, length)| *length <= 2).map(|(value, _)| value)
    }

    /// Whether a number was written with two digits.
    fn full(&self, at: usize) -> bool {
        self.number(at).is_some_and(|(_, length)| length == 2)
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.kind(at) {
            Some(Kind::Mark(c)) => Some(c),
            _ => None,
        }
    }

    pub(super) fn word(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        self.text.get(token.start..token.end)
    }

    pub(super) fn is_word(&self, at: usize, list: &[&str]) -> bool {
        self.word(at).is_some_and(|word| list.iter().any(|w| word.to_lowercase() == *w))
    }

    fn year(&self, at: usize) -> Option<u64> {
        let (value, length) = self.number(at)?;
        // Years of the Buddhist era stand on Thai pages.
        let value = if length == 4 && (2520..=2642).contains(&value) { value - 543 } else { value };
        (length == 4 && YEARS.contains(&value)).then_some(value)
    }

    /// A date that begins at a token, and the token after it.
    fn date(&self, at: usize) -> Option<(Dated, usize)> {
        match self.kind(at)? {
            Kind::Number(_) => self
                .year_first(at)
                .or_else(|| self.day_and_month_name(at))
                .or_else(|| self.numbers(at))
                .or_else(|| self.compact(at)),
            Kind::Word => self.month_name_first(at),
            Kind::Mark(_) => None,
        }
    }

    fn made(&self, from: usize, next: usize, year: u64, month: u64, day: u64) -> Option<(Dated, usize)> {
        let date = civil(year, month, day)?;
        Some((self.dated(from, next, date), next))
    }

    fn dated(&self, from: usize, next: usize, day: Date) -> Dated {
        let start = self.tokens.get(from).map_or(0, |token| token.start);
        let end = self.tokens.get(next.saturating_sub(1)).map_or(start, |token| token.end);
        Dated { start, end, day, other: None, time: None, offset: None }
    }

    /// `2024-05-03`, `2024/5/3`, `2024. 5. 3.`, `2024年5月3日`, `2024. május 3.`
    fn year_first(&self, at: usize) -> Option<(Dated, usize)> {
        let year = self.year(at)?;
        match self.kind(at + 1)? {
            Kind::Mark(mark @ ('-' | '/' | '.' | '_' | '‐' | '‑' | '–')) => {
                if let Some(month) = self.short(at + 2) {
                    if self.mark(at + 3) != Some(mark) {
                        return None;
                    }
                    return self.made(at, at + 5, year, month, self.short(at + 4)?);
                }
                let month = month(self.word(at + 2)?, self.manner.language)?;
                let day = at + 3 + usize::from(self.mark(at + 3) == Some(mark));
                self.made(at, day + 1, year, u64::from(month.unsigned_abs()), self.short(day)?)
            }
            Kind::Word => {
                let word = self.word(at + 1)?;
                if word.starts_with(['年', '년']) {
                    let month = self.short(at + 2)?;
                    if !self.word(at + 3)?.starts_with(['月', '월']) {
                        return None;
                    }
                    let day = self.short(at + 4)?;
                    let next = at + 5 + usize::from(self.word(at + 5).is_some());
                    return self.made(at, next, year, month, day);
                }
                let skip = usize::from(self.is_word(at + 1, &["m", "gada", "urteko"]))
                    + usize::from(self.mark(at + 2) == Some('.') && self.is_word(at + 1, &["m"]));
                let month = month(self.word(at + 1 + skip)?, self.manner.language)?;
                let day = self.short(at + 2 + skip)?;
                self.made(at, at + 3 + skip, year, u64::from(month.unsigned_abs()), day)
            }
            Kind::Number(_) | Kind::Mark(_) => None,
        }
    }

    /// `3 May 2024`, `3. Mai 2024`, `3 de mayo de 2024`, `3rd of May, 2024`, `03-May-24`, `1er mai 2024`
    fn day_and_month_name(&self, at: usize) -> Option<(Dated, usize)> {
        let day = self.short(at)?;
        let mut next = at + 1;
        if let Some(word) = self.word(next)
            && !self.tokens.get(next).is_some_and(|token| token.spaced)
            && matches!(
                &*word.to_lowercase(),
                "st" | "nd" | "rd" | "th" | "er" | "e" | "ª" | "º" | "a" | "ème"
            )
        {
            next += 1;
        }
        while matches!(self.mark(next), Some('.' | '-' | '/' | ',' | 'º' | 'ª' | '°' | '‑' | '–'))
            && next < at + 3
        {
            next += 1;
        }
        if self.is_word(next, &["of", "de", "d", "den", "di", "tháng"]) {
            next += 1;
            if let Some(month) = self.short(next)
                && self.is_word(next + 1, &["năm"])
            {
                return self.made(at, next + 3, self.year(next + 2)?, month, day);
            }
        }
        if matches!(self.mark(next), Some('\'' | '’')) {
            next += 1;
        }
        let month = month(self.word(next)?, self.manner.language)?;
        // Levantine papers print a month's two names.
        if self.mark(next + 1) == Some('/')
            && self.word(next + 2).is_some_and(|word| self::month(word, self.manner.language) == Some(month))
        {
            next += 2;
        }
        let (year, next) = self.year_after(next + 1)?;
        self.made(at, next, year, u64::from(month.unsigned_abs()), day)
    }

    /// `May 3, 2024`, `May 3rd 2024`, `May. 3 2024`, `Fri May 3 15:04:05 GMT 2024`
    fn month_name_first(&self, at: usize) -> Option<(Dated, usize)> {
        // Names are looked up only where a number follows: most words of a text are not months.
        let mut next = at + 1;
        while matches!(self.mark(next), Some('.' | '-' | '/' | ',')) && next < at + 2 {
            next += 1;
        }
        let day = self.short(next)?;
        let month = u64::from(month(self.word(at)?, self.manner.language)?.unsigned_abs());
        next += 1;
        if let Some(word) = self.word(next)
            && matches!(&*word.to_lowercase(), "st" | "nd" | "rd" | "th")
        {
            next += 1;
        }
        if let Some((year, next)) = self.year_after(next) {
            return self.made(at, next, year, month, day);
        }
        // The time of day may stand before the year.
        let (time, mut after) = self.time(next, false)?;
        let mut offset = None;
        if let Some((minutes, skip)) = self.offset(after) {
            (offset, after) = (Some(minutes), skip);
        }
        let year = self.year(after)?;
        let (mut dated, next) = self.made(at, after + 1, year, month, day)?;
        (dated.time, dated.offset) = (Some(time), offset);
        Some((dated, next))
    }

    /// The year after a month's name or a day.
    fn year_after(&self, mut next: usize) -> Option<(u64, usize)> {
        let first = next;
        while next < first + 2
            && (matches!(self.mark(next), Some('.' | ',' | '-' | '/' | '،' | '‑' | '–'))
                || self.is_word(next, &["de", "del", "of", "do", "του"]))
        {
            next += 1;
        }
        if let Some(year) = self.year(next) {
            return Some((year, next + 1));
        }
        let apostrophe = matches!(self.mark(next), Some('\'' | '’' | '‘'));
        let at = next + usize::from(apostrophe);
        let (value, length) = self.number(at)?;
        // Two digits are a year after an apostrophe or in `03-May-24`; elsewhere they are an hour.
        let joined = self.mark(next.wrapping_sub(1)) == Some('-') || apostrophe;
        let colon = self.mark(at + 1) == Some(':');
        (length == 2 && joined && !colon).then(|| (century(value), at + 1))
    }

    /// `03.05.2024`, `3/5/24`, `03-05-2024`
    fn numbers(&self, at: usize) -> Option<(Dated, usize)> {
        let first = self.short(at)?;
        let mark = self.mark(at + 1).filter(|mark| matches!(mark, '.' | '/' | '-' | '‑' | '–' | '|'))?;
        // A number in a longer chain (an address, a version) is no date.
        let before = at.checked_sub(1);
        if before.is_some_and(|b| self.mark(b) == Some(mark) && self.tokens[at].start == self.tokens[b].end) {
            return None;
        }
        let second = self.short(at + 2)?;
        if self.mark(at + 3) != Some(mark) {
            return None;
        }
        let (value, length) = self.number(at + 4)?;
        let glued = (at + 1..at + 5).all(|i| !self.tokens[i].spaced);
        let year = match length {
            4 => self.year(at + 4)?,
            // `1.2.10` is rather a version or a section.
            2 if glued && self.mark(at + 5) != Some(mark) && self.full(at) && self.full(at + 2) => {
                century(value)
            }
            _ => return None,
        };
        let day_first = civil(year, second, first);
        let month_first = civil(year, first, second);
        let (day, other) = match (day_first, month_first) {
            (Some(d), Some(m)) if d == m => (d, None),
            // With points the day stands first in every language that uses them.
            (Some(d), Some(m)) if self.manner.month_first && mark != '.' => (m, Some(d)),
            (Some(d), Some(m)) => (d, Some(m)),
            (Some(d), None) => (d, None),
            (None, Some(m)) => (m, None),
            (None, None) => return None,
        };
        let mut dated = self.dated(at, at + 5, day);
        dated.other = other;
        Some((dated, at + 5))
    }

    /// `20240503`, `20240503150405`, seconds or milliseconds since 1970.
    fn compact(&self, at: usize) -> Option<(Dated, usize)> {
        if !self.manner.machine {
            return None;
        }
        let (value, length) = self.number(at)?;
        match length {
            8 | 12 | 14 => {
                let rest = 10u64.pow(u32::try_from(length).ok()? - 8);
                let date = value / rest;
                if !YEARS.contains(&(date / 10_000)) {
                    return None;
                }
                let (mut dated, next) = self.made(at, at + 1, date / 10_000, date / 100 % 100, date % 100)?;
                if length > 8 {
                    let clock = value % rest * if length == 12 { 100 } else { 1 };
                    dated.time = clock_time(clock / 10_000, clock / 100 % 100, clock % 100);
                }
                Some((dated, next))
            }
            10 | 13 => {
                let seconds = i64::try_from(if length == 13 { value / 1000 } else { value }).ok()?;
                let moment = jiff::Timestamp::from_second(seconds).ok()?;
                let civil = moment.to_zoned(jiff::tz::TimeZone::UTC).datetime();
                // The web is younger than 1993.
                if civil.year() < 1993 {
                    return None;
                }
                let mut dated = self.dated(at, at + 1, civil.date());
                (dated.time, dated.offset) = (Some(civil.time()), Some(0));
                Some((dated, at + 1))
            }
            _ => None,
        }
    }
}

/// The year that two digits stand for: the web is younger than 1970.
fn century(value: u64) -> u64 {
    if value < 70 { 2000 + value } else { 1900 + value }
}

fn civil(year: u64, month: u64, day: u64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn read(text: &str, language: &str) -> Vec<String> {
        let manner = Manner { language, month_first: language == "en", machine: false };
        dates(text, manner).iter().map(Dated::value).collect()
    }

    fn one(text: &str, language: &str) -> String {
        let found = read(text, language);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.into_iter().next().expect("one")
    }

    #[test]
    fn written_by_people() {
        for (text, language, value) in [
            ("Thursday, May 23, 2024", "en", "2024-05-23"),
            ("Published 3rd of May, 2021 at 2:05 p.m. EDT", "en", "2021-05-03T14:05:00-04:00"),
            ("By A Writer | Sept. 4, 2019 | 10:15 am", "en", "2019-09-04T10:15:00"),
            ("15:30 GMT, 7 March 2018", "en", "2018-03-07T15:30:00Z"),
            ("Stand: 03.05.2021, 14.30 Uhr", "de", "2021-05-03T14:30:00"),
            ("3. Jänner 2020 um 07:00", "de", "2020-01-03T07:00:00"),
            ("Publié le 1er août 2022 à 18h05", "fr", "2022-08-01T18:05:00"),
            ("3 de mayo de 2024", "es", "2024-05-03"),
            ("4 września 2023, godz. 12:00", "pl", "2023-09-04T12:00:00"),
            ("4. listopada 2023.", "hr", "2023-10-04"),
            ("4 listopada 2023", "pl", "2023-11-04"),
            ("2024. május 3. 10:20", "hu", "2024-05-03T10:20:00"),
            ("2024年5月3日 19時25分", "ja", "2024-05-03T19:25:00"),
            ("입력 2024년 5월 3일", "ko", "2024-05-03"),
            ("28 мая 2020, 11:45", "ru", "2020-05-28T11:45:00"),
            ("٣ مايو ٢٠٢٤", "ar", "2024-05-03"),
            ("12 Ağustos 2021 Perşembe 09:15", "tr", "2021-08-12"),
            ("22 tháng 10 năm 2025", "vi", "2025-10-22"),
            ("3/25/2019", "de", "2019-03-25"),
            ("3/4/2019", "en", "2019-03-04"),
            ("3/4/2019", "fr", "2019-04-03"),
            ("04-Mar-19", "en", "2019-03-04"),
            ("24 نيسان / أبريل 2020", "ar", "2020-04-24"),
            ("26 | 01 | 2022", "de", "2022-01-26"),
        ] {
            assert_eq!(one(text, language), value, "{text}");
        }
    }

    #[test]
    fn written_by_machines() {
        let manner = Manner { language: "en", month_first: true, machine: true };
        let value = |text: &str| dates(text, manner).first().map(Dated::value).expect("a date");
        assert_eq!(value("2020-03-05T10:00:01.250+01:00"), "2020-03-05T10:00:01+01:00");
        assert_eq!(value("2020-03-05T10:00:01Z"), "2020-03-05T10:00:01Z");
        assert_eq!(value("2020-03-05 10:00 -0530"), "2020-03-05T10:00:00-05:30");
        assert_eq!(value("Thu, 05 Mar 2020 10:00:00 GMT"), "2020-03-05T10:00:00Z");
        assert_eq!(value("Thu Mar 05 10:00:00 CET 2020"), "2020-03-05T10:00:00+01:00");
        assert_eq!(value("20200305"), "2020-03-05");
        assert_eq!(value("1583402400"), "2020-03-05T10:00:00Z");
        assert_eq!(value("/2020/03/05/a-title"), "2020-03-05");
    }

    #[test]
    fn no_dates() {
        for text in
            ["call 555-12-1234", "version 1.2.10", "may 5 people", "31.02.2020", "the 12 of them", "10.0.0.1"]
        {
            assert!(read(text, "en").is_empty(), "{text}: {:?}", read(text, "en"));
        }
    }
}
