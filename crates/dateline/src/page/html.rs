//! Writing HTML.

/// A page being written.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// Markup of ours. Only text that stands in this program: the lifetime sees to it.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text of any origin, for content and for attributes in double quotation marks.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(c),
                // HTML has no place for control characters.
                c if c.is_control() => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
        self
    }

    /// A number.
    pub fn number(&mut self, number: usize) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// An address: a link if it leads to the web, else text.
    pub fn address(&mut self, address: &str) -> &mut Self {
        let lower: String = address.chars().take(8).collect::<String>().to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            self.raw("<a rel=\"noopener noreferrer nofollow\" href=\"").text(address).raw("\">");
            self.text(address).raw("</a>")
        } else {
            self.text(address)
        }
    }

    /// Another piece of a page.
    pub fn append(&mut self, piece: Html) -> &mut Self {
        self.0.push_str(&piece.0);
        self
    }

    /// The page.
    pub fn done(self) -> String {
        self.0
    }
}
