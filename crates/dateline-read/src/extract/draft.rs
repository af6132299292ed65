//! Blocks before anyone has said what they are: the page's words in the order of the page, each block with its
//! place in the tree and the way back to the page.

use html5ever::LocalName;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::dom::{DOCUMENT, Data, Dom, Id, NONE};
use super::wrap;

/// More blocks than any real page has; what follows is not read.
pub const MAX_BLOCKS: usize = 40_000;

/// Longest run of the way back, in characters. A place inside a run is found by counting from its beginning.
const LONGEST_RUN: usize = 4096;

/// A block of the page.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its words: NFC, space folded; `\n` where the page breaks the line, `\t` between cells of a table row.
    pub text: String,
    /// Number of Unicode scalar values in `text`.
    pub chars: usize,
    /// The way back: runs of `text` and their bytes in the decoded page.
    pub runs: Vec<DraftRun>,
    /// The block element that the words stand in; [`NONE`] in plain text.
    pub node: Id,
    /// Characters inside links.
    pub link_chars: usize,
    /// Links.
    pub links: usize,
    /// Characters in bold.
    pub bold_chars: usize,
    /// Whether the block is one row of a table.
    pub row: bool,
    /// Whether the page hides it.
    pub hidden: bool,
    /// Pictures that stand before this block and after the block before.
    pub pictures_before: usize,
}

/// A run of the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftRun {
    /// First character of the block's text.
    pub at: usize,
    /// Number of characters.
    pub chars: usize,
    /// Place in the decoded page, bytes.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether characters correspond one to one.
    pub plain: bool,
}

impl Draft {
    /// The place of the whole block in the decoded page, bytes.
    pub fn place(&self) -> (usize, usize) {
        let start = self.runs.iter().map(|run| run.start).min().unwrap_or(0);
        let end = self.runs.iter().map(|run| run.end).max().unwrap_or(0);
        (start, end)
    }

    /// Share of the characters inside links.
    pub fn link_density(&self) -> f32 {
        if self.chars == 0 { 0.0 } else { self.link_chars as f32 / self.chars as f32 }
    }
}

/// Elements that begin a new line. Everything else runs on in the line.
pub fn is_block(name: &LocalName) -> bool {
    matches!(
        &**name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "noscript"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    ) || name.contains('-')
}

/// Elements whose contents no reader sees.
fn is_skipped(name: &LocalName) -> bool {
    matches!(
        &**name,
        "script"
            | "style"
            | "template"
            | "head"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "embed"
            | "select"
            | "textarea"
            | "audio"
            | "video"
            | "canvas"
            | "datalist"
            | "map"
            | "applet"
            | "noframes"
            | "title"
    )
}

