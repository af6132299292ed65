//! Matrices of 8-bit weights times rows of 8-bit activations.

mod plain;
#[cfg(target_arch = "x86_64")]
mod x86;

use crate::path::Path;
use crate::rows::Rows;

/// Outputs that are computed side by side; a panel is the weights of that many outputs.
const PANEL: usize = 16;

/// Inputs for which a [`Line`] holds the weights of a panel on the paths of x86-64.
const GROUP: usize = 4;

/// The most inputs a [`Linear`] may have: its sums, at most `255 · 128 · inputs` in size, fit in 32 bits.
const MOST_INPUTS: usize = 65_536;

/// 64 weights: one line of cache, one register of 512 bits. On the paths of x86-64 they are those of [`PANEL`] outputs
/// for [`GROUP`] inputs; on the plain path, of one output.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([i8; PANEL * GROUP]);

/// An affine map `out = weights · x + bias` with weights of 8 bits, packed for one instruction set.
///
/// What it gives is `sum * row_scale * weight_scale + bias`, where `sum` is the exact sum of products of integers; it
/// is the same to the byte on every [`Path`], for every number of rows and every place among them.
#[derive(Clone, Debug)]
pub struct Linear {
    path: Path,
    inputs: usize,
    outputs: usize,
    /// Lines in a panel.
    length: usize,
    /// Panel after panel. In each, the inputs come in steps of [`depth`]: those of the first output, of the second, to
    /// the last; then the next step. Padding is zeros.
    lines: Vec<Line>,
    /// What the sum of an output begins with: it takes away the 128 that stand in every byte of [`Rows`].
    start: Vec<[i32; PANEL]>,
    scales: Vec<[f32; PANEL]>,
    bias: Vec<[f32; PANEL]>,
}

impl Linear {
    /// Packs `weights`, `[outputs][inputs]` row by row, for the widest path of this machine. `scales` is what one step
    /// of an output's weights stands for; `bias` is added at the end.
    ///
    /// # Panics
    ///
    /// Where a slice is not as long as its sizes say, or `inputs` is 0 or above 65,536.
    pub fn new(inputs: usize, outputs: usize, weights: &[i8], scales: &[f32], bias: &[f32]) -> Linear {
        Linear::new_for(Path::best(), inputs, outputs, weights, scales, bias)
    }

