//! The bundled crawl holds the other examples as a crawler would have stored them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

fn example(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

fn record(kind: &str, uri: &str, date: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let mut head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n");
    if !uri.is_empty() {
        head += &format!("WARC-Target-URI: {uri}\r\n");
    }
    head += &format!(
        "WARC-Date: {date}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(content_type: &str, more: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nServer: example\r\nContent-Type: {content_type}\r\n{more}\r\n");
    [head.as_bytes(), body].concat()
}

/// In chunks, as many servers send pages.
fn chunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in body.chunks(1000) {
        out.extend(format!("{:x}\r\n", chunk.len()).bytes());
        out.extend(chunk);
        out.extend(b"\r\n");
    }
    out.extend(b"0\r\n\r\n");
    out
}

fn crawl() -> Vec<Vec<u8>> {
    let read = |name: &str| std::fs::read(example(name)).unwrap();
    let http = "application/http; msgtype=response";
    let wire = response(
        "text/html; charset=utf-8",
        "Transfer-Encoding: chunked\r\n",
        &chunked(&read("wire-report.html")),
    );
    let old = response("text/html", "", &read("old-page.html"));
    let missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<h1>Not found</h1>".to_vec();
    vec![
        record(
            "warcinfo",
            "",
            "2024-10-21T06:00:00Z",
            "application/warc-fields",
            b"format: WARC File Format 1.0\r\n",
        ),
        record(
            "response",
            "https://www.selmerherald.example/business/2024/10/17/port-selm-strike-ends",
            "2024-10-21T06:00:04Z",
            http,
            &wire,
        ),
        record("response", "https://www.selmerherald.example/gone", "2024-10-21T06:00:09Z", http, &missing),
        record("response", "http://news.valley.example/local/20193", "2019-03-05T09:14:00Z", http, &old),
        record(
            "conversion",
            "https://brennmirror.example/2023/09/12/border-law/",
            "2024-05-22T10:30:00Z",
            "text/plain",
            &read("scraped.txt"),
        ),
    ]
}

#[test]
fn the_crawl_holds_the_pages() {
    let records = crawl();
    let path = example("crawl.warc.gz");
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        let mut file = std::fs::File::create(&path).unwrap();
        for record in &records {
            let mut member = GzEncoder::new(Vec::new(), Compression::best());
            member.write_all(record).unwrap();
            file.write_all(&member.finish().unwrap()).unwrap();
        }
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(std::fs::File::open(&path).unwrap()).read_to_end(&mut unpacked).unwrap();
    assert!(
        unpacked == records.concat(),
        "run the test again with UPDATE_EXAMPLES=1 after changing an example"
    );
}
