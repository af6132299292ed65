//! # What it checks
//! Whether the dates of the text contradict one another: a weekday that is not that day's, or clues to the article's own
//! day that cannot hold together.
//! # Why it matters
//! One of the two is wrong, or the text was put together from articles of different days.
//! # Example
//! "Friday, March 3, 2020", which was a Tuesday.
//! # Limits
//! A weekday and a day of the month without a year are not compared.

use dateline_record::{Finding, Severity};
use jiff::civil::{Date, Weekday};

use super::{Look, MOST_PLACES};

/// Weekdays by their first three letters.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for time in &look.record.times {
        let (start, end) = look.text.range(time.span);
        let printed = look.text.lower(start, (start + 3).min(end));
        let named = WEEKDAYS.iter().find(|(word, _)| *word == printed).map(|(_, weekday)| *weekday);
        let year =
            look.text.slice(start, end).split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4);
        let day: Option<Date> = time.value.get(..10).and_then(|value| value.parse().ok());
        if let (Some(named), Some(day), true) = (named, day, year && time.rule.starts_with("weekday-"))
            && day.weekday() != named
            && findings.len() < MOST_PLACES
        {
            let message = format!(
                "“{}” contradicts itself: {day} was a {:?}.",
                look.text.slice(start, end),
                day.weekday()
            );
            findings.push(look.at(Severity::Warning, start, end, message));
        }
    }
    let Some(dated) = &look.record.dated else { return findings };
    for conflict in dated.conflicts.iter().take(MOST_PLACES) {
        let clues: Vec<_> = conflict.iter().filter_map(|index| dated.clues.get(*index as usize)).collect();
        let [out, kept] = clues.as_slice() else { continue };
        let message = format!(
            "Two statements do not fit the same day of writing: {}; {}.",
            look.reason(out),
            look.reason(kept)
        );
        if let Some(span) = out.evidence.span {
            let mut one = look.at(Severity::Note, span.start as usize, span.end as usize, message);
            if let Some(span) = kept.evidence.span {
                one.evidence.push(look.evidence(span.start as usize, span.end as usize));
            }
            findings.push(one);
        }
    }
    findings
}
