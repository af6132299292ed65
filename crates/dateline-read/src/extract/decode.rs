//! Bytes to characters, keeping the way back.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dateline_record::Bytes;
use encoding_rs::{CoderResult, Encoding, UTF_8};

/// How much of a page is read. Longer pages are cut there, and a finding says so; the longest page of any public
/// extraction set has 5 MB.
pub const MAX_BYTES: usize = 6 << 20;

/// Decoded bytes between two marks of the way back; smaller is more memory, larger is slower look-up.
const MARK_EVERY: usize = 256;

/// How far into a page HTML may declare its character set (the standard says 1,024; pages exceed it).
const META_PRESCAN: usize = 4096;

/// A page's characters, and the way back to its bytes.
pub struct Source {
    /// The characters, UTF-8.
    pub text: String,
    /// The character set.
    pub encoding: &'static Encoding,
    /// Why that one: `bom`, `header`, `meta`, `utf-8` or `guess`.
    pub from: &'static str,
    /// Whether bytes had to be replaced because they are not in that character set.
    pub damaged: bool,
    /// Bytes of the page that were left unread.
    pub unread: usize,
    way: Way,
}

enum Way {
    /// Byte i of the text is byte i + n of the page.
    Shift(usize),
    /// Pairs (byte of the text, byte of the page), both rising.
    Marks(Vec<(u32, u32)>),
}

/// Decodes a page. The order of trust: byte order mark, valid UTF-8 with a letter outside ASCII, the server's
/// header, the page's own declaration, a guess from the bytes.
pub fn decode(bytes: &[u8], header: Option<&str>, is_html: bool) -> Source {
    let unread = bytes.len().saturating_sub(MAX_BYTES);
    let bytes = &bytes[..bytes.len() - unread];
    let (encoding, from, skip) = choose(bytes, header, is_html, unread > 0);
    let body = &bytes[skip..];
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(body)
    {
        return Source {
            text: text.to_owned(),
            encoding,
            from,
            damaged: false,
            unread,
            way: Way::Shift(skip),
        };
    }
    let (text, marks, damaged) = transcode(body, skip, encoding);
    Source { text, encoding, from, damaged, unread, way: Way::Marks(marks) }
}

fn choose(
    bytes: &[u8],
    header: Option<&str>,
    is_html: bool,
    cut: bool,
) -> (&'static Encoding, &'static str, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, "bom", length);
    }
    // A cut may fall inside a character: an error at the very end says nothing.
    let valid_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => cut && error.error_len().is_none(),
    };
    if valid_utf8 && !bytes.is_ascii() {
        return (UTF_8, "utf-8", 0);
    }
    let named = |label: &str| Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes());
    // Valid UTF-8 was settled above: a page that declares UTF-8 and is not valid holds damage or another set.
    if let Some(encoding) = header.and_then(named).filter(|e| valid_utf8 || *e != UTF_8) {
        return (encoding, "header", 0);
    }
    let declared = if is_html { declared_charset(bytes).and_then(|label| named(&label)) } else { None };
    if let Some(encoding) = declared.filter(|e| valid_utf8 || *e != UTF_8) {
        return (encoding, "meta", 0);
    }
    if valid_utf8 {
        return (UTF_8, "utf-8", 0);
    }
    // Mostly valid UTF-8 with a few broken bytes is damaged UTF-8, whatever a statistical guess says.
    if mostly_utf8(bytes) {
        return (UTF_8, "utf-8", 0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    (detector.guess(None, Utf8Detection::Allow), "guess", 0)
}

/// Whether at least nine in ten of the sequences outside ASCII are well-formed UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 9 * bad
}

/// The character set that the first bytes of an HTML page declare, `<meta charset>` or `http-equiv`.
pub fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(META_PRESCAN).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let mut rest = head.as_str();
    while let Some(at) = rest.find("charset") {
        rest = &rest[at + "charset".len()..];
        let value = rest.trim_start();
        if let Some(value) = value.strip_prefix('=') {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
                .unwrap_or(value.len());
            if end > 0 {
                // HTML: a declaration that could be read as ASCII cannot be UTF-16.
                let label = &value[..end];
                return Some(if label.starts_with("utf-16") { "utf-8".into() } else { label.to_owned() });
            }
        }
    }
    None
}

