//! When what a predicate tells of happened, holds or is to happen: from a time expression of its own, of the clause it belongs
//! to, from what the story told just before, or from its tense.

use std::collections::HashSet;
use std::sync::LazyLock;

use dateline_record::{Interval, Record, Time, TimexType, When};

use jiff::civil::Date;

use super::tense::{self, Direction, Tenses};
use crate::annotate::lexicon::rows;

/// A tree may be damaged; no climb is longer than this.
const MOST_STEPS: usize = 32;

/// The words before a time that open its interval.
static PREPOSITIONS: LazyLock<Vec<(bool, &'static str)>> = LazyLock::new(|| {
    rows(include_str!("../../../../data/time/prepositions.tsv"))
        .flat_map(|row| row.words(1).map(|word| (row.column(0) == "after", word)).collect::<Vec<_>>())
        .collect()
});

/// Verbs of speech, in all their forms.
static SPEECH: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../../data/language/speech_verbs.tsv"))
        .filter(|row| row.column(0) == "en")
        .flat_map(|row| row.words(1).collect::<Vec<_>>())
        .collect()
});

/// Nouns that stand for a time themselves.
static TIME_NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../../data/time/time_nouns.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

/// The time of every predicate, in their order. `written` is the first and the last day on which the article can have been written.
pub fn whens(record: &Record, written: Option<(Date, Date)>) -> Vec<Option<When>> {
    let tokens = &record.tokens;
    let at = |start: u32| tokens.partition_point(|token| token.span.end <= start);
    let predicates: Vec<usize> = record.predicates.iter().map(|p| at(p.span.start)).collect();
    let mut predicate_of: Vec<Option<usize>> = vec![None; tokens.len()];
    for (index, token) in predicates.iter().enumerate() {
        if let Some(slot) = predicate_of.get_mut(*token) {
            *slot = Some(index);
        }
    }
    let mut own: Vec<Option<When>> = vec![None; predicates.len()];
    for (index, time) in record.times.iter().enumerate() {
        let Some(interval) = usable(time) else { continue };
        let (first, past) =
            (at(time.span.start), tokens.partition_point(|token| token.span.start < time.span.end));
        let inside = |head: &u32| (first..past).contains(&(*head as usize));
        let head = (first..past)
            .find(|token| !tokens.get(*token).and_then(|t| t.head).is_some_and(|head| inside(&head)));
        let Some(head) = head else { continue };
        if tells_which(record, &predicate_of, head) {
            continue;
        }
        let Some(predicate) = governor(record, &predicate_of, head) else { continue };
        let interval = opened(record, head, interval);
        let narrower = own
            .get(predicate)
            .and_then(Option::as_ref)
            .is_none_or(|known| length(&interval) < length(&known.interval));
        if let Some(slot) = own.get_mut(predicate).filter(|_| narrower) {
            *slot = Some(When { interval, reason: "own".into(), time: Some(index as u32) });
        }
    }
    let tenses = Tenses::new(record);
    let mut told: Option<Told> = None;
    (0..predicates.len())
        .map(|index| {
            let token = *predicates.get(index)?;
            let dated =
                own.get(index).cloned().flatten().or_else(|| shared(record, &predicate_of, &own, token));
            if let Some(when) = dated {
                if let Some(place) = narrates(record, &tenses, token) {
                    told = Some(Told { when: when.clone(), place });
                }
                return Some(when);
            }
            let goes_on = told.as_ref().and_then(|told| told.goes_on(record, &tenses, token));
            goes_on.or_else(|| by_tense(&tenses, token, written))
        })
        .collect()
}

/// What a story told last with its day.
struct Told {
    when: When,
    place: Narrated,
}

/// Where a story tells something.
struct Narrated {
    sentence: u32,
    block: u32,
}

/// Whether a predicate is a step of a story: the verb of a main clause in the simple past, not one of speech.
fn narrates(record: &Record, tenses: &Tenses<'_>, token: usize) -> Option<Narrated> {
    let word = record.tokens.get(token)?;
    let tense = tenses.of(token);
    let main = matches!(word.deprel.as_str(), "root" | "conj" | "parataxis");
    let step = main
        && word.xpos == "VBD"
        && tense.verb == Some(token)
        && tense.certain
        && tense.direction == Direction::Past
        && !SPEECH.contains(word.lemma.as_str());
    let block = record.sentences.get(word.sentence as usize)?.block;
    step.then_some(Narrated { sentence: word.sentence, block })
}

impl Told {
    /// The next step of a story, in the same paragraph and without a time in between, belongs to the same days.
    fn goes_on(&self, record: &Record, tenses: &Tenses<'_>, token: usize) -> Option<When> {
        let here = narrates(record, tenses, token)?;
        let near =
            here.block == self.place.block && here.sentence.abs_diff(self.place.sentence) <= STORY_SENTENCES;
        let days = length(&self.when.interval) <= STORY_DAYS;
        let (from, to) = (self.place.sentence.min(here.sentence) + 1, here.sentence);
        let timed = record.times.iter().filter(|time| usable(time).is_some()).any(|time| {
            let at = record.tokens.partition_point(|token| token.span.end <= time.span.start);
            record.tokens.get(at).is_some_and(|token| (from..=to).contains(&token.sentence))
        });
        (near && days && !timed).then(|| When { reason: "story".into(), ..self.when.clone() })
    }
}

