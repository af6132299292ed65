//! The headline: every reading of it that the page offers, and which is best.
//!
//! On nineteen pages of twenty some heading, some `<meta>` or some piece of `<title>` is the headline as a reader
//! would copy it; choosing among them is the task. Each reading gets a few numbers that say where it stands and
//! how it agrees with the others; their weights are in `data/metadata/title_weights.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_record::{Furniture, Role};

use super::super::Verdict;
use super::super::dom::{Dom, Id, NONE};
use super::index::{Marked, region, text_of};
use super::{Head, Inputs, publisher, words};

/// Longest reading that is weighed, in characters.
const LONGEST: usize = 300;

/// Readings that are weighed.
const MOST: usize = 60;

/// Pieces into which one title is cut.
const PIECES: usize = 6;

/// A reading of the headline.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The words.
    pub text: String,
    /// The words as they are compared.
    pub folded: String,
    /// Where it was read, in the field's usual words.
    pub from: String,
    /// Place in the decoded page, bytes.
    pub place: (usize, usize),
    /// The element, if it is a visible one.
    pub node: Id,
    /// How good a source is to quote: visible text before the page's head.
    rank: u8,
    /// The numbers, in the order of [`FEATURES`].
    pub features: [f32; FEATURES.len()],
    /// 0 to 1.
    pub score: f32,
}

/// What is known of a reading.
pub const FEATURES: [&str; 36] = [
    "h1",
    "h2",
    "h3",
    "og",
    "twitter",
    "json_article",
    "json_other",
    "meta",
    "title",
    "title_first",
    "title_last",
    "title_middle",
    "og_piece",
    "marked",
    "itemprop",
    "only_h1",
    "first_h1",
    "in_title",
    "share_of_title",
    "in_og",
    "holds_og",
    "holds_h1",
    "site",
    "holds_site",
    "one_word",
    "two_words",
    "long",
    "slug",
    "slug_share",
    "furniture",
    "near_body",
    "after_body",
    "linked",
    "part_of_heading",
    "part_rest",
    "part_kicker",
];

fn feature(name: &str) -> usize {
    FEATURES.iter().position(|f| *f == name).unwrap_or(0)
}

fn weights() -> &'static [f32; FEATURES.len()] {
    static WEIGHTS: LazyLock<[f32; FEATURES.len()]> = LazyLock::new(|| {
        words::weights(include_str!("../../../../../data/metadata/title_weights.tsv"), &FEATURES)
    });
    &WEIGHTS
}

/// Gathers the readings of an HTML page.
struct Gather<'i, 'a> {
    inputs: &'i Inputs<'a>,
    dom: &'a Dom,
    head: &'i Head<'a>,
    readings: Vec<Reading>,
    by_text: HashMap<String, usize>,
}

/// Every reading of the headline of an HTML page, best first.
pub fn readings<'a>(
    inputs: &Inputs<'a>,
    dom: &'a Dom,
    head: &Head<'a>,
    verdicts: &[Verdict],
) -> Vec<Reading> {
    let mut gather = Gather { inputs, dom, head, readings: Vec::new(), by_text: HashMap::new() };
    gather.read_headings(verdicts);
    gather.read_marked();
    gather.read_metas();
    gather.read_json();
    gather.read_title();
    gather.compare();
    let mut readings = gather.readings;
    for reading in &mut readings {
        reading.score = reading.features.iter().zip(weights()).map(|(f, w)| f * w).sum();
    }
    readings.sort_by(|a, b| b.score.total_cmp(&a.score));
    // The scores become shares of one: how much better than the others.
    let best = readings.first().map_or(0.0, |reading| reading.score);
    let sum: f32 = readings.iter().map(|reading| (reading.score - best).exp()).sum();
    for reading in &mut readings {
        reading.score = (reading.score - best).exp() / sum;
    }
    readings
}

