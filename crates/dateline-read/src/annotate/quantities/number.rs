//! Numbers: in digits, in words, and in both.

use super::words::{Numeral, UNITS, Words, is_not_count};
use crate::annotate::text::{Kind, Text, Word};

/// Most groups of three digits that are read as one number.
const MOST_GROUPS: usize = 6;

/// Most digits of a number.
const MOST_DIGITS: usize = 24;

/// A number as it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value; none for "thousands".
    pub value: Option<f64>,
    /// The least it can be, for "thousands" and "several hundred".
    pub least: Option<f64>,
    /// The most it can be.
    pub most: Option<f64>,
    /// One past its last word.
    pub end: usize,
    /// What its form tells.
    pub form: Form,
    /// The factor of the words and letters that multiply it: 1,000,000 in "2.5 million".
    pub scale: f64,
}

/// The form of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Digits and nothing else.
    Digits,
    /// Four digits that may be a year.
    Year,
    /// Words.
    Words,
    /// The word "one" alone.
    One,
    /// "a third".
    Fraction,
    /// "thousands".
    Many,
}

/// A place in the words of a sentence.
#[derive(Clone, Copy)]
pub struct At<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// The words of the sentence.
    pub words: &'t [Word],
    /// The language's words.
    pub known: &'static Words,
}

