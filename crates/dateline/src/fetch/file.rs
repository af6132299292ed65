//! A stream of bytes, from whatever place: what it is, and the pages in it.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use super::compressed::Members;
use super::{Fetched, MAX_PAGE, Meter, Pages, feed, lines, read_limited, warc};
use crate::error::{Mishap, Problem};

/// How much of a stream is looked at to tell what it is.
const LOOK: usize = 4096;

/// What a stream of bytes holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Page,
    Warc,
    Feed,
    Lines,
}

/// The pages of a file.
pub fn pages(path: &Path, meter: &Meter) -> Pages<'static> {
    let name = path.to_string_lossy().into_owned();
    match File::open(path) {
        Ok(file) => unpack(Box::new(Metered { inner: file, meter: meter.clone() }), name),
        Err(source) => Box::new(std::iter::once(Err(Mishap::new(name, Problem::Unreadable { source })))),
    }
}

/// The pages of a stream: gzip is undone, then the first bytes tell what it is. Names are not trusted.
pub fn unpack(stream: Box<dyn Read>, name: String) -> Pages<'static> {
    open(stream, name.clone()).unwrap_or_else(|problem| {
        let problem = match problem {
            // The stream is what is damaged, and only gzip has been undone so far.
            Problem::Damaged { why, .. } => Problem::Damaged { what: "gzip", why },
            other => other,
        };
        Box::new(std::iter::once(Err(Mishap::new(name, problem))))
    })
}

/// The pages of a fetched address: mostly itself, but a feed is read as its entries.
pub fn unpack_address(page: Fetched) -> Pages<'static> {
    let head = &page.bytes[..page.bytes.len().min(LOOK)];
    let name = page.url.clone().unwrap_or_default();
    match kind(head) {
        Kind::Feed => feed::pages(&page.bytes, page.charset.as_deref(), name),
        Kind::Lines => lines::pages(Box::new(BufReader::new(Cursor::new(page.bytes))), name),
        Kind::Warc => warc::pages(Box::new(Cursor::new(page.bytes)), name),
        Kind::Page => Box::new(std::iter::once(Ok(page))),
    }
}

fn open(stream: Box<dyn Read>, name: String) -> Result<Pages<'static>, Problem> {
    let (mut head, mut stream, mut damage) = peek(stream);
    if head.starts_with(&[0x1f, 0x8b]) && damage.is_none() {
        let members = Members::new(BufReader::with_capacity(1 << 16, stream));
        (head, stream, damage) = peek(Box::new(members));
        if damage.is_some() && head.is_empty() {
            // The first member is damaged: what follows it tells what the file is.
            (head, stream, _) = peek(stream);
        }
    }
    let kind = kind(&head);
    let damage = damage.map(super::unreadable);
    if let Some(problem) = damage {
        // Only a container can go on behind the damage.
        return if kind == Kind::Warc {
            let first = std::iter::once(Err(Mishap::new(name.clone(), problem)));
            Ok(Box::new(first.chain(warc::pages(stream, name))))
        } else {
            Err(problem)
        };
    }
    Ok(match kind {
        Kind::Warc => warc::pages(stream, name),
        Kind::Lines => lines::pages(Box::new(BufReader::with_capacity(1 << 16, stream)), name),
        Kind::Feed => feed::pages(&read_limited(stream, MAX_PAGE, "a feed")?, None, name),
        Kind::Page => {
            let bytes = read_limited(stream, MAX_PAGE, "a page")?;
            Box::new(std::iter::once(Ok(Fetched { bytes, file: Some(name), ..Fetched::default() })))
        }
    })
}

/// The first bytes of a stream, and the stream with those bytes still in it.
/// What stood before an error stays in both.
fn peek(mut stream: Box<dyn Read>) -> (Vec<u8>, Box<dyn Read>, Option<io::Error>) {
    let mut head = Vec::new();
    let error = stream.by_ref().take(LOOK as u64).read_to_end(&mut head).err();
    let whole: Box<dyn Read> = Box::new(Cursor::new(head.clone()).chain(stream));
    (head, whole, error)
}

/// What the first bytes say.
fn kind(head: &[u8]) -> Kind {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0.") {
        return Kind::Warc;
    }
    if feed::looks_like(head) {
        return Kind::Feed;
    }
    if lines::looks_like(head) {
        return Kind::Lines;
    }
    Kind::Page
}

/// A file whose bytes are counted.
struct Metered {
    inner: File,
    meter: Meter,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.add(read);
        Ok(read)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_what_it_is() {
        assert_eq!(kind(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"), Kind::Warc);
        assert_eq!(kind(b"\xef\xbb\xbf<?xml version='1.0'?>\n<rss version='2.0'>"), Kind::Feed);
        assert_eq!(kind(b"<?xml version='1.0'?>\n<html xmlns='x'>"), Kind::Page);
        assert_eq!(kind(b"{\"url\": \"http://a/\", \"html\": \"<p>"), Kind::Lines);
        assert_eq!(kind(b"{braces} begin this report"), Kind::Page);
        assert_eq!(kind(b""), Kind::Page);
    }
}
