//! WARC files (ISO 28500): a record at a time through one window, so that a file of any size can be read.
//!
//! A record whose `Content-Length` lies, that breaks off, or that is no record, is one error; reading goes on at
//! the next line that begins like a record.

use std::io::{self, Read};

use memchr::memmem;

use super::http::{self, Headers};
use super::{Fetched, MAX_PAGE, Pages, compressed, megabytes};
use crate::error::{Mishap, Problem};

/// Most bytes of a record's own headers.
const MAX_HEADERS: usize = 64 << 10;

/// Bytes that are fetched at a time.
const STEP: usize = 64 << 10;

/// What every record begins with.
const BEGIN: &[u8] = b"WARC/";

/// What a record begins with inside a file.
const NEXT: &[u8] = b"\nWARC/";

/// The pages of a WARC: responses with a page in them, resources, and text extracted by others (conversions).
/// Records that are no page (requests, pictures, redirects, error pages) are passed over.
pub fn pages(stream: Box<dyn Read>, name: String) -> Pages<'static> {
    let window = Window { stream, bytes: Vec::new(), at: 0, passed: 0, ended: false, failure: None };
    Box::new(Warc { window, name, record: 0 })
}

struct Warc {
    window: Window,
    name: String,
    record: usize,
}

/// A record's headers and its block.
struct Record {
    headers: Headers,
    block: Vec<u8>,
}

impl Iterator for Warc {
    type Item = Result<Fetched, Mishap>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let at = self.window.position();
            let record = self.record()?;
            let place = format!("{}, record {} at byte {at}", self.name, self.record);
            let page = record.and_then(|record| page(record, &format!("{}#{}", self.name, self.record)));
            match page {
                Ok(Some(page)) => return Some(Ok(page)),
                Ok(None) => {}
                Err(problem) => return Some(Err(Mishap::new(place, problem))),
            }
        }
    }
}

impl Warc {
    /// The next record. The window stands behind it afterwards.
    fn record(&mut self) -> Option<Result<Record, Problem>> {
        self.window.skip_blank();
        self.window.fill(MAX_HEADERS);
        if self.window.bytes().is_empty() {
            return self.window.failure.take().map(|error| Err(super::unreadable(error)));
        }
        self.record += 1;
        if !self.window.bytes().starts_with(BEGIN) {
            self.window.resynchronise();
            return Some(Err(Problem::Warc("no record begins here".into())));
        }
        let window = self.window.bytes();
        let Some((end, block_at)) = http::head_end(&window[..window.len().min(MAX_HEADERS)]) else {
            self.window.advance(BEGIN.len());
            return Some(Err(self.broken("its headers do not end".into())));
        };
        let headers = Headers::parse(&window[..end]);
        self.window.advance(block_at);
        let length = headers.get("content-length").map(str::parse::<usize>);
        let Some(Ok(length)) = length else {
            return Some(Err(self.broken("it has no Content-Length that is a number".into())));
        };
        if length > MAX_PAGE {
            self.window.fill(MAX_HEADERS);
            let page = may_be_page(&headers, self.window.bytes());
            self.window.resynchronise();
            let block = Vec::new();
            let limit = megabytes(MAX_PAGE);
            let message = format!("its Content-Length of {length} bytes is over the limit of {limit}");
            return Some(if page { Err(Problem::Warc(message)) } else { Ok(Record { headers, block }) });
        }
        Some(self.block(length).map(|block| Record { headers, block }))
    }

    /// The block of a record, if it is as long as the headers say.
    fn block(&mut self, length: usize) -> Result<Vec<u8>, Problem> {
        self.window.fill(length);
        let there = self.window.bytes().len().min(length);
        if there == length {
            let after = self.window.begins_after(length);
            if after {
                let block = self.window.bytes()[..length].to_vec();
                self.window.advance(length);
                return Ok(block);
            }
        }
        // Too long when another record begins inside the block, too short when none begins at its end.
        if let Some(next) = memmem::find(&self.window.bytes()[..there], NEXT) {
            self.window.advance(next + 1);
            return Err(Problem::Warc(format!(
                "its Content-Length says {length} bytes, but the next record begins after {next}"
            )));
        }
        if there < length {
            return Err(self.broken(format!(
                "its Content-Length says {length} bytes, but the file breaks off after {there}"
            )));
        }
        self.window.advance(length);
        Err(self.broken(format!("its Content-Length says {length} bytes, but no record begins there")))
    }

