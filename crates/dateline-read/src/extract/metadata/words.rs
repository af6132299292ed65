//! The lexicons of this folder's readers: text files under `data/metadata`, each with a head that says what it is.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

/// Rows of a lexicon: columns are divided by tabs, lines that begin with `#` are remarks.
pub fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
}

/// A list of phrases, each of a kind, found in running text at word borders.
pub struct Phrases {
    automaton: Option<AhoCorasick>,
    kinds: Vec<&'static str>,
}

impl Phrases {
    /// Reads a lexicon whose first column is a phrase and whose second is its kind.
    pub fn new(file: &'static str) -> Self {
        let (mut phrases, mut kinds) = (Vec::new(), Vec::new());
        for row in rows(file) {
            if let [phrase, kind, ..] = row.as_slice() {
                phrases.push(*phrase);
                kinds.push(*kind);
            }
        }
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(phrases)
            .ok();
        Phrases { automaton, kinds }
    }

    /// Every phrase in `text`, wherever it stands: kind, first byte, one past the last byte.
    pub fn pieces<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'static str, usize, usize)> + 'a {
        self.automaton.iter().flat_map(move |automaton| {
            automaton.find_iter(text).filter_map(|found| {
                self.kinds.get(found.pattern().as_usize()).map(|kind| (*kind, found.start(), found.end()))
            })
        })
    }

    /// The phrases in `text` that begin and end at the border of a word. `text` is in lower case.
    pub fn words<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'static str, usize, usize)> + 'a {
        self.pieces(text).filter(move |(_, start, end)| {
            let before = text.get(..*start).and_then(|t| t.chars().next_back());
            let after = text.get(*end..).and_then(|t| t.chars().next());
            let inside = text.get(*start..*end).and_then(|t| t.chars().next());
            // Scripts without spaces have no borders to look for.
            inside.is_some_and(unspaced)
                || !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphabetic)
        })
    }
}

/// Whether a letter belongs to a script that writes words without spaces.
pub fn unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{e7f}')
}

/// Hints in class, id, itemprop and rel values.
pub fn classes() -> &'static Phrases {
    static CLASSES: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::new(include_str!("../../../../../data/metadata/class_words.tsv")));
    &CLASSES
}

/// What a step of an address's path says that the page behind it holds.
pub fn classes_of_path(step: &str) -> Option<&'static str> {
    static PATHS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        rows(include_str!("../../../../../data/metadata/path_words.tsv"))
            .filter_map(|row| match row.as_slice() {
                [step, kind] => Some((*step, *kind)),
                _ => None,
            })
            .collect()
    });
    if step.len() > 24 {
        return None;
    }
    PATHS.get(step.to_ascii_lowercase().as_str()).copied()
}

/// What a `<meta>` name fills, and how much it promises.
pub fn meta_key(name: &str) -> Option<(&'static str, f32)> {
    static KEYS: LazyLock<HashMap<&'static str, (&'static str, f32)>> = LazyLock::new(|| {
        rows(include_str!("../../../../../data/metadata/meta_keys.tsv"))
            .filter_map(|row| match row.as_slice() {
                [key, field, weight] => Some((*key, (*field, weight.parse().ok()?))),
                _ => None,
            })
            .collect()
    });
    KEYS.get(name).copied()
}

/// Letters and digits only, in lower case, one space between words: the form in which two readings are compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if space && !folded.is_empty() {
                folded.push(' ');
            }
            space = false;
            folded.extend(c.to_lowercase());
        } else if !unseen(c) {
            space = true;
        }
    }
    folded
}

/// Marks that are not seen: soft hyphens and other characters without width.
pub fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// The weights of named features from a lexicon of names and numbers; a feature without a row weighs nothing.
pub fn weights<const N: usize>(file: &'static str, names: &[&str; N]) -> [f32; N] {
    let mut weights = [0.0; N];
    for row in rows(file) {
        if let [name, weight] = row.as_slice()
            && let Some(slot) = names.iter().position(|n| n == name).and_then(|at| weights.get_mut(at))
        {
            *slot = weight.parse().unwrap_or(0.0);
        }
    }
    weights
}

/// Space folded to single spaces, marks that are not seen left out, and character references that were escaped
/// twice resolved.
pub fn clean(text: &str) -> String {
    let mut text = if text.contains('&') { references(text) } else { text.to_owned() };
    if text.contains(unseen) {
        text.retain(|c| !unseen(c));
    }
    let mut cleaned = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.push_str(word);
    }
    cleaned
}

/// Letters without their marks, for comparing with an address.
pub fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut out = String::new();
    for c in word.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
        match c {
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'ı' => out.push('i'),
            _ => out.push(c),
        }
    }
    out
}

/// Resolves character references: `&amp;`, `&#8217;`, `&#x2019;`, `&uuml;`.
pub fn references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name in HTML has 31 letters.
        let end = rest.bytes().take(34).position(|b| b == b';');
        let found = end.and_then(|end| rest.get(1..end).map(|name| (name, end)));
        match found.and_then(|(name, end)| reference(name).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push_str(&c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0').map(String::from);
    }
    let &(one, two) = html5ever::data::NAMED_ENTITIES.get(&*format!("{name};"))?;
    let text: String = [one, two].into_iter().filter(|c| *c != 0).filter_map(char::from_u32).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_pieces_guard_shorter_ones() {
        let kinds = |text| classes().pieces(text).map(|hit| hit.0).collect::<Vec<_>>();
        assert_eq!(kinds("entry-date published"), ["published", "date"]);
        assert_eq!(kinds("validate-form candidate"), ["none", "none"]);
    }

    #[test]
    fn letters_lose_their_marks() {
        assert_eq!(plain("Łódź, Straße"), "Lodz, Strasse");
    }

    #[test]
    fn references_are_resolved_once_more() {
        assert_eq!(clean("Gr&uuml;n &amp; Blau&#8217;s  &nothing; &"), "Grün & Blau’s &nothing; &");
    }

    #[test]
    fn readings_are_compared_without_marks() {
        assert_eq!(fold("  „Nein“ – sagt   Ha\u{ad}fen-Chef "), "nein sagt hafen chef");
    }
}
