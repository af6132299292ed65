//! Which of the things that a page describes in JSON-LD (schema.org) is the article itself.

use super::super::dom::Dom;
use super::index::Index;
use super::jsonld::{Data, Id, Json};
use super::words;

/// The JSON-LD scripts of a page.
pub struct Graph {
    /// Each script's values, and the way from its text to the decoded page.
    pub scripts: Vec<(Json, Way)>,
    /// Things that may be the article, best first.
    pub things: Vec<Thing>,
}

/// The text of a script. Line ends and character references divide it into pieces on the page.
pub struct Script {
    /// The characters.
    pub text: String,
    /// Their place on the page.
    pub way: Way,
}

/// Pairs (byte of a script's text, byte of the decoded page) at the head of each piece.
pub struct Way(Vec<(usize, usize)>);

impl Script {
    /// The text of the script at a node.
    pub fn new(dom: &Dom, page: &str, id: super::super::dom::Id) -> Script {
        let mut script = Script { text: String::new(), way: Way(Vec::new()) };
        for child in dom.children(id) {
            for piece in dom.pieces(page, child) {
                script.way.0.push((script.text.len(), piece.start));
                script.text.push_str(piece.text);
            }
        }
        script
    }
}

impl Way {
    /// The byte of the decoded page at which a byte of the script stands.
    pub fn place(&self, at: usize) -> usize {
        let after = self.0.partition_point(|(text, _)| *text <= at);
        self.0.get(after.wrapping_sub(1)).map_or(0, |(text, page)| page + (at - text))
    }
}

/// A thing that is described.
#[derive(Clone, Copy, Debug)]
pub struct Thing {
    /// Index into [`Graph::scripts`].
    pub script: usize,
    /// The object.
    pub id: Id,
    /// How well its type fits an article: 3 an article, 2 a page, 1 some other work.
    pub fit: u8,
    /// Articles described beside this one.
    pub others: usize,
}

/// A value of a thing.
pub struct Found<'a> {
    /// Its text, as the script means it.
    pub text: &'a str,
    /// First byte in the decoded page.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Members whose objects are other things than the page's own subject.
const OTHER_THINGS: &[&str] = &[
    "video",
    "image",
    "itemlistelement",
    "comment",
    "review",
    "reviews",
    "haspart",
    "ispartof",
    "relatedlink",
    "mentions",
    "citation",
    "author",
    "publisher",
    "about",
    "associatedmedia",
    "breadcrumb",
    "potentialaction",
    "offers",
    "isrelatedto",
    "audio",
    "subjectof",
    "logo",
    "thumbnail",
    "worksfor",
    "creator",
    "workexample",
    "containsplace",
    "member",
    "suggestedanswer",
    "acceptedanswer",
    "liveblogupdate",
];

/// JSON-LD scripts that are read; no real page has as many.
const MOST_SCRIPTS: usize = 400;

/// Ancestors of an object that are looked at.
const DEEPEST: usize = 12;

impl Graph {
    /// Reads the scripts of a page.
    pub fn new(dom: &Dom, page: &str, index: &Index<'_>) -> Graph {
        let mut scripts = Vec::new();
        for id in index.json_ld.iter().take(MOST_SCRIPTS) {
            let script = Script::new(dom, page, *id);
            scripts.push((Json::parse(&script.text), script.way));
        }
        let mut graph = Graph { scripts, things: Vec::new() };
        graph.things = graph.rank();
        graph
    }

    fn rank(&self) -> Vec<Thing> {
        let mut things = Vec::new();
        for (script, (json, _)) in self.scripts.iter().enumerate() {
            for (id, value) in json.values.iter().enumerate() {
                if !matches!(value.data, Data::Object(_)) {
                    continue;
                }
                let fit = self.fit(json, id);
                if fit > 0 && !self.belongs_to_another(json, id) {
                    things.push(Thing { script, id, fit, others: 0 });
                }
            }
        }
        let articles = things.iter().filter(|thing| thing.fit == 3).count();
        for thing in &mut things {
            thing.others = articles.saturating_sub(usize::from(thing.fit == 3));
        }
        // A stable sort: of equal fits the first in the page is the best.
        things.sort_by_key(|thing| std::cmp::Reverse(thing.fit));
        things
    }

