//! The cases of NGEC's actor resolution: a phrase, a context and a day; the country, sector and article that are expected.

use std::path::Path;

use anyhow::Result;
use dateline_read::resolve::actors::{Actor, Context, organisation, person, phrase};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::jsonl;
use crate::score::Figure;

/// A case.
#[derive(Deserialize)]
pub struct Case {
    id: String,
    call: String,
    query: String,
    #[serde(default)]
    context: String,
    #[serde(default)]
    date: String,
    expect: Map<String, Value>,
}

impl Case {
    /// The cases of the development set.
    pub fn read(corpora: &Path) -> Result<Vec<Self>> {
        jsonl::read(&corpora.join("events/ngec_actors/dev.jsonl"))
    }
}

/// What is answered to a case.
#[derive(Serialize)]
pub struct Answer {
    id: String,
    country: String,
    code_1: String,
    wiki: String,
    none: bool,
}

/// The day that "today" and no day mean in these cases: they were written in the course of 2022, and the last day that
/// they name is in October of that year.
const TODAY: Date = Date::constant(2022, 11, 1);
/// Figures: the name, and the keys of the expectation.
const MEASURES: [(&str, &[&str]); 3] =
    [("country", &["country"]), ("sector", &["code_1"]), ("wiki", &["wiki", "title"])];

fn day(text: &str) -> Date {
    let written = ["%Y-%m-%d", "%B %d, %Y", "%d %B %Y"];
    written.iter().find_map(|form| Date::strptime(form, text).ok()).unwrap_or(TODAY)
}

/// Answers a case.
pub fn answer(case: &Case) -> Answer {
    let context = Context { text: &case.context, country: None };
    let day = day(&case.date);
    let days = Some((day, day));
    // A question for an article alone is about a name.
    let named = || organisation(&case.query, &context, days).or_else(|| person(&case.query, &context, days));
    let actor: Option<Actor> = match case.call.as_str() {
        "query_wiki" => {
            named().filter(|actor| actor.title.is_some()).or_else(|| phrase(&case.query, &context, days))
        }
        _ => phrase(&case.query, &context, days),
    };
    let none = actor.is_none();
    let actor = actor.unwrap_or_default();
    // A country has no title of its own among actors, but is asked for by its name.
    let state = actor.title.is_none() && actor.sector.is_none() && case.call == "query_wiki";
    let wiki = if state { Some(actor.name) } else { actor.title };
    Answer {
        id: case.id.clone(),
        country: actor.country.unwrap_or_default(),
        code_1: actor.sector.unwrap_or_default(),
        wiki: wiki.unwrap_or_default(),
        none,
    }
}

fn holds(expected: &Value, found: &str) -> bool {
    let is = |value: &Value| value.as_str().unwrap_or_default() == found;
    match expected {
        Value::Object(choice) => match choice.get("any_of") {
            Some(Value::Array(any)) => any.iter().any(is),
            _ => !choice.contains_key("NotEq") || !choice.values().any(is),
        },
        other => is(other),
    }
}

/// The figures, as the reference scorer counts them, and the faults.
pub fn score(cases: &[Case], answers: &[Answer]) -> (Vec<Figure>, Vec<String>) {
    let names = ["country", "sector", "wiki", "none", "all"];
    let mut counts = [(0_usize, 0_usize); 5];
    let mut errors = Vec::new();
    for (case, answer) in cases.iter().zip(answers) {
        let found = [&answer.country, &answer.code_1, &answer.wiki];
        let mut good = true;
        let mut asked = false;
        let mut count = |at: usize, right: bool| {
            if let Some((hits, all)) = counts.get_mut(at) {
                *hits += usize::from(right);
                *all += 1;
            }
            good &= right;
            asked = true;
        };
        for (at, ((_, keys), found)) in MEASURES.iter().zip(found).enumerate() {
            for expected in keys.iter().filter_map(|key| case.expect.get(*key)) {
                count(at, holds(expected, found));
            }
        }
        if case.expect.get("result").is_some_and(Value::is_null) {
            count(3, answer.none || found.iter().all(|found| found.is_empty()));
        }
        if asked && let Some((hits, all)) = counts.get_mut(4) {
            *hits += usize::from(good);
            *all += 1;
        }
        if !good {
            let [country, sector, wiki] = found;
            let expected = Value::Object(case.expect.clone());
            errors.push(format!(
                "{} \"{}\" ({}, {}): {country} {sector} [{wiki}]; expected {expected}",
                case.id, case.query, case.context, case.date
            ));
        }
    }
    let figures = names.into_iter().zip(counts).map(|(name, (hits, over))| Figure {
        name,
        value: hits as f64 / over.max(1) as f64,
        over,
    });
    (figures.collect(), errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        assert_eq!(day("2021-02-03"), Date::constant(2021, 2, 3));
        assert_eq!(day("February 3, 2021"), Date::constant(2021, 2, 3));
        assert_eq!(day("3 February 2021"), Date::constant(2021, 2, 3));
        assert_eq!(day("today"), TODAY);
    }
}
