//! The character network: residual dilated convolutions. It finds where words end, and shows the encoder the case and
//! shape that its case-blind word pieces do not know.

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
    ends: Linear,
}

/// What it says of a text.
pub struct States {
    /// `[characters][WIDTH]`
    pub rows: Vec<f32>,
    /// One per character.
    pub ends: Vec<End>,
}

impl Characters {
    /// From the model.
    pub fn new(head: &Head, weights: &Weights<'static>) -> Result<Characters, Unreadable> {
        let mut ids = HashMap::new();
        for (index, text) in head.characters.iter().enumerate() {
            if let Some(c) = text.chars().next() {
                ids.insert(c, index + 1);
            }
        }
        let mut layers = Vec::new();
        for (i, dilation) in head.dilations.iter().enumerate() {
            let conv = weights.linear(&format!("chars.conv.{i}"), REACH * WIDTH)?;
            layers.push((*dilation, conv, weights.norm(&format!("chars.norm.{i}"), WIDTH)?));
        }
        let embed = weights.table("chars.embed", WIDTH)?;
        let first_class = head.characters.len() + 1;
        if embed.len() != first_class + head.character_classes.len() {
            return Err(Unreadable(format!("it has {} characters", embed.len())));
        }
        let ends = weights.linear("chars.ends", WIDTH)?;
        Ok(Characters { ids, classes: head.character_classes.clone(), first_class, embed, layers, ends })
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

    /// Reads a text. A character's state depends on the characters around it alone, not on how the text is cut into chunks.
    pub fn read(&self, text: &[char]) -> States {
        let halo: usize = self.layers.iter().map(|(dilation, ..)| dilation * (REACH / 2)).sum();
        let mut out =
            States { rows: Vec::with_capacity(text.len() * WIDTH), ends: Vec::with_capacity(text.len()) };
        let mut from = 0;
        while from < text.len() {
            let to = (from + CHUNK).min(text.len());
            let left = from.saturating_sub(halo);
            let right = (to + halo).min(text.len());
            let rows = self.chunk(text.get(left..right).unwrap_or_default());
            let kept = rows.get((from - left) * WIDTH..(to - left) * WIDTH).unwrap_or_default();
            let mut scores = vec![0.0; (to - from) * self.ends.outputs()];
            self.ends.forward(&Rows::quantise(kept, WIDTH), &mut scores);
            out.ends.extend(scores.chunks_exact(self.ends.outputs()).map(end));
            out.rows.extend_from_slice(kept);
            from = to;
        }
        out
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

fn end(scores: &[f32]) -> End {
    let best = scores
        .iter()
        .enumerate()
        .fold((0, f32::NEG_INFINITY), |best, (i, s)| if *s > best.1 { (i, *s) } else { best });
    match best.0 {
        1 => End::Word,
        2 => End::Token,
        3 => End::Sentence,
        _ => End::Inside,
    }
}
