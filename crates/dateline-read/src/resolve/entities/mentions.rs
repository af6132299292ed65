//! Where somebody or something is spoken of: names, nouns with their words, pronouns.

use dateline_record::{Name, NameKind, Record, Token};

use crate::annotate::english::titles::only_titles;

use super::words::{Noun, Pronoun, noun, pronoun};

/// What is mentioned, as far as the mention itself tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Nothing is told.
    Unknown,
    /// A person.
    Person,
    /// Several people.
    People,
    /// A body of people.
    Organisation,
    /// A place.
    Place,
    /// A thing.
    Thing,
}

/// How it is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By a name: index into `record.names`.
    Named(usize),
    /// By a noun.
    Noun(Determiner),
    /// By a pronoun.
    Pronoun(Pronoun),
}

/// What stands before a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Determiner {
    /// the
    Definite,
    /// a, some, any, no
    Indefinite,
    /// this, that
    Demonstrative,
    /// his, the town's
    Possessive,
    /// nothing
    None,
}

/// Told or not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<T> {
    /// This.
    As(T),
    /// Not told.
    Not,
}

/// A mention.
#[derive(Clone, Debug)]
pub struct Mention {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// The token that governs the others.
    pub head: usize,
    /// Sentence.
    pub sentence: u32,
    /// How.
    pub form: Form,
    /// What.
    pub class: Class,
    /// Male or female, where told: true for female.
    pub female: Option<bool>,
    /// One or many, where told: true for many.
    pub plural: Option<bool>,
    /// Index into `record.quotations` of the quotation in which it stands.
    pub quotation: Option<usize>,
    /// Its words that tell, in small letters: no articles, no possessives.
    pub words: Vec<String>,
}

impl Mention {
    /// Whether it is a name.
    pub fn is_name(&self) -> bool {
        matches!(self.form, Form::Named(_))
    }

    /// Its pronoun.
    pub fn pronoun(&self) -> Option<Pronoun> {
        match self.form {
            Form::Pronoun(pronoun) => Some(pronoun),
            _ => None,
        }
    }
}

/// All mentions of a record, in the order of their heads.
pub fn mentions(record: &Record, text: &[char]) -> Vec<Mention> {
    let tokens = record.tokens.as_slice();
    let mut named: Vec<Option<usize>> = vec![None; tokens.len()];
    let mut found = Vec::new();
    for (index, name) in record.names.iter().enumerate() {
        let Some((first, last)) = range(tokens, name) else { continue };
        // "Foreign Secretary" names nobody by itself.
        if name.kind == NameKind::Person
            && only_titles(text_of(text, name).split_whitespace().last().into_iter())
        {
            continue;
        }
        // Of names within names the outer one is the mention.
        if named.get(first).copied().flatten().is_some() {
            continue;
        }
        let first = if name.kind == NameKind::Person { with_title(tokens, text, first) } else { first };
        named.iter_mut().take(last + 1).skip(first).for_each(|slot| *slot = Some(index));
        let head = governor(tokens, first, last);
        found.push(Mention {
            first,
            last,
            head,
            sentence: tokens[head].sentence,
            form: Form::Named(index),
            class: class_of_name(name.kind),
            female: None,
            plural: None,
            quotation: None,
            words: told_words(tokens, text, first, last),
        });
    }
    let children = children(tokens);
    for (at, token) in tokens.iter().enumerate() {
        if named[at].is_some() {
            continue;
        }
        let small = printed(text, token).to_lowercase();
        let form = match token.upos.as_str() {
            "PRON" | "DET"
                if pronoun(&small).is_some() && !(token.upos == "DET" && token.deprel == "det") =>
            {
                // Relative "that" and the empty "it" refer to nothing by themselves.
                if token.feats.contains("PronType=Rel")
                    || token.deprel.starts_with("expl")
                    || token.xpos == "WDT"
                {
                    continue;
                }
                let Some(pronoun) = pronoun(&small) else { continue };
                Form::Pronoun(pronoun)
            }
            "NOUN" | "PROPN" if !matches!(relation(token), "compound" | "flat" | "fixed" | "goeswith") => {
                Form::Noun(determiner(tokens, text, &children[at]))
            }
            _ => continue,
        };
        let first = match form {
            Form::Noun(_) => leftmost(tokens, &children, at),
            _ => at,
        };
        let (class, female, plural) = told(token, &small, form);
        found.push(Mention {
            first,
            last: at,
            head: at,
            sentence: token.sentence,
            form,
            class,
            female,
            plural,
            quotation: None,
            words: told_words(tokens, text, first, at),
        });
    }
    found.sort_by_key(|mention| (mention.head, mention.first));
    for mention in &mut found {
        let start = tokens[mention.head].span.start;
        mention.quotation =
            record.quotations.iter().position(|q| q.content.start <= start && start < q.content.end);
        if let Form::Named(_) = mention.form {
            name_tells(tokens, text, mention);
        }
    }
    found
}

