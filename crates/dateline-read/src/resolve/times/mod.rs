//! What day a time expression means: the article's day, the story told so far and the tense decide.

pub mod calendar;
mod point;
mod spell;

use dateline_record::{Record, Time, Token};
use jiff::civil::Date;

use super::day::facts::names::began;
use super::tense::{Direction, Tenses};
use crate::annotate::text::Text;
use crate::annotate::times::Expression;
use crate::annotate::times::meaning::{Amount, From, Meaning, Point, Shift, Unit, Which};
use calendar::{Grain, Place};
use point::{Anchor, View};

/// How time expressions are written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// ISO-TimeML.
    #[default]
    Timex3,
    /// TIMEX2, for the corpora that follow it.
    Timex2,
}

/// Full dates that lie this many years before the article's day, or a text without a day, make a story of its own time.
const STORY_YEARS: i32 = 15;

/// So many full dates …
const CHRONICLE: usize = 10;
/// … over so many years make a chronicle, whose days are counted from one another.
const CHRONICLE_YEARS: i32 = 3;

/// Resolves expressions, which stand in the order of the text. `written` is the first and the last day on which the article can have been
/// written; where they differ, days and weeks that are counted from it stay open.
pub fn times(
    record: &Record,
    expressions: &[Expression],
    written: Option<(Date, Date)>,
    convention: Convention,
) -> Vec<Time> {
    let day = written.map(|(_, last)| last);
    let rough = written.is_some_and(|(first, last)| first != last);
    let text = Text::new(&record.article.text);
    let tenses = Tenses::new(record);
    let narrative = is_narrative(expressions, day);
    let mut story: Option<(Place, usize)> = None;
    let mut quarter = None;
    let mut period = None;
    let mut times: Vec<Time> = Vec::new();
    let mut day_told = None;
    let mut year: Option<i32> = None;
    let mut month_told = None;
    for expression in expressions.iter().filter(|e| convention == Convention::Timex2 || !e.only_timex2) {
        let token = record.tokens.partition_point(|token| (token.span.end as usize) <= expression.start);
        let mut tense = tenses.of(token);
        if let Meaning::Point(point) = &expression.meaning {
            let bare = point.weekday.is_some() && point.month.is_none() && point.which.is_none();
            if bare && tenses.timetable(&tense) {
                tense.direction = Direction::Future;
            }
            // "under a June agreement", "after the March attack": nearer is likelier, whatever the verb.
            let head = |token: &Token| record.tokens.get(token.head? as usize);
            let part = record.tokens.get(token).is_some_and(|token| {
                token.deprel == "compound"
                    && head(token).is_some_and(|head| head.span.start as usize >= expression.end)
            });
            if part && point.month.is_some() && !tense.certain {
                tense.direction = Direction::Unsure;
            }
        }
        let view = View {
            article: day,
            story: story.map(|(place, _)| place),
            year,
            month: month_told,
            day: day_told,
            quarter,
            period,
            tense,
            narrative,
        };
        let found = match &expression.meaning {
            Meaning::Point(point) => named(point, &text, expression).or_else(|| point::place(point, &view)),
            Meaning::Shift(shift) => shifted(shift, &view),
            _ => None,
        };
        let found = found.filter(|(place, anchor)| {
            let counted = match &expression.meaning {
                Meaning::Point(point) => point.month.is_none() && point.holiday.is_none(),
                _ => true,
            };
            !(rough && counted && *anchor == Anchor::Article && place.grain() <= Grain::Week)
        });
        let anchor = match found {
            Some((_, Anchor::Article)) => Some("article".to_owned()),
            Some((_, Anchor::Story)) => {
                Some(story.map_or("article".to_owned(), |(_, index)| index.to_string()))
            }
            _ => None,
        };
        // After "the first nine months", "a year earlier" compares years, not quarters.
        if let Meaning::Duration(duration) = &expression.meaning
            && duration.unit == Unit::Month
            && matches!(duration.amount, Amount::Exactly(6.0 | 9.0))
        {
            period = None;
        }
        times.push(spell::time(expression, found.map(|(place, _)| place), anchor, &view, convention));
        if let Some((place, _)) = found {
            // A century or a decade in passing does not move the story; nor does, in news, what it is compared with ("a year earlier").
            let compared = !narrative && matches!(&expression.meaning, Meaning::Shift(shift) if shift.back);
            if place.grain() <= Grain::Year && !compared {
                story = Some((place, times.len() - 1));
            }
            year = story_year(year, place, expression);
            month_told = place.month_of().or(month_told);
            if place.grain() == Grain::Day {
                day_told = Some(place);
            }
            // The period reported on: not the one of a year ago that it is compared with, nor one that is still to come.
            let compared = match &expression.meaning {
                Meaning::Point(point) => {
                    point.year.is_some() || point.frame.is_some_and(|(which, _)| which != Which::This)
                }
                _ => true,
            };
            let compared = compared || tense.direction == Direction::Future;
            if let (Place::Quarter(_, 1..), false) = (place, compared) {
                quarter = Some(place);
                period = Some(place);
            }
        }
    }
    times
}

