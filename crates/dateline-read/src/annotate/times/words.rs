//! The words of time expressions: `data/time/words.tsv`, `modifiers.tsv`, `holidays.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::meaning::{Amount, Modifier, Part, Season, Unit, Which};
use crate::annotate::lexicon::rows;

/// What a word can be in a time expression.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Class {
    Month(u8),
    Weekday(u8),
    Weekdays(u8),
    Unit(Unit),
    Units(Unit),
    Season(Season),
    Part(Part),
    Parts(Part),
    Which(Which),
    Ordinal(u32),
    Number(u32),
    Scale(f64),
    Decade(i32),
    Zone(i16),
}

/// When a form counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Always.
    None,
    /// As a proper name, or beside a number.
    Name,
    /// As a noun.
    Noun,
}

/// What a form can be.
pub type Senses = Vec<(Class, Guard)>;

/// The words, by their small letters.
pub struct Words {
    senses: HashMap<&'static str, Senses>,
    /// Months and weekdays with one letter lost or two exchanged.
    damaged: HashMap<String, Class>,
}

impl Words {
    /// What a word in small letters can be.
    pub fn senses(&self, lower: &str) -> &[(Class, Guard)] {
        self.senses.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The month or weekday that a damaged word was.
    pub fn damaged(&self, lower: &str) -> Option<Class> {
        self.damaged.get(lower).copied()
    }
}

/// The words of English.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut senses: HashMap<&'static str, Senses> = HashMap::new();
    for row in rows(include_str!("../../../../../data/time/words.tsv")) {
        let Some(class) = class(row.column(0), row.column(1)) else { continue };
        for form in row.words(2) {
            let (form, guard) = match (form.strip_suffix('!'), form.strip_suffix('?')) {
                (Some(form), _) => (form, Guard::Name),
                (_, Some(form)) => (form, Guard::Noun),
                _ => (form, Guard::None),
            };
            senses.entry(form).or_default().push((class, guard));
        }
    }
    let mut damaged = HashMap::new();
    for (form, of) in &senses {
        let Some((class @ (Class::Month(_) | Class::Weekday(_)), _)) = of.first() else { continue };
        // Shorter names lose a letter and become other words (April, Paris' "Mai").
        if form.len() < 6 || !form.is_ascii() {
            continue;
        }
        for at in 0..form.len() {
            // "Sunda", "Frida" are names; a name cut at its end is not told from them.
            if at + 1 < form.len() {
                damaged.insert([form.get(..at), form.get(at + 1..)].into_iter().flatten().collect(), *class);
            }
            if let (Some(a), Some(x), Some(y), Some(b)) =
                (form.get(..at), form.get(at..at + 1), form.get(at + 1..at + 2), form.get(at + 2..))
            {
                damaged.insert([a, y, x, b].concat(), *class);
            }
        }
    }
    damaged.retain(|form, _| !senses.contains_key(form.as_str()));
    Words { senses, damaged }
});

fn class(name: &str, value: &str) -> Option<Class> {
    let number = || value.parse().ok();
    Some(match name {
        "month" => Class::Month(number()?),
        "weekday" => Class::Weekday(number()?),
        "weekdays" => Class::Weekdays(number()?),
        "unit" => Class::Unit(unit(value)?),
        "units" => Class::Units(unit(value)?),
        "season" | "seasons" => Class::Season(season(value)?),
        "part" => Class::Part(part(value)?),
        "parts" => Class::Parts(part(value)?),
        "which" => Class::Which(which(value)?),
        "ordinal" => Class::Ordinal(value.parse().ok()?),
        "number" => Class::Number(value.parse().ok()?),
        "scale" => Class::Scale(value.parse().ok()?),
        "decade" => Class::Decade(value.parse().ok()?),
        "zone" => Class::Zone(value.parse().ok()?),
        _ => return None,
    })
}

/// A unit by its name.
pub fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "night" => Unit::Night,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    })
}

