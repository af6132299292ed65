//! Dates that the text prints, by the tense of their verb: what has happened on a day was written on it or later, what
//! is to happen was written before. A weekday with a day of the month fits few years.

use std::collections::HashSet;
use std::sync::LazyLock;

use dateline_record::Token;
use jiff::civil::Date;

use super::super::days::{Days, FIRST, LAST};
use super::super::scene::Scene;
use super::{Hint, Strength};
use crate::annotate::lexicon;
use crate::annotate::times::Expression;
use crate::annotate::times::meaning::{Meaning, Point};
use crate::resolve::tense::Direction;
use crate::resolve::times::calendar::{Place, date, days_on, weekday};

/// A day of the month without its year is told of within so many days: later, people print the year.
const REACH: i64 = 330;
/// A month that is still to come is told of so many days before; later ones are told of with their year.
const AHEAD: i64 = 300;
/// The same for a day: of 60 on the development documents of TimeBank, AQUAINT and GUM the farthest was 218 days off.
const DAY_AHEAD: i64 = 250;
/// Figures of a period are told so many days after its end.
const FRESH: i64 = 120;
/// The head of a story: its headline and so many sentences.
const HEAD: usize = 3;
/// Days between the writer's calendar and the reader's.
const ZONE: i64 = 1;

static EDITIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../../data/time/edition_words.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    for expression in scene.expressions {
        let Meaning::Point(point) = &expression.meaning else { continue };
        if point.bc
            || point.fiscal
            || point.century.is_some()
            || point.decade.is_some()
            || point.frame.is_some()
        {
            continue;
        }
        match point.year {
            Some(year) if year > 99 => {
                hints.extend(with_year(scene, expression, point, year));
                hints.extend(edition_year(scene, expression, point, year));
                hints.extend(fresh(scene, expression, point, year));
            }
            Some(_) => {}
            None => hints.extend(without_year(scene, expression, point)),
        }
    }
}

/// The side of an expression, and how far it binds.
fn side(scene: &Scene<'_>, expression: &Expression) -> (Direction, Strength) {
    let tokens = scene.tokens_of(expression);
    let Some((head, word)) = scene.head(&tokens) else { return (Direction::Unsure, Strength::Soft) };
    let (head, word) = whole(scene, head, word);
    let relation = word.deprel.split(':').next().unwrap_or_default();
    let mut own = matches!(relation, "obl" | "advmod" | "advcl") || word.deprel == "nmod:tmod";
    let mut tense = scene.tenses.of(head);
    if matches!(relation, "compound" | "nummod" | "nmod")
        && let Some((edition, part)) = edition(scene, head)
    {
        tense = scene.tenses.of(edition);
        own = tense.certain && matches!(part, "obl" | "obj" | "nsubj");
    }
    let factual = tense.verb.is_some_and(|verb| scene.factual(verb) && !scene.planned(verb, &tokens));
    let strength = match tense.direction {
        Direction::Past if own && tense.certain && factual => Strength::Sure,
        Direction::Future if !own || scene.quoted(expression.start) => Strength::Soft,
        Direction::Future if tense.certain => Strength::Sure,
        Direction::Future if !scene.tenses.behind(head) => Strength::Hard,
        _ => Strength::Soft,
    };
    (tense.direction, strength)
}

/// The word that a date stands for in its sentence: "the night of May 5", "on May 5 and 6" hang where the night and the
/// first day hang.
fn whole<'r>(scene: &Scene<'r>, mut head: usize, mut word: &'r Token) -> (usize, &'r Token) {
    for _ in 0..4 {
        let Some((at, above)) =
            word.head.and_then(|at| Some((at as usize, scene.record.tokens.get(at as usize)?)))
        else {
            break;
        };
        let time = matches!(
            above.lemma.as_str(),
            "date"
                | "day"
                | "week"
                | "weekend"
                | "month"
                | "period"
                | "night"
                | "evening"
                | "morning"
                | "afternoon"
        );
        if word.deprel == "nmod" && time || word.deprel == "conj" && above.upos != "VERB" {
            (head, word) = (at, above);
        } else {
            break;
        }
    }
    (head, word)
}

