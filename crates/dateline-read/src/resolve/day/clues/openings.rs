//! Things whose day is known: what "will be released" was written before it came out.

use std::collections::HashSet;
use std::sync::LazyLock;

use dateline_record::Span;

use super::super::days::Days;
use super::super::facts::names::OPENINGS;
use super::super::facts::printed;
use super::super::scene::Scene;
use super::{Hint, Strength};
use crate::annotate::lexicon;
use crate::resolve::tense::Direction;
use crate::resolve::times::calendar::days_on;

static VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../../data/time/opening_verbs.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    let text = &scene.text;
    let mut next = 0;
    for (index, token) in scene.record.tokens.iter().enumerate() {
        let (start, end) = text.range(token.span);
        let Some(openings) = OPENINGS.get(text.slice(start, end)).filter(|_| start >= next) else {
            continue;
        };
        let fits = |form: &str| printed(text, start, form).is_some();
        let Some(opening) = openings.iter().filter(|o| fits(o.form)).max_by_key(|o| o.form.len()) else {
            continue;
        };
        let past = start + opening.form.chars().count();
        next = past;
        let Some((head, word)) = scene.head(&(index..scene.token(past - 1) + 1)) else { continue };
        let part = word.deprel.split(':').next().unwrap_or_default();
        let verb = word.head.and_then(|head| scene.record.tokens.get(head as usize));
        let opens = verb.is_some_and(|verb| VERBS.contains(verb.lemma.to_lowercase().as_str()));
        // "the museum will open an exhibition": not the museum's own opening.
        let opener = part == "nsubj" && word.deprel == "nsubj" && scene.has_object(word.head);
        if !opens || opener || !matches!(part, "nsubj" | "obj" | "obl") || scene.quoted(start) {
            continue;
        }
        let tense = scene.tenses.of(word.head.map_or(head, |head| head as usize));
        if tense.direction != Direction::Future || !tense.certain {
            continue;
        }
        let Some(last) = days_on(opening.day, 1) else { continue };
        hints.push(Hint {
            span: Span::new(start, past),
            rule: "to-come",
            days: Days::until(last),
            strength: Strength::Sure,
            fact: Some(format!("{}, {}", opening.form, opening.day)),
        });
    }
}
