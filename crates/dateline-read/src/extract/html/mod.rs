//! Which blocks of an HTML page are the article.

mod classes;
pub mod features;
mod head;
mod layout;
mod roles;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Verdict;
use super::dom::Dom;
use super::draft::Draft;
use super::trees::Trees;
use crate::models::BLOCKS;
use head::Head;
use layout::{Layout, is_prose};

/// The scorer. The file is part of the program and a test reads it: it cannot be broken here.
static SCORER: LazyLock<Option<Trees>> = LazyLock::new(|| Trees::parse(BLOCKS.text).ok());

/// A block belongs to the article when it is likelier than not.
const THRESHOLD: f32 = 0.5;

/// A text of this many characters that stands on the page twice is one text.
const LEAST_COPY: usize = 25;

/// The feature vectors of a page's blocks, with their names; for training.
pub fn describe(dom: &Dom, page: &str, drafts: &[Draft]) -> features::Vectors {
    let layout = Layout::new(dom, drafts);
    features::vectors(drafts, &layout, &Head::new(dom, page), true)
}

/// Judges every block.
pub fn judge(dom: &Dom, page: &str, drafts: &[Draft]) -> Vec<Verdict> {
    let layout = Layout::new(dom, drafts);
    let vectors = features::vectors(drafts, &layout, &Head::new(dom, page), false);
    let scores: Vec<f32> = match &*SCORER {
        Some(scorer) => vectors.rows.iter().map(|row| scorer.score(row)).collect(),
        None => vec![0.0; drafts.len()],
    };
    let chosen = choose(drafts, &layout, &scores);
    let mut verdicts = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.iter().enumerate() {
        let score = scores[number];
        verdicts.push(if chosen[number] {
            Verdict::article(roles::of_article(draft, number, &layout), score)
        } else {
            roles::beside(draft, number, &layout, score)
        });
    }
    verdicts
}

/// The blocks of the article: those over the threshold, of copies the likeliest. When none is, the prose inside the
/// longest run of prose, whose low scores say how little it is to be trusted.
fn choose(drafts: &[Draft], layout: &Layout, scores: &[f32]) -> Vec<bool> {
    let mut chosen: Vec<bool> = scores.iter().map(|score| *score > THRESHOLD).collect();
    if !chosen.contains(&true)
        && let Some((from, to)) = layout.run
    {
        for number in from..=to {
            chosen[number] = is_prose(&drafts[number]);
        }
    }
    let mut best: HashMap<&str, usize> = HashMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        if !chosen[number] || draft.chars < LEAST_COPY {
            continue;
        }
        match best.get(draft.text.as_str()).copied() {
            Some(other) if scores[other] >= scores[number] => chosen[number] = false,
            Some(other) => {
                chosen[other] = false;
                best.insert(&draft.text, number);
            }
            None => {
                best.insert(&draft.text, number);
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use dateline_record::Role;

    #[test]
    fn the_model_reads_the_numbers_that_are_made() {
        let model = Trees::parse(BLOCKS.text).unwrap();
        let page = "<p>One block is enough to have the names.</p>";
        let dom = Dom::parse(page);
        let drafts = crate::extract::draft::from_html(&dom, page);
        let vectors = describe(&dom, page, &drafts);
        assert_eq!(model.features, vectors.names);
        assert_eq!(vectors.rows[0].len(), vectors.names.len());
    }

    #[test]
    fn a_plain_report_is_told_from_its_furniture() {
        let page = include_str!("report.html");
        let dom = Dom::parse(page);
        let drafts = crate::extract::draft::from_html(&dom, page);
        let verdicts = judge(&dom, page, &drafts);
        let role = |beginning: &str| {
            let number = drafts.iter().position(|draft| draft.text.starts_with(beginning));
            verdicts[number.unwrap_or_else(|| panic!("no block begins {beginning:?}"))].role
        };
        assert_eq!(role("The river Orla"), Role::Paragraph);
        assert_eq!(role("Council workers"), Role::Paragraph);
        assert_eq!(role("Home"), Role::Furniture);
        assert_eq!(role("Three easy soups"), Role::Furniture);
        assert_eq!(role("Volunteers fill"), Role::Caption);
        assert_eq!(role("I saw the water"), Role::Comment);
    }
}
