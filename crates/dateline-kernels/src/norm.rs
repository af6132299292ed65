//! Layer normalisation (Ba, Kiros and Hinton 2016).

use crate::math::sum;

on_every_path! {
    /// Normalises each row of `width` numbers to mean 0 and variance 1, then multiplies by `gain` and adds `bias`, in
    /// place. The variance is that of the row itself (divided by `width`), as in PyTorch.
    ///
    /// # Panics
    ///
    /// Where `x` is not whole rows of `width`, or `gain` or `bias` is not `width` long.
    pub fn layer_norm, layer_norm_on(x: &mut [f32], width: usize, gain: &[f32], bias: &[f32], eps: f32) = layer_norm_body;
}

on_every_path! {
    /// Adds `residual` to `x`, then does as [`layer_norm`].
    ///
    /// # Panics
    ///
    /// As [`layer_norm`], and where `residual` is not as long as `x`.
    pub fn add_layer_norm, add_layer_norm_on(
        x: &mut [f32], residual: &[f32], width: usize, gain: &[f32], bias: &[f32], eps: f32,
    ) = add_layer_norm_body;
}

#[inline(always)]
fn check(x: &[f32], width: usize, gain: &[f32], bias: &[f32]) {
    assert!(width > 0 && x.len().is_multiple_of(width), "{} numbers are not whole rows of {width}", x.len());
    assert!(
        gain.len() == width && bias.len() == width,
        "{} gains, {} biases: not {width}",
        gain.len(),
        bias.len()
    );
}

#[inline(always)]
fn layer_norm_body(x: &mut [f32], width: usize, gain: &[f32], bias: &[f32], eps: f32) {
    check(x, width, gain, bias);
    for row in x.chunks_exact_mut(width) {
        normalise(row, gain, bias, eps);
    }
}

#[inline(always)]
fn add_layer_norm_body(x: &mut [f32], residual: &[f32], width: usize, gain: &[f32], bias: &[f32], eps: f32) {
    check(x, width, gain, bias);
    assert!(residual.len() == x.len(), "a residual of {} for {} numbers", residual.len(), x.len());
    for (row, more) in x.chunks_exact_mut(width).zip(residual.chunks_exact(width)) {
        for (value, &add) in row.iter_mut().zip(more) {
            *value += add;
        }
        normalise(row, gain, bias, eps);
    }
}

#[inline(always)]
fn normalise(row: &mut [f32], gain: &[f32], bias: &[f32], eps: f32) {
    let width = row.len() as f32;
    let mean = sum(row, |value| value) / width;
    let variance = sum(row, |value| (value - mean) * (value - mean)) / width;
    let inverse = 1.0 / (variance + eps).sqrt();
    for ((value, &gain), &bias) in row.iter_mut().zip(gain).zip(bias) {
        *value = (*value - mean) * inverse * gain + bias;
    }
}
