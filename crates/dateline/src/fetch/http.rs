//! As much of HTTP/1.1 as stands in a WARC, and the `Content-Type` header.

/// Most bytes of a message's head.
const MAX_HEAD: usize = 256 << 10;

/// Names and values of headers; names in lower case.
#[derive(Debug, Default, PartialEq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The headers of a block of lines. A line without a colon is left out; a folded line goes on the one before.
    pub fn parse(head: &[u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in head.split(|b| *b == b'\n') {
            let line = String::from_utf8_lossy(line);
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Headers(headers)
    }

    /// The first header of a name given in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Where a head of lines ends: its length, and where what follows begins.
pub fn head_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let bytes = &bytes[..bytes.len().min(MAX_HEAD)];
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some((at, at + 2)),
        [b'\r', b'\n', ..] => Some((at, at + 3)),
        _ => None,
    })
}

/// A response as a crawler stored it.
pub struct Response<'a> {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body as it was sent.
    pub body: &'a [u8],
}

/// Takes a stored response apart. `None` when it does not begin like one.
pub fn response(block: &[u8]) -> Option<Response<'_>> {
    if !block.starts_with(b"HTTP/") {
        return None;
    }
    let (end, body) = head_end(block).unwrap_or((block.len(), block.len()));
    let head = &block[..end];
    let line_end = memchr::memchr(b'\n', head).unwrap_or(head.len());
    let line = String::from_utf8_lossy(&head[..line_end]);
    let status = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(Response { status, headers: Headers::parse(&head[line_end..]), body: &block[body..] })
}

/// The media type, in lower case, and the `charset` parameter of a `Content-Type`.
pub fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().map(|m| m.trim().to_ascii_lowercase()).filter(|m| m.contains('/'));
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media, charset)
}

/// Whether a media type can be a news page. Nothing said is a maybe: the bytes will tell.
pub fn is_page(media_type: Option<&str>) -> bool {
    matches!(
        media_type,
        None | Some("text/html" | "application/xhtml+xml" | "text/plain" | "application/octet-stream")
    )
}

/// Undoes `Transfer-Encoding: chunked`. `None` when the body is not chunked: crawlers often undo it and keep the
/// header. A body that breaks off gives what there is.
pub fn dechunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    let mut whole = Vec::with_capacity(body.len());
    let mut first = true;
    loop {
        let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(MAX_HEAD)]) else {
            return (!first).then_some(whole);
        };
        let line = String::from_utf8_lossy(&rest[..end]);
        let size = line.split(';').next().unwrap_or("").trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            return (!first).then_some(whole);
        };
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        first = false;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_response_is_taken_apart() {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=\"windows-1252\"\r\nX\r\n\r\n<p>Hi\r\n\r\n";
        let response = response(block).unwrap();
        assert_eq!((response.status, response.body), (200, &b"<p>Hi\r\n\r\n"[..]));
        let (media, charset) = content_type(response.headers.get("content-type").unwrap());
        assert_eq!((media.as_deref(), charset.as_deref()), (Some("text/html"), Some("windows-1252")));
    }

    #[test]
    fn chunks_are_joined_and_what_only_claims_to_be_chunked_is_left() {
        assert_eq!(dechunk(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").unwrap(), b"abcde");
        assert_eq!(dechunk(b"ff\r\nabc").unwrap(), b"abc");
        assert_eq!(dechunk(b"ffffffffffffffff\r\nabc").unwrap(), b"abc");
        assert_eq!(dechunk(b"<html>\n"), None);
    }
}
