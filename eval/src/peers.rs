//! Other readers of pages, run beside ours on the same characters.

use std::fmt;

use anyhow::Result;
use clap::Args;

use crate::answer::Answer;
use crate::corpora::Set;

/// Whether and how peers are run.
#[derive(Args, Default)]
pub struct Options {
    /// Run the peers beside ours.
    #[arg(long)]
    pub peers: bool,
}

/// A reader of pages that is not ours.
pub struct Peer {}

impl fmt::Display for Peer {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl Peer {
    pub fn answers(&self, _measure: &str) -> bool {
        false
    }
}

pub fn answers(_set: &Set, _options: &Options) -> Result<Vec<(Peer, Option<Vec<Answer>>)>> {
    Ok(Vec::new())
}
