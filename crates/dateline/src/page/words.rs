//! Tokens in the text: each an element that carries its parse, which the script shows on hover and focus.

use std::collections::HashMap;

use dateline_record::{Interval, Predicate, Record, Span, Token};

use super::html::Html;
use crate::report::days;

/// Writes text with its tokens, from the beginning of the article to its end.
pub struct Words<'a> {
    text: &'a [char],
    tokens: &'a [Token],
    /// Predicates by the beginning of their token.
    predicates: HashMap<u32, &'a Predicate>,
    /// Tokens that have been written, at least in part.
    begun: usize,
}

impl<'a> Words<'a> {
    /// The tokens of a record over its text.
    pub fn new(record: &'a Record, text: &'a [char]) -> Self {
        let predicates = record.predicates.iter().map(|p| (p.span.start, p)).collect();
        Words { text, tokens: &record.tokens, predicates, begun: 0 }
    }

    /// Writes the characters from `start` up to `end`. A token that is cut by a mark is written in parts, of which the
    /// first carries the parse.
    pub fn write(&mut self, html: &mut Html, start: usize, end: usize) {
        let mut at = start;
        let first = self.tokens.partition_point(|token| token.span.end as usize <= start);
        for (i, token) in self.tokens.iter().enumerate().skip(first) {
            let (from, to) = ((token.span.start as usize).max(at), (token.span.end as usize).min(end));
            if from >= end {
                break;
            }
            if from >= to {
                continue;
            }
            self.plain(html, at, from);
            html.raw("<span class=\"w\" data-w=\"").number(i).raw("\"");
            if i >= self.begun {
                self.begun = i + 1;
                self.parse(html, i, token);
            }
            html.raw(">");
            self.plain(html, from, to);
            html.raw("</span>");
            at = to;
        }
        self.plain(html, at, end);
    }

    fn plain(&self, html: &mut Html, start: usize, end: usize) {
        if let Some(characters) = self.text.get(start..end) {
            html.text(&characters.iter().collect::<String>());
        }
    }

    /// The parse of a token as attributes. The first token of a sentence can be reached with the keyboard.
    fn parse(&self, html: &mut Html, i: usize, token: &Token) {
        html.raw(" data-s=\"").number(token.sentence as usize).raw("\" data-lemma=\"").text(&token.lemma);
        html.raw("\" data-upos=\"").text(&token.upos).raw("\" data-xpos=\"").text(&token.xpos);
        html.raw("\" data-rel=\"").text(&token.deprel).raw("\"");
        if !token.feats.is_empty() {
            html.raw(" data-feats=\"").text(&token.feats).raw("\"");
        }
        if let Some(head) = token.head {
            html.raw(" data-head=\"").number(head as usize).raw("\"");
        }
        if let Some(predicate) = self.predicates.get(&token.span.start) {
            html.raw(" data-frame=\"").text(predicate.roleset.as_deref().unwrap_or(&token.lemma));
            html.raw("\" data-happened=\"")
                .text(&format!("{:.1}", predicate.factuality))
                .raw("\" data-roles=\"");
            for (n, argument) in predicate.arguments.iter().enumerate() {
                let (first, last) = self.range(argument.span);
                html.raw(if n > 0 { ";" } else { "" }).text(&argument.label).raw(" ");
                html.number(first).raw(" ").number(last);
            }
            html.raw("\"");
            let known = predicate.when.as_ref().filter(|when| when.interval != Interval::default());
            if let Some(when) = known {
                html.raw(" data-when=\"").text(&days(&when.interval)).raw(", ").raw(taken_from(&when.reason));
                html.raw("\"");
            }
        }
        if i == 0 || self.tokens[i - 1].sentence != token.sentence {
            html.raw(" tabindex=\"0\"");
        }
    }

    /// The first token of a span and the one after its last.
    fn range(&self, span: Span) -> (usize, usize) {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        (first, last)
    }
}

/// What the time of a predicate was taken from, for people.
fn taken_from(reason: &str) -> &'static str {
    match reason {
        "own" => "from its own time expression",
        "clause" => "from its clause",
        "tense" => "from its tense",
        "story" => "from what was told before",
        "report" => "the article’s day",
        _ => "inferred",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_parse_is_escaped_and_a_cut_token_carries_it_once() {
        let mut record: Record =
            serde_json::from_str(include_str!("../../tests/fixtures/parsed.json")).unwrap();
        record.tokens[0].lemma = "\"><script>".into();
        let text: Vec<char> = record.article.text.chars().collect();
        let mut words = Words::new(&record, &text);
        let mut html = Html::default();
        // "Kest", "ria won't": the first token in two parts.
        words.write(&mut html, 0, 4);
        words.write(&mut html, 4, 13);
        let html = html.done();
        assert!(!html.contains("<script"));
        assert_eq!(html.matches("data-lemma").count(), 3);
        assert_eq!(html.matches("data-w=\"0\"").count(), 2);
        assert_eq!(html.matches("tabindex").count(), 1);
        let bare: String = html.split('<').map(|part| part.split_once('>').map_or(part, |p| p.1)).collect();
        assert_eq!(bare, "Kestria won&#39;t");
    }
}
