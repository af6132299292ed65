//! One parse of the page into an arena of nodes that know their place in the page.
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
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// Index of a node in [`Dom::nodes`].
pub type Id = u32;

/// No node.
pub const NONE: Id = u32::MAX;

/// The document node.
pub const DOCUMENT: Id = 0;

/// Deeper elements are dropped, their text is kept. Browsers stop at 512; no page of any public set exceeds 120.
const MAX_DEPTH: u32 = 400;

/// More nodes than any real page has (the largest of the public sets has 90,000).
const MAX_NODES: usize = 600_000;

/// A parsed page.
pub struct Dom {
    /// The nodes; children come after their parents were made, not always in document order.
    pub nodes: Vec<Node>,
    runs: Vec<Run>,
    side: String,
    /// Whether the page was too deep or too large to be kept whole.
    pub cut: bool,
}

/// A node of the tree.
pub struct Node {
    /// The parent, or [`NONE`].
    pub parent: Id,
    /// The first child, or [`NONE`].
    pub first: Id,
    /// The last child, or [`NONE`].
    pub last: Id,
    /// The next sibling, or [`NONE`].
    pub next: Id,
    /// The previous sibling, or [`NONE`].
    pub prev: Id,
    /// Distance from the document node.
    pub depth: u32,
    /// What it is.
    pub data: Data,
}

/// What a node is.
pub enum Data {
    /// The document itself.
    Document,
    /// An element.
    Element(Element),
    /// Text: runs `.0 .. .1` of the document.
    Text(u32, u32),
    /// A comment or anything else without words for the reader.
    Other,
}

/// An element.
pub struct Element {
    /// Its name.
    pub name: QualName,
    /// Its attributes.
    pub attrs: Vec<Attribute>,
    /// Its start tag in the decoded page, bytes.
    pub tag: (u32, u32),
}

/// A run of characters of one token.
#[derive(Clone, Copy)]
struct Run {
    /// Place in the decoded page, bytes.
    start: u32,
    end: u32,
    /// Place in `side`, when the characters differ from the page's (a character reference, a carriage return).
    side: Option<(u32, u32)>,
}

/// A piece of a text node.
pub struct Piece<'a> {
    /// The characters.
    pub text: &'a str,
    /// Their place in the decoded page, bytes.
    pub start: usize,
    /// One past their last byte in the decoded page.
    pub end: usize,
    /// Whether the characters stand there as they are.
    pub plain: bool,
}

impl Element {
    /// The value of an attribute.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
    }
}

impl Dom {
    /// Parses the decoded page. Never fails: HTML gives every sequence of characters a tree.
    pub fn parse(page: &str) -> Dom {
        let queue = Rc::new(BufferQueue::default());
        queue.push_back(StrTendril::from(page));
        let state = Rc::new(State {
            dom: RefCell::new(Dom {
                nodes: vec![Node::new(Data::Document)],
                runs: Vec::new(),
                side: String::new(),
                cut: false,
            }),
            token: Cell::new((0, 0)),
            cursor: Cell::new(0),
            last_depth: Cell::new(0),
        });
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new(Sink { state: Rc::clone(&state), page }, options);
        let positions =
            Positions { builder, queue: Rc::clone(&queue), state: Rc::clone(&state), length: page.len() };
        let tokenizer = Tokenizer::new(positions, TokenizerOpts::default());
        // A script would interrupt the parser; none is run here, so go on until the queue is empty.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        tokenizer.end();
        drop(tokenizer);
        let empty =
            Dom { nodes: vec![Node::new(Data::Document)], runs: Vec::new(), side: String::new(), cut: true };
        Rc::try_unwrap(state).map_or(empty, |state| state.dom.into_inner())
    }

    /// The element at a node.
    pub fn element(&self, id: Id) -> Option<&Element> {
        match self.nodes.get(id as usize).map(|node| &node.data) {
            Some(Data::Element(element)) => Some(element),
            _ => None,
        }
    }

    /// The local name of the element at a node.
    pub fn name(&self, id: Id) -> Option<&LocalName> {
        self.element(id).map(|element| &element.name.local)
    }

    /// The value of an attribute of the element at a node.
    pub fn attr(&self, id: Id, name: &str) -> Option<&str> {
        self.element(id).and_then(|element| element.attr(name))
    }

