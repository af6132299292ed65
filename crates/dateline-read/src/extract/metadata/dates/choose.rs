//! Which of the days that a page offers is its day of publication, if any.
//!
//! Sightings of one day speak together. What is known of them is weighed by a conditional logit: every day has a
//! chance, and so has "none of them", whose weight is zero.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dateline_record::DateKind;
use jiff::civil::Date;

use super::super::words;
use super::sight::{COUNT, F, NAMES, Scene, Sighting, bad, possible};

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
    /// Takes the day for the article's own: what first seemed another article's date, or an event's, and is now the
    /// page's only witness for it, is a date whose kind cannot be told.
    pub fn own(&mut self) {
        let witness =
            |s: &Sighting| matches!(s.kind, DateKind::Published | DateKind::Updated | DateKind::Unknown);
        if !self.sightings.iter().any(witness) {
            for sighting in &mut self.sightings {
                if matches!(sighting.kind, DateKind::Related | DateKind::Event) {
                    sighting.kind = DateKind::Unknown;
                }
            }
        }
    }

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
            let told = s.features.iter().any(|f| matches!(f, F::MetaPublished | F::JsonPublished));
            (kind, told, !address, s.dated.time.is_some(), s.dated.offset.is_some(), s.machine)
        };
        self.sightings.iter().rev().max_by_key(|s| worth(s))
    }
}