/// A day that is a part of a known name ("the Sept. 11 attacks") keeps its year.
fn named(point: &Point, text: &Text<'_>, expression: &Expression) -> Option<point::Found> {
    let (month, day) = (point.month?, point.day?);
    let article = if text.lower(expression.start, expression.start + 4) == "the " { 4 } else { 0 };
    let begun = began(text, expression.start + article).filter(|_| point.year.is_none())?;
    let same = begun.month() as u8 == month && begun.day() as u8 == day;
    same.then_some((Place::Day(begun), Anchor::None))
}

/// A text that has no day, or whose full dates lie long before it or are many and spread over years, is read by its own time.
fn is_narrative(expressions: &[Expression], day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    let mut years: Vec<i32> = expressions
        .iter()
        .filter_map(|e| match &e.meaning {
            Meaning::Point(point) if point.month.is_some() => point.year.filter(|year| *year > 99),
            _ => None,
        })
        .collect();
    years.sort_unstable();
    let part = |tenths: usize| years.get(years.len() * tenths / 10).copied().unwrap_or_default();
    let long_ago = years.len() > 3 && part(5) + STORY_YEARS < i32::from(day.year());
    let chronicle = years.len() >= CHRONICLE && part(9) - part(1) >= CHRONICLE_YEARS;
    long_ago || chronicle
}

/// The year that a story has come to. A month or a day with its year sets it; a year alone only moves it a little way on, since
/// stories look back and ahead in passing ("as was revealed in 2005").
fn story_year(told: Option<i32>, place: Place, expression: &Expression) -> Option<i32> {
    let whole = matches!(&expression.meaning, Meaning::Point(point) if point.year.is_some());
    let year = place.year_of()?;
    match told {
        Some(told) if place.grain() >= Grain::Year => {
            let near = (0..=JUMP).contains(&(year - told));
            Some(if near { year } else { told })
        }
        Some(told) if !whole => Some(told.max(year)),
        _ => Some(year),
    }
}

/// How far a year alone moves a story. Chosen on the development documents of WikiWars.
const JUMP: i32 = 3;

/// "two weeks ago", "a year later".
fn shifted(shift: &Shift, view: &View) -> Option<point::Found> {
    let Amount::Exactly(amount) = shift.amount else { return None };
    let (base, anchor) = match &shift.from {
        From::Article => (view.article.map(Place::Day).or(view.story)?, Anchor::Article),
        From::Story => match view.story_for(shift.unit) {
            Some(story) => (story, Anchor::Story),
            None => (Place::Day(view.article?), Anchor::Article),
        },
        From::Point(point) => (point::place(point, view)?.0, Anchor::None),
    };
    let sign = if shift.back { -1 } else { 1 };
    // Earnings reports compare with the same quarter of a year ago.
    if let (Unit::Year, 1.0, Some(Place::Quarter(year, quarter))) = (shift.unit, amount, view.period)
        && shift.back
    {
        return Some((Place::Quarter(year - 1, quarter), Anchor::Story));
    }
    let (unit, count) = match shift.unit {
        Unit::Decade => (Unit::Year, amount * 10.0),
        Unit::Century => (Unit::Year, amount * 100.0),
        Unit::Year if amount.fract() != 0.0 => (Unit::Month, amount * 12.0),
        unit => (unit, amount),
    };
    if count.abs() > 100_000.0 || count.fract() != 0.0 {
        return None;
    }
    let steps = sign * count as i32;
    // Hours and minutes from a day stay within it.
    if unit < Unit::Day {
        return Some((base, anchor));
    }
    Some((point::shift(base, unit, steps)?, anchor))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::annotate::times::examples;
    use crate::{Given, read_english};

    fn given() -> Given<'static> {
        Given { written: calendar::date(2021, 6, 16), ..Given::default() }
    }

    #[test]
    fn a_day_in_a_known_name_keeps_its_year() {
        let text = "The law was passed after the Sept. 11 attacks. It was changed on Sept. 11.";
        let values: Vec<String> =
            read_english(text, &given()).times.iter().map(|time| time.value.clone()).collect();
        assert_eq!(values, ["2001-09-11", "2020-09-11"]);
    }

    /// Every example of `data/time/rules.tsv` is read by its own row, in a sentence about the past.
    #[test]
    fn rules_read_their_examples() {
        let mut wrong = Vec::new();
        let mut run = 0;
        for (rule, example) in examples() {
            let (told, value) = example.split_once(" = ").expect("an example has a value");
            let (sentence, expression) = match told.split_once(": ") {
                Some((sentence, expression)) => (format!("The talks were held {sentence}."), expression),
                None => (format!("The talks were held {told}."), told),
            };
            let convention =
                if rule.setting("only").is_some() { Convention::Timex2 } else { Convention::Timex3 };
            let record = read_english(&sentence, &Given { convention, ..given() });
            let read: Vec<String> = record
                .times
                .iter()
                .map(|time| {
                    let chars = sentence.chars().skip(time.span.start as usize);
                    let printed: String = chars.take((time.span.end - time.span.start) as usize).collect();
                    format!("{} {printed} = {}", time.rule, time.value)
                })
                .collect();
            run += 1;
            if !read.contains(&format!("{} {expression} = {value}", rule.id)) {
                wrong.push(format!("{}: {example}; read {read:?}", rule.id));
            }
        }
        assert!(run > 60, "only {run} examples");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
