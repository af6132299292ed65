//! Undoing compression, within limits.

use std::io::{self, BufRead, Chain, Cursor, Read};

use flate2::bufread::GzDecoder;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{MAX_PAGE, read_limited};
use crate::error::Problem;

/// The first bytes of a gzip member: magic number and the only method there is.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 8];

/// A gzip file of many members, as WARCs are: a damaged member is one error, after which reading goes on at the
/// next member.
pub struct Members<R: BufRead> {
    state: State<R>,
    /// Whether the bytes since the last error are only a try to find the next member.
    searching: bool,
}

enum State<R: BufRead> {
    Between(R),
    Inside(Box<GzDecoder<Chain<Cursor<[u8; 3]>, R>>>),
    Done,
}

impl<R: BufRead> Members<R> {
    /// A reader of the unpacked bytes.
    pub fn new(inner: R) -> Self {
        Members { state: State::Between(inner), searching: false }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut inner) => {
                    if seek_member(&mut inner)? {
                        let member = GzDecoder::new(Cursor::new(MEMBER).chain(inner));
                        self.state = State::Inside(Box::new(member));
                    }
                }
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner().into_inner().1),
                    Ok(read) => {
                        self.searching = false;
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        self.state = State::Between(member.into_inner().into_inner().1);
                        if !std::mem::replace(&mut self.searching, true) {
                            return Err(io::Error::new(io::ErrorKind::InvalidData, error.to_string()));
                        }
                    }
                },
            }
        }
    }
}

/// Goes to the byte after the next member's magic number, over padding and damage. False at the end.
fn seek_member(inner: &mut impl BufRead) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let bytes = inner.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let mut used = bytes.len();
        for (i, byte) in bytes.iter().enumerate() {
            // 1f occurs only at the head of the magic number, so a mismatch can only begin it anew.
            matched = if *byte == MEMBER[matched] { matched + 1 } else { usize::from(*byte == MEMBER[0]) };
            if matched == MEMBER.len() {
                used = i + 1;
                break;
            }
        }
        inner.consume(used);
        if matched == MEMBER.len() {
            return Ok(true);
        }
    }
}

/// Undoes a `Content-Encoding`, innermost last as the header lists them. A body that does not carry the coding's
/// own mark is taken as it is: crawlers often unpack the body and keep the header.
pub fn undo(codings: &str, mut body: Vec<u8>, limit: usize) -> Result<Vec<u8>, Problem> {
    for coding in codings.rsplit(',').map(|coding| coding.trim().to_ascii_lowercase()) {
        body = match coding.as_str() {
            "" | "identity" | "utf-8" | "none" => body,
            "gzip" | "x-gzip" => {
                if !body.starts_with(&MEMBER) {
                    continue;
                }
                unpack(MultiGzDecoder::new(body.as_slice()), "gzip", limit)?
            }
            "deflate" => {
                // The standard means zlib's wrapping; some servers send the bare stream.
                let zlib = body.len() > 1
                    && body[0] & 0x0f == 8
                    && (u16::from(body[0]) << 8 | u16::from(body[1])) % 31 == 0;
                if zlib {
                    unpack(ZlibDecoder::new(body.as_slice()), "deflate", limit)?
                } else if body.trim_ascii_start().starts_with(b"<") {
                    continue;
                } else {
                    unpack(DeflateDecoder::new(body.as_slice()), "deflate", limit)?
                }
            }
            "br" => {
                if body.trim_ascii_start().starts_with(b"<") {
                    continue;
                }
                unpack(brotli_decompressor::Decompressor::new(body.as_slice(), 1 << 14), "br", limit)?
            }
            _ => return Err(Problem::Coding { coding }),
        };
    }
    Ok(body)
}

fn unpack(reader: impl Read, what: &'static str, limit: usize) -> Result<Vec<u8>, Problem> {
    read_limited(reader, limit.min(MAX_PAGE), "an unpacked page").map_err(|problem| match problem {
        Problem::Damaged { why, .. } => Problem::Damaged { what, why },
        Problem::Unreadable { source } => Problem::Damaged { what, why: source.to_string() },
        other => other,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use std::io::{BufReader, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_damaged_member_costs_itself_only() {
        let mut broken = member(&b"the second, which is damaged in the middle of its data".repeat(40));
        let middle = broken.len() / 2;
        broken[middle..middle + 8].fill(0xff);
        let file = [member(b"first "), broken, vec![0; 9], member(b"third")].concat();
        let mut reader = Members::new(BufReader::with_capacity(7, file.as_slice()));
        let (mut text, mut errors, mut buffer) = (Vec::new(), 0, [0; 16]);
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => text.extend_from_slice(&buffer[..read]),
                Err(_) => errors += 1,
            }
        }
        let text = String::from_utf8_lossy(&text);
        assert_eq!(errors, 1);
        assert!(text.starts_with("first ") && text.ends_with("third"), "{text}");
    }

    #[test]
    fn a_bomb_is_cut_at_the_limit() {
        let bomb = member(&vec![b'a'; 3 << 20]);
        assert!(bomb.len() < 10_000);
        assert!(matches!(undo("gzip", bomb.clone(), 1 << 20), Err(Problem::TooLarge { .. })));
        assert_eq!(undo("gzip", bomb, 4 << 20).unwrap().len(), 3 << 20);
    }

    #[test]
    fn a_header_that_lies_about_the_coding_is_not_believed() {
        assert_eq!(undo("gzip", b"<p>plain".to_vec(), 100).unwrap(), b"<p>plain");
        assert!(matches!(undo("zstd", b"x".to_vec(), 100), Err(Problem::Coding { .. })));
    }
}
