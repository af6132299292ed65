//! The right side: the record.

use dateline_record::{Evidence, MediaType, QuotationState, Read, Record, Role, Severity};

use super::html::Html;
use crate::report::{author, counted, day, furniture, kind_of_date, reading, role, severity, span_text};

/// Writes the record.
pub fn write(html: &mut Html, record: &Record, name: &str) {
    html.raw("<aside id=\"record\" aria-label=\"The record\">\n");
    findings(html, record);
    said(html, record);
    let text: Vec<char> = record.article.text.chars().collect();
    super::when::write(html, record, &text);
    dates(html, record);
    super::who::write(html, record);
    super::who::places(html, record);
    super::names::write(html, record);
    quantities(html, record, &text);
    quotations(html, record, &text);
    super::when::times(html, record);
    left_out(html, record);
    page(html, record, name);
    html.raw("</aside>\n");
}

/// Opens a part of the record. Long parts can be folded.
pub fn section(html: &mut Html, id: &'static str, title: &'static str, count: Option<usize>, open: bool) {
    html.raw("<details class=\"part\" id=\"").raw(id).raw("\"").raw(if open { " open" } else { "" });
    html.raw("><summary><h2>").raw(title).raw("</h2>");
    if let Some(count) = count {
        html.raw(" <small>").number(count).raw("</small>");
    }
    html.raw("</summary>\n");
}

/// Opens a row that is tied to the text.
pub fn row(html: &mut Html, letter: &'static str, number: usize, class: &'static str) {
    html.raw("<li class=\"row ").raw(class).raw("\" tabindex=\"0\" data-row=\"");
    html.raw(letter).number(number).raw("\" id=\"").raw(letter).number(number).raw("\">");
}

fn findings(html: &mut Html, record: &Record) {
    section(html, "findings", "What does not hold up", Some(record.findings.len()), true);
    if record.findings.is_empty() {
        html.raw("<p class=\"none\">Nothing was found.</p></details>\n");
        return;
    }
    html.raw("<ol class=\"rows\">\n");
    let mut order: Vec<usize> = (0..record.findings.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(record.findings[*i].severity));
    for i in order {
        let finding = &record.findings[i];
        let class = match finding.severity {
            Severity::Note => "f note",
            Severity::Warning => "f warning",
            Severity::High => "f high",
        };
        row(html, "f", i, class);
        html.raw("<b class=\"severity\">").raw(severity(finding.severity)).raw("</b> <span>");
        html.text(&finding.message).raw("</span>");
        if let Some(repair) = &finding.repair {
            html.raw("<span class=\"repair\">read as <q dir=\"auto\">").text(repair).raw("</q></span>");
        }
        for evidence in finding.evidence.iter().filter(|evidence| evidence.span.is_none()) {
            if !evidence.text.is_empty() {
                html.raw("<q class=\"words\" dir=\"auto\">").text(&evidence.text).raw("</q>");
            }
            place(html, evidence);
        }
        html.raw("</li>\n");
    }
    html.raw("</ol></details>\n");
}

/// A label, a value as it is shown, and where it was read.
fn value(html: &mut Html, label: &'static str, read: &Option<Read<String>>, show: &dyn Fn(&str) -> String) {
    if let Some(read) = read {
        html.raw("<dt>")
            .raw(label)
            .raw("</dt><dd><span dir=\"auto\">")
            .text(&show(&read.value))
            .raw("</span>");
        place(html, &read.evidence);
        html.raw("</dd>\n");
    }
}

/// What the page says about the article.
fn said(html: &mut Html, record: &Record) {
    let article = &record.article;
    section(html, "said", "What the page says", None, true);
    html.raw("<dl>\n");
    let same = |value: &str| value.to_owned();
    value(html, "Headline", &article.title, &same);
    value(html, "Outlet", &article.publisher, &same);
    if !article.byline.is_empty() {
        html.raw("<dt>By</dt>");
        for name in &article.byline {
            html.raw("<dd><span dir=\"auto\">").text(&author(name)).raw("</span>");
            place(html, &name.evidence);
            html.raw("</dd>\n");
        }
    }
    value(html, "Published", &article.published, &day);
    value(html, "Updated", &article.updated, &day);
    value(html, "Section", &article.section, &same);
    value(html, "Language declared", &article.language.declared, &same);
    if let Some(dateline) = &article.dateline {
        let parts = [&dateline.place, &dateline.day, &dateline.agency];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        html.raw("<dt>Dateline</dt><dd class=\"row m\" tabindex=\"0\" data-row=\"m0\" id=\"m0\">");
        html.text(&parts.join(", ")).raw("</dd>\n");
    }
    if !article.tags.is_empty() {
        html.raw("<dt>Tags</dt><dd>");
        for tag in &article.tags {
            html.raw("<span class=\"tag\" dir=\"auto\">").text(&tag.value).raw("</span> ");
        }
        html.raw("</dd>\n");
    }
    if let Some(canonical) = &article.canonical {
        html.raw("<dt>Address</dt><dd>").address(&canonical.value);
        place(html, &canonical.evidence);
        html.raw("</dd>\n");
    }
    html.raw("<dt>Language</dt><dd>");
    html.text(if article.language.code.is_empty() {
        "too little text to tell"
    } else {
        &article.language.code
    });
    html.raw("</dd>\n<dt>An article?</dt><dd>");
    confidence(html, article.confidence);
    html.raw("</dd>\n</dl></details>\n");
}

