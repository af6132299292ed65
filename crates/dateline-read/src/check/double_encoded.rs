//! # What it checks
//! Character references that a reader sees as such.
//! # Why it matters
//! Quotation marks and ampersands in names are hidden from every search and from the reading of quotations.
//! # Example
//! "Harbour &amp;amp; Sons" in the page, shown as "Harbour &amp; Sons".
//! # Limits
//! "&lt;" and "&gt;" are left alone: they stand in texts about HTML.

use dateline_record::{Finding, Severity};

use super::Look;
use crate::repair::entities;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    look.damaged(Severity::Note, &entities::references(look.text), |printed, repair| {
        format!("“{printed}” stands in the text for “{repair}”: it was encoded twice.")
    })
}
