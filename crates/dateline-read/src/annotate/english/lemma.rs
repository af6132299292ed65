//! Lemmas as edits: a case, how many characters to cut at the end, what to add (`L3+y`: "Countries" to "country"); or the lemma itself (`=be`).

/// An edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The lemma, whatever the form.
    Whole(String),
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
    /// Reads an edit as the model's labels write it.
    pub fn parse(text: &str) -> Option<Edit> {
        if let Some(whole) = text.strip_prefix('=') {
            return Some(Edit::Whole(whole.to_owned()));
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
            Edit::Whole(lemma) => return Some(lemma.clone()),
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn edits() {
        let lemma = |edit: &str, form: &str| Edit::parse(edit).unwrap().apply(form);
        assert_eq!(lemma("L3+y", "Countries").as_deref(), Some("country"));
        assert_eq!(lemma("=be", "Was").as_deref(), Some("be"));
        assert_eq!(lemma("T0+", "MINSK").as_deref(), Some("Minsk"));
        assert_eq!(lemma("K0+", "NATO").as_deref(), Some("NATO"));
        assert_eq!(lemma("L4+", "was"), None);
        assert_eq!(lemma("L3+", "was"), None);
        assert_eq!(Edit::parse("X1+"), None);
        assert_eq!(Edit::parse(""), None);
    }
}
