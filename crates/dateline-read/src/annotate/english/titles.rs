//! Titles are no persons of their own before more of a title or a name: "Prime" in "Prime Minister Holm", "General" in
//! "General Berg". A title that stands for its holder ("Mr. Speaker") may be a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::annotate::lexicon;

static TITLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../data/language/titles.tsv"))
        .filter(|row| row.column(0) == "en")
        .flat_map(|row| row.words(1).collect::<Vec<_>>())
        .collect()
});

/// Whether all words are those of titles.
pub fn only_titles<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    words.all(|word| TITLES.contains(word.to_lowercase().trim_end_matches('.')))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_names() {
        assert!(only_titles(["Prime", "Minister"].into_iter()));
        assert!(only_titles(["Gen."].into_iter()));
        assert!(!only_titles(["General", "Berg"].into_iter()));
        assert!(!only_titles(["King"].into_iter()));
    }
}
