//! # What it checks
//! Words whose first letter is printed twice.
//! # Why it matters
//! The word, often a name, is not found by a search.
//! # Example
//! "TThe minister", "SSolberg": a decorated initial that was copied as a letter of its own.
//! # Limits
//! The word must be known without the extra letter: from the article, or as a function word.

use dateline_record::{Finding, Severity};

use super::Look;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    look.damaged(Severity::Note, &look.letters().doubled(), |printed, repair| {
        format!("“{printed}” seems to be “{repair}”: its first letter is printed twice.")
    })
}
