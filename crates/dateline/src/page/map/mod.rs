//! The map of a record's places: one picture (SVG) with everything in it.
//!
//! Land and borders come from Natural Earth by way of world-atlas and are drawn here, cut to the places, so that the
//! page carries only what it shows and the map needs neither a network nor a script. The script that comes with the page
//! lets the reader move it. No country is coloured or named after its area: borders are thin lines, disputed areas are
//! hatched and told in the legend, and a name on the map is that of a place of the record.

mod legend;
mod projection;
mod shape;
mod spots;
mod world;

use dateline_record::Precision;

use super::html::Html;
use crate::report::{Where, on_earth, precision, within};
use projection::{View, WIDTH};
use spots::Spot;
use world::{DISPUTED, Degrees, Disputed};

/// Units from which on a disputed area is told in the legend.
const TOLD: f64 = 4.0;

/// How much larger a view may become for a country's sake.
const LARGER: f64 = 2.2;

/// Degrees of latitude around a place of each precision.
fn around(precision: Precision) -> f64 {
    match precision {
        Precision::Point | Precision::Town => 5.0,
        Precision::District => 6.0,
        Precision::Region => 10.0,
        Precision::Country | Precision::World => 26.0,
    }
}

/// An area whose status is disputed, on the picture.
struct Area {
    disputed: &'static Disputed,
    path: String,
    told: bool,
}

/// The view that shows the places: all that are more exact than a country, and countries that are not far from them.
fn view(rows: &[Where]) -> Option<View> {
    let places = rows.iter().filter_map(|row| row.place);
    let mapped: Vec<(Degrees, Precision)> = places
        .filter_map(|(_, place)| on_earth(place).map(|(y, x)| ((x, y), place.precision)))
        .filter(|(_, precision)| *precision != Precision::World)
        .collect();
    let (countries, exact): (Vec<_>, Vec<_>) =
        mapped.into_iter().partition(|(_, precision)| *precision == Precision::Country);
    let least = |places: &[(Degrees, Precision)]| {
        places.iter().map(|(_, precision)| around(*precision)).fold(around(Precision::Point), f64::max)
    };
    if exact.is_empty() {
        let at: Vec<Degrees> = countries.iter().map(|(at, _)| *at).collect();
        return (!at.is_empty()).then(|| View::of(&at, least(&countries)));
    }
    let mut at: Vec<Degrees> = exact.iter().map(|(at, _)| *at).collect();
    let own = View::of(&at, least(&exact));
    let mut view = own;
    for (country, _) in countries {
        at.push(country);
        let larger = View::of(&at, least(&exact));
        if larger.kilometres() <= own.kilometres() * LARGER && larger.is_whole() == own.is_whole() {
            view = larger;
        } else {
            at.pop();
        }
    }
    Some(view)
}

/// Writes the map with its legend, if a place lies on it.
pub fn write(html: &mut Html, rows: &[Where]) {
    let Some(view) = view(rows) else { return };
    let spots = spots::spots(&view, rows);
    let at: Vec<projection::Point> = spots.iter().map(|spot| spot.at).collect();
    let land = shape::land(&view, &at);
    let areas: Vec<Area> = DISPUTED.iter().filter_map(|disputed| area(&view, disputed)).collect();

    html.raw(
        "<figure class=\"map\">\n<div class=\"view\">\n<svg class=\"world\" role=\"group\" tabindex=\"0\" ",
    );
    html.raw("aria-label=\"Map of the places\" viewBox=\"0 0 ").text(&format!("{WIDTH} {}", view.height));
    html.raw("\" data-km=\"").text(&format!("{:.4}", view.kilometres())).raw("\">\n");
    // Twice, as patterns are counted in the units of what they fill: steps on the map, units in the legend.
    for (id, turned) in [("hatch", "rotate(45) scale(20)"), ("hatch-key", "rotate(45)")] {
        html.raw("<defs><pattern id=\"").raw(id).raw("\" width=\"4\" height=\"4\" ");
        html.raw("patternUnits=\"userSpaceOnUse\" patternTransform=\"").raw(turned);
        html.raw("\"><path class=\"hatch\" d=\"M0 0V4\"/></pattern></defs>\n");
    }
    html.raw("<g class=\"ground\"><g transform=\"scale(")
        .text(&format!("{}", 1.0 / shape::STEPS))
        .raw(")\">\n");
    if view.is_whole() {
        path(html, "rim", &shape::rim(&view));
    }
    path(html, "grid", &shape::graticule(&view));
    path(html, if land.coast.is_some() { "land bare" } else { "land" }, &land.land);
    if let Some(coast) = &land.coast {
        path(html, "coast", coast);
    }
    path(html, "border", &land.borders);
    for area in &areas {
        html.raw("<path class=\"disputed\" fill=\"url(#hatch)\" d=\"").text(&area.path).raw("\"><title>");
        html.text(&told(area.disputed)).raw("</title></path>\n");
    }
    html.raw("</g></g>\n<g class=\"spots\">\n");
    // The most mentioned lie on top.
    spots.iter().rev().for_each(|spot| draw(html, spot));
    html.raw("</g>\n</svg>\n</div>\n");
    legend::write(html, &view, rows, &spots, &areas);
    html.raw("</figure>\n");
}

