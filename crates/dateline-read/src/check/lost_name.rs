//! # What it checks
//! Whether a name was lost between an office and the verb of speech: a dash sticks to the verb where the name stood.
//! # Why it matters
//! Nobody is named as the source of the statement; a reader may take somebody else for it.
//! # Example
//! "Ukrainian President -said that": the name between "President" and "said" is gone.
//! # Limits
//! Which name stood there is not guessed. A name lost without a trace is not seen.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dateline_record::{Finding, Severity};

use super::{Look, MOST_PLACES};
use crate::annotate::lexicon;

type ByLanguage = HashMap<&'static str, HashSet<&'static str>>;

fn load(file: &'static str) -> ByLanguage {
    let mut words: ByLanguage = HashMap::new();
    for row in lexicon::rows(file) {
        words.entry(row.column(0)).or_default().extend(row.words(1));
    }
    words
}

static OFFICES: LazyLock<ByLanguage> =
    LazyLock::new(|| load(include_str!("../../../../data/language/offices.tsv")));

static SPEECH: LazyLock<ByLanguage> =
    LazyLock::new(|| load(include_str!("../../../../data/language/speech_verbs.tsv")));

pub(super) fn check(look: &Look<'_>) -> Vec<Finding> {
    let (text, language) = (look.text, look.language());
    let (Some(offices), Some(speech)) = (OFFICES.get(language), SPEECH.get(language)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for pair in look.vocabulary.seen.windows(2) {
        let [office, verb] = pair else { continue };
        if findings.len() == MOST_PLACES {
            break;
        }
        let (office, verb) = (office.word, verb.word);
        // Between them: space, a dash that sticks to the verb; or a comma with a space before it.
        let gap = text.slice(office.end, verb.start);
        let lost = matches!(gap, " -" | " –" | " —" | " ‑" | "  " | " , " | " - -" | "-")
            && offices.contains(text.lower(office.start, office.end))
            && speech.contains(text.lower(verb.start, verb.end));
        // "-said to be ill-", "-reported by two papers-": an insertion, not a statement.
        let after = text.lower(verb.end, (verb.end + 4).min(text.chars.len()));
        let insertion = [" to ", " by ", " as "].iter().any(|word| after.starts_with(word));
        if lost && !insertion {
            let words = text.slice(office.start, verb.end);
            let message = format!(
                "A name seems to be lost in “{words}”: an office is followed by its verb, and a mark where the name stood."
            );
            findings.push(look.at(Severity::Warning, office.start, verb.end, message));
        }
    }
    findings
}
