//! # What it checks
//! Words in which single letters come from another script that looks the same.
//! # Why it matters
//! The word looks right and is not found; it is also a way to hide from filters or to fake an address.
//! # Example
//! "Kestrel" with a Cyrillic "К" and "е".
//! # Limits
//! A word wholly in the other script, and a word half in each, is not reported.

use dateline_record::{Finding, Severity};

use super::Look;
use crate::repair::scripts;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    look.damaged(Severity::Warning, &scripts::homoglyphs(look.text, look.vocabulary), |printed, repair| {
        format!("“{printed}” mixes letters of two scripts that look alike; it reads “{repair}”.")
    })
}