fn transcode(bytes: &[u8], skip: usize, encoding: &'static Encoding) -> (String, Vec<(u32, u32)>, bool) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut buffer = [0u8; MARK_EVERY];
    let (mut read, mut damaged) = (0usize, false);
    let mut marks = vec![(0, clamp(skip))];
    loop {
        let (result, taken, written, replaced) = decoder.decode_to_utf8(&bytes[read..], &mut buffer, true);
        read += taken;
        damaged |= replaced;
        text.push_str(&String::from_utf8_lossy(&buffer[..written]));
        marks.push((clamp(text.len()), clamp(skip + read)));
        if result == CoderResult::InputEmpty {
            return (text, marks, damaged);
        }
    }
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Source {
    /// The bytes of the page that the bytes `start..end` of the text were decoded from.
    pub fn bytes(&self, page: &[u8], start: usize, end: usize) -> Bytes {
        Bytes::new(self.byte(page, start), self.byte(page, end))
    }

    /// The byte of the page at which the byte `at` of the text begins.
    fn byte(&self, page: &[u8], at: usize) -> usize {
        match &self.way {
            Way::Shift(by) => at + by,
            Way::Marks(marks) => {
                let after = marks.partition_point(|(text, _)| *text as usize <= at);
                let Some(&(text, byte)) = marks.get(after.wrapping_sub(1)) else { return at };
                let (mut text, mut byte) = (text as usize, byte as usize);
                let limit = marks.get(after).map_or(page.len(), |mark| mark.1 as usize).min(page.len());
                // Decode again, a byte at a time, from the mark.
                let mut decoder = self.encoding.new_decoder_without_bom_handling();
                let mut buffer = [0u8; 16];
                while text < at && byte < limit {
                    let (_, taken, written, _) =
                        decoder.decode_to_utf8(&page[byte..byte + 1], &mut buffer, false);
                    text += written;
                    byte += taken.max(1);
                }
                byte
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_way_back_is_exact_in_every_kind_of_character_set() {
        for (label, text) in [
            ("windows-1251", "Слухи о визите — «вздор», сказал он. "),
            ("shift_jis", "大統領は月曜日に首都を訪問した。ABC "),
            ("gb18030", "总统星期一访问了首都。𠀀 "),
            ("windows-1252", "“Déjà vu” — naïve café "),
        ] {
            let text = text.repeat(40);
            let encoding = Encoding::for_label(label.as_bytes()).expect("a label");
            let (bytes, _, _) = encoding.encode(&text);
            let source = decode(&bytes, Some(label), false);
            assert_eq!(source.text, text, "{label}");
            for (at, c) in text.char_indices() {
                let found = source.bytes(&bytes, at, at + c.len_utf8());
                let (again, _) =
                    encoding.decode_without_bom_handling(&bytes[found.start as usize..found.end as usize]);
                assert_eq!(again, c.to_string(), "{label} at {at}");
            }
        }
    }

    #[test]
    fn declared_utf8_that_is_not_is_guessed() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1252.encode("<meta charset=utf-8><p>Café à la crème, s’il vous plaît</p>");
        let source = decode(&bytes, Some("utf-8"), true);
        assert_eq!(source.encoding, encoding_rs::WINDOWS_1252);
        assert_eq!(source.from, "guess");
        assert!(source.text.contains("Café à la crème"));
    }

    #[test]
    fn a_few_broken_bytes_do_not_change_the_character_set() {
        let mut bytes = "Zeměstřesení v horách — žádné oběti. ".repeat(20).into_bytes();
        bytes[1] = 0xff;
        let source = decode(&bytes, None, false);
        assert_eq!((source.encoding, source.damaged), (UTF_8, true));
    }
}