impl<'a> Gather<'_, 'a> {
    /// Adds a reading, or notes that one more source has it.
    fn add(&mut self, text: &str, from: &str, rank: u8, place: (usize, usize), node: Id, name: &str) {
        let text = words::clean(text);
        let folded = words::fold(&text);
        if folded.is_empty() || text.chars().count() > LONGEST {
            return;
        }
        let at = match self.by_text.get(&folded) {
            Some(at) => *at,
            None if self.readings.len() < MOST => {
                self.by_text.insert(folded.clone(), self.readings.len());
                self.readings.push(Reading {
                    text: text.clone(),
                    folded,
                    from: from.to_owned(),
                    place,
                    node,
                    rank,
                    features: [0.0; FEATURES.len()],
                    score: 0.0,
                });
                self.readings.len() - 1
            }
            None => return,
        };
        let Some(reading) = self.readings.get_mut(at) else { return };
        if rank < reading.rank {
            (reading.rank, reading.place, reading.node) = (rank, place, node);
            (reading.from, reading.text) = (from.to_owned(), text);
        }
        reading.features[feature(name)] = 1.0;
    }

    fn set(&mut self, text: &str, name: &str, value: f32) {
        if let Some(reading) = self.by_text.get(&words::fold(text)).and_then(|at| self.readings.get_mut(*at))
        {
            let slot = &mut reading.features[feature(name)];
            *slot = slot.max(value);
        }
    }

    fn read_headings(&mut self, verdicts: &[Verdict]) {
        let index = &self.head.index;
        let name = |id: &Id| self.dom.name(*id).map_or("", |name| &**name).to_owned();
        let ones = index.headings.iter().filter(|id| name(id) == "h1").count();
        let body = verdicts.iter().position(|v| v.role == Role::Paragraph && v.in_text);
        let body = body.and_then(|at| self.inputs.drafts.get(at)).map_or(usize::MAX, |d| d.place().0);
        let (mut first_h1, mut lesser) = (true, 0);
        for id in index.headings.clone() {
            let name = name(&id);
            if name != "h1" {
                lesser += 1;
                // The headline is among the first headings.
                if lesser > 12 {
                    continue;
                }
            }
            let (text, place) = text_of(self.dom, &self.inputs.source.text, id);
            if text.is_empty() {
                continue;
            }
            let rank = if name == "h1" { 0 } else { 1 };
            self.add(&text, &name, rank, place, id, &name);
            if name == "h1" {
                if ones == 1 {
                    self.set(&text, "only_h1", 1.0);
                }
                if first_h1 {
                    self.set(&text, "first_h1", 1.0);
                }
                first_h1 = false;
            }
            let regions = self.head.index.regions(self.dom, id, NONE);
            let away = region::RELATED | region::FOOTER | region::HEADER | region::COMMENT;
            if regions & away != 0 && regions & region::ARTICLE == 0 {
                self.set(&text, "furniture", 1.0);
            }
            if place.0 > body {
                self.set(&text, "after_body", 1.0);
            } else if body != usize::MAX {
                // Misnested headings may end behind the place where the body begins.
                let upto = self.inputs.drafts.partition_point(|d| d.place().0 < body);
                let between =
                    upto.saturating_sub(self.inputs.drafts.partition_point(|d| d.place().0 < place.1));
                self.set(&text, "near_body", 1.0 / (1.0 + between as f32 / 6.0));
            }
            let linked = regions & region::LINK != 0
                || self.dom.descendants(id).skip(1).take(20).any(|n| {
                    self.dom.name(n).is_some_and(|n| &**n == "a")
                        && text_of(self.dom, &self.inputs.source.text, n).0 == text
                });
            if linked {
                self.set(&text, "linked", 1.0);
            }
            self.parts(id, &text, &name);
        }
    }

    /// A heading may hold a kicker or a deck beside the headline: each element directly below it is a reading too.
    fn parts(&mut self, id: Id, whole: &str, name: &str) {
        let children: Vec<Id> =
            self.dom.children(id).filter(|child| self.dom.element(*child).is_some()).take(5).collect();
        for child in children {
            let (text, place) = text_of(self.dom, &self.inputs.source.text, child);
            if text != whole && text.split_whitespace().count() >= 3 {
                self.add(&text, name, 2, place, child, "part_of_heading");
            }
            if let Some(rest) = whole.strip_prefix(&text).map(str::trim)
                && !text.is_empty()
                && rest.split_whitespace().count() >= 3
            {
                let end = text_of(self.dom, &self.inputs.source.text, id).1.1;
                let rest = rest.trim_start_matches([':', '|', '–', '-', '/', '•']).trim().to_owned();
                self.add(&rest, name, 2, (place.1, end), id, "part_rest");
                if self.head.index.marked.iter().any(|mark| mark.node == child && mark.kind == "kicker") {
                    self.set(&rest, "part_kicker", 1.0);
                }
            }
        }
    }

    fn read_marked(&mut self) {
        let marked: Vec<Marked> =
            self.head.index.marked.iter().filter(|m| m.kind == "headline").take(12).copied().collect();
        for mark in marked {
            let (text, place) = text_of(self.dom, &self.inputs.source.text, mark.node);
            if (2..=40).contains(&text.split_whitespace().count()) {
                let name = if mark.machine { "itemprop" } else { "marked" };
                self.add(&text, "class", 3, place, mark.node, name);
            }
        }
    }

    fn read_metas(&mut self) {
        for (field, name, rank) in
            [("title_og", "og", 4), ("title_twitter", "twitter", 5), ("title_meta", "meta", 6)]
        {
            let metas: Vec<(String, String, (usize, usize))> = self
                .head
                .index
                .field(field)
                .take(3)
                .map(|m| (m.value.to_owned(), m.key.clone(), (m.tag.0 as usize, m.tag.1 as usize)))
                .collect();
            for (value, key, place) in metas {
                self.add(&value, &format!("meta {key}"), rank, place, NONE, name);
                if name != "meta" {
                    for (_, piece) in pieces(&words::clean(&value)) {
                        self.add(&piece, &format!("meta {key}"), rank + 4, place, NONE, "og_piece");
                    }
                }
            }
        }
    }

    fn read_json(&mut self) {
        let things: Vec<_> = self.head.graph.things.iter().take(6).copied().collect();
        for thing in things {
            for member in ["headline", "name", "alternativeHeadline"] {
                let Some(found) = self.head.graph.text(thing, member) else { continue };
                let (text, place) = (found.text.to_owned(), (found.start, found.end));
                let name = if thing.fit == 3 && member == "headline" { "json_article" } else { "json_other" };
                self.add(&text, &format!("json-ld {member}"), 7, place, NONE, name);
            }
        }
    }

    fn read_title(&mut self) {
        let Some(id) = self.head.index.title else { return };
        let (text, place) = text_of(self.dom, &self.inputs.source.text, id);
        let text = words::clean(&text);
        self.add(&text, "title", 8, place, NONE, "title");
        for (which, piece) in pieces(&text) {
            self.add(&piece, "title", 9, place, NONE, which);
        }
    }

    /// Fills what depends on the other readings, on the site's name and on the address.
    fn compare(&mut self) {
        let with = |name: &str, readings: &[Reading]| -> Vec<String> {
            let at = feature(name);
            readings.iter().filter(|r| r.features[at] > 0.0).map(|r| r.folded.clone()).collect()
        };
        let titles = with("title", &self.readings);
        let ogs = with("og", &self.readings);
        let ones = with("h1", &self.readings);
        let sites = publisher::names(self.inputs, Some(self.head));
        let slug = slug(self.inputs, self.head);
        for reading in &mut self.readings {
            let Reading { folded, features, text, .. } = reading;
            let count = folded.split(' ').count();
            let mut set = |name: &str, value: f32| features[feature(name)] = value;
            if let Some(title) = titles.iter().find(|title| holds(title, folded)) {
                set("in_title", 1.0);
                set("share_of_title", folded.len() as f32 / title.len().max(1) as f32);
            }
            set("in_og", f32::from(ogs.iter().any(|og| og != folded && holds(og, folded))));
            set("holds_og", f32::from(ogs.iter().any(|og| og != folded && holds(folded, og))));
            set("holds_h1", f32::from(ones.iter().any(|one| one != folded && holds(folded, one))));
            set("site", f32::from(sites.iter().any(|site| site == folded)));
            set("holds_site", f32::from(sites.iter().any(|site| site != folded && ends_with(folded, site))));
            // Scripts without spaces have few words; their length in characters tells.
            let spaced = !text.chars().any(words::unspaced);
            set("one_word", f32::from(count == 1 && spaced));
            set("two_words", f32::from(count == 2 && spaced));
            set("long", f32::from(count > 25));
            if !slug.is_empty() {
                let tokens: Vec<String> = folded.split(' ').map(words::plain).collect();
                let shared = slug.iter().filter(|word| tokens.contains(word)).count() as f32;
                set("slug", shared / slug.len() as f32);
                set("slug_share", shared / tokens.len().max(1) as f32);
            }
        }
    }
}

