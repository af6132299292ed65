//! Names and senses in order, more of them than fit into memory: what is full is sorted and put into a file, and at the
//! end all files are read side by side.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use fst::Streamer;

use crate::read::Gazetteer;

/// Bytes of names and what belongs to them that are held in memory.
const HELD: usize = 384 << 20;

/// A name in memory. Its first eight bytes decide most comparisons.
#[derive(Clone, Copy)]
struct Name {
    head: u64,
    start: u32,
    length: u8,
    sense: u32,
}

/// Names and senses on their way into the table.
#[derive(Default)]
pub struct Runs {
    bytes: Vec<u8>,
    names: Vec<Name>,
    /// Where files go; without it all stays in memory.
    folder: Option<PathBuf>,
    files: Vec<PathBuf>,
    held: usize,
}

impl Runs {
    /// Names that go to files in a folder when there are many. The folder is the caller's to remove.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), held: HELD, ..Self::default() }
    }

    /// As [`Self::in_folder`], with fewer bytes in memory.
    #[cfg(test)]
    pub fn holding(folder: &Path, held: usize) -> Self {
        Self { held, ..Self::in_folder(folder) }
    }

    /// Adds a name of at most 255 bytes.
    pub fn push(&mut self, name: &str, sense: u32) -> io::Result<()> {
        if self.folder.is_some() && self.bytes.len() + size_of::<Name>() * self.names.len() > self.held {
            self.spill()?;
        }
        let start = u32::try_from(self.bytes.len()).map_err(|_| io::Error::other("too many names"))?;
        let length = u8::try_from(name.len()).map_err(|_| io::Error::other("a name is too long"))?;
        self.bytes.extend(name.as_bytes());
        self.names.push(Name { head: head(name.as_bytes()), start, length, sense });
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let name = |name: &Name| bytes.get(name.start as usize..).and_then(|b| b.get(..name.length.into()));
        self.names.sort_unstable_by(|a, b| {
            a.head.cmp(&b.head).then_with(|| name(a).cmp(&name(b))).then_with(|| a.sense.cmp(&b.sense))
        });
    }

    fn spill(&mut self) -> io::Result<()> {
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        self.sort();
        let path = folder.join(format!("names.{}", self.files.len()));
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        let mut before: &[u8] = &[];
        for name in &self.names {
            let bytes = self.bytes.get(name.start as usize..).and_then(|b| b.get(..name.length.into()));
            let bytes = bytes.unwrap_or_default();
            let shared = before.iter().zip(bytes).take_while(|(a, b)| a == b).count();
            let rest = bytes.get(shared..).unwrap_or_default();
            out.write_all(&[shared as u8, rest.len() as u8])?;
            out.write_all(rest)?;
            out.write_all(&name.sense.to_le_bytes())?;
            before = bytes;
        }
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_data()?;
        self.files.push(path);
        self.bytes.clear();
        self.names.clear();
        Ok(())
    }

    /// All names in order, with those of another table.
    pub fn merged(mut self, base: Option<&'static Gazetteer>) -> io::Result<Merged> {
        if !self.files.is_empty() {
            self.spill()?;
            (self.bytes, self.names) = (Vec::new(), Vec::new());
        }
        self.sort();
        let mut sources = Vec::new();
        for path in &self.files {
            sources.push(Source::new(Kind::File(BufReader::with_capacity(1 << 20, File::open(path)?))));
        }
        if let Some(base) = base {
            let stream = base.names.stream();
            sources.push(Source::new(Kind::Table { base, stream, senses: Vec::new() }));
        }
        if !self.names.is_empty() {
            let names = std::mem::take(&mut self.names).into_iter();
            sources.push(Source::new(Kind::Memory { names, bytes: std::mem::take(&mut self.bytes) }));
        }
        let mut merged = Merged { sources: Vec::new() };
        for mut source in sources {
            if source.advance()? {
                merged.sources.push(source);
            }
        }
        Ok(merged)
    }
}

/// The first eight bytes as a number that compares as they do.
fn head(name: &[u8]) -> u64 {
    let mut head = [0; 8];
    head.iter_mut().zip(name).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(head)
}