/// A story stays on its day for so many sentences.
const STORY_SENTENCES: u32 = 2;
/// Longer stretches than this are no day of a story.
const STORY_DAYS: i64 = 7;

/// Times that name days; lengths, repetitions and "now" do not.
fn usable(time: &Time) -> Option<&Interval> {
    let counted = time.kind == TimexType::Duration && time.anchor.is_none();
    time.interval.as_ref().filter(|_| time.kind != TimexType::Set && !counted)
}

/// Whether a time only tells which thing is meant: "the anniversary of the 1917 revolution", "a 2004 report". The time of a
/// happening ("the March attack") is its own, and "the night of May 5" is a time itself.
fn tells_which(record: &Record, predicate_of: &[Option<usize>], head: usize) -> bool {
    let Some(word) = record.tokens.get(head) else { return false };
    let part =
        matches!(word.deprel.as_str(), "nmod" | "compound" | "amod" | "nummod" | "nmod:poss" | "appos");
    let above = word.head.map(|above| above as usize).filter(|_| part);
    above.is_some_and(|above| {
        let noun = record.tokens.get(above).is_some_and(|noun| {
            matches!(noun.upos.as_str(), "NOUN" | "PROPN") && !TIME_NOUNS.contains(noun.lemma.as_str())
        });
        noun && predicate_of.get(above).copied().flatten().is_none()
    })
}

/// The nearest predicate above a token, itself not counted.
fn governor(record: &Record, predicate_of: &[Option<usize>], token: usize) -> Option<usize> {
    let mut at = token;
    for _ in 0..MOST_STEPS {
        at = record.tokens.get(at)?.head? as usize;
        if let Some(predicate) = predicate_of.get(at).copied().flatten() {
            return Some(predicate);
        }
    }
    None
}

/// "since March", "until Friday": an interval with an open end.
fn opened(record: &Record, head: usize, interval: &Interval) -> Interval {
    // The preposition hangs on the head of the time, or stands right before it.
    let case =
        record.tokens.iter().enumerate().skip(head.saturating_sub(4)).take(5).find_map(|(index, token)| {
            let hangs = token.head == Some(head as u32)
                && matches!(token.deprel.as_str(), "case" | "mark")
                && index < head;
            let word = token.lemma.to_lowercase();
            PREPOSITIONS
                .iter()
                .find(|(_, preposition)| hangs && *preposition == word)
                .map(|(after, _)| *after)
        });
    match case {
        Some(true) => Interval { earliest: interval.earliest.clone(), latest: None },
        Some(false) => Interval { earliest: None, latest: interval.latest.clone() },
        None => interval.clone(),
    }
}

/// How many days an interval spans, roughly: for choosing the narrower of two.
fn length(interval: &Interval) -> i64 {
    let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<jiff::civil::Date>().ok());
    match (day(&interval.earliest), day(&interval.latest)) {
        (Some(first), Some(last)) => {
            first.until((jiff::Unit::Day, last)).map_or(i64::MAX, |span| i64::from(span.get_days()))
        }
        _ => i64::MAX - 1,
    }
}

/// The time of the clause that a predicate belongs to: "began withdrawing on Friday", "shot and killed him on Friday",
/// "12 died in the attack on Friday".
fn shared(
    record: &Record,
    predicate_of: &[Option<usize>],
    own: &[Option<When>],
    token: usize,
) -> Option<When> {
    let word = record.tokens.get(token)?;
    let time =
        |index: usize| own.get(index).cloned().flatten().map(|when| When { reason: "clause".into(), ..when });
    let above = governor(record, predicate_of, token);
    let relation = word.deprel.split(':').next().unwrap_or_default();
    let nominal = matches!(word.upos.as_str(), "NOUN" | "PROPN");
    let takes = match relation {
        // "managed to win on Friday"; "tried to broker a truce" leaves open whether and when.
        "xcomp" => above
            .and_then(|index| record.predicates.get(index))
            .is_none_or(|governor| happens_with(record, governor.span.start) || word.xpos != "VB"),
        "conj" => !has_later_time(record, token),
        // A participle without a tense of its own: "killing 12 people".
        "advcl" => word.xpos == "VBG",
        // What a verb does to a happening it does on the day of the happening; a word about it may come later.
        "nsubj" | "obj" | "obl" => nominal,
        _ => false,
    };
    if takes && let Some(when) = above.and_then(time) {
        let said = above
            .and_then(|index| record.predicates.get(index))
            .is_some_and(|p| is_speech(p.roleset.as_deref()));
        if !(said && nominal) {
            return Some(when);
        }
    }
    // The other way round: the verb takes the time of its own open complement, and of a conjunct that follows it.
    record.tokens.iter().enumerate().find_map(|(index, child)| {
        let joined = child.head == Some(token as u32) && child.deprel == "conj" && child.xpos == word.xpos;
        predicate_of.get(index).copied().flatten().filter(|_| joined).and_then(time)
    })
}

