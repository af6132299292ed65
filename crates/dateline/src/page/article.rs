//! The left side: the article, its marks, and, on request, the furniture where it stood.

use std::collections::HashSet;

use dateline_record::{Record, Role};

use super::html::Html;
use super::marks::{Mark, Piece, marks, pieces};
use super::words::Words;
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
    let pieces = pieces(&marks, article.blocks.iter().filter_map(|block| block.span), text.len());
    let mut marked =
        Marked { marks: &marks, pieces: &pieces, words: Words::new(record, &text), seen: HashSet::new() };
    // The headline as it stands in the text, with its marks, where it stands there.
    let headline = |block: &&dateline_record::Block| {
        let words = block.span.and_then(|span| text.get(span.start as usize..span.end as usize));
        block.role == Role::Title && words.is_some_and(|w| title == Some(w.iter().collect::<String>().trim()))
    };
    let printed = article.blocks.iter().find(headline).and_then(|block| block.span);
    html.raw("<h1 dir=\"auto\">");
    match printed {
        Some(span) => marked.write(html, span.start as usize, span.end as usize),
        None => {
            html.text(title.unwrap_or("No headline found"));
        }
    }
    html.raw("</h1>\n");
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
        if headline(&block) {
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
        // A tab stands between the cells of a row.
        let mut from = start;
        for (n, cell) in words.split(|c| *c == '\t' && block.role == Role::Table).enumerate() {
            html.raw(if n > 0 { "</td><td dir=\"auto\">" } else { "" });
            marked.write(html, from, from + cell.len());
            from += cell.len() + 1;
        }
        html.raw(close);
    }
    end(html, group);
    if article.text.is_empty() {
        html.raw("<p class=\"none\">No article was found on this page.</p>\n");
    }
    html.raw("</article>\n");
    if !record.tokens.is_empty() {
        html.raw("<section id=\"parse\" aria-label=\"The sentence’s grammar\" hidden></section>\n");
    }
    html.raw("</main>\n");
}

/// The text with its marks and its words.
struct Marked<'a> {
    marks: &'a [Mark],
    pieces: &'a [Piece],
    words: Words<'a>,
    /// Marks that have been written: the first stretch of each can be reached with the keyboard.
    seen: HashSet<usize>,
}

impl Marked<'_> {
    /// Writes the characters from `start` up to `end`.
    fn write(&mut self, html: &mut Html, start: usize, end: usize) {
        let first = self.pieces.partition_point(|piece| piece.end <= start);
        for piece in self.pieces[first..].iter().take_while(|piece| piece.start < end) {
            let (from, to) = (piece.start.max(start), piece.end.min(end));
            if from >= to {
                continue;
            }
            let Some(innermost) = piece.marks.last() else {
                self.words.write(html, from, to);
                continue;
            };
            html.raw("<span class=\"mark");
            for mark in &piece.marks {
                html.raw(" ").raw(self.marks[*mark].class);
            }
            html.raw("\" data-row=\"");
            for (n, mark) in piece.marks.iter().rev().enumerate() {
                html.raw(if n == 0 { "" } else { " " }).text(&self.marks[*mark].row);
            }
            html.raw("\"");
            if self.seen.insert(*innermost) {
                html.raw(" tabindex=\"0\"");
            }
            html.raw(">");
            self.words.write(html, from, to);
            html.raw("</span>");
        }
    }
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
    // Names and nouns stand in lists of who and where, so their marks are switched together with what is in them.
    let named = if record.entities.is_empty() { record.names.len() } else { record.entities.len() };
    let label = if record.entities.is_empty() { "names" } else { "who and where" };
    layer("p", "plain", label, named, true);
    let others = record.entities.iter().flat_map(|entity| &entity.mentions);
    let others = others.filter(|mention| super::who::is_light(mention.kind)).count();
    layer("e", "plain", "other mentions", others, true);
    layer("t", "t", "times", record.times.len(), true);
    let clues = record.dated.as_ref().map_or(0, |dated| dated.clues.len());
    layer("k", "k d", "clues to the day", clues, true);
    layer("w", "plain", "grammar of the sentence", record.sentences.len().min(record.tokens.len()), true);
    layer("left-out", "plain", "what is not the article", left_out, false);
    html.raw("</fieldset>\n");
}
