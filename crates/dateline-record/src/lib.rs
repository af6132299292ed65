//! What Dateline knows about a page.
//!
//! Types only: no logic, no input or output. Field names are the field's own words. All [`Span`]s count Unicode
//! scalar values of [`Article::text`], end exclusive; all [`Bytes`] count bytes of the page as it was served.
//!
//! A change of meaning is a new [`SCHEMA_VERSION`].

mod arrow;
mod article;
mod event;
mod finding;
mod knowledge;
mod language;
mod page;
mod span;

pub use arrow::arrow_schema;
pub use article::*;
pub use event::*;
pub use finding::*;
pub use knowledge::*;
pub use language::*;
pub use page::*;
pub use span::*;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the record's meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything read from one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Version of the record's meaning: [`SCHEMA_VERSION`].
    pub schema: u32,
    /// The page.
    pub page: PageInfo,
    /// The article read from it.
    pub article: Article,
    /// The article's own day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Dated>,
    /// Sentences of the article's text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Sentence>,
    /// Tokens; only on request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<Token>,
    /// Names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// Who does what to whom, word by word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predicates: Vec<Predicate>,
    /// Mentions that go on an earlier one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coreference: Vec<CoreferenceLink>,
    /// Quotations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<Quotation>,
    /// Time expressions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Time>,
    /// People, organisations, places and other named things.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
    /// Places on the map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Numbers and what they count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// Who says what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// What does not hold up.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What made the record.
    pub reader: ReaderInfo,
}

/// Versions of everything that had a part in the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReaderInfo {
    /// Version of the program.
    pub program: String,
    /// Name and fingerprint of each model and table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
}

/// A model or table of knowledge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resource {
    /// Its name: the path of its file in the repository.
    pub name: String,
    /// First 16 hexadecimal digits of its SHA-256.
    pub fingerprint: String,
}

/// The JSON Schema of [`Record`], as it is checked in at `schema/record.schema.json`.
pub fn json_schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}
