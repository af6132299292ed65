//! Sums over the tree: for every element above a block, what stands inside it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::classes::{Classes, HIDDEN};
use crate::extract::dom::{Dom, Element, Id, NONE};
use crate::extract::draft::Draft;

/// No element.
pub const NO: usize = usize::MAX;

/// A block of this many characters, mostly outside links, is prose. Teasers and captions are shorter, the median
/// paragraph of a report is twice as long.
pub const PROSE: usize = 80;

/// What stands inside an element.
#[derive(Clone, Debug, Default)]
pub struct Inside {
    /// The element.
    pub node: Id,
    /// The nearest element above that is in the table, or [`NO`].
    pub above: usize,
    /// Categories of its names: [`super::classes`].
    pub classes: u32,
    /// Which kind of element.
    pub tag: Tag,
    /// Tag and names as one number: equal for elements made by one template.
    pub likeness: u64,
    /// Characters, all and in links.
    pub chars: usize,
    /// Characters in links.
    pub link_chars: usize,
    /// Characters in blocks of prose.
    pub prose: usize,
    /// Blocks, and among them blocks of prose.
    pub blocks: usize,
    /// Blocks of prose.
    pub prose_blocks: usize,
    /// First block.
    pub first: usize,
    /// Last block.
    pub last: usize,
    /// The weight of the paragraphs near below it (Readability's measure).
    pub weight: f32,
    /// Elements of the same likeness under the same element, itself among them.
    pub twins: usize,
    /// Characters in all of them.
    pub twin_chars: usize,
}

/// Elements that tell what their blocks are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Tag {
    #[default]
    Other,
    Article,
    Main,
    Section,
    Aside,
    Nav,
    Header,
    Footer,
    Form,
    Figure,
    Caption,
    Table,
    List,
    Item,
    Quote,
    Paragraph,
    Heading,
    Button,
    Noscript,
    Details,
    Div,
    Pre,
}

/// How many kinds of [`Tag`] there are.
pub const TAGS: usize = Tag::Pre as usize + 1;

fn tag(name: &str) -> Tag {
    match name {
        "article" => Tag::Article,
        "main" => Tag::Main,
        "section" => Tag::Section,
        "aside" => Tag::Aside,
        "nav" | "menu" => Tag::Nav,
        "header" => Tag::Header,
        "footer" => Tag::Footer,
        "form" | "fieldset" | "legend" => Tag::Form,
        "figure" => Tag::Figure,
        "figcaption" | "caption" => Tag::Caption,
        "table" | "tbody" | "tr" | "td" | "th" | "thead" | "tfoot" => Tag::Table,
        "ul" | "ol" | "dl" | "dir" => Tag::List,
        "li" | "dd" | "dt" => Tag::Item,
        "blockquote" => Tag::Quote,
        "p" => Tag::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
        "button" => Tag::Button,
        "noscript" => Tag::Noscript,
        "details" | "summary" | "dialog" => Tag::Details,
        "div" => Tag::Div,
        "pre" => Tag::Pre,
        _ => Tag::Other,
    }
}

/// The elements above the blocks of a page.
pub struct Layout {
    /// The elements; one stands before those above it.
    pub elements: Vec<Inside>,
    /// For each block the element it stands in.
    pub of_block: Vec<usize>,
    /// The element with the most weight of paragraphs, or [`NO`].
    pub best: usize,
    /// The longest run of blocks that reads as prose: first and last block.
    pub run: Option<(usize, usize)>,
}