/// Whether the infinitive of a verb happens when the verb does.
fn happens_with(record: &Record, start: u32) -> bool {
    let at = record.tokens.partition_point(|token| token.span.end <= start);
    record.tokens.get(at).is_some_and(|verb| tense::is_reached(&verb.lemma.to_lowercase()))
}

/// Whether a conjunct goes on to another time: "left in May and then returned in June".
fn has_later_time(record: &Record, token: usize) -> bool {
    let then = record.tokens.iter().any(|child| {
        child.head == Some(token as u32)
            && child.deprel == "advmod"
            && tense::is_later(&child.lemma.to_lowercase())
    });
    let sentence = record.tokens.get(token).map(|token| token.sentence);
    then || record.times.iter().any(|time| {
        let at = record.tokens.partition_point(|token| token.span.end <= time.span.start);
        at > token
            && record.tokens.get(at).map(|token| token.sentence) == sentence
            && below(record, at, token)
    })
}

/// Whether a token hangs below another.
fn below(record: &Record, mut at: usize, top: usize) -> bool {
    for _ in 0..MOST_STEPS {
        let Some(head) = record.tokens.get(at).and_then(|token| token.head) else { return false };
        at = head as usize;
        if at == top {
            return true;
        }
    }
    false
}

/// Rolesets of speech: what is spoken of has another time than the speaking.
fn is_speech(roleset: Option<&str>) -> bool {
    let lemma = roleset.and_then(|roleset| roleset.split('.').next()).unwrap_or_default();
    SPEECH.contains(lemma)
}

/// By the tense alone: behind or ahead of the article's day.
fn by_tense(tenses: &Tenses<'_>, token: usize, written: Option<(Date, Date)>) -> Option<When> {
    let (first, last) = written?;
    let tense = tenses.of(token);
    // A word that only hangs somewhere in the clause of a verb has no tense of its own.
    let interval = match tense.direction {
        _ if tense.verb != Some(token) || !tense.certain => return None,
        Direction::Past => Interval { earliest: None, latest: Some(last.to_string()) },
        // What holds at present began before and goes on: no days are known.
        Direction::Future => Interval { earliest: Some(first.to_string()), latest: None },
        Direction::Present | Direction::Unsure => return None,
    };
    Some(When { interval, reason: "tense".into(), time: None })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::{Given, read_english};

    /// The time of the predicate whose printed form is `word`.
    fn when(text: &str, word: &str) -> String {
        let given = Given { written: crate::resolve::times::calendar::date(2021, 6, 16), ..Given::default() };
        let record = read_english(text, &given);
        let chars: Vec<char> = text.chars().collect();
        let printed = |span: dateline_record::Span| -> String {
            chars.get(span.start as usize..span.end as usize).unwrap().iter().collect()
        };
        let predicate = record.predicates.iter().find(|p| printed(p.span) == word);
        let Some(when) = predicate.and_then(|p| p.when.clone()) else { return "none".into() };
        let end = |day: Option<String>| day.unwrap_or_default();
        format!("{}..{} {}", end(when.interval.earliest), end(when.interval.latest), when.reason)
    }

    #[test]
    fn a_story_stays_on_its_day_until_another_time_is_told() {
        let text = "The rebels attacked the town on Monday. They burned two houses. On Tuesday they left. They took a bus.";
        assert_eq!(when(text, "burned"), "2021-06-14..2021-06-14 story");
        assert_eq!(when(text, "took"), "2021-06-15..2021-06-15 story");
        // What only says which thing is meant, and what was only tried, are no day.
        assert_eq!(
            when("They commemorated the anniversary of the 1917 revolution.", "commemorated"),
            "..2021-06-16 tense"
        );
        assert_eq!(when("On Monday they tried to broker a truce.", "broker"), "none");
        assert_eq!(
            when("They left the talks in May and then returned to the town.", "returned"),
            "..2021-06-16 tense"
        );
    }

    #[test]
    fn a_predicate_takes_its_own_time_its_clauses_or_its_tense() {
        assert_eq!(when("The rebels attacked the town on Monday.", "attacked"), "2021-06-14..2021-06-14 own");
        assert_eq!(
            when("The rebels attacked the town on Monday, killing 12 people.", "killing"),
            "2021-06-14..2021-06-14 clause"
        );
        assert_eq!(when("The army has held the town since May.", "held"), "2021-05-01.. own");
        assert_eq!(
            when("The minister said on Tuesday that the army will leave the town.", "said"),
            "2021-06-15..2021-06-15 own"
        );
        assert_eq!(
            when("The minister said on Tuesday that the army will leave the town.", "leave"),
            "2021-06-16.. tense"
        );
        assert_eq!(when("The rebels attacked the town.", "attacked"), "..2021-06-16 tense");
    }
}
