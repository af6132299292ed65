//! Who held which office on which day: questions drawn from sources that the tables were not made from.

use std::collections::BTreeMap;

use dateline_read::resolve::actors::{Context, Holder, holders, person};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::score::Figure;

/// A question.
#[derive(Deserialize)]
pub struct Question {
    /// "holder": who holds the office; "role": what the person is.
    kind: String,
    /// Words of the office, of a "holder" question.
    #[serde(default)]
    office: String,
    /// The country or body: as the text says it, or ISO 3166-1 alpha-3.
    of: String,
    /// The name that the source gives.
    name: String,
    /// The day.
    #[serde(deserialize_with = "day")]
    day: Date,
    /// Where it was drawn from.
    source: String,
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

/// Offices of heads of state and government.
const HEADS: &[&str] =
    &["president", "prime minister", "monarch", "head of state", "first minister", "chief minister"];

/// Letters of the last names by which a holder is told.
fn words(name: &str) -> Vec<String> {
    let plain: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ă' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ė' | 'ę' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' | 'ć' | 'č' => 'c',
            'ş' | 'š' | 'ś' => 's',
            'ğ' => 'g',
            'ñ' | 'ń' => 'n',
            'ž' | 'ż' | 'ź' => 'z',
            'ý' => 'y',
            'ł' => 'l',
            c if c.is_alphanumeric() => c,
            _ => ' ',
        })
        .collect();
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Whether two names can be one person's: a word of four letters and more in common but for two letters, or all of the shorter one.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let near = |x: &String, y: &String| x == y || x.len() > 4 && y.len() > 4 && strip(x) == strip(y);
    a.iter().filter(|word| word.len() > 2).any(|x| b.iter().any(|y| near(x, y)))
}

/// Consonants only, the first letter kept.
fn strip(word: &str) -> String {
    let mut out = String::new();
    for (at, c) in word.chars().enumerate() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            'q' | 'c' => 'k',
            c => c,
        };
        if (at == 0 || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h')) && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// How a question was answered.
enum Told {
    Right,
    Wrong(String),
    Unknown,
}

fn ask(question: &Question) -> Told {
    if question.kind == "holder" {
        let offices: &[&str] = if question.office == "head" { HEADS } else { &[question.office.as_str()] };
        let found: Vec<Holder> =
            offices.iter().flat_map(|office| holders(office, &question.of, question.day)).collect();
        if found.iter().any(|holder| alike(&holder.name, &question.name)) {
            return Told::Right;
        }
        let names: Vec<&str> = found.iter().map(|holder| holder.name.as_str()).collect();
        return if names.is_empty() { Told::Unknown } else { Told::Wrong(names.join(", ")) };
    }
    let context = Context { text: "", country: Some(&question.of) };
    let Some(actor) = person(&question.name, &context, Some((question.day, question.day))) else {
        return Told::Unknown;
    };
    let state = |code: &Option<String>| code.as_deref() == Some(question.of.as_str());
    match actor.sector.as_deref() {
        Some("GOV" | "MIL" | "JUD" | "LEG") if state(&actor.country) => Told::Right,
        sector => Told::Wrong(format!("{} {:?} {sector:?}", actor.name, actor.country)),
    }
}

/// The figures of each kind, and the faults.
pub fn score(questions: &[Question]) -> Vec<(&'static str, Vec<Figure>, Vec<String>)> {
    let mut all = Vec::new();
    for (kind, set) in [("holder", "office_holders"), ("role", "roles")] {
        let mine: Vec<&Question> = questions.iter().filter(|question| question.kind == kind).collect();
        if mine.is_empty() {
            continue;
        }
        let (mut right, mut answered) = (0, 0);
        let mut errors = Vec::new();
        let mut by_source: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for question in &mine {
            let told = ask(question);
            let good = matches!(told, Told::Right);
            let source = by_source.entry(&question.source).or_default();
            source.0 += usize::from(good);
            source.1 += 1;
            right += usize::from(good);
            answered += usize::from(!matches!(told, Told::Unknown));
            let found = match told {
                Told::Right => continue,
                Told::Wrong(found) => found,
                Told::Unknown => "unknown".to_owned(),
            };
            errors.push(format!(
                "{} of {} on {}: {} ({}); found {found}",
                question.office, question.of, question.day, question.name, question.source
            ));
        }
        for (source, (right, over)) in by_source {
            eprintln!("{set}, {source}: {right} of {over}");
        }
        let share = |hits: usize, over: usize| hits as f64 / over.max(1) as f64;
        let figures = vec![
            Figure { name: "right", value: share(right, mine.len()), over: mine.len() },
            Figure { name: "right of answered", value: share(right, answered), over: answered },
        ];
        all.push((set, figures, errors));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_alike() {
        assert!(alike("Ana Lukashenka", "A. Lukashenko"));
        assert!(!alike("Ana Silva", "Berta Costa"));
    }
}
