//! Which days are left, which clues contradict the others, and what that says of a claimed date.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::ClaimedDay;
use super::clues::{Hint, Strength};
use super::days::Days;
use crate::resolve::times::calendar::days_on;

/// No more distinct binding clues are weighed against one another; news has a tenth of it.
const MOST: usize = 128;
/// A text whose days are known as closely as this bears out a claim that lies among them.
const CLOSE: i32 = 62;

/// So many clues are named against a claim.
const NAMED: usize = 3;

/// A year is named when it has so much of the weight.
const LIKELY: f64 = 0.65;

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
/// that is trusted least; of two that are trusted alike, both.
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
    let strength = |members: &[usize]| {
        members.iter().filter_map(|index| hints.get(*index)).map(|hint| hint.strength).max()
    };
    let mut groups: Vec<Group> = groups
        .iter()
        .map(|(days, members)| Group {
            days,
            members: members.clone(),
            strength: strength(members),
            against: groups.iter().map(|(other, _)| days.and(other).is_empty()).collect(),
            kept: true,
        })
        .collect();
    let mut solved = Solved { days: Days::all(), set_apart: Vec::new(), conflicts: Vec::new() };
    loop {
        solved.days = groups.iter().filter(|g| g.kept).fold(Days::all(), |days, group| days.and(group.days));
        if !solved.days.is_empty() {
            return solved;
        }
        // How many clues a group contradicts, and, the other way round, how far it is trusted.
        let rank = |group: &Group| {
            let others = group.against.iter().zip(&groups).filter(|(against, other)| **against && other.kept);
            let against: usize = others.map(|(_, other)| other.members.len()).sum();
            (against, Reverse(group.strength), Reverse(group.members.len()))
        };
        let worst = groups.iter().enumerate().filter(|(_, g)| g.kept).max_by_key(|(_, group)| rank(group));
        let Some((at, worst)) = worst else { return solved };
        // Of two that contradict each other and are trusted alike, neither is believed.
        let enemy = worst.against.iter().zip(&groups).position(|(against, other)| *against && other.kept);
        let enemy = enemy.and_then(|enemy| Some((enemy, groups.get(enemy)?)));
        let mut out = vec![at];
        if let Some((index, enemy)) = enemy {
            if let (Some(first), Some(second)) = (worst.members.first(), enemy.members.first()) {
                solved.conflicts.push((*first, *second));
            }
            if rank(enemy) == rank(worst) {
                out.push(index);
            }
        }
        for at in out {
            if let Some(group) = groups.get_mut(at) {
                group.kept = false;
                solved.set_apart.extend(&group.members);
            }
        }
    }
}

/// Clues that allow the same days.
struct Group<'h> {
    days: &'h Days,
    members: Vec<usize>,
    strength: Option<Strength>,
    /// Of each group: whether no day is common to both.
    against: Vec<bool>,
    kept: bool,
}

/// Holds a claimed day against the clues: one sure clue refutes it, or two that do not say the same. Those that lie farthest from it
/// are named.
pub fn verdict(hints: &[Hint], solved: &Solved, day: Date) -> Verdict {
    let apart: HashSet<usize> = solved.set_apart.iter().copied().collect();
    let mut against: Vec<(usize, &Hint)> = hints
        .iter()
        .enumerate()
        .filter(|(index, hint)| {
            hint.strength >= Strength::Hard && !apart.contains(index) && !hint.days.holds(day)
        })
        .collect();
    let sure = against.iter().any(|(_, hint)| hint.strength == Strength::Sure);
    against.sort_by_key(|(index, hint)| (Reverse(hint.days.distance(day)), *index));
    let mut said: Vec<(&Days, &str)> = Vec::new();
    against.retain(|(_, hint)| {
        let new = !said.contains(&(&hint.days, hint.rule));
        said.push((&hint.days, hint.rule));
        new
    });
    if sure || against.len() > 1 {
        return Verdict::Refuted(against.into_iter().take(NAMED).map(|(index, _)| index).collect());
    }
    let close = solved.days.width().is_some_and(|width| width <= CLOSE);
    if close && solved.days.holds(day) { Verdict::Confirmed } else { Verdict::Open }
}

