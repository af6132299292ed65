//! # What it checks
//! Whether the page was longer or deeper than is read.
//! # Why it matters
//! What stands behind the cut is missing from the article, and nothing else would tell.
//! # Example
//! A page of 40 MB, or one that nests its elements a million deep.
//! # Limits
//! It does not tell whether the unread part belonged to the article.

use dateline_record::{Bytes, Evidence, Finding, Severity};

use super::{Look, finding};

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let unread = look.source.unread;
    if unread > 0 {
        let all = look.page.bytes.len();
        let message = format!("The page is too long: its last {unread} bytes were not read.");
        let place = Evidence {
            from: "bytes".into(),
            bytes: Some(Bytes::new(all.saturating_sub(unread), all)),
            ..Evidence::default()
        };
        return vec![Finding { evidence: vec![place], ..finding(Severity::Warning, message) }];
    }
    if look.cut {
        let message = "The page nests its elements too deep or has too many of them: it was not read whole.";
        return vec![finding(Severity::Warning, message)];
    }
    Vec::new()
}
