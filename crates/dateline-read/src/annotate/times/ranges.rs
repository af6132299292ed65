//! Ranges and lists: "May 3-8, 1998", "the 12th and 14 July", "from July to November 1954", "1990-94". Each end is an expression of its own;
//! what one end leaves out it takes from the other.

use super::classes::{Captures, Scene};
use super::items::Kind;
use super::meaning::{Expression, Meaning, Point};
use super::rules::Slot;

/// What parts two ends.
const BETWEEN: &[&str] = &["-", "–", "—", "‑", "to", "and", "or", "&", "through", "until", "till", "/"];

/// Adds the ends that no rule sees by themselves, and fills what ends leave out. Expressions stand in the order of the text.
pub fn complete(scene: &Scene<'_>, found: Vec<Expression>) -> Vec<Expression> {
    let mut all: Vec<Expression> = Vec::with_capacity(found.len());
    let mut found = found.into_iter().peekable();
    while let Some(expression) = found.next() {
        let free = all.last().map_or(0, |last| last.end);
        let before = day_before(scene, &expression, free).or_else(|| year_before(scene, &expression, free));
        if let Some(before) = before {
            all.push(before);
        }
        // A year alone behind it may belong to its other end: "December 21 to 27, 2019".
        let lone = |next: &&Expression| point(next).is_some_and(|p| p.year.is_some() && p.month.is_none());
        let until = match found.peek().filter(lone) {
            Some(year) => year.end,
            None => found.peek().map_or(usize::MAX, |next| next.start),
        };
        let after = end_after(scene, &expression, until);
        if let Some(last) = after.last() {
            while found.next_if(|next| next.start < last.end).is_some() {}
        }
        all.push(expression);
        all.extend(after);
    }
    years_to_the_left(scene, &mut all);
    all
}

fn point(expression: &Expression) -> Option<&Point> {
    match &expression.meaning {
        Meaning::Point(point) => Some(point),
        _ => None,
    }
}

/// "12" in "12-14 July".
fn day_before(scene: &Scene<'_>, expression: &Expression, free: usize) -> Option<Expression> {
    let point = point(expression).filter(|p| p.month.is_some() && p.day.is_some())?;
    let first = scene.items.partition_point(|item| item.start < expression.start);
    let (number, mark) = (first.checked_sub(2)?, first.checked_sub(1)?);
    let item = scene.items.get(number).filter(|item| item.start >= free)?;
    let starts_with_day = scene.items.get(first)?.kind == Kind::Number;
    if !starts_with_day || !BETWEEN.contains(&scene.lower(mark)) {
        return None;
    }
    let mut captures = Captures::default();
    (scene.slot(Slot::Day, number, &mut captures) == Some(mark)).then_some(())?;
    let meaning = Meaning::Point(Point { day: captures.day, weekday: None, ..point.clone() });
    Some(Expression { start: item.start, end: item.end, meaning, ..expression.clone() })
}

/// "264" in "264 to 241 BC".
fn year_before(scene: &Scene<'_>, expression: &Expression, free: usize) -> Option<Expression> {
    let point = point(expression).filter(|p| p.bc && p.month.is_none() && p.season.is_none())?;
    let first = scene.items.partition_point(|item| item.start < expression.start);
    let (number, mark) = (first.checked_sub(2)?, first.checked_sub(1)?);
    let item = scene.items.get(number).filter(|item| item.start >= free && item.kind == Kind::Number)?;
    let year: i32 = scene.text.slice(item.start, item.end).parse().ok()?;
    let earlier = BETWEEN.contains(&scene.lower(mark)) && point.year.is_some_and(|last| year > last);
    let meaning = Meaning::Point(Point { year: Some(year), ..point.clone() });
    earlier.then(|| Expression {
        start: item.start,
        end: item.end,
        meaning,
        modifier: None,
        ..expression.clone()
    })
}

