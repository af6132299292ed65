//! From joined mentions to the record's entities and places.

use std::collections::{BTreeMap, HashMap};

use dateline_gazetteer::Gazetteer;
use dateline_record::{
    CoreferenceLink, Entity, EntityKind, EntityRole, Link, Mention as Printed, MentionKind, NameKind, Place,
    Record, Span,
};
use jiff::civil::Date;

use super::chains::{Chains, chains};
use super::known;
use super::mentions::{Class, Form, Mention, children, mentions};
use super::names::{self, Known};
use super::roles;
use crate::annotate::text::Text;
use crate::resolve::places::candidates::Class as PlaceClass;
use crate::resolve::places::located::{Located, located, path, place};
use crate::resolve::places::metonymy;

/// The first and the last day on which the article can have been written.
pub type Day = Option<(Date, Date)>;

/// What is gathered of an entity.
#[derive(Default)]
struct Draft {
    /// Indices of its mentions.
    mentions: Vec<usize>,
    /// Names of places that are no mention by themselves: within the name of a body.
    within: Vec<Span>,
    /// Index into the located names.
    place: Option<usize>,
    /// The entry of the country whose government is meant.
    state: Option<u32>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Read {
    /// The entities, in the order in which they are first mentioned.
    pub entities: Vec<Entity>,
    /// The places among them.
    pub places: Vec<Place>,
    /// Every mention that goes on an earlier one.
    pub links: Vec<CoreferenceLink>,
}

/// The entities and the places of a record, and the links between mentions.
pub fn entities(record: &Record, gazetteer: &Gazetteer, day: Day) -> Read {
    let text = Text::new(&record.article.text);
    let all = mentions(record, &text.chars);
    let located = located(gazetteer, record, &text);
    let span = |mention: &Mention| span_of(record, mention);
    // Which mention a name of a place is, and what it means.
    let mut keys: HashMap<usize, Known> = HashMap::new();
    let mut mention_of: Vec<Option<usize>> = Vec::with_capacity(located.len());
    // The mentions of places that stand for a government: "Moscow said".
    let mut states: HashMap<usize, u32> = HashMap::new();
    for found in &located {
        let at = all.iter().position(|mention| is_whole(record, mention, span(mention), found));
        if let (Some(at), Some(best)) = (at, found.best()) {
            let state = all.get(at).and_then(|mention| state(record, span(mention), found));
            let key = state.map_or_else(|| format!("place:{}", best.index), |state| format!("state:{state}"));
            if let Some(state) = state {
                states.insert(at, state);
            }
            keys.insert(at, Known { key: Some(key) });
        }
        mention_of.push(at);
    }
    let joined = chains(record, &all, &keys);
    let mut drafts: BTreeMap<usize, Draft> = BTreeMap::new();
    for (at, chain) in joined.of.iter().enumerate() {
        drafts.entry(*chain).or_default().mentions.push(at);
    }
    let mut by_place: HashMap<u32, usize> = HashMap::new();
    for (index, (found, at)) in located.iter().zip(&mention_of).enumerate() {
        let (Some(best), Some(at)) = (found.best(), at) else { continue };
        let Some(chain) = joined.of.get(*at).copied() else { continue };
        if let Some(state) = states.get(at) {
            if let Some(draft) = drafts.get_mut(&chain) {
                draft.state = Some(*state);
            }
            continue;
        }
        by_place.entry(best.index).or_insert(chain);
        if let Some(draft) = drafts.get_mut(&chain) {
            draft.place.get_or_insert(index);
        }
    }
    // Places named within other names, and those that the model did not mark.
    let mut fresh = joined.of.iter().max().map_or(0, |most| most + 1);
    for (index, (found, at)) in located.iter().zip(&mention_of).enumerate() {
        let (Some(best), None) = (found.best(), at) else { continue };
        let chain = *by_place.entry(best.index).or_insert_with(|| {
            fresh += 1;
            fresh - 1
        });
        let draft = drafts.entry(chain).or_default();
        draft.place.get_or_insert(index);
        draft.within.push(Span::new(found.toponym.start, found.toponym.end));
    }
    let land = land(gazetteer, &located);
    let below = children(&record.tokens);
    let words = |at: usize| -> String {
        record
            .tokens
            .get(at)
            .map(|token| text.slice(token.span.start as usize, token.span.end as usize).to_owned())
            .unwrap_or_default()
    };
    let (mut entities, mut places) = (Vec::new(), Vec::new());
    let mut order: Vec<&Draft> = drafts.values().filter(|draft| is_told(draft, &all)).collect();
    order.sort_by_key(|draft| first(draft, &all, record));
    for draft in order {
        let own: Vec<&Mention> = draft.mentions.iter().filter_map(|at| all.get(*at)).collect();
        let found = draft.place.and_then(|index| located.get(index));
        let named: Vec<&Mention> = own.iter().copied().filter(|mention| mention.is_name()).collect();
        let state = draft.state.and_then(|index| gazetteer.entry(index));
        let kind = match state {
            Some(_) => EntityKind::Organisation,
            None => kind(record, &named, &own, found.is_some()),
        };
        let mut printed: Vec<Printed> = own
            .iter()
            .zip(&draft.mentions)
            .map(|(mention, at)| Printed {
                span: span(mention),
                kind: if state.is_some() && mention.is_name() {
                    MentionKind::Metonym
                } else {
                    how(mention, found, record)
                },
                repaired: joined.repaired.get(at).map(|word| capital(word)),
            })
            .collect();
        printed.extend(draft.within.iter().map(|span| Printed {
            span: *span,
            kind: MentionKind::Named,
            repaired: None,
        }));
        printed.sort_by_key(|mention| mention.span);
        let name = match &state {
            Some(state) => gazetteer.name(state).to_owned(),
            None if kind == EntityKind::Place && found.is_some_and(|found| !found.is_demonym()) => {
                let toponym = found.map(|found| found.toponym);
                toponym.map(|t| text.slice(t.start, t.end).to_owned()).unwrap_or_default()
            }
            None => name(&named, &own, draft, &joined.repaired, &text, record, found, gazetteer),
        };
        let (mut roles, mut over) = (Vec::new(), Vec::new());
        if kind == EntityKind::Person {
            for mention in &named {
                for said in roles::said(&record.tokens, &words, mention, name_at(record, mention), &below) {
                    let told = |role: &EntityRole| {
                        roles.iter().any(|other: &EntityRole| other.role.eq_ignore_ascii_case(&role.role))
                    };
                    if let Some(role) =
                        roles::role(&said, &record.tokens, &text.chars).filter(|role| !told(role))
                    {
                        roles.push(role);
                        over.push(said.past);
                    }
                }
            }
        }
        let entry = state.or(found.and_then(Located::sure).map(|best| best.candidate.entry));
        let country = entry
            .and_then(|entry| gazetteer.country_code(&entry))
            .and_then(crate::resolve::countries::alpha3);
        let link = found.filter(|_| state.is_none()).and_then(Located::sure).map(|ranked| Link {
            id: ranked.candidate.entry.id.to_string(),
            name: path(gazetteer, &ranked.candidate),
            confidence: ranked.probability,
        });
        if let Some(place) = found.and_then(|found| place(gazetteer, &found.ranked, entities.len() as u32)) {
            places.push(place);
        }
        let mut entity = Entity {
            name,
            kind,
            country: country.map(str::to_owned),
            sector: state.map(|_| "GOV".to_owned()),
            roles,
            mentions: printed,
            link,
            runners_up: Vec::new(),
        };
        known::complete(&mut entity, &over, land.as_deref(), day);
        entities.push(entity);
    }
    let links = links(record, &all, &joined, &drafts, &located);
    Read { entities, places, links }
}

/// The country in which most of the places lie.
fn land(gazetteer: &Gazetteer, located: &[Located]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for best in located.iter().filter_map(Located::sure).map(|best| &best.candidate) {
        if let Some(code) = gazetteer.country_code(&best.entry).and_then(crate::resolve::countries::alpha3) {
            *counts.entry(code).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(code, count)| (*count, std::cmp::Reverse(*code)))
        .map(|(code, _)| code.to_owned())
}

/// The country whose government is meant when its name, or that of its capital, stands for it.
fn state(record: &Record, span: Span, found: &Located) -> Option<u32> {
    let best = found.best()?;
    let stands = matches!(best.class, PlaceClass::Country | PlaceClass::Capital) && !found.is_demonym();
    (stands && metonymy::reading(record, span).metonymic).then_some(best.entry.country).flatten()
}

/// The first token of the name of a mention.
fn name_at(record: &Record, mention: &Mention) -> usize {
    let Form::Named(index) = mention.form else { return mention.first };
    let start = record.names.get(index).map_or(0, |name| name.span.start);
    record.tokens.partition_point(|token| token.span.end <= start)
}

/// Every mention that goes on an earlier one: nouns and pronouns as they were joined; names the last name of the same entity, an
/// adjective only where there is no other.
fn links(
    record: &Record,
    all: &[Mention],
    joined: &Chains,
    drafts: &BTreeMap<usize, Draft>,
    located: &[Located],
) -> Vec<CoreferenceLink> {
    let whole = |mention: &Mention| Span {
        start: record.tokens.get(mention.first).map_or(0, |token| token.span.start),
        end: record.tokens.get(mention.last).map_or(0, |token| token.span.end),
    };
    let mut links: Vec<CoreferenceLink> = joined
        .links
        .iter()
        .zip(all)
        .filter(|(link, mention)| !mention.is_name() || link.is_some_and(|link| link.confidence < 1.0))
        .filter_map(|(link, mention)| {
            let link = (*link)?;
            let antecedent = whole(all.get(link.antecedent)?);
            Some(CoreferenceLink { mention: whole(mention), antecedent, confidence: link.confidence })
        })
        .collect();
    for draft in drafts.values() {
        let found = draft.place.and_then(|index| located.get(index));
        let named = draft.mentions.iter().filter_map(|at| all.get(*at)).filter(|mention| mention.is_name());
        let mut names: Vec<(Span, bool)> = named
            .map(|mention| (whole(mention), how(mention, found, record) == MentionKind::Demonym))
            .collect();
        names.extend(draft.within.iter().map(|span| (*span, false)));
        names.sort_unstable_by_key(|(span, _)| *span);
        for (at, (mention, _)) in names.iter().enumerate() {
            let before = names.get(..at).unwrap_or_default();
            let last = before.iter().rev().find(|(_, demonym)| !demonym).or(before.last());
            if let Some((antecedent, _)) = last {
                links.push(CoreferenceLink { mention: *mention, antecedent: *antecedent, confidence: 1.0 });
            }
        }
    }
    links.sort_by_key(|link| (link.mention, link.antecedent));
    links
}

fn span_of(record: &Record, mention: &Mention) -> Span {
    if let Form::Named(index) = mention.form
        && let Some(name) = record.names.get(index)
    {
        return name.span;
    }
    let start = record.tokens.get(mention.first).map_or(0, |token| token.span.start);
    let end = record.tokens.get(mention.last).map_or(start, |token| token.span.end);
    Span { start, end }
}

/// Whether the name of a place is all of a mention: the mention's name, or a marked place's name with more words around.
fn is_whole(record: &Record, mention: &Mention, span: Span, found: &Located) -> bool {
    let Form::Named(index) = mention.form else { return false };
    let (start, end) = (span.start as usize, span.end as usize);
    if found.toponym.end <= start || end <= found.toponym.start {
        return false;
    }
    let marked = record
        .names
        .get(index)
        .is_some_and(|name| matches!(name.kind, NameKind::Place | NameKind::Nationality));
    marked || found.toponym.start <= start && end <= found.toponym.end
}

/// Whether a draft is worth telling: it has a name.
fn is_told(draft: &Draft, all: &[Mention]) -> bool {
    !draft.within.is_empty() || draft.mentions.iter().any(|at| all.get(*at).is_some_and(Mention::is_name))
}

fn first(draft: &Draft, all: &[Mention], record: &Record) -> u32 {
    let mentions =
        draft.mentions.iter().filter_map(|at| all.get(*at)).map(|mention| span_of(record, mention).start);
    mentions.chain(draft.within.iter().map(|span| span.start)).min().unwrap_or(u32::MAX)
}

fn how(mention: &Mention, found: Option<&Located>, record: &Record) -> MentionKind {
    match mention.form {
        Form::Pronoun(_) => MentionKind::Pronoun,
        Form::Noun(_) => MentionKind::Nominal,
        Form::Named(index) => {
            let nationality = record.names.get(index).is_some_and(|name| name.kind == NameKind::Nationality);
            if nationality && found.is_some() { MentionKind::Demonym } else { MentionKind::Named }
        }
    }
}

fn kind(record: &Record, named: &[&Mention], own: &[&Mention], place: bool) -> EntityKind {
    let mut counts: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for mention in named {
        let Form::Named(index) = mention.form else { continue };
        let Some(name) = record.names.get(index) else { continue };
        let kind = match name.kind {
            NameKind::Person => EntityKind::Person,
            NameKind::Organisation => EntityKind::Organisation,
            NameKind::Place => EntityKind::Place,
            NameKind::Nationality if place => EntityKind::Place,
            NameKind::Nationality => EntityKind::Group,
            NameKind::Facility => EntityKind::Facility,
            NameKind::Event => EntityKind::Event,
            NameKind::Other => EntityKind::Other,
        };
        *counts.entry(kind).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)))
        .map(|(kind, _)| kind);
    match (most, own.first().map(|mention| mention.class)) {
        (Some(kind), _) => kind,
        (None, _) if place => EntityKind::Place,
        (None, Some(Class::Person)) => EntityKind::Person,
        (None, Some(Class::Organisation)) => EntityKind::Organisation,
        (None, Some(Class::People)) => EntityKind::Group,
        _ => EntityKind::Other,
    }
}

