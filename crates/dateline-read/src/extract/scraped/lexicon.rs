//! The words by which page furniture is known: `data/furniture/*.tsv`, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use dateline_record::Furniture;

const PHRASES: &str = include_str!("../../../../../data/furniture/phrases.tsv");
const DATES: &str = include_str!("../../../../../data/furniture/dates.tsv");
const PRONOUNS: &str = include_str!("../../../../../data/furniture/pronouns.tsv");
const STOPWORDS: &str = include_str!("../../../../../data/furniture/stopwords.tsv");

/// Number of [`Group`]s.
pub const GROUPS: usize = 19;

/// A group of phrases: a kind of furniture, or captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Phrases of one kind of furniture.
    Furniture(Furniture),
    /// Words that point into a picture.
    Caption,
}

/// The groups with their names in the file, in the order of the feature vector.
pub const ORDER: [(&str, Group); GROUPS] = [
    ("navigation", Group::Furniture(Furniture::Navigation)),
    ("breadcrumb", Group::Furniture(Furniture::Breadcrumb)),
    ("byline", Group::Furniture(Furniture::Byline)),
    ("date", Group::Furniture(Furniture::Date)),
    ("related_links", Group::Furniture(Furniture::RelatedLinks)),
    ("share", Group::Furniture(Furniture::Share)),
    ("comment_form", Group::Furniture(Furniture::CommentForm)),
    ("cookie", Group::Furniture(Furniture::Cookie)),
    ("newsletter", Group::Furniture(Furniture::Newsletter)),
    ("subscription", Group::Furniture(Furniture::Subscription)),
    ("advertisement", Group::Furniture(Furniture::Advertisement)),
    ("tags", Group::Furniture(Furniture::Tags)),
    ("author_note", Group::Furniture(Furniture::AuthorNote)),
    ("media", Group::Furniture(Furniture::Media)),
    ("search", Group::Furniture(Furniture::Search)),
    ("legal", Group::Furniture(Furniture::Legal)),
    ("credit", Group::Furniture(Furniture::Credit)),
    ("weather", Group::Furniture(Furniture::Weather)),
    ("caption", Group::Caption),
];

/// Place of a furniture kind in [`ORDER`].
pub fn place(kind: Furniture) -> Option<usize> {
    ORDER.iter().position(|(_, group)| *group == Group::Furniture(kind))
}

/// What a word of a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateWord {
    /// Name of a month.
    Month,
    /// Name of a day of the week.
    Weekday,
    /// Hours, half days, time zones.
    Clock,
    /// "ago", "today".
    Relative,
    /// Small words that stand inside a date and elsewhere.
    Particle,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// What it is in a date.
    pub date: Option<DateWord>,
    /// Whether it is a function word of some language.
    pub is_function: bool,
    /// Whether by it a page speaks to its reader, or of itself.
    pub is_pronoun: bool,
}

/// The phrases of furniture found in a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hits {
    /// For each group of [`ORDER`]: share of the line's characters that its longest phrase covers, 1 for a phrase
    /// that is the whole line.
    pub share: [f32; GROUPS],
    /// Number of phrases found.
    pub count: usize,
    /// Groups (one bit each) with a phrase that is the whole line or stands at its beginning.
    pub leads: u32,
}

struct Phrase {
    group: usize,
    chars: usize,
    leads: bool,
}

struct Lexicon {
    phrases: Vec<Phrase>,
    automaton: Option<AhoCorasick>,
    words: HashMap<String, Word>,
}

/// Marks the beginning of a line for the automaton.
const BEGIN: &str = "\u{2} ";
/// Marks its end.
const END: &str = " \u{3}";

/// Longer lines are searched this far, in characters: what comes later does not make a line furniture.
const LOOK: usize = 600;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    let mut patterns = Vec::new();
    for (row, list) in rows(PHRASES, 3) {
        let [group, _, place] = row[..] else { continue };
        let Some(group) = ORDER.iter().position(|(name, _)| *name == group) else { continue };
        for phrase in list {
            let phrase = fold(phrase);
            let pattern = match place {
                "whole" => format!("{BEGIN}{phrase}{END}"),
                "start" => format!("{BEGIN}{phrase} "),
                "end" => format!(" {phrase}{END}"),
                "part" => phrase.clone(),
                _ => format!(" {phrase} "),
            };
            let leads = matches!(place, "whole" | "start");
            phrases.push(Phrase { group, chars: phrase.chars().count(), leads });
            patterns.push(pattern);
        }
    }
    let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
    let mut words: HashMap<String, Word> = HashMap::new();
    for (row, list) in rows(DATES, 2) {
        let class = match row[0] {
            "month" => DateWord::Month,
            "weekday" => DateWord::Weekday,
            "clock" => DateWord::Clock,
            "relative" => DateWord::Relative,
            _ => DateWord::Particle,
        };
        for phrase in list {
            for word in fold(phrase).split(' ') {
                words.entry(word.to_owned()).or_default().date.get_or_insert(class);
            }
        }
    }
    for word in rows(STOPWORDS, 1).flat_map(|(_, list)| list) {
        words.entry(word.to_owned()).or_default().is_function = true;
    }
    for word in rows(PRONOUNS, 1).flat_map(|(_, list)| list) {
        words.entry(word.to_owned()).or_default().is_pronoun = true;
    }
    Lexicon { phrases, automaton, words }
});

