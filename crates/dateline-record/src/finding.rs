//! What does not hold up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Evidence;

/// Something in the page that an analyst should know before trusting it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The check that found it: the name of its file in `check/`.
    pub check: String,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in plain words.
    pub message: String,
    /// The characters it was found in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// The reading that would mend it; the text itself is never changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<String>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Part of the page cannot be taken at its word.
    Warning,
    /// A central statement of the page is wrong or cannot be read.
    High,
}
