//! The page for the browser: the article, the record beside it, each part tied to the other.
//!
//! One file with everything in it. Articles are hostile: every character of a page is escaped on its way in
//! ([`Html::text`] is the only way for text that is not ours), and the page's own policy forbids every script and
//! style but the two that are part of this program, and every connection.

mod article;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod browser;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod browser_map;
mod html;
mod index;
mod map;
mod marks;
mod names;
mod record;
mod timeline;
mod when;
mod who;
mod words;

use std::sync::LazyLock;

use dateline_record::Record;
use sha2::{Digest, Sha256};

pub use index::index;

use html::Html;

const STYLE: &str = concat!(include_str!("style.css"), include_str!("map/map.css"));
const SCRIPT: &str = concat!(include_str!("script.js"), include_str!("parse.js"), include_str!("map/map.js"));

/// Content Security Policy: the one style and the one script, known by their fingerprints, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let print = |text: &str| base64(&Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        print(STYLE),
        print(SCRIPT)
    )
});

/// The page of a record. `of_many` adds the way back to the index.
pub fn page(record: &Record, name: &str, of_many: bool) -> String {
    let title = record.article.title.as_ref().map_or(name, |title| title.value.as_str());
    let mut html = head(title);
    if of_many {
        html.raw("<nav class=\"back\"><a href=\"index.html\">← All pages</a></nav>\n");
    }
    html.raw("<div class=\"sheet\">\n");
    article::write(&mut html, record);
    record::write(&mut html, record, name);
    html.raw("</div>\n");
    foot(html)
}

/// Everything before the body's content.
fn head(title: &str) -> Html {
    let mut html = Html::default();
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").text(&POLICY).raw("\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<title>")
        .text(title)
        .raw(" · Dateline</title>\n<style>")
        .raw(STYLE)
        .raw("</style>\n</head>\n<body>\n");
    html
}

fn foot(mut html: Html) -> String {
    html.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    html.done()
}

/// Base64 (RFC 4648), as the policy wants its fingerprints.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) & 63;
            out.push(if digit <= group.len() { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use dateline_record::{Evidence, Read};

    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn a_record_whose_entities_and_places_are_wrong_stays_text() {
        let html = page(&crate::invented::hostile(), "evil", false);
        assert_eq!(html.matches("<script").count(), 1, "ours");
        assert!(!html.contains("<img") && html.contains("id=\"where\"") && html.contains("id=\"who\""));
        assert!(html.len() < 400_000, "a map of the whole world stays small: {}", html.len());
        // Every id once.
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn a_hostile_page_stays_text() {
        let evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        let read = || {
            Some(Read {
                value: evil.to_owned(),
                evidence: Evidence { from: evil.into(), ..Evidence::default() },
            })
        };
        let mut record = Record::default();
        record.article.title = read();
        record.article.publisher = read();
        record.page.url = Some(format!("javascript:{evil}"));
        let html = page(&record, evil, true);
        assert_eq!(html.matches("<script").count(), 1, "ours");
        assert!(!html.contains("<img") && !html.contains("href=\"javascript"));
    }
}