fn dates(html: &mut Html, record: &Record) {
    let dates = &record.article.dates;
    section(html, "dates", "Dates on the page", Some(dates.len()), true);
    if dates.is_empty() {
        html.raw("<p class=\"none\">The page offers no date for itself.</p></details>\n");
        return;
    }
    html.raw("<ol class=\"rows\">\n");
    for (i, date) in dates.iter().enumerate() {
        row(html, "d", i, "d");
        html.raw("<b>")
            .text(&day(&date.value))
            .raw("</b> <span class=\"kind\">")
            .raw(kind_of_date(date.kind));
        html.raw("</span>");
        confidence(html, date.score);
        if !date.evidence.text.is_empty() && date.evidence.text != date.value {
            html.raw("<q class=\"words\" dir=\"auto\">").text(&date.evidence.text).raw("</q>");
        }
        place(html, &date.evidence);
        html.raw("</li>\n");
    }
    html.raw("</ol></details>\n");
}

fn quantities(html: &mut Html, record: &Record, text: &[char]) {
    if record.quantities.is_empty() {
        return;
    }
    section(html, "quantities", "Quantities", Some(record.quantities.len()), true);
    html.raw("<ol class=\"rows\">\n");
    for (i, quantity) in record.quantities.iter().enumerate() {
        row(html, "n", i, "n");
        html.raw("<b>").text(&reading(quantity)).raw("</b>");
        if !quantity.of.is_empty() {
            html.raw(" <span dir=\"auto\">").text(&counted(quantity)).raw("</span>");
        }
        let printed = span_text(text, quantity.span);
        if printed != reading(quantity) {
            html.raw(" <q class=\"words\" dir=\"auto\">").text(&printed).raw("</q>");
        }
        html.raw("</li>\n");
    }
    html.raw("</ol></details>\n");
}

fn quotations(html: &mut Html, record: &Record, text: &[char]) {
    if record.quotations.is_empty() {
        return;
    }
    section(html, "quotations", "Quotations", Some(record.quotations.len()), true);
    html.raw("<ol class=\"rows\">\n");
    for (i, quotation) in record.quotations.iter().enumerate() {
        row(html, "q", i, "q");
        html.raw("<span dir=\"auto\">").text(&span_text(text, quotation.span)).raw("</span>");
        let state = match quotation.state {
            QuotationState::Paired => "",
            QuotationState::Continued => "goes on in the next paragraph",
            QuotationState::Unclosed => "closing mark lost",
            QuotationState::Unopened => "opening mark lost",
        };
        if !state.is_empty() {
            html.raw("<span class=\"from\">").raw(state).raw("</span>");
        }
        html.raw("</li>\n");
    }
    html.raw("</ol></details>\n");
}

/// What is not the article, by kind.
fn left_out(html: &mut Html, record: &Record) {
    let blocks: Vec<_> = record.article.blocks.iter().filter(|block| block.span.is_none()).collect();
    if blocks.is_empty() {
        return;
    }
    section(html, "left-out", "Not the article", Some(blocks.len()), false);
    let mut kinds: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for block in blocks {
        let kind = if block.role == Role::Furniture { furniture(block.kind) } else { role(block.role) };
        let words = block.other_text.as_deref().unwrap_or("");
        match kinds.iter_mut().find(|(name, _)| *name == kind) {
            Some((_, lines)) => lines.push(words),
            None => kinds.push((kind, vec![words])),
        }
    }
    for (kind, lines) in kinds {
        html.raw("<h3>")
            .raw(kind)
            .raw(" <small>")
            .number(lines.len())
            .raw("</small></h3>\n<ul class=\"lines\">\n");
        for words in lines {
            html.raw("<li dir=\"auto\">").text(words).raw("</li>\n");
        }
        html.raw("</ul>\n");
    }
    html.raw("</details>\n");
}

fn page(html: &mut Html, record: &Record, name: &str) {
    let page = &record.page;
    section(html, "page", "The page itself", None, false);
    html.raw("<dl>\n<dt>Name</dt><dd>").text(name).raw("</dd>\n");
    if let Some(url) = &page.url {
        html.raw("<dt>Fetched from</dt><dd>").address(url).raw("</dd>\n");
    }
    if let Some(fetched) = &page.fetched {
        html.raw("<dt>Fetched</dt><dd>").text(&day(fetched)).raw("</dd>\n");
    }
    html.raw("<dt>Kind</dt><dd>").raw(match page.media_type {
        MediaType::Html => "HTML",
        MediaType::Text => "plain text",
        MediaType::Binary => "no text at all: nothing was read",
        MediaType::Empty => "empty",
    });
    html.raw("</dd>\n<dt>Characters</dt><dd>").text(&page.charset).raw("<span class=\"from\">");
    html.text(&page.charset_from).raw("</span></dd>\n<dt>Bytes</dt><dd>").text(&page.bytes.to_string());
    html.raw("</dd>\n<dt>SHA-256</dt><dd class=\"print\">").text(&page.id);
    html.raw("</dd>\n<dt>Read by</dt><dd>Dateline ")
        .text(&record.reader.program)
        .raw("</dd>\n</dl></details>\n");
}

/// Where a value was read.
pub fn place(html: &mut Html, evidence: &Evidence) {
    if evidence.from.is_empty() && evidence.bytes.is_none() {
        return;
    }
    html.raw("<span class=\"from\">").text(&evidence.from);
    if let Some(bytes) = evidence.bytes {
        html.raw(if evidence.from.is_empty() { "" } else { ", " });
        html.raw("byte ").number(bytes.start as usize);
    }
    html.raw("</span>");
}

/// A share from 0 to 1, as a bar and in figures.
pub fn confidence(html: &mut Html, share: f32) {
    let share = crate::report::share(share);
    if share.is_empty() {
        return;
    }
    html.raw(" <span class=\"sure\"><meter min=\"0\" max=\"1\" value=\"").text(&share).raw("\"></meter> ");
    html.text(&share).raw("</span>");
}
