//! The article's text against the whole gold text.
//!
//! *word*: WCXB (`evaluate.py`), bags of lower-cased words, F1 of each page, averaged. *shingle*: scrapinghub's
//! article-extraction-benchmark (`evaluate.py`), bags of four-word runs, precision and recall averaged over
//! pages, F1 of the two means. *must have*, *must not*: mean share of the page's snippets found.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Fault, Figure, Pairs, Scores, mean, ratio, text};
use crate::words::words;

/// Words of a shingle.
const SHINGLE: usize = 4;

type Bag<T> = HashMap<T, usize>;

fn bag<T: Hash + Eq>(items: impl Iterator<Item = T>) -> Bag<T> {
    let mut bag = Bag::new();
    for item in items {
        *bag.entry(item).or_default() += 1;
    }
    bag
}

fn size<T>(bag: &Bag<T>) -> usize {
    bag.values().sum()
}

fn shared<T: Hash + Eq>(a: &Bag<T>, b: &Bag<T>) -> usize {
    a.iter().map(|(item, n)| (*n).min(b.get(item).copied().unwrap_or(0))).sum()
}

/// A text shorter than a shingle is one shingle; an empty one has none.
fn shingles(text: &str) -> Bag<Vec<&str>> {
    let words: Vec<&str> = words(text).collect();
    if words.is_empty() {
        return Bag::new();
    }
    let last = words.len().saturating_sub(SHINGLE);
    bag((0..=last).map(|at| words[at..(at + SHINGLE).min(words.len())].to_vec()))
}

/// True and false positives and false negatives as shares of their sum.
fn counts(gold: &Bag<Vec<&str>>, answer: &Bag<Vec<&str>>) -> [f64; 3] {
    let tp = shared(gold, answer);
    let counts = [tp, size(answer) - tp, size(gold) - tp];
    let sum: usize = counts.iter().sum();
    counts.map(|n| ratio(n as f64, sum as f64))
}

/// F1, precision and recall of the means over pages.
fn shingle(rows: &[[f64; 3]]) -> (f64, f64, f64) {
    let share = |tp: f64, fp: f64, fn_: f64, whole: f64| {
        if fp == 0.0 && fn_ == 0.0 { 1.0 } else { tp / whole }
    };
    let answered = rows.iter().filter(|[tp, fp, _]| tp + fp > 0.0);
    let expected = rows.iter().filter(|[tp, _, fn_]| tp + fn_ > 0.0);
    let p = mean(answered.map(|[tp, fp, fn_]| share(*tp, *fp, *fn_, tp + fp)));
    let r = mean(expected.map(|[tp, fp, fn_]| share(*tp, *fp, *fn_, tp + fn_)));
    (ratio(2.0 * p * r, p + r), p, r)
}

/// Precision, recall and F1 of a page's words. A page whose gold is empty scores 0 when anything is answered.
fn word(gold: &str, answer: &str) -> [f64; 3] {
    let (gold, answer) = (gold.to_lowercase(), answer.to_lowercase());
    let (gold, answer) = (bag(words(&gold)), bag(words(&answer)));
    if gold.is_empty() {
        return if answer.is_empty() { [1.0; 3] } else { [0.0; 3] };
    }
    let same = shared(&gold, &answer);
    if same == 0 {
        return [0.0; 3];
    }
    let (p, r) = (same as f64 / size(&answer) as f64, same as f64 / size(&gold) as f64);
    [p, r, 2.0 * p * r / (p + r)]
}

/// The first of the best.
fn best<T: Copy>(rows: impl Iterator<Item = T>, by: impl Fn(T) -> f64) -> Option<T> {
    rows.reduce(|best, row| if by(row) > by(best) { row } else { best })
}

fn share(snippets: &[String], text: &str, empty: f64) -> f64 {
    if snippets.is_empty() {
        return empty;
    }
    let found = snippets.iter().filter(|snippet| text.contains(&snippet.to_lowercase())).count();
    found as f64 / snippets.len() as f64
}

/// Scores pages that have a gold body.
pub fn score(pairs: &Pairs<'_>) -> Scores {
    let (mut tuples, mut rows, mut worst) = (Vec::new(), Vec::new(), Vec::new());
    let (mut have, mut not) = (Vec::new(), Vec::new());
    for (gold, answer) in pairs {
        let Some(body) = &gold.body else { continue };
        let bodies = || std::iter::once(body).chain(&gold.body_alt);
        let text = text(answer);
        let answered = shingles(&text);
        tuples.extend(best(bodies().map(|body| counts(&shingles(body), &answered)), |row| row[0]));
        if let Some(row) = best(bodies().map(|body| word(body, &text)), |row| row[2]) {
            rows.push(row);
            let detail = format!("precision {:.3} recall {:.3}", row[0], row[1]);
            worst.push(Fault { measure: "word F1", score: row[2], id: gold.id.clone(), detail });
        }
        let lower = text.to_lowercase();
        if let (Some(must), Some(must_not)) = (&gold.must_have, &gold.must_not) {
            have.push(share(must, &lower, 1.0));
            not.push(share(must_not, &lower, 0.0));
        }
    }
    let over = rows.len();
    let (f, p, r) = shingle(&tuples);
    let column = |at: usize| mean(rows.iter().map(|row| row[at]));
    let mut figures = vec![
        Figure { name: "word F1", value: column(2), over },
        Figure { name: "word precision", value: column(0), over },
        Figure { name: "word recall", value: column(1), over },
        Figure { name: "shingle F1", value: f, over },
        Figure { name: "shingle precision", value: p, over },
        Figure { name: "shingle recall", value: r, over },
    ];
    if !have.is_empty() {
        let over = have.len();
        figures.push(Figure { name: "must have found", value: mean(have.into_iter()), over });
        figures.push(Figure { name: "must not found", value: mean(not.into_iter()), over });
    }
    Scores { figures, worst }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_runs_of_four() {
        assert_eq!(shingles("a b").len(), 1);
        assert_eq!(shingles(" . ").len(), 0);
        assert_eq!(size(&shingles("a b c d e a b c d")), 6);
        assert_eq!(shingles("a b c d e a b c d").len(), 5);
    }

    #[test]
    fn a_page_is_weighed_by_shares() {
        // Gold of five words has two shingles, the answer one of them.
        let row = counts(&shingles("a b c d e"), &shingles("a b c d"));
        assert_eq!(row, [0.5, 0.0, 0.5]);
        let (f, p, r) = shingle(&[row, [0.0, 0.0, 0.0]]);
        assert_eq!((p, r), (1.0, 0.5));
        assert!((f - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn empty_gold_wants_an_empty_answer() {
        assert_eq!(word("", "x"), [0.0; 3]);
        assert_eq!(word("", " "), [1.0; 3]);
        assert_eq!(word("One two", "ONE three"), [0.5, 0.5, 0.5]);
    }
}
