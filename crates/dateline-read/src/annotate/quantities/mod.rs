//! Quantities: numbers with their bounds, units and what they count.
//!
//! Conventions:
//!
//! | printed | value | least | most |
//! |---|---|---|---|
//! | 30, a dozen, half a million | the number | | |
//! | at least 30, more than 30, 30 or more | 30 | 30 | |
//! | nearly 200, up to 200, fewer than 200 | 200 | | 200 |
//! | some 200, about 200 | 200 | | |
//! | 30 to 40, between 30 and 40 | | 30 | 40 |
//! | thousands | | 2,000 | |
//! | tens of thousands | | 20,000 | 99,999 |
//! | several hundred | | 200 | 999 |
//! | one fifth, two thirds | .2, .667 | | | (unit `fraction`)
//!
//! "More than 30" and "at least 30" put the same bound: news use them alike, and a bound must never be too narrow.
//! Years, days, clock times, ordinals, names with a number in them and numbering are no quantities; where it cannot
//! be told, there is none.

mod context;
mod noun;
mod number;
mod words;

use dateline_record::{Quantity, Sentence, Span};

use self::number::{At, Form, Number};
use self::words::{Bound, UNITS, is_not_count};
use super::text::{Kind, Text, Word, words};

/// Most words of a qualifier.
const QUALIFIER_WORDS: usize = 4;

/// No report counts more; longer digits are codes.
const LARGEST: f64 = 1e18;

/// Most words of a unit.
const UNIT_WORDS: usize = 3;

/// The quantities of the article, in the order of the text.
pub fn quantities(text: &Text<'_>, sentences: &[Sentence], language: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut cut: Vec<Word> = Vec::new();
    let known = words::of(language);
    for sentence in sentences {
        cut.clear();
        let (start, end) = text.range(sentence.span);
        words(text, start, end, &mut cut);
        let at = At { text, words: &cut, known };
        let mut index = 0;
        while index < cut.len() {
            match at.quantity(index, language) {
                Step::Found(quantity, next) => {
                    found.push(quantity);
                    index = next.max(index + 1);
                }
                Step::Past(next) => index = next.max(index + 1),
            }
        }
    }
    found
}

/// What was read at a word.
enum Step {
    /// A quantity, and the next word to look at.
    Found(Quantity, usize),
    /// No quantity: go on there.
    Past(usize),
}

/// A unit that was read.
#[derive(Clone, Copy, Default)]
struct Unit {
    name: &'static str,
    /// One past its last word.
    end: usize,
}

