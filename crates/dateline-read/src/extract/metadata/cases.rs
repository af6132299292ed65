//! Whole pages, and what must be read from them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dateline_record::{Article, AuthorKind, DateKind};

use crate::{Page, Reader, read};

/// Prose that fills a body; what it says does not matter.
const PROSE: &str = "The harbour board met on Monday and agreed, after three hours of debate, to rebuild the old \
pier before the winter storms. Members said that the cost, which had doubled since the first estimate, would be \
shared with the county, and that boats could use the southern quay until the work is done. The mayor called the vote \
a relief for the fishermen, who had waited for two years.";

fn article(page: &str, url: Option<&str>) -> Article {
    read(&Page { bytes: page.as_bytes(), url, ..Page::default() }, &Reader::of_articles()).article
}

fn html(head: &str, body: &str) -> String {
    let prose = format!("<p>{PROSE}</p>").repeat(4);
    format!(
        "<!doctype html><html lang=en><head>{head}</head><body>{}</body></html>",
        body.replace("PROSE", &prose)
    )
}

fn published(article: &Article) -> Option<&str> {
    article.published.as_ref().map(|read| read.value.as_str())
}

fn title(article: &Article) -> &str {
    article.title.as_ref().map_or("", |read| read.value.as_str())
}

fn names(article: &Article) -> Vec<&str> {
    article.byline.iter().map(|author| author.name.as_str()).collect()
}

#[test]
fn a_common_news_page() {
    let page = html(
        "<title>Pier to be rebuilt before winter | The Lakeville Courier</title>\
         <meta property=og:title content='Pier to be rebuilt before winter'>\
         <meta property=og:site_name content='The Lakeville Courier'>\
         <meta property=article:published_time content='2021-09-14T08:30:00+02:00'>\
         <link rel=canonical href='https://courier.example/2021/09/14/pier'>",
        "<article><h1>Pier to be rebuilt before winter</h1><p class=byline>By <a rel=author href=/author/ada>Ada \
         Quill</a></p><time datetime='2021-09-14T08:30:00+02:00'>14 September 2021</time>PROSE</article>",
    );
    let article = article(&page, None);
    assert_eq!(title(&article), "Pier to be rebuilt before winter");
    assert_eq!(published(&article), Some("2021-09-14T08:30:00+02:00"));
    assert_eq!(names(&article), ["Ada Quill"]);
    assert_eq!(article.publisher.expect("a publisher").value, "The Lakeville Courier");
    assert_eq!(article.canonical.expect("an address").value, "https://courier.example/2021/09/14/pier");
    assert_eq!(article.language.declared.expect("a language").value, "en");
}

#[test]
fn evidence_leads_to_the_bytes() {
    let page = html(
        "<title>Caf\u{e9} closes</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\r\n\
         \"datePublished\":\"2020-05-06T07:08:09Z\",\"author\":{\"name\":\"Rui Pe\u{f1}a\"}}</script>",
        "<h1>Caf\u{e9} closes after the flood</h1><p>By Rui Pe\u{f1}a</p>PROSE",
    );
    let article = article(&page, None);
    let at = |evidence: &dateline_record::Evidence| {
        let bytes = evidence.bytes.expect("bytes");
        page.get(bytes.start as usize..bytes.end as usize).expect("a place").to_owned()
    };
    assert_eq!(at(&article.published.as_ref().expect("a day").evidence), "2020-05-06T07:08:09Z");
    assert_eq!(at(&article.byline[0].evidence), "Rui Pe\u{f1}a");
    let title = article.title.as_ref().expect("a title");
    assert_eq!(at(&title.evidence), "Caf\u{e9} closes after the flood");
    let span = title.evidence.span.expect("a span");
    let text: String = article.text.chars().skip(span.start as usize).take(span.len()).collect();
    assert_eq!(text, "Caf\u{e9} closes after the flood");
}

#[test]
fn nothing_is_invented() {
    let page = html(
        "<title>About our harbour</title>",
        "<h1>About our harbour</h1>PROSE<footer>\u{a9} 2019</footer>",
    );
    let article = article(&page, None);
    assert_eq!((published(&article), names(&article)), (None, Vec::new()));
    assert!(article.updated.is_none());
}

#[test]
fn related_comment_and_copyright_dates_are_not_the_article_s() {
    let page = html(
        "<title>Pier vote</title>",
        "<article><h1>Pier vote ends in a draw</h1><div class=entry-date>Published: March 3, 2018</div>PROSE</article>\
         <div class=related-posts><h3><a href=/x>Another story of the coast</a></h3><span class=date>April 9, \
         2019</span></div><div id=comments><p>Sam says:</p><p class=comment-date>March 4, 2018 at 9:15 am</p></div>\
         <footer>Copyright \u{a9} January 1, 2020 The Courier</footer>",
    );
    let article = article(&page, None);
    assert_eq!(published(&article), Some("2018-03-03"));
    let kind = |day: &str| article.dates.iter().find(|d| d.value.starts_with(day)).map(|d| d.kind);
    assert_eq!(kind("2019-04-09"), Some(DateKind::Related));
    assert_eq!(kind("2018-03-04"), Some(DateKind::Comment));
    assert_eq!(kind("2020-01-01"), Some(DateKind::Copyright));
}

