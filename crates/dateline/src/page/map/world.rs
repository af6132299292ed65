//! The world's coasts and borders, and the areas whose status is disputed.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

/// Longitude and latitude, in degrees.
pub type Degrees = (f64, f64);

/// A line on the Earth.
#[derive(Debug, Default)]
pub struct Arc {
    /// Whether it parts two countries; else it is a coast.
    pub border: bool,
    /// Its points.
    pub points: Vec<Degrees>,
    /// West, south, east, north.
    pub bounds: [f64; 4],
}

/// Land as closed lines, each made of arcs.
#[derive(Debug, Default)]
pub struct World {
    /// Coasts and borders.
    pub arcs: Vec<Arc>,
    /// Outlines of the land: arcs by their indices, with whether each is taken backwards.
    pub rings: Vec<Vec<(usize, bool)>>,
}

/// An area whose status is disputed.
#[derive(Debug)]
pub struct Disputed {
    /// Its name.
    pub name: &'static str,
    /// Who administers and who claims it.
    pub status: &'static str,
    /// Its outlines.
    pub rings: Vec<Vec<Degrees>>,
}

/// Steps of a degree in `world.bin.gz`, as `make.py` writes it.
const STEPS: f64 = 500.0;

/// Steps of a degree in `disputed.tsv`.
const HUNDREDTHS: f64 = 100.0;

/// The world.
pub static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut bytes = Vec::new();
    let packed = include_bytes!("../../../assets/map/world.bin.gz");
    // The data is part of the program; were it damaged, the map would be without land, as a test would say.
    match GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes) {
        Ok(_) => world(&bytes).unwrap_or_default(),
        Err(_) => World::default(),
    }
});

/// The disputed areas.
pub static DISPUTED: LazyLock<Vec<Disputed>> = LazyLock::new(|| {
    let table = include_str!("../../../assets/map/disputed.tsv");
    table.lines().filter(|line| !line.starts_with("# ")).filter_map(disputed).collect()
});

/// The smallest box around points: west, south, east, north.
pub fn bounds(points: &[Degrees]) -> [f64; 4] {
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.iter().fold(none, |[w, s, e, n], (x, y)| [w.min(*x), s.min(*y), e.max(*x), n.max(*y)])
}

/// Numbers of seven bits a byte, the lowest first.
struct Bytes<'a>(std::slice::Iter<'a, u8>);

impl Bytes<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..63).step_by(7) {
            let byte = *self.0.next()?;
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }

    /// A number with its sign in the lowest bit.
    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        let half = (number >> 1) as i64;
        Some(if number & 1 == 0 { half } else { !half })
    }
}

fn world(bytes: &[u8]) -> Option<World> {
    let mut bytes = Bytes(bytes.iter());
    let mut world = World::default();
    for _ in 0..bytes.number()? {
        let head = bytes.number()?;
        let mut arc = Arc { border: head & 1 == 1, ..Arc::default() };
        let (mut x, mut y) = (0i64, 0i64);
        for _ in 0..head >> 1 {
            x = x.checked_add(bytes.signed()?)?;
            y = y.checked_add(bytes.signed()?)?;
            arc.points.push((x as f64 / STEPS, y as f64 / STEPS));
        }
        arc.bounds = bounds(&arc.points);
        world.arcs.push(arc);
    }
    for _ in 0..bytes.number()? {
        let mut ring = Vec::new();
        for _ in 0..bytes.number()? {
            let arc = bytes.signed()?;
            let back = arc < 0;
            let at = usize::try_from(if back { !arc } else { arc }).ok()?;
            ring.push((at, back));
        }
        world.rings.push(ring);
    }
    Some(world)
}

fn disputed(line: &'static str) -> Option<Disputed> {
    let mut columns = line.split('\t');
    let (name, status, rings) = (columns.next()?, columns.next()?, columns.next()?);
    let number = |text: &str| text.parse::<f64>().ok().map(|number| number / HUNDREDTHS);
    let point = |text: &str| text.split_once(',').and_then(|(x, y)| Some((number(x)?, number(y)?)));
    let rings = rings.split(';').map(|ring| ring.split(' ').filter_map(point).collect()).collect();
    Some(Disputed { name, status, rings })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_world_is_whole() {
        let world = &*WORLD;
        assert!(world.arcs.len() > 4_000 && world.rings.len() > 4_000);
        assert!(world.rings.iter().flatten().all(|(arc, _)| *arc < world.arcs.len()));
        // Lines that cross the 180th meridian go on beyond it.
        let on_earth = |(x, y): &Degrees| (-540.0..=540.0).contains(x) && (-90.0..=90.0).contains(y);
        assert!(world.arcs.iter().flat_map(|arc| &arc.points).all(on_earth));
        assert!(DISPUTED.len() > 60);
        assert!(DISPUTED.iter().flat_map(|area| &area.rings).all(|ring| ring.len() > 3));
        assert!(DISPUTED.iter().flat_map(|area| &area.rings).flatten().all(on_earth));
    }

    #[test]
    fn bytes_that_end_early_make_no_world() {
        assert!(world(&[]).is_none());
        assert!(world(&[200]).is_none());
        assert!(world(&[255; 40]).is_none());
        assert!(world(&[1, 4, 2, 2]).is_none());
    }
}
