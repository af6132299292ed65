//! From a place on the calendar with fields missing to the place that is meant.

use jiff::civil::Date;

use super::calendar::{Grain, Place, date, days_on, holiday, monday, months_on, weekday};
use crate::annotate::times::HOLIDAYS;
use crate::annotate::times::meaning::{Point, Season, Unit, Which};
use crate::resolve::tense::{Direction, Tense};

/// From where a point is seen.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The article's day.
    pub article: Option<Date>,
    /// What was told last.
    pub story: Option<Place>,
    /// The year that the story has come to.
    pub year: Option<i32>,
    /// Year and month that were told last.
    pub month: Option<(i32, u8)>,
    /// The last day that was told.
    pub day: Option<Place>,
    /// The last quarter that was told.
    pub quarter: Option<Place>,
    /// The same, as long as the text goes on about quarters.
    pub period: Option<Place>,
    /// On which side of the article's day the thing lies.
    pub tense: Tense,
    /// Whether the text tells a story of its own time: missing fields come from what was told before.
    pub narrative: bool,
}

/// What a point was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing: it is whole.
    None,
    /// The article's day.
    Article,
    /// What was told last.
    Story,
}

/// A place, and what it was counted from.
pub type Found = (Place, Anchor);

impl View {
    /// The day that "last" and "next" are counted from; in a story its own time.
    fn now(&self) -> Option<(Place, Anchor)> {
        let article = self.article.filter(|_| !self.narrative).map(|day| (Place::Day(day), Anchor::Article));
        article
            .or(self.story.map(|story| (story, Anchor::Story)))
            .or(self.article.map(|day| (Place::Day(day), Anchor::Article)))
    }

    fn told(&self) -> Option<(Place, Anchor)> {
        self.story.map(|story| (story, Anchor::Story)).or(self.now())
    }

    /// What was told last, as fine as a unit needs it: after "in March" the day before is still the one to count from.
    pub fn story_for(&self, unit: Unit) -> Option<Place> {
        let coarse = self.story.is_none_or(|story| story.grain() != Grain::Day);
        if unit <= Unit::Night && coarse { self.day.or(self.story) } else { self.story }
    }

    fn base(&self, which: Which) -> Option<(Place, Anchor)> {
        match which {
            Which::This | Which::Last | Which::Next => self.now(),
            Which::Previous | Which::Following | Which::That => self.told(),
        }
    }
}

fn steps(which: Which) -> i32 {
    match which {
        Which::This | Which::That => 0,
        Which::Last | Which::Previous => -1,
        Which::Next | Which::Following => 1,
    }
}

/// Finds the place of a point; none where it cannot be known.
pub fn place(point: &Point, view: &View) -> Option<Found> {
    if let Some((which, unit)) = point.frame {
        let (base, anchor) = match view.base(which)? {
            (_, Anchor::Story) => (view.story_for(unit)?, Anchor::Story),
            base => base,
        };
        let frame = shift(base, unit, steps(which))?;
        return inside(point, frame, view).map(|place| (place, anchor));
    }
    if let Some(century) = point.century {
        return Some((Place::Century(if point.bc { -century - 1 } else { century }), Anchor::None));
    }
    if let Some(decade) = point.decade {
        return whole_decade(decade, view)
            .map(|(d, anchor)| (Place::Decade(if point.bc { -d } else { d }), anchor));
    }
    // "the 1988 quarter": of the number that was told last.
    if let (Some(0), Some(year)) = (point.quarter, point.year) {
        return Some(match view.quarter {
            Some(Place::Quarter(_, quarter)) => (Place::Quarter(year, quarter), Anchor::Story),
            _ => (Place::Year(year), Anchor::None),
        });
    }
    if let Some(year) = point.year {
        let year = if point.bc {
            -year
        } else if year < 100 {
            long_year(year, view)
        } else {
            year
        };
        return with_year(point, year).map(|place| (place, Anchor::None));
    }
    if let Some(which) = point.which {
        return chosen(point, which, view);
    }
    if let Some(0) = point.quarter {
        let told = view.quarter.map(|quarter| (quarter, Anchor::Story));
        return told.or_else(|| {
            let (year, month) = view.now()?.0.month_of()?;
            let (year, month) = months_on(year, month, -3);
            Some((Place::Quarter(year, (month - 1) / 3 + 1), Anchor::Article))
        });
    }
    let cyclic = point.month.is_some()
        || point.season.is_some()
        || point.holiday.is_some()
        || point.quarter.is_some()
        || point.half.is_some();
    if cyclic {
        return cycle(point, view);
    }
    if let Some(number) = point.weekday {
        return on_weekday(number, view);
    }
    if let Some(day) = point.day {
        let (base, anchor) = view.told()?;
        let (year, month) = base.month_of()?;
        return Place::day(year, month, day).map(|place| (place, anchor));
    }
    if point.weekend {
        return weekend(view);
    }
    // A time of day alone: of the day told last, or the article's.
    let told = view.story_for(Unit::Day).map(|story| (story, Anchor::Story));
    told.filter(|(story, _)| story.grain() == Grain::Day)
        .or(view.now().filter(|(now, _)| now.grain() == Grain::Day))
}

