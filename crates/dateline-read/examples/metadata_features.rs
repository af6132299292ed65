//! The numbers that the weights of titles, bylines and dates are fitted on, so that fitting and reading cannot disagree.
//!
//! Arguments: a gold file (JSON Lines with `html` or `page`, the file's name), and the folder of its pages. Standard
//! output is JSON Lines: the names of the features, then for each page its gold and every reading with its vector.
//! `training/metadata.py` starts this program.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::io::Write;
use std::path::Path;

use dateline_read::Page;
use dateline_read::extract::dom::Dom;
use dateline_read::extract::metadata::{self, Inputs, byline, dates, title};
use dateline_read::extract::{assemble, decode, draft, html, language};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, folder] = arguments.as_slice() else {
        return Err("usage: metadata_features GOLD FOLDER".into());
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let names = json!({
        "title": title::FEATURES.to_vec(),
        "byline": byline::FEATURES.to_vec(),
        "date": dates::sight::NAMES.to_vec(),
    });
    writeln!(out, "{names}")?;
    for line in std::fs::read_to_string(gold)?.lines() {
        let gold: Value = serde_json::from_str(line)?;
        if gold["type"].is_string() && gold["type"] != "article" {
            continue;
        }
        let name = gold["html"].as_str().or(gold["page"].as_str()).ok_or("a page without a file's name")?;
        let bytes = std::fs::read(Path::new(folder).join(name))?;
        writeln!(out, "{}", readings(&bytes, &gold))?;
    }
    Ok(out.flush()?)
}

/// Every reading of title, byline and day of a page, with its vector, beside the gold.
fn readings(bytes: &[u8], gold: &Value) -> Value {
    let url = gold["url"].as_str().or(gold["id"].as_str().filter(|id| id.starts_with("http")));
    let page = Page { bytes, url, media_type: Some("text/html"), ..Page::default() };
    let source = decode::decode(bytes, None, true);
    let dom = Dom::parse(&source.text);
    let drafts = draft::from_html(&dom, &source.text);
    let mut verdicts = html::judge(&dom, &source.text, &drafts);
    let inputs = Inputs { page: &page, source: &source, dom: Some(&dom), drafts: &drafts };
    let title = metadata::title(&inputs, &mut verdicts);
    let mut article = assemble::article(bytes, &source, &drafts, &verdicts);
    article.language = language::detect(&article.text);
    metadata::fill_title(&inputs, &title, &mut article);

    let titles: Vec<Value> = title.readings.iter().map(|r| json!([r.text, r.features.to_vec()])).collect();
    let lists: Vec<Value> = byline::lists(&inputs, title.head.as_ref(), title.block, &article)
        .iter()
        .map(|list| {
            let names: Vec<&String> = list.authors.iter().map(|author| &author.name).collect();
            json!([names, list.features.to_vec()])
        })
        .collect();
    let days: Vec<Value> = dates::days(&inputs, title.head.as_ref(), title.block, &article)
        .iter()
        .map(|day| json!([day.date.to_string(), day.features.to_vec()]))
        .collect();
    json!({ "gold": gold, "title": titles, "byline": lists, "date": days })
}
