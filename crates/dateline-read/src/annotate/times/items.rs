//! A sentence cut into the pieces that rules are matched on: words, numbers, marks. A possessive ending is a piece of
//! its own, so is every part of "December21".

use dateline_record::Token;

use crate::annotate::text::{Text, is_apostrophe, is_letter};

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// The token that it is a part of; `usize::MAX` where there is none.
    pub token: usize,
}

/// What an [`Item`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// Digits, with commas between groups of three.
    Number,
    /// "'s", or the apostrophe alone after an s.
    Possessive,
    /// Any other character.
    Mark,
}

/// Cuts the characters from `start` up to `end`. `first` is a token at or before them; tokens stand in order.
pub fn items(text: &Text<'_>, start: usize, end: usize, tokens: &[Token], first: usize) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = start;
    let mut token = first;
    while at < end {
        let c = text.char(at);
        // Square brackets mark an editor's word: "[Ten] years ago" reads on through them.
        if c.is_whitespace() || matches!(c, '[' | ']') {
            at += 1;
            continue;
        }
        let (kind, past) = if is_letter(c) {
            (Kind::Word, word_end(text, at, end))
        } else if c.is_ascii_digit() {
            (Kind::Number, number_end(text, at, end))
        } else if is_apostrophe(c) && is_letter(text.before(at)) && possessive(text, at, end) {
            (Kind::Possessive, at + 2)
        } else {
            (Kind::Mark, at + 1)
        };
        while tokens.get(token).is_some_and(|t| t.span.end as usize <= at) {
            token += 1;
        }
        let inside = tokens.get(token).is_some_and(|t| (t.span.start as usize) < past);
        items.push(Item { start: at, end: past, kind, token: if inside { token } else { usize::MAX } });
        at = past;
    }
    items
}

fn possessive(text: &Text<'_>, at: usize, end: usize) -> bool {
    at + 1 < end && matches!(text.char(at + 1), 's' | 'S') && !(at + 2 < end && is_letter(text.char(at + 2)))
}

/// One past the letters that begin at `at`; a capital after a small letter begins another word.
fn word_end(text: &Text<'_>, at: usize, end: usize) -> usize {
    let mut past = at + 1;
    while past < end && is_letter(text.char(past)) {
        if text.char(past).is_uppercase() && text.before(past).is_lowercase() {
            break;
        }
        past += 1;
    }
    past
}

fn number_end(text: &Text<'_>, at: usize, end: usize) -> usize {
    let digits = |from: usize| (from..end).take_while(|i| text.char(*i).is_ascii_digit()).count();
    let mut past = at + digits(at);
    if past - at <= 3 {
        while text.char(past) == ',' && past < end && digits(past + 1) == 3 {
            past += 4;
        }
    }
    past
}

/// The pieces of a phrase in small letters, as [`items`] cuts them.
pub fn lower_words(phrase: &str) -> Vec<String> {
    let text = Text::new(phrase);
    let pieces = items(&text, 0, text.chars.len(), &[], 0);
    pieces.iter().map(|item| text.lower(item.start, item.end).to_owned()).collect()
}
