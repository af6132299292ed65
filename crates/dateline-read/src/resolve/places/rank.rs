//! Which of its candidates a name means: a sum of readable weights, over the whole text, in three rounds.

use std::collections::HashMap;

use dateline_gazetteer::{Gazetteer, NameKind, build::kilometres, fold};

use super::candidates::{Candidate, Class, candidates};
use super::outlets::Home;
use super::weights::Weights;
use crate::annotate::text::Text;

/// A name to be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toponym {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A candidate with its score and the share of the probability that falls to it.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// The candidate.
    pub candidate: Candidate,
    /// Sum of the weights.
    pub score: f32,
    /// 0 to 1, over the candidates of the name.
    pub probability: f32,
}

/// How often the choices are made, each time knowing those of the time before.
const ROUNDS: usize = 3;
/// A repeated name says less than a new one.
const REPEATED: f32 = 0.3;

/// So many names of an article, its first ones, are weighed for the others: a text may hold thousands.
const MOST_GROUPS: usize = 80;
/// More places of one name than this are not weighed; the largest are.
const MOST_CANDIDATES: usize = 300;

/// All mentions of one name: they mean one place.
struct Group {
    toponyms: Vec<usize>,
    candidates: Vec<Candidate>,
    fixed: Vec<f32>,
    scores: Vec<f32>,
    chosen: Option<usize>,
}

impl Group {
    fn weight(&self) -> f32 {
        1.0 + REPEATED * (self.toponyms.len().saturating_sub(1)) as f32
    }

    fn choice(&self) -> Option<&Candidate> {
        self.chosen.and_then(|at| self.candidates.get(at))
    }
}

