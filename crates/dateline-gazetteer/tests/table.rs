//! A small table, made, read, searched, damaged and extended. Its places are invented.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, Cursor};

use dateline_gazetteer::build::{Alias, Extension, Row, RowFault, from_tables};
use dateline_gazetteer::{Gazetteer, Id, NameKind};
use proptest::prelude::*;

const COUNTRIES: &str = "\
1\tNorland\t60\t10\tNL\t\t\tPCLI\t4000000\tKingdom of Norland|Norlandia\t
2\tSelm Islands\t53\t-9\tSI\t\t\tPCLI\t90000\t\t50,-12,55,-8
";
const ADMIN1: &str = "\
11\tKent Province\t61\t11\tNL\t01\t\tADM1\t500000\t\t
12\tSaint Oren\t59\t9\tNL\t02\t\tADM1\t300000\t\t
";
const ADMIN2: &str = "21\tBraydon County\t\t\tNL\t01\t001\tADM2\t70000\t\t\n";
const TOWNS: &str = "\
31\tSelmø\t61.1\t11.1\tNL\t01\t001\tPPL\t50000\tSelm|Сельмё|セルメ|SLM\t
32\tSelm\t53.2\t-9.1\tSI\t\t\tPPLC\t30000\t\t
33\tPort Selm\t53.3\t-9.2\tSI\t\t\tPPL\t2000\t\t
w34\tSaint Ives\t60\t10.5\tNL\t02\t\tPPL\t100\t\t
";
const REGIONS: &str = "\
Braydon Hills|the Braydons\tHLLS\t61.2\t11.3\t61,11,61.5,11.6\tNL\t\tdisputed: held by Norland, claimed by the Selm Islands
Selmø|Greater Selm\tPPL\t61.11\t11.12\t\tNL\t\t
";
const ALIASES: &str = "\
Norland.|NOR\tabbreviation\tNorland\tNL\tPCLI\t\t
Norlander|Norlandish\tdemonym\tNorland\tNL\tPCLI\t\t
Old Selm\tformer\tSelm\tSI\tPPLC\t1900\t1950
Nowhere\tspelling\tNo Such Place\tNL\tPPL\t\t
";

fn compiled() -> Vec<u8> {
    from_tables(&|file| {
        Ok(match file {
            "countries.tsv" => COUNTRIES,
            "admin1.tsv" => ADMIN1,
            "admin2.tsv.zst" => ADMIN2,
            "towns.tsv.zst" => TOWNS,
            "regions.tsv" => REGIONS,
            "aliases.tsv" => ALIASES,
            "centres.tsv" => "NL\t60.5\t10.5\n",
            _ => "",
        }
        .to_owned())
    })
    .unwrap()
}

fn leaked(bytes: Vec<u8>) -> &'static [u8] {
    Box::leak(bytes.into_boxed_slice())
}

fn table() -> Gazetteer {
    Gazetteer::new(leaked(compiled())).unwrap()
}

fn named(table: &Gazetteer, name: &str) -> Vec<(String, NameKind)> {
    let senses = table.senses(name).into_iter();
    senses.map(|sense| (table.name(&table.entry(sense.entry).unwrap()).to_owned(), sense.name)).collect()
}

#[test]
fn names_lead_to_their_places_with_what_they_lie_in() {
    let table = table();
    let senses = table.senses("SELMØ");
    let [sense] = senses.as_slice() else { panic!("{senses:?}") };
    let town = table.entry(sense.entry).unwrap();
    assert_eq!((town.id, town.population, town.feature), (Id::GeoNames(31), 50000, "PPL"));
    let within = [town.admin2, town.admin1, town.country].map(|i| table.entry(i.unwrap()).unwrap());
    assert_eq!(within.map(|entry| table.name(&entry)), ["Braydon County", "Kent Province", "Norland"]);
    assert_eq!(table.country_code(&town), Some("NL"));
    // A division without a point lies where the next larger one does.
    assert_eq!((within[0].latitude, within[0].longitude), (61.0, 11.0));
    assert_eq!(within[2].latitude, 60.5, "centres take the place of a country's point");
    assert_eq!((table.countries(), table.len(), table.is_empty()), (2, 10, false));
    assert_eq!(table.entry(10), None);
    assert_eq!(table.entry(u32::MAX), None);
    let ives = table.entry(table.senses("St. Ives")[0].entry).unwrap();
    assert_eq!(ives.id, Id::WhosOnFirst(34));
}

