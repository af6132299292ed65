//! What the words of a phrase are: actors of the tables, nouns for those who act, countries, places.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::agents::{self, Agent, Class};
use super::text::{Word, joined};
use super::{lands, people, tables};
use crate::annotate::lexicon;

/// What some words are.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    /// An organisation of the tables.
    Entity,
    /// A full name of the tables.
    Person,
    /// A noun for somebody who acts.
    Agent(Agent),
    /// A country or its adjective, and whether it is recognised in part only.
    Land(&'static str, bool),
    /// A place, and whether it is a capital.
    Place(&'static str, bool),
    /// A country that is another's: of "Ruritania-backed".
    Alien,
    /// "of", "in": the body or place comes after.
    Within,
    /// "to", "against": what comes after is another.
    Toward,
    /// "former".
    Past,
    /// Nothing that is known.
    Unknown,
}

/// Some words and what they are.
#[derive(Clone, Copy, Debug)]
pub struct Marked {
    /// The first word.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What they are.
    pub mark: Mark,
}

/// Most words of a name in the tables.
const LONGEST: usize = 9;
/// Most words of a place's name.
const LONGEST_PLACE: usize = 4;
/// People of a place that counts beside other words, and of one that stands alone.
const LEAST: [u32; 2] = [5_000, 60_000];

/// Marks the words of a phrase, the longest match first.
pub fn marks(words: &[Word<'_>], land: Option<&str>) -> Vec<Marked> {
    let mut marks: Vec<Marked> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let most = LONGEST.min(words.len() - at);
        let found = (1..=most).rev().find_map(|n| Some((n, named(words, at, n, land)?)));
        let (n, mark) = found.unwrap_or((1, small(words, at)));
        marks.push(Marked { start: at, end: at + n, mark });
        at += n;
    }
    let known = marks.iter().any(|found| !matches!(found.mark, Mark::Unknown | Mark::Within | Mark::Toward));
    places(words, &mut marks, land, LEAST[usize::from(!known)]);
    aliens(words, &mut marks);
    marks
}

/// What `n` words from `at` are.
fn named(words: &[Word<'_>], at: usize, n: usize, land: Option<&str>) -> Option<Mark> {
    let some = words.get(at..at + n)?;
    let first = some.first()?;
    // A name does not end in the middle of a joined word, nor go on after a possessive that is not its own.
    let capital = some.iter().any(Word::is_capital);
    let name = joined(some);
    let agent = agents::named(some);
    if let Some(found) = lands::named(some)
        && (n == 1 || !tables::is_known(&name))
        && (first.is_capital() || !capital)
    {
        return Some(Mark::Land(found.country, found.partly));
    }
    if capital && tables::is_known(&name) {
        let rows = tables::ranked(&name, land, None);
        let (best, _) = rows.first()?;
        let home = land.is_some_and(|land| best.country.contains(land));
        // "Congress" is a word before it is a name; "Who" is none, "WHO" is.
        let acronym = best.names.split('|').any(|form| form == first.printed || form.len() == n);
        let upper = first.is_capitals()
            || some.len() > 1
            || name.len() > 4
            || !is_plain(&name)
            || acronym && first.is_capitals();
        if upper && (agent.is_none() || home) {
            return Some(Mark::Entity);
        }
    }
    if let Some(agent) = agent {
        return Some(Mark::Agent(agent));
    }
    let person = n > 1 && first.is_capital() && some.last().is_some_and(Word::is_capital);
    (person && people::is_known(some)).then_some(Mark::Person)
}

/// Words of four letters and fewer that are no names.
fn is_plain(name: &str) -> bool {
    PLAIN.contains(name) || agents::is("opening", name) || agents::is("toward", name)
}

static PLAIN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../data/language/function_words.tsv"))
        .filter(|row| row.column(0) == "en")
        .flat_map(|row| row.words(1).collect::<Vec<_>>())
        .collect()
});

/// A small word, or nothing that is known.
fn small(words: &[Word<'_>], at: usize) -> Mark {
    let Some(word) = words.get(at) else { return Mark::Unknown };
    if agents::is("past", &word.key) {
        Mark::Past
    } else if agents::is("within", &word.key) {
        Mark::Within
    } else if agents::is("toward", &word.key) {
        Mark::Toward
    } else {
        Mark::Unknown
    }
}

/// Places among the words that are not known, where no other capital stands beside them.
fn places(words: &[Word<'_>], marks: &mut Vec<Marked>, land: Option<&str>, least: u32) {
    let is_open = |found: &Marked| {
        let capital = words.get(found.start).is_some_and(Word::is_capital);
        capital && matches!(found.mark, Mark::Unknown) && found.end == found.start + 1
    };
    let mut at = 0;
    while at < marks.len() {
        let run = marks.get(at..).unwrap_or_default().iter().take_while(|found| is_open(found)).count();
        if run == 0 {
            at += 1;
            continue;
        }
        // "Ana Lima" is no town; "Springfield High School" has one at its head, and what follows is no name.
        let followed = marks.get(at + run).is_some_and(|next| matches!(next.mark, Mark::Agent(_)));
        let n = run.min(LONGEST_PLACE);
        let place = |n: usize| {
            let some = words.get(marks.get(at)?.start..marks.get(at + n - 1)?.end)?;
            let printed: Vec<&str> = some.iter().map(|word| word.printed).collect();
            lands::place(&printed.join(" "), land, least)
        };
        let found = if run <= LONGEST_PLACE || followed {
            let few = if followed { 1 } else { n };
            (few..=n).rev().find_map(|n| Some((n, place(n)?)))
        } else {
            None
        };
        let Some((n, place)) = found else {
            at += run;
            continue;
        };
        if let (Some(start), Some(end)) =
            (marks.get(at).map(|m| m.start), marks.get(at + n - 1).map(|m| m.end))
        {
            marks
                .splice(at..at + n, [Marked { start, end, mark: Mark::Place(place.country, place.capital) }]);
        }
        at += 1;
    }
}

/// "Ruritania-backed", "anti-Ruritanian": the country is another's.
fn aliens(words: &[Word<'_>], marks: &mut [Marked]) {
    for index in 0..marks.len() {
        let Some(found) = marks.get(index).copied() else { continue };
        if !matches!(found.mark, Mark::Land(..) | Mark::Place(..) | Mark::Entity) {
            continue;
        }
        let joined = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|word| word.joined);
        let next = words.get(found.end).map_or("", |word| word.key.as_str());
        let earlier = found.start.checked_sub(1);
        let before = earlier.and_then(|at| words.get(at)).map_or("", |word| word.key.as_str());
        let backed = joined(found.end.checked_sub(1)) && agents::is("alien", next);
        let against = joined(earlier) && agents::is("against", before);
        if (backed || against)
            && let Some(mark) = marks.get_mut(index)
        {
            mark.mark = Mark::Alien;
        }
    }
}

/// Whether a mark is a noun that has its own sector.
pub fn own(mark: &Mark) -> Option<Agent> {
    match mark {
        Mark::Agent(agent) if agent.class == Class::Own => Some(*agent),
        _ => None,
    }
}
