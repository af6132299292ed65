//! Damage in the printed text, and the reading that mends it. The text itself is never changed: every repair is a
//! reading beside it.

pub mod encoding;
pub mod entities;
pub mod letters;
pub mod scripts;
pub mod vocabulary;

/// A damaged place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// First character, counted in `article.text`.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What should stand there.
    pub repair: String,
}
