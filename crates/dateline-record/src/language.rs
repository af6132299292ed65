//! The layers read from the text: sentences, tokens, names, predicates, coreference, times, quotations, quantities.

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

/// A syntactic word with its columns of Universal Dependencies (CoNLL-U). Its form is its characters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// The printed word that it is a part of, when several tokens make one ("don't" is "do" and "n't"): the same
    /// span in each of them. Absent for a token that is printed by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surface: Option<Span>,
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

/// A name in the text. Names may lie within one another, never across one another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Name {
    /// Its characters.
    pub span: Span,
    /// What bears it.
    #[serde(rename = "type")]
    pub kind: NameKind,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A person or a family.
    Person,
    /// A body of people: company, party, ministry, team.
    Organisation,
    /// A country, town, region, water, mountain.
    Place,
    /// A nationality, a religious or political group, and what is said of them: "Polish", "Shia".
    Nationality,
    /// Something built: airport, bridge, power station.
    Facility,
    /// A war, storm, conference, match.
    Event,
    /// Anything else that bears a name: a work, product, law, vessel.
    Other,
}

/// A word that tells of a happening or a state, with who and what had a part in it (PropBank).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Predicate {
    /// Its token.
    pub span: Span,
    /// PropBank roleset: lemma and sense, `say.01`. Absent when the sense cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roleset: Option<String>,
    /// Did it happen, does it hold: from -3 (certainly not) to 3 (certainly), the scale of It-Happened
    /// (Universal Decompositional Semantics).
    pub factuality: f32,
    /// Its arguments, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<Argument>,
    /// When it happened, holds or is to happen; absent when the text does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// The time of what a predicate tells of, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// The days that fit; open ends for what has no known beginning or end.
    pub interval: Interval,
    /// What the time was taken from: `own` (a time expression of its own), `clause` (one of the clause it belongs to), `tense` (its
    /// tense, seen from the article's day), `story` (the day of what was told before it), `report` (the article's day).
    pub reason: String,
    /// Index into `times` of the expression it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<u32>,
}

/// A part in what a predicate tells of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Argument {
    /// PropBank label: `ARG0` … `ARG5`, `ARGM-TMP` …, with `C-` when it goes on from an argument before and `R-` when
    /// it stands for one.
    pub label: String,
    /// Its characters.
    pub span: Span,
    /// The token that governs the others of the span.
    pub head: Span,
}

/// Two mentions that may be one and the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoreferenceLink {
    /// The later mention.
    pub mention: Span,
    /// The earlier one.
    pub antecedent: Span,
    /// How sure, 0 to 1.
    pub confidence: f32,
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
    /// TIMEX3 modifier: `START`, `MID`, `END`, `APPROX`, `BEFORE`, `ON_OR_AFTER`, `LESS_THAN`, `MORE_THAN`, `EQUAL_OR_LESS` …
    #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// TIMEX3 quantifier of a set: `EVERY`, `EACH` …
    #[serde(rename = "quant", default, skip_serializing_if = "Option::is_none")]
    pub quantifier: Option<String>,
    /// TIMEX3 frequency of a set: `2X` (twice), `1D` (a day) …
    #[serde(rename = "freq", default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<String>,
    /// Extended Date/Time Format (ISO 8601-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// The days it may mean; of a duration with an anchor, the days it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// What it was counted from: `article` (the article's day), or the index of another time in `times`.
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
    /// What is counted, as printed ("houses", "people").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// `at least`, `about`, `up to`, `more than` …; empty when the number stands alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub qualifier: String,
    /// Index into `events` of the event whose measure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<u32>,
}
