//! Layers read from the article's text.

use dateline_record::Record;

/// Fills the layers of a record whose article is complete.
pub fn annotate(_record: &mut Record) {}