/// Names of several sources in order.
pub struct Merged {
    sources: Vec<Source>,
}

impl Merged {
    /// Gives the next name into the buffer, and its sense.
    pub fn next(&mut self, name: &mut Vec<u8>) -> io::Result<Option<u32>> {
        let least = self.sources.iter().enumerate().min_by(|(_, a), (_, b)| a.key().cmp(&b.key()));
        let Some(at) = least.map(|(at, _)| at) else { return Ok(None) };
        let Some(source) = self.sources.get_mut(at) else { return Ok(None) };
        name.clone_from(&source.name);
        let sense = source.sense;
        if !source.advance()? {
            self.sources.swap_remove(at);
        }
        Ok(Some(sense))
    }
}

struct Source {
    kind: Kind,
    name: Vec<u8>,
    sense: u32,
}

enum Kind {
    File(BufReader<File>),
    Memory { names: std::vec::IntoIter<Name>, bytes: Vec<u8> },
    Table { base: &'static Gazetteer, stream: fst::raw::Stream<'static>, senses: Vec<u32> },
}

impl Source {
    fn new(kind: Kind) -> Self {
        Self { kind, name: Vec::new(), sense: 0 }
    }

    fn key(&self) -> (&[u8], u32) {
        (&self.name, self.sense)
    }

    /// Goes to the next name. False when there is none.
    fn advance(&mut self) -> io::Result<bool> {
        match &mut self.kind {
            Kind::File(file) => {
                let mut two = [0; 2];
                match file.read_exact(&mut two) {
                    Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
                    other => other?,
                }
                let [shared, rest] = two.map(usize::from);
                self.name.resize(shared + rest, 0);
                file.read_exact(self.name.get_mut(shared..).unwrap_or_default())?;
                let mut four = [0; 4];
                file.read_exact(&mut four)?;
                self.sense = u32::from_le_bytes(four);
            }
            Kind::Memory { names, bytes } => {
                let Some(name) = names.next() else { return Ok(false) };
                let of = bytes.get(name.start as usize..).and_then(|b| b.get(..name.length.into()));
                self.name.clear();
                self.name.extend(of.unwrap_or_default());
                self.sense = name.sense;
            }
            Kind::Table { base, stream, senses } => {
                while senses.is_empty() {
                    let Some((name, value)) = stream.next() else { return Ok(false) };
                    self.name.clear();
                    self.name.extend(name);
                    *senses = base
                        .posting(value.value())
                        .into_iter()
                        .rev()
                        .map(|sense| sense.entry << 3 | sense.name as u32)
                        .collect();
                }
                self.sense = senses.pop().unwrap_or(0);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn all(runs: Runs) -> Vec<(String, u32)> {
        let mut merged = runs.merged(None).unwrap();
        let (mut name, mut found) = (Vec::new(), Vec::new());
        while let Some(sense) = merged.next(&mut name).unwrap() {
            found.push((String::from_utf8(name.clone()).unwrap(), sense));
        }
        found
    }

    #[test]
    fn names_come_out_in_order_from_memory_and_from_files() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<(String, u32)> =
            (0..500u32).map(|i| (format!("name {}", i * 7919 % 251), i % 13)).collect();
        let mut sorted = names.clone();
        sorted.sort();
        for mut runs in [Runs::default(), Runs::holding(folder.path(), 2000)] {
            names.iter().for_each(|(name, sense)| runs.push(name, *sense).unwrap());
            assert_eq!(runs.files.is_empty(), runs.folder.is_none());
            assert_eq!(all(runs), sorted);
        }
    }

    #[test]
    fn long_names_and_those_with_zeros_keep_their_order() {
        let mut runs = Runs::default();
        for name in ["abcdefgh", "abcdefg", "abcdefgh\0", "abcdefghi", "", "\0"] {
            runs.push(name, 1).unwrap();
        }
        let names: Vec<String> = all(runs).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["", "\0", "abcdefg", "abcdefgh", "abcdefgh\0", "abcdefghi"]);
        assert!(Runs::default().push(&"x".repeat(256), 1).is_err());
    }
}