#[test]
fn publication_and_update_are_told_apart() {
    let page = html(
        "<title>Storm warning</title>",
        "<h1>Storm warning for the southern coast</h1><p>Published 3 May 2020, 10:00<br>Updated 5 May 2020, 11:30</p>PROSE",
    );
    let article = article(&page, None);
    assert_eq!(published(&article), Some("2020-05-03T10:00:00"));
    assert_eq!(article.updated.expect("an update").value, "2020-05-05T11:30:00");
}

#[test]
fn the_site_s_name_is_neither_the_title_nor_a_person() {
    let page = html(
        "<title>The Courier: Ferry strike enters second week</title><meta name=author content='The Courier'>\
         <meta property=og:site_name content='The Courier'>",
        "<header><h1><a href=/>The Courier</a></h1></header><article><h2>Ferry strike enters second \
         week</h2>PROSE</article>",
    );
    let article = article(&page, Some("https://www.thecourier.example/ferry-strike-enters-second-week"));
    assert_eq!(title(&article), "Ferry strike enters second week");
    assert!(article.byline.iter().all(|author| author.kind == AuthorKind::Desk));
}

#[test]
fn several_authors_with_roles() {
    let page = html(
        "<title>Who owns the quay?</title><script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\",\
         \"headline\":\"Who owns the quay?\",\"author\":[{\"@id\":\"#a\"},{\"@type\":\"Person\",\"name\":\"Bo Reed\"}]},\
         {\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ada Quill\"}]}</script>",
        "<h1>Who owns the quay?</h1><p>By Ada Quill and Bo Reed</p>PROSE",
    );
    let article = article(&page, None);
    assert_eq!(names(&article), ["Ada Quill", "Bo Reed"]);
    assert!(article.byline.iter().all(|author| author.kind == AuthorKind::Person));
}

#[test]
fn a_day_in_utc_is_told_in_the_publisher_s_zone() {
    let page = html(
        "<title>Night ferry</title><meta property=article:published_time content='2022-03-04T23:30:00Z'>",
        "<article><h1>The night ferry is back</h1><p class=published-date>Published on March 5, 2022</p>PROSE</article>",
    );
    assert!(
        published(&article(&page, Some("https://a.example/2022/03/05/ferry")))
            .expect("a day")
            .starts_with("2022-03-05")
    );
}

#[test]
fn an_archive_s_address_is_not_the_page_s_date() {
    let page = html("<title>Old pier</title>", "<h1>The old pier in pictures</h1>PROSE");
    let kept = article(&page, Some("https://archive.example/web/20150206075900/http://a.example/pier"));
    assert_eq!(published(&kept), None);
}

#[test]
fn german_page() {
    let page = html(
        "<title>Hafen wird saniert - Seeblatt</title>",
        "<h1>Hafen wird saniert</h1><p>Von Ina Wald</p><p>Stand: 04.11.2020, 14:05 Uhr</p>PROSE",
    );
    let article = article(&page, None);
    assert_eq!(names(&article), ["Ina Wald"]);
    assert!(article.dates.iter().any(|d| d.value == "2020-11-04T14:05:00" && d.kind == DateKind::Updated));
}

fn scraped(before: &str, below: &str) -> String {
    let prose = format!("{PROSE}\n\n").repeat(5);
    format!(
        "{before}\n\nHarbour board agrees to rebuild the old pier\n\n{below}\n\n{prose}\nLatest news\nRelated news\n"
    )
}

#[test]
fn a_clock_at_the_head_of_a_scraped_text_is_no_publication() {
    let article = article(&scraped("7.1 C\nTuesday, May 4, 2021", ""), None);
    assert_eq!(published(&article), None);
    assert_eq!(article.dates.first().map(|d| d.kind), Some(DateKind::Clock));
}

#[test]
fn a_date_below_the_headline_of_a_scraped_text_is() {
    let article =
        article(&scraped("Home\nNews\nSport", "By Ada Quill\nPublished: May 4, 2021 10:30 am"), None);
    assert_eq!(published(&article), Some("2021-05-04T10:30:00"));
    assert_eq!(names(&article), ["Ada Quill"]);
}

#[test]
fn key_words_encoded_twice_stay_whole() {
    let page = html(
        "<meta property=article:tag content='Ports &amp;amp; Piers'><meta property=article:tag content=Harbour>",
        "PROSE",
    );
    let article = article(&page, None);
    let tags: Vec<&str> = article.tags.iter().map(|tag| tag.value.as_str()).collect();
    assert_eq!(tags, ["Ports & Piers", "Harbour"]);
}