    /// Goes on at the next record, and says why this one is no good: damage that was met on the way comes first.
    fn broken(&mut self, why: String) -> Problem {
        match self.window.failure.take() {
            Some(error) => {
                let read = self.window.bytes().len();
                // What was read before the damage belongs to this record, unless another begins in it.
                match memmem::find(self.window.bytes(), NEXT) {
                    Some(next) => self.window.advance(next + 1),
                    None => self.window.advance(read),
                }
                super::unreadable(error)
            }
            None => {
                self.window.resynchronise();
                Problem::Warc(why)
            }
        }
    }
}

/// Whether the head of an over-long block is that of a page.
fn may_be_page(headers: &Headers, head: &[u8]) -> bool {
    let declared = match http::response(head) {
        Some(response) => response.headers.get("content-type").map(str::to_owned),
        None => headers.get("content-type").map(str::to_owned),
    };
    let media = declared.and_then(|value| http::content_type(&value).0);
    http::is_page(media.as_deref())
}

/// The page in a record, if there is one.
fn page(record: Record, file: &str) -> Result<Option<Fetched>, Problem> {
    let Record { headers, block } = record;
    let mut page = Fetched {
        url: headers.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned()),
        file: Some(file.to_owned()),
        fetched: headers.get("warc-date").map(str::to_owned),
        of_many: true,
        ..Fetched::default()
    };
    if page.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt")) {
        return Ok(None);
    }
    match headers.get("warc-type").map(str::to_ascii_lowercase).as_deref() {
        Some("response") => {
            let Some(response) = http::response(&block) else { return Ok(None) };
            let content = response.headers.get("content-type").unwrap_or_default();
            (page.media_type, page.charset) = http::content_type(content);
            if response.status != 200 || !http::is_page(page.media_type.as_deref()) {
                return Ok(None);
            }
            let chunked = response
                .headers
                .get("transfer-encoding")
                .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
            let body = if chunked { http::dechunk(response.body) } else { None };
            let body = body.unwrap_or_else(|| response.body.to_vec());
            let codings = response.headers.get("content-encoding").unwrap_or_default();
            page.bytes = compressed::undo(codings, body, MAX_PAGE)?;
        }
        Some("resource" | "conversion") => {
            (page.media_type, page.charset) =
                http::content_type(headers.get("content-type").unwrap_or_default());
            if !http::is_page(page.media_type.as_deref()) {
                return Ok(None);
            }
            page.bytes = block;
        }
        _ => return Ok(None),
    }
    Ok(Some(page))
}

/// A window that moves over a stream: bytes stay in it until they are passed, so a record that turns out wrong can
/// be searched for the next one.
struct Window {
    stream: Box<dyn Read>,
    bytes: Vec<u8>,
    at: usize,
    /// Bytes of the stream before the window.
    passed: u64,
    ended: bool,
    /// An error of the stream that was not yet told; behind it the stream goes on.
    failure: Option<io::Error>,
}

