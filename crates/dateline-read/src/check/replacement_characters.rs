//! # What it checks
//! Characters that could not be decoded and were replaced by "�", here or before the page was made.
//! # Why it matters
//! A letter is lost and cannot be restored; in a name it may be the difference between two people.
//! # Example
//! "Mu�oz said".
//! # Limits
//! A question mark in the place of a letter is not told from a question.

use dateline_record::{Finding, Severity};

use super::{Look, MOST_PLACES, finding};

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let chars = &look.text.chars;
    let places: Vec<usize> =
        (0..chars.len()).filter(|at| chars[*at] == char::REPLACEMENT_CHARACTER).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let cause = if look.source.damaged {
        format!("bytes of the page are not {}", look.source.encoding.name())
    } else {
        "they were lost before the page was made".to_owned()
    };
    let count = places.len();
    let message = if count == 1 {
        format!("One character of the text is lost: {cause}.")
    } else {
        format!("{count} characters of the text are lost: {cause}.")
    };
    let evidence = places.iter().take(MOST_PLACES).map(|at| look.evidence(*at, at + 1)).collect();
    vec![Finding { evidence, ..finding(Severity::Warning, message) }]
}
