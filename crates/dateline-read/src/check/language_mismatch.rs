//! # What it checks
//! Whether the text is in the language that the page declares.
//! # Why it matters
//! Search engines and translators believe the declaration.
//! # Example
//! `<html lang="en">` over a German article.
//! # Limits
//! Closely related languages (Croatian and Serbian, Malay and Indonesian) are not told apart here, and a doubtful
//! detection reports nothing.

use dateline_record::{Finding, Severity};

use super::{Look, finding};
use crate::annotate::lexicon;

/// A detection below this is no ground for doubt.
const LEAST_CONFIDENCE: f32 = 0.7;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let language = &look.record.article.language;
    let Some(declared) = &language.declared else { return Vec::new() };
    let main: String = declared
        .value
        .trim()
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    let known = (2..=3).contains(&main.len()) && !matches!(main.as_str(), "und" | "mul" | "xx");
    if !known || language.confidence < LEAST_CONFIDENCE || related(&main, &language.code) {
        return Vec::new();
    }
    let message = format!(
        "The page declares its language as {}, but the text is in {}.",
        declared.value.trim(),
        language.code
    );
    vec![Finding { evidence: vec![declared.evidence.clone()], ..finding(Severity::Note, message) }]
}

/// Whether two codes name one language, or languages that are not told apart.
fn related(one: &str, other: &str) -> bool {
    one == other
        || lexicon::rows(include_str!("../../../../data/language/related_languages.tsv"))
            .any(|row| row.words(0).any(|code| code == one) && row.words(0).any(|code| code == other))
}
