//! The article's text with its roles, and what of the page is not the article.

use dateline_record::{Block, Evidence, Role, Severity, Span};

use super::Report;
use super::columns::{Cell, table};
use super::paint::Style;
use super::text::{clean, harmless, wrap};
use super::words;

/// Lines of one kind of furniture that are shown, unless all are asked for or there are few in all.
const FIRST: usize = 3;

/// How many pieces of furniture are few.
const FEW: usize = 12;

/// Most characters of a piece of furniture that is shown whole.
const SHORT: usize = 120;

impl Report<'_> {
    /// The text.
    pub(super) fn article(&self) -> String {
        let article = &self.record.article;
        if article.text.is_empty() {
            return String::new();
        }
        let text: Vec<char> = article.text.chars().collect();
        let styles = self.styles(text.len());
        let mut out = self.heading("Article", None);
        let mut before: Option<Role> = None;
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for block in &article.blocks {
            let Some(span) = block.span else { continue };
            // The rows of a table are gathered, so that its columns align.
            if block.role == Role::Table {
                let row = words::span_text(&text, span);
                rows.push(row.split('\t').map(|cell| (clean(cell.trim()), Style::Plain)).collect());
                continue;
            }
            self.rows(&mut out, &mut rows);
            // The headline stands at the head of the report.
            if block.role == Role::Title && self.is_headline(&text, span) {
                continue;
            }
            if before.is_some_and(|before| !(before == Role::List && block.role == Role::List)) {
                out.push('\n');
            }
            self.block(&mut out, block.role, &text, &styles, span);
            before = Some(block.role);
        }
        self.rows(&mut out, &mut rows);
        out
    }

    /// Prints the gathered rows of a table.
    fn rows(&self, out: &mut String, rows: &mut Vec<Vec<Cell>>) {
        if !rows.is_empty() {
            out.push('\n');
            out.push_str(&table(self.paint, rows, 0, 28, self.measure()));
            rows.clear();
        }
    }

    fn is_headline(&self, text: &[char], span: Span) -> bool {
        let title = self.record.article.title.as_ref().map(|title| title.value.trim());
        title == Some(words::span_text(text, span).trim())
    }

    fn block(&self, out: &mut String, role: Role, text: &[char], styles: &[Style], span: Span) {
        let (first, rest, style) = match role {
            Role::List => ("• ", "  ", Style::Plain),
            Role::Quote => ("│ ", "│ ", Style::Quote),
            Role::Heading => ("", "", Style::Heading),
            Role::Title => ("", "", Style::Title),
            Role::Subtitle => ("", "", Style::Quote),
            _ => ("", "", Style::Plain),
        };
        let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
        let Some(block) = text.get(start..end) else { return };
        let columns = self.measure().saturating_sub(2 + words_width(first));
        for (number, line) in wrap(block, columns).into_iter().enumerate() {
            out.push_str("  ");
            out.push_str(&self.paint.as_(Style::Dim, if number == 0 { first } else { rest }));
            out.push_str(&self.line(block, &styles[start..end], line, style));
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
        }
    }

    /// A line, each stretch of one style painted at once.
    fn line(&self, block: &[char], styles: &[Style], line: std::ops::Range<usize>, base: Style) -> String {
        let mut out = String::new();
        let mut at = line.start;
        while at < line.end {
            let style = styles[at];
            let end = (at..line.end).find(|i| styles[*i] != style).unwrap_or(line.end);
            let piece: String = block[at..end].iter().copied().map(harmless).collect();
            out.push_str(&self.paint.as_(if style == Style::Plain { base } else { style }, &piece));
            at = end;
        }
        out
    }

    /// The style of each character: what matters most is laid on last.
    fn styles(&self, length: usize) -> Vec<Style> {
        let mut styles = vec![Style::Plain; length];
        if !self.paint.on {
            return styles;
        }
        let mut lay = |span: Span, style: Style| {
            let end = (span.end as usize).min(length);
            if let Some(there) = styles.get_mut((span.start as usize).min(end)..end) {
                there.fill(style);
            }
        };
        let record = self.record;
        record.quotations.iter().for_each(|q| lay(q.span, Style::Quotation));
        record.times.iter().for_each(|t| lay(t.span, Style::Time));
        record.quantities.iter().for_each(|q| lay(q.span, Style::Quantity));
        if let Some(dateline) = &record.article.dateline {
            lay(dateline.span, Style::Dateline);
        }
        let mut findings: Vec<_> = record.findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity);
        for finding in findings {
            let style = match finding.severity {
                Severity::Note => Style::Note,
                Severity::Warning => Style::Warning,
                Severity::High => Style::High,
            };
            finding
                .evidence
                .iter()
                .filter_map(|evidence: &Evidence| evidence.span)
                .for_each(|span| lay(span, style));
        }
        styles
    }

    /// What of the page is not the article: how much of each kind, and the words of the short ones.
    pub(super) fn furniture(&self) -> String {
        let left_out: Vec<&Block> =
            self.record.article.blocks.iter().filter(|block| block.span.is_none()).collect();
        if left_out.is_empty() {
            return String::new();
        }
        let mut out = self.heading("Not the article", Some(left_out.len()));
        let few = left_out.len() <= FEW;
        let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
        for block in left_out {
            let kind = match block.role {
                Role::Furniture => words::furniture(block.kind),
                role => words::role(role),
            };
            let words = block.other_text.as_deref().unwrap_or("");
            match kinds.iter_mut().find(|(name, _)| *name == kind) {
                Some((_, lines)) => lines.push(words),
                None => kinds.push((kind, vec![words])),
            }
        }
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (kind, lines) in kinds {
            // One more line says more than that there is one more.
            let all = self.look.furniture || few || lines.len() == FIRST + 1;
            let shown = if all { lines.len() } else { FIRST };
            let mut label = (kind.to_owned(), Style::Plain);
            let mut count = (lines.len().to_string(), Style::Dim);
            for words in lines.iter().take(shown) {
                let words = clean(words);
                let words = if self.look.furniture { words } else { super::text::cut(&words, SHORT) };
                rows.push(vec![std::mem::take(&mut label), std::mem::take(&mut count), (words, Style::Dim)]);
            }
            if lines.len() > shown {
                let more = format!("and {} more", lines.len() - shown);
                rows.push(vec![Cell::default(), Cell::default(), (more, Style::Dim)]);
            }
        }
        let hidden = rows.iter().any(|row| row[0].0.is_empty() && row[2].0.starts_with("and "));
        out.push_str(&table(self.paint, &rows, 2, 20, self.look.width));
        if hidden {
            out.push_str(&format!("  {}\n", self.paint.as_(Style::Dim, "--furniture shows all of them")));
        }
        out
    }
}

fn words_width(text: &str) -> usize {
    super::text::width(text)
}
