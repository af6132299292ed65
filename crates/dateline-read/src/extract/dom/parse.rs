//! html5ever builds the tree; what it leaves out is kept here: the place of every token, and bounds.
//!
//! html5ever gives no offsets. Its tokenizer takes the page from a queue, so what is left in the queue when a
//! token arrives tells where the token ends, and the token before tells where it begins.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, QualName, local_name, ns};

use super::{DOCUMENT, Data, Dom, Element, Id, NONE, Node, Run};

/// Deeper elements are dropped, their text is kept. Browsers stop at 512; no page of any public set exceeds 120.
const MAX_DEPTH: u32 = 400;

/// More nodes than any real page has (the largest of the public sets has 90,000).
const MAX_NODES: usize = 600_000;

/// A tag with more attributes than this is shortened: html5ever compares each with all before it.
const MAX_ATTRIBUTES: usize = 512;

/// The page is fed to the tokenizer in pieces of this many bytes, so that a tag without end is noticed in time.
const PIECE: usize = 4096;

impl Dom {
    /// Parses the decoded page. Never fails: HTML gives every sequence of characters a tree.
    pub fn parse(page: &str) -> Dom {
        let queue = Rc::new(BufferQueue::default());
        let state = Rc::new(State {
            dom: RefCell::new(Dom {
                nodes: vec![Node::new(Data::Document)],
                runs: Vec::new(),
                side: String::new(),
                cut: false,
            }),
            fed: Cell::new(0),
            token: Cell::new((0, 0)),
            cursor: Cell::new(0),
            last_depth: Cell::new(0),
        });
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new(Sink { state: Rc::clone(&state), page }, options);
        let positions = Positions { builder, queue: Rc::clone(&queue), state: Rc::clone(&state) };
        let tokenizer = Tokenizer::new(positions, TokenizerOpts::default());
        let mut from = 0;
        // The last tag that was looked at for attributes, and the part of the page that is skipped for them.
        let mut looked_at = usize::MAX;
        let mut skip = (page.len(), page.len());
        while from < page.len() {
            let to = page.ceil_char_boundary(from + PIECE).min(skip.0);
            queue.push_back(StrTendril::from(&page[from..to]));
            state.fed.set(to);
            // A script would interrupt the parser; none is run here, so go on until the queue is empty.
            while !queue.is_empty() {
                let _ = tokenizer.feed(&queue);
            }
            from = to;
            let open = state.token.get().1 as usize;
            if open + PIECE / 2 < to && open != looked_at {
                looked_at = open;
                skip = excess_attributes(page.as_bytes(), open, to).unwrap_or((page.len(), page.len()));
            }
            if from == skip.0 {
                state.dom.borrow_mut().cut |= skip.1 > skip.0;
                from = skip.1;
                skip = (page.len(), page.len());
            }
        }
        tokenizer.end();
        drop(tokenizer);
        let empty =
            Dom { nodes: vec![Node::new(Data::Document)], runs: Vec::new(), side: String::new(), cut: true };
        Rc::try_unwrap(state).map_or(empty, |state| state.dom.into_inner())
    }
}

