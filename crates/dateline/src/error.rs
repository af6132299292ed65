//! What can go wrong outside the reading itself, in sentences a person can act on.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

/// How the program ends. The numbers are part of the interface: `dateline --help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Every page was read.
    Done = 0,
    /// Some pages could not be read; the others were.
    Partly = 1,
    /// The command line is wrong.
    Usage = 2,
    /// An input is missing or cannot be opened, or holds no page.
    Input = 3,
    /// An address could not be fetched.
    Network = 4,
    /// The output could not be written.
    Output = 5,
    /// Stopped by Ctrl-C.
    Interrupted = 130,
}

/// A problem with an input, a page of it, or the output.
#[derive(Debug, Error, Diagnostic)]
pub enum Problem {
    /// A path that does not exist.
    #[error("there is no such file or folder")]
    #[diagnostic(help("check the spelling, and the folder you are in; to read standard input, give -"))]
    NotFound,
    /// A pattern that nothing matches.
    #[error("no file matches this pattern")]
    #[diagnostic(help("** stands for any folders, * for any name: \"crawl/**/*.html\""))]
    NoMatch,
    /// A pattern that is not one.
    #[error("this is not a pattern: {why}")]
    #[diagnostic(help("put [ ] around a character that is meant as it stands: \"a[*]b.html\""))]
    BadPattern {
        /// What is wrong with it.
        why: String,
    },
    /// A folder or container without pages.
    #[error("there is no page in it")]
    #[diagnostic(help(
        "in folders, files are read whose names end in {}, also with .gz; to read another file, name it",
        crate::fetch::ENDINGS
    ))]
    NoPages,
    /// A file that is there but cannot be read.
    #[error("it cannot be read: {source}")]
    #[diagnostic(help("check that you may read it, and that it is a file and not a device"))]
    Unreadable {
        /// The system's word for it.
        source: io::Error,
    },
    /// A page over the limit.
    #[error("it is larger than {}, the limit for {what}", crate::fetch::megabytes(*limit))]
    #[diagnostic(help("no news page is that large; cut it up, or look at what it really is"))]
    TooLarge {
        /// What kind of thing is limited.
        what: &'static str,
        /// The limit in bytes.
        limit: usize,
    },
    /// Compressed data that is broken.
    #[error("its {what} data are damaged: {why}")]
    #[diagnostic(help("fetch or copy the file again; `gzip --test FILE` checks a .gz"))]
    Damaged {
        /// The compression.
        what: &'static str,
        /// The decoder's word for it.
        why: String,
    },
    /// A transport coding that is not known.
    #[error("its content coding “{coding}” is not known")]
    #[diagnostic(help("gzip, deflate and br are; have the crawler ask for one of those"))]
    Coding {
        /// As the server named it.
        coding: String,
    },
    /// A record of a WARC that does not hold together.
    #[error("{0}")]
    #[diagnostic(help("the record was left out and reading went on at the next one"))]
    Warc(String),
    /// A feed that is not well formed.
    #[error("the feed breaks off: {0}")]
    #[diagnostic(help("the entries before that place were read"))]
    Feed(String),
    /// A line of JSON that is no page.
    #[error("the line is no page: {0}")]
    #[diagnostic(help("each line must be an object with \"html\" or \"text\": {{\"url\": …, \"html\": …}}"))]
    Line(String),
    /// An address that is none.
    #[error("“{address}” is not an address that can be fetched: {why}")]
    #[diagnostic(help("addresses begin with http:// or https://"))]
    BadAddress {
        /// As it was given or redirected to.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// A host inside the network that the program runs in.
    #[error("{host} is at {address}, inside a private or special network")]
    #[diagnostic(help("if you trust the address, and the one who gave it to you, add --allow-private"))]
    Private {
        /// The host.
        host: String,
        /// The address it resolved to.
        address: String,
    },
    /// A request that failed.
    #[error("{0}")]
    #[diagnostic(help("check the address and your connection, and try again"))]
    Network(String),
    /// Time ran out.
    #[error("{0}")]
    #[diagnostic(help("try again later, or save the page with a browser and read the file"))]
    Slow(String),
    /// The server's answer is no page.
    #[error("the server answered {status}")]
    #[diagnostic(help("open the address in a browser; save the page there and read the file if that works"))]
    Status {
        /// Number and words.
        status: String,
    },
    /// A chain of redirects without end.
    #[error("it redirects more than {0} times")]
    #[diagnostic(help("open the address in a browser and give the address where you end up"))]
    Redirects(usize),
    /// The site asks programs to stay away.
    #[error("the site's robots.txt asks programs not to fetch this page (“{rule}”)")]
    #[diagnostic(help(
        "ask the publisher, or read a saved copy; --ignore-robots fetches it all the same, on your responsibility"
    ))]
    Robots {
        /// The rule that says so.
        rule: String,
    },
    /// The output cannot be written.
    #[error("it cannot be written: {source}")]
    #[diagnostic(help(
        "check that the folder exists, that you may write there, and that the disk is not full"
    ))]
    Output {
        /// The system's word for it.
        source: io::Error,
    },
    /// A table of places that cannot be used.
    #[error("{why}")]
    #[diagnostic(help("make it anew with this program: `dateline knowledge build --help`"))]
    Table {
        /// What is wrong with it.
        why: String,
    },
    /// A line that is no row of its table.
    #[error("{why}")]
    #[diagnostic(help("{advice}"))]
    Row {
        /// What is wrong with it.
        why: String,
        /// What to do.
        advice: String,
    },
    /// Options that do not go together.
    #[error("{message}")]
    #[diagnostic(help("{advice}"))]
    Usage {
        /// What does not go together.
        message: String,
        /// What to do.
        advice: String,
    },
    /// The system refuses something the program needs.
    #[error("the system refuses a {what}: {source}")]
    System {
        /// What was asked for.
        what: &'static str,
        /// The system's word for it.
        source: io::Error,
    },
}

impl Problem {
    /// How the program ends when this is the only thing that happened.
    pub fn exit(&self) -> Exit {
        match self {
            Problem::NotFound
            | Problem::NoMatch
            | Problem::NoPages
            | Problem::Unreadable { .. }
            | Problem::Table { .. }
            | Problem::Row { .. } => Exit::Input,
            Problem::BadPattern { .. } | Problem::Usage { .. } | Problem::BadAddress { .. } => Exit::Usage,
            Problem::Private { .. }
            | Problem::Network(_)
            | Problem::Slow(_)
            | Problem::Status { .. }
            | Problem::Redirects(_)
            | Problem::Robots { .. } => Exit::Network,
            Problem::Output { .. } | Problem::System { .. } => Exit::Output,
            Problem::TooLarge { .. }
            | Problem::Damaged { .. }
            | Problem::Coding { .. }
            | Problem::Warc(_)
            | Problem::Feed(_)
            | Problem::Line(_) => Exit::Partly,
        }
    }
}

/// A problem with one page or input, and which one.
#[derive(Debug, Error)]
#[error("{place}: {problem}")]
pub struct Mishap {
    /// The file, record, line or address.
    pub place: String,
    /// What is wrong there.
    pub problem: Problem,
}

impl Diagnostic for Mishap {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.problem.help()
    }
}

impl Mishap {
    /// A problem at a place.
    pub fn new(place: impl Into<String>, problem: Problem) -> Self {
        Mishap { place: place.into(), problem }
    }
}
