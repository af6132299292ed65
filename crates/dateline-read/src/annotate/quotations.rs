//! Quotation marks in pairs, and what stands between them, also where a mark was lost.
//!
//! Each mark is first told for what it can be in its place (opening, closing, apostrophe, inches), then paired with
//! a stack. Where a paragraph ends inside a quotation and the next one opens with the same mark, the quotation goes
//! on: the custom of print. Where a mark is missing, the border is inferred: the end or the beginning of the
//! paragraph, or the neighbouring quotation.

use dateline_record::{Block, Quotation, QuotationState, Role, Span};

use super::text::{Text, is_letter};

/// Marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    /// “ ” and „ “ and ” ”
    Double,
    /// ‘ ’ and ‚ ‘
    Single,
    /// « » and » «
    Angle,
    /// ‹ ›
    SingleAngle,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
    /// " "
    Straight,
    /// ' '
    StraightSingle,
    /// `` ''
    Typewriter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    pair: Pair,
    side: Side,
    start: usize,
    end: usize,
    /// „ and ‚ are closed by “ and ‘.
    low: bool,
}

/// The quotations of the article, in the order in which they begin.
pub fn quotations(text: &Text<'_>, blocks: &[Block]) -> Vec<Quotation> {
    let article: Vec<(usize, usize, Role)> = blocks
        .iter()
        .filter_map(|block| block.span.map(|span| (text.range(span), block.role)))
        .map(|((start, end), role)| (start, end, role))
        .collect();
    let mut found = Vec::new();
    let mut marks = Vec::new();
    for (index, (start, end, role)) in article.iter().enumerate() {
        marks.clear();
        find_marks(text, *start, *end, &mut marks);
        if marks.is_empty() {
            continue;
        }
        let next = article.get(index + 1).filter(|next| next.2 == *role);
        let goes_on = next.and_then(|(start, end, _)| first_mark(text, *start, *end));
        pair(text, *start, *end, &marks, goes_on, &mut found);
    }
    found.sort_by_key(|q: &Quotation| (q.span.start, u32::MAX - q.span.end));
    found
}

