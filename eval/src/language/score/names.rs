//! Names: exact span and type (Tjong Kim Sang and De Meulder 2003), for persons, places and organisations.

use std::collections::HashSet;

use dateline_record::{Name, NameKind};

use super::Count;
use crate::language::layers::Layers;
use crate::language::tasks::Text;
use crate::score::Figure;

/// A name as the annotators see it.
#[derive(Clone, Copy, Debug)]
pub struct GoldName {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Person, place or organisation.
    pub kind: NameKind,
}

type Found = (usize, usize, NameKind);

/// Scores the names of all texts.
pub fn score(texts: &[Text], gold: &[Vec<GoldName>], answers: &[&Layers]) -> Vec<Figure> {
    let kinds = [NameKind::Person, NameKind::Place, NameKind::Organisation];
    let (mut all, mut trimmed, mut untyped, mut of_kind) =
        (Count::default(), Count::default(), Count::default(), [Count::default(); 3]);
    for ((text, gold), answer) in texts.iter().zip(gold).zip(answers) {
        let text: Vec<char> = text.text.chars().collect();
        let gold: HashSet<Found> = gold.iter().map(|name| (name.start, name.end, name.kind)).collect();
        let found = flat(&answer.names);
        all.sets(&gold, &found);
        let spans = |names: &HashSet<Found>| names.iter().map(|n| (n.0, n.1)).collect::<HashSet<_>>();
        untyped.sets(&spans(&gold), &spans(&found));
        let cut = |names: &HashSet<Found>| names.iter().map(|n| trim(&text, *n)).collect::<HashSet<_>>();
        trimmed.sets(&cut(&gold), &cut(&found));
        for (kind, count) in kinds.iter().zip(&mut of_kind) {
            let of = |names: &HashSet<Found>| names.iter().filter(|n| n.2 == *kind).copied().collect();
            count.sets::<Found>(&of(&gold), &of(&found));
        }
    }
    vec![
        all.f1("name F1"),
        trimmed.f1("name F1, articles apart"),
        untyped.f1("name F1, any type"),
        of_kind[0].f1("persons F1"),
        of_kind[1].f1("places F1"),
        of_kind[2].f1("organisations F1"),
    ]
}

/// The outermost names that are persons, places or organisations: the sets know no names within names. What is built
/// counts as a place.
fn flat(names: &[Name]) -> HashSet<Found> {
    let mut names: Vec<&Name> = names.iter().collect();
    names.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end)));
    let mut end = 0;
    names.retain(|name| {
        let outer = name.span.start >= end;
        end = end.max(name.span.end);
        outer
    });
    let known = names.into_iter().filter_map(|name| {
        let kind = match name.kind {
            NameKind::Facility => NameKind::Place,
            kind @ (NameKind::Person | NameKind::Place | NameKind::Organisation) => kind,
            _ => return None,
        };
        Some((name.span.start as usize, name.span.end as usize, kind))
    });
    known.collect()
}

/// Drops leading articles and a possessive ending, about which annotators disagree.
fn trim(text: &[char], (mut start, mut end, kind): Found) -> Found {
    loop {
        let words = text.get(start..end.min(text.len())).unwrap_or_default();
        let first = words.iter().position(|c| c.is_whitespace()).unwrap_or(words.len());
        let next = words.iter().skip(first).position(|c| !c.is_whitespace()).map(|more| first + more);
        let word: String = words[..first].iter().collect::<String>().to_lowercase();
        match next {
            Some(next) if matches!(word.as_str(), "the" | "a" | "an") => start += next,
            _ => break,
        }
    }
    let words = text.get(start..end.min(text.len())).unwrap_or_default();
    let mut kept = match words {
        [.., '\'' | '’', 's' | 'S'] => words.len() - 2,
        [.., '\'' | '’'] => words.len() - 1,
        _ => words.len(),
    };
    if kept < words.len() {
        while kept > 0 && words[kept - 1].is_whitespace() {
            kept -= 1;
        }
        if kept > 0 {
            end = start + kept;
        }
    }
    (start, end, kind)
}

#[cfg(test)]
mod tests {
    use dateline_record::Span;

    use super::*;

    #[test]
    fn only_the_outermost_names_count() {
        let name = |start, end, kind| Name { span: Span::new(start, end), kind, confidence: 1.0 };
        let text =
            Text { id: "a".into(), text: "the Port Selm Herald’s Ann of Drum".into(), sentences: None };
        let answer = Layers {
            names: vec![
                name(4, 13, NameKind::Place),
                name(4, 22, NameKind::Organisation),
                name(23, 26, NameKind::Person),
                name(30, 34, NameKind::Facility),
            ],
            ..Layers::default()
        };
        let gold = |start, end, kind| GoldName { start, end, kind };
        let gold = vec![
            gold(0, 20, NameKind::Organisation),
            gold(23, 26, NameKind::Person),
            gold(30, 34, NameKind::Place),
        ];
        let figures = score(&[text], &[gold], &[&answer]);
        assert!((figures[0].value - 2.0 / 3.0).abs() < 1e-12);
        assert!((figures[1].value - 1.0).abs() < 1e-12);
    }
}
