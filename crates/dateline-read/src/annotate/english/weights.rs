//! The file of the model: a head in JSON, then tensors. `training/language/export.py` writes it and says how.

use std::collections::{HashMap, HashSet};

use dateline_kernels::Linear;
use serde::Deserialize;

/// The first bytes of the file: its kind and version.
const MAGIC: &[u8; 8] = b"DATELNM1";

/// What the head of the file says.
#[derive(Deserialize)]
pub struct Head {
    /// Classes of each layer, in the order of the model's outputs.
    pub labels: Labels,
    /// Lemmas beside the edits.
    pub lemmas: Lemmas,
    /// Types of names.
    pub names: Vec<String>,
    /// Word pieces, in the order of their embeddings; those that go on inside a word begin with `##`.
    pub pieces: Vec<String>,
    /// Characters that have an embedding of their own, from number 1.
    pub characters: Vec<String>,
    /// Classes of the other characters, behind them.
    pub character_classes: Vec<String>,
    /// How far apart the characters are that each convolution sees.
    pub dilations: Vec<usize>,
    /// Heads of attention.
    pub heads: usize,
    /// Blocks over word pieces.
    pub piece_blocks: usize,
    /// Blocks over words.
    pub word_blocks: usize,
    /// Distances to a predicate are told apart up to this.
    pub near: usize,
    /// Pieces of a word beyond these are left out.
    pub pieces_per_word: usize,
    /// A longer word shows the first and the last half of so many characters.
    pub word_characters: usize,
    tensors: Vec<Tensor>,
}

/// Classes of each layer.
#[derive(Deserialize)]
pub struct Labels {
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Parts of speech of the Penn Treebank.
    pub xpos: Vec<String>,
    /// Morphological features; `_` for none.
    pub feats: Vec<String>,
    /// Edits that make the lemma: see [`super::lemma`].
    pub lemma: Vec<String>,
    /// Universal dependency relations.
    pub rel: Vec<String>,
    /// Semantic roles.
    pub role: Vec<String>,
    /// Senses of predicates.
    pub roleset: Vec<String>,
}

/// What the training says of lemmas, beside the edits.
#[derive(Default, Deserialize)]
pub struct Lemmas {
    /// By part of speech and form: the lemma, where the training knows one only.
    pub known: HashMap<String, HashMap<String, String>>,
    /// By edit that gives a whole lemma: the forms, in small letters, that it is for.
    pub whole: HashMap<String, HashSet<String>>,
}

#[derive(Deserialize)]
struct Tensor {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    shape: Vec<usize>,
    at: usize,
}

/// A file that is not a model of this version, and why.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the language model cannot be read: {}", self.0)
    }
}

impl std::error::Error for Unreadable {}

/// The tensors of a file by name.
pub struct Weights<'a> {
    data: &'a [u8],
    tensors: HashMap<String, Tensor>,
}

/// An embedding table of 8-bit integers, one row per number.
pub struct Table<'a> {
    data: &'a [u8],
    scales: Vec<f32>,
    width: usize,
}

impl Table<'_> {
    /// Adds row `index` to `into`. A number beyond the table adds nothing.
    pub fn add(&self, index: usize, into: &mut [f32]) {
        let Some(row) = self.data.get(index * self.width..(index + 1) * self.width) else { return };
        let Some(scale) = self.scales.get(index) else { return };
        for (value, byte) in into.iter_mut().zip(row) {
            *value += f32::from(*byte as i8) * scale;
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }
}

/// Rows, columns, the integers and their scales.
type Matrix<'a> = (usize, usize, &'a [u8], Vec<f32>);

/// Gain and bias of a layer norm.
pub struct Norm {
    /// One factor per column.
    pub gain: Vec<f32>,
    /// One addend per column.
    pub bias: Vec<f32>,
}

/// Reads head and tensors apart.
pub fn open(file: &[u8]) -> Result<(Head, Weights<'_>), Unreadable> {
    let short = || Unreadable("it ends too soon".to_owned());
    let rest =
        file.strip_prefix(MAGIC).ok_or_else(|| Unreadable("it is not a model of this version".to_owned()))?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    let length = u32::from_le_bytes(*length) as usize;
    let text = rest.get(..length).ok_or_else(short)?;
    let data = rest.get(length..).ok_or_else(short)?;
    let mut head: Head = serde_json::from_slice(text).map_err(|e| Unreadable(format!("its head: {e}")))?;
    let tensors = std::mem::take(&mut head.tensors).into_iter().map(|t| (t.name.clone(), t)).collect();
    Ok((head, Weights { data, tensors }))
}

