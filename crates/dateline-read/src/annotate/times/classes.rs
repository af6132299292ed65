//! What stands at a place of a sentence: reads each class that the rules name.

use dateline_record::Token;

use super::items::{Item, Kind};
use super::meaning::{Amount, Clock, Part, Season, Unit, Which};
use super::rules::Slot;
use super::words::{Class, Guard, HOLIDAYS, STARTS, Starts, WORDS};
use crate::annotate::text::Text;

/// A sentence under reading.
pub struct Scene<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// The pieces of the sentence.
    pub items: &'a [Item],
    /// The tokens of the article.
    pub tokens: &'a [Token],
    /// What each piece is by the lexicons, looked up once.
    looked_up: Vec<Lookup>,
}

/// What the lexicons say of a piece.
#[derive(Clone, Copy, Debug, Default)]
struct Lookup {
    senses: &'static [(Class, Guard)],
    starts: Starts,
}

/// What the pieces of a match say.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Captures {
    pub weekday: Option<u8>,
    pub weekdays: bool,
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub ordinals: Vec<u32>,
    pub year: Option<i32>,
    pub bc: bool,
    pub decade: Option<i32>,
    pub season: Option<Season>,
    pub part: Option<Part>,
    pub holiday: Option<&'static str>,
    pub clock: Option<Clock>,
    pub zone: Option<i16>,
    pub amounts: Vec<Amount>,
    pub approximate: bool,
    pub units: Vec<Unit>,
    pub which: Vec<Which>,
}

impl<'a> Scene<'a> {
    /// Looks every piece up.
    pub fn new(text: &'a Text<'a>, items: &'a [Item], tokens: &'a [Token]) -> Self {
        let look_up = |item: &Item| {
            let lower = text.lower(item.start, item.end);
            let senses = if item.kind == Kind::Word { WORDS.senses(lower) } else { &[] };
            Lookup { senses, starts: STARTS.get(lower).copied().unwrap_or_default() }
        };
        Self { text, items, tokens, looked_up: items.iter().map(look_up).collect() }
    }
}

