//! # What it checks
//! Whether the character set that the server or the page declares is the one the bytes are in.
//! # Why it matters
//! Other programs believe the declaration and store damaged letters; copies of this page will carry them.
//! # Example
//! `charset=iso-8859-1` over bytes that are UTF-8.
//! # Limits
//! Pages of ASCII letters fit nearly every declaration and are not reported.

use dateline_record::{Finding, MediaType, Severity};
use encoding_rs::Encoding;

use super::{Look, finding};
use crate::extract::decode;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let (page, used) = (look.page, look.source.encoding);
    if page.bytes.is_ascii() || look.record.article.text.is_empty() {
        return Vec::new();
    }
    let html = look.record.page.media_type == MediaType::Html;
    let header = page.charset.map(str::to_owned);
    let declared = header.or_else(|| if html { decode::declared_charset(page.bytes) } else { None });
    let Some(declared) = declared else { return Vec::new() };
    match Encoding::for_label(declared.trim().as_bytes()) {
        Some(encoding) if encoding != used => {
            let message = format!(
                "The page is declared to be in {}, but its bytes are {}; it was read as {}.",
                declared.trim(),
                used.name(),
                used.name()
            );
            vec![finding(Severity::Note, message)]
        }
        _ => Vec::new(),
    }
}