impl Window {
    fn bytes(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// Place in the unpacked stream.
    fn position(&self) -> u64 {
        self.passed + self.at as u64
    }

    /// Sees to it that at least `want` bytes are in the window, unless the stream ends or fails before.
    fn fill(&mut self, want: usize) {
        while self.bytes().len() < want && !self.ended && self.failure.is_none() {
            if self.at > STEP && self.at > self.bytes.len() / 2 {
                self.passed += self.at as u64;
                self.bytes.drain(..self.at);
                self.at = 0;
            }
            let missing = (want - self.bytes().len()).max(STEP) as u64;
            let before = self.bytes.len();
            match self.stream.by_ref().take(missing).read_to_end(&mut self.bytes) {
                Ok(_) if self.bytes.len() == before => self.ended = true,
                Ok(_) => {}
                Err(error) => {
                    // An error that does not go away would be met for ever.
                    self.ended = error.kind() != io::ErrorKind::InvalidData;
                    self.failure = Some(error);
                }
            }
        }
    }

    fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.bytes.len());
    }

    /// Passes the blank lines between records.
    fn skip_blank(&mut self) {
        loop {
            self.fill(1);
            let blank = self.bytes().iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            if blank == 0 {
                return;
            }
            self.advance(blank);
        }
    }

    /// Whether, `length` bytes on, there are the two line ends that close a record, or at least the end of the
    /// stream or another record.
    fn begins_after(&mut self, length: usize) -> bool {
        self.fill(length + 16);
        let after = self.bytes().get(length..).unwrap_or_default();
        if after.starts_with(b"\r\n\r\n") || after.starts_with(b"\n\n") {
            return true;
        }
        let blank = after.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let after = &after[blank..];
        after.is_empty() || after.starts_with(&BEGIN[..after.len().min(BEGIN.len())])
    }

    /// Goes to the next line that begins like a record, or to the end.
    fn resynchronise(&mut self) {
        loop {
            self.fill(STEP);
            if let Some(next) = memmem::find(self.bytes(), NEXT) {
                return self.advance(next + 1);
            }
            if self.ended || self.failure.is_some() {
                return self.advance(self.bytes().len());
            }
            // The mark may stand across the end of the window.
            self.advance(self.bytes().len() - (NEXT.len() - 1));
            self.fill(self.bytes().len() + 1);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use std::io::Cursor;

    fn record(kind: &str, length: usize, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://example.org/{block_len}\r\n\
             WARC-Date: 2024-03-05T06:07:08Z\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n",
            block_len = block.len()
        )
    }

    fn read(file: impl Into<Vec<u8>>) -> (Vec<String>, Vec<String>) {
        let (mut pages, mut problems) = (Vec::new(), Vec::new());
        for step in super::pages(Box::new(Cursor::new(file.into())), "x.warc".into()) {
            match step {
                Ok(page) => pages.push(String::from_utf8_lossy(&page.bytes).into_owned()),
                Err(mishap) => problems.push(format!("{}: {}", mishap.place, mishap.problem)),
            }
        }
        (pages, problems)
    }

    #[test]
    fn lying_lengths_cost_one_record_each() {
        let good = |text: &str| record("conversion", text.len(), text);
        let file = [
            good("one"),
            record("conversion", 9000, "too long"),
            good("two"),
            record("conversion", 3, "too short"),
            good("three"),
            record("conversion", usize::MAX, "far too long"),
            good("four"),
            record("conversion", 500, "cut off"),
        ]
        .concat();
        let (pages, problems) = read(file);
        assert_eq!(pages, ["one", "two", "three", "four"]);
        assert_eq!(problems.len(), 4, "{problems:#?}");
        assert!(problems[0].contains("record 2 at byte") && problems[0].contains("begins after"));
        assert!(problems[3].contains("breaks off after"));
    }

    #[test]
    fn garbage_between_records_is_one_error() {
        let good = |text: &str| record("resource", text.len(), text);
        let noise = "\u{fffd}noise\n".repeat(30_000);
        let (pages, problems) = read([good("one"), noise, good("two"), "WARC/9".into()].concat());
        assert_eq!(pages, ["one", "two"]);
        assert_eq!(problems.len(), 2, "the noise, and the end that only begins like a record: {problems:#?}");
    }

    #[test]
    fn only_pages_are_taken() {
        let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n";
        let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx";
        let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nxx";
        let file: String =
            [block, picture, missing].map(|block| record("response", block.len(), block)).concat();
        let mut pages = super::pages(Box::new(Cursor::new(file.into_bytes())), "x.warc".into());
        let page = pages.next().unwrap().unwrap();
        assert_eq!(page.bytes, b"<p>");
        assert_eq!(page.charset.as_deref(), Some("utf-8"));
        assert_eq!(page.fetched.as_deref(), Some("2024-03-05T06:07:08Z"));
        assert_eq!(page.file.as_deref(), Some("x.warc#1"));
        assert!(pages.next().is_none());
    }
}
