//! The layers read from the text: sentences, tokens, times, quotations, quantities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// Its characters, without the space around it.
    pub span: Span,
    /// Index into `article.blocks`.
    pub block: u32,
}

/// A token with its columns of Universal Dependencies (CoNLL-U).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// Index into `sentences`.
    pub sentence: u32,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Part of speech of the Penn Treebank.
    pub xpos: String,
    /// Morphological features, `Name=Value|…`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feats: String,
    /// Index of the governing token in `tokens`; absent for the root of a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<u32>,
    /// Universal dependency relation.
    pub deprel: String,
}

/// A time expression (TIMEX3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Its characters.
    pub span: Span,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub kind: TimexType,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 modifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// Extended Date/Time Format (ISO 8601-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// The days it may mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// What it was counted from: `article`, or the index of another time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The rule that read it.
    pub rule: String,
}

/// Types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

/// The first and the last day that fit, `YYYY-MM-DD`, both inclusive; absent where open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
}

/// A pair of quotation marks and what stands between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quotation {
    /// From the opening mark up to and including the closing mark, as far as they were printed.
    pub span: Span,
    /// The words between the marks.
    pub content: Span,
    /// Whether the marks were paired as printed.
    pub state: QuotationState,
}

/// How a quotation's marks were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotationState {
    /// Both marks stand where they belong.
    Paired,
    /// The quotation goes on in the next paragraph, which opens with a mark of its own.
    Continued,
    /// The closing mark is lost; the end is inferred.
    Unclosed,
    /// The opening mark is lost; the beginning is inferred.
    Unopened,
}

/// A number in the text, with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// Qualifier, number and unit.
    pub span: Span,
    /// The number as one would write it down; absent when only bounds are known ("tens of thousands").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The least it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The most it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// The unit: an ISO 4217 code, a unit of the SI or of common use, `percent`, `fraction`; empty for a bare count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What is counted, as printed ("drones", "people").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// `at least`, `about`, `up to`, `more than` …; empty when the number stands alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub qualifier: String,
    /// Index into `events` of the event whose measure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<u32>,
}