fn is_hidden(dom: &Dom, id: Id) -> bool {
    let Some(element) = dom.element(id) else { return false };
    element.attrs.iter().any(|attr| match &*attr.name.local {
        "hidden" => true,
        "aria-hidden" => attr.value.eq_ignore_ascii_case("true"),
        "style" => {
            let style: String =
                attr.value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

/// Whether a row's cells hold words only, so that the row reads as one line.
fn is_plain_row(dom: &Dom, row: Id) -> bool {
    let mut cells = 0;
    let mut chars = 0;
    for id in dom.descendants(row).skip(1) {
        match &dom.nodes[id as usize].data {
            Data::Element(element) => match &*element.name.local {
                "td" | "th" => cells += 1,
                _ if is_block(&element.name.local) => return false,
                _ => {}
            },
            Data::Text(from, to) => chars += (to - from) as usize,
            _ => {}
        }
    }
    cells >= 2 && chars > 0
}

/// The blocks of a parsed page.
pub fn from_html(dom: &Dom, page: &str) -> Vec<Draft> {
    let mut walk = Walk {
        blocks: Vec::new(),
        now: Builder::default(),
        node: DOCUMENT,
        links: 0,
        bold: 0,
        hidden: 0,
        row: NONE,
        pictures: 0,
    };
    let mut next = Some(DOCUMENT);
    while let Some(id) = next {
        if walk.blocks.len() >= MAX_BLOCKS {
            break;
        }
        let node = &dom.nodes[id as usize];
        let mut enter = true;
        match &node.data {
            Data::Element(element) => {
                let name = &element.name.local;
                if is_skipped(name) {
                    enter = false;
                } else {
                    walk.enter(dom, id, name);
                }
            }
            Data::Text(..) => {
                for piece in dom.pieces(page, id) {
                    walk.now.push(
                        piece.text,
                        piece.start,
                        piece.end,
                        piece.plain,
                        walk.links > 0,
                        walk.bold > 0,
                    );
                }
            }
            Data::Document | Data::Other => {}
        }
        if enter && node.first != NONE {
            next = Some(node.first);
            continue;
        }
        // Leave this node and every ancestor that ends here.
        let mut now = id;
        let mut left = enter;
        next = loop {
            if left && let Some(name) = dom.name(now) {
                walk.leave(dom, now, name);
            }
            left = true;
            let node = &dom.nodes[now as usize];
            if node.next != NONE {
                break Some(node.next);
            }
            if node.parent == NONE {
                break None;
            }
            now = node.parent;
        };
    }
    walk.flush();
    walk.blocks
}

/// The lines of a plain text, empty lines left out; the lines of a paragraph that was broken at a width are one block.
pub fn from_text(page: &str) -> Vec<Draft> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in wrap::blocks(page) {
        if blocks.len() >= MAX_BLOCKS {
            break;
        }
        let mut builder = Builder::default();
        // A lone carriage return is space like any other.
        builder.push(line, start, start + line.len(), true, false, false);
        start += line.len();
        blocks.extend(builder.finish(NONE));
    }
    blocks
}

struct Walk {
    blocks: Vec<Draft>,
    now: Builder,
    node: Id,
    links: usize,
    bold: usize,
    hidden: usize,
    /// The table row whose cells are read as one line.
    row: Id,
    pictures: usize,
}

impl Walk {
    fn flush(&mut self) {
        if let Some(mut draft) = std::mem::take(&mut self.now).finish(self.node) {
            draft.hidden = self.hidden > 0;
            draft.row = self.row != NONE;
            draft.pictures_before = std::mem::take(&mut self.pictures);
            self.blocks.push(draft);
        }
    }

    fn enter(&mut self, dom: &Dom, id: Id, name: &LocalName) {
        match &**name {
            "td" | "th" if self.row != NONE => self.now.cell(),
            _ if is_block(name) => {
                self.flush();
                self.node = id;
                if &**name == "tr" && is_plain_row(dom, id) {
                    self.row = id;
                }
            }
            "br" if self.now.line_break() => self.flush(),
            "a" => {
                self.links += 1;
                self.now.links += 1;
            }
            "b" | "strong" => self.bold += 1,
            "img" | "picture" => self.pictures += 1,
            _ => {}
        }
        self.hidden += usize::from(is_hidden(dom, id));
    }

    fn leave(&mut self, dom: &Dom, id: Id, name: &LocalName) {
        match &**name {
            "td" | "th" if self.row != NONE => {}
            _ if is_block(name) => {
                self.flush();
                if self.row == id {
                    self.row = NONE;
                }
                let outer = dom.ancestors(id).find(|above| dom.name(*above).is_some_and(is_block));
                self.node = outer.unwrap_or(DOCUMENT);
            }
            "a" => self.links = self.links.saturating_sub(1),
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            _ => {}
        }
        if is_hidden(dom, id) {
            self.hidden = self.hidden.saturating_sub(1);
        }
    }
}

/// Gathers one block.
#[derive(Default)]
struct Builder {
    text: String,
    chars: usize,
    runs: Vec<DraftRun>,
    /// Space seen and not yet written: it is written only when a word follows.
    space: Option<(char, usize, usize)>,
    links: usize,
    link_chars: usize,
    bold_chars: usize,
}

impl Builder {
    fn push(&mut self, text: &str, start: usize, end: usize, plain: bool, link: bool, bold: bool) {
        let mut rest = text;
        let mut at = start;
        while !rest.is_empty() {
            let gap = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            if gap > 0 {
                let to = if plain { at + gap } else { end };
                let mark = self.space.map_or(' ', |space| space.0);
                let from = self.space.map_or(at, |space| space.1);
                self.space = Some((mark, from, to));
                (rest, at) = (&rest[gap..], if plain { to } else { at });
                continue;
            }
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = &rest[..length];
            let to = if plain { at + length } else { end };
            self.write_space();
            let before = self.chars;
            self.write(word, at, to, plain);
            let written = self.chars - before;
            self.link_chars += if link { written } else { 0 };
            self.bold_chars += if bold { written } else { 0 };
            (rest, at) = (&rest[length..], if plain { to } else { at });
        }
    }

    fn write_space(&mut self) {
        if let Some((mark, start, end)) = self.space.take()
            && !self.text.is_empty()
        {
            self.text.push(mark);
            self.add_run(1, start, end, mark == ' ' && end == start + 1);
        }
    }

    fn write(&mut self, word: &str, start: usize, end: usize, plain: bool) {
        // A zero-width or soft hyphen stays: what was printed is printed. Only the normal form changes.
        if is_nfc_quick(word.chars()) == IsNormalized::Yes {
            self.text.push_str(word);
            let (mut rest, mut at) = (word, start);
            while plain && rest.len() > LONGEST_RUN {
                let (piece, after) = rest.split_at(rest.floor_char_boundary(LONGEST_RUN));
                self.add_run(piece.chars().count(), at, at + piece.len(), true);
                (rest, at) = (after, at + piece.len());
            }
            self.add_run(rest.chars().count(), at, end, plain);
        } else {
            let from = self.text.len();
            self.text.extend(word.nfc());
            let composed = &self.text[from..];
            let same = composed == word;
            let chars = composed.chars().count();
            self.add_run(chars, start, end, plain && same);
        }
    }

    fn add_run(&mut self, chars: usize, start: usize, end: usize, plain: bool) {
        let at = self.chars;
        self.chars += chars;
        if let Some(last) = self.runs.last_mut()
            && last.plain
            && plain
            && last.end == start
            && last.chars + chars <= LONGEST_RUN
        {
            last.chars += chars;
            last.end = end;
            return;
        }
        self.runs.push(DraftRun { at, chars, start, end, plain });
    }

    /// A line break; two in a row end the block, which is then told by `true`.
    fn line_break(&mut self) -> bool {
        match &mut self.space {
            Some((mark, ..)) if *mark == '\n' => !self.text.is_empty(),
            Some((mark, ..)) => {
                *mark = '\n';
                false
            }
            None => {
                let end = self.runs.last().map_or(0, |run| run.end);
                self.space = Some(('\n', end, end));
                false
            }
        }
    }

    /// The border between two cells of a row.
    fn cell(&mut self) {
        let end = self.runs.last().map_or(0, |run| run.end);
        self.space = Some(('\t', end, end));
    }

    fn finish(self, node: Id) -> Option<Draft> {
        // A block that shows nothing (zero-width characters only) is none.
        let seen = |c: char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}');
        if !self.text.chars().any(seen) {
            return None;
        }
        Some(Draft {
            text: self.text,
            chars: self.chars,
            runs: self.runs,
            node,
            link_chars: self.link_chars,
            links: self.links,
            bold_chars: self.bold_chars,
            row: false,
            hidden: false,
            pictures_before: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        from_html(&Dom::parse(page), page).into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn blocks_follow_the_page() {
        let page = "<body><h1>Head\n line</h1><div>one <b>two</b><p>three<br>four<br><br>five</p>six</div>";
        assert_eq!(texts(page), ["Head line", "one two", "three\nfour", "five", "six"]);
    }

    #[test]
    fn rows_are_lines_and_layout_tables_are_not() {
        let page = "<table><tr><td>a<td>b</tr><tr><td><p>c</p><td>d</tr></table>";
        assert_eq!(texts(page), ["a\tb", "c", "d"]);
    }

    #[test]
    fn every_character_leads_back() {
        let page = "<p> Caf&eacute;\n  e\u{301}t <i>x</i>y </p>";
        let blocks = from_html(&Dom::parse(page), page);
        assert_eq!(blocks[0].text, "Café ét xy");
        let covered: usize = blocks[0].runs.iter().map(|run| run.chars).sum();
        assert_eq!(covered, blocks[0].chars);
        for run in blocks[0].runs.iter().filter(|run| run.plain) {
            let there = &page[run.start..run.end];
            let here: String = blocks[0].text.chars().skip(run.at).take(run.chars).collect();
            assert_eq!(here, there);
        }
    }

    #[test]
    fn hidden_words_are_marked() {
        let page = "<p>seen</p><div style='display: none'><p>not</p></div><p>seen again</p>";
        let hidden: Vec<bool> = from_html(&Dom::parse(page), page).iter().map(|b| b.hidden).collect();
        assert_eq!(hidden, [false, true, false]);
    }
}
