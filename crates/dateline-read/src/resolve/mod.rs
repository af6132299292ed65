//! What is resolved against knowledge and against the rest of the article: the sides of times, the days they mean, the
//! article's own day.

pub mod actors;
pub mod countries;
pub mod day;
pub mod entities;
pub mod knowledge;
pub mod places;
pub mod tense;
pub mod times;
pub mod when;

use dateline_gazetteer::Gazetteer;
use dateline_record::Record;
use jiff::civil::Date;

use crate::annotate::times::Expression;
use day::ClaimedDay;
use times::Convention;

/// What is known of an article's day beside its text.
#[derive(Default)]
pub struct Known {
    /// The day, where it is beyond doubt.
    pub written: Option<Date>,
    /// Days that are claimed for it.
    pub claims: Vec<ClaimedDay>,
    /// The day on which it was fetched.
    pub fetched: Option<Date>,
    /// The places that names may mean.
    pub places: Option<&'static Gazetteer>,
}

/// Days of writing that lie within so many days of one another tell the year of a month, though not which Monday is meant.
const ROUGH_DAYS: i32 = 60;

/// Dates the article, then its time expressions, then what its predicates tell of.
pub fn resolve(record: &mut Record, expressions: &[Expression], known: &Known, convention: Convention) {
    let dated = day::dated(record, expressions, &known.claims, known.fetched);
    let parsed = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
    let exact = known.written.or(parsed(&dated.best));
    let ends = parsed(&dated.interval.earliest).zip(parsed(&dated.interval.latest));
    let rough = ends.filter(|(first, last)| {
        last.since((jiff::Unit::Day, *first)).is_ok_and(|span| (0..=ROUGH_DAYS).contains(&span.get_days()))
    });
    let written = exact.map(|day| (day, day)).or(rough);
    record.dated = Some(dated);
    record.times = times::times(record, expressions, written, convention);
    let whens = when::whens(record, written);
    for (predicate, when) in record.predicates.iter_mut().zip(whens) {
        predicate.when = when;
    }
    if let Some(gazetteer) = known.places {
        let read = entities::entities(record, gazetteer, written);
        (record.entities, record.places, record.coreference) = (read.entities, read.places, read.links);
    }
}