/// "8, 1998" in "May 3-8, 1998"; "94" in "1990-94".
fn end_after(scene: &Scene<'_>, expression: &Expression, until: usize) -> Vec<Expression> {
    let mut all = Vec::new();
    let Some(told) = point(expression) else { return all };
    let mut mark = scene.items.partition_point(|item| item.start < expression.end);
    let one = |at: usize, point: Point, end: usize| {
        let (first, last) = (scene.items.get(at)?, scene.items.get(end.checked_sub(1)?)?);
        let free = last.end <= until;
        free.then(|| Expression {
            start: first.start,
            end: last.end,
            meaning: Meaning::Point(point),
            ..expression.clone()
        })
    };
    let last_is_day =
        mark.checked_sub(1).and_then(|last| scene.items.get(last)).is_some_and(|i| i.kind == Kind::Number);
    if told.month.is_some() && told.day.is_some() && told.year.is_none() && last_is_day {
        while BETWEEN.contains(&scene.lower(mark)) || scene.lower(mark) == "," {
            let mut captures = Captures::default();
            let Some(next) = scene.slot(Slot::Day, mark + 1, &mut captures) else { break };
            // "May 5 and 3 people": a number that counts something.
            if scene.tag(next).starts_with("NN")
                || scene.lower(mark) == "," && !BETWEEN.contains(&scene.lower(next))
            {
                break;
            }
            let from = if scene.lower(next) == "," { next + 1 } else { next };
            let end = scene.slot(Slot::Year, from, &mut captures).unwrap_or(next);
            let point = Point { day: captures.day, year: captures.year, weekday: None, ..told.clone() };
            match one(mark + 1, point, end) {
                Some(expression) => all.push(expression),
                None => break,
            }
            mark = end;
        }
    } else if told.month.is_none() && !told.bc {
        let year = told.year.filter(|year| *year > 999);
        let dash = matches!(scene.lower(mark), "-" | "–" | "/") && scene.glued(mark) && scene.glued(mark + 1);
        let short =
            scene.items.get(mark + 1).filter(|item| item.kind == Kind::Number && item.end - item.start == 2);
        if let (Some(year), true, Some(item)) = (year, dash, short) {
            let digits: Option<i32> = scene.text.slice(item.start, item.end).parse().ok();
            let other =
                digits.map(|digits| year.div_euclid(100) * 100 + digits).filter(|other| *other > year);
            if let Some(other) = other {
                all.extend(one(mark + 1, Point { year: Some(other), ..told.clone() }, mark + 2));
            }
        }
    }
    all
}

/// "from July to November 1954": the year belongs to both.
fn years_to_the_left(scene: &Scene<'_>, all: &mut [Expression]) {
    for index in (1..all.len()).rev() {
        let Some((left, right)) = all.get(index - 1).zip(all.get(index)) else { continue };
        let (Some(near), Some(far)) = (point(left), point(right)) else { continue };
        let takes =
            near.year.is_none() && near.month.is_some() && near.frame.is_none() && near.which.is_none();
        let (Some(year), Some(month), true) = (far.year, far.month, takes) else { continue };
        let first = scene.items.partition_point(|item| item.start < left.end);
        let past = scene.items.partition_point(|item| item.start < right.start);
        let parted = match past.checked_sub(first) {
            Some(0) => true,
            Some(1) => BETWEEN.contains(&scene.lower(first)) || scene.lower(first) == ",",
            Some(2) => BETWEEN.contains(&scene.lower(first)) || BETWEEN.contains(&scene.lower(first + 1)),
            _ => false,
        };
        // "from November to March 1954" began in the year before.
        let earlier = near.month.is_some_and(|m| m > month);
        let bc = far.bc;
        if parted
            && year > 99
            && let Some(Expression { meaning: Meaning::Point(point), .. }) = all.get_mut(index - 1)
        {
            point.year = Some(if earlier { if bc { year + 1 } else { year - 1 } } else { year });
            point.bc = bc;
        }
    }
}
