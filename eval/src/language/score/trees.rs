//! Tokens, sentences, tags, lemmas and trees on running text, by the definition of the CoNLL 2018 shared task (Zeman et
//! al. 2018). Characters other than white space carry the alignment; a word is right where its characters are, and
//! inside printed words of several tokens the words are matched by the longest common subsequence of their forms.

use std::collections::HashSet;

use anyhow::{Result, bail};
use dateline_record::Token;

use super::Count;
use crate::language::layers::Layers;
use crate::language::tasks::Text;
use crate::score::Figure;

/// The features that count.
const FEATURES: &[&str] = &[
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
    "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person",
    "Polite",
];

/// The relations of content words.
const CONTENT: &[&str] = &[
    "nsubj",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "vocative",
    "expl",
    "dislocated",
    "advcl",
    "advmod",
    "discourse",
    "nmod",
    "appos",
    "nummod",
    "acl",
    "amod",
    "conj",
    "fixed",
    "flat",
    "compound",
    "list",
    "parataxis",
    "orphan",
    "goeswith",
    "reparandum",
    "root",
    "dep",
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Head {
    Root,
    Word(usize),
    /// Outside the sentence, or the word itself: never right.
    Invalid,
}

/// A word over the characters that are not white space.
struct Word<'a> {
    start: usize,
    end: usize,
    multi: bool,
    form: String,
    token: &'a Token,
    feats: Vec<&'a str>,
    head: Head,
}

impl Word<'_> {
    /// The relation without its subtype.
    fn relation(&self) -> &str {
        self.token.deprel.split(':').next().unwrap_or_default()
    }

    fn is_content(&self) -> bool {
        CONTENT.contains(&self.relation())
    }
}

/// One side.
struct Side<'a> {
    tokens: Vec<(usize, usize)>,
    sentences: Vec<(usize, usize)>,
    words: Vec<Word<'a>>,
}

impl<'a> Side<'a> {
    /// `solid[i]` is the number of characters before `i` that are not white space.
    fn new(text: &[char], solid: &[usize], layers: &'a Layers) -> Result<Self> {
        let place = |at: u32| solid.get(at as usize).copied().unwrap_or(usize::MAX);
        let mut side = Side { tokens: Vec::new(), sentences: Vec::new(), words: Vec::new() };
        let mut at = 0;
        let mut before = 0;
        for sentence in layers.tokens.chunk_by(|a, b| a.sentence == b.sentence) {
            let begin = at;
            for printed in sentence.chunk_by(|a, b| a.surface.is_some() && a.surface == b.surface) {
                let multi = printed.len() > 1;
                let span = match printed[0].surface {
                    Some(surface) if multi => surface,
                    _ => printed[0].span,
                };
                let (start, end) = (place(span.start), place(span.end));
                if start != at || end <= start || end > *solid.last().unwrap_or(&0) {
                    bail!("{}: the tokens do not cover the text at character {}", layers.id, span.start);
                }
                at = end;
                side.tokens.push((start, end));
                for token in printed {
                    let form =
                        text.get(token.span.start as usize..token.span.end as usize).unwrap_or_default();
                    let form: String = form.iter().filter(|c| !c.is_whitespace()).collect();
                    let mut feats: Vec<&str> = token
                        .feats
                        .split('|')
                        .filter(|feat| FEATURES.contains(&feat.split('=').next().unwrap_or_default()))
                        .collect();
                    feats.sort_unstable();
                    let own = side.words.len();
                    let within = before..before + sentence.len();
                    let head = match token.head.map(|head| head as usize) {
                        None => Head::Root,
                        Some(head) if within.contains(&head) && head != own => Head::Word(head),
                        Some(_) => Head::Invalid,
                    };
                    side.words.push(Word {
                        start,
                        end,
                        multi,
                        form: form.to_lowercase(),
                        token,
                        feats,
                        head,
                    });
                }
            }
            before += sentence.len();
            side.sentences.push((begin, at));
        }
        if at != *solid.last().unwrap_or(&0) {
            bail!("{}: the tokens end before the text does", layers.id);
        }
        Ok(side)
    }
}

