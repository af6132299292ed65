//! CoNLL-U: tokens as other tools for language read them.
//!
//! One sentence after the other, one line a token, ten columns (<https://universaldependencies.org/format.html>).
//! A page begins with `# newdoc`, a block of the article with `# newpar`. The forms are the article's own characters;
//! white space inside a form is one space. Names stand in the last column as brackets, as CorefUD writes them:
//! `Entity=(1-person` where the first begins, `Entity=1)` where it ends, `Entity=(2-place)` around a single word;
//! inner names within outer ones.

use std::fmt::Write;

use dateline_record::{Name, NameKind, Record, Span, Token};

/// The tokens of a record. Sentences without tokens are left out: of some languages only the sentences are known.
pub fn conllu(record: &Record, name: &str) -> String {
    let text: Vec<char> = record.article.text.chars().collect();
    let mut out = format!("# newdoc id = {}\n", plain(name));
    if !record.names.is_empty() {
        out.push_str("# global.Entity = eid-etype\n");
    }
    let names = names(record);
    let mut block = None;
    let mut first = 0;
    for (number, tokens) in record.tokens.chunk_by(|a, b| a.sentence == b.sentence).enumerate() {
        let of = record.sentences.get(tokens[0].sentence as usize).map(|sentence| sentence.block);
        if number == 0 || of != block {
            out.push_str("# newpar\n");
            block = of;
        }
        let page = record.page.id.get(..16).map_or(String::new(), |id| format!("{id}-"));
        let sentence = Sentence { text: &text, tokens, first, entities: entities(&names, tokens) };
        // Formatting into a string cannot fail.
        let _ = writeln!(out, "# sent_id = {page}{}\n# text = {}", number + 1, sentence.printed());
        sentence.lines(&mut out);
        out.push('\n');
        first += tokens.len();
    }
    if first == 0 {
        out.push('\n');
    }
    out
}

/// A sentence being written.
struct Sentence<'a> {
    text: &'a [char],
    tokens: &'a [Token],
    /// Index of its first token in the record.
    first: usize,
    /// What the last column says of names, token by token.
    entities: Vec<String>,
}

impl Sentence<'_> {
    /// The sentence as its forms print it, the white space between them one space.
    fn printed(&self) -> String {
        let mut printed = String::new();
        for (i, words) in self.surfaces() {
            printed.push_str(&self.form(self.surface(i, words)));
            if i + words < self.tokens.len() && self.space_after(self.surface(i, words)) {
                printed.push(' ');
            }
        }
        printed
    }

    fn lines(&self, out: &mut String) {
        for (i, words) in self.surfaces() {
            let spaced = self.space_after(self.surface(i, words));
            if words > 1 {
                let form = self.form(self.surface(i, words));
                let misc = misc("", spaced);
                let _ = writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1, i + words);
            }
            for (at, token) in self.tokens.iter().enumerate().skip(i).take(words) {
                let misc = misc(&self.entities[at], words > 1 || spaced);
                let _ = writeln!(
                    out,
                    "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{misc}",
                    at + 1,
                    self.form(token.span),
                    column(&token.lemma),
                    column(&token.upos),
                    column(&token.xpos),
                    column(&token.feats),
                    self.head(token),
                    column(&token.deprel),
                );
            }
        }
    }

    /// The printed words: index of the first token and number of tokens.
    fn surfaces(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        self.tokens.chunk_by(|a, b| a.surface.is_some() && a.surface == b.surface).map(move |tokens| {
            at += tokens.len();
            (at - tokens.len(), tokens.len())
        })
    }

    fn surface(&self, first: usize, words: usize) -> Span {
        let token = &self.tokens[first];
        token.surface.filter(|_| words > 1).unwrap_or(token.span)
    }

    fn form(&self, span: Span) -> String {
        let characters = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        column(&characters.iter().collect::<String>())
    }

    /// Whether white space follows; the end of the text counts as such.
    fn space_after(&self, span: Span) -> bool {
        self.text.get(span.end as usize).is_none_or(|c| c.is_whitespace())
    }

    /// Number of the head within the sentence; 0 for the root.
    fn head(&self, token: &Token) -> String {
        let Some(head) = token.head else { return "0".into() };
        let within = (head as usize).checked_sub(self.first).filter(|at| *at < self.tokens.len());
        within.map_or("_".into(), |at| (at + 1).to_string())
    }
}

/// A name with its number.
struct Numbered<'a> {
    number: usize,
    name: &'a Name,
}

/// The names by where they begin, outer ones first.
fn names(record: &Record) -> Vec<Numbered<'_>> {
    let mut names: Vec<&Name> = record.names.iter().collect();
    names.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end)));
    names.into_iter().enumerate().map(|(i, name)| Numbered { number: i + 1, name }).collect()
}

/// The brackets of the names that touch the sentence's tokens, token by token.
fn entities(names: &[Numbered<'_>], tokens: &[Token]) -> Vec<String> {
    let mut opened = vec![String::new(); tokens.len()];
    let mut closed = vec![String::new(); tokens.len()];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return opened };
    let begin = names.partition_point(|name| name.name.span.start < first.span.start);
    for Numbered { number, name } in
        names[begin..].iter().take_while(|name| name.name.span.start < last.span.end)
    {
        let from = tokens.partition_point(|token| token.span.end <= name.span.start);
        let to = tokens.partition_point(|token| token.span.start < name.span.end);
        if to <= from {
            continue;
        }
        let single = to == from + 1;
        let _ = write!(opened[from], "({number}-{}{}", kind(name.kind), if single { ")" } else { "" });
        if !single {
            // Names that begin later end earlier: their brackets come first.
            closed[to - 1].insert_str(0, &format!("{number})"));
        }
    }
    opened.iter_mut().zip(closed).for_each(|(opened, closed)| opened.push_str(&closed));
    opened
}

fn misc(entities: &str, spaced: bool) -> String {
    match (entities, spaced) {
        ("", true) => "_".into(),
        ("", false) => "SpaceAfter=No".into(),
        (entities, true) => format!("Entity={entities}"),
        (entities, false) => format!("Entity={entities}|SpaceAfter=No"),
    }
}

/// A value as a column may hold it: no tab, no line break, not empty.
fn column(value: &str) -> String {
    let value = plain(value);
    if value.is_empty() { "_".into() } else { value }
}

fn plain(value: &str) -> String {
    value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|part| !part.is_empty()).fold(
        String::new(),
        |mut joined, part| {
            joined.push_str(if joined.is_empty() { "" } else { " " });
            joined.push_str(part);
            joined
        },
    )
}

/// The kind of a name as the record writes it.
fn kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "person",
        NameKind::Organisation => "organisation",
        NameKind::Place => "place",
        NameKind::Nationality => "nationality",
        NameKind::Facility => "facility",
        NameKind::Event => "event",
        NameKind::Other => "other",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn record() -> Record {
        serde_json::from_str(include_str!("../../tests/fixtures/parsed.json")).unwrap()
    }

    #[test]
    fn a_page_in_ten_columns() {
        insta::assert_snapshot!(conllu(&record(), "kestria\tport.html").replace('\t', " → "));
    }

    #[test]
    fn without_tokens_only_the_page_is_named() {
        assert_eq!(conllu(&Record::default(), "empty.html"), "# newdoc id = empty.html\n\n");
    }
}
