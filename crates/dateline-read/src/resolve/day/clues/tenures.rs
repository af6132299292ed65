//! Office-holders: whoever is called by an office and acts in the story holds it on the article's day; whoever is called
//! by it at all has begun to hold it; who is called a former one has ceased to.

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_record::{Name, NameKind, Span};
use jiff::civil::Date;

use super::super::days::{Days, LAST};
use super::super::facts::fold;
use super::super::facts::offices::{BODIES, OFFICES, Office};
use super::super::facts::tenures::{TENURES, Tenure};
use super::super::scene::Scene;
use super::{Hint, Strength};
use crate::annotate::lexicon;
use crate::resolve::times::calendar::days_on;

/// Papers keep calling people by their office for some days.
const GRACE: i64 = 10;
/// Characters before and after a name in which its office is looked for.
const NEAR: usize = 80;
/// Most words of an office.
const LONGEST: usize = 8;
/// Countries whose names begin with the surname.
const SURNAME_FIRST: &[&str] = &["CN", "KR", "KP", "VN", "TW", "KH", "UN"];

static WORDS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../../../data/facts/office_words.tsv"))
        .flat_map(|row| row.words(1).map(|word| (word, row.column(0))).collect::<Vec<_>>())
        .collect()
});

/// What the name of a country, a place or a body may mean: "Georgia" is two.
type Of = &'static [&'static str];

/// An office as it stands beside a name.
struct Title {
    /// Its words in the table.
    office: &'static str,
    /// The countries or bodies that its words may mean, when one is named.
    of: Option<Of>,
    /// "former".
    past: bool,
    /// Whether the government is named by its head: "the Bush administration".
    cabinet: bool,
    /// First character of the office, or of the name.
    start: usize,
    end: usize,
}

pub(super) fn clues(scene: &Scene<'_>, hints: &mut Vec<Hint>) {
    for name in scene.record.names.iter().filter(|name| name.kind == NameKind::Person) {
        let mut printed = printed(scene, name);
        let title = inside(scene, name, &mut printed)
            .or_else(|| before(scene, name))
            .or_else(|| after(scene, name))
            .or_else(|| cabinet(scene, name));
        let Some(title) = title else { continue };
        let rows = rows(&printed, &title);
        let Some(first) = rows.iter().map(|row| row.start).min() else { continue };
        let hint = |rule, days, strength| Hint {
            span: Span::new(title.start, title.end),
            rule,
            days,
            strength,
            fact: Some(told_once(&rows)),
        };
        if title.past {
            // A "then" or "late" president is none of today's; the end of the first time in office is long enough.
            if let Some(end) = rows.iter().map(|row| row.end).min().flatten().filter(|_| rows.len() == 1) {
                hints.push(hint("former", Days::since(end), Strength::Hard));
            }
            continue;
        }
        let token = scene.token(name.span.start as usize);
        let past = scene.token((name.span.end as usize).saturating_sub(1)) + 1;
        let sentence = scene.sentence(token);
        // "the Bush administration says": its word is the subject.
        let past = if title.cabinet { past + 1 } else { past };
        let head = scene.head(&(token..past)).map(|(head, _)| head);
        let begun = Days::since(first);
        if scene.elsewhen.get(sentence) != Some(&false) {
            hints.push(hint("office-begun", begun, Strength::Hard));
            continue;
        }
        let stretch =
            |row: &&Tenure| (row.start, row.end.and_then(|end| days_on(end, GRACE)).unwrap_or(LAST));
        let days = Days::of(rows.iter().map(stretch).collect());
        let acts = head.is_some_and(|head| scene.acts(head));
        // A past administration is named without "former".
        if title.cabinet && !acts {
            hints.push(hint("office-begun", begun, Strength::Hard));
            continue;
        }
        // In passing, papers seldom call people by an office that they have left: once in 545 dated texts.
        hints.push(hint(if acts { "in-office" } else { "called-by-office" }, days, Strength::Sure));
    }
}

/// The rows in words: of several that tell of the same office from the same day (tables overlap; territories share the president of
/// their country) the first.
fn told_once(rows: &[&Tenure]) -> String {
    let mut told: Vec<(&str, Date)> = Vec::new();
    let mut facts = Vec::new();
    for row in rows {
        if !told.contains(&(row.office, row.start)) {
            told.push((row.office, row.start));
            facts.push(row.words());
        }
    }
    facts.join("; ")
}

/// Words without hyphens and articles, each with its first character; the text is in small letters.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–'))
        .map(|word| word.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '(' | '\'' | '‘' | ';' | ':')))
        .filter(|word| !word.is_empty())
        .collect()
}

