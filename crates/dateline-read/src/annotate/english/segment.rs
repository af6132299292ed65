//! Words from characters, and windows of words: what the encoder reads at once.

use super::characters::End;

/// A syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// First character, in the article's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The token that it is a part of, where that has several words.
    pub surface: Option<(usize, usize)>,
    /// Log-odds that it ends a sentence, by what the segmenter saw.
    pub odds: f32,
}

/// A run of words that belong together for sure, or so the character network says.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Index of its block.
    pub block: usize,
    /// Its words.
    pub words: Vec<Word>,
}

/// A sentence has at most so many words; what is longer (lists, tables) is cut.
pub const LONGEST: usize = 160;
/// A window has at most so many words, unless a single sentence is longer. The model was trained on windows up to this.
pub const WINDOW: usize = 100;

/// The words of one block, in stretches that end where the network sees a sentence's end. `ends` speaks of the characters
/// of `text` from `start` up to `end`.
pub fn stretches(
    text: &[char],
    start: usize,
    end: usize,
    block: usize,
    ends: impl Fn(usize) -> (End, f32),
    into: &mut Vec<Stretch>,
) {
    let mut words: Vec<Word> = Vec::new();
    let mut at = start;
    let mut push = |words: &mut Vec<Word>| {
        if !words.is_empty() {
            into.push(Stretch { block, words: std::mem::take(words) });
        }
    };
    while at < end {
        if text.get(at).is_none_or(|c| c.is_whitespace()) {
            at += 1;
            continue;
        }
        // One token: up to an end that the network sees, or a blank.
        let first = words.len();
        let token = at;
        let mut word = at;
        let mut last = End::Inside;
        while at < end && text.get(at).is_some_and(|c| !c.is_whitespace()) && last < End::Token {
            let odds;
            (last, odds) = ends(at);
            at += 1;
            let blank = text.get(at).is_none_or(|c| c.is_whitespace());
            if last > End::Inside || at == end || blank {
                words.push(Word { start: word, end: at, surface: None, odds });
                word = at;
            }
        }
        if words.len() > first + 1 {
            for part in words.iter_mut().skip(first) {
                part.surface = Some((token, at));
            }
        }
        if last == End::Sentence || words.len() >= LONGEST {
            push(&mut words);
        }
    }
    push(&mut words);
}

/// Consecutive stretches for one window each: at most [`WINDOW`] words and `most` pieces, but at least one stretch.
pub fn windows(
    stretches: &[Stretch],
    most: usize,
    pieces: impl Fn(&Word) -> usize,
) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let (mut first, mut words, mut size) = (0, 0, 0);
    for (i, stretch) in stretches.iter().enumerate() {
        let here: usize = stretch.words.iter().map(&pieces).sum();
        if i > first && (words + stretch.words.len() > WINDOW || size + here > most) {
            out.push(first..i);
            (first, words, size) = (i, 0, 0);
        }
        words += stretch.words.len();
        size += here;
    }
    if first < stretches.len() {
        out.push(first..stretches.len());
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn cut(text: &str, ends: &str) -> Vec<Vec<String>> {
        let chars: Vec<char> = text.chars().collect();
        let marks: Vec<char> = ends.chars().collect();
        let mut out = Vec::new();
        let of = |at: usize| match marks.get(at) {
            Some('w') => (End::Word, 0.0),
            Some('t') => (End::Token, 0.0),
            Some('s') => (End::Sentence, 0.0),
            _ => (End::Inside, 0.0),
        };
        stretches(&chars, 0, chars.len(), 0, of, &mut out);
        let form = |w: &Word| {
            let text: String = chars[w.start..w.end].iter().collect();
            if w.surface.is_some() { format!("+{text}") } else { text }
        };
        out.iter().map(|s| s.words.iter().map(form).collect()).collect()
    }

    #[test]
    fn words_tokens_and_sentences() {
        assert_eq!(cut("I don't. Go", "t  w  tsx t"), [vec!["I", "+do", "+n't", "."], vec!["Go"]]);
        // A blank ends a token whatever the network says, and a word that nothing ends is one.
        assert_eq!(cut("a b", "   "), [["a", "b"]]);
        assert_eq!(cut(" \n ", "   "), Vec::<Vec<String>>::new());
    }

    #[test]
    fn windows_hold_whole_stretches() {
        let word = Word { start: 0, end: 1, surface: None, odds: 0.0 };
        let of = |n: usize| Stretch { block: 0, words: vec![word.clone(); n] };
        let all = [of(60), of(40), of(1), of(150), of(20), of(20)];
        assert_eq!(windows(&all, 500, |_| 1), [0..2, 2..3, 3..4, 4..6]);
        assert_eq!(windows(&all, 120, |_| 2), [0..1, 1..3, 3..4, 4..6]);
        assert!(windows(&[], 120, |_| 1).is_empty());
    }
}
