//! Semantic roles: PropBank frames as in CoNLL-2005 and 2012; arguments without labels against the answers of QA-SRL
//! (Roit et al. 2020).

use std::collections::{BTreeSet, HashMap, HashSet};

use dateline_record::{Predicate, Span};
use serde::Deserialize;

use super::Count;
use crate::language::layers::Layers;
use crate::score::Figure;

/// Share of the words of two spans that must be common for the spans to be the same argument of QA-SRL.
const OVERLAP: f64 = 0.5;

/// A PropBank frame.
#[derive(Clone, Debug, Deserialize)]
pub struct Frame {
    start: usize,
    end: usize,
    roleset: String,
    args: Vec<Argument>,
}

#[derive(Clone, Debug, Deserialize)]
struct Argument {
    label: String,
    start: usize,
    end: usize,
}

/// A sentence of QA-SRL: its tokens, and its verbs.
pub type Asked = (Vec<(usize, usize)>, Vec<Verb>);

/// A verb of QA-SRL with its questions.
#[derive(Clone, Debug, Deserialize)]
pub struct Verb {
    start: usize,
    qas: Vec<Question>,
}

#[derive(Clone, Debug, Deserialize)]
struct Question {
    answers: Vec<Place>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Place {
    start: usize,
    end: usize,
}

/// Everything that is said of the predicates of a text, as sets that can be compared.
#[derive(Default)]
struct Said {
    predicates: HashSet<(usize, usize)>,
    rolesets: HashSet<(usize, usize, String)>,
    arguments: HashSet<(usize, usize, usize, usize, String)>,
    core: HashSet<(usize, usize, usize, usize, String)>,
    spans: HashSet<(usize, usize, usize, usize)>,
}

impl Said {
    fn predicate(&mut self, start: usize, end: usize, roleset: Option<&str>) {
        self.predicates.insert((start, end));
        self.rolesets.insert((start, end, roleset.unwrap_or_default().to_owned()));
    }

    fn argument(&mut self, of: (usize, usize), start: usize, end: usize, label: &str) {
        self.spans.insert((of.0, of.1, start, end));
        let argument = (of.0, of.1, start, end, label.to_owned());
        let number = label.strip_prefix("ARG").filter(|rest| rest.len() == 1);
        if number.is_some_and(|number| number.chars().all(|c| matches!(c, '0'..='5' | 'A'))) {
            self.core.insert(argument.clone());
        }
        self.arguments.insert(argument);
    }

    fn gold(frames: &[Frame]) -> Self {
        let mut said = Said::default();
        for frame in frames {
            said.predicate(frame.start, frame.end, Some(&frame.roleset));
            for argument in &frame.args {
                said.argument((frame.start, frame.end), argument.start, argument.end, &argument.label);
            }
        }
        said
    }

