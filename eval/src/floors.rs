//! Bars to reach and floors not to fall below.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::table::Table;

/// What is asked of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// To be reached: at least this, or at most where less is better.
    pub bar: Option<f64>,
    /// The command fails when the figure is less than this.
    pub least: Option<f64>,
    /// The command fails when the figure is more than this.
    pub most: Option<f64>,
}

impl Limit {
    /// Whether a figure lies within the floor.
    pub fn holds(&self, value: f64) -> bool {
        self.least.is_none_or(|least| value >= least) && self.most.is_none_or(|most| value <= most)
    }
}

/// Limits by set and measure.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Floors(BTreeMap<String, BTreeMap<String, Limit>>);

impl Floors {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Floors> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }

    /// The limit of a figure.
    pub fn get(&self, set: &str, measure: &str) -> Option<Limit> {
        self.0.get(set).and_then(|measures| measures.get(measure)).copied()
    }

    /// Says which figures lie beyond their floor, and whether there is none.
    pub fn check(&self, table: &Table) -> bool {
        let (mut passed, mut failed) = (0, 0);
        for row in &table.rows {
            let Some(limit) = row.limit.filter(|limit| limit.least.is_some() || limit.most.is_some()) else {
                continue;
            };
            if limit.holds(row.figure.value) {
                passed += 1;
            } else {
                failed += 1;
                println!(
                    "below its floor: {}, {}: {:.4} ({})",
                    row.set,
                    row.figure.name,
                    row.figure.value,
                    crate::table::floor(&limit)
                );
            }
        }
        if passed + failed > 0 {
            println!("floors: {passed} passed, {failed} failed");
        }
        failed == 0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_a_least_or_a_most() {
        let floors: Floors =
            toml::from_str("[\"wcxb articles\"]\n\"word F1\" = { bar = 0.95, least = 0.94 }\n\"date invented\" = { most = 0.2 }")
                .unwrap();
        let limit = floors.get("wcxb articles", "word F1").unwrap();
        assert!(limit.holds(0.94) && !limit.holds(0.9399));
        let limit = floors.get("wcxb articles", "date invented").unwrap();
        assert!(limit.holds(0.2) && !limit.holds(0.21));
        assert_eq!(floors.get("fundus", "word F1"), None);
    }
}
