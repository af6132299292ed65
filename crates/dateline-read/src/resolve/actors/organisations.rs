//! Organisations: by the tables, else by their words.

use jiff::civil::Date;

use super::text::{joined, words};
use super::{Actor, Context, agents, phrases, tables};

/// Which organisation a name means; in some days, where several bore it. What no table knows is read by its words:
/// "Lakeland High Court".
pub fn organisation(name: &str, context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let words = words(name);
    let mut rest = words.as_slice();
    loop {
        let rows = tables::ranked(&joined(rest), context.land(), days);
        if !rows.is_empty() {
            return tables::actor(&rows, context);
        }
        match rest.split_first() {
            Some((first, tail)) if agents::opens(first) && !tail.is_empty() => rest = tail,
            _ => break,
        }
    }
    phrases::by_words(&words, context, days).filter(|actor| actor.sector.is_some())
}
