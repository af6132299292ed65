//! The time line: the article's day as a band, claimed dates as lines, and a bar for each time expression, as one
//! picture (SVG) without a script.

use dateline_record::{Interval, Record};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::html::Html;
use super::when::class;
use crate::report::{Timed, clean, timed, written};

/// The picture is this many units wide; it grows and shrinks with its place.
const WIDTH: f64 = 400.0;

/// Where the axis begins; the words of the time expressions stand before it.
const LEFT: f64 = 118.0;

/// Where the axis ends.
const RIGHT: f64 = WIDTH - 6.0;

/// Height of a row.
const ROW: f64 = 17.0;

/// Rows that are shown.
const ROWS: usize = 24;

/// Claimed dates that are shown.
const CLAIMS: usize = 4;

/// Years before and after the article beyond which times are cut off: far ones would press the others into one spot.
/// The first that leaves most times on the picture, else the last.
const REACH: [i32; 3] = [1, 4, 20];

/// Characters of a row's words.
const WORDS: usize = 16;

/// Most marks on the axis, named by days.
const DAYS: i32 = 7;

/// Most marks on the axis, named by months.
const MONTHS: i32 = 5;

/// Most marks on the axis, named by years.
const YEARS: i32 = 8;

/// The days that the axis shows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axis {
    first: Date,
    last: Date,
}

impl Axis {
    /// Days from the axis's first day.
    fn days(self, day: Date) -> f64 {
        f64::from(apart(self.first, day))
    }

    /// Where a day begins.
    fn at(self, day: Date) -> f64 {
        let share = self.days(day) / (self.days(self.last) + 1.0);
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    /// The middle of a day.
    fn middle(self, day: Date) -> f64 {
        (self.at(day) + self.end(day)) / 2.0
    }

    /// Where a day ends.
    fn end(self, day: Date) -> f64 {
        let share = (self.days(day) + 1.0) / (self.days(self.last) + 1.0);
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }
}

/// A time expression with at least one known end.
struct Bar<'a> {
    row: usize,
    timed: &'a Timed,
    first: Option<Date>,
    last: Option<Date>,
}