fn season(name: &str) -> Option<Season> {
    Some(match name {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// A part of the day by its name.
pub fn part(name: &str) -> Option<Part> {
    Some(match name {
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        "midnight" => Part::Midnight,
        "daytime" => Part::Daytime,
        _ => return None,
    })
}

/// Which of several, by its name.
pub fn which(name: &str) -> Option<Which> {
    Some(match name {
        "this" => Which::This,
        "last" => Which::Last,
        "next" => Which::Next,
        "previous" => Which::Previous,
        "following" => Which::Following,
        "that" => Which::That,
        _ => return None,
    })
}

/// Words that say how exactly a time is meant.
pub struct Qualifier {
    /// The modifier.
    pub modifier: Modifier,
    /// Whether the words stand before the time.
    pub before: bool,
    /// Whether they may stand with a point.
    pub point: bool,
    /// Whether they may stand with a duration.
    pub duration: bool,
    /// The words.
    pub words: Vec<&'static str>,
}

/// The qualifiers, those of many words first.
pub static QUALIFIERS: LazyLock<Vec<Qualifier>> = LazyLock::new(|| {
    let mut all: Vec<Qualifier> = rows(include_str!("../../../../../data/time/modifiers.tsv"))
        .filter_map(|row| {
            Some(Qualifier {
                modifier: modifier(row.column(0))?,
                before: row.column(1) == "before",
                point: matches!(row.column(2), "point" | "both"),
                duration: matches!(row.column(2), "duration" | "both"),
                words: row.words(3).collect(),
            })
        })
        .collect();
    all.sort_by_key(|qualifier| std::cmp::Reverse(qualifier.words.len()));
    all
});

/// A modifier by its name in TIMEX3.
pub fn modifier(name: &str) -> Option<Modifier> {
    Modifier::ALL.iter().find(|(_, known)| *known == name).map(|(modifier, _)| *modifier)
}

/// A named day.
pub struct Holiday {
    /// Its id.
    pub id: &'static str,
    /// When it is; see the head of the file.
    pub when: &'static str,
    /// Its forms in small letters, as words.
    pub forms: Vec<Vec<String>>,
    /// Whether it counts only with a capital letter.
    pub capital: bool,
}

/// The named days.
pub static HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    rows(include_str!("../../../../../data/time/holidays.tsv"))
        .map(|row| {
            let printed = row.column(2);
            Holiday {
                id: row.column(0),
                when: row.column(1),
                capital: printed.contains('!'),
                forms: printed
                    .split('|')
                    .map(|form| super::items::lower_words(form.trim_end_matches('!')))
                    .collect(),
            }
        })
        .collect()
});

/// How many, in words other than numbers.
pub struct AmountPhrase {
    /// How many.
    pub amount: Amount,
    /// Whether it is meant roughly.
    pub rough: bool,
    /// The words.
    pub words: Vec<&'static str>,
}

/// The phrases, long ones first.
pub static AMOUNTS: LazyLock<Vec<AmountPhrase>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for row in rows(include_str!("../../../../../data/time/amounts.tsv")) {
        let number = row.column(0).trim_end_matches('~');
        let amount = number.parse().map_or(Amount::Some, Amount::Exactly);
        for phrase in row.column(1).split('|') {
            let rough = row.column(0).ends_with('~');
            all.push(AmountPhrase { amount, rough, words: phrase.split_whitespace().collect() });
        }
    }
    all.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    all
});

/// What can begin with a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Starts {
    /// The name of a day.
    pub holiday: bool,
    /// How many, in words other than numbers.
    pub amount: bool,
}

impl Starts {
    /// Whether anything can.
    pub fn any(self) -> bool {
        self.holiday || self.amount
    }
}

/// The first words of [`HOLIDAYS`] and [`AMOUNTS`].
pub static STARTS: LazyLock<HashMap<&'static str, Starts>> = LazyLock::new(|| {
    let mut starts: HashMap<&'static str, Starts> = HashMap::new();
    for form in HOLIDAYS.iter().flat_map(|holiday| &holiday.forms) {
        if let Some(word) = form.first() {
            starts.entry(word.as_str()).or_default().holiday = true;
        }
    }
    for word in AMOUNTS.iter().filter_map(|phrase| phrase.words.first()) {
        starts.entry(word).or_default().amount = true;
    }
    starts
});
