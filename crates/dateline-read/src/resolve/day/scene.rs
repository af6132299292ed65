//! What the clues look at: the record's words with their tenses, quotations and the years printed around them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use dateline_record::{Record, Role, Span, Token};

use crate::annotate::lexicon;
use crate::annotate::text::Text;
use crate::annotate::times::Expression;
use crate::annotate::times::meaning::{Meaning, Reference, Unit, Which};
use crate::resolve::tense::{Direction, Tenses};

static PLAN_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../data/time/plan_words.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

/// Whoever acts in so many sentences is in the story.
const ACTS: usize = 3;

/// Names that keep the year in which they were made.
static LASTING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../data/time/lasting_names.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

/// Most words between a verb and its time.
const FAR: usize = 40;

/// The record, seen by the clues.
pub struct Scene<'r> {
    /// The record.
    pub record: &'r Record,
    /// Its text.
    pub text: Text<'r>,
    /// Its tenses.
    pub tenses: Tenses<'r>,
    /// Its time expressions.
    pub expressions: &'r [Expression],
    /// The tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// Of each sentence: whether it tells of another time than the article's: a year, "two years ago", "at the time".
    pub elsewhen: Vec<bool>,
}

impl<'r> Scene<'r> {
    /// Looks once at everything.
    pub fn new(record: &'r Record, expressions: &'r [Expression]) -> Self {
        let tokens = &record.tokens;
        let mut sentences = Vec::with_capacity(record.sentences.len());
        let mut at = 0;
        for number in 0..record.sentences.len() {
            let first = at;
            while tokens.get(at).is_some_and(|token| token.sentence as usize <= number) {
                at += 1;
            }
            sentences.push(first..at);
        }
        let mut scene = Self {
            record,
            text: Text::new(&record.article.text),
            tenses: Tenses::new(record),
            expressions,
            sentences,
            elsewhen: vec![false; record.sentences.len()],
        };
        for expression in expressions {
            let far = match &expression.meaning {
                Meaning::Point(point) => {
                    point.year.is_some() || point.decade.is_some() || point.century.is_some() || point.bc
                }
                Meaning::Shift(shift) => shift.back && shift.unit >= Unit::Month,
                Meaning::Reference(reference) => *reference == Reference::Past,
                _ => false,
            };
            let sentence = scene.sentence(scene.token(expression.start));
            if let Some(elsewhen) = scene.elsewhen.get_mut(sentence).filter(|_| far) {
                *elsewhen = true;
            }
        }
        scene
    }

    /// The first token that ends after a character.
    pub fn token(&self, start: usize) -> usize {
        self.record.tokens.partition_point(|token| (token.span.end as usize) <= start)
    }

    /// Whether a verb has an object.
    pub fn has_object(&self, verb: Option<u32>) -> bool {
        verb.is_some() && self.record.tokens.iter().any(|token| token.head == verb && token.deprel == "obj")
    }

    /// The tokens at which the times of a sentence stand that are days away at most: "today", "on Monday", "this week".
    pub fn near_times(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        self.expressions
            .iter()
            .filter(|expression| recent(&expression.meaning))
            .map(|expression| self.token(expression.start))
            .filter(move |token| self.sentence(*token) == sentence)
    }

    /// Whether somebody or something acts in the article's own time beyond doubt: with a time that is days away at most, or in
    /// several sentences.
    pub fn takes_part(&self, form: &str, head: usize) -> bool {
        let first = form.split(' ').next().unwrap_or_default();
        let acts = |at: &usize| {
            let (start, end) =
                self.record.tokens.get(*at).map_or((0, 0), |token| self.text.range(token.span));
            self.text.slice(start, end) == first && self.acts(*at)
        };
        self.acts(head)
            && (self.near(self.sentence(head)) || (0..self.record.tokens.len()).filter(acts).count() >= ACTS)
    }

    /// Whether a sentence has a time that is days away at most.
    pub fn near(&self, sentence: usize) -> bool {
        self.near_times(sentence).next().is_some()
    }

    /// The tokens of an expression.
    pub fn tokens_of(&self, expression: &Expression) -> Range<usize> {
        self.token(expression.start)..self.token(expression.end.saturating_sub(1)) + 1
    }

    /// The sentence of a token.
    pub fn sentence(&self, token: usize) -> usize {
        self.record.tokens.get(token).map_or(usize::MAX, |token| token.sentence as usize)
    }

    /// The token of an expression that governs its others, and that token's index.
    pub fn head(&self, tokens: &Range<usize>) -> Option<(usize, &'r Token)> {
        tokens.clone().find_map(|index| {
            let token = self.record.tokens.get(index)?;
            let outside = token.head.is_none_or(|head| !tokens.contains(&(head as usize)));
            outside.then_some((index, token))
        })
    }

