//! # What it checks
//! Sentences that stand together without a space.
//! # Why it matters
//! Often a line break, or a piece of text, was lost between them.
//! # Example
//! "They left the town.He said so."
//! # Limits
//! Only a full stop, question mark or exclamation mark between a small letter and a capitalised word is seen.

use dateline_record::{Finding, Severity};

use super::{Look, MOST_PLACES};
use crate::annotate::sentences;

/// Characters shown on each side.
const AROUND: usize = 12;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let text = look.text;
    sentences::run_together(text, &look.record.article.blocks, look.language())
        .into_iter()
        .take(MOST_PLACES)
        .map(|at| {
            let from = (at.saturating_sub(AROUND)..at).rev().find(|i| text.before(*i).is_whitespace());
            let from = from.unwrap_or(at.saturating_sub(AROUND));
            let to = (at..(at + AROUND).min(text.chars.len()))
                .find(|i| text.char(*i).is_whitespace())
                .unwrap_or((at + AROUND).min(text.chars.len()));
            let printed = text.slice(from, to);
            let message = format!("Two sentences run together in “{printed}”.");
            let repair = format!("{} {}", text.slice(from, at), text.slice(at, to));
            Finding { repair: Some(repair), ..look.at(Severity::Note, from, to, message) }
        })
        .collect()
}
