//! # What it checks
//! Quotations of which one mark is missing.
//! # Why it matters
//! It cannot be told for certain which words are quoted and which are the writer's.
//! # Example
//! He said “we will go, and left the room.
//! # Limits
//! Single marks are left alone, since they are apostrophes too. The border is inferred.

use dateline_record::{Finding, QuotationState, Severity};

use super::{Look, MOST_PLACES};

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let text = look.text;
    let mut findings = Vec::new();
    for quotation in &look.record.quotations {
        let (start, end) = text.range(quotation.span);
        let (place, message) = match quotation.state {
            QuotationState::Unclosed => ((start, start + 1), "A quotation is opened here and never closed."),
            QuotationState::Unopened => {
                ((end.saturating_sub(1), end), "A quotation is closed here that was never opened.")
            }
            QuotationState::Paired | QuotationState::Continued => continue,
        };
        if matches!(text.char(place.0), '‘' | '’' | '\'' | '‚') {
            continue;
        }
        findings.push(look.at(Severity::Note, place.0, place.1, message.to_owned()));
        if findings.len() == MOST_PLACES {
            break;
        }
    }
    findings
}
