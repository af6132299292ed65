//! Dating a text by what it says, and judging claimed days. Year accuracy is the figure of Chambers 2012 and of
//! NeuralDater (ACL 2018); the others are the reference scorer's own.
//!
//! - hard clues hold the truth: of the texts with an interval, those whose true day lies in it; an absent end is open
//! - answered: texts for which a day, month or year is named; right: of those that were answered with at least that
//!   grain or, where it says so, of all
//! - refuted: of the claims of a kind, those that are said to be impossible; decoys are later than the truth, as the day
//!   of a crawl is
//! - stamp taken: texts that are dated to the false day that was printed at their head

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Scores, share};
use crate::score::Figure;
use crate::time::answer::Days;

/// How many days decoys are later than the truth.
pub const OFFSETS: &[i32] = &[30, 180, 365, 485, 1095];
/// How many days the false stamp is later than the truth.
pub const STAMP: i32 = 485;
/// The last day that is claimed of any text.
const LAST: Date = jiff::civil::date(2026, 12, 31);

/// What is known of the day of a text: the first is the truth, the others count too.
pub type Truth = Vec<Date>;

/// How a text was dated.
#[derive(Clone, Debug, Default)]
pub struct Dating {
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub best: Option<String>,
    /// The days that the hard clues allow; none where none was found.
    pub days: Option<Days>,
    /// The verdicts on the truth and on its decoys, by the days of the offset.
    pub verdicts: Vec<(i32, String)>,
    /// What the text was dated to after the stamp was put at its head.
    pub stamped: Option<String>,
    /// The hard clues, for those who look for faults.
    pub clues: Vec<String>,
}

/// The day a number of days later.
pub fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// The truth and its decoys, with their offsets.
pub fn claims(truth: Date) -> Vec<(i32, Date)> {
    let decoys = OFFSETS.iter().filter_map(|offset| Some((*offset, later(truth, *offset)?)));
    std::iter::once((0, truth)).chain(decoys.filter(|(_, day)| *day <= LAST)).collect()
}

/// Scores the datings.
pub fn score(ids: &[String], gold: &[Truth], datings: &[Dating]) -> Scores {
    let mut errors = Vec::new();
    let (mut with_days, mut held, mut answered, mut day, mut month, mut year, mut near) =
        (0, 0, 0, 0, 0, 0, 0);
    let (mut day_answered, mut taken) = (0, 0);
    let mut widths = Vec::new();
    for ((id, truth), dating) in ids.iter().zip(gold).zip(datings) {
        let shown = |days: &Days| {
            let end = |end: Option<Date>| end.map_or("..".into(), |day| day.to_string());
            format!("{}/{}", end(days.first), end(days.last))
        };
        let mut fault = |what: &str, answer: &str| {
            let true_day = truth.first().map(Date::to_string).unwrap_or_default();
            errors.push(format!("{id}\t{what}\t{true_day}\t{answer}\t{}", dating.clues.join(" | ")));
        };
        if let Some(days) = &dating.days {
            with_days += 1;
            let holds =
                |day: &Date| days.first.is_none_or(|f| f <= *day) && days.last.is_none_or(|l| *day <= l);
            if truth.iter().any(holds) {
                held += 1;
            } else {
                fault("EXCLUDED", &shown(days));
            }
            if let (Some(first), Some(last)) = (days.first, days.last) {
                widths.push((last - first).get_days() + 1);
            }
        }
        if let Some(best) = &dating.best {
            let agrees = |grain: usize| {
                let best = best.get(..grain);
                best.is_some() && truth.iter().any(|day| day.to_string().get(..grain) == best)
            };
            answered += 1;
            day += usize::from(agrees(10));
            month += usize::from(agrees(7));
            year += usize::from(agrees(4));
            day_answered += usize::from(best.len() >= 10);
            let years = best.get(..4).and_then(|year| year.parse::<i16>().ok());
            near += usize::from(years.is_some_and(|y| truth.iter().any(|day| (day.year() - y).abs() <= 1)));
            if !agrees(4) {
                fault("YEAR", best);
            }
        }
        if dating.verdicts.iter().any(|(offset, verdict)| *offset == 0 && verdict == "refuted") {
            fault("REFUTED", &dating.days.as_ref().map(shown).unwrap_or_default());
        }
        let false_day = truth.first().and_then(|day| later(*day, STAMP));
        if dating.stamped.is_some() && dating.stamped == false_day.map(|day| day.to_string()) {
            taken += 1;
            fault("STAMP", dating.stamped.as_deref().unwrap_or_default());
        }
    }
    widths.sort_unstable();
    let mut figures = vec![
        share("hard clues hold the truth", held, with_days),
        share("interval given", with_days, gold.len()),
        Figure { name: "median width of closed intervals, days", value: median(&widths), over: widths.len() },
        share("answered", answered, gold.len()),
        share("year right when answered", year, answered),
        share("year right within one", near, answered),
        share("month right when answered", month, answered),
        share("day right when named", day, day_answered),
        share("year right of all", year, gold.len()),
    ];
    let refuted = |name: &'static str, wanted: &dyn Fn(i32) -> bool| {
        let verdicts =
            datings.iter().flat_map(|dating| &dating.verdicts).filter(|(offset, _)| wanted(*offset));
        let (refuted, all) =
            verdicts.fold((0, 0), |(r, n), (_, verdict)| (r + usize::from(verdict == "refuted"), n + 1));
        share(name, refuted, all)
    };
    figures.push(refuted("true day refuted", &|offset| offset == 0));
    figures.push(refuted("decoys refuted", &|offset| offset != 0));
    for (name, wanted) in [
        ("30 days late, refuted", 30),
        ("180 days late, refuted", 180),
        ("365 days late, refuted", 365),
        ("485 days late, refuted", 485),
        ("1095 days late, refuted", 1095),
    ] {
        figures.push(refuted(name, &|offset| offset == wanted));
    }
    figures.push(share("stamp taken", taken, gold.len()));
    Scores { figures, errors, ..Scores::default() }
}

