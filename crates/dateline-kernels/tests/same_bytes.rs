//! Every path gives the bytes of a reference written here, independently and as plainly as can be.
#![allow(clippy::needless_range_loop)]

use dateline_kernels::*;
use proptest::prelude::*;

/// A pseudo-random sequence (Vigna's splitmix64), so that large inputs need not be drawn number by number.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Mostly between -4 and 4, sometimes zero, tiny or huge.
    fn number(&mut self) -> f32 {
        let x = (self.next() >> 40) as f32 / (1u32 << 21) as f32 - 4.0;
        match self.next() % 64 {
            0 => 0.0,
            1 => x * 1e-20,
            2 => x * 100.0,
            _ => x,
        }
    }

    fn numbers(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.number()).collect()
    }

    fn weights(&mut self, count: usize) -> Vec<i8> {
        (0..count).map(|_| self.next() as i8).collect()
    }
}

fn bits(x: &[f32]) -> Vec<u32> {
    x.iter().map(|x| x.to_bits()).collect()
}

/// One row of activations as integers, and its scale.
fn reference_row(x: &[f32]) -> (Vec<i64>, f32) {
    let largest = x.iter().map(|x| x.abs()).filter(|x| x.is_finite()).fold(0.0, f32::max);
    if largest < 1e-30 {
        return (vec![0; x.len()], 0.0);
    }
    let integers = x.iter().map(|&x| {
        let steps = x * (127.0 / largest);
        if steps.is_nan() { 0 } else { steps.clamp(-127.0, 127.0).round_ties_even() as i64 }
    });
    (integers.collect(), largest / 127.0)
}

/// `Linear` by its definition; rows of zeros where `x` holds no finite number stay at the bias.
fn reference_linear(x: &[f32], inputs: usize, weights: &[i8], scales: &[f32], bias: &[f32]) -> Vec<f32> {
    let mut out = Vec::new();
    for row in x.chunks(inputs) {
        let (integers, row_scale) = reference_row(row);
        for (output, weights) in weights.chunks(inputs).enumerate() {
            let sum: i64 = integers.iter().zip(weights).map(|(&q, &w)| q * i64::from(w)).sum();
            out.push(sum as i32 as f32 * row_scale * scales[output] + bias[output]);
        }
    }
    out
}

