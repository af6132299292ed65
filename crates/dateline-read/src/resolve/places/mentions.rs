//! Where places are named: the names that the language model marked, cut to what the gazetteer knows, places named within
//! the names of bodies ("Kenya Medical Association"), and names that the model did not see.

use std::collections::HashSet;
use std::sync::LazyLock;

use dateline_gazetteer::{Gazetteer, Match, NameKind, fold};
use dateline_record::{Name, NameKind as Marked, Record};

use super::candidates::{self, Candidate, Class};
use super::rank::Toponym;
use crate::annotate::lexicon::rows;
use crate::annotate::text::Text;

/// Ordinary words, which are towns as well: "Reading", "Nice", "Center".
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../../../data/language/common_words.tsv"))
        .filter(|row| row.column(0) == "en")
        .flat_map(|row| row.words(1).collect::<Vec<_>>())
        .collect()
});

/// A place that the model did not mark as one must have so many people to be taken for one.
const LARGE: u32 = 30_000;
/// The same within the name of a body.
const LARGE_WITHIN: u32 = 1_000;

/// The names of places in a text, in its order; none overlap.
pub fn toponyms(gazetteer: &Gazetteer, record: &Record, text: &Text<'_>) -> Vec<Toponym> {
    // What lies beyond the words that the model read is not looked at.
    let end = record.tokens.last().map_or(0, |token| token.span.end as usize);
    let scanned = gazetteer.scan(text.slice(0, end));
    let mut found: Vec<Toponym> = Vec::new();
    let mut places: HashSet<String> = HashSet::new();
    for name in record.names.iter().filter(|name| matches!(name.kind, Marked::Place | Marked::Nationality)) {
        let (start, end) = text.range(name.span);
        if let Some(toponym) = cut(gazetteer, text, &scanned, start, end) {
            places.insert(fold(text.slice(toponym.start, toponym.end)));
            found.push(toponym);
        } else {
            within(gazetteer, text, &scanned, (start, end), &places, &mut found);
        }
    }
    for name in &record.names {
        let (start, end) = text.range(name.span);
        match name.kind {
            Marked::Organisation | Marked::Facility | Marked::Event | Marked::Other => {
                let whole = cut(gazetteer, text, &scanned, start, end).filter(|toponym| {
                    let known = places.contains(&fold(text.slice(toponym.start, toponym.end)));
                    known || name.kind == Marked::Facility || is_place_alone(gazetteer, text, toponym)
                });
                match whole {
                    Some(toponym) => found.push(toponym),
                    None => within(gazetteer, text, &scanned, (start, end), &places, &mut found),
                }
            }
            Marked::Person => {
                let first = first_of(&scanned, start, end)
                    .filter(|m| m.end < end || places.contains(&fold(text.slice(m.start, m.end))));
                if let Some(found_first) = first.filter(|m| is_before_title(gazetteer, text, m)) {
                    found.push(Toponym {
                        start: found_first.start,
                        end: with_stop(gazetteer, text, found_first.start, found_first.end),
                    });
                }
            }
            Marked::Place | Marked::Nationality => {}
        }
    }
    let mut marked: Vec<(usize, usize)> =
        record.names.iter().map(|name: &Name| text.range(name.span)).collect();
    marked.sort_unstable();
    // Names within names are few: the last one that begins before a match's end tells.
    let named = |m: &Match| {
        let past = marked.partition_point(|(start, _)| *start < m.end);
        marked.iter().take(past).rev().take(NESTED).any(|(_, end)| *end > m.start)
    };
    for m in scanned.iter().filter(|m| !named(m)) {
        let known = places.contains(&fold(text.slice(m.start, m.end)));
        if known || is_prominent(gazetteer, text, m) {
            found.push(Toponym { start: m.start, end: with_stop(gazetteer, text, m.start, m.end) });
        }
    }
    found.retain(|t| !is_bare_code(gazetteer, text, t));
    // A surname that the model takes for a village here and there.
    let surnames = surnames(record, text);
    found.retain(|t| {
        let printed = text.slice(t.start, t.end);
        !surnames.contains(&fold(printed)) || is_telling(gazetteer, printed, LARGE)
    });
    found.retain(|t| !candidates::is_no_name(&fold(text.slice(t.start, t.end))));
    // Longer ones first: what lies within them goes.
    found.sort_by_key(|t| (t.start, std::cmp::Reverse(t.end)));
    let mut last = 0;
    found.retain(|t| {
        let keep = t.start >= last;
        if keep {
            last = t.end;
        }
        keep
    });
    found
}

