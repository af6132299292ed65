//! What is known under a name.

use std::collections::HashSet;

use dateline_gazetteer::{Gazetteer, edits, fold};
use dateline_read::resolve::knowledge::{self, Lasts, Row, Table};
use jiff::civil::Date;
use serde::Serialize;

use super::own::Own;

/// An office that was last looked at so many days before the newest row is not told of as of today.
const STALE: i32 = 400;
/// Two tables may give the beginning of one term so many days apart.
const SAME_TERM: i32 = 62;
/// Most spellings that are offered.
const OFFERED: usize = 8;

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The name.
    pub name: &'a str,
    /// Only what was so on this day.
    pub on: Option<Date>,
    /// Only what belongs to these countries (alpha-2) or bodies.
    pub of: Option<&'a [String]>,
}

/// What is known under a name.
#[derive(Debug, Default, Serialize)]
pub struct Answer {
    /// The name that was asked for.
    pub name: String,
    /// The day that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Rows of one's own, as fields.
    pub own: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Places, the likeliest first.
    pub places: Vec<PlaceRow>,
    /// Names that places had, with their time.
    pub former_names: Vec<FormerRow>,
    /// Offices and who held them.
    pub offices: Vec<OfficeRow>,
    /// People and their roles.
    pub people: Vec<PersonRow>,
    /// Organisations.
    pub organisations: Vec<OrganisationRow>,
    /// Who belongs to what.
    pub memberships: Vec<MembershipRow>,
    /// Nothing is known with the day and the country that were asked for, but something without them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub otherwise: bool,
    /// Names that are spelt nearly as this one, if nothing is known.
    pub near: Vec<NearRow>,
}

/// A sense of a name of a place.
#[derive(Debug, Serialize)]
pub struct PlaceRow {
    /// Name in the table.
    pub name: String,
    /// How the name that was asked for belongs to it.
    #[serde(rename = "as")]
    pub as_: &'static str,
    /// GeoNames feature code.
    pub feature: String,
    /// Second-order division.
    pub admin2: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// People, 0 if not known.
    pub population: u32,
    /// Number in its source.
    pub id: String,
    /// 0 to 1: how likely it is meant where nothing else is said.
    pub share: f64,
    /// Who administers and who claims it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disputed: Option<String>,
}

/// From when to when, as exact as it is known.
#[derive(Debug, Default, Serialize)]
pub struct Time {
    /// First day; nothing if it is not known or always was so.
    pub first: Option<String>,
    /// Last day; nothing if it is not known or still is so.
    pub last: Option<String>,
    /// The last day on which it was so by what is known; what came after is not known.
    pub known_until: Option<String>,
    /// On the day that was asked for: "yes", "perhaps" or "unknown".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_day: Option<&'static str>,
}

/// A name that a place had.
#[derive(Debug, Serialize)]
pub struct FormerRow {
    /// The names.
    pub names: Vec<&'static str>,
    /// The place by its name of today.
    pub place: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// When it had that name.
    pub time: Time,
}

/// Somebody's time in an office.
#[derive(Debug, Serialize)]
pub struct OfficeRow {
    /// Names, the fullest first.
    pub names: Vec<&'static str>,
    /// Office.
    pub office: String,
    /// Country (alpha-2) or body.
    pub of: &'static str,
    /// When.
    pub time: Time,
}

/// A person, and a role if one is known.
#[derive(Debug, Serialize)]
pub struct PersonRow {
    /// Names, the fullest first.
    pub names: Vec<&'static str>,
    /// Role, or who it is.
    pub role: &'static str,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// Sector.
    pub sector: Option<&'static str>,
    /// Day of birth.
    pub born: Option<&'static str>,
    /// Day of death.
    pub died: Option<&'static str>,
    /// When the role was held.
    pub time: Time,
}

