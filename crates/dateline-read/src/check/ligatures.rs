//! # What it checks
//! Letters that are printed as one character, as PDF files do.
//! # Why it matters
//! A search for the word does not find it.
//! # Example
//! "oﬃcial" with the single character "ﬃ".
//! # Limits
//! Ligatures that are letters of their language (æ, œ, ß) are none here.

use dateline_record::{Finding, Severity};

use super::Look;
use crate::repair::scripts;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    look.damaged(Severity::Note, &scripts::ligatures(look.text, look.vocabulary), |printed, repair| {
        format!("“{printed}” is printed with a ligature; it reads “{repair}”.")
    })
}
