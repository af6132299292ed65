//! JSON Lines of pages: one object a line.

use std::io::{BufRead, Read};

use serde::Deserialize;

use super::{Fetched, MAX_PAGE, Pages};
use crate::error::{Mishap, Problem};

/// Most bytes of a line: a page in which many characters are escaped.
const MAX_LINE: usize = MAX_PAGE + MAX_PAGE / 2;

/// A page as others store it. Other fields are passed over.
#[derive(Deserialize)]
struct Line {
    html: Option<String>,
    text: Option<String>,
    url: Option<String>,
    id: Option<serde_json::Value>,
    fetched: Option<String>,
    media_type: Option<String>,
}

/// Whether a stream begins like a JSON object with a field for the page near its head.
pub fn looks_like(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"{") else { return false };
    // An object begins with a name in quotation marks and a colon; a text that begins with a brace does not.
    let rest = rest.trim_ascii_start();
    let Some(name) = rest.strip_prefix(b"\"") else { return rest.starts_with(b"}") };
    memchr::memchr(b'"', name).is_some_and(|end| name[end + 1..].trim_ascii_start().starts_with(b":"))
}

/// The pages of a stream of lines.
pub fn pages(stream: Box<dyn BufRead>, name: String) -> Pages<'static> {
    Box::new(Lines { stream, name, number: 0 })
}

struct Lines {
    stream: Box<dyn BufRead>,
    name: String,
    number: usize,
}

impl Iterator for Lines {
    type Item = Result<Fetched, Mishap>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            let read = self.stream.by_ref().take(MAX_LINE as u64).read_until(b'\n', &mut line);
            self.number += 1;
            let place = format!("{}, line {}", self.name, self.number);
            match read {
                Err(error) => return Some(Err(Mishap::new(place, super::unreadable(error)))),
                Ok(0) => return None,
                Ok(read) if read == MAX_LINE && !line.ends_with(b"\n") => {
                    let problem = match self.stream.skip_until(b'\n') {
                        Ok(_) => Problem::TooLarge { what: "a line", limit: MAX_LINE },
                        Err(error) => super::unreadable(error),
                    };
                    return Some(Err(Mishap::new(place, problem)));
                }
                Ok(_) => {}
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            return Some(self.page(&line).map_err(|why| Mishap::new(place, Problem::Line(why))));
        }
    }
}

impl Lines {
    fn page(&self, line: &[u8]) -> Result<Fetched, String> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let line: Line = serde_json::from_slice(line).map_err(|e| e.to_string())?;
        let (bytes, media_type) = match (line.html, line.text) {
            (Some(html), _) => (html, "text/html"),
            (None, Some(text)) => (text, "text/plain"),
            (None, None) => return Err("it has neither \"html\" nor \"text\"".into()),
        };
        let id = match line.id {
            Some(serde_json::Value::String(id)) => id,
            Some(id @ serde_json::Value::Number(_)) => id.to_string(),
            _ => self.number.to_string(),
        };
        Ok(Fetched {
            bytes: bytes.into_bytes(),
            url: line.url,
            file: Some(format!("{}#{id}", self.name)),
            media_type: Some(line.media_type.unwrap_or_else(|| media_type.into())),
            // What came through JSON is UTF-8, whatever the page says of itself.
            charset: Some("utf-8".into()),
            fetched: line.fetched,
            of_many: true,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_bad_line_is_told_and_passed() {
        let file = "{\"id\": \"a\", \"html\": \"<p>One\", \"extra\": [1]}\n\n{\"html\": 3}\nnot json\n{\"url\": \"u\"}\n\
                    {\"text\": \"Two\", \"id\": 7, \"url\": \"http://example.org/\"}";
        let steps: Vec<_> = pages(Box::new(Cursor::new(file)), "p.jsonl".into()).collect();
        let told: Vec<String> = steps
            .iter()
            .map(|step| match step {
                Ok(page) => format!("{} {}", page.name(), String::from_utf8_lossy(&page.bytes)),
                Err(mishap) => mishap.place.clone(),
            })
            .collect();
        assert_eq!(
            told,
            ["p.jsonl#a <p>One", "p.jsonl, line 3", "p.jsonl, line 4", "p.jsonl, line 5", "p.jsonl#7 Two"]
        );
    }
}
