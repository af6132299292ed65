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
