//! Codes of countries.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::lexicon::rows;

/// A country's codes and names.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub alpha2: &'static str,
    /// ISO 3166-1 alpha-3.
    pub alpha3: &'static str,
    /// Name in English.
    pub name: &'static str,
    /// Capital.
    pub capital: &'static str,
}

static COUNTRIES: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
    rows(include_str!("../../../../data/facts/country_codes.tsv"))
        .map(|row| Country {
            alpha2: row.column(0),
            alpha3: row.column(1),
            name: row.column(2),
            capital: row.column(3),
        })
        .flat_map(|country| [(country.alpha2, country), (country.alpha3, country)])
        .collect()
});

/// The country of a code, alpha-2 or alpha-3.
pub fn of_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.get(code)
}

/// The alpha-2 code of an alpha-3 code.
pub fn alpha2(alpha3: &str) -> Option<&'static str> {
    of_code(alpha3).map(|country| country.alpha2)
}

/// The alpha-3 code of an alpha-2 code.
pub fn alpha3(alpha2: &str) -> Option<&'static str> {
    of_code(alpha2).map(|country| country.alpha3)
}
