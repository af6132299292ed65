//! Names that began on a known day: whoever prints one writes on that day or later.

use super::super::days::Days;
use super::super::facts::names::{BEGINNINGS, Beginning};
use super::super::facts::printed;
use super::super::scene::Scene;
use super::{Hint, Strength};
use crate::resolve::times::calendar::days_on;
use dateline_record::Span;
use jiff::civil::Date;

/// Days for which a name is still used after it was given up.
const GRACE: i64 = 31;

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    let text = &scene.text;
    let mut seen: Vec<&str> = Vec::new();
    for token in &scene.record.tokens {
        let (start, end) = text.range(token.span);
        let first = text.slice(start, end);
        let bare = first.split(['-', '’', '\'']).next().unwrap_or_default();
        for beginning in [first, bare].iter().filter_map(|word| BEGINNINGS.get(word)).flatten() {
            if seen.contains(&beginning.form) {
                continue;
            }
            if let Some(past) = printed(text, start, beginning.form).filter(|_| !joined(text.before(start))) {
                seen.push(beginning.form);
                let span = Span::new(start, past);
                hints.push(hint(beginning, span));
                hints.extend(beginning.last.and_then(|last| alive(scene, beginning, last, span)));
            }
        }
    }
}

fn hint(beginning: &Beginning, span: Span) -> Hint {
    let fact = match beginning.last {
        Some(last) => format!("{}, {} to {last}", beginning.form, beginning.first),
        None => format!("{}, from {}", beginning.form, beginning.first),
    };
    Hint {
        span,
        rule: "begins",
        days: Days::since(beginning.first),
        strength: Strength::Hard,
        fact: Some(fact),
    }
}

/// A name that has been given up since acts in the story: before that day. Papers go on for some weeks.
fn alive(scene: &Scene<'_>, beginning: &Beginning, last: Date, span: Span) -> Option<Hint> {
    let tokens = scene.token(span.start as usize)..scene.token((span.end as usize).saturating_sub(1)) + 1;
    let (head, _) = scene.head(&tokens)?;
    let acts = scene.takes_part(beginning.form, head);
    let days = Days::until(days_on(last, GRACE)?);
    let fact = Some(format!("{}, until {last}", beginning.form));
    acts.then_some(Hint { span, rule: "still-exists", days, strength: Strength::Hard, fact })
}

/// Whether a character before a name makes it a part of another: "the Iran-Iraq war".
fn joined(c: char) -> bool {
    matches!(c, '-' | '‑' | '–' | '/' | '@' | '_') || c.is_alphanumeric()
}