/// A unit so many steps from the one that a place lies in; none where the place is coarser than the unit.
pub fn shift(base: Place, unit: Unit, steps: i32) -> Option<Place> {
    let day = match base {
        Place::Day(day) => Some(day),
        _ => None,
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => match base {
            Place::OldDay(y, m, d) if steps == 0 => Some(Place::OldDay(y, m, d)),
            _ => days_on(day?, i64::from(steps)).map(Place::Day),
        },
        Unit::Week => {
            let monday = match base {
                Place::Week(monday) => monday,
                Place::Weekend(day) => monday(day)?,
                _ => monday(day?)?,
            };
            days_on(monday, 7 * i64::from(steps)).map(Place::Week)
        }
        Unit::Weekend => {
            let monday = monday(base.days().filter(|_| base.grain() <= Grain::Week)?.0)?;
            days_on(monday, 7 * i64::from(steps) + 5).map(Place::Weekend)
        }
        Unit::Month => {
            let (year, month) = base.month_of()?;
            let (year, month) = months_on(year, month, steps);
            Some(Place::Month(year, month))
        }
        Unit::Quarter => {
            let (year, quarter) = match base {
                Place::Quarter(year, quarter) if quarter > 0 => (year, quarter),
                _ => {
                    let (year, month) = base.month_of()?;
                    (year, (month - 1) / 3 + 1)
                }
            };
            let (year, month) = months_on(year, 3 * quarter - 2, 3 * steps);
            Some(Place::Quarter(year, (month - 1) / 3 + 1))
        }
        Unit::Season => {
            let Place::Season(year, season) = base else { return None };
            let order = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter];
            let at = order.iter().position(|s| *s == season)? as i32 + steps;
            Some(Place::Season(year + at.div_euclid(4), *order.get(at.rem_euclid(4) as usize)?))
        }
        Unit::Year => {
            let year = base.year_of()? + steps;
            Some(Place::Year(year))
        }
        Unit::Decade => match base {
            Place::Decade(decade) => Some(Place::Decade(decade + steps)),
            _ => Some(Place::Decade(base.year_of()?.div_euclid(10) + steps)),
        },
        Unit::Century => match base {
            Place::Century(century) => Some(Place::Century(century + steps)),
            Place::Decade(decade) => Some(Place::Century(decade.div_euclid(10) + steps)),
            _ => Some(Place::Century(base.year_of()?.div_euclid(100) + steps)),
        },
        Unit::Millennium => None,
    }
}