    fn fit(&self, json: &Json, id: Id) -> u8 {
        let Some(kinds) = json.get(id, "@type").or_else(|| json.get(id, "type")) else { return 0 };
        let mut best = 0;
        for kind in json.items(kinds) {
            let kind = json.text(kind).unwrap_or_default();
            let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or_default();
            let fit = if kind.ends_with("Article")
                || kind.ends_with("BlogPosting")
                || matches!(kind, "Report" | "BlogPost" | "Posting" | "AdvertiserContentArticle")
            {
                3
            } else if kind.ends_with("Page") && kind != "CollectionPage" && kind != "SearchResultsPage" {
                2
            } else if matches!(
                kind,
                "CreativeWork"
                    | "Recipe"
                    | "HowTo"
                    | "VideoObject"
                    | "PodcastEpisode"
                    | "Review"
                    | "Book"
                    | "DiscussionForumPosting"
                    | "QAPage"
                    | "Question"
                    | "NewsMediaObject"
                    | "Dataset"
            ) {
                1
            } else {
                0
            };
            best = best.max(fit);
        }
        best
    }

    fn belongs_to_another(&self, json: &Json, id: Id) -> bool {
        let mut now = id;
        for _ in 0..DEEPEST {
            let Some(value) = json.values.get(now) else { return false };
            let Some(parent) = value.parent else { return false };
            let key = json.members(parent).get(value.place).map(|(key, _)| key);
            if key.is_some_and(|key| OTHER_THINGS.contains(&key.to_ascii_lowercase().as_str())) {
                return true;
            }
            now = parent;
        }
        true
    }

    /// The text of a thing's member, if it is one text or a list that begins with one.
    pub fn text(&self, thing: Thing, name: &str) -> Option<Found<'_>> {
        let (json, _) = self.scripts.get(thing.script)?;
        let (value, text) = json.first_text(json.get(thing.id, name)?)?;
        Some(self.found(thing.script, value, text))
    }

    /// The values of a thing's member: texts as they are, objects by their `name`; references (`@id`) to other
    /// objects of the page's scripts are followed once.
    pub fn names(&self, thing: Thing, name: &str) -> Vec<(Found<'_>, &str)> {
        let Some((json, _)) = self.scripts.get(thing.script) else { return Vec::new() };
        let Some(member) = json.get(thing.id, name) else { return Vec::new() };
        let mut found = Vec::new();
        for item in json.items(member).into_iter().take(50) {
            if let Some(text) = json.text(item) {
                found.push((self.found(thing.script, item, text), ""));
                continue;
            }
            let (script, object) = self.resolve(thing.script, item);
            let Some((json, _)) = self.scripts.get(script) else { continue };
            let kind = json.get(object, "@type").and_then(|kind| json.first_text(kind)).map_or("", |k| k.1);
            let Some(names) = json.get(object, "name") else { continue };
            for value in json.items(names) {
                if let Some(text) = json.text(value) {
                    found.push((self.found(script, value, text), kind));
                }
            }
        }
        found
    }

    fn resolve(&self, script: usize, item: Id) -> (usize, Id) {
        let Some((json, _)) = self.scripts.get(script) else { return (script, item) };
        let key = |json: &Json, id: Id| json.get(id, "@id").and_then(|id| json.text(id).map(str::to_owned));
        if json.get(item, "name").is_some() {
            return (script, item);
        }
        let Some(wanted) = key(json, item) else { return (script, item) };
        for (other, (json, _)) in self.scripts.iter().enumerate() {
            for (id, value) in json.values.iter().enumerate() {
                if matches!(value.data, Data::Object(_))
                    && json.get(id, "name").is_some()
                    && json.get(id, "@id").and_then(|id| json.text(id)) == Some(&wanted)
                {
                    return (other, id);
                }
            }
        }
        (script, item)
    }

    fn found<'a>(&'a self, script: usize, value: Id, text: &'a str) -> Found<'a> {
        let place = self.scripts.get(script).and_then(|(json, way)| {
            json.values.get(value).map(|value| (way.place(value.start), way.place(value.end)))
        });
        let (start, end) = place.unwrap_or_default();
        Found { text, start, end }
    }

    /// The thing that is the article: an article whose headline or name is `title`, else the best.
    pub fn article(&self, title: &str) -> Option<Thing> {
        let wanted = words::fold(title);
        let same = |thing: &&Thing| {
            ["headline", "name"].iter().any(|name| {
                self.text(**thing, name).is_some_and(|found| words::fold(&words::clean(found.text)) == wanted)
            })
        };
        let articles = || self.things.iter().filter(|thing| thing.fit == 3);
        articles().find(same).or_else(|| articles().next()).or_else(|| self.things.first()).copied()
    }
}
