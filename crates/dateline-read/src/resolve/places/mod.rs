//! Places: what the names of places in a text mean, and where that lies.

pub mod candidates;
pub mod located;
pub mod mentions;
pub mod metonymy;
pub mod outlets;
pub mod rank;
pub mod weights;

use std::sync::LazyLock;

use dateline_gazetteer::Gazetteer;

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));

/// The places that the program knows. `None` only if the table that is part of it is damaged, which a test excludes.
static GAZETTEER: LazyLock<Option<Gazetteer>> = LazyLock::new(|| Gazetteer::new(TABLE).ok());

/// The places that the program knows.
pub fn gazetteer() -> Option<&'static Gazetteer> {
    GAZETTEER.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_program_is_whole() {
        assert!(Gazetteer::new(TABLE).is_ok_and(|table| table.len() > 100_000));
    }
}