/// An organisation.
#[derive(Debug, Serialize)]
pub struct OrganisationRow {
    /// Names, the fullest first.
    pub names: Vec<&'static str>,
    /// Kind.
    pub kind: &'static str,
    /// ISO 3166-1 alpha-3, or the code of a group.
    pub country: &'static str,
    /// Sector.
    pub sector: &'static str,
    /// Where it sits.
    pub seat: Option<&'static str>,
    /// When it existed.
    pub time: Time,
}

/// A membership.
#[derive(Debug, Serialize)]
pub struct MembershipRow {
    /// Organisation.
    pub organisation: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// In what way.
    pub status: &'static str,
    /// When.
    pub time: Time,
}

/// A name that is spelt nearly as the one that was asked for.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct NearRow {
    /// The name.
    pub name: String,
    /// Letters that differ.
    pub edits: usize,
}

impl Answer {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
            && self.places.is_empty()
            && self.former_names.is_empty()
            && self.offices.is_empty()
            && self.people.is_empty()
            && self.organisations.is_empty()
            && self.memberships.is_empty()
    }
}

fn filled(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

fn forms(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').filter(|form| !form.is_empty()).collect()
}

impl Question<'_> {
    /// The time of a row; none if it is not of the day that is asked for.
    fn time(&self, first: &str, last: &str) -> Option<Time> {
        let on_day = match self.on.map(|day| knowledge::lasts(first, last, day)) {
            None => None,
            Some(Lasts::No) => return None,
            Some(Lasts::Yes) => Some("yes"),
            Some(Lasts::Perhaps) => Some("perhaps"),
            Some(Lasts::UnknownAfter(_)) => Some("unknown"),
        };
        let text = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        Some(match last.strip_prefix('>') {
            Some(known) => Time { first: text(first), last: None, known_until: text(known), on_day },
            None => Time { first: text(first), last: text(last), known_until: None, on_day },
        })
    }

    /// Whether a row belongs to the country or body that is asked for; `alpha` is the code of its country or its body.
    fn is_of(&self, alpha: &str) -> bool {
        let code = country(alpha).unwrap_or(alpha);
        self.of.is_none_or(|of| of.iter().any(|wanted| wanted == code))
    }

    /// Everything that is known.
    pub fn answer(&self, gazetteer: &Gazetteer, own: &[Own]) -> Answer {
        let folded = plain(self.name);
        let mut answer = Answer {
            name: self.name.to_owned(),
            on: self.on.map(|day| day.to_string()),
            ..Answer::default()
        };
        answer.own = self.own(own, &folded);
        answer.places = self.places(gazetteer);
        let bodies = ids(Table::Bodies, &folded);
        let bodies = bodies.into_iter().chain(country(self.name)).collect::<HashSet<_>>();
        let offices = offices(&folded);
        self.offices(&mut answer, &folded, &bodies, &offices);
        self.people(&mut answer, &folded);
        self.organisations(&mut answer, &folded, &bodies);
        for row in knowledge::rows(Table::Aliases).filter(|row| row.column(1) == "former") {
            let named = forms(row.column(0)).into_iter().chain([row.column(2)]);
            if named.into_iter().any(|form| plain(form) == folded)
                && self.is_of(row.column(3))
                && let Some(time) = self.time(row.column(5), row.column(6))
            {
                let (names, place, country) = (forms(row.column(0)), row.column(2), row.column(3));
                answer.former_names.push(FormerRow { names, place, country, time });
            }
        }
        if answer.is_empty() && (self.on.is_some() || self.of.is_some()) {
            let free = Question { on: None, of: None, ..*self }.answer(gazetteer, own);
            answer.otherwise = !free.is_empty();
        }
        if answer.is_empty() && !answer.otherwise {
            answer.near = near(gazetteer, &folded);
        }
        answer
    }

    fn own(&self, own: &[Own], folded: &str) -> Vec<serde_json::Map<String, serde_json::Value>> {
        let named = |row: &&Own| {
            let cells = ["names", "forms", "place"].map(|column| row.cell(column));
            cells.iter().flat_map(|cell| cell.split('|')).any(|form| named(form, folded))
        };
        let on = |row: &&Own| {
            let time = |first, last| self.time(row.cell(first), row.cell(last)).is_some();
            time("first", "last") && time("start", "end")
        };
        let of = |row: &&Own| {
            let codes = ["country", "countries", "of"].map(|column| row.cell(column));
            codes.iter().flat_map(|cell| cell.split('|')).any(|code| self.is_of(code))
        };
        let rows = own.iter().filter(named).filter(on).filter(of);
        rows.map(|row| {
            let kind = std::iter::once(("kind_of_row", row.kind.word()));
            let fields = row.kind.fields().map(|field| (field, row.cell(field)));
            let all = kind.chain(fields).filter(|(_, value)| !value.is_empty());
            all.map(|(field, value)| (field.to_owned(), value.into())).collect()
        })
        .collect()
    }

    fn places(&self, gazetteer: &Gazetteer) -> Vec<PlaceRow> {
        let name = |index: Option<u32>| {
            index.and_then(|index| gazetteer.entry(index)).map(|entry| gazetteer.name(&entry).to_owned())
        };
        knowledge::places(gazetteer, self.name)
            .into_iter()
            .map(|ranked| {
                let entry = ranked.candidate.entry;
                // Six decimals are a tenth of a metre, and more than the table has.
                let degrees = |value: f32| (f64::from(value) * 1e4).round() / 1e4;
                PlaceRow {
                    name: gazetteer.name(&entry).to_owned(),
                    as_: ranked.candidate.name.words(),
                    feature: entry.feature.to_owned(),
                    admin2: name(entry.admin2),
                    admin1: name(entry.admin1),
                    country: gazetteer.country_code(&entry).map(str::to_owned),
                    latitude: degrees(entry.latitude),
                    longitude: degrees(entry.longitude),
                    population: entry.population,
                    id: entry.id.to_string(),
                    share: (f64::from(ranked.probability) * 1e3).round() / 1e3,
                    disputed: gazetteer.disputed(ranked.candidate.index).map(str::to_owned),
                }
            })
            .filter(|place| self.is_of(place.country.as_deref().unwrap_or_default()))
            .collect()
    }

    /// Offices by the name of who held them, by their own words, and by the country or body that they are of.
    fn offices(
        &self,
        answer: &mut Answer,
        folded: &str,
        bodies: &HashSet<&'static str>,
        offices: &HashSet<&'static str>,
    ) {
        let known = |row: &Row| row.column(4).strip_prefix('>').and_then(knowledge::days).map(|(_, day)| day);
        // What an older source last knew of is no news of today.
        let newest = knowledge::rows(Table::Tenures).filter_map(|row| known(&row)).max();
        let recent = |day: Date| newest.is_none_or(|newest| (newest - day).get_days() < STALE);
        for row in knowledge::rows(Table::Tenures) {
            let (office, of) = (row.column(0), row.column(1));
            let person = forms(row.column(2)).into_iter().any(|form| named(form, folded));
            // All that ever were is too much of a country, or of an office that every country has.
            let day = self.on.is_some() || known(&row).is_some_and(recent);
            let body = bodies.contains(of) && day;
            let word = offices.contains(office) && (day || self.of.is_some());
            if (person || body || word)
                && self.is_of(of)
                && let Some(time) = self.time(row.column(3), row.column(4))
            {
                let office = words(office);
                answer.offices.push(OfficeRow { names: forms(row.column(2)), office, of, time });
            }
        }
        let first = |row: &OfficeRow| row.time.first.clone().unwrap_or_default();
        answer.offices.sort_by_key(|row| (rank(&row.office), row.of, row.office.clone(), first(row)));
        answer.offices.dedup_by(|later, earlier| {
            let start = |row: &OfficeRow| row.time.first.as_deref().and_then(knowledge::days);
            let days = start(later).zip(start(earlier)).map(|(later, earlier)| later.0 - earlier.0);
            (later.of, &later.office) == (earlier.of, &earlier.office)
                && days.is_none_or(|days| days.get_days().abs() < SAME_TERM)
                && later
                    .names
                    .iter()
                    .any(|name| earlier.names.iter().any(|other| surname(name) == surname(other)))
        });
    }

    fn people(&self, answer: &mut Answer, folded: &str) {
        let is = |row: &Row| forms(row.column(0)).into_iter().any(|form| named(form, folded));
        for row in knowledge::rows(Table::Lives).filter(is).filter(|_| self.of.is_none()) {
            if let Some(time) = self.time(row.column(1), row.column(2)) {
                answer.people.push(PersonRow {
                    names: forms(row.column(0)),
                    role: row.column(3),
                    country: None,
                    sector: None,
                    born: filled(row.column(1)),
                    died: filled(row.column(2)),
                    time: Time { on_day: time.on_day, ..Time::default() },
                });
            }
        }
        for row in knowledge::rows(Table::People).filter(is).filter(|row| self.is_of(row.column(1))) {
            if let Some(time) = self.time(row.column(4), row.column(5)) {
                answer.people.push(PersonRow {
                    names: forms(row.column(0)),
                    role: row.column(2),
                    country: filled(row.column(1)),
                    sector: filled(row.column(3)),
                    born: None,
                    died: None,
                    time,
                });
            }
        }
    }

    fn organisations(&self, answer: &mut Answer, folded: &str, bodies: &HashSet<&'static str>) {
        let mut known: HashSet<String> = HashSet::from([folded.to_owned()]);
        for row in knowledge::rows(Table::Organisations) {
            let names = forms(row.column(0));
            if !names.iter().any(|form| plain(form) == folded) {
                continue;
            }
            known.extend(names.iter().map(|form| plain(form)));
            if self.is_of(row.column(2))
                && let Some(time) = self.time(row.column(6), row.column(7))
            {
                let (kind, country, sector) = (row.column(1), row.column(2), row.column(3));
                let seat = filled(row.column(8));
                answer.organisations.push(OrganisationRow { names, kind, country, sector, seat, time });
            }
        }
        for row in knowledge::rows(Table::Memberships) {
            let (organisation, country) = (row.column(0), row.column(1));
            let asked = known.contains(&plain(organisation)) || bodies.contains(country);
            let of = self.is_of(country) || self.is_of(organisation);
            if asked
                && of
                && let Some(time) = self.time(row.column(2), row.column(3))
            {
                let status = row.column(4);
                answer.memberships.push(MembershipRow { organisation, country, status, time });
            }
        }
    }
}

