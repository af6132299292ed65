//! What speaks for and against two mentions being the same: a vector of numbers for each pair.

use std::collections::HashMap;

use dateline_record::{Record, Token};

use super::mentions::{Class, Determiner, Form, Mention, relation};
use super::words::Pronoun;

/// Names of the numbers, in their order.
pub const FEATURES: &[&str] = &[
    "mention",
    "antecedent",
    "possessive",
    "sentences",
    "tokens",
    "between",
    "fitting_between",
    "sex",
    "number",
    "class",
    "mention_class",
    "antecedent_class",
    "same_words",
    "same_head",
    "words_in_antecedent",
    "words_in_mention",
    "clash",
    "last_word",
    "initials",
    "mention_role",
    "antecedent_role",
    "network",
    "apposition",
    "copula",
    "nested",
    "same_clause",
    "mention_quoted",
    "antecedent_quoted",
    "same_quotation",
    "speaker",
    "antecedent_before",
    "antecedent_first",
    "paragraphs",
    "times_named",
    "mention_length",
    "antecedent_length",
    "mention_modified",
    "antecedent_proper",
    "mention_seen",
    "relative_position",
];

/// A record's mentions with what is asked of them again and again.
pub struct Scene<'r> {
    record: &'r Record,
    /// The mentions, in order.
    pub mentions: &'r [Mention],
    links: HashMap<(usize, usize), f32>,
    seen: Vec<usize>,
    times: HashMap<&'r str, usize>,
    first: Vec<bool>,
    speakers: Vec<Option<usize>>,
    verbs: Vec<Option<usize>>,
}

impl<'r> Scene<'r> {
    /// Prepares a record.
    pub fn new(record: &'r Record, mentions: &'r [Mention]) -> Self {
        let tokens = &record.tokens;
        let by_head: HashMap<usize, usize> = mentions.iter().enumerate().map(|(i, m)| (m.head, i)).collect();
        let at = |start: u32, end: u32| {
            let first = tokens.partition_point(|token| token.span.end <= start);
            let past = tokens.partition_point(|token| token.span.start < end);
            (first..past).rev().find_map(|token| by_head.get(&token).copied())
        };
        let mut links = HashMap::new();
        for link in &record.coreference {
            let ends =
                at(link.mention.start, link.mention.end).zip(at(link.antecedent.start, link.antecedent.end));
            if let Some(ends) = ends {
                links.insert(ends, link.confidence);
            }
        }
        let mut times: HashMap<&str, usize> = HashMap::new();
        let mut seen = Vec::with_capacity(mentions.len());
        for mention in mentions {
            let word = mention.words.last().map_or("", String::as_str);
            let count = times.entry(word).or_insert(0);
            seen.push(*count);
            *count += 1;
        }
        let mut sentence = None;
        let first = mentions
            .iter()
            .map(|mention| {
                let first = sentence != Some(mention.sentence);
                sentence = Some(mention.sentence);
                first
            })
            .collect();
        let verbs = mentions.iter().map(|mention| verb(tokens, mention.head)).collect();
        let speakers =
            record.quotations.iter().map(|q| speaker(record, &at, q.span.start, q.span.end)).collect();
        Self { record, mentions, links, seen, times, first, speakers, verbs }
    }

