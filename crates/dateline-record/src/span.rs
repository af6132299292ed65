//! Places: in the article's text, and in the page's bytes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stretch of `article.text`, in Unicode scalar values, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

impl Span {
    /// The stretch from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        (self.end.saturating_sub(self.start)) as usize
    }

    /// Whether the span holds no character.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly within this span.
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A stretch of the page's bytes as they were served, end exclusive.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Bytes {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Bytes {
    /// The stretch from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Number of bytes.
    pub fn len(&self) -> usize {
        (self.end.saturating_sub(self.start)) as usize
    }

    /// Whether the stretch holds no byte.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// The smallest stretch that covers both.
    pub fn cover(self, other: Bytes) -> Bytes {
        Bytes { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Pages are limited to 4 GiB; beyond that a place saturates rather than wraps.
fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Where a field was read. At least one of `span` and `bytes` is present, except for values handed in with the
/// page (its address, the crawl's date), whose `from` says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The kind of place in the field's usual words: `h1`, `meta og:title`, `json-ld datePublished`, `line`, `url`.
    pub from: String,
    /// The characters of `article.text`, when it stands in the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The bytes of the page it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Bytes>,
    /// The characters as they stand there, when they differ from the value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A value and where it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Read<T> {
    /// The value.
    pub value: T,
    /// Where it was read.
    pub evidence: Evidence,
}

/// One run of the map that leads from `article.text` back to the page's bytes.
///
/// Characters `text` of the article came from bytes `bytes` of the page. Inside a run characters and the page's
/// characters follow one another one to one when `plain`; otherwise (a character reference, a folded space, a
/// composed letter) only the run as a whole corresponds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MapRun {
    /// Characters of `article.text`.
    pub text: Span,
    /// Bytes of the page.
    pub bytes: Bytes,
    /// Whether characters correspond one to one inside the run.
    pub plain: bool,
}
