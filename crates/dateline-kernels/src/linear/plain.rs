//! The plain path: loops of fixed length that the compiler turns into vector instructions of any machine.

use super::{GROUP, Linear, PANEL, Place};
use crate::rows::Rows;

pub(super) fn forward(linear: &Linear, rows: &Rows, out: &mut [f32]) {
    linear.blocks(rows.len(), 4, 1, |place, count, _| match count {
        4 => tile::<4>(linear, rows, place, out),
        3 => tile::<3>(linear, rows, place, out),
        2 => tile::<2>(linear, rows, place, out),
        _ => tile::<1>(linear, rows, place, out),
    });
}

/// `R` rows times one panel. Bytes and weights are multiplied as numbers of 16 bits, which every vector unit can do.
fn tile<const R: usize>(linear: &Linear, rows: &Rows, place: Place, out: &mut [f32]) {
    let [panel] = linear.panels::<1>(place.panel);
    let bytes: [&[[u8; GROUP]]; R] =
        std::array::from_fn(|r| &rows.row(place.row + r).as_chunks::<GROUP>().0[..panel.len()]);
    let mut sums = [[linear.start[place.panel]]; R];
    for (group, line) in panel.iter().enumerate() {
        for (k, weights) in line.0.as_chunks::<PANEL>().0.iter().enumerate() {
            for r in 0..R {
                let factor = i16::from(bytes[r][group][k]);
                for i in 0..PANEL {
                    sums[r][0][i] += i32::from(factor) * i32::from(i16::from(weights[i]));
                }
            }
        }
    }
    linear.finish::<R, 1>(rows, place, &sums, out);
}
