//! Lines of the Earth as paths of the picture: made simpler, cut to what is in sight, written short.

use super::projection::{Point, View, WIDTH, near};
use super::world::{Degrees, WORLD, bounds};

/// Steps of a unit in a path: whole numbers are short.
pub const STEPS: f64 = 20.0;

/// How far a line may be from the one it stands for, in units, the finest first.
const COARSENESS: [f64; 6] = [0.2, 0.3, 0.45, 0.7, 1.1, 1.7];

/// Most points of a picture's lines: the first coarseness that stays below is taken.
const POINTS: usize = 11_000;

/// Units from the picture or from a place in which lines become twice as coarse.
const FADING: f64 = 40.0;

/// Degrees around what is in sight in which lines keep their form.
const AROUND: f64 = 3.0;

/// Most places around which lines are finer.
const SPOTS: usize = 60;

/// Units from which on an island is drawn, unless a place is near.
const SMALLEST: f64 = 0.8;

/// Land and borders as path data.
#[derive(Debug, Default)]
pub struct Land {
    /// The land.
    pub land: String,
    /// Its coasts, where the land's own outline also holds cuts.
    pub coast: Option<String>,
    /// Borders between countries.
    pub borders: String,
}

/// What a line must keep to, at each of its points.
struct Care<'a> {
    view: &'a View,
    spots: &'a [Point],
    base: f64,
}

impl Care<'_> {
    fn at(&self, (x, y): Point) -> f64 {
        let beyond = (-x).max(x - WIDTH).max(-y).max(y - self.view.height).max(0.0);
        let spot = self.spots.iter().map(|(a, b)| (x - a).hypot(y - b)).fold(f64::INFINITY, f64::min);
        // Close to a place the lines are finer: the reader may come closer.
        let near = (spot / FADING).clamp(0.4, 1.0);
        self.base * near * (1.0 + beyond / FADING)
    }
}

/// The box of the picture in which lines are drawn: more than is seen at first, for the reader who moves it.
pub fn drawn(view: &View) -> [f64; 4] {
    if view.is_whole() {
        return [-1.0, -1.0, WIDTH + 1.0, view.height + 1.0];
    }
    [-WIDTH / 2.0, -view.height / 2.0, WIDTH * 1.5, view.height * 1.5]
}

/// By how much longitudes are turned so that a box in degrees meets another, at most three ways.
fn turns(own: [f64; 4], sight: [f64; 4]) -> impl Iterator<Item = f64> {
    let meets = own[1] <= sight[3] && own[3] >= sight[1];
    [-720.0, -360.0, 0.0, 360.0, 720.0]
        .into_iter()
        .filter(move |turn| meets && own[0] + turn <= sight[2] && own[2] + turn >= sight[0])
}

/// The indices of the points that stay (Douglas and Peucker's way), the ends among them.
fn simple(points: &[Point], care: &Care) -> Vec<usize> {
    let mut keep = vec![false; points.len()];
    let mut stack = Vec::new();
    if let Some(last) = points.len().checked_sub(1) {
        (keep[0], keep[last]) = (true, true);
        // A closed line is cut in two, that it may keep its form.
        let middle = if points[0] == points[last] { last / 2 } else { 0 };
        keep[middle] = true;
        stack.extend([(0, middle), (middle, last)]);
    }
    while let Some((first, last)) = stack.pop() {
        let (a, b) = (points[first], points[last]);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let square = dx * dx + dy * dy;
        let far = |p: Point| {
            let (px, py) = (p.0 - a.0, p.1 - a.1);
            let t = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
            (px - t * dx).hypot(py - t * dy)
        };
        let worst = (first + 1..last).map(|i| (far(points[i]), i)).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((worst, at)) = worst
            && worst > care.base * 0.4
            && worst > care.at(points[at])
        {
            keep[at] = true;
            stack.extend([(first, at), (at, last)]);
        }
    }
    (0..points.len()).filter(|i| keep[*i]).collect()
}

/// Points so far apart that a line out of sight still goes round what is in sight.
fn rough(points: &[Degrees]) -> Vec<Degrees> {
    let mut kept: Vec<Degrees> = Vec::new();
    for (i, point) in points.iter().enumerate() {
        let far = kept.last().is_none_or(|last| (last.0 - point.0).hypot(last.1 - point.1) > AROUND / 2.0);
        if far || i + 1 == points.len() {
            kept.push(*point);
        }
    }
    kept
}

