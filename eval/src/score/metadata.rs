//! Title, authors and day of publication.
//!
//! *exact*: equal after folding; the authors as a set. *invented*: an answer where the annotators found none.

use std::collections::BTreeSet;

use super::{Fault, Figure, Pairs, Scores, ratio};
use crate::answer::Names;
use crate::words::{fold, is_space};

/// The set of folded names. A string is cut at semicolon, comma, "and" and ampersand.
fn names(names: Option<&Names>) -> BTreeSet<String> {
    let folded = |name: &str| Some(fold(name)).filter(|name| !name.is_empty());
    match names {
        None => BTreeSet::new(),
        Some(Names::List(list)) => list.iter().filter_map(|name| folded(name)).collect(),
        Some(Names::Text(text)) => {
            let text = text.replace(" and ", ";").replace(" & ", ";");
            text.split([';', ',']).filter_map(folded).collect()
        }
    }
}

/// The day at the beginning of an answer; `malformed` if there is something else.
fn day(answer: Option<&str>) -> Option<String> {
    let text = answer.unwrap_or_default().trim_matches(is_space);
    let day: String = text.chars().take(10).collect();
    let digits = |range: std::ops::Range<usize>| {
        day.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let dashes = day.get(4..5) == Some("-") && day.get(7..8) == Some("-");
    match answer {
        None | Some("") => None,
        _ if dashes && digits(0..4) && digits(5..7) && digits(8..10) => Some(day),
        _ => Some("malformed".into()),
    }
}

#[derive(Default)]
struct Count {
    all: usize,
    hit: usize,
}

impl Count {
    fn add(&mut self, hit: bool) {
        self.all += 1;
        self.hit += usize::from(hit);
    }

    fn figure(&self, name: &'static str) -> Option<Figure> {
        let value = ratio(self.hit as f64, self.all as f64);
        (self.all > 0).then_some(Figure { name, value, over: self.all })
    }
}

/// Scores what the gold annotates.
pub fn score(pairs: &Pairs<'_>) -> Scores {
    let (mut titles, mut exact, mut any, mut invented) =
        (Count::default(), Count::default(), Count::default(), Count::default());
    let (mut dates, mut undated) = (Count::default(), Count::default());
    let mut worst = Vec::new();
    let mut fault = |measure: &'static str, id: &str, gold: &str, answer: &str| {
        let detail = format!("expected {gold:?}, read {answer:?}");
        worst.push(Fault { measure, score: 0.0, id: id.to_owned(), detail });
    };
    for (gold, answer) in pairs {
        if let Some(title) = gold.title.as_deref().filter(|title| !title.is_empty()) {
            let read = answer.title.as_deref().unwrap_or_default();
            let right = fold(read) == fold(title);
            titles.add(right);
            if !right {
                fault("title exact", &gold.id, title, read);
            }
        }
        if let Some(authors) = &gold.authors {
            let wanted = names(authors.clone().map(Names::List).as_ref());
            let read = names(answer.authors.as_ref());
            let listed = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join("; ");
            if wanted.is_empty() {
                invented.add(!read.is_empty());
            } else {
                exact.add(read == wanted);
                any.add(!read.is_disjoint(&wanted));
            }
            if read != wanted {
                let measure = if wanted.is_empty() { "authors invented" } else { "authors exact" };
                fault(measure, &gold.id, &listed(&wanted), &listed(&read));
            }
        }
        if let Some(date) = &gold.date {
            let read = day(answer.date.as_deref());
            let wanted: Option<String> =
                date.as_deref().filter(|date| !date.is_empty()).map(|date| date.chars().take(10).collect());
            match &wanted {
                Some(_) => dates.add(read == wanted),
                None => undated.add(read.is_some()),
            }
            if read != wanted {
                let measure = if wanted.is_none() { "date invented" } else { "date exact" };
                let shown = |day: &Option<String>| day.clone().unwrap_or_default();
                fault(measure, &gold.id, &shown(&wanted), &shown(&read));
            }
        }
    }
    let figures = [
        titles.figure("title exact"),
        exact.figure("authors exact"),
        any.figure("authors any"),
        invented.figure("authors invented"),
        dates.figure("date exact"),
        undated.figure("date invented"),
    ];
    Scores { figures: figures.into_iter().flatten().collect(), worst }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_only_in_strings() {
        let list = Names::List(vec!["Ada Lovelace, PhD".into(), " ".into()]);
        assert_eq!(names(Some(&list)).into_iter().collect::<Vec<_>>(), ["ada lovelace phd"]);
        let text = Names::Text("Ada Lovelace; Mary Sand and Ann Andrews & Bo".into());
        let cut: Vec<String> = names(Some(&text)).into_iter().collect();
        assert_eq!(cut, ["ada lovelace", "ann andrews", "bo", "mary sand"]);
    }

    #[test]
    fn a_day_is_ten_characters() {
        assert_eq!(day(Some(" 2024-03-05T10:00:00Z")), Some("2024-03-05".into()));
        assert_eq!(day(Some("5 March")), Some("malformed".into()));
        assert_eq!(day(Some("2024-3-5é")), Some("malformed".into()));
        assert_eq!(day(Some("")), None);
        assert_eq!(day(None), None);
    }
}
