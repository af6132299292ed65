//! A resolved place on the calendar: as fine as it is known, in the three ways it is written down.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::annotate::times::meaning::{Clock, Part, Season};

/// A stretch of the calendar, from a century down to a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// A century by its first two digits; negative before our era (-5: the fifth century BC is 400s, -4).
    Century(i32),
    /// A decade by its first three digits.
    Decade(i32),
    /// A year; negative before our era.
    Year(i32),
    /// A half of a year.
    Half(i32, u8),
    /// A quarter of a year; 0 when it is not known which.
    Quarter(i32, u8),
    /// A season; winter begins in the year given.
    Season(i32, Season),
    /// A month.
    Month(i32, u8),
    /// A week by its Monday.
    Week(Date),
    /// A weekend by its Saturday.
    Weekend(Date),
    /// A day.
    Day(Date),
    /// A day before our era: year, month, day.
    OldDay(i32, u8, u8),
}

/// How fine a place is: two places are compared at the coarser grain of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Grain {
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

impl Place {
    /// The month, or none where there is no such month.
    pub fn month(year: i32, month: u8) -> Option<Place> {
        (1..=12).contains(&month).then_some(Place::Month(year, month))
    }

    /// The day, or none where the calendar has no such day.
    pub fn day(year: i32, month: u8, day: u8) -> Option<Place> {
        if year < 1 {
            return ((1..=12).contains(&month) && (1..=31).contains(&day))
                .then_some(Place::OldDay(year, month, day));
        }
        date(year, month, day).map(Place::Day)
    }

    /// The grain.
    pub fn grain(self) -> Grain {
        match self {
            Place::Century(_) => Grain::Century,
            Place::Decade(_) => Grain::Decade,
            Place::Year(_) | Place::Half(..) => Grain::Year,
            Place::Season(..) => Grain::Season,
            Place::Quarter(..) => Grain::Quarter,
            Place::Month(..) => Grain::Month,
            Place::Week(_) | Place::Weekend(_) => Grain::Week,
            Place::Day(_) | Place::OldDay(..) => Grain::Day,
        }
    }

    /// The year it lies in; none for what is longer than a year.
    pub fn year_of(self) -> Option<i32> {
        match self {
            Place::Century(_) | Place::Decade(_) => None,
            Place::Year(year)
            | Place::Half(year, _)
            | Place::Quarter(year, _)
            | Place::Season(year, _)
            | Place::Month(year, _)
            | Place::OldDay(year, ..) => Some(year),
            Place::Week(day) | Place::Weekend(day) | Place::Day(day) => Some(i32::from(day.year())),
        }
    }

    /// Year and month, where it lies in one month.
    pub fn month_of(self) -> Option<(i32, u8)> {
        match self {
            Place::Month(year, month) | Place::OldDay(year, month, _) => Some((year, month)),
            Place::Week(day) | Place::Weekend(day) | Place::Day(day) => {
                Some((i32::from(day.year()), day.month() as u8))
            }
            _ => None,
        }
    }

    /// Its first and last day; none before our era.
    pub fn days(self) -> Option<(Date, Date)> {
        let years = |from: i32, to: i32| Some((date(from, 1, 1)?, date(to, 12, 31)?));
        let months = |year: i32, from: u8, year2: i32, to: u8| {
            Some((date(year, from, 1)?, date(year2, to, 1)?.last_of_month()))
        };
        match self {
            Place::Century(c) if c >= 0 => years((c * 100).max(1), c * 100 + 99),
            Place::Decade(d) if d >= 0 => years((d * 10).max(1), d * 10 + 9),
            Place::Year(y) if y > 0 => years(y, y),
            Place::Half(y, 1) if y > 0 => months(y, 1, y, 6),
            Place::Half(y, _) if y > 0 => months(y, 7, y, 12),
            Place::Quarter(y, 0) if y > 0 => years(y, y),
            Place::Quarter(y, q) if y > 0 => months(y, 3 * q - 2, y, 3 * q),
            Place::Season(y, season) if y > 0 => match season {
                Season::Spring => months(y, 3, y, 5),
                Season::Summer => months(y, 6, y, 8),
                Season::Autumn => months(y, 9, y, 11),
                Season::Winter => months(y, 12, y + 1, 2),
            },
            Place::Month(y, m) if y > 0 => months(y, m, y, m),
            Place::Week(monday) => Some((monday, monday.checked_add(6.days()).ok()?)),
            Place::Weekend(saturday) => Some((saturday, saturday.checked_add(1.day()).ok()?)),
            Place::Day(day) => Some((day, day)),
            _ => None,
        }
    }

    /// The value of TIMEX3.
    pub fn value(self) -> String {
        let year = |y: i32| if y < 0 { format!("BC{:04}", -y) } else { format!("{y:04}") };
        match self {
            Place::Century(c) if c < 0 => format!("BC{:02}", -c),
            Place::Century(c) => format!("{c:02}"),
            Place::Decade(d) if d < 0 => format!("BC{:03}", -d),
            Place::Decade(d) => format!("{d:03}"),
            Place::Year(y) => year(y),
            Place::Half(y, h) => format!("{}-H{h}", year(y)),
            Place::Quarter(y, 0) => format!("{}-QX", year(y)),
            Place::Quarter(y, q) => format!("{}-Q{q}", year(y)),
            Place::Season(y, season) => format!("{}-{}", year(y), season_code(season)),
            Place::Month(y, m) => format!("{}-{m:02}", year(y)),
            Place::Week(monday) => week_value(monday.iso_week_date()),
            Place::Weekend(saturday) => format!("{}-WE", week_value(saturday.iso_week_date())),
            Place::Day(day) => day.to_string(),
            Place::OldDay(y, m, d) => format!("{}-{m:02}-{d:02}", year(y)),
        }
    }

