//! The measures. Each file does what the reference scorer of the same name does, to the digit; the definitions'
//! origins stand there.

pub mod body;
pub mod lines;
pub mod metadata;
pub mod pagedate;
pub mod snippets;

use std::collections::HashMap;

use crate::answer::Answer;
use crate::corpora::Gold;

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Name of the measure.
    pub name: &'static str,
    /// Its value, usually 0 to 1.
    pub value: f64,
    /// How many pages, names, snippets … it was counted over.
    pub over: usize,
}

/// A set's figures and its pages by how badly they were read: (score, id, what happened).
#[derive(Default)]
pub struct Scores {
    /// The figures, in the order of the table.
    pub figures: Vec<Figure>,
    /// One line a fault.
    pub worst: Vec<Fault>,
}

/// A page that was read badly.
pub struct Fault {
    /// Which measure says so.
    pub measure: &'static str,
    /// Its score there; 0 where a page is either right or wrong.
    pub score: f64,
    /// The page.
    pub id: String,
    /// What was expected and what was answered, where that fits a line.
    pub detail: String,
}

/// Pages with their answers.
pub type Pairs<'a> = [(&'a Gold, &'a Answer)];

/// Pairs gold and answers; a page without an answer gets an empty one.
pub fn pair<'a>(
    golds: impl Iterator<Item = &'a Gold>,
    answers: &'a HashMap<&str, &'a Answer>,
    none: &'a Answer,
) -> Vec<(&'a Gold, &'a Answer)> {
    golds.map(|gold| (gold, answers.get(gold.id.as_str()).copied().unwrap_or(none))).collect()
}

/// The answered text; soft hyphens are never scored.
fn text(answer: &Answer) -> String {
    answer.text.as_deref().unwrap_or_default().replace('\u{ad}', "")
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut n) = (0.0, 0usize);
    for value in values {
        sum += value;
        n += 1;
    }
    if n == 0 { 0.0 } else { sum / n as f64 }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// Precision, recall and their harmonic mean.
fn f1(tp: usize, fp: usize, fn_: usize) -> (f64, f64, f64) {
    let p = ratio(tp as f64, (tp + fp) as f64);
    let r = ratio(tp as f64, (tp + fn_) as f64);
    (p, r, ratio(2.0 * p * r, p + r))
}
