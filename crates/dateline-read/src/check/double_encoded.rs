//! # What it checks
//! Character references that a reader sees as such.
//! # Why it matters
//! Quotation marks and ampersands in names are hidden from every search and from the reading of quotations.
//! # Example
//! "Harbour &amp;amp; Sons" in the page, shown as "Harbour &amp; Sons".
//! # Limits
//! A text that prints "&lt;" is about HTML, and nothing is reported for it.

use dateline_record::{Finding, Severity};

use super::Look;
use crate::repair::entities;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    if look.text.all.contains("&lt;") {
        return Vec::new();
    }
    look.damaged(Severity::Note, &entities::references(look.text), |printed, repair| {
        format!("“{printed}” stands in the text for “{repair}”: it was encoded twice.")
    })
}
