//! People and what they are on a day.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::text::{Table, Word, distance, joined, key, skeleton, table, words};
use super::{Actor, Context, Role, agents, lands, tables};
use crate::annotate::lexicon;
use crate::resolve::countries;
use crate::resolve::day::facts::tenures::{FILES, TENURES};
use crate::resolve::day::facts::{day, list};

/// Names of the tables of office-holders, in their order.
pub const SOURCES: [&str; 6] =
    ["tenures_reviewed", "tenures_heads", "tenures_us", "tenures_world", "tenures_bodies", "tenures"];
const _: () = assert!(SOURCES.len() == FILES.len());

/// A role of somebody.
#[derive(Debug)]
struct Term {
    role: &'static str,
    of: &'static str,
    sectors: [&'static str; 2],
    weight: u8,
    start: Option<Date>,
    end: Option<Date>,
    known_until: Option<Date>,
    source: &'static str,
}

/// Somebody.
#[derive(Debug)]
pub struct Person {
    name: &'static str,
    names: &'static str,
    title: &'static str,
    country: &'static str,
    terms: Vec<Term>,
}

/// All of them.
pub struct People {
    /// In the order of the tables.
    pub persons: Vec<Person>,
    by_name: Table<String, Vec<u32>>,
    by_last: Table<String, Vec<u32>>,
}

/// What an office is: sectors and weight.
static OFFICES: LazyLock<Table<&'static str, ([&'static str; 2], u8)>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../data/actors/offices.tsv"))
        .map(|row| (row.column(0), ([row.column(1), row.column(2)], row.column(3).parse().unwrap_or(2))))
        .collect()
});

/// Weights of the sectors of people whose office is in words.
fn weight(sector: &str) -> u8 {
    match sector {
        "GOV" => 7,
        "MIL" | "SPY" | "REB" => 6,
        "JUD" | "COP" | "PRM" | "REL" | "LEG" => 5,
        "ELI" | "PTY" | "OPP" => 4,
        "BUS" | "CRM" => 3,
        _ => 2,
    }
}

/// The tables, read once.
pub static PEOPLE: LazyLock<People> = LazyLock::new(|| {
    let mut people =
        People { persons: Vec::with_capacity(12_000), by_name: table(24_000), by_last: table(12_000) };
    let file = include_str!("../../../../../data/actors/people.tsv");
    for row in lexicon::rows(file).filter(|row| row.column(1) != "country") {
        let country = row.column(1).split('|').next().unwrap_or_default();
        let sector = row.column(3);
        let end = row.column(5);
        let term = Term {
            role: row.column(2),
            of: country,
            sectors: [sector, ""],
            weight: weight(sector),
            start: day(row.column(4)).map(|(first, _)| first),
            end: day(end).map(|(_, last)| last),
            known_until: end.strip_prefix('>').and_then(day).map(|(_, last)| last),
            source: "people",
        };
        people.add(row.column(0), row.column(6), country, term);
    }
    let mut bodies: Table<&'static str, &'static str> = table(0);
    for tenure in &TENURES.rows {
        let (sectors, weight) = OFFICES.get(tenure.office).copied().unwrap_or((["", ""], 1));
        let country = bodies.entry(tenure.of).or_insert_with(|| home(tenure.of));
        let term = Term {
            role: tenure.office,
            of: tenure.of,
            sectors,
            weight,
            start: Some(tenure.start),
            end: tenure.end,
            known_until: tenure.known_until,
            source: SOURCES.get(tenure.table).copied().unwrap_or_default(),
        };
        people.add(tenure.names, "", country, term);
    }
    people
});

/// Whose spellings lead to them; needed only for names that are in no table as printed.
static BY_SKELETON: LazyLock<Table<String, Vec<u32>>> = LazyLock::new(|| {
    let mut by_skeleton: Table<String, Vec<u32>> = table(24_000);
    for (name, persons) in &PEOPLE.by_name {
        by_skeleton.entry(skeleton(name)).or_default().extend(persons);
    }
    by_skeleton
});

