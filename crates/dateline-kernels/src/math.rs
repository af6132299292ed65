//! `exp`, `erf` and sums, in a form that compilers turn into vector instructions: no calls, no branches, no tables.

/// Adding and taking away 1.5 · 2²³ rounds a number below 2²² in size to the nearest integer, ties to even, on every
/// machine; in between, the integer stands in the low bits.
pub(crate) const ROUNDER: f32 = 12_582_912.0;

/// The number of partial sums a row is added up in. Element `i` goes to sum `i % LANES`, on every path.
pub(crate) const LANES: usize = 16;

/// e to the power of `x`; relative error below 2e-7 for `x` in -87.3 ..= 88.3. Below, 0; above, that of 88.3.
///
/// `x` is written as `n · ln 2 + r` with `|r| ≤ ln 2 / 2`; `e^r` is a polynomial (the coefficients of Cephes' `expf`,
/// S. Moshier), `2^n` is made of bits.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    const LOWEST: f32 = -87.3;
    const HIGHEST: f32 = 88.3;
    // ln 2 in two parts; the first has so few bits that its product with `n` is exact.
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let kept = if x < LOWEST { LOWEST } else { x };
    let kept = if kept > HIGHEST { HIGHEST } else { kept };
    let shifted = kept * std::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = kept - n * LN2_HIGH - n * LN2_LOW;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_2e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let power = p * (r * r) + r + 1.0;
    // The bits of ROUNDER itself fall out at the top; what is left is the exponent of 2^n.
    let two_to_n = f32::from_bits(shifted.to_bits().wrapping_add(127) << 23);
    if x < LOWEST { 0.0 } else { power * two_to_n }
}

/// The error function; absolute error below 5e-7, and exactly ±1 beyond ±3.95.
///
/// `z · P(z²) / Q(z²)` with coefficients of our own, fitted for the least largest error on -3.95 ..= 3.95 (1.8e-8
/// before rounding to `f32`).
#[inline(always)]
#[allow(clippy::approx_constant)] // a fitted coefficient comes close to 2/√π, as it must, and is not it
pub(crate) fn erf(z: f32) -> f32 {
    const LIMIT: f32 = 3.95;
    let u = z * z;
    let mut p = 2.011_718_3e-6;
    p = p * u + 2.876_013e-4;
    p = p * u + 3.917_386_5e-3;
    p = p * u + 5.320_727e-2;
    p = p * u + 1.940_374_1e-1;
    p = p * u + 1.128_379;
    let mut q = 3.783_949_4e-5;
    q = q * u + 1.198_215_8e-3;
    q = q * u + 1.527_084_1e-2;
    q = q * u + 1.155_914_5e-1;
    q = q * u + 5.052_926_7e-1;
    q = q * u + 1.0;
    let inside = z * p / q;
    let inside = if z >= LIMIT { 1.0 } else { inside };
    if z <= -LIMIT { -1.0 } else { inside }
}

/// The sum of `f(value)`, in [`LANES`] partial sums that are then added as a tree of fixed shape.
#[inline(always)]
pub(crate) fn sum(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += f(value);
        }
    }
    for (lane, &value) in lanes.iter_mut().zip(rest) {
        *lane += f(value);
    }
    total(lanes)
}

/// The sum of the partial sums.
#[inline(always)]
pub(crate) fn total(lanes: [f32; LANES]) -> f32 {
    tree(lanes, |a, b| a + b)
}

/// Brings two numbers down to one until one is left: the second half of the lanes with the first, then half of those.
#[inline(always)]
fn tree(lanes: [f32; LANES], f: impl Fn(f32, f32) -> f32) -> f32 {
    let eight: [f32; 8] = std::array::from_fn(|i| f(lanes[i], lanes[i + 8]));
    let four: [f32; 4] = std::array::from_fn(|i| f(eight[i], eight[i + 4]));
    f(f(four[0], four[2]), f(four[1], four[3]))
}

/// The largest value, NaN left out; negative infinity for none.
#[inline(always)]
pub(crate) fn max(values: &[f32]) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = larger(value, *lane);
        }
    }
    for (lane, &value) in lanes.iter_mut().zip(rest) {
        *lane = larger(value, *lane);
    }
    tree(lanes, larger)
}

/// The larger of two; the second where they cannot be compared.
#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_everywhere() {
        let mut worst = 0.0f64;
        for i in -873_000..=883_000 {
            let x = i as f32 / 10_000.0;
            let truth = f64::from(x).exp();
            worst = worst.max(((f64::from(exp(x)) - truth) / truth).abs());
        }
        assert!(worst < 2e-7, "{worst}");
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1e9), 0.0);
        assert_eq!(exp(f32::NEG_INFINITY), 0.0);
        assert!(exp(f32::INFINITY).is_finite());
        assert!(exp(f32::NAN).is_nan());
    }

    /// erf by its Taylor series, in f64; enough terms for |z| ≤ 4.
    fn erf_f64(z: f64) -> f64 {
        let (mut term, mut total) = (z, z);
        for n in 1..200 {
            term *= -z * z / f64::from(n);
            total += term / f64::from(2 * n + 1);
        }
        total * 2.0 / std::f64::consts::PI.sqrt()
    }

    #[test]
    fn erf_is_close_everywhere() {
        let mut worst = 0.0f64;
        for i in -40_000..=40_000 {
            let z = i as f32 / 10_000.0;
            worst = worst.max((f64::from(erf(z)) - erf_f64(f64::from(z))).abs());
        }
        assert!(worst < 5e-7, "{worst}");
        assert_eq!(erf(0.0), 0.0);
        assert_eq!(erf(1e30), 1.0);
        assert_eq!(erf(f32::NEG_INFINITY), -1.0);
        assert!(erf(f32::NAN).is_nan());
    }

    #[test]
    fn sums_and_maxima_take_in_every_element() {
        let values: Vec<f32> = (1..=37).map(|i| i as f32).collect();
        assert_eq!(sum(&values, |x| x), 703.0);
        assert_eq!(max(&values), 37.0);
        assert_eq!(max(&[f32::NAN, -3.0]), -3.0);
        assert_eq!(sum(&[], |x| x), 0.0);
    }
}
