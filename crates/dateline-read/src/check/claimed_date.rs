//! # What it checks
//! Whether a date that the page claims for the article can be true, by what the text says.
//! # Why it matters
//! A page's clock or the day of a crawl passes for the day of publication, and "on Monday" then means another Monday.
//! # Example
//! A page dated 2024 whose text calls somebody prime minister who left office in 2019.
//! # Limits
//! News seldom says when it was written: most false dates near the true one are not seen. Facts about offices and names end where
//! the tables under `data/facts` end.

use dateline_record::{Clue, Finding, Severity};

use super::{Look, finding};

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let Some(dated) = &look.record.dated else { return Vec::new() };
    let mut findings = Vec::new();
    for claim in dated.claimed.iter().filter(|claim| claim.verdict == "refuted") {
        let clues: Vec<&Clue> =
            claim.against.iter().filter_map(|index| dated.clues.get(*index as usize)).collect();
        let reasons: Vec<String> = clues.iter().map(|clue| look.reason(clue)).collect();
        let message = format!(
            "The page claims {} for the article, but the text does not fit that day: {}.",
            claim.value,
            reasons.join("; ")
        );
        let mut evidence = vec![claim.evidence.clone()];
        evidence.extend(
            clues
                .iter()
                .filter_map(|clue| clue.evidence.span)
                .map(|span| look.evidence(span.start as usize, span.end as usize)),
        );
        findings.push(Finding { evidence, ..finding(Severity::High, message) });
    }
    findings
}

impl Look<'_> {
    /// A clue in words: what is printed, and which days it allows.
    pub(super) fn reason(&self, clue: &Clue) -> String {
        let printed = clue.evidence.span.map(|span| {
            let (start, end) = self.text.range(span);
            format!("“{}” ", self.text.slice(start, end))
        });
        let days = match (&clue.interval.earliest, &clue.interval.latest) {
            (Some(first), Some(last)) => format!("fits {first} to {last}"),
            (Some(first), None) => format!("fits {first} or later"),
            (None, Some(last)) => format!("fits {last} or earlier"),
            (None, None) => "fits some days of any year".to_owned(),
        };
        let fact = clue.fact.as_ref().map_or(String::new(), |fact| format!(" ({fact})"));
        format!("{}{days}{fact}", printed.unwrap_or_default())
    }
}