/// "Belarusian President", "the President of Belarus," before the name.
fn before(scene: &Scene<'_>, name: &Name) -> Option<Title> {
    let end = name.span.start as usize;
    let token = scene.token(end);
    let sentence = scene.record.sentences.get(scene.sentence(token))?;
    let start = (sentence.span.start as usize).max(end.saturating_sub(NEAR)).min(end);
    let lower = scene.text.lower(start, end).trim_end();
    let lower = lower.strip_suffix(',').unwrap_or(lower);
    let mut list = words(lower);
    let mut of = None;
    let mut office = strip_office(&mut list);
    if office.is_none() {
        // "president of Belarus".
        let (country, rest) = strip_country(&list)?;
        let rest = rest.strip_suffix(&["the"]).unwrap_or(rest);
        let rest = rest
            .strip_suffix(&["of"])
            .or_else(|| rest.strip_suffix(&["for"]))
            .or_else(|| rest.strip_suffix(&["in"]))?;
        list = rest.to_vec();
        of = Some(country);
        office = strip_office(&mut list);
    }
    let office = office?;
    if of.is_none()
        && let Some((country, rest)) = strip_country(&list)
    {
        of = Some(country);
        list = rest.to_vec();
    }
    let past = standing(&list)?;
    Some(
        Title {
            office,
            of,
            past,
            cabinet: false,
            start: name.span.start as usize,
            end: name.span.end as usize,
        }
        .widened(scene, end),
    )
}

impl Title {
    /// With the words of the office before the name.
    fn widened(mut self, scene: &Scene<'_>, end: usize) -> Self {
        let from = end.saturating_sub(NEAR);
        let lower = scene.text.lower(from, end);
        let first = self.office.split([' ', '-']).next().unwrap_or_default();
        if let Some(at) = lower.rfind(first) {
            self.start = from + lower.get(..at).map_or(0, |before| before.chars().count());
        }
        self
    }
}

/// ", the Ukrainian president," or ", president of Belarus," after the name.
fn after(scene: &Scene<'_>, name: &Name) -> Option<Title> {
    let start = name.span.end as usize;
    let token = scene.token(start.saturating_sub(1));
    let sentence = scene.record.sentences.get(scene.sentence(token))?;
    let end = (sentence.span.end as usize).min(start + NEAR);
    let lower = scene.text.lower(start, end).strip_prefix(", ")?;
    let part = lower.split([',', '.', ';']).next().unwrap_or_default();
    let mut list = words(part);
    for _ in 0..list.len().min(10) {
        let mut head = list.clone();
        if let Some(office) = strip_office(&mut head) {
            let rest: Vec<&str> = words(part).get(list.len()..).unwrap_or_default().to_vec();
            let named = |from: &[&str]| {
                let tail: &[&str] =
                    from.strip_prefix(&["of"]).or_else(|| from.strip_prefix(&["in"])).unwrap_or_default();
                let tail = tail.strip_prefix(&["the"]).unwrap_or(tail);
                (1..=tail.len().min(4)).rev().find_map(|n| country(&tail.get(..n)?.join(" ")))
            };
            // Nothing but "the", a country and an adjective may stand before the office.
            let (of, lead) = match strip_country(&head) {
                Some((country, lead)) => (Some(country), lead.to_vec()),
                None => (named(&rest), head.clone()),
            };
            if lead.len() > 3 {
                return None;
            }
            let past = standing(&lead)?;
            let length = part.chars().count();
            return Some(Title {
                office,
                of,
                past,
                cabinet: false,
                start: name.span.start as usize,
                end: (start + 2 + length).min(end),
            });
        }
        list.pop();
    }
    None
}

/// "the Bush administration": the name of a president before its word.
fn cabinet(scene: &Scene<'_>, name: &Name) -> Option<Title> {
    let end = name.span.end as usize;
    let word = " administration";
    let past = end + word.chars().count();
    let earlier = scene.text.lower((name.span.start as usize).saturating_sub(10), name.span.start as usize);
    let other = words(earlier).last().is_some_and(|word| WORDS.contains_key(word));
    (scene.text.lower(end, past) == word && !other).then_some(Title {
        office: "president",
        of: Some(&["US"]),
        past: false,
        cabinet: true,
        start: name.span.start as usize,
        end: past,
    })
}

/// Whether the words before an office say that it is no longer held; none when they make another office of it.
fn standing(before: &[&str]) -> Option<bool> {
    let near = before.iter().rev().take(4).map(|word| word.trim_end_matches(','));
    let mut past = false;
    for word in near {
        match WORDS.get(word) {
            Some(&"past") => past = true,
            Some(&"other") => return None,
            _ => {}
        }
    }
    Some(past)
}

/// Takes an office off the end of words.
fn strip_office(list: &mut Vec<&str>) -> Option<&'static str> {
    let most = list.len().min(LONGEST);
    for n in (1..=most).rev() {
        let (rest, tail) = list.split_at(list.len() - n);
        // "Sen.", "Presidents".
        let words = tail.join(" ");
        let singular = words.trim_end_matches('.');
        let forms = [words.as_str(), singular, singular.strip_suffix('s').unwrap_or_default()];
        if let Some((form, _)) = forms.iter().find_map(|form| OFFICES.get_key_value(*form)) {
            let rest = rest.len();
            list.truncate(rest);
            return Some(form);
        }
    }
    None
}

