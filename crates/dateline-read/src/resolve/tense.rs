//! Whether what a word's clause tells of lies behind the writer, now or ahead: from the tense of the verb that governs it.
//!
//! A time expression takes its side from this: "on Friday" after "met" is the Friday before, after "will meet" the next.
//! Where nothing governs, or the verb is only thought of ("if they met"), the answer is [`Direction::Unsure`].

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_record::{Record, Role, Token};

use crate::annotate::lexicon;

/// Where the thing lies, seen from the writer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Behind.
    Past,
    /// Now, or at all times.
    Present,
    /// Ahead.
    Future,
    /// It cannot be told.
    #[default]
    Unsure,
}

/// The side of a word, and how it was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tense {
    /// The side.
    pub direction: Direction,
    /// Whether it binds: the word hangs on the verb itself, and the verb's form leaves no other reading.
    pub certain: bool,
    /// The verb (or the adjective or noun with a copula) it was taken from, as an index into `record.tokens`.
    pub verb: Option<usize>,
}

/// A tree may be damaged; no climb is longer than this.
const MOST_STEPS: usize = 64;

/// What the words of `data/time/tense.tsv` do.
#[derive(Clone, Copy, Debug, Default)]
struct Lexeme {
    future: bool,
    modal: bool,
    ahead: bool,
    appoint: bool,
    term: bool,
    timetable: bool,
    until: bool,
    later: bool,
    reached: bool,
}

static LEXEMES: LazyLock<HashMap<&'static str, Lexeme>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Lexeme> = HashMap::new();
    for row in lexicon::rows(include_str!("../../../../data/time/tense.tsv")) {
        for word in row.words(1) {
            let lexeme = words.entry(word).or_default();
            match row.column(0) {
                "future" => lexeme.future = true,
                "modal" => lexeme.modal = true,
                "ahead" => lexeme.ahead = true,
                "appoint" => lexeme.appoint = true,
                "term" => lexeme.term = true,
                "timetable" => lexeme.timetable = true,
                "until" => lexeme.until = true,
                "later" => lexeme.later = true,
                _ => lexeme.reached = true,
            }
        }
    }
    words
});

fn lexeme(word: &str) -> Lexeme {
    LEXEMES.get(word).copied().unwrap_or_default()
}

/// Whether the infinitive of a verb happened when the verb did ("managed to win").
pub fn is_reached(lemma: &str) -> bool {
    lexeme(lemma).reached
}

/// Whether an adverb takes a story on to another time ("then").
pub fn is_later(lemma: &str) -> bool {
    lexeme(lemma).later
}

/// What hangs on a verb and gives it its tense.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    /// The finite auxiliary's own direction.
    finite: Option<Direction>,
    future: bool,
    modal: bool,
    /// "would", "could", "might": often ahead of a past time.
    back: bool,
    have: bool,
    had: bool,
    be: bool,
    to: bool,
    copula: bool,
    /// "not", "never".
    not: bool,
    /// "if", "unless", "whether", "in case".
    condition: bool,
}

/// The tenses of a record's verbs, read once.
#[derive(Debug)]
pub struct Tenses<'r> {
    tokens: &'r [Token],
    groups: Vec<Group>,
    /// Of each sentence: whether it is a headline, whose present tells of the past.
    headline: Vec<bool>,
}

impl<'r> Tenses<'r> {
    /// Reads the auxiliaries of every verb.
    pub fn new(record: &'r Record) -> Self {
        let tokens = record.tokens.as_slice();
        let mut groups = vec![Group::default(); tokens.len()];
        for token in tokens {
            let Some(group) = token.head.and_then(|head| groups.get_mut(head as usize)) else { continue };
            let lemma = token.lemma.to_lowercase();
            match token.deprel.as_str() {
                "aux" | "aux:pass" | "cop" => {
                    let words = lexeme(&lemma);
                    group.copula |= token.deprel == "cop";
                    if words.future {
                        group.future = true;
                    } else if words.modal && token.xpos == "MD" {
                        group.modal = true;
                        group.back |= matches!(lemma.as_str(), "would" | "could" | "might" | "'d" | "’d");
                    } else if lemma == "have" {
                        group.have = true;
                        group.had |= token.xpos == "VBD";
                    } else {
                        group.be |= lemma == "be" || lemma == "get";
                    }
                    let finite = match token.xpos.as_str() {
                        "VBD" => Some(Direction::Past),
                        "VBZ" | "VBP" => Some(Direction::Present),
                        _ => None,
                    };
                    group.finite = group.finite.or(finite);
                }
                "advmod" if matches!(lemma.as_str(), "not" | "n't" | "n’t" | "never") => group.not = true,
                "mark" if token.xpos == "TO" || lemma == "to" => group.to = true,
                "mark" if matches!(lemma.as_str(), "if" | "unless" | "whether" | "lest" | "provided") => {
                    group.condition = true;
                }
                _ => {}
            }
        }
        let headline = record
            .sentences
            .iter()
            .map(|sentence| {
                let block = record.article.blocks.get(sentence.block as usize);
                block.is_some_and(|block| matches!(block.role, Role::Title | Role::Subtitle | Role::Heading))
            })
            .collect();
        Self { tokens, groups, headline }
    }

