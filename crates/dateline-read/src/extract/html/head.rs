//! What the head of the page says that helps to find the article in it: witnesses, not the reading.

use std::collections::HashSet;

use crate::extract::dom::{DOCUMENT, Data, Dom};
use crate::extract::scraped::lexicon::fold;

/// The longest JSON-LD block that is looked at for a body.
const LONGEST_DATA: usize = 1 << 20;

/// The page's own words about its article.
#[derive(Default)]
pub struct Head {
    /// Folded words of the page's titles.
    titles: Vec<Vec<String>>,
    /// Folded words of its descriptions.
    description: HashSet<String>,
    /// The body given in the page's data, folded.
    pub body: Option<String>,
    /// Whether its data or its open-graph type call it an article.
    pub says_article: bool,
}

impl Head {
    /// Reads the head of a page.
    pub fn new(dom: &Dom, page: &str) -> Head {
        let mut head = Head::default();
        for id in dom.descendants(DOCUMENT) {
            let Data::Element(element) = &dom.nodes[id as usize].data else { continue };
            match &*element.name.local {
                "title" if head.titles.is_empty() => {
                    head.titles.push(fold(&dom.text(page, id)).split(' ').map(str::to_owned).collect());
                }
                "meta" => {
                    let (Some(name), Some(content)) =
                        (element.attr("property").or_else(|| element.attr("name")), element.attr("content"))
                    else {
                        continue;
                    };
                    match name {
                        "og:title" | "twitter:title" => {
                            head.titles.push(fold(content).split(' ').map(str::to_owned).collect());
                        }
                        "og:description" | "twitter:description" | "description" => {
                            head.description.extend(fold(content).split(' ').map(str::to_owned));
                        }
                        "og:type" => head.says_article |= content.eq_ignore_ascii_case("article"),
                        _ => {}
                    }
                }
                "script"
                    if element
                        .attr("type")
                        .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) =>
                {
                    let data = dom.text(page, id);
                    if data.len() <= LONGEST_DATA {
                        head.read_data(&data);
                    }
                }
                _ => {}
            }
        }
        head
    }

    fn read_data(&mut self, data: &str) {
        const TYPES: [&str; 5] =
            ["NewsArticle\"", "\"Article\"", "BlogPosting\"", "ReportageNewsArticle\"", "LiveBlogPosting\""];
        self.says_article |= TYPES.iter().any(|name| data.contains(name));
        if !data.contains("articleBody") {
            return;
        }
        // The value is cut out as it stands: broken data around it do no harm.
        let Some(at) = data.find("\"articleBody\"") else { return };
        let rest = data[at + "\"articleBody\"".len()..].trim_start().trim_start_matches(':').trim_start();
        let Some(rest) = rest.strip_prefix('"') else { return };
        let mut value = String::new();
        let mut characters = rest.chars();
        while let Some(c) = characters.next() {
            match c {
                '"' => break,
                '\\' => match characters.next() {
                    Some('n' | 'r' | 't') => value.push(' '),
                    Some('u') => {
                        let code: String = characters.by_ref().take(4).collect();
                        value.push(
                            u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or(' '),
                        );
                    }
                    Some(c) => value.push(c),
                    None => break,
                },
                c => value.push(c),
            }
        }
        let body = fold(&value);
        if body.len() > self.body.as_ref().map_or(200, String::len) {
            self.body = Some(body);
        }
    }

    /// How much of a block, given folded, stands in the body that the page's data give, 0 to 1, and whether the block is long
    /// enough to tell.
    pub fn in_body(&self, folded: &str) -> (f32, bool) {
        let Some(body) = &self.body else { return (0.0, false) };
        if folded.len() < 20 {
            return (f32::from(u8::from(!folded.is_empty() && body.contains(folded))), !folded.is_empty());
        }
        // A beginning, a middle and an end, so that a changed word in between does not matter.
        let piece = |from: usize| -> &str {
            let from = (from..folded.len()).find(|at| folded.is_char_boundary(*at)).unwrap_or(0);
            let to = ((from + 18).min(folded.len())..=folded.len())
                .find(|at| folded.is_char_boundary(*at))
                .unwrap_or(folded.len());
            folded.get(from..to).unwrap_or_default()
        };
        let places = [0, folded.len() / 2, folded.len().saturating_sub(18)];
        let found = places.iter().filter(|from| body.contains(piece(**from))).count();
        (found as f32 / places.len() as f32, true)
    }

    /// Share of the words of a block, given folded, that stand in the page's descriptions.
    pub fn in_description(&self, folded: &str) -> f32 {
        if self.description.is_empty() || folded.len() > 2000 {
            return 0.0;
        }
        let (mut all, mut found) = (0, 0);
        for word in folded.split(' ') {
            all += 1;
            found += usize::from(self.description.contains(word));
        }
        if all < 4 { 0.0 } else { found as f32 / all as f32 }
    }

    /// How alike a block, given folded, and the page's titles are: shared words over all words, the best title counts.
    pub fn in_title(&self, folded: &str) -> f32 {
        if folded.len() > 600 {
            return 0.0;
        }
        let words: HashSet<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return 0.0;
        }
        let mut best = 0.0f32;
        for title in &self.titles {
            let shared = title.iter().filter(|word| words.contains(word.as_str())).count();
            best =
                best.max(shared as f32 / (words.len() + title.len() - shared.min(title.len())).max(1) as f32);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_found_in_broken_data() {
        let page = r#"<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"The river rose by two metres in the night. Nobody was hurt in the \u00e9glise, officials said on Tuesday. The bridge at the old mill stays closed until the end of the week, the town council said, and asked drivers to take the ring road instead.", oops</script>"#;
        let head = Head::new(&Dom::parse(page), page);
        assert!(head.says_article);
        assert_eq!(head.in_body("nobody was hurt in the église officials said"), (1.0, true));
        assert_eq!(head.in_body("seven things to do this weekend in the hills").0, 0.0);
    }

    #[test]
    fn the_headline_is_like_the_titles() {
        let page = "<title>River rises by two metres | The Paper</title>";
        let head = Head::new(&Dom::parse(page), page);
        assert!(head.in_title("river rises by two metres") > 0.6);
        assert!(head.in_title("menu") < 0.1);
    }
}