fn path(html: &mut Html, class: &'static str, data: &str) {
    if !data.is_empty() {
        html.raw("<path class=\"").raw(class).raw("\" d=\"").text(data).raw("\"/>\n");
    }
}

fn area(view: &View, disputed: &'static Disputed) -> Option<Area> {
    let (path, [left, top, right, bottom]) = shape::area(view, &disputed.rings);
    let middle = ((left + right) / 2.0, (top + bottom) / 2.0);
    let size = (right - left).max(bottom - top);
    (!path.is_empty() && size > TOLD / 8.0).then(|| Area {
        disputed,
        path,
        told: size >= TOLD && spots::in_sight(view, middle),
    })
}

/// A disputed area with its status.
fn told(disputed: &Disputed) -> String {
    let mut status = disputed.status.chars();
    let first = status.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    format!("{}: {first}{}", disputed.name, status.as_str())
}

/// The key that ties a place to its row and its mentions.
pub fn key(html: &mut Html, row: &Where) {
    match (row.entity, row.place) {
        (Some((entity, _)), _) => html.raw("e").number(entity),
        (None, Some((place, _))) => html.raw("g").number(place),
        (None, None) => html,
    };
}

fn draw(html: &mut Html, spot: &Spot) {
    let at = format!("{:.1} {:.1}", spot.at.0, spot.at.1);
    html.raw("<g class=\"spot ").raw(spots::class(spot.precision)).raw(if spot.hollow {
        " hollow"
    } else {
        ""
    });
    html.raw("\" tabindex=\"0\" role=\"button\" data-row=\"");
    key(html, &spot.row);
    html.raw("\" data-at=\"").text(&at).raw("\" transform=\"translate(").text(&at).raw(")\" aria-label=\"");
    let mut words = vec![spot.row.name().to_owned()];
    if let Some((_, place)) = spot.row.place {
        words.extend([precision(place.precision).to_owned(), within(spot.row.name(), place)]);
    }
    if spot.hollow {
        words.push("doubtful".into());
    }
    words.retain(|part| !part.is_empty());
    html.text(&words.join(", ")).raw("\">");
    legend::symbol(html, spot.precision);
    html.raw("<text");
    match spot.label {
        Some(label) => html
            .raw(" x=\"")
            .text(&format!("{:.1}", label.x))
            .raw("\" y=\"")
            .text(&format!("{:.1}", label.y))
            .raw("\" text-anchor=\"")
            .raw(label.anchor)
            .raw("\""),
        // Its name shows when it is pointed at.
        None => html.raw(" class=\"unseen\" y=\"-9\" text-anchor=\"middle\""),
    };
    html.raw(">").text(&spot.name).raw("</text></g>\n");
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::invented;
    use crate::report::places;

    fn drawn(record: &dateline_record::Record) -> String {
        let mut html = Html::default();
        write(&mut html, &places(record));
        html.done()
    }

    #[test]
    fn each_precision_has_its_symbol_and_disputed_areas_are_told() {
        let drawn = drawn(&invented::record());
        for class in ["spot point", "spot town", "spot district", "spot region", "spot country"] {
            assert!(drawn.contains(class), "{class}");
        }
        assert!(!drawn.contains("spot world") && drawn.contains("The East"));
        assert_eq!(drawn.matches(" hollow\"").count(), 2, "the place and the legend");
        assert!(drawn.contains("Crimea: administered by Russia, claimed by Ukraine"));
        assert!(!drawn.contains("Aksai"), "out of sight");
        assert!(drawn.len() < 200_000, "{}", drawn.len());
    }

    #[test]
    fn a_hostile_record_is_drawn_without_harm() {
        let drawn = drawn(&invented::hostile());
        assert!(!drawn.contains("<script") && !drawn.contains("<img") && !drawn.contains("NaN"));
        assert!(drawn.contains("</figure>"));
        assert!(!self::drawn(&dateline_record::Record::default()).contains("<figure"));
    }

    #[test]
    fn a_far_country_does_not_make_the_map_a_map_of_the_world() {
        let mut record = invented::record();
        let own = view(&places(&record)).unwrap().kilometres();
        record.places[2].latitude = -25.0;
        record.places[2].longitude = 134.0;
        let far = view(&places(&record)).unwrap();
        assert!(!far.is_whole() && far.kilometres() <= own);
        let drawn = drawn(&record);
        assert!(drawn.contains("Outside the picture") && drawn.contains("Norland"));
    }
}
