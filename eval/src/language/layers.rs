//! What is read from a text: the layers of the record that a model of language fills.

use cpu_time::ThreadTime;
use dateline_read::annotate::syntax::{Syntax, english_text, english_words};
use dateline_record::{CoreferenceLink, Name, Predicate, Sentence, Token};
use serde::{Deserialize, Serialize};

use super::tasks::Text;

/// The layers of one text. Spans count its characters; indices are those of the record.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Layers {
    /// The text.
    pub id: String,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences.
    pub tokens: Vec<Token>,
    /// Names.
    pub names: Vec<Name>,
    /// Predicates with roles.
    pub predicates: Vec<Predicate>,
    /// Pairs of mentions, scored.
    pub coreference: Vec<CoreferenceLink>,
    /// Factuality of every token, as if it were a predicate, -3 to 3.
    pub factuality: Vec<f32>,
    /// Processor time that the reading took, in milliseconds.
    pub ms: f64,
    /// The most memory that the process has had so far, in bytes, where it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<u64>,
}

/// A model that reads English.
pub trait Parser: Sync {
    /// Finds sentences, tokens and all layers in a text. Empty lines part paragraphs.
    fn raw(&self, text: &str) -> Layers;
    /// Finds all layers over given tokens: one list for each sentence, each token its first and one past its last
    /// character.
    fn given(&self, text: &str, sentences: &[Vec<(usize, usize)>]) -> Layers;
}

/// The model that Dateline carries.
pub fn ours() -> Option<Box<dyn Parser>> {
    Some(Box::new(English))
}

struct English;

impl Parser for English {
    fn raw(&self, text: &str) -> Layers {
        layers(english_text(text))
    }

    fn given(&self, text: &str, sentences: &[Vec<(usize, usize)>]) -> Layers {
        layers(english_words(text, sentences))
    }
}

fn layers(syntax: Syntax) -> Layers {
    Layers {
        sentences: syntax.sentences,
        tokens: syntax.tokens,
        names: syntax.names,
        predicates: syntax.predicates,
        coreference: syntax.coreference,
        factuality: syntax.factuality,
        ..Layers::default()
    }
}

/// Reads a text and takes the time.
pub fn read(parser: &dyn Parser, text: &Text) -> Layers {
    let start = ThreadTime::now();
    let layers = match &text.sentences {
        Some(sentences) => parser.given(&text.text, sentences),
        None => parser.raw(&text.text),
    };
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    Layers { id: text.id.clone(), ms, ..layers }
}
