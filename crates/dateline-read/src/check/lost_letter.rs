//! # What it checks
//! Names that lost their first letter.
//! # Why it matters
//! A search for the name misses the sentence, and a statement hangs in the air without its speaker.
//! # Example
//! "olberg called the talks a success" in an article that prints "Solberg" everywhere else.
//! # Limits
//! The whole name must stand elsewhere in the article with a capital; a word of ordinary language is never taken for
//! a damaged name, even where it is one.

use dateline_record::{Finding, Severity};

use super::Look;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    look.damaged(Severity::Warning, &look.letters().lost(), |printed, repair| {
        format!("“{printed}” seems to be “{repair}”, which the article prints elsewhere: its first letter is lost.")
    })
}
