//! Where dates stand on a page: each sighting with what is known of its place.

use dateline_record::{Article, DateKind, Furniture, Role};
use jiff::civil::Date;

use super::super::super::dom::{Dom, Id, NONE};
use super::super::index::{region, text_of};
use super::super::words::Phrases;
use super::super::{Head, Inputs};
use super::reader::{self, Dated, Manner};
use super::sources::{address, addresses, json, metas, scripts};

/// Sightings kept of one page.
const MOST: usize = 500;

/// Characters before a date that are searched for a word such as "Published".
const LABEL: usize = 48;

/// A short block, in characters: a line of its own rather than prose.
const SHORT: usize = 140;

macro_rules! features {
    ($($name:ident),* $(,)?) => {
        /// What is known of the days of a page; the weights are in `data/metadata/date_weights.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum F { $($name),* }
        /// Their names, in the same order.
        pub const NAMES: [&str; COUNT] = [$(stringify!($name)),*];
        /// Number of features.
        pub const COUNT: usize = [$(stringify!($name)),*].len();
    };
}

features! {
    None, Url, Local, JsonArticle, Root, Long, Titled, Visible,
    MetaPublished, MetaCreated, MetaDate, MetaUpdated,
    JsonPublished, JsonManyPublished, JsonPagePublished, JsonWorkPublished, JsonCreated, JsonUpdated, Script, ScriptCreated,
    TimePublished, TimePlain, TimeUpdated, ItemPublished, ItemUpdated,
    WordPublished, WordUpdated, WordEvent,
    HintPublished, HintDate, HintUpdated, HintAuthor,
    Alone, Line, Near, Above, First, FirstAbove, Foot, Body, BodyFirst,
    Comment, Related, Footer, Header, Event, Clock, Copyright, Linked, Repeated,
    WeakHint, TitleOwn, BlockDate, BlockByline, BlockRelated, BlockClock, BlockLegal, WordBehind, Only, Sources, Newest, Oldest, OnlyUpdated, AfterMachine, BeforeMachine, Impossible, Old,
}

/// One date at one place.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// What was read.
    pub dated: Dated,
    /// Where, in the field's usual words.
    pub from: String,
    /// Place in the decoded page, bytes; none for what was handed in with the page.
    pub place: Option<(usize, usize)>,
    /// Block and characters in it, for what stands in a block.
    pub block: Option<(usize, usize, usize)>,
    /// What kind of date its place makes it.
    pub kind: DateKind,
    /// Whether it was written for machines.
    pub machine: bool,
    /// What is known of its place.
    pub features: Vec<F>,
}

/// Everything that sightings are gathered from.
pub struct Scene<'s, 'a> {
    /// The page.
    pub inputs: &'s Inputs<'a>,
    /// What its tree tells; none for plain text.
    pub head: Option<&'s Head<'a>>,
    /// The article put together.
    pub article: &'s Article,
    /// The block of the headline.
    pub title: Option<usize>,
    /// How dates are read.
    pub manner: Manner<'s>,
    /// The first and the last paragraph of the body.
    pub body: Option<(usize, usize)>,
}

/// An element that announces a date, and where its words stand.
struct Range {
    place: (usize, usize),
    kind: &'static str,
    machine: bool,
}

fn labels() -> &'static Phrases {
    static LABELS: std::sync::LazyLock<Phrases> = std::sync::LazyLock::new(|| {
        Phrases::new(include_str!("../../../../../../data/metadata/date_words.tsv"))
    });
    &LABELS
}

/// Every sighting of a page.
pub fn sightings(scene: &Scene<'_, '_>) -> Vec<Sighting> {
    let mut found = Vec::new();
    if let Some(head) = scene.head {
        addresses(scene, head, &mut found);
        metas(scene, head, &mut found);
        json(scene, head, &mut found);
        scripts(scene, head, &mut found);
    } else if let Some(url) = scene.inputs.page.url {
        address(url, "url", None, F::Url, scene.manner, &mut found);
    }
    let mut ranges = Vec::new();
    if let (Some(head), Some(dom)) = (scene.head, scene.inputs.dom) {
        elements(scene, head, dom, &mut found, &mut ranges);
    }
    blocks(scene, &mut ranges, &mut found);
    found.truncate(MOST);
    found
}

/// The element that stands for the article when regions are judged: its headline, else its first paragraph.
fn anchor(scene: &Scene<'_, '_>) -> Id {
    scene
        .title
        .or(scene.body.map(|(first, _)| first))
        .and_then(|at| scene.inputs.drafts.get(at))
        .map_or(NONE, |draft| draft.node)
}