/// For a tag that begins at `start` and is not ended at `fed`: when it has too many attributes, the part of the
/// page from the first border between two attributes at or after `fed` up to the tag's end, or the page's.
fn excess_attributes(page: &[u8], start: usize, fed: usize) -> Option<(usize, usize)> {
    let name = match page.get(start..)? {
        [b'<', b'/', letter, ..] if letter.is_ascii_alphabetic() => start + 2,
        [b'<', letter, ..] if letter.is_ascii_alphabetic() => start + 1,
        _ => return None,
    };
    let space = |byte: u8| byte.is_ascii_whitespace() || byte == 0x0c;
    let find = |from: usize, wanted: &dyn Fn(u8) -> bool| {
        page.get(from..).and_then(|rest| rest.iter().position(|byte| wanted(*byte))).map(|at| from + at)
    };
    let (mut count, mut border) = (0, None);
    let mut at = find(name, &|byte| space(byte) || byte == b'/' || byte == b'>')?;
    let end = loop {
        let Some(next) = find(at, &|byte| !space(byte) && byte != b'/') else { break page.len() };
        if next >= fed {
            border = border.or(Some(next));
        }
        if page[next] == b'>' {
            break next;
        }
        count += 1;
        // The name, whose first character may be an equals sign; then a value, if an equals sign follows.
        let ends = |byte: u8| space(byte) || matches!(byte, b'/' | b'>' | b'=');
        let Some(after) = find(next + 1, &ends) else { break page.len() };
        let Some(equals) = find(after, &|byte| !space(byte)) else { break page.len() };
        at = if page[equals] != b'=' {
            after
        } else {
            let Some(value) = find(equals + 1, &|byte| !space(byte)) else { break page.len() };
            let end = match page[value] {
                quote @ (b'"' | b'\'') => find(value + 1, &|byte| byte == quote).map(|at| at + 1),
                _ => find(value, &|byte| space(byte) || byte == b'>'),
            };
            let Some(end) = end else { break page.len() };
            end
        };
    };
    (count > MAX_ATTRIBUTES).then(|| (border.unwrap_or(end).max(fed), end))
}

/// What the tokenizer's side and the tree's side share while a page is parsed.
struct State {
    dom: RefCell<Dom>,
    /// Up to where the page was given to the tokenizer, bytes.
    fed: Cell<usize>,
    /// Place of the token in hand, bytes of the decoded page.
    token: Cell<(u32, u32)>,
    /// Up to where the text of the token in hand was placed.
    cursor: Cell<u32>,
    /// Depth of the element last put into the tree.
    last_depth: Cell<u32>,
}

/// Between tokenizer and tree builder: notes each token's place, and keeps the tree from growing without bound.
struct Positions<'a> {
    builder: TreeBuilder<Id, Sink<'a>>,
    queue: Rc<BufferQueue>,
    state: Rc<State>,
}

impl Positions<'_> {
    /// Up to where the tokenizer has taken the page.
    fn taken(&self) -> usize {
        let fed = self.state.fed.get();
        let Some(first) = self.queue.pop_front() else { return fed };
        let mut left = first.len();
        if !self.queue.is_empty() {
            // Rarely more than two: the rest of the piece, and before it what a look-ahead put back.
            let mut held = Vec::with_capacity(2);
            while let Some(buffer) = self.queue.pop_front() {
                left += buffer.len();
                held.push(buffer);
            }
            for buffer in held.into_iter().rev() {
                self.queue.push_front(buffer);
            }
        }
        self.queue.push_front(first);
        fed.saturating_sub(left)
    }

    /// Whether a tag must be dropped to keep the tree within bounds: any that makes an element.
    fn refuse(&self, tag: &Tag) -> bool {
        if tag.kind == TagKind::EndTag && !matches!(tag.name, local_name!("p") | local_name!("br")) {
            return false;
        }
        let mut dom = self.state.dom.borrow_mut();
        let deep = tag.kind == TagKind::StartTag && self.state.last_depth.get() >= MAX_DEPTH;
        let refused = deep || dom.nodes.len() >= MAX_NODES;
        dom.cut |= refused;
        refused
    }
}

impl TokenSink for Positions<'_> {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        let end = clamp(self.taken());
        let start = self.state.token.get().1;
        self.state.token.set((start, end));
        self.state.cursor.set(start);
        match &token {
            Token::TagToken(tag) if self.refuse(tag) => TokenSinkResult::Continue,
            // Nobody reads comments, and a page may have more of them than words.
            Token::CommentToken(_) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Puts what the tree builder decides into the arena.
struct Sink<'a> {
    state: Rc<State>,
    page: &'a str,
}

