//! The place, day and agency before the first sentence: `LISBON, March 3 (Agency) —`.

use dateline_record::{Article, Dateline, Role, Span};

use super::byline::names;
use super::dates::reader;

/// The mark that ends a dateline stands within this many characters.
const LONGEST: usize = 90;

/// Words of a place's name.
const MOST_WORDS: usize = 5;

/// Fills `dateline` from the head of the first paragraph.
pub fn read(article: &mut Article) {
    let first = article.blocks.iter().find(|block| block.role == Role::Paragraph && block.span.is_some());
    let Some(span) = first.and_then(|block| block.span) else { return };
    let head: String = article.text.chars().skip(span.start as usize).take(span.len().min(LONGEST)).collect();
    article.dateline = parse(&head, &article.language.code).map(|(mut dateline, chars)| {
        dateline.span = Span::new(span.start as usize, span.start as usize + chars);
        dateline
    });
}

/// Reads the dateline at the head of a text; also its length in characters, the mark that ends it left out.
fn parse(text: &str, language: &str) -> Option<(Dateline, usize)> {
    let (end, agency_closes) = closing(text)?;
    let head = text.get(..end)?.trim_end().trim_end_matches(['.', ',', ':']).trim_end();
    let chars = head.chars().count();
    let (rest, agency) = agency(head);
    let (place, day) = divide(rest.trim().trim_end_matches([',', '.']).trim(), language)?;
    if place.is_empty() && agency.is_none() {
        return None;
    }
    let words = place.split_whitespace().count();
    let letters = || place.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() >= 3 && letters().all(|c| !c.is_lowercase());
    let named = place.split([' ', '/', '-']).all(|word| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_none_or(|c| !c.is_lowercase()) || word.chars().count() <= 3
    });
    // A name alone before a dash is a dateline only in capitals; a day or an agency tells it otherwise.
    let told = agency.is_some() || day.is_some() && agency_closes;
    if words > MOST_WORDS || !(shouted || named && (told || day.is_some())) && !place.is_empty() {
        return None;
    }
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let dateline = Dateline { place: some(place), day, agency, span: Span::new(0, 0) };
    Some((dateline, chars))
}

/// Where the mark that ends a dateline begins, and whether an agency's bracket stands before it.
fn closing(text: &str) -> Option<(usize, bool)> {
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let dash = match c {
            '—' => true,
            '–' | '-' | '−' => {
                before.is_whitespace() && (after.is_whitespace() || after == '-')
                    || before == '.'
                    || before == ')'
            }
            _ => false,
        };
        if dash {
            return Some((at, text.get(..at).is_some_and(|head| head.trim_end().ends_with(')'))));
        }
        // `МОСКВА, 3 марта. /ТАСС/.`
        if c == '/' && after == '.' {
            return Some((at + 1, true));
        }
        // A sentence that ends before any dash has no dateline.
        if matches!(c, '?' | '!' | ';' | '“' | '”' | '"' | '\n') {
            return None;
        }
        before = c;
    }
    None
}

/// Takes the agency off the end: `(Agency)`, `/Agency/`.
fn agency(head: &str) -> (&str, Option<String>) {
    for (open, close) in [('(', ')'), ('/', '/')] {
        if let Some(inner) = head.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
        {
            let name = inner.get(at + 1..).unwrap_or_default().trim();
            let known = name.split(['/', ',', ' ']).any(|part| names::agency(part).is_some())
                || names::agency(name).is_some();
            let short = name.split_whitespace().count() <= 4;
            if !name.is_empty() && (known || short && name.chars().next().is_some_and(char::is_uppercase)) {
                return (head.get(..at).unwrap_or_default(), Some(name.to_owned()));
            }
        }
    }
    (head, None)
}

/// Divides place from day: `LISBON, March 3`, `Paris, 3 mars 2020`. None when a number stands there that is no day.
fn divide<'t>(text: &'t str, language: &str) -> Option<(&'t str, Option<String>)> {
    if !text.chars().any(|c| c.is_ascii_digit()) {
        return Some((text.trim_end_matches([',', ' ']), None));
    }
    let at = text.find(',')?;
    let (place, day) = (text.get(..at)?.trim(), text.get(at + 1..)?.trim());
    let number = |word: &str| word.trim_matches(['.', ',']).parse::<u16>().is_ok();
    let mut parts = day.split_whitespace();
    let dated = parts.clone().count() <= 4
        && parts.clone().any(number)
        && parts.any(|word| reader::month(word.trim_matches(['.', ',']), language).is_some());
    dated.then(|| (place, Some(day.to_owned())))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, String)> {
        let (dateline, _) = parse(text, "en")?;
        let text = |part: Option<String>| part.unwrap_or_default();
        Some((text(dateline.place), text(dateline.day), text(dateline.agency)))
    }

    fn three(place: &str, day: &str, agency: &str) -> Option<(String, String, String)> {
        Some((place.into(), day.into(), agency.into()))
    }

    #[test]
    fn datelines() {
        assert_eq!(read("LISBON, March 3 (Reuters) - The mayor said"), three("LISBON", "March 3", "Reuters"));
        assert_eq!(read("PORT EXAMPLE (AP) — A ship ran aground"), three("PORT EXAMPLE", "", "AP"));
        assert_eq!(read("Berlin (dpa) - Der Minister"), three("Berlin", "", "dpa"));
        assert_eq!(read("Madrid, 3 mar (EFE).- El ministro"), three("Madrid", "3 mar", "EFE"));
        assert_eq!(read("МОСКВА, 3 марта. /ТАСС/. Министр"), three("МОСКВА", "3 марта", "ТАСС"));
        assert_eq!(read("LAKEVILLE — The council met"), three("LAKEVILLE", "", ""));
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "The mayor – who is ill – said",
            "Anna Example - my hero",
            "In 2019 - a good year",
            "No dash here",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
