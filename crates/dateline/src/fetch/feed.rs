//! RSS 0.9x, 1.0, 2.0 and Atom: every entry with content becomes a page.
//!
//! What the feed says of an entry is handed on the way pages say it: the title as `<title>` and `<h1>`, the date as
//! `article:published_time`, the authors as `author`, the feed's own title as `og:site_name`, the link as the
//! page's address.

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Fetched, Pages};
use crate::error::{Mishap, Problem};

/// What is read of an entry.
#[derive(Default)]
struct Entry {
    title: String,
    link: String,
    date: String,
    updated: String,
    authors: Vec<String>,
    content: String,
    summary: String,
}

/// Where the text of an element goes.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Title,
    Link,
    Id,
    Date,
    Updated,
    Author,
    Content,
    Summary,
}

/// Whether the first bytes are those of a feed: the first element is one of the three roots.
pub fn looks_like(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.as_ref();
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let Some(at) = rest.find(end) else { return false };
        rest = &rest[at + end.len()..];
    }
    ["<rss", "<feed", "<rdf:RDF"].iter().any(|root| {
        rest.strip_prefix(root).is_some_and(|after| after.starts_with([' ', '>', '\n', '\r', '\t']))
    })
}

/// The entries of a feed as pages.
pub fn pages(bytes: &[u8], charset: Option<&str>, name: String) -> Pages<'static> {
    let text = decode(bytes, charset);
    let (site, language, entries, broken) = parse(&text);
    let mut steps = Vec::new();
    for (number, entry) in entries.into_iter().enumerate() {
        steps.push(Ok(page(entry, &site, &language, format!("{name}#{}", number + 1))));
    }
    if let Some(why) = broken {
        steps.push(Err(Mishap::new(name, Problem::Feed(why))));
    } else if steps.is_empty() {
        steps.push(Err(Mishap::new(name, Problem::NoPages)));
    }
    Box::new(steps.into_iter())
}

/// The feed's characters, by its byte order mark, the server's word or its own declaration.
fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declared = head.split_once("encoding=").and_then(|(_, rest)| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    let encoding = charset
        .or(declared)
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}

type Parsed = (String, String, Vec<Entry>, Option<String>);

/// The feed's title and language, its entries, and why it broke off, if it did.
fn parse(text: &str) -> Parsed {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let (mut site, mut language, mut entries) = (String::new(), String::new(), Vec::new());
    let mut entry: Option<Entry> = None;
    let mut atom = false;
    let mut depth = 0usize;
    // The field being read, the depth of its element, and what was read.
    let mut open: Option<(Field, usize, String)> = None;
    // XHTML content is copied as it stands: where it begins.
    let mut copied: Option<usize> = None;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return (site, language, entries, Some(error.to_string())),
        };
        match event {
            Event::Start(tag) => {
                depth += 1;
                let name = local(&tag);
                match (name.as_str(), &mut entry) {
                    ("rss" | "feed", None) => {
                        atom = name == "feed";
                        language = attribute(&tag, b"xml:lang").unwrap_or_default();
                    }
                    ("item" | "entry", None) => entry = Some(Entry::default()),
                    _ if open.is_some() => {}
                    (name, Some(entry)) => {
                        open = field(name, &tag, atom, entry).map(|field| (field, depth, String::new()));
                        let xhtml = attribute(&tag, b"type").as_deref() == Some("xhtml");
                        if xhtml && matches!(open, Some((Field::Content | Field::Summary, ..))) {
                            copied = usize::try_from(reader.buffer_position()).ok();
                        }
                    }
                    // Of the feed's own titles the first counts: pictures have titles as well.
                    ("title", None) if site.is_empty() => open = Some((Field::Title, depth, String::new())),
                    ("language", None) => open = Some((Field::Id, depth, String::new())),
                    _ => {}
                }
            }
            Event::Empty(tag) => {
                if let Some(entry) = &mut entry {
                    field(&local(&tag), &tag, atom, entry);
                }
            }
            Event::End(tag) => {
                if open.as_ref().is_some_and(|(_, at, _)| *at == depth)
                    && let Some((field, _, mut value)) = open.take()
                {
                    if let Some(from) = copied.take() {
                        value = text.get(from..before).unwrap_or_default().to_owned();
                    }
                    let value = value.trim();
                    match &mut entry {
                        Some(entry) => entry.put(field, value),
                        None if field == Field::Title => site = value.to_owned(),
                        None => language = value.to_owned(),
                    }
                }
                depth = depth.saturating_sub(1);
                let name = tag.local_name();
                if matches!(name.as_ref(), "item" | "entry") && open.is_none() {
                    entries.extend(entry.take());
                }
            }
            Event::Text(part) => {
                if let Some((_, _, value)) = &mut open {
                    value.push_str(&part.xml10_content());
                }
            }
            Event::CData(part) => {
                if let Some((_, _, value)) = &mut open {
                    value.push_str(&part.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, _, value)) = &mut open {
                    match reference.resolve_char_ref() {
                        Ok(Some(character)) => value.push(character),
                        _ => value.push_str(&named(&reference.xml10_content())),
                    }
                }
            }
            Event::Eof => {
                let cut = entry.is_some().then(|| "the last entry does not end".to_owned());
                return (site, language, entries, cut);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The five entities of XML; any other is left as it stands, for the reader of the page to resolve.
fn named(name: &str) -> String {
    match name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        other => format!("&{other};"),
    }
}

fn local(tag: &BytesStart<'_>) -> String {
    // media:title, itunes:summary and the like are not the entry's own; content:encoded and dc:date are.
    match tag.name().as_ref() {
        name @ ("content:encoded" | "dc:date" | "dc:creator" | "dcterms:modified") => name.to_owned(),
        name if name.contains(':') && !name.starts_with("atom:") => String::new(),
        _ => tag.local_name().as_ref().to_owned(),
    }
}

fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let found = tag.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name)?;
    Some(found.value.replace("&amp;", "&"))
}