impl Layout {
    /// Measures a page.
    pub fn new(dom: &Dom, drafts: &[Draft]) -> Layout {
        let mut layout = Layout {
            elements: Vec::new(),
            of_block: Vec::with_capacity(drafts.len()),
            best: NO,
            run: prose_run(drafts),
        };
        let mut place: Vec<u32> = vec![u32::MAX; dom.nodes.len()];
        let mut classes = Classes::default();
        for (number, draft) in drafts.iter().enumerate() {
            let prose = is_prose(draft);
            let commas = draft.text.chars().filter(|c| matches!(c, ',' | '،' | '、' | '，')).count();
            let weight =
                if prose { 1.0 + commas as f32 + (draft.chars as f32 / 100.0).min(3.0) } else { 0.0 };
            let mut node = draft.node;
            let mut below = NO;
            let mut level = 0usize;
            while node != NONE {
                let Some(element) = dom.element(node) else { break };
                let here = match place.get(node as usize).copied() {
                    Some(u32::MAX) | None => {
                        let here = layout.elements.len();
                        layout.elements.push(inside(node, element, number, &mut classes));
                        if let Some(slot) = place.get_mut(node as usize) {
                            *slot = here as u32;
                        }
                        here
                    }
                    Some(here) => here as usize,
                };
                if below == NO {
                    layout.of_block.push(here);
                } else {
                    layout.elements[below].above = here;
                }
                let inside = &mut layout.elements[here];
                inside.chars += draft.chars;
                inside.link_chars += draft.link_chars;
                inside.blocks += 1;
                inside.last = number;
                if prose {
                    inside.prose += draft.chars;
                    inside.prose_blocks += 1;
                    inside.weight +=
                        weight * [0.5, 1.0, 0.5, 0.25, 0.15, 0.1].get(level).copied().unwrap_or(0.0);
                }
                below = here;
                level += 1;
                node = dom.nodes[node as usize].parent;
            }
            if below == NO {
                layout.of_block.push(NO);
            }
        }
        layout.count_twins();
        layout.best = layout.heaviest();
        layout
    }

    /// The element of a block and those above it, nearest first.
    pub fn above(&self, block: usize) -> impl Iterator<Item = &Inside> + '_ {
        let first = self.of_block.get(block).and_then(|at| self.elements.get(*at));
        std::iter::successors(first, |inside| self.elements.get(inside.above))
    }

    fn count_twins(&mut self) {
        let mut twins: HashMap<(usize, u64), (usize, usize)> = HashMap::new();
        for inside in &self.elements {
            let entry = twins.entry((inside.above, inside.likeness)).or_default();
            entry.0 += 1;
            entry.1 += inside.chars;
        }
        for inside in &mut self.elements {
            (inside.twins, inside.twin_chars) =
                twins.get(&(inside.above, inside.likeness)).copied().unwrap_or_default();
        }
    }

    fn heaviest(&self) -> usize {
        let score = |inside: &Inside| {
            let links = inside.link_chars as f32 / inside.chars.max(1) as f32;
            inside.weight * (1.0 - links)
        };
        let mut best = (0.0, NO);
        for (here, inside) in self.elements.iter().enumerate() {
            let score = score(inside);
            if score > best.0 {
                best = (score, here);
            }
        }
        best.1
    }
}

/// Whether a block is prose by its length and links alone.
pub fn is_prose(draft: &Draft) -> bool {
    draft.chars >= PROSE && draft.link_density() < 0.3 && !draft.hidden
}

fn inside(node: Id, element: &Element, block: usize, classes: &mut Classes) -> Inside {
    let mut hasher = DefaultHasher::new();
    element.name.local.hash(&mut hasher);
    if let Some(class) = element.attr("class") {
        class.hash(&mut hasher);
    }
    Inside {
        node,
        above: NO,
        classes: classes.mask(element),
        tag: tag(&element.name.local),
        likeness: hasher.finish(),
        first: block,
        last: block,
        ..Inside::default()
    }
}

impl Inside {
    /// Share of the characters inside links.
    pub fn link_density(&self) -> f32 {
        self.link_chars as f32 / self.chars.max(1) as f32
    }

    /// Whether its names say that it is not shown.
    pub fn is_hidden(&self) -> bool {
        self.classes & HIDDEN != 0
    }
}

/// The run of blocks with the largest sum, where characters outside links count for it and every block costs.
/// The cost is about that of a menu entry twice over: a short cross-head inside an article does not end the run.
fn prose_run(drafts: &[Draft]) -> Option<(usize, usize)> {
    const COST: f32 = 40.0;
    const MOST: f32 = 400.0;
    let (mut sum, mut from) = (0.0f32, 0usize);
    let mut best: Option<(f32, usize, usize)> = None;
    for (at, draft) in drafts.iter().enumerate() {
        let own = draft.chars as f32 - 2.0 * draft.link_chars as f32;
        let value = if draft.hidden { -COST } else { own.min(MOST) - COST };
        if sum <= 0.0 {
            (sum, from) = (0.0, at);
        }
        sum += value;
        if sum > 0.0 && best.is_none_or(|(most, ..)| sum > most) {
            best = Some((sum, from, at));
        }
    }
    best.map(|(_, from, to)| (from, to))
}
