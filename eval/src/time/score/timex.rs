//! Time expressions: strict, relaxed, type and value F1 with the definitions of TempEval-3 (UzZaman et al. 2013,
//! SemEval-2013 task 1), and the days that the values mean.
//!
//! - strict: the same span, after outer white space, quotation marks and `,.;:()` were trimmed
//! - relaxed: spans overlap; one to one, equal spans first, then the longest overlap
//! - type, value: relaxed F1 times the share of the relaxed pairs whose type or value string is equal
//!
//! The creation time is not scored; of nested expressions only the outermost counts. White space counts for nothing.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::families::{Family, family};
use super::value::days as value_days;
use super::{Scores, f1, share};
use crate::score::Figure;
use crate::time::answer::{Answer, Timex};
use crate::time::tasks::Document;

/// What was counted over all texts.
#[derive(Debug, Default)]
pub struct Counts {
    gold: usize,
    system: usize,
    relaxed: usize,
    strict: usize,
    kind: usize,
    value: usize,
    strict_value: usize,
    /// Pairs whose gold value means days, and those of them with exactly these days.
    scorable: usize,
    interval: usize,
    overlap: f64,
}

/// Scores the answers, one a document; `figures` says which of the measures the set can tell.
pub fn score(
    documents: &[Document],
    gold: &[Vec<Timex>],
    answers: &[Answer],
    figures: impl FnOnce(&Counts) -> Vec<Figure>,
) -> Scores {
    let mut counts = Counts::default();
    let mut scores = Scores::default();
    for ((document, gold), answer) in documents.iter().zip(gold).zip(answers) {
        let text: Vec<char> = document.text.chars().collect();
        counts.add(
            &document.id,
            &text,
            &outermost(gold, &text),
            &outermost(&answer.timex, &text),
            &mut scores,
        );
    }
    scores.figures = figures(&counts);
    scores
}

/// The figures of sets with types and values.
pub fn times(counts: &Counts) -> Vec<Figure> {
    let over = counts.gold;
    let f1 = |right| f1(right, counts.system, counts.gold);
    let of_relaxed = |part: usize| f1(counts.relaxed) * part as f64 / counts.relaxed.max(1) as f64;
    vec![
        Figure { name: "strict F1", value: f1(counts.strict), over },
        Figure { name: "relaxed F1", value: f1(counts.relaxed), over },
        share("relaxed precision", counts.relaxed, counts.system),
        share("relaxed recall", counts.relaxed, counts.gold),
        Figure { name: "type F1", value: of_relaxed(counts.kind), over },
        Figure { name: "value F1", value: of_relaxed(counts.value), over },
        Figure { name: "span and value F1", value: f1(counts.strict_value), over },
    ]
}

/// The figures of sets whose values are days.
pub fn days(counts: &Counts) -> Vec<Figure> {
    let over = counts.scorable;
    vec![
        share("found", counts.relaxed, counts.gold),
        share("exact span", counts.strict, counts.gold),
        share("days right when found", counts.interval, counts.scorable),
        Figure { name: "overlap of the days", value: counts.overlap / over.max(1) as f64, over },
        share("found with right days", counts.interval, counts.gold),
    ]
}

/// An expression and where it stands, in characters that are no white space.
struct Place<'a> {
    start: usize,
    end: usize,
    timex: &'a Timex,
}

impl Place<'_> {
    fn text(&self, text: &[char]) -> String {
        let text = text.get(self.timex.start..self.timex.end.min(text.len())).unwrap_or_default();
        text.iter().map(|c| if *c == '\n' { ' ' } else { *c }).collect()
    }
}

fn is_edge(c: char) -> bool {
    " \n\t\r\"'`“”‘’.,;:()".contains(c)
}