/// The country of a body: a code of two letters, a place, an organisation.
fn home(of: &'static str) -> &'static str {
    if of.len() == 2
        && let Some(country) = countries::alpha3(of)
    {
        return country;
    }
    match of {
        "XK" => return "XKX",
        "EU" => return "EUR",
        "UN" => return "UNO",
        _ => {}
    }
    if let Some(country) = lands::of_name(of) {
        return country;
    }
    let entity = tables::ranked(&key(of), None, None);
    let country = entity.first().and_then(|(entity, _)| entity.country.split('|').next());
    country.or_else(|| lands::place(of, None, 0).map(|place| place.country)).unwrap_or_default()
}

impl People {
    fn add(&mut self, names: &'static str, title: &'static str, country: &'static str, term: Term) {
        let keys: Vec<String> = list(names).map(key).filter(|name| !name.is_empty()).collect();
        let near = |person: &Person| {
            let other = |a: Option<Date>, b: Option<Date>| {
                a.zip(b).is_some_and(|(a, b)| a.year().abs_diff(b.year()) > GENERATION)
            };
            let same = !title.is_empty() && !person.title.is_empty() && person.title == title;
            let states = [person.country, country].iter().all(|code| code.len() == 3);
            let land = person.country == country
                || !states
                || GROUPS.contains(&country)
                || GROUPS.contains(&person.country);
            let apart = !title.is_empty() && !person.title.is_empty() && person.title != title;
            // The president of a country is that of its territories too.
            let office = person.terms.iter().any(|own| {
                own.role == term.role
                    && own.source != "people"
                    && own.start.zip(term.start).is_some_and(|(a, b)| days_apart(a, b).abs() < 40)
            });
            same || office || land && !apart && !person.terms.iter().all(|own| other(own.start, term.start))
        };
        let known = keys
            .iter()
            .filter(|name| name.contains(' ') || !title.is_empty())
            .filter_map(|name| self.by_name.get(name))
            .flatten()
            .copied()
            .find(|index| self.persons.get(*index as usize).is_some_and(near));
        let index = known.unwrap_or(u32::try_from(self.persons.len()).unwrap_or(u32::MAX));
        if known.is_none() {
            let name = list(names).next().unwrap_or_default();
            self.persons.push(Person { name, names, title, country, terms: Vec::new() });
        }
        if let Some(person) = self.persons.get_mut(index as usize) {
            person.terms.push(term);
            if GROUPS.contains(&person.country) && country.len() == 3 && person.title.is_empty() {
                person.country = country;
            }
        }
        for name in keys {
            let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
            let first = name.split(' ').next().unwrap_or_default().to_owned();
            let mut ends = vec![last];
            if SURNAME_FIRST.contains(&country) {
                ends.push(first);
            }
            for end in ends {
                let list = self.by_last.entry(end).or_default();
                if !list.contains(&index) {
                    list.push(index);
                }
            }
            let list = self.by_name.entry(name).or_default();
            if !list.contains(&index) {
                list.push(index);
            }
        }
    }
}

/// Days between two days.
fn days_apart(a: Date, b: Date) -> i32 {
    (i32::from(a.year()) - i32::from(b.year())) * 365 + i32::from(a.day_of_year())
        - i32::from(b.day_of_year())
}

/// Namesakes whose offices lie farther apart are two people, in years.
const GENERATION: u16 = 45;
/// Codes that are no country.
const GROUPS: &[&str] = &["UNO", "IGO", "EUR", "NGO", ""];
/// Countries whose names begin with the surname.
const SURNAME_FIRST: &[&str] = &["CHN", "KOR", "PRK", "VNM", "TWN", "KHM", "MMR", "HUN"];

/// Who a name means on a day, or in some days; none where nobody is known by it, or too many are.
pub fn person(name: &str, context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let words = words(name);
    let mut rest = words.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        if tail.is_empty() || !(agents::opens(first) || agents::named(std::slice::from_ref(first)).is_some())
        {
            break;
        }
        if known(rest).is_some() {
            break;
        }
        rest = tail;
    }
    let mut found = known(rest).or_else(|| spelt(rest)).unwrap_or_default();
    if found.is_empty() && rest.len() == 1 {
        found = by_surname(rest, context, days);
    }
    actor(&found, context, days)
}