/// Heads of state and government stand first.
fn rank(office: &str) -> usize {
    const FIRST: &[&str] = &["president", "monarch", "king", "queen", "prime minister", "chancellor"];
    FIRST.iter().position(|known| *known == office).unwrap_or(FIRST.len())
}

/// The last word of a name, folded.
fn surname(name: &str) -> String {
    plain(name).rsplit(' ').next().unwrap_or_default().to_owned()
}

/// The offices that words name: those that go by them before all others.
fn offices(folded: &str) -> HashSet<&'static str> {
    let first = |row: &Row| {
        let goes_by = row.column(1).split('|').next().is_some_and(|words| plain(words) == folded);
        goes_by && row.words(2).all(|mark| mark != "bound")
    };
    let first: HashSet<&str> =
        knowledge::rows(Table::Offices).filter(first).map(|row| row.column(0)).collect();
    if first.is_empty() { ids(Table::Offices, folded) } else { first }
}

/// An office in words.
fn words(office: &'static str) -> String {
    let row = knowledge::rows(Table::Offices).find(|row| row.column(0) == office);
    let words = row.and_then(|row| row.column(1).split('|').next());
    words.unwrap_or(office).replace('-', " ")
}

/// The folded name without its article.
fn plain(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

/// Whether a name of a person is the one that is asked for, or ends with it: a surname.
fn named(form: &str, folded: &str) -> bool {
    let form = plain(form);
    !folded.is_empty()
        && (form == folded || form.strip_suffix(folded).is_some_and(|rest| rest.ends_with(' ')))
}

/// The ids of a table of words whose words a name is.
fn ids(table: Table, folded: &str) -> HashSet<&'static str> {
    let is = |row: &Row| forms(row.column(1)).into_iter().any(|words| plain(words) == folded);
    knowledge::rows(table).filter(is).map(|row| row.column(0)).collect()
}

