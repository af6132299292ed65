//! JSON as web pages carry it (JSON-LD), read with the place of every value and without giving up at the first
//! mistake: line breaks and bare quotation marks inside strings, commas too many or too few, an end that is
//! missing.

/// Values kept of one script.
const MOST: usize = 20_000;

/// Index of a value in [`Json::values`].
pub type Id = usize;

/// A script's values.
#[derive(Default, Debug)]
pub struct Json {
    /// The values; containers come before what they hold. The first is the outermost.
    pub values: Vec<Value>,
}

/// One value and its place in the script.
#[derive(Debug)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// First byte (without the quotation mark of a string).
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The object or list that holds it.
    pub parent: Option<Id>,
    /// Which of the parent's members or items it is.
    pub place: usize,
}

/// What a value is.
#[derive(Debug)]
pub enum Data {
    /// Members in order.
    Object(Vec<(String, Id)>),
    /// Items in order.
    Array(Vec<Id>),
    /// A string, its escapes resolved.
    Text(String),
    /// A number, `true`, `false`, `null` or a bare word, as it stands.
    Bare(String),
}

impl Json {
    /// Reads a script. What cannot be understood is skipped.
    pub fn parse(script: &str) -> Json {
        let mut reader = Reader { script, at: 0, json: Json::default(), open: Vec::new(), key: None };
        reader.run();
        reader.json
    }

    /// The members of an object.
    pub fn members(&self, id: Id) -> &[(String, Id)] {
        match self.values.get(id).map(|value| &value.data) {
            Some(Data::Object(members)) => members,
            _ => &[],
        }
    }

    /// The member of an object; names are compared without a prefix such as `schema:`, upper case set aside.
    pub fn get(&self, id: Id, name: &str) -> Option<Id> {
        self.members(id)
            .iter()
            .find(|(key, _)| key.rsplit(':').next().is_some_and(|key| key.eq_ignore_ascii_case(name)))
            .map(|(_, value)| *value)
    }

    /// The items of a list, or the value itself.
    pub fn items(&self, id: Id) -> Vec<Id> {
        match self.values.get(id).map(|value| &value.data) {
            Some(Data::Array(items)) => items.clone(),
            Some(_) => vec![id],
            None => Vec::new(),
        }
    }

    /// The text of a string or number.
    pub fn text(&self, id: Id) -> Option<&str> {
        match self.values.get(id).map(|value| &value.data) {
            Some(Data::Text(text)) => Some(text),
            Some(Data::Bare(text)) if text != "null" => Some(text),
            _ => None,
        }
    }

    /// The text of the first string in a value: itself, its `@value`, or its first item.
    pub fn first_text(&self, id: Id) -> Option<(Id, &str)> {
        let first = self.items(id).first().copied()?;
        let value = self.get(first, "@value").unwrap_or(first);
        self.text(value).map(|text| (value, text)).filter(|(_, text)| !text.trim().is_empty())
    }
}

struct Reader<'a> {
    script: &'a str,
    at: usize,
    json: Json,
    open: Vec<Id>,
    /// The member name that waits for its value.
    key: Option<String>,
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.script.as_bytes().get(self.at).copied() {
            if self.json.values.len() >= MOST {
                return;
            }
            match byte {
                b'{' => self.open(Data::Object(Vec::new())),
                b'[' => self.open(Data::Array(Vec::new())),
                b'}' | b']' => {
                    self.at += 1;
                    self.key = None;
                    if let Some(id) = self.open.pop()
                        && let Some(value) = self.json.values.get_mut(id)
                    {
                        value.end = self.at;
                    }
                    // Two documents in one script: go on, the second becomes a sibling of the first.
                }
                b'"' => self.string(),
                b',' => {
                    self.at += 1;
                    self.key = None;
                }
                b'/' if self.script[self.at..].starts_with("/*") => {
                    let end =
                        self.script[self.at..].find("*/").map_or(self.script.len(), |n| self.at + n + 2);
                    self.at = end;
                }
                b if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'_' | b'@' | b'$') => {
                    self.bare()
                }
                _ => self.at += 1,
            }
        }
        let end = self.script.len();
        for id in std::mem::take(&mut self.open) {
            if let Some(value) = self.json.values.get_mut(id) {
                value.end = end;
            }
        }
    }

    fn in_object(&self) -> bool {
        self.open
            .last()
            .and_then(|id| self.json.values.get(*id))
            .is_some_and(|value| matches!(value.data, Data::Object(_)))
    }

    fn add(&mut self, data: Data, start: usize, end: usize) -> Id {
        let id = self.json.values.len();
        let parent = self.open.last().copied();
        let key = self.key.take();
        let mut place = 0;
        if let Some(value) = parent.and_then(|parent| self.json.values.get_mut(parent)) {
            match &mut value.data {
                Data::Object(members) => {
                    place = members.len();
                    members.push((key.unwrap_or_default(), id));
                }
                Data::Array(items) => items.push(id),
                Data::Text(_) | Data::Bare(_) => {}
            }
        }
        self.json.values.push(Value { data, start, end, parent, place });
        id
    }

    fn open(&mut self, data: Data) {
        let id = self.add(data, self.at, self.at);
        self.open.push(id);
        self.at += 1;
    }

    fn bare(&mut self) {
        let start = self.at;
        let rest = &self.script[start..];
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+' | '_' | '@' | '$' | '.')))
            .unwrap_or(rest.len())
            .max(1);
        self.at = start + length;
        let word = rest[..length].to_owned();
        if self.names_a_member() {
            self.key = Some(word);
        } else {
            self.add(Data::Bare(word), start, self.at);
        }
    }

    /// Whether what was just read is followed by a colon inside an object and no name waits.
    fn names_a_member(&mut self) -> bool {
        if !self.in_object() || self.key.is_some() {
            return false;
        }
        let rest = &self.script[self.at..];
        let gap = rest.len() - rest.trim_start().len();
        if rest[gap..].starts_with(':') {
            self.at += gap + 1;
            return true;
        }
        false
    }

    fn string(&mut self) {
        let start = self.at + 1;
        let bytes = self.script.as_bytes();
        let mut end = start;
        // A quotation mark ends the string when what follows can follow a string; otherwise it was printed bare.
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'\\' => end += 2,
                b'"' if self.ends(end + 1) => break,
                _ => end += 1,
            }
        }
        let end = end.min(bytes.len());
        let text = unescape(self.script.get(start..end).unwrap_or_default());
        self.at = (end + 1).min(bytes.len());
        while !self.script.is_char_boundary(self.at) {
            self.at += 1;
        }
        if self.names_a_member() {
            self.key = Some(text);
        } else if self.in_object() && self.key.is_none() {
            // A string without a name in an object: a comma or colon was lost; nothing can be told.
        } else {
            self.add(Data::Text(text), start, end);
        }
    }

    fn ends(&self, at: usize) -> bool {
        let rest = &self.script.as_bytes()[at.min(self.script.len())..];
        let gap = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        match rest.get(gap) {
            None | Some(b',' | b'}' | b']' | b':') => true,
            Some(b'"') => gap > 0 && rest[..gap].contains(&b'\n'),
            _ => false,
        }
    }
}

