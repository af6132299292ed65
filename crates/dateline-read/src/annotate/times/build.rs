//! From what a rule's pieces said to what the expression says.

use super::classes::Captures;
use super::meaning::*;
use super::rules::Rule;
use super::words;

/// The meaning of a match; none where the pieces do not fit together.
pub fn build(rule: &Rule, captures: &Captures) -> Option<(Meaning, Option<Modifier>)> {
    let has = |name: &str| rule.setting(name).is_some();
    let number = |name: &str| rule.setting(name).and_then(|value| value.parse::<f64>().ok());
    let set_unit = rule.setting("unit").and_then(words::unit);
    let unit = set_unit.or(captures.units.first().copied());
    let which = rule.setting("which").and_then(words::which).or(captures.which.first().copied());
    let amount = number("n").map(Amount::Exactly).or(captures.amounts.first().copied());
    let approximate = captures.approximate.then_some(Modifier::Approx);
    let modifier = rule.setting("mod").and_then(words::modifier).or(approximate);

    let mut point = fields(captures);
    let meaning = match rule.kind {
        "point" => {
            if let Some(part) = rule.setting("part").and_then(words::part) {
                point.part = Some(part);
            }
            point.fiscal = has("fiscal");
            if has("hour") {
                let Some(Amount::Exactly(hour)) =
                    amount.filter(|a| matches!(a, Amount::Exactly(n) if (1.0..=12.0).contains(n)))
                else {
                    return None;
                };
                point.clock = Some(Clock { hour: hour as u8, ..Clock::default() });
            }
            // "Friday last week": the unit frames the fields; "last Friday": the fields themselves are the last ones.
            match (unit, which) {
                (Some(Unit::Weekend), which) => {
                    (point.weekend, point.which) = (true, which.or(Some(Which::That)))
                }
                (Some(unit), which) => point.frame = Some((which.unwrap_or(Which::That), unit)),
                (None, which) => point.which = which,
            }
            Meaning::Point(point)
        }
        "frame" => {
            point.fiscal = has("fiscal");
            match unit? {
                Unit::Weekend => (point.weekend, point.which) = (true, Some(which?)),
                unit => point.frame = Some((which?, unit)),
            }
            Meaning::Point(point)
        }
        "century" => {
            point.century = Some(captures.ordinals.first().copied()? as i32 - 1);
            point.bc = captures.bc;
            Meaning::Point(point)
        }
        "half" => {
            let half = number("n").map(|n| n as u32).or(captures.ordinals.first().copied())?;
            point.half = u8::try_from(half).ok().filter(|half| (1..=2).contains(half));
            point.half?;
            point.frame = unit.filter(|_| point.year.is_none()).and_then(|unit| Some((which?, unit)));
            Meaning::Point(point)
        }
        "quarter" => {
            point.quarter = Some(match captures.ordinals.first() {
                Some(n) => u8::try_from(*n).ok().filter(|n| (1..=4).contains(n))?,
                None => 0,
            });
            if has("year") {
                point.frame = Some((Which::Last, Unit::Year));
            } else if let (Some(which), Some(unit)) =
                (which, captures.units.iter().find(|u| **u != Unit::Quarter))
            {
                point.frame = Some((which, *unit));
            }
            Meaning::Point(point)
        }
        "quarters" => {
            let Amount::Exactly(n) = amount? else { return None };
            if n == 2.0 {
                point.half = Some(1);
                Meaning::Point(point)
            } else {
                Meaning::Duration(Duration {
                    amount: Amount::Exactly(3.0 * n),
                    unit: Unit::Month,
                    rest: None,
                    side: None,
                })
            }
        }
        "nth" => {
            // "the third Monday in January": the week of the month stands in the quarter's place of the ordinal.
            let nth = captures.ordinals.first().copied().filter(|n| (1..=5).contains(n))?;
            point.nth = Some(nth as u8);
            Meaning::Point(point)
        }
        "nth-day" => return None,
        "before-last" => Meaning::Shift(Shift {
            amount: Amount::Exactly(2.0),
            unit: unit?,
            back: true,
            from: From::Article,
        }),
        "shift" => {
            let from = match rule.setting("from") {
                Some("article") => From::Article,
                Some("point") => From::Point(Box::new(point)),
                _ => From::Story,
            };
            Meaning::Shift(Shift {
                amount: amount.unwrap_or(Amount::Some),
                unit: unit?,
                back: has("back"),
                from,
            })
        }
        "duration" => {
            let mut amount = if has("some") { Amount::Some } else { amount.unwrap_or(Amount::Exactly(1.0)) };
            if has("half")
                && let Amount::Exactly(n) = &mut amount
            {
                *n += 0.5;
            }
            let rest = match (captures.amounts.get(1), captures.units.get(1)) {
                (Some(Amount::Exactly(n)), Some(unit)) if has("two") => Some((*n, *unit)),
                _ => None,
            };
            let side = rule.setting("side").and_then(words::which);
            Meaning::Duration(Duration { amount, unit: unit?, rest, side })
        }
        "set" => {
            let amount = match amount {
                Some(Amount::Exactly(n)) if n > 0.0 => n,
                _ => 1.0,
            };
            let frequency = rule.id == "times-per";
            Meaning::Set(Repeated {
                amount: if frequency { 1.0 } else { amount },
                unit,
                point: unit.is_none().then_some(point),
                quantifier: rule.setting("quant").map(|_| "EVERY").or(quantifier(rule)),
                frequency: frequency.then_some(amount as u32),
            })
        }
        "reference" => Meaning::Reference(match rule.settings.first()?.0 {
            "past" => Reference::Past,
            "present" => Reference::Present,
            "while" => Reference::While,
            _ => Reference::Future,
        }),
        _ => return None,
    };
    Some((meaning, modifier))
}

fn quantifier(rule: &Rule) -> Option<&'static str> {
    rule.id.starts_with("every").then_some("EVERY")
}

fn fields(captures: &Captures) -> Point {
    Point {
        bc: captures.bc,
        decade: captures.decade,
        year: captures.year,
        season: captures.season,
        month: captures.month,
        day: captures.day,
        weekday: captures.weekday,
        holiday: captures.holiday,
        part: captures.part,
        clock: captures.clock.map(|clock| Clock { zone: captures.zone, ..clock }),
        ..Point::default()
    }
}
