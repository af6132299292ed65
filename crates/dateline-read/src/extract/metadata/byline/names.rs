//! From the words of a byline to names: who, what kind, in which role.

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_record::AuthorKind;

use super::super::words;

/// Longest name, in characters and in words.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 7;

/// Names taken from one byline.
const MOST: usize = 20;

/// A name found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name as a reader would write it.
    pub text: String,
    /// First byte in the text read.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What kind of author.
    pub kind: AuthorKind,
    /// What the byline says that the author is.
    pub role: Option<String>,
}

fn lexicon() -> &'static HashMap<&'static str, Vec<&'static str>> {
    static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
        let mut lexicon: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for row in words::rows(include_str!("../../../../../../data/metadata/byline_words.tsv")) {
            if let [phrase, kind] = row.as_slice() {
                lexicon.entry(phrase).or_default().push(kind);
            }
        }
        lexicon
    });
    &WORDS
}

fn is(phrase: &str, kind: &str) -> bool {
    lexicon().get(phrase).is_some_and(|kinds| kinds.contains(&kind))
}

/// Whether a name is a news agency's.
pub fn agency(name: &str) -> Option<&'static str> {
    static AGENCIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        words::rows(include_str!("../../../../../../data/metadata/agencies.tsv"))
            .filter_map(|row| match row.as_slice() {
                [name, form] => Some((*name, *form)),
                _ => None,
            })
            .collect()
    });
    AGENCIES.get(name.to_lowercase().as_str()).copied()
}

/// A word of a text, without the marks around it, and its place.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