fn text_of(text: &[char], name: &Name) -> String {
    text.get(name.span.start as usize..(name.span.end as usize).min(text.len()))
        .unwrap_or_default()
        .iter()
        .collect()
}

/// The first word of the titles before a person's name: "Prime Minister" before "Anna Holm".
fn with_title(tokens: &[Token], text: &[char], first: usize) -> usize {
    let mut start = first;
    while let Some(before) = start.checked_sub(1) {
        let (Some(token), Some(next)) = (tokens.get(before), tokens.get(start)) else { break };
        let small = printed(text, token).trim_end_matches('.').to_lowercase();
        let title = matches!(token.upos.as_str(), "PROPN" | "NOUN") && noun(&small).person;
        // What belongs to a title: "Prime", "Trade".
        let part = start < first
            && matches!(token.upos.as_str(), "PROPN" | "NOUN" | "ADJ")
            && matches!(relation(token), "compound" | "amod" | "flat")
            && token.span.end + 1 >= next.span.start;
        if token.sentence != next.sentence || token.span.end + 1 < next.span.start || !(title || part) {
            break;
        }
        start = before;
    }
    start
}

/// The tokens of a name.
pub fn range(tokens: &[Token], name: &Name) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.span.end <= name.span.start);
    let past = tokens.partition_point(|token| token.span.start < name.span.end);
    (first < past).then(|| (first, past - 1))
}

fn governor(tokens: &[Token], first: usize, last: usize) -> usize {
    (first..=last)
        .find(|at| {
            tokens.get(*at).and_then(|token| token.head).is_none_or(|head| {
                let head = head as usize;
                head < first || head > last
            })
        })
        .unwrap_or(last)
}

fn printed(text: &[char], token: &Token) -> String {
    let (start, end) = (token.span.start as usize, token.span.end as usize);
    text.get(start..end.min(text.len())).unwrap_or_default().iter().collect()
}

/// The relation without its subtype.
pub fn relation(token: &Token) -> &str {
    token.deprel.split(':').next().unwrap_or_default()
}

/// The dependents of every token.
pub fn children(tokens: &[Token]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        if let Some(list) = token.head.and_then(|head| children.get_mut(head as usize)) {
            list.push(at);
        }
    }
    children
}

fn determiner(tokens: &[Token], text: &[char], children: &[usize]) -> Determiner {
    for child in children {
        let Some(token) = tokens.get(*child) else { continue };
        match token.deprel.as_str() {
            "nmod:poss" => return Determiner::Possessive,
            "det" => {
                return match printed(text, token).to_lowercase().as_str() {
                    "the" => Determiner::Definite,
                    "this" | "that" | "these" | "those" | "such" => Determiner::Demonstrative,
                    _ => Determiner::Indefinite,
                };
            }
            _ => {}
        }
    }
    Determiner::None
}

/// The first word before a noun that belongs to it.
fn leftmost(tokens: &[Token], children: &[Vec<usize>], head: usize) -> usize {
    let mut first = head;
    for child in children.get(head).into_iter().flatten().rev().filter(|child| **child < head) {
        let Some(token) = tokens.get(*child) else { continue };
        if matches!(relation(token), "det" | "amod" | "compound" | "nummod" | "nmod" | "flat" | "advmod") {
            let mut at = *child;
            // What hangs on that word too, one step down.
            for below in children.get(*child).into_iter().flatten() {
                at = at.min(*below);
            }
            first = first.min(at);
        }
    }
    first
}

