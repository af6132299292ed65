//! The days of events and their order in a timeline (data of SemEval-2015 task 4).
//!
//! Gold dates have the grain day, month or year. Of the events with a date: exact, the answer, cut to the grain of the
//! gold, is the gold and no coarser; compatible, one of the two begins with the other; answered, there is a date.
//! Order: of all pairs of a timeline's dated events with different gold order, the share whose answers, cut to the
//! coarser grain, have the same strict order.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Scores, share};
use crate::time::answer::{Answer, Days};
use crate::time::tasks::Document;

/// A mention of an event.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    /// Its id in the document.
    pub id: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Its dates: two where timelines disagree, none where it has none, absent where it stands in no timeline.
    #[serde(default)]
    pub dates: Option<Vec<String>>,
}

/// A row of a timeline.
#[derive(Debug, Deserialize)]
pub struct Row {
    corpus: String,
    entity: String,
    order: i64,
    date: Option<String>,
    /// `DOCUMENT#EVENT`.
    events: Vec<String>,
}

/// Days as a date, when they are exactly one day, month or year.
pub fn date(days: &Days) -> Option<String> {
    let (first, last) = (days.first?, days.last?);
    let day = first.to_string();
    let begins = first.checked_sub(1.day()).ok()?;
    if first == last {
        Some(day)
    } else if begins.month() != first.month() && last == first.last_of_month() {
        day.rsplit_once('-').map(|(month, _)| month.to_owned())
    } else if first.day_of_year() == 1 && last == first.last_of_year() {
        day.split_once('-').map(|(year, _)| year.to_owned())
    } else {
        None
    }
}

/// The answered date of every event of a timeline, by `DOCUMENT#EVENT`.
fn answered(documents: &[Document], gold: &[Vec<Event>], answers: &[Answer]) -> HashMap<String, String> {
    let mut dates = HashMap::new();
    for ((document, events), answer) in documents.iter().zip(gold).zip(answers) {
        for event in events.iter().filter(|event| event.dates.is_some()) {
            let days = answer.event(event.start, event.end).and_then(|event| event.days);
            if let Some(date) = days.as_ref().and_then(date) {
                dates.insert(format!("{}#{}", document.id, event.id), date);
            }
        }
    }
    dates
}

/// The answers as the reference scorer reads them.
pub fn lines(documents: &[Document], gold: &[Vec<Event>], answers: &[Answer]) -> Vec<Value> {
    let dates = answered(documents, gold, answers);
    let ids = documents.iter().zip(gold).flat_map(|(document, events)| {
        events.iter().map(move |event| format!("{}#{}", document.id, event.id))
    });
    ids.map(|id| json!({"id": id, "date": dates.get(&id)})).collect()
}

/// Scores the answers.
pub fn score(documents: &[Document], gold: &[Vec<Event>], rows: &[Row], answers: &[Answer]) -> Scores {
    let dates = answered(documents, gold, answers);
    let (mut dated, mut found, mut exact, mut compatible) = (0, 0, 0, 0);
    let (mut undated, mut left) = (0, 0);
    let mut errors = Vec::new();
    for (document, events) in documents.iter().zip(gold) {
        let text: Vec<char> = document.text.chars().collect();
        for event in events {
            let Some(gold) = &event.dates else { continue };
            let answer = dates.get(&format!("{}#{}", document.id, event.id));
            let right = match (gold.is_empty(), answer) {
                (true, _) => {
                    undated += 1;
                    left += usize::from(answer.is_none());
                    answer.is_none()
                }
                (false, None) => {
                    dated += 1;
                    false
                }
                (false, Some(answer)) => {
                    dated += 1;
                    found += 1;
                    let right = gold.iter().any(|gold| answer.starts_with(gold.as_str()));
                    exact += usize::from(right);
                    let both = |gold: &String| {
                        gold.starts_with(answer.as_str()) || answer.starts_with(gold.as_str())
                    };
                    compatible += usize::from(gold.iter().any(both));
                    right
                }
            };
            if !right {
                let around = |from: usize, to: usize| -> String {
                    let text = text.get(from.min(text.len())..to.min(text.len())).unwrap_or_default();
                    text.iter().map(|c| if *c == '\n' { ' ' } else { *c }).collect()
                };
                errors.push(format!(
                    "{}#{}\tEVENT\t{}\t{}\t{}[{}]{}",
                    document.id,
                    event.id,
                    if gold.is_empty() { "none".into() } else { gold.join(" or ") },
                    answer.map_or("none", String::as_str),
                    around(event.start.saturating_sub(60), event.start),
                    around(event.start, event.end),
                    around(event.end, event.end + 60),
                ));
            }
        }
    }
    let (ordered, pairs) = order(rows, &dates);
    let figures = vec![
        share("event dated", found, dated),
        share("event date exact", exact, dated),
        share("event date exact when given", exact, found),
        share("event date compatible", compatible, dated),
        share("undated left undated", left, undated),
        share("order right", ordered, pairs),
    ];
    Scores { figures, errors, ..Scores::default() }
}

