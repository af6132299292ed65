//! One command, one file.

pub mod knowledge;
pub mod read;
pub mod schema;
