//! Names that began to be used on a known day, and things that come out, open or take place on one.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::{day, head, list, printed};
use crate::annotate::lexicon::rows;
use crate::annotate::text::Text;

pub(super) const BEGINNINGS_FILE: &str = include_str!("../../../../../../data/facts/existence.tsv");
pub(super) const OPENINGS_FILE: &str = include_str!("../../../../../../data/facts/openings.tsv");

/// A name that began on a known day.
#[derive(Debug)]
pub struct Beginning {
    /// The form as it is printed in the table.
    pub form: &'static str,
    /// First day.
    pub first: Date,
    /// Last day of its use in the present.
    pub last: Option<Date>,
}

/// Names by their first word.
pub static BEGINNINGS: LazyLock<HashMap<&'static str, Vec<Beginning>>> = LazyLock::new(|| {
    let mut beginnings: HashMap<&'static str, Vec<Beginning>> = HashMap::new();
    for row in rows(BEGINNINGS_FILE) {
        let Some((first, _)) = day(row.column(2)) else { continue };
        let last = day(row.column(3)).map(|(_, last)| last);
        for form in list(row.column(1)) {
            let word = form.split(' ').next().unwrap_or_default();
            beginnings.entry(word).or_default().push(Beginning { form, first, last });
        }
    }
    beginnings
});

/// Something that comes out, opens or takes place on a known day.
#[derive(Debug)]
pub struct Opening {
    /// The form as it is printed in the table.
    pub form: &'static str,
    /// The day.
    pub day: Date,
}

/// The day on which a name that stands at a character of a text began: "the Sept. 11 attacks".
pub fn began(text: &Text<'_>, start: usize) -> Option<Date> {
    let word =
        (start..).take_while(|at| !matches!(text.char(*at), ' ' | '\n' | '\0')).take(LONGEST_WORD).last()?;
    let forms = BEGINNINGS.get(text.slice(start, word + 1))?;
    forms
        .iter()
        .filter(|beginning| printed(text, start, beginning.form).is_some())
        .max_by_key(|beginning| beginning.form.len())
        .map(|beginning| beginning.first)
}

/// No first word of a name is longer.
const LONGEST_WORD: usize = 40;

/// Things by the first word of their names.
pub static OPENINGS: LazyLock<HashMap<&'static str, Vec<Opening>>> = LazyLock::new(|| {
    let mut openings: HashMap<&'static str, Vec<Opening>> = HashMap::new();
    for row in rows(OPENINGS_FILE) {
        let Some((_, day)) = day(row.column(0)) else { continue };
        for form in list(row.column(1)) {
            openings.entry(head(form)).or_default().push(Opening { form, day });
        }
    }
    openings
});
