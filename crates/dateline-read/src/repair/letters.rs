//! Letters lost and doubled at the beginning of words, words that lost the space between them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::Damage;
use super::vocabulary::{Seen, Vocabulary};
use crate::annotate::lexicon;
use crate::annotate::text::Text;
use crate::extract::language::is_function_word;

/// Shorter words are other words too often.
const LEAST_LETTERS: usize = 4;

type ByLanguage<T> = HashMap<&'static str, T>;

static COMMON: LazyLock<ByLanguage<HashSet<&'static str>>> = LazyLock::new(|| {
    let mut common: ByLanguage<HashSet<&'static str>> = HashMap::new();
    for row in lexicon::rows(include_str!("../../../../data/language/common_words.tsv")) {
        common.entry(row.column(0)).or_default().extend(row.words(1));
    }
    common
});

static GLUE: LazyLock<ByLanguage<HashMap<&'static str, &'static str>>> = LazyLock::new(|| {
    let mut glue: ByLanguage<HashMap<&'static str, &'static str>> = HashMap::new();
    for row in lexicon::rows(include_str!("../../../../data/language/glue.tsv")) {
        glue.entry(row.column(0)).or_default().insert(row.column(1), row.column(2));
    }
    glue
});

/// What the rules of this file look at.
pub struct Letters<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Its words.
    pub vocabulary: &'a Vocabulary<'a>,
    /// Its language.
    pub language: &'a str,
}

impl Letters<'_> {
    fn printed(&self, seen: &Seen) -> &str {
        self.text.slice(seen.word.start, seen.word.end)
    }

    fn is_known(&self, lower: &str) -> bool {
        is_function_word(self.language, lower)
            || COMMON.get(self.language).is_some_and(|common| common.contains(lower))
    }

    /// Whether a word stands by itself: no address, compound or handle.
    fn stands_alone(&self, seen: &Seen) -> bool {
        let (before, after) = (self.text.before(seen.word.start), self.text.char(seen.word.end));
        let address = after == '.' && self.text.char(seen.word.end + 1).is_alphanumeric();
        (before.is_whitespace() || matches!(before, '“' | '"' | '‘' | '\'' | '(' | '«' | '„' | '['))
            && !address
            && !matches!(after, '-' | '_' | '@' | '/' | '\\' | '=' | '&' | '#' | '(' | ':')
            && !after.is_alphanumeric()
    }

    /// Names that lost their first letter: "olberg" where the article has "Solberg" inside its sentences. The word must
    /// be printed in small letters, be no ordinary word, and the name must never stand in small letters itself.
    pub fn lost(&self) -> Vec<Damage> {
        let mut names: HashMap<&str, &str> = HashMap::new();
        for (form, count) in self.vocabulary.forms() {
            let mut letters = form.chars();
            let capital = letters.next().is_some_and(char::is_uppercase);
            let rest = letters.as_str();
            let long = rest.chars().count() >= LEAST_LETTERS;
            if capital && long && count.inside > 0 && rest.chars().all(char::is_lowercase) {
                // Of two names with the same ending neither is sure: the empty reading.
                names.entry(rest).and_modify(|name| *name = "").or_insert(form);
            }
        }
        let mut found = Vec::new();
        for seen in &self.vocabulary.seen {
            let word = self.printed(seen);
            let Some(name) = names.get(word).filter(|name| !name.is_empty()) else { continue };
            let small_name = name.to_lowercase();
            let sound = self.is_known(word)
                || self.is_known(&small_name)
                || self.vocabulary.count(&small_name).all > 0;
            // Where no list of ordinary words is at hand, only a sentence that opens with a small letter tells.
            let certain = COMMON.contains_key(self.language) || seen.opens;
            if !sound && certain && self.stands_alone(seen) && self.rare(word, name) {
                found.push(Damage { start: seen.word.start, end: seen.word.end, repair: (*name).to_owned() });
            }
        }
        found
    }

    /// Damage is rarer than what it damages.
    fn rare(&self, word: &str, name: &str) -> bool {
        self.vocabulary.count(word).all <= self.vocabulary.count(name).all
    }

    /// Words whose first letter is printed twice: "SSolberg", "TThe".
    pub fn doubled(&self) -> Vec<Damage> {
        let mut found = Vec::new();
        for seen in &self.vocabulary.seen {
            let word = self.printed(seen);
            let mut letters = word.chars();
            let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
            let rest = letters.as_str();
            if first != second || rest.chars().count() < 2 || !rest.chars().all(char::is_lowercase) {
                continue;
            }
            let single = &word[first.len_utf8()..];
            let known = is_function_word(self.language, &single.to_lowercase());
            let sure = if first.is_uppercase() {
                known || self.vocabulary.count(single).all > 0
            } else {
                // "llama", "oozing": only a function word of three letters and more is sure.
                known && single.chars().count() >= 3 && !is_function_word(self.language, word)
            };
            if sure && self.stands_alone(seen) && self.vocabulary.count(word).all <= 2 {
                found.push(Damage { start: seen.word.start, end: seen.word.end, repair: single.to_owned() });
            }
        }
        found
    }

    /// Words that lost the space between them: "ofthe", "saidTuesday".
    pub fn glued(&self) -> Vec<Damage> {
        let glue = GLUE.get(self.language);
        let mut found = Vec::new();
        for seen in &self.vocabulary.seen {
            let word = self.printed(seen);
            let read = match glue.and_then(|glue| glue.get(word)) {
                Some(read) => Some((*read).to_owned()),
                None => self.unglue(word),
            };
            if let Some(repair) = read.filter(|_| self.stands_alone(seen)) {
                found.push(Damage { start: seen.word.start, end: seen.word.end, repair });
            }
        }
        found
    }

    /// "inNorland": a function word in small letters and a word that the article prints with a capital elsewhere.
    fn unglue(&self, word: &str) -> Option<String> {
        let at = word.find(char::is_uppercase).filter(|at| *at >= 2)?;
        let (first, second) = word.split_at(at);
        let plain = second.chars().skip(1).all(char::is_lowercase) && second.chars().count() >= 4;
        let function = first.chars().all(char::is_lowercase) && is_function_word(self.language, first);
        // A name: "onBuild" and "toString" are words of programs.
        let small = second.to_lowercase();
        let name = self.vocabulary.count(second).inside > 0 && self.vocabulary.count(&small).all == 0;
        (plain && function && name && !self.is_known(&small)).then(|| format!("{first} {second}"))
    }
}
