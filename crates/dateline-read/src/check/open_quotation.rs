//! # What it checks
//! Quotations of which one mark is missing.
//! # Why it matters
//! It cannot be told for certain which words are quoted and which are the writer's.
//! # Example
//! He said “we will go, and left the room.
//! # Limits
//! Single marks are left alone, since they are apostrophes too; so are straight marks in paragraphs that look like
//! a program's. The border is inferred.

use dateline_record::{Finding, QuotationState, Role, Severity};

use super::{Look, MOST_PLACES};
use crate::annotate::text::Text;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let text = look.text;
    let mut findings = Vec::new();
    let mut blocks =
        look.record.article.blocks.iter().filter_map(|b| b.span.map(|span| (b.role, span))).peekable();
    for quotation in &look.record.quotations {
        let (start, end) = text.range(quotation.span);
        let (place, message) = match quotation.state {
            QuotationState::Unclosed => ((start, start + 1), "A quotation is opened here and never closed."),
            QuotationState::Unopened => {
                ((end.saturating_sub(1), end), "A quotation is closed here that was never opened.")
            }
            QuotationState::Paired | QuotationState::Continued => continue,
        };
        while blocks.next_if(|(_, span)| span.end <= quotation.span.start).is_some() {}
        let Some((role, block)) = blocks.peek() else { break };
        let prose = matches!(role, Role::Paragraph | Role::Quote);
        let (from, to) = text.range(*block);
        let mark = text.char(place.0);
        if !prose
            || matches!(mark, '‘' | '’' | '\'' | '‚')
            || mark == '"' && looks_like_a_program(text, from, to)
        {
            continue;
        }
        findings.push(look.at(Severity::Note, place.0, place.1, message.to_owned()));
        if findings.len() == MOST_PLACES {
            break;
        }
    }
    findings
}

/// Signs that prose has no use for.
fn looks_like_a_program(text: &Text<'_>, from: usize, to: usize) -> bool {
    text.slice(from, to).contains(['{', '}', '=', '<', '>', '\\'])
}
