//! TIMEX3 values in words for people.

use dateline_record::{Time, TimexType};

use super::words::span_text;

/// What a time expression means: `2023-09-12 evening`, `end of 2023-W37`, `at most 9 hours`, `a Monday`.
pub fn reading(time: &Time) -> String {
    let value = match (time.kind, value(&time.value)) {
        (TimexType::Set, value) => format!("every {}", value.strip_prefix("1 ").unwrap_or(&value)),
        (_, value) => value,
    };
    match time.modifier.as_deref() {
        None => value,
        Some("START") => format!("start of {value}"),
        Some("MID") => format!("middle of {value}"),
        Some("END") => format!("end of {value}"),
        Some("APPROX") => format!("about {value}"),
        Some("BEFORE") => format!("before {value}"),
        Some("AFTER") => format!("after {value}"),
        Some("ON_OR_BEFORE") => format!("{value} or before"),
        Some("ON_OR_AFTER") => format!("{value} or after"),
        Some("LESS_THAN") => format!("less than {value}"),
        Some("MORE_THAN") => format!("more than {value}"),
        Some("EQUAL_OR_LESS") => format!("at most {value}"),
        Some("EQUAL_OR_MORE") => format!("at least {value}"),
        Some(other) => format!("{value} ({other})"),
    }
}

/// What a time expression was counted from.
pub fn counted_from(time: &Time, times: &[Time], text: &[char]) -> String {
    match time.anchor.as_deref() {
        None => String::new(),
        Some("article") => "from the article’s day".into(),
        Some(index) => match index.parse().ok().and_then(|i: usize| times.get(i)) {
            Some(anchor) => format!("from “{}”", span_text(text, anchor.span)),
            None => String::new(),
        },
    }
}

/// A value in words where words say it better; else the value as it is.
fn value(value: &str) -> String {
    let told = match value {
        "PAST_REF" => Some("the past".to_owned()),
        "PRESENT_REF" => Some("the present".to_owned()),
        "FUTURE_REF" => Some("the future".to_owned()),
        _ => None,
    };
    told.or_else(|| length(value)).or_else(|| unplaced(value)).unwrap_or_else(|| time_of_day(value))
}

/// A length of one unit: `P10M` is "10 months", `PTXH` "some hours".
fn length(value: &str) -> Option<String> {
    let rest = value.strip_prefix('P')?;
    let (clock, rest) = rest.strip_prefix('T').map_or((false, rest), |rest| (true, rest));
    let unit_at = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != 'X')?;
    let (amount, unit) = rest.split_at_checked(unit_at)?;
    let unit = match (clock, unit) {
        (true, "S") => "second",
        (true, "M") => "minute",
        (true, "H") => "hour",
        (false, "D") => "day",
        (false, "WE") => "weekend",
        (false, "W") => "week",
        (false, "M") => "month",
        (false, "Q") => "quarter",
        (false, "Y") => "year",
        (false, "DE") => "decade",
        (false, "CE") => "centurie",
        _ => return None,
    };
    match amount {
        "" => None,
        "1" => Some(format!("1 {}", unit.replace("centurie", "century"))),
        amount if amount.contains('X') => Some(format!("some {unit}s")),
        amount => Some(format!("{amount} {unit}s")),
    }
}

/// A weekday, a month or a week of which it is not known which one is meant: `XXXX-WXX-1` is "a Monday".
fn unplaced(value: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let rest = value.strip_prefix("XXXX-")?;
    if rest == "WXX" {
        return Some("a week".into());
    }
    if let Some(day) = rest.strip_prefix("WXX-") {
        let name = day.parse::<usize>().ok().and_then(|day| DAYS.get(day.checked_sub(1)?));
        return name.map(|name| format!("a {name}"));
    }
    let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?))?;
    match day.map(str::parse::<u8>) {
        Some(Ok(day)) => Some(format!("{day} {name} of some year")),
        Some(Err(_)) => None,
        None => Some(format!("{name} of some year")),
    }
}

/// A day with a part of it or a time of the clock.
fn time_of_day(value: &str) -> String {
    let Some((day, time)) = value.split_once('T') else { return value.to_owned() };
    let part = match time {
        "MO" => "morning",
        "MI" => "midday",
        "AF" => "afternoon",
        "EV" => "evening",
        "NI" => "night",
        "DT" => "daytime",
        time if time.starts_with(|c: char| c.is_ascii_digit()) => time,
        _ => return value.to_owned(),
    };
    let day = if day.starts_with("XXXX") { unplaced(day).unwrap_or_default() } else { day.to_owned() };
    format!("{day} {part}").trim().to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_out() {
        for (coded, told) in [
            ("2023-09-12", "2023-09-12"),
            ("2023-09-12TEV", "2023-09-12 evening"),
            ("XXXX-WXX-1TMO", "a Monday morning"),
            ("2023-09-12T15:30", "2023-09-12 15:30"),
            ("P10M", "10 months"),
            ("PT1M", "1 minute"),
            ("P2CE", "2 centuries"),
            ("PXW", "some weeks"),
            ("P1Y2M", "P1Y2M"),
            ("XXXX-WXX-5", "a Friday"),
            ("XXXX-02", "February of some year"),
            ("XXXX-02-30", "30 February of some year"),
            ("XXXX-WXX-0", "XXXX-WXX-0"),
            ("XXXX-SU", "XXXX-SU"),
            ("2020-SP", "2020-SP"),
            ("PAST_REF", "the past"),
            ("P", "P"),
            ("Tél", "Tél"),
        ] {
            assert_eq!(value(coded), told);
        }
    }
}
