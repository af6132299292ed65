//! The one table that everything is printed in.

use std::fmt;

use comfy_table::{CellAlignment, Table as Grid, presets};

use crate::floors::Limit;
use crate::score::Figure;

/// A figure beside those of the peers and what is asked of it.
pub struct Row {
    /// The set.
    pub set: String,
    /// Ours; its value is no number where nothing of ours was measured.
    pub figure: Figure,
    /// Each peer's; none where the peer is not installed.
    pub peers: Vec<(String, Option<f64>)>,
    /// What is asked.
    pub limit: Option<Limit>,
}

/// Rows in the order of the sets.
#[derive(Default)]
pub struct Table {
    /// The rows.
    pub rows: Vec<Row>,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut grid = Grid::new();
        grid.load_style(presets::ASCII_MARKDOWN);
        let peers = self.rows.iter().any(|row| !row.peers.is_empty());
        let mut head = vec!["set", "measure", "over", "ours"];
        head.extend(peers.then_some("peers, same run"));
        head.extend(["bar", "floor"]);
        grid.set_header(head);
        let mut last = "";
        for row in &self.rows {
            let set = if row.set == last { "" } else { row.set.as_str() };
            last = &row.set;
            let mut cells = vec![
                set.to_owned(),
                row.figure.name.to_owned(),
                row.figure.over.to_string(),
                number(row.figure.value),
            ];
            if peers {
                let shown = row.peers.iter().map(|(name, value)| match value {
                    Some(value) => format!("{name} {}", number(*value)),
                    None => format!("{name}: not installed"),
                });
                cells.push(shown.collect::<Vec<_>>().join("; "));
            }
            let limit = row.limit.unwrap_or_default();
            cells.push(limit.bar.map(|bar| bar.to_string()).unwrap_or_default());
            cells.push(floor(&limit));
            grid.add_row(cells);
        }
        for column in [2, 3] {
            if let Some(column) = grid.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        write!(f, "{grid}")
    }
}

/// Shares with four digits, rates and sizes with one.
fn number(value: f64) -> String {
    if value.is_nan() {
        "–".into()
    } else if value < 2.0 {
        format!("{value:.4}")
    } else {
        format!("{value:.1}")
    }
}

/// A floor as it is printed.
pub fn floor(limit: &Limit) -> String {
    let least = limit.least.map(|least| format!("≥ {least}"));
    let most = limit.most.map(|most| format!("≤ {most}"));
    least.into_iter().chain(most).collect::<Vec<_>>().join(", ")
}
