//! Prints what the kernels do a second on this machine, on one core.

use std::hint::black_box;
use std::time::{Duration, Instant};

use dateline_kernels::{
    Linear, Rows, Scratch, attention_on, available_paths, gelu_on, layer_norm_on, softmax_rows_on,
};

/// Seconds for one call: the best of several turns, each long enough to measure.
fn seconds(mut call: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    let mut calls = 1;
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_millis(250) {
        let turn = Instant::now();
        for _ in 0..calls {
            call();
        }
        let took = turn.elapsed().as_secs_f64();
        best = best.min(took / f64::from(calls));
        if took < 0.004 {
            calls *= 2;
        }
    }
    best
}

/// Numbers that look random, between -1 and 1.
fn numbers(count: usize) -> Vec<f32> {
    (0..count).map(|i| ((i * 2_654_435_761) % 20_001) as f32 / 10_000.0 - 1.0).collect()
}

fn main() {
    println!("10^9 multiply-adds a second, one core");
    println!("{:>11} {:>12} {:>8} {:>8} {:>8} {:>8} {:>8}", "path", "size", "1 row", "8", "32", "64", "128");
    for path in available_paths() {
        for (inputs, outputs) in [(384, 1152), (384, 384), (384, 1536), (1536, 384)] {
            let weights: Vec<i8> = numbers(inputs * outputs).iter().map(|x| (x * 127.0) as i8).collect();
            let linear =
                Linear::new_for(path, inputs, outputs, &weights, &vec![0.01; outputs], &vec![0.0; outputs]);
            print!("{:>11} {:>12}", format!("{path:?}"), format!("{inputs}x{outputs}"));
            for count in [1, 8, 32, 64, 128] {
                let rows = Rows::quantise(&numbers(count * inputs), inputs);
                let mut out = vec![0.0; count * outputs];
                let time = seconds(|| linear.forward(black_box(&rows), black_box(&mut out)));
                print!(" {:>8.1}", (count * inputs * outputs) as f64 / time / 1e9);
            }
            println!();
        }
    }
    println!();
    println!("microseconds for 96 rows");
    println!(
        "{:>11} {:>20} {:>10} {:>15} {:>15} {:>15} {:>14}",
        "path",
        "attention 12 of 32",
        "gelu 1536",
        "layer norm 384",
        "quantise 384",
        "quantise 1536",
        "softmax 96"
    );
    for path in available_paths() {
        let micros = |call: &mut dyn FnMut()| seconds(call) * 1e6;
        let (qkv, mut out, mut scratch) = (numbers(96 * 1152), vec![0.0; 96 * 384], Scratch::default());
        let attention =
            micros(&mut || attention_on(path, black_box(&qkv), [96, 12, 32], &mut out, &mut scratch));
        let mut x = numbers(96 * 1536);
        let gelu = micros(&mut || gelu_on(path, black_box(&mut x)));
        let (mut x, gain, bias) = (numbers(96 * 384), vec![1.0; 384], vec![0.0; 384]);
        let norm = micros(&mut || layer_norm_on(path, black_box(&mut x), 384, &gain, &bias, 1e-12));
        let mut rows = Rows::new();
        let narrow = micros(&mut || rows.set_on(path, black_box(&x), 384));
        let wide_x = numbers(96 * 1536);
        let wide = micros(&mut || rows.set_on(path, black_box(&wide_x), 1536));
        let mut scores = numbers(96 * 96);
        let softmax = micros(&mut || softmax_rows_on(path, black_box(&mut scores), 96));
        println!(
            "{:>11} {attention:>20.0} {gelu:>10.0} {norm:>15.0} {narrow:>15.0} {wide:>15.0} {softmax:>14.1}",
            format!("{path:?}")
        );
    }
}
