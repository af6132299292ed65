//! # What it checks
//! Whether sentences of an English article follow the last one whose words were read.
//! # Why it matters
//! Names, predicates and trees of the rest are missing, and whoever counts them must know.
//! # Example
//! The minutes of a parliament's whole day on one page.
//! # Limits
//! The limit is `MOST_WORDS` of `annotate/syntax.rs`, in whole blocks; pages of news do not come near it.

use dateline_record::{Finding, Severity};

use super::Look;

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let sentences = &look.record.sentences;
    let read = look.record.tokens.last().map_or(0, |token| token.sentence as usize + 1);
    if !look.reader.language || look.language() != "en" {
        return Vec::new();
    }
    let Some(first) = sentences.get(read) else { return Vec::new() };
    let message = match look.record.tokens.len() {
        0 => "Words, names and predicates were not read: the first paragraph alone is too long.".to_owned(),
        tokens => format!(
            "Words, names and predicates were read in the first {tokens} words and marks only; this article goes on."
        ),
    };
    vec![look.at(Severity::Note, first.span.start as usize, first.span.end as usize, message)]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::{Page, Reader, read};

    fn found(paragraphs: usize, reader: &Reader) -> Vec<String> {
        let sentence = |i| {
            format!(
                "The minister told the assembly on day {i} that port number {i} of the coast would stay closed. "
            )
        };
        let paragraph =
            |i: usize| format!("<p>{}</p>", (0..5).map(|k| sentence(5 * i + k)).collect::<String>());
        let body: String = (0..paragraphs).map(paragraph).collect();
        let page = format!(
            "<html lang=en><body><article><h1>Minutes of the assembly</h1>{body}</article></body></html>"
        );
        let record = read(&Page { bytes: page.as_bytes(), ..Page::default() }, reader);
        record.findings.into_iter().map(|f| f.check).filter(|check| check == "language_cut").collect()
    }

    #[test]
    fn said_once_where_an_article_is_too_long() {
        assert_eq!(found(400, &Reader::new()), ["language_cut"]);
        assert!(found(400, &Reader::of_articles()).is_empty());
        assert!(found(10, &Reader::new()).is_empty());
    }
}
