//! Activations as 8-bit integers.

use std::sync::OnceLock;

use crate::math::{LANES, ROUNDER};
use crate::path::Path;

/// The value that stands for zero: bytes are `q + 128`, for the instruction that multiplies takes one side unsigned.
const ZERO: u8 = 128;

/// A row whose largest number is smaller than this is taken as all zeros: its scale would lose bits or vanish.
const SMALLEST: f32 = 1e-30;

/// Rows of activations, each brought to 8 bits with a scale of its own, to be shared by several [`Linear`]s.
///
/// A number `x` of a row becomes `q = round(x · 127/largest)`, ties to even, where `largest` is the largest size of a
/// finite number in the row; `q · largest/127` is what it then stands for. NaN becomes 0; an infinite number becomes
/// ±127, the largest finite one.
///
/// [`Linear`]: crate::Linear
#[derive(Debug, Default)]
pub struct Rows {
    width: usize,
    /// Bytes from one row to the next: `width` padded to a multiple of 64, the padding being zeros.
    stride: usize,
    bytes: Vec<u8>,
    scales: Vec<f32>,
    /// For the paths that multiply 16-bit pairs: two bytes of a row in each number. Made when first asked for.
    pairs: OnceLock<Vec<i32>>,
}

impl Rows {
    /// No rows.
    pub fn new() -> Rows {
        Rows::default()
    }

    /// The rows of `x`, `width` numbers each.
    ///
    /// # Panics
    ///
    /// As [`Rows::set`].
    pub fn quantise(x: &[f32], width: usize) -> Rows {
        let mut rows = Rows::new();
        rows.set(x, width);
        rows
    }

    /// Puts the rows of `x`, `width` numbers each, in the place of those held so far, in the same memory.
    ///
    /// # Panics
    ///
    /// Where `x` is not whole rows of `width`.
    pub fn set(&mut self, x: &[f32], width: usize) {
        quantise(self, x, width);
    }

    /// As [`Rows::set`], on a path that the caller names: the same bytes.
    ///
    /// # Panics
    ///
    /// As [`Rows::set`], and where this machine cannot run the path.
    pub fn set_on(&mut self, path: Path, x: &[f32], width: usize) {
        quantise_on(path, self, x, width);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// How many numbers a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The scale of each row: what one step of its integers stands for.
    pub fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// The bytes of a row, `q + 128`, with padding up to a multiple of 64.
    pub(crate) fn row(&self, row: usize) -> &[u8] {
        &self.bytes[row * self.stride..][..self.stride]
    }

    /// All rows in pairs of 16-bit numbers, the earlier one in the low half; `stride / 2` pairs a row.
    pub(crate) fn pairs(&self) -> &[i32] {
        self.pairs.get_or_init(|| {
            let (pairs, _) = self.bytes.as_chunks::<2>();
            pairs.iter().map(|&[low, high]| i32::from(low) | i32::from(high) << 16).collect()
        })
    }

    /// Bytes from one row to the next.
    pub(crate) fn stride(&self) -> usize {
        self.stride
    }
}

on_every_path! {
    /// The body of [`Rows::set`].
    fn quantise, quantise_on(rows: &mut Rows, x: &[f32], width: usize) = quantise_body;
}

#[inline(always)]
fn quantise_body(rows: &mut Rows, x: &[f32], width: usize) {
    assert!(width > 0 && x.len().is_multiple_of(width), "{} numbers are not whole rows of {width}", x.len());
    rows.width = width;
    rows.stride = width.next_multiple_of(64);
    rows.pairs.take();
    rows.bytes.clear();
    rows.bytes.resize(x.len() / width * rows.stride, ZERO);
    rows.scales.clear();
    for (numbers, bytes) in x.chunks_exact(width).zip(rows.bytes.chunks_exact_mut(rows.stride)) {
        let largest = largest(numbers);
        let (scale, steps) = if largest < SMALLEST { (0.0, 0.0) } else { (largest / 127.0, 127.0 / largest) };
        rows.scales.push(scale);
        for (byte, &number) in bytes.iter_mut().zip(numbers) {
            *byte = to_byte(number * steps);
        }
    }
}

/// The largest size of a finite number; 0 for none.
#[inline(always)]
fn largest(numbers: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (whole, rest) = numbers.as_chunks::<LANES>();
    for chunk in whole {
        for (lane, &number) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, number);
        }
    }
    let largest = lanes.into_iter().fold(0.0, larger);
    rest.iter().copied().fold(largest, larger)
}

#[inline(always)]
fn larger(largest: f32, number: f32) -> f32 {
    let size = number.abs();
    let size = if size <= f32::MAX { size } else { 0.0 };
    if size > largest { size } else { largest }
}

#[inline(always)]
fn to_byte(steps: f32) -> u8 {
    let steps = if steps > 127.0 { 127.0 } else { steps };
    let steps = if steps < -127.0 { -127.0 } else { steps };
    let steps = if steps.is_nan() { 0.0 } else { steps };
    // The integer stands in the low bits of the sum; adding 128 and cutting to a byte leaves `q + 128`.
    (steps + ROUNDER).to_bits().wrapping_add(u32::from(ZERO)) as u8
}
