//! `dateline read` as a user runs it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

fn example(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).to_string_lossy().into_owned()
}

fn dateline(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn records(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn one_page_is_a_report_and_many_are_lines() {
    let one = dateline(&["read", &example("wire-report.html")]);
    assert_eq!(code(&one), 0);
    assert!(stdout(&one).contains("── Article"));
    let many =
        dateline(&["read", &example("wire-report.html"), &example("crawl.warc.gz"), &example("feed.xml")]);
    assert_eq!(code(&many), 0, "{}", stderr(&many));
    let records = records(&many);
    assert_eq!(records.len(), 6);
    assert_eq!(records[0]["page"]["media_type"], "html");
    assert_eq!(records[1]["page"]["fetched"], "2024-10-21T06:00:04Z");
    assert_eq!(records[1]["page"]["id"], records[0]["page"]["id"], "chunks were joined");
    assert_eq!(records[3]["page"]["media_type"], "text");
    assert_eq!(
        records[5]["page"]["url"],
        "https://www.selmerherald.example/local/2024/10/16/drumhaven-ferry"
    );
    let table = dateline(&["read", &example("crawl.warc.gz"), "--format", "report", "--width", "100"]);
    assert!(stdout(&table).contains("3 pages:"), "{}", stdout(&table));
    let array = dateline(&["read", &example("feed.xml"), "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&stdout(&array)).unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn the_output_is_the_same_whatever_the_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..300)
        .map(|i| {
            format!(
                "{{\"id\": \"p{i}\", \"html\": \"<h1>Page {i}</h1><p>{}</p>\"}}\n",
                "Words. ".repeat(i % 40)
            )
        })
        .collect();
    let path = folder.path().join("pages.jsonl.gz");
    fs::write(&path, gzip(lines.as_bytes())).unwrap();
    let path = path.to_string_lossy();
    let alone = dateline(&["read", &path, "-j", "1"]);
    let together = dateline(&["read", &path, "-j", "7"]);
    assert_eq!(records(&alone).len(), 300);
    assert!(alone.stdout == together.stdout);
}

#[test]
fn what_is_wrong_is_said_with_its_own_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let missing = dateline(&["read", "no-such-page.html"]);
    assert_eq!(code(&missing), 3);
    assert!(stderr(&missing).contains("no-such-page.html") && stderr(&missing).contains("help:"));
    assert_eq!(code(&dateline(&["read", &folder.path().to_string_lossy()])), 3, "a folder without pages");
    assert_eq!(code(&dateline(&["read"])), 2);
    assert_eq!(code(&dateline(&["read", "x.html", "--jobs", "0"])), 2);
    assert_eq!(
        code(&dateline(&["read", &example("feed.xml"), "-f", "html"])),
        2,
        "many pages into one stream"
    );
    assert_eq!(code(&dateline(&["read", "http://127.0.0.1:9/"])), 4);
    let nowhere = folder.path().join("no/such/folder/out.json");
    assert_eq!(code(&dateline(&["read", &example("scraped.txt"), "-o", &nowhere.to_string_lossy()])), 5);
    let half = folder.path().join("half.jsonl");
    fs::write(&half, "{\"text\": \"One.\"}\nnot json\n{\"text\": \"Two.\"}\n").unwrap();
    let half = dateline(&["read", &half.to_string_lossy()]);
    assert_eq!((code(&half), records(&half).len()), (1, 2));
    assert!(
        stderr(&half).contains("half.jsonl, line 2")
            && stderr(&half).contains("2 pages read, 1 could not be")
    );
}

#[test]
fn the_name_of_the_output_chooses_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let write = |input: &str, name: &str| -> PathBuf {
        let path = folder.path().join(name);
        let output = dateline(&["read", &example(input), "-o", &path.to_string_lossy()]);
        assert_eq!((code(&output), output.stdout.len()), (0, 0), "{}", stderr(&output));
        path
    };
    let text = |path: &Path| fs::read_to_string(path).unwrap();
    assert!(text(&write("scraped.txt", "a.html")).starts_with("<!doctype html>"));
    assert!(text(&write("scraped.txt", "a.json")).starts_with("{\n"));
    assert!(text(&write("crawl.warc.gz", "a.json")).starts_with("[\n{\n"));
    assert_eq!(text(&write("crawl.warc.gz", "a.jsonl")).lines().count(), 3);
    let views = folder.path().join("views");
    let output = dateline(&["read", &example("crawl.warc.gz"), "-f", "html", "-o", &views.to_string_lossy()]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(text(&views.join("index.html")).contains("href=\"00003.html\""));
    assert!(text(&views.join("00003.html")).contains("All pages"));
}

#[test]
fn tokens_are_given_on_request() {
    let tokens = dateline(&["read", &example("scraped.txt"), "--layers", "tokens"]);
    assert_eq!(code(&tokens), 0, "{}", stderr(&tokens));
    assert!(stdout(&tokens).starts_with("# newdoc id = ") && stdout(&tokens).contains("scraped.txt\n"));
    let many = dateline(&["read", &example("crawl.warc.gz"), "-l", "tokens"]);
    assert_eq!(stdout(&many).matches("# newdoc id = ").count(), 3);
    let without = dateline(&["read", &example("scraped.txt"), "-f", "jsonl"]);
    assert!(records(&without)[0].get("tokens").is_none());
    let report = dateline(&["read", &example("scraped.txt"), "-f", "report", "-l", "tokens"]);
    assert!(
        code(&report) == 2 && stderr(&report).contains("a report shows no tokens"),
        "{}",
        stderr(&report)
    );
}

#[test]
fn an_article_without_its_language() {
    let whole = dateline(&["read", &example("scraped.txt"), "-f", "jsonl"]);
    assert!(!records(&whole)[0]["names"].as_array().unwrap().is_empty());
    let article = dateline(&["read", &example("scraped.txt"), "-f", "jsonl", "--article-only"]);
    assert!(records(&article)[0].get("names").is_none() && records(&article)[0].get("sentences").is_some());
    let both = dateline(&["read", &example("scraped.txt"), "--article-only", "-l", "tokens"]);
    assert_eq!(code(&both), 2, "{}", stderr(&both));
}

#[test]
fn hostile_pages_end_in_a_record_or_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let large = "<p>A paragraph of a page that does not end. </p>".repeat((50 << 20) / 48);
    let bomb = gzip(&gzip(&vec![b'a'; 200 << 20]));
    let inner = gzip(&vec![b'a'; 200 << 20]);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        inner.len()
    );
    let block = [head.as_bytes(), &inner].concat();
    let warc_head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", block.len());
    let warc = [warc_head.as_bytes(), &block, b"\r\n\r\n"].concat();
    let deep = "<div>".repeat(100_000);
    let noise: Vec<u8> = (0..100_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let pages: [(&str, &[u8], &[i32]); 9] = [
        ("large.html", large.as_bytes(), &[0]),
        ("bomb.html.gz", &bomb, &[0]),
        ("one-bomb.html.gz", &inner, &[1]),
        ("bomb.warc", &warc, &[1]),
        ("deep.html", deep.as_bytes(), &[0]),
        ("noise.html", &noise, &[0]),
        ("empty.html", b"", &[0]),
        ("one.html", b"x", &[0]),
        ("cut.warc.gz", &gzip(&warc)[..200], &[1]),
    ];
    for (name, bytes, codes) in pages {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let begun = Instant::now();
        let output = dateline(&["read", &path.to_string_lossy(), "-f", "json"]);
        assert!(codes.contains(&code(&output)), "{name}: {} {}", code(&output), stderr(&output));
        assert!(begun.elapsed() < Duration::from_secs(20), "{name} took {:?}", begun.elapsed());
        assert!(!stderr(&output).contains("panicked"), "{name}");
    }
}

#[test]
fn standard_input_is_read_and_a_closed_output_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["read", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"<title>From a pipe</title><p>Words.").unwrap();
    let output = child.wait_with_output().unwrap();
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["page"]["media_type"], "html");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.jsonl");
    fs::write(&path, "{\"text\": \"The same line again and again.\"}\n".repeat(5000)).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["read", &path.to_string_lossy()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (0, String::new()));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.jsonl");
    let line = format!("{{\"text\": \"{}\"}}\n", "A sentence of a long report that goes on. ".repeat(200));
    fs::write(&path, line.repeat(20_000)).unwrap();
    let out = folder.path().join("out.jsonl");
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["read", &path.to_string_lossy(), "-o", &out.to_string_lossy()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while fs::metadata(&out).map_or(0, |file| file.len()) == 0 && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let written = fs::read_to_string(&out).unwrap();
    assert!(written.ends_with('\n'));
    let lines = written.lines().inspect(|line| drop(serde_json::from_str::<Value>(line).unwrap())).count();
    assert!((1..20_000).contains(&lines), "{lines}");
}

#[test]
fn the_schema_is_that_of_the_record() {
    let schema = dateline(&["schema"]);
    let printed: Value = serde_json::from_str(&stdout(&schema)).unwrap();
    assert!(printed == serde_json::to_value(dateline_record::json_schema()).unwrap());
}
