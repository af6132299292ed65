//! Which lines of a scraped plain text are the article.

pub mod context;
mod lexicon;
mod line;

use dateline_record::{Furniture, Role};

use super::Verdict;
use super::draft::Draft;

/// Judges every line.
pub fn judge(drafts: &[Draft]) -> Vec<Verdict> {
    drafts
        .iter()
        .map(|draft| {
            if draft.chars >= 80 {
                Verdict::article(Role::Paragraph, 0.5)
            } else {
                Verdict::furniture(Furniture::Other, 0.2)
            }
        })
        .collect()
}
