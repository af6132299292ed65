//! # What it checks
//! Whether the page says when it was published.
//! # Why it matters
//! Without a day, "on Monday" cannot be placed, and an old report passes for a new one.
//! # Example
//! A scraped text without its head.
//! # Limits
//! It tells what the page says of itself, not whether the day can be worked out from the text.

use dateline_record::{Finding, Severity};

use super::{Look, finding};

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let article = &look.record.article;
    if article.text.is_empty() || article.published.is_some() {
        return Vec::new();
    }
    vec![finding(Severity::Note, "The page does not say when it was published.")]
}
