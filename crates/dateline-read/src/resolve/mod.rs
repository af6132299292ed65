//! What is resolved against knowledge and against the rest of the article: the sides of times, the days they mean, the
//! article's own day.

pub mod day;
pub mod tense;
pub mod times;
pub mod when;

use dateline_record::Record;
use jiff::civil::Date;

use crate::annotate::times::Expression;
use day::ClaimedDay;
use times::Convention;

/// What is known of an article's day beside its text.
#[derive(Debug, Default)]
pub struct Known {
    /// The day, where it is beyond doubt.
    pub written: Option<Date>,
    /// Days that are claimed for it.
    pub claims: Vec<ClaimedDay>,
    /// The day on which it was fetched.
    pub fetched: Option<Date>,
}

/// Dates the article, then its time expressions, then what its predicates tell of.
pub fn resolve(record: &mut Record, expressions: &[Expression], known: &Known, convention: Convention) {
    let dated = day::dated(record, expressions, &known.claims, known.fetched);
    let best = dated.best.as_deref().and_then(|best| best.parse().ok());
    let day = known.written.or(best);
    record.dated = Some(dated);
    record.times = times::times(record, expressions, day, convention);
    let whens = when::whens(record, day);
    for (predicate, when) in record.predicates.iter_mut().zip(whens) {
        predicate.when = when;
    }
}
