//! What a reader of pages answers, in the form that the scorers take.

use cpu_time::ThreadTime;
use dateline_read::{Page, Reader, Record, read};
use dateline_record::{Block, Role};
use serde::{Deserialize, Serialize};

use crate::corpora::{Document, Set};

/// One page's answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The page.
    pub id: String,
    /// The article's text without its headline, one block a line.
    #[serde(default)]
    pub text: Option<String>,
    /// The readers' comments, one block a line.
    #[serde(default)]
    pub comments: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The authors.
    #[serde(default)]
    pub authors: Option<Names>,
    /// The day of publication.
    #[serde(default)]
    pub date: Option<String>,
    /// One label a line, of a plain text: `A` article, `T` headline, `F` furniture, empty for a blank line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<String>>,
    /// Processor time that the reading took, in milliseconds.
    #[serde(default)]
    pub ms: Option<f64>,
}

/// Authors, as a list or in one string.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Names {
    /// One name an item.
    List(Vec<String>),
    /// Names between separators.
    Text(String),
}

/// Reads every page of a set in `jobs` threads.
pub fn answers(set: &Set, jobs: usize) -> Vec<Answer> {
    let reader = Reader::of_articles();
    let share = set.documents.len().div_ceil(jobs.max(1)).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = set
            .documents
            .chunks(share)
            .map(|documents| {
                let reader = &reader;
                scope.spawn(move || documents.iter().map(|d| answer(set, d, reader)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|t| t.join().unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    })
}

fn answer(set: &Set, document: &Document, reader: &Reader) -> Answer {
    let page = page(set, document);
    let start = ThreadTime::now();
    let record = read(&page, reader);
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    let labels = document.gold.labels.as_ref().map(|_| labels(&page, &record));
    let article = &record.article;
    Answer {
        id: document.gold.id.clone(),
        text: Some(body(&record)),
        comments: Some(texts(&record, |block| block.role == Role::Comment)),
        title: article.title.as_ref().map(|title| title.value.clone()),
        authors: Some(Names::List(article.byline.iter().map(|author| author.name.clone()).collect())),
        date: article.published.as_ref().map(|day| day.value.chars().take(10).collect()),
        labels,
        ms: Some(ms),
    }
}

/// The page of a document as it is handed to the reader: its bytes and its address; no date of a crawl.
pub fn page<'a>(set: &Set, document: &'a Document) -> Page<'a> {
    Page {
        bytes: &document.bytes,
        url: document.gold.url.as_deref(),
        media_type: Some(set.media_type()),
        ..Page::default()
    }
}

/// The article's text as the public sets understand it: without headline, captions and comments.
fn body(record: &Record) -> String {
    texts(record, |block| block.span.is_some() && block.role != Role::Title)
}

fn texts(record: &Record, wanted: impl Fn(&Block) -> bool) -> String {
    // Places count characters: the bytes of every character's beginning.
    let text = &record.article.text;
    let mut at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    at.push(text.len());
    let mut joined = String::new();
    for block in record.article.blocks.iter().filter(|block| wanted(block)) {
        let here = match (&block.span, &block.other_text) {
            (Some(span), _) => at
                .get(span.start as usize)
                .zip(at.get(span.end as usize))
                .and_then(|(from, to)| text.get(*from..*to))
                .unwrap_or_default(),
            (None, text) => text.as_deref().unwrap_or_default(),
        };
        if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(here);
    }
    joined
}

/// One label a line of a plain text, taken from the block that holds most of the line.
fn labels(page: &Page<'_>, record: &Record) -> Vec<String> {
    let blocks = &record.article.blocks;
    let mut first = 0;
    let mut start = 0;
    let mut labels = Vec::new();
    for line in page.bytes.split(|byte| *byte == b'\n') {
        let end = start + line.len();
        while blocks.get(first).is_some_and(|block| block.bytes.end as usize <= start) {
            first += 1;
        }
        let on_line = blocks.iter().skip(first).take_while(|block| (block.bytes.start as usize) < end);
        let most = on_line.max_by_key(|block| {
            (block.bytes.end as usize).min(end).saturating_sub((block.bytes.start as usize).max(start))
        });
        labels.push(match most {
            None if line.trim_ascii().is_empty() => "",
            Some(block) if block.role == Role::Title => "T",
            Some(block) if block.span.is_some() => "A",
            _ => "F",
        });
        start = end + 1;
    }
    labels.into_iter().map(str::to_owned).collect()
}
