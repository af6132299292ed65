//! From the Earth to the picture.
//!
//! Parts of the world are drawn in the equidistant conic projection with the standard parallels a sixth from the picture's
//! ends, which keeps shapes; the whole world in the Equal Earth projection (Šavrič, Patterson and Jenny 2018), which keeps
//! areas.

use std::f64::consts::FRAC_PI_2;

use super::world::Degrees;

/// A point of the picture.
pub type Point = (f64, f64);

/// Width of the picture in units.
pub const WIDTH: f64 = 400.0;

/// Least and most height of the picture.
const HEIGHT: (f64, f64) = (230.0, 320.0);

/// Degrees of longitude and latitude from which the world is drawn whole.
const WHOLE: (f64, f64) = (150.0, 95.0);

/// Room between the outermost places and the edge, for symbols and words.
const ROOM: f64 = 46.0;

/// Below this sine the parallels of the cone are as good as straight.
const FLAT: f64 = 0.02;

/// How the Earth is drawn.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// The sine of the cone, its apex, and the radius at the middle, in radians.
    Cone { sine: f64, apex: f64, middle: f64 },
    /// Plain longitude and latitude; the cosine of the standard parallel.
    Flat { cosine: f64 },
    /// The whole world.
    Whole,
}

/// What part of the world is drawn, and how.
#[derive(Clone, Copy, Debug)]
pub struct View {
    way: Way,
    /// The meridian that is straight, in degrees.
    pub meridian: f64,
    /// Units of the picture for a radian.
    pub scale: f64,
    /// What is drawn in the middle of the picture, before scaling.
    centre: Point,
    /// Height of the picture.
    pub height: f64,
}

/// Longitude within half a turn of a meridian.
pub fn near(longitude: f64, meridian: f64) -> f64 {
    meridian + (longitude - meridian + 180.0).rem_euclid(360.0) - 180.0
}

/// The narrowest stretch of longitudes that holds all: its west end and its width.
pub fn stretch(longitudes: &[f64]) -> (f64, f64) {
    let mut sorted: Vec<f64> = longitudes.iter().map(|x| x.rem_euclid(360.0)).collect();
    sorted.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return (0.0, 0.0) };
    // The widest gap is what is left out.
    let mut best = (first + 360.0 - last, *first, *last);
    for pair in sorted.windows(2) {
        if pair[1] - pair[0] > best.0 {
            best = (pair[1] - pair[0], pair[1], pair[0] + 360.0);
        }
    }
    (near(best.1, 0.0), best.2 - best.1)
}

impl View {
    /// The view that holds all the places; what lies around them takes at least `least` degrees of latitude.
    pub fn of(places: &[Degrees], least: f64) -> View {
        let longitudes: Vec<f64> = places.iter().map(|(x, _)| *x).collect();
        let (west, width) = stretch(&longitudes);
        let south = places.iter().map(|(_, y)| *y).fold(90.0, f64::min);
        let north = places.iter().map(|(_, y)| *y).fold(-90.0, f64::max).max(south);
        if places.is_empty() || width > WHOLE.0 || north - south > WHOLE.1 {
            return View::whole(if width > 250.0 { 10.0 } else { near(west + width / 2.0, 0.0) });
        }
        let meridian = near(west + width / 2.0, 0.0);
        // A pole has no width: the standard parallels stay away from it.
        let middle = ((south + north) / 2.0).clamp(-80.0, 80.0).to_radians();
        let sixth = ((north - south).max(least) / 3.0).to_radians();
        let (lower, upper) = ((middle - sixth).max(-1.5), (middle + sixth).min(1.5));
        let sine = (lower.cos() - upper.cos()) / (upper - lower);
        let way = if sine.abs() < FLAT {
            Way::Flat { cosine: middle.cos() }
        } else {
            let apex = lower.cos() / sine + lower;
            Way::Cone { sine, apex, middle: apex - middle }
        };
        let mut view = View { way, meridian, scale: 1.0, centre: (0.0, 0.0), height: HEIGHT.1 };
        // Plain units first, then the box around the places is fitted into the picture.
        let drawn: Vec<Point> = places.iter().map(|(x, y)| view.plain((near(*x, meridian), *y))).collect();
        let [left, top, right, bottom] = super::world::bounds(&drawn);
        let least = least.to_radians();
        let (wide, high) = ((right - left).max(least), (bottom - top).max(least * 0.6));
        let inner = WIDTH - 2.0 * ROOM;
        let height = (high / wide * inner + 2.0 * ROOM).clamp(HEIGHT.0, HEIGHT.1);
        view.scale = (inner / wide).min((height - 2.0 * ROOM) / high);
        view.height = height.round();
        view.centre = ((left + right) / 2.0, (top + bottom) / 2.0);
        view
    }

    /// The whole world around a meridian.
    pub fn whole(meridian: f64) -> View {
        let mut view = View { way: Way::Whole, meridian, scale: 1.0, centre: (0.0, 0.0), height: 0.0 };
        let (half, top) = (view.plain((meridian + 180.0, 0.0)).0, -view.plain((meridian, 90.0)).1);
        view.scale = (WIDTH - 6.0) / 2.0 / half;
        view.height = (2.0 * top * view.scale + 6.0).round();
        view
    }

    /// Whether the whole world is drawn.
    pub fn is_whole(&self) -> bool {
        matches!(self.way, Way::Whole)
    }

