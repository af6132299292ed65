//! The arithmetic of the language model: every path of the machine gives the bytes of the plain one, whatever goes in.

#![no_main]

use dateline_kernels::{Linear, Path, Rows, available_paths, softmax_rows_on};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, u8, Vec<u8>)| {
    let (inputs, outputs, rows, bytes) = input;
    let (inputs, outputs, rows) = (1 + usize::from(inputs), 1 + usize::from(outputs), usize::from(rows) % 40);
    let byte = |at: usize| bytes.get(at % bytes.len().max(1)).copied().unwrap_or(7);
    let float = |at: usize| f32::from_le_bytes([byte(at), byte(at + 1), byte(at + 2), byte(at + 3)]);
    let weights: Vec<i8> = (0..inputs * outputs).map(|at| byte(at) as i8).collect();
    let scales: Vec<f32> = (0..outputs).map(|at| f32::from(byte(at)) / 1000.0).collect();
    let x: Vec<f32> = (0..rows * inputs).map(|at| float(4 * at)).collect();
    let of = |path: Path| {
        let mut quantised = Rows::new();
        quantised.set_on(path, &x, inputs);
        let mut out = vec![0.0; rows * outputs];
        Linear::new_for(path, inputs, outputs, &weights, &scales, &scales).forward(&quantised, &mut out);
        // What comes out of the matrix is finite: it goes through softmax as scores do.
        if outputs > 0 && rows > 0 {
            softmax_rows_on(path, &mut out, outputs);
        }
        out.into_iter().map(f32::to_bits).collect::<Vec<_>>()
    };
    let plain = of(Path::Plain);
    for path in available_paths() {
        assert_eq!(of(path), plain, "{path:?}");
    }
});
