//! Questions of what happened before or after an event (TORQUE; Ning et al. 2020), answered from days.
//!
//! Only questions that begin "What happened before" or "What happened after" and then name one event of the passage
//! (the only one whose words occur there) are put. An answer is every other event that happened (factuality above 0)
//! and whose days lie before or after all of those of the event asked about. Precision: answers that are right;
//! coverage: right answers that were given. A reader that knows no days gives no answers.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Scores, share};
use crate::time::answer::Answer;

/// A passage with its events and questions.
#[derive(Debug, Deserialize)]
pub struct Passage {
    /// Its id.
    pub id: String,
    /// The text.
    pub text: String,
    events: Vec<(usize, usize)>,
    questions: Vec<Question>,
}

#[derive(Debug, Deserialize)]
struct Question {
    question: String,
    answers: BTreeSet<(usize, usize)>,
}

type Event = (usize, usize);

impl Passage {
    /// Whether a question asks for what was before, and the event that it asks about.
    fn asked(&self, question: &str) -> Option<(bool, Event)> {
        let rest = question.strip_prefix("What happened ")?;
        let (before, rest) = match rest.strip_prefix("before ") {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix("after ")?),
        };
        let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).collect();
        let text: Vec<char> = self.text.chars().collect();
        let named = |event: &&Event| {
            let event: String = text.get(event.0..event.1).unwrap_or_default().iter().collect();
            words.contains(&event.as_str())
        };
        let mut named = self.events.iter().filter(named);
        match (named.next(), named.next()) {
            (Some(event), None) => Some((before, *event)),
            _ => None,
        }
    }

    /// The answers to a question; none where it is not put.
    fn answer(&self, question: &Question, answer: &Answer) -> Option<BTreeSet<Event>> {
        let (before, event) = self.asked(&question.question)?;
        let Some(days) = answer.event(event.0, event.1).and_then(|event| event.days) else {
            return Some(BTreeSet::new());
        };
        let fits = |other: &&Event| {
            let Some(found) = answer.event(other.0, other.1) else { return false };
            let Some(theirs) = found.days else { return false };
            let in_order = if before { theirs.is_before(&days) } else { days.is_before(&theirs) };
            **other != event && found.factuality > 0.0 && in_order
        };
        Some(self.events.iter().filter(fits).copied().collect())
    }
}

/// The answers as the reference scorer reads them: questions that are not put have none.
pub fn lines(gold: &[Passage], answers: &[Answer]) -> Vec<Value> {
    let mut lines = Vec::new();
    for (passage, answer) in gold.iter().zip(answers) {
        for question in &passage.questions {
            let given = passage.answer(question, answer).unwrap_or_default();
            lines.push(json!({"id": passage.id, "question": question.question, "answers": given}));
        }
    }
    lines
}

/// Scores the questions that are put.
pub fn score(gold: &[Passage], answers: &[Answer]) -> Scores {
    let (mut put, mut given, mut right, mut expected) = (0, 0, 0, 0);
    let mut errors = Vec::new();
    for (passage, answer) in gold.iter().zip(answers) {
        let text: Vec<char> = passage.text.chars().collect();
        for question in &passage.questions {
            let Some(events) = passage.answer(question, answer) else { continue };
            put += 1;
            given += events.len();
            expected += question.answers.len();
            right += events.intersection(&question.answers).count();
            for wrong in events.difference(&question.answers) {
                let word: String = text.get(wrong.0..wrong.1).unwrap_or_default().iter().collect();
                errors.push(format!("{}\tANSWER\t{}\t{word}", passage.id, question.question));
            }
        }
    }
    let figures = vec![
        share("precision", right, given),
        share("coverage", right, expected),
        share("answers a question", given, put),
    ];
    Scores { figures, errors, ..Scores::default() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::time::answer::{Days, Happened};

    #[test]
    fn only_what_certainly_lies_before_is_answered() {
        // Events: fell, warned, rose, may fall.
        let passage = Passage {
            id: "p".into(),
            text: "It fell. They warned. It rose. It may sink.".into(),
            events: vec![(3, 7), (14, 20), (25, 29), (38, 42)],
            questions: vec![
                Question {
                    question: "What happened before it rose?".into(),
                    answers: [(3, 7), (14, 20)].into(),
                },
                Question {
                    question: "What happened after it rose or fell?".into(),
                    answers: BTreeSet::new(),
                },
                Question { question: "What will happen after it rose?".into(), answers: [(38, 42)].into() },
            ],
        };
        let happened = |start, end, day: &str, factuality| Happened {
            start,
            end,
            days: Some(Days { first: None, last: day.parse().ok() }),
            factuality,
        };
        let rose = Days { first: "2011-03-05".parse().ok(), last: None };
        let answer = Answer {
            happened: vec![
                happened(3, 7, "2011-03-04", 2.0),
                happened(14, 20, "2011-03-05", 2.0),
                Happened { start: 25, end: 29, days: Some(rose), factuality: 3.0 },
                happened(38, 42, "2011-03-04", -1.0),
            ],
            ..Answer::default()
        };
        let scores = score(&[passage], &[answer]);
        let values: Vec<(f64, usize)> = scores.figures.iter().map(|f| (f.value, f.over)).collect();
        assert_eq!(values, [(1.0, 1), (0.5, 2), (1.0, 1)]);
    }
}