/// Which field an element of an entry is. Links with an address in an attribute are taken on the spot.
fn field(name: &str, tag: &BytesStart<'_>, atom: bool, entry: &mut Entry) -> Option<Field> {
    Some(match name {
        "title" => Field::Title,
        "link" => match attribute(tag, b"href") {
            Some(href) => {
                let kind = attribute(tag, b"rel");
                if entry.link.is_empty() && kind.is_none_or(|kind| kind == "alternate") {
                    entry.link = href;
                }
                return None;
            }
            None => Field::Link,
        },
        "guid" | "id" => Field::Id,
        "pubDate" | "published" | "issued" | "dc:date" => Field::Date,
        "updated" | "modified" | "dcterms:modified" => Field::Updated,
        // Atom's author is an element with a name inside; RSS's is text.
        "name" if atom => Field::Author,
        "author" if !atom => Field::Author,
        "dc:creator" => Field::Author,
        "content:encoded" | "content" => Field::Content,
        "description" | "summary" => Field::Summary,
        _ => return None,
    })
}

impl Entry {
    fn put(&mut self, field: Field, value: &str) {
        let slot = match field {
            Field::Title => &mut self.title,
            Field::Link => &mut self.link,
            Field::Id => {
                if self.link.is_empty() && value.starts_with("http") {
                    self.link = value.to_owned();
                }
                return;
            }
            Field::Date => &mut self.date,
            Field::Updated => &mut self.updated,
            Field::Author => {
                if !value.is_empty() {
                    self.authors.push(value.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                return;
            }
            Field::Content => &mut self.content,
            Field::Summary => &mut self.summary,
        };
        if slot.is_empty() || field == Field::Link {
            *slot = value.to_owned();
        }
    }
}

/// The page that an entry stands for.
fn page(entry: Entry, site: &str, language: &str, file: String) -> Fetched {
    let mut html = String::from("<!DOCTYPE html>\n");
    let title = escape(&entry.title);
    html.push_str(&format!(
        "<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>\n",
        escape(language)
    ));
    let mut meta = |name: &str, value: &str| {
        if !value.is_empty() {
            html.push_str(&format!("<meta property=\"{name}\" content=\"{}\">\n", escape(value)));
        }
    };
    meta("og:site_name", site);
    meta("article:published_time", &date(&entry.date));
    meta("article:modified_time", &date(&entry.updated));
    for author in &entry.authors {
        meta("author", author);
    }
    let content = if entry.content.is_empty() { &entry.summary } else { &entry.content };
    html.push_str(&format!("</head><body><article><h1>{title}</h1>\n"));
    // Plain text in a feed has no paragraphs of its own.
    if content.contains('<') {
        html.push_str(content);
    } else {
        html.push_str(&format!("<p>{content}</p>"));
    }
    html.push_str("\n</article></body></html>\n");
    Fetched {
        bytes: html.into_bytes(),
        url: Some(entry.link).filter(|link| !link.is_empty()),
        file: Some(file),
        media_type: Some("text/html".into()),
        charset: Some("utf-8".into()),
        fetched: None,
        of_many: true,
    }
}

/// RSS writes dates as mail does; pages and Atom write RFC 3339. What is neither is handed on as it stands.
fn date(printed: &str) -> String {
    match jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(printed) {
        Ok(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Err(_) => printed.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn read(feed: &str) -> Vec<Fetched> {
        pages(feed.as_bytes(), None, "f".into()).map(|step| step.unwrap()).collect()
    }

    #[test]
    fn rss_entries_become_pages() {
        let pages = read(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\" xmlns:dc=\"d\" xmlns:media=\"m\"><channel>\
             <title>The Harbour Post</title><language>en-gb</language><image><title>Logo</title></image>\
             <item><title>Ships &amp; storms</title><link>http://example.org/1</link><media:title>No</media:title>\
             <pubDate>Tue, 05 Mar 2024 06:07:08 +0200</pubDate><dc:creator>Ann Lee</dc:creator>\
             <description>Short.</description><content:encoded><![CDATA[<p>Long &amp; full.</p>]]></content:encoded></item>\
             <item><title>Two</title><guid>http://example.org/2</guid><description>Only &lt;b&gt;this&lt;/b&gt;.</description></item>\
             </channel></rss>",
        );
        assert_eq!(pages.len(), 2);
        let first = String::from_utf8_lossy(&pages[0].bytes);
        assert!(first.contains("<h1>Ships &amp; storms</h1>\n<p>Long &amp; full.</p>"), "{first}");
        assert!(
            first.contains("\"article:published_time\" content=\"2024-03-05T06:07:08+02:00\""),
            "{first}"
        );
        assert!(first.contains("\"og:site_name\" content=\"The Harbour Post\""), "{first}");
        assert!(first.contains("\"author\" content=\"Ann Lee\"") && first.contains("lang=\"en-gb\""));
        assert_eq!(pages[0].url.as_deref(), Some("http://example.org/1"));
        assert_eq!(pages[1].url.as_deref(), Some("http://example.org/2"));
        assert!(String::from_utf8_lossy(&pages[1].bytes).contains("Only <b>this</b>."));
    }

    #[test]
    fn atom_entries_become_pages() {
        let pages = read(
            "<feed xmlns='a' xml:lang='de'><title>Bote</title><entry><title type='text'>Hafen</title>\
             <link rel='self' href='http://example.org/s'/><link href='http://example.org/1?a=1&amp;b=2'/>\
             <author><name>Jo Bär</name><uri>http://x/</uri></author>\
             <published>2024-03-05T06:07:08Z</published><content type='xhtml'><div><p>Das <i>Boot</i>.</p></div></content>\
             </entry></feed>",
        );
        let page = String::from_utf8_lossy(&pages[0].bytes);
        assert!(page.contains("<div><p>Das <i>Boot</i>.</p></div>"), "{page}");
        assert!(page.contains("\"author\" content=\"Jo Bär\""), "{page}");
        assert_eq!(pages[0].url.as_deref(), Some("http://example.org/1?a=1&b=2"));
    }

    #[test]
    fn a_feed_that_breaks_off_gives_what_there_is() {
        let feed = "<rss><channel><item><title>A</title></item><item><title>B</ti";
        let steps: Vec<_> = pages(feed.as_bytes(), None, "f".into()).collect();
        assert!(steps[0].is_ok() && steps[1].is_err() && steps.len() == 2);
    }
}
