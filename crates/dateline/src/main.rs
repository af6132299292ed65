//! `dateline`: reads the news the way a careful analyst does.

mod cli;
mod command;
mod error;
mod fetch;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod invented;
mod output;
mod page;
mod pipeline;
mod report;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let exit = match Cli::parse().command {
        Command::Read(options) => command::read::run(&options),
        Command::Knowledge(command) => command::knowledge::run(&command),
        Command::Schema => command::schema::run(),
    };
    ExitCode::from(exit as u8)
}