/// The fullest name as it is printed; of what is only named by an adjective, the name that the gazetteer has.
#[allow(clippy::too_many_arguments)]
fn name(
    named: &[&Mention],
    own: &[&Mention],
    draft: &Draft,
    repaired: &HashMap<usize, String>,
    text: &Text<'_>,
    record: &Record,
    found: Option<&Located>,
    gazetteer: &Gazetteer,
) -> String {
    let sound = |mention: &&&Mention| {
        own.iter()
            .zip(&draft.mentions)
            .all(|(other, at)| !std::ptr::eq(*other, **mention) || !repaired.contains_key(at))
    };
    let nouns = |mention: &&&Mention| {
        let Form::Named(index) = mention.form else { return false };
        record.names.get(index).is_some_and(|name| name.kind != NameKind::Nationality)
    };
    let fullest = named.iter().filter(sound).filter(nouns).fold(None::<&Mention>, |best, next| match best {
        Some(best) if best.words.len() >= next.words.len() => Some(best),
        _ => Some(next),
    });
    if let Some(mention) = fullest {
        let (start, end) = text.range(span_of(record, mention));
        // "US President Anna Holm" is marked whole here and there; a king keeps his title.
        let titles = names::titles(mention).len();
        if titles > 0 && mention.words.len() > titles + 1 {
            let bare: Vec<&str> = text.slice(start, end).split_whitespace().collect();
            let keep = mention.words.len() - titles;
            if bare.len() > keep {
                return bare.get(bare.len() - keep..).unwrap_or_default().join(" ");
            }
        }
        return text.slice(start, end).split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if let Some(best) = found.and_then(Located::best) {
        return gazetteer.name(&best.entry).to_owned();
    }
    own.first()
        .map(|mention| text.range(span_of(record, mention)))
        .map(|(start, end)| text.slice(start, end).to_owned())
        .unwrap_or_default()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
