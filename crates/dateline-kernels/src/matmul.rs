//! Products of `f32` matrices. Each output is one sum over `k` from first to last, whatever stands beside it.
//!
//! The loops are written with vectors by name, for compilers do not find them reliably where several sums are kept in
//! registers at once.

use crate::path::Path;

/// `out = a · b` with `a` of `[m][k]`, `b` of `[k][n]` and `out` of `[m][n]`, all row by row.
///
/// # Panics
///
/// Where a slice is not as long as its sizes say.
pub fn matmul(a: &[f32], b: &[f32], out: &mut [f32], m: usize, k: usize, n: usize) {
    matmul_on(Path::best(), a, b, out, m, k, n);
}

/// [`matmul`] on a path that the caller names: the same bytes.
///
/// # Panics
///
/// As [`matmul`], and where this machine cannot run the path.
pub fn matmul_on(path: Path, a: &[f32], b: &[f32], out: &mut [f32], m: usize, k: usize, n: usize) {
    assert!(Some(a.len()) == m.checked_mul(k), "a has {} numbers, not {m} x {k}", a.len());
    assert!(Some(b.len()) == k.checked_mul(n), "b has {} numbers, not {k} x {n}", b.len());
    assert!(Some(out.len()) == m.checked_mul(n), "out has {} numbers, not {m} x {n}", out.len());
    product(path, Part { data: a, stride: k }, Part { data: b, stride: n }, out, n, [m, k, n]);
}

/// A part of a matrix, or all of it: rows that begin `stride` apart.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) stride: usize,
}

impl<'a> Part<'a> {
    /// `length` numbers of a row, from `column` on.
    #[inline(always)]
    fn row(self, row: usize, column: usize, length: usize) -> &'a [f32] {
        &self.data[row * self.stride + column..][..length]
    }
}

/// `out = a · b` over parts of matrices; the sizes are `[m, k, n]`: rows of `a`, rows of `b`, columns.
pub(crate) fn product(path: Path, a: Part, b: Part, out: &mut [f32], out_stride: usize, sizes: [usize; 3]) {
    path.require();
    match path {
        Path::Plain => plain::product(a, b, out, out_stride, sizes),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `require` has seen that the machine has AVX2.
        Path::Avx2 | Path::AvxVnni => unsafe { avx2::product(a, b, out, out_stride, sizes) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `require` has seen that the machine has AVX-512 F.
        Path::Avx512 | Path::Avx512Vnni => unsafe { avx512::product(a, b, out, out_stride, sizes) },
        #[cfg(not(target_arch = "x86_64"))]
        _ => unreachable!("`require` lets only the plain path through"),
    }
}

/// Makes `product` of a vector of `LANES` numbers with the functions `splat`, `load`, `store`, `add` and `mul`, all in
/// scope. A tile is `R` rows by `V` vectors, with all its sums in registers.
macro_rules! product {
    ($(#[$features:meta])*) => {
        $(#[$features])*
        pub(super) fn product(a: Part, b: Part, out: &mut [f32], out_stride: usize, [m, k, n]: [usize; 3]) {
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

        /// `R` rows: two vectors of columns at a time, then one, then single columns.
        #[inline]
        $(#[$features])*
        fn strip<const R: usize>(
            a: Part, b: Part, out: &mut [f32], out_stride: usize, row: usize, k: usize, n: usize,
        ) {
            let mut rows: [&[f32]; R] = [&[]; R];
            for r in 0..R {
                rows[r] = a.row(row + r, 0, k);
            }
            let mut column = 0;
            while column + 2 * LANES <= n {
                tile::<R, 2>(rows, b, &mut out[row * out_stride + column..], out_stride, column);
                column += 2 * LANES;
            }
            while column + LANES <= n {
                tile::<R, 1>(rows, b, &mut out[row * out_stride + column..], out_stride, column);
                column += LANES;
            }
            while column < n {
                for r in 0..R {
                    let mut sum = 0.0;
                    for (k, &factor) in rows[r].iter().enumerate() {
                        sum += factor * b.data[k * b.stride + column];
                    }
                    out[(row + r) * out_stride + column] = sum;
                }
                column += 1;
            }
        }

        #[inline]
        $(#[$features])*
        fn tile<const R: usize, const V: usize>(
            rows: [&[f32]; R], b: Part, out: &mut [f32], out_stride: usize, column: usize,
        ) {
            let mut sums = [[splat(0.0); V]; R];
            for k in 0..rows[0].len() {
                let (values, _) = b.row(k, column, V * LANES).as_chunks::<LANES>();
                let mut vectors = [splat(0.0); V];
                for v in 0..V {
                    vectors[v] = load(&values[v]);
                }
                for r in 0..R {
                    let factor = splat(rows[r][k]);
                    for v in 0..V {
                        sums[r][v] = add(sums[r][v], mul(factor, vectors[v]));
                    }
                }
            }
            for r in 0..R {
                let (numbers, _) = out[r * out_stride..][..V * LANES].as_chunks_mut::<LANES>();
                for v in 0..V {
                    store(&mut numbers[v], sums[r][v]);
                }
            }
        }
    };
}

mod plain {
    use super::Part;

    /// Four numbers are a register of SSE2 and of NEON; so short an array, the compiler does keep in one.
    const LANES: usize = 4;
    type Vector = [f32; LANES];

    #[inline(always)]
    fn splat(x: f32) -> Vector {
        [x; LANES]
    }

    #[inline(always)]
    fn load(x: &Vector) -> Vector {
        *x
    }

    #[inline(always)]
    fn store(to: &mut Vector, x: Vector) {
        *to = x;
    }

    #[inline(always)]
    fn add(x: Vector, y: Vector) -> Vector {
        std::array::from_fn(|i| x[i] + y[i])
    }

    #[inline(always)]
    fn mul(x: Vector, y: Vector) -> Vector {
        std::array::from_fn(|i| x[i] * y[i])
    }

    product!();
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256, _mm256_add_ps as add, _mm256_loadu_ps, _mm256_mul_ps as mul, _mm256_set1_ps as splat,
        _mm256_storeu_ps,
    };

    use super::Part;

    const LANES: usize = 8;

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(x: &[f32; LANES]) -> __m256 {
        // SAFETY: the reference is to eight numbers; their begin may lie anywhere.
        unsafe { _mm256_loadu_ps(x.as_ptr()) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn store(to: &mut [f32; LANES], x: __m256) {
        // SAFETY: the reference is to eight numbers; their begin may lie anywhere.
        unsafe { _mm256_storeu_ps(to.as_mut_ptr(), x) }
    }

    product!(#[target_feature(enable = "avx2")]);
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{
        __m512, _mm512_add_ps as add, _mm512_loadu_ps, _mm512_mul_ps as mul, _mm512_set1_ps as splat,
        _mm512_storeu_ps,
    };

    use super::Part;

    const LANES: usize = 16;

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn load(x: &[f32; LANES]) -> __m512 {
        // SAFETY: the reference is to sixteen numbers; their begin may lie anywhere.
        unsafe { _mm512_loadu_ps(x.as_ptr()) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn store(to: &mut [f32; LANES], x: __m512) {
        // SAFETY: the reference is to sixteen numbers; their begin may lie anywhere.
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), x) }
    }

    product!(#[target_feature(enable = "avx512f")]);
}