/// Every arc, made simpler; and how many points are in sight.
fn simplified(view: &View, sight: [f64; 4], spots: &[Point], base: f64) -> (Vec<Vec<Degrees>>, usize) {
    let care = Care { view, spots, base };
    let around = [sight[0] - AROUND, sight[1] - AROUND, sight[2] + AROUND, sight[3] + AROUND];
    let mut count = 0;
    let arcs = WORLD.arcs.iter().map(|arc| {
        let Some(turn) = turns(arc.bounds, around).next() else { return rough(&arc.points) };
        let points: Vec<Point> = arc.points.iter().map(|(x, y)| view.project((x + turn, *y))).collect();
        let kept: Vec<Degrees> = simple(&points, &care).into_iter().map(|i| arc.points[i]).collect();
        // Islands too small to be drawn do not count.
        count += if seen(&points, spots, SMALLEST) { kept.len() } else { 0 };
        kept
    });
    (arcs.collect(), count)
}

/// What of a closed line lies on one side of a straight line (Sutherland and Hodgman's way).
fn clipped(points: Vec<Point>, inside: impl Fn(Point) -> f64) -> Vec<Point> {
    if points.iter().all(|point| inside(*point) >= 0.0) {
        return points;
    }
    let mut kept = Vec::with_capacity(points.len() + 2);
    let Some(mut before) = points.last().copied() else { return kept };
    for point in points {
        let (a, b) = (inside(before), inside(point));
        if (a >= 0.0) != (b >= 0.0) {
            let share = a / (a - b);
            kept.push((before.0 + share * (point.0 - before.0), before.1 + share * (point.1 - before.1)));
        }
        if b >= 0.0 {
            kept.push(point);
        }
        before = point;
    }
    kept
}

fn clipped_to(points: Vec<Point>, [left, top, right, bottom]: [f64; 4]) -> Vec<Point> {
    let points = clipped(points, |p| p.0 - left);
    let points = clipped(points, |p| right - p.0);
    let points = clipped(points, |p| p.1 - top);
    clipped(points, |p| bottom - p.1)
}

/// Appends a line to path data, in whole steps from point to point.
fn write(path: &mut String, points: &[Point], closed: bool) {
    let step = |number: f64| (number * STEPS).round() as i64;
    let mut last: Option<(i64, i64)> = None;
    for (x, y) in points {
        let (x, y) = (step(*x), step(*y));
        match last {
            None => path.push_str(&format!("M{x} {y}")),
            Some(last) if last == (x, y) => continue,
            Some((a, b)) => {
                let (dx, dy) = (x - a, y - b);
                // The sign of a number parts it from the one before.
                path.push_str(&if dy < 0 { format!("l{dx}{dy}") } else { format!("l{dx} {dy}") });
            }
        }
        last = Some((x, y));
    }
    if closed && last.is_some() {
        path.push('z');
    }
}

/// An outline from its arcs, one after another, and whether it goes round a pole: then it is closed over the pole.
fn outline(ring: &[(usize, bool)], arcs: &[Vec<Degrees>]) -> (Vec<Degrees>, bool) {
    let mut points: Vec<Degrees> = Vec::new();
    for (arc, back) in ring {
        let Some(arc) = arcs.get(*arc) else { continue };
        let ordered: Box<dyn Iterator<Item = &Degrees>> =
            if *back { Box::new(arc.iter().rev()) } else { Box::new(arc.iter()) };
        let mut turn = None;
        for (x, y) in ordered {
            let turn = *turn.get_or_insert_with(|| {
                points.last().map_or(0.0, |(last, _): &Degrees| ((last - x) / 360.0).round() * 360.0)
            });
            points.push((x + turn, *y));
        }
    }
    // The only land around a pole is the southern continent.
    let (first, last) = (points.first().copied(), points.last().copied());
    let round = first.zip(last).is_some_and(|(first, last)| (first.0 - last.0).abs() > 180.0);
    if let (true, Some(first), Some(last)) = (round, first, last) {
        points.extend([(last.0, -90.0), (first.0, -90.0)]);
    }
    (points, round)
}

