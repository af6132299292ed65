//! Other programs that do what ours does, run beside it on the same input: each kind of evaluation has a script that
//! knows its peers.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The exit status of a script when a peer is not installed.
const NOT_INSTALLED: i32 = 3;

/// A script that runs peers. `NAME --describe` prints [`About`]; `NAME` answers every line of standard input with a line.
pub trait Script {
    /// The program, in Python; it is handed to the interpreter, so that the command works from any folder.
    const PROGRAM: &'static str;
    /// The peers that it knows; the first one is the one that speed is compared with.
    const PEERS: &'static [&'static str];

    /// Whether a peer can be held against a measure.
    fn measures(about: &About, measure: &str) -> bool;
}

/// What a peer says of itself.
#[derive(Deserialize)]
pub struct About {
    version: String,
    /// What it reads, where the peers of one script read different things.
    #[serde(default)]
    pub fields: Vec<String>,
}

/// Whether and how the peers of a script are run.
#[derive(Args)]
#[group(skip)]
pub struct Options<S: Script> {
    /// Run the peers beside ours.
    #[arg(long)]
    peers: bool,
    /// Only this peer (may be given several times).
    #[arg(long = "peer", value_name = "NAME", value_parser = PossibleValuesParser::new(S::PEERS))]
    only: Vec<String>,
    /// The Python in which the peers are installed.
    #[arg(long, value_name = "PATH", default_value = "python3")]
    python: PathBuf,
    /// Keep the peers' answers here and take them from here as long as input and versions are the same.
    #[arg(long, value_name = "DIR")]
    peer_cache: Option<PathBuf>,
    #[arg(skip)]
    script: PhantomData<S>,
}

/// A program that is not ours.
pub struct Peer<S> {
    name: &'static str,
    /// None when it is not installed.
    about: Option<About>,
    script: PhantomData<S>,
}

impl<S> fmt::Display for Peer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.about {
            Some(about) => write!(f, "{} {}", self.name, about.version),
            None => f.write_str(self.name),
        }
    }
}

impl<S: Script> Peer<S> {
    /// Whether the peer can be held against a measure. One that is not installed is named beside all of them.
    pub fn measures(&self, measure: &str) -> bool {
        self.about.as_ref().is_none_or(|about| S::measures(about, measure))
    }
}

impl<S: Script> Options<S> {
    /// The peers asked for, whether or not they are installed.
    pub fn peers(&self) -> Result<Vec<Peer<S>>> {
        let wanted = |name: &str| {
            if self.only.is_empty() { self.peers } else { self.only.iter().any(|only| only == name) }
        };
        let known = |name: &'static str| {
            Ok(Peer { name, about: describe(self.start(name), name)?, script: PhantomData })
        };
        S::PEERS.iter().filter(|name| wanted(name)).map(|name| known(name)).collect()
    }

    /// The command that starts a peer.
    pub fn command(&self, peer: &Peer<S>) -> Command {
        self.start(peer.name)
    }

    fn start(&self, name: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-c", S::PROGRAM, name]);
        command
    }

    /// A peer's answers to the requests of a set or task; none when it is not installed.
    pub fn answers<A: DeserializeOwned>(
        &self,
        peer: &Peer<S>,
        set: &str,
        requests: &[impl Serialize],
    ) -> Result<Option<Vec<A>>> {
        let Some(about) = &peer.about else { return Ok(None) };
        let label = format!("{}-{}-{set}", peer.name, about.version);
        let run = |lines| converse(self.command(peer), peer.name, lines);
        let answered = cached(self.peer_cache.as_deref(), &label, S::PROGRAM, lines(requests)?, run)?;
        parsed(&answered).map(Some)
    }

    /// A peer's answers, run now and never taken from the cache.
    pub fn fresh_answers<A: DeserializeOwned>(
        &self,
        peer: &Peer<S>,
        requests: &[impl Serialize],
    ) -> Result<Option<Vec<A>>> {
        if peer.about.is_none() {
            return Ok(None);
        }
        parsed(&converse(self.command(peer), peer.name, lines(requests)?)?).map(Some)
    }
}

/// Requests as a script reads them.
pub fn lines(requests: &[impl Serialize]) -> Result<Vec<String>> {
    requests.iter().map(|request| Ok(serde_json::to_string(request)?)).collect()
}

fn parsed<A: DeserializeOwned>(lines: &[String]) -> Result<Vec<A>> {
    lines.iter().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// What a peer says of itself; none when it is not installed.
fn describe(mut command: Command, name: &str) -> Result<Option<About>> {
    match command.arg("--describe").stderr(Stdio::piped()).output() {
        Ok(output) if output.status.success() => Ok(Some(serde_json::from_slice(&output.stdout)?)),
        Ok(output) if output.status.code() == Some(NOT_INSTALLED) => Ok(None),
        Ok(output) => bail!("{name}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{command:?}")),
    }
}

/// Answers from the cache, as long as the script and the lines are the same; else those of `run`, which are kept.
fn cached(
    folder: Option<&Path>,
    label: &str,
    script: &str,
    lines: Vec<String>,
    run: impl FnOnce(Vec<String>) -> Result<Vec<String>>,
) -> Result<Vec<String>> {
    let Some(folder) = folder else { return run(lines) };
    let mut hasher = DefaultHasher::new();
    (script, &lines).hash(&mut hasher);
    let path = folder.join(format!("{label}-{:016x}.jsonl", hasher.finish()));
    if let Ok(kept) = std::fs::read_to_string(&path) {
        return Ok(kept.lines().map(str::to_owned).collect());
    }
    let answered = run(lines)?;
    std::fs::create_dir_all(folder)?;
    std::fs::write(path, answered.join("\n") + "\n")?;
    Ok(answered)
}

/// One process reads all lines, one after the other, and answers each with a line.
pub fn converse(mut command: Command, name: &str, lines: Vec<String>) -> Result<Vec<String>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        bail!("{name} has no standard input or output");
    };
    let count = lines.len();
    let writer = std::thread::spawn(move || lines.iter().try_for_each(|line| writeln!(to, "{line}")));
    let answered: Vec<String> = BufReader::new(from).lines().collect::<std::io::Result<_>>()?;
    // A peer that ends early breaks the pipe; its status and the number of its answers tell.
    let _ = writer.join();
    let status = child.wait()?;
    if !status.success() || answered.len() != count {
        bail!("{name}: {status}, {} of {count} texts answered", answered.len());
    }
    Ok(answered)
}
