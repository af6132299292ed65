//! What must hold for the record of any page.

use dateline_read::{Page, Reader, Record, read};
use dateline_record::Bytes;

/// Reads a page twice and panics where the record breaks a promise.
pub fn sound(page: &Page<'_>) {
    let record = read(page, &Reader::new());
    assert!(record == read(page, &Reader::new()), "the same page gave two records");
    let json = serde_json::to_vec(&record).expect("a record has a JSON form");
    serde_json::from_slice::<Record>(&json).expect("a record is read back from its JSON");

    let article = &record.article;
    let chars = article.text.chars().count();
    let within = |bytes: &Bytes| bytes.start <= bytes.end && u64::from(bytes.end) <= record.page.bytes;
    let mut end = 0;
    for block in &article.blocks {
        assert!(within(&block.bytes), "a block's bytes lie beyond the page: {block:?}");
        assert!(block.span.is_some() != block.other_text.is_some(), "words in neither or both places: {block:?}");
        if let Some(span) = block.span {
            let (from, to) = (span.start as usize, span.end as usize);
            assert!(end <= from && from <= to && to <= chars, "a block overlaps or lies beyond the text: {block:?}");
            end = to;
        }
    }
    let mut end = 0;
    for run in &article.map {
        assert!(end <= run.text.start && run.text.start <= run.text.end, "runs of the map overlap: {run:?}");
        assert!(run.text.end as usize <= chars && within(&run.bytes), "a run lies beyond the page: {run:?}");
        end = run.text.end;
    }
    for sentence in &record.sentences {
        assert!(sentence.span.end as usize <= chars && (sentence.block as usize) < article.blocks.len());
    }
    for span in record.quotations.iter().map(|q| q.span).chain(record.quantities.iter().map(|q| q.span)) {
        assert!(span.start <= span.end && span.end as usize <= chars, "{span:?} of {chars}");
    }
    for evidence in record.findings.iter().flat_map(|finding| &finding.evidence) {
        assert!(evidence.span.is_none_or(|span| span.end as usize <= chars), "{evidence:?}");
        assert!(evidence.bytes.as_ref().is_none_or(within), "{evidence:?}");
    }
}