/// The pieces of a closed line on the Earth that are in sight, as they are drawn, and whether one was cut.
pub fn pieces(view: &View, points: &[Degrees], sight: [f64; 4]) -> (Vec<Vec<Point>>, bool) {
    let (west, east) = (view.meridian - 180.0, view.meridian + 180.0);
    let mut cut = false;
    let pieces = turns(bounds(points), sight).filter_map(|turn| {
        let turned: Vec<Point> = points.iter().map(|(x, y)| (x + turn, *y)).collect();
        let whole = turned.iter().all(|(x, _)| (west..=east).contains(x));
        cut |= !whole;
        let turned = clipped(clipped(turned, |p| p.0 - west), |p| east - p.0);
        let drawn_points = turned.iter().map(|point| view.project(*point)).collect();
        let piece = clipped_to(drawn_points, drawn(view));
        (piece.len() > 2).then_some(piece)
    });
    let pieces = pieces.collect();
    (pieces, cut)
}

/// Land and borders of a view, finer around the spots, of which the first count.
pub fn land(view: &View, spots: &[Point]) -> Land {
    let spots = &spots[..spots.len().min(SPOTS)];
    let sight = view.covers(drawn(view));
    let mut arcs = Vec::new();
    for base in COARSENESS {
        let (simpler, count) = simplified(view, sight, spots, base);
        arcs = simpler;
        if count <= POINTS {
            break;
        }
    }
    paths(view, spots, sight, &arcs, SMALLEST)
}

/// The land of a view in few words, as for a picture the size of a stamp.
pub fn sketch(view: &View) -> String {
    const COARSE: f64 = 3.0;
    let sight = view.covers(drawn(view));
    let (arcs, _) = simplified(view, sight, &[], COARSE);
    paths(view, &[], sight, &arcs, 2.0 * COARSE).land
}

fn paths(view: &View, spots: &[Point], sight: [f64; 4], arcs: &[Vec<Degrees>], smallest: f64) -> Land {
    let mut land = Land::default();
    let mut own_coast = false;
    for ring in &WORLD.rings {
        let (points, round) = outline(ring, arcs);
        let (pieces, cut) = pieces(view, &points, sight);
        let seam = || points.windows(2).any(|pair| is_seam(pair[0], pair[1]));
        own_coast |= !pieces.is_empty() && (round || cut || seam());
        for piece in pieces.iter().filter(|piece| seen(piece, spots, smallest)) {
            write(&mut land.land, piece, true);
        }
    }
    let mut coast = String::new();
    for (arc, points) in WORLD.arcs.iter().zip(arcs) {
        if !arc.border && !own_coast {
            continue;
        }
        for turn in turns(arc.bounds, sight) {
            let path = if arc.border { &mut land.borders } else { &mut coast };
            line(path, view, points, turn, spots);
        }
    }
    land.coast = own_coast.then_some(coast);
    land
}

/// Whether a stretch of an outline is no coast but the 180th meridian, along which the source cuts land in two.
fn is_seam(a: Degrees, b: Degrees) -> bool {
    const CLOSE: f64 = 0.02;
    let on = |x: f64| ((x - 180.0) / 360.0 - ((x - 180.0) / 360.0).round()).abs() * 360.0 < CLOSE;
    on(a.0) && on(b.0) && (a.1 - b.1).abs() > CLOSE
}

/// Whether a piece of land is large enough to be seen, or stands by a place.
fn seen(piece: &[Point], spots: &[Point], smallest: f64) -> bool {
    let [left, top, right, bottom] = bounds(piece);
    let close = |(x, y): &Point| {
        (left - FADING..=right + FADING).contains(x) && (top - FADING..=bottom + FADING).contains(y)
    };
    (right - left).max(bottom - top) > smallest || spots.iter().any(close)
}

/// Writes the stretches of a line that are in sight.
fn line(path: &mut String, view: &View, points: &[Degrees], turn: f64, spots: &[Point]) {
    let [left, top, right, bottom] = drawn(view);
    let all: Vec<Point> = points.iter().map(|(x, y)| view.project((x + turn, *y))).collect();
    if !seen(&all, spots, SMALLEST) {
        return;
    }
    let beside = |i: usize| (points[i].0 + turn - view.meridian).abs() > 180.0;
    let mut from = 0;
    for i in 1..all.len() {
        let (a, b) = (all[i - 1], all[i]);
        let out = a.0.max(b.0) < left || a.0.min(b.0) > right || a.1.max(b.1) < top || a.1.min(b.1) > bottom;
        if out || beside(i - 1) || beside(i) || is_seam(points[i - 1], points[i]) {
            write_some(path, &all[from..i]);
            from = i;
        }
    }
    write_some(path, all.get(from..).unwrap_or_default());
}

