//! `dateline knowledge` as a user runs it. The rows of one's own are invented.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn dateline(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What was said of a fault, on one line.
fn stderr(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    text.replace(['│', '×', '╰', '─', '▶'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn shown(arguments: &[&str]) -> String {
    let output = dateline(Path::new("."), &[&["knowledge", "show"], arguments].concat());
    format!("{}exit {}\n", stdout(&output), code(&output))
}

#[test]
fn what_is_known_under_a_name() {
    insta::assert_snapshot!("an_office", shown(&["president", "--of", "France", "--on", "2010-05-01"]));
    insta::assert_snapshot!("an_open_office", shown(&["president", "--of", "US", "--on", "2027-01-01"]));
    insta::assert_snapshot!("a_former_name", shown(&["Stalingrad", "--on", "1950-01-01"]));
    insta::assert_snapshot!("a_name_of_two", shown(&["Georgia", "--on", "1999-06-01"]));
    insta::assert_snapshot!("members", shown(&["NATO", "--on", "1985-01-01"]));
    insta::assert_snapshot!("nothing", shown(&["Minks"]));
    insta::assert_snapshot!("not_of_it", shown(&["Merkel", "--of", "Japan"]));
}

#[test]
fn an_answer_as_json() {
    let output = dateline(Path::new("."), &["knowledge", "show", "georgia", "--of", "USA", "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["places"][0]["id"], "geonames:4197000");
    assert_eq!(answer["places"][0]["country"], "US");
    assert!(answer["places"][0]["share"].as_f64().unwrap() <= 1.0);
    assert_eq!(answer["near"].as_array().unwrap().len(), 0);
    let output = dateline(Path::new("."), &["knowledge", "show", "Xyzzyplugh", "--json"]);
    assert_eq!((code(&output), stdout(&output).contains("\"places\": []")), (1, true));
}

#[test]
fn a_question_that_cannot_be_asked_is_told() {
    for (arguments, said) in [
        (&["Georgia", "--on", "2010-05"][..], "this is not a day"),
        (&["Georgia", "--of", "Norland"], "no country or body “Norland” is known"),
        (&["--", "-"], "there is no letter in it"),
        (&["Georgia", "--own", "not-there.tsv"], "there is no such file"),
        (&["Georgia", "--places", "Cargo.toml"], "not a table of places"),
    ] {
        let output =
            dateline(Path::new(env!("CARGO_MANIFEST_DIR")), &[&["knowledge", "show"], arguments].concat());
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
        assert!([2, 3].contains(&code(&output)), "{}", code(&output));
    }
}

#[test]
fn rows_of_ones_own_are_added_shown_and_built() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| dateline(folder.path(), &[&["knowledge"], arguments].concat());
    let place = [
        "add",
        "place",
        "names=Drumhaven|Drum Haven",
        "feature=PPL",
        "latitude=60.3",
        "longitude=10.3",
        "countries=NO",
    ];
    assert_eq!(stdout(&run(&place)), "knowledge.tsv: place added\n");
    assert_eq!(stdout(&run(&place)), "knowledge.tsv:3: this row is already there\n");
    let alias = ["add", "alias", "forms=Drummers", "kind=demonym", "place=Drumhaven", "country=NO"];
    assert_eq!(code(&run(&alias)), 0);
    let tenure =
        ["add", "tenure", "office=mayor", "of=Drumhaven", "names=Ana Silva", "start=2024-01", "end=>2026-05"];
    assert_eq!(code(&run(&tenure)), 0);
    insta::assert_snapshot!("own_file", fs::read_to_string(folder.path().join("knowledge.tsv")).unwrap());
    insta::assert_snapshot!(
        "own_rows",
        stdout(&run(&["show", "Ana Silva", "--own", "knowledge.tsv", "--on", "2024-06-01"]))
    );

    let built = run(&["build", "--own", "knowledge.tsv", "-o", "mine.places", "-q"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    assert!(stderr(&built).contains("1 rows of your own are neither"), "{}", stderr(&built));
    let shown = run(&["show", "Drummers", "--places", "mine.places", "--json"]);
    let answer: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(answer["places"][0]["name"], "Drumhaven");
    assert_eq!(answer["places"][0]["as"], "adjective or people");
    // The table can be read with, and leaves nothing beside it.
    fs::write(folder.path().join("page.txt"), "Words of a page that is short.").unwrap();
    let read = dateline(folder.path(), &["read", "page.txt", "--places", "mine.places", "-f", "json"]);
    assert_eq!(code(&read), 0, "{}", stderr(&read));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_row_that_is_not_right_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let place = |fields: &[&str]| {
        let good = ["names=Drumhaven", "feature=PPL", "latitude=60.3", "longitude=10.3"];
        let kept = good.iter().filter(|field| {
            let name = field.split('=').next().unwrap();
            !fields.iter().any(|other| other.split('=').next() == Some(name))
        });
        let all: Vec<&str> =
            kept.chain(fields.iter().filter(|field| !field.ends_with('='))).copied().collect();
        dateline(folder.path(), &[&["knowledge", "add", "place"], all.as_slice()].concat())
    };
    for (fields, said) in [
        (&["latitude=91"][..], "latitude=91 is not a number from -90 to 90"),
        (&["feature=Town"], "feature=Town is not a feature code of GeoNames"),
        (&["countries=Norway"], "did you mean NO?"),
        (&["box=1,2,3"], "write south,west,north,east in degrees"),
        (&["names=a||b"], "part names with one |"),
        (&["height=3"], "has no field “height”"),
        (&["latitude="], "latitude is missing"),
        (&["note"], "has no ="),
        (&["note=a\tb"], "note holds a tab"),
        (&["note=a", "note=b"], "note is given twice"),
    ] {
        let output = place(fields);
        assert!(stderr(&output).contains(said), "{fields:?}: {}", stderr(&output));
        assert_eq!(code(&output), 2);
    }
    let tenure = ["knowledge", "add", "tenure", "office=presidnt", "of=NO", "names=A B", "start=2000"];
    assert!(stderr(&dateline(folder.path(), &tenure)).contains("did you mean president?"));
    let tenure =
        ["knowledge", "add", "tenure", "office=mayor", "of=NO", "names=A B", "start=2000", "end=1999"];
    assert!(stderr(&dateline(folder.path(), &tenure)).contains("end=1999 lies before start=2000"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    fs::write(folder.path().join("other.tsv"), "# a head\nname\tplace\n").unwrap();
    let output = dateline(folder.path(), &["knowledge", "show", "Selm", "--own", "other.tsv"]);
    assert!(stderr(&output).contains("other.tsv:2: “name” is not a kind of row"), "{}", stderr(&output));
    assert_eq!(code(&output), 3);
}

fn dumped(id: u32, name: &str, feature: &str, more: &str) -> String {
    format!(
        "{id}\t{name}\t{name}\t{more}\t60.1\t10.1\tP\t{feature}\tNO\t\t\t\t\t\t77\t\t4\tEurope/Oslo\t2024-01-01\n"
    )
}

/// A ZIP of files that are only stored.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        let length = (bytes.len() as u32).to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sum.sum().to_le_bytes(), &length, &length].concat();
        let name_length = (name.len() as u16).to_le_bytes();
        let start = (out.len() as u32).to_le_bytes();
        out.extend([b"PK\x03\x04", &common[..], &name_length, &[0, 0], name.as_bytes(), bytes].concat());
        list.extend(
            [b"PK\x01\x02", &[20, 0][..], &common, &name_length, &[0; 12], &start, name.as_bytes()].concat(),
        );
    }
    let (count, size, start) = (files.len() as u16, list.len() as u32, out.len() as u32);
    out.extend(list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

#[test]
fn a_dump_is_built_whether_it_is_packed_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let text = dumped(99_000_001, "Drumhaven", "PPL", "Drum Haven");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    write("NO.txt", text.as_bytes());
    write("NO.txt.gz", &gzip.finish().unwrap());
    let packed = zip(&[("readme.txt", b"about"), ("NO.txt", text.as_bytes())]);
    write("NO.zip", &packed);
    let build = |dump: &str| {
        dateline(folder.path(), &["knowledge", "build", "--geonames", dump, "-o", "new.places", "-q"])
    };
    for dump in ["NO.txt", "NO.txt.gz", "NO.zip"] {
        let built = build(dump);
        assert_eq!(code(&built), 0, "{dump}: {}", stderr(&built));
        let show = ["knowledge", "show", "Drum Haven", "--places", "new.places", "--json"];
        let answer: Value = serde_json::from_slice(&dateline(folder.path(), &show).stdout).unwrap();
        assert_eq!(answer["places"][0]["id"], "geonames:99000001", "{dump}");
    }
    let mut damaged = packed.clone();
    let at = damaged.windows(4).position(|four| four == b"Drum").unwrap();
    damaged[at] = b'T';
    write("damaged.zip", &damaged);
    write("cut.zip", &packed[..packed.len() / 2]);
    write("short.txt", format!("{text}{}", &text[..40]).as_bytes());
    write("empty.txt", b"");
    for (dump, said) in [
        ("damaged.zip", "the ZIP is damaged"),
        ("cut.zip", "the ZIP is cut short"),
        ("short.txt", "short.txt:2: it has 5 columns, not the 19"),
        ("empty.txt", "it holds no row"),
        ("none.txt", "there is no such file"),
    ] {
        let output = build(dump);
        assert!(stderr(&output).contains(said), "{dump}: {}", stderr(&output));
        assert_eq!(code(&output), 3, "{dump}");
    }
    let own = dateline(
        folder.path(),
        &["knowledge", "add", "alias", "forms=X", "kind=short", "place=Nowhere At All"],
    );
    assert_eq!(code(&own), 0);
    let output =
        dateline(folder.path(), &["knowledge", "build", "--own", "knowledge.tsv", "-o", "x.places", "-q"]);
    assert!(stderr(&output).contains("there is no place “Nowhere At All”"), "{}", stderr(&output));
    assert!(stderr(&output).contains("knowledge.tsv:3"), "{}", stderr(&output));
    let missing =
        dateline(folder.path(), &["knowledge", "build", "--geonames", "NO.txt", "-o", "none/x.places", "-q"]);
    assert_eq!(code(&missing), 5);
    let hidden = fs::read_dir(folder.path())
        .unwrap()
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0, "nothing unfinished is left");
}
