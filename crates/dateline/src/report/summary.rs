//! Many pages: a line each.

use dateline_record::{Record, Severity};

use super::Look;
use super::columns::{Cell, table as columns};
use super::paint::{Paint, Style};
use super::text::{clean, cut, width};
use super::words;

/// What a table of pages says about one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What the user calls the page.
    pub name: String,
    /// The headline.
    pub title: String,
    /// The outlet.
    pub publisher: String,
    /// The day of publication.
    pub published: String,
    /// The language.
    pub language: String,
    /// Words of the article.
    pub words: usize,
    /// How sure we are that it is an article.
    pub confidence: f32,
    /// Findings: notes, warnings, high.
    pub findings: [usize; 3],
    /// The file of the page's view, in an index.
    pub file: String,
}

impl Row {
    /// The line of a record.
    pub fn of(record: &Record, name: &str) -> Self {
        let article = &record.article;
        let value = |read: &Option<dateline_record::Read<String>>| read.as_ref().map(|r| r.value.clone());
        let mut findings = [0; 3];
        for finding in &record.findings {
            findings[finding.severity as usize] += 1;
        }
        Row {
            name: name.to_owned(),
            title: value(&article.title).unwrap_or_default(),
            publisher: value(&article.publisher).unwrap_or_default(),
            published: value(&article.published).unwrap_or_default(),
            language: article.language.code.clone(),
            words: words(&article.text),
            confidence: article.confidence,
            findings,
            file: String::new(),
        }
    }

    /// The day without its time.
    pub fn day(&self) -> &str {
        self.published.get(..10).unwrap_or(&self.published)
    }

    /// The gravest severity, and how many findings have it.
    pub fn gravest(&self) -> Option<(Severity, usize)> {
        [Severity::High, Severity::Warning, Severity::Note]
            .into_iter()
            .find(|severity| self.findings[*severity as usize] > 0)
            .map(|severity| (severity, self.findings[severity as usize]))
    }
}

/// Words of a text: stretches without spaces; in scripts without spaces, two characters for a word.
pub fn words(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| {
            let wide =
                word.chars().filter(|c| matches!(*c as u32, 0x3040..=0x30ff | 0x3400..=0x9fff)).count();
            if wide > 1 { wide.div_ceil(2) } else { 1 }
        })
        .sum()
}

/// The table of the pages, and a line of totals.
pub fn table(rows: &[Row], look: &Look) -> String {
    let paint = Paint { on: look.colour };
    let label = |text: &str| (text.to_owned(), Style::Dim);
    let mut cells: Vec<Vec<Cell>> =
        vec![["published", "lang", "words", "findings", "headline", "page"].map(label).to_vec()];
    // The name of the page is told by its end.
    let room = (look.width / 4).clamp(14, 40);
    for row in rows {
        let style = if row.title.is_empty() { Style::Dim } else { Style::Plain };
        let title = if row.title.is_empty() { "(no headline)".into() } else { clean(&row.title) };
        let (findings, how) = match row.gravest() {
            Some((severity, count)) => (
                words::findings(severity, count),
                [Style::Plain, Style::Warning, Style::High][severity as usize],
            ),
            None => (String::new(), Style::Plain),
        };
        let count = if row.words == 0 { "none".to_owned() } else { row.words.to_string() };
        cells.push(vec![
            (clean(row.day()), Style::Plain),
            (clean(&row.language), Style::Plain),
            (format!("{count:>5}"), Style::Plain),
            (findings, how),
            (title, style),
            (tail(&clean(&row.name), room), Style::Dim),
        ]);
    }
    let mut out = columns(paint, &cells, 4, room, look.width);
    let articles = rows.iter().filter(|row| row.words > 0 && row.confidence >= 0.5).count();
    let dated = rows.iter().filter(|row| !row.published.is_empty()).count();
    let doubtful = rows.iter().filter(|row| row.gravest().is_some_and(|(s, _)| s > Severity::Note)).count();
    let pages = if rows.len() == 1 { "1 page".to_owned() } else { format!("{} pages", rows.len()) };
    let totals = format!("{pages}: {articles} with an article, {dated} with a day, {doubtful} with warnings");
    out.push_str(&format!("\n  {}\n", paint.as_(Style::Dim, &cut(&totals, look.width.saturating_sub(2)))));
    out
}

/// The end of a name.
fn tail(name: &str, columns: usize) -> String {
    if width(name) <= columns {
        return name.to_owned();
    }
    let mut kept: Vec<char> = name.chars().rev().take(columns.saturating_sub(1)).collect();
    kept.push('…');
    kept.into_iter().rev().collect()
}
