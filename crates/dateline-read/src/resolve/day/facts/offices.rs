//! The words that name offices, and those that name countries and bodies.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::list;
use crate::annotate::lexicon::rows;

/// An office.
#[derive(Clone, Copy, Debug)]
pub struct Office {
    /// Its id.
    pub id: &'static str,
    /// Whether the tables know so many of its bearers that a surname tells who is meant.
    pub alone: bool,
    /// Whether its bearers are known by their first name.
    pub regnal: bool,
    /// Whether its words are so wide ("head", "leader") that they count only where the body is named.
    pub bound: bool,
}

/// The offices that words may name.
pub static OFFICES: LazyLock<HashMap<String, Vec<Office>>> = LazyLock::new(|| {
    let mut offices: HashMap<String, Vec<Office>> = HashMap::new();
    for row in rows(include_str!("../../../../../../data/facts/offices.tsv")) {
        let has = |mark| row.words(2).any(|word| word == mark);
        let office =
            Office { id: row.column(0), alone: has("alone"), regnal: has("regnal"), bound: has("bound") };
        for words in list(row.column(1)) {
            offices.entry(words.replace('-', " ")).or_default().push(office);
        }
    }
    offices
});

/// What the name of a country, a place or a body, or the word for what is theirs, may mean: "Georgia" is two.
pub static BODIES: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut bodies: HashMap<String, Vec<&'static str>> = HashMap::new();
    let files = [
        include_str!("../../../../../../data/facts/bodies.tsv"),
        include_str!("../../../../../../data/facts/countries.tsv"),
    ];
    for row in files.into_iter().flat_map(rows) {
        for words in list(row.column(1)) {
            bodies.entry(words.replace('-', " ")).or_default().push(row.column(0));
        }
    }
    bodies
});
