//! What the page's head says about its place in the site: its own address, section, key words, declared language.

use dateline_record::{Article, Read};

use super::{Head, Inputs, words};

/// Key words kept of one page.
const MOST_TAGS: usize = 50;

/// Fills `canonical`, `section`, `tags` and `language.declared`.
pub fn read(inputs: &Inputs<'_>, head: &Head<'_>, article: &mut Article) {
    article.canonical = canonical(inputs, head);
    article.section = section(inputs, head);
    article.tags = tags(inputs, head);
    article.language.declared = language(inputs, head);
}

fn canonical(inputs: &Inputs<'_>, head: &Head<'_>) -> Option<Read<String>> {
    let linked = head.index.canonical.map(|(href, tag)| ("link canonical", href, tag));
    let meta = head.index.best("url").filter(|meta| meta.weight >= 8.0);
    let meta = meta.map(|meta| ("meta og:url", meta.value, meta.tag));
    let (from, value, tag) = linked
        .into_iter()
        .chain(meta)
        .find(|(_, value, _)| value.trim().starts_with("http://") || value.trim().starts_with("https://"))?;
    Some(Read { value: value.trim().to_owned(), evidence: inputs.evidence(from, tag) })
}

fn section(inputs: &Inputs<'_>, head: &Head<'_>) -> Option<Read<String>> {
    if let Some(meta) = head.index.best("section") {
        let evidence = inputs.evidence(&format!("meta {}", meta.key), meta.tag);
        return Some(Read { value: words::clean(meta.value), evidence });
    }
    let thing = head.graph.article("")?;
    let found = head.graph.text(thing, "articleSection")?;
    let evidence = inputs.evidence("json-ld articleSection", (found.start, found.end));
    Some(Read { value: words::clean(found.text), evidence })
}

fn tags(inputs: &Inputs<'_>, head: &Head<'_>) -> Vec<Read<String>> {
    let mut tags: Vec<Read<String>> = Vec::new();
    let mut add = |text: &str, from: &str, place: (u32, u32)| {
        // One `article:tag` is one key word; the other names hold lists. Where a reference was encoded twice, its
        // semicolon would cut the key word in two.
        for tag in words::references(text)
            .split([',', ';', '、', '،'])
            .map(words::clean)
            .filter(|tag| !tag.is_empty())
        {
            if tags.len() < MOST_TAGS && !tags.iter().any(|t| words::fold(&t.value) == words::fold(&tag)) {
                tags.push(Read { value: tag, evidence: inputs.evidence(from, place) });
            }
        }
    };
    let best = head.index.best("tags").map(|meta| meta.weight);
    for meta in head.index.field("tags").filter(|meta| Some(meta.weight) == best) {
        add(meta.value, &format!("meta {}", meta.key), meta.tag);
    }
    if best.is_none()
        && let Some(thing) = head.graph.article("")
    {
        for (found, _) in head.graph.names(thing, "keywords") {
            let place = (u32::try_from(found.start).unwrap_or(0), u32::try_from(found.end).unwrap_or(0));
            add(found.text, "json-ld keywords", place);
        }
    }
    tags
}

fn language(inputs: &Inputs<'_>, head: &Head<'_>) -> Option<Read<String>> {
    if let Some((lang, tag)) = head.index.lang {
        return Some(Read { value: lang.trim().to_owned(), evidence: inputs.evidence("html lang", tag) });
    }
    let meta = head.index.best("locale")?;
    let evidence = inputs.evidence(&format!("meta {}", meta.key), meta.tag);
    Some(Read { value: meta.value.trim().to_owned(), evidence })
}
