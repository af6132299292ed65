//! Events that were news on a known day.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::Date;

use super::{day, head, list};
use crate::annotate::lexicon;

pub(super) const FILE: &str = include_str!("../../../../../../data/facts/happenings.tsv");

/// An event that was news on a known day.
#[derive(Debug)]
pub struct Happening {
    /// The day.
    pub day: Date,
    /// What happened.
    pub what: &'static str,
    /// Lemmas of verbs that tell of it.
    pub kinds: Vec<&'static str>,
}

impl Happening {
    /// Whether a verb tells of it. What "launches" a thing may as well "unveil" it.
    pub fn is_told_by(&self, lemma: &str) -> bool {
        let launch = |verb: &str| LAUNCH_VERBS.contains(verb);
        self.kinds.contains(&lemma) || launch(lemma) && self.kinds.iter().any(|kind| launch(kind))
    }
}

static LAUNCH_VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../../data/time/launch_verbs.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

/// All of them.
#[derive(Debug)]
pub struct Happenings {
    /// In the order of the table.
    pub rows: Vec<Happening>,
    /// The names in them, and the index of the event, by their first word.
    pub by_word: HashMap<&'static str, Vec<(&'static str, usize)>>,
}

/// The table, read once. Of an event that is only known to its month no news of the day can be told.
pub static HAPPENINGS: LazyLock<Happenings> = LazyLock::new(|| {
    let mut happenings = Happenings { rows: Vec::new(), by_word: HashMap::new() };
    for row in lexicon::rows(FILE) {
        let Some((day, _)) = day(row.column(0)).filter(|(first, last)| first == last) else { continue };
        for form in list(row.column(2)) {
            happenings.by_word.entry(head(form)).or_default().push((form, happenings.rows.len()));
        }
        happenings.rows.push(Happening { day, what: row.column(1), kinds: list(row.column(3)).collect() });
    }
    happenings
});
