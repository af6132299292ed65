//! Word lists: text files under `data/`, one entry a line, columns parted by tabs, `#` opens a line of remarks.

/// The rows of a word list.
pub fn rows(file: &'static str) -> impl Iterator<Item = Row> {
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| Row { columns: line.split('\t').collect() })
}

/// A row of a word list.
pub struct Row {
    columns: Vec<&'static str>,
}

impl Row {
    /// The column at `index`, counted from 0; empty where the row is shorter.
    pub fn column(&self, index: usize) -> &'static str {
        self.columns.get(index).copied().unwrap_or_default().trim()
    }

    /// The words of a column.
    pub fn words(&self, index: usize) -> impl Iterator<Item = &'static str> {
        self.column(index).split_whitespace()
    }
}