    /// The children of a node, in order.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let first = self.nodes.get(id as usize).map_or(NONE, |node| node.first);
        std::iter::successors(Some(first), |id| self.nodes.get(*id as usize).map(|node| node.next))
            .take_while(|id| *id != NONE)
    }

    /// The ancestors of a node, nearest first, without the node itself.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let up = |id: Id| self.nodes.get(id as usize).map(|node| node.parent).filter(|id| *id != NONE);
        std::iter::successors(up(id), move |id| up(*id))
    }

    /// A node and everything below it, in document order.
    pub fn descendants(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let now = next?;
            next = self.after(now, id);
            Some(now)
        })
    }

    /// The node after `now` in document order, within `root`.
    fn after(&self, now: Id, root: Id) -> Option<Id> {
        let node = self.nodes.get(now as usize)?;
        if node.first != NONE {
            return Some(node.first);
        }
        self.after_subtree(now, root)
    }

    /// The node after everything below `now` in document order, within `root`.
    pub fn after_subtree(&self, mut now: Id, root: Id) -> Option<Id> {
        while now != root {
            let node = self.nodes.get(now as usize)?;
            if node.next != NONE {
                return Some(node.next);
            }
            now = node.parent;
        }
        None
    }

    /// Elements of a name in document order.
    pub fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (Id, &'a Element)> + 'a {
        self.descendants(DOCUMENT).filter_map(move |id| {
            self.element(id).filter(|element| &*element.name.local == name).map(|element| (id, element))
        })
    }

    /// The pieces of a text node; none for any other node.
    pub fn pieces<'a>(&'a self, page: &'a str, id: Id) -> impl Iterator<Item = Piece<'a>> + 'a {
        let (from, to) = match self.nodes.get(id as usize).map(|node| &node.data) {
            Some(Data::Text(from, to)) => (*from as usize, *to as usize),
            _ => (0, 0),
        };
        self.runs.get(from..to).unwrap_or_default().iter().map(move |run| {
            let (start, end) = (run.start as usize, run.end as usize);
            let text = match run.side {
                None => page.get(start..end),
                Some((from, to)) => self.side.get(from as usize..to as usize),
            };
            Piece { text: text.unwrap_or_default(), start, end, plain: run.side.is_none() }
        })
    }

    /// All text below a node, as it stands.
    pub fn text(&self, page: &str, id: Id) -> String {
        self.descendants(id).flat_map(|id| self.pieces(page, id)).map(|piece| piece.text).collect()
    }

    fn push(&mut self, data: Data) -> Id {
        if self.nodes.len() >= MAX_NODES {
            self.cut = true;
        }
        self.nodes.push(Node::new(data));
        Id::try_from(self.nodes.len() - 1).unwrap_or(NONE)
    }

    fn unlink(&mut self, id: Id) {
        let Some(node) = self.nodes.get_mut(id as usize) else { return };
        let (parent, prev, next) = (node.parent, node.prev, node.next);
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
        match self.nodes.get_mut(prev as usize) {
            Some(node) => node.next = next,
            None => {
                if let Some(node) = self.nodes.get_mut(parent as usize) {
                    node.first = next;
                }
            }
        }
        match self.nodes.get_mut(next as usize) {
            Some(node) => node.prev = prev,
            None => {
                if let Some(node) = self.nodes.get_mut(parent as usize) {
                    node.last = prev;
                }
            }
        }
    }

    /// Makes `id` the last child of `parent`, or the sibling before `before` if that is a node.
    fn link(&mut self, parent: Id, before: Id, id: Id) {
        self.unlink(id);
        let Some(above) = self.nodes.get(parent as usize) else { return };
        let depth = above.depth + 1;
        let prev = self.nodes.get(before as usize).map_or(above.last, |node| node.prev);
        if let Some(node) = self.nodes.get_mut(id as usize) {
            (node.parent, node.prev, node.next, node.depth) = (parent, prev, before, depth);
        }
        match self.nodes.get_mut(prev as usize) {
            Some(node) => node.next = id,
            None => self.nodes[parent as usize].first = id,
        }
        match self.nodes.get_mut(before as usize) {
            Some(node) => node.prev = id,
            None => self.nodes[parent as usize].last = id,
        }
    }
}

impl Node {
    fn new(data: Data) -> Node {
        Node { parent: NONE, first: NONE, last: NONE, next: NONE, prev: NONE, depth: 0, data }
    }
}

/// What the tokenizer's side and the tree's side share while a page is parsed.
struct State {
    dom: RefCell<Dom>,
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
    length: usize,
}

impl Positions<'_> {
    /// Bytes that the tokenizer has not taken yet.
    fn left(&self) -> usize {
        // Nearly always the queue holds one buffer, or two after a look-ahead was put back.
        let mut held = Vec::with_capacity(2);
        let mut bytes = 0;
        while let Some(buffer) = self.queue.pop_front() {
            bytes += buffer.len();
            held.push(buffer);
        }
        for buffer in held.into_iter().rev() {
            self.queue.push_front(buffer);
        }
        bytes
    }

    /// Whether a start tag must be dropped to keep the tree within bounds.
    fn refuse(&self, tag: &Tag) -> bool {
        if tag.kind != TagKind::StartTag {
            return false;
        }
        let mut dom = self.state.dom.borrow_mut();
        let refused = dom.cut && dom.nodes.len() >= MAX_NODES || self.state.last_depth.get() >= MAX_DEPTH;
        dom.cut |= refused;
        refused
    }
}

impl TokenSink for Positions<'_> {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        if !matches!(token, Token::ParseError(_)) {
            let end = u32::try_from(self.length - self.left()).unwrap_or(u32::MAX);
            let start = self.state.token.get().1;
            self.state.token.set((start, end));
            self.state.cursor.set(start);
        }
        match &token {
            Token::TagToken(tag) if self.refuse(tag) => TokenSinkResult::Continue,
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
        let at = clamp(dom.runs.len());
        dom.runs.push(run);
        let beside = if before == NONE {
            dom.nodes.get(parent as usize).map_or(NONE, |node| node.last)
        } else {
            dom.nodes.get(before as usize).map_or(NONE, |node| node.prev)
        };
        if let Some(Node { data: Data::Text(_, to), .. }) = dom.nodes.get_mut(beside as usize)
            && *to == at
        {
            *to = at + 1;
            return;
        }
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
            for attr in attrs {
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
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
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
}
