//! What a block looks like, as numbers: the input of the block scorer.
//!
//! The features come from the block itself, the elements above it, its neighbours, the templates it shares with other
//! blocks, and several plain readings of the page (the heaviest container, the longest run of prose, the body that
//! the page's data gives). None depends on a word of the text beyond the lexicons of `data/furniture`.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use dateline_record::Furniture;

use super::classes::{CATEGORIES, bit};
use super::head::Head;
use super::layout::{Inside, Layout, NO, TAGS, Tag, is_prose};
use crate::extract::draft::Draft;
use crate::extract::scraped::lexicon::{self, Hits};

/// Distances in the tree are counted up to here.
const FAR: usize = 12;

/// Kinds of furniture that stand under a heading of their own.
const HEADS: [Furniture; 7] = [
    Furniture::RelatedLinks,
    Furniture::Share,
    Furniture::CommentForm,
    Furniture::Newsletter,
    Furniture::Advertisement,
    Furniture::Tags,
    Furniture::AuthorNote,
];

/// One vector a block, and the names of its numbers.
pub struct Vectors {
    /// Names, in the order of the numbers; made on request only.
    pub names: Vec<String>,
    /// The numbers, one row a block.
    pub rows: Vec<Vec<f32>>,
}

/// A row under construction.
struct Row {
    names: Option<Vec<String>>,
    values: Vec<f32>,
}

impl Row {
    fn put(&mut self, name: &str, value: f32) {
        if let Some(names) = &mut self.names {
            names.push(name.to_owned());
        }
        self.values.push(value);
    }

    fn flag(&mut self, name: &str, value: bool) {
        self.put(name, f32::from(u8::from(value)));
    }

    fn put_at(&mut self, name: &str, at: &str, value: f32) {
        if let Some(names) = &mut self.names {
            names.push(format!("{name}{at}"));
        }
        self.values.push(value);
    }
}

/// What is known of a block by itself.
struct Own {
    words: usize,
    commas: usize,
    stops: usize,
    ends: f32,
    digits: f32,
    symbols: f32,
    capitals: f32,
    short_words: f32,
    /// Letters and digits only, in lower case.
    folded: String,
    phrases: Hits,
    prose: bool,
    /// Place among blocks of the same tag, names and surroundings.
    template: u64,
    text: u64,
}

fn own(draft: &Draft, layout: &Layout, number: usize) -> Own {
    let text = draft.text.as_str();
    let (mut words, mut capitals, mut short, mut letters) = (0, 0, 0, 0);
    let (mut digits, mut symbols, mut commas, mut stops) = (0, 0, 0, 0);
    for word in text.split_whitespace() {
        words += 1;
        let mut count = 0;
        let mut first = true;
        for c in word.chars() {
            if c.is_alphanumeric() {
                if first && c.is_uppercase() {
                    capitals += 1;
                }
                first = false;
                letters += 1;
                digits += usize::from(c.is_numeric());
            }
            count += 1;
            symbols += usize::from("{}[]<>=;|\\_#$^*~`+@".contains(c));
            commas += usize::from(matches!(c, ',' | '،' | '、' | '，'));
            stops += usize::from(matches!(c, '.' | '!' | '?' | '。' | '؟' | '।' | '！' | '？'));
        }
        if count <= 4 && word.chars().all(char::is_lowercase) {
            short += 1;
        }
    }
    let last = text.trim_end_matches(['"', '”', '’', '»', ')', ']', '\'', '“']).chars().next_back();
    let ends = match last {
        Some('.' | '!' | '?' | '。' | '؟' | '।' | '！' | '？') => 1.0,
        Some(':') => 0.6,
        Some('…' | '»' | '›') => 0.3,
        _ => 0.0,
    };
    let per_word = |n: usize| n as f32 / words.max(1) as f32;
    let folded = lexicon::fold(text);
    let mut hasher = DefaultHasher::new();
    for inside in layout.above(number).take(3) {
        inside.likeness.hash(&mut hasher);
    }
    let template = hasher.finish();
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Own {
        words,
        commas,
        stops,
        ends,
        digits: digits as f32 / letters.max(1) as f32,
        symbols: symbols as f32 / draft.chars.max(1) as f32,
        capitals: per_word(capitals),
        short_words: per_word(short),
        phrases: lexicon::hits(&folded),
        folded,
        prose: is_prose(draft),
        template,
        text: hasher.finish(),
    }
}

