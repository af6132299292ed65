//! Which instruction set is used, found out at run time.

use std::sync::LazyLock;

/// An instruction set that this crate has code for, narrowest first. All give the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// Plain Rust for whatever the target always has: SSE2 on x86-64, NEON on aarch64.
    Plain,
    /// x86-64 with AVX2: integer products in pairs of 16 bits.
    Avx2,
    /// x86-64 with AVX2 and AVX-VNNI: four 8-bit products in one instruction, 256 bits wide.
    AvxVnni,
    /// x86-64 with AVX-512 F, BW, DQ and VL, without VNNI: as [`Path::Avx2`], 512 bits wide.
    Avx512,
    /// x86-64 with AVX-512 and its VNNI: four 8-bit products in one instruction, 512 bits wide.
    Avx512Vnni,
}

static BEST: LazyLock<Path> = LazyLock::new(|| available_paths().last().copied().unwrap_or(Path::Plain));

impl Path {
    /// All paths there are, narrowest first.
    pub const ALL: [Path; 5] = [Path::Plain, Path::Avx2, Path::AvxVnni, Path::Avx512, Path::Avx512Vnni];

    /// The widest path that this machine can run; asked of the machine once.
    pub fn best() -> Path {
        *BEST
    }

    /// Whether this machine can run the path.
    pub fn is_available(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = || is_x86_feature_detected!("avx2");
            let avx512 = || {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
            };
            match self {
                Path::Plain => true,
                Path::Avx2 => avx2(),
                Path::AvxVnni => avx2() && is_x86_feature_detected!("avxvnni"),
                Path::Avx512 => avx512(),
                Path::Avx512Vnni => avx512() && is_x86_feature_detected!("avx512vnni"),
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            self == Path::Plain
        }
    }

    /// Stops a program that asks for a path its machine cannot run: to go on would be undefined behaviour.
    pub(crate) fn require(self) {
        assert!(self.is_available(), "this machine cannot run the path {self:?}");
    }
}

/// The paths that this machine can run, narrowest first; [`Path::Plain`] is always among them.
pub fn available_paths() -> Vec<Path> {
    Path::ALL.into_iter().filter(|path| path.is_available()).collect()
}

/// Makes two functions of one `#[inline(always)]` body: `name`, which runs on [`Path::best`], and `name_on`, which is
/// told the path. (Without a `name`, the second only.) The body is compiled once for each width of registers; FMA is
/// switched on nowhere, and the compiler never fuses by itself.
macro_rules! on_every_path {
    ($(#[$doc:meta])* $visible:vis fn $name:ident, $on:ident ($($arg:ident : $ty:ty),* $(,)?) = $body:path;) => {
        $(#[$doc])*
        $visible fn $name($($arg: $ty),*) {
            $on($crate::Path::best(), $($arg),*);
        }

        on_every_path! {
            #[doc = concat!("[`", stringify!($name), "`] on a path that the caller names: the same bytes.")]
            #[doc = concat!("\n\n# Panics\n\nAs [`", stringify!($name), "`], ")]
            #[doc = "and where this machine cannot run the path."]
            $visible fn $on($($arg: $ty),*) = $body;
        }
    };
    ($(#[$doc:meta])* $visible:vis fn $on:ident ($($arg:ident : $ty:ty),* $(,)?) = $body:path;) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        $visible fn $on(path: $crate::Path, $($arg: $ty),*) {
            path.require();
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn on_avx2($($arg: $ty),*) {
                    $body($($arg),*);
                }
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn on_avx512($($arg: $ty),*) {
                    $body($($arg),*);
                }
                match path {
                    $crate::Path::Plain => $body($($arg),*),
                    // SAFETY: `require` above has seen that the machine has AVX2.
                    $crate::Path::Avx2 | $crate::Path::AvxVnni => unsafe { on_avx2($($arg),*) },
                    // SAFETY: `require` above has seen that the machine has these parts of AVX-512.
                    $crate::Path::Avx512 | $crate::Path::Avx512Vnni => unsafe { on_avx512($($arg),*) },
                }
            }
            #[cfg(not(target_arch = "x86_64"))]
            $body($($arg),*);
        }
    };
}