    /// The side on which what the token tells of lies: by the verb that governs it, or by its own when it is one.
    pub fn of(&self, token: usize) -> Tense {
        let tense = self.governed(token);
        // "has given them until Friday": the term is still to come; "stayed until Friday": it is over.
        let term = tense.verb.and_then(|verb| self.tokens.get(verb)).is_some_and(|verb| self.sets_term(verb));
        if self.follows_until(token) && (tense.direction != Direction::Past || term) {
            return Tense { direction: Direction::Future, certain: false, verb: tense.verb };
        }
        tense
    }

    fn sets_term(&self, verb: &Token) -> bool {
        lexeme(&verb.lemma.to_lowercase()).term
    }

    fn follows_until(&self, token: usize) -> bool {
        let before = |back: usize| self.tokens.get(token.checked_sub(back)?);
        let until = |word: Option<&Token>| word.is_some_and(|word| lexeme(&word.lemma.to_lowercase()).until);
        // "until the Friday" is one word farther.
        let small = before(1).is_some_and(|word| matches!(word.upos.as_str(), "DET" | "ADP"));
        until(before(1)) || small && until(before(2))
    }

    /// Whether a verb's present tells of a timetable when a weekday stands with it: "the court hears the case Tuesday".
    pub fn timetable(&self, tense: &Tense) -> bool {
        let verb = tense.verb.and_then(|verb| self.tokens.get(verb));
        tense.direction == Direction::Present
            && tense.certain
            && verb.is_some_and(|verb| lexeme(&verb.lemma.to_lowercase()).timetable)
    }

    fn governed(&self, token: usize) -> Tense {
        let mut at = token;
        let mut direct = true;
        for _ in 0..MOST_STEPS {
            let Some(word) = self.tokens.get(at) else { break };
            if self.is_predicate(at) && !(at == token && self.is_plain_noun(word)) {
                let mut tense = self.predicate(at, 0);
                // "set for Friday", "delayed until May": the time lies ahead of what the verb tells.
                if at != token
                    && lexeme(&word.lemma.to_lowercase()).appoint
                    && tense.direction != Direction::Future
                {
                    let direction = if self.appointed(at) { Direction::Future } else { Direction::Unsure };
                    tense = Tense { direction, certain: false, verb: tense.verb };
                }
                tense.certain &= direct;
                return tense;
            }
            // "bonds due in 2010".
            if at != token
                && matches!(word.upos.as_str(), "ADJ" | "VERB")
                && lexeme(&word.lemma.to_lowercase()).appoint
                && !self.is_predicate(at)
            {
                return Tense { direction: Direction::Future, certain: false, verb: None };
            }
            // A time that says which thing is meant ("the May 5 attack") is not the time of the verb.
            direct &= at == token && !matches!(relation(word), "compound" | "amod" | "nmod:poss" | "appos")
                || matches!(
                    relation(word),
                    "obl" | "obl:tmod" | "advmod" | "nummod" | "nmod:tmod" | "fixed" | "flat"
                );
            let Some(head) = word.head else { break };
            at = head as usize;
        }
        Tense::default()
    }

    /// Whether the clause of a token hangs below a verb in the past: "planned to meet on Friday" lay ahead of then, not
    /// of now.
    pub fn behind(&self, token: usize) -> bool {
        let mut at = token;
        for _ in 0..MOST_STEPS {
            let Some(word) = self.tokens.get(at) else { return false };
            let group = self.groups.get(at).copied().unwrap_or_default();
            if self.is_predicate(at)
                && (word.xpos == "VBD"
                    || group.had
                    || group.back && relation(word) != "ccomp"
                    || group.finite == Some(Direction::Past))
            {
                return true;
            }
            // What somebody said is seen from the speech, which is news.
            if matches!(relation(word), "root" | "ccomp" | "parataxis") {
                return false;
            }
            let Some(head) = word.head else { return false };
            at = head as usize;
        }
        false
    }

