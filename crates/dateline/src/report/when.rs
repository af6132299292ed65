//! When: the article's own day and why, and the time expressions of the text.

use std::collections::HashMap;

use dateline_record::{Clue, Dated, Interval, Record, Span};

use super::Report;
use super::columns::{Cell, table};
use super::paint::Style;
use super::text::clean;
use super::timex::{counted_from, reading};
use super::words::span_text;

/// Clues that are shown: those that decide come first.
const CLUES: usize = 12;

/// Claimed dates that are shown.
const CLAIMS: usize = 6;

/// Time expressions that are shown.
const TIMES: usize = 24;

/// Time expressions that are printed with the same words and mean the same.
pub struct Timed {
    /// The words.
    pub words: String,
    /// What they mean, for people.
    pub reading: String,
    /// The days, where the reading does not say them already.
    pub days: Option<String>,
    /// The days as the record has them.
    pub interval: Option<Interval>,
    /// What they were counted from, for people.
    pub from: String,
    /// Where they stand.
    pub spans: Vec<Span>,
}

/// The time expressions of a record, each meaning of the same words once, in the order of the text.
pub fn timed(record: &Record) -> Vec<Timed> {
    let text: Vec<char> = record.article.text.chars().collect();
    let mut all: Vec<Timed> = Vec::new();
    let mut places: HashMap<(String, String, String), usize> = HashMap::new();
    for time in &record.times {
        let words = span_text(&text, time.span);
        let (reading, from) = (reading(time), counted_from(time, &record.times, &text));
        let days = time.interval.as_ref().filter(|interval| !says(&reading, interval)).map(days);
        let key = (words.to_lowercase(), format!("{reading} {days:?}"), from.clone());
        let at = *places.entry(key).or_insert(all.len());
        match all.get_mut(at) {
            Some(timed) => timed.spans.push(time.span),
            None => {
                let (interval, spans) = (time.interval.clone(), vec![time.span]);
                all.push(Timed { words, reading, days, interval, from, spans });
            }
        }
    }
    all
}

/// Days for people: one day, `from … to …`, or with an open end. Empty if both ends are open.
pub fn days(interval: &Interval) -> String {
    match (&interval.earliest, &interval.latest) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("until {last}"),
        (None, None) => String::new(),
    }
}

/// Whether a reading says the days already, as "2019", "2019-03" and "2019-03-05 evening" do.
fn says(reading: &str, interval: &Interval) -> bool {
    let (Some(first), Some(last)) = (&interval.earliest, &interval.latest) else {
        return interval.earliest == interval.latest;
    };
    let whole = match (reading.len(), first.parse::<jiff::civil::Date>()) {
        (4, Ok(day)) => Some((day.first_of_year(), day.last_of_year())),
        (7, Ok(day)) => Some((day.first_of_month(), day.last_of_month())),
        _ => None,
    };
    let whole = whole.is_some_and(|(from, to)| *first == from.to_string() && *last == to.to_string());
    reading.starts_with(first.as_str()) && first == last || whole && first.starts_with(reading)
}

/// When the article was written, in one line.
pub fn written(dated: &Dated) -> String {
    let fits = match (&dated.interval.earliest, &dated.interval.latest) {
        (Some(first), Some(last)) if first == last => format!("on {first}"),
        (Some(first), Some(last)) => format!("between {first} and {last}"),
        (Some(first), None) => format!("on {first} or later"),
        (None, Some(last)) => format!("on {last} or earlier"),
        (None, None) => String::new(),
    };
    // The best answer is worth words of its own where it says more than the interval.
    let best = dated.best.as_ref().filter(|best| !fits.ends_with(best.as_str())).map(|best| {
        let month = format!("{best}-01").parse::<jiff::civil::Date>().ok();
        match (best.len(), month) {
            (7, Some(month)) => format!("most likely in {}", month.strftime("%B %Y")),
            (4, _) => format!("most likely in {best}"),
            _ => format!("most likely on {best}"),
        }
    });
    match (fits.as_str(), best) {
        ("", None) => "the text does not tell".into(),
        ("", Some(best)) => best,
        (_, Some(best)) => format!("{fits}, {best}"),
        (_, None) => fits,
    }
}

