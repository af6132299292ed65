//! # What it checks
//! Quotations of which one mark is missing.
//! # Why it matters
//! It cannot be told for certain which words are quoted and which are the writer's.
//! # Example
//! He said “we will go, and left the room.
//! # Limits
//! A mark that is opened in one paragraph and closed in a later one is taken for a long quotation. Single marks are left alone, since they are apostrophes too; so are straight marks in paragraphs that look like
//! a program's. The border is inferred.

use dateline_record::{Finding, Quotation, QuotationState, Role, Severity};

use super::{Look, MOST_PLACES};
use crate::annotate::text::Text;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let text = look.text;
    let mut findings = Vec::new();
    let mut blocks =
        look.record.article.blocks.iter().filter_map(|b| b.span.map(|span| (b.role, span))).peekable();
    let quotations = &look.record.quotations;
    for (index, quotation) in quotations.iter().enumerate() {
        let (start, end) = text.range(quotation.span);
        let (place, message) = match quotation.state {
            QuotationState::Unclosed => ((start, start + 1), "A quotation is opened here and never closed."),
            QuotationState::Unopened => {
                ((end.saturating_sub(1), end), "A quotation is closed here that was never opened.")
            }
            QuotationState::Paired | QuotationState::Continued => continue,
        };
        // A quotation over several paragraphs that did not open anew: opened in one, closed in a later one.
        let opened = |q: Option<&Quotation>| q.is_some_and(|q| q.state == QuotationState::Unclosed);
        let closed = |q: Option<&Quotation>| q.is_some_and(|q| q.state == QuotationState::Unopened);
        let goes_on = opened(Some(quotation)) && closed(quotations.get(index + 1));
        let came_on = closed(Some(quotation)) && opened(index.checked_sub(1).and_then(|i| quotations.get(i)));
        if goes_on || came_on {
            continue;
        }
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
