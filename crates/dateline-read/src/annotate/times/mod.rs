//! Time expressions: found in the text, and what each of them says. What day that is, `resolve` finds out.

pub mod meaning;

pub use meaning::{Expression, Meaning};
