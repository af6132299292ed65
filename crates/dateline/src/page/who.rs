//! Who and where in the view: entities and places, each tied to its mentions and to its symbol on the map.

use dateline_record::{Entity, EntityKind, Link, MentionKind, Place, Precision, Record};

use super::html::Html;
use super::record::{confidence, place as read_at, row, section};
use crate::report::{
    Where, actors, coordinates, country, feature, held, kind, kinds, mentioned as times, office,
    places as all, precision, sector, share, within,
};

/// Whether a mention is highlighted more lightly: it does not name what it speaks of.
pub fn is_light(kind: MentionKind) -> bool {
    matches!(kind, MentionKind::Nominal | MentionKind::Pronoun)
}

/// The classes of a mention.
pub fn mentioned(kind: EntityKind, mention: MentionKind) -> &'static str {
    match (kind, is_light(mention)) {
        (EntityKind::Person, false) => "name person",
        (EntityKind::Person, true) => "name light person",
        (EntityKind::Organisation, false) => "name organisation",
        (EntityKind::Organisation, true) => "name light organisation",
        (EntityKind::Place, false) => "name place",
        (EntityKind::Place, true) => "name light place",
        (EntityKind::Group, false) => "name nationality",
        (EntityKind::Group, true) => "name light nationality",
        (EntityKind::Facility, false) => "name facility",
        (EntityKind::Facility, true) => "name light facility",
        (EntityKind::Event, false) => "name event",
        (EntityKind::Event, true) => "name light event",
        (EntityKind::Other, false) => "name other",
        (EntityKind::Other, true) => "name light other",
    }
}

/// The class of an entity's row.
fn class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "bearer person",
        EntityKind::Organisation => "bearer organisation",
        EntityKind::Place => "bearer place",
        EntityKind::Group => "bearer nationality",
        EntityKind::Facility => "bearer facility",
        EntityKind::Event => "bearer event",
        EntityKind::Other => "bearer other",
    }
}

/// Words on a line of their own, parted by dots; nothing if there are none.
fn line(html: &mut Html, class: &'static str, parts: &[&str]) {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return;
    }
    html.raw("<span class=\"").raw(class).raw("\">");
    for (n, part) in parts.into_iter().enumerate() {
        html.raw(if n == 0 { "" } else { " · " }).raw("<span dir=\"auto\">").text(part).raw("</span>");
    }
    html.raw("</span>");
}

/// Writes those that act.
pub fn write(html: &mut Html, record: &Record) {
    let actors = actors(record);
    if actors.is_empty() {
        return;
    }
    section(html, "who", "Who", Some(actors.len()), true);
    for of_kind in actors.chunk_by(|a, b| a.1.kind == b.1.kind) {
        html.raw("<h3>").raw(kinds(of_kind[0].1.kind)).raw("</h3>\n<ol class=\"rows\">\n");
        of_kind.iter().for_each(|(i, entity)| actor(html, *i, entity));
        html.raw("</ol>\n");
    }
    html.raw("</details>\n");
}

fn actor(html: &mut Html, i: usize, entity: &Entity) {
    row(html, "e", i, class(entity.kind));
    html.raw("<b dir=\"auto\">").text(&entity.name).raw("</b>");
    if entity.mentions.len() > 1 {
        html.raw(" <small>").number(entity.mentions.len()).raw("</small>");
    }
    let sectors = entity.sector.as_deref().map(sector).unwrap_or_default();
    let of = entity.country.as_deref().map(country).unwrap_or_default();
    line(html, "of", &[of, &sectors]);
    for role in &entity.roles {
        html.raw("<span class=\"role\"><span dir=\"auto\">").text(&office(role)).raw("</span>");
        let held = held(role);
        if !held.is_empty() {
            html.raw(" <span class=\"kind\">").text(&held).raw("</span>");
        }
        read_at(html, &role.evidence);
        html.raw("</span>");
    }
    found(html, entity);
    html.raw("</li>\n");
}

/// What the entity is in the knowledge, and what else it could be.
fn found(html: &mut Html, entity: &Entity) {
    if let Some(link) = &entity.link {
        html.raw("<span class=\"link\"><span class=\"kind\">found as</span>");
        confidence(html, link.confidence);
        html.raw("<span class=\"from\" dir=\"auto\">").text(&link.id).raw("</span></span>");
    }
    let others = entity.runners_up.iter().map(|Link { name, confidence, .. }| (name.as_str(), *confidence));
    instead(html, others);
}

/// What something could be instead.
fn instead<'a>(html: &mut Html, others: impl Iterator<Item = (&'a str, f32)>) {
    let others: Vec<String> =
        others.map(|(name, sure)| format!("{name} {}", share(sure)).trim_end().to_owned()).collect();
    if !others.is_empty() {
        html.raw("<span class=\"from\">or: <span dir=\"auto\">")
            .text(&others.join("; "))
            .raw("</span></span>");
    }
}

/// Writes the places, below their map.
pub fn places(html: &mut Html, record: &Record) {
    let places = all(record);
    if places.is_empty() {
        return;
    }
    section(html, "where", "Where", Some(places.len()), true);
    super::map::write(html, &places);
    html.raw("<ol class=\"rows\">\n");
    for (n, place) in places.iter().enumerate() {
        where_row(html, n, place);
    }
    html.raw("</ol></details>\n");
}

fn where_row(html: &mut Html, n: usize, row: &Where) {
    html.raw("<li class=\"row ").raw(row.entity.map_or("bearer place", |(_, entity)| class(entity.kind)));
    html.raw("\" tabindex=\"0\" data-row=\"");
    super::map::key(html, row);
    html.raw("\" id=\"w").number(n).raw("\"><b dir=\"auto\">").text(row.name()).raw("</b>");
    if let Some((_, entity)) = row.entity.filter(|(_, entity)| entity.mentions.len() > 1) {
        html.raw(" <small title=\"")
            .text(&times(entity))
            .raw("\">")
            .number(entity.mentions.len())
            .raw("</small>");
    }
    match row.place {
        Some((_, place)) => place_words(html, row, place),
        None => {
            let of = row.entity.and_then(|(_, entity)| entity.country.as_deref()).map(country);
            let what = row.entity.map_or("", |(_, entity)| kind(entity.kind));
            line(html, "of", &[what, of.unwrap_or_default(), "not on the map"]);
            if let Some((_, entity)) = row.entity {
                found(html, entity);
            }
        }
    }
    html.raw("</li>\n");
}

fn place_words(html: &mut Html, row: &Where, place: &Place) {
    confidence(html, place.confidence);
    line(html, "of", &[&within(row.name(), place)]);
    let words = place.feature.as_deref().map(feature).unwrap_or_default();
    let exact = precision(place.precision);
    // "town · capital", but not "country · country".
    let words = if words == exact { "" } else { words };
    let at = if place.precision == Precision::World { String::new() } else { coordinates(place) };
    line(html, "from", &[exact, words, &at]);
    if let Some(disputed) = &place.disputed {
        html.raw("<span class=\"contested\" dir=\"auto\">").text(disputed).raw("</span>");
    }
    instead(html, place.runners_up.iter().map(|other| (other.name.as_str(), other.confidence)));
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn who_and_where_as_rows() {
        let record = crate::invented::record();
        let mut html = Html::default();
        write(&mut html, &record);
        places(&mut html, &record);
        super::super::names::write(&mut html, &record);
        let html = html.done();
        // Without the map, which has tests of its own.
        let (before, rest) = html.split_once("<figure").unwrap();
        let (_, after) = rest.split_once("</figure>").unwrap();
        insta::assert_snapshot!(format!("{before}{after}"));
    }
}
