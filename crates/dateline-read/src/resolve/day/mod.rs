//! The article's own day: clues are collected from the text, the binding ones are intersected, what contradicts the others
//! is set apart, and every date that the page claims for itself is held against what is left.
//!
//! News seldom says its own year, so the answer is most often an interval with its reasons; a day is named only when the
//! text or a claim that nothing refutes names it.

pub mod clues;
pub mod days;
mod facts;
mod scene;
mod solve;

use dateline_record::{ClaimedDate, Clue, Dated, Evidence, Record};
use jiff::civil::Date;

use crate::annotate::times::Expression;
use clues::Strength;
use days::Days;
use scene::Scene;
use solve::Verdict;

use super::times::calendar::days_on;

/// A date that the page, its address, its clock or its dateline claims for the article.
#[derive(Clone, Debug)]
pub struct ClaimedDay {
    /// The day.
    pub day: Date,
    /// Where it is claimed.
    pub evidence: Evidence,
    /// Whether it is the publisher's own statement about the article (metadata, a line of publication), which is taken
    /// for the day when nothing refutes it; a clock of the page, a copyright or an undetermined line is not.
    pub trusted: bool,
}

/// Dates an article. `expressions` are its time expressions in the order of the text; `fetched` is the day on which the
/// page was fetched, which no article outlives.
pub fn dated(record: &Record, expressions: &[Expression], claims: &[ClaimedDay], fetched: Option<Date>) -> Dated {
    let scene = Scene::new(record, expressions);
    let mut hints = clues::collect(&scene);
    if let Some(day) = fetched.and_then(|day| days_on(day, 1)) {
        hints.push(clues::Hint {
            span: dateline_record::Span::new(0, 0),
            rule: "fetched",
            days: Days::until(day),
            strength: Strength::Sure,
            fact: None,
        });
    }
    let solved = solve::solve(&hints);
    let verdicts: Vec<Verdict> = claims.iter().map(|claim| solve::verdict(&hints, &solved, claim.day)).collect();
    let best = solve::best(&solved, claims, &verdicts);
    let claimed = claims
        .iter()
        .zip(&verdicts)
        .map(|(claim, verdict)| ClaimedDate {
            value: claim.day.to_string(),
            evidence: claim.evidence.clone(),
            verdict: verdict.name().to_owned(),
            against: match verdict {
                Verdict::Refuted(against) => against.iter().map(|index| *index as u32).collect(),
                _ => Vec::new(),
            },
        })
        .collect();
    let clues = hints
        .iter()
        .enumerate()
        .map(|(index, hint)| {
            // Of what comes back every year, the part that fits the other clues; where it refutes a claim, the part beside it.
            let refuted = claims.iter().zip(&verdicts).find(|(_, verdict)| match verdict {
                Verdict::Refuted(against) => against.contains(&index),
                _ => false,
            });
            let narrowed = hint.days.and(&solved.days);
            let days = match refuted {
                _ if hint.days.stretches().len() < 2 => hint.days.clone(),
                Some((claim, _)) => hint.days.beside(claim.day),
                None if narrowed.is_empty() => hint.days.clone(),
                None => narrowed,
            };
            let span = (!hint.span.is_empty()).then_some(hint.span);
            Clue {
                evidence: Evidence {
                    from: if span.is_some() { "text" } else { "fetched" }.to_owned(),
                    span,
                    ..Evidence::default()
                },
                rule: hint.rule.to_owned(),
                interval: days.interval(),
                hard: hint.strength >= Strength::Hard && !solved.set_apart.contains(&index),
                fact: hint.fact.clone(),
            }
        })
        .collect();
    Dated {
        interval: solved.days.interval(),
        granularity: best.as_ref().map(|best| granularity(best).to_owned()),
        best,
        claimed,
        clues,
        conflicts: solved.conflicts.iter().map(|(out, kept)| vec![*out as u32, *kept as u32]).collect(),
    }
}

fn granularity(best: &str) -> &'static str {
    match best.len() {
        ..=4 => "year",
        5..=7 => "month",
        _ => "day",
    }
}
