//! Rows of tables by the names in them, found by a hash of the name: rows are read only when they are asked for.

use super::text::hashed;
use crate::resolve::day::facts::list;

/// Lines of several tables, and an index of them.
pub struct Index {
    /// The lines.
    pub lines: Vec<Line>,
    by_name: Hashes,
}

/// A line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The number of the table.
    pub table: usize,
    /// The line.
    pub text: &'static str,
    /// The names in it, parted by `|`.
    pub names: &'static str,
}

/// Numbers of lines by a hash.
pub struct Hashes(Vec<(u64, u32)>);

impl Hashes {
    /// Sorts pairs of a hash and a line.
    pub fn new(mut pairs: Vec<(u64, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// The lines of a hash.
    pub fn find(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let first = self.0.partition_point(|(other, _)| *other < hash);
        let rest = self.0.get(first..).unwrap_or_default();
        rest.iter().take_while(move |(other, _)| *other == hash).map(|(_, line)| *line)
    }
}

impl Index {
    /// Reads tables whose names stand in a column each.
    pub fn new(tables: &[(&'static str, usize)]) -> Self {
        let mut lines = Vec::with_capacity(32_000);
        let mut pairs = Vec::with_capacity(64_000);
        for (number, (file, column)) in tables.iter().enumerate() {
            let rows = file.split('\n').filter(|line| !line.is_empty() && !line.starts_with('#'));
            for text in rows {
                let index = u32::try_from(lines.len()).unwrap_or(u32::MAX);
                let names = cell(text, *column);
                for name in list(names) {
                    pairs.push((hashed(name), index));
                }
                lines.push(Line { table: number, text, names });
            }
        }
        Self { lines, by_name: Hashes::new(pairs) }
    }

    /// The numbers of the lines that bear a name, as it is printed or as a key.
    pub fn named(&self, name: &str) -> impl Iterator<Item = u32> + '_ {
        self.by_name.find(hashed(name))
    }
}

/// A column of a line.
pub fn cell(line: &'static str, column: usize) -> &'static str {
    // Lines are short: bytes are quicker than a search for a character.
    let mut cells = line.as_bytes().split(|byte| *byte == b'\t');
    let cell = cells.nth(column).unwrap_or_default();
    std::str::from_utf8(cell).unwrap_or_default().trim()
}
