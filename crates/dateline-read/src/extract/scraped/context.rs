//! What a line's place on the page says about it: its neighbours, the runs of long and short lines, words that it
//! shares with the article's core. All distances are cut, all work is linear in the page.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use dateline_record::Furniture;

use super::lexicon;
use super::line::{Line, NAMES, WIDTH};
use super::sums::{FAR, Prefix, best_run, since, until};
use super::vocabulary::{shared, units};
use crate::extract::draft::Draft;

/// Lines before and after that are looked at one by one.
const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// What is looked at on a neighbour, by name in [`line::NAMES`](NAMES) or `phrase` for its strongest phrase.
const ON_NEIGHBOUR: [&str; 11] = [
    "length",
    "end_stop",
    "start_lower",
    "stopwords",
    "dates",
    "capitals",
    "names",
    "phrase",
    "pronouns",
    "leads",
    "alike",
];

/// Windows before and after, in lines.
const WINDOWS: [usize; 3] = [3, 8, 20];

/// What is averaged over a window.
const IN_WINDOW: [&str; 6] = ["prose", "stop", "phrase", "stopwords", "dates", "capitals"];

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

/// A page of lines, ready to be asked for feature vectors.
pub struct Page<'a> {
    /// The lines.
    pub lines: Vec<Line<'a>>,
    /// Place of the best run of long lines.
    pub core: Range<usize>,
    /// For each line: how many lines have the same words (itself included), and whether one came before.
    pub copies: Vec<(u32, bool)>,
    gaps: Vec<f32>,
    /// For each line its vocabulary.
    pub units: Vec<Vec<u64>>,
    in_core: Vec<f32>,
    runs: Vec<(f32, f32, f32)>,
    long: (Vec<f32>, Vec<f32>),
    sums: [Prefix; IN_WINDOW.len()],
    chars: Prefix,
    long_share: f32,
    marks: [(Vec<f32>, Vec<f32>); MARKS.len()],
    end_marks: Prefix,
    date_lines: Prefix,
    pronouns: Prefix,
    /// How far the last and the next line are that is no date.
    not_date: (Vec<f32>, Vec<f32>),
    alike: Vec<[f32; 3]>,
    /// Means over the core: length, function words, capitals, pronouns. Languages differ in all of them.
    usual: [f32; 4],
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
            pronouns: prefix(&|l| l.pronouns),
            not_date: (since(lines.iter().map(|l| !l.is_date)), until(lines.iter().map(|l| !l.is_date))),
            alike: alike(&lines),
            usual: {
                let core = lines.get(core.clone()).unwrap_or_default();
                let mut sum = [0.0; 4];
                for line in core {
                    sum.iter_mut().zip(manner(line)).for_each(|(sum, value)| *sum += value);
                }
                sum.map(|sum| sum / core.len().max(1) as f32)
            },
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
        names.extend(lexicon::ORDER.iter().map(|(name, _)| format!("leads_{name}")));
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
        const PLACE: [&str; 37] = [
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
            "same_shape",
            "same_start",
            "same_end",
            "pronouns_around",
            "length_to_core",
            "stopwords_to_core",
            "capitals_to_core",
            "pronouns_to_core",
            "core_word_count",
            "run_of_dates",
        ];
        names.extend(PLACE.iter().map(|name| (*name).to_owned()));
        names
    }

    /// The feature vector of a line before anything was judged.
    pub fn first(&self, i: usize) -> Vec<f32> {
        let mut vector = Vec::with_capacity(WIDTH + 140);
        let Some(line) = self.lines.get(i) else { return vector };
        let flag = |b: bool| f32::from(u8::from(b));
        vector.extend(line.vector);
        for at in NEIGHBOURS {
            match i.checked_add_signed(at).and_then(|j| Some((self.lines.get(j)?, self.alike.get(j)?))) {
                Some((other, alike)) => {
                    vector.extend([
                        other.length(),
                        flag(other.stop),
                        flag(other.starts_small),
                        other.stopwords,
                        other.dates,
                        other.capitals,
                        flag(other.is_names),
                        other.strongest_hit(),
                        other.pronouns,
                        other.leads(),
                        alike[1].max(alike[2]),
                    ]);
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
        vector.extend(self.alike.get(i).copied().unwrap_or_default());
        vector.push(self.pronouns.mean(around(2)));
        let v = &line.vector;
        vector.extend([
            v[0] - self.usual[0],
            v[23] - self.usual[1],
            v[20] - self.usual[2],
            v[32] - self.usual[3],
        ]);
        let words = self.units.get(i).map_or(0, Vec::len).min(50) as f32;
        vector.push(words * self.in_core.get(i).copied().unwrap_or(0.0));
        let (before, after) = (self.not_date.0.get(i), self.not_date.1.get(i));
        vector.push(if line.is_date { before.unwrap_or(&0.0) + after.unwrap_or(&0.0) - 1.0 } else { 0.0 });
        vector
    }

    /// Share of the lines around that occur twice on the page.
    fn copied_near(&self, i: usize) -> f32 {
        let around = i.saturating_sub(3)..(i + 4).min(self.lines.len());
        let length = around.len().max(1);
        let copied = self.copies.get(around).unwrap_or_default().iter().filter(|(n, _)| *n > 1).count();
        copied as f32 / length as f32
    }
}

/// How a line is written: length, function words, capitals, pronouns.
fn manner(line: &Line<'_>) -> [f32; 4] {
    [line.length(), line.stopwords, line.capitals, line.pronouns]
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

/// For each line, how many others have the same words but for digits, begin with the same two words, or end with them
/// (each 0 to 10): what a page repeats is made by a template.
fn alike(lines: &[Line<'_>]) -> Vec<[f32; 3]> {
    let keys = |line: &Line<'_>| -> [Option<u64>; 3] {
        let hash = |part: usize, text: &str| {
            let mut hasher = DefaultHasher::new();
            part.hash(&mut hasher);
            text.chars().map(|c| if c.is_numeric() { '0' } else { c }).for_each(|c| c.hash(&mut hasher));
            hasher.finish()
        };
        let words = &line.folded;
        let start = words.match_indices(' ').nth(1).and_then(|(at, _)| words.get(..at));
        let end = words.rmatch_indices(' ').nth(1).and_then(|(at, _)| words.get(at..));
        [Some(hash(0, words)), start.map(|text| hash(1, text)), end.map(|text| hash(2, text))]
    };
    let keys: Vec<[Option<u64>; 3]> = lines.iter().map(keys).collect();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for key in keys.iter().flatten().flatten() {
        *counts.entry(*key).or_default() += 1;
    }
    let others =
        |key: Option<u64>| key.and_then(|key| counts.get(&key)).map_or(0, |n| (n - 1).min(10)) as f32;
    keys.iter().map(|key| key.map(others)).collect()
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
    use crate::extract::scraped::judged::Judged;

    #[test]
    fn names_and_values_agree() {
        let drafts =
            draft::from_text("Home\nThe council met on Monday to speak of the bridges.\n\nMenu\nHome");
        let page = Page::new(&drafts);
        assert_eq!(page.first(1).len(), Page::first_names().len());
        let scores = [0.1, 0.9, 0.2, 0.1];
        let judged = Judged::new(&page, &scores);
        assert_eq!(judged.second(1, page.first(1)).len(), Judged::second_names().len());
        assert_eq!(judged.run, 1..2);
        assert_eq!(page.copies, [(2, false), (1, false), (1, false), (2, true)]);
        let at = |name: &str| Page::first_names().iter().position(|n| n == name);
        let gap = at("gap_before").map(|at| page.first(2)[at]);
        assert_eq!(gap, Some(1.0));
    }
}
