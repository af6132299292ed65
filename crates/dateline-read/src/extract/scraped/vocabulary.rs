//! Which words lines share.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::lexicon;
use super::line::Line;

/// The units of a line's vocabulary: words of four letters or more that are no function words, pairs of letters in
/// scripts without spaces.
pub fn units(line: &Line<'_>) -> Vec<u64> {
    let hash = |unit: &[char]| {
        let mut hasher = DefaultHasher::new();
        unit.hash(&mut hasher);
        hasher.finish()
    };
    let mut units = Vec::new();
    for word in line.folded.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        if letters.first().is_some_and(|c| ('\u{2e80}'..'\u{a000}').contains(c)) {
            units.extend(letters.windows(2).map(hash));
        } else if letters.len() >= 4 && !lexicon::word(word).is_function {
            units.push(hash(&letters));
        }
    }
    units.sort_unstable();
    units.dedup();
    units
}

/// For each line, which share of its vocabulary other lines of the core use.
pub fn shared(units: &[Vec<u64>], is_core: impl Fn(usize) -> bool) -> Vec<f32> {
    let mut uses: HashMap<u64, u32> = HashMap::new();
    for unit in units.iter().enumerate().filter(|(i, _)| is_core(*i)).flat_map(|(_, line)| line) {
        *uses.entry(*unit).or_default() += 1;
    }
    let share = |(i, line): (usize, &Vec<u64>)| {
        let own = u32::from(is_core(i));
        let known = line.iter().filter(|unit| uses.get(unit).is_some_and(|n| *n > own)).count();
        if line.is_empty() { 0.0 } else { known as f32 / line.len() as f32 }
    };
    units.iter().enumerate().map(share).collect()
}

/// Jaccard's index of two sorted vocabularies.
pub fn likeness(a: &[u64], b: &[u64]) -> f32 {
    let both = a.iter().filter(|unit| b.binary_search(unit).is_ok()).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f32 / either as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_does_not_share_words_with_itself() {
        let lines = ["harbour storm", "storm council", "council harbour bridge", "menu"].map(Line::new);
        let units: Vec<Vec<u64>> = lines.iter().map(units).collect();
        assert_eq!(shared(&units, |i| i < 2), [0.5, 0.5, 2.0 / 3.0, 0.0]);
        assert_eq!(likeness(&units[0], &units[1]), 1.0 / 3.0);
        assert_eq!(likeness(&[], &[]), 0.0);
    }
}
