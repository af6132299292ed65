//! Events that were news on a known day: whoever tells of one in the past writes on that day or later, whoever tells of it
//! as of "today" or "on Monday" within days of it, whoever announces it before it.

use std::ops::Range;

use dateline_record::Span;

use super::super::days::Days;
use super::super::facts::happenings::{HAPPENINGS, Happening};
use super::super::facts::offices::BODIES;
use super::super::facts::people::PEOPLE;
use super::super::facts::{fold, printed};
use super::super::scene::Scene;
use super::{Hint, Strength};
use crate::resolve::tense::Direction;
use crate::resolve::times::calendar::days_on;

/// News is told with "today", a weekday or "this week" for so many days.
const NEWS: i64 = 8;
/// Days between the writer's calendar and the reader's.
const ZONE: i64 = 1;
/// Steps in the tree between a name and the word that tells what happened.
const STEPS: usize = 4;

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    for (number, range) in scene.sentences.iter().enumerate() {
        if scene.elsewhen.get(number) != Some(&false) {
            continue;
        }
        let named = named(scene, range);
        if named.is_empty() {
            continue;
        }
        for index in range.clone() {
            hints.extend(told(scene, number, index, &named));
        }
    }
}

/// The name of a happening in a sentence.
struct Named {
    token: usize,
    happening: &'static Happening,
    /// Whether the name stands for one event.
    own: bool,
}

/// Whether a name stands for one event: a surname alone may be anybody's, and with a person, a town or a country more happens than
/// the tables know.
fn is_own(form: &str) -> bool {
    let many = form.contains(' ') || form.contains(|c: char| c.is_ascii_digit());
    many && !BODIES.contains_key(form.to_lowercase().as_str()) && PEOPLE.named(&fold(form)).is_none()
}

/// The names of happenings in a sentence.
fn named(scene: &Scene<'_>, range: &Range<usize>) -> Vec<Named> {
    let text = &scene.text;
    let mut named = Vec::new();
    for index in range.clone() {
        let Some(token) = scene.record.tokens.get(index) else { continue };
        let (start, end) = text.range(token.span);
        let Some(forms) = HAPPENINGS.by_word.get(text.slice(start, end)) else { continue };
        let fits = |form: &str| printed(text, start, form).is_some();
        let Some(longest) =
            forms.iter().map(|(form, _)| *form).filter(|form| fits(form)).max_by_key(|f| f.len())
        else {
            continue;
        };
        // "a new version of the iPhone" may be any that has a number of its own.
        let numbered = |rest: &str| {
            rest.strip_prefix(' ').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        };
        let same =
            |form: &str| form.strip_prefix(longest).is_some_and(|rest| rest.is_empty() || numbered(rest));
        for (_, row) in forms.iter().filter(|(form, _)| same(form)) {
            let happening = HAPPENINGS.rows.get(*row);
            named.extend(happening.map(|happening| Named { token: index, happening, own: is_own(longest) }));
        }
    }
    named
}

/// What a word says of the happenings named in its sentence.
fn told(scene: &Scene<'_>, sentence: usize, index: usize, named: &[Named]) -> Option<Hint> {
    let token = scene.record.tokens.get(index).filter(|token| token.upos == "VERB")?;
    let lemma = token.lemma.to_lowercase();
    let fitting: Vec<&Named> = named
        .iter()
        .filter(|name| name.happening.is_told_by(&lemma) && hangs_on(scene, name.token, index))
        .collect();
    let rows: Vec<&Happening> = fitting.iter().map(|name| name.happening).collect();
    let strength = if fitting.iter().all(|name| name.own) { Strength::Hard } else { Strength::Soft };
    let (first, last) = (rows.iter().map(|row| row.day).min()?, rows.iter().map(|row| row.day).max()?);
    let tense = scene.tenses.of(index);
    if tense.verb != Some(index) || scene.quoted(token.span.start as usize) {
        return None;
    }
    let main = matches!(token.deprel.as_str(), "root" | "ccomp" | "parataxis" | "conj");
    let (rule, days) = match tense.direction {
        Direction::Past if tense.certain && scene.factual(index) && main && near(scene, sentence, index) => {
            let window = |row: &&Happening| Some((days_on(row.day, -ZONE)?, days_on(row.day, NEWS)?));
            ("news-of-the-day", Days::of(rows.iter().filter_map(window).collect()))
        }
        Direction::Past if tense.certain && scene.factual(index) => {
            ("happened", Days::since(days_on(first, -ZONE)?))
        }
        Direction::Future if tense.certain && main => ("to-happen", Days::until(days_on(last, ZONE)?)),
        _ => return None,
    };
    let facts: Vec<String> = rows.iter().take(4).map(|row| format!("{}, {}", row.what, row.day)).collect();
    let (start, end) = scene.text.range(token.span);
    Some(Hint { span: Span::new(start, end), rule, days, strength, fact: Some(facts.join("; ")) })
}

/// Whether a name is a part of the clause of a verb: it hangs on it with no other verb between.
fn hangs_on(scene: &Scene<'_>, name: usize, verb: usize) -> bool {
    let tokens = &scene.record.tokens;
    let mut at = name;
    for _ in 0..STEPS {
        let Some(head) = tokens.get(at).and_then(|token| token.head) else { return false };
        at = head as usize;
        if at == verb {
            return true;
        }
        if tokens.get(at).is_none_or(|token| token.upos == "VERB") {
            return false;
        }
    }
    false
}

/// Whether a verb is told of the last days: by a time that hangs on it ("on Monday").
fn near(scene: &Scene<'_>, sentence: usize, verb: usize) -> bool {
    scene.near_times(sentence).any(|token| hangs_on(scene, token, verb))
}