/// Whether two capitals stand for a state without its town before them: "(AP)" is an agency, "Austin, TX" a town in Texas.
fn is_bare_code(gazetteer: &Gazetteer, text: &Text<'_>, toponym: &Toponym) -> bool {
    let printed = text.slice(toponym.start, toponym.end);
    if printed.chars().count() != 2 || !printed.chars().all(char::is_uppercase) {
        return false;
    }
    let town = (toponym.start.saturating_sub(2)..toponym.start).map(|at| text.char(at)).eq([',', ' ']);
    let state = |candidate: &Candidate| candidate.class == Class::Country;
    !town && !candidates::candidates(gazetteer, printed).iter().any(state)
}

/// The last words of the full names of persons.
fn surnames(record: &Record, text: &Text<'_>) -> HashSet<String> {
    let persons = record.names.iter().filter(|name| name.kind == Marked::Person);
    persons
        .filter_map(|name| {
            let (start, end) = text.range(name.span);
            let folded = fold(text.slice(start, end));
            folded.rsplit_once(' ').map(|(_, last)| last.to_owned())
        })
        .collect()
}

/// No name of a place has more characters.
const LONGEST: usize = 80;
/// No more names than this lie within one another.
const NESTED: usize = 4;

/// The scanned names that begin in a stretch.
fn from(scanned: &[Match], start: usize, end: usize) -> impl Iterator<Item = &Match> {
    let first = scanned.partition_point(|m| m.start < start);
    scanned.iter().skip(first).take_while(move |m| m.start < end)
}

/// The name of a place without what is not part of it: the part of the place before it ("northern"), the word for its kind in small
/// letters after it ("province"), a possessive ending; with the stop of its abbreviation.
fn cut(
    gazetteer: &Gazetteer,
    text: &Text<'_>,
    scanned: &[Match],
    start: usize,
    end: usize,
) -> Option<Toponym> {
    let (mut start, mut end) = (start, end);
    // Two names that the gazetteer knows as one: "Sri" and "Lankan".
    if let Some(longer) = from(scanned, start.saturating_sub(LONGEST), end)
        .find(|m| m.start <= start && m.end > end || m.start < start && m.end >= end)
    {
        (start, end) = (longer.start, longer.end);
    }
    // A senator's "R-" and "D-".
    if matches!(text.char(start), 'R' | 'D' | 'I')
        && text.char(start + 1) == '-'
        && text.char(start + 2).is_uppercase()
    {
        start += 2;
    }
    for ending in ["'s", "’s", "'", "’"] {
        let length = ending.chars().count();
        if end > start + length && text.slice(end - length, end) == ending {
            end -= length;
            break;
        }
    }
    let whole = text.slice(start, end);
    if text.char(start).is_uppercase() && !gazetteer.senses(whole).is_empty() {
        return Some(Toponym { start, end: with_stop(gazetteer, text, start, end) });
    }
    if let Some(bare) = whole.strip_prefix("the ").or(whole.strip_prefix("The "))
        && !gazetteer.senses(bare).is_empty()
    {
        return Some(Toponym { start: start + 4, end });
    }
    // What is known inside of it, with words for parts and kinds around.
    let inside = from(scanned, start, end)
        .find(|m| start <= m.start && m.end <= end && is_framed(text, start, m.start, m.end, end))?;
    Some(Toponym { start: inside.start, end: with_stop(gazetteer, text, inside.start, inside.end) })
}

