//! Networks over characters: residual dilated convolutions. One, the segmenter, finds where words and sentences end; another
//! shows the encoder the case and shape that its case-blind word pieces do not know.

use std::collections::HashMap;

use dateline_kernels::{Linear, Rows, add_layer_norm, relu};
use unicode_normalization::char::is_combining_mark;

use super::weights::{Head, Norm, Table, Unreadable, Weights};

/// Channels.
pub const WIDTH: usize = 64;
/// Characters that one convolution sees.
const REACH: usize = 5;
/// Characters read at once: the network works in pieces of this size, so that memory does not grow with the text.
const CHUNK: usize = 2048;
/// Layer norm's guard against a variance of zero, PyTorch's default.
const EPSILON: f32 = 1e-5;

/// What ends at a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Nothing.
    Inside,
    /// A word inside a token: the `do` of `don't`.
    Word,
    /// A token.
    Token,
    /// A token and a sentence.
    Sentence,
}

/// The network.
pub struct Characters {
    ids: HashMap<char, usize>,
    classes: Vec<String>,
    first_class: usize,
    embed: Table<'static>,
    layers: Vec<(usize, Linear, Norm)>,
}

/// The network with what is read off it.
pub struct Segmenter {
    network: Characters,
    ends: Linear,
}

impl Characters {
    /// The network of this name in the model.
    pub fn new(name: &str, head: &Head, weights: &Weights<'static>) -> Result<Characters, Unreadable> {
        let mut ids = HashMap::new();
        for (index, text) in head.characters.iter().enumerate() {
            if let Some(c) = text.chars().next() {
                ids.insert(c, index + 1);
            }
        }
        let mut layers = Vec::new();
        for (i, dilation) in head.dilations.iter().enumerate() {
            let conv = weights.linear(&format!("{name}.conv.{i}"), REACH * WIDTH)?;
            layers.push((*dilation, conv, weights.norm(&format!("{name}.norm.{i}"), WIDTH)?));
        }
        let embed = weights.table(&format!("{name}.embed"), WIDTH)?;
        let first_class = head.characters.len() + 1;
        if embed.len() != first_class + head.character_classes.len() {
            return Err(Unreadable(format!("{name} knows {} characters", embed.len())));
        }
        Ok(Characters { ids, classes: head.character_classes.clone(), first_class, embed, layers })
    }

    fn id(&self, c: char) -> usize {
        if let Some(id) = self.ids.get(&c) {
            return *id;
        }
        let class = if c.is_uppercase() {
            "upper"
        } else if c.is_lowercase() {
            "lower"
        } else if is_combining_mark(c) {
            "mark"
        } else if c.is_alphabetic() {
            "letter"
        } else if c.is_numeric() {
            "digit"
        } else if c.is_whitespace() {
            "space"
        } else {
            "other"
        };
        self.first_class + self.classes.iter().position(|name| name == class).unwrap_or(0)
    }

    /// The state of each character, [`WIDTH`] numbers. It depends on the characters around it alone, not on how the text is
    /// cut into chunks.
    pub fn read(&self, text: &[char]) -> Vec<f32> {
        let mut out = Vec::with_capacity(text.len() * WIDTH);
        self.each_chunk(text, |rows| out.extend_from_slice(rows));
        out
    }

    fn each_chunk(&self, text: &[char], mut take: impl FnMut(&[f32])) {
        let halo: usize = self.layers.iter().map(|(dilation, ..)| dilation * (REACH / 2)).sum();
        let mut from = 0;
        while from < text.len() {
            let to = (from + CHUNK).min(text.len());
            let left = from.saturating_sub(halo);
            let right = (to + halo).min(text.len());
            let rows = self.chunk(text.get(left..right).unwrap_or_default());
            take(rows.get((from - left) * WIDTH..(to - left) * WIDTH).unwrap_or_default());
            from = to;
        }
    }

    fn chunk(&self, text: &[char]) -> Vec<f32> {
        let n = text.len();
        let mut x = vec![0.0; n * WIDTH];
        for (c, row) in text.iter().zip(x.chunks_exact_mut(WIDTH)) {
            self.embed.add(self.id(*c), row);
        }
        let mut wide = vec![0.0; n * REACH * WIDTH];
        let mut y = vec![0.0; n * WIDTH];
        let mut rows = Rows::new();
        for (dilation, conv, norm) in &self.layers {
            for (i, row) in wide.chunks_exact_mut(REACH * WIDTH).enumerate() {
                for (k, slot) in row.chunks_exact_mut(WIDTH).enumerate() {
                    let from = (i + k * dilation).checked_sub(REACH / 2 * dilation);
                    match from.and_then(|at| x.get(at * WIDTH..(at + 1) * WIDTH)) {
                        Some(state) => slot.copy_from_slice(state),
                        None => slot.fill(0.0),
                    }
                }
            }
            rows.set(&wide, REACH * WIDTH);
            conv.forward(&rows, &mut y);
            relu(&mut y);
            add_layer_norm(&mut x, &y, WIDTH, &norm.gain, &norm.bias, EPSILON);
        }
        x
    }
}

impl Segmenter {
    /// From the model.
    pub fn new(head: &Head, weights: &Weights<'static>) -> Result<Segmenter, Unreadable> {
        let ends = weights.linear("segment.ends", WIDTH)?;
        if ends.outputs() != 4 {
            return Err(Unreadable(format!("segment.ends has {} outputs, not 4", ends.outputs())));
        }
        Ok(Segmenter { network: Characters::new("segment", head, weights)?, ends })
    }

    /// What ends at each character, and the log-odds that it is a sentence.
    pub fn read(&self, text: &[char]) -> Vec<(End, f32)> {
        let mut out = Vec::with_capacity(text.len());
        let mut rows = Rows::new();
        let mut scores = Vec::new();
        self.network.each_chunk(text, |states| {
            rows.set(states, WIDTH);
            scores.resize(rows.len() * self.ends.outputs(), 0.0);
            self.ends.forward(&rows, &mut scores);
            out.extend(scores.chunks_exact(self.ends.outputs()).map(end));
        });
        out
    }
}

fn end(scores: &[f32]) -> (End, f32) {
    let &[inside, word, token, sentence] = scores else { return (End::Inside, 0.0) };
    let odds = sentence - inside.max(word).max(token);
    let end = if odds > 0.0 {
        End::Sentence
    } else if token > inside && token > word {
        End::Token
    } else if word > inside {
        End::Word
    } else {
        End::Inside
    };
    (end, odds)
}