/// Whether a folded text holds another as whole words.
fn holds(outer: &str, inner: &str) -> bool {
    if inner.is_empty() || inner.len() > outer.len() {
        return false;
    }
    outer.match_indices(inner).any(|(at, _)| {
        let before = at == 0 || outer.as_bytes().get(at - 1) == Some(&b' ');
        let after = matches!(outer.as_bytes().get(at + inner.len()), None | Some(b' '));
        before && after
    })
}

fn ends_with(outer: &str, inner: &str) -> bool {
    outer.strip_suffix(inner).is_some_and(|rest| rest.ends_with(' '))
        || outer.strip_prefix(inner).is_some_and(|rest| rest.starts_with(' '))
}

/// The pieces of a title at its separators: runs of neighbouring pieces, without the whole.
fn pieces(title: &str) -> Vec<(&'static str, String)> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut chars = title.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let cut = match c {
            '|' | '»' | '«' | '•' | '·' | '→' | '›' | '‹' | '｜' | '⋆' | '●' | '¦' | '~' => {
                true
            }
            '-' | '–' | '—' | '/' | '>' | '<' | '_' | '+' | '*' | '−' => {
                before.is_whitespace() && after.is_whitespace()
            }
            ':' => after.is_whitespace() || after == ':' || before == ':',
            _ => false,
        };
        if cut {
            cuts.push((at, at + c.len_utf8()));
        }
        before = c;
    }
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for (from, to) in cuts {
        if title.get(start..from).is_some_and(|part| !part.trim().is_empty()) {
            parts.push((start, from));
        }
        start = to;
    }
    if title.get(start..).is_some_and(|part| !part.trim().is_empty()) {
        parts.push((start, title.len()));
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.truncate(PIECES);
    let mut pieces = Vec::new();
    for from in 0..parts.len() {
        for to in from..parts.len() {
            let which = match (from == 0, to + 1 == parts.len()) {
                (true, true) => continue,
                (true, false) => "title_first",
                (false, true) => "title_last",
                (false, false) => "title_middle",
            };
            if let Some(piece) = title.get(parts[from].0..parts[to].1) {
                pieces.push((which, piece.trim().to_owned()));
            }
        }
    }
    pieces
}

