//! Times again over records that were read before.
use std::io::{BufRead, Write};
use dateline_read::{annotate, resolve, Record};
fn main() {
    let again = std::env::args().nth(1).as_deref() == Some("again");
    let stdout = std::io::stdout();
    let mut out = std::io::BufWriter::new(stdout.lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let d: serde_json::Value = serde_json::from_str(&line).unwrap();
        let written = d["dct"].as_str().and_then(|s| s.get(..10)).and_then(|s| s.parse().ok());
        let convention = if d["timex2"] == true { dateline_read::Convention::Timex2 } else { Default::default() };
        if !again {
            let r = dateline_read::read_english(d["text"].as_str().unwrap(), &dateline_read::Given { written, convention, ..Default::default() });
            writeln!(out, "{}", serde_json::json!({"id": d["id"], "dct": d["dct"], "timex2": d["timex2"], "record": r})).unwrap();
            continue;
        }
        let mut r: Record = serde_json::from_value(d["record"].clone()).unwrap();
        let text = r.article.text.clone();
        let text = annotate::text::Text::new(&text);
        let e = annotate::times::times(&text, &r.sentences, &r.tokens);
        r.times = resolve::times::times(&r, &e, written, convention);
        let tenses = resolve::tense::Tenses::new(&r);
        let t: Vec<_> = r.times.iter().map(|t| { let k = r.tokens.partition_point(|x| x.span.end <= t.span.start); let q = tenses.of(k); let v = q.verb.and_then(|v| r.tokens.get(v)).map(|v| format!("{}/{}", v.lemma, v.xpos)); serde_json::json!({"tense": format!("{:?} {}", q.direction, q.certain), "verb": v, "start": t.span.start, "end": t.span.end, "type": t.kind, "value": t.value, "rule": t.rule, "mod": t.modifier})}).collect();
        writeln!(out, "{}", serde_json::json!({"id": d["id"], "timex": t})).unwrap();
    }
}
