//! Times of day and zones beside a date.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Time;

use super::super::words;
use super::reader::{Dated, Reader};
use super::tokens::Kind;

/// The offset from UTC, in minutes, that a short name of a zone stands for.
fn zone(word: &str) -> Option<i32> {
    static ZONES: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
        words::rows(include_str!("../../../../../../data/metadata/zones.tsv"))
            .filter_map(|row| match row.as_slice() {
                [name, minutes] => Some((*name, minutes.parse().ok()?)),
                _ => None,
            })
            .collect()
    });
    if word.len() > 8 {
        return None;
    }
    ZONES.get(word.to_lowercase().as_str()).copied()
}

impl Reader<'_> {
    /// A time of day that begins at a token. `told` says that a word before it announced a time.
    pub(super) fn time(&self, at: usize, told: bool) -> Option<(Time, usize)> {
        const HOURS: &[&str] = &["uhr", "h", "hrs", "hours", "ore", "uur", "час", "ч", "год"];
        let mut at = at;
        let mut noon = None;
        if let Some(word) = self.word(at) {
            noon = match word {
                "午前" | "上午" | "오전" => Some(false),
                "午後" | "下午" | "오후" => Some(true),
                _ => None,
            };
            noon?;
            at += 1;
        }
        let hour = self.short(at)?;
        let mut next = at + 1;
        let mut minute = 0;
        let mut second = 0;
        match self.kind(next)? {
            Kind::Mark(mark @ (':' | '.' | '：')) => {
                let (value, length) = self.number(next + 1)?;
                if length != 2 {
                    return None;
                }
                minute = value;
                next += 2;
                if self.mark(next) == Some(':')
                    && let Some(value) = self.short(next + 1)
                {
                    second = value;
                    next += 2;
                    if matches!(self.mark(next), Some('.' | ',')) && self.number(next + 1).is_some() {
                        next += 2;
                    }
                }
                let named = self.is_word(next, HOURS) || self.half(next).is_some();
                if mark == '.' && !named && !told {
                    return None;
                }
            }
            Kind::Word => {
                let word = self.word(next)?;
                if word.starts_with(['時', '时', '시']) {
                    if let Some(value) = self.short(next + 1) {
                        minute = value;
                        next += 1 + usize::from(self.word(next + 2).is_some());
                    }
                    next += 1;
                } else if word.eq_ignore_ascii_case("h") {
                    next += 1;
                    if let Some((value, 2)) = self.number(next) {
                        minute = value;
                        next += 1;
                    }
                } else if self.half(next).is_none() && !self.is_word(next, HOURS) {
                    return None;
                }
            }
            _ => return None,
        }
        let mut hour = hour;
        if let Some((afternoon, after)) = self.half(next) {
            noon = Some(afternoon);
            next = after;
        } else if self.is_word(next, HOURS) {
            next += 1;
        }
        match noon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        Some((clock_time(hour, minute, second)?, next))
    }

    /// `am`, `p.m.`: whether the afternoon is meant, and the token after.
    fn half(&self, at: usize) -> Option<(bool, usize)> {
        let word = self.word(at)?.to_lowercase();
        match word.as_str() {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            "a" | "p" if self.mark(at + 1) == Some('.') && self.is_word(at + 2, &["m"]) => {
                Some((word == "p", at + 3 + usize::from(self.mark(at + 3) == Some('.'))))
            }
            _ => None,
        }
    }

    /// An offset from UTC: `Z`, `+02:00`, `-0500`, `GMT+2`, `CET`, `(EST)`.
    pub(super) fn offset(&self, at: usize) -> Option<(i32, usize)> {
        let open = usize::from(self.mark(at) == Some('('));
        let close = |next: usize| next + usize::from(open == 1 && self.mark(next) == Some(')'));
        let at = at + open;
        if let Some(word) = self.word(at) {
            let minutes = zone(word)?;
            if minutes == 0
                && let Some((signed, next)) = self.signed(at + 1)
                && !self.tokens.get(at + 1).is_some_and(|token| token.spaced)
            {
                return Some((signed, close(next)));
            }
            return Some((minutes, close(at + 1)));
        }
        self.signed(at).map(|(minutes, next)| (minutes, close(next)))
    }

    fn signed(&self, at: usize) -> Option<(i32, usize)> {
        let sign = match self.mark(at)? {
            '+' => 1,
            '-' | '−' => -1,
            _ => return None,
        };
        if self.tokens.get(at + 1)?.spaced {
            return None;
        }
        let (value, length) = self.number(at + 1)?;
        let value = i32::try_from(value).ok()?;
        let (minutes, next) = match length {
            4 => (value / 100 * 60 + value % 100, at + 2),
            1 | 2 if self.mark(at + 2) == Some(':') => {
                (value * 60 + i32::try_from(self.short(at + 3)?).ok()?, at + 4)
            }
            1 | 2 => (value * 60, at + 2),
            _ => return None,
        };
        // The widest offsets in use are -12:00 and +14:00.
        (minutes <= 14 * 60).then_some((sign * minutes, next))
    }

    /// Reads the time that follows a date, and its zone; the token after what was read.
    pub(super) fn time_after(&self, dated: &mut Dated, next: usize) -> usize {
        if dated.time.is_some() {
            return next;
        }
        const BEFORE: &[&str] = &[
            "t", "at", "um", "à", "a", "às", "as", "alle", "ore", "om", "o", "godz", "godzina", "kl", "klo",
            "las", "la", "v", "в", "о", "ve", "saat", "pukul", "lúc", "στις", "ora", "den", "och", "и",
        ];
        let mut at = next;
        let mut told = false;
        // At most a weekday, a mark or two and a short word stand between.
        for _ in 0..5 {
            if let Some((time, after)) = self.time(at, told) {
                dated.time = Some(time);
                let mut end = after;
                let mut zone_at = after;
                if self.is_word(zone_at, &["uhr"]) {
                    zone_at += 1;
                }
                if let Some((minutes, after)) = self.offset(zone_at) {
                    dated.offset = Some(minutes);
                    end = after;
                }
                dated.end = self.tokens.get(end.saturating_sub(1)).map_or(dated.end, |token| token.end);
                return end;
            }
            match self.kind(at) {
                Some(Kind::Mark(',' | '-' | '–' | '—' | '|' | '•' | '·' | '/' | '@' | '(' | '.' | ':')) => {
                    at += 1
                }
                Some(Kind::Word) if self.is_word(at, BEFORE) => {
                    told = true;
                    at += 1;
                }
                _ => return next,
            }
        }
        next
    }

    /// Reads a time that stands directly before a date: `15:04, 3 May 2024`, `15:04 GMT 3 May 2024`.
    pub(super) fn time_before(&self, dated: &mut Dated, at: usize, free: usize) {
        // Hour, colon, minute, half of the day, zone, mark, weekday: at most eight tokens.
        for from in (at.saturating_sub(8).max(free)..at).rev() {
            if self.number(from).is_none()
                || self.mark(from.wrapping_sub(1)) == Some(':')
                || self.mark(from + 1) == Some('.')
            {
                continue;
            }
            let Some((time, mut next)) = self.time(from, false) else { continue };
            let mut offset = None;
            if let Some((minutes, after)) = self.offset(next) {
                (offset, next) = (Some(minutes), after);
            }
            let only_marks = (next..at).all(|i| {
                matches!(self.kind(i), Some(Kind::Mark(',' | '-' | '–' | '|' | '•' | '·' | '.' | '/')))
                    || self.is_word(i, &["on", "am", "den", "le", "il", "el", "em", "op", "uhr", "of"])
                    || i + 2 >= at && self.word(i).is_some()
            });
            if only_marks && at - next.min(at) <= 3 {
                dated.time = Some(time);
                dated.offset = offset;
                dated.start = self.tokens.get(from).map_or(dated.start, |token| token.start);
            }
            return;
        }
    }
}

/// A time of day, if there is such a one; midnight may be written 24:00.
pub(super) fn clock_time(hour: u64, minute: u64, second: u64) -> Option<Time> {
    let hour = if hour == 24 && minute == 0 { 0 } else { hour };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second.min(59)).ok()?, 0)
        .ok()
}
