//! What a block is, once it is known whether it belongs to the article.

use dateline_record::{Furniture, Role};

use super::classes::bit;
use super::layout::{Inside, Layout, Tag};
use crate::extract::Verdict;
use crate::extract::draft::Draft;
use crate::extract::scraped::lexicon::{self, Group, ORDER};

/// A heading of more characters is a paragraph that somebody set in a heading's type.
const LONGEST_HEADING: usize = 220;

/// A comment of fewer characters is a button or a name.
const SHORTEST_COMMENT: usize = 25;

/// A phrase that covers less of its block does not name it; one that leads the block may cover less.
const LEAST_SHARE: f32 = 0.4;
const LEAST_SHARE_LEADING: f32 = 0.2;

/// The role of a block of the article.
pub fn of_article(draft: &Draft, number: usize, layout: &Layout) -> Role {
    let mut item = false;
    for inside in layout.above(number).take(6) {
        match inside.tag {
            Tag::Heading if draft.chars <= LONGEST_HEADING => return Role::Heading,
            Tag::Quote => return Role::Quote,
            Tag::Item => item = true,
            _ => {}
        }
    }
    if draft.row {
        Role::Table
    } else if item {
        Role::List
    } else {
        Role::Paragraph
    }
}

/// What a block beside the article's text is. The nearest element whose name speaks decides, then the words.
pub fn beside(draft: &Draft, number: usize, layout: &Layout, score: f32) -> Verdict {
    match by_words(&draft.text) {
        Some(Group::Furniture(kind)) => return Verdict::furniture(kind, score),
        Some(Group::Caption) => return Verdict::beside(Role::Caption, score),
        None => {}
    }
    for (level, inside) in layout.above(number).enumerate().take(12) {
        if let Some(verdict) = by_element(inside, level, draft, score) {
            return verdict;
        }
    }
    // A teaser is a link and nothing else.
    let kind = if draft.link_density() > 0.8 && draft.chars > 25 {
        Furniture::RelatedLinks
    } else {
        Furniture::Other
    };
    Verdict::furniture(kind, score)
}

/// The kind whose phrase covers most of the block, if it covers enough of it.
fn by_words(text: &str) -> Option<Group> {
    let hits = lexicon::hits(&lexicon::fold(text));
    let mut best: Option<(f32, Group)> = None;
    for (place, (share, (_, group))) in hits.share.iter().zip(&ORDER).enumerate() {
        let least = if hits.leads & (1 << place) != 0 { LEAST_SHARE_LEADING } else { LEAST_SHARE };
        if *share >= least && best.is_none_or(|(most, _)| *share > most) {
            best = Some((*share, *group));
        }
    }
    best.map(|(_, group)| group)
}

fn by_element(inside: &Inside, level: usize, draft: &Draft, score: f32) -> Option<Verdict> {
    let is = |name: &str| inside.classes & bit(name) != 0;
    let furniture = |kind| Some(Verdict::furniture(kind, score));
    match inside.tag {
        Tag::Caption => return Some(Verdict::beside(Role::Caption, score)),
        Tag::Nav => return furniture(Furniture::Navigation),
        Tag::Footer if level > 0 => return furniture(Furniture::Legal),
        _ => {}
    }
    if is("comment") {
        let comment =
            draft.chars >= SHORTEST_COMMENT && draft.link_density() < 0.5 && inside.tag != Tag::Form;
        return if comment {
            Some(Verdict::beside(Role::Comment, score))
        } else {
            furniture(Furniture::CommentForm)
        };
    }
    const NAMES: [(&str, Furniture); 9] = [
        ("cookie", Furniture::Cookie),
        ("advertisement", Furniture::Advertisement),
        ("share", Furniture::Share),
        ("newsletter", Furniture::Newsletter),
        ("navigation", Furniture::Navigation),
        ("byline", Furniture::Byline),
        ("tags", Furniture::Tags),
        ("related", Furniture::RelatedLinks),
        ("footer", Furniture::Legal),
    ];
    if is("caption") && level < 3 {
        return Some(Verdict::beside(Role::Caption, score));
    }
    if is("lead") && level < 2 && draft.chars > 40 && draft.link_density() < 0.3 {
        return Some(Verdict::beside(Role::Subtitle, score));
    }
    // Near the block a name tells what it is; far above it a page is named "post" and "list" all over.
    let (_, kind) = NAMES.iter().find(|(name, _)| level < 6 && is(name))?;
    furniture(*kind)
}
