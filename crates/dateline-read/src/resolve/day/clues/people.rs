//! People whose days of birth and death are known: a printed age fixes a year, and who speaks today is alive.

use dateline_record::{Name, NameKind, Span};

use super::super::days::Days;
use super::super::facts::fold;
use super::super::facts::people::{PEOPLE, Person};
use super::super::scene::Scene;
use super::{Hint, Strength};
use crate::resolve::times::calendar::days_on;

/// Papers tell of the dead as if they acted for so many days.
const GRACE: i64 = 14;
/// An age that news prints of a grown person.
const AGES: std::ops::RangeInclusive<i32> = 5..=110;

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    for name in scene.record.names.iter().filter(|name| name.kind == NameKind::Person) {
        let Some(person) = known(scene, name) else { continue };
        let token = scene.token(name.span.start as usize);
        let past = scene.token((name.span.end as usize).saturating_sub(1)) + 1;
        let sentence = scene.sentence(token);
        let told_elsewhen = scene.elsewhen.get(sentence) != Some(&false);
        let acts = scene.head(&(token..past)).is_some_and(|(head, _)| scene.acts(head));
        let acts = acts && scene.near(sentence);
        if let Some((age, end)) = age(scene, past).filter(|_| !told_elsewhen) {
            let strength = if acts { Strength::Hard } else { Strength::Soft };
            hints.extend(aged(person, age, Span::new(name.span.start as usize, end), strength));
        }
        if let Some(died) = person.died.filter(|_| acts)
            && let Some(last) = days_on(died, GRACE)
        {
            hints.push(Hint {
                span: name.span,
                rule: "alive",
                days: Days::until(last),
                strength: Strength::Hard,
                fact: Some(format!("{}, died {died}", person.name)),
            });
        }
    }
}

/// The person whom a full name names.
fn known(scene: &Scene<'_>, name: &Name) -> Option<&'static Person> {
    let (start, end) = scene.text.range(name.span);
    let mut printed = fold(scene.text.slice(start, end));
    if printed.len() > 2 && printed.last().is_some_and(|word| word == "s") {
        printed.pop();
    }
    PEOPLE.named(&printed)
}

/// "Ana Silva, 52,": the age after a name, and the end of its token.
fn age(scene: &Scene<'_>, after: usize) -> Option<(i32, usize)> {
    let number = scene.record.tokens.get(after + 1)?;
    let (start, end) = scene.text.range(number.span);
    let age: i32 = scene.text.slice(start, end).parse().ok()?;
    let fits = scene.lower(after) == "," && matches!(scene.lower(after + 2), "," | "." | ";" | ":");
    (fits && AGES.contains(&age)).then_some((age, number.span.end as usize))
}

/// The year in which a person is so old. The age of somebody who does not act may be that of another time.
fn aged(person: &Person, age: i32, span: Span, strength: Strength) -> Option<Hint> {
    let (earliest, latest) = person.born;
    let years = |day: jiff::civil::Date, years: i32| day.checked_add(jiff::Span::new().years(years)).ok();
    let days = Days::of(vec![(days_on(years(earliest, age)?, -1)?, years(latest, age + 1)?)]);
    Some(Hint { span, rule: "age", days, strength, fact: Some(format!("{}, born {earliest}", person.name)) })
}
