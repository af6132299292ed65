//! Time expressions: found in the text, and what each of them says. What day that is, `resolve` finds out.
//!
//! A sentence is cut into pieces; at every piece the rules of `data/time/rules.tsv` that can begin there are tried, and the
//! longest match is taken. Then words such as "early" and "more than" join it.

mod build;
mod classes;
mod clock;
mod items;
pub mod meaning;
mod numbers;
mod ranges;
pub(crate) mod rules;
mod words;

use dateline_record::{Sentence, Token};

use super::text::Text;
use classes::{Captures, Scene};
use items::Item;
pub use meaning::{Expression, Meaning};
use meaning::{Modifier, Point, Unit};
use rules::{Element, RULES, Rule};
use words::QUALIFIERS;
pub use words::{HOLIDAYS, Holiday};

/// Finds the time expressions of sentences whose tokens are known. Sentences of one block follow one another.
pub fn times(text: &Text<'_>, sentences: &[Sentence], tokens: &[Token]) -> Vec<Expression> {
    let mut found = Vec::new();
    // What the language model did not read has no words to go by.
    let read = tokens.last().map_or(0, |last| last.span.end as usize);
    // A block at a time: where a sentence was taken to end at "Aug.", its date goes on.
    for block in sentences.chunk_by(|a, b| a.block == b.block) {
        let (Some(first), Some(last)) = (block.first(), block.last()) else { continue };
        let (start, end) = (text.range(first.span).0, text.range(last.span).1.min(read));
        let first = tokens.partition_point(|token| (token.span.end as usize) <= start);
        let items = items::items(text, start, end, tokens, first);
        let from = found.len();
        let scene = Scene::new(text, &items, tokens);
        block_times(&scene, &mut found);
        let complete = ranges::complete(&scene, found.split_off(from));
        found.extend(complete);
    }
    found
}

/// The rules that bring an example, with it.
#[cfg(test)]
pub(crate) fn examples() -> impl Iterator<Item = (&'static Rule, &'static str)> {
    RULES.rules.iter().filter(|rule| !rule.example.is_empty()).map(|rule| (rule, rule.example))
}

fn block_times(scene: &Scene<'_>, found: &mut Vec<Expression>) {
    let mut at = 0;
    let mut free = 0;
    while at < scene.items.len() {
        match longest(scene, at) {
            Some(mut hit) => {
                qualify(scene, &mut hit, free);
                at = hit.next;
                free = hit.next;
                if let (Some(first), Some(last), Some(meaning)) =
                    (scene.items.get(hit.first), scene.items.get(hit.next - 1), hit.meaning)
                {
                    found.push(Expression {
                        start: first.start,
                        end: last.end,
                        rule: hit.rule.id,
                        meaning,
                        modifier: hit.modifier,
                        only_timex2: hit.rule.setting("only") == Some("timex2"),
                    });
                }
            }
            None => at += 1,
        }
    }
}

/// A match: pieces `first..next`.
struct Hit {
    first: usize,
    next: usize,
    rule: &'static Rule,
    /// None where the rule says that this is no time.
    meaning: Option<Meaning>,
    modifier: Option<Modifier>,
}

/// The longest match that begins at a piece; of several as long, that of the first rule.
fn longest(scene: &Scene<'_>, at: usize) -> Option<Hit> {
    let mut best: Option<Hit> = None;
    let mut best_row = usize::MAX;
    let mut trial = |sequence: usize| {
        let Some(sequence) = RULES.sequences.get(sequence) else { return };
        let Some((next, captures)) = matched(scene, &sequence.elements, at) else { return };
        let better =
            best.as_ref().is_none_or(|b| next > b.next || next == b.next && sequence.rule < best_row);
        let Some(rule) = RULES.rules.get(sequence.rule).filter(|_| better) else { return };
        if rule.kind == "none" {
            best = Some(Hit { first: at, next, rule, meaning: None, modifier: None });
            best_row = sequence.rule;
            return;
        }
        if rule.setting("then").is_some_and(|word| scene.lower(next) != word) {
            return;
        }
        let Some((meaning, modifier)) = build::build(rule, &captures) else { return };
        if likely(scene, rule, &meaning, at, next) {
            best = Some(Hit { first: at, next, rule, meaning: Some(meaning), modifier });
            best_row = sequence.rule;
        }
    };
    for sequence in RULES.with_word(scene.lower(at)) {
        trial(*sequence);
    }
    // Most words are of no class at all.
    let slots = if scene.can_begin(at) { RULES.first_slots.as_slice() } else { &[] };
    for slot in slots {
        if scene.slot(*slot, at, &mut Captures::default()).is_some() {
            for sequence in RULES.with_slot(*slot) {
                trial(*sequence);
            }
        }
    }
    best
}