    /// The numbers of a pair: `later` and `earlier` are indices of mentions.
    pub fn features(&self, later: usize, earlier: usize, fitting: usize) -> Option<Vec<f32>> {
        let (m, a) = (self.mentions.get(later)?, self.mentions.get(earlier)?);
        let tokens = &self.record.tokens;
        let (mt, at) = (tokens.get(m.head)?, tokens.get(a.head)?);
        let flag = |yes: bool| f32::from(u8::from(yes));
        let tri = |a: Option<bool>, b: Option<bool>| match (a, b) {
            (Some(a), Some(b)) => {
                if a == b {
                    1.0
                } else {
                    -1.0
                }
            }
            _ => 0.0,
        };
        let within = |inner: &Mention, outer: &Mention| {
            let hits = inner.words.iter().filter(|word| outer.words.contains(word)).count();
            hits as f32 / inner.words.len().max(1) as f32
        };
        let same_head = m.words.last().is_some() && m.words.last() == a.words.last() && m.pronoun().is_none();
        let clash = same_head && m.words.len() > 1 && a.words.len() > 1 && {
            let own = |x: &Mention, y: &Mention| x.words.iter().any(|word| !y.words.contains(word));
            own(m, a) && own(a, m)
        };
        let initials = |long: &Mention, short: &Mention| {
            long.words.len() > 1 && short.words.len() == 1 && {
                let initials: String = long.words.iter().filter_map(|word| word.chars().next()).collect();
                short.words.first() == Some(&initials)
            }
        };
        let quoted = |x: &Mention| flag(x.quotation.is_some());
        let speaker = m.quotation.and_then(|q| self.speakers.get(q).copied().flatten()) == Some(earlier);
        let block = |x: &Mention| self.record.sentences.get(x.sentence as usize).map_or(0, |s| s.block);
        let same_clause =
            self.verbs.get(later)?.is_some() && self.verbs.get(later) == self.verbs.get(earlier);
        let appos = relation(mt) == "appos" && mt.head == Some(a.head as u32)
            || relation(at) == "appos" && at.head == Some(m.head as u32);
        let nested = m.first <= a.head && a.head <= m.last || a.first <= m.head && m.head <= a.last;
        let times = m.words.last().and_then(|word| self.times.get(word.as_str())).copied().unwrap_or(0);
        let seen = *self.seen.get(earlier)? as f32;
        Some(vec![
            form(m),
            form(a),
            flag(mt.deprel == "nmod:poss"),
            (m.sentence - a.sentence).min(40) as f32,
            ((m.head - a.head) as f32).ln_1p(),
            ((later - earlier) as f32).ln_1p(),
            (fitting as f32).min(20.0),
            tri(m.female, a.female),
            tri(m.plural, a.plural),
            fits(m, a),
            class(m.class),
            class(a.class),
            flag(m.words == a.words && m.pronoun().is_none()),
            flag(same_head),
            within(m, a),
            within(a, m),
            flag(clash),
            flag(m.words.last() == a.words.last()),
            flag(initials(a, m) || initials(m, a)),
            role(mt),
            role(at),
            self.links.get(&(later, earlier)).copied().unwrap_or(0.0),
            flag(appos),
            flag(copula(tokens, m, a)),
            flag(nested),
            flag(same_clause),
            quoted(m),
            quoted(a),
            flag(m.quotation.is_some() && m.quotation == a.quotation),
            flag(speaker),
            seen.min(10.0),
            flag(*self.first.get(earlier)?),
            (block(m) - block(a)).min(20) as f32,
            times.min(20) as f32,
            m.words.len().min(8) as f32,
            a.words.len().min(8) as f32,
            flag(m.last > m.first),
            flag(at.upos == "PROPN"),
            (*self.seen.get(later)? as f32).min(10.0),
            earlier as f32 / self.mentions.len().max(1) as f32,
        ])
    }
}

fn form(mention: &Mention) -> f32 {
    match mention.form {
        Form::Named(_) => 0.0,
        Form::Noun(Determiner::Definite) => 1.0,
        Form::Noun(Determiner::Demonstrative) => 2.0,
        Form::Noun(Determiner::Possessive) => 3.0,
        Form::Noun(Determiner::None) => 4.0,
        Form::Noun(Determiner::Indefinite) => 5.0,
        Form::Pronoun(Pronoun::He) => 6.0,
        Form::Pronoun(Pronoun::She) => 7.0,
        Form::Pronoun(Pronoun::It) => 8.0,
        Form::Pronoun(Pronoun::They) => 9.0,
        Form::Pronoun(Pronoun::That) => 10.0,
        Form::Pronoun(Pronoun::I) => 11.0,
        Form::Pronoun(Pronoun::We) => 12.0,
        Form::Pronoun(Pronoun::You) => 13.0,
    }
}

fn class(class: Class) -> f32 {
    match class {
        Class::Unknown => 0.0,
        Class::Person => 1.0,
        Class::People => 2.0,
        Class::Organisation => 3.0,
        Class::Place => 4.0,
        Class::Thing => 5.0,
    }
}

