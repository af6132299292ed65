//! Pages that nobody wrote to be read: too deep, too long, broken, or made to make a reader fail.

/// A page made to make a reader fail.
pub struct Hostile {
    /// What is wrong with it.
    pub name: &'static str,
    /// Makes it.
    pub make: fn() -> Vec<u8>,
    /// `Content-Type` that comes with it.
    pub media_type: Option<&'static str>,
    /// Character set that comes with it.
    pub charset: Option<&'static str>,
}

/// How often markup is repeated: far beyond what any page has.
const MANY: usize = 100_000;

const SENTENCE: &str = "The council met on Monday to discuss the bridge, said Ada Brown, 41, its speaker. ";

const fn html(name: &'static str, make: fn() -> Vec<u8>) -> Hostile {
    Hostile { name, make, media_type: Some("text/html"), charset: None }
}

const fn text(name: &'static str, make: fn() -> Vec<u8>) -> Hostile {
    Hostile { name, make, media_type: Some("text/plain"), charset: None }
}

const fn with_charset(name: &'static str, charset: &'static str, make: fn() -> Vec<u8>) -> Hostile {
    Hostile { name, make, media_type: Some("text/html"), charset: Some(charset) }
}

/// All of them.
pub const PAGES: &[Hostile] = &[
    // Depth.
    html("nested div", || nest("<div>", "</div>")),
    html("nested div, unclosed", || nest("<div>", "")),
    html("nested b", || nest("<b>", "</b>")),
    html("nested b, unclosed", || nest("<b>", "")),
    html("nested b, each with an attribute of its own", || numbered(|n| format!("<b id=b{n}>"))),
    html("nested font between paragraphs", || numbered(|n| format!("<p><font color=c{n}>word "))),
    html("nested a and formatting, crossed", || numbered(|n| format!("<a href=/{n}><b><i>word</b> "))),
    html("nested nobr", || nest("<nobr>word ", "")),
    html("nested tables", || nest("<table><tr><td>", "</td></tr></table>")),
    html("nested tables, unclosed", || nest("<table><tr><td>word", "")),
    html("tables in tables without cells", || nest("<table>word", "")),
    html("nested lists", || nest("<ul><li>", "</li></ul>")),
    html("nested lists, unclosed", || nest("<ul><li>word", "")),
    html("nested definition lists", || nest("<dl><dd>", "")),
    html("nested blockquotes with words", || nest("<blockquote>Words of somebody", "</blockquote>")),
    html("nested select", || nest("<select><option>word", "")),
    html("nested svg", || nest("<svg><g>", "")),
    html("nested math and svg, crossed", || nest("<math><mi><svg><foreignObject><p>", "")),
    html("nested templates", || nest("<template>", "")),
    html("nested forms and buttons", || nest("<form><button>", "")),
    html("nested hidden elements", || nest("<div style='display:none' hidden aria-hidden=true>", "</div>")),
    html("nested custom elements", || nest("<my-part>", "")),
    html("nested headings", || nest("<h1>Head", "")),
    html("nested ruby", || nest("<ruby>a<rt>b", "")),
    html("nested noscript", || nest("<noscript>", "")),
    html("nested frameset", || nest("<frameset>", "")),
    html("nested comments", || nest("<!--", "-->")),
    html("deep, then wide", || {
        let wide = "<p>Words, words.</p>".repeat(MANY);
        around(&format!("{}{wide}", "<div>".repeat(500)))
    }),
    html("end tags of elements never opened", || {
        around(&(SENTENCE.to_owned() + &"</p></b></div></table></br>".repeat(MANY)))
    }),
    html("formatting closed in the wrong order", || around(&"<b><i><u><p>word</b></i></u>".repeat(MANY))),
    html("a paragraph in every formatting element, unclosed", || {
        around(&"<p><b><i><a href=x>word".repeat(MANY))
    }),
    html("stray text in tables", || around(&format!("<table>{}</table>", "word<tr>word<td>".repeat(MANY)))),
    html("one row of a million cells", || {
        around(&format!("<table><tr>{}</tr></table>", "<td>1".repeat(10 * MANY)))
    }),
    html("rows in rows", || around(&"<table><tr><td>1<td>2<tr><td>3<td>4<table><tr>".repeat(MANY))),
    // Size.
    html("50 MB of paragraphs", || around(&format!("<p>{SENTENCE}</p>\n").repeat(50_000_000 / 90))),
    html("50 MB of one paragraph", || around(&SENTENCE.repeat(50_000_000 / SENTENCE.len()))),
    html("50 MB of one tag", || around(&format!("<p title=\"{}\">", "x".repeat(50_000_000)))),
    html("50 MB of script", || {
        around(&format!("<script>{}</script>", "var a = 1; ".repeat(50_000_000 / 11)))
    }),
    html("50 MB of an unclosed comment", || around(&format!("<!--{}", "x -".repeat(50_000_000 / 3)))),
    html("50 MB of less-than signs", || around(&"<".repeat(50_000_000))),
    html("50 MB without markup after the head", || around(&"word ".repeat(10_000_000))),
    html("a million blocks of one letter", || around(&"<p>x".repeat(10 * MANY))),
    html("a million breaks", || around(&"x<br>".repeat(10 * MANY))),
    html("a million links", || around(&"<a href=/x>link</a> ".repeat(10 * MANY))),
    html("a million pictures", || around(&"<img src=x>".repeat(10 * MANY))),
    html("a million empty elements", || around(&"<div></div>".repeat(10 * MANY))),
    html("words and elements by turns", || around(&"<span>a</span> b ".repeat(5 * MANY))),
    // Attributes and character references.
    html("100,000 attributes on one tag", || {
        let attributes: String = (0..MANY).map(|n| format!(" a{n}=v{n}")).collect();
        around(&format!("<div{attributes}><p>{SENTENCE}"))
    }),
    html("tags of a thousand attributes", || {
        let attributes: String = (0..1000).map(|n| format!(" {n:x}=1")).collect();
        around(&format!("<i{attributes}>word").repeat(2000))
    }),
    html("8 MB of attributes, unclosed", || {
        let attributes: String = (0..1_000_000).map(|n| format!(" a{n}")).collect();
        around(&format!("<p>{SENTENCE}<div{attributes}"))
    }),
    html("end tags with a thousand attributes", || {
        let attributes: String = (0..1000).map(|n| format!(" {n:x}=1")).collect();
        around(&format!("</i{attributes}>word").repeat(2000))
    }),
    html("end tags that make elements", || around(&"</p>".repeat(30 * MANY))),
    html("formatting elements that come back in every paragraph", || {
        numbered(|n| format!("<p><font color=c{n}></p></p>word"))
    }),
    html("empty comments", || around(&"a<!---->".repeat(15 * MANY))),
    html("attributes on html and body tags, again and again", || {
        numbered(|n| format!("<body a{n}=1><html b{n}=2>"))
    }),
    html("an attribute of 10 MB", || {
        around(&format!("<div class=\"{}\"><p>{SENTENCE}", "c ".repeat(5_000_000)))
    }),
    html("a style attribute of 10 MB", || {
        around(&format!("<div style=\"{}\"><p>{SENTENCE}", "color:red;".repeat(1_000_000)))
    }),
    html("an address of 10 MB", || {
        around(&format!("<a href=\"http://example.org/{}\">{SENTENCE}</a>", "2024/05/06/".repeat(1_000_000)))
    }),
    html("character references", || around(&"&amp;&lt;&#8217;&nbsp;&eacute".repeat(MANY))),
    html("references that are none", || around(&"&a&bb;&#x;&#99999999999;&notanentity;&".repeat(MANY))),
    html("numeric references of a thousand digits", || {
        around(&format!("&#{};", "9".repeat(1000)).repeat(1000))
    }),
    html("references encoded again and again", || around(&format!("&{}lt;p&gt;", "amp;".repeat(1_000_000)))),
    // Words.
    html("one word of 10 MB", || around(&"a".repeat(10_000_000))),
    html("combining marks", || around(&format!("a{}", "\u{301}".repeat(5_000_000)))),
    html("marks that reorder", || around(&format!("a{}", "\u{315}\u{300}\u{5ae}".repeat(1_000_000)))),
    html("Hangul letters", || around(&"\u{1112}\u{1161}\u{11ab}".repeat(1_000_000))),
    html("zero-width characters", || around(&"\u{200b}\u{feff}\u{ad}".repeat(1_000_000))),
    html("quotation marks", || around(&"\"«“„'’”».".repeat(MANY))),
    html("quotation marks that open only", || around(&"“Word ".repeat(10 * MANY))),
    html("apostrophes", || around(&"' 'word ".repeat(5 * MANY))),
    html("numbers", || around(&"about 12,345.67 km, at least 1.000.000, ".repeat(MANY))),
    html("one number of 10 MB", || around(&"1234567890".repeat(1_000_000))),
    html("digits and separators", || around(&"1,2.3 4/5-".repeat(5 * MANY))),
    html("number words", || around(&"one hundred thousand million and two ".repeat(MANY))),
    html("dates", || around(&"<p>Monday, 6 May 2024, 10:15 a.m. EST</p>".repeat(MANY))),
    html("dates in one paragraph", || around(&"6 May 2024 2024-05-06 05/06/24 May ".repeat(MANY))),
    html("names of months", || around(&"May March April August Sept. 1 ".repeat(MANY))),
    html("full stops", || around(&". ".repeat(10 * MANY))),
    html("initials", || around(&"J. R. R. U.S. Gen. Mr. ".repeat(MANY))),
    html("by and by", || around(&"By By by Ada Brown and By ".repeat(MANY))),
    html("spaces", || around(&format!("a{}b", " \t\n\u{a0}".repeat(2_000_000)))),
    html("mojibake", || around(&"â€œItâ€™s naÃ¯veâ€\u{9d} Ã©tÃ© ".repeat(MANY))),
    html("bidirectional controls", || around(&"\u{202e}\u{2066}word\u{2069}\u{202c} ".repeat(MANY))),
    // The head.
    html("JSON-LD of 100,000 brackets", || linked_data(&"[".repeat(MANY))),
    html("JSON-LD of 100,000 objects in one another", || linked_data(&r#"{"@graph":"#.repeat(MANY))),
    html("JSON-LD closed properly at great depth", || {
        linked_data(&format!("{}1{}", "[".repeat(MANY), "]".repeat(MANY)))
    }),
    html("JSON-LD of 10 MB", || {
        let article = r#"{"@type":"NewsArticle","headline":"Head","datePublished":"2024-05-06","author":{"name":"Ada Brown"}},"#;
        linked_data(&format!("[{}{{}}]", article.repeat(10_000_000 / article.len())))
    }),
    html("100,000 pieces of JSON-LD", || {
        let part = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Head","author":"Ada"}</script>"#;
        around(&part.repeat(MANY))
    }),
    html("JSON-LD with a text of 10 MB", || {
        linked_data(&format!(
            r#"{{"@type":"NewsArticle","articleBody":"{}"}}"#,
            SENTENCE.repeat(10_000_000 / 80)
        ))
    }),
    html("100,000 meta tags", || {
        numbered(|n| {
            format!("<meta property=og:title content='Head {n}'><meta name=author content='Ada {n}'>")
        })
    }),
    html("100,000 dates in meta tags", || {
        numbered(|n| format!("<meta property=article:published_time content=2024-05-0{}>", n % 9 + 1))
    }),
    html("100,000 titles", || numbered(|n| format!("<title>Head {n}</title>"))),
    html("100,000 main headings", || numbered(|n| format!("<h1>Heading number {n} of the page</h1>"))),
    html("100,000 main headings and a paragraph each", || {
        numbered(|n| format!("<h1>Heading number {n} of the page</h1><p>{SENTENCE}"))
    }),
    html("100,000 bylines", || numbered(|n| format!("<p class=author rel=author>By Ada Brown {n}</p>"))),
    html("100,000 times", || {
        numbered(|n| format!("<time datetime=2024-05-06T10:00:{:02}Z>May 6</time>", n % 60))
    }),
    html("100,000 articles", || {
        around(&format!("<article><h2>Head</h2><p>{SENTENCE}</p></article>").repeat(MANY))
    }),
    html("a title of 10 MB", || {
        around(&format!("<title>{}</title><h1>{0}</h1>", "Head line | ".repeat(800_000)))
    }),
    html("one heading, repeated as every block", || around(&"<h1>The same headline</h1>".repeat(MANY))),
    html("100,000 comments of readers", || {
        around(&format!("<div class=comment id=comment><p>{SENTENCE}</p></div>").repeat(MANY))
    }),
    // Text.
    text("one line of 10 MB", || SENTENCE.repeat(10_000_000 / SENTENCE.len()).into_bytes()),
    text("one word of 10 MB as a text", || vec![b'a'; 10_000_000]),
    text("two million short lines", || b"Menu\n".repeat(2_000_000)),
    text("two million lines, each another", || {
        (0..2_000_000).map(|n| format!("{n}\n")).collect::<String>().into_bytes()
    }),
    text("100,000 sentences a line", || format!("{SENTENCE}\n").repeat(MANY).into_bytes()),
    text("lines of clocks", || b"10:15 AM Monday, May 6, 2024\n12\xc2\xb0C\n".repeat(MANY)),
    text("50 MB of text", || format!("{SENTENCE}\n\n").repeat(50_000_000 / 82).into_bytes()),
    text("50 MB of line breaks", || vec![b'\n'; 50_000_000]),
    text("carriage returns", || b"word\r".repeat(1_000_000)),
    text("markup in a text", || b"a < b > c </p> & d; ".repeat(MANY)),
    // Bytes.
    html("nothing", Vec::new),
    html("one byte", || b"<".to_vec()),
    html("one byte that is no character", || vec![0xff]),
    html("one null", || vec![0]),
    html("spaces only", || vec![b' '; 1_000_000]),
    html("binary", || noise(5_000_000)),
    html("binary after a head", || [b"<html><body><p>".to_vec(), noise(5_000_000)].concat()),
    html("nulls between letters", || around(&"w\0o\0r\0d\0 ".repeat(MANY))),
    html("UTF-16 without a mark", || utf16(&around_text(&format!("<p>{SENTENCE}</p>").repeat(1000)))),
    html("UTF-16 with a mark", || {
        [vec![0xff, 0xfe], utf16(&around_text(&format!("<p>{SENTENCE}</p>").repeat(10_000)))].concat()
    }),
    html("a mark, then another character set", || [b"\xef\xbb\xbf".to_vec(), vec![0xe9; 1_000_000]].concat()),
    html("half a character at the end", || [around_text(SENTENCE).into_bytes(), vec![0xe2, 0x80]].concat()),
    html("invalid UTF-8", || [b"<p>".to_vec(), b"caf\xe9 \xc3\x28 \xf0\x9f \x80 ".repeat(MANY)].concat()),
    with_charset("UTF-8 served as UTF-16", "utf-16le", || around("<p>Déjà vu</p>")),
    with_charset("Latin-1 served as Shift_JIS", "shift_jis", || {
        b"<p>caf\xe9 \xe0 la cr\xe8me</p>".repeat(MANY)
    }),
    with_charset("ISO-2022-JP that switches all the time", "iso-2022-jp", || {
        b"\x1b$B\x1b(B\x1b$B$\x1b(Ja".repeat(MANY)
    }),
    with_charset("a character set that does not exist", "x-klingon", || around("<p>Déjà vu</p>")),
    with_charset("GB18030 of 13 MB", "gb18030", || {
        [
            b"<html><body><p>".to_vec(),
            b"\xd7\xdc\xcd\xb3\xd0\xc7\xc6\xda\xd2\xbb\x81\x30\x81\x30 ".repeat(900_000),
        ]
        .concat()
    }),
    html("UTF-7", || around("+ADw-p+AD4-word+ADw-/p+AD4-")),
    html("a page cut in a tag", || around_text(&format!("<p>{SENTENCE}<a href=\"http://exam")).into_bytes()),
    html("plaintext", || around(&format!("<plaintext>{}", "<p>word".repeat(MANY)))),
];

fn around_text(body: &str) -> String {
    format!("<!doctype html><html><head><title>Bridge to be built</title></head><body>{body}")
}

/// A page with this body.
fn around(body: &str) -> Vec<u8> {
    around_text(body).into_bytes()
}

fn nest(open: &str, close: &str) -> Vec<u8> {
    around(&format!("{}{SENTENCE}{}", open.repeat(MANY), close.repeat(MANY)))
}

fn numbered(part: impl Fn(usize) -> String) -> Vec<u8> {
    around(&(0..MANY).map(part).collect::<String>())
}

fn linked_data(json: &str) -> Vec<u8> {
    around(&format!("<script type=\"application/ld+json\">{json}</script><p>{SENTENCE}"))
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Bytes without sense, the same each time.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1u32;
    let step = |state: &mut u32| {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*state >> 24) as u8
    };
    (0..length).map(|_| step(&mut state)).collect()
}
