//! # What it checks
//! Words with a character inside that nobody sees: soft hyphens, zero-width spaces and joiners.
//! # Why it matters
//! The word looks right and is not found; invisible marks are also used to track copies.
//! # Example
//! "minister" with a soft hyphen after "mini".
//! # Limits
//! Joiners are spelling in Arabic and Indic scripts, and are not reported there.

use dateline_record::{Finding, Severity};

use super::{Look, MOST_PLACES, finding};
use crate::repair::scripts;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let places = scripts::invisible(look.text, look.vocabulary);
    let Some(first) = places.first() else { return Vec::new() };
    let message = match places.len() {
        1 => format!("“{}” holds a character that is not seen.", first.repair),
        n => format!("{n} words hold characters that are not seen, the first of them “{}”.", first.repair),
    };
    let evidence = places.iter().take(MOST_PLACES).map(|p| look.evidence(p.start, p.end)).collect();
    vec![Finding { evidence, repair: Some(first.repair.clone()), ..finding(Severity::Note, message) }]
}
