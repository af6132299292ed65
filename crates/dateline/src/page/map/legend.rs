//! What stands under the map: the symbols, the disputed areas in sight, and where in the world the picture lies.

use std::sync::LazyLock;

use dateline_record::Precision;

use super::projection::View;
use super::spots::{Spot, class, in_sight, radius};
use super::{Area, shape, told};
use crate::page::html::Html;
use crate::report::{Where, on_earth, precision};

/// Disputed areas that are told at once; the others are folded.
const AREAS: usize = 4;

/// The world, small.
static SMALL: LazyLock<(View, String)> = LazyLock::new(|| {
    let view = View::whole(10.0);
    let path = shape::sketch(&view);
    (view, path)
});

/// Writes the symbol of a precision around the origin.
pub fn symbol(html: &mut Html, precision: Precision) {
    html.raw("<circle class=\"ground\" r=\"9\"/>");
    match precision {
        Precision::Point => html.raw("<circle class=\"dot\" r=\"3\"/>"),
        Precision::Town => html.raw("<circle class=\"ring\" r=\"5\"/><circle class=\"dot\" r=\"2.4\"/>"),
        Precision::District => html.raw("<circle class=\"ring\" r=\"6\"/>"),
        Precision::Region => html.raw("<circle class=\"ring wide\" r=\"11\"/>"),
        Precision::Country => html.raw("<rect class=\"ring\" x=\"-4\" y=\"-4\" width=\"8\" height=\"8\"/>"),
        Precision::World => html,
    };
}

/// Writes the legend.
pub fn write(html: &mut Html, view: &View, rows: &[Where], spots: &[Spot], areas: &[Area]) {
    html.raw("<figcaption>\n<ul class=\"symbols\">\n");
    for shown in
        [Precision::Point, Precision::Town, Precision::District, Precision::Region, Precision::Country]
    {
        if spots.iter().any(|spot| spot.precision == shown) {
            sample(html, shown, false, precision(shown));
        }
    }
    if let Some(spot) = spots.iter().find(|spot| spot.hollow) {
        sample(html, spot.precision, true, "doubtful");
    }
    html.raw("</ul>\n");
    whereabouts(html, view);
    let worlds = rows.iter().filter(|row| row.place.is_some_and(|(_, p)| p.precision == Precision::World));
    names(html, "Part of the world: ", worlds.map(Where::name));
    let outside = spots.iter().filter(|spot| !in_sight(view, spot.at));
    names(html, "Outside the picture: ", outside.map(|spot| spot.row.name()));
    let lost = rows.iter().filter(|row| row.place.is_none_or(|(_, place)| on_earth(place).is_none()));
    names(html, "Not on the map: ", lost.map(Where::name));
    disputed(html, areas);
    html.raw("<p class=\"source\">Drawn after Natural Earth. Borders as they are administered, without a view on whose they are.</p>\n");
    html.raw("</figcaption>\n");
}

fn sample(html: &mut Html, precision: Precision, hollow: bool, words: &'static str) {
    let half = radius(precision) + 1.5;
    html.raw("<li><svg aria-hidden=\"true\" viewBox=\"").text(&format!("{0} {0} {1} {1}", -half, 2.0 * half));
    html.raw("\" width=\"").text(&format!("{}", 2.0 * half)).raw("\"><g class=\"spot ").raw(class(precision));
    html.raw(if hollow { " hollow\">" } else { "\">" });
    symbol(html, precision);
    html.raw("</g></svg> ").raw(words).raw("</li>\n");
}

/// Where in the world a part of it lies.
fn whereabouts(html: &mut Html, view: &View) {
    let Some(middle) = view.middle() else { return };
    let (world, land) = &*SMALL;
    let (x, y) = shape::spot(world, middle);
    html.raw("<svg class=\"whereabouts\" role=\"img\" aria-label=\"Where in the world this is\" viewBox=\"0 0 400 ");
    html.text(&format!("{}", world.height)).raw("\"><g transform=\"scale(");
    html.text(&format!("{}", 1.0 / shape::STEPS)).raw(")\"><path class=\"land bare\" d=\"").text(land);
    html.raw("\"/></g><circle class=\"here\" r=\"17\" cx=\"").text(&format!("{x:.0}")).raw("\" cy=\"");
    html.text(&format!("{y:.0}")).raw("\"/></svg>\n");
}

fn names<'a>(html: &mut Html, label: &'static str, names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return;
    }
    html.raw("<p>").raw(label);
    for (n, name) in names.into_iter().enumerate() {
        html.raw(if n == 0 { "" } else { ", " }).raw("<span dir=\"auto\">").text(name).raw("</span>");
    }
    html.raw("</p>\n");
}

fn disputed(html: &mut Html, areas: &[Area]) {
    let areas: Vec<&Area> = areas.iter().filter(|area| area.told).collect();
    if areas.is_empty() {
        return;
    }
    let list = |html: &mut Html, areas: &[&Area]| {
        html.raw("<ul class=\"areas\">\n");
        for area in areas {
            html.raw("<li>").text(&told(area.disputed)).raw("</li>\n");
        }
        html.raw("</ul>\n");
    };
    let swatch = "<svg aria-hidden=\"true\" width=\"16\" height=\"11\" viewBox=\"0 0 16 11\">\
                  <rect class=\"disputed\" fill=\"url(#hatch-key)\" x=\".5\" y=\".5\" width=\"15\" height=\"10\"/></svg>";
    html.raw("<p class=\"hatched\">").raw(swatch).raw(" Status disputed:</p>\n");
    let (first, more) = areas.split_at(areas.len().min(AREAS));
    list(html, first);
    if !more.is_empty() {
        html.raw("<details class=\"more\"><summary>").number(more.len()).raw(" more</summary>\n");
        list(html, more);
        html.raw("</details>\n");
    }
}