#[test]
fn a_name_has_its_kind() {
    let table = table();
    let of = |name, place: &str, kind| assert_eq!(named(&table, name), [(place.to_owned(), kind)], "{name}");
    of("norlandia", "Norland", NameKind::Alternate);
    of("NOR", "Norland", NameKind::Abbreviation);
    of("Norlandish", "Norland", NameKind::Demonym);
    of("Old Selm", "Selm", NameKind::Former);
    of("Kent", "Kent Province", NameKind::Short);
    of("Сельмё", "Selmø", NameKind::Alternate);
    of("セルメ", "Selmø", NameKind::Alternate);
    // What another table has already only gets the other names.
    of("Greater Selm", "Selmø", NameKind::Usual);
    assert_eq!(named(&table, "Selm").len(), 2);
    for none in ["SLM", "Nowhere", "", "s", &"x".repeat(1000)] {
        assert_eq!(named(&table, none), [], "{none}");
    }
}

#[test]
fn boxes_and_notes_belong_to_their_entries() {
    let table = table();
    let hills = table.senses("the Braydons")[0].entry;
    let bounds = table.bounds(hills).unwrap();
    assert!(bounds.holds(61.2, 11.5) && !bounds.holds(61.2, 12.0));
    assert_eq!(table.disputed(hills), Some("held by Norland, claimed by the Selm Islands"));
    assert_eq!(table.entry(hills).unwrap().id, Id::Own(hills));
    let town = table.senses("Port Selm")[0].entry;
    assert_eq!((table.bounds(town), table.disputed(town)), (None, None));
}

fn scanned(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let found = table().scan(text);
    found.iter().map(|found| characters[found.start..found.end].iter().collect()).collect()
}

#[test]
fn a_text_is_searched_for_the_longest_names() {
    assert_eq!(scanned("In Port Selm, Norland"), ["Port Selm", "Selm", "Norland"]);
    assert_eq!(scanned("Port Selm"), ["Port Selm", "Selm"]);
    assert_eq!(scanned("Port\nSelm"), ["Selm"], "names do not cross paragraphs");
    assert_eq!(scanned("Port-Selm and PORT  SELM"), ["Port-Selm", "Selm", "PORT  SELM", "SELM"]);
    assert_eq!(scanned("Selmhaven, port selm, xSelm"), Vec::<String>::new(), "whole words with a capital");
    assert_eq!(scanned("Norland's and Norland."), ["Norland", "Norland"]);
    assert_eq!(scanned("St. Ives, Saint Ives, St Ives"), ["St. Ives", "Saint Ives", "St Ives"]);
    assert_eq!(scanned("N.O.R."), ["N.O.R"]);
    assert_eq!(scanned("в Сельмё и Selmø"), ["Сельмё", "Selmø"]);
    assert_eq!(scanned("İzmir’in Selmø’de"), ["Selmø"]);
    assert_eq!(scanned(""), Vec::<String>::new());
    assert_eq!(scanned("S"), Vec::<String>::new());
}

#[test]
fn near_spellings_are_found() {
    let table = table();
    let near = |name, most| -> Vec<(String, usize)> {
        table.near(name, most).into_iter().map(|near| (near.name, near.edits)).collect()
    };
    assert_eq!(near("Norlant", 1), [("norland".into(), 1)]);
    assert_eq!(near("Norlnad", 2), [("norland".into(), 1)]);
    assert_eq!(near("Сельме", 1), [("сельме".into(), 0)]);
    assert_eq!(near("Сельма", 1), [("сельме".into(), 1)]);
    assert_eq!(near("Selmo", 0), [("selmo".into(), 0)]);
    assert_eq!(near("", 2), []);
    assert_eq!(near(&"long ".repeat(20), 2), []);
}

fn dump(rows: &[String]) -> String {
    rows.join("\n")
}

fn dumped(id: u32, name: &str, point: (f32, f32), place: [&str; 4], population: u32, others: &str) -> String {
    let [class, country, admin1, admin2] = place;
    let (latitude, longitude) = point;
    format!(
        "{id}\t{name}\t{name}\t{others}\t{latitude}\t{longitude}\tX\t{class}\t{country}\t\t{admin1}\t{admin2}\t\t\t\
         {population}\t\t0\tEurope/Selm\t2024-01-01"
    )
}

