//! Which lines of a scraped plain text are the article, which is the headline, and what the others are.
//!
//! Two small models of decision trees judge each line: the first by its words and its place, the second also by what
//! the first says of the lines around it. A third finds the headline. Rules then name each piece of furniture.

pub mod context;
pub mod judged;
mod kinds;
pub mod lexicon;
mod line;
mod model;
mod sums;
#[cfg(test)]
mod tests;
mod vocabulary;

use dateline_record::Role;

use super::Verdict;
use super::draft::Draft;
use context::Page;
use kinds::{Kind, Layout};
use sums::best_run;

/// From this likelihood on a line is the article's: where the two F1 scores are best in cross-validation.
const ARTICLE: f32 = 0.42;

/// From this likelihood on the best candidate is the headline.
const TITLE: f32 = 0.15;

/// Judges every line.
pub fn judge(drafts: &[Draft]) -> Vec<Verdict> {
    let page = Page::new(drafts);
    let scores = model::scores(&page);
    let likely = |i: usize| scores.get(i).map_or(0.0, |score| score.article);
    let title = headline(&page, &scores);
    let is_article: Vec<bool> = (0..drafts.len()).map(|i| likely(i) >= ARTICLE && Some(i) != title).collect();
    let body = best_run(is_article.iter().map(|yes| if *yes { 1.0 } else { -0.4 }));

    let layout = Layout::new(&page, &is_article, title, body);
    let kinds = layout.kinds();
    kinds
        .into_iter()
        .enumerate()
        .map(|(i, kind)| match kind {
            _ if title == Some(i) => Verdict::article(Role::Title, scores.get(i).map_or(0.0, |s| s.title)),
            None => Verdict::article(layout.role(i), likely(i)),
            Some(Kind::Furniture(kind)) => Verdict::furniture(kind, likely(i)),
            Some(Kind::Caption) => Verdict::beside(Role::Caption, likely(i)),
            Some(Kind::Comment) => Verdict::beside(Role::Comment, likely(i)),
        })
        .collect()
}

/// The line most likely to be the headline, if it is likely enough; else the article's first line when it is no
/// sentence but sentences follow it.
fn headline(page: &Page<'_>, scores: &[model::Score]) -> Option<usize> {
    let likely = |i: usize| scores.get(i).map_or(0.0, |score| score.title);
    let usable = |i: usize| page.lines.get(i).is_some_and(|line| line.words >= 2 && !line.is_date);
    let all = (0..scores.len()).filter(|i| usable(*i));
    let best = all.max_by(|a, b| likely(*a).total_cmp(&likely(*b)).then(b.cmp(a)))?;
    if likely(best) >= TITLE {
        return Some(best);
    }
    let mut article = (0..scores.len()).filter(|i| scores.get(*i).is_some_and(|s| s.article >= ARTICLE));
    let (first, second) = (article.next()?, article.next()?);
    let (head, next) = (page.lines.get(first)?, page.lines.get(second)?);
    let fits = (3..=30).contains(&head.words) && !head.stop && !head.is_item() && head.chars <= 200;
    (fits && next.is_sentence()).then_some(first)
}
