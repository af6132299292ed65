//! Writes a resolved expression down: TIMEX3, EDTF, the days it covers.

use dateline_record::{Interval, Span, Time, TimexType};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Convention;
use super::calendar::{Place, clock_code, part_code, season_code};
use super::point::View;
use crate::annotate::times::Expression;
use crate::annotate::times::meaning::{
    Amount, Duration, From, Meaning, Modifier, Part, Point, Reference, Repeated, Shift, Unit, Which,
};

/// The time of an expression.
pub fn time(
    expression: &Expression,
    place: Option<Place>,
    anchor: Option<String>,
    view: &View,
    convention: Convention,
) -> Time {
    let mut time = Time {
        span: Span::new(expression.start, expression.end),
        kind: TimexType::Date,
        value: String::new(),
        modifier: expression.modifier.map(|modifier| modifier.name().to_owned()),
        quantifier: None,
        frequency: None,
        edtf: None,
        interval: None,
        anchor,
        rule: expression.rule.to_owned(),
    };
    match &expression.meaning {
        Meaning::Point(point) => self::point(&mut time, point, place),
        Meaning::Shift(shift) => self::shift(&mut time, shift, place),
        Meaning::Duration(duration) => self::duration(&mut time, duration, view, convention),
        Meaning::Set(set) => self::set(&mut time, set, convention),
        Meaning::Reference(reference) => {
            time.value = match reference {
                Reference::Past => "PAST_REF",
                Reference::Present => "PRESENT_REF",
                Reference::Future => "FUTURE_REF",
                Reference::While => "PXX",
            }
            .to_owned();
            if *reference == Reference::While {
                time.kind = TimexType::Duration;
            }
        }
    }
    if let (Some(place), None) = (place, &time.interval) {
        time.interval = place.days().map(|days| interval(narrowed(days, expression.modifier)));
        time.edtf = place.edtf().map(|edtf| match expression.modifier {
            Some(Modifier::Approx | Modifier::Start | Modifier::Mid | Modifier::End)
                if !edtf.contains('/') =>
            {
                format!("{edtf}~")
            }
            _ => edtf,
        });
    }
    time
}

fn interval((first, last): (Date, Date)) -> Interval {
    Interval { earliest: Some(first.to_string()), latest: Some(last.to_string()) }
}

/// "early", "mid" and "late" take a third each: of a month its days 1 to 10, 11 to 20, 21 to the end.
fn narrowed((first, last): (Date, Date), modifier: Option<Modifier>) -> (Date, Date) {
    let days = first.until((jiff::Unit::Day, last)).map_or(0, |span| i64::from(span.get_days())) + 1;
    if days < 20 {
        return (first, last);
    }
    let third = days / 3;
    let on = |n: i64| first.checked_add(n.days()).unwrap_or(last);
    match modifier {
        Some(Modifier::Start) => (first, on(third - 1)),
        Some(Modifier::Mid) => (on(third), on(2 * third - 1)),
        Some(Modifier::End) => (on(2 * third), last),
        _ => (first, last),
    }
}

fn point(time: &mut Time, point: &Point, place: Option<Place>) {
    let base = match place {
        Some(place) => place.value(),
        None => unknown(point),
    };
    let day = matches!(place, Some(Place::Day(_) | Place::OldDay(..))) || place.is_none();
    time.value = match (point.clock, point.part) {
        (Some(mut clock), part) if day => {
            // "3 in the afternoon"
            if !clock.sure
                && matches!(part, Some(Part::Afternoon | Part::Evening | Part::Night))
                && clock.hour < 12
            {
                clock.hour += 12;
            }
            time.kind = TimexType::Time;
            base + &clock_code(clock)
        }
        (None, Some(part)) if day => {
            time.kind = TimexType::Time;
            base + part_code(part)
        }
        _ => base,
    };
}

/// A point of which no year is known: the fields that are, and X for the rest.
fn unknown(point: &Point) -> String {
    match (point.month, point.day, point.weekday) {
        (Some(month), Some(day), _) => format!("XXXX-{month:02}-{day:02}"),
        (Some(month), None, _) => format!("XXXX-{month:02}"),
        (None, Some(day), _) => format!("XXXX-XX-{day:02}"),
        (None, None, Some(weekday)) => format!("XXXX-WXX-{weekday}"),
        _ => match (point.season, point.quarter, point.frame, point.decade) {
            (Some(season), ..) => format!("XXXX-{}", season_code(season)),
            (_, Some(quarter @ 1..), ..) => format!("XXXX-Q{quarter}"),
            (_, Some(0), ..) => "XXXX-QX".to_owned(),
            (_, _, Some((_, Unit::Year)), _) => "XXXX".to_owned(),
            (_, _, Some((_, Unit::Month)), _) => "XXXX-XX".to_owned(),
            (_, _, Some((_, Unit::Week)), _) => "XXXX-WXX".to_owned(),
            (.., Some(decade)) => format!("XX{decade}"),
            _ if point.weekend => "XXXX-WXX-WE".to_owned(),
            _ => "XXXX-XX-XX".to_owned(),
        },
    }
}

fn shift(time: &mut Time, shift: &Shift, place: Option<Place>) {
    time.value = match (place, shift.amount) {
        (Some(place), _) => place.value(),
        (None, Amount::Some) if shift.back => "PAST_REF".to_owned(),
        // "a few days later" in a story is behind the writer: only the length is known.
        (None, Amount::Some) if shift.from == From::Story => {
            let (clock, letter) = code(shift.unit);
            format!("P{clock}X{letter}")
        }
        (None, Amount::Some) => "FUTURE_REF".to_owned(),
        (None, _) => match shift.unit {
            Unit::Year | Unit::Decade => "XXXX".to_owned(),
            Unit::Month => "XXXX-XX".to_owned(),
            Unit::Week => "XXXX-WXX".to_owned(),
            _ => "XXXX-XX-XX".to_owned(),
        },
    };
    if shift.unit < Unit::Day && matches!(shift.from, From::Article | From::Story) {
        time.kind = TimexType::Time;
    }
}

