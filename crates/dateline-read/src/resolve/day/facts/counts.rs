//! Days from which people count.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{day, list};
use crate::annotate::lexicon::rows;

pub(super) const FILE: &str = include_str!("../../../../../../data/facts/counted_from.tsv");

/// A day from which people count.
#[derive(Debug)]
pub struct Count {
    /// The day.
    pub day: Date,
    /// What happened.
    pub what: &'static str,
    /// Words of its place.
    pub places: Vec<&'static str>,
    /// Lemmas of its kind.
    pub kinds: Vec<&'static str>,
    /// Names of its own.
    pub names: Vec<&'static str>,
}

/// The table, read once.
pub static COUNTS: LazyLock<Vec<Count>> = LazyLock::new(|| {
    rows(FILE)
        .filter_map(|row| {
            let (day, _) = day(row.column(0))?;
            let column = |at: usize| list(row.column(at)).collect();
            Some(Count { day, what: row.column(1), places: column(2), kinds: column(3), names: column(4) })
        })
        .collect()
});
