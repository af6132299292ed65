//! Words and folding as the reference scorers define them: the character classes of Python's `re` and `str`, so
//! that figures can be compared to the last digit.

use unicode_general_category::{GeneralCategory as G, get_general_category};

/// Python's `\w`: letters and numbers by general category, and the underscore. Combining vowel signs, which Rust
/// calls alphabetic, are no word characters there.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    matches!(
        get_general_category(c),
        G::UppercaseLetter
            | G::LowercaseLetter
            | G::TitlecaseLetter
            | G::ModifierLetter
            | G::OtherLetter
            | G::DecimalNumber
            | G::LetterNumber
            | G::OtherNumber
    )
}

/// Python's `str.isspace`, which is also its `\s`: Unicode's white space and the four information separators.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// `re.findall(r'\w+', text)`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

/// Lower case, every run of characters outside words one space.
pub fn fold(text: &str) -> String {
    join(words(&text.to_lowercase()))
}

/// As [`fold`], the underscore outside words too.
pub fn fold_line(text: &str) -> String {
    join(text.to_lowercase().split(|c| !is_word(c) || c == '_').filter(|word| !word.is_empty()))
}

/// White space folded to single spaces.
pub fn fold_space(text: &str) -> String {
    join(text.split(is_space).filter(|word| !word.is_empty()))
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut folded = String::new();
    for word in words {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_characters_are_pythons() {
        // Results of re.findall(r'\w+', ...) in Python 3.
        let cases: [(&str, &[&str]); 7] = [
            ("it's e-mail_2", &["it", "s", "e", "mail_2"]),
            ("हिन्दी", &["ह", "न", "द"]),
            ("e\u{301}t", &["e", "t"]),
            ("½ Ⅷ ² 三", &["½", "Ⅷ", "²", "三"]),
            ("Ⓐ a\u{ad}b", &["a", "b"]),
            ("ქართული—Ελλάς", &["ქართული", "Ελλάς"]),
            ("สวัสดี", &["สว", "สด"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn folding_is_pythons() {
        assert_eq!(fold("  The «ΟΔΟΣ_1» — it's\u{a0}here! "), "the οδος_1 it s here");
        assert_eq!(fold_line("A_b — C"), "a b c");
        assert_eq!(fold_space("\u{1c}a\u{a0}\n b\u{200b} "), "a b\u{200b}");
    }
}