/// Whether two mentions can be of the same kind: 1 yes, 0 not told, -1 hardly.
pub fn fits(m: &Mention, a: &Mention) -> f32 {
    use Class::{Organisation, People, Person, Place, Thing, Unknown};
    if let Some(pronoun) = m.pronoun().or(a.pronoun()) {
        let other = if m.pronoun().is_some() { a } else { m };
        return match (pronoun, other.class) {
            (_, Unknown) => 0.0,
            (Pronoun::He | Pronoun::She | Pronoun::I | Pronoun::You, Person) => 1.0,
            (Pronoun::He | Pronoun::She | Pronoun::I, _) => -1.0,
            (Pronoun::You, People) => 0.0,
            (Pronoun::It, Person | People) => -1.0,
            (Pronoun::It, _) => 1.0,
            (Pronoun::They, Person) => 0.0,
            (Pronoun::They, _) => {
                if other.plural == Some(false) && other.class != Organisation {
                    -1.0
                } else {
                    1.0
                }
            }
            (Pronoun::We, People | Organisation) => 1.0,
            (Pronoun::We, _) => -1.0,
            _ => 0.0,
        };
    }
    match (m.class, a.class) {
        (x, y) if x == y => 1.0,
        (Unknown, _) | (_, Unknown) => 0.0,
        (Organisation, Place) | (Place, Organisation) | (Organisation, People) | (People, Organisation) => {
            0.0
        }
        (Thing, _) | (_, Thing) => -0.5,
        (Person, _) | (_, Person) => -1.0,
        _ => -0.5,
    }
}

/// The part that a word plays in its clause.
fn role(token: &Token) -> f32 {
    match relation(token) {
        "nsubj" | "csubj" => 5.0,
        "obj" | "iobj" => 4.0,
        "obl" => 3.0,
        "nmod" => 2.0,
        "appos" => 1.0,
        _ => 0.0,
    }
}

/// "Holm is the mayor": a copula binds them.
fn copula(tokens: &[Token], m: &Mention, a: &Mention) -> bool {
    let bound = |predicate: &Mention, subject: &Mention| {
        let token = tokens.get(subject.head);
        token.is_some_and(|token| token.deprel == "nsubj" && token.head == Some(predicate.head as u32))
    };
    bound(m, a) || bound(a, m)
}

/// The verb in whose clause a word stands.
fn verb(tokens: &[Token], at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..6 {
        let token = tokens.get(at)?;
        at = token.head? as usize;
        if tokens.get(at)?.upos == "VERB" {
            return Some(at);
        }
    }
    None
}

/// Who says what stands in quotation marks: the agent of the predicate whose content it is.
fn speaker(record: &Record, at: &impl Fn(u32, u32) -> Option<usize>, start: u32, end: u32) -> Option<usize> {
    record.predicates.iter().find_map(|predicate| {
        let content = predicate.arguments.iter().any(|argument| {
            argument.label == "ARG1" && argument.span.start < end && start < argument.span.end
        });
        let outside = predicate.span.end <= start || predicate.span.start >= end;
        if !content || !outside {
            return None;
        }
        let agent = predicate.arguments.iter().find(|argument| argument.label == "ARG0")?;
        at(agent.head.start, agent.head.end)
    })
}

/// Most antecedents that are weighed for a mention, apart from those that share a word with it.
const MOST: usize = 40;

/// Whether an earlier mention is weighed at all; `weighed` were already. Nouns for things are not joined: who acts is asked for.
pub fn considered(m: &Mention, a: &Mention, weighed: usize) -> bool {
    let far = m.sentence.saturating_sub(a.sentence);
    let clash = matches!((m.female, a.female), (Some(a), Some(b)) if a != b);
    match m.form {
        Form::Pronoun(Pronoun::I | Pronoun::We | Pronoun::You) => {
            weighed < MOST && far <= 12 && (a.pronoun().is_some() || a.class != Class::Thing)
        }
        Form::Pronoun(_) => weighed < MOST && far <= 6 && !clash && fits(m, a) >= 0.0,
        Form::Noun(_) if m.class == Class::Thing => false,
        _ if a.pronoun().is_some() => false,
        _ if m.words.iter().any(|word| a.words.contains(word)) => true,
        Form::Named(_) => {
            weighed < MOST
                && (far <= 2 && fits(m, a) > 0.0 || m.words.len() == 1 && a.is_name() && a.words.len() > 2)
        }
        Form::Noun(_) => {
            weighed < MOST
                && !clash
                && fits(m, a) >= 0.0
                && a.class != Class::Thing
                && (far <= 4 || a.is_name() && far <= 8)
        }
    }
}
