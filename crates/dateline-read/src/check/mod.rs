//! What in the page does not hold up: one file a check.

use dateline_record::Record;

use crate::Page;
use crate::extract::decode::Source;

/// Runs every check over a record that is otherwise complete.
pub fn check(_page: &Page<'_>, _source: &Source, _record: &mut Record) {}
