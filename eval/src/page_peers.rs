//! Other readers of pages, run beside ours on the same characters.

use dateline_read::extract::decode;
use serde::Serialize;

use crate::corpora::{Document, Set};
use crate::peers::{About, Options, Script};

/// The script of the readers of pages.
pub struct Pages;

/// Whether and how readers of pages are run.
pub type PeerOptions = Options<Pages>;
/// A reader of pages that is not ours.
pub type Peer = crate::peers::Peer<Pages>;

impl Script for Pages {
    const PROGRAM: &'static str = include_str!("../peers/run.py");
    const PEERS: &'static [&'static str] =
        &["trafilatura", "htmldate", "readability-lxml", "newspaper4k", "resiliparse"];

    fn measures(about: &About, measure: &str) -> bool {
        let field =
            ["title", "authors", "date", "comments"].into_iter().find(|field| measure.starts_with(field));
        about.fields.iter().any(|known| known == field.unwrap_or("text"))
    }
}

/// A page as the script reads it.
#[derive(Serialize)]
pub struct Request<'a> {
    id: &'a str,
    html: String,
    url: Option<&'a str>,
}

/// The pages of a set: the characters that we read, and the address where the gold has one.
pub fn requests(set: &Set) -> Vec<Request<'_>> {
    set.documents.iter().map(|document| request(set, document)).collect()
}

fn request<'a>(set: &Set, document: &'a Document) -> Request<'a> {
    let is_html = set.media_type() == "text/html";
    let text = decode::decode(&document.bytes, None, is_html).text;
    let html = if is_html { text } else { paragraphs(&text) };
    Request { id: &document.gold.id, html, url: document.gold.url.as_deref() }
}

/// Readers of HTML get a scraped text as one paragraph a line.
fn paragraphs(text: &str) -> String {
    let mut html = String::from("<!doctype html><html><body>\n");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        html.push_str(&format!("<p>{line}</p>\n"));
    }
    html.push_str("</body></html>\n");
    html
}
