//! The trained models of scraped text: see `models/scraped-lines.md`.

use std::sync::LazyLock;

use super::context::Page;
use super::judged::Judged;
use crate::extract::trees::Trees;

/// The three models: a line by itself and its place, a line among first judgements, the headline.
struct Models {
    first: Trees,
    second: Trees,
    title: Trees,
}

/// The models are part of the program; that they can be read is tested.
static MODELS: LazyLock<Option<Models>> = LazyLock::new(|| {
    Some(Models {
        first: Trees::parse(include_str!("../../../../../models/scraped-lines-1.txt")).ok()?,
        second: Trees::parse(include_str!("../../../../../models/scraped-lines-2.txt")).ok()?,
        title: Trees::parse(include_str!("../../../../../models/scraped-title.txt")).ok()?,
    })
});

/// What the models say of a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Likelihood that it is the article's, 0 to 1.
    pub article: f32,
    /// Likelihood that it is the headline, 0 to 1.
    pub title: f32,
}

/// Judges every line of a page.
pub fn scores(page: &Page<'_>) -> Vec<Score> {
    let Some(models) = &*MODELS else { return vec![Score::default(); page.lines.len()] };
    let all = 0..page.lines.len();
    let first: Vec<f32> = all.clone().map(|i| models.first.score(&page.first(i))).collect();
    let judged = Judged::new(page, &first);
    all.map(|i| {
        let vector = judged.second(i);
        let before = first.get(i).copied().unwrap_or_default();
        // Their mean is better than either: the first is too careless, the second too sure.
        Score { article: (before + models.second.score(&vector)) / 2.0, title: models.title.score(&vector) }
    })
    .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_models_fit_the_features() {
        let models = MODELS.as_ref().unwrap();
        assert_eq!(models.first.features, Page::first_names());
        assert_eq!(models.second.features, Judged::second_names());
        assert_eq!(models.title.features, Judged::second_names());
    }
}
