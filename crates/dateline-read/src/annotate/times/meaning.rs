//! What a time expression says, before anybody knows from which day it is to be counted.

/// A time expression as printed, not yet resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The rule that read it.
    pub rule: &'static str,
    /// What it says.
    pub meaning: Meaning,
    /// TIMEX3 modifier.
    pub modifier: Option<Modifier>,
    /// Whether only TIMEX2 counts it as a time: "former", "per day".
    pub only_timex2: bool,
}

/// The kinds of things that a time expression can say.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A place on the calendar, with the fields that are printed: "5 May", "last Friday", "the third quarter", "1998".
    Point(Point),
    /// A place counted from another: "two weeks ago", "a year later".
    Shift(Shift),
    /// A length: "three months", "the last two years".
    Duration(Duration),
    /// A repetition: "every Monday", "twice a week".
    Set(Repeated),
    /// Past, present or future, and no more: "now", "recently".
    Reference(Reference),
}

/// A place on the calendar. A field that is not printed is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The unit it is seen from, and on which side it lies: "last week", "this year's", "today" (this day).
    pub frame: Option<(Which, Unit)>,
    /// The same of the fields below: "last Friday", "next March", "this summer".
    pub which: Option<Which>,
    /// Before our era.
    pub bc: bool,
    /// The century's first two digits: 19 for the twentieth century.
    pub century: Option<i32>,
    /// The decade's digits: 198 for the 1980s; below 10 where only "the eighties" is printed.
    pub decade: Option<i32>,
    /// The year; below 100 where only two digits are printed.
    pub year: Option<i32>,
    /// First or second half of the year.
    pub half: Option<u8>,
    /// Quarter, 1 to 4; 0 when it is not said which.
    pub quarter: Option<u8>,
    /// Of a company's year.
    pub fiscal: bool,
    /// Season.
    pub season: Option<Season>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Weekday, Monday is 1.
    pub weekday: Option<u8>,
    /// Which such weekday of the month: "the third Monday in January".
    pub nth: Option<u8>,
    /// Its weekend.
    pub weekend: bool,
    /// A named day, by its id in `data/time/holidays.tsv`.
    pub holiday: Option<&'static str>,
    /// Part of the day.
    pub part: Option<Part>,
    /// Time of the day.
    pub clock: Option<Clock>,
}

/// Which of several units is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// The one we are in, seen from the article's day.
    This,
    /// The one before it.
    Last,
    /// The one after it.
    Next,
    /// The one before what was told last.
    Previous,
    /// The one after what was told last.
    Following,
    /// The one that was told last: "that year", "the same day", "the week".
    That,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Seasons of the northern half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Parts of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Midnight,
    Daytime,
}

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59; absent when only the hour is printed.
    pub minute: Option<u8>,
    /// 0 to 59.
    pub second: Option<u8>,
    /// Whether am, pm or a clock of 24 hours tells which half of the day is meant.
    pub sure: bool,
    /// Minutes east of Greenwich.
    pub zone: Option<i16>,
}

/// So many units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A number, possibly broken: 1.5.
    Exactly(f64),
    /// "several", "a few", or a bare plural.
    Some,
}

/// A place counted from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// How many.
    pub amount: Amount,
    /// Of what.
    pub unit: Unit,
    /// Into the past.
    pub back: bool,
    /// From where.
    pub from: From,
}

/// From where a shift counts.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// The article's day: "ago", "from now".
    Article,
    /// What was told last: "earlier", "later".
    Story,
    /// A point printed with it: "two days after May 5".
    Point(Box<Point>),
}

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// How many.
    pub amount: Amount,
    /// Of what.
    pub unit: Unit,
    /// More of a smaller unit: "three years and two months".
    pub rest: Option<(f64, Unit)>,
    /// Where it lies, if that is said: "the last two years" ends at the article's day.
    pub side: Option<Which>,
}

/// A repetition.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeated {
    /// One of so many units …
    pub amount: f64,
    /// … of this kind; absent when a point on the calendar comes back.
    pub unit: Option<Unit>,
    /// What comes back: "Mondays", "each July".
    pub point: Option<Point>,
    /// "EACH", "EVERY".
    pub quantifier: Option<&'static str>,
    /// How often in it.
    pub frequency: Option<u32>,
}

/// Past, present, future, or for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Reference {
    Past,
    Present,
    Future,
    While,
}

/// Modifiers of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Modifier {
    /// Every modifier and its name in TIMEX3.
    pub const ALL: &[(Modifier, &'static str)] = &[
        (Modifier::Start, "START"),
        (Modifier::Mid, "MID"),
        (Modifier::End, "END"),
        (Modifier::Approx, "APPROX"),
        (Modifier::Before, "BEFORE"),
        (Modifier::After, "AFTER"),
        (Modifier::OnOrBefore, "ON_OR_BEFORE"),
        (Modifier::OnOrAfter, "ON_OR_AFTER"),
        (Modifier::LessThan, "LESS_THAN"),
        (Modifier::MoreThan, "MORE_THAN"),
        (Modifier::EqualOrLess, "EQUAL_OR_LESS"),
        (Modifier::EqualOrMore, "EQUAL_OR_MORE"),
    ];

    /// Its name in TIMEX3.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(modifier, _)| *modifier == self).map_or("", |(_, name)| *name)
    }
}
