//! From what the user named to pages, one after the other, never more than one in memory here.

mod address;
mod compressed;
mod feed;
mod file;
mod http;
mod input;
mod lines;
mod robots;
mod url;
mod warc;

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

pub use input::{Input, expand};
pub use url::{Client, Rules};

use crate::error::{Mishap, Problem};

/// Most bytes of one page, unpacked. `dateline-read` reads the first 6 MiB of them; the rest is there for the
/// page's fingerprint.
pub const MAX_PAGE: usize = 64 << 20;

/// Endings of names that are read in folders.
pub const ENDINGS: &str = ".html .htm .xhtml .txt .warc .rss .atom .xml .jsonl .ndjson";

/// A page as it came in, with everything its source says about it.
#[derive(Debug, Default, PartialEq)]
pub struct Fetched {
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Address it was fetched from.
    pub url: Option<String>,
    /// File, and record inside it.
    pub file: Option<String>,
    /// `Content-Type` without parameters.
    pub media_type: Option<String>,
    /// `charset` parameter.
    pub charset: Option<String>,
    /// When it was fetched, RFC 3339.
    pub fetched: Option<String>,
    /// Whether it came out of something that holds many pages: a WARC, a feed, JSON Lines.
    pub of_many: bool,
}

impl Fetched {
    /// What a person calls the page.
    pub fn name(&self) -> String {
        self.file.clone().or_else(|| self.url.clone()).unwrap_or_else(|| "-".into())
    }
}

/// Pages, or what went wrong on the way to one.
pub type Pages<'a> = Box<dyn Iterator<Item = Result<Fetched, Mishap>> + 'a>;

/// Counts the bytes taken from files, so that the remaining time can be told.
#[derive(Clone, Default)]
pub struct Meter(Arc<AtomicU64>);

impl Meter {
    /// Bytes so far.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

/// Says whether the user asked to stop.
#[derive(Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks to stop. Returns whether that had been asked before.
    pub fn ask(&self) -> bool {
        self.0.swap(true, Ordering::SeqCst)
    }

    /// Whether to stop.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// All pages of one input.
pub fn pages<'a>(input: &'a Input, client: &'a mut Client, meter: &Meter) -> Pages<'a> {
    match input {
        Input::File(path) => file::pages(path, meter),
        Input::Stdin => file::unpack(Box::new(io::stdin()), "-".into()),
        Input::Address(address) => match client.fetch(address) {
            Ok(page) => file::unpack_address(page),
            Err(problem) => Box::new(std::iter::once(Err(Mishap::new(address, problem)))),
        },
    }
}

/// A number of bytes for people.
pub fn megabytes(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{} KiB", bytes >> 10) }
}

/// Reads all there is, up to a limit.
fn read_limited(reader: impl Read, limit: usize, what: &'static str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > limit { Err(Problem::TooLarge { what, limit }) } else { Ok(bytes) }
}

/// Tells damaged data from a file that the system does not let us read.
fn unreadable(error: io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput => {
            Problem::Damaged { what: "compressed", why: error.to_string() }
        }
        _ => Problem::Unreadable { source: error },
    }
}
