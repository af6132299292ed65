//! Sums, runs and distances over the lines of a page; each in one pass.

use std::ops::Range;

/// Distances are cut here.
pub const FAR: f32 = 60.0;

/// Sums of the first values.
#[derive(Clone, Debug, Default)]
pub struct Prefix(Vec<f64>);

impl Prefix {
    /// Adds up.
    pub fn new(values: impl Iterator<Item = f32>) -> Self {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for value in values {
            sum += f64::from(value);
            sums.push(sum);
        }
        Prefix(sums)
    }

    /// Sum over the range; what lies beyond the end counts nothing.
    pub fn sum(&self, range: Range<usize>) -> f32 {
        let at = |i: usize| self.0.get(i).or(self.0.last()).copied().unwrap_or(0.0);
        if range.end <= range.start { 0.0 } else { (at(range.end) - at(range.start)) as f32 }
    }

    /// Mean over the range; 0 when it is empty.
    pub fn mean(&self, range: Range<usize>) -> f32 {
        let length = range.len();
        if length == 0 { 0.0 } else { self.sum(range) / length as f32 }
    }
}

/// The stretch with the greatest sum, empty when no value is positive.
pub fn best_run(weights: impl Iterator<Item = f32>) -> Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0f32);
    for (i, weight) in weights.enumerate() {
        if sum <= 0.0 {
            (start, sum) = (i, 0.0);
        }
        sum += weight;
        if sum > best_sum {
            (best, best_sum) = (start..i + 1, sum);
        }
    }
    best
}

/// For each line, how many lines back the last one was that fits; [`FAR`] when there is none so near.
pub fn since(fits: impl Iterator<Item = bool>) -> Vec<f32> {
    let mut last = FAR;
    fits.map(|fit| {
        let here = last;
        last = if fit { 1.0 } else { (last + 1.0).min(FAR) };
        here
    })
    .collect()
}

/// The same, counted from the end.
pub fn until(fits: impl DoubleEndedIterator<Item = bool>) -> Vec<f32> {
    let mut back = since(fits.rev());
    back.reverse();
    back
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_run_is_the_heaviest() {
        assert_eq!(best_run([-1.0, 1.0, -0.5, 2.0, -3.0, 2.0].into_iter()), 1..4);
        assert_eq!(best_run([-1.0, -2.0].into_iter()), 0..0);
    }
}