/// The event that bears a year ("the 2012 Olympics"), and its part in the sentence.
fn edition<'s>(scene: &Scene<'s>, year: usize) -> Option<(usize, &'s str)> {
    let tokens = &scene.record.tokens;
    let event = tokens.get(year)?.head? as usize;
    let word = tokens.get(event)?;
    let part = word.deprel.split(':').next().unwrap_or_default();
    EDITIONS.contains(word.lemma.to_lowercase().as_str()).then_some((event, part))
}

fn with_year(scene: &Scene<'_>, expression: &Expression, point: &Point, year: i32) -> Option<Hint> {
    let (first, last) = match (point.month, point.day) {
        (Some(month), Some(day)) => Place::day(year, month, day)?.days()?,
        (Some(month), None) => Place::month(year, month)?.days()?,
        _ => Place::Year(year).days()?,
    };
    if first < FIRST || last > LAST {
        return None;
    }
    let tokens = scene.tokens_of(expression);
    let preposition = scene.preposition(tokens.start);
    let (direction, strength) = side(scene, expression);
    let fine = point.month.is_some();
    let since = preposition == "since" && direction != Direction::Future;
    let past = matches!(
        preposition,
        "" | "in" | "on" | "at" | "during" | "since" | "after" | "of" | "early" | "late"
    );
    let ahead = matches!(
        preposition,
        "" | "in" | "on" | "at" | "during" | "by" | "until" | "till" | "before" | "through" | "from"
    );
    let hint =
        |rule, days, strength| Hint { span: Scene::span(expression), rule, days, strength, fact: None };
    let after = || Some(Days::since(days_on(first, -ZONE)?));
    match direction {
        _ if since => Some(hint("since-date", after()?, Strength::Sure)),
        Direction::Past if past => {
            let rule = if fine { "past-date" } else { "past-year" };
            Some(hint(rule, after()?, strength))
        }
        Direction::Future if ahead => {
            let rule = if fine { "future-date" } else { "future-year" };
            Some(hint(rule, Days::until(days_on(last, ZONE)?), strength))
        }
        _ => None,
    }
}

/// The head of the story names an edition of something: "Fan Expo Canada 2016", "the 2018 FIFA World Cup". Such things are news in
/// their year.
fn edition_year(scene: &Scene<'_>, expression: &Expression, point: &Point, year: i32) -> Option<Hint> {
    let tokens = scene.tokens_of(expression);
    let sentence = scene.sentence(tokens.start);
    let whole = point.month.is_none() && point.quarter.is_none() && point.half.is_none() && tokens.len() == 1;
    if !whole
        || sentence >= HEAD
        || !scene.preposition(tokens.start).is_empty() && !scene.part_of_name(tokens.start)
    {
        return None;
    }
    let (direction, _) = side(scene, expression);
    if direction == Direction::Future || !scene.part_of_name(tokens.start) {
        return None;
    }
    let (first, last) = Place::Year(year).days()?;
    let days = Days::of(vec![(first, last)]);
    Some(Hint {
        span: Scene::span(expression),
        rule: "edition-year",
        days,
        strength: Strength::Soft,
        fact: None,
    })
}