/// Trimmed, in the order of the text, those within others left out.
fn outermost<'a>(times: &'a [Timex], text: &[char]) -> Vec<Place<'a>> {
    let mut solid = vec![0];
    for c in text {
        let space = c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(c);
        solid.push(solid.last().copied().unwrap_or(0) + usize::from(!space));
    }
    let mut places: Vec<Place<'_>> = Vec::new();
    for timex in times.iter().filter(|timex| timex.function.as_deref() != Some("CREATION_TIME")) {
        let (mut start, mut end) = (timex.start, timex.end.min(text.len()));
        while start < end && is_edge(text[start]) {
            start += 1;
        }
        while end > start && is_edge(text[end - 1]) {
            end -= 1;
        }
        if end > start {
            places.push(Place { start: solid[start], end: solid[end], timex });
        }
    }
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut end = None;
    places.retain(|place| {
        let outer = end.is_none_or(|end| place.start >= end);
        if outer {
            end = Some(place.end);
        }
        outer
    });
    places
}

/// Pairs of gold and answer with whether their spans are equal: equal spans first, then the longest overlap.
fn align(gold: &[Place<'_>], system: &[Place<'_>]) -> Vec<(usize, usize, bool)> {
    let (mut pairs, mut used_gold, mut used) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let at: HashMap<(usize, usize), usize> =
        gold.iter().enumerate().map(|(i, place)| ((place.start, place.end), i)).collect();
    for (j, place) in system.iter().enumerate() {
        if let Some(i) = at.get(&(place.start, place.end)) {
            pairs.push((*i, j, true));
            used_gold.insert(*i);
            used.insert(j);
        }
    }
    let mut candidates = Vec::new();
    for (i, a) in gold.iter().enumerate().filter(|(i, _)| !used_gold.contains(i)) {
        for (j, b) in system.iter().enumerate().filter(|(j, _)| !used.contains(j)) {
            let overlap = a.end.min(b.end).saturating_sub(a.start.max(b.start));
            if overlap > 0 {
                candidates.push((std::cmp::Reverse(overlap), i, j));
            }
        }
    }
    candidates.sort_unstable();
    for (_, i, j) in candidates {
        if !used_gold.contains(&i) && !used.contains(&j) {
            pairs.push((i, j, false));
            used_gold.insert(i);
            used.insert(j);
        }
    }
    pairs
}

/// Days in common by days in either.
fn overlap(a: (Date, Date), b: Option<(Date, Date)>) -> f64 {
    let Some(b) = b else { return 0.0 };
    let count = |from: Date, to: Date| f64::from((to - from).get_days() + 1);
    count(a.0.max(b.0), a.1.min(b.1)).max(0.0) / count(a.0.min(b.0), a.1.max(b.1))
}

fn value(timex: &Timex) -> &str {
    timex.value.as_deref().unwrap_or_default().trim()
}

