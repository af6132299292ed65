//! Relations between given events and times (TimeBank-Dense; Cassidy et al. 2014), as far as the days that were read
//! decide them.
//!
//! A thing that ends before the other begins is BEFORE it. The days of a time are its extent; those of an event are
//! the days on which it can have been. So an event whose days all lie in a time's is INCLUDED in it, times include one
//! another and are SIMULTANEOUS where their days are equal; how two events of common days lie is not decided. The
//! creation time, `t0`, is a time of one day. Everything else counts as no answer: a reader that decides nothing has no
//! precision, not a bad one.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::events::Event;
use super::{Scores, share};
use crate::score::Figure;
use crate::time::answer::{Answer, Days, Timex};

/// A relation: a REL b.
#[derive(Clone, Debug, Deserialize)]
pub struct Link {
    /// The document.
    pub doc: String,
    a: String,
    b: String,
    rel: String,
    split: String,
}

/// A document with its relations.
pub struct Document {
    /// The relations.
    pub links: Vec<Link>,
    /// The events.
    pub events: Vec<Event>,
    /// The times, without the creation time.
    pub times: Vec<Timex>,
    /// The creation time.
    pub written: Option<jiff::civil::Date>,
}

/// An end of a relation.
#[derive(Clone, Copy)]
struct End {
    days: Days,
    is_time: bool,
}

impl Document {
    fn ends(&self, answer: &Answer) -> HashMap<&str, End> {
        let mut ends = HashMap::new();
        for event in &self.events {
            if let Some(days) = answer.event(event.start, event.end).and_then(|event| event.days) {
                ends.insert(event.id.as_str(), End { days, is_time: false });
            }
        }
        for time in &self.times {
            if let (Some(id), Some(days)) =
                (&time.id, answer.time(time.start, time.end).and_then(|time| time.days))
            {
                ends.insert(id.as_str(), End { days, is_time: true });
            }
        }
        if self.written.is_some() {
            let days = Days { first: self.written, last: self.written };
            ends.insert("t0", End { days, is_time: true });
        }
        ends
    }
}

fn decide(a: End, b: End) -> Option<&'static str> {
    if a.days.is_before(&b.days) {
        Some("BEFORE")
    } else if b.days.is_before(&a.days) {
        Some("AFTER")
    } else if a.is_time && b.is_time && a.days == b.days && a.days.is_within(&b.days) {
        Some("SIMULTANEOUS")
    } else if b.is_time && a.days.is_within(&b.days) {
        Some("IS_INCLUDED")
    } else if a.is_time && b.days.is_within(&a.days) {
        Some("INCLUDES")
    } else {
        None
    }
}

/// The decided relations as the reference scorer reads them.
pub fn lines(gold: &[Document], answers: &[Answer]) -> Vec<Value> {
    let mut lines = Vec::new();
    for (document, answer) in gold.iter().zip(answers) {
        let ends = document.ends(answer);
        for link in &document.links {
            if let Some(rel) = both(&ends, link).and_then(|(a, b)| decide(a, b)) {
                lines.push(json!({"doc": link.doc, "a": link.a, "b": link.b, "rel": rel}));
            }
        }
    }
    lines
}

fn both(ends: &HashMap<&str, End>, link: &Link) -> Option<(End, End)> {
    Some((*ends.get(link.a.as_str())?, *ends.get(link.b.as_str())?))
}

/// Scores the relations.
pub fn score(gold: &[Document], answers: &[Answer]) -> Scores {
    let (mut known, mut decided, mut vague, mut right) = (0, 0, 0, 0);
    let (mut test_decided, mut test_right) = (0, 0);
    let (mut between, mut between_right) = (0, 0);
    let mut errors = Vec::new();
    for (document, answer) in gold.iter().zip(answers) {
        let ends = document.ends(answer);
        for link in &document.links {
            let is_vague = link.rel == "VAGUE";
            known += usize::from(!is_vague);
            let Some(rel) = both(&ends, link).and_then(|(a, b)| decide(a, b)) else { continue };
            vague += usize::from(is_vague);
            if is_vague {
                continue;
            }
            let is_right = rel == link.rel;
            decided += 1;
            right += usize::from(is_right);
            if link.split == "test" {
                test_decided += 1;
                test_right += usize::from(is_right);
            }
            if link.a.starts_with('e') && link.b.starts_with('e') {
                between += 1;
                between_right += usize::from(is_right);
            }
            if !is_right {
                errors.push(format!("{}\tLINK\t{}\t{}\t{}\t{rel}", link.doc, link.a, link.b, link.rel));
            }
        }
    }
    let figures = vec![
        share("precision", right, decided),
        Figure { name: "coverage", value: decided as f64 / known.max(1) as f64, over: known },
        share("precision, vague ones too", right, decided + vague),
        share("precision, test split", test_right, test_decided),
        share("precision between events", between_right, between),
    ];
    Scores { figures, errors, ..Scores::default() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn days_decide_what_they_can() {
        let end = |first: &str, last: &str, is_time| End {
            days: Days { first: first.parse().ok(), last: last.parse().ok() },
            is_time,
        };
        let event = |first, last| end(first, last, false);
        let time = |first, last| end(first, last, true);
        assert_eq!(decide(event("", "1998-02-01"), event("1998-02-02", "")), Some("BEFORE"));
        assert_eq!(
            decide(time("1998-03-01", "1998-03-31"), event("1998-01-02", "1998-02-01")),
            Some("AFTER")
        );
        assert_eq!(
            decide(event("1998-03-04", "1998-03-04"), time("1998-03-04", "1998-03-04")),
            Some("IS_INCLUDED")
        );
        assert_eq!(
            decide(time("1998-03-01", "1998-03-31"), event("1998-03-04", "1998-03-05")),
            Some("INCLUDES")
        );
        assert_eq!(
            decide(time("1998-03-04", "1998-03-04"), time("1998-03-04", "1998-03-04")),
            Some("SIMULTANEOUS")
        );
        assert_eq!(decide(event("1998-03-04", "1998-03-04"), event("1998-03-04", "1998-03-04")), None);
        assert_eq!(decide(event("1998-03-04", ""), time("1998-03-04", "1998-03-04")), None);
    }
}
