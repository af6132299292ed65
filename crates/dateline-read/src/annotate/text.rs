//! The article's text, addressed by Unicode scalar values as all spans are, and cut into words.

use dateline_record::Span;

/// The text with both ways of counting.
pub struct Text<'a> {
    /// The text.
    pub all: &'a str,
    /// Its characters.
    pub chars: Vec<char>,
    starts: Vec<u32>,
    lower: String,
    lower_starts: Vec<u32>,
}

impl<'a> Text<'a> {
    /// Counts the characters of `all`.
    pub fn new(all: &'a str) -> Self {
        let mut text = Text {
            all,
            chars: Vec::with_capacity(all.len()),
            starts: Vec::with_capacity(all.len() + 1),
            lower: String::with_capacity(all.len()),
            lower_starts: Vec::with_capacity(all.len() + 1),
        };
        for (at, c) in all.char_indices() {
            text.chars.push(c);
            text.starts.push(at as u32);
            text.lower_starts.push(text.lower.len() as u32);
            // One character for one: the few capitals that become two small letters (İ) keep the first.
            let small =
                if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            text.lower.push(small);
        }
        text.starts.push(all.len() as u32);
        text.lower_starts.push(text.lower.len() as u32);
        text
    }

    /// The character at `at`; a space beyond either end.
    pub fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    /// The character before `at`; a space at the beginning.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or(' ', |before| self.char(before))
    }

    /// The characters from `start` up to, not including, `end`.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        cut(self.all, &self.starts, start, end)
    }

    /// The same in small letters.
    pub fn lower(&self, start: usize, end: usize) -> &str {
        cut(&self.lower, &self.lower_starts, start, end)
    }

    /// The stretch of a span, never beyond the text.
    pub fn range(&self, span: Span) -> (usize, usize) {
        let end = (span.end as usize).min(self.chars.len());
        ((span.start as usize).min(end), end)
    }
}

fn cut<'t>(text: &'t str, starts: &[u32], start: usize, end: usize) -> &'t str {
    match (starts.get(start), starts.get(end)) {
        (Some(from), Some(to)) => text.get(*from as usize..*to as usize).unwrap_or_default(),
        _ => "",
    }
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub kind: Kind,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// What a [`Word`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters; an apostrophe or an invisible character between letters belongs to the word.
    Letters,
    /// Digits, with the separators between them.
    Digits,
    /// One character that is neither a letter, a digit nor a space.
    Mark,
}

/// Characters without a shape that may stand inside a word: soft hyphen, joiners, zero-width space.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Letters and the marks that combine with them.
pub fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}'..='\u{94d}' | '\u{64b}'..='\u{652}')
}

/// Apostrophes, as they stand inside words.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

/// Cuts the characters from `start` up to `end` into words.
pub fn words(text: &Text<'_>, start: usize, end: usize, into: &mut Vec<Word>) {
    let end = end.min(text.chars.len());
    let mut at = start;
    while at < end {
        let c = text.char(at);
        let from = at;
        if is_letter(c) {
            at += 1;
            while at < end {
                let c = text.char(at);
                let inner = is_invisible(c) || is_apostrophe(c);
                if is_letter(c) || inner && at + 1 < end && is_letter(text.char(at + 1)) {
                    at += 1;
                } else {
                    break;
                }
            }
            into.push(Word { kind: Kind::Letters, start: from, end: at });
        } else if c.is_ascii_digit() {
            at += 1;
            while at < end {
                let c = text.char(at);
                let digit_after = at + 1 < end && text.char(at + 1).is_ascii_digit();
                if c.is_ascii_digit() || matches!(c, '.' | ',') && digit_after || is_group(text, at, end) {
                    at += 1;
                } else {
                    break;
                }
            }
            into.push(Word { kind: Kind::Digits, start: from, end: at });
        } else {
            at += 1;
            if !c.is_whitespace() {
                into.push(Word { kind: Kind::Mark, start: from, end: at });
            }
        }
    }
}

/// Whether a narrow or unbreakable space or a Swiss apostrophe parts groups of three digits here.
fn is_group(text: &Text<'_>, at: usize, end: usize) -> bool {
    matches!(text.char(at), '\u{a0}' | '\u{202f}' | '\u{2009}' | '’' | '\'')
        && at + 3 < end
        && (1..=3).all(|n| text.char(at + n).is_ascii_digit())
        && !(at + 4 < end && text.char(at + 4).is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks() {
        let text = Text::new("Sağlık’ın 1,234.5 km² — don't F-16");
        let mut found = Vec::new();
        words(&text, 0, text.chars.len(), &mut found);
        let printed: Vec<&str> = found.iter().map(|w| text.slice(w.start, w.end)).collect();
        assert_eq!(printed, ["Sağlık’ın", "1,234.5", "km", "²", "—", "don't", "F", "-", "16"]);
        assert_eq!(text.lower(0, 2), "sa");
    }
}
