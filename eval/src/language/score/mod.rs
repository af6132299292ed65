//! The measures of language. Each does what the reference scorer of its field does, to the digit.

pub mod coreference;
pub mod factuality;
pub mod names;
pub mod roles;
pub mod trees;

use crate::score::Figure;

/// How many were right, answered and expected.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    pub right: usize,
    pub answered: usize,
    pub expected: usize,
}

impl Count {
    /// Adds the answers to one text.
    pub fn add(&mut self, right: usize, answered: usize, expected: usize) {
        self.right += right;
        self.answered += answered;
        self.expected += expected;
    }

    /// Counts two sets against one another.
    pub fn sets<T: Eq + std::hash::Hash>(
        &mut self,
        expected: &std::collections::HashSet<T>,
        answered: &std::collections::HashSet<T>,
    ) {
        self.add(expected.intersection(answered).count(), answered.len(), expected.len());
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self, name: &'static str) -> Figure {
        let sum = (self.answered + self.expected).max(1);
        Figure { name, value: 2.0 * self.right as f64 / sum as f64, over: self.expected }
    }

    /// The share of the expected that was found.
    pub fn recall(&self, name: &'static str) -> Figure {
        Figure { name, value: self.right as f64 / self.expected.max(1) as f64, over: self.expected }
    }
}