/// A country or a body by its name, its adjective or its possessive.
fn country(words: &str) -> Option<Of> {
    let bare = words.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(',');
    let known = |words: &str| BODIES.get(words).map(Vec::as_slice);
    // "General Motors Corp."
    let firm = || {
        let (name, form) = bare.rsplit_once(' ')?;
        let form = form.trim_end_matches('.');
        let company = WORDS.get(form).is_some_and(|kind| *kind == "company");
        company.then(|| known(name.trim_end_matches(','))).flatten()
    };
    known(bare).or_else(firm)
}

/// Takes a country off the end of words.
fn strip_country<'l, 'w>(list: &'l [&'w str]) -> Option<(Of, &'l [&'w str])> {
    (1..=list.len().min(4)).rev().find_map(|n| {
        let (rest, tail) = list.split_at_checked(list.len() - n)?;
        Some((country(&tail.join(" "))?, rest))
    })
}

/// The words of a name, folded.
fn printed(scene: &Scene<'_>, name: &Name) -> Vec<String> {
    let (start, end) = scene.text.range(name.span);
    let mut printed = fold(scene.text.slice(start, end));
    // "Putin's".
    if printed.len() > 1 && printed.last().is_some_and(|word| word == "s") {
        printed.pop();
    }
    printed
}

/// A name that was read with its office: "Chief Justice Ana Silva", "U.S. President Ana Silva". Leaves the words of the person.
fn inside(scene: &Scene<'_>, name: &Name, printed: &mut Vec<String>) -> Option<Title> {
    let (start, end) = scene.text.range(name.span);
    let own = words(scene.text.lower(start, end));
    let most = own.len().checked_sub(1)?;
    let (of, office, rest) = (0..=most.min(3)).find_map(|first| {
        let of = if first == 0 { None } else { Some(country(&own.get(..first)?.join(" "))?) };
        let office = |past: &usize| OFFICES.get_key_value(own.get(first..*past)?.join(" ").as_str());
        let past = (first + 1..=most.min(first + LONGEST)).rev().find(|past| office(past).is_some())?;
        Some((of, office(&past)?.0.as_str(), past))
    })?;
    *printed = fold(&own.get(rest..)?.join(" "));
    let lower = scene.text.lower(start.saturating_sub(NEAR), start);
    let list = words(lower);
    let (before, list) = strip_country(&list).map_or((None, list.as_slice()), |(of, rest)| (Some(of), rest));
    let past = standing(list)?;
    Some(Title { office, of: of.or(before), past, cabinet: false, start, end })
}

/// The rows that a name and its office may mean.
fn rows(printed: &[String], title: &Title) -> Vec<&'static Tenure> {
    let keys = [printed.last(), printed.first()];
    let mut found: Vec<usize> =
        keys.iter().flatten().filter_map(|word| TENURES.by_word.get(*word)).flatten().copied().collect();
    found.sort_unstable();
    found.dedup();
    let Some(offices) = OFFICES.get(title.office) else { return Vec::new() };
    let regnal = offices.iter().any(|office| office.regnal);
    // A surname alone says little where the table knows few of the bearers.
    let alone = printed.len() < 2 && title.of.is_none();
    found
        .into_iter()
        .filter_map(|index| TENURES.rows.get(index))
        .filter(|row| {
            let holds = |office: &&Office| office.id == row.office;
            let counts = |office: &Office| (office.alone || !alone) && (!office.bound || title.of.is_some());
            offices.iter().filter(holds).any(counts)
        })
        .filter(|row| title.of.is_none_or(|of| of.contains(&row.of)))
        .filter(|row| row.forms.iter().any(|form| fits(printed, form, row.of, title.of.is_some(), regnal)))
        .collect()
}

/// Whether a printed name can be a form of the table's: its words in the same order, initials and one spelling apart.
fn fits(printed: &[String], form: &[String], of: &str, country: bool, regnal: bool) -> bool {
    let by_last = printed.last() == form.last() || regnal;
    let by_first = SURNAME_FIRST.contains(&of)
        && printed.first() == form.first()
        && (printed.len() == 1 || printed.get(1) == form.get(1));
    // Monarchs and popes are known by their first name.
    if !by_last && !by_first || regnal && printed.first() != form.first() {
        return false;
    }
    let same = |mine: &String, theirs: &String| {
        mine == theirs
            || mine.len() == 1 && theirs.starts_with(mine.as_str())
            || theirs.len() == 1 && mine.starts_with(theirs.as_str())
    };
    let mut rest = form.iter();
    let in_order = printed.iter().all(|word| rest.any(|other| same(word, other)));
    // "Dmitri" for "Dmitry", where the country is printed too.
    let near = country
        && by_last
        && printed.len() > 1
        && printed.first().and_then(|w| w.get(..1)) == form.first().and_then(|w| w.get(..1));
    in_order || near
}