/// How many pairs are in the right order, and how many there are.
fn order(rows: &[Row], dates: &HashMap<String, String>) -> (usize, usize) {
    let mut timelines: BTreeMap<(&str, &str), Vec<(i64, &str)>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.date.is_some()) {
        let timeline = timelines.entry((&row.corpus, &row.entity)).or_default();
        timeline.extend(row.events.iter().map(|event| (row.order, event.as_str())));
    }
    let (mut right, mut pairs) = (0, 0);
    for timeline in timelines.values() {
        for (i, (first, a)) in timeline.iter().enumerate() {
            for (second, b) in timeline.iter().skip(i + 1).filter(|(second, _)| second != first) {
                pairs += 1;
                let (Some(a), Some(b)) = (dates.get(*a), dates.get(*b)) else { continue };
                let grain = a.len().min(b.len());
                let (a, b) = (a.get(..grain), b.get(..grain));
                right += usize::from(if first < second { a < b } else { a > b });
            }
        }
    }
    (right, pairs)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::time::answer::Happened;

    fn days(first: &str, last: &str) -> Days {
        Days { first: first.parse().ok(), last: last.parse().ok() }
    }

    #[test]
    fn a_date_is_a_whole_day_month_or_year() {
        let of = |first, last| date(&days(first, last));
        assert_eq!(of("2011-03-05", "2011-03-05").as_deref(), Some("2011-03-05"));
        assert_eq!(of("2012-02-01", "2012-02-29").as_deref(), Some("2012-02"));
        assert_eq!(of("2012-01-01", "2012-12-31").as_deref(), Some("2012"));
        assert_eq!(of("2012-02-02", "2012-02-29"), None);
        assert_eq!(of("2012-02-01", "2012-03-31"), None);
        assert_eq!(of("2012-02-01", ""), None);
    }

    /// The figures are those of the reference scorer for the same gold and answers.
    #[test]
    fn dates_and_order_are_counted_as_the_reference_counts_them() {
        let event = |id: &str, at, dates: Option<&[&str]>| Event {
            id: id.into(),
            start: at,
            end: at + 2,
            dates: dates.map(|dates| dates.iter().map(|date| (*date).to_owned()).collect()),
        };
        let gold = vec![
            event("e1", 0, Some(&["2011-03-05"])),
            event("e2", 10, Some(&["2011-03"])),
            event("e3", 20, Some(&["2012", "2011"])),
            event("e4", 30, Some(&[])),
            event("e5", 40, None),
            event("e6", 50, Some(&["2010-01-02"])),
        ];
        let happened = |at, first, last| Happened {
            start: at,
            end: at + 2,
            days: Some(days(first, last)),
            factuality: 3.0,
        };
        let answer = Answer {
            happened: vec![
                happened(0, "2011-03-01", "2011-03-31"),
                happened(10, "2011-03-09", "2011-03-09"),
                happened(20, "2011-12-31", "2011-12-31"),
                happened(30, "2011-12-31", "2011-12-31"),
                happened(50, "2010-01-02", "2010-01-20"),
            ],
            ..Answer::default()
        };
        let document = Document { id: "d".into(), text: " ".repeat(60), written: None };
        let row = |order, date: Option<&str>, event: &str| Row {
            corpus: "c".into(),
            entity: "x".into(),
            order,
            date: date.map(str::to_owned),
            events: vec![format!("d#{event}")],
        };
        let rows = [
            row(0, None, "e4"),
            row(1, Some("2010-01-02"), "e6"),
            row(2, Some("2011-03-05"), "e1"),
            row(3, Some("2011-03"), "e2"),
            row(4, Some("2012"), "e3"),
        ];
        let scores = score(&[document], &[gold], &rows, &[answer]);
        let values: Vec<(f64, usize)> = scores.figures.iter().map(|f| (f.value, f.over)).collect();
        assert_eq!(values, [(0.75, 4), (0.5, 4), (2.0 / 3.0, 3), (0.75, 4), (0.0, 1), (2.0 / 6.0, 6)]);
    }
}
