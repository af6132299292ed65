//! The plain path: sums of products along a row, the loop that compilers turn into vector instructions most reliably.

use super::{GROUP, Linear, PANEL, Place};
use crate::rows::Rows;

/// Weights in a line, here all of one output.
const LENGTH: usize = PANEL * GROUP;

pub(super) fn forward(linear: &Linear, rows: &Rows, out: &mut [f32]) {
    linear.blocks(rows.len(), 4, 1, |place, count, _| match count {
        4 => tile::<4>(linear, rows, place, out),
        3 => tile::<3>(linear, rows, place, out),
        2 => tile::<2>(linear, rows, place, out),
        _ => tile::<1>(linear, rows, place, out),
    });
}

/// `R` rows times one panel. Weights are widened to 16 bits once for all rows.
fn tile<const R: usize>(linear: &Linear, rows: &Rows, place: Place, out: &mut [f32]) {
    let [panel] = linear.panels::<1>(place.panel);
    let bytes: [&[[u8; LENGTH]]; R] = std::array::from_fn(|r| rows.row(place.row + r).as_chunks().0);
    let mut sums = [[linear.start[place.panel]]; R];
    for (output, lines) in panel.chunks_exact(panel.len() / PANEL).enumerate() {
        for (i, line) in lines.iter().enumerate() {
            let weights = line.0.map(i16::from);
            for r in 0..R {
                sums[r][0][output] += dot(&bytes[r][i], &weights);
            }
        }
    }
    linear.finish(rows, place, &sums, out);
}

#[inline(always)]
fn dot(bytes: &[u8; LENGTH], weights: &[i16; LENGTH]) -> i32 {
    bytes.iter().zip(weights).map(|(&byte, &weight)| i32::from(byte) * i32::from(weight)).sum()
}
