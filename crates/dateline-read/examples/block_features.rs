//! The numbers that the block scorer is trained on, so that training and reading cannot disagree.
//!
//! Standard input holds the path of one page a line. Standard output is JSON Lines: the names of the features, then for each
//! page the blocks' texts and vectors. `training/blocks.py` starts this program.
#![allow(clippy::print_stdout)]

use std::io::{BufRead, Write};

use dateline_read::extract::{decode, dom::Dom, draft, html};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut first = true;
    for line in std::io::stdin().lock().lines() {
        let path = line?;
        let bytes = std::fs::read(&path)?;
        let source = decode::decode(&bytes, None, true);
        let dom = Dom::parse(&source.text);
        let drafts = draft::from_html(&dom, &source.text);
        let vectors = html::describe(&dom, &source.text, &drafts);
        if first && !vectors.names.is_empty() {
            writeln!(out, "{}", serde_json::json!({ "names": vectors.names }))?;
            first = false;
        }
        let texts: Vec<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
        writeln!(out, "{}", serde_json::json!({ "path": path, "texts": texts, "rows": vectors.rows }))?;
    }
    out.flush()
}
