//! A length of time counted from a day that the tables know: "ten months into the war", "100 days after the invasion",
//! "the fifth anniversary of the attacks", fighting in a country "for the last ten months".

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::days::Days;
use super::super::facts::counts::{COUNTS, Count};
use super::super::scene::Scene;
use super::{Hint, Strength};
use crate::annotate::times::Expression;
use crate::annotate::times::meaning::{Amount, From, Meaning, Unit, Which};
use crate::resolve::tense::Direction;
use crate::resolve::times::calendar::days_on;

/// Tokens before and after a length of time in which the event is looked for.
const NEAR: usize = 40;

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    for expression in scene.expressions {
        hints.extend(counted(scene, expression));
    }
}

fn counted(scene: &Scene<'_>, expression: &Expression) -> Option<Hint> {
    let (amount, unit, last) = match &expression.meaning {
        Meaning::Duration(duration) if duration.rest.is_none() => {
            (duration.amount, duration.unit, matches!(duration.side, Some(Which::Last | Which::This)))
        }
        Meaning::Shift(shift) if shift.back && shift.from == From::Article => {
            (shift.amount, shift.unit, true)
        }
        _ => return None,
    };
    let Amount::Exactly(amount) = amount else { return None };
    if expression.modifier.is_some() || !(1.0..=1000.0).contains(&amount) || amount.fract() != 0.0 {
        return None;
    }
    let tokens = scene.tokens_of(expression);
    let sentence = scene.sentence(tokens.start);
    let next = scene.lower(tokens.end);
    let linked = matches!(next, "into" | "since" | "after");
    let perfect = || {
        let tense = scene.tenses.of(tokens.start);
        tense.direction == Direction::Past || tense.direction == Direction::Present
    };
    if scene.quoted(expression.start)
        || !(linked || last && perfect())
        || scene.elsewhen.get(sentence) != Some(&false)
    {
        return None;
    }
    // "three days after the invasion, he fled" tells of a past day: what is counted to must be the article's own time.
    if next == "after" && !last {
        return None;
    }
    let range = scene.sentences.get(sentence)?;
    let near = range.start.max(tokens.start.saturating_sub(NEAR))..range.end.min(tokens.end + NEAR);
    let fitting: Vec<&Count> = COUNTS.iter().filter(|count| named(scene, &near, count)).collect();
    let mut stretches = Vec::new();
    for count in &fitting {
        stretches.extend(around(count.day, amount as i64, unit));
    }
    let words: Vec<String> = fitting.iter().map(|count| format!("{}, {}", count.what, count.day)).collect();
    (!stretches.is_empty()).then(|| Hint {
        span: Scene::span(expression),
        rule: "counted-from",
        days: Days::of(stretches),
        strength: Strength::Hard,
        fact: Some(words.join("; ")),
    })
}

/// The day so many units on, and half a unit (at least a day) and a little on either side: people round.
fn around(day: Date, amount: i64, unit: Unit) -> Option<(Date, Date)> {
    let (to, slack) = match unit {
        Unit::Day => (day.checked_add(amount.days()), 1),
        Unit::Week => (day.checked_add(amount.weeks()), 5),
        Unit::Month => (day.checked_add(amount.months()), 20),
        Unit::Year => (day.checked_add(amount.years()), 200),
        _ => return None,
    };
    let to = to.ok()?;
    Some((days_on(to, -slack)?, days_on(to, slack)?))
}

/// Whether tokens of a sentence name what is counted from.
fn named(scene: &Scene<'_>, range: &Range<usize>, count: &Count) -> bool {
    let Some((first, last)) =
        scene.record.tokens.get(range.clone()).and_then(|t| Some((t.first()?, t.last()?)))
    else {
        return false;
    };
    let (start, end) = (first.span.start as usize, last.span.end as usize);
    let lower = scene.text.lower(start, end);
    if count.names.iter().any(|name| has_word(lower, name)) {
        return true;
    }
    let kind = scene
        .record
        .tokens
        .get(range.clone())
        .unwrap_or_default()
        .iter()
        .any(|token| count.kinds.iter().any(|kind| token.lemma.eq_ignore_ascii_case(kind)));
    kind && count.places.iter().any(|place| has_word(lower, place))
}

/// Whether words stand in a text by themselves.
fn has_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
