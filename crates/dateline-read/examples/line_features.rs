//! The numbers that the models of scraped text are trained on, computed by the reader itself.
//!
//! `line_features render FILE...` writes each HTML page as the text that a scraper would make of it, a JSON object
//! (`path`, `text`) a line. `line_features names` writes the names of the features of the second step, those of the
//! first step first, and their numbers. `line_features first` and `line_features second` read JSON objects (`text`,
//! for the second step also `scores`: one number for each line that is not empty) from standard input and write for
//! each object the number of its lines and of its features, then the features, little-endian 32-bit.
//! `line_features lines` writes for each object the places of its lines (first byte, one past the last), and
//! `line_features judge` their role, kind, score and place, as JSON.

use std::io::{BufRead, Write};

use dateline_read::extract::dom::Dom;
use dateline_read::extract::scraped;
use dateline_read::extract::scraped::context::Page;
use dateline_read::extract::scraped::judged::Judged;
use dateline_read::extract::{decode, draft};
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let step = arguments.next().unwrap_or_default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match step.as_str() {
        "render" => {
            for path in arguments {
                let bytes = std::fs::read(&path)?;
                let source = decode::decode(&bytes, None, true);
                let dom = Dom::parse(&source.text);
                let blocks = draft::from_html(&dom, &source.text);
                let lines: Vec<String> = blocks.into_iter().map(|b| b.text.replace('\t', " ")).collect();
                writeln!(out, "{}", json!({"path": path, "text": lines.join("\n")}))?;
            }
        }
        "names" => {
            writeln!(out, "{} {}", Page::first_names().len(), Judged::second_names().join(" "))?;
        }
        "first" | "second" | "judge" | "lines" => {
            for line in std::io::stdin().lock().lines() {
                let page: Value = serde_json::from_str(&line?)?;
                let drafts = draft::from_text(page["text"].as_str().unwrap_or_default());
                if step == "lines" {
                    let places: Vec<_> = drafts.iter().map(|d| d.place()).collect();
                    writeln!(out, "{}", json!(places))?;
                    continue;
                }
                if step == "judge" {
                    let verdicts = scraped::judge(&drafts);
                    let lines: Vec<Value> = verdicts
                        .iter()
                        .zip(&drafts)
                        .map(|(v, d)| json!([v.role, v.kind, v.score, d.place().0, d.place().1]))
                        .collect();
                    writeln!(out, "{}", Value::from(lines))?;
                    continue;
                }
                let lines = Page::new(&drafts);
                let scores: Vec<f32> = page["scores"]
                    .as_array()
                    .map(|a| a.iter().map(|x| x.as_f64().unwrap_or(0.0) as f32).collect())
                    .unwrap_or_default();
                let judged = Judged::new(&lines, &scores);
                for i in 0..drafts.len() {
                    let vector =
                        if step == "first" { lines.first(i) } else { judged.second(i, lines.first(i)) };
                    if i == 0 {
                        out.write_all(&(drafts.len() as u32).to_le_bytes())?;
                        out.write_all(&(vector.len() as u32).to_le_bytes())?;
                    }
                    for value in vector {
                        out.write_all(&value.to_le_bytes())?;
                    }
                }
            }
        }
        _ => eprintln!("line_features render FILE... | names | first | second | lines | judge"),
    }
    Ok(())
}
