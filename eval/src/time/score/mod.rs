//! The measures of time. Each does what the reference scorer of its field does, to the digit.

pub mod docdate;
pub mod events;
pub mod families;
pub mod links;
pub mod timex;
pub mod torque;
pub mod value;

use crate::score::Figure;

/// A task's figures and what they are made of.
#[derive(Default)]
pub struct Scores {
    /// The figures, in the order of the table.
    pub figures: Vec<Figure>,
    /// Gold expressions by family.
    pub families: Vec<families::Family>,
    /// One line a fault.
    pub errors: Vec<String>,
}

/// A share as a figure; no number where there is nothing to have a share of.
pub fn share(name: &'static str, part: usize, over: usize) -> Figure {
    Figure { name, value: part as f64 / over as f64, over }
}

/// The harmonic mean of precision and recall.
pub fn f1(right: usize, answered: usize, expected: usize) -> f64 {
    2.0 * right as f64 / (answered + expected).max(1) as f64
}