    /// As [`Linear::new`], for a path that the caller names.
    ///
    /// # Panics
    ///
    /// As [`Linear::new`], and where this machine cannot run the path.
    pub fn new_for(
        path: Path,
        inputs: usize,
        outputs: usize,
        weights: &[i8],
        scales: &[f32],
        bias: &[f32],
    ) -> Linear {
        path.require();
        assert!((1..=MOST_INPUTS).contains(&inputs), "{inputs} inputs, not 1 to {MOST_INPUTS}");
        assert!(
            Some(weights.len()) == inputs.checked_mul(outputs),
            "{} weights, not {outputs} x {inputs}",
            weights.len()
        );
        assert!(scales.len() == outputs, "{} scales for {outputs} outputs", scales.len());
        assert!(bias.len() == outputs, "{} biases for {outputs} outputs", bias.len());
        let depth = depth(path, inputs);
        let panels = outputs.div_ceil(PANEL);
        // A panel's weights, and how many lines they take.
        let size = inputs.next_multiple_of(depth.max(GROUP)) * PANEL;
        let length = size / (PANEL * GROUP);
        let mut linear = Linear {
            path,
            inputs,
            outputs,
            length,
            lines: vec![Line([0; PANEL * GROUP]); panels * length],
            start: vec![[0; PANEL]; panels],
            scales: vec![[0.0; PANEL]; panels],
            bias: vec![[0.0; PANEL]; panels],
        };
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let (panel, column) = (output / PANEL, output % PANEL);
            let lines = &mut linear.lines[panel * length..][..length];
            for (k, &weight) in row.iter().enumerate() {
                let place = (k / depth) * depth * PANEL + column * depth + k % depth;
                lines[place / (PANEL * GROUP)].0[place % (PANEL * GROUP)] = weight;
            }
            linear.start[panel][column] = -128 * row.iter().map(|&weight| i32::from(weight)).sum::<i32>();
            linear.scales[panel][column] = scales[output];
            linear.bias[panel][column] = bias[output];
        }
        linear
    }

    /// How many numbers a row of activations must have.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many numbers come out for each row.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Computes all rows into `out`, `[rows][outputs]`.
    ///
    /// # Panics
    ///
    /// Where the rows are not as wide as the inputs, or `out` is not as long as its sizes say.
    pub fn forward(&self, rows: &Rows, out: &mut [f32]) {
        if rows.is_empty() {
            assert!(out.is_empty(), "{} numbers of output for no rows", out.len());
            return;
        }
        assert!(rows.width() == self.inputs, "rows of {} for {} inputs", rows.width(), self.inputs);
        assert!(
            Some(out.len()) == rows.len().checked_mul(self.outputs),
            "{} numbers of output, not {} x {}",
            out.len(),
            rows.len(),
            self.outputs
        );
        match self.path {
            Path::Plain => plain::forward(self, rows, out),
            #[cfg(target_arch = "x86_64")]
            _ => x86::forward(self, rows, out),
            #[cfg(not(target_arch = "x86_64"))]
            _ => unreachable!("`new_for` makes no Linear for a path that the machine cannot run"),
        }
    }

    /// The lines of `P` panels that stand side by side.
    #[inline(always)]
    fn panels<const P: usize>(&self, first: usize) -> [&[Line]; P] {
        std::array::from_fn(|p| &self.lines[(first + p) * self.length..][..self.length])
    }

    /// Turns the sums of `R` rows and `P` panels into numbers and puts them in their place. The order of the two
    /// multiplies and the add is part of what this crate promises.
    #[inline(always)]
    fn finish<const R: usize, const P: usize>(
        &self,
        rows: &Rows,
        place: Place,
        sums: &[[[i32; PANEL]; P]; R],
        out: &mut [f32],
    ) {
        for (r, sums) in sums.iter().enumerate() {
            let row_scale = rows.scales()[place.row + r];
            let out = &mut out[(place.row + r) * self.outputs..][..self.outputs];
            let (whole, rest) = out[place.panel * PANEL..].as_chunks_mut::<PANEL>();
            for (p, sums) in sums.iter().enumerate() {
                let (scales, bias) = (&self.scales[place.panel + p], &self.bias[place.panel + p]);
                let number = |i: usize| sums[i] as f32 * row_scale * scales[i] + bias[i];
                if let Some(out) = whole.get_mut(p) {
                    for (i, out) in out.iter_mut().enumerate() {
                        *out = number(i);
                    }
                } else {
                    for (i, out) in rest.iter_mut().enumerate() {
                        *out = number(i);
                    }
                }
            }
        }
    }

    /// Calls `tile` for every block of the output: at most `most_rows` rows, and `wide` panels or, at the end, 1.
    /// Panels are the outer loop, so that their weights stay in the cache while the rows go by; rows are dealt out
    /// evenly, for a block of one or two rows is slow.
    #[inline(always)]
    fn blocks(&self, rows: usize, most_rows: usize, wide: usize, mut tile: impl FnMut(Place, usize, usize)) {
        let (panels, blocks) = (self.outputs.div_ceil(PANEL), rows.div_ceil(most_rows));
        let mut panel = 0;
        while panel < panels {
            let across = if panel + wide <= panels { wide } else { 1 };
            for block in 0..blocks {
                let (row, end) = (rows * block / blocks, rows * (block + 1) / blocks);
                tile(Place { row, panel }, end - row, across);
            }
            panel += across;
        }
    }
}

/// How many inputs of one output stand side by side: as many as one instruction multiplies and adds up, or, on the plain
/// path, all, in whole lines.
fn depth(path: Path, inputs: usize) -> usize {
    match path {
        Path::Plain => inputs.next_multiple_of(PANEL * GROUP),
        Path::Avx2 | Path::Avx512 => 2,
        Path::AvxVnni | Path::Avx512Vnni => 4,
    }
}

/// The first row and the first panel of a block of the output.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    panel: usize,
}
