//! What stands around a number, and whether it then counts or measures anything: years, days, clock times, names with
//! a number in them, numbering, scores and addresses do not.

use super::Unit;
use super::number::{At, Form, Number};
use super::words::is_not_count;
use crate::annotate::text::Kind;
use crate::extract::language::is_function_word;

impl At<'_> {
    /// Whether letters, marks and names around the digits make them part of something else.
    pub(super) fn is_part_of_a_name(&self, index: usize, signed: bool) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        if signed {
            return false;
        }
        let printed = self.printed(before);
        if self.touches_before(index) {
            let lead = matches!(
                printed,
                "-" | "‑"
                    | "–"
                    | "/"
                    | ":"
                    | "."
                    | ","
                    | "#"
                    | "№"
                    | "+"
                    | "_"
                    | "@"
                    | "="
                    | "*"
                    | "°"
                    | "'"
                    | "’"
            );
            let joined = self.touches_before(before);
            // A minus or a dash opens a number; joined on both sides it belongs to a name, a date, a code.
            if self.kind(before) == Some(Kind::Letters)
                || lead && (joined || !matches!(printed, "-" | "–" | "'" | "’"))
            {
                return true;
            }
        }
        false
    }

    /// Whether a minus stands right before the number, and space before the minus.
    pub(super) fn is_minus(&self, start: usize, index: usize) -> bool {
        start == index
            && index > 0
            && matches!(self.printed(index - 1), "-" | "−" | "–")
            && self.touches_before(index)
            && !self.touches_before(index - 1)
    }

    /// ", 34," after a name; "aged 34".
    pub(super) fn is_age(&self, index: usize, end: usize, number: &Number) -> bool {
        let plausible =
            number.value.is_some_and(|v| (1.0..=115.0).contains(&v)) && number.form == Form::Digits;
        let before = index.checked_sub(1).map_or("", |i| self.lower(i));
        let apposition = before == ","
            && matches!(self.lower(end), "," | "." | ")")
            && index.checked_sub(2).is_some_and(|i| self.is_capital(i));
        plausible && (apposition || matches!(before, "aged" | "age"))
    }

    /// The last judgement: whether what was read counts or measures something.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn is_quantity(
        &self,
        index: usize,
        number: &Number,
        unit: Unit,
        qualified: bool,
        range: bool,
        counted: Option<(usize, usize)>,
        signed: bool,
    ) -> bool {
        let end = number.end;
        let (next, before) = (self.lower(end), index.checked_sub(1).map_or("", |i| self.lower(i)));
        if signed || unit.name == "percent" || unit.name == "percentage_point" {
            return true;
        }
        // "10:30", "24/7", "3°": what is joined behind.
        let joined = self.touches_before(end) && matches!(next, "/" | ":" | "_" | "@" | "#");
        if joined && self.touches_before(end + 1) && unit.name.is_empty() {
            return false;
        }
        if is_not_count("month", before) || is_not_count("month", next) || self.is_day_list(index, end) {
            return false;
        }
        let stopped_month = before == "." && index >= 2 && is_not_count("month", self.lower(index - 2));
        let ordinal_day = next == "." && is_not_count("month", self.lower(end + 1));
        if stopped_month || ordinal_day || self.is_clock(end) && unit.name != "hour" {
            return false;
        }
        if is_not_count("era", next) || is_not_count("era", before) {
            return false;
        }
        let label = if before == "." && index >= 2 { self.lower(index - 2) } else { before };
        let singular_label =
            is_not_count("label", label) && number.form != Form::Many && number.form != Form::Fraction;
        if singular_label && !qualified && (unit.name.is_empty() || label == "number" || label == "no") {
            return false;
        }
        if number.form == Form::One && !qualified && is_not_count("oneafter", next) {
            return false;
        }
        if !unit.name.is_empty() || range && counted.is_some() {
            return number.form != Form::Year || qualified;
        }
        let plural_people = counted.is_some_and(|(_, to)| self.known.plurals.contains(self.lower(to - 1)));
        if number.form == Form::Year {
            return plural_people || qualified && counted.is_some();
        }
        if matches!(number.form, Form::Many | Form::Fraction) {
            return true;
        }
        if number.form == Form::One {
            let phrase = counted.is_some_and(|(from, _)| !self.is_capital(from));
            return phrase && (qualified || !is_not_count("onebefore", before));
        }
        if self.is_address(end) {
            return false;
        }
        // "Boeing 737", "Falcon 9": a name before digits, unless it only opens the sentence.
        let opens = index == 1 && is_function_word("en", before);
        let named = number.form == Form::Digits
            && index > 0
            && self.is_capital(index - 1)
            && self.kind(index - 1) == Some(Kind::Letters)
            && !opens
            && !is_not_count("weekday", before);
        if named && !qualified && !plural_people && number.scale == 1.0 {
            return false;
        }
        if counted.is_some() || qualified || number.scale > 1.0 {
            return !(index == 0 && matches!(next, "." | ")") && number.form == Form::Digits);
        }
        self.stands_alone(index, end, number)
    }

    /// A number with nothing to count: "killing 30."; not a list's "1.", a note's "[3]", an hour's "at 5".
    fn stands_alone(&self, index: usize, end: usize, number: &Number) -> bool {
        let (next, before) = (self.lower(end), index.checked_sub(1).map_or("", |i| self.lower(i)));
        if index == 0 {
            return false;
        }
        if self.is_age(index, end, number) {
            return true;
        }
        let letters = self.kind(index - 1) == Some(Kind::Letters);
        let decimal = number.value.is_some_and(|v| v.fract() != 0.0);
        letters
            && !self.is_capital(index - 1)
            && !decimal
            && (next.is_empty() || is_not_count("aloneafter", next))
            && !is_not_count("alonebefore", before)
    }

    /// "December 21 and 27", "3, 4 and 5 May": a month a few numbers away.
    fn is_day_list(&self, index: usize, end: usize) -> bool {
        let link = |i: usize| {
            matches!(self.lower(i), "and" | "to" | "-" | "–" | "," | "or" | "&" | "through" | "until")
        };
        let mut now = end;
        while now < end + 6 && link(now) && self.kind(now + 1) == Some(Kind::Digits) {
            now += 2;
            if is_not_count("month", self.lower(now)) {
                return true;
            }
        }
        let mut now = index;
        while now >= 2 && now + 6 > index && link(now - 1) && self.kind(now - 2) == Some(Kind::Digits) {
            now -= 2;
            if now > 0 && is_not_count("month", self.lower(now - 1)) {
                return true;
            }
        }
        false
    }

    /// "5 pm", "5 p.m.", "20 Uhr".
    fn is_clock(&self, end: usize) -> bool {
        is_not_count("clock", self.lower(end)) || is_not_count("clock", self.lower_run(end, end + 3))
    }

    /// "10 Harbour Street": capitalised words, the last of them a kind of street.
    fn is_address(&self, end: usize) -> bool {
        (end..end + 4)
            .take_while(|i| self.kind(*i) == Some(Kind::Letters) && self.is_capital(*i))
            .any(|i| i > end && is_not_count("street", self.lower(i)))
    }
}
