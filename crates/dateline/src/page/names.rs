//! Names: what is named, each once, with every place where it is named.

use std::collections::HashMap;

use dateline_record::{NameKind, Record, Span};

use super::html::Html;
use crate::report::span_text;

/// A name as it is printed, and where.
pub struct Named {
    /// The words.
    pub words: String,
    /// What bears it.
    pub kind: NameKind,
    /// Where it stands.
    pub spans: Vec<Span>,
}

/// The names of a record: by kind, the most frequent first, else in the order of the text.
pub fn named(record: &Record) -> Vec<Named> {
    let text: Vec<char> = record.article.text.chars().collect();
    let mut names: Vec<Named> = Vec::new();
    let mut places: HashMap<(String, NameKind), usize> = HashMap::new();
    for name in &record.names {
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

/// The classes of a name of a kind.
pub fn class(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "name person",
        NameKind::Organisation => "name organisation",
        NameKind::Place => "name place",
        NameKind::Nationality => "name nationality",
        NameKind::Facility => "name facility",
        NameKind::Event => "name event",
        NameKind::Other => "name other",
    }
}

/// Writes the names of the record, kind by kind.
pub fn write(html: &mut Html, record: &Record) {
    let names = named(record);
    if names.is_empty() {
        return;
    }
    super::record::section(html, "names", "Names", Some(names.len()), true);
    let mut number = 0;
    for names in names.chunk_by(|a, b| a.kind == b.kind) {
        html.raw("<h3>").raw(heading(names[0].kind)).raw("</h3>\n<ul class=\"names\">\n");
        for named in names {
            html.raw("<li class=\"")
                .raw(class(named.kind))
                .raw("\" tabindex=\"0\" data-row=\"p")
                .number(number);
            html.raw("\" id=\"p")
                .number(number)
                .raw("\"><span dir=\"auto\">")
                .text(&named.words)
                .raw("</span>");
            if named.spans.len() > 1 {
                html.raw(" <small>").number(named.spans.len()).raw("</small>");
            }
            html.raw("</li>\n");
            number += 1;
        }
        html.raw("</ul>\n");
    }
    html.raw("</details>\n");
}

/// The heading over the names of a kind.
fn heading(kind: NameKind) -> &'static str {
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
