//! The order of work.

use dateline_record::{
    Article, Block, Bytes, DateKind, Evidence, Language, MediaType, PageInfo, ReaderInfo, Record, Role,
    SCHEMA_VERSION, Span,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::annotate::annotate;
use crate::annotate::syntax;
use crate::check::check;
use crate::extract::dom::Dom;
use crate::extract::metadata::{self, Inputs};
use crate::extract::{assemble, decode, draft, html, language, scraped, sniff};
use crate::resolve::day::ClaimedDay;
use crate::resolve::{Known, times::Convention};
use crate::{Page, Reader, models, resolve};

/// Reads a page.
pub fn read(page: &Page<'_>, reader: &Reader) -> Record {
    let media_type = sniff::media_type(page.bytes, page.media_type);
    let readable = matches!(media_type, MediaType::Html | MediaType::Text);
    let bytes = if readable { page.bytes } else { &[] };

    let source = decode::decode(bytes, page.charset, media_type == MediaType::Html);
    let dom = (media_type == MediaType::Html).then(|| Dom::parse(&source.text));
    let (drafts, mut verdicts) = match &dom {
        Some(dom) => {
            let drafts = draft::from_html(dom, &source.text);
            let verdicts = html::judge(dom, &source.text, &drafts);
            (drafts, verdicts)
        }
        None => {
            let drafts = draft::from_text(&source.text);
            let verdicts = scraped::judge(&drafts);
            (drafts, verdicts)
        }
    };

    let inputs = Inputs { page, source: &source, dom: dom.as_ref(), drafts: &drafts };
    let title = metadata::title(&inputs, &mut verdicts);
    let mut article = assemble::article(page.bytes, &source, &drafts, &verdicts);
    article.language = language::detect(&article.text);
    metadata::read(&inputs, title, &mut article);

    let mut record = Record {
        schema: SCHEMA_VERSION,
        page: page_info(page, media_type, &source),
        article,
        reader: ReaderInfo { program: env!("CARGO_PKG_VERSION").into(), resources: models::resources() },
        ..Record::default()
    };
    let expressions = annotate(&mut record, reader.language);
    if reader.language && record.article.language.code == "en" {
        let known = Known {
            written: None,
            claims: claims(&record.article),
            fetched: page.fetched.and_then(day),
            places: reader.places(),
        };
        resolve::resolve(&mut record, &expressions, &known, Convention::Timex3);
    }
    let cut = dom.as_ref().is_some_and(|dom| dom.cut);
    check(page, reader, &source, cut, &mut record);
    record
}

/// What is known of a text beside its characters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// The day on which it is known to have been written: a test set's creation time, an archive's date.
    pub written: Option<Date>,
    /// Days that somebody claims for it: each gets a verdict in `dated.claimed`, in this order.
    pub claimed: &'a [Date],
    /// The day on which it was fetched: it cannot be younger.
    pub fetched: Option<Date>,
    /// How time expressions are written down.
    pub convention: Convention,
    /// Where it was published: a local outlet writes of its own town.
    pub address: Option<&'a str>,
}

/// Reads English text that is all article: every layer, no extraction. Empty lines part its paragraphs; spans count
/// characters of `text` as given.
pub fn read_english(text: &str, given: &Given<'_>) -> Record {
    let block = |(start, end)| Block {
        role: Role::Paragraph,
        kind: None,
        span: Some(Span::new(start, end)),
        other_text: None,
        bytes: Bytes::default(),
        score: 1.0,
    };
    let article = Article {
        language: Language { code: "en".into(), ..Language::default() },
        text: text.to_owned(),
        blocks: syntax::paragraphs(text).into_iter().map(block).collect(),
        ..Article::default()
    };
    let mut record = Record { schema: SCHEMA_VERSION, article, ..Record::default() };
    record.page.url = given.address.map(str::to_owned);
    let expressions = annotate(&mut record, true);
    let claim = |day: &Date| ClaimedDay { day: *day, evidence: Evidence::default(), trusted: false };
    let known = Known {
        written: given.written,
        claims: given.claimed.iter().map(claim).collect(),
        fetched: given.fetched,
        places: resolve::places::gazetteer(),
    };
    resolve::resolve(&mut record, &expressions, &known, given.convention);
    record
}

/// Most days that are held against the text; a page seldom claims more than three.
const MOST_CLAIMS: usize = 8;

/// The days that a page claims for its article: its own day of publication first, then what else it offers.
fn claims(article: &Article) -> Vec<ClaimedDay> {
    let mut claims: Vec<ClaimedDay> = Vec::new();
    let mut add = |value: &str, evidence: &Evidence, trusted: bool| {
        if let Some(day) = day(value).filter(|day| claims.iter().all(|claim| claim.day != *day)) {
            claims.push(ClaimedDay { day, evidence: evidence.clone(), trusted });
        }
    };
    if let Some(published) = &article.published {
        add(&published.value, &published.evidence, true);
    }
    for date in &article.dates {
        if matches!(date.kind, DateKind::Published | DateKind::Clock) {
            add(&date.value, &date.evidence, false);
        }
    }
    claims.truncate(MOST_CLAIMS);
    claims
}

/// The day of a date with or without a time.
fn day(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
}

fn page_info(page: &Page<'_>, media_type: MediaType, source: &decode::Source) -> PageInfo {
    PageInfo {
        id: Sha256::digest(page.bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        bytes: page.bytes.len() as u64,
        url: page.url.map(str::to_owned),
        file: page.file.map(str::to_owned),
        media_type,
        charset: source.encoding.name().to_ascii_lowercase(),
        charset_from: source.from.to_owned(),
        fetched: page.fetched.map(str::to_owned),
    }
}