impl<'a> Weights<'a> {
    fn find(&self, name: &str, kind: &str) -> Result<(&Tensor, &'a [u8]), Unreadable> {
        let tensor = self
            .tensors
            .get(name)
            .filter(|t| t.kind == kind)
            .ok_or_else(|| Unreadable(format!("it has no {kind} tensor {name}")))?;
        let each = if kind == "f32" { 4 } else { 1 };
        let size = tensor.shape.iter().try_fold(each, |a: usize, b| a.checked_mul(*b));
        let bytes = size
            .and_then(|size| tensor.at.checked_add(size))
            .and_then(|end| self.data.get(tensor.at..end))
            .ok_or_else(|| Unreadable(format!("tensor {name} is cut off")))?;
        Ok((tensor, bytes))
    }

    /// Numbers, whatever their shape.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, Unreadable> {
        let (_, bytes) = self.find(name, "f32")?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect())
    }

    fn matrix(&self, name: &str) -> Result<Matrix<'a>, Unreadable> {
        let (tensor, bytes) = self.find(&format!("{name}.weight"), "i8")?;
        let &[rows, columns] = tensor.shape.as_slice() else {
            return Err(Unreadable(format!("{name} is no matrix")));
        };
        let scales = self.floats(&format!("{name}.scale"))?;
        if scales.len() != rows {
            return Err(Unreadable(format!("{name} has {rows} rows and {} scales", scales.len())));
        }
        Ok((rows, columns, bytes, scales))
    }

    /// A product with a matrix, of `inputs` columns.
    pub fn linear(&self, name: &str, inputs: usize) -> Result<Linear, Unreadable> {
        let (outputs, columns, bytes, scales) = self.matrix(name)?;
        let bias = self.floats(&format!("{name}.bias"))?;
        if columns != inputs || bias.len() != outputs {
            return Err(Unreadable(format!("{name} is {outputs} x {columns} with {} biases", bias.len())));
        }
        let weights: Vec<i8> = bytes.iter().map(|byte| *byte as i8).collect();
        Ok(Linear::new(inputs, outputs, &weights, &scales, &bias))
    }

    /// A table of embeddings, `width` wide.
    pub fn table(&self, name: &str, width: usize) -> Result<Table<'a>, Unreadable> {
        let (_, columns, data, scales) = self.matrix(name)?;
        if columns != width {
            return Err(Unreadable(format!("{name} is {columns} wide, not {width}")));
        }
        Ok(Table { data, scales, width })
    }

    /// A layer norm over `width` columns.
    pub fn norm(&self, name: &str, width: usize) -> Result<Norm, Unreadable> {
        let norm = Norm {
            gain: self.floats(&format!("{name}.weight"))?,
            bias: self.floats(&format!("{name}.bias"))?,
        };
        if norm.gain.len() != width || norm.bias.len() != width {
            return Err(Unreadable(format!("{name} is {} wide, not {width}", norm.gain.len())));
        }
        Ok(norm)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(head: &str, data: &[u8]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((head.len() as u32).to_le_bytes());
        out.extend(head.as_bytes());
        out.extend(data);
        out
    }

    const EMPTY: &str = r#"{"labels":{"upos":[],"xpos":[],"feats":[],"lemma":[],"rel":[],"role":[],"roleset":[]},"lemmas":{"known":{},"whole":{}},"names":[],"pieces":[],
        "characters":[],"character_classes":[],"dilations":[],"heads":1,"piece_blocks":1,"word_blocks":1,"near":1,"pieces_per_word":1,
        "word_characters":2,"tensors":[{"name":"a","type":"f32","shape":[2],"at":0},{"name":"m.weight","type":"i8","shape":[1,2],"at":8},
        {"name":"m.scale","type":"f32","shape":[1],"at":12},{"name":"far","type":"f32","shape":[9],"at":99}]}"#;

    #[test]
    fn tensors_are_read_and_missing_ones_named() {
        let mut data = Vec::new();
        data.extend(1.5f32.to_le_bytes());
        data.extend((-2f32).to_le_bytes());
        data.extend([3u8, 253, 0, 0]);
        data.extend(0.5f32.to_le_bytes());
        let file = file(EMPTY, &data);
        let (_, weights) = open(&file).unwrap();
        assert_eq!(weights.floats("a").unwrap(), [1.5, -2.0]);
        let mut row = [0.0; 2];
        weights.table("m", 2).unwrap().add(0, &mut row);
        assert_eq!(row, [1.5, -1.5]);
        assert!(weights.floats("far").unwrap_err().0.contains("cut off"));
        assert!(weights.floats("b").unwrap_err().0.contains("no f32 tensor b"));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_bad(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0usize..900) {
            let _ = open(&bytes);
            let whole = file(EMPTY, &bytes);
            if let Ok((_, weights)) = open(&whole[..cut.min(whole.len())]) {
                let _ = weights.floats("a");
                let _ = weights.table("m", 2);
            }
        }
    }
}
