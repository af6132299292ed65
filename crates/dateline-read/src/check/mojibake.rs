//! # What it checks
//! Letters that were read with the wrong character set before the page was made.
//! # Why it matters
//! Names are damaged and not found; quotation marks are not seen as such.
//! # Example
//! "itâ€™s" for "it’s", "cafÃ©" for "café", "ÐŸÑƒÑ‚Ð¸Ð½" for "Путин".
//! # Limits
//! Where bytes were lost on the way (a question mark for a letter) nothing can be restored.

use dateline_record::{Finding, Severity};

use super::Look;
use crate::repair::encoding;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    look.damaged(Severity::Warning, &encoding::mojibake(look.text), |printed, repair| {
        format!("“{printed}” is “{repair}” read with a wrong character set.")
    })
}
