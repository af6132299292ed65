//! The outlet.

use dateline_record::{Article, Read};

use super::schema::Found;
use super::{Head, Inputs, words};

/// The names by which the page calls its site, folded: used to tell a site's name from a headline or an author.
pub fn names(inputs: &Inputs<'_>, head: Option<&Head<'_>>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if let Some(head) = head {
        for meta in head.index.field("site").filter(|meta| meta.weight > 3.0) {
            names.push(words::fold(meta.value));
        }
        for found in from_json(head) {
            names.push(words::fold(&words::clean(found.text)));
        }
    }
    if let Some(host) = host(inputs, head) {
        let host = host.trim_start_matches("www.").to_ascii_lowercase();
        names.push(words::fold(&host));
        if let Some(domain) = psl::domain_str(&host) {
            names.push(words::fold(domain));
            if let Some(name) = domain.split('.').next() {
                names.push(words::fold(name));
                names.push(words::fold(&name.replace('-', "")));
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names.sort();
    names.dedup();
    names
}

fn from_json<'h>(head: &'h Head<'_>) -> Vec<Found<'h>> {
    let mut found = Vec::new();
    for thing in head.graph.things.iter().take(4) {
        found.extend(head.graph.names(*thing, "publisher").into_iter().map(|(found, _)| found));
    }
    found
}

fn host<'h>(inputs: &'h Inputs<'_>, head: Option<&'h Head<'_>>) -> Option<&'h str> {
    let url = match head {
        Some(head) => head.url(inputs),
        None => inputs.page.url,
    }?;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    (host.contains('.') && !host.contains('@')).then_some(host)
}

/// Reads the outlet: the name in JSON-LD, else in `<meta>`, else the registered domain.
pub fn read(inputs: &Inputs<'_>, head: Option<&Head<'_>>, article: &mut Article) {
    if let Some(head) = head {
        let site = head.index.best("site").filter(|meta| meta.weight >= 7.0 && !meta.value.contains("://"));
        let json = from_json(head).into_iter().find(|found| !found.text.trim().is_empty());
        let weak = head.index.best("site").filter(|meta| meta.weight >= 5.0 && !meta.value.contains("://"));
        if let Some(meta) = site.or(if json.is_none() { weak } else { None }) {
            article.publisher = Some(Read {
                value: words::clean(meta.value),
                evidence: inputs.evidence(&format!("meta {}", meta.key), meta.tag),
            });
            return;
        }
        if let Some(found) = json {
            article.publisher = Some(Read {
                value: words::clean(found.text),
                evidence: inputs.evidence("json-ld publisher", (found.start, found.end)),
            });
            return;
        }
    }
    let Some(host) = host(inputs, head) else { return };
    let host = host.to_ascii_lowercase();
    let domain = psl::domain_str(&host).unwrap_or(&host).to_owned();
    let evidence = match head.and_then(|head| head.url_tag(inputs)) {
        Some((from, tag)) => inputs.evidence(from, tag),
        None => inputs.outside("url"),
    };
    article.publisher = Some(Read { value: domain, evidence });
}
