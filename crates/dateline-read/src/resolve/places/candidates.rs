//! What a printed name may mean: the entries of the gazetteer that bear it, or bear it with a word more or less.

use std::collections::HashSet;
use std::sync::LazyLock;

use dateline_gazetteer::{Entry, Gazetteer, NameKind, Sense, fold};

use crate::annotate::lexicon::rows;
use crate::resolve::entities::words::noun;

/// An entry that a name may mean.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its number in the gazetteer.
    pub index: u32,
    /// The entry.
    pub entry: Entry,
    /// How the name belongs to it.
    pub name: NameKind,
    /// What kind of thing it is.
    pub class: Class,
}

/// Kinds of places that are weighed alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A country or territory.
    Country,
    /// Its capital.
    Capital,
    /// A state, province, oblast.
    Admin1,
    /// The town from which one is governed.
    Seat,
    /// A county, district, raion.
    Admin2,
    /// A municipality.
    Admin3,
    /// A town or village whose population is known.
    Town,
    /// One whose population is not.
    Village,
    /// A quarter of a town.
    Quarter,
    /// Open water.
    Sea,
    /// A river or canal.
    River,
    /// A lake or reservoir.
    Lake,
    /// A mountain or range.
    Mountain,
    /// An island or several.
    Island,
    /// A continent, a region, a desert.
    Region,
    /// Something built.
    Facility,
}

impl Class {
    /// The class of an entry.
    pub fn of(entry: &Entry) -> Self {
        match entry.feature {
            "PCLI" | "PCLD" | "TERR" => Self::Country,
            "PPLC" | "PPLG" => Self::Capital,
            "ADM1" => Self::Admin1,
            "PPLA" => Self::Seat,
            "ADM2" => Self::Admin2,
            "ADM3" | "ADM4" | "ADMD" => Self::Admin3,
            "PPLX" => Self::Quarter,
            feature if feature.starts_with("PPL") || feature == "STLMT" => {
                if entry.population > 0 {
                    Self::Town
                } else {
                    Self::Village
                }
            }
            "OCN" | "SEA" | "GULF" | "BAY" | "STRT" | "CHN" | "SD" | "FJD" | "LGN" | "INLT" => Self::Sea,
            "STM" | "CNL" | "FLLS" => Self::River,
            "LK" | "RSV" => Self::Lake,
            "MT" | "MTS" | "HLL" | "HLLS" | "VLC" | "PASS" | "PLAT" | "GLCR" => Self::Mountain,
            "ISL" | "ISLS" | "ATOL" | "RF" | "CAPE" | "PEN" | "SHOL" | "BNK" => Self::Island,
            "CONT" | "RGN" | "RGNH" | "RGNE" | "AREA" | "ZN" | "DSRT" | "VAL" | "PLN" | "FRST" | "CST"
            | "DLTA" | "ISTH" | "BSN" | "BDRY" | "PRK" | "RESN" | "RESV" | "WTLD" | "TUND" | "DPR"
            | "CNYN" | "BCH" => Self::Region,
            _ => Self::Facility,
        }
    }
}

/// Words that say what kind of place stands beside a name, and the kinds they admit.
struct KindWord {
    admits: Vec<&'static str>,
}

static KIND_WORDS: LazyLock<std::collections::HashMap<&'static str, KindWord>> = LazyLock::new(|| {
    rows(include_str!("../../../../../data/places/kind_words.tsv"))
        .map(|row| (row.column(0), KindWord { admits: row.column(1).split('|').collect() }))
        .collect()
});

/// Words before a name that say which part of the place is meant.
static PARTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../../../data/places/part_words.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

/// Whether a word, folded, says which part of a place is meant: "northern".
pub fn is_part(word: &str) -> bool {
    PARTS.contains(word)
}

/// Whether a word, folded, says what kind of place stands beside it: "province".
pub fn is_kind(word: &str) -> bool {
    KIND_WORDS.contains_key(word)
}

/// Words that mean no place when they stand alone: "Western", "Valley".
static NO_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../../../data/places/no_names.tsv"))
        .flat_map(|row| row.words(0).collect::<Vec<_>>())
        .collect()
});

/// Whether a name, folded, means no place when it stands alone.
pub fn is_no_name(name: &str) -> bool {
    NO_NAMES.contains(name)
}