fn matched(scene: &Scene<'_>, elements: &[Element], from: usize) -> Option<(usize, Captures)> {
    let mut captures = Captures::default();
    let mut at = from;
    for element in elements {
        at = match element {
            Element::Slot(slot) => scene.slot(*slot, at, &mut captures)?,
            Element::Words(words) => {
                let lower = scene.lower(at);
                let fits = |(word, tag): &(&str, &str)| {
                    *word == lower || *word == "'s" && lower == "’s" || *word == "-" && matches!(lower, "–" | "‑")
                } && scene.tag(at).starts_with(tag);
                words.iter().any(fits).then_some(at + 1)?
            }
        };
    }
    (at > from && at <= scene.items.len()).then_some((at, captures))
}

/// Whether a match that could be something else is a time, by what stands around it.
fn likely(scene: &Scene<'_>, rule: &Rule, meaning: &Meaning, at: usize, next: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| scene.lower(before));
    let after = scene.lower(next);
    match rule.id {
        // "2000 people", "1500 metres": a number that counts a noun of its own is no year.
        "year" => {
            let Some(token) = scene.token(at) else { return true };
            let head = token.head.and_then(|head| scene.tokens.get(head as usize));
            let counts = head.is_some_and(|head| matches!(head.xpos.as_str(), "NNS" | "NNPS"))
                && token.deprel.starts_with("nummod")
                && head.is_some_and(|head| head.span.start > token.span.start);
            let glued = scene.glued(at)
                && !matches!(before, "(" | "[" | "-" | "–" | "—" | "/" | "“" | "\"" | "'" | "‘" | "," | ".");
            !counts
                && !glued
                && !matches!(
                    after,
                    "%" | "percent"
                        | "km"
                        | "m"
                        | "kg"
                        | "meters"
                        | "metres"
                        | "feet"
                        | "miles"
                        | "dollars"
                        | "euros"
                )
        }
        // A bare season, noon or night within a name.
        "season" | "noon" => {
            // "the fall of the city"
            let fall = scene.lower(next - 1) == "fall" && after == "of";
            // "in Spring", but not "the Prague Spring" or "the Spring Offensive".
            let name = |at: usize| scene.tag(at).starts_with("NNP");
            let loose = !name(next) && !at.checked_sub(1).is_some_and(name);
            !fall && (!name(next - 1) || loose)
        }
        // "the 7th Division"
        "ordinal-day" => !scene.tag(next).starts_with("NN"),
        // "I'll see you one second": a second, minute or moment of no length.
        "the-unit" => {
            let unit = match meaning {
                Meaning::Point(Point { frame: Some((_, unit)), .. }) => *unit,
                _ => return true,
            };
            matches!(unit, Unit::Week | Unit::Month | Unit::Year)
                || unit == Unit::Day
                    && !matches!(
                        after,
                        "of" | "that"
                            | "when"
                            | "after"
                            | "before"
                            | "the"
                            | "-"
                            | "he"
                            | "she"
                            | "they"
                            | "it"
                            | "i"
                            | "we"
                            | "you"
                    )
        }
        // "this second", "last minute" change; "last minute deal".
        "which-unit" => {
            let unit = match meaning {
                Meaning::Point(Point { frame: Some((_, unit)), .. }) => *unit,
                _ => return true,
            };
            // "on ABC's This Week": a title.
            let title =
                |at: usize| scene.capital(at) && scene.token(at).is_some_and(|token| token.deprel != "root");
            let named =
                at > 0 && next == at + 2 && title(at) && title(at + 1) && !matches!(before, "." | "\"" | "“");
            unit >= Unit::Day && !(before == "at" && after == "-") && !named
        }
        // "these days": now.
        "these-units" => scene.lower(at) != "these" || scene.lower(next - 1) != "days",
        // "ten days before the murder": a length of time; "ten days before." counts back from what was told.
        "earlier" if scene.lower(next - 1) == "before" => {
            matches!(scene.kind(next), None | Some(items::Kind::Mark))
                || matches!(after, "and" | "but" | "when")
        }
        // "$35 a night", "four flights a week": a rate.
        "amount-unit"
            if matches!(meaning, Meaning::Duration(d) if d.unit == Unit::Second)
                && scene.tag(next - 1).starts_with("NNP") =>
        {
            false
        }
        // "the 2018 day of action": a year, not so many days.
        "amount-unit"
            if matches!(meaning, Meaning::Duration(d) if matches!(d.amount, meaning::Amount::Exactly(n) if n >= 1000.0))
                && !scene.lower(next - 1).ends_with('s') =>
        {
            false
        }
        "amount-unit" if matches!(scene.lower(at), "a" | "an") && next == at + 2 => !is_rate(scene, at),
        "rate" => is_rate(scene, at),
        // "in his thirties"
        "decade" => at.checked_sub(1).is_none_or(|before| scene.tag(before) != "PRP$"),
        // "Jan Kavan", "April Smith": a given name.
        "month" if scene.is_given_name(next - 1) => false,
        // "Women's March on the capital", "the Long March"
        "month" if scene.is_ordinary(next - 1) => {
            let name = at.checked_sub(1).is_some_and(|before| scene.tag(before).starts_with("NNP"));
            !name && !matches!(before, "'s" | "’s") && !matches!(after, "to" | "on" | "for" | "against")
        }
        // "will one day be": ahead; "one day he came" is not.
        "future" if scene.lower(at) == "one" => {
            (1..=3).any(|back| at.checked_sub(back).is_some_and(|before| scene.tag(before) == "MD"))
        }
        // "a quarter of the votes", "in some quarters"
        "amount-unit" if matches!(meaning, Meaning::Duration(d) if d.unit == Unit::Quarter) => {
            after != "of" && after != "in" && before != "in"
        }
        "units" => {
            let short = matches!(meaning, Meaning::Duration(d)
                if d.unit < Unit::Hour || matches!(d.unit, Unit::Night | Unit::Quarter));
            before != "-" && after != "old" && !short
        }
        _ => true,
    }
}

