//! Products of `f32` matrices. Each output is one sum over `k` from first to last, whatever stands beside it.

on_every_path! {
    /// `out = a · b` with `a` of `[m][k]`, `b` of `[k][n]` and `out` of `[m][n]`, all row by row.
    ///
    /// # Panics
    ///
    /// Where a slice is not as long as its sizes say.
    pub fn matmul, matmul_on(a: &[f32], b: &[f32], out: &mut [f32], m: usize, k: usize, n: usize) = matmul_body;
}

#[inline(always)]
fn matmul_body(a: &[f32], b: &[f32], out: &mut [f32], m: usize, k: usize, n: usize) {
    assert!(Some(a.len()) == m.checked_mul(k), "a has {} numbers, not {m} x {k}", a.len());
    assert!(Some(b.len()) == k.checked_mul(n), "b has {} numbers, not {k} x {n}", b.len());
    assert!(Some(out.len()) == m.checked_mul(n), "out has {} numbers, not {m} x {n}", out.len());
    product(Matrix { data: a, stride: k }, Matrix { data: b, stride: n }, out, n, m, k, n);
}

/// A part of a matrix: rows that begin `stride` apart.
#[derive(Clone, Copy)]
pub(crate) struct Matrix<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) stride: usize,
}

/// `out = a · b` over rows of any stride: `m` rows of `a`, `k` rows of `b`, `n` columns.
#[inline(always)]
pub(crate) fn product(
    a: Matrix,
    b: Matrix,
    out: &mut [f32],
    out_stride: usize,
    m: usize,
    k: usize,
    n: usize,
) {
    let mut row = 0;
    while row + 4 <= m {
        strip::<4>(a, b, out, out_stride, row, k, n);
        row += 4;
    }
    while row < m {
        strip::<1>(a, b, out, out_stride, row, k, n);
        row += 1;
    }
}

/// `R` rows of a product: as many columns at once as fit in registers, the rest one by one.
#[inline(always)]
fn strip<const R: usize>(
    a: Matrix,
    b: Matrix,
    out: &mut [f32],
    out_stride: usize,
    row: usize,
    k: usize,
    n: usize,
) {
    let rows: [&[f32]; R] = std::array::from_fn(|r| &a.data[(row + r) * a.stride..][..k]);
    let mut column = 0;
    while column + 32 <= n {
        tile::<R, 32>(rows, b, out, out_stride, row, column);
        column += 32;
    }
    while column + 16 <= n {
        tile::<R, 16>(rows, b, out, out_stride, row, column);
        column += 16;
    }
    while column < n {
        tile::<R, 1>(rows, b, out, out_stride, row, column);
        column += 1;
    }
}

#[inline(always)]
fn tile<const R: usize, const C: usize>(
    rows: [&[f32]; R],
    b: Matrix,
    out: &mut [f32],
    out_stride: usize,
    row: usize,
    column: usize,
) {
    let mut sums = [[0.0f32; C]; R];
    for k in 0..rows[0].len() {
        let values = &b.data[k * b.stride + column..][..C];
        for r in 0..R {
            let factor = rows[r][k];
            for c in 0..C {
                sums[r][c] += factor * values[c];
            }
        }
    }
    for r in 0..R {
        out[(row + r) * out_stride + column..][..C].copy_from_slice(&sums[r]);
    }
}
