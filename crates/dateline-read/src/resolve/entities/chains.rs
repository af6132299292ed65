//! Mentions that mean the same, joined: names by what they are, nouns and pronouns by the model of `models/coreference.md`.

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_record::Record;

use super::mentions::{Class, Form, Mention};
use super::names::{self, Known};
use super::pairs::{Scene, considered, fits};
use super::words::Pronoun;
use crate::extract::trees::Trees;
use crate::models::{COREFERENCE_NAMES, COREFERENCE_NOUNS, COREFERENCE_PRONOUNS};

static PRONOUNS: LazyLock<Option<Trees>> = LazyLock::new(|| Trees::parse(COREFERENCE_PRONOUNS.text).ok());
static NOUNS: LazyLock<Option<Trees>> = LazyLock::new(|| Trees::parse(COREFERENCE_NOUNS.text).ok());

static NAMES: LazyLock<Option<Trees>> = LazyLock::new(|| Trees::parse(COREFERENCE_NAMES.text).ok());

/// How sure the antecedent of a name that is like no earlier one must be.
const SURE_NAME: f32 = 0.15;
/// How sure a noun's antecedent must be. A pronoun means something in any case.
const SURE_NOUN: f32 = 0.15;
/// The same of "it" and "they", which may mean what no mention names.
const SURE_THING: f32 = 0.15;
/// The same of the other pronouns.
const SURE_PERSON: f32 = 0.05;

/// What a mention was joined to.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Index of the earlier mention.
    pub antecedent: usize,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// The mentions of a record, joined.
#[derive(Debug)]
pub struct Chains {
    /// Of each mention, the number of its chain.
    pub of: Vec<usize>,
    /// Of each mention, what it was joined to.
    pub links: Vec<Option<Link>>,
    /// The readings of damaged names.
    pub repaired: HashMap<usize, String>,
}

/// Joins the mentions. `known` tells what some of the names surely are.
pub fn chains(record: &Record, mentions: &[Mention], known: &HashMap<usize, Known>) -> Chains {
    let (groups, repaired) = names::groups(mentions, known);
    let named = groups.iter().flatten().max().map_or(0, |most| most + 1);
    let scene = Scene::new(record, mentions);
    let mut chains =
        Chains { of: Vec::with_capacity(mentions.len()), links: vec![None; mentions.len()], repaired };
    let mut fresh = named;
    // The last mention by name of each chain: a name means what it meant before, not what a pronoun was taken for.
    let mut last: HashMap<usize, usize> = HashMap::new();
    let mut female: HashMap<usize, bool> = HashMap::new();
    // The chain that a group of names was found to go on.
    let mut goes_on: HashMap<usize, usize> = HashMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        let group = groups.get(at).copied().flatten();
        let own = group.map(|group| goes_on.get(&group).copied().unwrap_or(group));
        let before = own
            .and_then(|chain| last.get(&chain))
            .map(|before| Link { antecedent: *before, confidence: 1.0 });
        let link = before.or_else(|| {
            let link = best(&scene, mentions, at, &chains.of, &female)?;
            // A name goes on only what has no name yet, and what is surely something goes on nothing.
            let free = chains
                .of
                .get(link.antecedent)
                .is_some_and(|chain| *chain >= named && !last.contains_key(chain));
            (group.is_none() || free && !known.contains_key(&at)).then_some(link)
        });
        chains.links[at] = link;
        let joined = link.and_then(|link| chains.of.get(link.antecedent).copied());
        let chain = match (own, joined) {
            (Some(own), Some(joined)) if own != joined => {
                group.map(|group| goes_on.insert(group, joined));
                joined
            }
            (Some(own), _) => own,
            (None, Some(joined)) => joined,
            (None, None) => {
                fresh += 1;
                fresh - 1
            }
        };
        if group.is_some() {
            last.insert(chain, at);
        }
        if let Some(told) = mention.female {
            female.entry(chain).or_insert(told);
        }
        chains.of.push(chain);
    }
    chains
}

/// The likeliest antecedent of a noun or pronoun, if it is likely enough.
fn best(
    scene: &Scene<'_>,
    mentions: &[Mention],
    at: usize,
    of: &[usize],
    female: &HashMap<usize, bool>,
) -> Option<Link> {
    let mention = mentions.get(at)?;
    let pronoun = mention.pronoun();
    let model = match mention.form {
        Form::Pronoun(_) => PRONOUNS.as_ref(),
        Form::Noun(_) => NOUNS.as_ref(),
        Form::Named(_) => NAMES.as_ref(),
    }?;
    let (mut weighed, mut fitting) = (0, 0);
    let (mut vectors, mut earlier) = (Vec::new(), Vec::new());
    for (before, antecedent) in mentions.iter().enumerate().take(at).rev().take(MOST_LOOKED_AT) {
        if mention.sentence.saturating_sub(antecedent.sentence) > FAR {
            break;
        }
        // Two names that are not alike mean two things.
        if !considered(mention, antecedent, weighed) || mention.is_name() && antecedent.is_name() {
            continue;
        }
        let shares = pronoun.is_none() && mention.words.iter().any(|word| antecedent.words.contains(word));
        weighed += usize::from(!shares);
        let vector = scene.features(at, before, fitting)?;
        fitting += usize::from(fits(mention, antecedent) > 0.0);
        // What was called "he" before is no "she".
        let chain = of.get(before)?;
        if matches!((mention.female, female.get(chain)), (Some(mine), Some(theirs)) if mine != *theirs) {
            continue;
        }
        vectors.push(vector);
        earlier.push(before);
    }
    let scores = model.scores(&vectors);
    let (antecedent, confidence) = earlier
        .into_iter()
        .zip(scores)
        .fold((0, 0.0f32), |best, next| if next.1 > best.1 { next } else { best });
    let least = match pronoun {
        None if mention.is_name() => SURE_NAME,
        None => SURE_NOUN,
        Some(Pronoun::It | Pronoun::They | Pronoun::That) => SURE_THING,
        Some(_) => SURE_PERSON,
    };
    (confidence > least).then_some(Link { antecedent, confidence })
}

/// No antecedent stands more mentions before: what makes the work linear in the length of the text.
const MOST_LOOKED_AT: usize = 400;
/// No antecedent stands more sentences before.
const FAR: u32 = 60;

/// Whether a chain's mentions are of a kind that can act.
pub fn can_act(class: Class) -> bool {
    matches!(class, Class::Person | Class::People | Class::Organisation | Class::Place)
}
