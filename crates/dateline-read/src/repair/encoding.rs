//! Mojibake: UTF-8 that was read with a character set of one byte a letter (“Ã©” for “é”), once or several times.
//!
//! After the idea of ftfy (R. Speer): put the characters back into the bytes they came from, and see whether these
//! are UTF-8. Where ftfy weighs how odd a text looks, a sequence is believed here only when what comes out is what
//! such accidents make: accented letters and typographic marks, or several letters of one script in a row.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1251, WINDOWS_1252};

use super::Damage;
use crate::annotate::text::Text;

/// How often a text may have been misread; pages with three layers exist.
const MOST_LAYERS: usize = 4;

/// Letters of a script that must stand in a row before a sequence is believed that might be chance.
const ROW: usize = 3;

/// A one-byte character set, from its characters to its bytes.
struct Misreading {
    bytes: HashMap<char, u8>,
    set: Set,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Western,
    Cyrillic,
    Macintosh,
}

static MISREADINGS: LazyLock<Vec<Misreading>> = LazyLock::new(|| {
    [(WINDOWS_1252, Set::Western), (WINDOWS_1251, Set::Cyrillic), (MACINTOSH, Set::Macintosh)]
        .map(|(encoding, set)| Misreading { bytes: table(encoding, set), set })
        .into()
});

fn table(encoding: &'static Encoding, set: Set) -> HashMap<char, u8> {
    let mut bytes = HashMap::new();
    for byte in 0x80..=0xffu8 {
        if let Some(c) = encoding.decode_without_bom_handling(&[byte]).0.chars().next() {
            bytes.insert(c, byte);
        }
        // ISO 8859-1 keeps the bytes 80 to 9F as control characters.
        if set == Set::Western && byte < 0xa0 {
            bytes.entry(char::from(byte)).or_insert(byte);
        }
    }
    bytes
}

/// Every word of the text that holds mojibake.
pub fn mojibake(text: &Text<'_>) -> Vec<Damage> {
    let mut found = Vec::new();
    let mut start = 0;
    let chars = &text.chars;
    while start < chars.len() {
        let end = (start..chars.len()).find(|at| chars[*at].is_whitespace()).unwrap_or(chars.len());
        let word = &chars[start..end];
        if word.iter().any(|c| !c.is_ascii())
            && let Some(repair) = mend(word)
        {
            found.push(Damage { start, end, repair });
        }
        start = end + 1;
    }
    found
}

/// The word as it was meant; none where it is sound.
fn mend(word: &[char]) -> Option<String> {
    let mut now: Vec<char> = mend_once(word)?;
    for _ in 1..MOST_LAYERS {
        match mend_once(&now) {
            Some(next) => now = next,
            None => break,
        }
    }
    Some(now.into_iter().collect())
}

fn mend_once(word: &[char]) -> Option<Vec<char>> {
    let mut mended = Vec::with_capacity(word.len());
    let (mut at, mut changed) = (0, false);
    while at < word.len() {
        let found =
            if word[at].is_ascii() { None } else { MISREADINGS.iter().find_map(|m| m.read(word, at)) };
        match found {
            Some((meant, next)) => {
                mended.extend(meant);
                at = next;
                changed = true;
            }
            None => {
                mended.push(word[at]);
                at += 1;
            }
        }
    }
    changed.then_some(mended)
}

impl Misreading {
    /// What the characters at `at` were meant to be, and one past the last of them.
    fn read(&self, word: &[char], at: usize) -> Option<(Vec<char>, usize)> {
        let (first, mut next) = self.sequence(word, at)?;
        if self.believed(first, word, at, next) {
            return Some((vec![first], next));
        }
        // Several letters of one script in a row are no chance.
        let script = script_of(first)?;
        let mut row = vec![first];
        while let Some((letter, past)) = self.sequence(word, next) {
            if script_of(letter) != Some(script) {
                break;
            }
            row.push(letter);
            next = past;
        }
        (row.len() >= ROW).then_some((row, next))
    }