/// What the blocks of one template have in common.
#[derive(Default)]
struct Template {
    count: usize,
    chars: usize,
    link_chars: usize,
    prose: usize,
    ends: f32,
}

/// The vectors of all blocks of a page; with their names when `named`.
pub fn vectors(drafts: &[Draft], layout: &Layout, head: &Head, named: bool) -> Vectors {
    let owns: Vec<Own> =
        drafts.iter().enumerate().map(|(number, draft)| own(draft, layout, number)).collect();
    let mut templates: HashMap<u64, Template> = HashMap::new();
    let mut copies: HashMap<u64, usize> = HashMap::new();
    for (draft, own) in drafts.iter().zip(&owns) {
        let template = templates.entry(own.template).or_default();
        template.count += 1;
        template.chars += draft.chars;
        template.link_chars += draft.link_chars;
        template.prose += usize::from(own.prose);
        template.ends += own.ends;
        *copies.entry(own.text).or_default() += 1;
    }
    let likeness: Vec<f32> = owns.iter().map(|own| head.in_title(&own.folded)).collect();
    let title = most_like(&likeness);
    let all_chars: usize = drafts.iter().map(|draft| draft.chars).sum();
    let all_prose: usize =
        drafts.iter().zip(&owns).filter(|(_, own)| own.prose).map(|(draft, _)| draft.chars).sum();
    let best = layout.elements.get(layout.best);
    let articles = layout.elements.iter().filter(|inside| inside.tag == Tag::Article).count();
    let has_body = head.body.is_some();

    let heads =
        HEADS.iter().filter_map(|kind| lexicon::place(*kind)).fold(0, |mask, place| mask | 1 << place);
    let mut rows = Vec::with_capacity(drafts.len());
    let mut names = Vec::new();
    let mut before = 0usize;
    let mut last_heading: Option<usize> = None;
    for (number, (draft, own)) in drafts.iter().zip(&owns).enumerate() {
        let mut row = Row { names: (named && number == 0).then(Vec::new), values: Vec::with_capacity(160) };
        // The block itself.
        row.put("chars", draft.chars as f32);
        row.put("words", own.words as f32);
        row.put("link_density", draft.link_density());
        row.put("links", draft.links as f32);
        row.put("bold", draft.bold_chars as f32 / draft.chars.max(1) as f32);
        row.put("commas", own.commas as f32);
        row.put("stops", own.stops as f32);
        row.put("ends", own.ends);
        row.put("digits", own.digits);
        // Programs and formulas are made of these.
        row.put("symbols", own.symbols);
        row.put("capitals", own.capitals);
        row.put("short_words", own.short_words);
        row.put("word_length", draft.chars as f32 / own.words.max(1) as f32);
        row.flag("row", draft.row);
        row.flag("hidden", draft.hidden || layout.above(number).take(4).any(Inside::is_hidden));
        row.put("pictures_before", draft.pictures_before.min(5) as f32);
        row.put("copies", copies.get(&own.text).copied().unwrap_or(1).min(5) as f32);
        row.flag("line_breaks", draft.text.contains('\n'));
        for (place, (name, _)) in lexicon::ORDER.iter().enumerate() {
            // A phrase that leads the block tells more than one inside it.
            let leads = own.phrases.leads & (1 << place) != 0;
            row.put_at("phrase_", name, own.phrases.share[place] + if leads { 1.0 } else { 0.0 });
        }
        // The head of the page.
        let (in_body, body_known) = head.in_body(&own.folded);
        row.put("in_body", if has_body && body_known { in_body } else { -1.0 });
        row.put("in_description", head.in_description(&own.folded));
        row.put("in_title", likeness[number]);
        // The elements above.
        let mut nearest = [FAR; CATEGORIES.len()];
        let mut tags = [FAR; TAGS];
        let mut depth = 0usize;
        let mut twins = (1usize, draft.chars as f32, FAR);
        let mut in_best = FAR;
        for (distance, inside) in layout.above(number).enumerate() {
            depth += 1;
            if distance >= 64 {
                break;
            }
            let near = distance.min(FAR - 1);
            for (place, slot) in nearest.iter_mut().enumerate() {
                if *slot == FAR && inside.classes & (1 << place) != 0 {
                    *slot = near;
                }
            }
            if let Some(slot) = tags.get_mut(inside.tag as usize)
                && *slot == FAR
            {
                *slot = near;
            }
            if inside.twins > twins.0 && distance < 7 && inside.tag != Tag::Paragraph {
                twins = (inside.twins, inside.twin_chars as f32 / inside.twins as f32, near);
            }
            if in_best == FAR && best.is_some_and(|best| best.node == inside.node) {
                in_best = near;
            }
        }
        for (place, name) in CATEGORIES.iter().enumerate() {
            row.put_at("class_", name, nearest[place] as f32);
        }
        for (place, distance) in tags.iter().enumerate().skip(1) {
            row.put_at("tag_", TAG_NAMES[place], *distance as f32);
        }
        row.put("depth", depth as f32);
        row.put("twins", twins.0.min(50) as f32);
        row.put("twin_chars", twins.1);
        row.put("twin_level", twins.2 as f32);
        row.put("in_best", in_best as f32);
        // How much of the page's prose stands in the elements above, level by level.
        let share = |chars: usize| chars as f32 / all_prose.max(1) as f32;
        let mut above = layout.above(number);
        for level in ["0", "1", "2", "3"] {
            let inside = above.next();
            row.put_at("prose_", level, inside.map_or(0.0, |inside| share(inside.prose)));
            row.put_at("links_", level, inside.map_or(0.0, Inside::link_density));
            row.put_at("blocks_", level, inside.map_or(0.0, |inside| inside.blocks.min(200) as f32));
            row.put_at(
                "prose_blocks_",
                level,
                inside.map_or(0.0, |inside| inside.prose_blocks.min(100) as f32),
            );
            row.put_at(
                "weight_",
                level,
                inside.zip(best).map_or(0.0, |(inside, best)| inside.weight / best.weight.max(0.1)),
            );
        }
        let article = layout.above(number).find(|inside| inside.tag == Tag::Article);
        row.put("article_prose", article.map_or(-1.0, |inside| share(inside.prose)));
        row.put("articles", articles.min(20) as f32);
        let body = layout.above(number).find(|inside| inside.classes & bit("body") != 0);
        row.put("body_prose", body.map_or(-1.0, |inside| share(inside.prose)));
        // Where it stands.
        row.put("place", number as f32 / drafts.len().max(1) as f32);
        row.put("char_place", before as f32 / all_chars.max(1) as f32);
        match layout.run {
            Some((from, to)) => {
                row.put("before_run", from as f32 - number as f32);
                row.put("after_run", number as f32 - to as f32);
                let run_place = (number as f32 - from as f32) / (to as f32 - from as f32 + 1.0);
                row.put("run_place", run_place.clamp(-2.0, 3.0));
            }
            None => {
                row.put("before_run", -1.0);
                row.put("after_run", -1.0);
                row.put("run_place", -1.0);
            }
        }
        match best {
            Some(best) => {
                row.put("before_best", (best.first as f32 - number as f32).clamp(-100.0, 100.0));
                row.put("after_best", (number as f32 - best.last as f32).clamp(-100.0, 100.0));
            }
            None => {
                row.put("before_best", 0.0);
                row.put("after_best", 0.0);
            }
        }
        row.put(
            "since_title",
            title.map_or(-100.0, |title| (number as f32 - title as f32).clamp(-100.0, 300.0)),
        );
        row.flag("is_title", title == Some(number));
        // The heading it stands under.
        let since = last_heading.map_or(99, |heading| number - heading);
        row.put("since_heading", since.min(99) as f32);
        let heading = last_heading.map_or(0, |heading| owns[heading].phrases.leads);
        row.flag("heading_furniture", heading & heads != 0);
        row.put(
            "heading_since_title",
            match (last_heading, title) {
                (Some(heading), Some(title)) => (heading as f32 - title as f32).clamp(-50.0, 100.0),
                _ => -50.0,
            },
        );
        // Its template.
        if let Some(template) = templates.get(&own.template) {
            let count = template.count.max(1) as f32;
            row.put("template_count", template.count.min(100) as f32);
            row.put("template_chars", template.chars as f32 / count);
            row.put("template_links", template.link_chars as f32 / template.chars.max(1) as f32);
            row.put("template_prose", template.prose as f32 / count);
            row.put("template_ends", template.ends / count);
            row.put("template_share", template.chars as f32 / all_chars.max(1) as f32);
        }
        // Its neighbours.
        for step in [-3i64, -2, -1, 1, 2, 3] {
            let other = usize::try_from(number as i64 + step).ok().filter(|other| *other < drafts.len());
            let at = match step {
                -3 => "-3",
                -2 => "-2",
                -1 => "-1",
                1 => "+1",
                2 => "+2",
                _ => "+3",
            };
            row.put_at("chars", at, other.map_or(0.0, |other| drafts[other].chars as f32));
            row.put_at("link_density", at, other.map_or(1.0, |other| drafts[other].link_density()));
            row.put_at("ends", at, other.map_or(0.0, |other| owns[other].ends));
            if step.abs() == 1 {
                row.put_at("same_element", at, other.map_or(0.0, |other| nearness(layout, number, other)));
                row.put_at(
                    "furniture_phrase",
                    at,
                    other.map_or(0.0, |other| f32::from(u8::from(owns[other].phrases.leads != 0))),
                );
            }
        }
        for (name, from, to) in
            [("before_5", 5usize, 0usize), ("after_5", 0, 5), ("before_12", 12, 0), ("after_12", 0, 12)]
        {
            let window = if from > 0 {
                number.saturating_sub(from)..number
            } else {
                (number + 1).min(drafts.len())..(number + 1 + to).min(drafts.len())
            };
            let prose: usize =
                window.filter(|other| owns[*other].prose).map(|other| drafts[other].chars).sum();
            row.put_at("prose_", name, prose as f32);
        }
        // The page.
        row.put("page_blocks", drafts.len() as f32);
        row.put("page_prose", all_prose as f32);
        row.put("page_prose_share", all_prose as f32 / all_chars.max(1) as f32);
        row.put("best_share", best.map_or(0.0, |best| share(best.prose)));
        row.flag("page_says_article", head.says_article);

        if let Some(found) = row.names {
            names = found;
        }
        rows.push(row.values);
        before += draft.chars;
        let is_heading =
            tags[Tag::Heading as usize] < 2 || own.words <= 8 && draft.bold_chars * 10 > draft.chars * 9;
        if is_heading && draft.chars < 120 {
            last_heading = Some(number);
        }
    }
    Vectors { names, rows }
}