    fn read(predicates: &[Predicate]) -> Self {
        let place = |span: Span| (span.start as usize, span.end as usize);
        let mut said = Said::default();
        for predicate in predicates {
            let of = place(predicate.span);
            said.predicate(of.0, of.1, predicate.roleset.as_deref());
            for argument in &predicate.arguments {
                let (start, end) = place(argument.span);
                said.argument(of, start, end, &argument.label);
            }
        }
        said
    }
}

/// Scores predicates, their senses and their arguments.
pub fn propbank(gold: &[Vec<Frame>], answers: &[&Layers]) -> Vec<Figure> {
    let [mut both, mut predicates, mut rolesets, mut arguments, mut core, mut spans] = [Count::default(); 6];
    for (gold, answer) in gold.iter().zip(answers) {
        let (gold, read) = (Said::gold(gold), Said::read(&answer.predicates));
        for count in [&mut predicates, &mut both] {
            count.sets(&gold.predicates, &read.predicates);
        }
        for count in [&mut arguments, &mut both] {
            count.sets(&gold.arguments, &read.arguments);
        }
        rolesets.sets(&gold.rolesets, &read.rolesets);
        core.sets(&gold.core, &read.core);
        spans.sets(&gold.spans, &read.spans);
    }
    vec![
        both.f1("predicates and arguments F1"),
        predicates.f1("predicates F1"),
        rolesets.f1("rolesets F1"),
        arguments.f1("arguments F1"),
        core.f1("numbered arguments F1"),
        spans.f1("arguments without label F1"),
    ]
}

/// Scores argument spans, whatever their labels, against the answers to questions about verbs.
pub fn qasrl(gold: &[Asked], answers: &[&Layers]) -> Vec<Figure> {
    let [mut arguments, mut questions] = [Count::default(); 2];
    for ((tokens, verbs), answer) in gold.iter().zip(answers) {
        let cover = |start: usize, end: usize| -> BTreeSet<usize> {
            (0..tokens.len()).filter(|i| tokens[*i].0 < end && tokens[*i].1 > start).collect()
        };
        let mut read: HashMap<usize, BTreeSet<BTreeSet<usize>>> = HashMap::new();
        for predicate in &answer.predicates {
            let spans = predicate.arguments.iter().map(|a| cover(a.span.start as usize, a.span.end as usize));
            read.entry(predicate.span.start as usize).or_default().extend(spans.filter(|s| !s.is_empty()));
        }
        for verb in verbs {
            let places = verb.qas.iter().flat_map(|question| &question.answers);
            let spans: BTreeSet<BTreeSet<usize>> =
                places.map(|place| cover(place.start, place.end)).filter(|s| !s.is_empty()).collect();
            let spans: Vec<_> = spans.into_iter().collect();
            let none = BTreeSet::new();
            let found = read.get(&verb.start).unwrap_or(&none);
            let near: Vec<Vec<usize>> = found
                .iter()
                .map(|a| {
                    let same = |b: &BTreeSet<usize>| {
                        a.intersection(b).count() as f64 >= OVERLAP * a.union(b).count() as f64
                    };
                    (0..spans.len()).filter(|j| same(&spans[*j])).collect()
                })
                .collect();
            let mates = matching(&near, spans.len());
            let matched = mates.iter().flatten().count();
            // A span that overlaps a matched answer as much, without being matched itself, is not held against us.
            let wrong = near.iter().filter(|near| near.is_empty()).count();
            arguments.add(matched, matched + wrong, spans.len());
            let hit = |place: &Place| {
                let span = cover(place.start, place.end);
                spans.iter().zip(&mates).any(|(other, mate)| mate.is_some() && *other == span)
            };
            let asked = verb.qas.iter().filter(|question| !question.answers.is_empty());
            let (mut all, mut right) = (0, 0);
            for question in asked {
                all += 1;
                right += usize::from(question.answers.iter().any(hit));
            }
            questions.add(right, right, all);
        }
    }
    vec![arguments.f1("arguments F1"), questions.recall("questions answered")]
}

/// The largest one-to-one matching of rows to `columns`: for each column its row.
fn matching(edges: &[Vec<usize>], columns: usize) -> Vec<Option<usize>> {
    let mut mates: Vec<Option<usize>> = vec![None; columns];
    for row in 0..edges.len() {
        // Looks for a way along which all can be matched; verbs have a handful of arguments.
        let mut seen = vec![false; columns];
        find(row, edges, &mut seen, &mut mates);
    }
    mates
}

fn find(row: usize, edges: &[Vec<usize>], seen: &mut [bool], mates: &mut [Option<usize>]) -> bool {
    for &column in &edges[row] {
        if std::mem::replace(&mut seen[column], true) {
            continue;
        }
        let free = match mates[column] {
            None => true,
            Some(other) => find(other, edges, seen, mates),
        };
        if free {
            mates[column] = Some(row);
            return true;
        }
    }
    false
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn predicate(at: (usize, usize), roleset: &str, arguments: &[(usize, usize, &str)]) -> Layers {
        let arguments = arguments.iter().map(|(start, end, label)| dateline_record::Argument {
            label: (*label).to_owned(),
            span: Span::new(*start, *end),
            head: Span::new(*start, *end),
        });
        let predicate = Predicate {
            span: Span::new(at.0, at.1),
            roleset: Some(roleset.to_owned()),
            factuality: 3.0,
            arguments: arguments.collect(),
            when: None,
        };
        Layers { predicates: vec![predicate], ..Layers::default() }
    }

    #[test]
    fn frames_are_counted_as_the_reference_counts_them() {
        let gold: Vec<Frame> = serde_json::from_str(
            r#"[{"start": 5, "end": 9, "roleset": "say.01", "args": [{"start": 0, "end": 4, "label": "ARG0"},
                {"start": 10, "end": 20, "label": "ARG1"}, {"start": 21, "end": 25, "label": "ARGM-TMP"}]}]"#,
        )
        .unwrap();
        let read = predicate((5, 9), "say.02", &[(0, 4, "ARG0"), (10, 20, "ARG2")]);
        let figures = propbank(&[gold], &[&read]);
        let values: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
        // both: 2 right of 3 answered and 4 expected; then 1 of 1, 0, 1 of 2 and 3, 1 of 2 and 2, 2 of 2 and 3.
        let expected = [4.0 / 7.0, 1.0, 0.0, 2.0 / 5.0, 0.5, 4.0 / 5.0];
        assert!(values.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{values:?}");
    }

    #[test]
    fn answers_are_matched_one_to_one() {
        let tokens = vec![(0, 2), (3, 6), (7, 9), (10, 13)];
        let verbs: Vec<Verb> = serde_json::from_str(
            r#"[{"start": 3, "qas": [{"answers": [{"start": 0, "end": 2}]}, {"answers": [{"start": 7, "end": 13}]}]}]"#,
        )
        .unwrap();
        let read = predicate((3, 6), "x.01", &[(7, 13, "A"), (10, 13, "A"), (3, 6, "A")]);
        let figures = qasrl(&[(tokens, verbs)], &[&read]);
        assert!(figures.iter().all(|figure| (figure.value - 0.5).abs() < 1e-12), "{figures:?}");
    }
}
