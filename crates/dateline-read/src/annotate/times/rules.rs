//! The rules of `data/time/rules.tsv`, ready for matching: every row becomes as many fixed sequences as its optional
//! parts allow, filed under what they begin with.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::lexicon::rows;

/// Classes of pieces, as the rules write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Slot {
    Weekday,
    Weekdays,
    Month,
    Day,
    OrdinalDay,
    Ordinal,
    Year,
    ShortYear,
    YearBc,
    Decade,
    Century,
    Bc,
    Season,
    Part,
    Parts,
    Holiday,
    Date,
    Clock,
    Zone,
    Num,
    Amount,
    Unit,
    Units,
    UnitAny,
    UnitQuarter,
    UnitDecade,
    Which,
}

const SLOTS: &[(&str, Slot)] = &[
    ("WEEKDAY", Slot::Weekday),
    ("WEEKDAYS", Slot::Weekdays),
    ("MONTH", Slot::Month),
    ("DAY", Slot::Day),
    ("ORDINALDAY", Slot::OrdinalDay),
    ("ORDINAL", Slot::Ordinal),
    ("YEAR", Slot::Year),
    ("SHORTYEAR", Slot::ShortYear),
    ("YEARBC", Slot::YearBc),
    ("DECADE", Slot::Decade),
    ("CENTURY", Slot::Century),
    ("BC", Slot::Bc),
    ("SEASON", Slot::Season),
    ("PART", Slot::Part),
    ("PARTS", Slot::Parts),
    ("HOLIDAY", Slot::Holiday),
    ("DATE", Slot::Date),
    ("CLOCK", Slot::Clock),
    ("ZONE", Slot::Zone),
    ("NUM", Slot::Num),
    ("AMOUNT", Slot::Amount),
    ("UNIT", Slot::Unit),
    ("UNITS", Slot::Units),
    ("UNITANY", Slot::UnitAny),
    ("UNITQUARTER", Slot::UnitQuarter),
    ("UNITDECADE", Slot::UnitDecade),
    ("WHICH", Slot::Which),
];

/// One piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A class.
    Slot(Slot),
    /// One of some words, possibly only with a tag that begins so.
    Words(Vec<(&'static str, &'static str)>),
}

/// A row.
pub struct Rule {
    /// Its id.
    pub id: &'static str,
    /// The kind of meaning.
    pub kind: &'static str,
    /// Its settings: `name=value`, or a bare name.
    pub settings: Vec<(&'static str, &'static str)>,
    /// An expression and its value, for the test.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: &'static str,
}

impl Rule {
    /// The value of a setting; empty for a bare name.
    pub fn setting(&self, name: &str) -> Option<&'static str> {
        self.settings.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// A sequence without optional parts.
pub struct Sequence {
    /// Index of its rule.
    pub rule: usize,
    /// What must follow one another.
    pub elements: Vec<Element>,
}

/// All rules.
pub struct Rules {
    /// The rows.
    pub rules: Vec<Rule>,
    /// The sequences.
    pub sequences: Vec<Sequence>,
    by_word: HashMap<&'static str, Vec<usize>>,
    by_slot: HashMap<Slot, Vec<usize>>,
    /// The classes that a sequence can begin with.
    pub first_slots: Vec<Slot>,
}

impl Rules {
    /// The sequences that begin with a word.
    pub fn with_word(&self, lower: &str) -> &[usize] {
        self.by_word.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The sequences that begin with a class.
    pub fn with_slot(&self, slot: Slot) -> &[usize] {
        self.by_slot.get(&slot).map_or(&[], Vec::as_slice)
    }
}

/// The rules of English.
pub static RULES: LazyLock<Rules> =
    LazyLock::new(|| read(include_str!("../../../../../data/time/rules.tsv")));

fn read(file: &'static str) -> Rules {
    let mut all = Rules {
        rules: Vec::new(),
        sequences: Vec::new(),
        by_word: HashMap::new(),
        by_slot: HashMap::new(),
        first_slots: Vec::new(),
    };
    for row in rows(file) {
        let mut means = row.words(2);
        let kind = means.next().unwrap_or_default();
        let settings = means.map(|word| word.split_once('=').unwrap_or((word, ""))).collect();
        for elements in sequences(row.column(1)) {
            let index = all.sequences.len();
            match elements.first() {
                Some(Element::Slot(slot)) => all.by_slot.entry(*slot).or_default().push(index),
                Some(Element::Words(words)) => {
                    for (word, _) in words {
                        all.by_word.entry(word).or_default().push(index);
                    }
                }
                None => continue,
            }
            all.sequences.push(Sequence { rule: all.rules.len(), elements });
        }
        all.rules.push(Rule { id: row.column(0), kind, settings, example: row.column(3) });
    }
    all.first_slots = all.by_slot.keys().copied().collect();
    all.first_slots.sort_by_key(|slot| *slot as u8);
    all
}

/// The sequences of a pattern: with and without each optional part.
fn sequences(pattern: &'static str) -> Vec<Vec<Element>> {
    let mut all = vec![Vec::new()];
    for word in pattern.split_whitespace() {
        let (word, optional) = match word.strip_suffix('?') {
            Some(word) => (word, true),
            None => (word, false),
        };
        let element = match SLOTS.iter().find(|(name, _)| *name == word) {
            Some((_, slot)) => Element::Slot(*slot),
            None => Element::Words(word.split('|').map(|w| w.split_once('/').unwrap_or((w, ""))).collect()),
        };
        let without = if optional { all.clone() } else { Vec::new() };
        for sequence in &mut all {
            sequence.push(element.clone());
        }
        all.extend(without);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional_parts_unfold() {
        assert_eq!(sequences("MONTH ,? YEAR?").len(), 4);
    }

    #[test]
    fn every_class_is_known() {
        for sequence in &RULES.sequences {
            for element in &sequence.elements {
                if let Element::Words(words) = element {
                    for (word, _) in words {
                        assert_eq!(*word, word.to_lowercase(), "a class that is not known");
                    }
                }
            }
        }
    }
}
