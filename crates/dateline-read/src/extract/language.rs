//! The language of the text, detected from its words and letters, not copied from the page.
//!
//! Two witnesses are heard. Counts of function words (`data/language/function_words.tsv`) tell languages of one
//! script apart even in a headline; trigrams (`whatlang`) know more languages and need more text. The script comes
//! first: most scripts belong to few languages.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dateline_record::Language;
use whatlang::{Detector, Lang};

use crate::annotate::lexicon;

/// Fewer letters than this say nothing.
const LEAST_LETTERS: usize = 20;

/// How much of the text is looked at; more does not change the answer.
const LOOK: usize = 3000;

/// Share of the words that are function words of the right language: in running text of the listed languages a
/// quarter to a half. At this share the words alone are believed.
const SURE_SHARE: f32 = 0.25;

/// What trigrams add to a language's share of function words: they decide where words are few, and are overruled
/// where words are plain.
const TRIGRAM_WEIGHT: f32 = 0.12;

/// What English has ahead where the letters are plain ASCII: half of the pages of the web are English, and English
/// headlines leave function words out. In running text every language's share is five times as large.
const ENGLISH_AHEAD: f32 = 0.05;

/// Share of ASCII among the letters from which on a text counts as plain.
const PLAIN_ASCII: f32 = 0.98;

/// From this number of words on, a lead that trigrams could not overturn settles the language.
const PLAIN_WORDS: usize = 40;

/// Trigrams alone are believed for an unlisted language only above this.
const SURE_TRIGRAMS: f32 = 0.5;

struct FunctionWords {
    languages: Vec<&'static str>,
    /// Word to the languages it belongs to, as places in `languages`.
    words: HashMap<&'static str, Vec<u8>>,
}

static FUNCTION_WORDS: LazyLock<FunctionWords> = LazyLock::new(|| {
    let mut languages: Vec<&'static str> = Vec::new();
    let mut words: HashMap<&'static str, Vec<u8>> = HashMap::new();
    for row in lexicon::rows(include_str!("../../../../data/language/function_words.tsv")) {
        let known = languages.iter().position(|l| *l == row.column(0));
        let place = known.unwrap_or_else(|| {
            languages.push(row.column(0));
            languages.len() - 1
        });
        for word in row.words(1) {
            let holders = words.entry(word).or_default();
            if !holders.contains(&(place as u8)) {
                holders.push(place as u8);
            }
        }
    }
    FunctionWords { languages, words }
});

/// Whether a word (in small letters) is a function word of the language.
pub fn is_function_word(language: &str, word: &str) -> bool {
    let table = &*FUNCTION_WORDS;
    table
        .words
        .get(word)
        .is_some_and(|holders| holders.iter().any(|h| table.languages.get(*h as usize) == Some(&language)))
}

/// Detects the language; the code is empty when there is too little text.
pub fn detect(text: &str) -> Language {
    let end = text.char_indices().nth(LOOK).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    if text.chars().filter(|c| c.is_alphabetic()).take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return Language::default();
    }
    let (shares, words) = shares(text);
    // Trigrams cost more than all else here, and plain running text does not need them.
    let mut order: Vec<f32> = shares.clone();
    order.sort_unstable_by(|a, b| b.total_cmp(a));
    let ahead = order.first().copied().unwrap_or(0.0) - order.get(1).copied().unwrap_or(0.0);
    let plain = words >= PLAIN_WORDS && ahead >= TRIGRAM_WEIGHT + ENGLISH_AHEAD;
    let trigrams = if plain { None } else { Detector::new().detect(text) };
    let table = &*FUNCTION_WORDS;
    let trigram_code = trigrams.as_ref().map(|info| code(info.lang()));
    let trigram_sure = trigrams.as_ref().map_or(0.0, |info| info.confidence() as f32);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let ascii = text.chars().filter(char::is_ascii_alphabetic).count();
    let plain_ascii = ascii as f32 >= PLAIN_ASCII * letters as f32;
    let mut best: Option<(f32, &str)> = None;
    let mut second = 0.0f32;
    for (language, share) in table.languages.iter().zip(&shares) {
        let agrees = trigram_code.as_deref() == Some(*language);
        let score = share
            + if agrees { TRIGRAM_WEIGHT * (0.5 + 0.5 * trigram_sure) } else { 0.0 }
            + if plain_ascii && *language == "en" { ENGLISH_AHEAD } else { 0.0 };
        match best {
            Some((top, _)) if score <= top => second = second.max(score),
            _ => {
                second = best.map_or(0.0, |b| b.0);
                best = Some((score, language));
            }
        }
    }
    let listed = trigram_code.as_deref().is_some_and(|code| table.languages.contains(&code));
    match (best, trigram_code) {
        // Nothing of the word lists: trigrams alone, for scripts and languages that are not listed.
        (Some((score, _)), Some(code))
            if score < ENGLISH_AHEAD
                || !listed && score < SURE_SHARE / 2.0 && (trigram_sure > SURE_TRIGRAMS || !plain_ascii) =>
        {
            Language { code, confidence: trigram_sure * if listed { 0.5 } else { 0.9 }, declared: None }
        }
        (Some((score, language)), _) if score > 0.0 => {
            // Sure where the words are many, plain, and far from the next language's.
            let enough = (words as f32 / 12.0).min(1.0);
            let plain = (score / SURE_SHARE).min(1.0);
            let clear = ((score - second) / score * 2.5).min(1.0);
            let confidence = (0.35 + 0.65 * clear) * plain * (0.5 + 0.5 * enough);
            Language { code: (*language).to_owned(), confidence, declared: None }
        }
        (_, Some(code)) => Language { code, confidence: trigram_sure * 0.5, declared: None },
        _ => Language::default(),
    }
}