/// Whether the sides of a mark tell opening or closing: something to lean on before or after it.
fn opens(text: &Text<'_>, start: usize, end: usize, from: usize, to: usize) -> bool {
    let before = if start > from { text.before(start) } else { ' ' };
    let after = if end < to { text.char(end) } else { ' ' };
    let free = before.is_whitespace()
        || matches!(before, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…')
        || is_quote(before);
    free && !after.is_whitespace() && !matches!(after, ',' | '.' | ';' | ':' | ')' | ']' | '!' | '?')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›')
}

fn find_marks(text: &Text<'_>, from: usize, to: usize, marks: &mut Vec<Mark>) {
    // Open marks so far, by pair: what decides between two readings of one character.
    let (mut low, mut low_single, mut double, mut straight, mut angle) = (0u32, 0u32, 0u32, false, 0i32);
    let (mut typewriter, mut single_angle) = (false, false);
    let mut at = from;
    while at < to {
        let c = text.char(at);
        let start = at;
        at += 1;
        if c.is_ascii_alphanumeric() || c == ' ' {
            continue;
        }
        // The tail of a dash that was read with a wrong character set: â€”.
        if start > from + 1 && text.before(start) == '€' && text.char(start - 2) == 'â' {
            continue;
        }
        let lean_open = |end: usize| opens(text, start, end, from, to);
        let (pair, side, is_low) = match c {
            '„' | '‟' => {
                low += 1;
                (Pair::Double, Side::Open, true)
            }
            '“' if low > 0 && !(lean_open(at) && text.before(start) != '„') => {
                low -= 1;
                (Pair::Double, Side::Close, true)
            }
            // German pages often close with the mark that opens: “so“.
            '“' if double > 0 && !lean_open(at) => {
                double -= 1;
                (Pair::Double, Side::Close, false)
            }
            '“' => {
                double += 1;
                (Pair::Double, Side::Open, false)
            }
            // Swedish and Finnish open with the same mark that closes.
            '”' if double == 0 && low == 0 && lean_open(at) => {
                double += 1;
                (Pair::Double, Side::Open, false)
            }
            '”' if double == 0 && low == 0 && straight => {
                straight = false;
                (Pair::Straight, Side::Close, false) // "mixed”
            }
            '”' if double == 0 && low == 0 && text.before(start).is_ascii_digit() => continue, // inches
            '”' => {
                if low > 0 && double == 0 {
                    low -= 1;
                } else {
                    double = double.saturating_sub(1);
                }
                (Pair::Double, Side::Close, false)
            }
            '«' | '»' => {
                // Danish, and German books, turn them round.
                let natural = if c == '«' { Side::Open } else { Side::Close };
                let after = text.char(at);
                let before = if start > from { text.before(start) } else { ' ' };
                let (free, ends) = (before.is_whitespace(), after.is_whitespace());
                if c == '»' && angle == 0 && free && (ends || at >= to) {
                    continue; // Home » News
                }
                let side = match (before.is_whitespace() || start == from, after.is_whitespace() || at >= to)
                {
                    (true, false) if angle == 0 => Side::Open,
                    (false, true) if angle > 0 => Side::Close,
                    _ => natural,
                };
                angle += if side == Side::Open { 1 } else { -angle.min(1) };
                (Pair::Angle, side, false)
            }
            '‹' if lean_open(at) => {
                single_angle = true;
                (Pair::SingleAngle, Side::Open, false)
            }
            '›' if single_angle => {
                single_angle = false;
                (Pair::SingleAngle, Side::Close, false)
            }
            '「' => (Pair::Corner, Side::Open, false),
            '」' => (Pair::Corner, Side::Close, false),
            '『' => (Pair::WhiteCorner, Side::Open, false),
            '』' => (Pair::WhiteCorner, Side::Close, false),
            '`' if text.char(at) == '`' && at < to => {
                at += 1;
                typewriter = true;
                (Pair::Typewriter, Side::Open, false)
            }
            '\'' if text.char(at) == '\'' && at < to && typewriter => {
                at += 1;
                (Pair::Typewriter, Side::Close, false)
            }
            '"' => {
                let before = if start > from { text.before(start) } else { ' ' };
                let after = if at < to { text.char(at) } else { ' ' };
                if !straight && before.is_ascii_digit() && double == 0 {
                    continue; // inches
                }
                let free = before.is_whitespace() || before == '(';
                if double > 0 && !straight && !free {
                    double -= 1;
                    (Pair::Double, Side::Close, false) // “mixed"
                } else {
                    // An open mark is closed, unless this one clearly opens again.
                    let opens = if straight {
                        free && after.is_alphanumeric()
                    } else {
                        free || after.is_alphanumeric()
                    };
                    straight = opens;
                    (Pair::Straight, if opens { Side::Open } else { Side::Close }, false)
                }
            }
            '‚' if lean_open(at) && is_letter(text.char(at)) => {
                low_single += 1;
                (Pair::Single, Side::Open, true)
            }
            '‘' if low_single > 0 && !lean_open(at) => {
                low_single -= 1;
                (Pair::Single, Side::Close, true)
            }
            '‘' if lean_open(at) => (Pair::Single, Side::Open, false),
            // rock 'n' roll
            '’' | '‘' | '\'' if text.char(at) == 'n' && matches!(text.char(at + 1), '’' | '\'') => {
                at += 2;
                continue;
            }
            '’' | '\'' => {
                let pair = if c == '’' { Pair::Single } else { Pair::StraightSingle };
                let letter_after = at < to && text.char(at).is_alphanumeric();
                let letter_before = start > from && text.before(start).is_alphanumeric();
                if letter_before && letter_after {
                    continue; // an apostrophe
                }
                if c == '\'' && letter_after && lean_open(at) {
                    (pair, Side::Open, false)
                } else if !letter_after && start > from && !text.before(start).is_whitespace() {
                    (pair, Side::Close, false)
                } else {
                    continue;
                }
            }
            _ => continue,
        };
        marks.push(Mark { pair, side, start, end: at, low: is_low });
    }
    drop_apostrophes(text, marks);
}

/// Single marks are quotation marks only where they pair: ‘… ’ with no other ‘ between. Among several closing
/// candidates, one after a word on "s" (the workers’ rights) yields to a later one.
fn drop_apostrophes(text: &Text<'_>, marks: &mut Vec<Mark>) {
    let is_single = |mark: &Mark| matches!(mark.pair, Pair::Single | Pair::StraightSingle);
    if !marks.iter().any(is_single) {
        return;
    }
    let mut keep = vec![true; marks.len()];
    // For each pair: the open mark, and the best closing mark so far.
    for pair in [Pair::Single, Pair::StraightSingle] {
        let mut open: Option<usize> = None;
        let mut close: Option<usize> = None;
        for index in (0..marks.len()).filter(|i| marks[*i].pair == pair) {
            let mark = marks[index];
            keep[index] = false;
            match mark.side {
                Side::Open => {
                    if let (Some(open), Some(close)) = (open, close) {
                        (keep[open], keep[close]) = (true, true);
                    }
                    (open, close) = (Some(index), None);
                }
                Side::Close if open.is_some() => {
                    let possessive =
                        matches!(text.before(mark.start), 's' | 'S') && text.char(mark.end) == ' ';
                    let sure = close.is_some_and(|c| !matches!(text.before(marks[c].start), 's' | 'S'));
                    if close.is_none() || !possessive && !sure {
                        close = Some(index);
                    }
                    if !possessive && let (Some(o), Some(c)) = (open, close) {
                        (keep[o], keep[c]) = (true, true);
                        (open, close) = (None, None);
                    }
                }
                Side::Close => {}
            }
        }
        if let (Some(open), Some(close)) = (open, close) {
            (keep[open], keep[close]) = (true, true);
        }
    }
    let mut index = 0;
    marks.retain(|_| {
        index += 1;
        keep[index - 1]
    });
}

/// The pair of the mark that opens a block, if one does.
fn first_mark(text: &Text<'_>, start: usize, end: usize) -> Option<Pair> {
    if start >= end {
        return None;
    }
    match text.char(start) {
        '“' | '„' | '”' => Some(Pair::Double),
        '"' => Some(Pair::Straight),
        '«' | '»' => Some(Pair::Angle),
        '‘' => Some(Pair::Single),
        '\'' => Some(Pair::StraightSingle),
        '`' => Some(Pair::Typewriter),
        _ => None,
    }
}

fn pair(
    text: &Text<'_>,
    from: usize,
    to: usize,
    marks: &[Mark],
    goes_on: Option<Pair>,
    found: &mut Vec<Quotation>,
) {
    let mut open: Vec<Mark> = Vec::new();
    // Where an inferred beginning may lie: after the last quotation of the block.
    let mut free = from;
    for mark in marks {
        match mark.side {
            Side::Open => {
                // The same mark opens again: the first lost its end (a block nests other marks, not the same).
                if let Some(at) = open.iter().rposition(|o| o.pair == mark.pair && o.low == mark.low) {
                    for lost in open.drain(at..) {
                        let end = sentence_end(text, lost.end, mark.start);
                        push(text, found, lost.start, lost.end, end, end, QuotationState::Unclosed);
                    }
                }
                open.push(*mark);
            }
            Side::Close => {
                let partner = open.iter().rposition(|o| o.pair == mark.pair);
                match partner {
                    Some(at) => {
                        for lost in open.drain(at + 1..).collect::<Vec<_>>() {
                            push(
                                text,
                                found,
                                lost.start,
                                lost.end,
                                mark.start,
                                mark.start,
                                QuotationState::Unclosed,
                            );
                        }
                        if let Some(o) = open.pop() {
                            push(text, found, o.start, o.end, mark.start, mark.end, QuotationState::Paired);
                        }
                    }
                    None if open.is_empty() => {
                        push(text, found, free, free, mark.start, mark.end, QuotationState::Unopened);
                    }
                    None => {}
                }
                free = mark.end;
            }
        }
    }
    let mut outermost = true;
    for lost in open {
        let state = if outermost && goes_on == Some(lost.pair) {
            QuotationState::Continued
        } else {
            QuotationState::Unclosed
        };
        outermost = false;
        push(text, found, lost.start, lost.end, to, to, state);
    }
}

/// The end of the sentence that begins at `from`, before `to`.
fn sentence_end(text: &Text<'_>, from: usize, to: usize) -> usize {
    let stop = (from..to)
        .find(|at| matches!(text.char(*at), '.' | '!' | '?' | '…') && text.char(at + 1).is_whitespace())
        .map_or(to, |at| at + 1);
    (from..stop).rev().find(|at| !text.char(*at).is_whitespace()).map_or(from, |at| at + 1)
}

/// Adds a quotation: `start..inside` is the opening mark, `inside..close` the words, `close..end` the closing mark.
fn push(
    text: &Text<'_>,
    found: &mut Vec<Quotation>,
    start: usize,
    inside: usize,
    close: usize,
    end: usize,
    state: QuotationState,
) {
    let close = close.max(inside);
    let (mut first, mut last) = (inside, close);
    while first < last && text.char(first).is_whitespace() {
        first += 1;
    }
    while last > first && text.before(last).is_whitespace() {
        last -= 1;
    }
    if first == last {
        return; // marks around nothing
    }
    let start = if state == QuotationState::Unopened { first } else { start };
    let end = if matches!(state, QuotationState::Unclosed | QuotationState::Continued) { last } else { end };
    found.push(Quotation { span: Span::new(start, end), content: Span::new(first, last), state });
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::Bytes;

    fn quotes(paragraphs: &[&str]) -> Vec<(String, QuotationState)> {
        let all = paragraphs.join("\n\n");
        let text = Text::new(&all);
        let mut at = 0;
        let blocks: Vec<Block> = paragraphs
            .iter()
            .map(|p| {
                let n = p.chars().count();
                let span = Span::new(at, at + n);
                at += n + 2;
                Block {
                    role: Role::Paragraph,
                    kind: None,
                    span: Some(span),
                    other_text: None,
                    bytes: Bytes::default(),
                    score: 1.0,
                }
            })
            .collect();
        quotations(&text, &blocks)
            .iter()
            .map(|q| (text.slice(q.content.start as usize, q.content.end as usize).to_owned(), q.state))
            .collect()
    }

    use QuotationState::{Continued, Paired, Unclosed, Unopened};

    #[test]
    fn pairs_of_every_country() {
        for (printed, inner) in [
            ("He said “go now” twice.", "go now"),
            ("Er sagte „geh jetzt“ zweimal.", "geh jetzt"),
            ("Il a dit « pars donc » deux fois.", "pars donc"),
            ("Hun sagde »gå nu« to gange.", "gå nu"),
            ("Hon sa ”gå nu” två gånger.", "gå nu"),
            ("He said \"go now\" twice.", "go now"),
            ("He said ``go now'' twice.", "go now"),
            ("The workers’ leader said ‘don’t go’ twice.", "don’t go"),
            ("The workers' leader said 'don't go' twice.", "don't go"),
        ] {
            assert_eq!(quotes(&[printed]), [(inner.to_owned(), Paired)], "{printed}");
        }
    }

    #[test]
    fn apostrophes_and_inches_are_none() {
        assert!(
            quotes(&["The workers’ rights, the ’90s, rock ’n’ roll and a 6'2\" man's 19\" screen."])
                .is_empty()
        );
    }

    #[test]
    fn mixed_marks_and_marks_of_breadcrumbs() {
        assert_eq!(
            quotes(&["He said \"go now” and “stay\" too."]),
            [("go now".into(), Paired), ("stay".into(), Paired)]
        );
        assert!(quotes(&["Home » News › Politics"]).is_empty());
    }

    #[test]
    fn quotations_go_on_over_paragraphs() {
        let found = quotes(&["She said: “One.", "“Two.", "“Three.” Then she left."]);
        assert_eq!(
            found,
            [("One.".into(), Continued), ("Two.".into(), Continued), ("Three.".into(), Paired)]
        );
    }

    #[test]
    fn lost_marks_are_told() {
        assert_eq!(quotes(&["He said “we go.", "Then he left."]), [("we go.".into(), Unclosed)]);
        assert_eq!(quotes(&["We go now,” he said."]), [("We go now,".into(), Unopened)]);
        assert_eq!(
            quotes(&["“One is lost. He said “two is not” there."]),
            [("One is lost.".into(), Unclosed), ("two is not".into(), Paired)]
        );
    }

    #[test]
    fn nested() {
        let found = quotes(&["“He called it ‘a joke’ and left,” she said."]);
        assert_eq!(found, [("He called it ‘a joke’ and left,".into(), Paired), ("a joke".into(), Paired)]);
    }
}
