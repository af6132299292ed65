//! The arithmetic that the language model runs on: matrices of 8-bit integers and rows of `f32`, on the CPU.
//!
//! The promise of this crate is **the same bytes everywhere**: a result does not depend on the machine, on the
//! instruction set chosen at run time, on how many rows are computed together, or on a row's place among them.
//! Three things make it so:
//!
//! * Products of matrices ([`Linear`]) are sums of integers, which are exact in any order. Only the last step,
//!   `sum * row_scale * weight_scale + bias`, is `f32`, and it is done in this order on every path.
//! * The `f32` functions are written once, as plain Rust with a fixed order of additions, and compiled several times
//!   for wider registers. No multiply is ever fused with an add, for fusing rounds once where two operations round
//!   twice.
//! * `exp` and `erf` are our own: those of the C library differ from one platform to the next.
//!
//! The bytes are promised for finite numbers. A NaN that goes in comes out as some NaN: its payload is not fixed.
//! No function panics on values, only on lengths that do not fit together, which are errors of the programmer.

#[macro_use]
mod path;
mod activation;
mod attention;
mod linear;
mod math;
mod matmul;
mod norm;
mod rows;

pub use activation::{gelu, gelu_on, relu, relu_on, sigmoid, sigmoid_on, softmax_rows, softmax_rows_on};
pub use attention::{Scratch, attention, attention_on};
pub use linear::Linear;
pub use matmul::{matmul, matmul_on};
pub use norm::{add_layer_norm, add_layer_norm_on, layer_norm, layer_norm_on};
pub use path::{Path, available_paths};
pub use rows::Rows;
