//! Noun phrases: what is at their head, whose it is, and where.

use jiff::civil::Date;

use super::agents::{self, Agent, Class};
use super::marks::{Mark, Marked, marks, own};
use super::text::{Word, joined, words};
use super::{Actor, Context, lands, people, tables};

/// Sectors of those who are former officials once they have left.
const OFFICIAL: &[&str] = &["GOV", "LEG", "MIL", "SPY", "JUD", "COP", "PTY"];
/// Sectors that an armed man takes from his body.
const ARMED: &[&str] = &["REB", "PRM", "CRM", "UAF"];
/// Codes of agents that stand for a country.
const GROUPS: &[(&str, &str)] = &[("IGO", "IGO"), ("IMG", "IGO")];

/// Who acts, where a phrase says so; none of names and things that are not known. In some days, where they are known.
pub fn phrase(phrase: &str, context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let mut parts = phrase.split(", ").filter(|part| !part.trim().is_empty());
    let first = parts.next().and_then(|part| one(part, context, days));
    let rest = || phrase.split_once(", ").and_then(|(_, rest)| one(rest, context, days));
    match first {
        // "the KSO, Ruritania's spy service": what comes after tells the rest.
        Some(mut actor) if actor.country.is_none() || actor.sector.is_none() => {
            if let Some(more) = rest() {
                actor.country = actor.country.or(more.country);
                if actor.sector.is_none() {
                    (actor.sector, actor.sector2) = (more.sector, more.sector2);
                }
            }
            Some(actor)
        }
        Some(actor) => Some(actor),
        None => rest(),
    }
}

/// A phrase without commas.
fn one(phrase: &str, context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let words = words(phrase);
    let mut bare = words.as_slice();
    // The whole phrase as a name, with its opening words and without.
    loop {
        if bare.is_empty() {
            return None;
        }
        if let Some(actor) = whole(bare, context, days) {
            return Some(actor);
        }
        match bare.split_first() {
            Some((first, rest)) if agents::opens(first) => bare = rest,
            _ => break,
        }
    }
    by_words(
        if words.iter().any(|word| agents::is("plain", &word.key)) { &words } else { bare },
        context,
        days,
    )
}