fn write_some(path: &mut String, points: &[Point]) {
    if points.len() > 1 {
        write(path, points, false);
    }
}

/// Path data of a closed line on the Earth.
pub fn area(view: &View, rings: &[Vec<Degrees>]) -> (String, [f64; 4]) {
    let sight = view.covers(drawn(view));
    let (mut path, mut all) = (String::new(), Vec::new());
    for ring in rings {
        let (pieces, _) = pieces(view, ring, sight);
        for piece in pieces {
            write(&mut path, &piece, true);
            all.extend(piece);
        }
    }
    (path, bounds(&all))
}

/// Meridians and parallels.
pub fn graticule(view: &View) -> String {
    let [west, south, east, north] = view.covers(drawn(view));
    let degrees = view.kilometres() * WIDTH / 111.0;
    let step = |degrees: f64| {
        [1.0, 2.0, 5.0, 10.0, 15.0, 30.0].into_iter().find(|step| degrees / step < 7.0).unwrap_or(30.0)
    };
    // Meridians draw together towards the poles.
    let middle = view.middle().map_or(0.0, |(_, latitude)| latitude);
    let (across, up) = (step(degrees / middle.to_radians().cos().max(0.05)), step(degrees));
    let mut path = String::new();
    let fine = |from: f64, to: f64| (0..=36).map(move |n| from + (to - from) * f64::from(n) / 36.0);
    let (lowest, highest) = (south.max(across - 90.0), north.min(90.0 - across));
    for n in (west / across).ceil() as i32..=(east / across).floor() as i32 {
        let x = f64::from(n) * across;
        let points: Vec<Point> = fine(lowest, highest).map(|y| view.project((x, y))).collect();
        write(&mut path, &points, false);
    }
    for n in (south / up).ceil() as i32..=(north / up).floor() as i32 {
        let y = f64::from(n) * up;
        let points: Vec<Point> = fine(west, east).map(|x| view.project((x, y))).collect();
        write(&mut path, &points, false);
    }
    path
}

/// The outline of the whole world's picture.
pub fn rim(view: &View) -> String {
    let (west, east) = (view.meridian - 180.0, view.meridian + 180.0);
    let side = |x: f64| (-36..=36).map(move |n| view.project((x, f64::from(n) * 2.5)));
    let mut points: Vec<Point> = side(west).collect();
    points.extend(side(east).rev());
    let mut path = String::new();
    write(&mut path, &points, true);
    path
}

/// A place as it lies on the picture.
pub fn spot(view: &View, (longitude, latitude): Degrees) -> Point {
    view.project((near(longitude, view.meridian), latitude))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn closed_lines_are_cut_to_the_picture() {
        let square = vec![(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0)];
        let cut = clipped_to(square.clone(), [0.0, 0.0, 20.0, 20.0]);
        assert_eq!(bounds(&cut), [0.0, 0.0, 10.0, 10.0]);
        assert!(clipped_to(square, [50.0, 0.0, 60.0, 20.0]).is_empty());
        assert!(clipped_to(vec![], [0.0, 0.0, 1.0, 1.0]).is_empty());
    }

    #[test]
    fn paths_are_short_and_do_not_drift() {
        let mut path = String::new();
        write(&mut path, &[(0.02, 0.02), (0.04, 0.04), (1.0, 0.5), (1.0, 0.5), (0.0, 1.0)], true);
        assert_eq!(path, "M0 0l1 1l19 9l-20 10z");
    }

    #[test]
    fn every_part_of_the_world_has_land_or_sea_and_stays_small() {
        for (longitude, latitude) in
            [(30.0, 50.0), (179.5, -17.0), (-170.0, 66.0), (0.0, -89.0), (-150.0, 0.0), (4.0, 52.0)]
        {
            let view = View::of(&[(longitude, latitude)], 4.0);
            let at = spot(&view, (longitude, latitude));
            let land = land(&view, &[at]);
            let size = land.land.len() + land.borders.len() + land.coast.map_or(0, |coast| coast.len());
            assert!(size < 150_000, "{longitude} {latitude}: {size}");
            assert_eq!(land.land.is_empty(), longitude == -150.0);
        }
        let land = land(&View::whole(0.0), &[]);
        assert!(land.land.len() > 20_000 && land.land.len() < 120_000, "{}", land.land.len());
    }
}
