//! What holds for every page, whatever its bytes: no panic, places that lie where they say, the same answer twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dateline_read::{Page, Reader, read};
use dateline_record::{Bytes, Evidence, Record, Span};
use proptest::prelude::*;

fn check(bytes: &[u8], media_type: Option<&str>) {
    let page = Page { bytes, media_type, ..Page::default() };
    let record = read(&page, &Reader::new());
    holds(&record, bytes.len());
    assert_eq!(record, read(&page, &Reader::new()), "the same page gave two records");
}

fn holds(record: &Record, bytes: usize) {
    let article = &record.article;
    let chars = article.text.chars().count();
    let in_text =
        |span: &Span| assert!(span.start <= span.end && span.end as usize <= chars, "{span:?} of {chars}");
    let in_page = |place: &Bytes| {
        assert!(place.start <= place.end && place.end as usize <= bytes, "{place:?} of {bytes}")
    };

    // Blocks of the article follow one another with one empty line between them; furniture has no place in the text.
    let mut last = 0;
    for block in &article.blocks {
        in_page(&block.bytes);
        assert_eq!(block.span.is_some(), block.other_text.is_none());
        if let Some(span) = &block.span {
            in_text(span);
            assert!(span.start as usize == if last == 0 { 0 } else { last + 2 }, "{span:?} after {last}");
            last = span.end as usize;
        }
    }
    assert_eq!(last, chars, "the blocks cover the text");

    // The map runs in the order of the text, inside the blocks.
    let mut at = 0;
    for run in &article.map {
        in_text(&run.text);
        in_page(&run.bytes);
        assert!(run.text.start >= at, "{run:?} after {at}");
        at = run.text.end;
    }

    let mut before = 0;
    for sentence in &record.sentences {
        in_text(&sentence.span);
        assert!(!sentence.span.is_empty() && sentence.span.start >= before);
        before = sentence.span.end;
        let block = article.blocks[sentence.block as usize].span.expect("a sentence stands in the article");
        assert!(block.contains(&sentence.span));
    }
    let in_a_block = |span: &Span| {
        in_text(span);
        let inside = article.blocks.iter().filter_map(|b| b.span).any(|block| block.contains(span));
        assert!(inside, "{span:?} lies in no block");
    };
    for quotation in &record.quotations {
        in_a_block(&quotation.span);
        assert!(quotation.span.contains(&quotation.content) && !quotation.content.is_empty());
    }
    for quantity in &record.quantities {
        in_a_block(&quantity.span);
        let inside = record.sentences.iter().any(|s| s.span.contains(&quantity.span));
        assert!(inside, "a quantity lies in a sentence: {quantity:?}");
        assert!(quantity.value.is_some() || quantity.least.is_some() || quantity.most.is_some());
        for number in [quantity.value, quantity.least, quantity.most].into_iter().flatten() {
            assert!(number.is_finite());
        }
        if let (Some(least), Some(most)) = (quantity.least, quantity.most) {
            assert!(least <= most, "{quantity:?}");
        }
    }
    let place = |evidence: &Evidence| {
        evidence.span.iter().for_each(in_text);
        evidence.bytes.iter().for_each(in_page);
    };
    for finding in &record.findings {
        assert!(!finding.check.is_empty() && !finding.message.is_empty());
        finding.evidence.iter().for_each(place);
    }
    article.title.iter().for_each(|title| place(&title.evidence));
    article.byline.iter().for_each(|author| place(&author.evidence));
    article.dates.iter().for_each(|date| place(&date.evidence));
    article.titles.iter().for_each(|title| place(&title.evidence));
}

/// Pieces from which text of the kind that is scraped is put together: every rule has something to stumble over.
fn scrap() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "'",
        "’",
        "‘",
        "„",
        "«",
        "»",
        "``",
        "''",
        "(",
        "[",
        "…",
        ".",
        ". ",
        "!",
        "? ",
        ",",
        " ",
        "\n",
        "\n\n",
        "-",
        "–",
        " -said",
        "U.S.",
        "Dr.",
        "e.g.",
        "No.",
        "3",
        "1,234",
        "2.5",
        "30-40",
        "2019",
        "½",
        "$",
        "£5m",
        "€",
        "%",
        "°C",
        "million",
        "dozen",
        "hundreds",
        "of",
        "a",
        "half",
        "one",
        "between",
        "and",
        "to",
        "at least",
        "up to",
        "year",
        "-old",
        "km",
        "President",
        "minister",
        "said",
        "Kalinin",
        "alinin",
        "KKalinin",
        "ofthe",
        "inOstland",
        "Ostland",
        "the",
        "town.He",
        "&amp;",
        "&amp;amp;quot;",
        "&#39;",
        "â€™",
        "Ã©",
        "Рџ",
        "\u{ad}",
        "\u{200b}",
        "ﬁ",
        "е",
        "\u{fffd}",
        "\u{301}",
        "他来了。",
        "「",
        "」",
        "من",
        "\u{a0}",
        "[12]",
        "[+99 chars]",
        "May",
        "January",
        "p.m.",
        "+44",
        "F-16",
        "İ",
        "ǆ",
        "\u{1f600}",
        "\t",
    ]);
    prop::collection::vec(pieces, 0..120).prop_map(|pieces| pieces.concat())
}