impl<'t> At<'t> {
    /// The word at `index` in small letters; empty beyond the sentence.
    pub fn lower(&self, index: usize) -> &'t str {
        self.words.get(index).map_or("", |w| self.text.lower(w.start, w.end))
    }

    /// The word at `index` as printed.
    pub fn printed(&self, index: usize) -> &'t str {
        self.words.get(index).map_or("", |w| self.text.slice(w.start, w.end))
    }

    /// The words from `from` up to `to` in small letters, with what stands between them.
    pub fn lower_run(&self, from: usize, to: usize) -> &'t str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => self.text.lower(first.start, last.end),
            _ => "",
        }
    }

    /// The same as printed.
    pub fn printed_run(&self, from: usize, to: usize) -> &'t str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => self.text.slice(first.start, last.end),
            _ => "",
        }
    }

    /// Whether nothing stands between the word at `index` and the one before.
    pub fn touches_before(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|i| self.words.get(i));
        matches!((before, self.words.get(index)), (Some(a), Some(b)) if a.end == b.start)
    }

    /// The kind of the word at `index`.
    pub fn kind(&self, index: usize) -> Option<Kind> {
        self.words.get(index).map(|w| w.kind)
    }

    /// A hyphen that joins the words around it.
    pub fn is_joint(&self, index: usize) -> bool {
        matches!(self.printed(index), "-" | "‐" | "‑")
            && self.touches_before(index)
            && self.touches_before(index + 1)
    }

    fn numeral(&self, index: usize) -> Option<Numeral> {
        (self.kind(index) == Some(Kind::Letters))
            .then(|| self.known.numerals.get(self.lower(index)).copied())?
    }

    /// The next word, past one joining hyphen.
    fn past_joint(&self, index: usize) -> usize {
        if self.is_joint(index) { index + 1 } else { index }
    }

    /// Reads the number that begins at `index`.
    pub fn number(&self, index: usize) -> Option<Number> {
        match self.kind(index)? {
            Kind::Digits => self.digits(index),
            Kind::Letters => self.in_words(index),
            Kind::Mark => self.vulgar(index),
        }
    }

    fn digits(&self, index: usize) -> Option<Number> {
        let mut printed = self.printed(index).to_owned();
        let mut end = index + 1;
        // "1 234 567" where a plain space parts thousands.
        if self.known.decimal_comma && printed.len() <= 3 {
            while end < index + MOST_GROUPS
                && self.kind(end) == Some(Kind::Digits)
                && self.printed(end).bytes().take_while(u8::is_ascii_digit).count() == 3
                && !matches!(self.printed(end).as_bytes().get(3), Some(b'.'))
                && self.words[end].start == self.words[end - 1].end + 1
            {
                printed.push_str(self.printed(end));
                end += 1;
            }
        }
        let value = parse(&printed, self.known.decimal_comma)?;
        let year = printed.len() == 4 && printed.bytes().all(|b| b.is_ascii_digit());
        let form = if year && (1500.0..2100.0).contains(&value) { Form::Year } else { Form::Digits };
        let (scale, past) = self.scale(end);
        let form = if scale > 1.0 { Form::Digits } else { form };
        let mut number = exact(value * scale, past, form);
        number.scale = scale;
        Some(number)
    }

    /// The words and letters at `index` that multiply the digits before them.
    fn scale(&self, index: usize) -> (f64, usize) {
        let (mut scale, mut end) = (1.0, index);
        loop {
            let next = self.past_joint(end);
            match self.numeral(next) {
                Some(Numeral::Scale(by)) if by != 12.0 => {
                    (scale, end) = (scale * by, next + 1);
                    // An abbreviation keeps its full stop: "3,5 Mio. Euro".
                    let short = is_not_count("short", self.lower(next));
                    if short
                        && self.printed(end) == "."
                        && self.touches_before(end)
                        && end + 1 < self.words.len()
                    {
                        end += 1;
                    }
                }
                _ => return (scale, end),
            }
        }
    }

    /// ½ and its kin.
    fn vulgar(&self, index: usize) -> Option<Number> {
        let value = match self.printed(index) {
            "½" => 0.5,
            "¼" => 0.25,
            "¾" => 0.75,
            "⅓" => 1.0 / 3.0,
            "⅔" => 2.0 / 3.0,
            "⅕" => 0.2,
            _ => return None,
        };
        Some(exact(value, index + 1, Form::Fraction))
    }

    fn in_words(&self, index: usize) -> Option<Number> {
        let first = self.numeral(index);
        match first {
            Some(Numeral::Unit(_) | Numeral::Ten(_)) => return self.cardinal(index),
            Some(Numeral::Many(by)) => return self.many(index, by),
            Some(Numeral::Few(least)) if !self.lower(index).starts_with("couple") => {
                return self.several(index, least);
            }
            Some(Numeral::Fraction(2.0)) if self.lower(index) == "half" => return self.half(index),
            _ => {}
        }
        if !matches!(self.lower(index), "a" | "an") {
            return None;
        }
        match self.numeral(index + 1)? {
            Numeral::Scale(_) => self.cardinal(index + 1),
            Numeral::Few(_) if self.lower(index + 1) == "couple" => {
                let end = index + 2 + usize::from(self.lower(index + 2) == "of");
                match self.numeral(end) {
                    Some(Numeral::Scale(_)) => self.several(index + 1, 2.0),
                    _ => Some(exact(2.0, index + 2, Form::Words)),
                }
            }
            Numeral::Few(least) => self.several(index + 1, least),
            // "a third" is a share only where it says of what.
            Numeral::Fraction(by) if by > 2.0 && self.lower(index + 2) == "of" => {
                Some(exact(1.0 / by, index + 2, Form::Fraction))
            }
            _ => None,
        }
    }

    /// "two hundred and fifty thousand", "twenty-three", "two-thirds", "one and a half million".
    fn cardinal(&self, index: usize) -> Option<Number> {
        let (mut total, mut current, mut room) = (0.0, 0.0, f64::INFINITY);
        let mut scale = 1.0;
        let mut at = index;
        let mut end = index;
        while let Some(numeral) = self.numeral(at) {
            match numeral {
                Numeral::Unit(n) if room > n && (room > 10.0 || n < 10.0) => {
                    current += n;
                    room = 0.0;
                }
                Numeral::Ten(n) if room >= 100.0 => {
                    current += n;
                    room = 10.0;
                }
                Numeral::Scale(by) if by <= 100.0 => {
                    current = if current == 0.0 { by } else { current * by };
                    room = if by == 100.0 { 100.0 } else { 0.0 };
                    scale = by;
                }
                Numeral::Scale(by) => {
                    total += if current == 0.0 { by } else { current * by };
                    (current, room, scale) = (0.0, by, by);
                }
                Numeral::Fraction(by) if by > 2.0 && end > index && total == 0.0 && current < by => {
                    let sure = by != 4.0 || self.lower(at + 1) == "of";
                    return sure.then(|| exact(current / by, at + 1, Form::Fraction));
                }
                _ => break,
            }
            end = at + 1;
            at = self.past_joint(end);
            let joins = self.lower(end) == "and" && scale > 12.0;
            if joins && matches!(self.numeral(end + 1), Some(Numeral::Unit(_) | Numeral::Ten(_))) {
                at = end + 1;
            } else if self.lower_run(end, end + 3) == "and a half" {
                let (by, past) = self.scale(end + 3);
                let value =
                    if by > 1.0 { (total + current + 0.5) * by } else { total + current + 0.5 * scale };
                return Some(Number { scale: by, ..exact(value, past, Form::Words) });
            }
        }
        if end == index {
            return None;
        }
        let one = end == index + 1 && self.lower(index) == "one";
        let form = if one { Form::One } else { Form::Words };
        Some(Number { scale, ..exact(total + current, end, form) })
    }

    /// "thousands", "tens of thousands", "hundreds of millions".
    fn many(&self, index: usize, by: f64) -> Option<Number> {
        let ladder = (self.lower(index + 1) == "of").then(|| self.numeral(index + 2)).flatten();
        let mut number = exact(0.0, index + 1, Form::Many);
        number.value = None;
        match ladder {
            // 2 × 10 × 1,000 at the least, and below the next rung: 100 × 1,000 − 1.
            Some(Numeral::Many(of)) => {
                number.least = Some(2.0 * by * of);
                number.most = Some(10.0 * by * of - 1.0);
                number.end = index + 3;
            }
            // "tens" alone is a number only before "of".
            _ if by == 10.0 && self.lower(index + 1) != "of" => return None,
            _ if by == 20.0 && self.lower(index + 1) != "of" => return None,
            _ => number.least = Some(2.0 * by),
        }
        Some(number)
    }

    /// "several hundred", "a few thousand", "a couple of million".
    fn several(&self, index: usize, least: f64) -> Option<Number> {
        let from = index + 1 + usize::from(self.lower(index + 1) == "of");
        let (scale, end) = self.scale(from);
        if end == from {
            return None;
        }
        Some(Number {
            value: None,
            least: Some(least * scale),
            most: Some(10.0 * scale - 1.0),
            end,
            form: Form::Many,
            scale,
        })
    }

    /// "half a million", "half a dozen", "half of the town", "half the town".
    fn half(&self, index: usize) -> Option<Number> {
        if matches!(self.lower(index + 1), "a" | "an")
            && let Some(Numeral::Scale(by)) = self.numeral(index + 2)
        {
            return Some(Number { scale: by, ..exact(by / 2.0, index + 3, Form::Words) });
        }
        let before = index.checked_sub(1).map_or("", |i| self.lower(i));
        let next = self.lower(index + 1);
        let of = next == "of" || is_not_count("determiner", next);
        (of && !is_not_count("halfbefore", before)).then(|| exact(0.5, index + 1, Form::Fraction))
    }
}