/// `<time>` elements and elements whose name promises a date.
fn elements(
    scene: &Scene<'_, '_>,
    head: &Head<'_>,
    dom: &Dom,
    found: &mut Vec<Sighting>,
    ranges: &mut Vec<Range>,
) {
    let anchor = anchor(scene);
    let page = &scene.inputs.source.text;
    let kind_of = |node: Id| {
        let own = head.index.marked.iter().find(|mark| mark.node == node);
        own.filter(|mark| matches!(mark.kind, "published" | "updated" | "date"))
            .map(|mark| (mark.kind, mark.machine))
    };
    let marked =
        head.index.marked.iter().filter(|m| matches!(m.kind, "published" | "updated" | "date" | "author"));
    for (node, time) in marked.map(|m| (m.node, false)).chain(head.index.times.iter().map(|id| (*id, true))) {
        let Some(element) = dom.element(node) else { continue };
        let (text, words) = text_of(dom, page, node);
        let hint = kind_of(node);
        let author = hint.is_none() && !time;
        let place = if text.is_empty() { (element.tag.0 as usize, element.tag.1 as usize) } else { words };
        if text.chars().count() <= 2 * SHORT && !text.is_empty() {
            let kind = if author { "author" } else { hint.map_or("time", |hint| hint.0) };
            ranges.push(Range { place, kind, machine: hint.is_some_and(|hint| hint.1) });
        }
        if author {
            continue;
        }
        let stamp = ["datetime", "content", "data-datetime", "data-time", "data-timestamp", "title"]
            .iter()
            .find_map(|name| element.attr(name).map(|value| (*name, value)));
        let Some((attribute, stamp)) = stamp else { continue };
        let machine = attribute != "title";
        let manner = Manner { machine, ..scene.manner };
        let Some(dated) = reader::dates(stamp, manner).into_iter().next() else { continue };
        let regions = head.index.regions(dom, node, anchor);
        let (kind, item) = hint.unwrap_or(("date", false));
        let feature = match kind {
            "published" if item && !time => F::ItemPublished,
            "updated" if item && !time => F::ItemUpdated,
            "published" => F::TimePublished,
            "updated" => F::TimeUpdated,
            _ => F::TimePlain,
        };
        let mut sighting = Sighting {
            dated,
            from: if time { "time".to_owned() } else { format!("element {kind}") },
            place: Some((element.tag.0 as usize, element.tag.1 as usize)),
            block: None,
            kind: DateKind::Unknown,
            machine: true,
            features: Vec::new(),
        };
        let block = block_at(scene, place.0);
        let label = block.and_then(|at| {
            let draft = scene.inputs.drafts.get(at)?;
            let offset = offset_in(draft, place.0);
            label(scene, at, offset.min(draft.text.len()))
        });
        judge(scene, &mut sighting, regions, block, label);
        sighting.features.push(feature);
        if weaken(&mut sighting) {
            settle(&mut sighting);
        } else {
            sighting.kind = if kind == "updated" { DateKind::Updated } else { DateKind::Published };
        }
        found.push(sighting);
    }
}

/// In a place that belongs to something else, hints of a date count for little: they become one weak hint. Tells
/// whether the place is such.
fn weaken(sighting: &mut Sighting) -> bool {
    if !sighting.features.iter().any(|f| bad(*f)) {
        return false;
    }
    let hinted = sighting.features.iter().any(|f| {
        matches!(
            f,
            F::HintPublished
                | F::HintDate
                | F::ItemPublished
                | F::TimePublished
                | F::WordPublished
                | F::WordBehind
                | F::TimePlain
                | F::BlockDate
                | F::BlockByline
        )
    });
    let elsewhere = sighting.features.iter().any(|f| matches!(f, F::Comment | F::Clock | F::Copyright));
    sighting.features.retain(|f| bad(*f));
    if hinted && !elsewhere {
        sighting.features.push(F::WeakHint);
    }
    true
}

/// Whether a feature says that the date belongs to something else than the article.
pub fn bad(feature: F) -> bool {
    matches!(
        feature,
        F::Comment
            | F::Related
            | F::Footer
            | F::Header
            | F::Event
            | F::Clock
            | F::Copyright
            | F::Body
            | F::BodyFirst
    )
}

/// The block that holds or follows a place of the decoded page.
fn block_at(scene: &Scene<'_, '_>, place: usize) -> Option<usize> {
    let at = scene.inputs.drafts.partition_point(|draft| draft.place().1 <= place);
    (at < scene.inputs.drafts.len()).then_some(at)
}

