//! Answers in files: one JSON value a line.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes a line for each row.
pub fn write<T: Serialize>(to: impl Write, rows: &[T]) -> Result<()> {
    let mut to = BufWriter::new(to);
    for row in rows {
        serde_json::to_writer(&mut to, row)?;
        to.write_all(b"\n")?;
    }
    Ok(to.flush()?)
}

/// Writes DIR/NAME.jsonl; makes the folder where there is none.
pub fn write_file<T: Serialize>(folder: &Path, name: &str, rows: &[T]) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    write(std::fs::File::create(folder.join(format!("{name}.jsonl")))?, rows)
}

/// Rows that were written before.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    std::fs::read_to_string(path)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}
