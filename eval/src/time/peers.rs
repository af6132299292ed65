//! Other taggers of time expressions, run beside ours on the same texts.

use crate::peers::{About, Options, Script};

/// The script of the taggers.
pub struct Taggers;

/// Whether and how taggers are run.
pub type PeerOptions = Options<Taggers>;
/// A tagger that is not ours.
pub type Peer = crate::peers::Peer<Taggers>;

impl Script for Taggers {
    const PROGRAM: &'static str = include_str!("../../peers/time.py");
    const PEERS: &'static [&'static str] = &["HeidelTime", "Duckling", "dateparser"];

    fn measures(_: &About, _: &str) -> bool {
        true
    }
}
