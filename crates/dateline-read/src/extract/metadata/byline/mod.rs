//! Who wrote it.
//!
//! Each place that names authors gives a list; lists with the same names speak together; what is known of them is
//! weighed, and "nobody is named" has its chance too. The weights are in `data/metadata/byline_weights.tsv`.

pub mod names;

use std::sync::LazyLock;

use dateline_record::{Article, Author, AuthorKind, Evidence, Furniture, Role};

use super::super::dom::NONE;
use super::index::{region, text_of};
use super::{Head, Inputs, publisher, words};
use names::Name;

/// Lists weighed on one page.
const MOST: usize = 40;

/// A list is told when it is at least this likely: below it more names were invented than found.
const LEAST: f32 = 0.4;

/// Longest line that can be a byline, in characters.
const LONGEST: usize = 160;

/// What is known of a list of names.
pub const FEATURES: [&str; 34] = [
    "none",
    "json",
    "json_other",
    "meta",
    "meta_strong",
    "itemprop",
    "marked",
    "link",
    "line",
    "line_near",
    "line_end",
    "sources",
    "personal",
    "single",
    "desk",
    "agency",
    "site",
    "in_site",
    "several",
    "many",
    "visible_near",
    "visible_end",
    "visible_far",
    "unseen",
    "furniture",
    "handle",
    "organisation",
    "subset",
    "superset",
    "text_page",
    "line_inside",
    "in_title",
    "line_block",
    "in_byline",
];

fn feature(name: &str) -> usize {
    FEATURES.iter().position(|f| *f == name).unwrap_or(0)
}

fn weights() -> &'static [f32; FEATURES.len()] {
    static WEIGHTS: LazyLock<[f32; FEATURES.len()]> = LazyLock::new(|| {
        words::weights(include_str!("../../../../../../data/metadata/byline_weights.tsv"), &FEATURES)
    });
    &WEIGHTS
}

/// A list of authors and what is known of it.
#[derive(Clone, Debug)]
pub struct List {
    /// The authors.
    pub authors: Vec<Author>,
    /// Their names as they are compared.
    pub folded: Vec<String>,
    /// In the order of [`FEATURES`].
    pub features: [f32; FEATURES.len()],
    /// 0 to 1.
    pub score: f32,
}

/// Fills the byline.
pub fn read(inputs: &Inputs<'_>, head: Option<&Head<'_>>, title: Option<usize>, article: &mut Article) {
    let lists = lists(inputs, head, title, article);
    if let Some(best) = lists.into_iter().next().filter(|list| list.score >= LEAST) {
        article.byline = best.authors;
    }
}

/// Every list of authors that the page offers, likeliest first.
pub fn lists(
    inputs: &Inputs<'_>,
    head: Option<&Head<'_>>,
    title: Option<usize>,
    article: &Article,
) -> Vec<List> {
    let sites = publisher::names(inputs, head);
    let mut gather = Gather { inputs, head, title, article, sites, lists: Vec::new() };
    if let Some(head) = head {
        gather.read_json(head);
        gather.read_metas(head);
        gather.read_marked(head);
        gather.read_links(head);
    }
    gather.read_lines();
    gather.compare();
    let mut lists = gather.lists;
    for list in &mut lists {
        list.score = list.features.iter().zip(weights()).map(|(f, w)| f * w).sum();
    }
    let most = lists.iter().map(|list| list.score).fold(0.0f32, f32::max);
    let sum: f32 = (-most).exp() + lists.iter().map(|list| (list.score - most).exp()).sum::<f32>();
    for list in &mut lists {
        list.score = (list.score - most).exp() / sum;
    }
    lists.sort_by(|a, b| b.score.total_cmp(&a.score));
    lists
}

struct Gather<'s, 'a> {
    inputs: &'s Inputs<'a>,
    head: Option<&'s Head<'a>>,
    title: Option<usize>,
    article: &'s Article,
    /// The site's names, folded.
    sites: Vec<String>,
    lists: Vec<List>,
}