/// Words that are a name of the tables as a whole.
fn whole(words: &[Word<'_>], context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let found = marks(words, context.land());
    let [only] = found.as_slice() else { return None };
    match only.mark {
        Mark::Entity => entity(words, context, days),
        Mark::Person => person(words, context, days),
        _ => None,
    }
}

fn entity(words: &[Word<'_>], context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    tables::actor(&tables::ranked(&joined(words), context.land(), days), context)
}

fn person(words: &[Word<'_>], context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let printed: Vec<&str> = words.iter().map(|word| word.printed).collect();
    people::person(&printed.join(" "), context, days)
}

/// A phrase by what its words are.
pub fn by_words(words: &[Word<'_>], context: &Context<'_>, days: Option<(Date, Date)>) -> Option<Actor> {
    let all = marks(words, context.land());
    let cut = all.iter().position(|found| matches!(found.mark, Mark::Toward));
    let cut = cut.filter(|cut| *cut > 0).unwrap_or(all.len());
    let near = all.get(..cut)?;
    let split = near.iter().position(|found| matches!(found.mark, Mark::Within)).unwrap_or(near.len());
    let (before, after) = near.split_at(split);
    let view = Phrase { words, before, after, context, days };
    view.named_person().or_else(|| view.headed()).or_else(|| view.placed())
}

/// A phrase, cut at its first "of".
struct Phrase<'p> {
    words: &'p [Word<'p>],
    before: &'p [Marked],
    after: &'p [Marked],
    context: &'p Context<'p>,
    days: Option<(Date, Date)>,
}

impl Phrase<'_> {
    fn some(&self, found: &Marked) -> &[Word<'_>] {
        self.words.get(found.start..found.end).unwrap_or_default()
    }

    fn all(&self) -> impl DoubleEndedIterator<Item = &Marked> {
        self.before.iter().chain(self.after)
    }

    fn is_past(&self) -> bool {
        self.before.iter().any(|found| matches!(found.mark, Mark::Past))
    }

    /// Whether a word of a kind stands among those before the head.
    fn has(&self, kind: &str) -> bool {
        let last = self.before.last().map_or(0, |found| found.end);
        self.words.iter().take(last).any(|word| agents::is(kind, &word.key))
    }

    /// The country that the words name: what stands nearest before the head, else the first after it.
    fn land(&self) -> Option<(&'static str, bool)> {
        let land = |found: &Marked| match found.mark {
            Mark::Land(country, partly) => Some((country, partly)),
            Mark::Place(country, _) => Some((country, false)),
            _ => None,
        };
        let possessive = self.before.iter().find(|found| {
            land(found).is_some() && self.some(found).last().is_some_and(|word| word.possessive)
        });
        let known = |found: &Marked| matches!(found.mark, Mark::Land(..));
        possessive
            .and_then(land)
            .or_else(|| self.before.iter().find(|found| known(found)).and_then(land))
            .or_else(|| self.before.iter().find_map(land))
            .or_else(|| self.after.iter().find_map(land))
    }

    /// "Ruritanian President Ana Lima": a person of the tables, or one whose title is all that is known.
    fn named_person(&self) -> Option<Actor> {
        let own = self.land().map(|(country, _)| country);
        let context = Context { text: self.context.text, country: own.or(self.context.country) };
        let known = self.before.iter().find(|found| matches!(found.mark, Mark::Person));
        let mut actor = match known {
            Some(found) => person(self.some(found), &context, self.days)?,
            None => {
                // Capitals at the end that are nothing else may be a name in another spelling, or a surname after its title.
                let tail = self.before.iter().rev().take_while(|found| {
                    let capital = self.some(found).first().is_some_and(Word::is_capital);
                    matches!(found.mark, Mark::Unknown) && capital
                });
                let count = tail.count();
                let first = self.before.get(self.before.len() - count)?;
                let name = self.words.get(first.start..self.before.last()?.end)?;
                let alone = count == self.before.len() && self.after.is_empty();
                let titled = self.title().is_some();
                if count == 0 || count == 1 && !alone && !titled {
                    return None;
                }
                match person(name, &context, self.days) {
                    Some(actor) if own.is_none() || actor.country.as_deref() == own || count > 1 => actor,
                    // A title before a name that no table has.
                    _ => return self.titled(name),
                }
            }
        };
        if let Some(country) = own {
            actor.country = Some(country.to_owned());
        }
        // What the text says of an office outranks the tables, which may not know of it.
        if let Some(title) = self.title() {
            let sector = title.sectors[0];
            if self.is_past() && OFFICIAL.contains(&sector) {
                (actor.sector, actor.sector2) = (Some("ELI".to_owned()), None);
            } else if actor.sector.is_none() {
                actor.sector = Some(sector.to_owned());
            }
        } else if self.is_past() && actor.sector.as_deref().is_some_and(|sector| OFFICIAL.contains(&sector)) {
            (actor.sector, actor.sector2) = (Some("ELI".to_owned()), None);
        }
        Some(actor)
    }

    /// The noun before a name.
    fn title(&self) -> Option<Agent> {
        self.before.iter().rev().find_map(|found| match found.mark {
            Mark::Agent(agent) if agent.class != Class::Thing => Some(agent),
            _ => None,
        })
    }

    /// A title before an unknown name.
    fn titled(&self, name: &[Word<'_>]) -> Option<Actor> {
        let mut actor = self.headed()?;
        let printed: Vec<&str> = name.iter().map(|word| word.printed).collect();
        actor.name = printed.join(" ");
        actor.confidence *= 0.8;
        Some(actor)
    }

    /// By the noun or the organisation at the head.
    fn headed(&self) -> Option<Actor> {
        let is_head = |found: &&Marked| matches!(found.mark, Mark::Entity | Mark::Agent(_));
        let head = self.before.iter().rev().find(is_head).or_else(|| self.after.iter().find(is_head))?;
        let (own_country, _) = self.land().unzip();
        let mut actor = match head.mark {
            Mark::Entity => self.organisation(head)?,
            Mark::Agent(agent) => self.agent(head, agent)?,
            _ => return None,
        };
        let organised = matches!(head.mark, Mark::Entity);
        if !organised || actor.country.is_none() {
            actor.country = actor.country.or(own_country.map(str::to_owned));
        }
        if self.is_past() && actor.sector.as_deref().is_some_and(|sector| OFFICIAL.contains(&sector)) {
            (actor.sector, actor.sector2) = (Some("ELI".to_owned()), None);
        }
        // Officials without a country are those of the story's.
        let official = actor.sector.as_deref().is_some_and(|s| OFFICIAL.contains(&s) || s == "ELI");
        if actor.country.is_none() && official {
            actor.country = self.context.land().map(str::to_owned);
        }
        Some(actor)
    }

    /// An organisation of the tables. "The Ruritanian Human Rights League" is none of another country's.
    fn organisation(&self, found: &Marked) -> Option<Actor> {
        let own = self.land().map(|(country, _)| country);
        let context = Context { text: self.context.text, country: own.or(self.context.country) };
        let mut actor = entity(self.some(found), &context, self.days)?;
        let adjective = self.all().any(|land| land.end == found.start && matches!(land.mark, Mark::Land(..)));
        if adjective && own.is_some() && actor.country.as_deref() != own {
            actor.country = own.map(str::to_owned);
            (actor.title, actor.id) = (None, None);
            actor.confidence *= 0.6;
        }
        Some(actor)
    }

    /// By a noun, and the body that it belongs to.
    fn agent(&self, head: &Marked, agent: Agent) -> Option<Actor> {
        if agent.class == Class::Thing || agent.sectors[0] == "-" {
            return None;
        }
        let at = head.start;
        let organisation =
            self.all().filter(|found| found.start != at).rev().find_map(|found| match found.mark {
                Mark::Entity => self.organisation(found),
                _ => None,
            });
        let earlier = self.before.iter().rev().filter(|found| found.start < at);
        let other = || earlier.clone().chain(self.after).find_map(|found| own(&found.mark));
        let mut sectors = agent.sectors.map(str::to_owned);
        let mut actor = Actor { confidence: 0.75, ..Actor::default() };
        let bears = matches!(agent.class, Class::Bearer | Class::Unit);
        if let Some(body) = &organisation {
            let sector = body.sector.clone().unwrap_or_default();
            let armed = ARMED.contains(&sector.as_str())
                && matches!(agent.sectors[0], "UAF" | "UNK" | "MIL" | "REB" | "PRM" | "CRM");
            if (bears || armed) && !sector.is_empty() {
                sectors = [sector, body.sector2.clone().unwrap_or_default()];
            }
            actor.country.clone_from(&body.country);
            if armed || agent.class == Class::Unit {
                actor.title.clone_from(&body.title);
                actor.id.clone_from(&body.id);
            }
        } else if bears && let Some(body) = other().filter(|body| body.sectors[0] != "UNK") {
            sectors = body.sectors.map(str::to_owned);
        }
        let [first, second] = &mut sectors;
        if matches!(first.as_str(), "MIL" | "UAF" | "UNK" | "PRM") && self.has("rebel") {
            "REB".clone_into(first);
        } else if self.has("oppose") && first != "OPP" && second.is_empty() {
            "OPP".clone_into(second);
        }
        if let Some((_, group)) = GROUPS.iter().find(|(code, _)| first == code) {
            actor.country.get_or_insert_with(|| (*group).to_owned());
            first.clear();
        }
        let printed: Vec<&str> = self.words.iter().map(|word| word.printed).collect();
        actor.name = printed.join(" ");
        let [first, second] = sectors;
        actor.sector = (!first.is_empty()).then_some(first);
        actor.sector2 = (!second.is_empty()).then_some(second);
        Some(actor)
    }

    /// A country or a place, with nothing or something that is not known.
    fn placed(&self) -> Option<Actor> {
        let (country, partly) = self.land()?;
        let unknown = |found: &&Marked| {
            matches!(found.mark, Mark::Unknown)
                && self.some(found).first().is_some_and(|word| !agents::opens(word))
        };
        let thing = self.all().any(|found| matches!(found.mark, Mark::Agent(_)));
        let rest = self.all().filter(unknown).count();
        let shouted = self.all().all(|found| {
            matches!(found.mark, Mark::Place(_, true)) && self.some(found).iter().all(Word::is_capitals)
        });
        let sector = match (partly, rest) {
            _ if thing => return None,
            (true, _) => Some("PRE"),
            _ if self.has("plain") => Some("CVL"),
            _ if shouted => Some("GOV"),
            (_, 0) => None,
            _ => Some("UNK"),
        };
        let printed: Vec<&str> = self.words.iter().map(|word| word.printed).collect();
        let printed = printed.join(" ");
        let town = match self.all().next().map(|found| found.mark) {
            Some(Mark::Place(..)) if rest == 0 => lands::place(&printed, self.context.land(), 0),
            _ => None,
        };
        let title = town.map(|town| town.name);
        let state = lands::short_name(country).filter(|_| rest == 0).map(str::to_owned);
        Some(Actor {
            name: title.clone().or(state).unwrap_or(printed),
            title,
            country: Some(country.to_owned()),
            sector: sector.map(str::to_owned),
            confidence: if rest == 0 { 0.9 } else { 0.5 },
            ..Actor::default()
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String) {
        let actor = phrase(text, &Context::default(), None).unwrap_or_default();
        (actor.country.unwrap_or_default(), actor.sector.unwrap_or_default())
    }

    #[test]
    fn the_head_tells_the_sector_and_the_place_the_country() {
        for (text, country, sector) in [
            ("three Peruvian fishermen", "PER", "CVL"),
            ("Lisbon police", "PRT", "COP"),
            ("Portugal's Fisheries Ministry", "PRT", "GOV"),
            ("nurses in Ghana", "GHA", "MED"),
            ("a former Dutch minister", "NLD", "ELI"),
            ("Austria's ambassador to Kenya", "AUT", "GOV"),
            ("the chairman of a Finnish shipyard", "FIN", "BUS"),
            ("rebel soldiers", "", "REB"),
            ("Nepal", "NPL", ""),
            ("Abkhazia", "GEO", "PRE"),
            ("Chilean-backed rebels", "", "REB"),
        ] {
            assert_eq!(read(text), (country.to_owned(), sector.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_does_not_act_is_none() {
        for text in ["a kettle", "Quentin Zzyzx", "was, seemed", ""] {
            assert_eq!(phrase(text, &Context::default(), None), None, "{text}");
        }
    }

    #[test]
    fn a_day_tells_what_somebody_is() {
        let on = |day: &str| {
            let day = day.parse().unwrap();
            phrase("Gordon Brown", &Context::default(), Some((day, day))).and_then(|actor| actor.sector)
        };
        assert_eq!(on("2008-05-01").as_deref(), Some("GOV"));
        assert_eq!(on("2019-05-01").as_deref(), Some("ELI"));
    }
}
