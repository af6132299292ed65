//! What in the page does not hold up: one file a check, its reason and its limits at its head.
//!
//! A false alarm is worse than a miss: whoever reads many pages stops reading findings that are wrong.

mod claimed_date;
mod cut_sentence;
mod date_conflict;
mod double_encoded;
mod doubled_letter;
mod glued_words;
mod homoglyphs;
mod invisible_characters;
mod language_cut;
mod language_mismatch;
mod ligatures;
mod lost_letter;
mod lost_name;
mod mojibake;
mod no_article;
mod no_byline;
mod no_date;
mod nothing_read;
mod open_quotation;
mod page_cut;
mod replacement_characters;
mod run_together;
mod wrong_charset;

use std::collections::HashMap;

use dateline_record::{Evidence, Finding, Record, Severity, Span};

use crate::annotate::text::Text;
use crate::extract::assemble;
use crate::extract::decode::Source;
use crate::repair::Damage;
use crate::repair::letters::Letters;
use crate::repair::vocabulary::Vocabulary;
use crate::{Page, Reader};

/// Most findings of one check about words, and most places named in one: a page that is damaged all over says so
/// once more and stops.
const MOST_PLACES: usize = 20;

/// A check: its name, which is its file's, and its rule.
type Check = (&'static str, fn(&Look<'_>) -> Vec<Finding>);

const CHECKS: &[Check] = &[
    ("nothing_read", nothing_read::check),
    ("page_cut", page_cut::check),
    ("wrong_charset", wrong_charset::check),
    ("no_article", no_article::check),
    ("no_date", no_date::check),
    ("no_byline", no_byline::check),
    ("claimed_date", claimed_date::check),
    ("date_conflict", date_conflict::check),
    ("language_cut", language_cut::check),
    ("language_mismatch", language_mismatch::check),
    ("lost_name", lost_name::check),
    ("lost_letter", lost_letter::check),
    ("doubled_letter", doubled_letter::check),
    ("mojibake", mojibake::check),
    ("replacement_characters", replacement_characters::check),
    ("double_encoded", double_encoded::check),
    ("homoglyphs", homoglyphs::check),
    ("glued_words", glued_words::check),
    ("run_together", run_together::check),
    ("cut_sentence", cut_sentence::check),
    ("open_quotation", open_quotation::check),
    ("ligatures", ligatures::check),
    ("invisible_characters", invisible_characters::check),
];

/// Runs every check over a record that is otherwise complete. `cut` says that the page's tree was too large or too
/// deep to be built whole.
pub fn check(page: &Page<'_>, reader: &Reader, source: &Source, cut: bool, record: &mut Record) {
    let text = Text::new(&record.article.text);
    let vocabulary = Vocabulary::new(&text, &record.sentences);
    let look = Look { page, reader, source, cut, record, text: &text, vocabulary: &vocabulary };
    let mut findings = Vec::new();
    for (name, rule) in CHECKS {
        for mut finding in rule(&look) {
            finding.check = (*name).to_owned();
            findings.push(finding);
        }
    }
    record.findings = findings;
}

/// What the checks look at.
struct Look<'a> {
    page: &'a Page<'a>,
    reader: &'a Reader,
    source: &'a Source,
    cut: bool,
    record: &'a Record,
    text: &'a Text<'a>,
    vocabulary: &'a Vocabulary<'a>,
}

impl Look<'_> {
    fn language(&self) -> &str {
        &self.record.article.language.code
    }

    fn letters(&self) -> Letters<'_> {
        Letters { text: self.text, vocabulary: self.vocabulary, language: self.language() }
    }

    /// The place of a stretch of the article's text.
    fn evidence(&self, start: usize, end: usize) -> Evidence {
        let span = Span::new(start, end);
        Evidence {
            from: "text".into(),
            span: Some(span),
            bytes: assemble::bytes_of(&self.record.article, self.page.bytes, self.source, span),
            text: String::new(),
        }
    }

    /// A finding about one place of the text.
    fn at(&self, severity: Severity, start: usize, end: usize, message: String) -> Finding {
        Finding { evidence: vec![self.evidence(start, end)], ..finding(severity, message) }
    }

    /// One finding for each damaged form; `say` tells what happened to it, given the printed form and its repair.
    fn damaged(
        &self,
        severity: Severity,
        damage: &[Damage],
        say: impl Fn(&str, &str) -> String,
    ) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        let mut known: HashMap<(&str, &str), usize> = HashMap::new();
        let mut places = 0;
        for one in damage {
            let printed = self.text.slice(one.start, one.end);
            let index = *known.entry((printed, &one.repair)).or_insert_with(|| {
                findings.push(Finding {
                    repair: Some(one.repair.clone()),
                    ..finding(severity, say(printed, &one.repair))
                });
                findings.len() - 1
            });
            if places < MOST_PLACES
                && let Some(finding) = findings.get_mut(index)
            {
                finding.evidence.push(self.evidence(one.start, one.end));
                places += 1;
            }
        }
        let more = damage.len().saturating_sub(places);
        findings.retain(|finding| !finding.evidence.is_empty());
        if more > 0
            && let Some(last) = findings.last_mut()
        {
            last.message.push_str(&format!(" The same kind of damage stands in {more} further places."));
        }
        findings
    }
}

/// A finding about the page as a whole.
fn finding(severity: Severity, message: impl Into<String>) -> Finding {
    Finding { check: String::new(), severity, message: message.into(), evidence: Vec::new(), repair: None }
}
