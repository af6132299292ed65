//! Layers read from the article's text.

pub mod english;
pub mod lexicon;
pub mod quantities;
pub mod quotations;
pub mod sentences;
pub mod syntax;
pub mod text;
pub mod times;

use dateline_record::Record;
use text::Text;

/// Fills the layers of a record whose article is complete: all of them, or only those that cost next to nothing.
pub fn annotate(record: &mut Record, all: bool) {
    let article = &record.article;
    let text = Text::new(&article.text);
    let language = article.language.code.as_str();
    let syntax = if all && language == "en" {
        syntax::english(&text, &article.blocks)
    } else {
        syntax::Syntax {
            sentences: sentences::sentences(&text, &article.blocks, language),
            ..Default::default()
        }
    };
    record.quotations = quotations::quotations(&text, &article.blocks);
    record.quantities = quantities::quantities(&text, &syntax.sentences, language);
    record.sentences = syntax.sentences;
    record.tokens = syntax.tokens;
    record.names = syntax.names;
    record.predicates = syntax.predicates;
    record.coreference = syntax.coreference;
}
