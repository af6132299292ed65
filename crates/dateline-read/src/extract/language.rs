//! The language of the text, detected from its letters, not copied from the page.

use dateline_record::Language;
use whatlang::{Detector, Lang};

/// Fewer letters than this say nothing.
const LEAST_LETTERS: usize = 20;

/// How much of the text is looked at; more does not change the answer.
const LOOK: usize = 4000;

/// Detects the language; the code is empty when there is too little text.
pub fn detect(text: &str) -> Language {
    let end = text.char_indices().nth(LOOK).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    if text.chars().filter(|c| c.is_alphabetic()).take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return Language::default();
    }
    match Detector::new().detect(text) {
        Some(info) => {
            Language { code: code(info.lang()), confidence: info.confidence() as f32, declared: None }
        }
        None => Language::default(),
    }
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
    use super::*;

    #[test]
    fn the_text_decides() {
        assert_eq!(detect("The minister said on Monday that the talks would go on.").code, "en");
        assert_eq!(detect("Der Minister sagte am Montag, die Gespräche würden fortgesetzt.").code, "de");
        assert_eq!(detect("ok").code, "");
    }
}