fn split(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_whitespace() {
            if let Some(from) = start.take()
                && let Some(word) = text.get(from..at)
            {
                found.push(Word { text: word, start: from, end: at });
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    found
}

/// The length in words of the longest phrase of a kind at the head of `words`.
fn leading(words: &[Word<'_>], kinds: &[&str]) -> Option<(usize, bool)> {
    for length in (1..=words.len().min(4)).rev() {
        let phrase: Vec<&str> = words[..length].iter().map(|word| word.text).collect();
        let phrase = phrase.join(" ").to_lowercase();
        let colon = phrase.ends_with([':', '：']);
        let bare = phrase.trim_end_matches([':', '：', ',']).trim();
        if kinds.iter().any(|kind| is(bare, kind) || is(&phrase, kind)) {
            return Some((length, colon));
        }
    }
    None
}

/// Whether a text begins as a byline does: `By`, `Von`, `Author:`, `Text and photos:`; the byte at which the names
/// begin.
pub fn introduced(text: &str) -> Option<usize> {
    let start = behind_label(text)?;
    // What follows must look like a name.
    let first = text.get(start..)?.chars().find(|c| c.is_alphabetic())?;
    (!first.is_lowercase()).then_some(start)
}

/// The byte behind the words that introduce a byline.
fn behind_label(text: &str) -> Option<usize> {
    let all = split(text);
    // `Text and photos: Jane Doe`: every word before the colon is a byline's.
    let colon = all.iter().take(5).position(|word| word.text.ends_with([':', '：']) || word.text == ":");
    if let Some(colon) = colon {
        let known = |word: &Word<'_>, kinds: &[&str]| {
            let lower = word.text.to_lowercase();
            let bare = lower.trim_end_matches([':', '：', ',']);
            bare.is_empty() || kinds.iter().any(|kind| is(bare, kind))
        };
        let label = all.get(..=colon).unwrap_or_default();
        if label.iter().all(|word| known(word, &["by", "told", "and", "cut"]))
            && label.iter().any(|word| known(word, &["by", "told"]))
        {
            return all.get(colon + 1).map(|word| word.start);
        }
    }
    let (length, with_colon) = leading(&all, &["by", "told"])?;
    let by = leading(&all, &["by"]).is_some_and(|(by, _)| by == length);
    if !by && !with_colon {
        return None;
    }
    all.get(length).map(|word| word.start)
}

/// The names in a line that names its author after something else: `3 May 2024 by Jane Doe`.
pub fn inside(text: &str) -> Vec<Name> {
    if !text.chars().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    let all = split(text);
    for (at, word) in all.iter().enumerate().skip(1) {
        if is(&word.text.to_lowercase(), "by")
            && let Some(next) = all.get(at + 1)
            && next.text.chars().next().is_some_and(char::is_uppercase)
            && let Some(rest) = text.get(word.start..)
        {
            let mut found = names(rest);
            for name in &mut found {
                (name.start, name.end) = (name.start + word.start, name.end + word.start);
            }
            return found;
        }
    }
    Vec::new()
}

/// The names in the words of a byline.
pub fn names(text: &str) -> Vec<Name> {
    let text_start = behind_label(text).unwrap_or(0);
    let mut found: Vec<Name> = Vec::new();
    let Some(rest) = text.get(text_start..) else { return found };
    // A first cut at marks that no name holds.
    let end = rest
        .char_indices()
        .find(|(_, c)| {
            matches!(c, '|' | '•' | '·' | '\n' | '—' | '»' | '…' | '│' | '｜' | '<' | '>' | '[' | '{' | '\t')
        })
        .map_or(rest.len(), |(at, _)| at);
    let head = rest.get(..end).unwrap_or_default();
    for (start, part) in parts(head) {
        if found.len() >= MOST {
            break;
        }
        let lower = part.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        if words.is_empty() {
            continue;
        }
        if words.iter().all(|word| is(word.trim_matches(','), "suffix")) {
            continue;
        }
        let role = words.iter().any(|word| is(word.trim_end_matches(['.', ',']), "role"));
        if role && !words.is_empty() {
            if let Some(last) = found.last_mut() {
                if last.role.is_none() {
                    last.role = Some(part.trim().to_owned());
                }
                continue;
            }
            if words.len() > 1 && !words.iter().any(|word| is(word, "desk")) {
                // `Senior Reporter Jane Doe`: the words after the last role word are the name.
                let all = split(part);
                let last = all.iter().rposition(|w| is(&w.text.to_lowercase(), "role"));
                if let Some(first) = last.and_then(|last| all.get(last + 1)) {
                    let name = part.get(first.start..).unwrap_or_default();
                    let title = part.get(..first.start).unwrap_or_default().trim().to_owned();
                    if let Some(mut name) = name_of(name, text_start + start + first.start) {
                        name.role = Some(title);
                        found.push(name);
                    }
                }
                continue;
            }
        }
        if let Some(name) = name_of(part, text_start + start)
            && !found.iter().any(|other| words::fold(&other.text) == words::fold(&name.text))
        {
            found.push(name);
        }
    }
    found
}

/// Closes the part that is open.
fn push<'t>(text: &'t str, start: &mut Option<usize>, end: usize, parts: &mut Vec<(usize, &'t str)>) {
    if let Some(from) = start.take()
        && let Some(part) = text.get(from..end)
    {
        parts.push((from, part));
    }
}

/// The parts of a byline between commas, semicolons and the words for "and", with their places; what follows a word
/// at which names end is left out.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut end = 0;
    let all = split(text);
    let mut at = 0;
    'words: while let Some(word) = all.get(at) {
        let lower = word.text.to_lowercase();
        if leading(&all[at..], &["cut"]).is_some() && (start.is_some() || at == 0) {
            break;
        }
        if is(&lower, "and") {
            push(text, &mut start, end, &mut parts);
            at += 1;
            // `by A and by B`
            if let Some((length, _)) = all.get(at..).and_then(|rest| leading(rest, &["by"])) {
                at += length;
            }
            continue;
        }
        // A date or time ends the names; a name with digits is one that a user chose.
        let digits = word.text.chars().any(|c| c.is_ascii_digit());
        if digits && (all.len() > 1 || word.text.chars().all(|c| !c.is_alphabetic()))
            || matches!(word.text, "-" | "–" | "/" | "::" | "*" | "→")
        {
            if word.text == "/" {
                push(text, &mut start, end, &mut parts);
                at += 1;
                continue;
            }
            break;
        }
        if word.text.starts_with('(') {
            // A role or place in brackets.
            push(text, &mut start, end, &mut parts);
            while let Some(word) = all.get(at) {
                at += 1;
                if word.text.contains(')') {
                    continue 'words;
                }
            }
            break;
        }
        // A comma, semicolon or stroke inside a word divides it.
        let mut from = word.start;
        for (offset, c) in word.text.char_indices() {
            if matches!(c, ',' | ';' | '/' | '&' | '、' | '，' | '；') {
                let here = word.start + offset;
                if start.is_none() && here > from {
                    start = Some(from);
                }
                push(text, &mut start, here, &mut parts);
                from = here + c.len_utf8();
            }
        }
        if from < word.end {
            start.get_or_insert(from);
        }
        end = word.end;
        at += 1;
    }
    push(text, &mut start, end, &mut parts);
    parts
}

