//! Factuality: Pearson's r and the mean absolute error on the scale from -3 to 3 (Rudinger et al. 2018).

use std::collections::HashMap;

use serde::Deserialize;

use crate::language::layers::Layers;
use crate::score::Figure;

/// A predicate and whether it happened.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Target {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// From -3 to 3.
    pub factuality: f64,
}

/// Scores every gold predicate. One of which nothing was said counts as said to have happened.
pub fn score(gold: &[Vec<Target>], answers: &[&Layers]) -> Vec<Figure> {
    let mut pairs = Vec::new();
    for (gold, answer) in gold.iter().zip(answers) {
        let of_token: HashMap<(usize, usize), f64> = answer
            .tokens
            .iter()
            .zip(&answer.factuality)
            .map(|(token, value)| ((token.span.start as usize, token.span.end as usize), f64::from(*value)))
            .collect();
        for target in gold {
            pairs
                .push((target.factuality, of_token.get(&(target.start, target.end)).copied().unwrap_or(3.0)));
        }
    }
    let over = pairs.len();
    let n = over.max(1) as f64;
    let error = pairs.iter().map(|(a, b)| (a - b).abs()).sum::<f64>() / n;
    let (mean_a, mean_b) =
        (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(a, b)| of(a - mean_a, b - mean_b)).sum::<f64>();
    let spread = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    let r = if spread > 0.0 { sum(&|a, b| a * b) / spread } else { 0.0 };
    vec![Figure { name: "Pearson r", value: r, over }, Figure { name: "mean error", value: error, over }]
}

#[cfg(test)]
mod tests {
    use dateline_record::{Span, Token};

    use super::*;

    #[test]
    fn a_predicate_without_an_answer_counts_as_happened() {
        let target = |start, factuality| Target { start, end: start + 1, factuality };
        let token = |start| Token {
            span: Span::new(start, start + 1),
            surface: None,
            sentence: 0,
            lemma: String::new(),
            upos: String::new(),
            xpos: String::new(),
            feats: String::new(),
            head: None,
            deprel: String::new(),
        };
        let answer =
            Layers { tokens: vec![token(0), token(2)], factuality: vec![1.0, -1.0], ..Layers::default() };
        let gold = vec![target(0, 2.0), target(2, -2.0), target(4, 3.0)];
        let figures = score(&[gold], &[&answer]);
        // Worked by hand: deviations (1, -3, 2) and (0, -2, 2).
        assert!((figures[0].value - 10.0 / (14.0f64 * 8.0).sqrt()).abs() < 1e-9);
        assert!((figures[1].value - 2.0 / 3.0).abs() < 1e-9);
    }
}
