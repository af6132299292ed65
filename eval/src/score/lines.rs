//! Scraped plain text: which lines are the article, which are page furniture.
//!
//! Lines labelled `A` and `F` are scored over all pages together. A system gives a label a line, or the text that
//! it kept: then a line counts as kept when its folded words stand there, as often as they stand there.

use std::collections::HashMap;

use super::{Fault, Figure, Pairs, Scores, f1, ratio};
use crate::words::fold_line;

/// A line of fewer words is kept only when it is a whole kept line.
const SHORT: usize = 4;

/// Labels of the lines by the text that was kept.
fn from_text(lines: &[&str], kept: &str) -> Vec<&'static str> {
    let mut whole: HashMap<String, usize> = HashMap::new();
    for line in kept.split('\n') {
        *whole.entry(fold_line(line)).or_default() += 1;
    }
    let all = format!(" {} ", fold_line(kept));
    let mut seen: HashMap<String, usize> = HashMap::new();
    let label = |line: &&str| {
        let folded = fold_line(line);
        if folded.is_empty() {
            return "";
        }
        let stands = if folded.split(' ').count() >= SHORT {
            all.matches(&format!(" {folded} ")).count()
        } else {
            whole.get(&folded).copied().unwrap_or(0)
        };
        let seen = seen.entry(folded).or_default();
        *seen += 1;
        if stands >= *seen { "A" } else { "F" }
    };
    lines.iter().map(label).collect()
}

/// Lines by what they are and what they were called.
#[derive(Default)]
struct Cells {
    /// Article called article.
    aa: usize,
    /// Article called furniture.
    af: usize,
    /// Furniture called article.
    fa: usize,
    /// Furniture called furniture.
    ff: usize,
}

impl Cells {
    fn add(&mut self, gold: &str, article: bool, weight: usize) {
        match (gold, article) {
            ("A", true) => self.aa += weight,
            ("A", false) => self.af += weight,
            ("F", true) => self.fa += weight,
            ("F", false) => self.ff += weight,
            _ => {}
        }
    }
}

/// Scores pages whose lines are labelled.
pub fn score(pairs: &Pairs<'_>) -> Scores {
    let (mut all, mut characters) = (Cells::default(), Cells::default());
    let (mut page_sum, mut exact, mut headlines, mut kept) = (0.0, 0, 0, 0);
    let (mut pages, mut worst) = (0usize, Vec::new());
    for (gold, answer) in pairs {
        let (Some(text), Some(labels)) = (&gold.text, &gold.labels) else { continue };
        let lines: Vec<&str> = text.split('\n').collect();
        let answered: Vec<&str> = match &answer.labels {
            Some(labels) => labels.iter().map(String::as_str).collect(),
            None => from_text(&lines, answer.text.as_deref().unwrap_or_default()),
        };
        let mut page = Cells::default();
        for ((line, gold), label) in lines.iter().zip(labels).zip(&answered) {
            if gold == "T" {
                headlines += 1;
                kept += usize::from(matches!(*label, "A" | "T"));
            }
            all.add(gold, *label == "A", 1);
            page.add(gold, *label == "A", 1);
            characters.add(gold, *label == "A", line.chars().count());
        }
        pages += 1;
        let score = f1(page.aa, page.fa, page.af).2;
        page_sum += score;
        exact += usize::from(page.fa + page.af == 0);
        let detail = format!("{} article lines lost, {} furniture lines kept", page.af, page.fa);
        worst.push(Fault { measure: "article line F1", score, id: gold.id.clone(), detail });
    }
    let article = f1(all.aa, all.fa, all.af);
    let furniture = f1(all.ff, all.af, all.fa);
    let over = all.aa + all.af + all.fa + all.ff;
    let figures = vec![
        Figure { name: "article line F1", value: article.2, over },
        Figure { name: "article line precision", value: article.0, over },
        Figure { name: "article line recall", value: article.1, over },
        Figure { name: "furniture line F1", value: furniture.2, over },
        Figure {
            name: "article character F1",
            value: f1(characters.aa, characters.fa, characters.af).2,
            over,
        },
        Figure { name: "article page F1", value: ratio(page_sum, pages as f64), over: pages },
        Figure { name: "whole page right", value: ratio(exact as f64, pages as f64), over: pages },
        Figure { name: "headline kept", value: ratio(kept as f64, headlines as f64), over: headlines },
    ];
    Scores { figures, worst }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_text_labels_lines() {
        let lines = ["Menu", "The talks will go on, he said.", "Menu", "", "The talks will go on, he said."];
        let kept = "Menu\nThe talks will go on, he said. More";
        assert_eq!(from_text(&lines, kept), ["A", "A", "F", "", "F"]);
    }
}