/// The fields of a point within its frame: "Friday last week", "last year's third quarter".
fn inside(point: &Point, frame: Place, view: &View) -> Option<Place> {
    match (frame, point.weekday) {
        (Place::Week(monday), Some(number)) => return days_on(monday, i64::from(number) - 1).map(Place::Day),
        (Place::Day(_), _) | (_, None) => {}
        _ => return None,
    }
    let year = match frame {
        Place::Year(year) => year,
        _ => return Some(frame),
    };
    match point.quarter {
        // "the year-ago quarter": the last one told, a year before.
        Some(0) => {
            let quarter = match view.quarter {
                Some(Place::Quarter(told, quarter)) => return Some(Place::Quarter(told - 1, quarter)),
                _ => view.article.map(|day| {
                    let (_, month) = months_on(i32::from(day.year()), day.month() as u8, -3);
                    (month - 1) / 3 + 1
                }),
            };
            Some(Place::Quarter(year, quarter?))
        }
        _ => with_year(point, year),
    }
}

fn with_year(point: &Point, year: i32) -> Option<Place> {
    if let Some(id) = point.holiday {
        return HOLIDAYS.iter().find(|h| h.id == id).and_then(|h| holiday(h.when, year)).map(Place::Day);
    }
    if let (Some(nth), Some(number)) = (point.nth, point.weekday) {
        let first = date(year, point.month?, 1)?;
        return first.nth_weekday_of_month(i8::try_from(nth).ok()?, weekday(number)?).ok().map(Place::Day);
    }
    match (point.month, point.day) {
        (Some(month), Some(day)) => return Place::day(year, month, day),
        (Some(month), None) => return Place::month(year, month),
        _ => {}
    }
    Some(match (point.quarter, point.half, point.season) {
        (Some(quarter), ..) => Place::Quarter(year, quarter),
        (_, Some(half), _) => Place::Half(year, half),
        (.., Some(season)) => Place::Season(year, season),
        _ => Place::Year(year),
    })
}

/// A year of two digits: the nearest such year not more than ten years ahead.
fn long_year(year: i32, view: &View) -> i32 {
    let now = view.now().and_then(|(now, _)| now.year_of()).unwrap_or(2000);
    let century = now.div_euclid(100) * 100;
    let candidate = century + year;
    if candidate > now + 10 { candidate - 100 } else { candidate }
}

/// "the eighties": the last such decade that has begun.
fn whole_decade(decade: i32, view: &View) -> Option<(i32, Anchor)> {
    if decade >= 10 {
        return Some((decade, Anchor::None));
    }
    let (now, anchor) = view.now()?;
    let now = now.year_of()?.div_euclid(10);
    let candidate = now.div_euclid(10) * 10 + decade;
    Some((if candidate > now { candidate - 10 } else { candidate }, anchor))
}

/// "last Friday", "next March", "this summer".
fn chosen(point: &Point, which: Which, view: &View) -> Option<Found> {
    // On a Monday "this weekend" and "the weekend" are as often the one that is over: the tense decides.
    if point.weekend && matches!(which, Which::This | Which::That) {
        return weekend(view);
    }
    let (base, anchor) = view.base(which)?;
    if point.weekend {
        let first = base.days().filter(|_| base.grain() <= Grain::Week)?.0;
        let saturday = days_on(monday(first)?, 5)?;
        let back = if which == Which::Last || which == Which::Previous { -7 } else { 0 };
        let on = if which == Which::Next && first >= saturday { 7 } else { 0 };
        return Some((Place::Weekend(days_on(saturday, back + on)?), anchor));
    }
    if let (Some(number), None) = (point.weekday, point.month) {
        let day = base.days().filter(|_| base.grain() == Grain::Day)?.0;
        let offset = i64::from(number) - i64::from(day.weekday().to_monday_one_offset());
        let offset = match which {
            Which::Last | Which::Previous if offset >= 0 => offset - 7,
            Which::Next | Which::Following if offset <= 0 => offset + 7,
            Which::That if offset > 0 => offset - 7,
            _ => offset,
        };
        return days_on(day, offset).map(|day| (Place::Day(day), anchor));
    }
    let year = base.year_of()?;
    if which == Which::This || which == Which::That {
        let place = with_year(point, year)?;
        return Some((if place == Place::Year(year) { base } else { place }, anchor));
    }
    // The nearest one strictly on that side.
    let years = if steps(which) < 0 { [year, year - 1] } else { [year, year + 1] };
    let now = base.days();
    for year in years {
        let Some(place) = with_year(point, year) else { continue };
        let fits = match (now, place.days()) {
            (Some(now), Some(days)) if steps(which) < 0 => days.1 < now.0,
            (Some(now), Some(days)) => days.0 > now.1,
            _ => year != years.first().copied().unwrap_or(year),
        };
        if fits {
            return Some((place, anchor));
        }
    }
    None
}

