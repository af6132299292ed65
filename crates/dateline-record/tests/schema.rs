//! The schemas that are checked in are the schemas of the types.
//! After a deliberate change: `DATELINE_WRITE_SCHEMA=1 cargo test -p dateline-record`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

fn compare(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema").join(name);
    if std::env::var_os("DATELINE_WRITE_SCHEMA").is_some() {
        std::fs::write(&path, now).expect("schema/ can be written");
    }
    let kept = std::fs::read_to_string(&path).expect("the schema is checked in");
    assert!(kept == now, "{} differs from the types; see the head of this test", path.display());
}

#[test]
fn json_schema_is_checked_in() {
    let text = serde_json::to_string_pretty(&dateline_record::json_schema()).expect("a schema is JSON");
    compare("record.schema.json", &(text + "\n"));
}

#[test]
fn arrow_schema_is_checked_in() {
    let text: String =
        dateline_record::arrow_schema().fields().iter().map(|field| format!("{field:#?}\n")).collect();
    compare("record.arrow.txt", &text);
}
