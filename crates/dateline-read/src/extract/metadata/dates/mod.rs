//! The days that a page offers for itself: every sighting, its kind, and which day is the article's.

pub mod choose;
mod clock;
pub mod reader;
pub mod sight;
mod sources;
mod tokens;

use dateline_record::{Article, DateCandidate, DateKind, Evidence, Read, Role, Span};

use super::{Head, Inputs, words};
use choose::Day;
use reader::Manner;
use sight::{Scene, Sighting};

/// Sightings told in the record.
const TOLD: usize = 60;

/// A day is named when it is at least this likely. Where every page has a date, lower values find more of them (of
/// 505 pages 458 right at 0.5, 465 at 0.4, 467 at 0.35); where annotators saw none on 72 pages, a day is named on 26,
/// 30 and 33 of them, of which 21 declare their day of publication in their own data.
const LEAST: f32 = 0.35;

/// Fills `published`, `updated` and `dates`.
pub fn read(inputs: &Inputs<'_>, head: Option<&Head<'_>>, title: Option<usize>, article: &mut Article) {
    let language = language(head, article);
    let scene = scene(inputs, head, title, article, &language);
    let mut days = choose::days(&scene, sight::sightings(&scene));
    if let Some(day) = days.first_mut().filter(|day| day.score >= LEAST) {
        day.own();
    }
    let candidates = candidates(&scene, &days);
    let published = days.first().filter(|day| day.score >= LEAST);
    let updated = updated(&days, published);
    let published = published.and_then(|day| day.best().map(|sighting| read_of(&scene, sighting)));
    let updated = updated.map(|sighting| read_of(&scene, sighting));
    article.dates = candidates;
    article.published = published;
    article.updated = updated;
}

fn scene<'s, 'a>(
    inputs: &'s Inputs<'a>,
    head: Option<&'s Head<'a>>,
    title: Option<usize>,
    article: &'s Article,
    language: &'s str,
) -> Scene<'s, 'a> {
    let manner = Manner { language, month_first: month_first(inputs, head, language), machine: false };
    let is_body = |block: &dateline_record::Block| block.role == Role::Paragraph && block.span.is_some();
    let body = article.blocks.iter().position(is_body).zip(article.blocks.iter().rposition(is_body));
    Scene { inputs, head, article, title, manner, body }
}

/// The days that the page offers and how likely each is; for fitting the weights.
pub fn days(
    inputs: &Inputs<'_>,
    head: Option<&Head<'_>>,
    title: Option<usize>,
    article: &Article,
) -> Vec<Day> {
    let language = language(head, article);
    let scene = scene(inputs, head, title, article, &language);
    choose::days(&scene, sight::sightings(&scene))
}

/// The language in which months are named.
fn language(head: Option<&Head<'_>>, article: &Article) -> String {
    if !article.language.code.is_empty() {
        return article.language.code.clone();
    }
    let declared = head.and_then(|head| head.index.lang).map_or("", |(lang, _)| lang);
    declared.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether `3/4/2020` is the fourth of March here: so in the United States, the Philippines and on most English
/// pages that do not say where they are from.
fn month_first(inputs: &Inputs<'_>, head: Option<&Head<'_>>, language: &str) -> bool {
    if language != "en" {
        return false;
    }
    let declared = head.and_then(|head| head.index.lang).map_or("", |(lang, _)| lang);
    let region = declared.split(['-', '_']).nth(1).unwrap_or_default().to_ascii_uppercase();
    if !region.is_empty() && region != "US" {
        return region == "PH" || region == "CA";
    }
    let url = match head {
        Some(head) => head.url(inputs),
        None => inputs.page.url,
    };
    let host =
        url.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split(['/', ':', '?']).next());
    let top = host.and_then(|host| host.rsplit('.').next()).unwrap_or_default();
    // Two letters are a country's; `.us`, `.ca`, `.ph` and names sold to everybody write the month first.
    top.len() != 2 || ["us", "ca", "ph", "io", "co", "me", "tv", "ai"].contains(&top)
}

fn read_of(scene: &Scene<'_, '_>, sighting: &Sighting) -> Read<String> {
    Read { value: sighting.dated.value(), evidence: evidence(scene, sighting) }
}

fn evidence(scene: &Scene<'_, '_>, sighting: &Sighting) -> Evidence {
    let mut evidence = match sighting.place {
        Some(place) => scene.inputs.evidence(&sighting.from, place),
        None => scene.inputs.outside(&sighting.from),
    };
    if let Some((at, first, last)) = sighting.block {
        if let Some(span) = scene.article.blocks.get(at).and_then(|block| block.span) {
            let start = span.start as usize;
            evidence.span = Some(Span::new(start + first, start + last));
        }
        let text =
            scene.inputs.drafts.get(at).and_then(|d| d.text.get(sighting.dated.start..sighting.dated.end));
        evidence.text = text.unwrap_or_default().to_owned();
    }
    evidence
}

fn candidates(scene: &Scene<'_, '_>, days: &[Day]) -> Vec<DateCandidate> {
    let mut candidates: Vec<DateCandidate> = Vec::new();
    for day in days {
        for sighting in &day.sightings {
            candidates.push(DateCandidate {
                value: sighting.dated.value(),
                kind: sighting.kind,
                evidence: evidence(scene, sighting),
                score: match sighting.kind {
                    DateKind::Published | DateKind::Updated | DateKind::Unknown => day.score,
                    // The day may be right; this place is no witness for it.
                    _ => day.score * 0.5,
                },
            });
        }
        if candidates.len() >= TOLD {
            break;
        }
    }
    candidates.truncate(TOLD);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    candidates
}

/// The latest update that the page admits, not before its publication.
fn updated<'d>(days: &'d [Day], published: Option<&Day>) -> Option<&'d Sighting> {
    let since = published.map(|day| day.date);
    days.iter()
        .filter(|day| since.is_none_or(|since| day.date >= since))
        .flat_map(|day| &day.sightings)
        .filter(|sighting| sighting.kind == DateKind::Updated)
        .max_by_key(|sighting| (sighting.dated.day, sighting.machine, sighting.dated.time))
}

/// The day on which the page was fetched, if the crawl said so.
fn fetched(inputs: &Inputs<'_>) -> Option<jiff::civil::Date> {
    let manner = Manner { language: "en", month_first: false, machine: true };
    reader::dates(&words::clean(inputs.page.fetched?), manner).first().map(|dated| dated.day)
}
