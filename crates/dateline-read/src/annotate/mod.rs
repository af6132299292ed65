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
use times::Expression;

/// Fills the layers of a record whose article is complete: all of them, or only those that cost next to nothing. Gives
/// the time expressions as printed, for `resolve`.
pub fn annotate(record: &mut Record, all: bool) -> Vec<Expression> {
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
    times::times(&text, &record.sentences, &record.tokens)
}
