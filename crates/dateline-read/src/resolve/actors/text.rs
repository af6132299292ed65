//! Phrases as words, and the form under which names are looked up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use dateline_gazetteer::fold;

/// A quick hash for tables that are part of the program: nobody can choose their keys.
#[derive(Clone, Copy, Default)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            for (to, from) in word.iter_mut().zip(part) {
                *to = *from;
            }
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

/// A table by keys.
pub type Table<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// An empty table with room.
pub fn table<K, V>(room: usize) -> Table<K, V> {
    Table::with_capacity_and_hasher(room, BuildHasherDefault::default())
}

/// A word of a phrase.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// As it is printed, without the possessive ending.
    pub printed: &'a str,
    /// As it is looked up.
    pub key: String,
    /// Whether "'s" follows.
    pub possessive: bool,
    /// Whether a hyphen joins it to the next.
    pub joined: bool,
}

impl Word<'_> {
    /// Whether its first letter is a capital.
    pub fn is_capital(&self) -> bool {
        self.printed.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it has two capitals and no small letter: "NATO", "U.S.".
    pub fn is_capitals(&self) -> bool {
        let mut letters = self.printed.chars().filter(|c| c.is_alphabetic());
        self.printed.chars().filter(|c| c.is_uppercase()).count() > 1 && letters.all(char::is_uppercase)
    }
}

/// Gives the form under which a name is looked up, letter by letter: small letters without marks; no stops and
/// apostrophes; other signs part words.
fn letters(name: &str, mut push: impl FnMut(char)) {
    let folded;
    let plain = if name.is_ascii() {
        name
    } else {
        folded = fold(name);
        &folded
    };
    let (mut begun, mut blank) = (false, false);
    if plain.is_ascii() {
        for byte in plain.bytes() {
            match byte {
                b'.' | b'\'' => {}
                byte if byte.is_ascii_alphanumeric() || byte == b'&' => {
                    if begun && blank {
                        push(' ');
                    }
                    (begun, blank) = (true, false);
                    push(char::from(byte.to_ascii_lowercase()));
                }
                _ => blank = true,
            }
        }
        return;
    }
    for c in plain.chars() {
        match c {
            '.' | '\'' | '’' => {}
            c if c.is_ascii_alphanumeric() || c == '&' || !c.is_ascii() && c.is_alphanumeric() => {
                if begun && blank {
                    push(' ');
                }
                (begun, blank) = (true, false);
                push(c.to_ascii_lowercase());
            }
            _ => blank = true,
        }
    }
}

/// The form under which a name is looked up.
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    letters(name, |c| out.push(c));
    out
}

/// A hash of that form.
pub fn hashed(name: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    letters(name, |c| hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3));
    hash
}

/// The words of a phrase.
pub fn words(phrase: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for piece in phrase.split_whitespace() {
        let piece = piece
            .trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '(' | ')' | ';' | ':' | ',' | '!' | '?'));
        if matches!(piece, "'s" | "’s" | "'" | "’") {
            if let Some(last) = words.last_mut() {
                last.possessive = true;
            }
            continue;
        }
        let parts: Vec<&str> = piece.split(['-', '‑', '–', '/']).filter(|part| !part.is_empty()).collect();
        let last = parts.len().saturating_sub(1);
        for (at, part) in parts.into_iter().enumerate() {
            let bare = part.strip_suffix("'s").or_else(|| part.strip_suffix("’s"));
            let plural = || part.strip_suffix("s'").or_else(|| part.strip_suffix("s’"));
            let plural = bare.is_none().then(plural).flatten().and_then(|short| part.get(..short.len() + 1));
            let printed = bare.or(plural).unwrap_or(part);
            let key = key(printed);
            if !key.is_empty() {
                let possessive = bare.is_some() || plural.is_some();
                words.push(Word { printed, key, possessive, joined: at < last });
            }
        }
    }
    words
}

/// The key of several words; the possessive ending of the last is left out.
pub fn joined(words: &[Word<'_>]) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(&word.key);
        if word.possessive && at + 1 < words.len() && !word.printed.ends_with('s') {
            out.push('s');
        }
    }
    out
}

/// A key that spellings of one name share: consonants, the first letter, no doubles.
pub fn skeleton(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for word in key.split(' ') {
        let mut last = ' ';
        let mut first = true;
        let mut letters = word.chars().peekable();
        while let Some(letter) = letters.next() {
            let letter = match letter {
                'p' if letters.peek() == Some(&'h') => 'f',
                'q' | 'c' if letters.peek() != Some(&'h') => 'k',
                'y' | 'j' if !first => 'i',
                'w' => 'v',
                'z' => 's',
                other => other,
            };
            let vowel = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'h');
            if first || !vowel && letter != last {
                out.push(if first && matches!(letter, 'e' | 'i') { 'i' } else { letter });
            }
            if !vowel || first {
                last = letter;
            }
            first = false;
        }
        out.push(' ');
    }
    out
}

/// How many letters must be changed, put in or taken out to make one word of another, up to `most`.
pub fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > 60 {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let across = row.get(j).copied().unwrap_or(most) + usize::from(x != y);
            let down = row.get(j + 1).copied().unwrap_or(most) + 1;
            let left = next.last().copied().unwrap_or(most) + 1;
            next.push(across.min(down).min(left));
        }
        row = next;
    }
    row.last().copied().filter(|found| *found <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_key() {
        assert_eq!(key("Côte d'Ivoire"), "cote divoire");
        assert_eq!(key("U.S. Navy"), "us navy");
        assert_eq!(joined(&words("Mid-Lake People's Party")), key("Mid Lake People's Party"));
        assert_eq!(skeleton("mohammed hussein"), skeleton("mohamed husain"));
        assert_eq!(distance("evelyne", "evelyn", 2), Some(1));
        assert_eq!(distance("ana", "bertha", 2), None);
    }
}
