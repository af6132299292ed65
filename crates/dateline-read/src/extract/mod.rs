//! From a page's bytes to the clean article.

pub mod assemble;
pub mod decode;
pub mod dom;
pub mod draft;
pub mod html;
pub mod language;
pub mod metadata;
pub mod scraped;
pub mod sniff;
pub mod trees;
mod wrap;

use dateline_record::{Furniture, Role};

/// What a block was judged to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// What it is.
    pub role: Role,
    /// Which kind of furniture, if it is furniture.
    pub kind: Option<Furniture>,
    /// How sure we are that it belongs to the article, 0 to 1.
    pub score: f32,
    /// Whether its words are part of the article's text. A caption is known for what it is and yet stands beside
    /// the text; so may a deck that only repeats it.
    pub in_text: bool,
}

impl Verdict {
    /// A block of the article.
    pub fn article(role: Role, score: f32) -> Self {
        Verdict { role, kind: None, score, in_text: true }
    }

    /// A block beside the text that is no furniture: a caption, a comment.
    pub fn beside(role: Role, score: f32) -> Self {
        Verdict { role, kind: None, score, in_text: false }
    }

    /// A piece of furniture.
    pub fn furniture(kind: Furniture, score: f32) -> Self {
        Verdict { role: Role::Furniture, kind: Some(kind), score, in_text: false }
    }
}
