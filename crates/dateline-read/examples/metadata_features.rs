//! dev only
use std::io::Write;
use dateline_read::extract::{assemble, decode, dom::Dom, draft, html, language, metadata::{self, Inputs, title, byline, dates}};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let gold = std::fs::read_to_string(&args[1]).unwrap();
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[3]).unwrap());
    for line in gold.lines() {
        let g: serde_json::Value = serde_json::from_str(line).unwrap();
        if g["type"].is_string() && g["type"] != "article" { continue }
        let name = g["html"].as_str().or(g["page"].as_str()).unwrap();
        let Ok(bytes) = std::fs::read(format!("{}/{}", args[2], name)) else { continue };
        let url = g["url"].as_str().or(g["id"].as_str().filter(|id| id.starts_with("http")));
        let page = dateline_read::Page { bytes: &bytes, url, media_type: Some("text/html"), ..Default::default() };
        let source = decode::decode(&bytes, None, true);
        let dom = Dom::parse(&source.text);
        let drafts = draft::from_html(&dom, &source.text);
        let mut verdicts = html::judge(&dom, &source.text, &drafts);
        let inputs = Inputs { page: &page, source: &source, dom: Some(&dom), drafts: &drafts };
        let title = metadata::title(&inputs, &mut verdicts);
        let mut article = assemble::article(page.bytes, &source, &drafts, &verdicts);
        article.language = language::detect(&article.text);
        metadata::fill_title(&inputs, &title, &mut article);
        let titles: Vec<_> = title.readings.iter().map(|r| serde_json::json!([r.text, r.features.to_vec(), r.from])).collect();
        let lists: Vec<_> = byline::lists(&inputs, title.head.as_ref(), title.block, &article).iter().map(|l| serde_json::json!([l.authors.iter().map(|a| &a.name).collect::<Vec<_>>(), l.features.to_vec(), l.authors.iter().map(|a| &a.evidence.from).collect::<Vec<_>>()])).collect();
        let days: Vec<_> = dates::days(&inputs, title.head.as_ref(), title.block, &article).iter().map(|d| serde_json::json!([d.date.to_string(), d.features.to_vec(), d.sightings.iter().map(|s| format!("{} {:?} {:?} {}", s.from, s.kind, s.features, s.dated.value())).collect::<Vec<_>>()])).collect();
        let rec = serde_json::json!({"id": g["id"], "file": name, "url": url, "gold": {"title": g["title"], "authors": g["authors"], "date": g["date"], "has_authors": g.get("authors").is_some(), "has_date": g.get("date").is_some()},
           "titles": titles, "lists": lists, "days": days});
        writeln!(out, "{rec}").unwrap();
    }
    std::fs::write(format!("{}.names", args[3]), serde_json::json!({"title": title::FEATURES.to_vec(), "byline": byline::FEATURES.to_vec(), "date": dates::sight::NAMES.to_vec()}).to_string()).unwrap();
}
