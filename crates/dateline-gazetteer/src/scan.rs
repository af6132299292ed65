//! Finding every name of the table in a text.

use crate::fold;
use crate::read::Gazetteer;

/// A name of the table that is printed in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it may mean: for [`Gazetteer::posting`].
    pub value: u64,
}

/// A text in folded form, with the way back to its characters.
struct Folded {
    /// The folded text and, at its end, a byte that no name holds.
    bytes: Vec<u8>,
    /// Words that begin with a capital: offset into `bytes`, the character.
    starts: Vec<(usize, usize)>,
    /// One past the last character of the word that ends at an offset of `bytes`; 0 where none does.
    ends: Vec<u32>,
}

fn folded(text: &str) -> Folded {
    let mut out = String::with_capacity(text.len() + 1);
    let mut starts = Vec::with_capacity(text.len() / 16);
    let mut ends = vec![0u32; text.len() + 2];
    let mut before = ' ';
    let mut close = |length: usize, at: usize| {
        if ends.len() <= length {
            ends.resize(length + 64, 0);
        }
        if let Some(end) = ends.get_mut(length) {
            *end = at as u32;
        }
    };
    let mut count = 0;
    for (at, c) in text.chars().enumerate() {
        count = at + 1;
        let word = is_word(c);
        // The letters of "U.S." are one word.
        if word && !is_word(before) && before != '.' {
            if c.is_uppercase() {
                starts.push((out.len(), at));
            }
        } else if !word && is_word(before) {
            close(out.len(), at);
        }
        match c {
            // Names do not go on in the next paragraph.
            '\n' => out.push('\n'),
            _ => fold::push(c, &mut out),
        }
        before = c;
    }
    if is_word(before) {
        close(out.len(), count);
    }
    let mut bytes = out.into_bytes();
    bytes.push(0);
    Folded { bytes, starts, ends }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric()
}

impl Gazetteer {
    /// The longest name that begins at each word with a capital and ends where a word ends. Names may overlap.
    pub fn scan(&self, text: &str) -> Vec<Match> {
        let folded = folded(text);
        let mut found = Vec::new();
        for (offset, start) in &folded.starts {
            let mut node = self.names.root();
            let mut value = fst::raw::Output::zero();
            let mut best = None;
            for (byte, end) in folded.bytes.iter().zip(&folded.ends).skip(*offset) {
                if *end > 0 && node.is_final() {
                    best = Some((*end as usize, value.cat(node.final_output())));
                }
                let Some(next) = node.find_input(*byte) else { break };
                let transition = node.transition(next);
                value = value.cat(transition.out);
                node = self.names.node(transition.addr);
            }
            if let Some((end, value)) = best.filter(|(end, _)| end > start) {
                found.push(Match { start: *start, end, value: value.value() });
            }
        }
        found
    }
}
