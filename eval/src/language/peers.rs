//! Other readers of English, run beside ours on the same texts.

use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::Args;
use serde::Deserialize;

use super::layers::Layers;
use super::tasks::Text;
use crate::peers::{cached, converse, describe};

/// The script that runs them.
const SCRIPT: &str = include_str!("../../peers/language.py");

/// The peers that the script knows; the first one is the one that speed is compared with.
const PEERS: &[&str] = &["spaCy-sm", "spaCy-md"];

/// Measures in which a peer of another scheme of trees and features cannot be compared.
const OF_THE_SCHEME: &[&str] = &["features", "UAS", "LAS", "CLAS"];

/// Whether and how peers are run.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Run the peers beside ours.
    #[arg(long)]
    peers: bool,
    /// Only this peer (may be given several times).
    #[arg(long = "peer", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(PEERS))]
    only: Vec<String>,
    /// The Python in which the peers are installed.
    #[arg(long, value_name = "PATH", default_value = "python3")]
    python: PathBuf,
    /// Keep the peers' answers here and take them from here as long as texts and versions are the same.
    #[arg(long, value_name = "DIR")]
    peer_cache: Option<PathBuf>,
}

/// A reader of English that is not ours.
pub struct Peer {
    name: &'static str,
    /// What it says of itself; none when it is not installed.
    about: Option<About>,
}

#[derive(Deserialize)]
struct About {
    version: String,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Peer {
    /// Whether the peer's answers can be held against a measure.
    pub fn answers(&self, measure: &str) -> bool {
        !OF_THE_SCHEME.contains(&measure)
    }
}

impl Options {
    /// The peers asked for, whether or not they are installed.
    pub fn peers(&self) -> Result<Vec<Peer>> {
        let wanted = |name: &str| {
            if self.only.is_empty() { self.peers } else { self.only.iter().any(|only| only == name) }
        };
        PEERS
            .iter()
            .filter(|name| wanted(name))
            .map(|name| Ok(Peer { name, about: describe(self.command(name), name)? }))
            .collect()
    }

    /// The command that starts a peer.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-c", SCRIPT, name]);
        command
    }

    /// A peer's answers for a task; none when it is not installed.
    pub fn answers(&self, peer: &Peer, task: &str, texts: &[Text]) -> Result<Option<Vec<Layers>>> {
        let Some(about) = &peer.about else { return Ok(None) };
        let label = format!("{}-{}-{task}", peer.name, about.version);
        let answered = cached(self.peer_cache.as_deref(), &label, SCRIPT, lines(texts)?, |lines| {
            converse(self.command(peer.name), peer.name, lines)
        })?;
        parsed(&answered).map(Some)
    }

    /// A peer's answers, run now and never taken from the cache.
    pub fn fresh_answers(&self, peer: &Peer, texts: &[Text]) -> Result<Option<Vec<Layers>>> {
        if peer.about.is_none() {
            return Ok(None);
        }
        parsed(&converse(self.command(peer.name), peer.name, lines(texts)?)?).map(Some)
    }
}

/// Texts as the script reads them.
pub fn lines(texts: &[Text]) -> Result<Vec<String>> {
    texts.iter().map(|text| Ok(serde_json::to_string(text)?)).collect()
}

fn parsed(lines: &[String]) -> Result<Vec<Layers>> {
    lines.iter().map(|line| Ok(serde_json::from_str(line)?)).collect()
}