fn class_of_name(kind: NameKind) -> Class {
    match kind {
        NameKind::Person => Class::Person,
        NameKind::Organisation => Class::Organisation,
        NameKind::Place | NameKind::Facility => Class::Place,
        NameKind::Nationality => Class::People,
        NameKind::Event | NameKind::Other => Class::Thing,
    }
}

/// What a noun or pronoun tells: kind, sex, number.
fn told(token: &Token, small: &str, form: Form) -> (Class, Option<bool>, Option<bool>) {
    match form {
        Form::Pronoun(Pronoun::He) => (Class::Person, Some(false), Some(false)),
        Form::Pronoun(Pronoun::She) => (Class::Person, Some(true), Some(false)),
        Form::Pronoun(Pronoun::I) => (Class::Person, None, Some(false)),
        Form::Pronoun(Pronoun::It) => (Class::Unknown, None, Some(false)),
        Form::Pronoun(Pronoun::They) => (Class::Unknown, None, None),
        Form::Pronoun(Pronoun::We) => (Class::People, None, Some(true)),
        Form::Pronoun(Pronoun::You) => (Class::Person, None, None),
        Form::Pronoun(Pronoun::That) => (Class::Unknown, None, Some(matches!(small, "these" | "those"))),
        _ => {
            let lemma = token.lemma.to_lowercase();
            let noun: Noun = noun(&lemma);
            let plural = token.xpos == "NNS" || token.xpos == "NNPS" || token.feats.contains("Number=Plur");
            let class = match noun {
                Noun { group: true, organisation: true, .. } => Class::Organisation,
                Noun { person: true, .. } if plural => Class::People,
                Noun { person: true, .. } => Class::Person,
                Noun { organisation: true, .. } => Class::Organisation,
                Noun { place: true, .. } => Class::Place,
                Noun { group: true, .. } => Class::People,
                _ => Class::Thing,
            };
            let sex = match (noun.male, noun.female) {
                (true, false) => Some(false),
                (false, true) => Some(true),
                _ => None,
            };
            let many = if noun.group && !plural { None } else { Some(plural) };
            (class, sex, many)
        }
    }
}

/// What a name tells by its given name, and by the title before it.
fn name_tells(tokens: &[Token], text: &[char], mention: &mut Mention) {
    mention.plural = match mention.class {
        Class::Person | Class::Place | Class::Thing => Some(false),
        _ => None,
    };
    if mention.class != Class::Person {
        return;
    }
    let before = mention.first.checked_sub(1).and_then(|at| tokens.get(at));
    let title = before.filter(|token| token.sentence == mention.sentence).map(|token| printed(text, token));
    let title = title.map(|title| noun(title.trim_end_matches('.').to_lowercase().as_str()));
    let within = (mention.first..=mention.last)
        .filter_map(|at| tokens.get(at))
        .map(|token| printed(text, token))
        .flat_map(|word| [noun(&word), noun(word.trim_end_matches('.').to_lowercase().as_str())]);
    for noun in title.into_iter().chain(within) {
        if noun.male != noun.female {
            mention.female = Some(noun.female);
            return;
        }
    }
}

/// The words of a stretch that tell: small letters, no articles, no marks, no possessives before a noun.
fn told_words(tokens: &[Token], text: &[char], first: usize, last: usize) -> Vec<String> {
    let owner = |at: usize, token: &Token| {
        token.deprel == "nmod:poss"
            && token.head.is_some_and(|head| at < head as usize && head as usize <= last)
    };
    tokens
        .iter()
        .enumerate()
        .take(last + 1)
        .skip(first)
        .filter(|(_, token)| !matches!(token.upos.as_str(), "DET" | "PUNCT" | "PART" | "SYM"))
        .filter(|(at, token)| !owner(*at, token))
        .map(|(_, token)| {
            let lemma = if token.upos == "NOUN" { token.lemma.clone() } else { printed(text, token) };
            dateline_gazetteer::fold(&lemma)
        })
        .filter(|word| !word.is_empty())
        .collect()
}
