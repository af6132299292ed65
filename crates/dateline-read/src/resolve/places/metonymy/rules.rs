//! The rules and their words, from `data/places/metonymy_rules.tsv` and `data/places/metonymy_words.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dateline_record::{Record, Token};

use super::slot::Slot;
use crate::annotate::lexicon::rows;

const RULE_TABLE: &str = include_str!("../../../../../../data/places/metonymy_rules.tsv");
const WORD_TABLE: &str = include_str!("../../../../../../data/places/metonymy_words.tsv");

type Words = HashSet<&'static str>;

/// The classes of words.
static CLASSES: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let mut classes: HashMap<&'static str, Words> = HashMap::new();
    for row in rows(WORD_TABLE) {
        classes.entry(row.column(0)).or_default().extend(row.words(1));
    }
    classes
});

/// The rules, in the order in which they are tried.
pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    rows(RULE_TABLE)
        .map(|row| Rule {
            id: row.column(0),
            relation: Test::read(row.words(1)),
            preposition: Test::read(row.words(2)),
            governor: Test::read(row.words(3)),
            beside: Test::read(row.words(4)),
            metonymic: row.column(5) == "metonymic",
        })
        .collect()
});

/// A rule: what must be found for it to decide, and its decision.
pub struct Rule {
    /// By which it is named.
    pub id: &'static str,
    relation: Test,
    preposition: Test,
    governor: Test,
    beside: Test,
    /// What it decides.
    pub metonymic: bool,
}

/// What a column asks for: one of some words, any word, or a governor that is a name.
struct Test {
    any: bool,
    name: bool,
    none: bool,
    words: Words,
}

impl Test {
    fn read(entries: impl Iterator<Item = &'static str>) -> Self {
        let mut test = Self { any: false, name: false, none: false, words: Words::new() };
        for entry in entries {
            match entry {
                "*" => test.any = true,
                "-" => test.none = true,
                "@name" => test.name = true,
                _ => match entry.strip_prefix('@') {
                    Some(class) => test.words.extend(CLASSES.get(class).into_iter().flatten()),
                    None => {
                        test.words.insert(entry);
                    }
                },
            }
        }
        test
    }

    fn has(&self, word: &str) -> bool {
        self.any || if word.is_empty() { self.none } else { self.words.contains(word) }
    }

    fn has_token(&self, token: Option<&Token>) -> bool {
        let Some(token) = token else { return self.any || self.none };
        self.has(&token.lemma.to_lowercase()) || self.name && token.upos == "PROPN"
    }
}

impl Rule {
    /// Whether the rule speaks of such a slot.
    pub fn fits(&self, record: &Record, slot: &Slot) -> bool {
        let token = |index: usize| record.tokens.get(index);
        (self.relation.has(slot.relation.id())
            || slot.bearer.is_some_and(|bearer| self.relation.has(bearer.id())))
            && self.preposition.has(&slot.preposition)
            && self.governor.has_token(slot.governor.and_then(token))
            && (self.beside.any || slot.beside.iter().any(|at| self.beside.has_token(token(*at))))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::super::slot::Relation;
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let mut ids = HashSet::new();
        for row in rows(RULE_TABLE) {
            let id = row.column(0);
            assert!(ids.insert(id), "{id} stands twice");
            for column in 1..=4 {
                assert!(!row.column(column).is_empty(), "{id}: column {column} is empty");
            }
            for relation in row.words(1) {
                assert!(
                    relation == "*" || Relation::ALL.iter().any(|known| known.id() == relation),
                    "{id}: no relation {relation}"
                );
            }
            for entry in (2..=4).flat_map(|column| row.words(column)) {
                if let Some(class) = entry.strip_prefix('@') {
                    assert!(class == "name" || CLASSES.contains_key(class), "{id}: no class {class}");
                }
            }
            assert!(matches!(row.column(5), "literal" | "metonymic"), "{id}: {}", row.column(5));
            assert!(!row.column(6).is_empty(), "{id} gives no reason");
        }
    }

    #[test]
    fn every_class_is_used() {
        for class in CLASSES.keys() {
            let entry = format!("@{class}");
            let used =
                rows(RULE_TABLE).any(|row| (2..=4).any(|column| row.words(column).any(|w| w == entry)));
            assert!(used, "no rule uses {entry}");
        }
    }
}
