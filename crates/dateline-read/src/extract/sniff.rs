//! What kind of page the bytes are.

use dateline_record::MediaType;

/// How many bytes are looked at.
const LOOK: usize = 4096;

/// Share of control characters above which bytes are no text.
const MOST_CONTROLS: f32 = 0.02;

/// The kind of page. A declared type is believed only where the bytes do not say otherwise: servers send plain
/// text as HTML and the other way round.
pub fn media_type(bytes: &[u8], declared: Option<&str>) -> MediaType {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return MediaType::Empty;
    }
    let head = &bytes[..bytes.len().min(LOOK)];
    let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    if !utf16 {
        let controls =
            head.iter().filter(|b| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
        if controls as f32 > MOST_CONTROLS * head.len() as f32 {
            return MediaType::Binary;
        }
    }
    const MAGIC: &[&[u8]] = &[
        b"%PDF-",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"RIFF",
        b"OggS",
        b"\x7fELF",
    ];
    if MAGIC.iter().any(|magic| head.starts_with(magic)) {
        return MediaType::Binary;
    }
    if utf16 {
        // Every second byte is zero where it is HTML; the tags show without them.
        let ascii: Vec<u8> = head.iter().copied().filter(|b| *b != 0).collect();
        return if looks_like_html(&ascii) { MediaType::Html } else { MediaType::Text };
    }
    if looks_like_html(head) {
        return MediaType::Html;
    }
    match declared.map(|d| d.trim().to_ascii_lowercase()) {
        Some(declared) if declared.starts_with("text/html") || declared.contains("xhtml") => {
            // Markup may begin late, after a long comment or blank lines.
            if looks_like_html(&bytes[..bytes.len().min(1 << 20)]) {
                MediaType::Html
            } else {
                MediaType::Text
            }
        }
        _ => MediaType::Text,
    }
}

/// Whether there are at least two tags that only HTML has, or one that opens a document.
fn looks_like_html(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    const DOCUMENT: &[&str] = &["<!doctype html", "<html", "<head", "<body", "<meta ", "<title>", "<article"];
    if DOCUMENT.iter().any(|tag| text.contains(tag)) {
        return true;
    }
    const PARTS: &[&str] = &[
        "<p>", "<p ", "</p>", "<div", "</div>", "<br", "<a href", "<span", "<h1", "<h2", "<ul", "<li",
        "<table", "<script",
    ];
    PARTS.iter().filter(|tag| text.contains(**tag)).count() >= 2
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_bytes_decide() {
        assert_eq!(media_type(b"", None), MediaType::Empty);
        assert_eq!(media_type(b" \n", Some("text/html")), MediaType::Empty);
        assert_eq!(media_type(b"<p>One</p><p>Two", None), MediaType::Html);
        assert_eq!(media_type(b"Losses < 5 and gains > 3.", Some("text/html")), MediaType::Text);
        assert_eq!(media_type(b"%PDF-1.4 ...", Some("text/html")), MediaType::Binary);
        assert_eq!(media_type(&[0, 1, 2, 3, 4, 5, 6, 7, 8], None), MediaType::Binary);
        assert_eq!(media_type(b"\xff\xfe<\0h\0t\0m\0l\0>\0", None), MediaType::Html);
    }
}