impl Scene<'_> {
    fn look_up(&self, at: usize) -> Lookup {
        self.looked_up.get(at).copied().unwrap_or_default()
    }

    /// Whether a holiday's or an amount's name can begin with a piece.
    pub(super) fn starts(&self, at: usize) -> Starts {
        self.look_up(at).starts
    }

    /// Whether a piece can be the first of any class.
    pub fn can_begin(&self, at: usize) -> bool {
        let Lookup { senses, starts } = self.look_up(at);
        match self.kind(at) {
            Some(Kind::Word) => {
                !senses.is_empty() || starts.any() || self.is_era(at) || self.damaged(at).is_some()
            }
            Some(_) => true,
            None => false,
        }
    }

    fn is_era(&self, at: usize) -> bool {
        matches!(self.lower(at), "bc" | "bce" | "b" | "ad" | "ce")
    }

    /// The piece at `at` in small letters; empty beyond the sentence.
    pub fn lower(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| self.text.lower(item.start, item.end))
    }

    /// The Penn tag of the token of a piece; empty where there is none.
    pub fn tag(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.xpos.as_str())
    }

    /// The token of a piece.
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(self.items.get(at)?.token)
    }

    /// Whether a piece is an ordinary word as well as the name of a month or weekday.
    pub fn is_ordinary(&self, at: usize) -> bool {
        self.look_up(at).senses.iter().any(|(_, guard)| *guard == Guard::Name)
    }

    /// Whether a piece is the first part of a person's name: "Jan Kavan", "April Smith".
    pub fn is_given_name(&self, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let next = self.items.get(at + 1).map(|next| next.token);
        let Some(next) = next.and_then(|next| self.tokens.get(next)) else { return false };
        next.deprel == "flat"
            && next.head == Some(item.token as u32)
            && next.upos == "PROPN"
            && self.capital(at + 1)
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.items.get(at).map(|item| item.kind)
    }

    /// Whether nothing stands between a piece and the one before it.
    pub fn glued(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.items.get(before)) else { return false };
        self.items.get(at).is_some_and(|item| item.start == before.end)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| self.text.char(item.start).is_uppercase())
    }

    /// The digits of a number without its commas, and how many they are; none beside a point or a currency.
    pub(super) fn digits(&self, at: usize) -> Option<(u64, usize)> {
        let item = self.items.get(at).filter(|item| item.kind == Kind::Number)?;
        let digits: String =
            self.text.slice(item.start, item.end).chars().filter(char::is_ascii_digit).collect();
        Some((digits.parse().ok()?, digits.len()))
    }

    /// Whether a number stands for itself: no decimal point, currency, percent sign, and no commas within.
    pub(super) fn plain(&self, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        let before = self.text.before(item.start);
        let after = self.text.char(item.end);
        let decimal = matches!(after, '.' | ',') && self.text.char(item.end + 1).is_ascii_digit();
        let part = matches!(before, '.' | ',')
            && item.start.checked_sub(2).is_some_and(|at| self.text.char(at).is_ascii_digit());
        !matches!(before, '$' | '£' | '€' | '¥' | '#' | '№')
            && !matches!(after, '%' | '°' | '$' | '€')
            && !decimal
            && !part
            && !self.text.slice(item.start, item.end).contains(',')
    }

    pub(super) fn near_number(&self, at: usize) -> bool {
        let number = |at: usize| self.kind(at) == Some(Kind::Number);
        at.checked_sub(1).is_some_and(number) || number(at + 1) || self.lower(at + 1) == "." && number(at + 2)
    }

    /// The senses of a piece that its guard lets pass.
    pub(super) fn senses(&self, at: usize) -> impl Iterator<Item = Class> + '_ {
        self.look_up(at)
            .senses
            .iter()
            .filter(move |(_, guard)| self.passes(at, *guard))
            .map(|(class, _)| *class)
    }

    pub(super) fn passes(&self, at: usize, guard: Guard) -> bool {
        let tag = self.tag(at);
        match guard {
            Guard::None => true,
            Guard::Noun => tag.starts_with("NN") || tag.is_empty(),
            Guard::Name => {
                let short = self.lower(at).chars().count() < 4 && self.lower(at) != "may";
                let stop = self.lower(at + 1) == "." && self.glued(at + 1);
                self.capital(at) && (self.near_number(at) || stop || !short && tag.starts_with("NNP"))
            }
        }
    }

    /// Whether a point ends an abbreviation here.
    pub(super) fn stop(&self, at: usize, abbreviation: bool) -> usize {
        usize::from(abbreviation && self.lower(at) == "." && self.glued(at))
    }

    /// Reads a class; gives the index of the piece after it.
    pub fn slot(&self, slot: Slot, at: usize, into: &mut Captures) -> Option<usize> {
        match slot {
            Slot::Weekday => {
                let class = self.senses(at).chain(self.damaged(at));
                into.weekday = Some(class.into_iter().find_map(|c| match c {
                    Class::Weekday(day) => Some(day),
                    _ => None,
                })?);
                Some(at + 1 + self.stop(at + 1, self.lower(at).len() < 6))
            }
            Slot::Month => {
                let class = self.senses(at).chain(self.damaged(at));
                into.month = Some(class.into_iter().find_map(|c| match c {
                    Class::Month(month) => Some(month),
                    _ => None,
                })?);
                let short = self.lower(at).len() <= 4 && !matches!(self.lower(at), "may" | "june" | "july");
                Some(at + 1 + self.stop(at + 1, short))
            }
            Slot::Weekdays => {
                into.weekday = Some(self.senses(at).find_map(|c| match c {
                    Class::Weekdays(day) => Some(day),
                    _ => None,
                })?);
                into.weekdays = true;
                Some(at + 1)
            }
            Slot::Season => {
                into.season = Some(self.senses(at).find_map(|c| match c {
                    Class::Season(season) => Some(season),
                    _ => None,
                })?);
                Some(at + 1)
            }
            Slot::Part | Slot::Parts => {
                into.part = Some(self.senses(at).find_map(|c| match (c, slot) {
                    (Class::Part(part), Slot::Part) | (Class::Parts(part), Slot::Parts) => Some(part),
                    _ => None,
                })?);
                Some(at + 1)
            }
            Slot::Which => {
                into.which.push(self.senses(at).find_map(|c| match c {
                    Class::Which(which) => Some(which),
                    _ => None,
                })?);
                Some(at + 1)
            }
            Slot::Unit | Slot::Units | Slot::UnitAny | Slot::UnitQuarter | Slot::UnitDecade => {
                let unit = self.senses(at).find_map(|c| match c {
                    Class::Unit(unit) if slot != Slot::Units => Some(unit),
                    Class::Units(unit) if matches!(slot, Slot::Units | Slot::UnitAny) => Some(unit),
                    _ => None,
                })?;
                let wanted = match slot {
                    Slot::UnitQuarter => unit == Unit::Quarter,
                    Slot::UnitDecade => unit == Unit::Decade,
                    _ => true,
                };
                into.units.push(wanted.then_some(unit)?);
                Some(at + 1)
            }
            Slot::Century => {
                let unit = self
                    .senses(at)
                    .find(|c| matches!(c, Class::Unit(Unit::Century) | Class::Units(Unit::Century)));
                unit.map(|_| at + 1)
            }
            Slot::Zone => {
                into.zone = Some(self.zone(at)?);
                Some(at + 1)
            }
            Slot::Ordinal => {
                let (number, next) = self.ordinal(at)?;
                into.ordinals.push(number);
                Some(next)
            }
            Slot::Day => self.day(at, false, into),
            Slot::OrdinalDay => self.day(at, true, into),
            Slot::Year => {
                let (year, next) = self.year(at)?;
                into.year = Some(year);
                Some(next)
            }
            Slot::ShortYear => {
                let apostrophe = crate::annotate::text::is_apostrophe(self.lower(at).chars().next()?);
                let (year, digits) = self.digits(at + 1)?;
                let letters = self.glued(at + 2) && self.kind(at + 2) != Some(Kind::Mark);
                let whole = apostrophe && digits == 2 && self.glued(at + 1) && !letters;
                into.year = Some(whole.then_some(year as i32)?);
                Some(at + 2)
            }
            Slot::YearBc => {
                let (year, next) = match self.era(at) {
                    Some((true, next)) => (self.digits(next)?.0, next + 1),
                    _ => {
                        let (_, next) = self.era(at + 1).filter(|(bc, _)| *bc)?;
                        (self.digits(at)?.0, next)
                    }
                };
                into.year = Some(i32::try_from(year).ok().filter(|year| (1..=9999).contains(year))?);
                into.bc = true;
                Some(next)
            }
            Slot::Bc => {
                let (bc, next) = self.era(at)?;
                into.bc = bc;
                Some(next)
            }
            Slot::Decade => self.decade(at, into),
            Slot::Holiday => self.holiday(at, into),
            Slot::Date => self.numeric_date(at, into),
            Slot::Clock => {
                let (clock, next) = self.clock(at)?;
                into.clock = Some(clock);
                Some(next)
            }
            Slot::Num => {
                let (number, next) = self.number(at)?;
                into.amounts.push(Amount::Exactly(number));
                Some(next)
            }
            Slot::Amount => self.amount(at, into),
        }
    }

    /// What a damaged name of a month or weekday was; only with its capital letter.
    pub(super) fn damaged(&self, at: usize) -> Option<Class> {
        let word = self.kind(at) == Some(Kind::Word) && (self.capital(at) || self.near_number(at));
        word.then(|| WORDS.damaged(self.lower(at))).flatten()
    }

    /// "BC", "B.C.", "AD".
    pub(super) fn era(&self, at: usize) -> Option<(bool, usize)> {
        let bc = match self.lower(at) {
            "bc" | "bce" => true,
            "ad" | "ce" if self.items.get(at).is_some_and(|i| self.text.slice(i.start, i.end) != "ad") => {
                false
            }
            "b" if self.lower(at + 1) == "." && self.lower(at + 2) == "c" => {
                let more = if self.lower(at + 3) == "." && self.lower(at + 4) == "e" { 5 } else { 3 };
                return Some((true, at + more + self.stop(at + more, true)));
            }
            _ => return None,
        };
        Some((bc, at + 1))
    }

    pub(super) fn suffix(&self, at: usize) -> bool {
        self.glued(at) && matches!(self.lower(at), "st" | "nd" | "rd" | "th")
    }

    pub(super) fn ordinal(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((number, _)) = self.digits(at) {
            return self.suffix(at + 1).then_some((u32::try_from(number).ok()?, at + 2));
        }
        let ordinal = |at: usize| {
            self.senses(at).find_map(|c| match c {
                Class::Ordinal(number) => Some(number),
                _ => None,
            })
        };
        let tens = self.senses(at).find_map(|c| match c {
            Class::Number(number @ 20..=90) => Some(number),
            _ => None,
        });
        if let Some(tens) = tens {
            let from = if self.lower(at + 1) == "-" { at + 2 } else { at + 1 };
            return ordinal(from).filter(|n| *n < 10).map(|n| (tens + n, from + 1));
        }
        ordinal(at).map(|n| (n, at + 1))
    }

    pub(super) fn day(&self, at: usize, suffixed: bool, into: &mut Captures) -> Option<usize> {
        let (day, digits) = self.digits(at)?;
        if digits > 2 || !(1..=31).contains(&day) || !self.plain(at) {
            return None;
        }
        let suffix = self.suffix(at + 1);
        let broken = self.glued(at + 1) && matches!(self.lower(at + 1), ":" | "/") && self.glued(at + 2);
        if suffixed && !suffix || broken {
            return None;
        }
        into.day = Some(day as u8);
        Some(at + 1 + usize::from(suffix))
    }

    pub(super) fn year(&self, at: usize) -> Option<(i32, usize)> {
        if let Some((year, digits)) = self.digits(at) {
            let glued_word = self.glued(at + 1) && self.kind(at + 1) == Some(Kind::Word);
            let fits = digits == 4 && (1000..=2100).contains(&year) && self.plain(at) && !glued_word;
            let clock = self.glued(at + 1) && self.lower(at + 1) == ":" && self.glued(at + 2);
            return (fits && !clock).then_some((year as i32, at + 1));
        }
        self.spoken_year(at)
    }

    /// "nineteen ninety-six", "two thousand (and) five", "twenty ten".
    pub(super) fn spoken_year(&self, at: usize) -> Option<(i32, usize)> {
        let small = |at: usize| {
            self.senses(at).find_map(|c| match c {
                Class::Number(number) => Some(number as i32),
                _ => None,
            })
        };
        let below_hundred = |at: usize| -> Option<(i32, usize)> {
            let first = small(at)?;
            if first < 20 {
                return Some((first, at + 1));
            }
            let from = if self.lower(at + 1) == "-" { at + 2 } else { at + 1 };
            match small(from).filter(|n| (1..10).contains(n)) {
                Some(unit) => Some((first + unit, from + 1)),
                None => Some((first, at + 1)),
            }
        };
        // "two thousand and five"; "two thousand" alone is a number, save after "the year".
        if small(at) == Some(2) && self.scale(at + 1) == Some(1000.0) {
            let from = if self.lower(at + 2) == "and" { at + 3 } else { at + 2 };
            let turn =
                || at.checked_sub(1).filter(|before| self.lower(*before) == "year").map(|_| (2000, at + 2));
            return below_hundred(from).map(|(rest, next)| (2000 + rest, next)).or_else(turn);
        }
        let century = small(at).filter(|n| (11..=20).contains(n))?;
        let from = if self.lower(at + 1) == "-" { at + 2 } else { at + 1 };
        let (rest, next) = below_hundred(from).filter(|(rest, _)| (10..100).contains(rest))?;
        Some((century * 100 + rest, next))
    }

    pub(super) fn decade(&self, at: usize, into: &mut Captures) -> Option<usize> {
        let plural = |at: usize| self.glued(at) && matches!(self.lower(at), "s" | "'s" | "’s");
        if let Some((year, digits)) = self.digits(at) {
            let whole = year % 10 == 0
                && plural(at + 1)
                && (digits == 4 && (1000..2100).contains(&year) || digits == 2);
            into.decade = Some(whole.then_some(year as i32 / 10)?);
            return Some(at + 2);
        }
        let apostrophe = self.lower(at).chars().next().is_some_and(crate::annotate::text::is_apostrophe);
        if apostrophe && self.glued(at + 1) {
            return self.digits(at + 1).and_then(|_| self.decade(at + 1, into));
        }
        into.decade = Some(self.senses(at).find_map(|c| match c {
            Class::Decade(decade) => Some(decade),
            _ => None,
        })?);
        Some(at + 1)
    }

    pub(super) fn holiday(&self, at: usize, into: &mut Captures) -> Option<usize> {
        if !self.starts(at).holiday {
            return None;
        }
        let first = self.lower(at);
        let mut best = None;
        for holiday in HOLIDAYS.iter().filter(|h| !h.capital || self.capital(at)) {
            for form in holiday.forms.iter().filter(|form| form.first().is_some_and(|w| w == first)) {
                let same = |(n, word): (usize, &String)| {
                    plain_apostrophe(self.lower(at + n)) == plain_apostrophe(word)
                };
                let longer = best.is_none_or(|(length, _)| form.len() > length);
                if longer && form.iter().enumerate().all(same) {
                    best = Some((form.len(), holiday.id));
                }
            }
        }
        let (length, id) = best.filter(|_| self.capital(at))?;
        into.holiday = Some(id);
        Some(at + length)
    }

    /// 2021-12-21, 12/21/2021, 21.12.2021. Where both orders fit, a slash puts the month first and a point the day.
    pub(super) fn numeric_date(&self, at: usize, into: &mut Captures) -> Option<usize> {
        let mark = self.lower(at + 1);
        let parted = matches!(mark, "-" | "/" | ".")
            && self.lower(at + 3) == mark
            && (1..5).all(|n| self.glued(at + n));
        let ((a, la), (b, lb), (c, lc)) =
            parted.then(|| Some((self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?)))??;
        let (year, month, day) = if la == 4 && lb <= 2 && lc <= 2 {
            (a, b, c)
        } else if la <= 2 && lb <= 2 && (lc == 4 || lc == 2 && mark == "/") {
            let year = if lc == 4 {
                c
            } else if c < 50 {
                2000 + c
            } else {
                1900 + c
            };
            if a > 12 || mark == "." && b <= 12 { (year, b, a) } else { (year, a, b) }
        } else {
            return None;
        };
        let fits = (1000..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        if !fits
            || self.glued(at + 5) && self.lower(at + 5) == mark && self.kind(at + 6) == Some(Kind::Number)
        {
            return None;
        }
        (into.year, into.month, into.day) = (Some(year as i32), Some(month as u8), Some(day as u8));
        Some(at + 5)
    }
}

fn plain_apostrophe(word: &str) -> String {
    word.replace(['’', '‘', 'ʼ', '`'], "'")
}
