//! # What it checks
//! Whether the page says who wrote the article.
//! # Why it matters
//! An unsigned text has no author who answers for it.
//! # Example
//! A rewritten agency report without a name or an agency.
//! # Limits
//! Many agencies and magazines sign nothing: this is a note, no reproach.

use dateline_record::{Finding, Severity};

use super::{Look, finding};

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let article = &look.record.article;
    if article.text.is_empty() || !article.byline.is_empty() {
        return Vec::new();
    }
    vec![finding(Severity::Note, "The page names no author.")]
}
