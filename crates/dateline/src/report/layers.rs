//! What was read from the text, as tables.

use dateline_record::{Quantity, QuotationState};

use super::Report;
use super::columns::{Cell, table};
use super::paint::Style;
use super::text::{clean, cut};
use super::words;

/// Most columns of a quotation in its table.
const QUOTATION: usize = 160;

impl Report<'_> {
    /// Quotations, in the order of the text.
    pub(super) fn quotations(&self) -> String {
        let quotations = &self.record.quotations;
        if quotations.is_empty() {
            return String::new();
        }
        let text: Vec<char> = self.record.article.text.chars().collect();
        let rows: Vec<Vec<Cell>> = quotations
            .iter()
            .map(|quotation| {
                let said = clean(&words::span_text(&text, quotation.span));
                let state = match quotation.state {
                    QuotationState::Paired => "",
                    QuotationState::Continued => "goes on in the next paragraph",
                    QuotationState::Unclosed => "closing mark lost",
                    QuotationState::Unopened => "opening mark lost",
                };
                vec![(cut(&said, QUOTATION), Style::Quotation), (state.into(), Style::Dim)]
            })
            .collect();
        self.heading("Quotations", Some(rows.len())) + &table(self.paint, &rows, 0, 32, self.look.width)
    }

    /// Quantities: as printed, and as read.
    pub(super) fn quantities(&self) -> String {
        let quantities = &self.record.quantities;
        if quantities.is_empty() {
            return String::new();
        }
        let text: Vec<char> = self.record.article.text.chars().collect();
        let rows: Vec<Vec<Cell>> = quantities
            .iter()
            .map(|quantity| {
                vec![
                    (clean(&words::span_text(&text, quantity.span)), Style::Quantity),
                    (reading(quantity), Style::Plain),
                    (clean(&counted(quantity)), Style::Dim),
                ]
            })
            .collect();
        self.heading("Quantities", Some(rows.len())) + &table(self.paint, &rows, 2, 40, self.look.width)
    }

    /// The dates that the page offers for itself.
    pub(super) fn dates(&self) -> String {
        let dates = &self.record.article.dates;
        if dates.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<Cell>> = dates
            .iter()
            .map(|date| {
                let from = match date.evidence.text.trim() {
                    "" => date.evidence.from.clone(),
                    text if text == date.value => date.evidence.from.clone(),
                    text => format!("{} “{text}”", date.evidence.from),
                };
                vec![
                    (clean(&words::day(&date.value)), Style::Plain),
                    (words::kind_of_date(date.kind).into(), Style::Plain),
                    (format!("{:.2}", date.score), Style::Dim),
                    (clean(&from), Style::Dim),
                ]
            })
            .collect();
        self.heading("Dates on the page", Some(rows.len()))
            + &table(self.paint, &rows, 3, 24, self.look.width)
    }
}

/// What is counted, after the number: of a share, "of" it.
pub fn counted(quantity: &Quantity) -> String {
    let share = matches!(quantity.unit.as_str(), "percent" | "fraction");
    if share && !quantity.of.is_empty() { format!("of {}", quantity.of) } else { quantity.of.clone() }
}

/// The reading of a quantity: `30`, `≥ 30`, `20,000 to 30,000 USD`.
pub fn reading(quantity: &Quantity) -> String {
    let unit = match quantity.unit.as_str() {
        "" | "fraction" => String::new(),
        "percent" => " %".into(),
        // Units of time are words; the others are signs or codes.
        unit @ ("second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century")
            if quantity.value != Some(1.0) =>
        {
            format!(" {}", unit.replace("century", "centurie") + "s")
        }
        "year_of_age" => " years old".into(),
        unit => format!(" {}", unit.replace('_', " ")),
    };
    let approximately = matches!((quantity.least, quantity.most), (Some(least), Some(most)) if least < most);
    let bounds = match (quantity.value, quantity.least, quantity.most) {
        (Some(value), None, None) => number(value),
        (Some(value), Some(least), None) if least >= value => format!("≥ {}", number(least)),
        (Some(value), None, Some(most)) if most <= value => format!("≤ {}", number(most)),
        (Some(value), ..) if !approximately => number(value),
        (Some(value), Some(least), Some(most)) if least < value && value < most => {
            format!("{} ({} to {})", number(value), number(least), number(most))
        }
        (_, Some(least), Some(most)) => format!("{} to {}", number(least), number(most)),
        (_, Some(least), None) => format!("≥ {}", number(least)),
        (_, None, Some(most)) => format!("≤ {}", number(most)),
        (None, None, None) => return "?".into(),
    };
    format!("{bounds}{unit}")
}

/// A number with its thousands apart and no more decimals than it has.
fn number(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let printed = format!("{:.4}", value.abs());
    let (whole, decimals) = printed.split_once('.').unwrap_or((&printed, ""));
    let decimals = decimals.trim_end_matches('0');
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push('.');
        out.push_str(decimals);
    }
    if value < 0.0 { format!("−{out}") } else { out }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use dateline_record::Span;

    use super::*;

    #[test]
    fn quantities_are_read_out_with_their_bounds() {
        let quantity = |value, least, most, unit: &str| {
            let span = Span::new(0, 1);
            reading(&Quantity {
                span,
                value,
                least,
                most,
                unit: unit.into(),
                of: "".into(),
                qualifier: "".into(),
                event: None,
            })
        };
        assert_eq!(quantity(Some(200_000.0), None, None, ""), "200,000");
        assert_eq!(quantity(Some(30.0), Some(30.0), None, ""), "≥ 30");
        assert_eq!(quantity(None, Some(20_000.0), Some(99_999.0), "USD"), "20,000 to 99,999 USD");
        assert_eq!(quantity(Some(-4.5), Some(-4.5), Some(-4.5), "percent"), "−4.5 %");
        assert_eq!(quantity(Some(100.0), Some(90.0), Some(110.0), ""), "100 (90 to 110)");
        assert_eq!(quantity(Some(0.2), None, None, "fraction"), "0.2");
    }
}
