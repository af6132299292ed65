//! The word lists of quantities, loaded once: `data/language/quantities/*.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::annotate::lexicon;

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numeral {
    /// 0 to 19.
    Unit(f64),
    /// 20 to 90.
    Ten(f64),
    /// Multiplies what stands before it.
    Scale(f64),
    /// "thousands": more than one of them.
    Many(f64),
    /// "thirds": the number before it, divided.
    Fraction(f64),
    /// "several hundred": at least so many of the scale that follows.
    Few(f64),
}

/// What a qualifier says about the number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The number is the least.
    Least,
    /// The number is the most.
    Most,
    /// The number is near.
    About,
    /// The number is exact.
    Exact,
}

/// The words of one language.
#[derive(Default)]
pub struct Words {
    /// Number words.
    pub numerals: HashMap<&'static str, Numeral>,
    /// Qualifiers before a number.
    pub before: HashMap<&'static str, Bound>,
    /// Qualifiers after a number.
    pub after: HashMap<&'static str, Bound>,
    /// Nouns that are plural without an ending that shows it.
    pub plurals: HashSet<&'static str>,
    /// Words that end the counted thing.
    pub stops: HashSet<&'static str>,
    /// Words before the counted thing that add nothing to it.
    pub skips: HashSet<&'static str>,
    /// Whether a comma stands before decimals.
    pub decimal_comma: bool,
}

static WORDS: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Words> = HashMap::new();
    for row in lexicon::rows(include_str!("../../../../../data/language/quantities/decimal_commas.tsv")) {
        all.entry(row.column(0)).or_default().decimal_comma = true;
    }
    for row in lexicon::rows(include_str!("../../../../../data/language/quantities/number_words.tsv")) {
        let value: f64 = row.column(3).parse().unwrap_or(0.0);
        let numeral = match row.column(2) {
            "unit" => Numeral::Unit(value),
            "ten" => Numeral::Ten(value),
            "scale" => Numeral::Scale(value),
            "many" => Numeral::Many(value),
            "fraction" => Numeral::Fraction(value),
            _ => Numeral::Few(value),
        };
        all.entry(row.column(0)).or_default().numerals.insert(row.column(1), numeral);
    }
    for row in lexicon::rows(include_str!("../../../../../data/language/quantities/qualifiers.tsv")) {
        let bound = match row.column(2) {
            "least" => Bound::Least,
            "most" => Bound::Most,
            "about" => Bound::About,
            _ => Bound::Exact,
        };
        let words = all.entry(row.column(0)).or_default();
        let place = if row.column(1) == "before" { &mut words.before } else { &mut words.after };
        place.insert(row.column(3), bound);
    }
    for row in lexicon::rows(include_str!("../../../../../data/language/quantities/nouns.tsv")) {
        let words = all.entry(row.column(0)).or_default();
        let set = match row.column(1) {
            "plural" => &mut words.plurals,
            "stop" => &mut words.stops,
            _ => &mut words.skips,
        };
        set.extend(row.words(2));
    }
    for words in all.values_mut() {
        for (sign, bound) in [
            (">", Bound::Least),
            ("≥", Bound::Least),
            ("<", Bound::Most),
            ("≤", Bound::Most),
            ("~", Bound::About),
            ("≈", Bound::About),
            ("±", Bound::About),
        ] {
            words.before.insert(sign, bound);
        }
        words.after.insert("+", Bound::Least);
    }
    all
});

static NO_WORDS: LazyLock<Words> = LazyLock::new(Words::default);

/// The words of a language; English where the language is not known.
pub fn of(language: &str) -> &'static Words {
    let language = if language.is_empty() { "en" } else { language };
    WORDS.get(language).unwrap_or(&NO_WORDS)
}

/// Units by their printed forms.
pub struct Units {
    /// Signs and codes that stand before the number.
    pub before: HashMap<&'static str, &'static str>,
    /// Words and signs that stand after it.
    pub after: HashMap<&'static str, &'static str>,
    /// Letters that stand right behind it and multiply it.
    pub tight: HashMap<&'static str, f64>,
}

/// The units.
pub static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units { before: HashMap::new(), after: HashMap::new(), tight: HashMap::new() };
    for row in lexicon::rows(include_str!("../../../../../data/language/quantities/units.tsv")) {
        for form in row.column(2).split('|') {
            match row.column(0) {
                "before" => {
                    units.before.insert(form, row.column(1));
                }
                "after" => {
                    units.after.insert(form, row.column(1));
                }
                _ => {
                    let by = row.column(1).trim_start_matches('*').parse().unwrap_or(1.0);
                    units.tight.insert(form, by);
                }
            }
        }
    }
    units
});

/// Words beside a number that say it counts nothing, by kind.
pub static NOT_COUNTS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../data/language/quantities/not_counts.tsv"))
        .map(|row| (row.column(0), row.words(1).collect()))
        .collect()
});

/// Whether `word` is of that kind in `not_counts.tsv`.
pub fn is_not_count(kind: &str, word: &str) -> bool {
    NOT_COUNTS.get(kind).is_some_and(|words| words.contains(word))
}
