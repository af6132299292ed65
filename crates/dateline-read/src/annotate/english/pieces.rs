//! Word pieces, as BERT cuts them (Devlin et al. 2019, uncased): lower case, accents off, marks apart, then always the
//! longest piece that fits.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The pieces and their numbers.
pub struct Pieces {
    first: HashMap<String, u32>,
    inner: HashMap<String, u32>,
    longest: usize,
    most: usize,
    /// Stands before a text.
    pub begin: u32,
    /// Stands behind a text.
    pub end: u32,
    unknown: u32,
}

impl Pieces {
    /// From the list of pieces; at most `most` are kept of a word.
    pub fn new(list: &[String], most: usize) -> Option<Pieces> {
        let mut first = HashMap::with_capacity(list.len());
        let mut inner = HashMap::new();
        for (number, piece) in list.iter().enumerate() {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => inner.insert(rest.to_owned(), number as u32),
                _ => first.insert(piece.clone(), number as u32),
            };
        }
        let longest = list.iter().map(String::len).max()?;
        let of = |name: &str| first.get(name).copied();
        let (begin, end, unknown) = (of("[CLS]")?, of("[SEP]")?, of("[UNK]")?);
        Some(Pieces { first, inner, longest, most, begin, end, unknown })
    }

    /// Appends the pieces of one word: at least one.
    pub fn cut(&self, word: &str, into: &mut Vec<u32>) {
        let from = into.len();
        let simple = simplified(word);
        let mut part = String::new();
        for c in simple.chars() {
            if is_mark(c) {
                self.cut_part(&part, into);
                part.clear();
                self.cut_part(c.encode_utf8(&mut [0; 4]), into);
            } else {
                part.push(c);
            }
        }
        self.cut_part(&part, into);
        if into.len() == from {
            into.push(self.unknown);
        }
        into.truncate(from + self.most);
    }

    fn cut_part(&self, part: &str, into: &mut Vec<u32>) {
        let from = into.len();
        let mut rest = part;
        while !rest.is_empty() {
            let table = if rest.len() == part.len() { &self.first } else { &self.inner };
            let mut end = rest.floor_char_boundary(self.longest.min(rest.len()));
            let found = loop {
                if end == 0 {
                    break None;
                }
                let (piece, after) = rest.split_at(end);
                if let Some(number) = table.get(piece) {
                    break Some((*number, after));
                }
                end = rest.floor_char_boundary(end - 1);
            };
            let Some((number, after)) = found else {
                into.truncate(from);
                into.push(self.unknown);
                return;
            };
            into.push(number);
            rest = after;
            // What is cut off later need not be cut now: a word may be a megabyte long.
            if into.len() > from + self.most {
                return;
            }
        }
    }
}

fn simplified(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(|c| !c.is_ascii_control()).map(|c| c.to_ascii_lowercase()).collect();
    }
    word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c) && !is_unseen(*c)).collect()
}

/// Control and format characters.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What BERT takes for a word of its own: ASCII that is no letter, digit or space, the general categories P, Chinese characters.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}' | '\u{589}'
            | '\u{5be}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
            | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}'
            | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces() -> Pieces {
        let list = [
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "runs", "'", "t", "n", "cafe",
            "##s", "“",
        ];
        Pieces::new(&list.map(str::to_owned), 4).unwrap()
    }

    fn cut(word: &str) -> Vec<u32> {
        let mut out = Vec::new();
        pieces().cut(word, &mut out);
        out
    }

    #[test]
    fn the_longest_piece_first() {
        assert_eq!(cut("Unaffable"), [4, 5, 6]);
        assert_eq!(cut("n't"), [10, 8, 9]);
        assert_eq!(cut("Cafés"), [11, 12]);
        assert_eq!(cut("“runs"), [13, 7]);
    }

    #[test]
    fn what_has_no_pieces_is_unknown() {
        assert_eq!(cut("xyz"), [1]);
        assert_eq!(cut(""), [1]);
        assert_eq!(cut("\u{200b}"), [1]);
        assert_eq!(cut("unxyz't"), [1, 8, 9]);
    }

    proptest! {
        #[test]
        fn every_word_has_pieces(word in "\\PC{0,40}") {
            let n = cut(&word).len();
            prop_assert!((1..=4).contains(&n));
        }
    }
}