    /// Extended Date/Time Format. ISO weeks are intervals there; quarters are 33 to 36, halves 40 and 41.
    pub fn edtf(self) -> Option<String> {
        // The year before our era's first is the year 0.
        let year = |y: i32| if y < 0 { format!("-{:04}", -y - 1) } else { format!("{y:04}") };
        Some(match self {
            Place::Century(c) if c >= 0 => format!("{c:02}XX"),
            Place::Decade(d) if d >= 0 => format!("{d:03}X"),
            Place::Century(_) | Place::Decade(_) => return None,
            Place::Year(y) => year(y),
            Place::Half(y, h) => format!("{}-{}", year(y), 39 + h),
            Place::Quarter(y, 0) => year(y),
            Place::Quarter(y, q) => format!("{}-{}", year(y), 32 + q),
            Place::Season(y, season) => {
                let code = match season {
                    Season::Spring => 21,
                    Season::Summer => 22,
                    Season::Autumn => 23,
                    Season::Winter => 24,
                };
                format!("{}-{code}", year(y))
            }
            Place::Month(y, m) => format!("{}-{m:02}", year(y)),
            Place::Week(_) | Place::Weekend(_) => {
                let (first, last) = self.days()?;
                format!("{first}/{last}")
            }
            Place::Day(day) => day.to_string(),
            Place::OldDay(y, m, d) => format!("{}-{m:02}-{d:02}", year(y)),
        })
    }
}

/// A date of our era.
pub fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// So many months on; years are twelve.
pub fn months_on(year: i32, month: u8, months: i32) -> (i32, u8) {
    let count = year * 12 + i32::from(month) - 1 + months;
    (count.div_euclid(12), (count.rem_euclid(12) + 1) as u8)
}

/// The Monday of the week of a day.
pub fn monday(day: Date) -> Option<Date> {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

/// The weekday of a number, Monday is 1.
pub fn weekday(number: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
}

/// So many days on.
pub fn days_on(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

fn week_value(week: ISOWeekDate) -> String {
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The code of a season in TIMEX3.
pub fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// The code of a part of the day in TIMEX3, with its T.
pub fn part_code(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Noon => "T12:00",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
        Part::Midnight => "T24",
        Part::Daytime => "TDT",
    }
}

/// A time of day in TIMEX3, with its T.
pub fn clock_code(clock: Clock) -> String {
    let mut code = format!("T{:02}:{:02}", clock.hour, clock.minute.unwrap_or(0));
    if let Some(second) = clock.second {
        code.push_str(&format!(":{second:02}"));
    }
    code
}

/// A named day in a year; see the head of `data/time/holidays.tsv` for how it is given.
pub fn holiday(when: &str, year: i32) -> Option<Date> {
    if let Some(days) = when.strip_prefix("easter") {
        return days_on(easter(year)?, days.parse().ok()?);
    }
    if let Some(days) = when.strip_prefix("orthodox") {
        return days_on(orthodox_easter(year)?, days.parse().ok()?);
    }
    let mut parts = when.split(':');
    if let (Some(nth), Some(day), Some(month)) = (parts.next(), parts.next(), parts.next()) {
        let (month, days) = month.split_once('+').unwrap_or((month, "0"));
        let first = date(year, month.parse().ok()?, 1)?;
        let found = first.nth_weekday_of_month(nth.parse().ok()?, weekday(day.parse().ok()?)?).ok()?;
        return days_on(found, days.parse().ok()?);
    }
    let (month, day) = when.split_once('-')?;
    date(year, month.parse().ok()?, day.parse().ok()?)
}

/// Easter of the Western churches (Meeus, Jones and Butcher's computation).
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    date(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)
}

/// Easter of the Eastern churches (Meeus' computation in the Julian calendar, 13 days behind from 1900 to 2099).
fn orthodox_easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    days_on(date(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)?, 13)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn movable_days() {
        assert_eq!(holiday("easter+0", 2023), date(2023, 4, 9));
        assert_eq!(holiday("orthodox+0", 2023), date(2023, 4, 16));
        assert_eq!(holiday("4:4:11", 1999), date(1999, 11, 25));
        assert_eq!(holiday("-1:1:05", 2021), date(2021, 5, 31));
        assert_eq!(holiday("12-24", 2021), date(2021, 12, 24));
    }

    #[test]
    fn three_ways_to_write() {
        let week = Place::Week(date(2013, 3, 11).unwrap());
        assert_eq!(week.value(), "2013-W11");
        assert_eq!(week.edtf().unwrap(), "2013-03-11/2013-03-17");
        assert_eq!(Place::Season(1994, Season::Winter).days().unwrap().1, date(1995, 2, 28).unwrap());
        assert_eq!(Place::Year(-480).value(), "BC0480");
        assert_eq!(Place::Year(-480).edtf().unwrap(), "-0479");
        assert_eq!(months_on(2021, 1, -1), (2020, 12));
    }
}
