//! Character references that were encoded twice: a reader sees “&amp;” or “&#39;” in the text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Damage;
use crate::annotate::lexicon;
use crate::annotate::text::Text;

/// Longest name of a reference that is looked for.
const LONGEST: usize = 8;

static NAMED: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../data/language/references.tsv"))
        .filter_map(|row| {
            let code = u32::from_str_radix(row.column(1), 16).ok()?;
            Some((row.column(0), char::from_u32(code)?))
        })
        .collect()
});

/// The references that stand in the text as text.
pub fn references(text: &Text<'_>) -> Vec<Damage> {
    let mut found = Vec::new();
    let chars = &text.chars;
    let mut at = 0;
    while at < chars.len() {
        if chars[at] != '&' {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        // "&amp;amp;quot;" has been encoded more than twice.
        while text.slice(at, at + 4) == "amp;" && reference_follows(text, at + 4) {
            at += 4;
        }
        let end = (at..(at + LONGEST).min(chars.len()))
            .find(|i| !(chars[*i].is_ascii_alphanumeric() || chars[*i] == '#'));
        let Some(end) = end.filter(|end| chars.get(*end) == Some(&';')) else { continue };
        if let Some(repair) = meaning(text.slice(at, end)) {
            found.push(Damage { start, end: end + 1, repair });
            at = end + 1;
        }
    }
    found
}

fn reference_follows(text: &Text<'_>, at: usize) -> bool {
    let rest = text.slice(at, (at + LONGEST).min(text.chars.len()));
    rest.split_once(';').is_some_and(|(name, _)| meaning(name).is_some())
}

/// The character that a reference stands for. `<` and `>` are left out: whoever prints `&lt;` writes about HTML.
fn meaning(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control()).map(String::from);
    }
    NAMED.get(name).copied().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_the_text_are_read() {
        let text = Text::new("Salt &amp; Sons&#39; &amp;quot;Best&amp;quot; &nbsp; AT&T; a && b; &lt;p&gt;");
        let found: Vec<(String, String)> = references(&text)
            .into_iter()
            .map(|d| (text.slice(d.start, d.end).to_owned(), d.repair))
            .collect();
        let pairs: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("&amp;", "&"),
                ("&#39;", "'"),
                ("&amp;quot;", "\""),
                ("&amp;quot;", "\""),
                ("&nbsp;", "\u{a0}")
            ]
        );
    }
}
