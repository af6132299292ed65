//! The head of a report: what the page is, and what does not hold up in it.

use dateline_record::{Evidence, MediaType, Read, Severity};

use super::Report;
use super::paint::Style;
use super::text::{clean, cut, lines, width};
use super::words;

/// Columns of a label and the space behind it.
const LABEL: usize = 11;

/// Most characters of an evidence that are shown.
const EVIDENCE: usize = 90;

impl Report<'_> {
    /// Headline, outlet, days, language, and what kind of page it is.
    pub(super) fn head(&self, name: &str) -> String {
        let article = &self.record.article;
        let mut out = String::new();
        let title = article.title.as_ref().map_or("(no headline found)", |title| title.value.as_str());
        let style = if article.title.is_some() { Style::Title } else { Style::Dim };
        for line in lines(title, self.measure()) {
            out.push_str(&format!("{}\n", self.paint.as_(style, &line)));
        }
        out.push('\n');

        let mut row = |label: &str, value: String, from: String| {
            if !value.is_empty() {
                self.field(&mut out, label, &value, &from);
            }
        };
        let read = |value: &Option<Read<String>>| match value {
            Some(read) => (read.value.clone(), read.evidence.from.clone()),
            None => (String::new(), String::new()),
        };
        let (publisher, from) = read(&article.publisher);
        row("outlet", publisher, from);
        let authors: Vec<String> = article.byline.iter().map(words::author).collect();
        let from = article.byline.first().map_or("", |author| author.evidence.from.as_str());
        row("by", authors.join(", "), from.into());
        match &article.published {
            Some(read) => row("published", words::day(&read.value), self.agreement(read)),
            None => row("published", "no day found".into(), String::new()),
        }
        if let Some(read) = &article.updated {
            row("updated", words::day(&read.value), read.evidence.from.clone());
        }
        if let Some(dateline) = &article.dateline {
            let parts = [&dateline.place, &dateline.day, &dateline.agency];
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            row("dateline", parts.join(", "), "head of the text".into());
        }
        row("language", self.language(), String::new());
        let (section, from) = read(&article.section);
        row("section", section, from);
        let tags: Vec<&str> = article.tags.iter().map(|tag| tag.value.as_str()).collect();
        row("tags", tags.join(", "), String::new());
        let (canonical, _) = read(&article.canonical);
        let address = self.record.page.url.clone().unwrap_or(canonical);
        row("address", address, String::new());
        if let Some(fetched) = &self.record.page.fetched {
            row("fetched", words::day(fetched), String::new());
        }
        row("file", name.to_owned(), String::new());
        row("page", self.kind(), String::new());
        out
    }

    /// A label, its value, and, less loud, where that was read.
    pub(super) fn field(&self, out: &mut String, label: &str, value: &str, from: &str) {
        let value = clean(value);
        let from = if from.is_empty() { String::new() } else { format!("({})", clean(from)) };
        let room = self.measure() - LABEL - 4;
        let mut printed = lines(&value, room);
        let fits = printed.last().is_some_and(|last| width(last) + width(&from) < room);
        if !from.is_empty() && !fits {
            printed.push(String::new());
        }
        let last = printed.len() - 1;
        for (n, line) in printed.into_iter().enumerate() {
            let label = if n == 0 { label } else { "" };
            out.push_str(&format!(
                "  {}{}",
                self.paint.as_(Style::Dim, label),
                " ".repeat(LABEL - width(label))
            ));
            out.push_str(&line);
            if n == last && !from.is_empty() {
                out.push_str(if line.is_empty() { "" } else { " " });
                out.push_str(&self.paint.as_(Style::Dim, &cut(&from, room)));
            }
            out.push('\n');
        }
    }

    /// Where the day of publication was read, and how many other places say the same.
    fn agreement(&self, read: &Read<String>) -> String {
        let day = |value: &str| value.get(..10).map(str::to_owned);
        let agree = self
            .record
            .article
            .dates
            .iter()
            .filter(|other| day(&other.value) == day(&read.value) && other.evidence != read.evidence)
            .count();
        match agree {
            0 => read.evidence.from.clone(),
            n => format!("{}, {n} more", read.evidence.from),
        }
    }

    fn language(&self) -> String {
        let language = &self.record.article.language;
        let declared = language.declared.as_ref().map(|read| read.value.as_str());
        match (language.code.as_str(), declared) {
            ("", None) => String::new(),
            ("", Some(declared)) => format!("the page says {declared}; too little text to tell"),
            (code, None) => code.to_owned(),
            (code, Some(declared)) if declared.to_ascii_lowercase().starts_with(code) => code.to_owned(),
            (code, Some(declared)) => format!("{code}, though the page says {declared}"),
        }
    }

    /// What kind of page it is, how large, and how sure we are that it carries an article.
    fn kind(&self) -> String {
        let page = &self.record.page;
        let kind = match page.media_type {
            MediaType::Html => "HTML",
            MediaType::Text => "plain text",
            MediaType::Binary => return format!("no text at all, {}: nothing was read", size(page.bytes)),
            MediaType::Empty => return "empty".into(),
        };
        let article = &self.record.article;
        let words = super::summary::words(&article.text);
        let sure = match article.confidence {
            c if words == 0 || c <= 0.0 => "no article found".to_owned(),
            c if c < 0.5 => format!("perhaps no article ({c:.2})"),
            c => format!("an article ({c:.2})"),
        };
        format!("{kind} in {}, {}; {sure}, {words} words", page.charset, size(page.bytes))
    }

    /// Findings, the gravest first.
    pub(super) fn findings(&self) -> String {
        let text: Vec<char> = self.record.article.text.chars().collect();
        let mut findings: Vec<_> = self.record.findings.iter().collect();
        if findings.is_empty() {
            return String::new();
        }
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let mut out = self.heading("What does not hold up", Some(findings.len()));
        for finding in findings {
            let style = match finding.severity {
                Severity::Note => Style::Note,
                Severity::Warning => Style::Warning,
                Severity::High => Style::High,
            };
            let mark = words::severity(finding.severity);
            let indent = 2 + "warning".len() + 2;
            let room = self.look.width.min(super::MEASURE + indent) - indent;
            for (n, line) in lines(&finding.message, room).into_iter().enumerate() {
                let mark = if n == 0 { mark } else { "" };
                let fill = " ".repeat("warning".len() - mark.len() + 2);
                out.push_str(&format!("  {}{fill}{line}\n", self.paint.as_(style, mark)));
            }
            let pad = " ".repeat(indent);
            for evidence in &finding.evidence {
                let shown = evidence_words(&text, evidence);
                if !shown.is_empty() {
                    out.push_str(&format!("{pad}{}\n", self.paint.as_(Style::Dim, &cut(&shown, room))));
                }
            }
            if let Some(repair) = &finding.repair {
                let label = self.paint.as_(Style::Dim, "read as");
                out.push_str(&format!("{pad}{label} {}\n", cut(&clean(repair), room.saturating_sub(8))));
            }
        }
        out
    }
}

