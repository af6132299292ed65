//! What a line's place on the page says about it: its neighbours, the runs of long and short lines, words that it
//! shares with the article's core. All distances are cut, all work is linear in the page.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use dateline_record::Furniture;

use super::lexicon;
use super::line::{Line, NAMES, WIDTH};
use crate::extract::draft::Draft;

/// Lines before and after that are looked at one by one.
const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// What is looked at on a neighbour, by name in [`line::NAMES`](NAMES) or `phrase` for its strongest phrase.
const ON_NEIGHBOUR: [&str; 8] =
    ["length", "end_stop", "start_lower", "stopwords", "dates", "capitals", "names", "phrase"];

/// Windows before and after, in lines.
const WINDOWS: [usize; 3] = [3, 8, 20];

/// What is averaged over a window.
const IN_WINDOW: [&str; 6] = ["prose", "stop", "phrase", "stopwords", "dates", "capitals"];

/// Windows of judgements before and after, in lines.
const SCORE_WINDOWS: [usize; 4] = [2, 5, 12, 30];

/// Judgements looked at one by one on either side.
const SCORE_REACH: isize = 5;

/// Groups of phrases whose nearest mark before and after is looked for: they stand at the borders of an article.
const MARKS: [Furniture; 12] = [
    Furniture::RelatedLinks,
    Furniture::CommentForm,
    Furniture::Share,
    Furniture::Newsletter,
    Furniture::Subscription,
    Furniture::Legal,
    Furniture::AuthorNote,
    Furniture::Tags,
    Furniture::Byline,
    Furniture::Date,
    Furniture::Navigation,
    Furniture::Media,
];

/// The first so many of [`MARKS`] stand after an article rather than before it.
const END_MARKS: usize = 8;

/// Distances are cut here.
const FAR: f32 = 60.0;

/// A page of lines, ready to be asked for feature vectors.
pub struct Page<'a> {
    /// The lines.
    pub lines: Vec<Line<'a>>,
    /// Place of the best run of long lines.
    pub core: Range<usize>,
    /// For each line: how many lines have the same words (itself included), and whether one came before.
    pub copies: Vec<(u32, bool)>,
    gaps: Vec<f32>,
    units: Vec<Vec<u64>>,
    in_core: Vec<f32>,
    runs: Vec<(f32, f32, f32)>,
    long: (Vec<f32>, Vec<f32>),
    sums: [Prefix; IN_WINDOW.len()],
    chars: Prefix,
    long_share: f32,
    marks: [(Vec<f32>, Vec<f32>); MARKS.len()],
    end_marks: Prefix,
    date_lines: Prefix,
}

/// Sums of the first values.
#[derive(Clone, Debug, Default)]
struct Prefix(Vec<f64>);

impl Prefix {
    fn new(values: impl Iterator<Item = f32>) -> Self {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for value in values {
            sum += f64::from(value);
            sums.push(sum);
        }
        Prefix(sums)
    }

    fn sum(&self, range: Range<usize>) -> f32 {
        let at = |i: usize| self.0.get(i).or(self.0.last()).copied().unwrap_or(0.0);
        if range.end <= range.start { 0.0 } else { (at(range.end) - at(range.start)) as f32 }
    }

