//! Names in the view: each once, with every place where it is named.

use dateline_record::{NameKind, Record};

use super::html::Html;
use crate::report::{heading, named};

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
    let title = if record.entities.is_empty() { "Names" } else { "Other names" };
    super::record::section(html, "names", title, Some(names.len()), true);
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
