//! Other readers of English, run beside ours on the same texts.

use crate::peers::{About, Options, Script};

/// The script of the readers of English.
pub struct English;

/// Whether and how readers of English are run.
pub type PeerOptions = Options<English>;
/// A reader of English that is not ours.
pub type Peer = crate::peers::Peer<English>;

/// Measures in which a peer of another scheme of trees and features cannot be compared.
const OF_THE_SCHEME: &[&str] = &["features", "UAS", "LAS", "CLAS"];

impl Script for English {
    const PROGRAM: &'static str = include_str!("../../peers/language.py");
    const PEERS: &'static [&'static str] = &["spaCy-sm", "spaCy-md"];

    fn measures(_: &About, measure: &str) -> bool {
        !OF_THE_SCHEME.contains(&measure)
    }
}
