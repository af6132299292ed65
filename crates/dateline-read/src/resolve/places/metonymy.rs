//! Whether the name of a place is read literally ("flew to Moscow") or stands for those who act in its name ("Moscow
//! said", "beat France", "troops loyal to Kyiv").
//!
//! How the name hangs in its sentence is found by [`slot`]; the rules of `data/places/metonymy_rules.tsv` read it. Nothing
//! is trained: each decision names the rule that made it.

mod rules;
mod slot;

use dateline_record::{Name, NameKind, Record, Span};

use rules::RULES;
use slot::{Relation, Slot};

/// How the name of a place is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whether it stands for people, a government, a team or another body rather than for the territory.
    pub metonymic: bool,
    /// The id of the rule that decided, in `data/places/metonymy_rules.tsv`.
    pub rule: &'static str,
}

/// What is said where no rule fits; the last rule fits anything, so this is for a damaged table only.
const UNRULED: Reading = Reading { metonymic: false, rule: "none" };

/// Reads the name of a place that stands at a span of the article's text.
pub fn reading(record: &Record, name: Span) -> Reading {
    let slot = match borne_by(record, name) {
        Some(relation) => Slot { relation, ..Slot::default() },
        None => Slot::of(record, name),
    };
    let found = RULES.iter().find(|rule| rule.fits(record, &slot));
    found.map_or(UNRULED, |rule| Reading { metonymic: rule.metonymic, rule: rule.id })
}

/// Whether the language model took exactly this name for that of a person or a body.
fn borne_by(record: &Record, name: Span) -> Option<Relation> {
    let same = |other: &&Name| other.span.contains(&name) && other.span.len() <= name.len() + 2;
    let kind = record.names.iter().find(same)?.kind;
    match kind {
        NameKind::Person => Some(Relation::Person),
        NameKind::Organisation => Some(Relation::Body),
        _ => None,
    }
}
// TEMP
pub fn debug(record: &Record, name: Span) -> String {
    let s = Slot::of(record, name);
    let w = |i: usize| record.tokens.get(i).map_or("-", |t| &t.lemma).to_string();
    format!("{:?} {} {} [{}]", s.relation, s.preposition, s.governor.map(w).unwrap_or_default(), s.beside.iter().map(|i| w(*i)).collect::<Vec<_>>().join(" "))
}
