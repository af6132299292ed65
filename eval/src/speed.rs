//! How fast pages are read, and in how much memory.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;
use cpu_time::ThreadTime;
use dateline_read::{Page, Reader, read};

use crate::answer::{Answer, page};
use crate::chance::Chance;
use crate::corpora::{Document, SETS, Set};
use crate::floors::Floors;
use crate::page_peers::{PeerOptions, requests};
use crate::score::Figure;
use crate::table::{Row, Table};

/// The sets that the pages are drawn from: whole articles of today's web.
const DRAWN_FROM: &[&str] = &["wcxb", "fundus"];

/// What is measured.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Pages drawn.
    #[arg(long, default_value_t = 200)]
    pages: usize,
    /// Seed of the draw.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Times that everything is measured; the median counts.
    #[arg(long, default_value_t = 5)]
    repeat: usize,
    /// Bars and floors; a figure beyond its floor makes the command fail.
    #[arg(long, value_name = "FILE")]
    floors: Option<std::path::PathBuf>,
}

/// Measures and prints; false when a figure lies beyond its floor.
pub fn run(corpora: &Path, options: &Options, peers: &PeerOptions) -> Result<bool> {
    let floors = options.floors.as_deref().map(Floors::read).transpose()?.unwrap_or_default();
    let mut drawn = Set { name: "speed", documents: Vec::new() };
    let mut slowest = (0.0, String::new());
    let mut largest = Vec::new();
    for name in SETS {
        let set = Set::read(corpora, name)?;
        for document in &set.documents {
            let ms = milliseconds(&set, document);
            // A slow page is read again: a first reading may have waited for the machine.
            if ms > slowest.0 {
                let again = median((0..3).map(|_| milliseconds(&set, document)).collect());
                if again > slowest.0 {
                    slowest = (again, document.gold.id.clone());
                }
            }
            if document.bytes.len() > largest.len() {
                largest.clone_from(&document.bytes);
            }
        }
        if DRAWN_FROM.contains(name) {
            let article = |d: &Document| d.gold.kind.as_deref().is_none_or(|kind| kind == "article");
            drawn.documents.extend(set.documents.into_iter().filter(article));
        }
    }
    draw(&mut drawn.documents, options.pages, options.seed);
    let bytes: usize = drawn.documents.iter().map(|d| d.bytes.len()).sum();
    eprintln!("{} pages, {:.1} MB", drawn.documents.len(), bytes as f64 / 1e6);
    eprintln!("slowest page of all sets: {}; largest: {:.1} MB", slowest.1, largest.len() as f64 / 1e6);

    let others = peers.peers()?;
    let requests = if others.is_empty() { Vec::new() } else { requests(&drawn) };
    let mut ours = Vec::new();
    let mut theirs: Vec<Vec<f64>> = others.iter().map(|_| Vec::new()).collect();
    for _ in 0..options.repeat.max(1) {
        ours.push(drawn.documents.iter().map(|document| milliseconds(&drawn, document)).sum());
        // Measured in turn, so that a busy machine is busy for all.
        for (peer, theirs) in others.iter().zip(&mut theirs) {
            if let Some(answers) = peers.fresh_answers::<Answer>(peer, &requests)? {
                theirs.push(answers.iter().filter_map(|answer| answer.ms).sum());
            }
        }
    }
    let over = drawn.documents.len();
    let rate = |ms: Vec<f64>| 1000.0 * over as f64 / median(ms).max(1e-9);
    let ours = rate(ours);
    let theirs: Vec<(String, Option<f64>)> = others
        .iter()
        .zip(theirs)
        .map(|(peer, ms)| (peer.to_string(), (!ms.is_empty()).then(|| rate(ms))))
        .collect();

    let mut table = Table::default();
    let mut add = |name: &'static str, value: f64, over: usize, peers: Vec<(String, Option<f64>)>| {
        let limit = floors.get("speed", name);
        table.rows.push(Row { set: "speed".into(), figure: Figure { name, value, over }, peers, limit });
    };
    add("pages a second on one core", ours, over, theirs.clone());
    if let Some((name, Some(theirs))) = theirs.first() {
        add("times as fast", ours / theirs, over, vec![(name.clone(), Some(1.0))]);
    }
    add("slowest page, seconds", slowest.0 / 1000.0, 1, Vec::new());
    if let Some(memory) = memory_of_child(&largest)? {
        add("memory on the largest page, MB", memory, 1, Vec::new());
    }
    println!("{table}");
    Ok(floors.check(&table))
}

/// Reads one page from standard input and prints the most memory that the process had, in bytes: the measuring
/// command starts itself so, because only a process that has done nothing else can tell.
pub fn memory() -> Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let record = read(&Page { bytes: &bytes, ..Page::default() }, &Reader::new());
    if record.schema == 0 {
        bail!("the record has no schema");
    }
    println!("{}", peak_memory()?);
    Ok(())
}

/// The most memory that this process has had, in bytes.
pub fn peak_memory() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("memory is measured on Linux only")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no peak is known")?;
    let kib: u64 = peak.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1024)
}

/// Peak memory of a process that reads this page and does nothing else, in MB; none where it cannot be told.
fn memory_of_child(page: &[u8]) -> Result<Option<f64>> {
    if !Path::new("/proc/self/status").exists() {
        return Ok(None);
    }
    let mut child = Command::new(std::env::current_exe()?)
        .arg("memory")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child.stdin.take().context("no standard input")?.write_all(page)?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("the child that reads the largest page: {}", output.status);
    }
    let peak: f64 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok(Some(peak / 1e6))
}

/// Processor time from a page's bytes to its record.
fn milliseconds(set: &Set, document: &Document) -> f64 {
    let page = page(set, document);
    let start = ThreadTime::now();
    std::hint::black_box(read(&page, &Reader::new()));
    start.elapsed().as_secs_f64() * 1000.0
}

/// The middle value; 0 of none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Keeps `n` documents, drawn by the seed.
fn draw(documents: &mut Vec<Document>, n: usize, seed: u64) {
    let mut chance = Chance(seed);
    let n = n.min(documents.len());
    for at in 0..n {
        let other = at + (chance.next() % (documents.len() - at) as u64) as usize;
        documents.swap(at, other);
    }
    documents.truncate(n);
}
