//! The encoder: transformer blocks over word pieces, then over words. What it sees at once is a window, a run of whole sentences.

use dateline_kernels::{Linear, Rows, Scratch, add_layer_norm, attention, gelu, layer_norm};

use super::characters;
use super::pieces::Pieces;
use super::weights::{Head, Norm, Table, Unreadable, Weights};

/// Numbers per word.
pub const WIDTH: usize = 384;
const INNER: usize = 1536;
/// Layer norm's guard against a variance of zero, BERT's.
const EPSILON: f32 = 1e-12;

/// A word of a window: its characters in the text that the character network read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// As printed.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// The network.
pub struct Encoder {
    pieces: Pieces,
    words: Table<'static>,
    places: Table<'static>,
    norm: Norm,
    char_in: Linear,
    char_mid: Linear,
    piece_blocks: Vec<Block>,
    word_blocks: Vec<Block>,
    heads: usize,
    word_characters: usize,
}

struct Block {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// Room to work in, kept between windows.
#[derive(Default)]
pub struct Room {
    rows: Rows,
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    inner: Vec<f32>,
    sum: Vec<f32>,
    scratch: Scratch,
}

impl Encoder {
    /// From the model.
    pub fn new(head: &Head, weights: &Weights<'static>) -> Result<Encoder, Unreadable> {
        let pieces = Pieces::new(&head.pieces, head.pieces_per_word)
            .ok_or_else(|| Unreadable("its word pieces lack [CLS], [SEP] or [UNK]".to_owned()))?;
        if head.heads == 0 || !WIDTH.is_multiple_of(head.heads) {
            return Err(Unreadable(format!("{} heads do not share {WIDTH} columns", head.heads)));
        }
        let blocks = |name: &str, count: usize| -> Result<Vec<Block>, Unreadable> {
            (0..count).map(|i| Block::new(weights, &format!("{name}.{i}"))).collect()
        };
        Ok(Encoder {
            pieces,
            words: weights.table("words", WIDTH)?,
            places: weights.table("places", WIDTH)?,
            norm: weights.norm("norm0", WIDTH)?,
            char_in: weights.linear("char_in", characters::WIDTH)?,
            char_mid: weights.linear("char_mid", characters::WIDTH)?,
            piece_blocks: blocks("piece_blocks", head.piece_blocks)?,
            word_blocks: blocks("word_blocks", head.word_blocks)?,
            heads: head.heads,
            word_characters: head.word_characters.max(2),
        })
    }

    /// How many pieces a word has: windows are measured in them.
    pub fn piece_count(&self, word: &str) -> usize {
        let mut out = Vec::new();
        self.pieces.cut(word, &mut out);
        out.len()
    }

    /// The most pieces that a window may have, its two ends included.
    pub fn longest(&self) -> usize {
        self.places.len()
    }

    /// One row of [`WIDTH`] numbers per word, with a row for the beginning of the window before them (the root of its
    /// trees) and one for its end behind.
    pub fn encode(&self, states: &[f32], window: &[Form], room: &mut Room) -> Vec<f32> {
        // The shape of each word: the greatest value that each channel takes over its characters.
        let mut shapes = vec![0.0; (window.len() + 2) * characters::WIDTH];
        for (form, shape) in window.iter().zip(shapes.chunks_exact_mut(characters::WIDTH).skip(1)) {
            self.shape(states, form, shape);
        }
        room.rows.set(&shapes, characters::WIDTH);
        let mut here = vec![0.0; (window.len() + 2) * WIDTH];
        self.char_in.forward(&room.rows, &mut here);
        let mut middle = vec![0.0; here.len()];
        self.char_mid.forward(&room.rows, &mut middle);

        let mut pieces = vec![self.pieces.begin];
        let mut owners = vec![0];
        for (i, form) in window.iter().enumerate() {
            self.pieces.cut(&form.text, &mut pieces);
            owners.resize(pieces.len(), i + 1);
        }
        pieces.push(self.pieces.end);
        owners.push(window.len() + 1);

        let mut x = vec![0.0; pieces.len() * WIDTH];
        for (((i, piece), owner), row) in
            pieces.iter().enumerate().zip(&owners).zip(x.chunks_exact_mut(WIDTH))
        {
            self.words.add(*piece as usize, row);
            self.places.add(i, row);
            add(row, here.get(owner * WIDTH..(owner + 1) * WIDTH).unwrap_or_default());
        }
        layer_norm(&mut x, WIDTH, &self.norm.gain, &self.norm.bias, EPSILON);
        for block in &self.piece_blocks {
            block.forward(&mut x, self.heads, room);
        }

        let mut words = vec![0.0; (window.len() + 2) * WIDTH];
        let mut counts = vec![0u32; window.len() + 2];
        for (owner, row) in owners.iter().zip(x.chunks_exact(WIDTH)) {
            if let (Some(word), Some(count)) =
                (words.get_mut(owner * WIDTH..(owner + 1) * WIDTH), counts.get_mut(*owner))
            {
                add(word, row);
                *count += 1;
            }
        }
        for ((word, count), shape) in
            words.chunks_exact_mut(WIDTH).zip(&counts).zip(middle.chunks_exact(WIDTH))
        {
            let share = 1.0 / (*count).max(1) as f32;
            for (value, more) in word.iter_mut().zip(shape) {
                *value = *value * share + more;
            }
        }
        for block in &self.word_blocks {
            block.forward(&mut words, self.heads, room);
        }
        words
    }