/// The best answer: a claim that the publisher makes and nothing refutes, or that the text bears out; else the month or
/// year in which all days that are left lie.
pub fn best(hints: &[Hint], solved: &Solved, claims: &[ClaimedDay], verdicts: &[Verdict]) -> Option<String> {
    let fitting = |verdict: &Verdict, trusted: bool| match verdict {
        Verdict::Confirmed => true,
        Verdict::Open => trusted,
        Verdict::Refuted(_) => false,
    };
    let claim = claims.iter().zip(verdicts).find(|(claim, verdict)| fitting(verdict, claim.trusted));
    if let Some((claim, _)) = claim {
        return Some(claim.day.to_string());
    }
    if let Some((first, last)) = solved.days.earliest().zip(solved.days.latest()) {
        if first == last {
            return Some(first.to_string());
        }
        if first.first_of_month() == last.first_of_month() {
            return first.to_string().get(..7).map(str::to_owned);
        }
    }
    likely_year(hints, &solved.days)
}

/// The year in which the article was written in all likelihood. Articles are more often written soon after the last thing that
/// they tell of than long after: a day counts for less the farther it lies from that (with the inverse of a year and its distance,
/// which is how the articles of the development sets lie), and for less with each clue that does not bind and does not fit it.
fn likely_year(hints: &[Hint], days: &Days) -> Option<String> {
    let soft: Vec<&Hint> = hints.iter().filter(|hint| hint.strength == Strength::Soft).collect();
    let first = days.earliest().or_else(|| {
        soft.iter().filter(|hint| is_window(hint)).filter_map(|hint| hint.days.earliest()).max()
    })?;
    let last = days.latest().or_else(|| days_on(first, OPEN))?;
    let told = hints.iter().filter(|hint| match hint.strength {
        Strength::Soft => is_window(hint),
        _ => is_told(hint),
    });
    let told = told.filter_map(|hint| hint.days.earliest()).max();
    let mut weights: Vec<(i16, f64)> = Vec::new();
    let mut at = first;
    while at <= last {
        if days.holds(at) {
            let misfit = |hint: &&Hint| if is_window(hint) { WINDOW_MISFIT } else { MISFIT };
            let misfits: f64 = soft.iter().filter(|hint| !hint.days.holds(at)).map(misfit).product();
            let age = told
                .and_then(|told| told.until((jiff::Unit::Day, at)).ok())
                .map_or(0, |span| span.get_days());
            let weight = misfits / (1.0 + f64::from(age.max(0)) / 365.25);
            match weights.last_mut() {
                Some((year, sum)) if *year == at.year() => *sum += weight,
                _ => weights.push((at.year(), weight)),
            }
        }
        let Some(next) = days_on(at, STEP) else { break };
        at = next;
    }
    let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let (year, weight) = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (weight >= LIKELY * all).then(|| format!("{year:04}"))
}

/// Whether a clue is something that the article tells of, not somebody's long time in an office.
fn is_told(hint: &Hint) -> bool {
    hint.days.latest().is_none()
        && hint.days.stretches().len() == 1
        && !matches!(hint.rule, "office-begun" | "former")
}

fn is_window(hint: &Hint) -> bool {
    matches!(hint.rule, "edition-year" | "as-of")
}

/// What is left of the weight of a day that a clue speaks against which does not bind: a window of a year or less, or another.
const WINDOW_MISFIT: f64 = 0.03;
/// See [`WINDOW_MISFIT`].
const MISFIT: f64 = 0.5;
/// Where nothing ends the interval, days are weighed so far.
const OPEN: i64 = 12 * 365;
/// Days between those that are weighed.
const STEP: i64 = 5;
