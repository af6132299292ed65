//! People and what they are on a day.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::index::{Hashes, Index, Line, cell};
use super::text::{Word, distance, hashed, joined, key, skeleton, words};
use super::{Actor, Context, Role, agents, lands, tables};
use crate::annotate::lexicon;
use crate::resolve::countries;
use crate::resolve::day::facts::tenures::FILES;
use crate::resolve::day::facts::{day, list};
use crate::resolve::entities::words::noun;

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
struct Person {
    name: &'static str,
    names: &'static str,
    title: &'static str,
    country: &'static str,
    keys: Vec<String>,
    terms: Vec<Term>,
}

/// People in the news, then office-holders.
static NAMES: LazyLock<Index> = LazyLock::new(|| {
    let mut tables = vec![(include_str!("../../../../../data/actors/people.tsv"), 0)];
    tables.extend(FILES.iter().map(|file| (*file, 2)));
    Index::new(&tables)
});

/// Lines by the surnames in them.
static LASTS: LazyLock<Hashes> = LazyLock::new(|| {
    Hashes::new(every_name(|name, country, push| {
        let mut words = name.split([' ', '-']).filter(|word| !word.is_empty());
        let first = words.next();
        if let Some(last) = words.next_back().or(first) {
            push(hashed(last));
        }
        if let Some(first) = first.filter(|_| SURNAME_FIRST.contains(&country)) {
            push(hashed(first));
        }
    }))
});

/// Lines by what spellings of a name share.
static SKELETONS: LazyLock<Hashes> =
    LazyLock::new(|| Hashes::new(every_name(|name, _, push| push(hashed(&skeleton(&key(name)))))));

/// Hashes of all names, with their lines.
fn every_name(each: impl Fn(&'static str, &str, &mut dyn FnMut(u64))) -> Vec<(u64, u32)> {
    let mut pairs = Vec::with_capacity(64_000);
    for (index, line) in NAMES.lines.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let country = cell(line.text, 1);
        for name in list(line.names) {
            each(name, country, &mut |hash| pairs.push((hash, index)));
        }
    }
    pairs
}

/// Reads the tables; how many rows there are.
pub fn len() -> usize {
    let first = |hashes: &Hashes| usize::from(hashes.find(0).next().is_some());
    NAMES.lines.len() + first(&LASTS) + first(&SKELETONS)
}

