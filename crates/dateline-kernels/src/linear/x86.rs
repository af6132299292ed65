//! The paths of x86-64. Each has a tile: some rows times some panels, with all sums in registers.

#![allow(clippy::needless_range_loop)] // an index stands for a register here, and is often one of several arrays

use std::arch::x86_64::*;

use super::{GROUP, Line, Linear, PANEL, Place};
use crate::path::Path;
use crate::rows::Rows;

/// Calls the tile of the right number of rows, 1 to 6, and of panels, `$wide` or 1.
///
/// SAFETY of what it expands to: `Linear::new_for` has seen that the machine has the path of the Linear, and with it
/// the instructions that its tile is compiled for.
macro_rules! blocks {
    ($linear:ident, $rows:ident, $out:ident, $tile:ident, $wide:literal, [$($count:literal)*]) => {{
        let most = [$($count),*].len();
        $linear.blocks($rows.len(), most, $wide, |place, count, across| match (count, across) {
            $(
                // SAFETY: see the macro.
                ($count, $wide) => unsafe { $tile::<$count, $wide>($linear, $rows, place, $out) },
                // SAFETY: see the macro.
                #[allow(unreachable_patterns)]
                ($count, _) => unsafe { $tile::<$count, 1>($linear, $rows, place, $out) },
            )*
            _ => unreachable!("blocks have 1 to {most} rows"),
        });
    }};
}

pub(super) fn forward(linear: &Linear, rows: &Rows, out: &mut [f32]) {
    match linear.path {
        Path::Avx512Vnni => blocks!(linear, rows, out, avx512_vnni, 4, [1 2 3 4 5 6]),
        Path::AvxVnni => blocks!(linear, rows, out, avx_vnni, 1, [1 2 3 4 5 6]),
        Path::Avx512 => blocks!(linear, rows, out, avx512, 4, [1 2 3 4 5 6]),
        Path::Avx2 => blocks!(linear, rows, out, avx2, 1, [1 2 3 4 5 6]),
        Path::Plain => unreachable!("the plain path is elsewhere"),
    }
}

/// The bytes of `R` rows, four at a time, as far as the weights go.
#[inline(always)]
fn quads<const R: usize>(rows: &Rows, first: usize, groups: usize) -> [&[[u8; GROUP]]; R] {
    std::array::from_fn(|r| &rows.row(first + r).as_chunks::<GROUP>().0[..groups])
}

/// The same in pairs of 16 bits: two pairs for each four bytes.
#[inline(always)]
fn pairs<const R: usize>(rows: &Rows, first: usize, groups: usize) -> [&[[i32; 2]]; R] {
    let (all, stride) = (rows.pairs(), rows.stride() / 2);
    std::array::from_fn(|r| &all[(first + r) * stride..][..stride].as_chunks::<2>().0[..groups])
}

/// All 64 weights of a line.
#[inline]
#[target_feature(enable = "avx512f")]
fn load_512(line: &Line) -> __m512i {
    // SAFETY: a Line is 64 bytes long and begins at a multiple of 64.
    unsafe { _mm512_load_si512(line.0.as_ptr().cast()) }
}

/// Half a line, `half` 0 or 1: 32 weights.
#[inline]
#[target_feature(enable = "avx2")]
fn load_256(line: &Line, half: usize) -> __m256i {
    let weights = &line.0.as_chunks::<32>().0[half];
    // SAFETY: the reference is to 32 bytes; their begin may lie anywhere.
    unsafe { _mm256_loadu_si256(weights.as_ptr().cast()) }
}

