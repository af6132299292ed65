//! How many: numbers in digits and words, and what stands for them.

use super::classes::{Captures, Scene};
use super::meaning::Amount;
use super::words::{AMOUNTS, AmountPhrase, Class};

impl Scene<'_> {
    /// A number: "12", "2.5", "2 1/2", "twenty-five", "one hundred and fifty", "two dozen".
    pub fn number(&self, at: usize) -> Option<(f64, usize)> {
        if let Some((whole, _)) = self.digits(at) {
            let currency =
                at.checked_sub(1).is_some_and(|b| matches!(self.lower(b), "$" | "£" | "€") && self.glued(at));
            if currency || self.suffix(at + 1) {
                return None;
            }
            let mut number = whole as f64;
            let mut next = at + 1;
            if self.lower(next) == "." && self.glued(next) && self.glued(next + 1) {
                if let Some((fraction, digits)) = self.digits(next + 1) {
                    number += fraction as f64 / 10f64.powi(digits.min(9) as i32);
                    next += 2;
                }
            } else if let (Some((above, 1)), "/", Some((below, 1))) =
                (self.digits(next), self.lower(next + 1), self.digits(next + 2))
                && below > above
            {
                number += above as f64 / below as f64;
                next += 3;
            }
            if let Some(scale) = self.scale(next) {
                number *= scale;
                next += 1;
            }
            return Some((number, next));
        }
        let mut total = 0.0;
        let mut group = 0.0;
        let mut next = at;
        let mut any = false;
        loop {
            let skip = usize::from(any && matches!(self.lower(next), "-" | "and"));
            let here = next + skip;
            let small = self.senses(here).find_map(|c| match c {
                Class::Number(number) => Some(f64::from(number)),
                _ => None,
            });
            if let Some(small) =
                small.filter(|n| !any || group % 100.0 == 0.0 || group % 10.0 == 0.0 && *n < 10.0)
            {
                if skip == 1 && self.lower(next) == "and" && group % 100.0 != 0.0 {
                    break;
                }
                group += small;
                next = here + 1;
            } else if let Some(scale) = self.scale(here).filter(|_| any) {
                group = if group == 0.0 { scale } else { group * scale };
                if scale >= 1000.0 {
                    total += group;
                    group = 0.0;
                }
                next = here + 1;
            } else {
                break;
            }
            any = true;
        }
        any.then_some((total + group, next))
    }

    pub(super) fn scale(&self, at: usize) -> Option<f64> {
        self.senses(at).find_map(|c| match c {
            Class::Scale(scale) => Some(scale),
            _ => None,
        })
    }

    pub(super) fn amount(&self, at: usize, into: &mut Captures) -> Option<usize> {
        let fits = |phrase: &&AmountPhrase| {
            phrase.words.iter().enumerate().all(|(n, word)| self.lower(at + n) == *word)
        };
        let phrase = AMOUNTS.iter().filter(|_| self.starts(at).amount).find(fits);
        if let Some(phrase) = phrase {
            into.amounts.push(phrase.amount);
            into.approximate |= phrase.rough;
            return Some(at + phrase.words.len());
        }
        let (number, next) = self.number(at)?;
        into.amounts.push(Amount::Exactly(number));
        let range = matches!(self.lower(next), "to" | "or" | "-" | "–");
        match self.number(next + 1).filter(|(second, _)| range && *second > number) {
            Some((_, end)) => Some(end),
            None => Some(next),
        }
    }
}
