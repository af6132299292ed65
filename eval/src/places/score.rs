//! The measures of toponym resolution, as `geoparse_eval.py` of the reference scorers has them: exact spans; of the places with
//! coordinates the share with the same GeoNames number and the share within 161 km, where no answer is wrong.

use serde::Serialize;

use super::gold::{Document, Gold};
use crate::score::Figure;

/// An answered place.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// GeoNames number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geonameid: Option<u32>,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// How sure, 0 to 1.
    #[serde(skip)]
    pub sure: f32,
}

/// 100 miles, the distance of the published measure, in kilometres.
const NEAR: f64 = 161.0;
/// Answers at least so sure are held against one another.
pub const SURE: f32 = 0.7;

/// The figures of a set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    gold: usize,
    answers: usize,
    exact: usize,
    located: usize,
    numbered: usize,
    same_number: usize,
    near: usize,
    sure: usize,
    sure_near: usize,
}

impl Counts {
    /// Adds a document.
    pub fn add(&mut self, document: &Document, answers: &[Answer]) -> Vec<String> {
        let mut faults = Vec::new();
        self.gold += document.toponyms.len();
        self.answers += answers.len();
        for gold in &document.toponyms {
            let answer = answers.iter().find(|answer| (answer.start, answer.end) == (gold.start, gold.end));
            self.exact += usize::from(answer.is_some());
            let Some((lat, lon)) = gold.lat.zip(gold.lon) else { continue };
            self.located += 1;
            self.numbered += usize::from(gold.geonameid.is_some());
            let same =
                gold.geonameid.is_some() && answer.is_some_and(|answer| answer.geonameid == gold.geonameid);
            let far =
                answer.and_then(|answer| answer.lat.zip(answer.lon)).map(|(a, b)| kilometres(lat, lon, a, b));
            let near = same || far.is_some_and(|far| far <= NEAR);
            self.same_number += usize::from(same);
            self.near += usize::from(near);
            if answer.is_some_and(|answer| answer.sure >= SURE) {
                self.sure += 1;
                self.sure_near += usize::from(near);
            }
            if !near {
                faults.push(fault(document, gold, answer, far));
            }
        }
        faults
    }

    /// The figures: `spans`, whether finding them was asked as well.
    pub fn figures(&self, spans: bool) -> Vec<Figure> {
        let share =
            |part: usize, whole: usize| if whole == 0 { f64::NAN } else { part as f64 / whole as f64 };
        let figure = |name, value, over| Figure { name, value, over };
        if spans {
            let (p, r) = (share(self.exact, self.answers), share(self.exact, self.gold));
            return vec![
                figure("span precision", p, self.answers),
                figure("span recall", r, self.gold),
                figure("span F1", 2.0 * p * r / (p + r), self.gold),
                figure("found within 161 km", share(self.near, self.located), self.located),
            ];
        }
        let mut figures = vec![figure("within 161 km", share(self.near, self.located), self.located)];
        if self.numbered > 0 {
            figures.insert(0, figure("same id", share(self.same_number, self.numbered), self.numbered));
        }
        figures.push(figure("sure (0.7) and within 161 km", share(self.sure_near, self.sure), self.sure));
        figures
    }
}

fn fault(document: &Document, gold: &Gold, answer: Option<&Answer>, far: Option<f64>) -> String {
    let words: String = document.text.chars().skip(gold.start).take(gold.end - gold.start).collect();
    let what = match (answer, far) {
        (None, _) => "not found".to_owned(),
        (_, None) => "not in the gazetteer".to_owned(),
        (_, Some(far)) => format!("{far:.0} km off"),
    };
    format!("{}\t{words}\t{what}", document.id)
}

/// Great-circle distance on a sphere of 6,371 km.
fn kilometres(a: f64, b: f64, c: f64, d: f64) -> f64 {
    let (a, b, c, d) = (a.to_radians(), b.to_radians(), c.to_radians(), d.to_radians());
    let x = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
    2.0 * 6371.0 * x.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_by_its_number_or_its_distance() {
        let gold = |start, geonameid, lat, lon| Gold { start, end: start + 4, geonameid, lat, lon };
        let document = Document {
            id: "a".into(),
            text: "x".repeat(50),
            outlet: None,
            toponyms: vec![
                gold(0, Some(1), Some(0.0), Some(0.0)),
                gold(10, None, Some(0.0), Some(1.0)),
                gold(20, Some(3), Some(50.0), Some(10.0)),
                gold(30, None, None, None),
            ],
        };
        let answer = |start, geonameid, lat, lon| Answer {
            start,
            end: start + 4,
            geonameid,
            lat: Some(lat),
            lon: Some(lon),
            sure: 1.0,
        };
        let answers = [answer(0, Some(1), 3.0, 3.0), answer(10, None, 0.0, 2.0), answer(40, None, 1.0, 1.0)];
        let mut counts = Counts::default();
        let faults = counts.add(&document, &answers);
        assert_eq!(faults.len(), 1);
        let figures = counts.figures(false);
        assert_eq!((figures[0].value, figures[1].value), (0.5, 2.0 / 3.0));
        assert_eq!(counts.figures(true)[1].value, 0.5);
    }
}
