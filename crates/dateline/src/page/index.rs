//! The index of a folder of pages.

use super::{foot, head};
use crate::report::{Row, findings, severity};

/// The index.
pub fn index(rows: &[Row]) -> String {
    let mut html = head("Pages");
    html.raw("<main class=\"index\">\n<h1>").number(rows.len());
    html.raw(if rows.len() == 1 { " page" } else { " pages" });
    html.raw("</h1>\n<div class=\"scroll\"><table>\n<thead><tr><th>Published</th><th>Headline</th><th>Language</th>");
    html.raw("<th>Words</th><th>Findings</th><th>Page</th></tr></thead>\n<tbody>\n");
    for row in rows {
        html.raw("<tr><td class=\"day\">")
            .text(row.day())
            .raw("</td><td class=\"headline\"><a dir=\"auto\" href=\"");
        html.text(&row.file).raw("\">");
        html.text(if row.title.is_empty() { "No headline found" } else { &row.title }).raw("</a>");
        if !row.publisher.is_empty() {
            html.raw("<span class=\"from\" dir=\"auto\">").text(&row.publisher).raw("</span>");
        }
        html.raw("</td><td>")
            .text(&row.language)
            .raw("</td><td class=\"count\">")
            .number(row.words)
            .raw("</td><td>");
        if let Some((gravest, count)) = row.gravest() {
            html.raw("<span class=\"badge ").raw(severity(gravest)).raw("\">");
            html.text(&findings(gravest, count)).raw("</span>");
        }
        html.raw("</td><td class=\"name\">").text(&row.name).raw("</td></tr>\n");
    }
    html.raw("</tbody>\n</table></div>\n</main>\n");
    foot(html)
}