    /// Whether a participle or adjective of appointment speaks of what is still to come: "scheduled for Friday" yes,
    /// "was scheduled for Friday" perhaps not.
    fn appointed(&self, at: usize) -> bool {
        self.groups.get(at).is_some_and(|group| group.finite != Some(Direction::Past) && !group.had)
    }

    fn is_plain_noun(&self, word: &Token) -> bool {
        matches!(word.upos.as_str(), "NOUN" | "PROPN" | "NUM")
            && !matches!(
                word.deprel.as_str(),
                "root" | "ccomp" | "advcl" | "acl:relcl" | "parataxis" | "conj"
            )
    }

    /// Whether the token is a verb, or has a copula.
    fn is_predicate(&self, at: usize) -> bool {
        let Some((word, group)) = self.tokens.get(at).zip(self.groups.get(at)) else { return false };
        if matches!(word.deprel.as_str(), "aux" | "aux:pass" | "cop" | "amod" | "case" | "mark" | "compound")
        {
            return false;
        }
        word.upos == "VERB" || group.copula || word.upos == "AUX" || group.to && word.upos != "NUM"
    }

    fn predicate(&self, at: usize, depth: usize) -> Tense {
        let Some((word, group)) = self.tokens.get(at).zip(self.groups.get(at)) else {
            return Tense::default();
        };
        let say =
            |direction, certain| Tense { direction, certain: certain && !group.condition, verb: Some(at) };
        if group.condition {
            return say(Direction::Unsure, false);
        }
        if group.future {
            return say(Direction::Future, true);
        }
        if group.modal {
            // "could have known": thought of as past; "could not be reached": it was tried; "could meet": most often ahead.
            return say(
                if group.have || group.not && group.back && group.be {
                    Direction::Past
                } else {
                    Direction::Future
                },
                false,
            );
        }
        if group.to {
            return self.infinitive(at, depth);
        }
        if group.have {
            return say(Direction::Past, true);
        }
        match word.xpos.as_str() {
            "VBD" => say(Direction::Past, true),
            "VBN" if group.finite == Some(Direction::Past) => say(Direction::Past, true),
            "VBN" if group.finite == Some(Direction::Present) => say(self.present(word), false),
            // "the talks held on Friday"; a headline's "Minister sacked on Friday".
            "VBN" => say(Direction::Past, false),
            "VBZ" | "VBP" => say(self.present(word), true),
            "VBG" | "VB" if group.finite.is_some() => say(
                match group.finite {
                    Some(Direction::Past) => Direction::Past,
                    _ => self.present(word),
                },
                // "is meeting on Friday" is ahead as often as it is now.
                group.finite == Some(Direction::Past),
            ),
            _ if group.copula => match group.finite {
                Some(Direction::Present) => say(self.present(word), true),
                Some(direction) => say(direction, true),
                None => say(Direction::Unsure, false),
            },
            // A participle or a bare verb goes with the verb above it.
            "VBG" | "VB" => self.above(at, depth),
            _ => say(Direction::Unsure, false),
        }
    }

    /// A headline's present tells of what has just happened.
    fn present(&self, word: &Token) -> Direction {
        let headline = self.headline.get(word.sentence as usize).copied().unwrap_or(false);
        if headline { Direction::Unsure } else { Direction::Present }
    }

    /// "to meet": by the word it hangs on.
    fn infinitive(&self, at: usize, depth: usize) -> Tense {
        let Some((word, group)) = self.tokens.get(at).zip(self.groups.get(at)) else {
            return Tense::default();
        };
        let unsure = Tense { direction: Direction::Unsure, certain: false, verb: Some(at) };
        // "is to meet", and the headline's "President to meet"; "was to meet" lay ahead of then.
        if word.deprel == "root" || group.finite == Some(Direction::Present) && group.be && !group.copula {
            let certain = group.finite != Some(Direction::Past) && !group.had;
            return Tense { direction: Direction::Future, certain, verb: Some(at) };
        }
        let Some(head) = word.head.map(|head| head as usize) else { return unsure };
        let Some(governor) = self.tokens.get(head) else { return unsure };
        let words = lexeme(&governor.lemma.to_lowercase());
        let above = if depth < MOST_STEPS { self.clause(head, depth + 1) } else { Tense::default() };
        match relation(word) {
            // "wants to meet": ahead; "wanted to meet": ahead of then.
            "xcomp" | "ccomp" | "advcl" | "csubj" | "obl" if words.ahead => match above.direction {
                Direction::Present | Direction::Future => {
                    let certain = matches!(
                        governor.lemma.as_str(),
                        "set" | "schedule" | "due" | "expect" | "slate" | "go" | "plan"
                    );
                    Tense { direction: Direction::Future, certain: certain && above.certain, verb: Some(at) }
                }
                _ => Tense { direction: Direction::Future, certain: false, verb: Some(at) },
            },
            "xcomp" | "ccomp" if words.reached => Tense { verb: Some(at), ..above },
            // "the plan to meet", "talks to be held".
            "acl" => Tense { direction: Direction::Future, certain: false, verb: Some(at) },
            _ => Tense { certain: false, verb: Some(at), ..above },
        }
    }