/// Scores all texts.
pub fn score(texts: &[Text], gold: &[Layers], answers: &[&Layers]) -> Result<Vec<Figure>> {
    let mut counts = Counts::default();
    for ((text, gold), answer) in texts.iter().zip(gold).zip(answers) {
        let characters: Vec<char> = text.text.chars().collect();
        let mut solid = vec![0];
        solid.extend(characters.iter().scan(0, |count, c| {
            *count += usize::from(!c.is_whitespace());
            Some(*count)
        }));
        counts.add(&Side::new(&characters, &solid, gold)?, &Side::new(&characters, &solid, answer)?);
    }
    Ok(vec![
        counts.tokens.f1("tokens F1"),
        counts.words.f1("words F1"),
        counts.sentences.f1("sentences F1"),
        counts.upos.f1("UPOS"),
        counts.xpos.f1("XPOS"),
        counts.feats.f1("features"),
        counts.lemmas.f1("lemmas"),
        counts.uas.f1("UAS"),
        counts.las.f1("LAS"),
        counts.clas.f1("CLAS"),
    ])
}

#[derive(Default)]
struct Counts {
    tokens: Count,
    words: Count,
    sentences: Count,
    upos: Count,
    xpos: Count,
    feats: Count,
    lemmas: Count,
    uas: Count,
    las: Count,
    clas: Count,
}

impl Counts {
    fn add(&mut self, gold: &Side<'_>, read: &Side<'_>) {
        let set = |spans: &[(usize, usize)]| spans.iter().copied().collect::<HashSet<_>>();
        self.tokens.sets(&set(&gold.tokens), &set(&read.tokens));
        self.sentences.sets(&set(&gold.sentences), &set(&read.sentences));
        let pairs = align(&gold.words, &read.words);
        let mut mate: Vec<Option<usize>> = vec![None; read.words.len()];
        for (g, r) in &pairs {
            mate[*r] = Some(*g);
        }
        let count = |right: &dyn Fn(&Word<'_>, &Word<'_>) -> bool| {
            pairs.iter().filter(|(g, r)| right(&gold.words[*g], &read.words[*r])).count()
        };
        let head = |g: &Word<'_>, r: &Word<'_>| match (g.head, r.head) {
            (Head::Root, Head::Root) => true,
            (Head::Word(g), Head::Word(r)) => mate[r] == Some(g),
            _ => false,
        };
        let labelled = |g: &Word<'_>, r: &Word<'_>| head(g, r) && g.relation() == r.relation();
        let (answered, expected) = (read.words.len(), gold.words.len());
        self.words.add(pairs.len(), answered, expected);
        self.upos.add(count(&|g, r| g.token.upos == r.token.upos), answered, expected);
        self.xpos.add(count(&|g, r| g.token.xpos == r.token.xpos), answered, expected);
        self.feats.add(count(&|g, r| g.feats == r.feats), answered, expected);
        let lemma = |g: &Word<'_>, r: &Word<'_>| g.token.lemma == "_" || g.token.lemma == r.token.lemma;
        self.lemmas.add(count(&lemma), answered, expected);
        self.uas.add(count(&head), answered, expected);
        self.las.add(count(&labelled), answered, expected);
        let content = |side: &Side<'_>| side.words.iter().filter(|word| word.is_content()).count();
        self.clas.add(count(&|g, r| g.is_content() && labelled(g, r)), content(read), content(gold));
    }
}

