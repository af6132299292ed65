//! Other readers of pages, run beside ours on the same characters.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;
use dateline_read::extract::decode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::corpora::{Document, Set};

/// The script that runs them; it is handed to the interpreter, so that the command works from any folder.
const SCRIPT: &str = include_str!("../peers/run.py");

/// The script's exit status when a peer is not installed.
const NOT_INSTALLED: i32 = 3;

/// The peers that the script knows; the first one is the one that speed is compared with.
const PEERS: &[&str] = &["trafilatura", "htmldate", "readability-lxml", "newspaper4k", "resiliparse"];

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
    /// Keep the peers' answers here and take them from here as long as pages and versions are the same.
    #[arg(long, value_name = "DIR")]
    peer_cache: Option<PathBuf>,
}

/// A reader of pages that is not ours.
pub struct Peer {
    name: &'static str,
    /// What it says of itself; none when it is not installed.
    about: Option<About>,
}

#[derive(Deserialize)]
struct About {
    version: String,
    fields: Vec<String>,
}

#[derive(Serialize)]
struct Request<'a> {
    id: &'a str,
    html: String,
    url: Option<&'a str>,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = self.about.as_ref().map_or("", |about| &about.version);
        write!(f, "{}{}{version}", self.name, if version.is_empty() { "" } else { " " })
    }
}

impl Peer {
    /// Whether the peer reads what a measure measures. One that is not installed is named beside the text.
    pub fn answers(&self, measure: &str) -> bool {
        let field =
            ["title", "authors", "date", "comments"].into_iter().find(|field| measure.starts_with(field));
        let field = field.unwrap_or("text");
        match &self.about {
            Some(about) => about.fields.iter().any(|f| f == field),
            None => true,
        }
    }
}

impl Options {
    /// The peers asked for, whether or not they are installed.
    pub fn peers(&self) -> Result<Vec<Peer>> {
        let wanted = |name: &str| {
            if self.only.is_empty() { self.peers } else { self.only.iter().any(|only| only == name) }
        };
        PEERS.iter().filter(|name| wanted(name)).map(|name| self.describe(name)).collect()
    }

    fn describe(&self, name: &'static str) -> Result<Peer> {
        Ok(Peer { name, about: describe(self.command(name), name)? })
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-c", SCRIPT, name]);
        command
    }

    /// A peer's answers for a set; none when it is not installed.
    pub fn answers(&self, peer: &Peer, set: &Set) -> Result<Option<Vec<Answer>>> {
        let Some(about) = &peer.about else { return Ok(None) };
        let lines: Vec<String> =
            set.documents.iter().map(|document| request(set, document)).collect::<Result<_>>()?;
        let label = format!("{}-{}-{}", peer.name, about.version, set.name);
        let answered = cached(self.peer_cache.as_deref(), &label, SCRIPT, lines, |lines| {
            converse(self.command(peer.name), peer.name, lines)
        })?;
        answered.iter().map(|line| Ok(serde_json::from_str(line)?)).collect::<Result<_>>().map(Some)
    }

    /// A peer's answers, run now and never taken from the cache.
    pub fn fresh_answers(&self, peer: &Peer, set: &Set) -> Result<Option<Vec<Answer>>> {
        if peer.about.is_none() {
            return Ok(None);
        }
        let lines = set.documents.iter().map(|document| request(set, document)).collect::<Result<_>>()?;
        let answered = converse(self.command(peer.name), peer.name, lines)?;
        answered.iter().map(|line| Ok(serde_json::from_str(line)?)).collect::<Result<_>>().map(Some)
    }
}

/// What a peer says of itself; none when it is not installed.
pub fn describe<T: DeserializeOwned>(mut command: Command, name: &str) -> Result<Option<T>> {
    match command.arg("--describe").stderr(Stdio::piped()).output() {
        Ok(output) if output.status.success() => Ok(Some(serde_json::from_slice(&output.stdout)?)),
        Ok(output) if output.status.code() == Some(NOT_INSTALLED) => Ok(None),
        Ok(output) => bail!("{name}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{command:?}")),
    }
}

/// Answers from the cache, as long as the script and the lines are the same; else those of `run`, which are kept.
pub fn cached(
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

/// A page as the script reads it: the characters that we read, and the address where the gold has one.
fn request(set: &Set, document: &Document) -> Result<String> {
    let is_html = set.media_type() == "text/html";
    let text = decode::decode(&document.bytes, None, is_html).text;
    let html = if is_html { text } else { paragraphs(&text) };
    let request = Request { id: &document.gold.id, html, url: document.gold.url.as_deref() };
    Ok(serde_json::to_string(&request)?)
}

/// Readers of HTML get a scraped text as one paragraph a line.
fn paragraphs(text: &str) -> String {
    let mut html = String::from("<!doctype html><html><body>\n");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        html.push_str(&format!("<p>{line}</p>\n"));
    }
    html.push_str("</body></html>\n");
    html
}
