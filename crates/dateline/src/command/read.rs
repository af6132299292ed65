//! `dateline read`: inputs, pages, records, output.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline_read::{Page, Reader};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{FormatName, ReadOptions};
use crate::error::{Exit, Mishap, Problem};
use crate::fetch::{self, Client, Fetched, Input, Meter, Rules, Stop};
use crate::output::{Rendered, Shape, Writer};
use crate::pipeline::{self, Emit, Ended};

/// A page on its way to the reading, with the shape that the run has taken.
struct Job {
    page: Result<Fetched, Mishap>,
    shape: Shape,
}

/// A page on its way to the output.
struct Done {
    page: Result<Rendered, Mishap>,
    shape: Shape,
}

/// Reads what the user named, and tells how it went.
pub fn run(options: &ReadOptions) -> Exit {
    let (inputs, many) = match fetch::expand(&options.inputs) {
        Ok(expanded) => expanded,
        Err(mishap) => return fail(mishap),
    };
    // What cannot be right whatever the pages are is said before anything is read.
    if let Err(problem) = Shape::choose(options, many) {
        return fail(Mishap::new("--format", problem));
    }
    let places = match options.places.as_deref().map(super::knowledge::places).transpose() {
        Ok(places) => places,
        Err(mishap) => return fail(mishap),
    };
    if options.ignore_robots {
        eprintln!("dateline: --ignore-robots: what sites ask of programs is not heeded; you answer for that");
    }
    let stop = Stop::default();
    let at_interrupt = stop.clone();
    // A second Ctrl-C does not wait for anything.
    let handler = ctrlc::set_handler(move || {
        if at_interrupt.ask() {
            std::process::exit(Exit::Interrupted as i32);
        }
    });
    if let Err(error) = handler {
        let source = std::io::Error::other(error);
        return fail(Mishap::new("Ctrl-C", Problem::System { what: "signal handler", source }));
    }
    let reader = if options.article_only { Reader::of_articles() } else { Reader::new() };
    let reader = places.into_iter().fold(reader, Reader::with_places);
    Run::new(options, &inputs).go(inputs, many, reader, &stop)
}

fn fail(mishap: Mishap) -> Exit {
    let exit = mishap.problem.exit();
    eprintln!("{:?}", miette::Report::new(mishap));
    exit
}

/// A run: what has been read and written so far.
struct Run<'a> {
    options: &'a ReadOptions,
    writer: Option<Writer>,
    progress: Progress,
    read: usize,
    failed: usize,
    first_failure: Option<Exit>,
    told: HashSet<Discriminant<Problem>>,
    broken: Option<Exit>,
}

impl<'a> Run<'a> {
    fn new(options: &'a ReadOptions, inputs: &[Input]) -> Self {
        Run {
            options,
            writer: None,
            progress: Progress::new(options, inputs),
            read: 0,
            failed: 0,
            first_failure: None,
            told: HashSet::new(),
            broken: None,
        }
    }

    fn go(mut self, inputs: Vec<Input>, many: bool, reader: Reader, stop: &Stop) -> Exit {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let jobs = self.options.jobs.map_or(cores, usize::from);
        let fetching = Fetching {
            inputs,
            many,
            shapes: [false, true].map(|many| Shape::choose(self.options, many).ok()),
            rules: Rules {
                allow_private: self.options.allow_private,
                ignore_robots: self.options.ignore_robots,
                patience: Duration::from_secs(self.options.timeout.into()),
            },
            meter: self.progress.meter.clone(),
            stop: stop.clone(),
        };
        let reader = Arc::new(reader);
        let work = move |job: Job| Done {
            page: job.page.map(|page| read(&page, &reader, &job.shape)),
            shape: job.shape,
        };
        let ended = pipeline::ordered(jobs, stop, |emit| fetching.run(emit), work, |done| self.take(done));
        let ended = match ended {
            Ok(ended) => ended,
            Err(source) => return fail(Mishap::new("--jobs", Problem::System { what: "thread", source })),
        };
        self.finish(ended)
    }

    /// Writes a page, or tells why there is none. False when the run cannot go on.
    fn take(&mut self, done: Done) -> bool {
        let page = match done.page {
            Ok(page) => page,
            Err(mishap) => {
                self.tell(&mishap);
                return true;
            }
        };
        self.read += 1;
        let writer = match self.writer.take() {
            Some(writer) => Ok(writer),
            None => Writer::open(done.shape, self.options.output.as_deref()),
        };
        let written = writer.and_then(|mut writer| {
            let more = writer.write(page);
            self.writer = Some(writer);
            more
        });
        self.progress.page(done.shape, self.read + self.failed);
        match written {
            Ok(more) => {
                if !more {
                    self.writer = None;
                }
                more
            }
            Err(mishap) => {
                self.writer = None;
                self.progress.end();
                self.broken = Some(fail(mishap));
                false
            }
        }
    }

    /// Tells of a page that could not be read; what to do about it, once for each kind of problem.
    fn tell(&mut self, mishap: &Mishap) {
        self.failed += 1;
        self.first_failure.get_or_insert(mishap.problem.exit());
        let advice = miette::Diagnostic::help(mishap).map(|help| help.to_string());
        let first = self.told.insert(discriminant(&mishap.problem));
        self.progress.aside(|| {
            eprintln!("dateline: {}", crate::report::clean(&mishap.to_string()));
            if let Some(advice) = advice.filter(|_| first) {
                eprintln!("  help: {advice}");
            }
        });
    }

