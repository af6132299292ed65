//! Runs the literate cases of `cases/*.md`; `cases/README.md` explains their notation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::path::Path;

use dateline_read::extract::{Verdict, assemble, decode, draft, language};
use dateline_read::{Given, Page, Reader, annotate, check, read, read_english};
use dateline_record::{Interval, Predicate, Quantity, QuotationState, Record, Role, Span};

/// One fenced page and the lines that must be read from it.
struct Case {
    line: usize,
    kind: String,
    page: String,
    expected: Vec<String>,
}

#[test]
fn every_case_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "md") && !file.ends_with("README.md"));
    files.sort();
    assert!(!files.is_empty(), "no cases in {}", folder.display());
    let mut report = String::new();
    let mut run = 0;
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for case in cases(&name, &std::fs::read_to_string(&file).unwrap()) {
            run += 1;
            if let Some(difference) = differences(&case) {
                let _ = writeln!(report, "\ncases/{name}:{}\n{difference}", case.line);
            }
        }
    }
    assert!(report.is_empty(), "of {run} cases some are read otherwise:\n{report}");
}

/// The fenced pages of a file, each with the `expect` block that follows it.
fn cases(name: &str, file: &str) -> Vec<Case> {
    let mut found: Vec<Case> = Vec::new();
    let mut lines = file.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(kind) = line.strip_prefix("```").map(str::trim) else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        if kind == "expect" {
            let case =
                found.last_mut().unwrap_or_else(|| panic!("{name}:{}: expect without a page", number + 1));
            assert!(case.expected.is_empty(), "{name}:{}: a second expect", number + 1);
            case.expected =
                body.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            case.expected.retain(|line| !line.is_empty());
        } else {
            let (kind, page) = (kind.to_owned(), body.join("\n"));
            found.push(Case { line: number + 1, kind, page, expected: Vec::new() });
        }
    }
    for case in &found {
        assert!(!case.expected.is_empty(), "{name}:{}: nothing is expected of this page", case.line);
    }
    found
}

/// What was expected and not read (-), and what was read and not expected (+); none where all is as expected.
fn differences(case: &Case) -> Option<String> {
    let record = record(case);
    let mut report = String::new();
    let (single, whole): (Vec<&String>, Vec<&String>) =
        case.expected.iter().partition(|line| matches!(layer(line), "has" | "not"));
    for line in single {
        let Some((word, wanted)) = line.split_once(' ') else { panic!("line {}: {line}", case.line) };
        let there = lines(&record, layer(wanted), &[line]).iter().any(|read| read == wanted);
        if there != (word == "has") {
            let _ = writeln!(report, "  - {line}");
        }
    }
    let mut layers: Vec<&str> = whole.iter().map(|line| layer(line)).collect();
    layers.dedup();
    for name in layers {
        let expected: Vec<&String> =
            whole.iter().filter(|line| layer(line) == name && !line.ends_with(" none")).copied().collect();
        let read = lines(&record, name, &expected);
        let before = report.len();
        for line in expected.iter().filter(|line| !read.contains(line)) {
            let _ = writeln!(report, "  - {line}");
        }
        for line in read.iter().filter(|line| !expected.contains(line)) {
            let _ = writeln!(report, "  + {line}");
        }
        if report.len() == before && !expected.iter().copied().eq(read.iter()) {
            let _ = writeln!(report, "  {name}: the same lines in another order or number");
        }
    }
    (!report.is_empty()).then_some(report)
}