impl Counts {
    fn add(
        &mut self,
        id: &str,
        text: &[char],
        gold: &[Place<'_>],
        system: &[Place<'_>],
        scores: &mut Scores,
    ) {
        let pairs = align(gold, system);
        self.gold += gold.len();
        self.system += system.len();
        self.relaxed += pairs.len();
        let of = |place: &Place<'_>| family(&place.text(text), place.timex.kind.as_deref());
        for place in gold {
            entry(&mut scores.families, of(place)).gold += 1;
        }
        let shown = |place: Option<&Place<'_>>| {
            let kind = place.and_then(|place| place.timex.kind.as_deref()).unwrap_or_default();
            place.map_or("\t\t".into(), |place| {
                format!("{}\t{kind}\t{}", place.text(text), value(place.timex))
            })
        };
        let mut fault = |what: &str, gold: Option<&Place<'_>>, system: Option<&Place<'_>>| {
            scores.errors.push(format!("{id}\t{what}\t{}\t{}", shown(gold), shown(system)));
        };
        for (i, j, exact) in &pairs {
            let (a, b) = (&gold[*i], &system[*j]);
            let same = value(a.timex) == value(b.timex);
            let kind = a.timex.kind == b.timex.kind;
            self.strict += usize::from(*exact);
            self.kind += usize::from(kind);
            self.value += usize::from(same);
            self.strict_value += usize::from(*exact && same);
            let family = entry(&mut scores.families, of(a));
            family.found += 1;
            family.exact += usize::from(*exact);
            family.value += usize::from(same);
            if let Some(days) = value_days(value(a.timex)) {
                let answered = value_days(value(b.timex));
                self.scorable += 1;
                self.interval += usize::from(answered == Some(days));
                self.overlap += overlap(days, answered);
            }
            let what = match (exact, same, kind) {
                (false, _, _) => "SPAN",
                (true, false, _) => "VALUE",
                (true, true, false) => "TYPE",
                _ => continue,
            };
            fault(what, Some(a), Some(b));
        }
        let found: BTreeSet<usize> = pairs.iter().map(|pair| pair.0).collect();
        let used: BTreeSet<usize> = pairs.iter().map(|pair| pair.1).collect();
        for (_, place) in gold.iter().enumerate().filter(|(i, _)| !found.contains(i)) {
            fault("MISSED", Some(place), None);
        }
        for (_, place) in system.iter().enumerate().filter(|(j, _)| !used.contains(j)) {
            fault("SPURIOUS", None, Some(place));
        }
    }
}

fn entry<'a>(families: &'a mut Vec<Family>, name: &'static str) -> &'a mut Family {
    let at = families.iter().position(|family| family.name == name).unwrap_or_else(|| {
        families.push(Family { name, gold: 0, found: 0, exact: 0, value: 0 });
        families.len() - 1
    });
    &mut families[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timex(start: usize, end: usize, kind: &str, value: &str) -> Timex {
        Timex { start, end, kind: Some(kind.into()), value: Some(value.into()), ..Timex::default() }
    }

    /// The figures are those of the reference scorer for the same gold and answers.
    #[test]
    fn spans_types_and_values_are_counted_as_the_reference_counts_them() {
        let text = "On “Friday”, 3 March 2011 at noon, then for two long weeks and once a year by May.";
        let created = Timex { function: Some("CREATION_TIME".into()), ..timex(0, 2, "DATE", "2011") };
        let gold = vec![
            created,
            timex(3, 11, "DATE", "2011-03-04"),
            timex(13, 33, "TIME", "2011-03-03T12:00"),
            timex(13, 25, "DATE", "2011-03-03"),
            timex(44, 58, "DURATION", "P2W"),
            timex(63, 74, "SET", "P1Y"),
            timex(78, 81, "DATE", "2011-05"),
        ];
        let system = vec![
            timex(4, 10, "DATE", "2011-03-11"),
            timex(13, 25, "DATE", "2011-03-03"),
            timex(29, 33, "TIME", "2011-03-03T12:00"),
            timex(40, 48, "DATE", "P2W"),
            timex(53, 58, "DURATION", "P2W"),
            timex(63, 74, "DURATION", "P1Y"),
            timex(0, 2, "DATE", "PAST_REF"),
        ];
        let document = Document { id: "d".into(), text: text.into(), written: None };
        let answer = Answer { timex: system, ..Answer::default() };
        let of = |gold: &[Timex], figures: fn(&Counts) -> Vec<Figure>| {
            score(std::slice::from_ref(&document), &[gold.to_vec()], std::slice::from_ref(&answer), figures)
        };
        let scores = of(&gold, times);
        let values: Vec<f64> = scores.figures.iter().map(|f| (f.value * 1e4).round() / 1e4).collect();
        assert_eq!(values, [0.3333, 0.6667, 0.5714, 0.8, 0.3333, 0.3333, 0.1667]);
        let scores = of(&gold, days);
        let values: Vec<f64> = scores.figures.iter().map(|f| (f.value * 1e4).round() / 1e4).collect();
        assert_eq!(values, [0.8, 0.4, 0.5, 0.5, 0.2]);
    }
}
