//! Which senses of PropBank a lemma may evoke. The model scores those that it met in training; the lexicon keeps it from
//! senses of other words, and names the sense of words that it never met.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::lexicon;

static OF_LEMMA: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../data/language/rolesets.tsv"))
        .map(|row| (row.column(0), row.words(1).collect()))
        .collect()
});

/// The senses in the order of the model's scores.
pub struct Rolesets {
    index: HashMap<String, usize>,
}

impl Rolesets {
    /// From the model's labels.
    pub fn new(labels: &[String]) -> Rolesets {
        Rolesets { index: labels.iter().enumerate().map(|(i, label)| (label.clone(), i)).collect() }
    }

    /// The likeliest sense that the lemma may have; the lexicon's first where the model knows none of them; none for a
    /// lemma that the lexicon lacks.
    pub fn choose(&self, lemma: &str, scores: &[f32]) -> Option<&'static str> {
        let senses = OF_LEMMA.get(lemma.to_lowercase().as_str())?;
        let scored = senses.iter().filter_map(|sense| Some((*sense, *scores.get(*self.index.get(*sense)?)?)));
        let best = scored.reduce(|best, other| if other.1 > best.1 { other } else { best });
        best.map(|(sense, _)| sense).or_else(|| senses.first().copied())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn only_senses_of_the_lemma() {
        let known = Rolesets::new(&["be.01", "give.01", "give_up.07"].map(str::to_owned));
        assert_eq!(known.choose("give", &[9.0, 1.0, 2.0]), Some("give_up.07"));
        assert_eq!(known.choose("Confirmation", &[9.0, 1.0, 2.0]), Some("confirm.01"));
        assert_eq!(known.choose("zorb", &[9.0, 1.0, 2.0]), None);
    }
}
