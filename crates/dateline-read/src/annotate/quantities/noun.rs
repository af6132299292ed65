//! The thing that a number counts: the words after it, up to the noun.
//!
//! Without a tagger the end of the noun phrase is told by what cannot stand inside one: function words, verbs of
//! the list, past forms and adverbs by their endings, marks; and by a plural, which closes it.

use super::number::At;
use super::words::is_not_count;
use crate::annotate::text::Kind;
use crate::extract::language::is_function_word;

/// Most words of a counted thing.
const MOST_WORDS: usize = 4;

/// The counted thing after a number: its first word and one past its last; none where nothing is counted.
pub fn phrase(at: &At<'_>, index: usize, language: &str) -> Option<(usize, usize)> {
    let mut from = index;
    while at.known.skips.contains(at.lower(from)) {
        from += 1;
    }
    if language != "en" && !language.is_empty() {
        return foreign(at, from, language);
    }
    let mut now = from;
    for taken in 0..MOST_WORDS {
        if at.kind(now) != Some(Kind::Letters) || stops(at, now, taken) {
            break;
        }
        let mut end = now + 1;
        while at.is_joint(end) && at.kind(end + 1) == Some(Kind::Letters) {
            end += 2;
        }
        let plural = is_plural(at, end - 1);
        let next_plural = at.kind(end) == Some(Kind::Letters) && is_plural(at, end) && !stops(at, end, 1);
        now = end;
        // "three police officers", "two sales managers" go on to the last plural.
        if plural && !next_plural {
            break;
        }
    }
    // "half of the governor’s planned budget": where the words end with an owner, what is counted was not reached.
    let owner = ["'s", "’s"].iter().any(|ending| at.lower(now.saturating_sub(1)).ends_with(ending));
    (now > from && !owner).then_some((from, now))
}

fn stops(at: &At<'_>, index: usize, taken: usize) -> bool {
    let word = at.lower(index);
    if at.known.stops.contains(word) || word.contains('\'') && !word.ends_with("s") {
        return true;
    }
    let past = word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed");
    // "millions more stayed": a past form before no noun is a verb.
    if past && taken == 0 {
        return at.kind(index + 1) != Some(Kind::Letters) || at.known.stops.contains(at.lower(index + 1));
    }
    taken > 0 && (past || word.len() > 4 && (word.ends_with("ly") || word.ends_with("ing")))
}

fn is_plural(at: &At<'_>, index: usize) -> bool {
    let word = at.lower(index);
    at.known.plurals.contains(word)
        || word.len() > 3
            && word.ends_with('s')
            && !["ss", "us", "is", "'s", "’s", "ous"].iter().any(|e| word.ends_with(e))
}

/// In other languages than English: the next word, if it is no function word.
fn foreign(at: &At<'_>, from: usize, language: &str) -> Option<(usize, usize)> {
    // "2 millones de personas", "2 millions d'euros"
    let from = if matches!(at.lower(from), "de" | "di" | "d") { from + 1 } else { from };
    if language == "de" {
        // A noun has a capital: "zwei neue Schiffe", and nothing in "zwei sagten".
        let noun = (from..from + 3).find(|i| at.kind(*i) != Some(Kind::Letters) || at.is_capital(*i))?;
        let adjectives = (from..noun).all(|i| !is_function_word(language, at.lower(i)));
        return (at.kind(noun) == Some(Kind::Letters) && adjectives).then_some((from, noun + 1));
    }
    let ok = at.kind(from) == Some(Kind::Letters)
        && at.lower(from).chars().count() > 2
        && !is_function_word(language, at.lower(from));
    ok.then_some((from, from + 1))
}

/// Past the words between "of" and the noun: "of all the".
pub fn past_determiners(at: &At<'_>, index: usize) -> usize {
    let mut now = index;
    while now < index + 3 && is_not_count("determiner", at.lower(now)) {
        now += 1;
    }
    now
}
