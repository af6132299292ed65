//! What a language model reads of the article, as the record holds it.

use dateline_record::{Argument, Block, CoreferenceLink, Name, NameKind, Predicate, Sentence, Span, Token};

use super::english::{self, Layers, Run};
use super::sentences;
use super::text::Text;

/// The layers of sentences and words.
#[derive(Debug, Default)]
pub struct Syntax {
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Words.
    pub tokens: Vec<Token>,
    /// Names.
    pub names: Vec<Name>,
    /// Predicates with their roles.
    pub predicates: Vec<Predicate>,
    /// Mentions that may be the same.
    pub coreference: Vec<CoreferenceLink>,
    /// Of each token: whether what it tells of happened, were it a predicate, from -3 to 3.
    pub factuality: Vec<f32>,
}

/// The model reads so many printed words of an article, in whole blocks: about a second of work. What follows gets
/// sentences by rule and no other layer.
pub const MOST_WORDS: usize = 10_000;
/// The same for text that has no blanks, in characters a word.
const MOST_CHARACTERS: usize = 8;
/// Text of more characters than this is a book, a register or a trap; half as many words are read of it, so that a page which is slow in
/// everything else still ends in bounded time.
const LONG: usize = 20 * MOST_WORDS;

/// Reads an English article.
pub fn english(text: &Text<'_>, blocks: &[Block]) -> Syntax {
    let with_text =
        || blocks.iter().enumerate().filter_map(|(index, block)| Some((index, text.range(block.span?))));
    let words = if text.chars.len() > LONG { MOST_WORDS / 2 } else { MOST_WORDS };
    let mut room = Room { words, characters: MOST_CHARACTERS * words };
    let (indices, ranges): (Vec<usize>, Vec<(usize, usize)>) =
        with_text().take_while(|(_, range)| room.take(text, *range)).unzip();
    let layers = english::read(&text.chars, &ranges, &sentences::ends(text, &ranges, "en"));
    let mut syntax = from_layers(&layers, |block| indices.get(block).copied().unwrap_or(0));
    let first = indices.last().map_or(0, |last| last + 1);
    if first < blocks.len() {
        let rest = sentences::sentences(text, blocks, "en");
        syntax.sentences.extend(rest.into_iter().filter(|sentence| sentence.block as usize >= first));
    }
    syntax
}

/// How much the model may still read.
struct Room {
    words: usize,
    characters: usize,
}

impl Room {
    /// Whether a stretch fits; it is counted then.
    fn take(&mut self, text: &Text<'_>, (start, end): (usize, usize)) -> bool {
        let chars = text.chars.get(start..end).unwrap_or_default();
        let words = chars.split(|c| c.is_whitespace()).filter(|word| !word.is_empty()).count();
        let left = (self.words.checked_sub(words), self.characters.checked_sub(chars.len()));
        let (Some(words), Some(characters)) = left else { return false };
        *self = Room { words, characters };
        true
    }
}

/// Reads English text that is no article; empty lines part its blocks.
pub fn english_text(text: &str) -> Syntax {
    let blocks = paragraphs(text);
    let text = Text::new(text);
    from_layers(&english::read(&text.chars, &blocks, &sentences::ends(&text, &blocks, "en")), |block| block)
}

/// The stretches of a text between its empty lines, in characters.
pub fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut breaks = 0;
    let mut length = 0;
    for (at, c) in text.chars().enumerate() {
        length = at + 1;
        if c == '\n' {
            breaks += 1;
        } else if !c.is_whitespace() {
            if breaks > 1 {
                blocks.push((start, at));
                start = at;
            }
            breaks = 0;
        }
    }
    blocks.push((start, length));
    blocks
}

/// Reads English whose sentences and words are known: for each sentence its words, first character and one past the last.
pub fn english_words(text: &str, sentences: &[Vec<(usize, usize)>]) -> Syntax {
    let chars: Vec<char> = text.chars().collect();
    let sentences: Vec<_> = sentences.iter().map(|words| (0, words.clone())).collect();
    from_layers(&english::read_words(&chars, &sentences), |block| block)
}

/// `block` leads from the blocks that the model was given to those of the article.
fn from_layers(layers: &Layers, block: impl Fn(usize) -> usize) -> Syntax {
    let word = |index: usize| {
        layers.words.get(index).map_or(Span::new(0, 0), |word| Span::new(word.start, word.end))
    };
    let between = |first: usize, last: usize| Span { start: word(first).start, end: word(last).end };
    let mut syntax = Syntax::default();
    for (number, (of, first, past)) in layers.sentences.iter().enumerate() {
        syntax
            .sentences
            .push(Sentence { span: between(*first, past.saturating_sub(1)), block: block(*of) as u32 });
        for token in layers.words.get(*first..*past).unwrap_or_default() {
            syntax.tokens.push(Token {
                span: Span::new(token.start, token.end),
                surface: token.surface.map(|(start, end)| Span::new(start, end)),
                sentence: number as u32,
                lemma: token.lemma.clone(),
                upos: token.upos.to_owned(),
                xpos: token.xpos.to_owned(),
                feats: token.feats.to_owned(),
                head: token.head.map(|head| head as u32),
                deprel: token.deprel.to_owned(),
            });
        }
    }
    syntax.factuality = layers.words.iter().map(|word| word.factuality).collect();
    let name = |run: &Run| Name {
        span: between(run.first, run.last),
        kind: kind(run.label),
        confidence: run.confidence,
    };
    syntax.names = layers.names.iter().map(name).collect();
    for frame in &layers.frames {
        let argument = |run: &Run| Argument {
            label: run.label.to_owned(),
            span: between(run.first, run.last),
            head: word(governor(layers, run)),
        };
        syntax.predicates.push(Predicate {
            span: word(frame.word),
            roleset: frame.roleset.map(str::to_owned),
            factuality: layers.words.get(frame.word).map_or(0.0, |word| word.factuality),
            arguments: frame.arguments.iter().map(argument).collect(),
            when: None,
        });
    }
    // A mention is known by its head; where that is a part of a name, the name is the mention. Names stand in order.
    let mention = |head: usize| {
        let name = layers
            .names
            .get(layers.names.partition_point(|run| run.last < head))
            .filter(|run| run.first <= head);
        name.map_or_else(|| word(head), |run| between(run.first, run.last))
    };
    for link in &layers.links {
        let (later, earlier) = (mention(link.mention), mention(link.antecedent));
        if later != earlier {
            syntax.coreference.push(CoreferenceLink {
                mention: later,
                antecedent: earlier,
                confidence: link.confidence,
            });
        }
    }
    syntax
}

/// The word of a run whose governor lies outside of it; the first one, where there are several.
fn governor(layers: &Layers, run: &Run) -> usize {
    let outside = |index: &usize| {
        let head = layers.words.get(*index).and_then(|word| word.head);
        head.is_none_or(|head| head < run.first || head > run.last)
    };
    (run.first..=run.last).find(outside).unwrap_or(run.first)
}

fn kind(label: &str) -> NameKind {
    match label {
        "person" => NameKind::Person,
        "organisation" => NameKind::Organisation,
        "place" => NameKind::Place,
        "nationality" => NameKind::Nationality,
        "facility" => NameKind::Facility,
        "event" => NameKind::Event,
        _ => NameKind::Other,
    }
}
