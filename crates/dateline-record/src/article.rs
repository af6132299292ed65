//! The clean article: its text, its blocks, and what the page says about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::{Bytes, Evidence, MapRun, Read, Span};

/// The article read from the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// How sure we are that the page carries one article, 0 to 1.
    pub confidence: f32,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Read<String>>,
    /// Every reading of the headline that was compared, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<Candidate>,
    /// Who wrote it, in the order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Author>,
    /// The outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Read<String>>,
    /// Place and day at the head of the first paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Dateline>,
    /// The language of the text.
    pub language: Language,
    /// The address that the page calls its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<Read<String>>,
    /// Key words that the publisher gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Read<String>>,
    /// The section of the outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Read<String>>,
    /// The day (and time, if given) on which the page says it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Read<String>>,
    /// The day (and time, if given) of the last change that the page admits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Read<String>>,
    /// Every date that the page offers for itself, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DateCandidate>,
    /// The article's own text, normalised to NFC and otherwise as printed: title, then body; blocks are
    /// separated by one empty line.
    pub text: String,
    /// The page's blocks in the order of the page, furniture included.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// How `text` maps to the page's bytes. Separators between blocks belong to no run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub map: Vec<MapRun>,
}

/// A reading of a field that was weighed against others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// The value.
    pub value: String,
    /// Where it was read.
    pub evidence: Evidence,
    /// Its score, 0 to 1.
    pub score: f32,
}

/// A person or desk named as author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    /// The name as a reader would write it.
    pub name: String,
    /// `person`, `agency` (a news agency) or `desk` (an unnamed part of the newsroom).
    pub kind: AuthorKind,
    /// What the page says that the person is or does, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Where it was read.
    pub evidence: Evidence,
}

/// What kind of author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    /// A named person.
    #[default]
    Person,
    /// A news agency.
    Agency,
    /// A desk or the staff of the outlet.
    Desk,
}

/// The place, day and agency printed before the first sentence: `LISBON, March 3 (Agency) —`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// The place as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The day as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The agency as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Where it stands in the text.
    pub span: Span,
}

/// The language of the article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Language {
    /// Detected from the text, ISO 639-1 where there is one, else 639-3; empty when there is too little text.
    pub code: String,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// What the page declares, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Read<String>>,
}

/// A date that the page offers for itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DateCandidate {
    /// `YYYY-MM-DD`, or RFC 3339 with the page's own zone when a time was given.
    pub value: String,
    /// What kind of date it is.
    pub kind: DateKind,
    /// Where it was read.
    pub evidence: Evidence,
    /// How likely it is the article's day of publication (or of update, for that kind), 0 to 1.
    pub score: f32,
}

/// What a date on a page stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// First publication of the article.
    Published,
    /// A later change.
    Updated,
    /// The day on which the page was looked at: a clock in the page's head.
    Clock,
    /// A copyright or archive notice.
    Copyright,
    /// A reader's comment.
    Comment,
    /// An event, in the article's text or a calendar.
    Event,
    /// Another article on the page.
    Related,
    /// It cannot be told.
    Unknown,
}

/// A block of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What the block is.
    pub role: Role,
    /// Which kind of furniture, when `role` is `furniture`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Furniture>,
    /// Its characters in `article.text`; absent for a block beside the text, whose words are in `other_text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The words of a block that is no part of the text: furniture, a caption, a comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_text: Option<String>,
    /// Its bytes in the page.
    pub bytes: Bytes,
    /// How sure we are that the block belongs to the article, 0 to 1.
    pub score: f32,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The headline.
    Title,
    /// The deck or standfirst under the headline.
    Subtitle,
    /// A heading inside the body.
    Heading,
    /// A paragraph of the body.
    Paragraph,
    /// A block quotation or pull quote.
    Quote,
    /// An item of a list of the body.
    List,
    /// The caption of a picture, chart or film.
    Caption,
    /// A row of a table of the body.
    Table,
    /// A reader's comment.
    Comment,
    /// Anything that is not the article.
    Furniture,
}

/// Kinds of page furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Furniture {
    /// Today's date or time of day, printed by the page for every visitor.
    Clock,
    /// Temperature or forecast of the visitor's town.
    Weather,
    /// Menus, site maps, log-in and search links.
    Navigation,
    /// Where the page stands in the site.
    Breadcrumb,
    /// The line that names the authors.
    Byline,
    /// The line that gives the day of publication or update.
    Date,
    /// Headlines and teasers of other articles.
    RelatedLinks,
    /// Buttons to share, print, mail, follow.
    Share,
    /// A form or invitation for readers' comments.
    CommentForm,
    /// A consent box.
    Cookie,
    /// An invitation to a newsletter.
    Newsletter,
    /// A request to pay, subscribe, register or donate.
    Subscription,
    /// An advertisement or its label.
    Advertisement,
    /// Key words and topics.
    Tags,
    /// About the author.
    AuthorNote,
    /// Controls and labels of a player or gallery.
    Media,
    /// Search boxes and their labels.
    Search,
    /// Copyright, imprint, terms, address of the publisher.
    Legal,
    /// Credit of a picture.
    Credit,
    /// Furniture of no kind that has a name here.
    Other,
}
