//! The weights of `data/places/weights.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::lexicon::rows;

/// The weights by their ids.
pub struct Weights(HashMap<&'static str, f32>);

impl Weights {
    /// Reads a table of weights.
    pub fn read(table: &'static str) -> Self {
        Self(rows(table).filter_map(|row| Some((row.column(0), row.column(1).parse().ok()?))).collect())
    }

    /// The weight of an id; a test sees to it that there is one.
    pub fn of(&self, id: &str) -> f32 {
        self.0.get(id).copied().unwrap_or(0.0)
    }
}

/// The table that is part of the program, read once.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../../data/places/weights.tsv")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_a_number_with_a_reason() {
        let table = include_str!("../../../../../data/places/weights.tsv");
        for row in rows(table) {
            assert!(row.column(1).parse::<f32>().is_ok() && !row.column(2).is_empty(), "{}", row.column(0));
        }
        assert_eq!(WEIGHTS.0.len(), rows(table).count());
    }
}
