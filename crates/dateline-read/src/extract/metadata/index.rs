//! One pass over the tree that gathers what the readers of metadata look at.

use super::super::dom::{DOCUMENT, Data, Dom, Id, NONE};
use super::words;

/// Elements noted per kind; no real page has more that matter.
const MOST: usize = 400;

/// Text gathered from one element, in characters; a date, a name or a headline is shorter.
const LONGEST: usize = 400;

/// Regions of a page, as bits; a region holds for everything below its element.
pub mod region {
    /// Readers' comments.
    pub const COMMENT: u16 = 1;
    /// Teasers of other articles, side bars.
    pub const RELATED: u16 = 2;
    /// The page's foot.
    pub const FOOTER: u16 = 4;
    /// The page's head, menus.
    pub const HEADER: u16 = 8;
    /// Events, calendars.
    pub const EVENT: u16 = 16;
    /// Today's date, weather.
    pub const CLOCK: u16 = 32;
    /// About the author.
    pub const BIOGRAPHY: u16 = 64;
    /// An `<article>` or `<main>`.
    pub const ARTICLE: u16 = 128;
    /// A link.
    pub const LINK: u16 = 256;
    /// A trail from the home page.
    pub const BREADCRUMB: u16 = 512;
}

/// A `<meta>` element with a name that some field knows.
pub struct Meta<'a> {
    /// `name`, `property` or `itemprop`, lower case.
    pub key: String,
    /// The field it fills: second column of `data/metadata/meta_keys.tsv`.
    pub field: &'static str,
    /// How much the name promises, 0 to 9.
    pub weight: f32,
    /// `content`.
    pub value: &'a str,
    /// Start tag, bytes of the decoded page.
    pub tag: (u32, u32),
}

/// An element whose name, class or itemprop says what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Marked {
    /// The element.
    pub node: Id,
    /// What the hint says: second column of `data/metadata/class_words.tsv`.
    pub kind: &'static str,
    /// Whether the hint is an `itemprop` or `rel`, which are meant for machines.
    pub machine: bool,
}

/// What was gathered.
#[derive(Default)]
pub struct Index<'a> {
    /// `<meta>` elements in order.
    pub metas: Vec<Meta<'a>>,
    /// The first `<title>` outside pictures.
    pub title: Option<Id>,
    /// The `lang` of the document element, and its start tag.
    pub lang: Option<(&'a str, (u32, u32))>,
    /// `href` of `<link rel=canonical>`, and its start tag.
    pub canonical: Option<(&'a str, (u32, u32))>,
    /// `<script type="application/ld+json">`.
    pub json_ld: Vec<Id>,
    /// Other scripts with text.
    pub scripts: Vec<Id>,
    /// `<h1>` to `<h3>`.
    pub headings: Vec<Id>,
    /// `<time>` and other elements with a `datetime`.
    pub times: Vec<Id>,
    /// Elements with a telling name.
    pub marked: Vec<Marked>,
    /// `<a rel=author>` and links to authors' pages.
    pub author_links: Vec<Id>,
    /// Regions that an element opens, by node.
    regions: Vec<u16>,
}

impl<'a> Index<'a> {
    /// Gathers from a page.
    pub fn new(dom: &'a Dom) -> Self {
        let mut index = Index { regions: vec![0; dom.nodes.len()], ..Index::default() };
        for id in dom.descendants(DOCUMENT) {
            let Data::Element(element) = &dom.nodes[id as usize].data else { continue };
            let name = &*element.name.local;
            match name {
                "html" if index.lang.is_none() => {
                    let lang = element.attr("lang").or_else(|| element.attr("xml:lang"));
                    index.lang = lang.filter(|l| !l.trim().is_empty()).map(|lang| (lang, element.tag));
                }
                "meta" => index.meta(element),
                "title" if index.title.is_none() && &*element.name.ns == "http://www.w3.org/1999/xhtml" => {
                    index.title = Some(id);
                }
                "link" => {
                    let rel = element.attr("rel").unwrap_or_default();
                    if index.canonical.is_none() && rel.eq_ignore_ascii_case("canonical") {
                        index.canonical = element.attr("href").map(|href| (href, element.tag));
                    }
                }
                "script" => match element.attr("type") {
                    Some(kind) if kind.trim().to_ascii_lowercase().starts_with("application/ld+json") => {
                        index.json_ld.push(id);
                    }
                    _ if index.scripts.len() < MOST => index.scripts.push(id),
                    _ => {}
                },
                "h1" | "h2" | "h3" if index.headings.len() < MOST => index.headings.push(id),
                "time" if index.times.len() < MOST => index.times.push(id),
                "a" => {
                    let rel = element.attr("rel").unwrap_or_default();
                    let href = element.attr("href").unwrap_or_default();
                    if (rel.contains("author") || leads_to_author(href)) && index.author_links.len() < MOST {
                        index.author_links.push(id);
                    }
                }
                _ => {}
            }
            index.mark(id, element, name);
        }
        index
    }

    fn meta(&mut self, element: &'a super::super::dom::Element) {
        let Some(value) = element.attr("content").filter(|value| !value.trim().is_empty()) else { return };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            let Some(key) = element.attr(attribute) else { continue };
            let key = key.trim().to_ascii_lowercase();
            if let Some((field, weight)) = words::meta_key(&key)
                && self.metas.len() < MOST
            {
                self.metas.push(Meta { key, field, weight, value, tag: element.tag });
                return;
            }
        }
    }

    fn mark(&mut self, id: Id, element: &super::super::dom::Element, name: &str) {
        let mut regions = match name {
            "article" | "main" => region::ARTICLE,
            "aside" => region::RELATED,
            "footer" => region::FOOTER,
            "nav" => region::HEADER,
            "a" => region::LINK,
            _ => 0,
        };
        let mut marked: Option<Marked> = None;
        // Names on the outermost elements describe the page's layout, not their contents.
        let whole = matches!(name, "html" | "body" | "main");
        for attr in &element.attrs {
            let machine = match &*attr.name.local {
                "class" | "id" if !whole => false,
                "itemprop" | "rel" => true,
                "pubdate" => {
                    marked = Some(Marked { node: id, kind: "published", machine: true });
                    continue;
                }
                "role" if attr.value.eq_ignore_ascii_case("contentinfo") => {
                    regions |= region::FOOTER;
                    continue;
                }
                "datetime" if name != "time" && self.times.len() < MOST => {
                    self.times.push(id);
                    continue;
                }
                _ => continue,
            };
            for (kind, _, _) in words::classes().pieces(&attr.value) {
                match kind {
                    "comment" => regions |= region::COMMENT,
                    "related" => regions |= region::RELATED,
                    "footer" => regions |= region::FOOTER,
                    "header" => regions |= region::HEADER,
                    "event" => regions |= region::EVENT,
                    "clock" => regions |= region::CLOCK,
                    "biography" => regions |= region::BIOGRAPHY,
                    "breadcrumb" => regions |= region::BREADCRUMB,
                    "none" => {}
                    _ => {
                        let better = marked.is_none_or(|m| {
                            machine && !m.machine
                                || m.kind == "date" && matches!(kind, "published" | "updated")
                        });
                        if better {
                            marked = Some(Marked { node: id, kind, machine });
                        }
                    }
                }
            }
        }
        if let Some(slot) = self.regions.get_mut(id as usize) {
            *slot = regions;
        }
        if let Some(marked) = marked
            && self.marked.len() < MOST
            && name != "a"
            && !whole
            && !matches!(name, "meta" | "link" | "script" | "head" | "img" | "input" | "form")
        {
            self.marked.push(marked);
        } else if let Some(marked) = marked
            && name == "a"
            && marked.kind == "author"
            && self.marked.len() < MOST
        {
            self.marked.push(marked);
        }
    }

    /// The regions that a node stands in. Regions that hold `anchor` too (the headline, the body) are not counted:
    /// what encloses the article is no part of a page's furniture.
    pub fn regions(&self, dom: &Dom, node: Id, anchor: Id) -> u16 {
        let mut regions = 0;
        let above_anchor = |id: Id| anchor != NONE && encloses(dom, id, anchor);
        for id in std::iter::once(node).chain(dom.ancestors(node)) {
            let here = self.regions.get(id as usize).copied().unwrap_or(0);
            if here != 0 && here & !regions != 0 {
                if above_anchor(id) {
                    // The head and foot of an article are not the page's.
                    if here & region::ARTICLE != 0 {
                        regions &= !(region::FOOTER | region::HEADER);
                        regions |= region::ARTICLE;
                    }
                } else {
                    regions |= here;
                }
            }
        }
        regions
    }

    /// `<meta>` elements of a field, best name first, then in the order of the page.
    pub fn field<'s>(&'s self, field: &'s str) -> impl Iterator<Item = &'s Meta<'a>> + 's {
        self.metas.iter().filter(move |meta| meta.field == field)
    }

    /// The `<meta>` element of a field with the best name.
    pub fn best(&self, field: &str) -> Option<&Meta<'a>> {
        // `max_by` takes the last of equals; the first is wanted.
        self.metas.iter().filter(|meta| meta.field == field).fold(None, |best: Option<&Meta<'a>>, meta| {
            match best {
                Some(best) if best.weight >= meta.weight => Some(best),
                _ => Some(meta),
            }
        })
    }
}