impl Gather<'_, '_> {
    /// Adds a list, or notes that one more source has it. Beside a person the outlet or its desk is no author but
    /// what the author works for.
    fn add(&mut self, mut authors: Vec<Author>, set: &[&str]) {
        for author in &mut authors {
            if self.is_site(&words::fold(&author.name)) {
                author.kind = AuthorKind::Desk;
            }
        }
        if authors.iter().any(|author| author.kind != AuthorKind::Desk) {
            authors.retain(|author| author.kind != AuthorKind::Desk);
        }
        if authors.is_empty() || self.lists.len() >= MOST {
            return;
        }
        let mut folded: Vec<String> = authors.iter().map(|author| words::fold(&author.name)).collect();
        folded.sort();
        folded.dedup();
        let at = match self.lists.iter().position(|list| list.folded == folded) {
            Some(at) => at,
            None => {
                self.lists.push(List { authors, folded, features: [0.0; FEATURES.len()], score: 0.0 });
                self.lists.len() - 1
            }
        };
        if let Some(list) = self.lists.get_mut(at) {
            for name in set {
                list.features[feature(name)] = 1.0;
            }
        }
    }

    /// Whether a folded name is the site's.
    fn is_site(&self, name: &str) -> bool {
        let (bare, glued) = (words::plain(name), name.replace(' ', ""));
        let glued_bare = bare.replace(' ', "");
        self.sites.iter().any(|site| {
            let joined = site.replace(' ', "");
            *site == name || joined == glued || joined == glued_bare || joined == spelled(&glued)
        })
    }

    /// The authors in a text whose characters do not stand on the page as they are.
    fn quoted(&self, text: &str, evidence: &Evidence) -> Vec<Author> {
        if text.contains("://") || text.starts_with("www.") {
            return Vec::new();
        }
        names::names(&words::clean(text)).into_iter().map(|name| author(name, evidence.clone())).collect()
    }

    fn read_json(&mut self, head: &Head<'_>) {
        let title = self.article.title.as_ref().map_or("", |title| title.value.as_str());
        let main = head.graph.article(title);
        for thing in head.graph.things.iter().take(6) {
            let is_main = main.is_some_and(|main| (main.script, main.id) == (thing.script, thing.id));
            for member in ["author", "creator"] {
                let mut authors: Vec<Author> = Vec::new();
                let mut organisation = false;
                for (found, kind) in head.graph.names(*thing, member) {
                    let evidence =
                        self.inputs.evidence(&format!("json-ld {member}"), (found.start, found.end));
                    organisation |= kind.ends_with("Organization");
                    for author in self.quoted(found.text, &evidence) {
                        if !authors.iter().any(|a| words::fold(&a.name) == words::fold(&author.name)) {
                            authors.push(author);
                        }
                    }
                }
                let mut set = vec![if is_main && thing.fit == 3 { "json" } else { "json_other" }];
                if organisation {
                    set.push("organisation");
                }
                self.add(authors, &set);
            }
        }
    }

    fn read_metas(&mut self, head: &Head<'_>) {
        let fields: Vec<(String, f32, &str, (u32, u32))> = head
            .index
            .field("author")
            .map(|meta| (meta.key.clone(), meta.weight, meta.value, meta.tag))
            .collect();
        let mut at = 0;
        while let Some((key, weight, _, _)) = fields.get(at) {
            // One name in several elements is one list.
            let same = fields[at..].iter().take_while(|(k, ..)| k == key).count();
            let mut authors: Vec<Author> = Vec::new();
            for (key, _, value, tag) in &fields[at..at + same] {
                let evidence = self.inputs.evidence(&format!("meta {key}"), *tag);
                for author in self.quoted(value, &evidence) {
                    if !authors.iter().any(|a| words::fold(&a.name) == words::fold(&author.name)) {
                        authors.push(author);
                    }
                }
            }
            let strong = *weight >= 8.0;
            self.add(authors, &[if strong { "meta_strong" } else { "meta" }]);
            at += same;
        }
    }

    fn regions(&self, head: &Head<'_>, node: u32) -> u16 {
        let Some(dom) = self.inputs.dom else { return 0 };
        let anchor = self.title.and_then(|at| self.inputs.drafts.get(at)).map_or(NONE, |draft| draft.node);
        head.index.regions(dom, node, anchor)
    }

