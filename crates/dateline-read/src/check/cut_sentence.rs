//! # What it checks
//! Paragraphs that stop in the middle of a sentence, and articles that were cut by whoever copied them.
//! # Why it matters
//! The rest of the statement, perhaps its "not", is missing.
//! # Example
//! "The talks were broken off because the"; "[+1734 chars]" at the end of a text from a news service.
//! # Limits
//! Only paragraphs that end with a word no sentence ends with are told; a sentence that goes on in the next paragraph
//! is not cut but divided.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dateline_record::{Finding, Role, Severity, Span};

use super::{Look, MOST_PLACES};
use crate::annotate::lexicon;
use crate::annotate::text::is_letter;

/// Shorter paragraphs may be labels and headings.
const LEAST_CHARACTERS: usize = 60;

static NO_END: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../data/language/no_end.tsv"))
        .map(|row| (row.column(0), row.words(1).collect()))
        .collect()
});

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let text = look.text;
    let article: Vec<(Role, Span)> =
        look.record.article.blocks.iter().filter_map(|b| b.span.map(|span| (b.role, span))).collect();
    let mut findings = Vec::new();
    for (index, (role, span)) in article.iter().enumerate() {
        if findings.len() == MOST_PLACES {
            break;
        }
        let (start, end) = text.range(*span);
        if *role != Role::Paragraph || end <= start {
            continue;
        }
        let last = index + 1 == article.len();
        if last && let Some(from) = marker(look, start, end) {
            let message =
                "The text was cut by whoever copied it: it ends with a mark that says so.".to_owned();
            findings.push(look.at(Severity::Warning, from, end, message));
            continue;
        }
        let next = article.get(index + 1).map(|(_, span)| text.char(span.start as usize));
        let goes_on = next.is_some_and(|c| !c.is_uppercase());
        if end - start >= LEAST_CHARACTERS && !goes_on && ends_openly(look, start, end) {
            let from =
                (start..end).rev().take(40).find(|at| text.before(*at).is_whitespace()).unwrap_or(start);
            let message = format!(
                "The paragraph breaks off in the middle of a sentence, after “{}”.",
                text.slice(from, end)
            );
            findings.push(look.at(Severity::Warning, from, end, message));
        }
    }
    findings
}

/// Whether the last word is one that no sentence ends with.
fn ends_openly(look: &Look<'_>, start: usize, end: usize) -> bool {
    let text = look.text;
    let from = (start..end).rev().find(|at| !is_letter(text.char(*at))).map_or(start, |at| at + 1);
    let Some(words) = NO_END.get(look.language()) else { return false };
    // In small letters as printed: "and a capital A" ends a sentence.
    // "…; or" closes an item of a list.
    from > start + 1
        && text.before(from) == ' '
        && !matches!(text.before(from - 1), ';' | ',')
        && words.contains(text.slice(from, end))
}

/// The mark at the end of a text that a news service cut: "… [+1734 chars]", "[…]".
fn marker(look: &Look<'_>, start: usize, end: usize) -> Option<usize> {
    let text = look.text;
    if text.before(end) != ']' {
        return None;
    }
    let from = (start..end).rev().take(24).find(|at| text.char(*at) == '[')?;
    let inside = text.lower(from + 1, end - 1);
    let counted = inside.starts_with('+') && (inside.ends_with(" chars") || inside.ends_with(" characters"));
    (counted || matches!(inside, "…" | "...")).then_some(from)
}
