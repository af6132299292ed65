//! Who held which office from when to when.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::{day, fold, list};
use crate::annotate::lexicon;

/// The tables: by hand, then compiled.
pub const FILES: &[&str] = &[
    include_str!("../../../../../../data/facts/tenures_reviewed.tsv"),
    include_str!("../../../../../../data/facts/tenures_heads.tsv"),
    include_str!("../../../../../../data/facts/tenures_us.tsv"),
    include_str!("../../../../../../data/facts/tenures_world.tsv"),
    include_str!("../../../../../../data/facts/tenures_bodies.tsv"),
    include_str!("../../../../../../data/facts/tenures.tsv"),
];

/// Somebody's time in an office.
#[derive(Debug)]
pub struct Tenure {
    /// Id of the office.
    pub office: &'static str,
    /// Country or body.
    pub of: &'static str,
    /// The fullest name, as printed in the table.
    pub name: &'static str,
    /// The words of each form of the name, folded.
    pub forms: Vec<Vec<String>>,
    /// First day.
    pub start: Date,
    /// Last day that can be; none when the end is not known.
    pub end: Option<Date>,
    /// Of an end that is not known, the day on which the office was still held.
    pub known_until: Option<Date>,
    /// The table of the row, by its place in the list of tables.
    pub table: usize,
}

impl Tenure {
    /// The row in words.
    pub fn words(&self) -> String {
        let end = self.end.map_or_else(|| "end unknown".to_owned(), |end| end.to_string());
        format!("{}, {} of {}, {} to {end}", self.name, self.office.replace('-', " "), self.of, self.start)
    }
}

/// All rows.
#[derive(Debug)]
pub struct Tenures {
    /// In the order of the tables.
    pub rows: Vec<Tenure>,
    /// Index of them by every word of the names.
    pub by_word: HashMap<String, Vec<usize>>,
}

/// The tables, read once.
pub static TENURES: LazyLock<Tenures> = LazyLock::new(|| {
    let mut rows = Vec::new();
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let tables = FILES.iter().enumerate();
    for (table, row) in tables.flat_map(|(table, file)| lexicon::rows(file).map(move |row| (table, row))) {
        let Some((start, _)) = day(row.column(3)) else { continue };
        let names = row.column(2);
        let forms: Vec<Vec<String>> = list(names).map(fold).filter(|form| !form.is_empty()).collect();
        for word in forms.iter().flatten() {
            let list = by_word.entry(word.clone()).or_default();
            if list.last() != Some(&rows.len()) {
                list.push(rows.len());
            }
        }
        rows.push(Tenure {
            office: row.column(0),
            of: row.column(1),
            name: list(names).next().unwrap_or_default(),
            forms,
            start,
            end: day(row.column(4)).map(|(_, last)| last),
            known_until: row.column(4).strip_prefix('>').and_then(day).map(|(_, last)| last),
            table,
        });
    }
    Tenures { rows, by_word }
});