impl At<'_> {
    fn quantity(&self, index: usize, language: &str) -> Step {
        let Some(first) = self.number(index) else { return Step::Past(index + 1) };
        let sign = self.sign_before(index);
        if self.is_part_of_a_name(index, sign.is_some()) {
            return Step::Past(self.past_joined(first.end));
        }
        let (mut number, mut unit) = match self.with_unit(first, sign.map(|s| s.0), language) {
            Some(read) => read,
            None => return Step::Past(self.past_joined(first.end)),
        };
        let start = sign.map_or(index, |s| s.1);
        let (mut start, bound) = self.qualifier_before(start);
        let mut end = if unit.name.is_empty() { number.end } else { unit.end.max(number.end) };
        let mut range = false;
        match self.range(start, index, &number, unit, sign.map(|s| s.0), language) {
            Range::None => {}
            Range::Not(next) => return Step::Past(next),
            Range::To(from, low, high, high_unit, past) => {
                (start, end, range) = (from, past, true);
                number = Number { value: None, least: Some(low), most: Some(high), end: past, ..number };
                unit = high_unit;
            }
        }
        let mut bound = bound;
        let mut qualifier_end = end;
        if bound.is_none()
            && let Some((found, past)) = self.qualifier_after(end)
        {
            (bound, qualifier_end) = (Some(found), past);
        }
        let qualifier = match bound {
            Some(_) if qualifier_end > end => {
                self.lower_run(end, qualifier_end).trim_start_matches('-').to_owned()
            }
            Some(_) => self.qualifier_words(start).to_owned(),
            None => String::new(),
        };
        end = qualifier_end;
        let aged = unit.name.is_empty() && self.is_age(index, end, &number);
        let counted = if aged { None } else { self.counted(end, &number, unit, language) };
        if !self.is_quantity(index, &number, unit, bound.is_some(), range, counted, sign.is_some()) {
            return Step::Past(number.end);
        }
        // "34-year-old"
        let mut name = unit.name;
        if name == "year" && self.is_joint(end) && matches!(self.lower(end + 1), "old" | "olds") {
            (name, end) = ("year_of_age", end + 2);
        } else if name == "year" && matches!(self.lower(end), "old") {
            (name, end) = ("year_of_age", end + 1);
        } else if aged {
            name = "year_of_age";
        }
        if number.form == Form::Fraction && name.is_empty() {
            name = "fraction";
        }
        if matches!(name, "celsius" | "fahrenheit" | "degree" | "percent") && self.is_minus(start, index) {
            number.value = number.value.map(|value| -value);
            start -= usize::from(start == index);
        }
        let (value, least, most) = bounds(&number, bound);
        if [value, least, most].into_iter().flatten().any(|n| n.abs() > LARGEST) {
            return Step::Past(number.end);
        }
        let span = match (self.words.get(start), end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => return Step::Past(number.end),
        };
        let of = counted.map_or("", |(from, to)| self.printed_run(from, to)).to_owned();
        let quantity =
            Quantity { span, value, least, most, unit: name.to_owned(), of, qualifier, event: None };
        Step::Found(quantity, end)
    }

    /// Past everything that is joined to a number by hyphens, slashes and colons: "737-800", "24/7", "10:30".
    fn past_joined(&self, end: usize) -> usize {
        let mut now = end;
        while now < self.words.len()
            && self.touches_before(now)
            && !matches!(self.printed(now), "." | "," | ")" | "”" | "\"" | ";")
        {
            now += 1;
        }
        now
    }

    /// A currency sign or code before the number: its unit and its first word.
    fn sign_before(&self, index: usize) -> Option<(&'static str, usize)> {
        for length in (1..=4.min(index)).rev() {
            let from = index - length;
            let printed = self.printed_run(from, index);
            if let Some(unit) = UNITS.before.get(printed) {
                // Letters before the sign belong to another sign or to a word.
                if !(self.touches_before(from) && self.kind(from - 1) == Some(Kind::Letters)) {
                    return Some((unit, from));
                }
            }
        }
        None
    }

    /// The number with the unit and the multiplying letter behind it; none where other letters are joined to it.
    fn with_unit(
        &self,
        mut number: Number,
        sign: Option<&'static str>,
        language: &str,
    ) -> Option<(Number, Unit)> {
        let next = number.end;
        let digits = matches!(number.form, Form::Digits | Form::Year);
        let joined = digits && self.touches_before(next) && self.kind(next) == Some(Kind::Letters);
        if joined && number.scale == 1.0 {
            let letters = self.printed(next);
            let counted = || noun::phrase(self, next + 1, language).is_some();
            if let Some(by) = number::tight_scale(letters)
                && (sign.is_some() || letters != "m" && letters != "T" && letters != "b" || counted())
                && let Some(value) = number.value
            {
                number = Number {
                    value: Some(value * by),
                    scale: by,
                    end: next + 1,
                    form: Form::Digits,
                    ..number
                };
            } else if !UNITS.after.contains_key(letters)
                && !self.known.numerals.contains_key(self.lower(next))
            {
                return None;
            }
        }
        if let Some(name) = sign {
            return Some((number, Unit { name, end: number.end }));
        }
        // "10-year", "100-mile": a hyphen joins the unit; any other word makes a compound that counts nothing.
        let from = if self.is_joint(number.end) { number.end + 1 } else { number.end };
        match self.unit(from, digits) {
            Some(unit) => Some((number, unit)),
            None if from > number.end && self.lower(from) == "strong" => {
                Some((Number { end: from + 1, ..number }, Unit::default()))
            }
            None if from > number.end
                && self.kind(from) == Some(Kind::Letters)
                && self.lower(from) != "odd" =>
            {
                None
            }
            // "a couple of days", "millions of dollars"
            None if self.lower(number.end) == "of"
                && (matches!(number.form, Form::Many) || self.lower(number.end - 1) == "couple") =>
            {
                let unit = self.unit(number.end + 1, digits).unwrap_or_default();
                Some((number, unit))
            }
            None => Some((number, Unit::default())),
        }
    }

    /// The unit whose first word is at `index`.
    fn unit(&self, index: usize, digits: bool) -> Option<Unit> {
        // "3 millions d’euros", "3 millones de euros"
        let joined = self.lower(index).strip_prefix("d'").or_else(|| self.lower(index).strip_prefix("d’"));
        if let Some(name) = joined.and_then(|word| UNITS.after.get(word)) {
            return Some(Unit { name, end: index + 1 });
        }
        let index = index + usize::from(matches!(self.lower(index), "de" | "di"));
        for length in (1..=UNIT_WORDS).rev() {
            let end = index + length;
            if end > self.words.len() {
                continue;
            }
            let printed = self.printed_run(index, end);
            // Short forms (m, t, km) follow digits only.
            let letter = printed.len() <= 2 && printed.is_ascii() && printed != "%";
            let name = UNITS.after.get(printed).or_else(|| UNITS.after.get(self.lower_run(index, end)));
            if let Some(name) = name.filter(|_| digits || !letter)
                && !(letter && self.is_joint(end))
            {
                return Some(Unit { name, end });
            }
        }
        None
    }

    /// The qualifier that ends before `index`: its first word and its bound.
    fn qualifier_before(&self, index: usize) -> (usize, Option<Bound>) {
        for length in (1..=QUALIFIER_WORDS.min(index)).rev() {
            if let Some(bound) = self.known.before.get(self.lower_run(index - length, index)) {
                return (index - length, Some(*bound));
            }
        }
        (index, None)
    }

    /// The qualifier that begins at `start`, in its own words.
    fn qualifier_words(&self, start: usize) -> &str {
        (1..=QUALIFIER_WORDS)
            .rev()
            .map(|length| self.lower_run(start, (start + length).min(self.words.len())))
            .find(|words| self.known.before.contains_key(words))
            .unwrap_or_default()
    }

    fn qualifier_after(&self, index: usize) -> Option<(Bound, usize)> {
        (1..=2).rev().find_map(|length| {
            let end = index + length;
            let run = if end <= self.words.len() { self.lower_run(index, end) } else { "" };
            self.known.after.get(run).map(|bound| (*bound, end))
        })
    }

    /// "30 to 40", "30-40", "between 30 and 40", "two or three".
    fn range(
        &self,
        start: usize,
        index: usize,
        number: &Number,
        unit: Unit,
        sign: Option<&'static str>,
        language: &str,
    ) -> Range {
        let end = if unit.name.is_empty() { number.end } else { unit.end.max(number.end) };
        let link = self.lower(end);
        let between = start.checked_sub(1).is_some_and(|b| self.lower(b) == "between");
        let dash = matches!(link, "-" | "–" | "—" | "‑");
        let tight = dash && self.touches_before(end) && self.touches_before(end + 1);
        let words = match link {
            "to" | "or" => true,
            "and" => between,
            _ => false,
        };
        if !(words || dash) {
            return Range::None;
        }
        // "from 5 to 7" is a change, not a range.
        if link == "to" && start.checked_sub(1).is_some_and(|b| self.lower(b) == "from") {
            return Range::None;
        }
        let signs = usize::from(UNITS.before.contains_key(self.printed(end + 1)));
        let Some(second) = self.number(end + 1 + signs) else { return Range::None };
        let Some((second, second_unit)) = self.with_unit(second, sign, language) else {
            return if tight { Range::Not(self.past_joined(end)) } else { Range::None };
        };
        let (Some(mut low), Some(high)) = (number.value, second.value) else { return Range::None };
        // "5 to 7 million": the multiplier is shared.
        if number.scale == 1.0 && second.scale > 1.0 && low * second.scale < high {
            low *= second.scale;
        }
        let years = number.form == Form::Year || second.form == Form::Year;
        let past = if second_unit.name.is_empty() { second.end } else { second_unit.end.max(second.end) };
        if tight && (low >= high || years || self.is_joint(past)) {
            return Range::Not(self.past_joined(end));
        }
        let same_unit = unit.name.is_empty() || second_unit.name.is_empty() || unit.name == second_unit.name;
        if low >= high
            || years
            || !same_unit
            || dash && !tight && self.text.before(self.words[index].start) == '\n'
        {
            return Range::None;
        }
        let from = if between { start - 1 } else { start };
        let unit = if second_unit.name.is_empty() { Unit { end: past, ..unit } } else { second_unit };
        let bare = unit.name.is_empty() && noun::phrase(self, past, language).is_none();
        if tight && bare {
            return Range::Not(past); // a score, a part of a code
        }
        if link == "or" && (high > 2.0 * low + 1.0 || bare && !between) {
            return Range::None;
        }
        Range::To(from, low, high, unit, past)
    }

    /// The words that say what is counted, after the number and its unit.
    fn counted(&self, end: usize, number: &Number, unit: Unit, language: &str) -> Option<(usize, usize)> {
        let after = self.lower(end);
        if after == "of"
            && (!unit.name.is_empty()
                || matches!(number.form, Form::Fraction | Form::Many)
                || number.scale > 1.0
                || self.lower(end - 1) == "couple")
        {
            return noun::phrase(self, noun::past_determiners(self, end + 1), language);
        }
        if !unit.name.is_empty() {
            let money = unit.name.len() == 3 && unit.name.bytes().all(|b| b.is_ascii_uppercase());
            return if money && after == "in" {
                noun::phrase(self, end + 1, language).filter(|p| !self.is_capital(p.0))
            } else {
                None
            };
        }
        if number.form == Form::Fraction && is_not_count("determiner", after) {
            return noun::phrase(self, noun::past_determiners(self, end), language);
        }
        noun::phrase(self, end, language)
    }

    /// Whether the word at `index` begins with a capital.
    fn is_capital(&self, index: usize) -> bool {
        self.printed(index).chars().next().is_some_and(char::is_uppercase)
    }
}

/// What follows a number that may open a range.
enum Range {
    /// Nothing of a range.
    None,
    /// A score, a code or years: no quantity; go on there.
    Not(usize),
    /// First word, least, most, unit, one past the last word.
    To(usize, f64, f64, Unit, usize),
}

fn bounds(number: &Number, bound: Option<Bound>) -> (Option<f64>, Option<f64>, Option<f64>) {
    match (number.value, bound) {
        (Some(value), Some(Bound::Least)) => (Some(value), Some(value), None),
        (Some(value), Some(Bound::Most)) => (Some(value), None, Some(value)),
        (value, _) => (value, number.least, number.most),
    }
}
