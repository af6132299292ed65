//! Tables as they are downloaded: plain, packed with gzip, or the largest file of a ZIP.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 18;
/// The end of a ZIP's list is within so many bytes of its end.
const TAIL: u64 = 22 + 65_535;
/// The longest list of a ZIP, bytes.
const LIST: u64 = 16 << 20;
/// "See the extra field" in a ZIP.
const ELSEWHERE: u64 = u32::MAX as u64;

/// Opens a table for reading; how many bytes of the file are read is told to the counter.
pub fn open(path: &Path, read: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead>> {
    let mut file = File::open(path)?;
    let mut first = [0; 4];
    let length = file.read(&mut first)?;
    file.seek(SeekFrom::Start(0))?;
    let counted = |file| Counted { file, read: Arc::clone(read) };
    match first.get(..length).unwrap_or_default() {
        [b'P', b'K', 3, 4] => {
            let member = largest(&mut file)?;
            file.seek(SeekFrom::Start(member.start))?;
            let packed = counted(file).take(member.packed);
            let inner: Box<dyn Read> = match member.method {
                0 => Box::new(packed),
                8 => Box::new(DeflateDecoder::new(BufReader::with_capacity(BUFFER, packed))),
                _ => return Err(bad("packed in a way that this program does not know; unpack it first")),
            };
            let whole = Whole { inner, sum: Crc::new(), length: 0, member };
            Ok(Box::new(BufReader::with_capacity(BUFFER, whole)))
        }
        [0x1f, 0x8b, ..] => {
            let inner = MultiGzDecoder::new(BufReader::with_capacity(BUFFER, counted(file)));
            Ok(Box::new(BufReader::with_capacity(BUFFER, inner)))
        }
        _ => Ok(Box::new(BufReader::with_capacity(BUFFER, counted(file)))),
    }
}

fn bad(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the ZIP is {why}"))
}

struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(to)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A file within a ZIP.
#[derive(Clone, Copy, Debug, Default)]
struct Member {
    start: u64,
    packed: u64,
    length: u64,
    method: u64,
    sum: u64,
}

/// Sees to it that what comes out is what went in.
struct Whole {
    inner: Box<dyn Read>,
    sum: Crc,
    length: u64,
    member: Member,
}

impl Read for Whole {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(to)?;
        self.sum.update(to.get(..count).unwrap_or_default());
        self.length += count as u64;
        let done = count == 0 && !to.is_empty();
        if done && (self.length != self.member.length || u64::from(self.sum.sum()) != self.member.sum) {
            return Err(bad("damaged: fetch it again"));
        }
        Ok(count)
    }
}

fn number(bytes: &[u8], at: usize, width: usize) -> io::Result<u64> {
    let bytes = bytes.get(at..at + width).ok_or_else(|| bad("cut short"))?;
    Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The largest file of a ZIP: the others are explanations.
fn largest(file: &mut File) -> io::Result<Member> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(TAIL);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(TAIL).read_to_end(&mut tail)?;
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06").ok_or_else(|| bad("cut short"))?;
    let (mut size, mut start) = (number(&tail, end + 12, 4)?, number(&tail, end + 16, 4)?);
    if size == ELSEWHERE || start == ELSEWHERE {
        // ZIP64: a record of its own, which the 20 bytes before lead to.
        let locator = end.checked_sub(20).ok_or_else(|| bad("cut short"))?;
        let mut record = [0; 56];
        file.seek(SeekFrom::Start(number(&tail, locator + 8, 8)?))?;
        file.read_exact(&mut record)?;
        (size, start) = (number(&record, 40, 8)?, number(&record, 48, 8)?);
    }
    let mut list = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.take(size.min(LIST)).read_to_end(&mut list)?;
    let (mut best, mut at): (Option<Member>, usize) = (None, 0);
    while list.get(at..at + 4) == Some(b"PK\x01\x02") {
        let field = |offset, width| number(&list, at + offset, width);
        let [name, extra, remark] = [field(28, 2)?, field(30, 2)?, field(32, 2)?].map(|n| n as usize);
        let mut member = Member {
            method: field(10, 2)?,
            sum: field(16, 4)?,
            packed: field(20, 4)?,
            length: field(24, 4)?,
            start: field(42, 4)?,
        };
        wide(&mut member, list.get(at + 46 + name..at + 46 + name + extra).unwrap_or_default())?;
        if field(8, 2)? & 1 == 1 {
            return Err(bad("locked with a password; unpack it first"));
        }
        if best.is_none_or(|best| best.length < member.length) {
            best = Some(member);
        }
        at += 46 + name + extra + remark;
    }
    let mut best = best.ok_or_else(|| bad("empty"))?;
    let mut head = [0; 30];
    file.seek(SeekFrom::Start(best.start))?;
    file.read_exact(&mut head)?;
    if head.get(..4) != Some(b"PK\x03\x04") {
        return Err(bad("damaged: fetch it again"));
    }
    best.start = best.start.saturating_add(30 + number(&head, 26, 2)? + number(&head, 28, 2)?);
    Ok(best)
}

/// Sizes that need more than 32 bits stand in an extra field, in this order and only if they are needed.
fn wide(member: &mut Member, extra: &[u8]) -> io::Result<()> {
    let mut at = 0;
    while at + 4 <= extra.len() {
        let (kind, length) = (number(extra, at, 2)?, number(extra, at + 2, 2)? as usize);
        if kind == 1 {
            let mut from = at + 4;
            for field in [&mut member.length, &mut member.packed, &mut member.start] {
                if *field == ELSEWHERE {
                    *field = number(extra, from, 8)?;
                    from += 8;
                }
            }
        }
        at += 4 + length;
    }
    Ok(())
}
