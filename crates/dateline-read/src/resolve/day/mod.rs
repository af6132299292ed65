//! The article's own day: clues are collected from the text, the binding ones are intersected, what contradicts the others
//! is set apart, and every date that the page claims for itself is held against what is left.
//!
//! News seldom says its own year, so the answer is most often an interval with its reasons; a day is named only when the
//! text or a claim that nothing refutes names it.

pub mod clues;
pub mod days;
pub(crate) mod facts;
mod scene;
mod solve;

use std::collections::HashSet;

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
pub fn dated(
    record: &Record,
    expressions: &[Expression],
    claims: &[ClaimedDay],
    fetched: Option<Date>,
) -> Dated {
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
    let verdicts: Vec<Verdict> =
        claims.iter().map(|claim| solve::verdict(&hints, &solved, claim.day)).collect();
    let best = solve::best(&hints, &solved, claims, &verdicts);
    let apart: HashSet<usize> = solved.set_apart.iter().copied().collect();
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
            // Of what comes back every year, the part that fits the other clues.
            let narrowed = hint.days.and(&solved.days);
            let whole = hint.days.stretches().len() < 2 || narrowed.is_empty();
            let days = if whole { hint.days.clone() } else { narrowed };
            let span = (!hint.span.is_empty()).then_some(hint.span);
            Clue {
                evidence: Evidence {
                    from: if span.is_some() { "text" } else { "fetched" }.to_owned(),
                    span,
                    ..Evidence::default()
                },
                rule: hint.rule.to_owned(),
                interval: days.interval(),
                hard: hint.strength >= Strength::Hard && !apart.contains(&index),
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{Given, read_english};
    use jiff::civil::date;

    /// Dates a text; the claims are a clock's.
    fn dated(text: &str, claims: &[Date], fetched: Option<Date>) -> Dated {
        let record = read_english(text, &Given::default());
        let expressions = crate::annotate::times::times(
            &crate::annotate::text::Text::new(text),
            &record.sentences,
            &record.tokens,
        );
        let claims: Vec<ClaimedDay> = claims
            .iter()
            .map(|day| ClaimedDay { day: *day, evidence: Evidence::default(), trusted: false })
            .collect();
        super::dated(&record, &expressions, &claims, fetched)
    }

    fn verdicts(dated: &Dated) -> Vec<&str> {
        dated.claimed.iter().map(|claim| claim.verdict.as_str()).collect()
    }

    #[test]
    fn who_is_called_by_an_office_and_acts_holds_it() {
        let text = "German Chancellor Angela Merkel met the fishermen of the coast on Monday.";
        let found = dated(text, &[date(2012, 5, 1), date(2023, 5, 1)], None);
        assert_eq!(verdicts(&found), ["open", "refuted"]);
        assert_eq!(found.interval.earliest.as_deref(), Some("2005-11-22"));
        let against = found.claimed[1].against[0] as usize;
        assert_eq!(found.clues[against].rule, "in-office");
        assert!(found.clues[against].fact.as_ref().unwrap().contains("Angela Merkel"));
    }

    #[test]
    fn who_once_held_an_office_binds_one_side_only() {
        let text = "Former German Chancellor Angela Merkel opened the fair on Monday.";
        let found = dated(text, &[date(2023, 5, 1), date(2015, 5, 1)], None);
        assert_eq!(verdicts(&found)[0], "open");
        assert_eq!(found.interval.earliest.as_deref(), Some("2021-12-08"));
        // Told of another time.
        let text = "In 2009, German Chancellor Angela Merkel opened the fair.";
        assert_eq!(verdicts(&dated(text, &[date(2023, 5, 1)], None)), ["open"]);
    }

    #[test]
    fn what_is_to_come_was_written_before_it() {
        let text = "The new bridge will be opened on 3 March 2031.";
        let found = dated(text, &[date(2030, 6, 1), date(2032, 6, 1)], None);
        assert_eq!(verdicts(&found), ["open", "refuted"]);
        // A plan of the past, and the model year of a car, say nothing.
        for text in [
            "The bridge was to be opened in March 2001.",
            "The workshop showed the 2001 version of its tractor.",
        ] {
            assert_eq!(
                verdicts(&dated(text, &[date(1999, 6, 1), date(2004, 6, 1)], None)),
                ["open", "open"],
                "{text}"
            );
        }
    }

    #[test]
    fn a_weekday_fits_few_years() {
        let text = "The ferry sank off the harbour on Friday, May 5, and divers reached it on Saturday.";
        let found = dated(text, &[date(2006, 5, 8), date(2007, 5, 8)], None);
        assert_eq!(verdicts(&found), ["open", "refuted"]);
    }

    #[test]
    fn a_length_of_time_is_counted_from_a_known_day() {
        let text = "The fighting that has been going on in Ukraine for the last ten months has ruined the harvest. \
                    The special military operation, as Moscow calls it, goes on.";
        let found = dated(text, &[], None);
        assert_eq!(found.interval.earliest.as_deref(), Some("2022-12-04"));
        assert_eq!(found.interval.latest.as_deref(), Some("2023-01-13"));
    }

    #[test]
    fn statements_that_cannot_hold_together_are_set_apart() {
        let text = "The tunnel was opened on 4 May 2019. The mine was closed on 9 May 2019. \
                    The bridge will be opened on 7 June 2012.";
        let found = dated(text, &[], None);
        assert_eq!(found.conflicts.len(), 1);
        assert_eq!(found.interval.earliest.as_deref(), Some("2019-05-08"));
        assert_eq!(found.interval.latest, None);
        let out = found.conflicts[0][0] as usize;
        assert_eq!((found.clues[out].rule.as_str(), found.clues[out].hard), ("future-date", false));
    }

    #[test]
    fn nothing_is_dated_after_it_was_fetched() {
        let found =
            dated("The tunnel was opened on 4 May 2019.", &[date(2021, 1, 1)], Some(date(2020, 1, 1)));
        assert_eq!(verdicts(&found), ["refuted"]);
        assert_eq!(found.interval.latest.as_deref(), Some("2020-01-02"));
        assert_eq!(found.best.as_deref(), Some("2019"));
    }

    #[test]
    fn an_age_fixes_a_year_and_who_speaks_is_alive() {
        let found = dated("Nelson Mandela, 80, opened a school in the hills on Monday.", &[], None);
        let age = found.clues.iter().find(|clue| clue.rule == "age").unwrap();
        assert_eq!(age.interval.earliest.as_deref(), Some("1998-07-17"));
        assert_eq!(age.interval.latest.as_deref(), Some("1999-07-18"));
        let found = dated("Helmut Kohl visited the fair on Monday.", &[date(2018, 3, 1)], None);
        assert_eq!(found.interval.latest.as_deref(), Some("2017-06-30"));
        // Told of another time, or of no time near by.
        for text in ["In 1969, Nelson Mandela, 51, was in prison.", "Helmut Kohl visited the fair."] {
            let found = dated(text, &[], None);
            assert!(found.clues.iter().all(|clue| clue.rule != "age" && clue.rule != "alive"), "{text}");
        }
    }

    #[test]
    fn an_edition_in_the_headline_and_figures_as_of_a_day_name_the_year() {
        let text = "Fair of the Harbours 2016 opens its gates\n\nThe Harbour Expo 2016 opened on Friday with a parade.";
        assert_eq!(dated(text, &[], None).best.as_deref(), Some("2016"));
        let text = "The company sold 300 boats in the quarter ended March 31, 2011, it said on Monday.";
        assert_eq!(dated(text, &[], None).best.as_deref(), Some("2011"));
        // A law keeps its year, and what is to come has not come.
        for text in [
            "Ministers met on Friday over the Harbour Act 2016, which they dislike.",
            "The Harbour Expo 2016 will be opened by the mayor.",
        ] {
            assert_eq!(dated(text, &[], None).best, None, "{text}");
        }
    }

    #[test]
    fn a_text_without_clues_is_open() {
        let found = dated("The cat sat on the mat.", &[date(2020, 1, 1)], None);
        assert_eq!((found.interval.earliest, found.interval.latest, found.best), (None, None, None));
        assert_eq!(dated("", &[], None), Dated::default());
    }
}
