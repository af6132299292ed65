//! Markup: valid UTF-8, served as HTML, with an address.

#![no_main]

mod sound;

use dateline_read::Page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // The first line is the address.
    let (url, html) = text.split_once('\n').unwrap_or(("", text));
    sound::sound(&Page {
        bytes: html.as_bytes(),
        url: Some(url),
        media_type: Some("text/html"),
        fetched: Some("2024-05-06T10:15:00Z"),
        ..Page::default()
    });
});
