//! Offices and roles that the text itself gives: "Anna Holm, a spokesperson for the ministry", "Prime Minister Anna Holm".

use dateline_record::{Evidence, EntityRole, Interval, Span, Token};

use super::mentions::{Mention, children, relation};
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

/// The roles beside a named mention: the noun before it, and what stands in apposition.
pub fn said(tokens: &[Token], words: &dyn Fn(usize) -> String, mention: &Mention, below: &[Vec<usize>]) -> Vec<Said> {
    let mut found = Vec::new();
    let is_role = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            let lemma = token.lemma.to_lowercase();
            matches!(token.upos.as_str(), "NOUN" | "PROPN") && (noun(&lemma).person || noun(words(at).to_lowercase().as_str()).person)
        })
    };
    let past = |first: usize, last: usize| (first..=last).any(|at| OVER.contains(&words(at).to_lowercase().trim_end_matches('-')));
    // Before the name: "Trade Minister Anna Holm", with all that belongs to the noun.
    if let Some(before) = mention.first.checked_sub(1).filter(|before| is_role(*before)) {
        let same = tokens.get(before).is_some_and(|token| token.sentence == mention.sentence);
        if same && !words(before).ends_with(',') {
            let mut first = before;
            while let Some(earlier) = first.checked_sub(1) {
                let Some(token) = tokens.get(earlier) else { break };
                let part = matches!(relation(token), "compound" | "amod" | "flat" | "appos" | "nmod") || token.deprel == "punct" && words(earlier) == "-";
                let kind = matches!(token.upos.as_str(), "NOUN" | "PROPN" | "ADJ" | "PUNCT" | "PART");
                if token.sentence != mention.sentence || !part || !kind || before - earlier > LONGEST {
                    break;
                }
                first = earlier;
            }
            found.push(Said { tokens: (first, before), past: past(first, before) });
        }
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
            if matches!(relation(token), "amod" | "compound" | "nmod" | "flat" | "case" | "det" | "conj" | "cc" | "nummod" | "fixed") && open.len() < 64 {
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
