//! Lines of a plain text, put together where the text was broken into lines of equal width, as mail and old text
//! files are.

/// Marks that end a line.
const BREAKS: [char; 5] = ['\n', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'];

/// Widths at which texts are broken: 72 to 80 is usual, teletype and mail use 60 to 78.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=100;

/// Fewer broken lines than this do not show that a text is broken.
const LEAST: usize = 4;

/// Share of the neighbouring lines that must be broken.
const LEAST_SHARE: f32 = 0.5;

/// Share of the lines after a break that must begin with a small letter: headlines of one length do not.
const LEAST_SMALL: f32 = 0.25;

struct Line<'a> {
    text: &'a str,
    chars: usize,
    /// Characters of its first word.
    first: usize,
}

/// The pieces of the page that are one block each: a line, or the lines of one broken paragraph. They follow one
/// another without a gap.
pub fn blocks(page: &str) -> Vec<&str> {
    let lines: Vec<Line<'_>> = page
        .split_inclusive(BREAKS)
        .map(|text| {
            let seen = text.trim();
            let first = seen.split_whitespace().next().map_or(0, |word| word.chars().count());
            Line { text, chars: seen.chars().count(), first }
        })
        .collect();
    let Some(width) = width(&lines) else { return lines.iter().map(|line| line.text).collect() };
    let mut blocks = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (i, line) in lines.iter().enumerate() {
        end += line.text.len();
        let goes_on =
            lines.get(i + 1).is_some_and(|next| is_broken(line, next, width) && !is_indented(line, next));
        if !goes_on {
            blocks.extend(page.get(start..end));
            start = end;
        }
    }
    blocks
}

/// The width at which the text was broken, if it was.
fn width(lines: &[Line<'_>]) -> Option<usize> {
    let width = lines.iter().map(|line| line.chars).max().filter(|width| WIDTHS.contains(width))?;
    let (mut pairs, mut broken, mut small) = (0usize, 0usize, 0usize);
    for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
        if line.chars == 0 || next.chars == 0 {
            continue;
        }
        pairs += 1;
        if is_broken(line, next, width) {
            broken += 1;
            small += usize::from(next.text.trim_start().starts_with(char::is_lowercase));
        }
    }
    let is_wrapped = broken >= LEAST
        && broken as f32 >= LEAST_SHARE * pairs as f32
        && small as f32 >= LEAST_SMALL * broken as f32;
    is_wrapped.then_some(width)
}

/// Whether a line was broken because the next word did not fit any more.
fn is_broken(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    line.chars > width / 2 && next.first > 0 && line.chars + 1 + next.first > width
}

/// Whether the next line begins a paragraph by standing further in.
fn is_indented(line: &Line<'_>, next: &Line<'_>) -> bool {
    let space = |line: &Line<'_>| line.text.len() - line.text.trim_start().len();
    space(next) > space(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks a paragraph at a width.
    fn broken(text: &str, width: usize) -> String {
        let (mut out, mut length) = (String::new(), 0);
        for word in text.split(' ') {
            let chars = word.chars().count();
            if length > 0 {
                let fits = length + 1 + chars <= width;
                out.push(if fits { ' ' } else { '\n' });
                length = if fits { length + 1 } else { 0 };
            }
            out.push_str(word);
            length += chars;
        }
        out
    }

    const ONE: &str = "The harbour of Ardmouth was opened again on Tuesday after a storm had closed it for nine days, \
        and two freighters that had waited outside were the first to enter, the harbour master said in the evening.";
    const TWO: &str = "Three more ships were expected before nightfall; the council is to meet on Thursday to decide who \
        will pay for the repairs, which are put at fourteen million crowns by the port's own engineers.";

    #[test]
    fn broken_paragraphs_are_put_together() {
        for width in [60, 72, 80] {
            let page = format!("A port reopens\n\n{}\n\n{}\n", broken(ONE, width), broken(TWO, width));
            let found: Vec<String> = blocks(&page)
                .into_iter()
                .map(|block| block.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|block| !block.is_empty())
                .collect();
            assert_eq!(found, ["A port reopens", ONE, TWO], "{width}");
            assert_eq!(blocks(&page).concat(), page);
        }
    }

    #[test]
    fn other_lines_stay() {
        for page in
            ["", "\n\n", "One\nTwo\nThree\nFour\nFive\nSix", &format!("{ONE}\n{TWO}\n"), &"x\n".repeat(50)]
        {
            assert_eq!(blocks(page), page.split_inclusive('\n').collect::<Vec<_>>());
        }
        let headlines = "Minister visits the flooded villages of the north again\nFishermen fear for the herring season in the bay\n"
            .repeat(4);
        assert_eq!(blocks(&headlines).len(), 8);
    }
}
