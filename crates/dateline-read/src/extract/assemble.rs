//! Judged blocks become the article's text, and keep the way back to the page's bytes.

use dateline_record::{Article, Block, Bytes, MapRun, Role, Span};

use super::Verdict;
use super::decode::Source;
use super::draft::Draft;

/// What stands between two blocks of the text.
const BETWEEN: &str = "\n\n";

/// Puts the article together. `article.blocks[i]` is `drafts[i]`.
pub fn article(page: &[u8], source: &Source, drafts: &[Draft], verdicts: &[Verdict]) -> Article {
    let mut article = Article::default();
    let mut at = 0;
    for (draft, verdict) in drafts.iter().zip(verdicts) {
        let (start, end) = draft.place();
        let bytes = source.bytes(page, start, end);
        let mut block = Block {
            role: verdict.role,
            kind: verdict.kind,
            span: None,
            other_text: None,
            bytes,
            score: verdict.score,
        };
        if verdict.in_text {
            if !article.text.is_empty() {
                article.text.push_str(BETWEEN);
                at += BETWEEN.len();
            }
            article.text.push_str(&draft.text);
            block.span = Some(Span::new(at, at + draft.chars));
            article.map.extend(draft.runs.iter().map(|run| MapRun {
                text: Span::new(at + run.at, at + run.at + run.chars),
                bytes: source.bytes(page, run.start, run.end),
                plain: run.plain,
            }));
            at += draft.chars;
        } else {
            block.other_text = Some(draft.text.clone());
        }
        article.blocks.push(block);
    }
    article.confidence = confidence(&article, drafts);
    article
}

/// How sure we are that there is one article: a page of prose says yes, a page of links no.
fn confidence(article: &Article, drafts: &[Draft]) -> f32 {
    let (mut prose, mut linked, mut sure) = (0usize, 0usize, 0.0f32);
    for (block, draft) in article.blocks.iter().zip(drafts) {
        if block.role == Role::Paragraph {
            prose += draft.chars;
            linked += draft.link_chars;
            sure += block.score * draft.chars as f32;
        }
    }
    if prose == 0 {
        return 0.0;
    }
    // Half sure at 300 characters of prose: shorter than nearly every report, longer than nearly every teaser.
    let enough = prose as f32 / (prose as f32 + 300.0);
    (sure / prose as f32) * enough * (1.0 - linked as f32 / prose as f32)
}

/// The bytes of the page that a stretch of the article's text was read from.
pub fn bytes_of(article: &Article, page: &[u8], source: &Source, span: Span) -> Option<Bytes> {
    let first = article.map.partition_point(|run| run.text.end <= span.start);
    let mut found: Option<Bytes> = None;
    for run in article.map[first..].iter().take_while(|run| run.text.start < span.end) {
        let bytes = if run.plain {
            let from = span.start.max(run.text.start) - run.text.start;
            let to = span.end.min(run.text.end) - run.text.start;
            let there = page.get(run.bytes.start as usize..run.bytes.end as usize).unwrap_or_default();
            let (characters, _) = source.encoding.decode_without_bom_handling(there);
            let offset = |chars: u32| -> usize {
                let upto: String = characters.chars().take(chars as usize).collect();
                source.encoding.encode(&upto).0.len()
            };
            if source.encoding == encoding_rs::UTF_16LE || source.encoding == encoding_rs::UTF_16BE {
                run.bytes // encoding_rs does not encode UTF-16: the run as a whole
            } else {
                Bytes::new(run.bytes.start as usize + offset(from), run.bytes.start as usize + offset(to))
            }
        } else {
            run.bytes
        };
        found = Some(found.map_or(bytes, |f| f.cover(bytes)));
    }
    found
}