/// A quarter of a line, 0 to 3: 16 weights.
#[inline]
#[target_feature(enable = "avx2")]
fn load_128(line: &Line, quarter: usize) -> __m128i {
    let weights = &line.0.as_chunks::<16>().0[quarter];
    // SAFETY: the reference is to 16 bytes; their begin may lie anywhere.
    unsafe { _mm_loadu_si128(weights.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn numbers_512(sums: __m512i) -> [i32; PANEL] {
    // SAFETY: both are 64 bytes, and every pattern of bits is a number.
    unsafe { std::mem::transmute(sums) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn numbers_256(sums: [__m256i; 2]) -> [i32; PANEL] {
    // SAFETY: both are 64 bytes, and every pattern of bits is a number.
    unsafe { std::mem::transmute(sums) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn start_512(start: &[i32; PANEL]) -> __m512i {
    // SAFETY: both are 64 bytes, and every pattern of bits is a vector.
    unsafe { std::mem::transmute(*start) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn start_256(start: &[i32; PANEL]) -> [__m256i; 2] {
    // SAFETY: both are 64 bytes, and every pattern of bits is a vector.
    unsafe { std::mem::transmute(*start) }
}

/// VNNI, 512 bits: an instruction multiplies four bytes of a row by four weights of each of 16 outputs.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn avx512_vnni<const R: usize, const P: usize>(linear: &Linear, rows: &Rows, place: Place, out: &mut [f32]) {
    let panels = linear.panels::<P>(place.panel);
    let groups = panels[0].len();
    let bytes = quads::<R>(rows, place.row, groups);
    let mut sums = [[_mm512_setzero_si512(); P]; R];
    for row in &mut sums {
        for (p, sum) in row.iter_mut().enumerate() {
            *sum = start_512(&linear.start[place.panel + p]);
        }
    }
    for k in 0..groups {
        let mut weights = [_mm512_setzero_si512(); P];
        for p in 0..P {
            weights[p] = load_512(&panels[p][k]);
        }
        for r in 0..R {
            let four = _mm512_set1_epi32(i32::from_le_bytes(bytes[r][k]));
            for p in 0..P {
                sums[r][p] = _mm512_dpbusd_epi32(sums[r][p], four, weights[p]);
            }
        }
    }
    let mut numbers = [[[0; PANEL]; P]; R];
    for r in 0..R {
        for p in 0..P {
            numbers[r][p] = numbers_512(sums[r][p]);
        }
    }
    linear.finish::<R, P>(rows, place, &numbers, out);
}

/// AVX-512 without VNNI: weights are widened to 16 bits, an instruction multiplies two bytes of a row by two weights of
/// each of 16 outputs. The instruction that multiplies bytes is not used, for it cuts sums off at 16 bits.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn avx512<const R: usize, const P: usize>(linear: &Linear, rows: &Rows, place: Place, out: &mut [f32]) {
    let panels = linear.panels::<P>(place.panel);
    let groups = panels[0].len();
    let pairs = pairs::<R>(rows, place.row, groups);
    let mut sums = [[_mm512_setzero_si512(); P]; R];
    for row in &mut sums {
        for (p, sum) in row.iter_mut().enumerate() {
            *sum = start_512(&linear.start[place.panel + p]);
        }
    }
    for k in 0..groups {
        for half in 0..2 {
            let mut weights = [_mm512_setzero_si512(); P];
            for p in 0..P {
                weights[p] = _mm512_cvtepi8_epi16(load_256(&panels[p][k], half));
            }
            for r in 0..R {
                let two = _mm512_set1_epi32(pairs[r][k][half]);
                for p in 0..P {
                    sums[r][p] = _mm512_add_epi32(sums[r][p], _mm512_madd_epi16(two, weights[p]));
                }
            }
        }
    }
    let mut numbers = [[[0; PANEL]; P]; R];
    for r in 0..R {
        for p in 0..P {
            numbers[r][p] = numbers_512(sums[r][p]);
        }
    }
    linear.finish::<R, P>(rows, place, &numbers, out);
}

/// AVX2: as the path of AVX-512 without VNNI, in registers half as wide. `P` is 1: a panel fills two registers.
#[target_feature(enable = "avx2")]
fn avx2<const R: usize, const P: usize>(linear: &Linear, rows: &Rows, place: Place, out: &mut [f32]) {
    let [panel] = linear.panels::<1>(place.panel);
    let pairs = pairs::<R>(rows, place.row, panel.len());
    let mut sums = [start_256(&linear.start[place.panel]); R];
    for (k, line) in panel.iter().enumerate() {
        for half in 0..2 {
            let left = _mm256_cvtepi8_epi16(load_128(line, 2 * half));
            let right = _mm256_cvtepi8_epi16(load_128(line, 2 * half + 1));
            for r in 0..R {
                let two = _mm256_set1_epi32(pairs[r][k][half]);
                sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(two, left));
                sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(two, right));
            }
        }
    }
    let mut numbers = [[[0; PANEL]; 1]; R];
    for r in 0..R {
        numbers[r][0] = numbers_256(sums[r]);
    }
    linear.finish::<R, 1>(rows, place, &numbers, out);
}

/// VNNI in registers of 256 bits; the instruction has two encodings, of AVX-VNNI and of AVX-512, that do the same.
macro_rules! vnni_256 {
    ($name:ident, $features:literal, $dot:ident) => {
        #[target_feature(enable = $features)]
        fn $name<const R: usize, const P: usize>(
            linear: &Linear,
            rows: &Rows,
            place: Place,
            out: &mut [f32],
        ) {
            let [panel] = linear.panels::<1>(place.panel);
            let bytes = quads::<R>(rows, place.row, panel.len());
            let mut sums = [start_256(&linear.start[place.panel]); R];
            for (k, line) in panel.iter().enumerate() {
                let (left, right) = (load_256(line, 0), load_256(line, 1));
                for r in 0..R {
                    let four = _mm256_set1_epi32(i32::from_le_bytes(bytes[r][k]));
                    sums[r][0] = $dot(sums[r][0], four, left);
                    sums[r][1] = $dot(sums[r][1], four, right);
                }
            }
            let mut numbers = [[[0; PANEL]; 1]; R];
            for r in 0..R {
                numbers[r][0] = numbers_256(sums[r]);
            }
            linear.finish::<R, 1>(rows, place, &numbers, out);
        }
    };
}

vnni_256!(avx_vnni, "avx2,avxvnni", _mm256_dpbusd_avx_epi32);

#[cfg(test)]
mod tests {
    use super::*;

    vnni_256!(avx512_vnni_256, "avx2,avx512vnni,avx512vl", _mm256_dpbusd_epi32);

    /// Few machines have AVX-VNNI to run its tile on; here the same tile runs in the other encoding.
    #[test]
    fn the_tile_of_avx_vnni_gives_the_same_sums() {
        if !Path::Avx512Vnni.is_available() {
            return;
        }
        let (count, inputs, outputs) = (17, 101, 45);
        let weights: Vec<i8> = (0..inputs * outputs).map(|i| (i * 37 % 256) as u8 as i8).collect();
        let x: Vec<f32> = (0..count * inputs).map(|i| (i * 29 % 101) as f32 - 50.0).collect();
        let rows = Rows::quantise(&x, inputs);
        let make = |path| Linear::new_for(path, inputs, outputs, &weights, &[0.5; 45], &[0.25; 45]);
        let mut wanted = vec![0.0; count * outputs];
        make(Path::Plain).forward(&rows, &mut wanted);
        let mut out = vec![0.0; count * outputs];
        let (linear, rows, result) = (&make(Path::Avx512Vnni), &rows, &mut out);
        blocks!(linear, rows, result, avx512_vnni_256, 1, [1 2 3 4 5 6]);
        assert_eq!(out, wanted);
    }
}
