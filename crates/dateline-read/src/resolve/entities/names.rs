//! Which names mean the same: "Anna Holm", "Ms Holm" and "olm"; "Ministry of Trade" and "the ministry's full name"; "Kyiv" and "Kiev".

use std::collections::HashMap;

use super::mentions::{Class, Form, Mention};
use super::words::noun;

/// What is known of a name before it is joined with others.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What it surely is: names with the same key mean the same, names with different keys do not.
    pub key: Option<String>,
}

/// All mentions by names that mean the same.
#[derive(Clone, Debug)]
struct Bearer {
    class: Class,
    key: Option<String>,
    forms: Vec<Vec<String>>,
    /// The titles before it: "secretary" of "Secretary Anna Holm".
    titles: Vec<String>,
}

/// Shorter words are other words too often to be damaged ones.
const LEAST_LETTERS: usize = 4;

/// The groups of the named mentions: a number each, none for the others; and the reading of the damaged ones.
pub fn groups(
    mentions: &[Mention],
    known: &HashMap<usize, Known>,
) -> (Vec<Option<usize>>, HashMap<usize, String>) {
    let mut bearers: Vec<Bearer> = Vec::new();
    let mut groups = vec![None; mentions.len()];
    let mut repaired = HashMap::new();
    // Full names first, so that what is cut short finds them even where it is printed before them.
    let mut order: Vec<usize> = (0..mentions.len()).filter(|at| mentions[*at].is_name()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(told(&mentions[*at]).len().min(3)), *at));
    for at in order {
        let mention = &mentions[at];
        let words = told(mention);
        if words.is_empty() {
            continue;
        }
        let key = known.get(&at).and_then(|known| known.key.clone());
        let same_key = key.as_ref().and_then(|_| bearers.iter().position(|bearer| bearer.key == key));
        let alike = || bearers.iter().position(|bearer| joins(bearer, mention.class, &words, key.as_deref()));
        let found = same_key.or_else(alike).or_else(|| {
            let (bearer, reading) = damaged(&bearers, &words).filter(|_| key.is_none())?;
            repaired.insert(at, reading);
            Some(bearer)
        });
        let group = found.unwrap_or_else(|| {
            bearers.push(Bearer {
                class: mention.class,
                key: key.clone(),
                forms: Vec::new(),
                titles: Vec::new(),
            });
            bearers.len() - 1
        });
        if let Some(bearer) = bearers.get_mut(group) {
            if !repaired.contains_key(&at) && !bearer.forms.contains(&words) {
                bearer.forms.push(words);
            }
            bearer.key = bearer.key.take().or(key);
            bearer.titles.extend(titles(mention).iter().cloned());
        }
        groups[at] = Some(group);
    }
    // Two groups that turned out to be the same.
    let canonical: Vec<usize> = bearers
        .iter()
        .enumerate()
        .map(|(index, bearer)| {
            let first = bearer
                .key
                .as_ref()
                .and_then(|key| bearers.iter().position(|other| other.key.as_ref() == Some(key)));
            first.unwrap_or(index)
        })
        .collect();
    for group in groups.iter_mut().flatten() {
        *group = canonical.get(*group).copied().unwrap_or(*group);
    }
    (groups, repaired)
}

/// The words of a name without titles before a person's.
fn told(mention: &Mention) -> Vec<String> {
    let Form::Named(_) = mention.form else { return Vec::new() };
    let words = &mention.words;
    if mention.class != Class::Person {
        return words.clone();
    }
    words.get(titles(mention).len()..).unwrap_or_default().to_vec()
}

/// The titles before a person's name, with the words before them ("US President"); none of what is all titles ("the Secretary").
pub fn titles(mention: &Mention) -> &[String] {
    let words = mention.words.as_slice();
    if mention.class != Class::Person {
        return &[];
    }
    let before = words.split_last().map_or(&[][..], |(_, before)| before);
    let count =
        before.iter().rposition(|word| noun(word.trim_end_matches('.')).person).map_or(0, |at| at + 1);
    words.get(..count).unwrap_or_default()
}