fn check_linear(x: &[f32], inputs: usize, outputs: usize, weights: &[i8], scales: &[f32], bias: &[f32]) {
    let wanted = bits(&reference_linear(x, inputs, weights, scales, bias));
    for path in available_paths() {
        let linear = Linear::new_for(path, inputs, outputs, weights, scales, bias);
        let mut rows = Rows::new();
        rows.set_on(path, x, inputs);
        let mut out = vec![f32::NAN; rows.len() * outputs];
        linear.forward(&rows, &mut out);
        assert_eq!(bits(&out), wanted, "{path:?}, {} rows, {inputs} x {outputs}", rows.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn linear(count in 1usize..20, inputs in 1usize..150, outputs in 1usize..150, seed: u64) {
        let mut random = Random(seed);
        let (x, weights) = (random.numbers(count * inputs), random.weights(inputs * outputs));
        let (scales, bias) = (random.numbers(outputs), random.numbers(outputs));
        check_linear(&x, inputs, outputs, &weights, &scales, &bias);
    }

    /// A row's result is the same alone and among any others.
    #[test]
    fn place_among_rows(count in 2usize..30, inputs in 1usize..100, outputs in 1usize..100, seed: u64) {
        let mut random = Random(seed);
        let (x, weights) = (random.numbers(count * inputs), random.weights(inputs * outputs));
        let (scales, bias) = (random.numbers(outputs), random.numbers(outputs));
        for path in available_paths() {
            let linear = Linear::new_for(path, inputs, outputs, &weights, &scales, &bias);
            let mut together = vec![0.0; count * outputs];
            linear.forward(&Rows::quantise(&x, inputs), &mut together);
            for (row, together) in x.chunks(inputs).zip(together.chunks(outputs)) {
                let mut alone = vec![0.0; outputs];
                linear.forward(&Rows::quantise(row, inputs), &mut alone);
                prop_assert_eq!(bits(&alone), bits(together));
            }
        }
    }

    #[test]
    fn rows_hold_any_bits(raw in prop::collection::vec(any::<u32>(), 1..200)) {
        let x: Vec<f32> = raw.into_iter().map(f32::from_bits).collect();
        let (integers, scale) = reference_row(&x);
        // Weights that let single integers through: output `i` is integer `i`.
        let mut weights = vec![0; x.len() * x.len()];
        for i in 0..x.len() {
            weights[i * x.len() + i] = 1;
        }
        let wanted: Vec<f32> = integers.iter().map(|&q| q as f32 * scale).collect();
        for path in available_paths() {
            let ones = vec![1.0; x.len()];
            let linear = Linear::new_for(path, x.len(), x.len(), &weights, &ones, &vec![0.0; x.len()]);
            let mut rows = Rows::new();
            rows.set_on(path, &x, x.len());
            let mut out = vec![0.0; x.len()];
            linear.forward(&rows, &mut out);
            for i in 0..x.len() {
                prop_assert!(out[i] == wanted[i], "{path:?}: {} is {} not {}", x[i], out[i], wanted[i]);
            }
        }
    }

    /// The f32 functions: every path gives the bytes of the plain one.
    #[test]
    fn f32_functions(count in 1usize..10, width in 1usize..80, k in 1usize..40, seed: u64) {
        let mut random = Random(seed);
        let x = random.numbers(count * width);
        let (gain, bias, residual) = (random.numbers(width), random.numbers(width), random.numbers(count * width));
        let (a, qkv) = (random.numbers(k * count), random.numbers(3 * count * 2 * k));
        let mut first: Option<Vec<Vec<u32>>> = None;
        for path in available_paths() {
            let mut results = Vec::new();
            let mut on_copy = |f: &dyn Fn(&mut [f32])| {
                let mut copy = x.clone();
                f(&mut copy);
                results.push(bits(&copy));
            };
            on_copy(&|x| gelu_on(path, x));
            on_copy(&|x| relu_on(path, x));
            on_copy(&|x| sigmoid_on(path, x));
            on_copy(&|x| softmax_rows_on(path, x, width));
            on_copy(&|x| layer_norm_on(path, x, width, &gain, &bias, 1e-12));
            on_copy(&|x| add_layer_norm_on(path, x, &residual, width, &gain, &bias, 1e-12));
            let mut product = vec![0.0; k * width];
            matmul_on(path, &a, &x, &mut product, k, count, width);
            results.push(bits(&product));
            let mut out = vec![0.0; count * 2 * k];
            attention_on(path, &qkv, [count, 2, k], &mut out, &mut Scratch::default());
            results.push(bits(&out));
            match &first {
                None => first = Some(results),
                Some(first) => prop_assert_eq!(&results, first, "{:?}", path),
            }
        }
    }

    /// Matrix products by their definition: one sum for each output, from first to last.
    #[test]
    fn products(m in 0usize..12, k in 0usize..40, n in 0usize..100, seed: u64) {
        let mut random = Random(seed);
        let (a, b) = (random.numbers(m * k), random.numbers(k * n));
        let mut wanted = vec![0.0f32; m * n];
        for i in 0..m {
            for j in 0..n {
                for l in 0..k {
                    wanted[i * n + j] += a[i * k + l] * b[l * n + j];
                }
            }
        }
        for path in available_paths() {
            let mut out = vec![f32::NAN; m * n];
            matmul_on(path, &a, &b, &mut out, m, k, n);
            prop_assert_eq!(bits(&out), bits(&wanted), "{:?}", path);
        }
    }

    /// Attention, against its formula in f64.
    #[test]
    fn attention_is_close(n in 1usize..50, heads in 1usize..4, head_width in 1usize..40, seed: u64) {
        let mut random = Random(seed);
        let width = heads * head_width;
        let qkv: Vec<f32> = random.numbers(n * 3 * width).iter().map(|x| x % 2.0).collect();
        let at = |row: usize, part: usize, head: usize, d: usize| {
            f64::from(qkv[row * 3 * width + part * width + head * head_width + d])
        };
        let mut out = vec![0.0; n * width];
        // A scratch that was used for something longer must not shine through.
        let mut scratch = Scratch::default();
        attention(&vec![9.0; 3 * 64 * 4], [64, 2, 2], &mut vec![0.0; 64 * 4], &mut scratch);
        attention(&qkv, [n, heads, head_width], &mut out, &mut scratch);
        for i in 0..n {
            for head in 0..heads {
                let scores: Vec<f64> = (0..n).map(|j| {
                    let dot: f64 = (0..head_width).map(|d| at(i, 0, head, d) * at(j, 1, head, d)).sum();
                    (dot / (head_width as f64).sqrt()).exp()
                }).collect();
                let total: f64 = scores.iter().sum();
                for d in 0..head_width {
                    let wanted: f64 = (0..n).map(|j| scores[j] / total * at(j, 2, head, d)).sum();
                    let got = f64::from(out[i * width + head * head_width + d]);
                    prop_assert!((got - wanted).abs() < 3e-5, "{got} for {wanted}");
                }
            }
        }
    }
}

#[test]
fn sizes_of_the_model() {
    let mut random = Random(7);
    for (inputs, outputs) in [(384, 1152), (384, 1536), (1536, 384), (384, 17), (33, 1)] {
        let (x, weights) = (random.numbers(13 * inputs), random.weights(inputs * outputs));
        let (scales, bias) = (random.numbers(outputs), random.numbers(outputs));
        check_linear(&x, inputs, outputs, &weights, &scales, &bias);
    }
}

/// Sums of the largest size, where 16 bits overflow and 32 bits nearly do.
#[test]
fn extremes_of_weights_and_activations() {
    for inputs in [5, 64, 1536, 65_536] {
        for weight in [-128i8, 127] {
            for sign in [1.0, -1.0] {
                let x: Vec<f32> = vec![sign * 3.5; inputs];
                check_linear(&x, inputs, 17, &vec![weight; inputs * 17], &[0.125; 17], &[1.0; 17]);
            }
        }
    }
}

#[test]
fn values_that_are_no_numbers() {
    let x = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 2.0, -1.0, 0.0, f32::MIN_POSITIVE, 1e-42];
    check_linear(&x, 8, 3, &[3; 24], &[0.5; 3], &[0.25; 3]);
    check_linear(&[0.0; 8], 8, 3, &[3; 24], &[0.5; 3], &[0.25; 3]);
    check_linear(&[f32::NAN; 8], 8, 3, &[3; 24], &[0.5; 3], &[0.25; 3]);
    check_linear(&[f32::INFINITY; 8], 8, 3, &[3; 24], &[0.5; 3], &[0.25; 3]);
    for path in available_paths() {
        let mut any = x.to_vec();
        gelu_on(path, &mut any);
        assert!(any[0].is_nan() && any[1] == f32::INFINITY, "{any:?}");
        softmax_rows_on(path, &mut x.to_vec(), 4);
        layer_norm_on(path, &mut x.to_vec(), 4, &[1.0; 4], &[0.0; 4], 1e-5);
        attention_on(path, &[f32::NAN; 12], [2, 1, 2], &mut [0.0; 4], &mut Scratch::default());
    }
}

#[test]
fn nothing_to_do_is_no_error() {
    let linear = Linear::new(4, 2, &[1; 8], &[1.0; 2], &[0.0; 2]);
    linear.forward(&Rows::new(), &mut []);
    linear.forward(&Rows::quantise(&[], 4), &mut []);
    Linear::new(4, 0, &[], &[], &[]).forward(&Rows::quantise(&[1.0; 8], 4), &mut []);
    attention(&[], [0, 12, 32], &mut [], &mut Scratch::default());
    layer_norm(&mut [], 4, &[1.0; 4], &[0.0; 4], 1e-5);
}

#[test]
#[should_panic(expected = "7 numbers of output, not 2 x 4")]
fn lengths_are_checked() {
    Linear::new(3, 4, &[0; 12], &[0.0; 4], &[0.0; 4]).forward(&Rows::quantise(&[0.0; 6], 3), &mut [0.0; 7]);
}

/// BERT's gelu in f64, with erf by its Taylor series.
fn gelu_f64(x: f64) -> f64 {
    let z = x / 2f64.sqrt();
    let (mut term, mut total) = (z, z);
    for n in 1..400 {
        term *= -z * z / f64::from(n);
        total += term / f64::from(2 * n + 1);
    }
    0.5 * x * (1.0 + total * 2.0 / std::f64::consts::PI.sqrt())
}

#[test]
fn activations_are_close() {
    let grid: Vec<f32> = (-60_000..=60_000).map(|i| i as f32 / 10_000.0).collect();
    let worst = |f: &dyn Fn(&mut [f32]), truth: &dyn Fn(f64) -> f64, relative: bool| {
        let mut got = grid.clone();
        f(&mut got);
        grid.iter().zip(got).fold(0.0f64, |worst, (&x, got)| {
            let truth = truth(f64::from(x));
            let error = (f64::from(got) - truth).abs();
            worst.max(if relative { error / truth } else { error })
        })
    };
    let gelu_error = worst(&|x| gelu(x), &gelu_f64, false);
    assert!(gelu_error < 1.2e-6, "{gelu_error}");
    let sigmoid_error = worst(&|x| sigmoid(x), &|x| 1.0 / (1.0 + (-x).exp()), true);
    assert!(sigmoid_error < 4e-7, "{sigmoid_error}");
    let mut far = [-1e30, -500.0, 500.0];
    gelu(&mut far);
    assert_eq!(far, [0.0, 0.0, 500.0]);
    let mut far = [-1e30, 1e30];
    sigmoid(&mut far);
    assert!(far[0] < 1e-37 && far[1] == 1.0);
}

#[test]
fn softmax_and_layer_norm_are_close() {
    let mut random = Random(3);
    let x = random.numbers(5 * 100);
    let mut shares = x.clone();
    softmax_rows(&mut shares, 100);
    let mut normal = x.clone();
    let (gain, bias) = (random.numbers(100), random.numbers(100));
    layer_norm(&mut normal, 100, &gain, &bias, 1e-5);
    for ((row, shares), normal) in x.chunks(100).zip(shares.chunks(100)).zip(normal.chunks(100)) {
        let row: Vec<f64> = row.iter().map(|&x| f64::from(x)).collect();
        let largest = row.iter().copied().fold(f64::MIN, f64::max);
        let total: f64 = row.iter().map(|x| (x - largest).exp()).sum();
        let mean = row.iter().sum::<f64>() / 100.0;
        let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 100.0;
        for i in 0..100 {
            assert!((f64::from(shares[i]) - (row[i] - largest).exp() / total).abs() < 5e-7);
            let wanted = (row[i] - mean) / (variance + 1e-5).sqrt() * f64::from(gain[i]) + f64::from(bias[i]);
            assert!((f64::from(normal[i]) - wanted).abs() < 1e-6 * (1.0 + f64::from(gain[i]).abs() * 50.0));
        }
    }
    let mut masked = [1.0, f32::NEG_INFINITY, 1.0];
    softmax_rows(&mut masked, 3);
    assert_eq!(masked, [0.5, 0.0, 0.5]);
}

/// The bytes themselves, so that a machine with only one path can be held to those of all others. A change of a formula
/// changes them; then the number below is to be changed too.
#[test]
fn bytes_are_those_of_other_machines() {
    let mut random = Random(11);
    let (x, qkv, weights) = (random.numbers(7 * 50), random.numbers(9 * 3 * 20), random.weights(50 * 19));
    let (scales, bias) = (random.numbers(50), random.numbers(50));
    let mut results = Vec::new();
    let mut on_copy = |f: &dyn Fn(&mut [f32])| {
        let mut copy = x.clone();
        f(&mut copy);
        results.extend(copy);
    };
    on_copy(&|x| gelu(x));
    on_copy(&|x| sigmoid(x));
    on_copy(&|x| softmax_rows(x, 50));
    on_copy(&|x| layer_norm(x, 50, &scales, &bias, 1e-5));
    let mut out = vec![0.0; 9 * 20];
    attention(&qkv, [9, 4, 5], &mut out, &mut Scratch::default());
    results.extend(out);
    let mut out = vec![0.0; 7 * 19];
    Linear::new(50, 19, &weights, &scales[..19], &bias[..19]).forward(&Rows::quantise(&x, 50), &mut out);
    results.extend(out);
    // FNV-1a over the bytes.
    let hash = results.iter().flat_map(|x| x.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    assert_eq!(hash, 0xe96d_43c4_3555_003a, "{hash:#x}");
}
