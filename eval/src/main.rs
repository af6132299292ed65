//! Measures Dateline on public test sets, beside its peers.

mod actors;
mod answer;
mod chance;
mod corpora;
mod examples;
mod extraction;
mod floors;
mod hostile;
mod hostile_pages;
mod jsonl;
mod language;
mod page_peers;
mod peers;
mod places;
mod score;
mod speed;
mod table;
mod threads;
mod time;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Measures Dateline on public test sets, beside its peers.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read pages and print what was read as JSON Lines, in the form that the reference scorers take.
    Answers {
        /// The set.
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(corpora::SETS))]
        set: String,
        #[command(flatten)]
        corpora: Corpora,
    },
    /// Score article text, title, authors, dates and scraped lines on the development sets.
    Extraction {
        #[command(flatten)]
        corpora: Corpora,
        #[command(flatten)]
        options: extraction::Options,
        #[command(flatten)]
        peers: page_peers::PeerOptions,
    },
    /// Measure pages per second on one core beside the peers', the slowest page and the memory of the largest.
    Speed {
        /// Folder of the test sets.
        #[arg(long, value_name = "DIR")]
        corpora: PathBuf,
        #[command(flatten)]
        options: speed::Options,
        #[command(flatten)]
        peers: page_peers::PeerOptions,
    },
    /// Score tokens, trees, names, roles, factuality and coreference on the development sets of English.
    Language {
        #[command(flatten)]
        corpora: Corpora,
        #[command(flatten)]
        options: language::Options,
        #[command(flatten)]
        peers: language::PeerOptions,
    },
    /// Read texts from standard input, a line each, and print their layers.
    #[command(hide = true)]
    LanguageLines,
    /// Score time expressions, the days of events and their order on the development sets of English.
    Time {
        #[command(flatten)]
        corpora: Corpora,
        #[command(flatten)]
        options: time::Options,
        #[command(flatten)]
        peers: time::PeerOptions,
    },
    /// Score the dating of texts by what they say, and the judgement of claimed days.
    Docdate {
        #[command(flatten)]
        corpora: Corpora,
        #[command(flatten)]
        options: time::docdate::Options,
    },
    /// Score the finding and placing of names of places.
    Places {
        #[command(flatten)]
        corpora: Corpora,
        #[command(flatten)]
        options: places::Options,
        #[command(flatten)]
        peers: places::PeerOptions,
    },
    /// Score the reading of names of places: literal or metonymic.
    Metonymy {
        #[command(flatten)]
        corpora: Corpora,
        #[command(flatten)]
        options: places::metonymy::Options,
    },
    /// Score the antecedents of pronouns, names and roles.
    Coreference {
        #[command(flatten)]
        corpora: Corpora,
        #[command(flatten)]
        options: places::coreference::Options,
    },
    /// Score who phrases name, with country and sector, and who held an office on a day.
    Actors {
        /// Folder of the test sets.
        #[arg(long, value_name = "DIR")]
        corpora: PathBuf,
        #[command(flatten)]
        options: actors::Options,
    },
    /// Read the bundled examples and compare with what must be read from them.
    Examples {
        #[command(flatten)]
        options: examples::Options,
    },
    /// Read pages made to make a reader fail; each must become a record in bounded time and memory.
    Hostile {
        #[command(flatten)]
        options: hostile::Options,
    },
    /// Read one hostile page and print what it took.
    #[command(hide = true)]
    HostilePage {
        /// Its name.
        name: String,
    },
    /// Read one page from standard input and print the most memory that was needed, in bytes.
    #[command(hide = true)]
    Memory,
}

/// Where the test sets lie.
#[derive(Args)]
#[group(skip)]
struct Corpora {
    /// Folder of the test sets.
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Threads that read pages.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Answers { set, corpora } => {
            extraction::answers(&corpora.corpora, &set, corpora.jobs).map(|()| true)
        }
        Command::Extraction { corpora, options, peers } => {
            extraction::run(&corpora.corpora, corpora.jobs, &options, &peers)
        }
        Command::Speed { corpora, options, peers } => speed::run(&corpora, &options, &peers),
        Command::Language { corpora, options, peers } => {
            language::run(&corpora.corpora, corpora.jobs, &options, &peers)
        }
        Command::Time { corpora, options, peers } => {
            time::run(&corpora.corpora, corpora.jobs, &options, &peers)
        }
        Command::Docdate { corpora, options } => time::docdate::run(&corpora.corpora, corpora.jobs, &options),
        Command::Places { corpora, options, peers } => {
            places::run(&corpora.corpora, corpora.jobs, &options, &peers)
        }
        Command::Metonymy { corpora, options } => {
            places::metonymy::run(&corpora.corpora, corpora.jobs, &options)
        }
        Command::Coreference { corpora, options } => {
            places::coreference::run(&corpora.corpora, corpora.jobs, &options)
        }
        Command::Actors { corpora, options } => actors::run(&corpora, &options),
        Command::LanguageLines => language::answer_lines().map(|()| true),
        Command::Examples { options } => examples::run(&options),
        Command::Hostile { options } => hostile::run(&options),
        Command::HostilePage { name } => hostile::one(&name).map(|()| true),
        Command::Memory => speed::memory().map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("dateline-eval: {error:#}");
            ExitCode::from(2)
        }
    }
}
