//! A town and the state or country it lies in are two names: "Portland Oregon", "Austin TX".

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::annotate::lexicon;

struct Regions {
    names: HashSet<&'static str>,
    codes: HashSet<&'static str>,
    before: HashSet<&'static str>,
}

static REGIONS: LazyLock<Regions> = LazyLock::new(|| {
    let list = |kind: &'static str| {
        lexicon::rows(include_str!("../../../../../data/language/regions.tsv"))
            .filter(move |row| row.column(0) == kind)
            .flat_map(|row| row.column(1).split('|'))
            .collect()
    };
    Regions { names: list("name"), codes: list("code"), before: list("before") }
});

/// The longest name of a region, in words.
const MOST_WORDS: usize = 2;

/// Where the name of a place ends and that of the region behind it begins: the index of the region's first word.
pub fn split(words: &[&str]) -> Option<usize> {
    (1..words.len()).filter(|at| words.len() - at <= MOST_WORDS).find(|at| {
        let (town, region) = words.split_at(*at);
        let lower = region.join(" ").to_lowercase();
        let code = region.len() == 1
            && REGIONS.codes.contains(lower.as_str())
            && region.first().is_some_and(|word| word.starts_with(char::is_uppercase));
        let one_name = |word: &&str| REGIONS.before.contains(word.to_lowercase().trim_end_matches('.'));
        (code || REGIONS.names.contains(lower.as_str()))
            && !town.last().is_some_and(one_name)
            && !ends_in_mark(town)
    })
}

/// "Trans-Jordan": a hyphen binds.
fn ends_in_mark(town: &[&str]) -> bool {
    town.last().is_some_and(|word| !word.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn towns_and_regions() {
        assert_eq!(split(&["Portland", "Oregon"]), Some(1));
        assert_eq!(split(&["Santa", "Fe", "New", "Mexico"]), Some(2));
        assert_eq!(split(&["Austin", "TX"]), Some(1));
        assert_eq!(split(&["South", "Korea"]), None);
        assert_eq!(split(&["New", "York"]), None);
        assert_eq!(split(&["Republic", "of", "Ireland"]), None);
        assert_eq!(split(&["Oregon"]), None);
    }
}
