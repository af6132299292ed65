//! Dates in the page's address, its head, its JSON-LD and its scripts.

use std::sync::LazyLock;

use dateline_record::DateKind;

use super::super::words::Phrases;
use super::super::{Head, schema};
use super::reader::{self, Manner};
use super::sight::{F, Scene, Sighting};

pub(super) fn addresses(scene: &Scene<'_, '_>, head: &Head<'_>, found: &mut Vec<Sighting>) {
    if let Some(url) = scene.inputs.page.url {
        address(url, "url", None, F::Url, scene.manner, found);
    } else if let Some((from, url, tag)) = head.own_url() {
        address(url, from, Some((tag.0 as usize, tag.1 as usize)), F::Url, scene.manner, found);
    }
}

/// The day in an address: `/2020/03/05/`, `2020-03-05`, `20200305`.
pub(super) fn address(
    url: &str,
    from: &str,
    place: Option<(usize, usize)>,
    feature: F,
    manner: Manner<'_>,
    found: &mut Vec<Sighting>,
) {
    // An archive's address holds the address of what it keeps; its own date is the day of keeping.
    let url = url.rfind("://").map_or(url, |at| url.get(at + 3..).unwrap_or_default());
    let path = url.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    // Seconds since 1970 in an address are serial numbers more often than dates.
    let dated = reader::dates(path, Manner { machine: true, month_first: false, ..manner })
        .into_iter()
        .find(|dated| dated.other.is_none() && dated.offset.is_none());
    if let Some(mut dated) = dated {
        (dated.time, dated.offset) = (None, None);
        found.push(Sighting {
            dated,
            from: from.to_owned(),
            place,
            block: None,
            kind: DateKind::Published,
            machine: false,
            features: vec![feature],
        });
    }
}

pub(super) fn metas(scene: &Scene<'_, '_>, head: &Head<'_>, found: &mut Vec<Sighting>) {
    for meta in &head.index.metas {
        let (feature, kind) = match meta.field {
            "published" => (F::MetaPublished, DateKind::Published),
            "created" => (F::MetaCreated, DateKind::Published),
            "date" => (F::MetaDate, DateKind::Published),
            "updated" => (F::MetaUpdated, DateKind::Updated),
            "event" => (F::Event, DateKind::Event),
            _ => continue,
        };
        let manner = Manner { machine: true, ..scene.manner };
        if let Some(dated) = reader::dates(meta.value, manner).into_iter().next() {
            found.push(Sighting {
                dated,
                from: format!("meta {}", meta.key),
                place: Some((meta.tag.0 as usize, meta.tag.1 as usize)),
                block: None,
                kind,
                machine: true,
                features: vec![feature],
            });
        }
    }
}

pub(super) fn json(scene: &Scene<'_, '_>, head: &Head<'_>, found: &mut Vec<Sighting>) {
    let title = scene.article.title.as_ref().map_or("", |title| title.value.as_str());
    let main = head.graph.article(title);
    for thing in head.graph.things.iter().take(8) {
        let is_main = main.is_some_and(|main| (main.script, main.id) == (thing.script, thing.id));
        for member in ["datePublished", "dateCreated", "uploadDate", "dateModified", "publishedDate"] {
            let Some(read) = head.graph.text(*thing, member) else { continue };
            let feature = match (member, thing.fit) {
                ("dateModified", _) => F::JsonUpdated,
                ("dateCreated" | "uploadDate", _) => F::JsonCreated,
                (_, 3) if is_main => F::JsonPublished,
                (_, 3) => F::JsonManyPublished,
                (_, 2) => F::JsonPagePublished,
                _ => F::JsonWorkPublished,
            };
            let manner = Manner { machine: true, ..scene.manner };
            let Some(dated) = reader::dates(read.text, manner).into_iter().next() else { continue };
            let kind = match feature {
                F::JsonUpdated => DateKind::Updated,
                F::JsonManyPublished => DateKind::Related,
                _ => DateKind::Published,
            };
            found.push(Sighting {
                dated,
                from: format!("json-ld {member}"),
                place: Some((read.start, read.end)),
                block: None,
                kind,
                machine: true,
                features: vec![feature],
            });
        }
    }
}

/// Dates in the data inside other scripts, where the page's head says nothing.
pub(super) fn scripts(scene: &Scene<'_, '_>, head: &Head<'_>, found: &mut Vec<Sighting>) {
    static KEYS: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::new(include_str!("../../../../../../data/metadata/script_keys.tsv")));
    let told = found.iter().any(|s| {
        s.features.iter().any(|f| matches!(f, F::MetaPublished | F::JsonPublished | F::JsonPagePublished))
    });
    let Some(dom) = scene.inputs.dom.filter(|_| !told) else { return };
    let mut first = [true, true];
    for id in &head.index.scripts {
        let script = schema::Script::new(dom, &scene.inputs.source.text, *id);
        for (kind, _, end) in KEYS.pieces(&script.text) {
            let slot = usize::from(kind == "created");
            if !first[slot] {
                continue;
            }
            // `"key":"value"`, `key: 'value'`, `\"key\":\"value\"`, `key = value`
            let rest = script.text.get(end..).unwrap_or_default();
            let value = rest.trim_start_matches(['"', '\'', '\\', ' ', '\n', '\t']);
            let Some(value) = value.strip_prefix([':', '=']) else { continue };
            let value = value.trim_start_matches(['"', '\'', '\\', ' ', '\n', '\t']);
            let start = script.text.len() - value.len();
            let length = value.find(['"', '\'', ',', '}', '\\', ';', '<']).unwrap_or(value.len());
            let Some(value) = value.get(..length.min(40)) else { continue };
            let manner = Manner { machine: true, ..scene.manner };
            let Some(dated) = reader::dates(value, manner).into_iter().next() else { continue };
            first[slot] = false;
            found.push(Sighting {
                dated,
                from: "script".to_owned(),
                place: Some((script.way.place(start), script.way.place(start + length))),
                block: None,
                kind: DateKind::Published,
                machine: true,
                features: vec![if kind == "created" { F::ScriptCreated } else { F::Script }],
            });
        }
        if first == [false, false] {
            return;
        }
    }
}
