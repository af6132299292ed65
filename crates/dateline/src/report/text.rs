//! Text for a terminal: made harmless, measured, wrapped.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Makes text of a page harmless on a terminal: control characters, which could move the cursor or change the
/// terminal, and marks that reverse the reading direction of what follows, become visible.
pub fn clean(text: &str) -> String {
    text.chars().map(harmless).collect()
}

/// The character that is shown for a character.
pub fn harmless(c: char) -> char {
    match c {
        '\n' | '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to a number of columns, with … where it was cut.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let mut kept = String::new();
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Where lines begin and end when text is broken at spaces into lines of at most `columns`; `\n` always breaks.
/// Words that are too long are broken where the line ends, as are scripts that write without spaces.
pub fn wrap(text: &[char], columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    // The line's beginning, the columns used, and the last place where it could be broken: (end, next beginning).
    let (mut start, mut used) = (0, 0);
    let mut chance: Option<(usize, usize)> = None;
    let mut i = 0;
    while i < text.len() {
        let c = text[i];
        if c == '\n' {
            lines.push(start..i);
            (start, used, chance) = (i + 1, 0, None);
            i += 1;
            continue;
        }
        let wide = harmless(c).width().unwrap_or(0);
        if c == ' ' {
            chance = Some((i, i + 1));
        } else if wide == 2 && i > start {
            chance = Some((i, i));
        }
        if used + wide > columns && i > start {
            let (end, next) = chance.filter(|(end, _)| *end > start).unwrap_or((i, i));
            lines.push(start..end);
            (start, used, chance) = (next, 0, None);
            i = next.max(start);
            continue;
        }
        used += wide;
        i += 1;
    }
    if start < text.len() || lines.is_empty() {
        lines.push(start..text.len());
    }
    lines
}

/// A text wrapped into lines.
pub fn lines(text: &str, columns: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    wrap(&characters, columns)
        .into_iter()
        .map(|line| characters[line].iter().copied().map(harmless).collect::<String>().trim_end().to_owned())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(lines("a\nb", 9), ["a", "b"]);
        assert_eq!(lines("会議は東京で開かれた", 8), ["会議は東", "京で開か", "れた"]);
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("one two", 3), ["one", "two"]);
    }

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        assert_eq!(clean("a\x1b[2Jb\u{9b}c\rd\u{202e}e"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\u{fffd}e");
    }

    #[test]
    fn cuts_show() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("abcd", 4), "abcd");
        assert_eq!(cut("会議会議", 5), "会議…");
    }
}