    /// One character of UTF-8 whose bytes stand at `at`.
    fn sequence(&self, word: &[char], at: usize) -> Option<(char, usize)> {
        let lead = *self.bytes.get(word.get(at)?)?;
        let length = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        let mut bytes = [lead, 0, 0, 0];
        for (place, byte) in bytes.iter_mut().enumerate().take(length).skip(1) {
            *byte = *self.bytes.get(word.get(at + place)?)?;
        }
        let character = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
        Some((character, at + length))
    }

    /// Whether one sequence alone is believed: `meant` read from `word[at..next]`.
    fn believed(&self, meant: char, word: &[char], at: usize, next: usize) -> bool {
        let before = at.checked_sub(1).and_then(|b| word.get(b)).copied();
        let after = word.get(next).copied();
        // AMANHÃ” is a Portuguese word in capitals and a closing mark.
        let last = word.get(next - 1).copied().unwrap_or(' ');
        let closing =
            matches!(last, '”' | '’' | '“' | '‘' | '»' | '…' | '–' | '—' | '›' | '‹' | '«' | '„' | '‚');
        let inside = after.is_some_and(char::is_alphabetic);
        if closing && next - at == 2 && !inside {
            return false;
        }
        match (self.set, meant) {
            (
                _,
                '\u{2010}'..='\u{203e}'
                | '€'
                | '™'
                | '−'
                | '\u{feff}'
                | '\u{fffd}'
                | '\u{1f000}'..='\u{1faff}',
            ) => true,
            (Set::Cyrillic, _) => false,
            (_, '\u{a0}'..='\u{bf}') => !before.is_some_and(char::is_uppercase),
            (Set::Western, '\u{c0}'..='\u{ff}' | '\u{1e00}'..='\u{1eff}') => true,
            (Set::Macintosh, '\u{c0}'..='\u{ff}') => inside || before.is_some_and(char::is_alphabetic),
            (Set::Western, '\u{100}'..='\u{17f}') => inside || before.is_some_and(char::is_lowercase),
            _ => false,
        }
    }
}

/// A script whose letters are believed in a row.
fn script_of(c: char) -> Option<u8> {
    match c {
        '\u{370}'..='\u{3ff}' => Some(0),
        '\u{400}'..='\u{52f}' => Some(1),
        '\u{590}'..='\u{5ff}' => Some(2),
        '\u{600}'..='\u{6ff}' => Some(3),
        '\u{900}'..='\u{dff}' => Some(4),
        '\u{e00}'..='\u{e7f}' => Some(5),
        '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' => Some(6),
        '\u{ac00}'..='\u{d7af}' => Some(7),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as a program with the wrong character set shows it.
    fn misread(text: &str, with: &'static Encoding) -> String {
        with.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    fn repairs(text: &str) -> Vec<String> {
        mojibake(&Text::new(text)).into_iter().map(|d| d.repair).collect()
    }

    #[test]
    fn every_misreading_is_undone() {
        assert_eq!(
            repairs(&misread("It’s a café “here” – 5€ £3", WINDOWS_1252)),
            ["It’s", "café", "“here”", "–", "5€", "£3"]
        );
        assert_eq!(repairs(&misread("It’s a café", MACINTOSH)), ["It’s", "café"]);
        assert_eq!(repairs(&misread("Новости дня", WINDOWS_1251)), ["Новости", "дня"]);
        assert_eq!(repairs(&misread("Новости дня", WINDOWS_1252)), ["Новости", "дня"]);
        assert_eq!(repairs(&misread("Łódź, Žilina", WINDOWS_1252)), ["Łódź,", "Žilina"]);
        let twice = misread(&misread("It’s", WINDOWS_1252), WINDOWS_1252);
        assert_eq!(repairs(&twice), ["It’s"]);
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "“AMANHÃ”, disse ele; “CAFÉ” e ‘LIBERTÉ’ — NÃO.",
            "Ærø, Åland, Öland – “Hallå” sa han…",
            "Сёмга, Рим и Стамбул — «В Россию»",
            "«À bientôt», dit-elle. Noël, Zoë, Citroën… 20 °C ± 2, ½ £5",
            "Dvořák, Łódź, Þórr, “café”…",
        ] {
            assert!(repairs(text).is_empty(), "{text}");
        }
    }
}
