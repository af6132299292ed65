//! Layers read from the article's text.

pub mod lexicon;
pub mod quantities;
pub mod quotations;
pub mod sentences;
pub mod text;

use dateline_record::Record;
use text::Text;

/// Fills the layers of a record whose article is complete.
pub fn annotate(record: &mut Record) {
    let article = &record.article;
    let text = Text::new(&article.text);
    let language = article.language.code.as_str();
    let sentences = sentences::sentences(&text, &article.blocks, language);
    record.quotations = quotations::quotations(&text, &article.blocks);
    record.quantities = quantities::quantities(&text, &sentences, language);
    record.sentences = sentences;
}