/// The entries that a printed name may mean; none twice.
pub fn candidates(gazetteer: &Gazetteer, printed: &str) -> Vec<Candidate> {
    let mut name = fold(printed);
    if let Some(bare) = name.strip_suffix("'s").or(name.strip_suffix('\'')) {
        name = bare.to_owned();
    }
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let name = name.strip_prefix("the ").unwrap_or(name);
    let mut found = collect(gazetteer, printed, gazetteer.senses_of_folded(name), |_| true);
    // "Jackson State", "Province of Jackson", "Lake Jackson": with the word for its kind only what is of that kind.
    let after = name.rsplit_once(' ').map(|(rest, word)| (word, rest));
    let before = name.split_once(' ').map(|(word, rest)| {
        let rest = rest.strip_prefix("of ").unwrap_or(rest);
        (word, rest.strip_prefix("the ").unwrap_or(rest))
    });
    for (word, rest) in [after, before].into_iter().flatten() {
        let Some(kind) = KIND_WORDS.get(word) else { continue };
        let more = of_kind(gazetteer, printed, rest, kind);
        found.extend(
            more.into_iter()
                .filter(|more| found.iter().all(|known| known.index != more.index))
                .collect::<Vec<_>>(),
        );
    }
    if !found.is_empty() {
        return found;
    }
    // "northern Jackson".
    if let Some((word, rest)) = name.split_once(' ')
        && PARTS.contains(word)
    {
        return collect(gazetteer, printed, gazetteer.senses_of_folded(rest), |_| true);
    }
    // "Jacksonians".
    if let Some(single) = name.strip_suffix('s') {
        let found = collect(gazetteer, printed, gazetteer.senses_of_folded(single), |candidate| {
            candidate.name == NameKind::Demonym
        });
        if !found.is_empty() {
            return found;
        }
    }
    // "Ky" without its stop.
    if !name.contains(' ') {
        return collect(gazetteer, &printed.to_uppercase(), gazetteer.senses_of_folded(name), |_| true);
    }
    within(gazetteer, printed, name)
}

/// A place with so many people is meant wherever its name stands within another.
const LARGE: u32 = 100_000;

/// What bears the name of a place within its own lies there, or belongs there: "University of Jackson", "Jackson District Court".
fn within(gazetteer: &Gazetteer, printed: &str, name: &str) -> Vec<Candidate> {
    let words: Vec<&str> = name.split(' ').collect();
    let after = words.iter().rposition(|word| matches!(*word, "of" | "in" | "at")).map(|at| at + 1);
    let parts = after.into_iter().flat_map(|from| (from + 1..=words.len()).rev().map(move |to| (from, to)));
    // "Jackson Court" lies in Jackson, "Jackson Heights" is another place; a state or a large town is meant in any case.
    let body = words.last().is_some_and(|last| noun(last).organisation || noun(last).place);
    let heads = (1..words.len()).rev().map(|to| (0, to));
    parts
        .chain(heads)
        .filter_map(|(from, to)| words.get(from..to))
        .map(|part| part.join(" "))
        .filter(|part| !is_no_name(part))
        .map(|part| {
            collect(gazetteer, printed, gazetteer.senses_of_folded(&part), |found| {
                let known = found.name != NameKind::Alternate && found.class != Class::Village;
                known && (body || found.entry.population >= LARGE || found.name == NameKind::Demonym)
            })
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn of_kind(gazetteer: &Gazetteer, printed: &str, name: &str, kind: &KindWord) -> Vec<Candidate> {
    let admits = |candidate: &Candidate| {
        kind.admits.iter().any(|feature| candidate.entry.feature.starts_with(feature))
    };
    collect(gazetteer, printed, gazetteer.senses_of_folded(name), admits)
}

fn collect(
    gazetteer: &Gazetteer,
    printed: &str,
    senses: Vec<Sense>,
    admits: impl Fn(&Candidate) -> bool,
) -> Vec<Candidate> {
    senses
        .into_iter()
        .filter(|sense| sense.name != NameKind::Abbreviation || is_abbreviated(printed))
        .filter_map(|sense| {
            let entry = gazetteer.entry(sense.entry)?;
            Some(Candidate { index: sense.entry, entry, name: sense.name, class: Class::of(&entry) })
        })
        .filter(admits)
        .collect()
}

/// Whether a name is printed as an abbreviation: in capitals, with a full stop, or with a capital inside.
fn is_abbreviated(printed: &str) -> bool {
    printed.contains('.') || printed.chars().skip(1).any(char::is_uppercase)
}