/// The byte of a block's text at which a place of the decoded page stands.
fn offset_in(draft: &super::super::super::draft::Draft, place: usize) -> usize {
    let run = draft.runs.iter().rev().find(|run| run.start <= place);
    let chars = run.map_or(0, |run| run.at);
    draft.text.char_indices().nth(chars).map_or(draft.text.len(), |(at, _)| at)
}

/// The word that says what a date is: the last before it in its block, or alone in the block before.
fn label(scene: &Scene<'_, '_>, at: usize, start: usize) -> Option<&'static str> {
    let draft = scene.inputs.drafts.get(at)?;
    let before = draft.text.get(..start).unwrap_or_default();
    let from = before.char_indices().rev().nth(LABEL - 1).map_or(0, |(at, _)| at);
    let window = before.get(from..).unwrap_or_default().to_lowercase();
    if let Some((kind, ..)) = labels().words(&window).last() {
        return Some(kind);
    }
    if before.trim().chars().filter(|c| c.is_alphanumeric()).count() > 12 {
        return None;
    }
    let previous = scene.inputs.drafts.get(at.checked_sub(1)?)?;
    if previous.chars > 40 || previous.text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let previous = previous.text.to_lowercase();
    // Of the block before only a word that is nearly all of it counts.
    labels()
        .words(&previous)
        .last()
        .filter(|(_, start, end)| (end - start) * 2 >= previous.len())
        .map(|hit| hit.0)
}

/// The word directly behind a date that says what it is: `am 3. Mai 2020 um 11 Uhr veröffentlicht`.
fn label_behind(behind: &str) -> Option<&'static str> {
    let to = behind.char_indices().nth(LABEL / 2).map_or(behind.len(), |(at, _)| at);
    let window = behind.get(..to).unwrap_or_default().to_lowercase();
    labels().words(&window).next().map(|hit| hit.0)
}

/// Dates in the words of the blocks.
fn blocks(scene: &Scene<'_, '_>, ranges: &mut [Range], found: &mut Vec<Sighting>) {
    let anchor = anchor(scene);
    ranges.sort_by_key(|range| range.place.0);
    for (at, draft) in scene.inputs.drafts.iter().enumerate() {
        if found.len() >= MOST {
            return;
        }
        let dates = reader::dates(&draft.text, scene.manner);
        if dates.is_empty() {
            continue;
        }
        let regions = match (scene.head, scene.inputs.dom) {
            (Some(head), Some(dom)) => head.index.regions(dom, draft.node, anchor),
            _ => 0,
        };
        let whole: usize = dates.iter().map(|d| d.end - d.start).sum();
        for dated in dates.into_iter().take(6) {
            let chars = |to: usize| draft.text.get(..to).map_or(0, |text| text.chars().count());
            let (first, last) = (chars(dated.start), chars(dated.end));
            let place = scene.inputs.place_in(draft, first, last);
            let label = label(scene, at, dated.start);
            let mut sighting = Sighting {
                dated,
                from: "line".to_owned(),
                place: Some(place),
                block: Some((at, first, last)),
                kind: DateKind::Unknown,
                machine: false,
                features: Vec::new(),
            };
            judge(scene, &mut sighting, regions, Some(at), label);
            {
                let near = ranges.iter().take_while(|range| range.place.0 <= place.0);
                for range in near.filter(|range| range.place.1 >= place.1) {
                    let feature = match range.kind {
                        "published" if range.machine => F::ItemPublished,
                        "updated" if range.machine => F::ItemUpdated,
                        "published" => F::HintPublished,
                        "updated" => F::HintUpdated,
                        "author" => F::HintAuthor,
                        _ => F::HintDate,
                    };
                    if !sighting.features.contains(&feature) {
                        sighting.features.push(feature);
                    }
                }
            }
            let behind = draft.text.get(dated.end..).unwrap_or_default();
            if label.is_none() && matches!(label_behind(behind), Some("published" | "updated")) {
                sighting.features.push(F::WordBehind);
            }
            if whole * 2 > draft.text.len() {
                sighting.features.push(F::Alone);
            }
            weaken(&mut sighting);
            settle(&mut sighting);
            found.push(sighting);
        }
    }
}