/// Whether what stands before "a day" is counted by it.
fn is_rate(scene: &Scene<'_>, at: usize) -> bool {
    matches!(at.checked_sub(1).map_or("", |before| scene.tag(before)), "CD" | "NNS" | "$")
}

/// Joins the words that say how exactly the time is meant, and its article. `free`: pieces before it are taken.
fn qualify(scene: &Scene<'_>, hit: &mut Hit, free: usize) {
    let (point, duration) = match &hit.meaning {
        Some(Meaning::Point(_)) => (true, false),
        // "over the past year", "over the next days": the word says how long, not how exactly.
        Some(Meaning::Duration(duration)) => (false, duration.side.is_none()),
        Some(Meaning::Shift(_)) => (false, true),
        Some(Meaning::Set(_) | Meaning::Reference(_)) | None => return,
    };
    let fits = |place: &words::Qualifier| place.point && point || place.duration && duration;
    let own_article = matches!(scene.lower(hit.first), "the");
    for qualifier in QUALIFIERS.iter().filter(|q| q.before && fits(q)) {
        let hyphen =
            usize::from(hit.first > free && scene.lower(hit.first - 1) == "-" && scene.glued(hit.first));
        let Some(from) = hit.first.checked_sub(qualifier.words.len() + hyphen).filter(|from| *from >= free)
        else {
            continue;
        };
        if qualifier.words.iter().enumerate().all(|(n, word)| scene.lower(from + n) == *word) {
            let bare = qualifier.words.len() == 1 && own_article && point;
            if bare && !matches!(qualifier.words.first(), Some(&"about" | &"around")) {
                continue;
            }
            hit.first = from;
            hit.modifier = Some(qualifier.modifier);
            break;
        }
    }
    if !own_article && hit.first > free && scene.lower(hit.first - 1) == "the" && heads_inside(scene, hit) {
        hit.first -= 1;
    }
    for qualifier in QUALIFIERS.iter().filter(|q| !q.before && fits(q)) {
        if qualifier.words.iter().enumerate().all(|(n, word)| scene.lower(hit.next + n) == *word) {
            hit.next += qualifier.words.len();
            hit.modifier = Some(qualifier.modifier);
            break;
        }
    }
}

/// Whether the article before a match belongs to one of its words: "the early 1980s", not "the 1998 bombings".
fn heads_inside(scene: &Scene<'_>, hit: &Hit) -> bool {
    let Some(head) = scene.token(hit.first - 1).and_then(|article| article.head) else { return false };
    let inside = |item: &Item| item.token == head as usize;
    scene.items.get(hit.first..hit.next).is_some_and(|items| items.iter().any(inside))
}
