//! Offices and roles that the text itself gives: "Anna Holm, a spokesperson for the ministry", "Prime Minister Anna Holm".

use dateline_record::{EntityRole, Evidence, Interval, Span, Token};

use super::mentions::{Mention, relation};
use super::words::noun;

/// A role that stands beside a name.
#[derive(Clone, Debug)]
pub struct Said {
    /// First and last token.
    pub tokens: (usize, usize),
    /// "former", "late".
    pub past: bool,
}

/// Words that say that a role is over.
const OVER: &[&str] = &["former", "ex", "late", "retired", "ousted", "deposed", "then", "outgoing"];

/// The roles beside a named mention: the noun before it, and what stands in apposition. `name` is the first token of the name itself.
pub fn said(
    tokens: &[Token],
    words: &dyn Fn(usize) -> String,
    mention: &Mention,
    name: usize,
    below: &[Vec<usize>],
) -> Vec<Said> {
    let mut found = Vec::new();
    let is_role = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            let lemma = token.lemma.to_lowercase();
            matches!(token.upos.as_str(), "NOUN" | "PROPN")
                && (noun(&lemma).person || noun(words(at).to_lowercase().as_str()).person)
        })
    };
    let past = |first: usize, last: usize| {
        (first..=last).any(|at| OVER.contains(&words(at).to_lowercase().trim_end_matches('-')))
    };
    // Before the name: "Trade Minister Anna Holm", which is part of the mention, with the words of its country before it.
    if let Some(last) = name.checked_sub(1).filter(|last| *last >= mention.first) {
        let mut first = mention.first;
        while let Some(before) = first.checked_sub(1) {
            let Some(token) = tokens.get(before) else { break };
            let part = matches!(relation(token), "compound" | "amod" | "nmod")
                && matches!(token.upos.as_str(), "PROPN" | "NOUN" | "ADJ");
            if token.sentence != mention.sentence || !part || last - before > LONGEST {
                break;
            }
            first = before;
        }
        found.push(Said { tokens: (first, last), past: past(first, last) });
    }
    // After it: "Anna Holm, the minister of trade".
    for child in below.get(mention.head).into_iter().flatten() {
        let Some(token) = tokens.get(*child) else { continue };
        if relation(token) != "appos" || *child <= mention.last || !is_role(*child) {
            continue;
        }
        let (first, last) = reach(tokens, below, *child);
        found.push(Said { tokens: (first.max(mention.last + 1), last), past: past(first, last) });
    }
    found
}

/// Most words of a role before a name.
const LONGEST: usize = 8;

/// First and last token of what hangs on a noun, without clauses.
fn reach(tokens: &[Token], below: &[Vec<usize>], head: usize) -> (usize, usize) {
    let (mut first, mut last) = (head, head);
    let mut open = vec![head];
    while let Some(at) = open.pop() {
        first = first.min(at);
        last = last.max(at);
        for child in below.get(at).into_iter().flatten() {
            let Some(token) = tokens.get(*child) else { continue };
            if matches!(
                relation(token),
                "amod" | "compound" | "nmod" | "flat" | "case" | "det" | "conj" | "cc" | "nummod" | "fixed"
            ) && open.len() < 64
            {
                open.push(*child);
            }
        }
    }
    (first, last)
}

/// The role for the record.
pub fn role(said: &Said, tokens: &[Token], text: &[char]) -> Option<EntityRole> {
    let (first, last) = (tokens.get(said.tokens.0)?, tokens.get(said.tokens.1)?);
    let span = Span { start: first.span.start, end: last.span.end };
    let words: String = text.get(span.start as usize..span.end as usize)?.iter().collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = ["the ", "a ", "an "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(&words);
    Some(EntityRole {
        role: bare.to_owned(),
        of: None,
        interval: Interval::default(),
        evidence: Evidence { from: "text".into(), span: Some(span), ..Evidence::default() },
    })
}
