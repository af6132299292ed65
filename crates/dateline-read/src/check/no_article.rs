//! # What it checks
//! Whether the page carries one article.
//! # Why it matters
//! A list of headlines, a search page or an error message read as an article gives claims that nobody made.
//! # Example
//! The front page of a newspaper; "Page not found".
//! # Limits
//! Very short reports look like teasers, and are reported too.

use dateline_record::{Finding, Severity};

use super::{Look, finding};

/// Below this confidence the text is more likely something else than one article.
const LEAST_CONFIDENCE: f32 = 0.2;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let article = &look.record.article;
    if article.blocks.is_empty() || article.confidence >= LEAST_CONFIDENCE {
        return Vec::new();
    }
    let message = if article.text.is_empty() {
        "No article was found on the page: all of it looks like menus, links and notices."
    } else {
        "The page may not carry an article: there is little connected text on it."
    };
    vec![finding(Severity::Warning, message)]
}
