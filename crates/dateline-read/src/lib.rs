//! One page in, one record out.
//!
//! [`read`] is pure and total: no clock, no network, no environment, no file system, no randomness. The same bytes
//! and the same [`Reader`] give the same [`Record`], byte for byte. It never fails: what cannot be read is said in a
//! finding.

pub mod annotate;
pub mod check;
pub mod extract;
pub mod models;
mod read;
pub mod repair;
pub mod resolve;

use dateline_gazetteer::Gazetteer;

pub use dateline_record::Record;
pub use read::{Given, read, read_english};
pub use resolve::times::Convention;

/// A page as it came in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page<'a> {
    /// The bytes as they were served, after the transport's compression was undone.
    pub bytes: &'a [u8],
    /// Address it was fetched from.
    pub url: Option<&'a str>,
    /// File it was taken from.
    pub file: Option<&'a str>,
    /// `Content-Type` as the server gave it, without parameters.
    pub media_type: Option<&'a str>,
    /// `charset` parameter of the server's `Content-Type`.
    pub charset: Option<&'a str>,
    /// When it was fetched, RFC 3339.
    pub fetched: Option<&'a str>,
}

/// What a page is read with: the models and tables of knowledge, which are part of the program, and how far the
/// reading goes. Making a reader costs nothing once they are loaded.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Whether the article's language is read: words, trees, names, predicates.
    language: bool,
    /// A table of places in place of the one that is part of the program.
    places: Option<&'static Gazetteer>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// The reader with everything that the program carries.
    pub fn new() -> Self {
        Self { language: true, places: None }
    }

    /// A reader that stops at the article, its sentences, quotations and quantities: many times faster, for those who
    /// want the text alone.
    pub fn of_articles() -> Self {
        Self { language: false, places: None }
    }

    /// The same reader with another table of places.
    pub fn with_places(self, places: &'static Gazetteer) -> Self {
        Self { places: Some(places), ..self }
    }

    /// The places that names may mean: the table that was given, else the one that is part of the program.
    pub fn places(&self) -> Option<&'static Gazetteer> {
        self.places.or_else(resolve::places::gazetteer)
    }
}
