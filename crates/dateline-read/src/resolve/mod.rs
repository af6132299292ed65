//! What is resolved against knowledge and against the rest of the article: the sides of times, the article's own day.

pub mod tense;
pub mod times;