/// Figures "as of" a day, and of a quarter or a period that has ended, are told soon afterwards.
fn fresh(scene: &Scene<'_>, expression: &Expression, point: &Point, year: i32) -> Option<Hint> {
    let tokens = scene.tokens_of(expression);
    let before = |back: usize| tokens.start.checked_sub(back).map_or("", |at| scene.lower(at));
    let as_of = before(1) == "of" && before(2) == "as";
    let ended = before(1) == "ended" || before(2) == "ended";
    // "from the second quarter of 2008": what the figure is compared with.
    let told = matches!(before(1), "in" | "for" | "of" | "the" | "," | "its" | "a");
    let year_last = scene.lower(tokens.end.saturating_sub(1)).parse() == Ok(year);
    let (first, last) = match (point.month, point.day, point.quarter) {
        (Some(month), Some(day), _) if as_of || ended => Place::day(year, month, day)?.days()?,
        (Some(month), None, _) if as_of || ended => Place::month(year, month)?.days()?,
        (None, None, Some(quarter)) if quarter > 0 && told && year_last => {
            Place::Quarter(year, quarter).days()?
        }
        _ => return None,
    };
    let (direction, _) = side(scene, expression);
    if direction == Direction::Future || scene.quoted(expression.start) {
        return None;
    }
    let from = if point.quarter.is_some() { last } else { first };
    let days = Days::of(vec![(days_on(from, -ZONE)?, days_on(last, FRESH)?)]);
    Some(Hint { span: Scene::span(expression), rule: "as-of", days, strength: Strength::Soft, fact: None })
}

/// "Friday, May 5", "on May 5", "in May".
fn without_year(scene: &Scene<'_>, expression: &Expression, point: &Point) -> Option<Hint> {
    let month = point.month?;
    if point.which.is_some() || point.holiday.is_some() {
        return None;
    }
    let (direction, strength) = side(scene, expression);
    let named = point.weekday.and_then(weekday);
    let day_and_weekday = named.is_some() && point.day.is_some();
    let ahead = if point.day.is_some() { DAY_AHEAD } else { AHEAD };
    let mut stretches: Vec<(Date, Date)> = Vec::new();
    for year in i32::from(FIRST.year())..=i32::from(LAST.year()) {
        let days = match point.day {
            Some(day) => date(year, month, day).map(|day| (day, day)),
            None => Place::month(year, month).and_then(Place::days),
        };
        let Some((first, last)) = days else { continue };
        if named.is_some_and(|weekday| point.day.is_some() && first.weekday() != weekday) {
            continue;
        }
        let stretch = match direction {
            Direction::Past => (days_on(first, -ZONE), days_on(last, REACH)),
            Direction::Future => (days_on(first, -ahead), days_on(last, ZONE)),
            _ => (days_on(first, -REACH), days_on(last, REACH)),
        };
        stretches.push((stretch.0.unwrap_or(FIRST), stretch.1.unwrap_or(LAST)));
    }
    if stretches.is_empty() {
        return None;
    }
    // Beside a year, the day may belong to that year; the first day of a range may lie behind ("is to run from May 3").
    let open = matches!(scene.preposition(scene.tokens_of(expression).start), "from" | "after" | "since");
    let strength = if scene.elsewhen(expression, direction) || open && direction == Direction::Future {
        Strength::Soft
    } else {
        strength
    };
    let (rule, strength) = match (day_and_weekday, point.day.is_some(), direction) {
        (true, ..) => ("weekday-date", strength.max(Strength::Hard)),
        (_, true, Direction::Past) => ("past-month-day", strength.min(Strength::Hard)),
        (_, true, Direction::Future) => ("future-month-day", strength),
        (_, false, Direction::Past) => ("past-month", strength.min(Strength::Hard)),
        (_, false, Direction::Future) => ("future-month", strength),
        _ => return None,
    };
    Some(Hint { span: Scene::span(expression), rule, days: Days::of(stretches), strength, fact: None })
}

impl Scene<'_> {
    /// Whether the sentence of an expression prints a year that the expression may belong to; a story of the past goes
    /// on into the next sentence.
    fn elsewhen(&self, expression: &Expression, direction: Direction) -> bool {
        let sentence = self.sentence(self.token(expression.start));
        let told = |sentence: usize| self.elsewhen.get(sentence).copied().unwrap_or(false);
        told(sentence) || direction != Direction::Future && sentence.checked_sub(1).is_some_and(told)
    }
}
