//! Which of the days that a page offers is its day of publication, if any.
//!
//! Sightings of one day speak together. What is known of them is weighed by a conditional logit: every day has a
//! chance, and so has "none of them", whose weight is zero.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dateline_record::DateKind;
use jiff::civil::Date;

use super::super::words;
use super::sight::{COUNT, F, NAMES, Scene, Sighting, possible};

/// A day and everywhere it was seen.
#[derive(Debug)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Where it was seen, in the order of the page.
    pub sightings: Vec<Sighting>,
    /// What is known of it, in the order of [`NAMES`].
    pub features: [f32; COUNT],
    /// How likely it is the day of publication, 0 to 1.
    pub score: f32,
}

impl Day {
    /// The sighting to quote: one that publishes, for machines before for people, with time and zone.
    pub fn best(&self) -> Option<&Sighting> {
        let worth = |s: &Sighting| {
            let kind = match s.kind {
                DateKind::Published => 3,
                DateKind::Updated => 2,
                DateKind::Unknown => 1,
                _ => 0,
            };
            let address = s.from.contains("url");
            (kind, !address, s.dated.time.is_some(), s.dated.offset.is_some(), s.machine)
        };
        self.sightings.iter().rev().max_by_key(|s| worth(s))
    }
}

fn weights() -> &'static [f32; COUNT] {
    static WEIGHTS: LazyLock<[f32; COUNT]> = LazyLock::new(|| {
        let mut weights = [0.0; COUNT];
        for row in words::rows(include_str!("../../../../../../data/metadata/date_weights.tsv")) {
            if let [name, weight] = row.as_slice()
                && let Some(at) = NAMES.iter().position(|n| n == name)
            {
                weights[at] = weight.parse().unwrap_or(0.0);
            }
        }
        weights
    });
    &WEIGHTS
}

/// The days of a page, likeliest first.
pub fn days(scene: &Scene<'_, '_>, mut sightings: Vec<Sighting>) -> Vec<Day> {
    agree(&mut sightings);
    let fetched = super::fetched(scene.inputs);
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    let mut first = true;
    for mut sighting in sightings {
        if first && sighting.features.contains(&F::Near) {
            sighting.features.push(F::First);
            first = false;
        }
        let date = sighting.dated.day;
        let day = days.entry(date).or_insert_with(|| Day {
            date,
            sightings: Vec::new(),
            features: [0.0; COUNT],
            score: 0.0,
        });
        for feature in &sighting.features {
            day.features[*feature as usize] = 1.0;
        }
        day.sightings.push(sighting);
    }
    let mut days: Vec<Day> = days.into_values().collect();
    together(&mut days, fetched);
    weigh(&mut days);
    days
}

/// A date of digits that can be read both ways is read as other evidence has it.
fn agree(sightings: &mut [Sighting]) {
    let sure: Vec<Date> =
        sightings.iter().filter(|s| s.machine || s.dated.other.is_none()).map(|s| s.dated.day).collect();
    for sighting in sightings {
        if let Some(other) = sighting.dated.other
            && sure.contains(&other)
            && !sure.contains(&sighting.dated.day)
        {
            (sighting.dated.day, sighting.dated.other) = (other, Some(sighting.dated.day));
        }
    }
}

/// Fills what is known of a day only beside the others.
fn together(days: &mut [Day], fetched: Option<Date>) {
    const STAMPS: &[F] = &[F::MetaPublished, F::JsonPublished, F::JsonPagePublished, F::ItemPublished, F::TimePublished];
    const OWN: &[F] = &[
        F::Url, F::MetaPublished, F::MetaCreated, F::MetaDate, F::MetaUpdated, F::JsonPublished, F::JsonPagePublished,
        F::JsonCreated, F::JsonUpdated, F::TimePublished, F::TimePlain, F::TimeUpdated, F::ItemPublished,
        F::ItemUpdated, F::WordPublished, F::WordUpdated, F::HintPublished, F::HintDate, F::HintUpdated, F::Near,
    ];
    const UPDATES: &[F] = &[F::MetaUpdated, F::JsonUpdated, F::TimeUpdated, F::ItemUpdated, F::WordUpdated, F::HintUpdated];
    let has = |day: &Day, list: &[F]| list.iter().any(|f| day.features[*f as usize] > 0.0);
    let stamped: Vec<Date> = days.iter().filter(|day| has(day, STAMPS)).map(|day| day.date).collect();
    let own: Vec<Date> = days.iter().filter(|day| has(day, OWN)).map(|day| day.date).collect();
    for day in days.iter_mut() {
        let own_day = has(day, OWN);
        let sources = OWN.iter().filter(|f| day.features[**f as usize] > 0.0).count();
        let publishing = OWN.iter().any(|f| day.features[*f as usize] > 0.0 && !UPDATES.contains(f));
        let seen = day.sightings.len();
        let mut set = |feature: F, value: f32| day.features[feature as usize] = value;
        set(F::None, 1.0);
        set(F::Sources, (1.0 + sources as f32).ln());
        set(F::Repeated, f32::from(seen >= 4));
        set(F::OnlyUpdated, f32::from(own_day && !publishing));
        set(F::Oldest, f32::from(own_day && own.first() == Some(&day.date) && own.len() > 1));
        set(F::Newest, f32::from(own_day && own.last() == Some(&day.date) && own.len() > 1));
        set(F::AfterMachine, f32::from(stamped.first().is_some_and(|first| *first < day.date)));
        set(F::BeforeMachine, f32::from(stamped.first().is_some_and(|first| *first > day.date)));
        set(F::Impossible, f32::from(!possible(day.date, fetched)));
        set(F::Old, f32::from(day.date.year() < 1998));
    }
}

fn weigh(days: &mut [Day]) {
    let weights = weights();
    for day in days.iter_mut() {
        day.score = day.features.iter().zip(weights).map(|(f, w)| f * w).sum();
    }
    let most = days.iter().map(|day| day.score).fold(0.0f32, f32::max);
    let sum: f32 = (-most).exp() + days.iter().map(|day| (day.score - most).exp()).sum::<f32>();
    for day in days.iter_mut() {
        day.score = (day.score - most).exp() / sum;
    }
    days.sort_by(|a, b| b.score.total_cmp(&a.score));
}
