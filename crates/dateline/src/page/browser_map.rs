//! Who, where and the map in a real browser.
//!
//! Needs what `browser` needs.

use dateline_record::Record;
use serde_json::{Value, json};

use super::browser::{Browser, LIT};

/// Opens the page of a record.
fn opened(record: &Record) -> (Browser, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, super::page(record, "velm.html", false)).unwrap();
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open(&file);
    (browser, folder)
}

/// A script that tells how wide and high the box around what a selector finds is on the screen.
fn extent(selector: &str) -> String {
    format!(
        "const b = document.querySelector({selector:?}).getBoundingClientRect(); return [b.width, b.height].map(Math.round)"
    )
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
#[ignore = "needs chromium and chromium-driver"]
fn browser_ties_who_and_where_to_the_text_and_the_map() {
    let (browser, _folder) = opened(&crate::invented::record());
    // A place under the pointer: its symbol, its row, its mentions.
    browser.hover(".spot[data-row=e4]");
    let lit = browser.run(LIT);
    assert_eq!(lit.as_array().unwrap().len(), 4, "{lit}");
    assert_eq!(lit[0], "Port Selm");
    // From the symbol to the row, from the row to the text, from the text to the row.
    browser.run("document.querySelector('.spot[data-row=e4]').dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    assert_eq!(browser.run("return document.activeElement.id"), "w1");
    browser.press("\u{E007}");
    assert_eq!(browser.run("return document.activeElement.textContent"), "Port Selm");
    assert_eq!(browser.run("return document.querySelectorAll('.spot.lit').length"), 1);
    browser.press("\u{E007}");
    assert_eq!(browser.run("return document.activeElement.id"), "w1");
    // Somebody: by name, noun and pronoun; what does not name is marked more lightly, and can be switched off.
    browser.hover("#e0");
    assert_eq!(browser.run("return document.querySelectorAll('article .lit').length"), 4);
    let light = "return [...document.querySelectorAll('article .light.person')].map(e => e.textContent)";
    assert_eq!(browser.run(light), json!(["She", "The president"]));
    let line = "return getComputedStyle(document.querySelector('article .light')).textDecorationLine";
    assert_eq!(browser.run(line), "underline");
    browser.run("document.getElementById('show-e').click()");
    assert_eq!(browser.run(line), "none");
    // What is lit can be read.
    browser.run("document.querySelector('article .mark[data-row=e4]').focus()");
    let seen = "const s = getComputedStyle(document.activeElement); return s.color !== s.backgroundColor && s.backgroundColor !== 'rgba(0, 0, 0, 0)'";
    assert_eq!(browser.run(seen), true);
    // A name that belongs to an entity is not listed again.
    assert_eq!(
        browser.run("return [...document.querySelectorAll('#names li')].map(e => e.textContent)"),
        json!(["Meridian Cup"])
    );
    assert_eq!(browser.complaints(), Vec::<Value>::new());
}

#[test]
#[ignore = "needs chromium and chromium-driver"]
fn browser_draws_the_map_and_moves_it() {
    let (browser, folder) = opened(&crate::invented::record());
    let land = browser.run(&extent(".map .land"));
    assert!(number(&land[0]) > 300.0 && number(&land[1]) > 200.0, "{land}");
    let fill = "return getComputedStyle(document.querySelector('.map .disputed')).fill";
    assert!(browser.run(fill).as_str().unwrap().contains("#hatch"));
    // Names that are shown do not cover one another.
    let crossing = "const all = [...document.querySelectorAll('.spots text:not(.unseen)')].map(t => t.getBoundingClientRect());
        return all.some((a, n) => all.slice(n + 1).some(b => a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 4 && b.top < a.bottom - 4))";
    assert_eq!(browser.run(crossing), false);
    // Keys: closer, aside, back. Land grows, symbols do not.
    let scale = "return Number(document.querySelector('.map .ground').getAttribute('transform').match(/scale\\((.*)\\)/)[1])";
    let dot = browser.run(&extent(".spot.town .ring"));
    browser.run("document.querySelector('.map .world').focus()");
    browser.press("+");
    assert_eq!(browser.run(scale), 1.5);
    assert_eq!(browser.run(&extent(".spot.town .ring")), dot);
    assert_eq!(browser.run(crossing), false);
    browser.press("\u{E014}");
    browser.press("0");
    assert_eq!(browser.run(scale), 1.0);
    let at =
        "return document.querySelector('.spot.town').getAttribute('transform').match(/[\\d.]+/g).map(Number)";
    let place = browser.run(at);
    // The pointer drags, and the end of a drag is no click.
    let world = browser.post("/element", json!({ "using": "css selector", "value": ".map .world" }));
    let step =
        |kind: &str, x: i32| json!({ "type": kind, "duration": 0, "x": x, "y": 0, "origin": world.clone() });
    let press = |kind: &str| json!({ "type": kind, "button": 0 });
    browser.post("/actions", json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": [
        step("pointerMove", 0), press("pointerDown"), step("pointerMove", 20), step("pointerMove", 60), press("pointerUp")
    ]}]}));
    let moved = browser.run(at);
    assert!(number(&moved[0]) > number(&place[0]) + 20.0, "{place} {moved}");
    assert_eq!(moved[1], place[1]);
    // A place out of sight comes into sight when it is reached with the keyboard.
    browser.run("for (let n = 0; n < 5; n++) document.querySelector('.tools button').click()");
    browser.run("document.querySelector('.spot[data-row=e8]').focus()");
    let inside = "const w = document.querySelector('.map .world').getBoundingClientRect(), s = document.activeElement.getBoundingClientRect();
        return s.left >= w.left && s.right <= w.right && s.top >= w.top && s.bottom <= w.bottom";
    assert_eq!(browser.run(inside), true);
    // Large and back.
    browser.run("document.querySelector('.tools button:last-child').click()");
    assert_eq!(browser.run(&extent(".map .world")), json!([1280, 900]));
    browser.run("document.querySelector('.map .world').focus()");
    browser.press("\u{E00C}");
    assert!(number(&browser.run(&extent(".map .world"))[0]) < 500.0);
    // Nothing sticks out on a phone, and a hostile record is only text.
    let file = folder.path().join("hostile.html");
    std::fs::write(&file, super::page(&crate::invented::hostile(), "evil.html", false)).unwrap();
    for file in [folder.path().join("page.html"), file] {
        browser.open(&file);
        for width in [320, 390, 700, 1280] {
            browser.size(width, 800);
            let out = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
            assert_eq!(browser.run(out), false, "{} at {width}", file.display());
        }
    }
    assert_eq!(browser.complaints(), Vec::<Value>::new());
}