/// Places every toponym of a text: its candidates, the likeliest first.
pub fn rank(
    gazetteer: &Gazetteer,
    weights: &Weights,
    text: &Text<'_>,
    toponyms: &[Toponym],
    home: Option<&Home>,
) -> Vec<Vec<Ranked>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for (index, toponym) in toponyms.iter().enumerate() {
        let printed = text.slice(toponym.start, toponym.end);
        let group = *by_name.entry(fold(printed)).or_insert_with(|| {
            let mut candidates = candidates(gazetteer, printed);
            if candidates.len() > MOST_CANDIDATES {
                candidates.sort_by_key(|candidate| {
                    (std::cmp::Reverse(candidate.entry.population), candidate.index)
                });
                candidates.truncate(MOST_CANDIDATES);
            }
            groups.push(Group {
                toponyms: Vec::new(),
                fixed: vec![0.0; candidates.len()],
                scores: Vec::new(),
                candidates,
                chosen: None,
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(group) {
            group.toponyms.push(index);
        }
    }
    let home_country = home.and_then(|home| country(gazetteer, home.country));
    for group in &mut groups {
        let qualifiers: Vec<Vec<Candidate>> = group
            .toponyms
            .iter()
            .filter_map(|index| toponyms.get(*index))
            .flat_map(|toponym| qualifiers(gazetteer, text, toponym))
            .collect();
        let printed = group.toponyms.first().and_then(|i| toponyms.get(*i));
        let printed = printed.map(|t| text.slice(t.start, t.end)).unwrap_or_default();
        for (candidate, fixed) in group.candidates.iter().zip(&mut group.fixed) {
            *fixed = alone(weights, candidate, printed);
            let within = |all: &Vec<Candidate>| all.iter().any(|outer| contains(gazetteer, outer, candidate));
            if qualifiers.iter().any(within) {
                *fixed += weights.of("qualifier");
            }
            if let Some(home) = home {
                *fixed += at_home(weights, candidate, home, home_country);
            }
        }
    }
    for round in 0..ROUNDS {
        let scores: Vec<Vec<f32>> =
            (0..groups.len()).map(|at| score(weights, &groups, at, round > 0)).collect();
        for (group, scores) in groups.iter_mut().zip(scores) {
            group.chosen = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
            group.scores = scores;
        }
    }
    let mut answers = vec![Vec::new(); toponyms.len()];
    for group in &groups {
        let ranked = ranked(weights, group);
        for index in &group.toponyms {
            if let Some(answer) = answers.get_mut(*index) {
                answer.clone_from(&ranked);
            }
        }
    }
    answers
}

/// The candidates of a group in order, with their shares.
fn ranked(weights: &Weights, group: &Group) -> Vec<Ranked> {
    let best = group.scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    // It may as well be a place that the gazetteer does not have.
    let unknown = (weights.of("unknown") - best).exp();
    let sum: f32 = group.scores.iter().map(|score| (score - best).exp()).sum::<f32>() + unknown;
    let mut ranked: Vec<Ranked> = group
        .candidates
        .iter()
        .zip(&group.scores)
        .map(|(candidate, score)| Ranked {
            candidate: *candidate,
            score: *score,
            probability: (score - best).exp() / sum.max(1.0),
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    gather(&mut ranked);
    ranked
}

/// Entries nearer than this to the chosen one, kilometres, are the same to a reader: a town and its municipality.
const SAME: f32 = 25.0;

/// A town whose score lies no farther below that of the division of its name.
const CLOSE: f32 = 2.5;

/// Gives the best candidate the shares of what lies at the same spot and cannot be told from it.
fn gather(ranked: &mut Vec<Ranked>) {
    let Some(first) = ranked.first().copied() else { return };
    let (best, score) = (first.candidate, first.score);
    let same = |other: &Candidate| {
        best.entry.country == other.entry.country
            && matches!(best.class, Class::Country) == matches!(other.class, Class::Country)
            && distance(&best, other) < SAME
    };
    let share: f32 =
        ranked.iter().filter(|other| same(&other.candidate)).map(|other| other.probability).sum();
    // Of a town and the division of its name that is hardly more than the town, the town is meant.
    let town = |other: &Ranked| {
        matches!(other.candidate.class, Class::Capital | Class::Seat | Class::Town)
            && score - other.score < CLOSE
            && same(&other.candidate)
    };
    let division = matches!(best.class, Class::Admin1 | Class::Admin2 | Class::Admin3);
    if let Some(at) = ranked.iter().position(town).filter(|_| division) {
        ranked.swap(0, at);
    }
    let mut first = true;
    ranked.retain(|other| std::mem::take(&mut first) || !same(&other.candidate));
    if let Some(best) = ranked.first_mut() {
        best.probability = share.min(1.0);
    }
}

/// What a candidate weighs without its surroundings.
fn alone(weights: &Weights, candidate: &Candidate, printed: &str) -> f32 {
    let entry = &candidate.entry;
    let said = |word: &str| fold(printed).split(' ').any(|w| w == word);
    let class = match candidate.class {
        Class::Country => weights.of("country"),
        Class::Capital => weights.of("capital"),
        Class::Admin1 => weights.of("admin1"),
        Class::Seat => weights.of("admin1-seat"),
        Class::Admin2 if ["county", "parish", "borough", "district"].iter().any(|w| said(w)) => {
            weights.of("admin2-said")
        }
        Class::Admin2 => weights.of("admin2"),
        Class::Admin3 => weights.of("admin3"),
        Class::Town => 0.0,
        Class::Village => weights.of("village"),
        Class::Quarter => weights.of("quarter"),
        Class::Sea => weights.of("sea"),
        Class::River => weights.of("river"),
        Class::Lake => weights.of("lake"),
        Class::Mountain => weights.of("mountain"),
        Class::Island => weights.of("island"),
        Class::Region => weights.of("region"),
        Class::Facility => weights.of("facility"),
    };
    let name = match candidate.name {
        NameKind::Primary => weights.of("name-primary"),
        NameKind::Usual | NameKind::Abbreviation | NameKind::Demonym => weights.of("name-usual"),
        NameKind::Short => weights.of("name-short"),
        NameKind::Former => weights.of("name-former"),
        NameKind::Alternate if candidate.class == Class::Country => weights.of("name-other-country"),
        NameKind::Alternate => weights.of("name-other"),
    };
    weights.of("population") * (entry.population as f32 + 1.0).log10() + class + name
}

/// What it weighs among the places chosen for the other names.
fn score(weights: &Weights, groups: &[Group], at: usize, informed: bool) -> Vec<f32> {
    let Some(group) = groups.get(at) else { return Vec::new() };
    if !informed {
        return group.fixed.clone();
    }
    let others = groups.iter().take(MOST_GROUPS).enumerate().filter(|(other, _)| *other != at);
    let chosen: Vec<(f32, &Candidate)> =
        others.filter_map(|(_, other)| Some((other.weight(), other.choice()?))).collect();
    let total: f32 = chosen.iter().map(|(weight, _)| weight).sum();
    let reach = weights.of("near-kilometres");
    group
        .candidates
        .iter()
        .zip(&group.fixed)
        .map(|(candidate, fixed)| {
            let (mut country, mut admin1, mut near) = (0.0, 0.0, 0.0f32);
            for (weight, other) in &chosen {
                if candidate.entry.country.is_some() && candidate.entry.country == other.entry.country {
                    country += weight;
                    if candidate.entry.admin1.is_some() && candidate.entry.admin1 == other.entry.admin1 {
                        admin1 += weight;
                    }
                }
                if candidate.index != other.index {
                    near += (-distance(candidate, other) / reach).exp();
                }
            }
            let share = |part: f32| if total > 0.0 { part / total } else { 0.0 };
            fixed
                + weights.of("document-country") * share(country)
                + weights.of("document-admin1") * share(admin1)
                + weights.of("near") * near.min(weights.of("near-most"))
        })
        .collect()
}

fn distance(a: &Candidate, b: &Candidate) -> f32 {
    kilometres(a.entry.latitude, a.entry.longitude, b.entry.latitude, b.entry.longitude)
}

fn at_home(weights: &Weights, candidate: &Candidate, home: &Home, country: Option<u32>) -> f32 {
    let mut score = 0.0;
    if let Some((latitude, longitude)) = home.point {
        let far = kilometres(latitude, longitude, candidate.entry.latitude, candidate.entry.longitude);
        score += weights.of("home") * (-far / weights.of("near-kilometres")).exp();
    }
    if country.is_some() && candidate.entry.country == country {
        score += weights.of("home-country");
    }
    score
}

/// The entry of a country by its alpha-3 code.
fn country(gazetteer: &Gazetteer, alpha3: &str) -> Option<u32> {
    let alpha2 = crate::resolve::countries::alpha2(alpha3)?;
    (0..gazetteer.countries() as u32).find(|index| {
        gazetteer.entry(*index).is_some_and(|entry| gazetteer.country_code(&entry) == Some(alpha2))
    })
}

/// Whether the one lies in the other.
fn contains(gazetteer: &Gazetteer, outer: &Candidate, inner: &Candidate) -> bool {
    if outer.index == inner.index {
        return false;
    }
    match outer.class {
        Class::Country => inner.entry.country == Some(outer.index),
        Class::Admin1 => inner.entry.admin1 == Some(outer.index),
        Class::Admin2 => inner.entry.admin2 == Some(outer.index),
        Class::Town | Class::Seat | Class::Capital => {
            inner.class == Class::Quarter && distance(outer, inner) < 40.0
                || matches!(inner.class, Class::Facility) && distance(outer, inner) < 40.0
        }
        Class::Region | Class::Island => gazetteer
            .bounds(outer.index)
            .is_some_and(|bounds| bounds.holds(inner.entry.latitude, inner.entry.longitude)),
        _ => false,
    }
}

/// Most words of a qualifier.
const LONGEST: usize = 4;

/// What is printed beside a name to say where it lies: "Paris, Texas", "Paris (Texas)", "Paris in Texas"; each with all it may mean.
fn qualifiers(gazetteer: &Gazetteer, text: &Text<'_>, toponym: &Toponym) -> Vec<Vec<Candidate>> {
    let mut found = Vec::new();
    let mut at = toponym.end;
    // Two in a row: "Paris, Lamar County, Texas".
    for _ in 0..2 {
        let rest: String = (at..at + 60).map(|i| text.char(i)).collect();
        let Some(skip) = ["’s ", "'s "].iter().find(|_| false).map(|s| s.chars().count()).or_else(|| {
            [", in the ", ", in ", ", the ", ", ", " (", " in the ", " in ", " of "]
                .iter()
                .find(|s| rest.starts_with(**s))
                .map(|s| s.chars().count())
        }) else {
            break;
        };
        let start = at + skip;
        let Some((end, senses)) = name_at(gazetteer, text, start) else { break };
        found.push(senses);
        at = end;
    }
    found
}

/// The longest name of a country, division or region that begins at a character.
fn name_at(gazetteer: &Gazetteer, text: &Text<'_>, start: usize) -> Option<(usize, Vec<Candidate>)> {
    if !text.char(start).is_uppercase() {
        return None;
    }
    let mut ends = Vec::new();
    let mut at = start;
    while ends.len() < LONGEST {
        while text.char(at).is_alphanumeric() || matches!(text.char(at), '.' | '\'' | '’') {
            at += 1;
        }
        ends.push(at);
        if !(matches!(text.char(at), ' ' | '-') && text.char(at + 1).is_alphabetic()) {
            break;
        }
        at += 1;
    }
    ends.into_iter().rev().find_map(|end| {
        let senses: Vec<Candidate> = candidates(gazetteer, text.slice(start, end))
            .into_iter()
            .filter(|c| {
                matches!(
                    c.class,
                    Class::Country
                        | Class::Admin1
                        | Class::Admin2
                        | Class::Region
                        | Class::Island
                        | Class::Town
                        | Class::Seat
                        | Class::Capital
                )
            })
            .collect();
        (!senses.is_empty()).then_some((end, senses))
    })
}
