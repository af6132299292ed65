//! The symbols of places on the picture, and where their names stand.

use dateline_record::Precision;

use super::projection::{Point, View, WIDTH};
use super::shape::spot;
use crate::report::{Where, on_earth};

/// Confidence below which a symbol is hollow.
const SURE: f32 = 0.5;

/// Characters of a name on the picture.
const LETTERS: usize = 26;

/// A place on the picture.
#[derive(Debug)]
pub struct Spot<'a> {
    /// What it shows.
    pub row: Where<'a>,
    /// Where it is.
    pub at: Point,
    /// How exact it is.
    pub precision: Precision,
    /// Whether its symbol is hollow.
    pub hollow: bool,
    /// Its name, cut to a length that fits.
    pub name: String,
    /// Where the name stands, if there is room.
    pub label: Option<Label>,
}

/// Where a name stands beside its symbol.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Units to the right of the symbol's middle.
    pub x: f64,
    /// Units below it.
    pub y: f64,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// The class of a precision, which is also the name of its symbol.
pub fn class(precision: Precision) -> &'static str {
    match precision {
        Precision::Point => "point",
        Precision::Town => "town",
        Precision::District => "district",
        Precision::Region => "region",
        Precision::Country => "country",
        Precision::World => "world",
    }
}

/// Half the width of a symbol.
pub fn radius(precision: Precision) -> f64 {
    match precision {
        Precision::Point => 3.0,
        Precision::Town => 5.0,
        Precision::District => 6.0,
        Precision::Region => 11.0,
        Precision::Country | Precision::World => 4.0,
    }
}

/// Whether a point lies on the picture as it is first seen.
pub fn in_sight(view: &View, (x, y): Point) -> bool {
    (0.0..=WIDTH).contains(&x) && (0.0..=view.height).contains(&y)
}

/// The places that have a symbol, the most mentioned and surest first, each with its label if there is room for it.
pub fn spots<'a>(view: &View, rows: &[Where<'a>]) -> Vec<Spot<'a>> {
    let mut spots: Vec<Spot> = rows
        .iter()
        .filter_map(|row| {
            let (_, place) = row.place.filter(|(_, place)| place.precision != Precision::World)?;
            let (latitude, longitude) = on_earth(place)?;
            let at = spot(view, (longitude, latitude));
            let sure = place.confidence >= SURE;
            let name = short(row.name());
            Some(Spot { row: *row, at, precision: place.precision, hollow: !sure, name, label: None })
        })
        .collect();
    spots.sort_by_key(|spot| {
        let mentions = spot.row.entity.map_or(0, |(_, entity)| entity.mentions.len());
        (spot.hollow, std::cmp::Reverse(mentions))
    });
    label(view, &mut spots);
    spots
}

fn short(name: &str) -> String {
    let name = crate::report::clean(name);
    match name.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name,
    }
}

/// Left, top, right, bottom.
type Box = [f64; 4];

fn overlap(a: &Box, b: &Box) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Units that a name takes.
fn width(name: &str, precision: Precision) -> f64 {
    // A letter of a sans-serif at this size; capitals that stand apart, as countries have them, are wider.
    let letter = if precision == Precision::Country { 8.4 } else { 5.9 };
    name.chars().map(|c| if (c as u32) < 0x1100 { letter } else { 11.0 }).sum()
}

/// Where a name may stand, the best first.
fn chances(precision: Precision) -> [Label; 8] {
    let r = radius(precision) + 3.0;
    let at = |x: f64, y: f64, anchor| Label { x, y, anchor };
    [
        at(r, 3.5, "start"),
        at(-r, 3.5, "end"),
        at(0.0, -r - 1.0, "middle"),
        at(0.0, r + 8.0, "middle"),
        at(r * 0.7, -r * 0.6, "start"),
        at(r * 0.7, r * 0.6 + 7.0, "start"),
        at(-r * 0.7, -r * 0.6, "end"),
        at(-r * 0.7, r * 0.6 + 7.0, "end"),
    ]
}

/// Gives each name the first place where it covers nothing else.
fn label(view: &View, spots: &mut [Spot]) {
    let symbol = |spot: &Spot| {
        // A region's wide ring may be written over.
        let r = radius(spot.precision).min(5.0);
        [spot.at.0 - r, spot.at.1 - r, spot.at.0 + r, spot.at.1 + r]
    };
    let symbols: Vec<Box> = spots.iter().map(symbol).collect();
    // The scale and the buttons, which the script puts into the lower corners.
    let (low, high) = (view.height - 34.0, view.height);
    let mut taken: Vec<Box> = vec![[0.0, low + 14.0, 120.0, high], [WIDTH - 128.0, low, WIDTH, high]];
    for (n, spot) in spots.iter_mut().enumerate() {
        if !in_sight(view, spot.at) {
            continue;
        }
        let wide = width(&spot.name, spot.precision);
        let boxed = |label: &Label| {
            let x = spot.at.0 + label.x;
            let left = match label.anchor {
                "start" => x,
                "middle" => x - wide / 2.0,
                _ => x - wide,
            };
            [left, spot.at.1 + label.y - 9.0, left + wide, spot.at.1 + label.y + 3.0]
        };
        let free = |label: &Label| {
            let own = boxed(label);
            let inside =
                own[0] >= 2.0 && own[1] >= 2.0 && own[2] <= WIDTH - 2.0 && own[3] <= view.height - 2.0;
            let others = symbols.iter().enumerate().filter(|(i, _)| *i != n).map(|(_, symbol)| symbol);
            inside && !others.chain(&taken).any(|other| overlap(&own, other))
        };
        spot.label = chances(spot.precision).into_iter().find(free);
        taken.extend(spot.label.as_ref().map(boxed));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_cover_one_another() {
        let record = crate::invented::record();
        let rows = crate::report::places(&record);
        let view = View::of(&[(28.86, 47.01), (34.4, 45.3), (26.1, 44.43)], 5.0);
        let spots = spots(&view, &rows);
        assert_eq!(spots.len(), 7, "all but the part of the world");
        assert!(spots.iter().filter(|spot| spot.label.is_some()).count() >= 6);
        assert!(spots.last().unwrap().hollow);
        let mut crowded: Vec<Where> = Vec::new();
        crowded.resize(30, rows[0]);
        let spots = super::spots(&view, &crowded);
        assert!(spots.iter().filter(|spot| spot.label.is_some()).count() < 9);
    }
}