    fn finish(mut self, ended: Ended) -> Exit {
        self.progress.end();
        if let Some(exit) = self.broken {
            return exit;
        }
        if let Some(writer) = self.writer.take()
            && let Err(mishap) = writer.finish()
        {
            return fail(mishap);
        }
        let pages = |n: usize| if n == 1 { "1 page".to_owned() } else { format!("{n} pages") };
        if ended == Ended::Stopped {
            eprintln!("dateline: stopped; {} read and written", pages(self.read));
            return Exit::Interrupted;
        }
        match (self.read, self.first_failure) {
            (0, Some(exit)) => exit,
            (_, Some(_)) => {
                eprintln!("dateline: {} read, {} could not be", pages(self.read), self.failed);
                Exit::Partly
            }
            // A WARC can be whole and hold no page.
            (0, None) => fail(Mishap::new(self.options.inputs.join(" "), Problem::NoPages)),
            (_, None) => Exit::Done,
        }
    }
}

/// What the fetching thread needs.
struct Fetching {
    inputs: Vec<Input>,
    many: bool,
    /// The shape for one page and for many; absent where the options do not allow it.
    shapes: [Option<Shape>; 2],
    rules: Rules,
    meter: Meter,
    stop: Stop,
}

impl Fetching {
    /// Fetches every page of every input. What the first page came out of decides the shape of the run.
    fn run(self, emit: &mut Emit<'_, Job>) {
        let mut client = Client::new(self.rules);
        let mut chosen: Option<Shape> = None;
        for input in &self.inputs {
            for page in fetch::pages(input, &mut client, &self.meter) {
                if self.stop.asked() {
                    return;
                }
                let of_many = self.many || page.as_ref().is_ok_and(|page| page.of_many);
                let Some(shape) = chosen.or(self.shapes[usize::from(of_many)]) else {
                    let problem = Problem::Usage {
                        message:
                            "it holds many pages, and many pages for the browser do not fit into one stream"
                                .into(),
                        advice: "name a folder for them: --output views".into(),
                    };
                    let page = Err(Mishap::new(place(input), problem));
                    if let Some(shape) = self.shapes[0] {
                        emit(Job { page, shape }, 0);
                    }
                    return;
                };
                if page.is_ok() {
                    chosen = Some(shape);
                }
                let weight = page.as_ref().map_or(0, |page| page.bytes.len());
                if !emit(Job { page, shape }, weight) {
                    return;
                }
            }
        }
    }
}

fn place(input: &Input) -> String {
    match input {
        Input::File(path) => path.to_string_lossy().into_owned(),
        Input::Address(address) => address.clone(),
        Input::Stdin => "-".into(),
    }
}

/// Reads a page and renders its record.
fn read(page: &Fetched, reader: &Reader, shape: &Shape) -> Rendered {
    let mut record = dateline_read::read(
        &Page {
            bytes: &page.bytes,
            url: page.url.as_deref(),
            file: page.file.as_deref(),
            media_type: page.media_type.as_deref(),
            charset: page.charset.as_deref(),
            fetched: page.fetched.as_deref(),
        },
        reader,
    );
    if !shape.tokens {
        record.tokens.clear();
    }
    shape.render(&record, &page.name())
}

/// The progress bar: shown from the second page on, on a terminal that is not taken by the output itself.
struct Progress {
    bar: ProgressBar,
    meter: Meter,
    begun: Instant,
    wanted: bool,
    shown: bool,
    output: Option<PathBuf>,
}

impl Progress {
    fn new(options: &ReadOptions, inputs: &[Input]) -> Self {
        let sizes: Option<Vec<u64>> = inputs
            .iter()
            .map(|input| match input {
                Input::File(path) => path.metadata().ok().map(|file| file.len()),
                _ => None,
            })
            .collect();
        // Bytes of files tell how far it is; of addresses and standard input nobody knows.
        let (bar, style) = match sizes {
            Some(sizes) => (
                ProgressBar::with_draw_target(Some(sizes.iter().sum()), ProgressDrawTarget::hidden()),
                "{bar:30.cyan/dim} {percent:>3}%  {msg}  {elapsed} gone, {eta} left",
            ),
            None => (
                ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
                "{spinner} {msg}  {elapsed} gone",
            ),
        };
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        Progress {
            bar,
            meter: Meter::default(),
            begun: Instant::now(),
            wanted: !options.quiet,
            shown: false,
            output: options.output.clone(),
        }
    }

    fn page(&mut self, shape: Shape, pages: usize) {
        use std::io::IsTerminal;
        if !self.wanted || pages < 2 {
            return;
        }
        if !self.shown {
            let table = shape.format == FormatName::Report && !shape.full;
            let taken = self.output.is_none() && !table && std::io::stdout().is_terminal();
            if taken {
                self.wanted = false;
                return;
            }
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        let rate = pages as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{pages} pages, {rate:.0} a second"));
        self.bar.set_position(self.meter.bytes());
    }

    /// Prints something without the bar in the way.
    fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