/// The first word of a line.
fn layer(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

fn record(case: &Case) -> Record {
    let bytes = case.page.as_bytes();
    let page = Page { bytes, ..Page::default() };
    let mut words = case.kind.split(' ');
    match words.next() {
        Some("article") => article(&page, words.next()),
        Some("written") => {
            let written = words.next().map(|day| day.parse().unwrap());
            read_english(&case.page, &Given { written, ..Given::default() })
        }
        Some("text") => read(&Page { media_type: Some("text/plain"), ..page }, &Reader::new()),
        Some("html") => read(&Page { media_type: Some("text/html"), ..page }, &Reader::new()),
        _ => panic!("line {}: no kind of page is called {:?}", case.line, case.kind),
    }
}

/// Every line is a paragraph of the article; nothing is judged to be furniture.
fn article(page: &Page<'_>, code: Option<&str>) -> Record {
    let source = decode::decode(page.bytes, None, false);
    let drafts = draft::from_text(&source.text);
    let verdicts = vec![Verdict::article(Role::Paragraph, 1.0); drafts.len()];
    let mut article = assemble::article(page.bytes, &source, &drafts, &verdicts);
    article.confidence = 1.0;
    article.language = language::detect(&article.text);
    if let Some(code) = code {
        article.language.code = code.to_owned();
    }
    let mut record = Record { article, ..Record::default() };
    annotate::annotate(&mut record, true);
    check::check(page, &Reader::new(), &source, false, &mut record);
    record
}

/// A layer of the record in the notation of the cases.
fn lines(record: &Record, layer: &str, expected: &[&String]) -> Vec<String> {
    let article = &record.article;
    let text: Vec<char> = article.text.chars().collect();
    let printed = |span: Span| -> String {
        let words: String = text[span.start as usize..span.end as usize].iter().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    match layer {
        "sentence" => record.sentences.iter().map(|s| format!("sentence {}", printed(s.span))).collect(),
        "quotation" => record
            .quotations
            .iter()
            .map(|q| {
                let state = match q.state {
                    QuotationState::Paired => "paired",
                    QuotationState::Continued => "continued",
                    QuotationState::Unclosed => "unclosed",
                    QuotationState::Unopened => "unopened",
                };
                format!("quotation {state} {}", printed(q.content))
            })
            .collect(),
        "quantity" => record.quantities.iter().map(|q| quantity(q, &printed(q.span))).collect(),
        "finding" => record
            .findings
            .iter()
            .filter(|f| !f.evidence.is_empty() || expected.iter().any(|line| line.contains(&f.check)))
            .flat_map(|finding| {
                let repair = finding.repair.as_ref().map_or(String::new(), |repair| format!(" → {repair}"));
                let places: Vec<String> =
                    finding.evidence.iter().filter_map(|e| e.span).map(printed).collect();
                let places = if places.is_empty() { vec![String::new()] } else { places };
                places.into_iter().map(move |place| {
                    format!("finding {} {place}{repair}", finding.check).trim_end().to_owned()
                })
            })
            .collect(),
        "role" => article
            .blocks
            .iter()
            .map(|block| {
                let words =
                    block.other_text.clone().unwrap_or_else(|| block.span.map_or(String::new(), printed));
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                let name = match block.kind {
                    Some(kind) => serde_json::to_value(kind).unwrap(),
                    None => serde_json::to_value(block.role).unwrap(),
                };
                format!("role {} {words}", name.as_str().unwrap())
            })
            .collect(),
        "name" => record
            .names
            .iter()
            .map(|name| {
                let kind = serde_json::to_value(name.kind).unwrap();
                format!("name {} {}", kind.as_str().unwrap(), printed(name.span))
            })
            .collect(),
        "token" => record
            .tokens
            .iter()
            .map(|token| {
                let head = token.head.map(|head| printed(record.tokens[head as usize].span));
                let head = head.map_or("root".to_owned(), |head| format!("{} of {head}", token.deprel));
                format!("token {} = {} {}, {head}", printed(token.span), token.lemma, token.upos)
            })
            .collect(),
        "predicate" => record.predicates.iter().map(|p| predicate(p, printed)).collect(),
        "time" => record
            .times
            .iter()
            .map(|time| {
                let kind = serde_json::to_value(time.kind).unwrap();
                let modifier = time.modifier.as_ref().map_or(String::new(), |m| format!(" {m}"));
                format!("time {} {} = {}{modifier}", kind.as_str().unwrap(), printed(time.span), time.value)
            })
            .collect(),
        "when" => record
            .predicates
            .iter()
            .filter_map(|predicate| {
                let when = predicate.when.as_ref()?;
                Some(format!("when {} = {} {}", printed(predicate.span), days(&when.interval), when.reason))
            })
            .collect(),
        "dated" => record.dated.iter().map(|dated| format!("dated {}", days(&dated.interval))).collect(),
        "clue" => record
            .dated
            .iter()
            .flat_map(|dated| &dated.clues)
            .map(|clue| {
                let place = clue.evidence.span.map_or(String::new(), printed);
                let nature = if clue.hard { "hard" } else { "soft" };
                format!("clue {nature} {} {place} = {}", clue.rule, days(&clue.interval))
            })
            .collect(),
        "claimed" => record
            .dated
            .iter()
            .flat_map(|dated| &dated.claimed)
            .map(|claim| format!("claimed {} {}", claim.value, claim.verdict))
            .collect(),
        "title" => article.title.iter().map(|title| format!("title {}", title.value)).collect(),
        "author" => article.byline.iter().map(|author| format!("author {}", author.name)).collect(),
        "publisher" => {
            article.publisher.iter().map(|publisher| format!("publisher {}", publisher.value)).collect()
        }
        "published" => article.published.iter().map(|day| format!("published {}", day.value)).collect(),
        "updated" => article.updated.iter().map(|day| format!("updated {}", day.value)).collect(),
        "language" => vec![format!("language {}", article.language.code)],
        other => panic!("no layer is called {other:?}"),
    }
}

/// `predicate told tell.01: ARG0 The minister; ARG2 reporters`, and `uncertain` or `not` where it is less than likely.
fn predicate(predicate: &Predicate, printed: impl Fn(Span) -> String) -> String {
    let arguments: Vec<String> =
        predicate.arguments.iter().map(|a| format!("{} {}", a.label, printed(a.span))).collect();
    let happened = match predicate.factuality {
        f if f > 1.0 => "happened",
        f if f < -1.0 => "not",
        _ => "uncertain",
    };
    let roleset = predicate.roleset.as_deref().unwrap_or("-");
    format!("predicate {happened} {} {roleset}: {}", printed(predicate.span), arguments.join("; "))
}

/// `2021-06-14..2021-06-16`, an open end empty.
fn days(interval: &Interval) -> String {
    let end = |day: &Option<String>| day.clone().unwrap_or_default();
    format!("{}..{}", end(&interval.earliest), end(&interval.latest))
}

/// `quantity at least 30 = 30, 30.. percent of members`
fn quantity(quantity: &Quantity, printed: &str) -> String {
    let number = |n: f64| {
        let rounded = (n * 1000.0).round() / 1000.0;
        format!("{rounded}")
    };
    let value = quantity.value.map(number);
    let range = match (quantity.least, quantity.most) {
        (None, None) => None,
        (least, most) => {
            Some(format!("{}..{}", least.map_or(String::new(), number), most.map_or(String::new(), number)))
        }
    };
    let amount: Vec<String> = value.into_iter().chain(range).collect();
    let mut line = format!("quantity {printed} = {}", amount.join(", "));
    if !quantity.unit.is_empty() {
        let _ = write!(line, " {}", quantity.unit);
    }
    if !quantity.of.is_empty() {
        let _ = write!(line, " of {}", quantity.of);
    }
    line
}
