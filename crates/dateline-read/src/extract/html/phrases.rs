//! What the words of a block say that only furniture says.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// Categories of `data/furniture/block_phrases.tsv`, in the order of the bits of a mask.
pub const CATEGORIES: [&str; 11] = [
    "related",
    "share",
    "comment",
    "newsletter",
    "advertisement",
    "legal",
    "cookie",
    "credit",
    "author",
    "tags",
    "navigation",
];

/// Headings of these categories stand over furniture: related, share, comment, newsletter, advertisement, tags.
pub const FURNITURE_HEADING: u32 = 0b010_0001_1111;

/// Longer blocks may hold such words in their prose.
const LONGEST: usize = 200;

struct Lexicon {
    heads: HashMap<&'static str, u32>,
    /// Words of the longest head.
    longest: usize,
    inside: Option<AhoCorasick>,
    inside_bits: Vec<u32>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let text = include_str!("../../../../../data/furniture/block_phrases.tsv");
    let mut lexicon = Lexicon { heads: HashMap::new(), longest: 1, inside: None, inside_bits: Vec::new() };
    let mut inside = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(category), Some(phrase), Some(place)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let bit = CATEGORIES.iter().position(|name| *name == category).map_or(0, |place| 1 << place);
        if place == "head" {
            *lexicon.heads.entry(phrase).or_default() |= bit;
            lexicon.longest = lexicon.longest.max(phrase.split(' ').count());
        } else {
            inside.push(phrase);
            lexicon.inside_bits.push(bit);
        }
    }
    lexicon.inside = AhoCorasick::builder().match_kind(MatchKind::Standard).build(inside).ok();
    lexicon
});

/// The categories that a block's words speak of, as a mask of bits; 0 for long blocks.
pub fn mask(text: &str) -> u32 {
    if text.len() > LONGEST * 2 || text.chars().nth(LONGEST).is_some() {
        return 0;
    }
    let lower = text.to_lowercase();
    let lexicon = &*LEXICON;
    let mut mask = 0;
    // The block's first words, longest first, with and without the colon after them.
    let trimmed = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    let mut ends: Vec<usize> =
        trimmed.match_indices([' ', '\n', '\t']).map(|(at, _)| at).take(lexicon.longest).collect();
    ends.push(trimmed.len());
    for end in ends {
        let head = &trimmed[..end];
        let bare = head.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '©');
        for key in [head, bare] {
            mask |= lexicon.heads.get(key).copied().unwrap_or(0);
        }
    }
    if let Some(inside) = &lexicon.inside {
        for found in inside.find_overlapping_iter(&lower) {
            mask |= lexicon.inside_bits.get(found.pattern().as_usize()).copied().unwrap_or(0);
        }
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, category: &str) -> bool {
        CATEGORIES
            .iter()
            .position(|name| *name == category)
            .is_some_and(|place| mask(text) & (1 << place) != 0)
    }

    #[test]
    fn heads_and_insides() {
        assert!(says("Read more: Floods in the north", "related"));
        assert!(says("» Lesen Sie auch", "related"));
        assert!(says("By Ann Other", "author"));
        assert!(says("© 2020 The Paper", "legal"));
        assert!(says("Get it in your inbox every morning", "newsletter"));
        assert!(!says("The share of votes fell", "share"));
        assert_eq!(mask(&"Share of the long ".repeat(20)), 0);
    }
}
