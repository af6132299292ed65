//! What is asked about time: texts of the development sets, and what the annotators say of them.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use dateline_read::Convention;
use flate2::read::GzDecoder;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::answer::{Answer, Timex};
use super::score::{Scores, events, links, timex, torque};

/// The names of the tasks, in the order of the table.
///
/// `timebank`, `aquaint`: TIMEX3 of dated news. `wikiwars`: TIMEX2 of histories, whose day of writing is not given.
/// `gum-news`: the days of dated news. `timelines`: the days of events and their order. `dense`: how the events and
/// times of TimeBank-Dense lie to one another. `torque`: what happened before and after.
pub const TASKS: &[&str] = &["timebank", "aquaint", "wikiwars", "gum-news", "timelines", "dense", "torque"];

/// A text to be read.
#[derive(Serialize)]
pub struct Document {
    /// Its id, unique in its task.
    pub id: String,
    /// The text.
    pub text: String,
    /// The day on which it was written, where that is given.
    #[serde(serialize_with = "as_text")]
    pub written: Option<Date>,
}

fn as_text<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(to)
}

/// What is right, text by text.
pub enum Gold {
    /// Time expressions with types and values.
    Times(Vec<Vec<Timex>>),
    /// Time expressions whose values are days.
    Days(Vec<Vec<Timex>>),
    /// The days of events, and the timelines that they stand in.
    Timelines(Vec<Vec<events::Event>>, Vec<events::Row>),
    /// Relations.
    Links(Vec<links::Document>),
    /// Questions of what happened before and after.
    Questions(Vec<torque::Passage>),
}

/// A task.
pub struct Task {
    /// One of [`TASKS`].
    pub name: &'static str,
    /// What is given.
    pub documents: Vec<Document>,
    /// What is right.
    pub gold: Gold,
}

impl Task {
    /// Reads the task `name` from the folder `corpora`.
    pub fn read(corpora: &Path, name: &'static str) -> Result<Task> {
        let corpora = corpora.join("time");
        let (documents, gold) = match name {
            "wikiwars" => {
                let (documents, times) = times(&corpora.join("wikiwars/wikiwars.jsonl.gz"))?;
                let unknown = |document| Document { written: None, ..document };
                (documents.into_iter().map(unknown).collect(), Gold::Times(times))
            }
            "gum-news" => {
                let (documents, times) = times(&corpora.join("gum_news/gum_news.jsonl.gz"))?;
                (documents, Gold::Days(times))
            }
            "timelines" => {
                let rows: Vec<Row> = rows(&corpora.join("timelines/docs.jsonl.gz"))?;
                let timelines = self::rows(&corpora.join("timelines/timelines.jsonl.gz"))?;
                let (documents, events) = rows.into_iter().map(|row| (row.document(), row.events)).unzip();
                (documents, Gold::Timelines(events, timelines))
            }
            "dense" => dense(&corpora)?,
            "torque" => torque(&corpora)?,
            _ => {
                let (documents, times) = times(&corpora.join(format!("tbaq/{name}.jsonl.gz")))?;
                (documents, Gold::Times(times))
            }
        };
        Ok(Task { name, documents, gold })
    }

    /// How the set writes time expressions down.
    pub fn convention(&self) -> Convention {
        if self.name == "wikiwars" { Convention::Timex2 } else { Convention::Timex3 }
    }

    /// Whether only time expressions are asked for, which peers read too.
    pub fn is_common(&self) -> bool {
        matches!(self.gold, Gold::Times(_) | Gold::Days(_))
    }

    /// Scores the answers, one a document, in the documents' order.
    pub fn score(&self, answers: &[Answer]) -> Scores {
        match &self.gold {
            Gold::Times(gold) => timex::score(&self.documents, gold, answers, timex::times),
            Gold::Days(gold) => timex::score(&self.documents, gold, answers, timex::days),
            Gold::Timelines(gold, rows) => events::score(&self.documents, gold, rows, answers),
            Gold::Links(gold) => links::score(gold, answers),
            Gold::Questions(gold) => torque::score(gold, answers),
        }
    }

    /// The answers as rows that the reference scorer reads.
    pub fn lines(&self, answers: &[Answer]) -> Result<Vec<Value>> {
        match &self.gold {
            Gold::Times(_) | Gold::Days(_) => {
                answers.iter().map(|answer| Ok(serde_json::to_value(answer)?)).collect()
            }
            Gold::Timelines(gold, _) => Ok(events::lines(&self.documents, gold, answers)),
            Gold::Links(gold) => Ok(links::lines(gold, answers)),
            Gold::Questions(gold) => Ok(torque::lines(gold, answers)),
        }
    }
}

/// A row of the sets of documents.
#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    dct: Option<String>,
    #[serde(default)]
    timex: Vec<Timex>,
    #[serde(default)]
    events: Vec<events::Event>,
}

impl Row {
    fn document(&self) -> Document {
        let written = self.dct.as_deref().and_then(day);
        Document { id: self.id.clone(), text: self.text.clone(), written }
    }
}

/// The day of a date that may have a time of day.
pub fn day(date: &str) -> Option<Date> {
    date.get(..10)?.parse().ok()
}

fn times(path: &Path) -> Result<(Vec<Document>, Vec<Vec<Timex>>)> {
    let rows: Vec<Row> = rows(path)?;
    Ok(rows.into_iter().map(|row| (row.document(), row.timex)).unzip())
}

/// The documents of TimeBank that have dense relations.
fn dense(corpora: &Path) -> Result<(Vec<Document>, Gold)> {
    let links: Vec<links::Link> = rows(&corpora.join("timebank_dense/links.jsonl.gz"))?;
    let named: HashSet<&str> = links.iter().map(|link| link.doc.as_str()).collect();
    let rows: Vec<Row> = rows(&corpora.join("tbaq/timebank.jsonl.gz"))?;
    let rows = rows.into_iter().filter(|row| named.contains(row.id.as_str()));
    let read = rows.map(|row| {
        let document = row.document();
        let links = links.iter().filter(|link| link.doc == row.id).cloned().collect();
        let gold = links::Document { links, events: row.events, times: row.timex, written: document.written };
        (document, gold)
    });
    let (documents, gold) = read.unzip();
    Ok((documents, Gold::Links(gold)))
}

/// Passages of agency news; their ids tell the day of the report.
fn torque(corpora: &Path) -> Result<(Vec<Document>, Gold)> {
    let passages: Vec<torque::Passage> = rows(&corpora.join("torque/dev.jsonl.gz"))?;
    let document = |passage: &torque::Passage| Document {
        id: passage.id.clone(),
        text: passage.text.clone(),
        written: stamped(&passage.id),
    };
    Ok((passages.iter().map(document).collect(), Gold::Questions(passages)))
}

/// The day in an id such as `docid_AFP_ENG_19970402.0459_sentid_1`.
fn stamped(id: &str) -> Option<Date> {
    let eight = id.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 8)?;
    Date::strptime("%Y%m%d", eight).ok()
}

/// The rows of packed JSON Lines.
pub fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let read = || -> Result<Vec<T>> {
        let mut text = String::new();
        GzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
        text.split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(|l| Ok(serde_json::from_str(l)?))
            .collect()
    };
    read().with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_report_stands_in_its_id() {
        assert_eq!(
            stamped("torque/docid_AFP_ENG_19970402.0459_sentid_1"),
            Some(jiff::civil::date(1997, 4, 2))
        );
        assert_eq!(stamped("torque/docid_wsj_0006_sentid_3"), None);
        assert_eq!(day("1998-02-13T14:26:00"), Some(jiff::civil::date(1998, 2, 13)));
    }
}
