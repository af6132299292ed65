//! Words, numbers and marks of a text in which dates are sought.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Decimal digits and their value.
    Number(u64),
    /// Letters.
    Word,
    /// Any other character.
    Mark(char),
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Characters.
    pub length: usize,
    /// Whether space stands before it.
    pub spaced: bool,
}

/// Tokens read of one text; dates of a page's frame do not stand deeper in a paragraph.
const MOST_TOKENS: usize = 4000;

/// Decimal digits of the scripts in use.
pub fn digit(c: char) -> Option<u64> {
    let base = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u64::from(u32::from(c) - u32::from(base)))
}

/// The tokens of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let kind = match digit(c) {
            Some(value) => Kind::Number(value),
            None if c.is_alphabetic() || is_joined(c) => Kind::Word,
            None => Kind::Mark(c),
        };
        match (kind, tokens.last_mut()) {
            (Kind::Number(value), Some(last)) if !spaced && last.end == at => {
                if let Kind::Number(before) = last.kind {
                    last.kind = Kind::Number(before.saturating_mul(10).saturating_add(value));
                    (last.end, last.length) = (end, last.length + 1);
                    continue;
                }
            }
            (Kind::Word, Some(last)) if !spaced && last.end == at && last.kind == Kind::Word => {
                (last.end, last.length) = (end, last.length + 1);
                continue;
            }
            _ => {}
        }
        if tokens.len() >= MOST_TOKENS {
            break;
        }
        tokens.push(Token { kind, start: at, end, length: 1, spaced });
        spaced = false;
    }
    tokens
}

/// Vowel signs and the like, which are not letters but stand inside words.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{981}'..='\u{983}'
        | '\u{9bc}'..='\u{9cd}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{64b}'..='\u{652}'
        | '\u{ad}')
}
