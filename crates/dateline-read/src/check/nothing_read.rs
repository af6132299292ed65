//! # What it checks
//! Whether anything could be read at all.
//! # Why it matters
//! An empty record looks like an empty page; the reader must know that the file was no text.
//! # Example
//! A PDF or a picture saved under the name of a web page; a download that broke off at once.
//! # Limits
//! Text inside pictures and PDF files is not read.

use dateline_record::{Finding, MediaType, Severity};

use super::{Look, finding};

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let message = match look.record.page.media_type {
        MediaType::Binary => "The page is not text (an archive, a picture, a PDF file): nothing was read.",
        MediaType::Empty => "The page is empty: nothing was read.",
        _ if look.record.article.blocks.is_empty() => {
            "The page shows no words: perhaps it is filled in by a program that was not run."
        }
        _ => return Vec::new(),
    };
    vec![finding(Severity::High, message)]
}