    fn read_marked(&mut self, head: &Head<'_>) {
        let Some(dom) = self.inputs.dom else { return };
        // Elements that follow one another closely are one byline: each names one author.
        let mut run: Vec<Author> = Vec::new();
        let mut from_run: Vec<&str> = Vec::new();
        for mark in head.index.marked.iter().filter(|mark| mark.kind == "author").take(MOST) {
            let regions = self.regions(head, mark.node);
            if regions & (region::COMMENT | region::RELATED | region::FOOTER) != 0 {
                continue;
            }
            let (text, place) = text_of(dom, &self.inputs.source.text, mark.node);
            let (text, from) = match dom.attr(mark.node, "content") {
                Some(content) if mark.machine => (content.to_owned(), "itemprop"),
                _ => (text, if mark.machine { "itemprop" } else { "class" }),
            };
            if text.chars().count() > LONGEST {
                continue;
            }
            let evidence = self.inputs.evidence(from, place);
            let authors = self.quoted(&text, &evidence);
            let mut set = vec![if mark.machine { "itemprop" } else { "marked" }];
            if regions & region::BIOGRAPHY != 0 {
                set.push("furniture");
            }
            if !follows(&run, &authors) {
                let done = std::mem::take(&mut run);
                if done.len() > 1 {
                    self.add(done, &from_run);
                }
            }
            for author in &authors {
                if !run.iter().any(|a| words::fold(&a.name) == words::fold(&author.name)) {
                    run.push(author.clone());
                }
            }
            from_run = set.clone();
            self.add(authors, &set);
        }
        if run.len() > 1 {
            self.add(run, &from_run);
        }
    }

    fn read_links(&mut self, head: &Head<'_>) {
        let Some(dom) = self.inputs.dom else { return };
        let mut run: Vec<Author> = Vec::new();
        for id in head.index.author_links.iter().take(MOST) {
            let regions = self.regions(head, *id);
            let away = region::COMMENT | region::RELATED | region::FOOTER | region::HEADER;
            if regions & away != 0 {
                continue;
            }
            let (text, place) = text_of(dom, &self.inputs.source.text, *id);
            if text.is_empty() || text.chars().count() > 80 {
                continue;
            }
            let evidence = self.inputs.evidence("link", place);
            let authors = self.quoted(&text, &evidence);
            if !follows(&run, &authors) {
                let done = std::mem::take(&mut run);
                self.add(done, &["link"]);
            }
            for author in authors {
                if !run.iter().any(|a| words::fold(&a.name) == words::fold(&author.name)) {
                    run.push(author);
                }
            }
        }
        self.add(run, &["link"]);
    }

    fn body(&self) -> (Option<usize>, Option<usize>) {
        let blocks = &self.article.blocks;
        (
            blocks.iter().position(|b| b.role == Role::Paragraph && b.span.is_some()),
            blocks.iter().rposition(|b| b.role == Role::Paragraph && b.span.is_some()),
        )
    }

    /// Lines that begin as bylines do, near the headline or after the body.
    fn read_lines(&mut self) {
        let (first, last) = self.body();
        let title = self.title;
        let near = |at: usize| match (title, first) {
            (Some(title), _) => at + 3 >= title && at <= title + 12,
            (None, Some(first)) => at + 6 >= first && at <= first,
            _ => false,
        };
        let end = |at: usize| last.is_some_and(|last| at >= last && at <= last + 4);
        for (at, draft) in self.inputs.drafts.iter().enumerate() {
            if draft.chars > LONGEST || !(near(at) || end(at)) || draft.hidden {
                continue;
            }
            if let Some(head) = self.head
                && self.regions(head, draft.node) & (region::COMMENT | region::RELATED | region::FOOTER) != 0
            {
                continue;
            }
            let begins = names::introduced(&draft.text).is_some();
            let is_byline =
                self.article.blocks.get(at).and_then(|block| block.kind) == Some(Furniture::Byline);
            let read =
                if begins || is_byline { names::names(&draft.text) } else { names::inside(&draft.text) };
            let authors: Vec<Author> = read
                .into_iter()
                .filter(|name| name.kind != AuthorKind::Person || names::personal(&name.text) || !begins)
                .map(|name| {
                    let chars = |to: usize| draft.text.get(..to).map_or(0, |text| text.chars().count());
                    let (from, to) = (chars(name.start), chars(name.end));
                    let mut evidence = self.inputs.evidence("line", self.inputs.place_in(draft, from, to));
                    if let Some(span) = self.article.blocks.get(at).and_then(|block| block.span) {
                        let begin = span.start as usize;
                        evidence.span = Some(dateline_record::Span::new(begin + from, begin + to));
                    }
                    author(name, evidence)
                })
                .collect();
            let line = match (begins, is_byline) {
                (true, _) => "line",
                (false, true) => "line_block",
                (false, false) => "line_inside",
            };
            self.add(authors, &[line, if near(at) { "line_near" } else { "line_end" }]);
        }
    }

