//! The page as it came in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is known of the page itself, before anything was read in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageInfo {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub id: String,
    /// Number of bytes.
    pub bytes: u64,
    /// Address it was fetched from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// File (and record inside it) it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Kind of page that was read.
    pub media_type: MediaType,
    /// Character set it was decoded with, WHATWG name.
    pub charset: String,
    /// Why that character set: `bom`, `header`, `meta`, `utf-8`, `guess`.
    pub charset_from: String,
    /// When it was fetched, RFC 3339, if the crawl said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
}

/// The kinds of page that are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaType {
    /// HTML or XHTML.
    #[default]
    Html,
    /// Plain text, as somebody scraped it.
    Text,
    /// Not text at all: nothing was read.
    Binary,
    /// No bytes.
    Empty,
}