fn joins(bearer: &Bearer, class: Class, words: &[String], key: Option<&str>) -> bool {
    if let (Some(mine), Some(theirs)) = (key, bearer.key.as_deref()) {
        return mine == theirs;
    }
    let person = class == Class::Person;
    if person != (bearer.class == Class::Person) {
        // The model takes a name for a person's here and for something else there. Full names of persons came before.
        return bearer.forms.iter().any(|form| form == words);
    }
    let office = person && words.len() == 1 && words.first().is_some_and(|word| bearer.titles.contains(word));
    office
        || bearer
            .forms
            .iter()
            .any(|form| if person { same_person(form, words) } else { same_body(form, words) })
}

/// Whether a shorter name of a person can be that of a fuller one: its words in the same order, the last one or the only one
/// among them.
fn same_person(form: &[String], words: &[String]) -> bool {
    if form == words {
        return true;
    }
    let (long, short) = if form.len() >= words.len() { (form, words) } else { (words, form) };
    let same = |a: &String, b: &String| {
        a == b || a.len() == 1 && b.starts_with(a.as_str()) || b.len() == 1 && a.starts_with(b.as_str())
    };
    if short.len() == 1 {
        return long.last() == short.first() || long.first() == short.first();
    }
    let mut rest = long.iter();
    let in_order = short.iter().all(|word| rest.any(|other| same(word, other)));
    in_order && (long.last() == short.last() || long.first() == short.first())
}

/// Whether a shorter name of a body can be that of a fuller one: its initials, or its last words.
fn same_body(form: &[String], words: &[String]) -> bool {
    if form == words {
        return true;
    }
    let (long, short) = if form.len() >= words.len() { (form, words) } else { (words, form) };
    let initials: String = long
        .iter()
        .filter(|word| !matches!(word.as_str(), "of" | "the" | "and" | "for"))
        .filter_map(|word| word.chars().next())
        .collect();
    short.len() == 1 && long.len() > 1 && short.first() == Some(&initials)
        || (short.len() > 1 || short.first().is_some_and(|word| noun(word).organisation))
            && long.ends_with(short)
}

/// A person's name that lost its first letter, or has one letter wrong: the bearer it can be, if it is only one, and the word as it
/// should be.
fn damaged(bearers: &[Bearer], words: &[String]) -> Option<(usize, String)> {
    let [word] = words else { return None };
    if word.chars().count() < LEAST_LETTERS {
        return None;
    }
    let mut fits = bearers.iter().enumerate().filter(|(_, bearer)| bearer.class == Class::Person).filter_map(
        |(index, bearer)| {
            let whole =
                bearer.forms.iter().filter_map(|form| form.last()).find(|last| lost_first(last, word))?;
            Some((index, whole.clone()))
        },
    );
    let only = fits.next()?;
    fits.next().is_none().then_some(only)
}

/// Whether a word is another without its first letter.
fn lost_first(whole: &str, word: &str) -> bool {
    let mut chars = whole.chars();
    chars.next().is_some() && chars.as_str() == word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        name.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn names_of_persons() {
        for (a, b, same) in [
            ("anna maria holm", "holm", true),
            ("anna holm", "a holm", true),
            ("anna holm", "bertil holm", false),
            ("anna holm", "anna berg", false),
            ("kim jong il", "kim", true),
        ] {
            assert_eq!(same_person(&words(a), &words(b)), same, "{a} / {b}");
        }
    }

    #[test]
    fn names_of_bodies() {
        for (a, b, same) in [
            ("norland trade union", "ntu", true),
            ("norland ministry of trade", "ministry of trade", true),
            ("bank of norland", "bank", false),
            ("norland senate", "senate", true),
        ] {
            assert_eq!(same_body(&words(a), &words(b)), same, "{a} / {b}");
        }
        assert!(lost_first("lindqvist", "indqvist"));
    }
}
