//! When, in the view: the article's own day, the clues to it, and the time expressions.

use dateline_record::{Dated, Record};

use super::html::Html;
use super::record::{place, row, section};
use crate::report::{by_weight, days, quoted, reason, timed, verdict, weight, written};

/// Clues that are shown at once; the others are folded.
const CLUES: usize = 8;

/// Writes the article's own day with the time line.
pub fn write(html: &mut Html, record: &Record, text: &[char]) {
    let picture = super::timeline::picture(record);
    if record.dated.is_none() && picture.is_none() {
        return;
    }
    section(html, "when", "When it was written", None, true);
    if let Some(dated) = &record.dated {
        html.raw("<p class=\"written\">");
        with_days(html, &sentence(&written(dated)));
        html.raw("</p>\n");
    }
    if let Some(picture) = picture {
        html.append(picture);
    }
    if let Some(dated) = &record.dated {
        claims(html, dated);
        clues(html, dated, text);
    }
    html.raw("</details>\n");
}

/// The class of a verdict.
pub fn class(verdict: &str) -> &'static str {
    match verdict {
        "confirmed" => "confirmed",
        "refuted" => "refuted",
        _ => "undecided",
    }
}

fn claims(html: &mut Html, dated: &Dated) {
    if dated.claimed.is_empty() {
        return;
    }
    html.raw("<h3>Claimed <small>").number(dated.claimed.len()).raw("</small></h3>\n<ol class=\"rows\">\n");
    for claim in &dated.claimed {
        html.raw("<li class=\"row ").raw(class(&claim.verdict)).raw("\"><b>").text(&claim.value);
        html.raw("</b> <span class=\"verdict\">").raw(verdict(&claim.verdict)).raw("</span>");
        place(html, &claim.evidence);
        html.raw("</li>\n");
    }
    html.raw("</ol>\n");
}

fn clues(html: &mut Html, dated: &Dated, text: &[char]) {
    if dated.clues.is_empty() {
        return;
    }
    html.raw("<h3>Clues <small>").number(dated.clues.len()).raw("</small></h3>\n<ol class=\"rows\">\n");
    let order = by_weight(dated);
    let (first, more) = order.split_at(order.len().min(CLUES));
    first.iter().for_each(|i| clue(html, dated, *i, text));
    html.raw("</ol>\n");
    if !more.is_empty() {
        html.raw("<details class=\"more\"><summary>").number(more.len()).raw(" more</summary>\n");
        html.raw("<ol class=\"rows\">\n");
        more.iter().for_each(|i| clue(html, dated, *i, text));
        html.raw("</ol></details>\n");
    }
}

fn clue(html: &mut Html, dated: &Dated, i: usize, text: &[char]) {
    let Some(clue) = dated.clues.get(i) else { return };
    row(html, "k", i, "k d");
    html.raw("<b>").text(&days(&clue.interval)).raw("</b> <span class=\"kind\">").raw(weight(dated, i));
    html.raw("</span>");
    let words = quoted(text, clue);
    if !words.is_empty() {
        html.raw("<q class=\"words\" dir=\"auto\">").text(&words).raw("</q>");
    }
    html.raw("<span class=\"from\" dir=\"auto\">");
    with_days(html, &reason(clue));
    html.raw("</span></li>\n");
}

/// Text in which no day is broken at the end of a line.
fn with_days(html: &mut Html, words: &str) {
    for word in words.split_inclusive(' ') {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            html.raw("<span class=\"whole\">").text(word.trim_end()).raw("</span>");
            html.raw(if word.ends_with(' ') { " " } else { "" });
        } else {
            html.text(word);
        }
    }
}

/// Writes the time expressions: each meaning of the same words once.
pub fn times(html: &mut Html, record: &Record) {
    let times = timed(record);
    if times.is_empty() {
        return;
    }
    section(html, "times", "Time expressions", Some(times.len()), true);
    html.raw("<ol class=\"rows\">\n");
    for (i, time) in times.iter().enumerate() {
        row(html, "t", i, "t");
        html.raw("<b>").text(&time.reading).raw("</b> <q class=\"words\" dir=\"auto\">").text(&time.words);
        html.raw("</q>");
        if time.spans.len() > 1 {
            html.raw(" <small>").number(time.spans.len()).raw("</small>");
        }
        let days = time.days.as_deref().unwrap_or("");
        if !days.is_empty() || !time.from.is_empty() {
            html.raw("<span class=\"from\" dir=\"auto\">").text(days);
            html.raw(if days.is_empty() || time.from.is_empty() { "" } else { " · " });
            html.raw(if time.from.is_empty() { "" } else { "counted " }).text(&time.from).raw("</span>");
        }
        html.raw("</li>\n");
    }
    html.raw("</ol></details>\n");
}

/// The words with a capital letter before and a full stop behind.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or(String::new(), |first| format!("{}{}.", first.to_uppercase(), rest.as_str()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_articles_day_with_its_time_line() {
        let record: Record = serde_json::from_str(include_str!("../../tests/fixtures/record.json")).unwrap();
        let text: Vec<char> = record.article.text.chars().collect();
        let mut html = Html::default();
        write(&mut html, &record, &text);
        times(&mut html, &record);
        insta::assert_snapshot!(html.done());
    }

    #[test]
    fn many_clues_are_folded_and_none_is_lost() {
        let clue = dateline_record::Clue {
            evidence: Default::default(),
            rule: "past-year".into(),
            interval: Default::default(),
            hard: true,
            fact: Some("<i>".into()),
        };
        let dated = Dated { clues: vec![clue; 20], ..Dated::default() };
        let mut html = Html::default();
        clues(&mut html, &dated, &[]);
        let html = html.done();
        assert_eq!(html.matches("<li").count(), 20);
        assert!(html.contains("<summary>12 more<") && !html.contains("<i>"));
    }
}
