//! # What it checks
//! Words that lost the space between them.
//! # Why it matters
//! Neither word is found, and a name may be hidden in the joined one.
//! # Example
//! "he arrived inNorland", "the head ofthe army".
//! # Limits
//! Only pairs that begin with a function word, or that are listed, are told; brands such as "YouTube" are not touched.

use dateline_record::{Finding, Severity};

use super::Look;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    look.damaged(Severity::Note, &look.letters().glued(), |printed, repair| {
        format!("“{printed}” seems to be “{repair}”: the space between the words is lost.")
    })
}