/// The words of a piece of evidence in their place, and where that is.
fn evidence_words(text: &[char], evidence: &Evidence) -> String {
    if let Some(span) = evidence.span {
        return clean(&around(text, span.start as usize, span.end as usize));
    }
    let words = clean(&evidence.text);
    match (words.trim(), evidence.from.as_str()) {
        ("", "") => String::new(),
        ("", from) => format!("in {}", clean(from)),
        (words, "") => format!("“{words}”"),
        (words, from) => format!("“{}” in {}", cut(words, EVIDENCE), clean(from)),
    }
}

/// Characters of a span and some words around them, the span itself in »«.
fn around(text: &[char], start: usize, end: usize) -> String {
    const BEFORE: usize = 24;
    let end = end.min(text.len());
    let start = start.min(end);
    let line_start = text[..start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
    let line_end = text[end..].iter().position(|c| *c == '\n').map_or(text.len(), |at| end + at);
    // Whole words only.
    let from = start.saturating_sub(BEFORE).max(line_start);
    let from = match text[from..start].iter().position(|c| *c == ' ') {
        Some(space) if from > line_start => from + space + 1,
        _ => from,
    };
    let to = (end + BEFORE).min(line_end);
    let to = match text[end..to].iter().rposition(|c| *c == ' ') {
        Some(space) if to < line_end => end + space,
        _ => to,
    };
    let piece = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    let (left, right) = (piece(from, start), piece(end, to));
    let left = if from > line_start { format!("… {left}") } else { left };
    let right = if to < line_end { format!("{right} …") } else { right };
    format!("{left}»{}«{right}", piece(start, end))
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
