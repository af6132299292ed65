//! Who and what the article speaks of: mentions, joined where they mean the same.

pub mod mentions;
pub mod pairs;
pub mod words;
