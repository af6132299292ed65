//! What the page says about the article: title, authors, dates, publisher, and where it says so.

pub mod byline;
pub mod dateline;
pub mod dates;
pub mod index;
pub mod jsonld;
pub mod links;
pub mod publisher;
pub mod schema;
pub mod title;
pub mod words;

use dateline_record::{Article, Candidate, Evidence, Read, Role};

use super::Verdict;
use super::decode::Source;
use super::dom::Dom;
use super::draft::Draft;
use crate::Page;
use index::Index;
use schema::Graph;

/// What the readers of metadata look at.
pub struct Inputs<'a> {
    /// The page as it came.
    pub page: &'a Page<'a>,
    /// Its characters.
    pub source: &'a Source,
    /// Its tree; none for plain text.
    pub dom: Option<&'a Dom>,
    /// Its blocks.
    pub drafts: &'a [Draft],
}

impl Inputs<'_> {
    /// Evidence at a place of the decoded page.
    pub fn evidence<N: TryInto<usize>>(&self, from: &str, place: (N, N)) -> Evidence {
        let (start, end) = (place.0.try_into().unwrap_or(0), place.1.try_into().unwrap_or(0));
        let bytes = self.source.bytes(self.page.bytes, start, end);
        Evidence { from: from.to_owned(), bytes: Some(bytes), ..Evidence::default() }
    }

    /// The place in the decoded page of characters `first..last` of a block.
    pub fn place_in(&self, draft: &Draft, first: usize, last: usize) -> (usize, usize) {
        let byte = |at: usize, end: bool| {
            // The end of a stretch is one past its last character, which may close a run.
            let wanted = if end { at.saturating_sub(1) } else { at };
            let run = draft.runs.get(draft.runs.partition_point(|run| run.at + run.chars <= wanted));
            let Some(run) = run else { return draft.place().1 };
            if !run.plain {
                return if end { run.end } else { run.start };
            }
            let text = self.source.text.get(run.start..run.end).unwrap_or_default();
            let chars = at.saturating_sub(run.at);
            run.start + text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte)
        };
        (byte(first, false), byte(last.max(first), true))
    }

    /// Evidence that was handed in with the page.
    pub fn outside(&self, from: &str) -> Evidence {
        Evidence { from: from.to_owned(), ..Evidence::default() }
    }
}

/// What the tree of an HTML page tells, gathered once.
pub struct Head<'a> {
    /// Elements that matter.
    pub index: Index<'a>,
    /// JSON-LD.
    pub graph: Graph,
}

impl<'a> Head<'a> {
    fn new(dom: &'a Dom, page: &str) -> Self {
        let index = Index::new(dom);
        let graph = Graph::new(dom, page, &index);
        Head { index, graph }
    }

    /// The page's address: as handed in, else as it calls itself.
    pub fn url<'s>(&'s self, inputs: &Inputs<'s>) -> Option<&'s str> {
        inputs.page.url.or_else(|| self.own_url().map(|(_, url, _)| url))
    }

    /// The address that the page calls its own: where it says so, the address, the start tag.
    pub fn own_url(&self) -> Option<(&'static str, &str, (u32, u32))> {
        let canonical = self.index.canonical.map(|(href, tag)| ("link canonical", href, tag));
        let meta = self.index.best("url").map(|meta| ("meta og:url", meta.value, meta.tag));
        canonical.into_iter().chain(meta).find(|(_, url, _)| url.contains("://"))
    }

    /// Where the page's address stands on the page; none when it was handed in.
    pub fn url_tag(&self, inputs: &Inputs<'_>) -> Option<(&'static str, (u32, u32))> {
        if inputs.page.url.is_some() {
            return None;
        }
        self.own_url().map(|(from, _, tag)| (from, tag))
    }
}

/// The chosen headline, kept until the text is put together, and what was gathered on the way.
pub struct Title<'a> {
    /// Every reading, best first.
    pub readings: Vec<title::Reading>,
    /// The block that carries it.
    pub block: Option<usize>,
    /// None for plain text.
    pub head: Option<Head<'a>>,
}

/// Chooses the headline and marks its block, if it stands on the page, with the role `title`. Called before the
/// text is put together.
pub fn title<'a>(inputs: &Inputs<'a>, verdicts: &mut [Verdict]) -> Title<'a> {
    let Some(dom) = inputs.dom else {
        // In plain text the headline is a line, and the judge of lines has found it.
        let block = verdicts.iter().position(|verdict| verdict.role == Role::Title);
        return Title { readings: Vec::new(), block, head: None };
    };
    let head = Head::new(dom, &inputs.source.text);
    let readings = title::readings(inputs, dom, &head, verdicts);
    let block = title::mark(inputs, readings.first(), verdicts);
    Title { readings, block, head: Some(head) }
}

/// Fills the fields of the article that are read from the page's head and from its blocks. Called after the text
/// was put together: `article.blocks[i]` is `inputs.drafts[i]`.
pub fn read(inputs: &Inputs<'_>, title: Title<'_>, article: &mut Article) {
    let head = title.head.as_ref();
    fill_title(inputs, &title, article);
    publisher::read(inputs, head, article);
    dateline::read(article);
    byline::read(inputs, head, title.block, article);
    dates::read(inputs, head, title.block, article);
    if let Some(head) = head {
        links::read(inputs, head, article);
    }
}

/// Fills `title` and `titles`.
pub fn fill_title(inputs: &Inputs<'_>, title: &Title<'_>, article: &mut Article) {
    let span = title.block.and_then(|at| article.blocks.get(at)).and_then(|block| block.span);
    for (rank, reading) in title.readings.iter().enumerate() {
        let mut evidence = inputs.evidence(&reading.from, reading.place);
        if rank == 0 {
            evidence.span = span;
        }
        article.titles.push(Candidate { value: reading.text.clone(), evidence, score: reading.score });
    }
    if title.readings.is_empty()
        && let Some(draft) = title.block.and_then(|at| inputs.drafts.get(at))
    {
        let mut evidence = inputs.evidence("line", draft.place());
        evidence.span = span;
        let score = title.block.and_then(|at| article.blocks.get(at)).map_or(0.0, |block| block.score);
        article.titles.push(Candidate { value: words::clean(&draft.text), evidence, score });
    }
    article.title = article
        .titles
        .first()
        .map(|best| Read { value: best.value.clone(), evidence: best.evidence.clone() });
}

#[cfg(test)]
mod cases;