/// Pieces of markup, closed and unclosed, in any order.
fn markup() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "</article>",
        "<h1>",
        "</h1>",
        "<ul><li>",
        "</li>",
        "</ul>",
        "<table><tr><td>",
        "<td>",
        "</table>",
        "<br>",
        "<br><br>",
        "<b>",
        "</b>",
        "<a href='/x'>",
        "</a>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "<meta charset=utf-8>",
        "<blockquote>",
        "</blockquote>",
        "<p hidden>",
        "<time datetime='2024-05-03'>",
        "</time>",
        "<html lang=en>",
        "<template>",
        "<svg>",
        "<",
        "&",
        "&nbsp;",
        "&eacute;",
        "&#x41;",
        "&amp;amp;",
    ]);
    prop::collection::vec((tags, scrap().prop_map(|s| s.chars().take(40).collect::<String>())), 1..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(tag, words)| [tag.to_owned(), words]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(&bytes, None);
        check(&bytes, Some("text/html"));
    }

    #[test]
    fn any_text(text in "\\PC{0,400}") {
        check(text.as_bytes(), Some("text/plain"));
    }

    #[test]
    fn scraped_text(text in scrap()) {
        check(text.as_bytes(), Some("text/plain"));
        // The same as one long line of the article, in a page.
        check(format!("<html><body><article><h1>A day</h1><p>{text}</p></article>").as_bytes(), Some("text/html"));
    }

    #[test]
    fn broken_markup(page in markup()) {
        check(page.as_bytes(), Some("text/html"));
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&page);
        check(&latin, Some("text/html"));
    }
}

/// Numbers stay numbers, however long they are written.
fn holds_fast(record: &Record) {
    for quantity in &record.quantities {
        let numbers = [quantity.value, quantity.least, quantity.most];
        assert!(numbers.into_iter().flatten().all(f64::is_finite), "{quantity:?}");
    }
}

/// Pages that ask for quadratic work: each must be read in time that grows with its length only.
#[test]
fn long_runs_are_read_in_linear_time() {
    let size = 300_000;
    for piece in [
        "“",
        "'",
        "\"",
        "„",
        "«",
        "''",
        "``",
        ".",
        "?",
        "? ",
        "1. ",
        "1.",
        "1,",
        "1 ",
        "a ",
        "a-",
        "1-",
        "one ",
        "hundred ",
        "half ",
        "[1] ",
        "&amp;",
        "&amp;amp;",
        "â€",
        "Ã©",
        "Рџ",
        "ab.Cd ",
        "(",
        "- ",
        "a\u{ad}",
        "‘n’",
        "U.S. ",
        "of ",
        "$",
        "at least ",
        "thousands of ",
        "“a. ",
        "a” ",
        "President -said ",
        "1 and ",
        "Ab ab ",
        "million ",
        "234 ",
        "9",
    ] {
        let text = piece.repeat(size / piece.len());
        let start = std::time::Instant::now();
        let english = "The mayor said so on Monday. ".repeat(20);
        let french = "Le maire a dit que la ville et le port sont dans le noir. ".repeat(20);
        let page = format!("<article><p>{english}</p><p>{french}</p><p>{text}</p><p>{english}</p></article>");
        let record = read(&Page { bytes: page.as_bytes(), ..Page::default() }, &Reader::new());
        holds_fast(&record);
        let took = start.elapsed();
        assert!(took.as_secs() < 5, "{piece:?} took {took:?}");
    }
}

#[test]
fn every_thread_reads_the_same() {
    let page = Page {
        bytes: b"The minister told reporters in Lisbon that the port wouldn't reopen. She denied that anyone was hurt.",
        ..Page::default()
    };
    let first = read(&page, &Reader::new());
    assert!(!first.tokens.is_empty());
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| read(&page, &Reader::new()))).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), first);
        }
    });
}