/// Notes what a place on the page says of a date: region, words before it, distance from headline and body.
fn judge(
    scene: &Scene<'_, '_>,
    sighting: &mut Sighting,
    regions: u16,
    block: Option<usize>,
    label: Option<&'static str>,
) {
    let blocks = &scene.article.blocks;
    let mut add = |feature: F| sighting.features.push(feature);
    match label {
        Some("copyright") => return add(F::Copyright),
        Some("clock") => return add(F::Clock),
        Some("comment") => add(F::WordEvent),
        Some("event") => add(F::WordEvent),
        Some("published") => add(F::WordPublished),
        Some("updated") => add(F::WordUpdated),
        _ => {}
    }
    let told = matches!(label, Some("published" | "updated"));
    for (bit, feature) in [
        (region::CLOCK, F::Clock),
        (region::COMMENT, F::Comment),
        (region::FOOTER, F::Footer),
        (region::RELATED, F::Related),
        (region::EVENT, F::Event),
    ] {
        if regions & bit != 0 && !(told && matches!(feature, F::Footer | F::Event)) {
            add(feature);
        }
    }
    if regions & region::HEADER != 0 && regions & region::ARTICLE == 0 && !told {
        return add(F::Header);
    }
    if regions & region::LINK != 0 {
        add(F::Linked);
    }
    let Some(at) = block else { return };
    let role = blocks.get(at).map(|block| block.role);
    let body = |block: &dateline_record::Block| {
        block.span.is_some() && !matches!(block.role, Role::Title | Role::Subtitle)
    };
    let first_body = scene.body.map(|(first, _)| first);
    let last_body = scene.body.map(|(_, last)| last);
    if role == Some(Role::Comment) {
        add(F::Comment);
    }
    match blocks.get(at).and_then(|block| block.kind) {
        Some(Furniture::Date) => add(F::BlockDate),
        Some(Furniture::Byline) => add(F::BlockByline),
        Some(Furniture::RelatedLinks | Furniture::Navigation) => add(F::BlockRelated),
        Some(Furniture::Clock | Furniture::Weather) => add(F::BlockClock),
        Some(Furniture::Legal) => add(F::BlockLegal),
        _ => {}
    }
    let short = scene.inputs.drafts.get(at).is_some_and(|draft| draft.chars <= SHORT);
    if role.is_some_and(|_| blocks.get(at).is_some_and(body)) && !(short && told) {
        let first = first_body == Some(at);
        return add(if first { F::BodyFirst } else { F::Body });
    }
    if scene.title == Some(at) {
        return add(F::TitleOwn);
    }
    // Before the headline of a scraped text stands what the page prints for every visitor.
    if scene.head.is_none() && short && !told && scene.title.or(first_body).is_some_and(|head| at < head) {
        return add(F::Clock);
    }
    if short {
        add(F::Line);
    }
    match scene.title {
        Some(title) if at >= title => {
            let below = at - title;
            if below <= 6 {
                add(F::Near);
            }
        }
        Some(title) if title - at <= 4 => add(F::Above),
        Some(_) => add(F::FirstAbove),
        None if first_body.is_some_and(|body| at < body && body - at <= 6) => add(F::Above),
        None => {}
    }
    if last_body.is_some_and(|last| at > last) {
        add(F::Foot);
    }
}

/// The kind of date that the features amount to.
fn settle(sighting: &mut Sighting) {
    let has = |feature: F| sighting.features.contains(&feature);
    let updated = [F::WordUpdated, F::HintUpdated, F::ItemUpdated, F::TimeUpdated];
    let published = [
        F::WordPublished,
        F::HintPublished,
        F::ItemPublished,
        F::TimePublished,
        F::HintDate,
        F::HintAuthor,
        F::Near,
        F::BlockDate,
        F::BlockByline,
    ];
    sighting.kind = if has(F::Copyright) {
        DateKind::Copyright
    } else if has(F::Clock) || has(F::Header) || has(F::BlockClock) {
        DateKind::Clock
    } else if has(F::Comment) {
        DateKind::Comment
    } else if has(F::Related) || has(F::BlockRelated) {
        DateKind::Related
    } else if has(F::Event) || has(F::Body) || has(F::BodyFirst) || has(F::WordEvent) {
        DateKind::Event
    } else if has(F::WordUpdated) {
        DateKind::Updated
    } else if has(F::WordPublished) {
        DateKind::Published
    } else if updated.iter().any(|f| has(*f)) {
        DateKind::Updated
    } else if published.iter().any(|f| has(*f)) {
        DateKind::Published
    } else if has(F::Alone) && has(F::FirstAbove) {
        DateKind::Clock
    } else {
        DateKind::Unknown
    };
}

/// Whether a day can be a web page's: not before the web, not after the page was fetched.
pub fn possible(day: Date, fetched: Option<Date>) -> bool {
    let ample = fetched.and_then(|fetched| fetched.tomorrow().ok());
    day.year() >= 1990 && ample.is_none_or(|limit| day <= limit)
}
