//! Colours.

/// Whether colours are on.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// Whether they are.
    pub on: bool,
}

/// What a stretch of text is, as far as its look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// As the terminal writes.
    #[default]
    Plain,
    /// The headline.
    Title,
    /// A heading.
    Heading,
    /// A deck or a block quotation.
    Quote,
    /// Labels, and what is less important.
    Dim,
    /// A quotation in the text.
    Quotation,
    /// A quantity.
    Quantity,
    /// A time.
    Time,
    /// Place and day at the head of the article.
    Dateline,
    /// A finding of the lowest severity.
    Note,
    /// A finding that is a warning.
    Warning,
    /// A finding of the highest severity.
    High,
}

impl Style {
    /// Select Graphic Rendition (ECMA-48). Only the eight colours that every theme of every terminal defines.
    fn codes(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Title => "1",
            Style::Heading => "1;34",
            Style::Quote => "3",
            Style::Dim => "2",
            Style::Quotation => "32",
            Style::Quantity => "36",
            Style::Time => "35",
            Style::Dateline => "1",
            Style::Note => "4;34",
            Style::Warning => "4;33",
            Style::High => "1;4;31",
        }
    }
}

impl Paint {
    /// The text in a style.
    pub fn as_(&self, style: Style, text: &str) -> String {
        if self.on && style != Style::Plain && !text.is_empty() {
            format!("\x1b[{}m{text}\x1b[0m", style.codes())
        } else {
            text.to_owned()
        }
    }
}
