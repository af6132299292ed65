//! An answer for reading on a terminal.

use super::answer::{Answer, Time};
use crate::report::{Cell, Look, Paint, Style, aligned, clean, country, feature, rule, sector};

/// Most rows of a kind, unless all are wanted.
const MOST: usize = 12;
/// The widest column that is not the wide one.
const WIDE: usize = 44;

/// The answer in words.
pub fn answer(answer: &Answer, look: &Look, all: bool) -> String {
    let written = Written { look, paint: Paint { on: look.colour }, all };
    if answer.is_empty() {
        return written.nothing(answer);
    }
    let parts = [
        written.own(answer),
        written.places(answer),
        written.former(answer),
        written.offices(answer),
        written.people(answer),
        written.organisations(answer),
        written.memberships(answer),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

struct Written<'a> {
    look: &'a Look,
    paint: Paint,
    all: bool,
}

fn plain(text: impl Into<String>) -> Cell {
    (clean(&text.into()), Style::Plain)
}

fn dim(text: impl Into<String>) -> Cell {
    (clean(&text.into()), Style::Dim)
}

fn title(text: impl Into<String>) -> Cell {
    (clean(&text.into()), Style::Title)
}

/// From when to when.
fn time(time: &Time) -> String {
    let first = time.first.as_deref();
    let known = time.known_until.as_deref();
    let span = match (first, time.last.as_deref(), known) {
        (Some(first), Some(last), _) => format!("{first} to {last}"),
        (None, Some(last), _) => format!("until {last}"),
        (Some(first), None, Some(known)) => format!("since {first}, as of {known}"),
        (None, None, Some(known)) => format!("as of {known}"),
        (Some(first), None, None) => format!("since {first}"),
        (None, None, None) => String::new(),
    };
    match (time.on_day, known) {
        (Some("perhaps"), _) => format!("{span} (the day lies where this is not exact)"),
        (Some("unknown"), Some(known)) => {
            format!("so on {known}; unknown after that")
        }
        _ => span,
    }
}

fn of(code: &str) -> String {
    use dateline_read::resolve::countries;
    countries::alpha3(code).map_or_else(|| country(code).to_owned(), |alpha3| country(alpha3).to_owned())
}

/// A number with its thousands apart.
fn grouped(number: u32) -> String {
    indicatif::HumanCount(number.into()).to_string()
}

fn degrees(value: f64, plus: &str, minus: &str) -> String {
    format!("{:.2} {}", value.abs(), if value < 0.0 { minus } else { plus })
}

/// The first name, and the others.
fn called(names: &[&str]) -> (String, String) {
    let others = names.iter().skip(1).copied().collect::<Vec<_>>().join(", ");
    (names.first().copied().unwrap_or_default().to_owned(), others)
}

impl Written<'_> {
    fn part(&self, heading: &str, count: usize, rows: Vec<Vec<Cell>>, wide: usize) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let shown = if self.all { rows.len() } else { rows.len().min(MOST) };
        let mut out = rule(self.paint, self.look, heading, Some(count));
        out += &aligned(self.paint, rows.get(..shown).unwrap_or_default(), wide, WIDE, self.look.width);
        if shown < rows.len() {
            let more = format!("… {} more; --all shows them", rows.len() - shown);
            out += &format!("  {}\n", self.paint.as_(Style::Dim, &more));
        }
        out
    }

    fn nothing(&self, answer: &Answer) -> String {
        let on = answer.on.as_ref().map_or(String::new(), |on| format!(" on {on}"));
        let name = clean(&answer.name);
        if answer.otherwise {
            return format!("something is known under “{name}”, but not with --on and --of as they are\n");
        }
        let mut out = format!("nothing is known under “{name}”{on}\n");
        if !answer.near.is_empty() {
            out += "spelt nearly so:\n";
            answer.near.iter().for_each(|near| out += &format!("  {}\n", clean(&near.name)));
        }
        out
    }

    fn own(&self, answer: &Answer) -> String {
        let rows = answer.own.iter().map(|row| {
            let mut fields = row.iter().map(|(field, value)| (field, value.as_str().unwrap_or_default()));
            let kind = fields.next().map_or("", |(_, kind)| kind);
            let fields: Vec<String> = fields.map(|(field, value)| format!("{field}: {value}")).collect();
            vec![title(kind), plain(fields.join("; "))]
        });
        self.part("Your own rows", answer.own.len(), rows.collect(), 1)
    }

    fn places(&self, answer: &Answer) -> String {
        let rows = answer.places.iter().map(|place| {
            let country = place.country.as_deref().map(of);
            let mut within: Vec<&str> = Vec::new();
            for part in [&place.admin2, &place.admin1, &country].into_iter().flatten() {
                if *part != place.name && within.last() != Some(&part.as_str()) {
                    within.push(part);
                }
            }
            let mut what = feature(&place.feature).to_owned();
            if place.as_ != "name" {
                what += &format!(" ({})", place.as_);
            }
            let mut within = within.join(", ");
            if let Some(disputed) = &place.disputed {
                within += &format!(" (disputed: {disputed})");
            }
            let point =
                format!("{}, {}", degrees(place.latitude, "N", "S"), degrees(place.longitude, "E", "W"));
            let people = if place.population == 0 { String::new() } else { grouped(place.population) };
            vec![
                dim(format!("{:.2}", place.share)),
                title(&place.name),
                plain(within),
                plain(what),
                dim(point),
                plain(people),
                dim(&place.id),
            ]
        });
        self.part("Places", answer.places.len(), rows.collect(), 2)
    }

    fn former(&self, answer: &Answer) -> String {
        let rows = answer.former_names.iter().map(|row| {
            let when = time(&row.time);
            let of = format!("{}, {}", row.place, of(row.country));
            vec![title(row.names.join(", ")), plain(of), plain(when)]
        });
        self.part("Former names", answer.former_names.len(), rows.collect(), 2)
    }

    fn offices(&self, answer: &Answer) -> String {
        let rows = answer.offices.iter().map(|row| {
            let office = format!("{} of {}", row.office, of(row.of));
            let held = time(&row.time);
            let held = held.strip_prefix("so on").map(|rest| format!("in office on{rest}")).unwrap_or(held);
            vec![title(called(&row.names).0), plain(office), plain(held)]
        });
        self.part("In office", answer.offices.len(), rows.collect(), 1)
    }

    fn people(&self, answer: &Answer) -> String {
        let rows = answer.people.iter().map(|row| {
            let role = match (row.country.map(country), row.sector.map(sector)) {
                (Some(of), Some(sector)) => format!("{}, {of} ({sector})", row.role),
                (Some(of), None) => format!("{}, {of}", row.role),
                _ => row.role.to_owned(),
            };
            let when = match (row.born, row.died) {
                (Some(born), Some(died)) => format!("born {born}, died {died}"),
                (Some(born), None) => format!("born {born}"),
                _ => time(&row.time),
            };
            vec![title(called(&row.names).0), plain(role), plain(when)]
        });
        self.part("People", answer.people.len(), rows.collect(), 1)
    }

    fn organisations(&self, answer: &Answer) -> String {
        let rows = answer.organisations.iter().map(|row| {
            let (first, others) = called(&row.names);
            let mut what = format!("{}, {} ({})", row.kind, country(row.country), sector(row.sector));
            if let Some(seat) = row.seat {
                what += &format!(", seat {seat}");
            }
            if !others.is_empty() {
                what += &format!("; also {others}");
            }
            vec![title(first), plain(what), plain(time(&row.time))]
        });
        self.part("Organisations", answer.organisations.len(), rows.collect(), 1)
    }

    fn memberships(&self, answer: &Answer) -> String {
        let rows = answer.memberships.iter().map(|row| {
            vec![plain(row.organisation), title(of(row.country)), plain(row.status), plain(time(&row.time))]
        });
        self.part("Memberships", answer.memberships.len(), rows.collect(), 3)
    }
}
