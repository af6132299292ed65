//! Sets of days: what a clue allows. Sorted stretches that do not touch, within the years that the solver knows.

use dateline_record::Interval;
use jiff::civil::Date;

use crate::resolve::times::calendar::days_on;

/// The first and the last day that the solver knows; what reaches within [`EDGE`] years of them is open on that side.
pub const FIRST: Date = Date::constant(1800, 1, 1);
/// See [`FIRST`].
pub const LAST: Date = Date::constant(2100, 12, 31);

/// A day of the month comes back on the same weekday within so many years, round a century without a leap year.
const EDGE: i16 = 12;

/// A set of days.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Days(Vec<(Date, Date)>);

impl Days {
    /// Every day.
    pub fn all() -> Self {
        Days(vec![(FIRST, LAST)])
    }

    /// From a day on.
    pub fn since(day: Date) -> Self {
        Days::of(vec![(day, LAST)])
    }

    /// Up to a day.
    pub fn until(day: Date) -> Self {
        Days::of(vec![(FIRST, day)])
    }

    /// The days of any of the stretches.
    pub fn of(mut stretches: Vec<(Date, Date)>) -> Self {
        stretches.sort_unstable();
        let mut days: Vec<(Date, Date)> = Vec::with_capacity(stretches.len());
        for (from, to) in stretches {
            let (from, to) = (from.max(FIRST), to.min(LAST));
            if from > to {
                continue;
            }
            match days.last_mut() {
                Some(last) if days_on(last.1, 1).is_none_or(|next| from <= next) => last.1 = last.1.max(to),
                _ => days.push((from, to)),
            }
        }
        Days(days)
    }

    /// The days in both.
    pub fn and(&self, other: &Days) -> Days {
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Vec::new();
        while let (Some((from, to)), Some((start, end))) = (mine.peek(), theirs.peek()) {
            let (low, high) = (*from.max(start), *to.min(end));
            if low <= high {
                both.push((low, high));
            }
            if to < end {
                mine.next();
            } else {
                theirs.next();
            }
        }
        Days(both)
    }

    /// Whether no day is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a day is among them.
    pub fn holds(&self, day: Date) -> bool {
        let at = self.0.partition_point(|(_, to)| *to < day);
        self.0.get(at).is_some_and(|(from, _)| *from <= day)
    }

    /// The stretches, in order.
    pub fn stretches(&self) -> &[(Date, Date)] {
        &self.0
    }

    /// The first day, unless open.
    pub fn earliest(&self) -> Option<Date> {
        self.0.first().map(|(from, _)| *from).filter(|day| day.year() > FIRST.year() + EDGE)
    }

    /// The last day, unless open.
    pub fn latest(&self) -> Option<Date> {
        self.0.last().map(|(_, to)| *to).filter(|day| day.year() < LAST.year() - EDGE)
    }

    /// How many days the nearest of them is away from a day.
    pub fn distance(&self, day: Date) -> i32 {
        let at = self.0.partition_point(|(_, to)| *to < day);
        let days = |a: Date, b: Date| a.until((jiff::Unit::Day, b)).map_or(i32::MAX, |span| span.get_days());
        let before = at.checked_sub(1).and_then(|at| self.0.get(at)).map(|(_, to)| days(*to, day));
        let after = self.0.get(at).map(|(from, _)| days(day, *from).max(0));
        before.into_iter().chain(after).min().unwrap_or(i32::MAX)
    }

    /// First and last day as the record writes them.
    pub fn interval(&self) -> Interval {
        Interval {
            earliest: self.earliest().map(|day| day.to_string()),
            latest: self.latest().map(|day| day.to_string()),
        }
    }

    /// Number of days from the first to the last; none when open on a side.
    pub fn width(&self) -> Option<i32> {
        let (first, last) = (self.earliest()?, self.latest()?);
        Some(first.until(last).ok()?.get_days() + 1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stretches_join_and_meet() {
        let days = Days::of(vec![
            (date(2001, 1, 1), date(2001, 1, 31)),
            (date(2001, 2, 1), date(2001, 2, 28)),
            (date(2003, 1, 1), date(2003, 1, 2)),
        ]);
        assert_eq!(days.stretches().len(), 2);
        assert!(days.holds(date(2001, 2, 3)) && !days.holds(date(2002, 1, 1)));
        let met = days.and(&Days::since(date(2001, 2, 10))).and(&Days::until(date(2003, 1, 1)));
        assert_eq!(met.earliest(), Some(date(2001, 2, 10)));
        assert_eq!(met.latest(), Some(date(2003, 1, 1)));
        assert!(days.and(&Days::until(date(2000, 1, 1))).is_empty());
        assert_eq!(Days::since(date(2001, 1, 1)).interval().latest, None);
    }
}