/// Whether `outer` is `inner` or one of its ancestors.
pub fn encloses(dom: &Dom, outer: Id, inner: Id) -> bool {
    let depth = |id: Id| dom.nodes.get(id as usize).map_or(0, |node| node.depth);
    if depth(outer) > depth(inner) {
        return false;
    }
    outer == inner || dom.ancestors(inner).take_while(|id| depth(*id) >= depth(outer)).any(|id| id == outer)
}

/// Whether an address looks like the page of an author.
fn leads_to_author(href: &str) -> bool {
    href.split(['/', '?', '#']).any(|part| words::classes_of_path(part) == Some("author"))
}

/// The words of an element and their place in the decoded page: space folded, skipping scripts, at most
/// [`LONGEST`] characters. Elements below are divided by spaces.
pub fn text_of(dom: &Dom, page: &str, id: Id) -> (String, (usize, usize)) {
    let mut text = String::new();
    let mut place = (usize::MAX, 0);
    let mut next = Some(id);
    let mut visited = 0;
    while let Some(now) = next {
        visited += 1;
        if text.len() > LONGEST * 4 || visited > LONGEST {
            break;
        }
        let name = dom.name(now).map_or("", |name| &**name);
        if matches!(name, "script" | "style" | "svg" | "template" | "noscript" | "button" | "select")
            && now != id
        {
            next = dom.after_subtree(now, id);
            continue;
        }
        if !text.is_empty() && dom.name(now).is_some_and(super::super::draft::is_block) {
            text.push(' ');
        }
        for piece in dom.pieces(page, now) {
            if !piece.text.trim().is_empty() {
                place = (place.0.min(piece.start), place.1.max(piece.end));
            }
            text.push_str(piece.text);
        }
        next = dom
            .nodes
            .get(now as usize)
            .and_then(|node| if node.first != NONE { Some(node.first) } else { dom.after_subtree(now, id) });
    }
    let text: Vec<&str> = text.split_whitespace().collect();
    let place = if place.0 > place.1 { (0, 0) } else { place };
    (text.join(" "), place)
}
