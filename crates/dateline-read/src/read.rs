//! The order of work.

use dateline_record::{MediaType, PageInfo, ReaderInfo, Record, SCHEMA_VERSION};
use sha2::{Digest, Sha256};

use crate::annotate::annotate;
use crate::check::check;
use crate::extract::dom::Dom;
use crate::extract::metadata::{self, Inputs};
use crate::extract::{assemble, decode, draft, html, language, scraped, sniff};
use crate::{Page, Reader, models};

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
    annotate(&mut record, reader.language);
    let cut = dom.as_ref().is_some_and(|dom| dom.cut);
    check(page, reader, &source, cut, &mut record);
    record
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
