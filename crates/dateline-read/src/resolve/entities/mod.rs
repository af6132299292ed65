//! Who and what the article speaks of: mentions, joined where they mean the same, and what is known of each on the article's
//! day.

mod assemble;
pub mod chains;
mod known;
pub mod mentions;
pub mod names;
pub mod pairs;
mod roles;
pub mod words;

pub use assemble::{Day, entities};
