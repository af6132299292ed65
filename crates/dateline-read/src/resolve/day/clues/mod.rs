//! The families of clues, one file each. A clue is a reason to date the article: where it stands, which rule read it,
//! which days it allows, and whether it binds.

mod calendar;
mod existence;
mod happenings;
mod openings;
mod people;
mod relations;
mod tenures;

use dateline_record::Span;

use super::days::Days;
use super::scene::Scene;

/// A reason to date the article.
#[derive(Clone, Debug)]
pub struct Hint {
    /// Where it stands.
    pub span: Span,
    /// The rule that read it.
    pub rule: &'static str,
    /// The days it allows.
    pub days: Days,
    /// How much it can be trusted against others.
    pub strength: Strength,
    /// The row of the tables that it rests on.
    pub fact: Option<String>,
}

/// How much a clue can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Makes days more likely, excludes none.
    Soft,
    /// Excludes days; one alone refutes no claim.
    Hard,
    /// Excludes days, and refutes a claim by itself.
    Sure,
}

/// All clues, in the order of the text.
pub fn collect(scene: &Scene<'_>) -> Vec<Hint> {
    let mut hints = Vec::new();
    calendar::clues(scene, &mut hints);
    relations::clues(scene, &mut hints);
    tenures::clues(scene, &mut hints);
    existence::clues(scene, &mut hints);
    openings::clues(scene, &mut hints);
    happenings::clues(scene, &mut hints);
    people::clues(scene, &mut hints);
    // "In 1812" says nothing of a day that news can have.
    hints.retain(|Hint { days, .. }| {
        days.stretches().len() > 1 || days.earliest().or(days.latest()).is_some()
    });
    hints.sort_by_key(|hint| (hint.span, hint.rule));
    hints
}
