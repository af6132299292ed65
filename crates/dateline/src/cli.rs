//! The command line: every option with its help.

mod knowledge;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use knowledge::{AddOptions, BuildOptions, Kind, Knowledge, ShowOptions};

const AFTER_HELP: &str = "\
Examples:
  dateline read page.html                    a report on one page, for reading
  dateline read crawl/ -o records.jsonl      every page of a folder, one record a line
  dateline read news.warc.gz -j 8 | jq .     a crawl, on eight threads, into another program
  dateline read page.html -o page.view.html  the article with the record beside it, for a browser
  dateline knowledge show Georgia            what the program knows under a name
  curl -s https://example.org/ | dateline read -

Exit codes:
    0  every page was read
    1  some pages could not be read; the others were
    2  the command line is wrong
    3  an input is missing, cannot be opened, or holds no page
    4  an address could not be fetched
    5  the output could not be written
  130  stopped by Ctrl-C, after the pages in hand";

const READ_AFTER_HELP: &str = "\
Inputs:
  A file, a folder (with all folders in it), a pattern in quotes, an address, or - for standard
  input. What a file is, its first bytes tell, not its name: HTML, plain text, WARC, RSS or Atom,
  JSON Lines of pages ({\"html\" or \"text\", and if you like \"url\", \"id\", \"fetched\",
  \"media_type\"}); each also packed with gzip.

Formats:
  report  for reading. Of many pages a table, a line each; with --full a report each
  json    one page: its record. Many: an array of records
  jsonl   one record a line
  html    one page: a page for the browser, everything in it. Many: a folder of them with an
          index (--output FOLDER)
  conllu  the words with lemma, part of speech, features, head and relation (Universal
          Dependencies), names in the last column; pages one after the other

  Without --format, the name given to --output decides (.json, .jsonl, .html, .conllu, .txt);
  without that, --layers tokens means conllu. Else
  a terminal gets a report, and so does a pipe for one page; a pipe gets jsonl for many. Many are
  several inputs, a folder, a pattern, a WARC, a feed, JSON Lines. The output is in the order of
  the input, and the same to the byte whatever --jobs says.

Addresses:
  Fetched with at most 16 MiB, 10 redirects and --timeout seconds; from the open internet only;
  and only if the site's robots.txt lets \"dateline\" in. Proxies of the environment are not used.

Examples:
  dateline read page.html
  dateline read page.html --format json | jq .article.published
  dateline read crawl/ 'more/**/*.warc.gz' -o records.jsonl
  dateline read feed.xml --full
  dateline read crawl.warc -f html -o views/
  dateline read https://example.org/news/1
  dateline read page.html --layers tokens

Exit codes:
  0 all read, 1 some pages could not be read, 2 wrong command line, 3 input missing or without
  a page, 4 address not fetched, 5 output not written, 130 stopped by Ctrl-C";

/// Reads the news the way a careful analyst does.
///
/// A page goes in: HTML, a crawl, a feed, or text that somebody scraped. A record comes out: the clean article, its
/// date and authors, what it quotes and counts, and what in the page does not hold up. Every field points at the
/// characters it was read from. Nothing leaves your computer.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages into records
    #[command(after_help = READ_AFTER_HELP, max_term_width = 120)]
    Read(ReadOptions),
    /// Show what the program knows, add to it, and build tables of places
    #[command(subcommand)]
    Knowledge(Knowledge),
    /// Print the JSON Schema of a record
    Schema,
}

/// The options of `dateline read`.
#[derive(Debug, Args)]
pub struct ReadOptions {
    /// Files, folders, patterns, addresses, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,

    /// What to make of the records
    #[arg(short, long, value_enum)]
    pub format: Option<FormatName>,

    /// Write here, not to standard output; for html and many pages a folder
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Layers that only some need: tokens, with their tags and trees. As CoNLL-U, or inside the records of --format
    /// json and jsonl
    #[arg(
        short,
        long,
        value_enum,
        value_name = "LAYER",
        value_delimiter = ',',
        conflicts_with = "article_only"
    )]
    pub layers: Vec<Layer>,

    /// Stop at the article and what the page says of it: no words, names or predicates. Many times faster
    #[arg(long)]
    pub article_only: bool,

    /// A table of places made by `dateline knowledge build`, in place of the one inside the program
    #[arg(long, value_name = "FILE", conflicts_with = "article_only")]
    pub places: Option<PathBuf>,

    /// Threads that read pages [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Report: of many pages, a report each
    #[arg(long)]
    pub full: bool,

    /// Report: every line that is not the article, not only the first of each kind
    #[arg(long)]
    pub furniture: bool,

    /// Report: colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,

    /// Report: columns [default: those of the terminal]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,

    /// Addresses: fetch from private networks and this computer as well
    #[arg(long)]
    pub allow_private: bool,

    /// Addresses: fetch what the site's robots.txt forbids as well
    #[arg(long)]
    pub ignore_robots: bool,

    /// Addresses: most seconds for a page, redirects included
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u16).range(1..=600))]
    pub timeout: u16,

    /// No progress bar
    #[arg(short, long)]
    pub quiet: bool,
}

/// The formats by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// For reading
    Report,
    /// Records, indented
    Json,
    /// One record a line
    Jsonl,
    /// For the browser
    Html,
    /// Tokens with tags and trees, for tools of language
    Conllu,
}

/// The layers that are given on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layer {
    /// Words with lemma, part of speech, features, head and relation
    Tokens,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