/// What an office is: sectors and weight.
static OFFICES: LazyLock<HashMap<&'static str, ([&'static str; 2], u8)>> = LazyLock::new(|| {
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

/// The names, title, country and role of a line.
fn row(line: &Line) -> Option<(&'static str, &'static str, &'static str, Term)> {
    let column = |at| cell(line.text, at);
    let last = |cell: &str| day(cell).map(|(_, last)| last);
    if let Some(table) = line.table.checked_sub(1) {
        let (office, of, end) = (column(0), column(1), column(4));
        let (sectors, weight) = OFFICES.get(office).copied().unwrap_or((["", ""], 1));
        let term = Term {
            role: office,
            of,
            sectors,
            weight,
            start: day(column(3)).map(|(first, _)| first),
            end: last(end),
            known_until: end.strip_prefix('>').and_then(last),
            source: SOURCES.get(table).copied().unwrap_or_default(),
        };
        return Some((column(2), "", home(of), term));
    }
    // A head of columns that lost its mark is no row.
    let (country, sector, end) = (column(1).split('|').next()?, column(3), column(5));
    let term = Term {
        role: column(2),
        of: country,
        sectors: [sector, ""],
        weight: weight(sector),
        start: day(column(4)).map(|(first, _)| first),
        end: last(end),
        known_until: end.strip_prefix('>').and_then(last),
        source: "people",
    };
    (country != "country").then_some((column(0), column(6), country, term))
}

/// The people of lines, with all other lines about them.
fn people(lines: impl Iterator<Item = u32>) -> Vec<Person> {
    let mut lines: Vec<u32> = lines.collect();
    let names = |line: &u32| list(NAMES.lines.get(*line as usize).map_or("", |line| line.names));
    // Names lead to lines, and those to further names.
    for _ in 0..2 {
        let more: Vec<u32> = lines
            .iter()
            .flat_map(names)
            .filter(|name| name.contains(' '))
            .flat_map(|name| NAMES.named(name))
            .collect();
        lines.extend(more);
        lines.sort_unstable();
        lines.dedup();
    }
    // "Anna Maria Holm" of one table is "Anna Holm" of another.
    let short: Vec<String> = lines.iter().flat_map(names).filter_map(|name| ends(&key(name))).collect();
    let fuller: Vec<u32> = short
        .iter()
        .filter_map(|ends| ends.rsplit(' ').next())
        .flat_map(|last| LASTS.find(hashed(last)))
        .filter(|line| names(line).any(|name| ends(&key(name)).is_some_and(|ends| short.contains(&ends))))
        .collect();
    lines.extend(fuller);
    lines.sort_unstable();
    lines.dedup();
    // Rows with articles first, then those with the most names, which the others share one of.
    let mut rows: Vec<&Line> = lines.iter().filter_map(|line| NAMES.lines.get(*line as usize)).collect();
    rows.sort_by_key(|line| (line.table > 0, std::cmp::Reverse(line.names.matches('|').count())));
    let mut people = Vec::new();
    for row in rows.into_iter().filter_map(row) {
        add(&mut people, row);
    }
    people
}

/// First and last word of a folded name of at least two.
fn ends(key: &str) -> Option<String> {
    let (first, rest) = key.split_once(' ')?;
    let last = rest.rsplit(' ').next()?;
    (first.len() > 1).then(|| format!("{first} {last}"))
}

/// Adds a role to whom it belongs.
fn add(people: &mut Vec<Person>, row: (&'static str, &'static str, &'static str, Term)) {
    let (names, title, country, term) = row;
    let keys: Vec<String> = list(names).map(key).filter(|name| !name.is_empty()).collect();
    let near = |person: &&mut Person| {
        let apart = |a: Option<Date>, b: Option<Date>| {
            a.zip(b).is_some_and(|(a, b)| a.year().abs_diff(b.year()) > GENERATION)
        };
        let shared = |name: &String| (name.contains(' ') || !title.is_empty()) && person.keys.contains(name);
        let alike = |name: &String| {
            name.contains(' ')
                && ends(name)
                    .is_some_and(|own| person.keys.iter().any(|key| ends(key).as_ref() == Some(&own)))
        };
        let same = !title.is_empty() && person.title == title;
        let other = !title.is_empty() && !person.title.is_empty() && person.title != title;
        let group = GROUPS.contains(&country) || GROUPS.contains(&person.country);
        let land = person.country == country || group;
        // The president of a country is that of its territories too.
        let office = person.terms.iter().any(|own| {
            own.role == term.role
                && own.source != "people"
                && own.start.zip(term.start).is_some_and(|(a, b)| days_apart(a, b).abs() < 40)
        });
        let long_ago = person.terms.iter().all(|own| apart(own.start, term.start));
        keys.iter().any(|name| shared(name) || alike(name)) && (same || office || land && !other && !long_ago)
    };
    if let Some(person) = people.iter_mut().find(near) {
        if GROUPS.contains(&person.country) && !GROUPS.contains(&country) && person.title.is_empty() {
            person.country = country;
        }
        person.terms.push(term);
        for key in keys {
            if !person.keys.contains(&key) {
                person.keys.push(key);
            }
        }
        return;
    }
    let name = list(names).next().unwrap_or_default();
    people.push(Person { name, names, title, country, keys, terms: vec![term] });
}

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
const SURNAME_FIRST: &[&str] =
    &["CHN", "KOR", "PRK", "VNM", "TWN", "KHM", "MMR", "HUN", "CN", "KR", "KP", "VN", "TW"];

/// Who a name means on a day, or in some days; none where nobody is known by it, or too many are.
pub fn person(name: &str, context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let words = words(name);
    let mut rest = words.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        if tail.is_empty() || !(agents::opens(first) || agents::named(std::slice::from_ref(first)).is_some())
        {
            break;
        }
        // "Bill" is a given name, not a bill.
        let given = noun(first.printed);
        if known(rest).is_some() || given.male || given.female {
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
    words.len() > 1 && NAMES.named(&joined(words)).next().is_some()
}

/// Whom the tables know by a key.
fn by_key(name: &str) -> Option<Vec<Person>> {
    let mut found = people(NAMES.named(name));
    found.retain(|person| person.keys.iter().any(|key| key == name));
    (!found.is_empty()).then_some(found)
}

/// Whom the tables know by a name.
fn known(words: &[Word<'_>]) -> Option<Vec<Person>> {
    by_key(&joined(words))
}

/// Another spelling, initials, more names than the tables have.
fn spelt(words: &[Word<'_>]) -> Option<Vec<Person>> {
    if words.len() < 2 {
        return None;
    }
    let name = joined(words);
    let parts: Vec<&str> = name.split(' ').collect();
    let mut found = people(SKELETONS.find(hashed(&skeleton(&name))));
    found.retain(|person| alike(&name, person));
    if !found.is_empty() {
        return Some(found);
    }
    // Initials, or a middle name more or less.
    let mut found = people(LASTS.find(hashed(parts.last()?)));
    found.retain(|person| fits(&parts, person));
    if !found.is_empty() && found.len() <= MOST_FITTING {
        return Some(found);
    }
    // The last name is left out in the tables.
    (2..parts.len()).rev().find_map(|n| by_key(&parts.get(..n)?.join(" ")))
}

/// More people than this whom a name with initials fits tell nothing.
const MOST_FITTING: usize = 4;

/// Whether a printed name is a spelling of one of somebody's.
fn alike(printed: &str, person: &Person) -> bool {
    person.keys.iter().any(|name| distance(printed, name, (name.len() / 6).clamp(1, 3)).is_some())
}

/// Whether printed words can be a form of a name: in the same order, initials for names.
fn fits(parts: &[&str], person: &Person) -> bool {
    person.keys.iter().any(|name| {
        let form: Vec<&str> = name.split(' ').collect();
        // Initials in the table are somebody's whole name: "A. R." is no "Azur".
        if form.iter().any(|word| word.len() == 1) && parts.iter().all(|word| word.len() > 1) {
            return false;
        }
        let (short, long) =
            if parts.len() <= form.len() { (parts, form.as_slice()) } else { (form.as_slice(), parts) };
        let same =
            |a: &str, b: &str| a == b || a.len() == 1 && b.starts_with(a) || b.len() == 1 && a.starts_with(b);
        let first = short.first().zip(long.first()).is_some_and(|(a, b)| same(a, b));
        let mut rest = long.iter();
        first && short.len() > 1 && short.iter().all(|word| rest.any(|other| same(word, other)))
    })
}

/// A surname alone: heads of state and government of the day, or whoever the context's country knows by it.
fn by_surname(words: &[Word<'_>], context: &Context<'_>, days: Option<(Date, Date)>) -> Vec<Person> {
    let name = joined(words);
    if name.len() < 3 {
        return Vec::new();
    }
    let land = context.land();
    let bears = |person: &Person| {
        let surname_first = SURNAME_FIRST.contains(&person.country);
        person.keys.iter().any(|key| {
            key.rsplit(' ').next() == Some(name.as_str())
                || surname_first && key.split(' ').next() == Some(name.as_str())
        })
    };
    let rank = |person: &Person| {
        let home = Some(person.country) == land;
        let office = |term: &&Term| term.weight >= if home { 4 } else { FAMOUS };
        let age = person.terms.iter().filter(office).map(|term| years_from(term, days)).min()?;
        (age <= if home { 8 } else { 3 }).then_some((i32::from(!home), age))
    };
    let mut ranked: Vec<((i32, i32), Person)> = people(LASTS.find(hashed(&name)))
        .into_iter()
        .filter(bears)
        .filter_map(|person| Some((rank(&person)?, person)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let Some(best) = ranked.first().map(|(rank, _)| *rank) else { return Vec::new() };
    ranked.into_iter().take_while(|(rank, _)| *rank == best).map(|(_, person)| person).collect()
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

/// The day of the last edition of the Factbook, up to which the tables were brought.
const HORIZON: Date = Date::constant(2026, 1, 22);

/// The last day that the tables know of.
fn horizon() -> (Date, Date) {
    (HORIZON, HORIZON)
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
fn actor(found: &[Person], context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let land = context.land();
    let when = days.unwrap_or_else(horizon);
    let mut ranked: Vec<(f32, &Person)> = Vec::new();
    for person in found {
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
