//! One command, one file.

pub mod read;
pub mod schema;