/// The verdict on a claimed date in words.
pub fn verdict(verdict: &str) -> &'static str {
    match verdict {
        "confirmed" => "the text bears it out",
        "refuted" => "the text contradicts it",
        _ => "the text neither bears it out nor contradicts it",
    }
}

/// How much a clue counts.
pub fn weight(dated: &Dated, clue: usize) -> &'static str {
    let apart = dated.conflicts.iter().any(|pair| pair.first() == Some(&(clue as u32)));
    match dated.clues.get(clue) {
        _ if apart => "set apart",
        Some(clue) if clue.hard => "binding",
        _ => "a hint",
    }
}

/// Why a clue speaks of the article's day: the row of knowledge it rests on, or the rule in words.
pub fn reason(clue: &Clue) -> String {
    let rule = match clue.rule.as_str() {
        "since-date" | "past-date" | "past-month" | "past-month-day" | "past-year" => "told as past",
        "future-date" | "future-month" | "future-month-day" | "future-year" | "to-come" => "still to come",
        "weekday-date" => "the weekday of a day",
        "fetched" => "when the page was fetched",
        rule => rule,
    };
    clue.fact.clone().unwrap_or_else(|| rule.replace('-', " "))
}

/// The clues by their indices, those first that set the ends of the article's interval, that refute a claimed date or
/// that contradict one another; else in the order of the text.
pub fn by_weight(dated: &Dated) -> Vec<usize> {
    let ends = |ours: &Option<String>, whole: &Option<String>| ours.is_some() && ours == whole;
    let tells = |i: usize, clue: &Clue| {
        let named = |list: &Vec<u32>| list.contains(&(i as u32));
        ends(&clue.interval.earliest, &dated.interval.earliest)
            || ends(&clue.interval.latest, &dated.interval.latest)
            || dated.claimed.iter().any(|claim| named(&claim.against))
            || dated.conflicts.iter().any(named)
    };
    let mut order: Vec<usize> = (0..dated.clues.len()).collect();
    order.sort_by_key(|i| !dated.clues.get(*i).is_some_and(|clue| tells(*i, clue)));
    order
}

/// The words of a clue: as they stand in the text, else as its evidence has them.
pub fn quoted(text: &[char], clue: &Clue) -> String {
    match clue.evidence.span {
        Some(span) if !span.is_empty() => span_text(text, span),
        _ => clue.evidence.text.clone(),
    }
}