    fn compare(&mut self) {
        let sites = self.sites.clone();
        let title = words::fold(self.article.title.as_ref().map_or("", |title| title.value.as_str()));
        let site: Vec<bool> =
            self.lists.iter().map(|list| list.folded.iter().any(|name| self.is_site(name))).collect();
        let (first, last) = self.body();
        let seen = self.seen(first, last);
        let all: Vec<Vec<String>> = self.lists.iter().map(|list| list.folded.clone()).collect();
        for ((list, seen), site) in self.lists.iter_mut().zip(seen).zip(site) {
            let List { authors, folded, features, .. } = list;
            let mut set = |name: &str, value: bool| features[feature(name)] = f32::from(value);
            set("none", true);
            let any = |kind: AuthorKind| authors.iter().any(|author| author.kind == kind);
            set("desk", any(AuthorKind::Desk));
            set("agency", any(AuthorKind::Agency));
            set("personal", authors.iter().all(|author| names::personal(&author.name)));
            set("single", folded.iter().any(|name| !name.contains(' ')));
            set("handle", authors.iter().any(|author| !author.name.chars().any(char::is_uppercase)));
            set("site", site);
            set("in_title", folded.iter().any(|name| title.contains(name.as_str())));
            set(
                "in_site",
                folded.iter().any(|name| {
                    sites.iter().any(|site| {
                        site != name
                            && (site.contains(name.as_str())
                                || name.contains(site.as_str()) && site.len() > 4)
                    })
                }),
            );
            set("several", folded.len() > 1);
            set("many", folded.len() > 5);
            set(
                "subset",
                all.iter()
                    .any(|other| other.len() > folded.len() && folded.iter().all(|n| other.contains(n))),
            );
            set(
                "superset",
                all.iter()
                    .any(|other| other.len() < folded.len() && other.iter().all(|n| folded.contains(n))),
            );
            set("visible_near", seen == Seen::Near);
            set("visible_end", seen == Seen::End);
            set("visible_far", seen == Seen::Far);
            set("unseen", seen == Seen::Nowhere);
            set(
                "in_byline",
                self.article.blocks.iter().zip(self.inputs.drafts).any(|(block, draft)| {
                    block.kind == Some(Furniture::Byline)
                        && authors.first().is_some_and(|author| draft.text.contains(author.name.as_str()))
                }),
            );
            set("text_page", self.head.is_none());
            let sources = [
                "json",
                "json_other",
                "meta",
                "meta_strong",
                "itemprop",
                "marked",
                "link",
                "line",
                "line_inside",
                "line_block",
            ];
            let count = sources.iter().filter(|name| features[feature(name)] > 0.0).count();
            features[feature("sources")] = (count as f32).ln();
        }
    }

    /// Where the first name of each list stands among the blocks.
    fn seen(&self, first: Option<usize>, last: Option<usize>) -> Vec<Seen> {
        let anchor = self.title.or(first);
        self.lists
            .iter()
            .map(|list| {
                let Some(name) = list.authors.first().map(|author| author.name.as_str()) else {
                    return Seen::Nowhere;
                };
                let mut best = Seen::Nowhere;
                for (at, draft) in self.inputs.drafts.iter().enumerate() {
                    if draft.chars > 2 * LONGEST || !draft.text.contains(name) {
                        continue;
                    }
                    let near = anchor.is_some_and(|anchor| at + 4 >= anchor && at <= anchor + 12);
                    let end = last.is_some_and(|last| at >= last && at <= last + 8);
                    let here = if near {
                        Seen::Near
                    } else if end {
                        Seen::End
                    } else {
                        Seen::Far
                    };
                    best = best.min(here);
                    if best == Seen::Near {
                        break;
                    }
                }
                best
            })
            .collect()
    }
}

/// German letters as addresses spell them.
fn spelled(name: &str) -> String {
    name.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

/// Whether authors stand directly behind others: within 400 bytes, which is a link and some markup.
fn follows(run: &[Author], authors: &[Author]) -> bool {
    let last = run.last().and_then(|last| last.evidence.bytes);
    let next = authors.first().and_then(|author| author.evidence.bytes);
    last.zip(next).is_some_and(|(last, next)| next.start.saturating_sub(last.end) < 400)
}

/// Where a name was seen; better places come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Near,
    End,
    Far,
    Nowhere,
}

fn author(name: Name, evidence: Evidence) -> Author {
    Author { name: name.text, kind: name.kind, role: name.role, evidence }
}
