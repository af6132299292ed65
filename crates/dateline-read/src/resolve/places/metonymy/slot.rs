//! How a name hangs in its sentence: its relation, its preposition, the word it hangs on and what else hangs there.

use dateline_record::{Record, Span, Token};

/// A tree may be damaged; no climb is longer than this.
const MOST_STEPS: usize = 32;

/// What a name is to the word it hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// Exactly this name is that of a person.
    Person,
    /// Exactly this name is that of a company, club or ship.
    Body,
    /// It says where the name before it lies: "Oslo, Norway".
    Address,
    /// Subject of a verb.
    Subject,
    /// Subject of a verb in the passive.
    Passive,
    /// Subject of what is said with "be".
    Copula,
    /// What is said with "be" of something.
    Predicate,
    /// Object of a verb.
    Object,
    /// With a preposition, on a verb or adjective.
    Oblique,
    /// With a preposition, on a noun.
    Modifier,
    /// Owner: "Norway's".
    Possessor,
    /// Right before a noun.
    Compound,
    /// Anything else.
    #[default]
    Other,
}

impl Relation {
    /// All of them.
    #[cfg(test)]
    pub const ALL: [Self; 13] = [
        Self::Person,
        Self::Body,
        Self::Address,
        Self::Subject,
        Self::Passive,
        Self::Copula,
        Self::Predicate,
        Self::Object,
        Self::Oblique,
        Self::Modifier,
        Self::Possessor,
        Self::Compound,
        Self::Other,
    ];

    /// The word for it in the table of rules.
    pub fn id(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::Address => "address",
            Self::Subject => "subject",
            Self::Passive => "passive",
            Self::Copula => "copula",
            Self::Predicate => "predicate",
            Self::Object => "object",
            Self::Oblique => "oblique",
            Self::Modifier => "modifier",
            Self::Possessor => "possessor",
            Self::Compound => "compound",
            Self::Other => "other",
        }
    }
}

/// The place of a name in its sentence. Tokens are indices into `record.tokens`.
#[derive(Clone, Debug, Default)]
pub struct Slot {
    /// What it is to its governor.
    pub relation: Relation,
    /// Its preposition in its dictionary form ("accord_to"), several words joined by `_`; empty if it has none. Of the
    /// subject of what is said with "be": that of the predicate.
    pub preposition: String,
    /// The word it hangs on.
    pub governor: Option<usize>,
    /// Whether exactly this name is that of a person or a body.
    pub bearer: Option<Relation>,
    /// What else hangs on that word and says something: subjects, objects, predicates.
    pub beside: Vec<usize>,
}

impl Slot {
    /// The slot of the name at a span.
    pub fn of(record: &Record, name: Span) -> Self {
        let tree = Tree { tokens: &record.tokens };
        tree.slot(name).unwrap_or_default()
    }
}

struct Tree<'r> {
    tokens: &'r [Token],
}

/// Prepositions that add an example to a noun: what the noun is, the name is.
const EXAMPLE: [&str; 6] = ["such_as", "like", "include", "including", "as_well_as", "such"];

/// The relations of what says something beside a name: of a verb its subject and object, of a noun what describes it.
const BESIDE: [&str; 8] = ["nsubj", "obj", "xcomp", "obl", "ccomp", "amod", "compound", "nummod"];