impl Report<'_> {
    /// The article's own day, its clues, and the time expressions.
    pub(super) fn when(&self) -> String {
        let times = timed(self.record);
        if self.record.dated.is_none() && times.is_empty() {
            return String::new();
        }
        let text: Vec<char> = self.record.article.text.chars().collect();
        let mut out = self.heading("When", None);
        if let Some(dated) = &self.record.dated {
            self.own_day(&mut out, dated, &text);
        }
        if !times.is_empty() {
            out += &self.part("time expressions", times.len());
            let rows: Vec<Vec<Cell>> = times
                .iter()
                .take(TIMES)
                .map(|time| {
                    let count =
                        if time.spans.len() > 1 { format!(" {}", time.spans.len()) } else { "".into() };
                    vec![
                        (clean(&time.words) + &count, Style::Time),
                        (clean(&time.reading), Style::Plain),
                        (clean(time.days.as_deref().unwrap_or("")), Style::Dim),
                        (clean(&time.from), Style::Dim),
                    ]
                })
                .collect();
            out += &table(self.paint, &rows, 0, 28, self.look.width);
            out += &self.more(times.len(), TIMES);
        }
        out
    }

    fn own_day(&self, out: &mut String, dated: &Dated, text: &[char]) {
        self.field(out, "written", &written(dated), "");
        for (n, claim) in dated.claimed.iter().take(CLAIMS).enumerate() {
            let label = if n == 0 { "claimed" } else { "" };
            let told = format!("{}: {}", claim.value, verdict(&claim.verdict));
            self.field(out, label, &told, &claim.evidence.from);
        }
        *out += &self.more(dated.claimed.len(), CLAIMS);
        if dated.clues.is_empty() {
            return;
        }
        *out += &self.part("clues to the day", dated.clues.len());
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for i in by_weight(dated).into_iter().take(CLUES) {
            let Some(clue) = dated.clues.get(i) else { continue };
            let why = clean(&reason(clue));
            // A rule is short and has a column; a row of knowledge is long and has a line.
            let (short, long) = if clue.fact.is_some() { (String::new(), why) } else { (why, String::new()) };
            rows.push(vec![
                (clean(&days(&clue.interval)), Style::Plain),
                (weight(dated, i).into(), Style::Dim),
                (clean(&quoted(text, clue)), Style::Time),
                (short, Style::Dim),
            ]);
            if !long.is_empty() {
                let empty = || (String::new(), Style::Plain);
                rows.push(vec![empty(), empty(), (long, Style::Dim), empty()]);
            }
        }
        *out += &table(self.paint, &rows, 2, 28, self.measure());
        *out += &self.more(dated.clues.len(), CLUES);
    }

    /// The line above a table.
    fn part(&self, title: &str, count: usize) -> String {
        format!("\n  {}\n", self.paint.as_(Style::Dim, &format!("{title} {count}")))
    }

    /// How many rows are not shown.
    fn more(&self, count: usize, shown: usize) -> String {
        match count.saturating_sub(shown) {
            0 => String::new(),
            more => format!("  {}\n", self.paint.as_(Style::Dim, &format!("and {more} more"))),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn between(earliest: Option<&str>, latest: Option<&str>) -> Interval {
        Interval { earliest: earliest.map(str::to_owned), latest: latest.map(str::to_owned) }
    }

    #[test]
    fn the_articles_day_is_told_in_one_line() {
        let told = |earliest, latest, best: Option<&str>| {
            let interval = between(earliest, latest);
            written(&Dated { interval, best: best.map(str::to_owned), ..Dated::default() })
        };
        let (first, last) = (Some("2022-12-04"), Some("2023-01-13"));
        assert_eq!(told(first, last, None), "between 2022-12-04 and 2023-01-13");
        assert_eq!(told(first, first, first), "on 2022-12-04");
        assert_eq!(told(first, None, last), "on 2022-12-04 or later, most likely on 2023-01-13");
        assert_eq!(told(None, None, Some("2022-12")), "most likely in December 2022");
        assert_eq!(told(None, None, None), "the text does not tell");
    }

    #[test]
    fn what_decides_comes_first() {
        let clue = |earliest| Clue {
            evidence: Default::default(),
            rule: "past-year".into(),
            interval: between(Some(earliest), None),
            hard: true,
            fact: None,
        };
        let dated = Dated {
            interval: between(Some("2021-01-01"), None),
            clues: ["2012-01-01", "2019-01-01", "2021-01-01"].map(clue).to_vec(),
            conflicts: vec![vec![1, 2]],
            ..Dated::default()
        };
        assert_eq!(by_weight(&dated), [1, 2, 0]);
        assert_eq!((weight(&dated, 0), weight(&dated, 1)), ("binding", "set apart"));
        assert_eq!(reason(&dated.clues[0]), "told as past");
    }

    #[test]
    fn the_same_words_are_one_row_only_if_they_mean_the_same() {
        let mut record = Record::default();
        record.article.text = "Monday, Monday, monday".into();
        for (start, day) in [(0, "2024-03-04"), (8, "2024-03-11"), (16, "2024-03-04")] {
            record.times.push(dateline_record::Time {
                span: Span::new(start, start + 6),
                kind: dateline_record::TimexType::Date,
                value: day.into(),
                modifier: None,
                quantifier: None,
                frequency: None,
                edtf: None,
                interval: Some(between(Some(day), Some(day))),
                anchor: None,
                rule: "weekday".into(),
            });
        }
        let rows: Vec<(usize, String)> =
            timed(&record).into_iter().map(|time| (time.spans.len(), time.reading)).collect();
        assert_eq!(rows, [(2, "2024-03-04".into()), (1, "2024-03-11".into())]);
    }
}