/// The words of the part of the address that names the article.
fn slug(inputs: &Inputs<'_>, head: &Head<'_>) -> Vec<String> {
    let Some(url) = head.url(inputs) else { return Vec::new() };
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let step =
        path.split('/').skip(1).max_by_key(|step| step.matches(['-', '_', '+']).count()).unwrap_or_default();
    let words: Vec<String> = step
        .split(['-', '_', '.', '+'])
        .filter(|word| {
            word.chars().any(char::is_alphabetic) && !matches!(*word, "html" | "htm" | "php" | "aspx")
        })
        .map(|word| word.to_lowercase())
        .collect();
    if words.len() < 2 { Vec::new() } else { words }
}

/// Marks the block of the chosen reading with the role `title`, and no other block.
pub fn mark(inputs: &Inputs<'_>, chosen: Option<&Reading>, verdicts: &mut [Verdict]) -> Option<usize> {
    let block = chosen.and_then(|reading| block_of(inputs, reading));
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        if Some(at) == block {
            *verdict = Verdict::article(Role::Title, verdict.score.max(0.5));
        } else if verdict.role == Role::Title {
            *verdict = if verdict.in_text {
                Verdict::article(Role::Heading, verdict.score)
            } else {
                Verdict::furniture(Furniture::Other, verdict.score)
            };
        }
    }
    block
}

/// The block whose words are the reading.
fn block_of(inputs: &Inputs<'_>, reading: &Reading) -> Option<usize> {
    let same = |at: &usize| {
        inputs.drafts.get(*at).is_some_and(|draft| {
            !draft.hidden
                && draft.chars.abs_diff(reading.text.chars().count()) <= 20
                && words::fold(&draft.text) == reading.folded
        })
    };
    let from = inputs.drafts.partition_point(|draft| draft.place().1 <= reading.place.0);
    let visible = reading.node != NONE;
    if visible {
        // A headline of several lines is marked at its first.
        let within = (from..inputs.drafts.len())
            .take_while(|at| inputs.drafts.get(*at).is_some_and(|draft| draft.place().0 < reading.place.1));
        let inside: Vec<usize> = within.collect();
        return inside.iter().find(|at| same(at)).or(inside.first()).copied();
    }
    (0..inputs.drafts.len()).find(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cut_at_their_separators() {
        let texts: Vec<String> = pieces("One - Two | The Site").into_iter().map(|p| p.1).collect();
        assert_eq!(texts, ["One", "One - Two", "Two", "Two | The Site", "The Site"]);
        assert!(pieces("A well-known town").is_empty());
    }

    #[test]
    fn whole_words_are_held() {
        assert!(holds("flood in the north the site", "flood in the north"));
        assert!(!holds("floods", "flood"));
    }
}
