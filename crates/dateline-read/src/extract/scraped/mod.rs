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
use line::Line;
use sums::best_run;

/// From this likelihood on a line is the article's: where the two F1 scores are best in cross-validation.
const ARTICLE: f32 = 0.45;

/// From this likelihood on the best candidate is the headline.
const TITLE: f32 = 0.15;

/// A page of at most so many lines, most of whose characters stand in sentences, was cut out by somebody: a report
/// without the page around it. The models know whole pages better.
const CUT_LINES: usize = 40;

/// Share of a cut text's characters that stand in sentences.
const CUT_PROSE: f32 = 0.8;

/// In a cut text a sentence is the article's from this likelihood on.
const ARTICLE_IN_CUT: f32 = 0.08;

/// A line that ends with a full stop is rarely a headline: it must be likelier than others.
const TITLE_WITH_STOP: f32 = 0.7;

/// Judges every line.
pub fn judge(drafts: &[Draft]) -> Vec<Verdict> {
    let page = Page::new(drafts);
    let scores = model::scores(&page);
    let likely = |i: usize| scores.get(i).map_or(0.0, |score| score.article);
    let is_cut = is_cut(&page);
    let mut is_article: Vec<bool> = page
        .lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            likely(i) >= if is_cut && is_plain_sentence(line) { ARTICLE_IN_CUT } else { ARTICLE }
        })
        .collect();
    let title = headline(&page, &scores).or_else(|| plain_headline(&page, &is_article));
    if let Some(title) = title.and_then(|i| is_article.get_mut(i)) {
        *title = false;
    }
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

/// Whether a line ends as a sentence and no phrase of furniture leads it or is much of it.
fn is_plain_sentence(line: &Line<'_>) -> bool {
    line.stop
        && line.words >= 3
        && !line.is_date
        && !line.temperature
        && line.hits.leads == 0
        && line.strongest_hit() < 0.2
}

/// Whether the text is a report without a page around it.
fn is_cut(page: &Page<'_>) -> bool {
    let prose: usize = page.lines.iter().filter(|line| is_plain_sentence(line)).map(|line| line.chars).sum();
    let all: usize = page.lines.iter().map(|line| line.chars).sum();
    page.lines.len() <= CUT_LINES && prose as f32 >= CUT_PROSE * all as f32
}

/// The line most likely to be the headline, if it is likely enough.
fn headline(page: &Page<'_>, scores: &[model::Score]) -> Option<usize> {
    let likely = |i: usize| scores.get(i).map_or(0.0, |score| score.title);
    let usable = |i: &usize| {
        let least =
            |line: &Line<'_>| if line.text.ends_with(['.', '。', '।']) { TITLE_WITH_STOP } else { TITLE };
        page.lines.get(*i).is_some_and(|line| line.words >= 2 && !line.is_date && likely(*i) >= least(line))
    };
    (0..scores.len()).filter(usable).max_by(|a, b| likely(*a).total_cmp(&likely(*b)).then(b.cmp(a)))
}

/// A headline that no model sees: no sentence itself, but sentences follow it. It is the article's first line, or in a
/// short text the line before it.
fn plain_headline(page: &Page<'_>, is_article: &[bool]) -> Option<usize> {
    let mut article = (0..is_article.len()).filter(|i| is_article.get(*i).copied().unwrap_or(false));
    let first = article.next()?;
    let second = article.next();
    let sentence = |i: usize| page.lines.get(i).is_some_and(|line| line.stop && line.words >= 3);
    let label = |i: usize| {
        page.lines.get(i).is_some_and(|line| {
            (2..=30).contains(&line.words)
                && line.chars <= 200
                && !line.stop
                && !line.is_item()
                && !line.is_date
                && !line.temperature
                && !line.is_names
                && line.strongest_hit() < 0.3
                && line.hits.leads == 0
        })
    };
    if label(first) && second.is_some_and(sentence) {
        return Some(first);
    }
    let before = first.checked_sub(1)?;
    (page.lines.len() <= CUT_LINES && label(before) && sentence(first)).then_some(before)
}
