//! Text that somebody scraped.

#![no_main]

mod sound;

use dateline_read::Page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    sound::sound(&Page { bytes: text.as_bytes(), media_type: Some("text/plain"), ..Page::default() });
});
