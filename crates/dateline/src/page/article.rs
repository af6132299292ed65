//! The left side: the article, its marks, and, on request, the furniture where it stood.

use std::collections::HashSet;

use dateline_record::{Record, Role};

use super::html::Html;
use super::marks::{Mark, marks, pieces};
use crate::report::{author, day, furniture, role};

/// Writes the article.
pub fn write(html: &mut Html, record: &Record) {
    let article = &record.article;
    let text: Vec<char> = article.text.chars().collect();
    let marks = marks(record);
    let title = article.title.as_ref().map(|title| title.value.trim());

    html.raw("<main>\n");
    layers(html, record);
    html.raw("<article id=\"article\" dir=\"auto\" lang=\"")
        .text(&article.language.code)
        .raw("\">\n<header>\n");
    if let Some(publisher) = &article.publisher {
        html.raw("<p class=\"outlet\">").text(&publisher.value).raw("</p>\n");
    }
    html.raw("<h1 dir=\"auto\">").text(title.unwrap_or("No headline found")).raw("</h1>\n");
    let authors: Vec<String> = article.byline.iter().map(author).collect();
    if !authors.is_empty() {
        html.raw("<p class=\"by\">By ").text(&authors.join(", ")).raw("</p>\n");
    }
    if let Some(published) = &article.published {
        html.raw("<p class=\"day\"><time>").text(&day(&published.value)).raw("</time>");
        if let Some(updated) = &article.updated {
            html.raw(" · updated <time>").text(&day(&updated.value)).raw("</time>");
        }
        html.raw("</p>\n");
    }
    html.raw("</header>\n");

    let pieces = pieces(&marks, article.blocks.iter().filter_map(|block| block.span), text.len());
    let mut seen = HashSet::new();
    // Items of a list and rows of a table stand in an element of their own.
    let mut group: Option<Role> = None;
    for block in &article.blocks {
        let Some(span) = block.span else {
            left_out(html, block, group);
            continue;
        };
        if group != Some(block.role) {
            end(html, group.take());
        }
        let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
        let Some(words) = text.get(start..end) else { continue };
        if block.role == Role::Title && title == Some(words.iter().collect::<String>().trim()) {
            continue;
        }
        let (open, close) = match block.role {
            Role::Title => ("<h2 class=\"title\" dir=\"auto\">", "</h2>\n"),
            Role::Subtitle => ("<p class=\"deck\" dir=\"auto\">", "</p>\n"),
            Role::Heading => ("<h2 dir=\"auto\">", "</h2>\n"),
            Role::Quote => ("<blockquote dir=\"auto\">", "</blockquote>\n"),
            Role::List => ("<li dir=\"auto\">", "</li>\n"),
            Role::Table => ("<tr><td dir=\"auto\">", "</td></tr>\n"),
            _ => ("<p dir=\"auto\">", "</p>\n"),
        };
        if group.is_none() && matches!(block.role, Role::List | Role::Table) {
            html.raw(if block.role == Role::List { "<ul>\n" } else { "<table>\n" });
            group = Some(block.role);
        }
        html.raw(open);
        let first = pieces.partition_point(|piece| piece.start < start);
        for piece in pieces[first..].iter().take_while(|piece| piece.end <= end) {
            // A tab stands between the cells of a row.
            for (n, words) in
                text[piece.start..piece.end].split(|c| *c == '\t' && block.role == Role::Table).enumerate()
            {
                if n > 0 {
                    html.raw("</td><td dir=\"auto\">");
                }
                let words: String = words.iter().collect();
                marked(html, &marks, &piece.marks, &words, &mut seen);
            }
        }
        html.raw(close);
    }
    end(html, group);
    if article.text.is_empty() {
        html.raw("<p class=\"none\">No article was found on this page.</p>\n");
    }
    html.raw("</article>\n</main>\n");
}

/// A stretch of text with its marks. The first stretch of each mark can be reached with the keyboard.
fn marked(html: &mut Html, marks: &[Mark], of: &[usize], words: &str, seen: &mut HashSet<usize>) {
    if words.is_empty() {
        return;
    }
    let Some(innermost) = of.last() else {
        html.text(words);
        return;
    };
    html.raw("<span class=\"mark");
    for mark in of {
        html.raw(" ").raw(marks[*mark].class);
    }
    html.raw("\" data-row=\"");
    for (n, mark) in of.iter().rev().enumerate() {
        html.raw(if n == 0 { "" } else { " " }).text(&marks[*mark].row);
    }
    html.raw("\"");
    if seen.insert(*innermost) {
        html.raw(" tabindex=\"0\"");
    }
    html.raw(">").text(words).raw("</span>");
}

/// Ends a list or a table.
fn end(html: &mut Html, group: Option<Role>) {
    match group {
        Some(Role::Table) => html.raw("</table>\n"),
        Some(_) => html.raw("</ul>\n"),
        None => html,
    };
}

/// A block that is not the article, where it stood.
fn left_out(html: &mut Html, block: &dateline_record::Block, group: Option<Role>) {
    let kind = if block.role == Role::Furniture { furniture(block.kind) } else { role(block.role) };
    let (open, close) = match group {
        Some(Role::Table) => ("<tr class=\"left-out\"><td>", "</td></tr>\n"),
        Some(_) => ("<li class=\"left-out\">", "</li>\n"),
        None => ("<p class=\"left-out\">", "</p>\n"),
    };
    html.raw(open).raw("<b>").text(kind).raw("</b> <span dir=\"auto\">");
    html.text(block.other_text.as_deref().unwrap_or("")).raw("</span>").raw(close);
}

/// The switches for the layers: legend and control in one.
fn layers(html: &mut Html, record: &Record) {
    let left_out = record.article.blocks.iter().filter(|block| block.span.is_none()).count();
    html.raw("<fieldset class=\"layers\"><legend>Shown in the text</legend>\n");
    let mut layer = |id: &'static str, class: &'static str, label: &'static str, count: usize, on: bool| {
        if count == 0 {
            return;
        }
        html.raw("<label class=\"")
            .raw(class)
            .raw("\"><input type=\"checkbox\" id=\"show-")
            .raw(id)
            .raw("\"");
        html.raw(if on { " checked" } else { "" }).raw("><span>").raw(label).raw("</span> <small>");
        html.number(count).raw("</small></label>\n");
    };
    layer("f", "f warning", "findings", record.findings.len(), true);
    layer("q", "q", "quotations", record.quotations.len(), true);
    layer("n", "n", "quantities", record.quantities.len(), true);
    layer("t", "t", "times", record.times.len(), true);
    layer("left-out", "plain", "what is not the article", left_out, false);
    html.raw("</fieldset>\n");
}
