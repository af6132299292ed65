//! Where news outlets are at home.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::lexicon::rows;

/// The home of an outlet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Home {
    /// Its town's point; none of an outlet of a whole country or state.
    pub point: Option<(f32, f32)>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: &'static str,
    /// State or province, where it writes of one.
    pub admin1: &'static str,
}

static HOMES: LazyLock<HashMap<&'static str, Home>> = LazyLock::new(|| {
    rows(include_str!("../../../../../data/places/outlets.tsv"))
        .filter(|row| row.column(3) != "none")
        .map(|row| {
            let point = row.column(6).parse().ok().zip(row.column(7).parse().ok());
            let point = point.filter(|_| row.column(3) == "point");
            (row.column(0), Home { point, country: row.column(2), admin1: row.column(5) })
        })
        .collect()
});

/// The home of the outlet of a domain or an address: that of the longest ending of its host that is known.
pub fn home(address: &str) -> Option<Home> {
    let host = address.split("://").last().unwrap_or(address).split(['/', '?', '#', ':']).next()?;
    let host = host.to_ascii_lowercase();
    let mut rest = host.as_str();
    loop {
        if let Some(home) = HOMES.get(rest) {
            return Some(*home);
        }
        rest = rest.split_once('.')?.1;
    }
}
