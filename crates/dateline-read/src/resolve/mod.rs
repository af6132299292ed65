//! What is resolved against knowledge and against the rest of the article: the sides of times, the days they mean, the
//! article's own day.

pub mod day;
pub mod tense;
pub mod times;
