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

/// Somebody or something that the article speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// The fullest name; of what has none in the text, the words that describe it best.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Country, ISO 3166-1 alpha-3; `IGO`, `UNO`, `EUR` and `NGO` for what belongs to no single one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// PLOVER sector on the article's day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Offices and roles, with their dates; those that the text gives come first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<EntityRole>,
    /// Where it is mentioned, in the order of the text.
    pub mentions: Vec<Mention>,
    /// What it is in the knowledge, when it is found there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// What else it could be, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runners_up: Vec<Link>,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A person.
    Person,
    /// A body of people: government, company, party, army.
    Organisation,
    /// A place as a place: country, town, river.
    Place,
    /// People of one kind: a nationality, a crowd, soldiers.
    Group,
    /// Something built.
    Facility,
    /// A war, storm, conference.
    Event,
    /// Anything else.
    Other,
}

/// An entry of the knowledge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The entry: `geonames:625144`, `wikipedia:Dmitry Peskov`, or the table and its row, `tenures:president/BY/Alexander Lukashenko`.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// How sure, 0 to 1.
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
    /// How it is mentioned.
    pub kind: MentionKind,
    /// The reading, when the printed form is damaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired: Option<String>,
}

/// How an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// By a name.
    Named,
    /// By the name of a place that stands for it: "Moscow said".
    Metonym,
    /// By an adjective or noun of its people: "Russian", "Belarusians".
    Demonym,
    /// By a noun: "the president", "the town".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Index into `entities`.
    pub entity: u32,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// Country, ISO 3166-1 alpha-3; absent for seas and what lies in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// First-order division, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// Second-order division, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin2: Option<String>,
    /// GeoNames feature code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feature: Option<String>,
    /// Who administers and who claims it, where that is disputed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disputed: Option<String>,
    /// How exact the point is.
    pub precision: Precision,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Other places that the name may mean, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runners_up: Vec<OtherPlace>,
}

/// How exact the point of a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A building, a bridge, a village: within about a kilometre.
    Point,
    /// A town or city.
    Town,
    /// A district or county.
    District,
    /// A state, province or region, a river or sea: a point in its middle.
    Region,
    /// A country: a point in its middle.
    Country,
    /// A continent or a part of the world.
    World,
}

/// A place that a name may mean as well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OtherPlace {
    /// Its name, with what it lies in: "Paris, Texas, United States".
    pub name: String,
    /// Its entry in the knowledge, `geonames:4717560`.
    pub id: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How sure, 0 to 1.
    pub confidence: f32,
}