/// Resolves a string's escapes; a wrong escape stands for the character after the stroke.
fn unescape(raw: &str) -> String {
    if !raw.contains('\\') {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b' | 'f') => out.push(' '),
            Some('u') => {
                let unit = hex(&mut chars);
                match unit {
                    Some(high @ 0xd800..=0xdbff) => {
                        let mut ahead = chars.clone();
                        let low = (ahead.next() == Some('\\') && ahead.next() == Some('u'))
                            .then(|| hex(&mut ahead))
                            .flatten()
                            .filter(|low| (0xdc00..=0xdfff).contains(low));
                        if let Some(low) = low {
                            chars = ahead;
                            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                            out.extend(char::from_u32(code));
                        }
                    }
                    Some(code) => out.extend(char::from_u32(code)),
                    None => out.push('u'),
                }
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

/// Takes four hexadecimal digits; takes nothing when there are fewer.
fn hex(chars: &mut std::str::Chars<'_>) -> Option<u32> {
    let code = u32::from_str_radix(chars.as_str().get(..4)?, 16).ok()?;
    for _ in 0..4 {
        chars.next();
    }
    Some(code)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn member<'a>(json: &'a Json, name: &str) -> &'a str {
        let id = json.get(0, name).expect("a member");
        json.text(id).expect("a text")
    }

    #[test]
    fn values_know_their_place() {
        let script =
            r#" {"@type": "NewsArticle", "headline": "A \u00e9 \ud83d\ude00 \"b\"", "n": [1, {"x": null}]}"#;
        let json = Json::parse(script);
        assert_eq!(member(&json, "headline"), "A é 😀 \"b\"");
        let id = json.get(0, "@type").expect("a type");
        assert_eq!(&script[json.values[id].start..json.values[id].end], "NewsArticle");
        assert_eq!(json.items(json.get(0, "n").expect("a list")).len(), 2);
    }

    #[test]
    fn mistakes_do_not_lose_the_rest() {
        let script = "{\"headline\": \"He said \"no\" to\n the plan\", \"a\": [1,2,], \"datePublished\": \"2021-02-03\"";
        let json = Json::parse(script);
        assert_eq!(member(&json, "headline"), "He said \"no\" to\n the plan");
        assert_eq!(member(&json, "datePublished"), "2021-02-03");
        let json = Json::parse("{\"a\": \"x\"\n\"b\": \"y\", c: 3}");
        assert_eq!((member(&json, "b"), member(&json, "c")), ("y", "3"));
    }

    #[test]
    fn depth_and_damage_do_no_harm() {
        let json = Json::parse(&"[{\"a\":".repeat(100_000));
        assert!(json.values.len() <= MOST);
        for script in ["", "\"", "{\"a\\", "]]}}", "{\"a\":\"\\ud83d\\u12\"}", "é\u{301}{"] {
            let _ = Json::parse(script);
        }
        assert_eq!(member(&Json::parse("{\"a\":\"\\ud83d\\u12\"}"), "a"), "u12");
    }
}
