//! Hostile pages: each must become a record, in bounded time and memory.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use cpu_time::ThreadTime;
use dateline_read::{Page, Reader, Record, read};

use crate::hostile_pages::PAGES;
use crate::speed::peak_memory;

/// After this long a child that reads one page is taken to hang.
const HANGS: Duration = Duration::from_secs(120);

/// Bounds for each page.
#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Only pages whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Most processor time, in seconds.
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// Most memory, in MB, the page itself included.
    #[arg(long, default_value_t = 500.0)]
    megabytes: f64,
}

/// Reads each page in a process of its own and prints a line for it; false when one breaks a bound.
pub fn run(options: &Options) -> Result<bool> {
    let wanted = |name: &str| options.only.as_ref().is_none_or(|only| name.contains(only.as_str()));
    let (mut passed, mut failed) = (0, 0);
    println!("{:>8} {:>7} {:>9} {:>7}  page", "seconds", "MB", "text", "blocks");
    for page in PAGES.iter().filter(|page| wanted(page.name)) {
        match child(page.name)? {
            Ok(line) => {
                let [mut seconds, bytes, text, blocks] = numbers(page.name, &line)?;
                // A machine that is busy with something else takes longer: what is slow twice is slow.
                if seconds > options.seconds
                    && let Ok(line) = child(page.name)?
                {
                    seconds = seconds.min(numbers(page.name, &line)?[0]);
                }
                let megabytes = bytes / 1e6;
                let held = seconds <= options.seconds && megabytes <= options.megabytes;
                let mark = if held { "" } else { "  BEYOND ITS BOUNDS" };
                println!("{seconds:8.3} {megabytes:7.1} {text:9.0} {blocks:7.0}  {}{mark}", page.name);
                if held { passed += 1 } else { failed += 1 }
            }
            Err(what) => {
                println!("{:>34}  {}  NO RECORD: {what}", "", page.name);
                failed += 1;
            }
        }
    }
    println!("hostile pages: {passed} passed, {failed} failed");
    Ok(failed == 0)
}

/// The numbers of a child's line: seconds, bytes, characters, blocks.
fn numbers(name: &str, line: &str) -> Result<[f64; 4]> {
    let numbers: Vec<f64> = line.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    numbers.try_into().map_err(|_| anyhow::anyhow!("{name}: {line}"))
}

/// What the child prints, or how it ended without.
fn child(name: &str) -> Result<std::result::Result<String, String>> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["hostile-page", name])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > HANGS {
            return stop(child).map(|()| Err(format!("nothing after {HANGS:?}")));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output()?;
    if output.status.success() {
        return Ok(Ok(String::from_utf8(output.stdout)?));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Err(format!("{}: {}", output.status, said.lines().take(3).collect::<Vec<_>>().join(" / "))))
}

fn stop(mut child: Child) -> Result<()> {
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// Reads one page and prints processor seconds, peak memory in bytes, characters of text and blocks.
pub fn one(name: &str) -> Result<()> {
    let hostile = PAGES.iter().find(|page| page.name == name).context("no such page")?;
    // In a thread with the stack that threads have: the main thread has more.
    let thread = std::thread::spawn(move || {
        let bytes = (hostile.make)();
        let page = Page {
            bytes: &bytes,
            url: Some("https://example.org/2024/05/06/bridge"),
            media_type: hostile.media_type,
            charset: hostile.charset,
            ..Page::default()
        };
        let start = ThreadTime::now();
        let record = read(&page, &Reader::new());
        (start.elapsed(), record)
    });
    let (time, record) = thread.join().map_err(|_| anyhow::anyhow!("the reader panicked"))?;
    let peak = peak_memory()?;
    let chars = sound(&record)?;
    println!("{} {peak} {chars} {}", time.as_secs_f64(), record.article.blocks.len());
    Ok(())
}

/// Whether the record's places lie within its text; the number of its characters.
fn sound(record: &Record) -> Result<usize> {
    let article = &record.article;
    let chars = article.text.chars().count();
    let mut end = 0;
    for span in article.blocks.iter().filter_map(|block| block.span) {
        if (span.start as usize) < end || (span.end as usize) > chars {
            bail!("a block of the text begins before {end} or ends after {chars}: {span:?}");
        }
        end = span.end as usize;
    }
    if let Some(run) = article.map.iter().find(|run| run.bytes.end as u64 > record.page.bytes) {
        bail!("a run of the map leads beyond the page: {run:?}");
    }
    Ok(chars)
}