fn code(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Second => ("T", "S"),
        Unit::Minute => ("T", "M"),
        Unit::Hour => ("T", "H"),
        Unit::Day | Unit::Night => ("", "D"),
        Unit::Weekend => ("", "WE"),
        Unit::Week => ("", "W"),
        Unit::Month => ("", "M"),
        Unit::Quarter => ("", "Q"),
        Unit::Season => ("", "SE"),
        Unit::Year => ("", "Y"),
        Unit::Decade => ("", "E"),
        Unit::Century => ("", "C"),
        Unit::Millennium => ("", "L"),
    }
}

fn number(n: f64) -> String {
    // Two places are enough: "2.25 years".
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn duration(time: &mut Time, duration: &Duration, view: &View, convention: Convention) {
    time.kind = TimexType::Duration;
    let (mut amount, mut unit, mut rest) = (duration.amount, duration.unit, duration.rest);
    // TIMEX3 counts decades in years, and breaks half units into the next smaller one.
    if let (Amount::Exactly(n), Convention::Timex3) = (amount, convention) {
        if unit == Unit::Decade {
            (amount, unit) = (Amount::Exactly(10.0 * n), Unit::Year);
        }
        if unit == Unit::Century && n.fract() != 0.0 {
            (amount, unit) = (Amount::Exactly(100.0 * n), Unit::Year);
        }
        let smaller = match unit {
            Unit::Year => Some((12.0, Unit::Month)),
            Unit::Day => Some((24.0, Unit::Hour)),
            Unit::Hour => Some((60.0, Unit::Minute)),
            Unit::Minute => Some((60.0, Unit::Second)),
            _ => None,
        };
        if let (Some((many, small)), None, true) = (smaller, rest, n.fract() == 0.5 && n > 1.0) {
            (amount, rest) = (Amount::Exactly(n.trunc()), Some((many / 2.0, small)));
        }
        if let (true, Some((many, small))) = (n == 0.5, smaller) {
            (amount, unit) = (Amount::Exactly(many / 2.0), small);
        }
    }
    let (clock, letter) = code(unit);
    let count = match amount {
        Amount::Exactly(n) => number(n),
        Amount::Some => "X".to_owned(),
    };
    time.value = format!("P{clock}{count}{letter}");
    if let Some((n, small)) = rest {
        let (small_clock, letter) = code(small);
        let clock = if clock.is_empty() { small_clock } else { "" };
        time.value.push_str(&format!("{clock}{}{letter}", number(n)));
    }
    let (Some(side), Amount::Exactly(n)) = (duration.side, duration.amount) else { return };
    let back = matches!(side, Which::Last | Which::Previous);
    let base = match side {
        Which::Last | Which::Next if !view.narrative => view.article.map(Place::Day),
        _ => view.story,
    };
    let Some((first, last)) = base.and_then(Place::days) else { return };
    let from = if back { last } else { first };
    let sign = if back { -1.0 } else { 1.0 };
    let Some(other) = moved(from, duration.unit, sign * n) else { return };
    time.interval = Some(interval(if back { (other, from) } else { (from, other) }));
    time.anchor =
        Some("article".to_owned()).filter(|_| matches!(side, Which::Last | Which::Next) && !view.narrative);
}

/// A day so many units on.
pub fn moved(day: Date, unit: Unit, n: f64) -> Option<Date> {
    let days = match unit {
        Unit::Year => (n * 12.0, true),
        Unit::Decade => (n * 120.0, true),
        Unit::Century => (n * 1200.0, true),
        Unit::Quarter => (n * 3.0, true),
        Unit::Month => (n, true),
        Unit::Week | Unit::Weekend => (n * 7.0, false),
        Unit::Day | Unit::Night => (n, false),
        _ => (0.0, false),
    };
    let span = match days {
        (months, true) if months.abs() < 20_000.0 => (months.round() as i64).months(),
        (days, false) if days.abs() < 500_000.0 => (days.round() as i64).days(),
        _ => return None,
    };
    day.checked_add(span).ok()
}

fn set(time: &mut Time, set: &Repeated, convention: Convention) {
    time.kind = TimexType::Set;
    time.quantifier = set.quantifier.map(str::to_owned);
    time.frequency = set.frequency.map(|n| format!("{n}X"));
    time.value = match (&set.point, set.unit) {
        (Some(point), _) => {
            let base = unknown(point);
            match point.part {
                Some(part) => base + part_code(part),
                None => base,
            }
        }
        (None, Some(unit))
            if convention == Convention::Timex2
                && time.rule == "adverb"
                && set.amount == 1.0
                && set.frequency.is_none()
                && set.quantifier.is_none() =>
        {
            match unit {
                Unit::Year => "XXXX".to_owned(),
                Unit::Month => "XXXX-XX".to_owned(),
                Unit::Week => "XXXX-WXX".to_owned(),
                Unit::Day => "XXXX-XX-XX".to_owned(),
                unit => format!("P{}1{}", code(unit).0, code(unit).1),
            }
        }
        (None, Some(unit)) => {
            let (clock, letter) = code(unit);
            format!("P{clock}{}{letter}", number(set.amount))
        }
        (None, None) => String::new(),
    };
}
