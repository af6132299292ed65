//! Softmax attention of one sequence over itself (Vaswani et al. 2017), all heads.

use crate::activation::softmax;
use crate::matmul::{Matrix, product};

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

on_every_path! {
    /// Full attention over the `n` rows of one sequence. `qkv` is `[n][3 · width]`, a row's queries, keys and values
    /// one after the other, each `heads · head_width = width` long; `out` is `[n][width]`. Scores are divided by
    /// `√head_width`.
    ///
    /// # Panics
    ///
    /// Where a slice is not as long as its sizes say.
    pub fn attention, attention_on(
        qkv: &[f32], n: usize, heads: usize, head_width: usize, out: &mut [f32], scratch: &mut Scratch,
    ) = attention_body;
}

#[inline(always)]
fn attention_body(
    qkv: &[f32],
    n: usize,
    heads: usize,
    head_width: usize,
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
        let queries = &qkv[head * head_width..];
        let keys = &qkv[width + head * head_width..];
        let values = Matrix { data: &qkv[2 * width + head * head_width..], stride: 3 * width };
        for i in 0..n {
            for (d, &key) in keys[i * 3 * width..][..head_width].iter().enumerate() {
                scratch.keys[d * padded + i] = key;
            }
        }
        let turned = Matrix { data: &scratch.keys, stride: padded };
        for first in (0..n).step_by(STRIP) {
            let rows = STRIP.min(n - first);
            let strip = Matrix { data: &queries[first * 3 * width..], stride: 3 * width };
            product(strip, turned, &mut scratch.scores, padded, rows, head_width, padded);
            for row in scratch.scores.chunks_exact_mut(padded).take(rows) {
                softmax(&mut row[..n], scale);
            }
            let shares = Matrix { data: &scratch.scores, stride: padded };
            product(
                shares,
                values,
                &mut out[first * width + head * head_width..],
                width,
                rows,
                n,
                head_width,
            );
        }
    }
}
