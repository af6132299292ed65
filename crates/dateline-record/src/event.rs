//! What happened, and who says so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Interval;
use crate::span::Span;

/// Somebody says something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Who says it: characters, absent when the text names nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Span>,
    /// Index into `entities`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<u32>,
    /// The words that tell that something is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// `direct`, `indirect` or `mixed`.
    pub manner: String,
    /// `states`, `denies`, `accuses`, `plans`, `threatens`, `asks`, `believes` …
    pub stance: String,
    /// Index into `claims` of the claim that this one is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<u32>,
    /// Whom it is said to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Span>,
}

/// Something that happened, or is said, planned or feared to happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// PLOVER type.
    pub plover: String,
    /// PLOVER mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// PLOVER contexts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// CAMEO code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// The word that tells of it.
    pub trigger: Span,
    /// Who did it: indices into `entities`.
    pub actors: Vec<u32>,
    /// To whom: indices into `entities`.
    pub recipients: Vec<u32>,
    /// Where: index into `places`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Why that time.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub interval_reason: String,
    /// Whether it is asserted.
    pub status: Status,
    /// Index into `claims` of the claim it hangs on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<u32>,
    /// Indices into `quantities`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<u32>,
    /// The rule that coded it.
    pub rule: String,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The characters it was read from.
    pub evidence: Vec<Span>,
}

/// Whether an event is told as a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Told as a fact.
    Asserted,
    /// Somebody else says so.
    Claimed,
    /// Somebody denies it.
    Denied,
    /// Somebody means to do it.
    Planned,
    /// Somebody threatens it.
    Threatened,
    /// Somebody asks for it.
    Requested,
    /// It is imagined.
    Hypothetical,
    /// It did not happen.
    Negated,
}
