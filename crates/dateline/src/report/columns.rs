//! Aligned columns.

use super::paint::{Paint, Style};
use super::text::{cut, lines, width};

/// A cell: its text, harmless already, and its style.
pub type Cell = (String, Style);

/// Space between columns.
const GAP: usize = 2;

/// Columns that the wide column gets at the least, even if the table becomes too wide.
const NARROWEST: usize = 12;

/// Rows as aligned columns within `columns`. The column `wide` takes what the others leave and wraps; the others
/// are cut at `most` columns each.
pub fn table(paint: Paint, rows: &[Vec<Cell>], wide: usize, most: usize, columns: usize) -> String {
    noted(paint, rows, &[], wide, most, columns)
}

/// As [`table`], with the notes on a row, if it has any, on lines of their own below it.
pub fn noted(
    paint: Paint,
    rows: &[Vec<Cell>],
    notes: &[Vec<String>],
    wide: usize,
    most: usize,
    columns: usize,
) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; count];
    for row in rows {
        for (column, (text, _)) in row.iter().enumerate() {
            widths[column] =
                widths[column].max(width(text)).min(if column == wide { usize::MAX } else { most });
        }
    }
    // An empty column takes no room, its gap included.
    let others: usize = (0..count).filter(|c| *c != wide).map(|c| widths[c] + gap(widths[c])).sum();
    if let Some(width) = widths.get_mut(wide) {
        *width = (*width).min(columns.saturating_sub(others + GAP).max(NARROWEST));
    }
    let mut out = String::new();
    for (n, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<String>> = row
            .iter()
            .enumerate()
            .map(|(c, (text, _))| if c == wide { lines(text, widths[c]) } else { vec![cut(text, widths[c])] })
            .collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut printed = String::from("  ");
            let last = cells.iter().rposition(|cell| cell.get(line).is_some_and(|text| !text.is_empty()));
            for (column, cell) in cells.iter().enumerate().take(last.map_or(0, |last| last + 1)) {
                let text = cell.get(line).map_or("", String::as_str);
                printed.push_str(&paint.as_(row[column].1, text));
                if Some(column) != last {
                    let fill = widths[column].saturating_sub(width(text)) + gap(widths[column]);
                    printed.push_str(&" ".repeat(fill));
                }
            }
            out.push_str(&printed);
            out.push('\n');
        }
        let room = columns.saturating_sub(2 * GAP).max(NARROWEST);
        for line in notes.get(n).into_iter().flatten().flat_map(|note| lines(note, room)) {
            out.push_str(&format!("    {}\n", paint.as_(Style::Dim, &line)));
        }
    }
    out
}

fn gap(width: usize) -> usize {
    if width == 0 { 0 } else { GAP }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_and_the_wide_one_wraps() {
        let cell = |text: &str| (text.to_owned(), Style::Plain);
        let rows = vec![
            vec![cell("a"), cell("one two three"), cell("x")],
            vec![cell("bbbbbbbb"), cell("四"), cell("y")],
        ];
        let printed = table(Paint { on: false }, &rows, 1, 4, 24);
        assert_eq!(printed, "  a     one two three  x\n  bbb…  四             y\n");
        let narrow = table(Paint { on: false }, &rows, 1, 4, 10);
        assert_eq!(narrow, "  a     one two       x\n        three\n  bbb…  四            y\n");
    }
}