fn exact(value: f64, end: usize, form: Form) -> Number {
    Number { value: Some(value), least: None, most: None, end, form, scale: 1.0 }
}

/// The value of digits with separators; none where they are no single number (an address, a date, a list).
pub fn parse(printed: &str, decimal_comma: bool) -> Option<f64> {
    let digits: String = printed.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let (commas, stops) = (digits.matches(',').count(), digits.matches('.').count());
    let point = match (commas, stops) {
        (0, 0) => None,
        (_, 1) if commas > 0 && digits.rfind('.') > digits.rfind(',') => Some('.'),
        (1, _) if stops > 0 && digits.rfind(',') > digits.rfind('.') => Some(','),
        (1, 0) => (decimal_comma || !groups(&digits, ',')).then_some(','),
        (0, 1) => (!decimal_comma || !groups(&digits, '.')).then_some('.'),
        (_, 0) if groups(&digits, ',') => None,
        (0, _) if groups(&digits, '.') => None,
        _ => return None,
    };
    // "3,5" is no English number.
    if point == Some(',') && !decimal_comma {
        return None;
    }
    let (whole, part) = match point {
        Some(point) => digits.rsplit_once(point)?,
        None => (digits.as_str(), ""),
    };
    if whole.contains(['.', ',']) && !groups(whole, if whole.contains(',') { ',' } else { '.' }) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{whole}.{part}0").parse().ok()
}

/// Whether the separators stand before groups of three digits, or of two and a last one of three as in India.
fn groups(digits: &str, separator: char) -> bool {
    let mut parts = digits.split(separator).map(str::len);
    let Some(first) = parts.next() else { return false };
    let rest: Vec<usize> = parts.collect();
    let Some((last, middle)) = rest.split_last() else { return false };
    *last == 3
        && (1..=3).contains(&first)
        && (middle.iter().all(|n| *n == 3) || first <= 2 && middle.iter().all(|n| *n == 2))
}

/// The factor of a letter that stands right behind digits.
pub fn tight_scale(letters: &str) -> Option<f64> {
    UNITS.tight.get(letters).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_every_country() {
        assert_eq!(parse("1,234,567", false), Some(1_234_567.0));
        assert_eq!(parse("12,34,567", false), Some(1_234_567.0));
        assert_eq!(parse("1.234.567,5", true), Some(1_234_567.5));
        assert_eq!(parse("3,5", true), Some(3.5));
        assert_eq!(parse("3,5", false), None);
        assert_eq!(parse("2.5", false), Some(2.5));
        assert_eq!(parse("2.500", true), Some(2500.0));
        assert_eq!(parse("17.2.1", false), None);
    }
}