    fn above(&self, at: usize, depth: usize) -> Tense {
        let head = self.tokens.get(at).and_then(|word| word.head);
        let found = match head {
            Some(head) if depth < MOST_STEPS => self.clause(head as usize, depth + 1),
            _ => Tense::default(),
        };
        Tense { certain: false, verb: Some(at), ..found }
    }

    /// The tense of the clause that a word stands in.
    fn clause(&self, from: usize, depth: usize) -> Tense {
        let mut at = from;
        for _ in 0..MOST_STEPS {
            if self.is_predicate(at) {
                return self.predicate(at, depth);
            }
            let Some(head) = self.tokens.get(at).and_then(|word| word.head) else { break };
            at = head as usize;
        }
        Tense::default()
    }
}

/// A relation as far as it matters here: `obl:agent` and the like by their first part, times apart.
fn relation(word: &Token) -> &str {
    match word.deprel.as_str() {
        "nmod:unmarked" => "nmod:tmod",
        full @ ("obl:tmod" | "nmod:tmod" | "nmod:poss" | "acl:relcl") => full,
        full => full.split(':').next().unwrap_or(full),
    }
}

/// The side on which what the token tells of lies. Whoever asks for many tokens of one record makes [`Tenses`] once.
pub fn direction(record: &Record, token: usize) -> Direction {
    Tenses::new(record).of(token).direction
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::annotate::syntax;

    fn side(text: &str, word: &str) -> Direction {
        let syntax = syntax::english_text(text);
        let record = Record { tokens: syntax.tokens, sentences: syntax.sentences, ..Record::default() };
        let chars: Vec<char> = text.chars().collect();
        let at = record.tokens.iter().position(|token| {
            chars.get(token.span.start as usize..token.span.end as usize).unwrap().iter().collect::<String>()
                == word
        });
        direction(&record, at.unwrap())
    }

    #[test]
    fn a_verb_gives_its_side_to_its_time() {
        use Direction::{Future, Past, Present};
        for (text, word, expected) in [
            ("The ministers met in Oslo on Friday.", "Friday", Past),
            ("The ministers have agreed on Friday to meet again.", "Friday", Past),
            ("The ministers will meet in Oslo on Friday.", "Friday", Future),
            ("The ministers are to meet in Oslo on Friday.", "Friday", Future),
            ("The vote is scheduled for Friday.", "Friday", Future),
            ("The minister plans to visit Oslo on Friday.", "Friday", Future),
            ("The minister failed to appear on Friday.", "Friday", Past),
            ("The minister was arrested on Friday.", "Friday", Past),
            ("The ministers may meet on Friday.", "Friday", Future),
            ("He said the court would decide on Friday.", "Friday", Future),
            ("The museum opens at nine every Friday.", "Friday", Present),
            ("The trial, which began on Friday, goes on.", "Friday", Past),
            ("He said that he had left on Friday.", "Friday", Past),
        ] {
            assert_eq!(side(text, word), expected, "{text}");
        }
    }

    #[test]
    fn what_is_only_thought_of_has_no_side() {
        assert_eq!(side("If they met on Friday, nobody knows of it.", "Friday"), Direction::Unsure);
        assert_eq!(side("Friday", "Friday"), Direction::Unsure);
    }

    #[test]
    fn a_time_that_names_a_thing_does_not_bind() {
        let text = "The committee discussed the May 5 attack.";
        let syntax = syntax::english_text(text);
        let record = Record { tokens: syntax.tokens, sentences: syntax.sentences, ..Record::default() };
        let may = record.tokens.iter().position(|token| token.lemma == "May").unwrap();
        assert!(!Tenses::new(&record).of(may).certain);
    }
}
