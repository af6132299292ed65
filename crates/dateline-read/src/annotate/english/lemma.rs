//! Lemmas as edits: a case, how many characters to cut at the end, what to add (`L3+y`: "Countries" to "country"); or the
//! lemma itself (`=be`). The model proposes several; a list of lemmas tells which of them is a word: "hoping" is of
//! "hope", though as an edit "hop" is just as good.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::annotate::lexicon;

/// An edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The lemma, for forms of which the training knows it.
    Whole(String, HashSet<String>),
    /// Case, characters to cut, what to add.
    Suffix(Case, usize, String),
}

/// What happens to the form's case first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// All small.
    Lower,
    /// As printed.
    Keep,
    /// A capital, then small.
    Title,
    /// All capitals.
    Upper,
}

impl Edit {
    /// Reads an edit as the model's labels write it; `forms` are those, in small letters, that a whole lemma is for.
    pub fn parse(text: &str, forms: HashSet<String>) -> Option<Edit> {
        if let Some(whole) = text.strip_prefix('=') {
            return Some(Edit::Whole(whole.to_owned(), forms));
        }
        let mut rest = text.chars();
        let case = match rest.next()? {
            'L' => Case::Lower,
            'K' => Case::Keep,
            'T' => Case::Title,
            'U' => Case::Upper,
            _ => return None,
        };
        let (cut, add) = rest.as_str().split_once('+')?;
        Some(Edit::Suffix(case, cut.parse().ok()?, add.to_owned()))
    }

    /// The lemma of `form`, where the form has as many characters as the edit cuts, and something is left.
    pub fn apply(&self, form: &str) -> Option<String> {
        let (case, cut, add) = match self {
            Edit::Whole(lemma, forms) => {
                return forms.contains(&form.to_lowercase()).then(|| lemma.clone());
            }
            Edit::Suffix(case, cut, add) => (case, *cut, add),
        };
        let mut base: Vec<char> = match case {
            Case::Lower => form.to_lowercase().chars().collect(),
            Case::Keep => form.chars().collect(),
            Case::Upper => form.to_uppercase().chars().collect(),
            Case::Title => {
                let mut chars = form.chars();
                let first = chars.next().map(char::to_uppercase);
                first.into_iter().flatten().chain(chars.as_str().to_lowercase().chars()).collect()
            }
        };
        base.truncate(base.len().checked_sub(cut)?);
        base.extend(add.chars());
        (!base.is_empty()).then(|| base.into_iter().collect())
    }
}

/// What is known of one part of speech.
#[derive(Default)]
struct Known {
    lemmas: HashSet<&'static str>,
    irregular: HashMap<&'static str, &'static str>,
}

static KNOWN: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Known> = HashMap::new();
    for row in lexicon::rows(include_str!("../../../../../data/language/lemmas.tsv")) {
        let known = all.entry(row.column(0)).or_default();
        if row.column(1) == "irregular" {
            known.irregular.extend(row.words(2).filter_map(|pair| pair.split_once('=')));
        } else {
            known.lemmas.extend(row.words(2));
        }
    }
    all
});

/// The lemma of a form among those that are proposed, the likeliest first: the first one that is a known word. Where
/// none is, that of the irregular form; else the first.
pub fn choose(form: &str, upos: &str, mut proposed: impl Iterator<Item = String>) -> String {
    let Some(first) = proposed.next() else { return form.to_owned() };
    let list = match upos {
        "VERB" => "verb",
        "NOUN" => "noun",
        "ADJ" => "adj",
        "ADV" => "adv",
        _ => return first,
    };
    let Some(known) = KNOWN.get(list) else { return first };
    // A word that is not inflected is its own lemma, in the list or not.
    let lower = form.to_lowercase();
    if first.to_lowercase() == lower || known.lemmas.contains(first.as_str()) {
        return first;
    }
    let next = proposed.find(|lemma| known.lemmas.contains(lemma.as_str()));
    next.or_else(|| known.irregular.get(lower.as_str()).map(|lemma| (*lemma).to_owned())).unwrap_or(first)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_word() {
        let of = |form: &str, upos: &str, proposed: &[&str]| {
            choose(form, upos, proposed.iter().map(|p| (*p).to_owned()))
        };
        assert_eq!(of("hoping", "VERB", &["hope", "hop"]), "hope");
        assert_eq!(of("closing", "VERB", &["clos", "closing", "close"]), "close");
        assert_eq!(of("Fought", "VERB", &["fough", "foughe"]), "fight");
        assert_eq!(of("troops", "NOUN", &["troops", "troop"]), "troops");
        assert_eq!(of("Zorbs", "NOUN", &["zorb", "zor"]), "zorb");
        assert_eq!(of("Lisbon", "PROPN", &["Lisbon"]), "Lisbon");
        assert_eq!(of("it", "PRON", &[]), "it");
    }

    #[test]
    fn edits() {
        let forms = HashSet::from(["was".to_owned()]);
        let lemma = |edit: &str, form: &str| Edit::parse(edit, forms.clone()).unwrap().apply(form);
        assert_eq!(lemma("L3+y", "Countries").as_deref(), Some("country"));
        assert_eq!(lemma("=be", "Was").as_deref(), Some("be"));
        assert_eq!(lemma("=be", "wasp"), None);
        assert_eq!(lemma("T0+", "LISBON").as_deref(), Some("Lisbon"));
        assert_eq!(lemma("K0+", "UNESCO").as_deref(), Some("UNESCO"));
        assert_eq!(lemma("L4+", "was"), None);
        assert_eq!(lemma("L3+", "was"), None);
        assert_eq!(Edit::parse("X1+", forms.clone()), None);
        assert_eq!(Edit::parse("", forms), None);
    }
}