fn extended(dumped: String, alternates: Option<&str>, own: &[&str], aliases: &[&str]) -> Gazetteer {
    let base: &'static Gazetteer = Box::leak(Box::new(table()));
    let scratch = tempfile::tempdir().unwrap();
    let rows: Vec<Row<'_>> = own.iter().map(|line| Row::by_hand(line).unwrap()).collect();
    let aliases: Vec<Alias<'_>> = aliases.iter().map(|line| Alias::read(line).unwrap()).collect();
    let wanted = rows.iter().flat_map(|row| std::iter::once(row.name).chain(row.names()));
    let wanted = wanted.chain(aliases.iter().map(|alias| alias.place));
    let mut extension = Extension::new(base, scratch.path(), wanted);
    let open = |text: &str| Box::new(Cursor::new(text.as_bytes().to_vec())) as Box<dyn BufRead>;
    extension.geonames(&|| Ok(open(&dumped)), alternates.is_none(), &mut |_| true).unwrap();
    if let Some(alternates) = alternates {
        extension.alternates(&|| Ok(open(alternates)), &mut |_| true).unwrap();
    }
    rows.iter().for_each(|row| assert!(extension.place(row).unwrap()));
    aliases.iter().for_each(|alias| assert!(extension.alias(alias).unwrap(), "{alias:?}"));
    let mut out = Cursor::new(Vec::new());
    extension.write(&mut out).unwrap();
    Gazetteer::new(leaked(out.into_inner())).unwrap()
}

#[test]
fn a_dump_extends_a_table() {
    let rows = [
        // New divisions come last here, and are known all the same.
        dumped(101, "Ostvik", (60.0, 10.0), ["PPL", "NL", "03", "301"], 700, "Oestvik,Остvik"),
        dumped(31, "Selmø", (61.2, 11.2), ["PPL", "NL", "01", "001"], 60000, "Zelm"),
        dumped(102, "Braydon Hills", (61.25, 11.3), ["HLLS", "NL", "01", ""], 0, "Braydonberge"),
        dumped(103, "Port Selm", (53.9, -9.0), ["STM", "SI", "", ""], 0, ""),
        dumped(104, "Ost County", (60.1, 10.1), ["ADM2", "NL", "03", "301"], 9000, ""),
        dumped(105, "Ost Province", (60.2, 10.2), ["ADM1", "NL", "03", ""], 90000, ""),
        dumped(1, "Norland", (70.0, 20.0), ["PCLI", "NL", "00", ""], 5_000_000, "Norlande"),
        dumped(106, "Selm", (60.5, 10.5), ["PPL", "NL", "01", "001"], 0, ""),
        dumped(11, "Kent Province", (61.0, 11.0), ["ADM1", "NL", "01", ""], 500_001, ""),
        dumped(21, "Braydon County", (61.0, 11.0), ["ADM2", "NL", "01", "001"], 70_001, ""),
    ];
    let table = extended(dump(&rows), None, &[], &[]);
    let one = |name: &str| {
        let senses = table.senses(name);
        let [sense] = senses.as_slice() else { panic!("{name}: {senses:?}") };
        (sense.entry, table.entry(sense.entry).unwrap())
    };
    let name = |entry: Option<u32>| table.name(&table.entry(entry.unwrap()).unwrap()).to_owned();
    let (_, ostvik) = one("Oestvik");
    assert_eq!((name(ostvik.admin2), name(ostvik.admin1)), ("Ost County".into(), "Ost Province".into()));
    assert_eq!(table.senses("Ost").len(), 2, "the county and the province by their short names");
    let (_, selmo) = one("Zelm");
    assert_eq!(
        (selmo.population, selmo.latitude, name(selmo.admin2)),
        (60000, 61.2, "Braydon County".into())
    );
    // What had no number of GeoNames gets it, and keeps its point, box and note.
    let (hills, entry) = one("Braydonberge");
    assert_eq!((entry.id, entry.latitude), (Id::GeoNames(102), 61.2));
    assert!(table.bounds(hills).is_some() && table.disputed(hills).is_some());
    let (_, norland) = one("Norlande");
    assert_eq!((norland.population, norland.latitude), (5_000_000, 60.5));
    assert_eq!(table.senses("Port Selm").len(), 2);
    assert_eq!(table.senses("Selm").len(), 3);
    let new = table.senses("Selm").into_iter().map(|sense| table.entry(sense.entry).unwrap());
    let new = new.into_iter().find(|entry| entry.id == Id::GeoNames(106)).unwrap();
    assert_eq!((name(new.admin1), name(new.admin2)), ("Kent Province".into(), "Braydon County".into()));
    assert_eq!(table.len(), 10 + 5);
    assert_eq!(table.countries(), 2);
}

