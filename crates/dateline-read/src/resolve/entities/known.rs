//! What the knowledge says of an entity on the article's day. What the text says of it comes first.

use dateline_record::{Entity, EntityKind, EntityRole, Evidence, Interval, Link};
use jiff::civil::Date;

use super::assemble::Day;
use crate::resolve::actors::{self, Actor, Context, Role};

/// Most roles that are told of one entity.
const MOST_ROLES: usize = 6;

/// Fills in country, sector, roles and links. `country` is the one that most of the article's places lie in. Actors of the text are
/// looked up by `roles_over`: for each of the entity's own roles, whether the text says that it is over.
pub fn complete(entity: &mut Entity, over: &[bool], country: Option<&str>, day: Day) {
    match entity.kind {
        EntityKind::Person => person(entity, over, country, day),
        EntityKind::Organisation if entity.sector.is_none() => {
            let context = Context { text: "", country: entity.country.as_deref().or(country) };
            if let Some(actor) = actors::organisation(&entity.name, &context, day) {
                link(entity, &actor);
                entity.country = actor.country.or(entity.country.take());
                entity.sector = actor.sector;
                entity.roles.extend(actor.roles.into_iter().take(MOST_ROLES).map(|found| role(found, day)));
            }
        }
        _ => {}
    }
}

fn person(entity: &mut Entity, over: &[bool], country: Option<&str>, day: Day) {
    let said: Vec<(&EntityRole, bool)> = entity.roles.iter().zip(over.iter().copied()).collect();
    let words: Vec<&str> = said.iter().map(|(role, _)| role.role.as_str()).collect();
    let words = words.join("; ");
    // A role in the text outranks the tables; one that is over says only what somebody was.
    let told = said.iter().find_map(|(role, over)| {
        let context = Context { text: "", country: None };
        let actor = actors::phrase(&role.role, &context, day)?;
        (!over && actor.sector.is_some()).then_some(actor)
    });
    let land = told.as_ref().and_then(|actor| actor.country.as_deref());
    let context = Context { text: &words, country: land.or(country) };
    let known = actors::person(&entity.name, &context, day);
    if known.is_none() && told.is_none() && body(entity, &context, day) {
        return;
    }
    // A farmer who bears the name of a president is not the president.
    let ordinary = told
        .as_ref()
        .and_then(|actor| actor.sector.as_deref())
        .is_some_and(|sector| ORDINARY.contains(&sector));
    let known = known
        .filter(|known| !ordinary || known.sector.as_deref().is_none_or(|sector| ORDINARY.contains(&sector)));
    let told_country = told.as_ref().and_then(|actor| actor.country.clone());
    let told_sector = told.and_then(|actor| actor.sector);
    if let Some(known) = &known {
        link(entity, known);
        let fresh = known.roles.iter().take(MOST_ROLES).cloned().map(|found| role(found, day));
        entity.roles.extend(fresh.collect::<Vec<_>>());
    }
    let known = known.unwrap_or_default();
    entity.country = told_country.or(known.country).or(entity.country.take());
    entity.sector = told_sector.or(known.sector);
}

/// Sectors of people who hold no power.
const ORDINARY: &[&str] = &["CVL", "AGR", "LAB", "EDU", "MED", "REF", "CRM", "UNK"];
/// So sure the tables must be that a name which looked like a person's is that of a body.
const SURE: f32 = 0.8;

/// Takes a name that no person is known by, and that a body is, for the body's: "Downing Street".
fn body(entity: &mut Entity, context: &Context<'_>, day: Day) -> bool {
    let found = actors::organisation(&entity.name, context, day);
    let Some(actor) = found.filter(|actor| actor.id.is_some() && actor.confidence >= SURE) else {
        return false;
    };
    link(entity, &actor);
    entity.kind = EntityKind::Organisation;
    entity.country = actor.country;
    entity.sector = actor.sector;
    true
}

fn link(entity: &mut Entity, actor: &Actor) {
    let Some(id) = &actor.id else { return };
    entity.link = Some(Link { id: id.clone(), name: actor.name.clone(), confidence: actor.confidence });
    entity.runners_up = actor
        .others
        .iter()
        .map(|(id, name, confidence)| Link { id: id.clone(), name: name.clone(), confidence: *confidence })
        .collect();
}

/// A role of the tables, for the record. Of one whose end is not known it is said until when it was.
fn role(role: Role, day: Day) -> EntityRole {
    let after = role.known_until.filter(|until| day.is_some_and(|(first, _)| first > *until));
    let detail = match after {
        Some(until) => format!("{}: unknown after {until}", role.source),
        None => role.source.to_owned(),
    };
    let print = |day: Option<Date>| day.map(|day| day.to_string());
    EntityRole {
        role: role.role,
        of: role.of,
        interval: Interval { earliest: print(role.start), latest: print(role.end) },
        evidence: Evidence { from: detail, ..Evidence::default() },
    }
}
