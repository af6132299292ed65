//! Which days are left, which clues contradict the others, and what that says of a claimed date.

use std::collections::HashMap;

use jiff::civil::Date;

use super::ClaimedDay;
use super::clues::{Hint, Strength};
use super::days::Days;
use crate::resolve::times::calendar::days_on;

/// No more distinct binding clues are weighed against one another; news has a tenth of it.
const MOST: usize = 256;
/// A text whose days are known as closely as this bears out a claim that lies among them.
const CLOSE: i32 = 62;

/// A year is named when it has so much of the weight.
const LIKELY: f64 = 0.75;

/// What the binding clues leave.
#[derive(Debug)]
pub struct Solved {
    /// The days that fit.
    pub days: Days,
    /// Binding clues that contradict the others, by their index.
    pub set_apart: Vec<usize>,
    /// Each of them with one that it contradicts.
    pub conflicts: Vec<(usize, usize)>,
}

/// What the text says of a claimed date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The text pins its own day closely, and the claim fits.
    Confirmed,
    /// These clues exclude it.
    Refuted(Vec<usize>),
    /// The text does not say.
    Open,
}

impl Verdict {
    /// As the record writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Confirmed => "confirmed",
            Verdict::Refuted(_) => "refuted",
            Verdict::Open => "open",
        }
    }
}

/// Intersects the binding clues. While no day is left, the clue that contradicts most others goes; of several, the one
/// that is trusted least.
pub fn solve(hints: &[Hint]) -> Solved {
    // Clues that allow the same days stand and fall together.
    let mut groups: Vec<(&Days, Vec<usize>)> = Vec::new();
    let mut known: HashMap<&Days, usize> = HashMap::new();
    for (index, hint) in hints.iter().enumerate().filter(|(_, hint)| hint.strength >= Strength::Hard) {
        match known.get(&hint.days) {
            Some(group) => {
                if let Some((_, members)) = groups.get_mut(*group) {
                    members.push(index);
                }
            }
            None if groups.len() < MOST => {
                known.insert(&hint.days, groups.len());
                groups.push((&hint.days, vec![index]));
            }
            None => {}
        }
    }
    let mut set_apart = Vec::new();
    let mut conflicts = Vec::new();
    loop {
        let days = groups.iter().fold(Days::all(), |days, (other, _)| days.and(other));
        if !days.is_empty() || groups.is_empty() {
            return Solved { days, set_apart, conflicts };
        }
        let strength = |members: &[usize]| {
            members.iter().filter_map(|index| hints.get(*index)).map(|hint| hint.strength).max()
        };
        let worst = groups
            .iter()
            .enumerate()
            .map(|(at, (days, members))| {
                let against: usize = groups
                    .iter()
                    .filter(|(other, _)| days.and(other).is_empty())
                    .map(|(_, others)| others.len())
                    .sum();
                (at, against, std::cmp::Reverse(members.len()), std::cmp::Reverse(strength(members)))
            })
            .max_by_key(|(at, against, members, strength)| (*against, *strength, *members, *at))
            .map_or(0, |(at, ..)| at);
        let (days, members) = groups.swap_remove(worst);
        let other = groups.iter().find(|(other, _)| days.and(other).is_empty());
        if let (Some(out), Some(kept)) = (members.first(), other.and_then(|(_, members)| members.first())) {
            conflicts.push((*out, *kept));
        }
        set_apart.extend(members);
    }
}

/// Holds a claimed day against the clues: one sure clue refutes it, or two of different rules or places.
pub fn verdict(hints: &[Hint], solved: &Solved, day: Date) -> Verdict {
    let mut against: Vec<usize> = Vec::new();
    for (index, hint) in hints.iter().enumerate() {
        if hint.strength >= Strength::Hard && !solved.set_apart.contains(&index) && !hint.days.holds(day) {
            let same = |other: &usize| {
                hints.get(*other).is_some_and(|other| other.days == hint.days && other.rule == hint.rule)
            };
            if !against.iter().any(same) {
                against.push(index);
            }
        }
    }
    let sure =
        against.iter().find(|index| hints.get(**index).is_some_and(|hint| hint.strength == Strength::Sure));
    match (sure, against.len()) {
        (Some(sure), _) => Verdict::Refuted(vec![*sure]),
        (None, 2..) => Verdict::Refuted(against.into_iter().take(2).collect()),
        _ if solved.days.width().is_some_and(|width| width <= CLOSE) && solved.days.holds(day) => {
            Verdict::Confirmed
        }
        _ => Verdict::Open,
    }
}

/// The best answer: a claim that the publisher makes and nothing refutes, or that the text bears out; else the month or
/// year in which all days that are left lie.
pub fn best(solved: &Solved, claims: &[ClaimedDay], verdicts: &[Verdict]) -> Option<String> {
    let fitting = |verdict: &Verdict, trusted: bool| match verdict {
        Verdict::Confirmed => true,
        Verdict::Open => trusted,
        Verdict::Refuted(_) => false,
    };
    let claim = claims.iter().zip(verdicts).find(|(claim, verdict)| fitting(verdict, claim.trusted));
    if let Some((claim, _)) = claim {
        return Some(claim.day.to_string());
    }
    let (first, last) = (solved.days.earliest()?, solved.days.latest()?);
    if first == last {
        return Some(first.to_string());
    }
    if first.first_of_month() == last.first_of_month() {
        return first.to_string().get(..7).map(str::to_owned);
    }
    likely_year(&solved.days, first)
}

/// The year in which the article was written in all likelihood. An article is soon written after what it tells of: a
/// day counts for less the farther it lies from the first that is possible, by half in a year.
fn likely_year(days: &Days, first: Date) -> Option<String> {
    let mut weights: Vec<(i16, f64)> = Vec::new();
    for (from, to) in days.stretches() {
        let mut at = *from;
        while at <= *to {
            let end = at.last_of_year().min(*to);
            let age = |day: Date| first.until(day).map_or(0.0, |span| f64::from(span.get_days()) / 365.25);
            // The integral of 2^-age over the stretch of the year.
            let weight = (-age(at)).exp2() - (-(age(end) + 1.0 / 365.25)).exp2();
            match weights.last_mut() {
                Some((year, sum)) if *year == at.year() => *sum += weight,
                _ => weights.push((at.year(), weight)),
            }
            let Some(next) = days_on(end, 1) else { break };
            at = next;
        }
    }
    let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let (year, weight) = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (weight >= LIKELY * all).then(|| format!("{year:04}"))
}