impl Sink<'_> {
    /// Where `text` of the token in hand stands in the page. The builder may split a token, drop its leading
    /// space, or keep table text back until a later token.
    fn place(&self, text: &str) -> Run {
        let (start, end) = self.state.token.get();
        let stands = |at: usize| self.page.get(at..).is_some_and(|rest| rest.starts_with(text));
        let found = |at: usize| {
            self.state.cursor.set(clamp(at + text.len()));
            Run { start: clamp(at), end: clamp(at + text.len()), side: None }
        };
        let cursor = self.state.cursor.get() as usize;
        if cursor + text.len() <= end as usize && stands(cursor) {
            return found(cursor);
        }
        if let Some(at) = (end as usize).checked_sub(text.len()).filter(|at| *at >= start as usize)
            && stands(at)
        {
            return found(at);
        }
        let side = {
            let mut dom = self.state.dom.borrow_mut();
            let from = clamp(dom.side.len());
            dom.side.push_str(text);
            Some((from, clamp(dom.side.len())))
        };
        Run { start, end, side }
    }

    /// Puts text after the last child of `parent`, or before `before`.
    fn text(&self, parent: Id, before: Id, text: &str) {
        let run = self.place(text);
        let mut dom = self.state.dom.borrow_mut();
        let dom = &mut *dom;
        let at = clamp(dom.runs.len());
        let beside = if before == NONE {
            dom.nodes.get(parent as usize).map_or(NONE, |node| node.last)
        } else {
            dom.nodes.get(before as usize).map_or(NONE, |node| node.prev)
        };
        if let Some(Node { data: Data::Text(_, to), .. }) = dom.nodes.get_mut(beside as usize)
            && *to == at
        {
            *to = at + 1;
            // Characters that stand side by side are one run, however many tokens they came in.
            match dom.runs.last_mut() {
                Some(last) if last.side.is_none() && run.side.is_none() && last.end == run.start => {
                    last.end = run.end;
                    *to = at;
                }
                _ => dom.runs.push(run),
            }
            return;
        }
        dom.runs.push(run);
        let id = dom.push(Data::Text(at, at + 1));
        dom.link(parent, before, id);
    }

    fn put(&self, parent: Id, before: Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendText(text) => self.text(parent, before, &text),
            NodeOrText::AppendNode(id) => {
                let mut dom = self.state.dom.borrow_mut();
                dom.link(parent, before, id);
                self.state.last_depth.set(dom.nodes.get(id as usize).map_or(0, |node| node.depth));
            }
        }
    }
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl TreeSink for Sink<'_> {
    type Handle = Id;
    type Output = ();
    type ElemName<'b>
        = Ref<'b, QualName>
    where
        Self: 'b;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        DOCUMENT
    }

    fn elem_name<'b>(&'b self, target: &'b Id) -> Ref<'b, QualName> {
        // The builder asks for the names of elements only; the document's stands for a node that is none.
        Ref::map(self.state.dom.borrow(), |dom| match &dom.nodes[*target as usize].data {
            Data::Element(element) => &element.name,
            _ => no_name(),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        let tag = self.state.token.get();
        self.state.dom.borrow_mut().push(Data::Element(Element { name, attrs, tag }))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.state.dom.borrow_mut().push(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.state.dom.borrow_mut().push(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, prev: &Id, child: NodeOrText<Id>) {
        let parent = self.state.dom.borrow().nodes.get(*element as usize).map_or(NONE, |node| node.parent);
        if parent == NONE { self.put(*prev, NONE, child) } else { self.put(parent, *element, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        // Templates are not shown: their contents hang below the element, which the reader skips.
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.state.dom.borrow().nodes.get(*sibling as usize).map_or(NONE, |node| node.parent);
        self.put(parent, *sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        if let Some(Node { data: Data::Element(element), .. }) =
            self.state.dom.borrow_mut().nodes.get_mut(*target as usize)
        {
            let room = MAX_ATTRIBUTES.saturating_sub(element.attrs.len());
            for attr in attrs.into_iter().take(room) {
                if !element.attrs.iter().any(|a| a.name == attr.name) {
                    element.attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.state.dom.borrow_mut().unlink(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut dom = self.state.dom.borrow_mut();
        let children: Vec<Id> = dom.children(*node).collect();
        for child in children {
            dom.link(*new_parent, NONE, child);
        }
    }
}

/// The name of a node that is no element.
fn no_name() -> &'static QualName {
    static NAME: std::sync::LazyLock<QualName> =
        std::sync::LazyLock::new(|| QualName::new(None, ns!(), local_name!("")));
    &NAME
}
#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn all(page: &str) -> Vec<(String, &str, bool)> {
        let dom = Dom::parse(page);
        let mut found = Vec::new();
        for id in dom.descendants(DOCUMENT) {
            for piece in dom.pieces(page, id) {
                found.push((piece.text.to_owned(), &page[piece.start..piece.end], piece.plain));
            }
        }
        found
    }

    #[test]
    fn text_knows_its_place() {
        let page = "<!doctype html><title>A &amp; B</title><p class=x>One<b> two</b>&eacute;t&eacute &#8211; three\r\nfour</p>";
        for (text, there, plain) in all(page) {
            if plain {
                assert_eq!(text, there);
            } else {
                assert!(there.starts_with('&') || there.contains('\r'), "{text:?} {there:?}");
            }
        }
    }

    #[test]
    fn table_text_that_is_moved_out_is_still_text() {
        let page = "<table><tr>stray<td>cell</td></tr></table>";
        let texts: Vec<String> = all(page).into_iter().map(|x| x.0).collect();
        assert_eq!(texts, ["stray", "cell"]);
    }

    #[test]
    fn depth_and_size_are_bounded_and_the_words_are_kept() {
        let page = format!("{}word{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let dom = Dom::parse(&page);
        assert!(dom.cut);
        assert!(dom.nodes.iter().all(|node| node.depth <= MAX_DEPTH + 2));
        assert_eq!(dom.text(&page, DOCUMENT), "word");
    }

    #[test]
    fn start_tags_are_placed() {
        let page = "<p>x</p><meta name=a content=b><p>y";
        let dom = Dom::parse(page);
        let (_, meta) = dom.elements("meta").next().expect("a meta element");
        assert_eq!(&page[meta.tag.0 as usize..meta.tag.1 as usize], "<meta name=a content=b>");
    }

    #[test]
    fn a_tag_with_too_many_attributes_is_shortened_and_the_page_goes_on() {
        let attributes: String = (0..50_000).map(|n| format!(" a{n}=\"> {n}\"")).collect();
        let page = format!("<p>one<div{attributes} id=last>two</div><p class=c>three");
        let dom = Dom::parse(&page);
        assert!(dom.cut);
        let (_, div) = dom.elements("div").next().expect("a div");
        assert!((100..2 * MAX_ATTRIBUTES).contains(&div.attrs.len()));
        assert_eq!(page.as_bytes()[div.tag.1 as usize - 1], b'>');
        assert_eq!(all(&page).into_iter().map(|x| x.0).collect::<Vec<_>>(), ["one", "two", "three"]);
        let (_, last) = dom.elements("p").nth(1).expect("a paragraph");
        assert_eq!(&page[last.tag.0 as usize..last.tag.1 as usize], "<p class=c>");
    }

    #[test]
    fn a_long_tag_with_few_attributes_is_whole() {
        let address = "data:image/png;base64,".to_owned() + &"QUJD".repeat(100_000);
        let page = format!("<img alt='a > b' src=\"{address}\"><p>one");
        let dom = Dom::parse(&page);
        assert!(!dom.cut);
        let (_, image) = dom.elements("img").next().expect("a picture");
        assert_eq!(image.attr("src"), Some(address.as_str()));
    }
}
