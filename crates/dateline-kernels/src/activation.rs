//! Functions of single numbers, and softmax.

use crate::math::{LANES, erf, exp, max, total};

on_every_path! {
    /// The Gaussian error linear unit of BERT, `x/2 · (1 + erf(x/√2))`, in place; absolute error below 1.2e-6.
    pub fn gelu, gelu_on(x: &mut [f32]) = gelu_body;
}

on_every_path! {
    /// Negative numbers become 0, in place. NaN becomes 0.
    pub fn relu, relu_on(x: &mut [f32]) = relu_body;
}

on_every_path! {
    /// `1 / (1 + e^-x)`, in place; relative error below 4e-7 for `x` above -87.
    pub fn sigmoid, sigmoid_on(x: &mut [f32]) = sigmoid_body;
}

on_every_path! {
    /// Turns each row of `width` numbers into shares that add up to 1, in place: `e^x` over the sum of all `e^x`.
    /// Negative infinity gets a share of 0 where anything in the row is larger.
    ///
    /// # Panics
    ///
    /// Where `x` is not whole rows of `width`.
    pub fn softmax_rows, softmax_rows_on(x: &mut [f32], width: usize) = softmax_rows_body;
}

on_every_path! {
    /// As [`softmax_rows`], each number multiplied by `scale`, which is above 0, before anything else.
    pub(crate) fn scaled_softmax_on(x: &mut [f32], width: usize, scale: f32) = scaled_softmax_body;
}

#[inline(always)]
fn gelu_body(x: &mut [f32]) {
    for value in x {
        let half = 0.5 * *value;
        *value = half + half * erf(*value * std::f32::consts::FRAC_1_SQRT_2);
    }
}

#[inline(always)]
fn relu_body(x: &mut [f32]) {
    for value in x {
        *value = if *value > 0.0 { *value } else { 0.0 };
    }
}

#[inline(always)]
fn sigmoid_body(x: &mut [f32]) {
    for value in x {
        *value = 1.0 / (1.0 + exp(-*value));
    }
}

#[inline(always)]
fn softmax_rows_body(x: &mut [f32], width: usize) {
    scaled_softmax_body(x, width, 1.0);
}

#[inline(always)]
fn scaled_softmax_body(x: &mut [f32], width: usize, scale: f32) {
    assert!(width > 0 && x.len().is_multiple_of(width), "{} numbers are not whole rows of {width}", x.len());
    for row in x.chunks_exact_mut(width) {
        // Rounding keeps order, so this is the largest of the scaled numbers.
        let largest = max(row) * scale;
        let mut lanes = [0.0; LANES];
        let (whole, rest) = row.as_chunks_mut::<LANES>();
        for chunk in whole {
            powers(chunk, scale, largest, &mut lanes);
        }
        if !rest.is_empty() {
            // What is left is filled up with what has no share.
            let mut filled = [f32::NEG_INFINITY; LANES];
            filled[..rest.len()].copy_from_slice(rest);
            powers(&mut filled, scale, largest, &mut lanes);
            rest.copy_from_slice(&filled[..rest.len()]);
        }
        let inverse = 1.0 / total(lanes);
        for value in row {
            *value *= inverse;
        }
    }
}

/// Turns numbers into their powers of e and adds these to the partial sums.
#[inline(always)]
fn powers(chunk: &mut [f32; LANES], scale: f32, largest: f32, lanes: &mut [f32; LANES]) {
    for (value, lane) in chunk.iter_mut().zip(lanes) {
        *value = exp(*value * scale - largest);
        *lane += *value;
    }
}