#[test]
fn other_names_and_own_rows_come_on_top() {
    let rows = [
        dumped(101, "Ostvik", (60.0, 10.0), ["PPL", "NL", "01", ""], 700, "Not This"),
        dumped(107, "Ostvik", (59.0, 9.0), ["PPL", "NL", "02", ""], 9, ""),
    ];
    let alternates = "1\t101\ten\tEastwick\t1\t\t\t\n2\t101\ten\tOld Ostvik\t\t\t\t1\t1900\t1950\n\
                      3\t101\tlink\tan address\t\t\t\t\n4\t999\ten\tNobody\t\t\t\t\n5\t31\tde\tSelmau\t\t\t\t\n";
    let own =
        ["Drumhaven|Drum Haven\tPPL\t60.3\t10.3\t\tNL\t\t", "Ostvik|Ostvik Town\tPPL\t60.01\t10\t\tNL\t\t"];
    let aliases = ["Ostvikers\tdemonym\tOstvik\tNL\tPPL\t\t", "Drummers\tdemonym\tDrumhaven\tNL\t\t\t"];
    let table = extended(dump(&rows), Some(alternates), &own, &aliases);
    let of = |name: &str, kind| assert_eq!(named(&table, name), [("Ostvik".to_owned(), kind)], "{name}");
    of("Eastwick", NameKind::Usual);
    of("Old Ostvik", NameKind::Former);
    of("Ostvikers", NameKind::Demonym);
    of("Ostvik Town", NameKind::Usual);
    assert_eq!(table.entry(table.senses("Ostvikers")[0].entry).unwrap().population, 700);
    assert_eq!(named(&table, "Drummers"), [("Drumhaven".to_owned(), NameKind::Demonym)]);
    assert_eq!(named(&table, "Selmau"), [("Selmø".to_owned(), NameKind::Alternate)]);
    for none in ["Not This", "an address", "Nobody"] {
        assert_eq!(named(&table, none), [], "{none}");
    }
}

#[test]
fn a_bad_line_is_told_with_its_number() {
    let base: &'static Gazetteer = Box::leak(Box::new(table()));
    let scratch = tempfile::tempdir().unwrap();
    let good = dumped(101, "Ostvik", (60.0, 10.0), ["PPL", "NL", "01", ""], 700, "");
    let fault = |text: Vec<u8>, more: bool| {
        let mut extension = Extension::new(base, scratch.path(), std::iter::empty());
        let open = || Ok(Box::new(Cursor::new(text.clone())) as Box<dyn BufRead>);
        extension.geonames(&open, true, &mut |_| more)
    };
    let told = |text: &[u8]| fault(text.to_vec(), true).unwrap_err().to_string();
    assert_eq!(
        told(format!("{good}\r\n\n{good}x\n{}", &good[..30]).as_bytes()),
        "line 4: it has 8 columns, not the 19 of a dump of GeoNames"
    );
    assert_eq!(told(b"# a remark\n\xff\xfe\n"), "line 2: it is not in UTF-8");
    assert!(told(&vec![b'x'; 3 << 20]).contains("longer than any row"));
    let many = format!("{good}\n").repeat(20_000).into_bytes();
    assert!(matches!(fault(many.clone(), false), Err(RowFault::Stopped)));
    assert_eq!(fault(many, true).unwrap(), 20_000);
    assert_eq!(fault(Vec::new(), true).unwrap(), 0);
}

#[test]
fn what_is_no_table_is_refused() {
    let whole = compiled();
    for length in 0..whole.len() {
        assert!(Gazetteer::new(leaked(whole[..length].to_vec())).is_err(), "{length}");
    }
}

/// Everything that can be asked of a table.
fn ask(table: &Gazetteer, text: &str) {
    for found in table.scan(text) {
        assert!(found.start < found.end && found.end <= text.chars().count());
        table.posting(found.value);
    }
    for sense in table.senses(text) {
        table.entry(sense.entry);
    }
    table.near(&text.chars().take(8).collect::<String>(), 1);
    for index in (0..table.len() as u32 + 2).chain([u32::MAX, u32::MAX / 2]) {
        if let Some(entry) = table.entry(index) {
            let _ = (table.name(&entry), table.country_code(&entry));
        }
        let _ = (table.bounds(index), table.disputed(index));
    }
    for value in [0, 1, 2, 100, u64::MAX, u64::MAX - 1] {
        table.posting(value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_a_table_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Gazetteer::new(leaked(bytes)).is_err());
    }

    #[test]
    fn a_damaged_table_answers_or_is_refused(
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
        text in "\\PC{0,40}",
    ) {
        let mut bytes = compiled();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(table) = Gazetteer::new(leaked(bytes)) {
            ask(&table, &text);
            ask(&table, "In Port Selm, Norland’s Kent and the Braydons, Selmø");
        }
    }

    #[test]
    fn any_text_can_be_asked_for(text in any::<String>(), words in "([A-Z.\\-’\n İßæ]|Selm|Port |Norland){0,30}") {
        let table = table();
        ask(&table, &text);
        ask(&table, &words);
    }
}