    /// Before scaling: right and down are positive.
    fn plain(&self, (longitude, latitude): Degrees) -> Point {
        let turn = (longitude - self.meridian).to_radians();
        let up = latitude.to_radians();
        match self.way {
            Way::Flat { cosine } => (turn * cosine, -up),
            Way::Cone { sine, apex, middle } => {
                let radius = apex - up;
                (radius * (sine * turn).sin(), radius * (sine * turn).cos() - middle)
            }
            Way::Whole => {
                let angle = (3f64.sqrt() / 2.0 * up.sin()).clamp(-1.0, 1.0).asin();
                let (a, b, c, d) = (1.340264, -0.081106, 0.000893, 0.003796);
                let square = angle * angle;
                let sixth = square * square * square;
                let slope = 9.0 * d * sixth * square + 7.0 * c * sixth + 3.0 * b * square + a;
                let x = 2.0 * 3f64.sqrt() * turn * angle.cos() / (3.0 * slope);
                (x, -angle * (d * sixth * square + c * sixth + b * square + a))
            }
        }
    }

    /// Where a place is drawn. Longitudes are taken as they are: [`near`] the meridian they lie on the picture.
    pub fn project(&self, place: Degrees) -> Point {
        let (x, y) = self.plain(place);
        ((x - self.centre.0) * self.scale + WIDTH / 2.0, (y - self.centre.1) * self.scale + self.height / 2.0)
    }

    /// The place drawn at a point, in a view of a part of the world.
    fn invert(&self, (x, y): Point) -> Option<Degrees> {
        let x = (x - WIDTH / 2.0) / self.scale + self.centre.0;
        let y = (y - self.height / 2.0) / self.scale + self.centre.1;
        let (turn, up) = match self.way {
            Way::Flat { cosine } => (x / cosine, -y),
            Way::Cone { sine, apex, middle } => {
                let radius = x.hypot(y + middle) * sine.signum();
                ((x * sine.signum()).atan2((y + middle) * sine.signum()) / sine, apex - radius)
            }
            Way::Whole => return None,
        };
        let turn = turn.to_degrees();
        (turn.abs() <= 180.0 && up.abs() <= FRAC_PI_2).then(|| (self.meridian + turn, up.to_degrees()))
    }

    /// What of the Earth lies in a box of the picture: west, south, east, north.
    pub fn covers(&self, [left, top, right, bottom]: [f64; 4]) -> [f64; 4] {
        const GRID: i32 = 24;
        let all = [self.meridian - 180.0, -90.0, self.meridian + 180.0, 90.0];
        let mut found = Vec::new();
        for column in 0..=GRID {
            for row in 0..=GRID {
                let share = |n: i32| f64::from(n) / f64::from(GRID);
                let at = (left + (right - left) * share(column), top + (bottom - top) * share(row));
                match self.invert(at) {
                    Some(place) => found.push(place),
                    // Beyond a pole or the far side: all longitudes may be in sight.
                    None => return all,
                }
            }
        }
        super::world::bounds(&found)
    }

    /// The place in the middle of the picture, in a view of a part of the world.
    pub fn middle(&self) -> Option<Degrees> {
        self.invert((WIDTH / 2.0, self.height / 2.0))
    }

    /// Kilometres that a unit of the picture stands for at its middle.
    pub fn kilometres(&self) -> f64 {
        6371.0 / self.scale
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_within_the_picture_and_lead_back() {
        for places in [
            vec![(30.5, 50.4), (28.8, 47.0)],
            vec![(179.0, -17.0), (-179.0, -19.0)],
            vec![(-58.0, -51.0), (20.0, -34.0)],
            vec![(0.0, 89.9)],
            vec![(10.0, -90.0), (60.0, -80.0)],
            vec![(100.0, 0.0), (110.0, 1.0)],
            vec![(2.35, 48.85)],
        ] {
            let view = View::of(&places, 3.0);
            for place in &places {
                let place = (near(place.0, view.meridian), place.1);
                let (x, y) = view.project(place);
                assert!((ROOM - 1.0..=WIDTH - ROOM + 1.0).contains(&x), "{place:?} at {x}");
                assert!((ROOM - 1.0..=view.height - ROOM + 1.0).contains(&y), "{place:?} at {y}");
                if let Some((longitude, latitude)) = view.invert((x, y)) {
                    assert!((longitude - place.0).abs() < 1e-6 && (latitude - place.1).abs() < 1e-6);
                }
            }
        }
        assert!(View::of(&[], 3.0).is_whole() && View::of(&[(-100.0, 0.0), (60.0, 0.0)], 3.0).is_whole());
        let whole = View::whole(0.0);
        assert!(whole.project((-180.0, 0.0)).0 >= 0.0 && whole.project((0.0, 90.0)).1 >= 0.0);
    }

    #[test]
    fn longitudes_are_held_the_short_way_round() {
        assert_eq!(stretch(&[170.0, -170.0]), (170.0, 20.0));
        assert_eq!(stretch(&[-10.0, 40.0]), (-10.0, 50.0));
        assert_eq!(stretch(&[5.0]), (5.0, 0.0));
        assert_eq!(stretch(&[]), (0.0, 0.0));
        assert_eq!((near(190.0, 0.0), near(-170.0, 180.0)), (-170.0, 190.0));
    }
}