/// Matched words: indices on both sides.
fn align(gold: &[Word<'_>], read: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut r) = (0, 0);
    while let (Some(a), Some(b)) = (gold.get(g), read.get(r)) {
        if a.multi && !b.multi && b.start < a.start {
            r += 1;
        } else if b.multi && !a.multi && a.start < b.start {
            g += 1;
        } else if a.multi || b.multi {
            let (from_g, from_r) = (g, r);
            let mut end =
                [a, b].into_iter().filter(|word| word.multi).map(|word| word.end).max().unwrap_or(0);
            // A printed word that begins inside the stretch may prolong it.
            loop {
                let before = end;
                for (words, at) in [(gold, &mut g), (read, &mut r)] {
                    while let Some(word) = words.get(*at).filter(|word| word.start < end) {
                        if word.multi {
                            end = end.max(word.end);
                        }
                        *at += 1;
                    }
                }
                if end == before {
                    break;
                }
            }
            let common = common(&gold[from_g..g], &read[from_r..r]);
            pairs.extend(common.into_iter().map(|(i, j)| (from_g + i, from_r + j)));
        } else if (a.start, a.end) == (b.start, b.end) {
            pairs.push((g, r));
            (g, r) = (g + 1, r + 1);
        } else if a.start <= b.start {
            g += 1;
        } else {
            r += 1;
        }
    }
    pairs
}

/// A longest common subsequence of the forms, as pairs of indices.
fn common(a: &[Word<'_>], b: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if a[i].form == b[j].form {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i].form == b[j].form {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use dateline_record::Span;

    use super::*;

    /// A token: its span, its sentence, its head, its relation and part of speech.
    type Row = (usize, usize, u32, Option<u32>, &'static str, &'static str);

    fn layers(text: &str, rows: &[Row], surface: Option<(usize, usize)>) -> Layers {
        let characters: Vec<char> = text.chars().collect();
        let tokens = rows.iter().map(|(start, end, sentence, head, deprel, upos)| {
            let inside = surface.filter(|(from, to)| from <= start && end <= to);
            Token {
                span: Span::new(*start, *end),
                surface: inside.map(|(from, to)| Span::new(from, to)),
                sentence: *sentence,
                lemma: characters[*start..*end].iter().collect(),
                upos: (*upos).to_owned(),
                xpos: String::new(),
                feats: String::new(),
                head: *head,
                deprel: (*deprel).to_owned(),
            }
        });
        Layers { tokens: tokens.collect(), ..Layers::default() }
    }

    #[test]
    fn the_case_of_the_reference_scorer() {
        let text = "We left. He didn't go home";
        let words = Text { id: String::new(), text: text.to_owned(), sentences: None };
        let gold = layers(
            text,
            &[
                (0, 2, 0, Some(1), "nsubj", "PRON"),
                (3, 7, 0, None, "root", "VERB"),
                (7, 8, 0, Some(1), "punct", "PUNCT"),
                (9, 11, 1, Some(6), "nsubj", "PRON"),
                (12, 15, 1, Some(6), "aux", "AUX"),
                (15, 18, 1, Some(6), "advmod", "PART"),
                (19, 21, 1, None, "root", "VERB"),
                (22, 26, 1, Some(6), "advmod:lmod", "ADV"),
            ],
            Some((12, 18)),
        );
        // One sentence for two, "didn't" in one piece, a part of speech and a head wrong, a subtype missing.
        let read = layers(
            text,
            &[
                (0, 2, 0, Some(1), "nsubj", "PRON"),
                (3, 7, 0, None, "root", "NOUN"),
                (7, 8, 0, Some(1), "punct", "PUNCT"),
                (9, 11, 0, Some(5), "nsubj", "PRON"),
                (12, 18, 0, Some(5), "aux", "AUX"),
                (19, 21, 0, Some(1), "parataxis", "VERB"),
                (22, 26, 0, Some(5), "advmod", "ADV"),
            ],
            None,
        );
        let figures = score(std::slice::from_ref(&words), std::slice::from_ref(&gold), &[&read]).unwrap();
        let value = |name: &str| figures.iter().find(|figure| figure.name == name).unwrap().value;
        let expected = [
            ("tokens F1", 7.0 / 7.0),
            ("words F1", 12.0 / 15.0),
            ("sentences F1", 0.0),
            ("UPOS", 10.0 / 15.0),
            ("lemmas", 12.0 / 15.0),
            ("UAS", 10.0 / 15.0),
            ("LAS", 10.0 / 15.0),
            ("CLAS", 8.0 / 11.0),
        ];
        for (name, expected) in expected {
            assert!((value(name) - expected).abs() < 1e-12, "{name} {}", value(name));
        }
        let short = Layers { tokens: gold.tokens[..4].to_vec(), ..Layers::default() };
        assert!(score(&[words], &[gold], &[&short]).is_err(), "tokens that leave out text are refused");
    }
}