/// Days from one day to another.
fn apart(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn day(text: &Option<String>) -> Option<Date> {
    text.as_deref()?.parse().ok()
}

/// The days of what may be a day, a month or a year (`2022-12`).
fn days_of(text: &str) -> Option<(Date, Date)> {
    let text = text.get(..10).unwrap_or(text);
    match text.len() {
        10 => text.parse().ok().map(|day| (day, day)),
        7 => format!("{text}-01").parse::<Date>().ok().map(|day| (day, day.last_of_month())),
        4 => format!("{text}-01-01").parse::<Date>().ok().map(|day| (day, day.last_of_year())),
        _ => None,
    }
}

/// The picture, if there is something to show on it.
pub fn picture(record: &Record) -> Option<Html> {
    let mut html = Html::default();
    let times = timed(record);
    let bars: Vec<Bar> = times
        .iter()
        .enumerate()
        .filter_map(|(row, timed)| {
            let interval = timed.interval.as_ref()?;
            let (first, last) = (day(&interval.earliest), day(&interval.latest));
            (first.is_some() || last.is_some()).then_some(Bar { row, timed, first, last })
        })
        .collect();
    let none = Interval::default();
    let own = record.dated.as_ref().map_or(&none, |dated| &dated.interval);
    let best = record.dated.as_ref().and_then(|dated| days_of(dated.best.as_deref()?));
    let own = (day(&own.earliest), day(&own.latest));
    let mut claims: Vec<(Date, &'static str)> = Vec::new();
    for claim in record.dated.iter().flat_map(|dated| &dated.claimed) {
        let claimed = days_of(&claim.value).map(|(day, _)| (day, class(&claim.verdict)));
        claims.extend(claimed.filter(|claimed| !claims.contains(claimed)));
    }
    claims.truncate(CLAIMS);
    let axis = axis(&bars, own, best, &claims)?;

    let bars_shown = &bars[..bars.len().min(ROWS)];
    let top = 18.0 + ROW * (claims.len() + 1) as f64;
    let bottom = top + ROW * bars_shown.len() as f64 + 4.0;
    html.raw("<svg class=\"timeline\" role=\"group\" aria-label=\"Time line\" viewBox=\"0 0 ");
    html.text(&format!("{WIDTH} {bottom}")).raw("\">\n");
    scale(&mut html, axis, bottom);
    band(&mut html, axis, record, own, best, bottom);
    for (n, (day, verdict)) in claims.iter().enumerate() {
        let (x, y) = (axis.middle(*day), 30.0 + ROW * (n + 1) as f64);
        html.raw("<g class=\"claim ").raw(verdict).raw("\"><path d=\"");
        html.text(&format!("M{x:.1} {:.1}V{bottom:.1}", y - 9.0)).raw("\"/>");
        let told = if *verdict == "undecided" { "claimed" } else { verdict };
        label(&mut html, x, y, &format!("{day} {told}"));
        html.raw("</g>\n");
    }
    for (n, bar) in bars_shown.iter().enumerate() {
        draw(&mut html, axis, bar, top + ROW * n as f64);
    }
    html.raw("</svg>\n");
    let more = bars.len() - bars_shown.len();
    if more > 0 {
        html.raw("<p class=\"none\">and ").number(more).raw(" more</p>\n");
    }
    Some(html)
}

/// The days that hold everything within reach of the article, with some room at both ends.
fn axis(
    bars: &[Bar],
    own: (Option<Date>, Option<Date>),
    best: Option<(Date, Date)>,
    claims: &[(Date, &str)],
) -> Option<Axis> {
    // A best day says more than the days that fit; those may be years apart.
    let sharp = best.is_some_and(|(first, last)| first == last);
    let own = [own.0, own.1].into_iter().flatten().filter(|_| !sharp);
    let own: Vec<Date> = own.chain(best.into_iter().flat_map(|best| [best.0, best.1])).collect();
    let said = claims.iter().map(|(day, _)| *day);
    let ends = |bar: &Bar| [bar.first, bar.last].into_iter().flatten();
    let told = bars.iter().flat_map(ends);
    // The article itself, else what is claimed for it, else the latest time told.
    let near = best.map(|best| best.0).or_else(|| own.iter().max().copied());
    let near = near.or_else(|| said.clone().max()).or_else(|| told.clone().max())?;
    let within = |years: i32, day: Date| {
        (near.saturating_sub(years.years())..=near.saturating_add(years.years())).contains(&day)
    };
    let most = |years: &i32| {
        let held = bars.iter().filter(|bar| ends(bar).all(|day| within(*years, day))).count();
        held * 4 >= bars.len() * 3
    };
    let [.., widest] = REACH;
    let reach = REACH.into_iter().find(most).unwrap_or(widest);
    let frame = own.into_iter().chain(said).filter(|day| within(widest, *day));
    let all: Vec<Date> = frame.chain(told.filter(|day| within(reach, *day))).collect();
    let (first, last) = (*all.iter().min()?, *all.iter().max()?);
    let room = (apart(first, last) / 20).max(1).days();
    Some(Axis { first: first.saturating_sub(room), last: last.saturating_add(room) })
}

/// Marks on the axis: days, weeks, months or years, by how many it shows.
fn ticks(axis: Axis) -> Vec<(Date, String)> {
    let extent = apart(axis.first, axis.last);
    let first = axis.first;
    let (step, from, form): (jiff::Span, Date, &str) = if extent <= 7 * DAYS {
        let step = [1, 2].into_iter().find(|step| extent / step < DAYS).unwrap_or(7);
        (step.days(), first, "%-d %b")
    } else if extent <= 366 * 2 {
        let step = [1, 2, 3].into_iter().find(|step| extent / (30 * step) < MONTHS).unwrap_or(6);
        let month = (i32::from(first.month()) - 1) / step * step + 1;
        let from = Date::new(first.year(), month as i8, 1).unwrap_or(first);
        (step.months(), from, "%b %Y")
    } else {
        let step = [1, 2, 5, 10].into_iter().find(|step| extent / (365 * step) < YEARS).unwrap_or(20);
        let year = i32::from(first.year()).div_euclid(step) * step;
        let from = i16::try_from(year).ok().and_then(|year| Date::new(year, 1, 1).ok()).unwrap_or(first);
        (step.years(), from, "%Y")
    };
    from.series(step)
        .take_while(|day| *day <= axis.last)
        .filter(|day| *day >= axis.first)
        .map(|day| (day, day.strftime(form).to_string()))
        .collect()
}

fn scale(html: &mut Html, axis: Axis, bottom: f64) {
    html.raw("<g class=\"scale\" aria-hidden=\"true\">");
    for (day, name) in ticks(axis) {
        let x = axis.at(day);
        html.raw("<path d=\"").text(&format!("M{x:.1} 14V{bottom:.1}")).raw("\"/>");
        label(html, x, 10.0, &name);
    }
    html.raw("</g>\n");
}

/// The article's day: the days that fit, fainter where they reach beyond the picture, and the best answer within them.
fn band(
    html: &mut Html,
    axis: Axis,
    record: &Record,
    own: (Option<Date>, Option<Date>),
    best: Option<(Date, Date)>,
    bottom: f64,
) {
    let Some(dated) = &record.dated else { return };
    let mut stretches: Vec<(&'static str, Date, Date)> = Vec::new();
    if own != (None, None) {
        let open = own.0.is_none_or(|day| day < axis.first) || own.1.is_none_or(|day| day > axis.last);
        let (first, last) = (own.0.unwrap_or(axis.first), own.1.unwrap_or(axis.last));
        stretches.push((if open { "fits open" } else { "fits" }, first, last));
    }
    stretches.extend(best.map(|(first, last)| ("fits best", first, last)));
    let Some((_, first, last)) = stretches.last().copied() else { return };
    html.raw("<g class=\"own\">");
    for (class, first, last) in stretches {
        let (x, end) = (axis.at(first), axis.end(last));
        html.raw("<rect class=\"").raw(class).raw("\" x=\"").text(&format!("{x:.1}"));
        html.raw("\" y=\"20\" width=\"").text(&format!("{:.1}", (end - x).max(2.0)));
        html.raw("\" height=\"").text(&format!("{:.1}", bottom - 20.0)).raw("\"/>");
    }
    label(html, (axis.at(first) + axis.end(last)) / 2.0, 30.0, "the article");
    html.raw("<title>").text(&written(dated)).raw("</title></g>\n");
}

/// The bar of a time expression: a point for a day, an arrow where it goes on beyond the picture.
fn draw(html: &mut Html, axis: Axis, bar: &Bar, y: f64) {
    let middle = y + ROW / 2.0;
    html.raw("<g class=\"when t\" data-row=\"t")
        .number(bar.row)
        .raw("\"><rect class=\"ground\" x=\"0\" y=\"");
    html.text(&format!("{y:.1}")).raw("\" width=\"").text(&format!("{WIDTH}")).raw("\" height=\"");
    html.text(&format!("{ROW}"))
        .raw("\"/><text x=\"4\" y=\"")
        .text(&format!("{:.1}", middle + 4.0))
        .raw("\">");
    html.text(&short(&bar.timed.words)).raw("</text>");
    let before = bar.last.is_some_and(|last| last < axis.first);
    let after = bar.first.is_some_and(|first| first > axis.last);
    let (from, to) = (bar.first.unwrap_or(axis.first), bar.last.unwrap_or(axis.last));
    let (x, end) = (axis.at(from), axis.end(to));
    if !before && !after {
        if from == to {
            let centre = format!("{:.1}", axis.middle(from));
            html.raw("<circle r=\"4\" cx=\"")
                .text(&centre)
                .raw("\" cy=\"")
                .text(&format!("{middle:.1}"))
                .raw("\"/>");
        } else {
            html.raw("<rect class=\"bar\" rx=\"2\" x=\"").text(&format!("{x:.1}")).raw("\" y=\"");
            html.text(&format!("{:.1}", middle - 3.0)).raw("\" width=\"");
            html.text(&format!("{:.1}", (end - x).max(5.0))).raw("\" height=\"6\"/>");
        }
    }
    // Beyond the picture, or without an end.
    if before || bar.first.is_none_or(|first| first < axis.first) {
        arrow(html, LEFT, middle, -5.0);
    }
    if after || bar.last.is_none_or(|last| last > axis.last) {
        arrow(html, RIGHT, middle, 5.0);
    }
    if before || after {
        let told = bar.timed.interval.as_ref().map_or(String::new(), crate::report::days);
        let (x, side) = if before { (LEFT + 4.0, "start") } else { (RIGHT - 4.0, "end") };
        html.raw("<text class=\"far\" text-anchor=\"").raw(side).raw("\" x=\"").text(&format!("{x:.1}"));
        html.raw("\" y=\"").text(&format!("{:.1}", middle + 4.0)).raw("\">").text(&told).raw("</text>");
    }
    html.raw("<title>").text(&bar.timed.words).raw(": ").text(&bar.timed.reading).raw("</title></g>\n");
}

/// A mark that points out of the picture.
fn arrow(html: &mut Html, x: f64, y: f64, side: f64) {
    let path = format!("M{x:.1} {:.1}L{:.1} {y:.1}L{x:.1} {:.1}Z", y - 4.0, x + side, y + 4.0);
    html.raw("<path class=\"beyond\" d=\"").text(&path).raw("\"/>");
}

/// Words at a place on the axis, kept within the picture.
fn label(html: &mut Html, x: f64, y: f64, words: &str) {
    // Half of the words' width: a bold sans-serif letter or figure of this size takes up to 7 units.
    let half = words.chars().count() as f64 * 3.5;
    let x = x.min(WIDTH - half).max(half);
    html.raw("<text text-anchor=\"middle\" x=\"").text(&format!("{x:.1}")).raw("\" y=\"");
    html.text(&format!("{y:.1}")).raw("\">").text(words).raw("</text>");
}

/// The beginning of the words.
fn short(words: &str) -> String {
    let words = clean(words);
    match words.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use dateline_record::{ClaimedDate, Dated, Span, Time, TimexType};
    use jiff::civil::date;

    use super::*;

    fn interval(first: &str, last: &str) -> Interval {
        let day = |day: &str| (!day.is_empty()).then(|| day.to_owned());
        Interval { earliest: day(first), latest: day(last) }
    }

    /// A record whose text is its time expressions, with their first and last days.
    fn record(times: &[(&str, &str, &str)]) -> Record {
        let mut record = Record::default();
        for (words, first, last) in times {
            let start = record.article.text.chars().count();
            record.article.text += words;
            record.times.push(Time {
                span: Span::new(start, start + words.chars().count()),
                kind: TimexType::Date,
                value: (*first).into(),
                modifier: None,
                quantifier: None,
                frequency: None,
                edtf: None,
                interval: Some(interval(first, last)),
                anchor: None,
                rule: String::new(),
            });
        }
        record
    }

    #[test]
    fn points_bars_open_ends_and_times_out_of_reach() {
        let mut record = record(&[
            ("<b>", "2024-03-04", "2024-03-04"),
            ("this month", "2024-03-01", "2024-03-31"),
            ("since January", "2024-01-01", ""),
            ("1848", "1848-01-01", "1848-12-31"),
        ]);
        record.dated = Some(Dated {
            interval: interval("2024-03-05", "2024-03-09"),
            claimed: vec![ClaimedDate {
                value: "2024-05-01".into(),
                evidence: Default::default(),
                verdict: "refuted".into(),
                against: vec![],
            }],
            ..Dated::default()
        });
        let drawn = picture(&record).unwrap().done();
        assert!(!drawn.contains("<b>") && drawn.contains("&lt;b&gt;"));
        for (part, count) in [
            ("<circle", 1),
            ("class=\"bar\"", 2),
            ("class=\"beyond\"", 2),
            ("class=\"far\"", 1),
            ("class=\"fits\"", 1),
            ("2024-05-01 refuted", 1),
            ("data-row=\"t3\"", 1),
        ] {
            assert_eq!(drawn.matches(part).count(), count, "{part} in {drawn}");
        }
        // The year that is out of reach does not stretch the axis.
        assert!(drawn.contains(">Mar 2024<"));
        assert!(picture(&Record::default()).is_none());
    }

    #[test]
    fn the_axis_counts_in_what_its_extent_asks_for() {
        let names = |first, last| {
            let names: Vec<String> = ticks(Axis { first, last }).into_iter().map(|(_, name)| name).collect();
            names.join(" ")
        };
        assert_eq!(names(date(2024, 3, 4), date(2024, 3, 7)), "4 Mar 5 Mar 6 Mar 7 Mar");
        assert_eq!(names(date(2023, 11, 20), date(2024, 2, 10)), "Dec 2023 Jan 2024 Feb 2024");
        assert_eq!(names(date(2009, 5, 1), date(2024, 6, 1)), "2010 2012 2014 2016 2018 2020 2022 2024");
    }

    #[test]
    fn days_at_the_end_of_time_are_drawn_too() {
        for day in ["9999-12-31", "-009999-01-01", "0001-01-01"] {
            assert!(picture(&record(&[("then", day, day)])).unwrap().done().contains("<circle"), "{day}");
        }
    }
}
