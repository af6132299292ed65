//! One parse of the page into an arena of nodes that know their place in the page.
//!
//! [`Dom::parse`] stands in `dom/parse.rs`.

mod parse;

use html5ever::{Attribute, LocalName, QualName};

/// Index of a node in [`Dom::nodes`].
pub type Id = u32;

/// No node.
pub const NONE: Id = u32::MAX;

/// The document node.
pub const DOCUMENT: Id = 0;

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