/// Makes a name of a part, if it can be one.
fn name_of(part: &str, start: usize) -> Option<Name> {
    let trimmed = part.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | ':' | '-' | '–' | '"' | '“' | '”' | '*' | '@')
    });
    let offset = part.find(trimmed).unwrap_or(0);
    // `Dr. Jane Doe`: the title is part of the name as it is printed, so it stays.
    let mut text = trimmed.to_owned();
    text.retain(|c| !words::unseen(c));
    // An element and its label for readers' aids often say the same.
    let half = text.len() / 2;
    if text.get(half..half + 1) == Some(" ") && text.get(..half) == text.get(half + 1..) {
        text.truncate(half);
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2
        || text.chars().count() > LONGEST
        || words.len() > MOST_WORDS
        || text.contains("://")
        || text.contains("www.")
        || text.contains('@')
        || text.contains(['?', '!', '=', '{', '%', '#'])
        || is(&lower, "none")
        || is(&lower, "by")
        || is(&lower, "told")
        || is(&lower, "cut")
        || words.iter().any(|word| matches!(*word, "http" | "https"))
    {
        return None;
    }
    let kind = if agency(&lower).is_some() {
        AuthorKind::Agency
    } else if is(&lower, "desk")
        || words.iter().any(|word| is(word, "desk"))
        || words.iter().any(|w| w.ends_with("redaktion") || w.contains('.') && looks_like_host(w))
    {
        AuthorKind::Desk
    } else {
        AuthorKind::Person
    };
    let start = start + offset;
    Some(Name { end: start + trimmed.len(), text, start, kind, role: None })
}

/// Whether a word is the name of a host: `example.com`.
fn looks_like_host(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(name, top)| {
        name.len() >= 2
            && (2..=6).contains(&top.len())
            && top.bytes().all(|b| b.is_ascii_lowercase())
            && !name.contains('.')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && psl::domain_str(word).is_some()
            && name.len() > 3
    })
}

/// Whether a name is written as people's names are: two to five words that begin with a capital letter, particles
/// set aside; or, in scripts without capitals, any.
pub fn personal(name: &str) -> bool {
    if name.chars().any(words::unspaced) {
        return (2..=12).contains(&name.chars().count());
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    let capitals = words.iter().filter(capital).count();
    (2..=5).contains(&words.len()) && capitals >= 2 && capitals * 2 >= words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        names(text).into_iter().map(|name| name.text).collect()
    }

    #[test]
    fn bylines_of_many_kinds() {
        assert_eq!(read("By Jane Q. Doe and Rui de Sá | Published 3 May"), ["Jane Q. Doe", "Rui de Sá"]);
        assert_eq!(read("Von Ana Müller, Tom Kurz und Li Wei"), ["Ana Müller", "Tom Kurz", "Li Wei"]);
        assert_eq!(read("Par Zoé Petit le 3 mai 2020"), ["Zoé Petit"]);
        assert_eq!(read("Written by: Sam O'Neil, Senior Reporter"), ["Sam O'Neil"]);
        assert_eq!(
            names("Written by: Sam O'Neil, Senior Reporter")[0].role.as_deref(),
            Some("Senior Reporter")
        );
        assert_eq!(read("Jane Doe, PhD"), ["Jane Doe"]);
        assert_eq!(read("Text und Fotos: Ina Wald"), ["Ina Wald"]);
        assert_eq!(read("von treeowl"), ["treeowl"]);
        let inside: Vec<String> = inside("24. Juli 2017 von Tom Kurz").into_iter().map(|n| n.text).collect();
        assert_eq!(inside, ["Tom Kurz"]);
        assert_eq!(read("admin"), Vec::<String>::new());
    }

    #[test]
    fn kinds_of_author() {
        assert_eq!(names("Reuters")[0].kind, AuthorKind::Agency);
        assert_eq!(names("Web Desk")[0].kind, AuthorKind::Desk);
        assert_eq!(names("Ada Example")[0].kind, AuthorKind::Person);
    }
}
