//! How fast English is read, how soon the first answer is there, and in how much memory.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use super::layers::{Layers, ours, read};
use super::peers::{Peer, PeerOptions};
use super::tasks::{Gold, Task, Text};
use crate::floors::Floors;
use crate::peers::{converse, lines};
use crate::score::Figure;
use crate::speed::{median, peak_memory};
use crate::table::{Row, Table};

/// Times that everything is measured; the median counts.
const REPEAT: usize = 3;

/// The text that is read to see how soon an answer is there.
const FIRST: &str = "The minister told reporters on Monday that the port would stay closed.";

/// Measures all layers on the running text of the treebanks, on one core, each reader in turn.
pub fn run(
    tasks: &[&Task],
    floors: &Floors,
    (options, others): (&PeerOptions, &[Peer]),
    table: &mut Table,
) -> Result<()> {
    let mut texts: Vec<Text> = Vec::new();
    let mut words = 0;
    for task in tasks {
        let Gold::Trees(gold) = &task.gold else { continue };
        words += gold.iter().map(|document| document.tokens.len()).sum::<usize>();
        let copy = |text: &Text| Text { id: text.id.clone(), text: text.text.clone(), sentences: None };
        texts.extend(task.texts.iter().map(copy));
    }
    let model = ours();
    let mut own: Vec<f64> = Vec::new();
    let mut theirs: Vec<(Vec<f64>, f64)> = others.iter().map(|_| (Vec::new(), 0.0)).collect();
    for _ in 0..REPEAT {
        if let Some(model) = &model {
            own.push(texts.iter().map(|text| read(model.as_ref(), text).ms).sum());
        }
        // Measured in turn, so that a busy machine is busy for all.
        for (peer, (times, memory)) in others.iter().zip(&mut theirs) {
            if let Some(answers) = options.fresh_answers::<Layers>(peer, &texts)? {
                times.push(answers.iter().map(|answer| answer.ms).sum());
                let most = answers.iter().filter_map(|answer| answer.memory).max().unwrap_or(0);
                *memory = most as f64 / 1e6;
            }
        }
    }
    let rate = |ms: &[f64]| (!ms.is_empty()).then(|| 1000.0 * words as f64 / median(ms.to_vec()).max(1e-9));
    let mut add = |name: &'static str, ours: Option<f64>, over: usize, peers: Vec<Option<f64>>| {
        let peers = others.iter().map(ToString::to_string).zip(peers).collect();
        let value = ours.unwrap_or(f64::NAN);
        let limit = floors.get("language speed", name);
        table.rows.push(Row {
            set: "language speed".into(),
            figure: Figure { name, value, over },
            peers,
            limit,
        });
    };
    let speeds: Vec<Option<f64>> = theirs.iter().map(|(ms, _)| rate(ms)).collect();
    add("words a CPU second", rate(&own), words, speeds.clone());
    if let Some(Some(first)) = speeds.first() {
        add("times as fast", rate(&own).map(|own| own / first), words, vec![Some(1.0)]);
    }
    let first = [Text { id: "first".into(), text: FIRST.into(), sentences: None }];
    let starts: Vec<Option<f64>> = others
        .iter()
        .zip(&theirs)
        .map(|(peer, (times, _))| {
            let installed = !times.is_empty();
            installed.then(|| Ok(cold(|| options.command(peer), &first)?.0)).transpose()
        })
        .collect::<Result<_>>()?;
    let executable = std::env::current_exe()?;
    let itself = |texts: &[Text]| -> Result<Option<(f64, Layers)>> {
        let command = || {
            let mut command = Command::new(&executable);
            command.arg("language-lines");
            command
        };
        model.as_ref().map(|_| cold(command, texts)).transpose()
    };
    add("cold start, seconds", itself(&first)?.map(|own| own.0), 1, starts);
    let memory = itself(&texts)?.and_then(|own| own.1.memory).map(|bytes| bytes as f64 / 1e6);
    let memories = theirs.iter().map(|(ms, memory)| (!ms.is_empty()).then_some(*memory)).collect();
    add("memory, MB", memory, words, memories);
    Ok(())
}

/// Seconds from starting a process to its answers to all texts, the median of several, and the last answer.
fn cold(command: impl Fn() -> Command, texts: &[Text]) -> Result<(f64, Layers)> {
    let mut seconds = Vec::new();
    let mut last = Layers::default();
    for _ in 0..REPEAT {
        let lines = lines(texts)?;
        let start = Instant::now();
        let answered = converse(command(), "cold start", lines)?;
        seconds.push(start.elapsed().as_secs_f64());
        if let Some(line) = answered.last() {
            last = serde_json::from_str(line)?;
        }
    }
    Ok((median(seconds), last))
}

/// Reads texts from standard input, a line each, and prints their layers with the most memory that the process had so
/// far: the measuring command starts itself so, because only a process that does nothing else can tell.
pub fn answer_lines() -> Result<()> {
    let model = ours().context("there is no model of language in this build")?;
    for line in std::io::stdin().lines() {
        let text: Text = serde_json::from_str(&line?)?;
        let memory = |layers| Ok::<_, anyhow::Error>(Layers { memory: Some(peak_memory()?), ..layers });
        println!("{}", serde_json::to_string(&memory(read(model.as_ref(), &text))?)?);
    }
    Ok(())
}