const TAG_NAMES: [&str; TAGS] = [
    "other",
    "article",
    "main",
    "section",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "figure",
    "caption",
    "table",
    "list",
    "item",
    "quote",
    "paragraph",
    "heading",
    "button",
    "noscript",
    "details",
    "div",
    "pre",
];

/// The block most like the page's titles, if any is like them; of equals the first.
fn most_like(likeness: &[f32]) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    for (number, likeness) in likeness.iter().copied().enumerate() {
        if likeness >= 0.5 && best.is_none_or(|(most, _)| likeness > most + 0.05) {
            best = Some((likeness, number));
        }
    }
    best.map(|(_, number)| number)
}

/// 2 when both stand in the same element, 1 when their elements do, 0 otherwise.
fn nearness(layout: &Layout, a: usize, b: usize) -> f32 {
    let up = |block: usize| layout.of_block.get(block).copied().unwrap_or(NO);
    let (a, b) = (up(a), up(b));
    if a == NO || b == NO {
        return 0.0;
    }
    let over = |at: usize| layout.elements.get(at).map_or(NO, |inside| inside.above);
    if a == b || over(a) == over(b) {
        2.0
    } else if over(a) == b || a == over(b) || over(over(a)) == over(over(b)) {
        1.0
    } else {
        0.0
    }
}
