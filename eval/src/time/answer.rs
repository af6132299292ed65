//! What is read from a text about time, in the form that the scorers take.

use cpu_time::ThreadTime;
use dateline_read::{Convention, Given, Record, read_english};
use dateline_record::{Interval, TimexType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::tasks::Document;

/// A time expression, gold or answered. Offsets count characters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Timex {
    /// Its id in the gold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type", default)]
    pub kind: Option<String>,
    /// Its value in the set's convention.
    #[serde(default)]
    pub value: Option<String>,
    /// What it does in its document: the creation time is not scored.
    #[serde(
        rename = "functionInDocument",
        alias = "function",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub function: Option<String>,
    /// The days that we say it may mean.
    #[serde(skip)]
    pub days: Option<Days>,
}

/// The first and the last day that fit; none where open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
}

impl Days {
    /// The days of a record's interval; none when an end is no day of the calendar that is counted with, which begins
    /// in 9999 BC.
    pub fn of(interval: &Interval) -> Option<Days> {
        let day = |end: &Option<String>| end.as_deref().map(str::parse::<Date>).transpose().ok();
        Some(Days { first: day(&interval.earliest)?, last: day(&interval.latest)? })
    }

    /// Whether all of it lies before all of the other.
    pub fn is_before(&self, other: &Days) -> bool {
        matches!((self.last, other.first), (Some(last), Some(first)) if last < first)
    }

    /// Whether it has two ends and lies in the other.
    pub fn is_within(&self, other: &Days) -> bool {
        let (Some(first), Some(last)) = (self.first, self.last) else { return false };
        other.first.is_none_or(|start| start <= first) && other.last.is_none_or(|end| last <= end)
    }
}

/// A predicate with the days on which what it tells of took place.
#[derive(Clone, Copy, Debug)]
pub struct Happened {
    /// First character of its word.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// When, as far as the text says.
    pub days: Option<Days>,
    /// Did it happen: -3 to 3.
    pub factuality: f32,
}

/// One text's answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The text.
    pub id: String,
    /// Its time expressions.
    pub timex: Vec<Timex>,
    /// Its predicates.
    #[serde(skip)]
    pub happened: Vec<Happened>,
    /// Processor time that the reading took, in milliseconds.
    #[serde(default)]
    pub ms: f64,
}

impl Answer {
    /// The predicate whose word covers most of a mention of an event.
    pub fn event(&self, start: usize, end: usize) -> Option<&Happened> {
        let common = |event: &Happened| end.min(event.end).saturating_sub(start.max(event.start));
        self.happened.iter().filter(|event| common(event) > 0).max_by_key(|event| common(event))
    }

    /// The expression that covers most of a mention of a time.
    pub fn time(&self, start: usize, end: usize) -> Option<&Timex> {
        let common = |time: &Timex| end.min(time.end).saturating_sub(start.max(time.start));
        self.timex.iter().filter(|time| common(time) > 0).max_by_key(|time| common(time))
    }
}

/// Reads a text and takes the time.
pub fn read(document: &Document, convention: Convention) -> Answer {
    let start = ThreadTime::now();
    let given = Given { written: document.written, convention, ..Given::default() };
    let record = read_english(&document.text, &given);
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    Answer { id: document.id.clone(), timex: times(&record), happened: happened(&record), ms }
}

fn times(record: &Record) -> Vec<Timex> {
    let times = record.times.iter().map(|time| Timex {
        start: time.span.start as usize,
        end: time.span.end as usize,
        kind: Some(kind(time.kind).to_owned()),
        value: Some(time.value.clone()),
        days: time.interval.as_ref().and_then(Days::of),
        ..Timex::default()
    });
    times.collect()
}

fn kind(kind: TimexType) -> &'static str {
    match kind {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}

fn happened(record: &Record) -> Vec<Happened> {
    let predicates = record.predicates.iter().map(|predicate| Happened {
        start: predicate.span.start as usize,
        end: predicate.span.end as usize,
        days: predicate.when.as_ref().and_then(|when| Days::of(&when.interval)),
        factuality: predicate.factuality,
    });
    predicates.collect()
}
