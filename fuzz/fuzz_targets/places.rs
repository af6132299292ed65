//! Tables of places: any bytes are a table or refused, and a table that was changed answers whatever is asked.

#![no_main]

use std::sync::LazyLock;

use dateline_gazetteer::Gazetteer;
use dateline_gazetteer::build::from_tables;
use libfuzzer_sys::fuzz_target;

static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let table = |file: &str| match file {
        "countries.tsv" => "1\tNorland\t60\t10\tNL\t\t\tPCLI\t4000000\tNorlandia\t50,-12,65,12\n",
        "admin1.tsv" => "11\tKent Province\t61\t11\tNL\t01\t\tADM1\t500000\t\t\n",
        "towns.tsv.zst" => "31\tSelm\t61\t11\tNL\t01\t\tPPL\t50000\tSelmø|Сельм\t\n",
        "regions.tsv" => "Braydon Hills\tHLLS\t61.2\t11.3\t61,11,61.5,11.6\tNL\t\tdisputed: by nobody\n",
        _ => "",
    };
    from_tables(&|file| Ok(table(file).to_owned())).unwrap_or_default()
});

fuzz_target!(|input: (Vec<u8>, Vec<(u16, u8)>, String)| {
    let (bytes, damage, text) = input;
    let mut changed = WHOLE.clone();
    for (at, byte) in damage {
        let length = changed.len().max(1);
        if let Some(to) = changed.get_mut(usize::from(at) % length) {
            *to = byte;
        }
    }
    for bytes in [bytes, changed] {
        // A table lives as long as the program; this one is given back at the end.
        let bytes: &'static mut [u8] = Box::leak(bytes.into_boxed_slice());
        let whole = bytes as *mut [u8];
        if let Ok(table) = Gazetteer::new(bytes) {
            ask(&table, &text);
        }
        // SAFETY: it came from a box above, and the table that borrowed it is gone.
        drop(unsafe { Box::from_raw(whole) });
    }
});

fn ask(table: &Gazetteer, text: &str) {
    for found in table.scan(text) {
        assert!(found.start < found.end);
        table.posting(found.value);
    }
    table.senses(text);
    table.near(&text.chars().take(8).collect::<String>(), 1);
    for index in 0..table.len() as u32 + 1 {
        if let Some(entry) = table.entry(index) {
            let _ = (table.name(&entry), table.country_code(&entry));
        }
        let _ = (table.bounds(index), table.disputed(index));
    }
}
