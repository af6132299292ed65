//! The words of the article and how they are printed elsewhere in it: the witness against which damage is told.

use std::collections::HashMap;

use dateline_record::Sentence;

use crate::annotate::text::{Kind, Text, Word, is_apostrophe, words};

/// A word of letters in its place.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its characters, without a possessive ending.
    pub word: Word,
    /// Whether it is the first word of its sentence.
    pub opens: bool,
}

/// How often a printed form occurs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Everywhere.
    pub all: u32,
    /// Inside sentences, where a capital says that it is a name.
    pub inside: u32,
}

/// The words of the article.
pub struct Vocabulary<'t> {
    /// The words in the order of the text.
    pub seen: Vec<Seen>,
    counts: HashMap<&'t str, Count>,
}

impl<'t> Vocabulary<'t> {
    /// Counts the words of all sentences.
    pub fn new(text: &'t Text<'_>, sentences: &[Sentence]) -> Self {
        let mut vocabulary = Vocabulary { seen: Vec::new(), counts: HashMap::new() };
        let mut cut = Vec::new();
        for sentence in sentences {
            cut.clear();
            let (start, end) = text.range(sentence.span);
            words(text, start, end, &mut cut);
            let mut opens = true;
            for word in cut.iter().filter(|w| w.kind == Kind::Letters) {
                let word = Word { end: without_possessive(text, word), ..*word };
                vocabulary.seen.push(Seen { word, opens });
                let count = vocabulary.counts.entry(text.slice(word.start, word.end)).or_default();
                count.all += 1;
                count.inside += u32::from(!opens);
                opens = false;
            }
        }
        vocabulary
    }

    /// How often a form is printed.
    pub fn count(&self, form: &str) -> Count {
        self.counts.get(form).copied().unwrap_or_default()
    }

    /// The forms, in no order.
    pub fn forms(&self) -> impl Iterator<Item = (&'t str, Count)> + '_ {
        self.counts.iter().map(|(form, count)| (*form, *count))
    }
}

/// Where "Solberg’s" ends without its ending.
fn without_possessive(text: &Text<'_>, word: &Word) -> usize {
    let long = word.end - word.start > 3;
    let ends = matches!(text.before(word.end), 's' | 'S') && is_apostrophe(text.before(word.end - 1));
    if long && ends { word.end - 2 } else { word.end }
}
