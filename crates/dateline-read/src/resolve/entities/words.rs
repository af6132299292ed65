//! Words that tell what kind of thing is meant: `data/language/nouns.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::lexicon::rows;

/// What a noun or a given name tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noun {
    /// Said of a man.
    pub male: bool,
    /// Said of a woman.
    pub female: bool,
    /// A person.
    pub person: bool,
    /// Several people, spoken of as one or as many.
    pub group: bool,
    /// A body.
    pub organisation: bool,
    /// A place.
    pub place: bool,
}

static NOUNS: LazyLock<HashMap<&'static str, Noun>> = LazyLock::new(|| {
    let mut nouns: HashMap<&'static str, Noun> = HashMap::new();
    for row in rows(include_str!("../../../../../data/language/nouns.tsv")) {
        for word in row.words(1) {
            let noun = nouns.entry(word).or_default();
            match row.column(0) {
                "male" | "male-name" => (noun.male, noun.person) = (true, true),
                "female" | "female-name" => (noun.female, noun.person) = (true, true),
                "person" => noun.person = true,
                "group" => noun.group = true,
                "organisation" => noun.organisation = true,
                "place" => noun.place = true,
                _ => {}
            }
        }
    }
    nouns
});

/// What a noun tells, by its lemma in small letters; or a given name, as printed.
pub fn noun(word: &str) -> Noun {
    NOUNS.get(word).copied().unwrap_or_default()
}

/// The kinds of third-person and other pronouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pronoun {
    /// he, him, his, himself
    He,
    /// she, her, hers, herself
    She,
    /// it, its, itself
    It,
    /// they, them, their, theirs, themselves
    They,
    /// I, me, my, mine, myself
    I,
    /// we, us, our, ours, ourselves
    We,
    /// you, your, yours, yourself
    You,
    /// this, that, these, those
    That,
}

/// The pronoun of a word in small letters.
pub fn pronoun(word: &str) -> Option<Pronoun> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Pronoun::He,
        "she" | "her" | "hers" | "herself" => Pronoun::She,
        "it" | "its" | "itself" => Pronoun::It,
        "they" | "them" | "their" | "theirs" | "themselves" | "'em" => Pronoun::They,
        "i" | "me" | "my" | "mine" | "myself" => Pronoun::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Pronoun::You,
        "this" | "that" | "these" | "those" => Pronoun::That,
        _ => return None,
    })
}
