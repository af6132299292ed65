//! dev only
use std::io::Write;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let gold = std::fs::read_to_string(&args[1]).unwrap();
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[3]).unwrap());
    let no_url = args.get(4).is_some_and(|a| a == "nourl");
    let reader = dateline_read::Reader::new();
    for line in gold.lines() {
        let g: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = g["html"].as_str().or(g["page"].as_str()).unwrap();
        let Ok(bytes) = std::fs::read(format!("{}/{}", args[2], name)) else { eprintln!("no {name}"); continue };
        let url = g["url"].as_str().or(g["id"].as_str().filter(|id| id.starts_with("http"))).filter(|_| !no_url);
        let page = dateline_read::Page { bytes: &bytes, url, media_type: Some("text/html"), ..Default::default() };
        let r = dateline_read::read(&page, &reader);
        let a = &r.article;
        let rec = serde_json::json!({"id": g["id"], "file": name, "url": url, "title": a.title.as_ref().map(|t| &t.value),
            "authors": a.byline.iter().map(|b| &b.name).collect::<Vec<_>>(),
            "byline": a.byline,
            "date": a.published.as_ref().map(|t| &t.value),
            "pubfrom": a.published.as_ref().map(|t| &t.evidence.from),
            "titles": a.titles.iter().map(|t| serde_json::json!([t.value, t.evidence.from, t.score])).collect::<Vec<_>>(),
            "dates": a.dates.iter().map(|t| serde_json::json!([t.value, t.evidence.from, t.kind, t.score])).collect::<Vec<_>>(),
            });
        writeln!(out, "{rec}").unwrap();
    }
}
