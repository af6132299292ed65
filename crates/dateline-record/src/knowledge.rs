//! Who and where, and the article's own day: what is resolved against knowledge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Interval;
use crate::span::{Evidence, Span};

/// When the article was written, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dated {
    /// The days that fit.
    pub interval: Interval,
    /// The best single day, if one can be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<String>,
    /// `day`, `month`, `year` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granularity: Option<String>,
    /// Dates that somebody claims for the page, and whether the text bears them out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claimed: Vec<ClaimedDate>,
    /// What the answer rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clues: Vec<Clue>,
    /// Clues that contradict one another, each pair by their indices into `clues`: the first was set apart, the second
    /// kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Vec<u32>>,
}

/// A claimed date, held against the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimedDate {
    /// The day.
    pub value: String,
    /// Where it was claimed.
    pub evidence: Evidence,
    /// `confirmed`, `refuted` or `open`.
    pub verdict: String,
    /// The smallest set of clues that refutes it, by their indices into `clues`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<u32>,
}

/// One reason to date the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Clue {
    /// Where it stands.
    pub evidence: Evidence,
    /// The rule that read it.
    pub rule: String,
    /// The days it allows.
    pub interval: Interval,
    /// Whether it binds, or only makes days more likely.
    pub hard: bool,
    /// The row of the knowledge that it rests on, in words: "Ana Holm, prime minister of Norland, 2022-10-25 to 2024-07-05".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// Somebody or something named in the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// The fullest name.
    pub name: String,
    /// `person`, `organisation`, `place`, `group`, `facility`, `event`, `other`.
    pub kind: String,
    /// Country, ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// PLOVER sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Offices and roles, with their dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<EntityRole>,
    /// Where it is mentioned.
    pub mentions: Vec<Mention>,
    /// What it is in the knowledge: Wikidata id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// What it is in the knowledge: GeoNames id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u64>,
    /// How sure the link is, 0 to 1.
    pub confidence: f32,
}

/// An office or role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRole {
    /// The role.
    pub role: String,
    /// Of which body or country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// When it was held.
    pub interval: Interval,
    /// Where it was read, or which row of the knowledge says so.
    pub evidence: Evidence,
}

/// A mention of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Its characters.
    pub span: Span,
    /// `named`, `nominal` or `pronoun`.
    pub kind: String,
    /// The reading, when the printed form is damaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired: Option<String>,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Index into `entities`.
    pub entity: u32,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Country, ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// First-order division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// GeoNames feature code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feature: Option<String>,
    /// How exact the point is: `point`, `town`, `region`, `country`.
    pub precision: String,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// GeoNames ids of the runners-up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runners_up: Vec<u64>,
}
