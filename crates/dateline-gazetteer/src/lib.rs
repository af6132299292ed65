//! Names of places and what they may mean.
//!
//! [`Gazetteer`] reads a compiled table in place: from the binary itself, or from a file that is mapped into memory.
//! [`build`] makes one from tables as text. Points are WGS 84 degrees.

pub mod build;
mod fold;
mod format;
mod near;
mod read;
mod scan;

pub use fold::fold;
pub use format::NameKind;
pub use near::{Near, edits};
pub use read::{Bounds, Damaged, Entry, Gazetteer, Id, Sense};
pub use scan::Match;