/// For each listed language the share of the text's words that are its function words, and the number of words.
fn shares(text: &str) -> (Vec<f32>, usize) {
    let table = &*FUNCTION_WORDS;
    let mut counts = vec![0.0f32; table.languages.len()];
    let mut total = 0usize;
    let mut seen: HashSet<&str> = HashSet::new();
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphabetic() && !is_joiner(c)).filter(|w| !w.is_empty()) {
        total += 1;
        if let Some(holders) = table.words.get(word) {
            // A word of many languages says little of each; a new word says more than one repeated.
            let weight =
                if holders.len() > 3 { 0.6 } else { 1.0 } * if seen.insert(word) { 1.0 } else { 0.7 };
            for holder in holders {
                if let Some(count) = counts.get_mut(*holder as usize) {
                    *count += weight;
                }
            }
        }
    }
    let all = total.max(1) as f32;
    (counts.into_iter().map(|count| count / all).collect(), total)
}

/// Vowel signs and joiners of Indic and Arabic scripts, which stand inside words.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{93c}'..='\u{94d}' | '\u{9bc}'..='\u{9cd}' | '\u{64b}'..='\u{652}' | '\u{200c}' | '\u{300}'..='\u{36f}')
}

/// ISO 639-1 where there is one, else 639-3.
fn code(lang: Lang) -> String {
    let three = lang.code();
    const TWO: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    TWO.iter().find(|(t, _)| *t == three).map_or_else(|| three.to_owned(), |(_, two)| (*two).to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_text_decides() {
        assert_eq!(detect("The minister said on Monday that the talks would go on.").code, "en");
        assert_eq!(detect("Der Minister sagte am Montag, die Gespräche würden fortgesetzt.").code, "de");
        assert_eq!(detect("ok").code, "");
    }

    #[test]
    fn headlines_are_enough() {
        for (text, code) in [
            ("Storm leaves thousands of homes without power in the north", "en"),
            ("Minister resigns after row over new harbour", "en"),
            ("Tausende nach dem Sturm ohne Strom im Norden", "de"),
            ("Des milliers de foyers privés d'électricité après la tempête", "fr"),
            ("Miles de hogares sin luz tras el temporal en el norte", "es"),
            ("Milhares de casas ficaram sem energia após a tempestade no norte", "pt"),
            ("Migliaia di case senza corrente dopo la tempesta nel nord", "it"),
            ("Duizenden huizen zonder stroom na de storm in het noorden", "nl"),
            ("Тысячи домов остались без света после бури на севере", "ru"),
            ("Тисячі будинків залишилися без світла після бурі на півночі", "uk"),
            ("Tysiące domów bez prądu po burzy, która przeszła nad północą", "pl"),
            ("Tusentals hus utan ström efter stormen som drog in över norr", "sv"),
        ] {
            assert_eq!(detect(text).code, code, "{text}");
        }
    }
}