impl Tree<'_> {
    fn slot(&self, name: Span) -> Option<Slot> {
        let mut at = self.head_of(name)?;
        for _ in 0..MOST_STEPS {
            let token = self.tokens.get(at)?;
            let preposition = self.preposition(at);
            let head = token.head.map(|head| head as usize);
            match relation(token) {
                "conj" if preposition.is_empty() => at = head?,
                // "to Peru and from Chile": the second hangs where the first does, by its own preposition.
                "conj" => {
                    let first = self.tokens.get(head?)?;
                    return Some(self.governed(at, &first.deprel, first.head?, preposition));
                }
                "flat" => at = head?,
                "appos" | "nmod" | "dep" | "list"
                    if preposition.is_empty() && token.deprel != "nmod:poss" =>
                {
                    if self.after_comma(at) && self.is_name(head?) {
                        return Some(Slot { relation: Relation::Address, governor: head, ..Slot::default() });
                    }
                    at = head?;
                }
                "nmod" if EXAMPLE.contains(&preposition.as_str()) => at = head?,
                // "two of Norway, Finland and Denmark", "a tenth of Norway".
                "nmod" if preposition == "of" && self.is_quantity(head?) => at = head?,
                _ => {
                    if self.has(at, "cop") {
                        let subject = self.children(at).find(|child| self.is(*child, "nsubj"));
                        return Some(Slot {
                            relation: Relation::Predicate,
                            governor: subject,
                            preposition,
                            ..Slot::default()
                        });
                    }
                    let Some(head) = token.head else { return Some(Slot::default()) };
                    return Some(self.governed(at, &token.deprel, head, preposition));
                }
            }
        }
        None
    }

    fn governed(&self, at: usize, deprel: &str, head: u32, preposition: String) -> Slot {
        let head = head as usize;
        let said = self.said(head);
        let plain = deprel.split(':').next().unwrap_or(deprel);
        let relation = match plain {
            "nsubj" if deprel.contains("pass") => Relation::Passive,
            "nsubj" if self.has(head, "cop") => Relation::Copula,
            "nsubj" | "csubj" => Relation::Subject,
            "obj" | "iobj" if preposition.is_empty() => Relation::Object,
            "nmod" if deprel == "nmod:poss" => Relation::Possessor,
            "nmod" => Relation::Modifier,
            "obl" | "obj" | "iobj" | "advcl" | "advmod" | "xcomp" | "ccomp" | "acl"
                if !preposition.is_empty() =>
            {
                Relation::Oblique
            }
            "compound" | "amod" => Relation::Compound,
            _ => Relation::Other,
        };
        let beside = self
            .children(head)
            .filter(|child| *child != at && BESIDE.iter().any(|name| self.is(*child, name)))
            .map(|child| self.said(child))
            .chain(self.verb_over(head, relation))
            .collect();
        // "X is in Europe", "X is at war".
        let preposition = if relation == Relation::Copula { self.preposition(head) } else { preposition };
        let governor = if relation == Relation::Copula { said } else { head };
        Slot { relation, preposition, governor: Some(governor), beside, bearer: None }
    }

    /// The verb whose object a name's noun is: the name may as well hang on the verb ("left the harbour for X").
    fn verb_over(&self, noun: usize, of: Relation) -> Option<usize> {
        let head = self.tokens.get(noun)?.head?;
        (of == Relation::Modifier && self.is(noun, "obj")).then_some(head as usize)
    }

    /// What is counted: of "one of the largest towns", the towns.
    fn said(&self, at: usize) -> usize {
        let counted = |child: &usize| self.is(*child, "nmod") && self.preposition(*child) == "of";
        if self.is_quantity(at) { self.children(at).find(counted).unwrap_or(at) } else { at }
    }

    /// The token of the name that hangs on something outside of it.
    fn head_of(&self, name: Span) -> Option<usize> {
        let first = self.tokens.partition_point(|token| token.span.end <= name.start);
        let inside = |at: usize| self.tokens.get(at).is_some_and(|token| token.span.start < name.end);
        let within = |at: usize| at >= first && inside(at);
        (first..)
            .take_while(|at| inside(*at))
            .filter(|at| self.tokens.get(*at).is_some_and(|token| token.upos != "PUNCT"))
            .find(|at| {
                let head = self.tokens.get(*at).and_then(|token| token.head);
                head.is_none_or(|head| !within(head as usize))
            })
    }

    fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        // A sentence is one stretch of tokens.
        let sentence = self.tokens.get(of).map(|token| token.sentence);
        let first = self.tokens.partition_point(|token| Some(token.sentence) < sentence);
        self.tokens
            .iter()
            .enumerate()
            .skip(first)
            .take_while(move |(_, token)| Some(token.sentence) == sentence)
            .filter(move |(_, token)| token.head == u32::try_from(of).ok())
            .map(|(at, _)| at)
    }

    fn is(&self, at: usize, name: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| relation(token) == name)
    }

    fn has(&self, of: usize, name: &str) -> bool {
        self.children(of).any(|child| self.is(child, name))
    }

    fn is_name(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.upos == "PROPN")
    }

    fn is_quantity(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            matches!(token.upos.as_str(), "NUM" | "PRON" | "DET")
                || matches!(token.lemma.as_str(), "%" | "percent")
        })
    }

    /// The words of a name's preposition in their dictionary forms, joined.
    fn preposition(&self, of: usize) -> String {
        let mut words: Vec<String> = Vec::new();
        for case in self.children(of).filter(|child| self.is(*child, "case")) {
            let token_words =
                std::iter::once(case).chain(self.children(case).filter(|c| self.is(*c, "fixed")));
            words.extend(
                token_words.filter_map(|at| self.tokens.get(at)).map(|token| token.lemma.to_lowercase()),
            );
        }
        words.retain(|word| !word.starts_with(['\'', '’']));
        words.join("_")
    }

    /// Whether a comma stands before a word and what belongs to it.
    fn after_comma(&self, at: usize) -> bool {
        let first = self.children(at).filter(|child| !self.is(*child, "punct")).min().unwrap_or(at).min(at);
        first
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .is_some_and(|token| matches!(token.lemma.as_str(), "," | "(" | "-LRB-"))
    }
}

/// The relation of a token, without its refinement.
fn relation(token: &Token) -> &str {
    token.deprel.split(':').next().unwrap_or(&token.deprel)
}
