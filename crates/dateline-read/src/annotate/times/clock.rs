//! Times of the day: "10:35 a.m.", "0300 hours", "five o'clock".

use super::classes::Scene;
use super::meaning::Clock;
use super::words::Class;

impl Scene<'_> {
    /// "am", "p.m." -> (afternoon, next)
    pub(super) fn half_day(&self, at: usize) -> Option<(bool, usize)> {
        match self.lower(at) {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            letter @ ("a" | "p")
                if self.lower(at + 1) == "." && self.lower(at + 2) == "m" && self.glued(at + 2) =>
            {
                Some((letter == "p", at + 3 + self.stop(at + 3, true)))
            }
            _ => None,
        }
    }

    pub(super) fn zone(&self, at: usize) -> Option<i16> {
        let item = self.items.get(at)?;
        let capitals = self.text.slice(item.start, item.end).chars().all(char::is_uppercase);
        self.senses(at).filter(|_| capitals).find_map(|c| match c {
            Class::Zone(zone) => Some(zone),
            _ => None,
        })
    }

    pub(super) fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        let spoken = self.number(at).filter(|(n, _)| n.fract() == 0.0 && (1.0..=12.0).contains(n));
        let (hour, digits, mut next) = match self.digits(at) {
            Some((hour, digits)) => (hour, digits, at + 1),
            None => {
                let (hour, next) = spoken?;
                (hour as u64, 0, next)
            }
        };
        if digits > 0
            && self.glued(at)
            && matches!(self.lower(at.wrapping_sub(1)), ":" | "." | "$" | "£" | "€")
        {
            return None;
        }
        let mut clock = Clock { hour: hour.min(255) as u8, ..Clock::default() };
        let mut minutes = false;
        if matches!(self.lower(next), ":" | ".")
            && self.glued(next)
            && self.glued(next + 1)
            && let Some((minute, 2)) = self.digits(next + 1).filter(|(minute, _)| *minute < 60)
        {
            let colon = self.lower(next) == ":";
            let after = next + 2;
            if colon || self.half_day(after).is_some() {
                clock.minute = Some(minute as u8);
                minutes = true;
                next = after;
                if colon
                    && self.lower(next) == ":"
                    && self.glued(next)
                    && let Some((second, 2)) = self.digits(next + 1).filter(|(second, _)| *second < 60)
                {
                    clock.second = Some(second as u8);
                    next += 2;
                }
            }
        }
        if let Some((afternoon, after)) = self.half_day(next).filter(|_| (1..=12).contains(&hour)) {
            clock.hour = (hour % 12) as u8 + if afternoon { 12 } else { 0 };
            clock.sure = true;
            return Some((clock, after));
        }
        if self.lower(next) == "o" && self.glued(next + 1) && self.lower(next + 2) == "clock" && hour <= 24 {
            return Some((clock, next + 3));
        }
        if matches!(self.lower(next), "hrs" | "h" | "hours") && (minutes || digits == 4) && hour <= 2400 {
            if digits == 4 {
                (clock.hour, clock.minute) = ((hour / 100) as u8, Some((hour % 100) as u8));
            }
            clock.sure = true;
            return (clock.hour <= 24 && clock.minute.unwrap_or(0) < 60).then_some((clock, next + 1));
        }
        let four = digits == 4 && self.zone(next).is_some();
        if four && hour < 2400 && hour % 100 < 60 {
            (clock.hour, clock.minute, clock.sure) = ((hour / 100) as u8, Some((hour % 100) as u8), true);
            return Some((clock, next));
        }
        clock.sure = hour > 12 || digits == 2 && hour < 10;
        (minutes && hour <= 24 && digits <= 2 && self.lower(at + 1) == ":" && self.lower(next) != "-")
            .then_some((clock, next))
    }
}