    /// A token in small letters.
    pub fn lower(&self, token: usize) -> &str {
        self.record.tokens.get(token).map_or("", |token| {
            let (start, end) = self.text.range(token.span);
            self.text.lower(start, end)
        })
    }

    /// The preposition before an expression, past its article.
    pub fn preposition(&self, first: usize) -> &str {
        let mut at = first;
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1) else { return "" };
            let Some(token) = self.record.tokens.get(before) else { return "" };
            if self.sentence(before) != self.sentence(first) {
                return "";
            }
            match token.upos.as_str() {
                // "bonds due March 15": whatever marks the time's part in the sentence.
                _ if token.deprel == "case" => return self.lower(before),
                "DET" | "ADV" => at = before,
                "ADP" | "SCONJ" | "PART" => return self.lower(before),
                _ => return "",
            }
        }
        ""
    }

    /// Whether a year is a part of a name: "Expo Canada 2016", "the 2018 FIFA World Cup"; laws and reports keep theirs for ever.
    pub fn part_of_name(&self, year: usize) -> bool {
        let tokens = &self.record.tokens;
        let proper = |at: Option<usize>| {
            at.and_then(|at| tokens.get(at)).is_some_and(|token| {
                token.upos == "PROPN" && !LASTING.contains(token.lemma.to_lowercase().as_str())
            })
        };
        let same = |at: &usize| self.sentence(*at) == self.sentence(year);
        let (before, after) = (year.checked_sub(1).filter(same), Some(year + 1).filter(same));
        proper(before) && !proper(after)
            || proper(after) && before.is_none_or(|at| tokens.get(at).is_none_or(|token| token.upos != "ADP"))
    }

    /// Whether a word of planning stands between a verb and an expression.
    pub fn planned(&self, verb: usize, tokens: &Range<usize>) -> bool {
        let (from, to) = if verb < tokens.start { (verb, tokens.start) } else { (tokens.end, verb + 1) };
        // A verb that is so far away is hardly its verb.
        if to.saturating_sub(from) > FAR {
            return true;
        }
        self.record.tokens.get(from..to).unwrap_or_default().iter().any(|token| {
            let lemma = token.lemma.to_lowercase();
            PLAN_WORDS.contains(lemma.as_str())
        })
    }

    /// Whether a place stands in quotation marks.
    pub fn quoted(&self, start: usize) -> bool {
        let quotations = &self.record.quotations;
        let at = quotations.partition_point(|quotation| (quotation.span.end as usize) <= start);
        quotations.get(at).is_some_and(|quotation| (quotation.span.start as usize) <= start)
    }

    /// Whether a sentence is a headline or a heading.
    pub fn headline(&self, sentence: usize) -> bool {
        let block = self.record.sentences.get(sentence).map(|sentence| sentence.block as usize);
        block
            .and_then(|block| self.record.article.blocks.get(block))
            .is_some_and(|block| matches!(block.role, Role::Title | Role::Subtitle | Role::Heading))
    }

    /// Whether the predicate at a token is said to have happened, or nothing is known of it.
    pub fn factual(&self, verb: usize) -> bool {
        let Some(token) = self.record.tokens.get(verb) else { return false };
        let predicates = &self.record.predicates;
        let at = predicates.partition_point(|predicate| predicate.span.start < token.span.start);
        predicates.get(at).filter(|predicate| predicate.span == token.span).is_none_or(|p| p.factuality > 0.5)
    }

    /// Whether a token is the subject of a main clause that tells of the article's own time.
    pub fn acts(&self, token: usize) -> bool {
        let Some(word) = self.record.tokens.get(token) else { return false };
        let sentence = word.sentence as usize;
        if word.deprel != "nsubj" || self.elsewhen.get(sentence).copied().unwrap_or(true) {
            return false;
        }
        let Some(verb) = word.head.map(|head| head as usize) else { return false };
        let main = self
            .record
            .tokens
            .get(verb)
            .is_some_and(|verb| matches!(verb.deprel.as_str(), "root" | "ccomp" | "parataxis" | "conj"));
        let tense = self.tenses.of(verb);
        main && matches!(tense.direction, Direction::Past | Direction::Present)
            && tense.certain
            && self.factual(verb)
            && self.record.tokens.get(verb).is_some_and(|verb| verb.upos == "VERB")
    }

    /// The stretch of an expression.
    pub fn span(expression: &Expression) -> Span {
        Span::new(expression.start, expression.end)
    }
}

/// "today", "yesterday", "on Monday", "this week": within days of the writing.
fn recent(meaning: &Meaning) -> bool {
    let Meaning::Point(point) = meaning else { return false };
    let day = point.year.is_none() && point.month.is_none() && point.holiday.is_none() && point.nth.is_none();
    day && match (point.frame, point.weekday) {
        (Some((Which::This | Which::Last, unit)), _) => unit <= Unit::Week,
        (None, Some(_)) => matches!(point.which, None | Some(Which::This | Which::Last)),
        _ => false,
    }
}