/// A field that comes back every year: the candidate that the tense and the distance favour.
fn cycle(point: &Point, view: &View) -> Option<Found> {
    if view.narrative || view.article.is_none() {
        return carried(point, view);
    }
    let article = view.article?;
    let year = i32::from(article.year());
    let mut best: Option<(i64, Place)> = None;
    for year in [year, year - 1, year + 1] {
        let Some(place) = with_year(point, year) else { continue };
        let Some((first, last)) = place.days() else { continue };
        let ahead = days_between(article, first).max(0);
        let behind = days_between(last, article).max(0);
        // A wrong weekday rules a year out.
        let wrong = point.weekday.is_some_and(|number| {
            point.nth.is_none() && i64::from(first.weekday().to_monday_one_offset()) != i64::from(number)
        });
        let penalty = match (view.tense.direction, view.tense.certain) {
            (Direction::Past, true) if ahead > 0 => 8,
            (Direction::Past, false) if ahead > 0 => 3,
            (Direction::Future, true) if behind > 0 => 8,
            (Direction::Future, false) if behind > 0 => 3,
            _ => 1,
        };
        let cost = (ahead + behind) * penalty + if wrong { 2000 } else { 0 };
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, place));
        }
    }
    best.map(|(_, place)| (place, Anchor::Article))
}

/// In a story the year is that of what was told last.
fn carried(point: &Point, view: &View) -> Option<Found> {
    let (year, anchor) = match view.year {
        Some(year) => (year, Anchor::Story),
        None => view.told().and_then(|(told, anchor)| Some((told.year_of()?, anchor)))?,
    };
    // A story that has come to autumn and tells of spring has gone on into the next year.
    let month = point.month.or(point.season.map(first_month));
    let on = match (view.month, month) {
        (Some((told, last)), Some(month)) if told == year => i32::from(last >= month + TURN),
        _ => 0,
    };
    Some((with_year(point, year + on)?, anchor))
}

/// So many months back are taken for a step into the next year. Chosen on the development documents of WikiWars.
const TURN: u8 = 10;

fn first_month(season: Season) -> u8 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until((jiff::Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// A weekday alone: the last one up to the article's day, or the next one when the thing lies ahead.
fn on_weekday(number: u8, view: &View) -> Option<Found> {
    let (base, anchor) = view.now()?;
    let day = match base {
        Place::Day(day) => day,
        _ => return None,
    };
    let offset = i64::from(number) - i64::from(day.weekday().to_monday_one_offset());
    let ahead = view.tense.direction == Direction::Future || view.narrative && anchor == Anchor::Story;
    let offset = match (ahead, offset) {
        (true, offset) if offset < 0 => offset + 7,
        (false, offset) if offset > 0 => offset - 7,
        (_, offset) => offset,
    };
    days_on(day, offset).map(|day| (Place::Day(day), anchor))
}

/// "the weekend", "this weekend": the one under way or, by the tense, the last or the next.
fn weekend(view: &View) -> Option<Found> {
    let (base, anchor) = view.now()?;
    let day = base.days().filter(|_| base.grain() <= Grain::Week)?.0;
    let saturday = days_on(monday(day)?, 5)?;
    let past = day < saturday && view.tense.direction != Direction::Future;
    Some((Place::Weekend(days_on(saturday, if past { -7 } else { 0 })?), anchor))
}