    fn shape(&self, states: &[f32], form: &Form, into: &mut [f32]) {
        let half = self.word_characters / 2;
        let short = form.end.saturating_sub(form.start) <= self.word_characters;
        let (first, second) = if short {
            (form.start..form.end, 0..0)
        } else {
            (form.start..form.start + half, form.end - half..form.end)
        };
        into.fill(f32::NEG_INFINITY);
        for at in first.chain(second) {
            let row = states.get(at * characters::WIDTH..(at + 1) * characters::WIDTH).unwrap_or_default();
            for (most, value) in into.iter_mut().zip(row) {
                *most = most.max(*value);
            }
        }
        for value in into {
            if !value.is_finite() {
                *value = 0.0;
            }
        }
    }
}

fn add(into: &mut [f32], row: &[f32]) {
    for (value, more) in into.iter_mut().zip(row) {
        *value += more;
    }
}

impl Block {
    fn new(weights: &Weights<'_>, name: &str) -> Result<Block, Unreadable> {
        let block = Block {
            qkv: weights.linear(&format!("{name}.qkv"), WIDTH)?,
            out: weights.linear(&format!("{name}.out"), WIDTH)?,
            norm1: weights.norm(&format!("{name}.norm1"), WIDTH)?,
            up: weights.linear(&format!("{name}.up"), WIDTH)?,
            down: weights.linear(&format!("{name}.down"), INNER)?,
            norm2: weights.norm(&format!("{name}.norm2"), WIDTH)?,
        };
        let sizes = [block.qkv.outputs(), block.out.outputs(), block.up.outputs(), block.down.outputs()];
        if sizes != [3 * WIDTH, WIDTH, INNER, WIDTH] {
            return Err(Unreadable(format!("{name} has sizes {sizes:?}")));
        }
        Ok(block)
    }

    fn forward(&self, x: &mut [f32], heads: usize, room: &mut Room) {
        let n = x.len() / WIDTH;
        room.qkv.resize(n * 3 * WIDTH, 0.0);
        room.mixed.resize(n * WIDTH, 0.0);
        room.sum.resize(n * WIDTH, 0.0);
        room.inner.resize(n * INNER, 0.0);
        room.rows.set(x, WIDTH);
        self.qkv.forward(&room.rows, &mut room.qkv);
        attention(&room.qkv, [n, heads, WIDTH / heads], &mut room.mixed, &mut room.scratch);
        room.rows.set(&room.mixed, WIDTH);
        self.out.forward(&room.rows, &mut room.sum);
        add_layer_norm(x, &room.sum, WIDTH, &self.norm1.gain, &self.norm1.bias, EPSILON);
        room.rows.set(x, WIDTH);
        self.up.forward(&room.rows, &mut room.inner);
        gelu(&mut room.inner);
        room.rows.set(&room.inner, INNER);
        self.down.forward(&room.rows, &mut room.sum);
        add_layer_norm(x, &room.sum, WIDTH, &self.norm2.gain, &self.norm2.bias, EPSILON);
    }
}
