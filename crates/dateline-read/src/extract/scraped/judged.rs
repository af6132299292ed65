//! What the first judgement of all lines says about each of them.

use std::ops::Range;

use super::context::Page;
use super::sums::{FAR, Prefix, best_run, since, until};
use super::vocabulary::{likeness, shared};

/// Windows of judgements before and after, in lines.
const SCORE_WINDOWS: [usize; 4] = [2, 5, 12, 30];

/// Judgements looked at one by one on either side.
const SCORE_REACH: isize = 5;

/// A page of which every line has a first judgement.
pub struct Judged<'p, 'a> {
    page: &'p Page<'a>,
    scores: &'p [f32],
    /// The stretch of lines that best holds the article.
    pub run: Range<usize>,
    words: Vec<f32>,
    after: Vec<f32>,
    before: Vec<f32>,
    mass: Prefix,
    total: f32,
    sums: Prefix,
    headline: Option<usize>,
    like: Vec<f32>,
}

impl<'p, 'a> Judged<'p, 'a> {
    /// What a first judgement of all lines says about each: `scores[i]` is the likelihood that line i is article.
    pub fn new(page: &'p Page<'a>, scores: &'p [f32]) -> Self {
        let count = page.lines.len();
        let yes = |i: &usize| scores.get(*i).is_some_and(|p| *p >= 0.5);
        let mass = Prefix::new(page.lines.iter().zip(scores).map(|(line, p)| line.chars as f32 * p));
        let mut judged = Judged {
            page,
            scores,
            run: best_run(scores.iter().map(|p| p - 0.4)),
            words: shared(&page.units, |i| yes(&i)),
            after: since((0..count).map(|i| yes(&i))),
            before: until((0..count).map(|i| yes(&i))),
            total: mass.sum(0..count),
            mass,
            headline: None,
            like: Vec::new(),
            sums: Prefix::new(scores.iter().copied()),
        };
        judged.headline = judged.guess_headline();
        judged.like = match judged.headline.and_then(|i| page.units.get(i)) {
            Some(words) => page.units.iter().map(|line| likeness(line, words)).collect(),
            None => vec![0.0; count],
        };
        judged
    }

    /// Names of the values of [`Judged::second`].
    pub fn second_names() -> Vec<String> {
        let mut names = Page::first_names();
        names.extend((-SCORE_REACH..=SCORE_REACH).map(|at| format!("score@{at}")));
        for window in SCORE_WINDOWS {
            names.extend(["before", "after"].map(|side| format!("score_{side}_{window}")));
        }
        const REST: [&str; 13] = [
            "after_article",
            "before_article",
            "article_before",
            "article_after",
            "in_article",
            "from_article_start",
            "to_article_end",
            "article_words",
            "article_lines",
            "article_share",
            "like_headline",
            "is_headline",
            "from_headline",
        ];
        names.extend(REST.iter().map(|name| (*name).to_owned()));
        names
    }

    /// The feature vector of a line, given the first judgement of all lines and the line's vector of the first step.
    pub fn second(&self, i: usize, mut vector: Vec<f32>) -> Vec<f32> {
        let count = self.page.lines.len();
        for at in -SCORE_REACH..=SCORE_REACH {
            let score = i.checked_add_signed(at).and_then(|j| self.scores.get(j));
            vector.push(score.copied().unwrap_or(0.0));
        }
        for window in SCORE_WINDOWS {
            vector.push(self.sums.mean(i.saturating_sub(window)..i));
            vector.push(self.sums.mean(i + 1..(i + 1 + window).min(count)));
        }
        let near = |x: isize| (x as f32).clamp(-FAR, FAR);
        let (here, start, end) = (i as isize, self.run.start as isize, self.run.end as isize);
        let total = self.total.max(1.0);
        vector.extend([
            self.after.get(i).copied().unwrap_or(FAR),
            self.before.get(i).copied().unwrap_or(FAR),
            self.mass.sum(0..i) / total,
            self.mass.sum(i + 1..count) / total,
            f32::from(u8::from(self.run.contains(&i))),
            near(here - start),
            near(end - 1 - here),
            self.words.get(i).copied().unwrap_or(0.0),
            (1.0 + self.sums.sum(0..count)).ln(),
            self.sums.mean(self.run.clone()),
            self.like.get(i).copied().unwrap_or(0.0),
            f32::from(u8::from(self.headline == Some(i))),
            self.headline.map_or(FAR, |headline| near(here - headline as isize)),
        ]);
        vector
    }

    /// The line that is most likely the headline: before the article or in its first lines, of a headline's length,
    /// in the article's words, near its beginning, perhaps repeated.
    fn guess_headline(&self) -> Option<usize> {
        let start = self.run.start;
        let candidates = start.saturating_sub(FAR as usize)..(start + 3).min(self.run.end);
        let weigh = |i: usize| -> Option<(usize, f32)> {
            let line = self.page.lines.get(i)?;
            let fits =
                (3..=30).contains(&line.words) && line.chars >= 12 && !line.is_date && line.chars <= 220;
            let known =
                self.words.get(i).copied().unwrap_or(0.0) * self.page.units.get(i)?.len().min(6) as f32;
            let repeated = self.page.copies.get(i).is_some_and(|(n, _)| *n > 1);
            let value = known + f32::from(u8::from(repeated))
                - 0.05 * i.abs_diff(start) as f32
                - 3.0 * line.strongest_hit()
                - f32::from(u8::from(line.is_sentence()));
            fits.then_some((i, value))
        };
        let best = candidates.filter_map(weigh).max_by(|a, b| a.1.total_cmp(&b.1));
        best.map(|(i, _)| i)
    }
}
