//! Softmax attention of one sequence over itself (Vaswani et al. 2017), all heads.

use crate::activation::scaled_softmax_on;
use crate::matmul::{Part, product};
use crate::path::Path;

/// Room that [`attention`] works in, kept from call to call so that it is not asked of the system each time.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The keys of one head, turned on their side: `[head_width][n]`, rows padded to a multiple of 16.
    keys: Vec<f32>,
    /// Scores of a few rows: `[STRIP][n]`, padded likewise.
    scores: Vec<f32>,
}

/// Rows whose scores are held at once.
const STRIP: usize = 8;

/// Full attention over the `n` rows of one sequence; `sizes` are `[n, heads, head_width]`. `qkv` is `[n][3 · width]`, a
/// row's queries, keys and values one after the other, each `heads · head_width = width` long; `out` is `[n][width]`.
/// Scores are divided by `√head_width`.
///
/// # Panics
///
/// Where a slice is not as long as its sizes say.
pub fn attention(qkv: &[f32], sizes: [usize; 3], out: &mut [f32], scratch: &mut Scratch) {
    attention_on(Path::best(), qkv, sizes, out, scratch);
}

/// [`attention`] on a path that the caller names: the same bytes.
///
/// # Panics
///
/// As [`attention`], and where this machine cannot run the path.
pub fn attention_on(
    path: Path,
    qkv: &[f32],
    [n, heads, head_width]: [usize; 3],
    out: &mut [f32],
    scratch: &mut Scratch,
) {
    let size = heads
        .checked_mul(head_width)
        .and_then(|width| width.checked_mul(n))
        .and_then(|size| size.checked_mul(3));
    assert!(Some(qkv.len()) == size, "qkv has {} numbers, not {n} x 3 x {heads} x {head_width}", qkv.len());
    assert!(out.len() == qkv.len() / 3, "out has {} numbers, not {n} x {heads} x {head_width}", out.len());
    if qkv.is_empty() {
        return;
    }
    let width = heads * head_width;
    let padded = n.next_multiple_of(16);
    scratch.keys.clear();
    scratch.keys.resize(head_width * padded, 0.0);
    scratch.scores.clear();
    scratch.scores.resize(STRIP * padded, 0.0);
    let scale = 1.0 / (head_width as f32).sqrt();
    for head in 0..heads {
        // The part of the matrix that begins with this head's queries (0), keys (1) or values (2).
        let part = |which: usize, row: usize| Part {
            data: &qkv[row * 3 * width + which * width + head * head_width..],
            stride: 3 * width,
        };
        for i in 0..n {
            for (d, &key) in part(1, i).data[..head_width].iter().enumerate() {
                scratch.keys[d * padded + i] = key;
            }
        }
        for first in (0..n).step_by(STRIP) {
            let rows = STRIP.min(n - first);
            let keys = Part { data: &scratch.keys, stride: padded };
            product(path, part(0, first), keys, &mut scratch.scores, padded, [rows, head_width, padded]);
            // Padding has no share, and so adds nothing.
            for row in scratch.scores.chunks_exact_mut(padded).take(rows) {
                row[n..].fill(f32::NEG_INFINITY);
            }
            scaled_softmax_on(path, &mut scratch.scores[..rows * padded], padded, scale);
            let shares = Part { data: &scratch.scores, stride: padded };
            let out = &mut out[first * width + head * head_width..];
            product(path, shares, part(2, 0), out, width, [rows, n, head_width]);
        }
    }
}