    /// Mean over the range; 0 when it is empty.
    fn mean(&self, range: Range<usize>) -> f32 {
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

/// The units of a line's vocabulary: words of four letters or more that are no function words, pairs of letters in
/// scripts without spaces.
fn units(line: &Line<'_>) -> Vec<u64> {
    let hash = |unit: &[char]| {
        let mut hasher = DefaultHasher::new();
        unit.hash(&mut hasher);
        hasher.finish()
    };
    let mut units = Vec::new();
    for word in line.folded.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        if letters.first().is_some_and(|c| ('\u{2e80}'..'\u{a000}').contains(c)) {
            units.extend(letters.windows(2).map(hash));
        } else if letters.len() >= 4 && !lexicon::is_stopword(word) {
            units.push(hash(&letters));
        }
    }
    units.sort_unstable();
    units.dedup();
    units
}

/// For each line, which share of its vocabulary other lines of the core use.
fn shared(units: &[Vec<u64>], is_core: impl Fn(usize) -> bool) -> Vec<f32> {
    let mut uses: HashMap<u64, u32> = HashMap::new();
    for unit in units.iter().enumerate().filter(|(i, _)| is_core(*i)).flat_map(|(_, line)| line) {
        *uses.entry(*unit).or_default() += 1;
    }
    let share = |(i, line): (usize, &Vec<u64>)| {
        let own = u32::from(is_core(i));
        let known = line.iter().filter(|unit| uses.get(unit).is_some_and(|n| *n > own)).count();
        if line.is_empty() { 0.0 } else { known as f32 / line.len() as f32 }
    };
    units.iter().enumerate().map(share).collect()
}

/// For each line, how many lines back the last one was that fits; [`FAR`] when there is none so near.
fn since(fits: impl Iterator<Item = bool>) -> Vec<f32> {
    let mut last = FAR;
    fits.map(|fit| {
        let here = last;
        last = if fit { 1.0 } else { (last + 1.0).min(FAR) };
        here
    })
    .collect()
}

/// The same, counted from the end.
fn until(fits: impl DoubleEndedIterator<Item = bool>) -> Vec<f32> {
    let mut back = since(fits.rev());
    back.reverse();
    back
}

impl<'a> Page<'a> {
    /// Looks at a page.
    pub fn new(drafts: &'a [Draft]) -> Self {
        let lines: Vec<Line<'a>> = drafts.iter().map(|draft| Line::new(&draft.text)).collect();
        let core = best_run(lines.iter().map(|line| line.prose));
        let units: Vec<Vec<u64>> = lines.iter().map(units).collect();
        let is_long = |line: &Line<'_>| line.chars >= 80 && line.stop;
        let long = (since(lines.iter().map(is_long)), until(lines.iter().map(is_long)));
        let prefix = |value: &dyn Fn(&Line<'_>) -> f32| Prefix::new(lines.iter().map(value));
        let sums = [
            prefix(&|l| l.prose),
            prefix(&|l| f32::from(u8::from(l.stop))),
            prefix(&|l| l.strongest_hit()),
            prefix(&|l| l.stopwords),
            prefix(&|l| l.dates),
            prefix(&|l| l.capitals),
        ];
        let chars = prefix(&|l| l.chars as f32);
        let all = chars.sum(0..lines.len()).max(1.0);
        let long_chars: usize = lines.iter().filter(|l| is_long(l)).map(|l| l.chars).sum();
        let marks = MARKS.map(|kind| {
            let fits = || lines.iter().map(|line| line.is_mark(kind));
            (since(fits()), until(fits()))
        });
        let ends =
            |l: &Line<'_>| MARKS.iter().take(END_MARKS).filter(|kind| l.is_mark(**kind)).count() as f32;
        Page {
            marks,
            end_marks: prefix(&ends),
            date_lines: prefix(&|l| f32::from(u8::from(l.is_date))),
            copies: copies(&lines),
            gaps: gaps(drafts),
            in_core: shared(&units, |i| core.contains(&i)),
            runs: runs(&lines),
            long_share: long_chars as f32 / all,
            lines,
            core,
            units,
            long,
            sums,
            chars,
        }
    }

    /// Names of the values of [`Page::first`].
    pub fn first_names() -> Vec<String> {
        let mut names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
        names.extend(lexicon::ORDER.iter().map(|(name, _)| format!("phrase_{name}")));
        for at in NEIGHBOURS {
            names.extend(ON_NEIGHBOUR.iter().map(|name| format!("{name}@{at}")));
        }
        for window in WINDOWS {
            for side in ["before", "after"] {
                names.extend(IN_WINDOW.iter().map(|name| format!("{name}_{side}_{window}")));
            }
        }
        for side in ["since", "until"] {
            names.extend(MARKS.iter().map(|kind| format!("{side}_{kind:?}")));
        }
        const PLACE: [&str; 27] = [
            "copies",
            "copy_before",
            "gap_before",
            "gap_after",
            "page_lines",
            "page_chars",
            "page_long",
            "place",
            "chars_place",
            "from_start",
            "from_end",
            "in_run",
            "from_run_start",
            "to_run_end",
            "run_share",
            "after_long",
            "before_long",
            "short_before",
            "short_after",
            "list_like",
            "core_words",
            "copied_run",
            "ends_since_core",
            "ends_before_10",
            "ends_after_10",
            "dates_around_10",
            "dates_around_4",
        ];
        names.extend(PLACE.iter().map(|name| (*name).to_owned()));
        names
    }

    /// The feature vector of a line before anything was judged.
    pub fn first(&self, i: usize) -> Vec<f32> {
        let mut vector = Vec::with_capacity(WIDTH + 140);
        let Some(line) = self.lines.get(i) else { return vector };
        vector.extend(line.vector);
        for at in NEIGHBOURS {
            match i.checked_add_signed(at).and_then(|j| self.lines.get(j)) {
                Some(other) => {
                    let v = &other.vector;
                    vector.extend([v[0], v[3], v[7], v[23], v[24], v[20], v[30], other.strongest_hit()]);
                }
                None => vector.extend([-1.0; ON_NEIGHBOUR.len()]),
            }
        }
        let count = self.lines.len();
        for window in WINDOWS {
            vector.extend(self.sums.iter().map(|sum| sum.mean(i.saturating_sub(window)..i)));
            vector.extend(self.sums.iter().map(|sum| sum.mean(i + 1..(i + 1 + window).min(count))));
        }
        vector.extend(self.marks.iter().map(|(since, _)| since.get(i).copied().unwrap_or(FAR)));
        vector.extend(self.marks.iter().map(|(_, until)| until.get(i).copied().unwrap_or(FAR)));
        let around = |n: usize| i.saturating_sub(n)..(i + n + 1).min(count);
        let flag = |b: bool| f32::from(u8::from(b));
        let gap = |i: usize| self.gaps.get(i).copied().unwrap_or(0.0);
        let all = self.chars.sum(0..count).max(1.0);
        let (copies, before) = self.copies.get(i).copied().unwrap_or_default();
        let (short_before, short_after, list) = self.runs.get(i).copied().unwrap_or_default();
        let near = |x: isize| (x as f32).clamp(-FAR, FAR);
        let (here, start, end) = (i as isize, self.core.start as isize, self.core.end as isize);
        vector.extend([
            copies.min(10) as f32,
            flag(before),
            gap(i),
            gap(i + 1),
            (count as f32).ln(),
            all.ln(),
            self.long_share,
            i as f32 / count as f32,
            self.chars.sum(0..i) / all,
            (i as f32).min(FAR),
            ((count - 1 - i) as f32).min(FAR),
            flag(self.core.contains(&i)),
            near(here - start),
            near(end - 1 - here),
            self.chars.sum(self.core.clone()) / all,
            self.long.0.get(i).copied().unwrap_or(FAR),
            self.long.1.get(i).copied().unwrap_or(FAR),
            short_before,
            short_after,
            list,
            self.in_core.get(i).copied().unwrap_or(0.0),
            self.copied_near(i),
            self.end_marks.sum(self.core.start..i).min(FAR),
            self.end_marks.sum(i.saturating_sub(10)..i),
            self.end_marks.sum(i + 1..(i + 11).min(count)),
            self.date_lines.sum(around(10)),
            self.date_lines.sum(around(4)),
        ]);
        vector
    }

    /// Share of the lines around that occur twice on the page.
    fn copied_near(&self, i: usize) -> f32 {
        let around = i.saturating_sub(3)..(i + 4).min(self.lines.len());
        let length = around.len().max(1);
        let copied = self.copies.get(around).unwrap_or_default().iter().filter(|(n, _)| *n > 1).count();
        copied as f32 / length as f32
    }

    /// What a first judgement of all lines says about each: `scores[i]` is the likelihood that line i is article.
    pub fn judged<'p>(&'p self, scores: &'p [f32]) -> Judged<'p, 'a> {
        let count = self.lines.len();
        let yes = |i: &usize| scores.get(*i).is_some_and(|p| *p >= 0.5);
        let mass = Prefix::new(self.lines.iter().zip(scores).map(|(line, p)| line.chars as f32 * p));
        let mut judged = Judged {
            page: self,
            scores,
            run: best_run(scores.iter().map(|p| p - 0.4)),
            words: shared(&self.units, |i| yes(&i)),
            after: since((0..count).map(|i| yes(&i))),
            before: until((0..count).map(|i| yes(&i))),
            total: mass.sum(0..count),
            mass,
            headline: None,
            like: Vec::new(),
            sums: Prefix::new(scores.iter().copied()),
        };
        judged.headline = judged.guess_headline();
        judged.like = match judged.headline.and_then(|i| self.units.get(i)) {
            Some(words) => self.units.iter().map(|line| likeness(line, words)).collect(),
            None => vec![0.0; count],
        };
        judged
    }
}

/// Jaccard's index of two sorted vocabularies.
fn likeness(a: &[u64], b: &[u64]) -> f32 {
    let both = a.iter().filter(|unit| b.binary_search(unit).is_ok()).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f32 / either as f32 }
}

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