/// Whether only words for parts of a place stand before a stretch, and only words for kinds of places behind it.
fn is_framed(text: &Text<'_>, start: usize, from: usize, to: usize, end: usize) -> bool {
    let before = fold(text.slice(start, from));
    let after = fold(text.slice(to, end));
    let before = before.split(' ').filter(|word| !word.is_empty());
    let mut after = after.split(' ').filter(|word| !word.is_empty() && *word != "'s");
    before
        .clone()
        .all(|word| candidates::is_part(word) || candidates::is_kind(word) || matches!(word, "of" | "the"))
        && after.all(candidates::is_kind)
}

/// One past a name, with the stop if it is an abbreviation that has one.
fn with_stop(gazetteer: &Gazetteer, text: &Text<'_>, start: usize, end: usize) -> usize {
    let printed = text.slice(start, end);
    let abbreviation = || {
        printed.contains('.')
            || gazetteer.senses(printed).iter().any(|sense| sense.name == NameKind::Abbreviation)
    };
    if text.char(end) == '.' && printed.chars().count() <= 6 && abbreviation() { end + 1 } else { end }
}

/// Places that are named within the name of something else.
fn within(
    gazetteer: &Gazetteer,
    text: &Text<'_>,
    scanned: &[Match],
    (start, end): (usize, usize),
    places: &HashSet<String>,
    found: &mut Vec<Toponym>,
) {
    let mut at = start;
    for m in from(scanned, start, end).filter(|m| m.end <= end) {
        if m.start < at || m.start == start && m.end == end {
            continue;
        }
        let printed = text.slice(m.start, m.end);
        let known = places.contains(&fold(printed));
        if known || is_telling(gazetteer, printed, LARGE_WITHIN) {
            found.push(Toponym { start: m.start, end: with_stop(gazetteer, text, m.start, m.end) });
            at = m.end;
        }
    }
}

/// The scanned name that begins where a marked one does.
fn first_of(scanned: &[Match], start: usize, end: usize) -> Option<&Match> {
    from(scanned, start, end).find(|m| m.start == start && m.end <= end)
}

/// Whether a name within that of a person is a country or state before a title: "U.S. President Ana Holm".
fn is_before_title(gazetteer: &Gazetteer, text: &Text<'_>, m: &Match) -> bool {
    let printed = text.slice(m.start, m.end);
    printed.contains('.') && is_telling(gazetteer, printed, LARGE)
}

/// Whether the name of a body is the name of a well-known place and nothing more.
fn is_place_alone(gazetteer: &Gazetteer, text: &Text<'_>, toponym: &Toponym) -> bool {
    is_telling(gazetteer, text.slice(toponym.start, toponym.end), LARGE)
}

/// Whether a name that the model did not mark is surely that of a place.
fn is_prominent(gazetteer: &Gazetteer, text: &Text<'_>, m: &Match) -> bool {
    is_telling(gazetteer, text.slice(m.start, m.end), LARGE)
}

/// Whether a printed name is first of all that of a place: no ordinary word, and some place of this very name is large.
fn is_telling(gazetteer: &Gazetteer, printed: &str, people: u32) -> bool {
    let folded = fold(printed);
    let capitals = printed.chars().all(|c| !c.is_lowercase());
    if folded.chars().count() < 3 && !capitals
        || !folded.contains(' ') && !capitals && COMMON.contains(folded.as_str())
    {
        return false;
    }
    candidates::candidates(gazetteer, printed).iter().any(|candidate| is_large(candidate, people))
}

fn is_large(candidate: &Candidate, people: u32) -> bool {
    match candidate.name {
        NameKind::Alternate | NameKind::Former => candidate.class == Class::Country,
        NameKind::Short => false,
        NameKind::Abbreviation | NameKind::Demonym => true,
        NameKind::Primary | NameKind::Usual => {
            candidate.entry.population >= people
                || !matches!(
                    candidate.class,
                    Class::Town
                        | Class::Village
                        | Class::Quarter
                        | Class::Admin2
                        | Class::Admin3
                        | Class::Seat
                )
        }
    }
}