fn median(sorted: &[i32]) -> f64 {
    let middle = sorted.len() / 2;
    match sorted {
        [] => f64::NAN,
        _ if sorted.len() % 2 == 1 => f64::from(sorted[middle]),
        _ => f64::from(sorted[middle - 1] + sorted[middle]) / 2.0,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn days(first: &str, last: &str) -> Option<Days> {
        Some(Days { first: first.parse().ok(), last: last.parse().ok() })
    }

    #[test]
    fn no_claim_is_later_than_the_last_day() {
        let claims = claims(jiff::civil::date(2025, 3, 1));
        let offsets: Vec<i32> = claims.iter().map(|claim| claim.0).collect();
        assert_eq!(offsets, [0, 30, 180, 365, 485]);
        assert_eq!(claims[1].1.to_string(), "2025-03-31");
    }

    /// The figures are those of the reference scorer for the same gold and answers.
    #[test]
    fn days_and_verdicts_are_counted_as_the_reference_counts_them() {
        let truth = |days: &[&str]| days.iter().map(|day| day.parse().unwrap()).collect::<Truth>();
        let gold = vec![
            truth(&["2011-03-05"]),
            truth(&["2012-07-01", "2012-06-30"]),
            truth(&["2010-12-31"]),
            truth(&["2009-05-05"]),
            truth(&["2008-05-05"]),
        ];
        let verdicts = |all: &[(i32, &str)]| all.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
        let datings = vec![
            Dating {
                best: Some("2011-03-05".into()),
                days: days("2011-03-01", "2011-03-10"),
                verdicts: verdicts(&[(0, "confirmed"), (30, "refuted"), (365, "refuted")]),
                stamped: Some("2012-07-02".into()),
                ..Dating::default()
            },
            Dating {
                best: Some("2012-06".into()),
                days: days("", "2012-06-30"),
                verdicts: verdicts(&[(0, "refuted"), (30, "open"), (365, "open")]),
                stamped: Some("2012".into()),
                ..Dating::default()
            },
            Dating { best: Some("2011".into()), days: days("2011-01-01", "2011-12-31"), ..Dating::default() },
            Dating { days: days("2009-05-05", "2009-05-06"), ..Dating::default() },
            Dating::default(),
        ];
        let ids: Vec<String> = (0..5).map(|i| i.to_string()).collect();
        let scores = score(&ids, &gold, &datings);
        let of =
            |name: &str| scores.figures.iter().find(|f| f.name == name).map(|f| (f.value, f.over)).unwrap();
        assert_eq!(of("hard clues hold the truth"), (0.75, 4));
        assert_eq!(of("median width of closed intervals, days"), (10.0, 3));
        assert_eq!(of("answered"), (0.6, 5));
        assert_eq!(of("year right when answered"), (2.0 / 3.0, 3));
        assert_eq!(of("year right within one"), (1.0, 3));
        assert_eq!(of("month right when answered"), (2.0 / 3.0, 3));
        assert_eq!(of("day right when named"), (1.0, 1));
        assert_eq!(of("true day refuted"), (0.5, 2));
        assert_eq!(of("decoys refuted"), (0.5, 4));
        assert_eq!(of("365 days late, refuted"), (0.5, 2));
        assert_eq!(of("stamp taken"), (0.2, 5));
    }
}
