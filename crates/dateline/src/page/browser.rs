//! The page in a real browser, driven through ChromeDriver (W3C WebDriver).
//!
//! Needs Debian's `chromium` and `chromium-driver`; run with `cargo test -p dateline -- --ignored browser`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use dateline_record::Record;
use serde_json::{Value, json};

/// A browser session; ends with the value.
pub(super) struct Browser {
    driver: Child,
    base: String,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(super) fn start() -> Self {
        let mut driver = Command::new("chromedriver")
            .args(["--port=0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .find_map(|line| Some(line.unwrap().split_once("started successfully on port ")?.1.to_owned()))
            .unwrap();
        // The pipe is emptied, so that the driver never waits for it.
        std::thread::spawn(move || lines.for_each(drop));
        let base = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Browser { driver, base, session: String::new(), _profile: profile };
        let profile = format!("--user-data-dir={}", browser._profile.path().display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &profile,
        ];
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        }}});
        browser.session = browser.post("", capabilities)["sessionId"].as_str().unwrap().to_owned();
        browser
    }

    pub(super) fn post(&self, path: &str, body: Value) -> Value {
        let url = match self.session.as_str() {
            "" => format!("{}/session", self.base),
            session => format!("{}/session/{session}{path}", self.base),
        };
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
        let request = agent.post(&url).header("content-type", "application/json");
        let mut answer = request.send(body.to_string()).unwrap();
        let answer: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        assert!(answer["value"]["error"].is_null(), "{path}: {answer}");
        answer["value"].clone()
    }

    pub(super) fn open(&self, file: &Path) {
        self.post("/url", json!({ "url": format!("file://{}", file.display()) }));
    }

    pub(super) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": [] }))
    }

    pub(super) fn size(&self, width: u32, height: u32) {
        // The viewport, not the window: windows have a least width.
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.post(
            "/goog/cdp/execute",
            json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": metrics }),
        );
    }

    /// Moves the pointer onto the first element that a selector finds.
    pub(super) fn hover(&self, selector: &str) {
        let found = self.post("/element", json!({ "using": "css selector", "value": selector }));
        let steps = json!({ "type": "pointer", "id": "mouse", "actions": [
            { "type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": found }
        ]});
        self.run(&format!(
            "document.querySelector({selector:?}).scrollIntoView({{block: 'center', behavior: 'instant'}})"
        ));
        self.post("/actions", json!({ "actions": [steps] }));
    }

    /// Waits until a script answers true.
    pub(super) fn wait_for(&self, script: &str) {
        for _ in 0..100 {
            if self.run(script) == true {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("waited in vain for {script}");
    }

    pub(super) fn press(&self, key: &str) {
        let steps = json!({ "type": "key", "id": "keys", "actions": [
            { "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }
        ]});
        self.post("/actions", json!({ "actions": [steps] }));
    }

    /// What the browser complained about.
    pub(super) fn complaints(&self) -> Vec<Value> {
        self.post("/se/log", json!({ "type": "browser" })).as_array().unwrap().clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let url = format!("{}/session/{}", self.base, self.session);
        let _ = ureq::delete(&url).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

pub(super) const LIT: &str =
    "return [...document.querySelectorAll('.lit')].map(e => e.textContent.trim().replace(/\\s+/g, ' '))";

#[test]
#[ignore = "needs chromium and chromium-driver"]
fn browser_ties_the_article_to_the_record() {
    let record: Record = serde_json::from_str(include_str!("../../tests/fixtures/record.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, super::page(&record, "port-selm.html", false)).unwrap();
    let index = folder.path().join("index.html");
    std::fs::write(&index, super::index(&[crate::report::Row::of(&record, "port-selm.html")])).unwrap();

    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open(&file);
    assert_eq!(browser.run(LIT), json!([]));

    // From the text to the record.
    browser.hover("article [data-row~=n2]");
    assert_eq!(browser.run(LIT), json!(["at least 2,300", "≥ 2,300 members at least 2,300"]));
    // From the record to the text. Inside a quotation the quantity is meant.
    browser.hover("#n3");
    assert_eq!(browser.run(LIT)[0], "nine days");
    // With the keyboard: focus lights up, Enter goes to the other side.
    browser.run("document.getElementById('f1').focus()");
    assert_eq!(browser.run(LIT)[0], "arta Oyelaran");
    browser.press("\u{E007}");
    assert_eq!(browser.run("return document.activeElement.textContent"), "arta Oyelaran");
    browser.press("\u{E00C}");
    assert_eq!(browser.run(LIT), json!([]));

    // A bar of the time line lights up with its words and its row; a clue that is folded is opened.
    browser.hover(".timeline [data-row=t3]");
    let lit = browser.run(LIT);
    assert_eq!(lit.as_array().unwrap().len(), 3, "{lit}");
    assert_eq!(lit[0], "nine-day");
    browser.run("document.querySelector('article [data-row~=k1]').click()");
    assert_eq!(browser.run("return document.activeElement.id"), "k1");
    browser.run("document.activeElement.blur()");

    // Layers can be switched off, furniture on.
    let shown = "return getComputedStyle(document.querySelector('article .left-out')).display";
    assert_eq!(browser.run(shown), "none");
    browser.run("document.getElementById('show-left-out').click()");
    assert_eq!(browser.run(shown), "block");
    let ground = "return getComputedStyle(document.querySelector('article [data-row=n2]')).backgroundColor";
    let before = browser.run(ground);
    browser.run("document.getElementById('show-n').click()");
    assert_ne!(browser.run(ground), before);

    // A hostile headline is text.
    let title = "return document.querySelector('h1').textContent";
    assert_eq!(browser.run(title), "Dockers end strike at Port Selm <script>alert('x')</script>");

    // Nothing sticks out on a phone.
    let sticks_out = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
    for file in [&file, &index] {
        browser.open(file);
        for width in [320, 390, 700, 1280] {
            browser.size(width, 800);
            assert_eq!(browser.run(sticks_out), false, "{} at {width}", file.display());
        }
    }
    assert_eq!(browser.complaints(), Vec::<Value>::new());
}

#[test]
#[ignore = "needs chromium and chromium-driver"]
fn browser_shows_the_grammar_of_a_sentence() {
    let record: Record = serde_json::from_str(include_str!("../../tests/fixtures/parsed.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, super::page(&record, "port.txt", false)).unwrap();
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open(&file);
    let hidden = "return document.getElementById('parse').hidden";
    let told = "return [...document.querySelectorAll('#parse .told')].map(e => e.textContent).join(' | ')";
    assert_eq!(browser.run(hidden), true);

    // Under the pointer: after a moment, so that a pointer on its way elsewhere changes nothing.
    browser.hover("article [data-lemma=tell]");
    browser.wait_for("return !document.getElementById('parse').hidden");
    let shown = browser.run(told);
    let shown = shown.as_str().unwrap();
    for part in [
        "told",
        "tell",
        "VERB VBD",
        "root",
        "tell.01",
        "until 2024-10-17, from its tense",
        "ARG0 Lena Aldous , Kestrian minister",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert_eq!(browser.run("return document.querySelectorAll('#parse g').length"), 15);
    // With the keyboard: the first word of a sentence, then along it, then away.
    browser.run("document.querySelector('h1 .w').focus()");
    browser.press("\u{E014}");
    assert_eq!(browser.run("return document.querySelector('.w.meant').textContent"), "wo");
    assert_eq!(browser.run("return document.querySelector('.w.governs').textContent"), "reopen");
    browser.press("\u{E00C}");
    assert_eq!(browser.run(hidden), true);

    // Names are marked by what bears them; a name within a name keeps its own mark.
    let kinds = "return [...document.querySelectorAll('#names li')].map(e => e.className + ': ' + e.textContent.trim())";
    assert_eq!(browser.run(kinds)[1], "name organisation: Port Selm Herald");
    browser.hover("#names .facility");
    assert_eq!(browser.run(LIT), json!(["Port Selm", "Port Selm"]));
    let line = "return getComputedStyle(document.querySelector('article .name.person')).textDecorationLine";
    assert_eq!(browser.run(line), "underline");
    browser.run("document.getElementById('show-p').click()");
    assert_eq!(browser.run(line), "none");
    assert_eq!(browser.complaints(), Vec::<Value>::new());
}
