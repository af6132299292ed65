//! What the page says about the article: title, authors, dates, publisher, and where it says so.

use dateline_record::Article;

use super::Verdict;
use super::decode::Source;
use super::dom::Dom;
use super::draft::Draft;
use crate::Page;

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

/// Chooses the headline and marks its block, if it stands on the page, with the role `title`. Called before the
/// text is put together.
pub fn title(_inputs: &Inputs<'_>, _verdicts: &mut [Verdict]) -> Title {
    Title {}
}

/// The chosen headline, kept until the text is put together.
pub struct Title {}

/// Fills the fields of the article that are read from the page's head and from its blocks. Called after the text
/// was put together: `article.blocks[i]` is `inputs.drafts[i]`.
pub fn read(_inputs: &Inputs<'_>, _title: Title, _article: &mut Article) {}