impl Judged<'_, '_> {
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

    /// The feature vector of a line, given the first judgement of all lines.
    pub fn second(&self, i: usize) -> Vec<f32> {
        let mut vector = self.page.first(i);
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

/// Lines with the same words: their number, and whether one came before.
fn copies(lines: &[Line<'_>]) -> Vec<(u32, bool)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    let first: Vec<bool> = lines
        .iter()
        .map(|line| {
            let count = counts.entry(&line.folded).or_default();
            *count += 1;
            *count > 1
        })
        .collect();
    let copies = lines.iter().map(|line| counts.get(line.folded.as_str()).copied().unwrap_or(1));
    copies.zip(first).collect()
}

/// Space before each line beyond what all lines of the page have between them, 0 to 3.
fn gaps(drafts: &[Draft]) -> Vec<f32> {
    let places: Vec<(usize, usize)> = drafts.iter().map(Draft::place).collect();
    let wide: Vec<usize> = places.windows(2).map(|w| w[1].0.saturating_sub(w[0].1)).collect();
    let least = wide.iter().copied().min().unwrap_or(0);
    let mut gaps = vec![0.0];
    gaps.extend(wide.iter().map(|gap| ((gap - least) as f32).min(3.0)));
    gaps
}

/// For each line: short lines without an end of sentence just before and just after it, and how many lines of its
/// own sort (short, or long) it stands among.
fn runs(lines: &[Line<'_>]) -> Vec<(f32, f32, f32)> {
    let short = |line: &Line<'_>| line.chars < 60 && !line.stop;
    let mut runs = vec![(0.0, 0.0, 0.0); lines.len()];
    let mut count = 0.0f32;
    for (line, run) in lines.iter().zip(&mut runs) {
        run.0 = count;
        count = if short(line) { (count + 1.0).min(FAR) } else { 0.0 };
    }
    count = 0.0;
    for (line, run) in lines.iter().zip(&mut runs).rev() {
        run.1 = count;
        count = if short(line) { (count + 1.0).min(FAR) } else { 0.0 };
        run.2 = if short(line) { run.0 + run.1 + 1.0 } else { 0.0 };
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::draft;

    #[test]
    fn names_and_values_agree() {
        let drafts =
            draft::from_text("Home\nThe council met on Monday to speak of the bridges.\n\nMenu\nHome");
        let page = Page::new(&drafts);
        assert_eq!(page.first(1).len(), Page::first_names().len());
        let scores = [0.1, 0.9, 0.2, 0.1];
        let judged = page.judged(&scores);
        assert_eq!(judged.second(1).len(), Judged::second_names().len());
        assert_eq!(judged.run, 1..2);
        assert_eq!(page.copies, [(2, false), (1, false), (1, false), (2, true)]);
        let at = |name: &str| Page::first_names().iter().position(|n| n == name);
        let gap = at("gap_before").map(|at| page.first(2)[at]);
        assert_eq!(gap, Some(1.0));
        for (name, at) in [
            ("length", 0),
            ("end_stop", 3),
            ("start_lower", 7),
            ("stopwords", 23),
            ("dates", 24),
            ("capitals", 20),
            ("names", 30),
        ] {
            assert_eq!(NAMES[at], name);
        }
    }

    #[test]
    fn the_best_run_is_the_heaviest() {
        assert_eq!(best_run([-1.0, 1.0, -0.5, 2.0, -3.0, 2.0].into_iter()), 1..4);
        assert_eq!(best_run([-1.0, -2.0].into_iter()), 0..0);
    }
}