fn weights() -> &'static [f32; COUNT] {
    static WEIGHTS: LazyLock<[f32; COUNT]> = LazyLock::new(|| {
        words::weights(include_str!("../../../../../../data/metadata/date_weights.tsv"), &NAMES)
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
    local(&mut days);
    together(&mut days, fetched);
    let page = page_features(scene);
    for day in &mut days {
        for feature in &page {
            day.features[*feature as usize] = 1.0;
        }
    }
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

/// What is known of the page as a whole.
fn page_features(scene: &Scene<'_, '_>) -> Vec<F> {
    let mut features = Vec::new();
    if let Some(head) = scene.head {
        if head.graph.things.iter().any(|thing| thing.fit == 3) {
            features.push(F::JsonArticle);
        }
        let url = head.url(scene.inputs).unwrap_or_default();
        let path =
            url.split_once("://").map_or(url, |(_, rest)| rest).split_once('/').map_or("", |(_, path)| path);
        if !url.is_empty()
            && path.split(['?', '#']).next().is_some_and(|path| path.trim_matches('/').is_empty())
        {
            features.push(F::Root);
        }
    }
    if scene.article.text.chars().count() > 1500 {
        features.push(F::Long);
    }
    if scene.title.is_some() {
        features.push(F::Titled);
    }
    features
}

/// A moment in UTC may fall on the day before or after in the publisher's own zone. A day that the page shows or has
/// in its address, next to such a moment and within reach of it, is that day.
fn local(days: &mut [Day]) {
    const SHOWN: &[F] = &[F::Url, F::Near, F::HintPublished, F::WordPublished, F::ItemPublished, F::HintDate];
    let moments: Vec<(Date, i8)> = days
        .iter()
        .flat_map(|day| &day.sightings)
        .filter(|s| s.machine && s.dated.offset == Some(0) && s.kind == DateKind::Published)
        .filter_map(|s| s.dated.time.map(|time| (s.dated.day, time.hour())))
        .collect();
    for day in days {
        let shown = day.sightings.iter().any(|s| {
            (!s.machine || s.dated.offset.is_some_and(|offset| offset != 0))
                && s.features.iter().any(|f| SHOWN.contains(f))
        });
        // Zones reach from twelve hours behind UTC to fourteen before it.
        let reached = moments.iter().any(|(date, hour)| {
            date.tomorrow().is_ok_and(|next| next == day.date) && *hour >= 10
                || date.yesterday().is_ok_and(|next| next == day.date) && *hour < 12
        });
        day.features[F::Local as usize] = f32::from(shown && reached);
    }
}

/// Fills what is known of a day only beside the others.
fn together(days: &mut [Day], fetched: Option<Date>) {
    const STAMPS: &[F] =
        &[F::MetaPublished, F::JsonPublished, F::JsonPagePublished, F::ItemPublished, F::TimePublished];
    const OWN: &[F] = &[
        F::Url,
        F::MetaPublished,
        F::MetaCreated,
        F::MetaDate,
        F::MetaUpdated,
        F::JsonPublished,
        F::JsonPagePublished,
        F::JsonCreated,
        F::JsonUpdated,
        F::TimePublished,
        F::TimePlain,
        F::TimeUpdated,
        F::ItemPublished,
        F::ItemUpdated,
        F::WordPublished,
        F::WordUpdated,
        F::HintPublished,
        F::HintDate,
        F::HintUpdated,
        F::Near,
    ];
    const UPDATES: &[F] =
        &[F::MetaUpdated, F::JsonUpdated, F::TimeUpdated, F::ItemUpdated, F::WordUpdated, F::HintUpdated];
    let has = |day: &Day, list: &[F]| list.iter().any(|f| day.features[*f as usize] > 0.0);
    let stamped: Vec<Date> = days.iter().filter(|day| has(day, STAMPS)).map(|day| day.date).collect();
    let only = days.len() == 1;
    let own: Vec<Date> = days.iter().filter(|day| has(day, OWN)).map(|day| day.date).collect();
    for day in days.iter_mut() {
        let own_day = has(day, OWN);
        let sources = OWN.iter().filter(|f| day.features[**f as usize] > 0.0).count();
        let publishing = OWN.iter().any(|f| day.features[*f as usize] > 0.0 && !UPDATES.contains(f));
        let seen = day.sightings.len();
        let is_local = day.features[F::Local as usize] > 0.0;
        let visible = day.sightings.iter().any(|s| s.block.is_some() && !s.features.iter().any(|f| bad(*f)));
        let mut set = |feature: F, value: f32| day.features[feature as usize] = value;
        set(F::None, 1.0);
        set(F::Sources, (1.0 + sources as f32).ln());
        set(F::Repeated, f32::from(seen >= 4));
        set(F::OnlyUpdated, f32::from(own_day && !publishing));
        set(F::Oldest, f32::from(own_day && own.first() == Some(&day.date) && own.len() > 1));
        set(F::Newest, f32::from(own_day && own.last() == Some(&day.date) && own.len() > 1));
        set(F::Only, f32::from(only));
        set(F::Visible, f32::from(visible));
        set(F::AfterMachine, f32::from(!is_local && stamped.first().is_some_and(|first| *first < day.date)));
        set(F::BeforeMachine, f32::from(!is_local && stamped.first().is_some_and(|first| *first > day.date)));
        set(F::Impossible, f32::from(!possible(day.date, fetched)));
        set(F::Old, f32::from(day.date.year() < 1998));
    }
}

/// Taken off the weight of a day that is surely not the article's: more than all weights together can make up.
const EXCLUDED: f32 = 30.0;

/// Kinds of date that say nothing of the article: the visitor's day, a notice of rights, a reader's comment.
fn elsewhere(kind: DateKind) -> bool {
    matches!(kind, DateKind::Clock | DateKind::Copyright | DateKind::Comment)
}

fn weigh(days: &mut [Day]) {
    let weights = weights();
    for day in days.iter_mut() {
        day.score = day.features.iter().zip(weights).map(|(f, w)| f * w).sum();
        if day.sightings.iter().all(|s| elsewhere(s.kind)) {
            day.score -= EXCLUDED;
        }
    }
    let most = days.iter().map(|day| day.score).fold(0.0f32, f32::max);
    let sum: f32 = (-most).exp() + days.iter().map(|day| (day.score - most).exp()).sum::<f32>();
    for day in days.iter_mut() {
        day.score = (day.score - most).exp() / sum;
    }
    days.sort_by(|a, b| b.score.total_cmp(&a.score));
}
