//! The trained models of scraped text: see `models/scraped-lines.md`.

use std::sync::LazyLock;

use super::context::Page;
use super::judged::Judged;
use crate::extract::trees::Trees;
use crate::models::{LINES_FIRST, LINES_SECOND, LINES_TITLE};

/// The three models: a line by itself and its place, a line among first judgements, the headline.
struct Models {
    first: Trees,
    second: Trees,
    title: Trees,
}

/// The models are part of the program; that they can be read is tested.
static MODELS: LazyLock<Option<Models>> = LazyLock::new(|| {
    Some(Models {
        first: Trees::parse(LINES_FIRST.text).ok()?,
        second: Trees::parse(LINES_SECOND.text).ok()?,
        title: Trees::parse(LINES_TITLE.text).ok()?,
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

/// Lines that the first model thinks less likely are not asked again: the mean could hardly make them article.
const HOPELESS: f32 = 0.03;

/// The headline is looked for so many lines before the article's beginning and after it.
const TITLE_REACH: (usize, usize) = (100, 10);

/// Judges every line of a page.
pub fn scores(page: &Page<'_>) -> Vec<Score> {
    let Some(models) = &*MODELS else { return vec![Score::default(); page.lines.len()] };
    let all = 0..page.lines.len();
    let vectors: Vec<Vec<f32>> = all.clone().map(|i| page.first(i)).collect();
    let first: Vec<f32> = vectors.iter().map(|vector| models.first.score(vector)).collect();
    let judged = Judged::new(page, &first);
    let start = judged.run.start;
    let near_title = start.saturating_sub(TITLE_REACH.0)..=start + TITLE_REACH.1;
    let score = |(i, (vector, before)): (usize, (Vec<f32>, &f32))| {
        let mut score = Score { article: *before, title: 0.0 };
        let (again, may_be_title) = (*before >= HOPELESS, near_title.contains(&i));
        if again || may_be_title {
            let vector = judged.second(i, vector);
            if again {
                // Their mean is better than either: the first is too careless, the second too sure.
                score.article = (before + models.second.score(&vector)) / 2.0;
            }
            if may_be_title {
                score.title = models.title.score(&vector);
            }
        }
        score
    };
    vectors.into_iter().zip(&first).enumerate().map(score).collect()
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
