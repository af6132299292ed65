//! Names: what is named, each once, with every place where it is named.

use std::collections::HashMap;

use dateline_record::{NameKind, Record, Span};

use super::Report;
use super::known::covered;
use super::paint::Style;
use super::text::{clean, lines};
use super::words::span_text;

/// A name as it is printed, and where.
pub struct Named {
    /// The words.
    pub words: String,
    /// What bears it.
    pub kind: NameKind,
    /// Where it stands.
    pub spans: Vec<Span>,
}

/// The names of a record that belong to no entity: by kind, the most frequent first, else in the order of the text.
pub fn named(record: &Record) -> Vec<Named> {
    let text: Vec<char> = record.article.text.chars().collect();
    let mut names: Vec<Named> = Vec::new();
    let mut places: HashMap<(String, NameKind), usize> = HashMap::new();
    let covered = covered(record);
    for name in record.names.iter().filter(|name| !covered.contains(&name.span)) {
        let words = span_text(&text, name.span);
        let at = *places.entry((words.clone(), name.kind)).or_insert(names.len());
        match names.get_mut(at) {
            Some(named) => named.spans.push(name.span),
            None => names.push(Named { words, kind: name.kind, spans: vec![name.span] }),
        }
    }
    names.sort_by_key(|named| (named.kind, std::cmp::Reverse(named.spans.len())));
    names
}

/// The heading over the names of a kind.
pub fn heading(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "People",
        NameKind::Organisation => "Organisations",
        NameKind::Place => "Places",
        NameKind::Nationality => "Nationalities and groups",
        NameKind::Facility => "Buildings and sites",
        NameKind::Event => "Events",
        NameKind::Other => "Other names",
    }
}

/// Columns of the kinds of names.
const KIND: usize = 24;

impl Report<'_> {
    /// Names by kind, the most frequent first.
    pub(super) fn names(&self) -> String {
        let names = named(self.record);
        if names.is_empty() {
            return String::new();
        }
        let title = if self.record.entities.is_empty() { "Names" } else { "Other names" };
        let mut out = self.heading(title, Some(names.len()));
        for names in names.chunk_by(|a, b| a.kind == b.kind) {
            let listed = names.iter().map(|name| match name.spans.len() {
                1 => clean(&name.words),
                count => format!("{} {count}", clean(&name.words)),
            });
            let listed = listed.collect::<Vec<_>>().join(", ");
            for (i, line) in
                lines(&listed, self.measure().saturating_sub(KIND + 2).max(20)).iter().enumerate()
            {
                let kind = if i == 0 { heading(names[0].kind).to_lowercase() } else { String::new() };
                out += &format!("  {}{line}\n", self.paint.as_(Style::Dim, &format!("{kind:<KIND$}  ")));
            }
        }
        out
    }
}
