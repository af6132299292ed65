//! When people were born and died.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::{day, fold, list};
use crate::annotate::lexicon;

pub(crate) const FILE: &str = include_str!("../../../../../../data/facts/people.tsv");

/// Somebody whose days are known.
#[derive(Debug)]
pub struct Person {
    /// The fullest name.
    pub name: &'static str,
    /// First and last day that the day of birth can be.
    pub born: (Date, Date),
    /// Last day that the day of death can be; none of the living.
    pub died: Option<Date>,
}

/// All of them.
#[derive(Debug)]
pub struct People {
    /// In the order of the table.
    pub rows: Vec<Person>,
    by_name: HashMap<String, usize>,
}

impl People {
    /// Whom a full name, folded, names.
    pub fn named(&self, words: &[String]) -> Option<&Person> {
        self.by_name.get(words.join(" ").as_str()).and_then(|index| self.rows.get(*index))
    }
}

/// The table, read once.
pub static PEOPLE: LazyLock<People> = LazyLock::new(|| {
    let mut people = People { rows: Vec::new(), by_name: HashMap::new() };
    for row in lexicon::rows(FILE) {
        let Some(born) = day(row.column(1)) else { continue };
        for form in list(row.column(0)) {
            people.by_name.insert(fold(form).join(" "), people.rows.len());
        }
        let died = day(row.column(2)).map(|(_, last)| last);
        let name = list(row.column(0)).next().unwrap_or_default();
        people.rows.push(Person { name, born, died });
    }
    people
});
