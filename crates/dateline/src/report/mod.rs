//! The report: a record for reading on a terminal.

mod article;
mod columns;
mod head;
mod known;
mod layers;
mod names;
mod paint;
mod summary;
mod text;
mod timex;
mod when;
mod who;
mod words;

use dateline_record::Record;

pub use columns::{Cell, table as aligned};
pub use known::{
    Where, actors, coordinates, country, feature, held, kind, kinds, mentioned, office, on_earth, places,
    precision, sector, share, within,
};
pub use layers::{counted, reading};
pub use names::{heading, named};
pub use summary::{Row, table};
pub use text::clean;
pub use when::{Timed, by_weight, days, quoted, reason, timed, verdict, weight, written};
pub use words::{author, day, findings, furniture, kind_of_date, role, severity, span_text};

pub use paint::{Paint, Style};

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Whether there are colours.
    pub colour: bool,
    /// Whether every line of furniture is shown.
    pub furniture: bool,
}

/// Columns of a line of running text: longer lines are hard to read.
const MEASURE: usize = 88;

/// The report on one page.
pub fn page(record: &Record, name: &str, look: &Look) -> String {
    let report = Report { record, look, paint: Paint { on: look.colour } };
    let mut parts = vec![report.head(name), report.findings(), report.article()];
    parts.extend([
        report.who(),
        report.places(),
        report.names(),
        report.when(),
        report.quotations(),
        report.quantities(),
        report.dates(),
        report.furniture(),
    ]);
    let mut whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    while whole.ends_with("\n\n") {
        whole.pop();
    }
    whole
}

/// A record, and how it is to look.
struct Report<'a> {
    record: &'a Record,
    look: &'a Look,
    paint: Paint,
}

impl Report<'_> {
    /// Columns of running text.
    fn measure(&self) -> usize {
        self.look.width.min(MEASURE)
    }

    /// The line above a part.
    fn heading(&self, title: &str, count: Option<usize>) -> String {
        rule(self.paint, self.look, title, count)
    }
}

/// The line above a part, with how many there are.
pub fn rule(paint: Paint, look: &Look, title: &str, count: Option<usize>) -> String {
    let count = count.map_or(String::new(), |count| format!(" {count}"));
    let used = 3 + text::width(title) + text::width(&count) + 1;
    let rule = "─".repeat(look.width.saturating_sub(used));
    format!(
        "{} {}{} {}\n",
        paint.as_(Style::Dim, "──"),
        paint.as_(Style::Heading, title),
        paint.as_(Style::Dim, &count),
        paint.as_(Style::Dim, &rule)
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn record() -> Record {
        serde_json::from_str(include_str!("../../tests/fixtures/record.json")).unwrap()
    }

    #[test]
    fn a_page_at_eighty_columns() {
        let look = Look { width: 80, colour: false, furniture: false };
        insta::assert_snapshot!(page(&record(), "port-selm.html", &look));
    }

    #[test]
    fn a_page_in_colour_at_120_columns() {
        let look = Look { width: 120, colour: true, furniture: true };
        insta::assert_snapshot!(page(&record(), "port-selm.html", &look).replace('\x1b', "^"));
    }

    #[test]
    fn many_pages_are_a_table() {
        let mut rows = vec![Row::of(&record(), "crawl/2024/10/selmerherald/port-selm-strike-ends.html")];
        rows.push(Row::of(&Record::default(), "empty.html"));
        let look = Look { width: 100, colour: false, furniture: false };
        insta::assert_snapshot!(table(&rows, &look));
    }
}
