//! Letters of another script that look alike, and letters printed as one character.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Damage;
use super::vocabulary::Vocabulary;
use crate::annotate::lexicon;
use crate::annotate::text::{Text, is_invisible};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
}

/// A letter and its likeness in another script.
static LIKE: LazyLock<HashMap<char, [Option<char>; 3]>> = LazyLock::new(|| {
    let mut like = HashMap::new();
    for row in lexicon::rows(include_str!("../../../../data/language/homoglyphs.tsv")) {
        let letters = [0, 1, 2].map(|column| row.column(column).chars().next());
        for letter in letters.into_iter().flatten() {
            like.insert(letter, letters);
        }
    }
    like
});

fn script(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(Script::Latin),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{370}'..='\u{3ff}' => Some(Script::Greek),
        _ => None,
    }
}

/// Words in which some letters come from a script that only looks like the others'.
pub fn homoglyphs(text: &Text<'_>, vocabulary: &Vocabulary<'_>) -> Vec<Damage> {
    let mut found = Vec::new();
    for seen in &vocabulary.seen {
        let (start, end) = (seen.word.start, seen.word.end);
        let printed = text.slice(start, end);
        if printed.is_ascii() {
            continue;
        }
        let mut counts = [0usize; 3];
        for script in printed.chars().filter_map(script) {
            counts[script as usize] += 1;
        }
        let most = counts.iter().max().copied().unwrap_or(0);
        let sum: usize = counts.iter().sum();
        // Two letters of a word may be a symbol ("Δt"); and half against half cannot be decided.
        if most == sum || sum < 4 || most * 2 <= sum {
            continue;
        }
        let main = counts.iter().position(|n| *n == most).unwrap_or(0);
        let mended: Option<String> = printed
            .chars()
            .map(|c| match script(c) {
                Some(other) if other as usize != main => LIKE.get(&c).and_then(|like| like[main]),
                _ => Some(c),
            })
            .collect();
        if let Some(repair) = mended {
            found.push(Damage { start, end, repair });
        }
    }
    found
}

/// Words printed with a ligature (ﬁ, ﬂ), which no search for the plain letters finds.
pub fn ligatures(text: &Text<'_>, vocabulary: &Vocabulary<'_>) -> Vec<Damage> {
    vocabulary
        .seen
        .iter()
        .map(|seen| (seen.word.start, seen.word.end))
        .filter(|(start, end)| text.slice(*start, *end).contains(|c| plain(c).is_some()))
        .map(|(start, end)| {
            let repair = text
                .slice(start, end)
                .chars()
                .map(|c| plain(c).map_or_else(|| c.to_string(), str::to_owned))
                .collect();
            Damage { start, end, repair }
        })
        .collect()
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// Words in Latin, Cyrillic or Greek letters with an invisible character inside. In other scripts joiners are spelling.
pub fn invisible(text: &Text<'_>, vocabulary: &Vocabulary<'_>) -> Vec<Damage> {
    vocabulary
        .seen
        .iter()
        .map(|seen| (seen.word.start, seen.word.end))
        .filter(|(start, end)| {
            let printed = text.slice(*start, *end);
            !printed.is_ascii()
                && printed.contains(is_invisible)
                && printed.chars().all(|c| is_invisible(c) || script(c).is_some() || !c.is_alphabetic())
        })
        .map(|(start, end)| {
            let repair = text.slice(start, end).chars().filter(|c| !is_invisible(*c)).collect();
            Damage { start, end, repair }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::{Sentence, Span};

    #[test]
    fn letters_that_only_look_alike() {
        let text = Text::new("The Кеstrel and Одеса met; Δt stays, ofﬁcials and Mi\u{ad}nister too.");
        let sentences = [Sentence { span: Span::new(0, text.chars.len()), block: 0 }];
        let vocabulary = Vocabulary::new(&text, &sentences);
        let repairs = |found: Vec<Damage>| found.into_iter().map(|d| d.repair).collect::<Vec<_>>();
        assert_eq!(repairs(homoglyphs(&text, &vocabulary)), ["Kestrel"]);
        assert_eq!(repairs(ligatures(&text, &vocabulary)), ["officials"]);
        assert_eq!(repairs(invisible(&text, &vocabulary)), ["Minister"]);
    }
}