/// The rows of a file: the first `keys` columns, then the phrases between bars.
fn rows(
    file: &'static str,
    keys: usize,
) -> impl Iterator<Item = (Vec<&'static str>, impl Iterator<Item = &'static str>)> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).filter_map(move |line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let (list, row) = columns.split_last()?;
        (row.len() == keys).then(|| (row.to_vec(), list.split('|').map(str::trim)))
    })
}

/// A text in lower case with one space for everything that is neither letter, mark nor digit; `©` is kept.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_alphanumeric() || c == '©' || is_mark(c) {
            if space && !folded.is_empty() {
                folded.push(' ');
            }
            space = false;
            // The Turkish capital İ would leave a point of its own behind.
            if c == 'İ' { folded.push('i') } else { folded.extend(c.to_lowercase()) }
        } else {
            space = true;
        }
    }
    folded
}

/// Combining signs inside words: vowel signs of Indic scripts, accents, points.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{981}'..='\u{9cd}' | '\u{a01}'..='\u{a4d}'
        | '\u{b01}'..='\u{bcd}' | '\u{c00}'..='\u{ccd}' | '\u{d00}'..='\u{d4d}' | '\u{e31}'..='\u{e4e}')
}

/// The phrases in a folded line.
pub fn hits(folded: &str) -> Hits {
    let mut hits = Hits::default();
    let lexicon = &*LEXICON;
    let (head, cut) = match folded.char_indices().nth(LOOK) {
        Some((at, _)) => (&folded[..at], true),
        None => (folded, false),
    };
    let chars = head.chars().count();
    let Some(automaton) = lexicon.automaton.as_ref().filter(|_| chars > 0) else { return hits };
    let line = format!("{BEGIN}{head}{}", if cut { " " } else { END });
    for found in automaton.find_overlapping_iter(&line) {
        let Some(phrase) = lexicon.phrases.get(found.pattern().as_usize()) else { continue };
        let share = (phrase.chars as f32 / chars as f32).min(1.0);
        hits.share[phrase.group] = hits.share[phrase.group].max(share);
        hits.count += 1;
        // The space after the mark of the beginning is at 1: a phrase that may stand anywhere stands first.
        let leads = phrase.leads || found.start() <= 1;
        hits.leads |= u32::from(leads) << phrase.group;
    }
    hits
}

/// What is known of a folded word.
pub fn word(word: &str) -> Word {
    LEXICON.words.get(word).copied().unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_files_is_read() {
        let wanted =
            |file: &'static str| file.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).count();
        assert_eq!(rows(PHRASES, 3).count(), wanted(PHRASES));
        assert_eq!(rows(DATES, 2).count(), wanted(DATES));
        assert_eq!(rows(STOPWORDS, 1).count(), wanted(STOPWORDS));
        assert_eq!(rows(PRONOUNS, 1).count(), wanted(PRONOUNS));
        for (row, _) in rows(PHRASES, 3) {
            assert!(ORDER.iter().any(|(name, _)| *name == row[0]), "{row:?}");
            assert!(["whole", "start", "end", "any", "part"].contains(&row[2]), "{row:?}");
        }
        assert!(LEXICON.automaton.is_some());
    }

    #[test]
    fn places_are_kept() {
        let share = |line: &str, kind| hits(&fold(line)).share[place(kind).unwrap()];
        assert_eq!(share("Most read", Furniture::RelatedLinks), 1.0);
        assert_eq!(share("The most read book of the year", Furniture::RelatedLinks), 0.0);
        assert!(share("© 2021 The Example Gazette", Furniture::Legal) > 0.0);
        assert!(share("関連記事はこちら", Furniture::RelatedLinks) > 0.0);
    }
}
