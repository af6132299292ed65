//! Nouns for those who act, with their sectors; the small words of noun phrases.

use std::sync::LazyLock;

use super::text::{Table, Word, joined, key, table};
use crate::annotate::lexicon;
use crate::resolve::day::facts::list;

/// How a noun gets its sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It has its own.
    Own,
    /// It has that of the body that is named with it: "police chief".
    Bearer,
    /// The same, of groups.
    Unit,
    /// It acts not.
    Thing,
}

/// What a noun says.
#[derive(Clone, Copy, Debug)]
pub struct Agent {
    /// Sectors; the second may be empty.
    pub sectors: [&'static str; 2],
    /// How it gets them.
    pub class: Class,
}

static AGENTS: LazyLock<Table<String, Agent>> = LazyLock::new(|| {
    let mut agents = table(10_000);
    for row in lexicon::rows(include_str!("../../../../../data/actors/agents.tsv")) {
        let sector = row.column(2);
        let class = if sector == "-" { Class::Thing } else { Class::Own };
        let agent = Agent { sectors: [sector, row.column(3)], class };
        for words in [row.column(0), row.column(1)] {
            if !words.is_empty() {
                agents.insert(key(words), agent);
            }
        }
    }
    for row in lexicon::rows(include_str!("../../../../../data/actors/roles.tsv")) {
        let class = match row.column(1) {
            "bearer" => Class::Bearer,
            "unit" => Class::Unit,
            "no" => Class::Thing,
            _ => Class::Own,
        };
        let mut sectors = row.words(0);
        let sectors = [sectors.next().unwrap_or_default(), sectors.next().unwrap_or_default()];
        for words in list(row.column(2)) {
            agents.insert(key(words), Agent { sectors, class });
        }
    }
    agents
});

/// Kinds of small words; a word may be of several.
static WORDS: LazyLock<Table<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: Table<&'static str, Vec<&'static str>> = table(0);
    for row in lexicon::rows(include_str!("../../../../../data/actors/words.tsv")) {
        for word in list(row.column(1)) {
            words.entry(word).or_default().push(row.column(0));
        }
    }
    words
});

/// Reads the tables; how many nouns there are.
pub fn len() -> usize {
    AGENTS.len() + WORDS.len()
}

/// Whether a small word is of a kind.
pub fn is(kind: &str, word: &str) -> bool {
    WORDS.get(word).is_some_and(|kinds| kinds.contains(&kind))
}

/// Whether a word stands before names and says nothing about them, numbers included.
pub fn opens(word: &Word<'_>) -> bool {
    is("opening", &word.key) || word.key.chars().all(|c| c.is_ascii_digit())
}

/// The noun that words are, singular or plural.
pub fn named(words: &[Word<'_>]) -> Option<Agent> {
    let name = joined(words);
    if let Some(agent) = AGENTS.get(&name) {
        return Some(*agent);
    }
    let (rest, last) = name.rsplit_once(' ').map_or(("", name.as_str()), |(rest, last)| (rest, last));
    let space = if rest.is_empty() { "" } else { " " };
    let of_last = singulars(last).find_map(|last| AGENTS.get(format!("{rest}{space}{last}").as_str()));
    // "attorneys general", "ministers of defence".
    let of_first = || {
        let (first, rest) = name.split_once(' ')?;
        singulars(first).find_map(|first| AGENTS.get(format!("{first} {rest}").as_str()))
    };
    of_last.or_else(of_first).copied()
}

/// What the singular of a word may be.
fn singulars(word: &str) -> impl Iterator<Item = String> + '_ {
    const ENDINGS: &[(&str, &str)] = &[
        ("ies", "y"),
        ("men", "man"),
        ("women", "woman"),
        ("ves", "f"),
        ("ves", "fe"),
        ("es", ""),
        ("s", ""),
    ];
    ENDINGS
        .iter()
        .filter(|_| word.len() > 3)
        .filter_map(|(plural, singular)| Some(format!("{}{singular}", word.strip_suffix(plural)?)))
}
