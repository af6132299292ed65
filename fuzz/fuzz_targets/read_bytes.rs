//! Any bytes, under no type, a wrong type or a wrong character set.

#![no_main]

mod sound;

use dateline_read::Page;
use libfuzzer_sys::fuzz_target;

const TYPES: &[Option<&str>] = &[None, Some("text/html"), Some("text/plain"), Some("application/xhtml+xml")];

const CHARSETS: &[Option<&str>] =
    &[None, Some("utf-8"), Some("windows-1252"), Some("shift_jis"), Some("utf-16le"), Some("gb18030"), Some("iso-2022-jp"), Some("none")];

fuzz_target!(|data: &[u8]| {
    // The first byte chooses what the server said.
    let Some((choice, bytes)) = data.split_first() else { return };
    sound::sound(&Page {
        bytes,
        media_type: TYPES[*choice as usize % TYPES.len()],
        charset: CHARSETS[*choice as usize / TYPES.len() % CHARSETS.len()],
        ..Page::default()
    });
});
