//! Names that began on a known day: whoever prints one writes on that day or later.

use super::super::days::Days;
use super::super::facts::{Beginning, FACTS};
use super::super::scene::Scene;
use super::{Hint, Strength};
use dateline_record::Span;

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    let text = &scene.text;
    let mut seen: Vec<&str> = Vec::new();
    for token in &scene.record.tokens {
        let (start, end) = text.range(token.span);
        let first = text.slice(start, end);
        let bare = first.split(['-', '’', '\'']).next().unwrap_or_default();
        for beginning in [first, bare].iter().filter_map(|word| FACTS.beginnings.get(word)).flatten() {
            if seen.contains(&beginning.form) {
                continue;
            }
            let past = start + beginning.form.chars().count();
            if text.slice(start, past) == beginning.form
                && !text.char(past).is_alphanumeric()
                && !joined(text.before(start))
            {
                seen.push(beginning.form);
                hints.push(hint(beginning, Span::new(start, past)));
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

/// Whether a character before a name makes it a part of another: "the Iran-Iraq war".
fn joined(c: char) -> bool {
    matches!(c, '-' | '‑' | '–' | '/' | '@' | '_') || c.is_alphanumeric()
}
