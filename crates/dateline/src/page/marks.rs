//! Which stretches of the article are tied to which rows of the record.

use dateline_record::{Record, Severity, Span};

use super::names::class;
use super::who::mentioned;
use crate::report::{named, timed};

/// A stretch of the article that a row of the record speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The characters.
    pub span: Span,
    /// The row: a letter for the layer, a number.
    pub row: String,
    /// The class that gives it its look.
    pub class: &'static str,
}

/// A stretch of text under the same marks throughout.
#[derive(Debug, PartialEq)]
pub struct Piece {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Indices of its marks.
    pub marks: Vec<usize>,
}

/// All marks of a record, by where they begin.
pub fn marks(record: &Record) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut put = |span: Span, letter: char, number: usize, class| {
        if !span.is_empty() {
            marks.push(Mark { span, row: format!("{letter}{number}"), class });
        }
    };
    for (i, quotation) in record.quotations.iter().enumerate() {
        put(quotation.span, 'q', i, "q");
    }
    for (i, timed) in timed(record).iter().enumerate() {
        timed.spans.iter().for_each(|span| put(*span, 't', i, "t"));
    }
    for (i, quantity) in record.quantities.iter().enumerate() {
        put(quantity.span, 'n', i, "n");
    }
    for (i, date) in record.article.dates.iter().enumerate() {
        if let Some(span) = date.evidence.span {
            put(span, 'd', i, "d");
        }
    }
    for (i, named) in named(record).iter().enumerate() {
        named.spans.iter().for_each(|span| put(*span, 'p', i, class(named.kind)));
    }
    for (i, entity) in record.entities.iter().enumerate() {
        entity
            .mentions
            .iter()
            .for_each(|mention| put(mention.span, 'e', i, mentioned(entity.kind, mention.kind)));
    }
    // After times and names: where a clue stands on the same words, the clue is meant.
    for (i, clue) in record.dated.iter().flat_map(|dated| &dated.clues).enumerate() {
        if let Some(span) = clue.evidence.span {
            put(span, 'k', i, "k d");
        }
    }
    if let Some(dateline) = &record.article.dateline {
        put(dateline.span, 'm', 0, "m");
    }
    for (i, finding) in record.findings.iter().enumerate() {
        let class = match finding.severity {
            Severity::Note => "f note",
            Severity::Warning => "f warning",
            Severity::High => "f high",
        };
        for span in finding.evidence.iter().filter_map(|evidence| evidence.span) {
            put(span, 'f', i, class);
        }
    }
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    marks
}

/// Cuts a text of `length` characters wherever a mark or a block begins or ends. `marks` as [`marks`] gives them.
pub fn pieces(marks: &[Mark], blocks: impl Iterator<Item = Span>, length: usize) -> Vec<Piece> {
    let mut cuts: Vec<usize> = marks
        .iter()
        .map(|mark| mark.span)
        .chain(blocks)
        .flat_map(|span| [span.start as usize, span.end as usize])
        .filter(|cut| *cut < length)
        .chain([0, length])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    // Marks that have begun and not ended; few at a time, however many the text has.
    let (mut open, mut next) = (Vec::<usize>::new(), 0);
    cuts.windows(2)
        .map(|cut| {
            while marks.get(next).is_some_and(|mark| mark.span.start as usize <= cut[0]) {
                open.push(next);
                next += 1;
            }
            open.retain(|i| marks[*i].span.end as usize > cut[0]);
            Piece { start: cut[0], end: cut[1], marks: open.clone() }
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_cut_the_text_and_lose_none_of_it() {
        let mark = |start, end, row: &str| Mark { span: Span::new(start, end), row: row.into(), class: "n" };
        let marks = [mark(0, 10, "a"), mark(4, 6, "b"), mark(5, 14, "c"), mark(30, 40, "d")];
        let pieces: Vec<(usize, usize, String)> = pieces(&marks, [Span::new(2, 20)].into_iter(), 20)
            .into_iter()
            .map(|p| (p.start, p.end, p.marks.iter().map(|i| marks[*i].row.as_str()).collect()))
            .collect();
        let told = |start, end, rows: &str| (start, end, rows.to_owned());
        assert_eq!(
            pieces,
            [
                told(0, 2, "a"),
                told(2, 4, "a"),
                told(4, 5, "ab"),
                told(5, 6, "abc"),
                told(6, 10, "ac"),
                told(10, 14, "c"),
                told(14, 20, "")
            ]
        );
    }
}
