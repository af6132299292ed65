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
    let slot = Slot { bearer: bearer(record, name), ..Slot::of(record, name) };
    let found = RULES.iter().find(|rule| rule.fits(record, &slot));
    found.map_or(UNRULED, |rule| Reading { metonymic: rule.metonymic, rule: rule.id })
}

/// A name may be marked with this many characters more than the place has: an article or a possessive ending.
const MOST_MORE: usize = 2;

/// Whether the language model took exactly this name for that of a person or a body.
fn bearer(record: &Record, name: Span) -> Option<Relation> {
    let same = |other: &&Name| other.span.contains(&name) && other.span.len() <= name.len() + MOST_MORE;
    let kind = record.names.iter().find(same)?.kind;
    match kind {
        NameKind::Person => Some(Relation::Person),
        NameKind::Organisation => Some(Relation::Body),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    /// The reading of a name in a sentence, its last mention there.
    fn read(text: &str, name: &str) -> Reading {
        let record = crate::read_english(text, &crate::Given::default());
        let start = text[..text.rfind(name).expect("the name is in the sentence")].chars().count();
        reading(&record, Span::new(start, start + name.chars().count()))
    }

    fn check(cases: &[(&str, &str)], metonymic: bool) {
        for (text, name) in cases {
            let found = read(text, name);
            assert_eq!(found.metonymic, metonymic, "{text} ({name}): {}", found.rule);
        }
    }

    #[test]
    fn the_ground_is_read_literally() {
        check(
            &[
                ("The minister flew to Moscow on Tuesday.", "Moscow"),
                ("They live in a small house near Lisbon.", "Lisbon"),
                ("The storm hit Jamaica at dawn.", "Jamaica"),
                ("Her parents left Chile in 1974.", "Chile"),
                ("The old bridge lies in Porto, Portugal.", "Portugal"),
                ("Tromsø is a city in the far north.", "Tromsø"),
                ("Oslo has a population of 700,000.", "Oslo"),
                ("The streets of Naples were empty.", "Naples"),
                ("Kenya's coast draws many divers.", "Kenya"),
                ("Prices rose in Delhi and Mumbai.", "Mumbai"),
                ("The train from Vienna was late.", "Vienna"),
                ("It is bordered by Chad and Niger.", "Niger"),
                ("The ship left the harbour for Malta.", "Malta"),
            ],
            false,
        );
    }

    #[test]
    fn who_acts_is_read_as_a_body() {
        check(
            &[
                ("Moscow said that it would answer.", "Moscow"),
                ("The hosts beat France 2-1.", "France"),
                ("Troops loyal to Kyiv held the bridge.", "Kyiv"),
                ("The treaty was signed by Peru and Chile.", "Chile"),
                ("The talks between Seoul and Tokyo broke down.", "Tokyo"),
                ("They imposed new sanctions on Belarus.", "Belarus"),
                ("Berlin's foreign policy has changed.", "Berlin"),
                ("The island declared its independence from Denmark.", "Denmark"),
                ("She played forty matches for Ghana.", "Ghana"),
                ("Hungary is a member of the alliance.", "Hungary"),
                ("An ally of Tehran denied the report.", "Tehran"),
                ("According to Ankara, nobody was hurt.", "Ankara"),
                ("The navy sold two ships to Brazil.", "Brazil"),
            ],
            true,
        );
    }

    #[test]
    fn the_preposition_of_a_second_name_is_its_own() {
        let text = "The traders moved goods from Peru and to Chile.";
        assert_eq!(read(text, "Peru").rule, "from");
        assert_eq!(read(text, "Chile").rule, "to");
    }

    #[test]
    fn nothing_is_said_of_what_is_not_there() {
        let record = Record::default();
        assert!(!reading(&record, Span::new(3, 9)).metonymic);
    }
}
