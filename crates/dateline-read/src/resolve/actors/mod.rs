//! Who a phrase names, and what country and sector of PLOVER that actor has on a day.
//!
//! Tables are asked first (people, organisations, seats of power, office-holders), then the words: the noun at the head of
//! a phrase tells the sector, the place or adjective in it the country.

mod agents;
mod holders;
mod index;
mod lands;
mod marks;
mod organisations;
mod people;
mod phrases;
mod tables;
mod text;

use jiff::civil::Date;

pub use holders::{Holder, holders};
pub use organisations::organisation;
pub use people::person;
pub use phrases::phrase;

/// Somebody who acts: a person, an organisation, a state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// The canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO; XKX, PSE.
    pub country: Option<String>,
    /// Sector of PLOVER; none of a state as such, and of who held no office yet.
    pub sector: Option<String>,
    /// A second sector.
    pub sector2: Option<String>,
    /// Title of the article in the English Wikipedia.
    pub title: Option<String>,
    /// Roles, those in force on the day first.
    pub roles: Vec<Role>,
    /// "wikipedia:Title" or "tenures:office/CC/Name".
    pub id: Option<String>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// Who else may be meant: id, name, confidence.
    pub others: Vec<(String, String, f32)>,
}

/// What somebody is or was.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// In words.
    pub role: String,
    /// Of which country or body.
    pub of: Option<String>,
    /// First day.
    pub start: Option<Date>,
    /// Last day, where it is known.
    pub end: Option<Date>,
    /// Of a role whose end is not known, the last day on which it was known to be held.
    pub known_until: Option<Date>,
    /// The table that says so.
    pub source: &'static str,
}

/// What is known beside a phrase.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Words around it.
    pub text: &'a str,
    /// The country of the story, ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
}

impl Context<'_> {
    /// The country that the context speaks for: the one given, else the only one that its words name.
    fn land(&self) -> Option<&str> {
        self.country.or_else(|| lands::only_in(self.text))
    }
}

/// Reads the tables, which otherwise happens when they are first asked, and counts their rows. The office-holders of
/// [`holders`] are read for the dating of articles too, and not here.
pub fn load() -> usize {
    tables::len() + people::len() + agents::len() + lands::len()
}