/// Whether words are a full name of the tables.
pub fn is_known(words: &[Word<'_>]) -> bool {
    words.len() > 1 && PEOPLE.by_name.contains_key(joined(words).as_str())
}

fn known(words: &[Word<'_>]) -> Option<Vec<u32>> {
    let name = joined(words);
    let found = PEOPLE.by_name.get(&name)?;
    (!name.is_empty()).then(|| found.clone())
}

/// Another spelling, initials, more names than the tables have.
fn spelt(words: &[Word<'_>]) -> Option<Vec<u32>> {
    if words.len() < 2 {
        return None;
    }
    let name = joined(words);
    let parts: Vec<&str> = name.split(' ').collect();
    if let Some(found) = BY_SKELETON.get(skeleton(&name).as_str()) {
        let good: Vec<u32> = found
            .iter()
            .filter(|person| PEOPLE.persons.get(**person as usize).is_some_and(|person| alike(&name, person)))
            .copied()
            .collect();
        if !good.is_empty() {
            return Some(good);
        }
    }
    // Initials, or a middle name more or less.
    let by_last = PEOPLE.by_last.get(*parts.last()?);
    let fit: Vec<u32> = by_last
        .into_iter()
        .flatten()
        .filter(|person| PEOPLE.persons.get(**person as usize).is_some_and(|person| fits(&parts, person)))
        .copied()
        .collect();
    if !fit.is_empty() && fit.len() <= MOST_FITTING {
        return Some(fit);
    }
    // The last name is left out in the tables.
    (2..parts.len()).rev().find_map(|n| PEOPLE.by_name.get(parts.get(..n)?.join(" ").as_str()).cloned())
}

/// More people than this whom a name with initials fits tell nothing.
const MOST_FITTING: usize = 4;

/// Whether a printed name is a spelling of one of somebody's.
fn alike(printed: &str, person: &Person) -> bool {
    names_of(person).any(|name| distance(printed, &name, (name.len() / 6).clamp(1, 3)).is_some())
}

/// The keys of somebody's names.
fn names_of(person: &Person) -> impl Iterator<Item = String> {
    list(person.names).chain(list(person.title)).map(key)
}

/// Whether printed words can be a form of a name: in the same order, initials for names.
fn fits(parts: &[&str], person: &Person) -> bool {
    names_of(person).any(|name| {
        let form: Vec<&str> = name.split(' ').collect();
        let (short, long) =
            if parts.len() <= form.len() { (parts, form.as_slice()) } else { (form.as_slice(), parts) };
        let same =
            |a: &str, b: &str| a == b || a.len() == 1 && b.starts_with(a) || b.len() == 1 && a.starts_with(b);
        let first = short.first().zip(long.first()).is_some_and(|(a, b)| same(a, b));
        let mut rest = long.iter();
        first && short.iter().all(|word| rest.any(|other| same(word, other))) && short.len() > 1
    })
}

/// A surname alone: heads of state and government of the day, or whoever the context's country knows by it.
fn by_surname(words: &[Word<'_>], context: &Context<'_>, days: Option<(Date, Date)>) -> Vec<u32> {
    let name = joined(words);
    let Some(found) = PEOPLE.by_last.get(&name).filter(|_| name.len() > 2) else { return Vec::new() };
    let land = context.land();
    let rank = |index: &u32| {
        let person = PEOPLE.persons.get(*index as usize)?;
        let home = Some(person.country) == land;
        let office = |term: &&Term| term.weight >= if home { 4 } else { FAMOUS };
        let age = person.terms.iter().filter(office).map(|term| years_from(term, days)).min()?;
        (age <= if home { 8 } else { 3 }).then_some((if home { 0 } else { 1 }, age, *index))
    };
    let mut ranked: Vec<(i32, i32, u32)> = found.iter().filter_map(rank).collect();
    ranked.sort_unstable();
    let Some(best) = ranked.first().copied() else { return Vec::new() };
    ranked
        .into_iter()
        .filter(|other| (other.0, other.1) == (best.0, best.1))
        .map(|(_, _, index)| index)
        .collect()
}

/// Offices whose bearers the world knows by their surname.
const FAMOUS: u8 = 10;

/// How many years lie between a term and some days.
fn years_from(term: &Term, days: Option<(Date, Date)>) -> i32 {
    let (first, last) = days.unwrap_or_else(horizon);
    let start = term
        .start
        .map_or(0, |start| (i32::from(start.year()) - i32::from(last.year())).max(i32::from(start > last)));
    let end = term.end.or(term.known_until).filter(|_| term.end.is_some());
    let end =
        end.map_or(0, |end| (i32::from(first.year()) - i32::from(end.year())).max(i32::from(end < first)));
    start.max(end)
}

/// The last day that the tables know of.
fn horizon() -> (Date, Date) {
    static HORIZON: LazyLock<Date> = LazyLock::new(|| {
        let known = TENURES.rows.iter().filter_map(|tenure| tenure.known_until);
        known.max().unwrap_or(Date::constant(2026, 1, 22))
    });
    (*HORIZON, *HORIZON)
}

/// How a term lies to some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lies {
    InForce,
    /// Begun, and not known whether ended.
    Open,
    Past,
    Future,
}

fn lies(term: &Term, (first, last): (Date, Date)) -> Lies {
    if term.start.is_some_and(|start| start > last) {
        return Lies::Future;
    }
    match (term.end, term.known_until) {
        (Some(end), _) if end < first => Lies::Past,
        (Some(_), _) => Lies::InForce,
        (None, Some(known)) if known >= first => Lies::InForce,
        (None, _) => Lies::Open,
    }
}

/// The best of several people as an actor.
fn actor(found: &[u32], context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let land = context.land();
    let when = days.unwrap_or_else(horizon);
    let mut ranked: Vec<(f32, &Person)> = Vec::new();
    let mut seen = HashSet::new();
    for index in found.iter().filter(|index| seen.insert(**index)) {
        let Some(person) = PEOPLE.persons.get(*index as usize) else { continue };
        let best = person.terms.iter().map(|term| match lies(term, when) {
            Lies::InForce => 4.0 + f32::from(term.weight) / 4.0,
            Lies::Open => 3.0 + f32::from(term.weight) / 4.0,
            Lies::Past => 1.0 + f32::from(term.weight) / 8.0,
            Lies::Future => 0.5,
        });
        let home = if land == Some(person.country) { 5.0 } else { 0.0 };
        ranked.push((best.fold(0.0, f32::max) + home, person));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (weight, person) = *ranked.first()?;
    let total: f32 = ranked.iter().map(|(weight, _)| weight).sum();
    let mut terms: Vec<(Lies, &Term)> = person.terms.iter().map(|term| (lies(term, when), term)).collect();
    // In force first, the weightiest first; then what ended last.
    terms.sort_by(|a, b| {
        let standing = |lies: Lies| if lies == Lies::Open { Lies::InForce } else { lies };
        standing(a.0)
            .cmp(&standing(b.0))
            .then(if a.0 == Lies::Past { b.1.end.cmp(&a.1.end) } else { b.1.weight.cmp(&a.1.weight) })
            .then(a.0.cmp(&b.0))
            .then(b.1.start.cmp(&a.1.start))
    });
    let (sectors, of, sure) = standing(&terms);
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let id = |person: &Person| {
        if person.title.is_empty() {
            let term = person.terms.first();
            let (role, of) = term.map_or(("", ""), |term| (term.role, term.of));
            format!("tenures:{role}/{of}/{}", person.name)
        } else {
            format!("wikipedia:{}", person.title)
        }
    };
    let country = of.filter(|of| !of.is_empty()).unwrap_or(person.country);
    let title = if person.title.is_empty() { usual(person) } else { person.title };
    Some(Actor {
        name: if person.title.is_empty() { usual(person) } else { bare(person.title) }.to_owned(),
        country: filled(country),
        sector: filled(sectors[0]),
        sector2: filled(sectors[1]),
        title: filled(title),
        roles: terms.iter().map(|(_, term)| role(term)).collect(),
        id: Some(id(person)),
        confidence: sure * weight / total,
        others: ranked.iter().skip(1).map(|(w, p)| (id(p), p.name.to_owned(), w / total)).collect(),
    })
}

/// The name that an article would bear: of a long one its shorter form.
fn usual(person: &Person) -> &'static str {
    let long = person.name.split(' ').count() > 2;
    list(person.names).nth(1).filter(|short| long && short.contains(' ')).unwrap_or(person.name)
}

/// A title without what tells it from others: "Ana Silva (judge)".
fn bare(title: &str) -> &str {
    title.split_once(" (").map_or(title, |(name, _)| name)
}

fn role(term: &Term) -> Role {
    Role {
        role: term.role.replace('-', " "),
        of: (!term.of.is_empty()).then(|| term.of.to_owned()),
        start: term.start,
        end: term.end,
        known_until: term.known_until,
        source: term.source,
    }
}

/// The sectors, the country where the role tells another one, and how sure they are.
fn standing(terms: &[(Lies, &Term)]) -> ([&'static str; 2], Option<&'static str>, f32) {
    let Some((lies, term)) = terms.first() else { return (["", ""], None, 0.5) };
    let of = GROUPS.contains(&term.of).then_some(term.of);
    match lies {
        Lies::InForce => (term.sectors, of, 0.95),
        Lies::Open => (term.sectors, of, 0.7),
        Lies::Past => {
            let official = terms.iter().any(|(_, term)| matches!(term.sectors[0], "GOV") && term.weight > 4)
                || matches!(term.sectors[0], "GOV" | "LEG" | "MIL" | "SPY" | "JUD" | "COP");
            (if official { ["ELI", ""] } else { term.sectors }, None, 0.8)
        }
        Lies::Future => (["", ""], None, 0.6),
    }
}