/// The alpha-2 code of a country by a code.
fn country(code: &str) -> Option<&'static str> {
    let is = |row: &Row| row.column(0) == code || row.column(1) == code;
    knowledge::rows(Table::Countries).find(is).map(|row| row.column(0))
}

/// The countries (alpha-2) and bodies that a name or code stands for; none when nobody knows it.
pub fn of(name: &str) -> Vec<String> {
    let folded = plain(name);
    let named = |row: &Row| plain(row.column(2)) == folded;
    let named = knowledge::rows(Table::Countries).filter(named).map(|row| row.column(0));
    let exact = knowledge::rows(Table::Tenures).map(|row| row.column(1)).find(|of| plain(of) == folded);
    let upper = name.to_uppercase();
    let mut all: Vec<String> = named
        .chain(ids(Table::Bodies, &folded))
        .chain(country(&upper))
        .chain(exact)
        .map(str::to_owned)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Names of places, people and organisations that are spelt nearly so, the nearest first.
fn near(gazetteer: &Gazetteer, folded: &str) -> Vec<NearRow> {
    let most = if folded.chars().count() < 5 { 1 } else { 2 };
    let mut found: Vec<(usize, u64, String)> = Vec::new();
    for near in gazetteer.near(folded, most) {
        let entries = gazetteer.posting(near.value).into_iter();
        let best = entries
            .filter_map(|sense| gazetteer.entry(sense.entry))
            .max_by_key(|entry| (entry.population, fold(gazetteer.name(entry)) == near.name));
        if let Some(entry) = best {
            let printed = gazetteer.name(&entry);
            let name = if fold(printed) == near.name { printed.to_owned() } else { near.name.clone() };
            found.push((near.edits, u64::from(entry.population), name));
        }
    }
    // Who is in the news is as well known as a city; by the surname alone, as a town.
    const KNOWN: u64 = 1_000_000;
    const BY_SURNAME: u64 = 10_000;
    let names = [(Table::Tenures, 2), (Table::People, 0), (Table::Lives, 0), (Table::Organisations, 0)];
    for (table, column) in names {
        for form in knowledge::rows(table).flat_map(|row| forms(row.column(column))) {
            let whole = plain(form);
            let surname = || whole.rsplit(' ').next().filter(|_| table != Table::Organisations);
            let found_as = edits(&whole, folded, most).map(|edits| (edits, KNOWN)).or_else(|| {
                surname().and_then(|surname| edits(surname, folded, 1)).map(|edits| (edits, BY_SURNAME))
            });
            if let Some((distance, weight)) = found_as.filter(|(distance, _)| *distance > 0) {
                found.push((distance, weight, form.to_owned()));
            }
        }
    }
    // An edit weighs as much as a thousand times the people.
    let far =
        |(edits, people, _): &(usize, u64, String)| 3.0 * *edits as f64 - (1.0 + *people as f64).log10();
    found.sort_by(|a, b| far(a).total_cmp(&far(b)).then_with(|| a.2.cmp(&b.2)));
    let mut seen = HashSet::new();
    found.retain(|(.., name)| seen.insert(fold(name)));
    found.into_iter().take(OFFERED).map(|(edits, _, name)| NearRow { name, edits }).collect()
}
