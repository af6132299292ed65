//! How fast time expressions are read.

use cpu_time::ThreadTime;
use dateline_read::annotate::text::Text;
use dateline_read::resolve;
use dateline_read::{Given, annotate, read_english};

use super::tasks::{Document, Task};
use crate::floors::Floors;
use crate::score::Figure;
use crate::speed::median;
use crate::table::{Row, Table};

/// Times that everything is measured; the median counts.
const REPEAT: usize = 3;

/// The length of the texts that are counted: the mean of the news that the peers were measured on, in bytes.
const LENGTH: f64 = 1900.0;

/// A task, and the milliseconds that each peer took for it; none where it is not installed.
pub type Timed = (Task, Vec<(String, Option<f64>)>);

/// Measures on one core how many texts of 1.9 kB a second are searched for time expressions and these resolved, their
/// words and trees being known, and how many are read with all their layers. The peers' speed is that of their answers,
/// which may come from the cache.
pub fn run(tasks: &[Timed], floors: &Floors, table: &mut Table) {
    let (mut alone, mut whole, mut bytes, mut texts) = (0.0, 0.0, 0, 0);
    let mut peers: Vec<(String, Option<f64>)> = Vec::new();
    for (task, theirs) in tasks {
        for document in &task.documents {
            let (expressions, reading) = measure(document, task);
            alone += expressions;
            whole += reading;
            bytes += document.text.len();
            texts += 1;
        }
        for (name, ms) in theirs {
            match peers.iter_mut().find(|(peer, _)| peer == name) {
                Some((_, sum)) => *sum = sum.zip(*ms).map(|(sum, ms)| sum + ms),
                None => peers.push((name.clone(), *ms)),
            }
        }
    }
    let rate = |ms: f64| 1000.0 * bytes as f64 / LENGTH / ms.max(1e-9);
    let beside: Vec<(String, Option<f64>)> =
        peers.into_iter().map(|(name, ms)| (name, ms.map(rate))).collect();
    for (name, ms, peers) in [
        ("texts of 1.9 kB a CPU second", alone, beside.clone()),
        ("the same, with words and trees", whole, beside),
    ] {
        let figure = Figure { name, value: rate(ms), over: texts };
        table.rows.push(Row {
            set: "time speed".into(),
            limit: floors.get("time speed", name),
            figure,
            peers,
        });
    }
}

/// Milliseconds for the time expressions of a text alone, and for its whole reading.
fn measure(document: &Document, task: &Task) -> (f64, f64) {
    let given = Given { written: document.written, convention: task.convention(), ..Given::default() };
    let start = ThreadTime::now();
    let record = read_english(&document.text, &given);
    let whole = start.elapsed().as_secs_f64() * 1000.0;
    let again = || {
        let start = ThreadTime::now();
        let text = Text::new(&record.article.text);
        let expressions = annotate::times::times(&text, &record.sentences, &record.tokens);
        std::hint::black_box(resolve::times::times(
            &record,
            &expressions,
            given.written.map(|day| (day, day)),
            given.convention,
        ));
        start.elapsed().as_secs_f64() * 1000.0
    };
    (median((0..REPEAT).map(|_| again()).collect()), whole)
}
