//! Fetching addresses, from a server of our own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

/// Serves until the test ends. What it answers depends on the path alone.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let own = address.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let own = own.clone();
            thread::spawn(move || answer(stream, &own));
        }
    });
    address
}

fn answer(mut stream: TcpStream, own: &str) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut request = String::new();
    reader.read_line(&mut request).ok()?;
    let mut agent = String::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.to_ascii_lowercase().starts_with("user-agent:") {
            agent = line.trim().to_owned();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1)?;
    let page = "<html><title>A page</title><h1>A page</h1><p>It has a paragraph of some words.</p></html>";
    let mut send = |status: &str, headers: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    };
    match path {
        "/robots.txt" => {
            send("200 OK", "Content-Type: text/plain\r\n", b"User-agent: dateline\nDisallow: /private\n")
        }
        "/page" | "/private/page" => send("200 OK", "Content-Type: text/html\r\n", page.as_bytes()),
        "/agent" => send("200 OK", "Content-Type: text/plain\r\n", agent.as_bytes()),
        "/gzip" => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(page.as_bytes()).unwrap();
            send(
                "200 OK",
                "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                &encoder.finish().unwrap(),
            );
        }
        "/bomb" => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&vec![b'a'; 64 << 20]).unwrap();
            send(
                "200 OK",
                "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                &encoder.finish().unwrap(),
            );
        }
        "/charset" => {
            let body =
                b"<html><title>x</title><p>\xc7\xe4\xf0\xe0\xe2\xf1\xf2\xe2\xf3\xe9\xf2\xe5</p></html>";
            send("200 OK", "Content-Type: text/html; charset=windows-1251\r\n", body);
        }
        "/loop" => send("302 Found", "Location: /loop\r\n", b""),
        "/hop" => send("301 Moved Permanently", "Location: page\r\n", b""),
        "/to-private" => send("302 Found", "Location: /private/page\r\n", b""),
        "/to-file" => send("302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/large" => send("200 OK", "Content-Type: text/html\r\n", &vec![b'a'; 17 << 20]),
        "/slow" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>");
            thread::sleep(Duration::from_secs(20));
        }
        "/feed" => {
            let feed = format!(
                "<rss><channel><item><title>One</title><link>{own}/page</link></item></channel></rss>"
            );
            send("200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        _ => send("404 Not Found", "Content-Type: text/html\r\n", b"<h1>Not found</h1>"),
    }
    Some(())
}

fn read(address: &str, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    // A proxy of the environment must not be asked.
    command.env("http_proxy", "http://127.0.0.1:1").env("HTTP_PROXY", "http://127.0.0.1:1");
    command.args(["read", address, "--format", "jsonl"]).args(options).output().unwrap()
}

/// The record, the exit code and what was said.
fn outcome(address: &str, options: &[&str]) -> (Option<Value>, i32, String) {
    let output = read(address, options);
    let said = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    (serde_json::from_slice(&output.stdout).ok(), output.status.code().unwrap(), said)
}

#[test]
fn pages_are_fetched_as_the_server_means_them() {
    let server = server();
    let get = |path: &str| {
        let (record, code, said) = outcome(&format!("{server}{path}"), &["--allow-private"]);
        assert_eq!(code, 0, "{path}: {said}");
        record.unwrap()
    };
    assert_eq!(get("/page")["page"]["url"], format!("{server}/page"));
    assert_eq!(get("/gzip")["page"]["id"], get("/page")["page"]["id"]);
    assert_eq!(get("/hop")["page"]["url"], format!("{server}/page"), "the address after the redirect");
    let page = get("/charset");
    assert_eq!(
        (page["page"]["charset"].as_str(), page["page"]["charset_from"].as_str()),
        (Some("windows-1251"), Some("header"))
    );
    assert!(page["page"]["fetched"].as_str().is_some());
    let blocks = get("/agent")["article"].to_string();
    assert!(blocks.contains(concat!("dateline/", env!("CARGO_PKG_VERSION"))), "{blocks}");
    assert_eq!(get("/feed")["page"]["url"], format!("{server}/page"), "the entry's address");
}

#[test]
fn what_cannot_be_fetched_is_said_for_each_cause() {
    let server = server();
    let port = server.rsplit(':').next().unwrap();
    let fails = |address: String, options: &[&str], word: &str| {
        let (record, code, said) = outcome(&address, options);
        assert!(record.is_none(), "{address}");
        assert!(said.contains(word) && said.contains("help:"), "{address}: {said}");
        code
    };
    let allow = &["--allow-private"][..];
    assert_eq!(fails(format!("{server}/loop"), allow, "redirects more than 10 times"), 4);
    assert_eq!(fails(format!("{server}/missing"), allow, "404 Not Found"), 4);
    assert_eq!(fails(format!("{server}/private/page"), allow, "robots.txt"), 4);
    assert_eq!(fails(format!("{server}/to-private"), allow, "Disallow: /private"), 4);
    assert_eq!(fails(format!("{server}/to-file"), allow, "only http and https"), 2);
    assert_eq!(fails(format!("{server}/large"), allow, "larger than 16 MiB"), 1);
    assert_eq!(fails(format!("{server}/bomb"), allow, "larger than 16 MiB"), 1);
    assert_eq!(fails("http://no-such-host.invalid/".into(), allow, "no host named"), 4);
    assert_eq!(fails("http://127.0.0.1:1/".into(), allow, "refuses the connection"), 4);
    assert_eq!(fails("http://user:secret@127.0.0.1/".into(), allow, "name or password"), 2);
    // This machine by every name that it has.
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        assert_eq!(fails(format!("http://{host}:{port}/page"), &[], "private or special network"), 4);
    }
}

#[test]
fn a_slow_server_is_not_waited_for() {
    let server = server();
    let begun = Instant::now();
    let (record, code, said) = outcome(&format!("{server}/slow"), &["--allow-private", "--timeout", "1"]);
    assert!(record.is_none() && code == 4 && said.contains("took longer"), "{code} {said}");
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[test]
fn robots_can_be_ignored_knowingly() {
    let server = server();
    let (record, code, said) =
        outcome(&format!("{server}/private/page"), &["--allow-private", "--ignore-robots"]);
    assert!(record.is_some() && code == 0 && said.contains("you answer for that"), "{said}");
}
