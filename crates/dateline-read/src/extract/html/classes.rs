//! What the names of elements say they are for.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::extract::dom::Element;

/// Categories of `data/furniture/class_words.tsv`, in the order of the bits of a mask.
pub const CATEGORIES: [&str; 16] = [
    "body",
    "content",
    "lead",
    "title",
    "navigation",
    "related",
    "share",
    "comment",
    "footer",
    "sidebar",
    "advertisement",
    "newsletter",
    "cookie",
    "byline",
    "tags",
    "caption",
];

/// Bit of the category `hidden`, which has no feature of its own distance.
pub const HIDDEN: u32 = 1 << 16;

struct Lexicon {
    automaton: Option<AhoCorasick>,
    /// Bit of the category, and whether the match must be a whole word.
    entries: Vec<(u32, bool)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let text = include_str!("../../../../../data/furniture/class_words.tsv");
    let (mut words, mut entries) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(category), Some(word), Some(how)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let bit = match CATEGORIES.iter().position(|name| *name == category) {
            Some(place) => 1 << place,
            None => HIDDEN,
        };
        words.push(word);
        entries.push((bit, how == "word"));
    }
    Lexicon { automaton: AhoCorasick::new(words).ok(), entries }
});

/// The bit of a category.
pub fn bit(category: &str) -> u32 {
    CATEGORIES.iter().position(|name| *name == category).map_or(0, |place| 1 << place)
}

/// Reads the names of elements; equal names are looked up once a page.
#[derive(Default)]
pub struct Classes {
    known: HashMap<String, u32>,
}

impl Classes {
    /// The categories that the names of an element speak of, as a mask of bits.
    pub fn mask(&mut self, element: &Element) -> u32 {
        let mut mask = 0;
        for attr in &element.attrs {
            let name = &*attr.name.local;
            let speaks = matches!(name, "class" | "id" | "role" | "itemprop" | "itemtype" | "aria-label")
                || name.starts_with("data-")
                    && matches!(
                        name,
                        "data-component" | "data-testid" | "data-type" | "data-module" | "data-name"
                    );
            if !speaks || attr.value.is_empty() || attr.value.len() > 500 {
                continue;
            }
            mask |= match self.known.get(&*attr.value) {
                Some(mask) => *mask,
                None => {
                    let mask = read(&attr.value);
                    self.known.insert(attr.value.to_string(), mask);
                    mask
                }
            };
        }
        mask
    }
}

fn read(names: &str) -> u32 {
    // `relatedArticles` holds the words `related` and `articles`.
    let mut spaced = String::with_capacity(names.len() + 8);
    let mut lower = false;
    for c in names.chars() {
        if c.is_ascii_uppercase() && lower {
            spaced.push(' ');
        }
        lower = c.is_ascii_lowercase();
        spaced.push(c.to_ascii_lowercase());
    }
    let joined = names.to_ascii_lowercase();
    let lexicon = &*LEXICON;
    let Some(automaton) = &lexicon.automaton else { return 0 };
    let mut mask = 0;
    for text in [&spaced, &joined] {
        for found in automaton.find_overlapping_iter(text.as_str()) {
            let Some((bit, whole)) = lexicon.entries.get(found.pattern().as_usize()) else { continue };
            let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
            let before = found.start().checked_sub(1).and_then(|at| text.as_bytes().get(at));
            if !whole || !letter(before) && !letter(text.as_bytes().get(found.end())) {
                mask |= bit;
            }
        }
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_words_and_parts() {
        assert_eq!(read("article__body-3"), bit("body") | bit("content"));
        assert_eq!(read("relatedArticles") & bit("related"), bit("related"));
        assert_eq!(read("header-shadow") & bit("advertisement"), 0, "`ad` is a word, not a part");
        assert_eq!(read("top-ad_2") & bit("advertisement"), bit("advertisement"));
    }

    #[test]
    fn every_line_of_the_lexicon_has_a_known_category() {
        let text = include_str!("../../../../../data/furniture/class_words.tsv");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert!(CATEGORIES.contains(&columns[0]) || columns[0] == "hidden", "{line}");
            assert!(["part", "word"].contains(&columns[2]), "{line}");
        }
    }
}
