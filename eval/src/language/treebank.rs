//! Treebanks in CoNLL-U: documents rebuilt as running text, with the gold layers over it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use dateline_record::{Sentence, Span, Token};

use super::layers::Layers;
use super::tasks::Text;

/// A document of a treebank.
#[derive(Default)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its text: sentences as they follow one another, an empty line between paragraphs.
    pub text: String,
    /// The gold layers: sentences and tokens. Characters are counted in `text`.
    pub gold: Layers,
    /// Indices of the sentences that are headings.
    pub headings: Vec<usize>,
    /// Characters of `text`.
    length: usize,
}

impl Document {
    /// The tokens of each sentence, first and one past the last character.
    pub fn words(&self) -> Vec<Vec<(usize, usize)>> {
        let of = |tokens: &[Token]| {
            tokens.iter().map(|t| (t.span.start as usize, t.span.end as usize)).collect::<Vec<_>>()
        };
        self.gold.tokens.chunk_by(|a, b| a.sentence == b.sentence).map(of).collect()
    }

    /// The document to be read: as it is, or with its tokens given.
    pub fn text(&self, given: bool) -> Text {
        Text { id: self.id.clone(), text: self.text.clone(), sentences: given.then(|| self.words()) }
    }

    fn push(&mut self, text: &str) -> Span {
        let start = self.length;
        self.text.push_str(text);
        self.length += text.chars().count();
        Span::new(start, self.length)
    }

    /// Takes a sentence; `spaced` says whether white space follows the token before.
    fn sentence(&mut self, rows: &[Vec<&str>], head: &Head, spaced: &mut bool) -> Result<()> {
        if head.paragraph && self.length > 0 {
            self.push("\n\n");
        } else if *spaced {
            self.push(" ");
        }
        let (sentence, first) = (self.gold.sentences.len(), self.gold.tokens.len());
        if head.heading {
            self.headings.push(sentence);
        }
        // The range of words that one printed word makes, the word itself, and whether white space follows it.
        let mut multi: Option<(usize, Span, bool)> = None;
        let mut number = 0;
        for row in rows.iter().filter(|row| !row[0].contains('.')) {
            let no_space = row[9].split('|').any(|misc| misc == "SpaceAfter=No");
            if number > 0 && *spaced && multi.is_none() {
                self.push(" ");
            }
            if let Some((_, last)) = row[0].split_once('-') {
                let start = self.length;
                multi = Some((last.parse()?, Span::new(start, start + row[1].chars().count()), !no_space));
                *spaced = false;
                continue;
            }
            number += 1;
            let span = self.push(row[1]);
            let surface = multi.map(|(_, surface, _)| surface);
            match multi {
                Some((last, surface, space)) if number == last => {
                    if surface.end != span.end {
                        bail!("{}: the words of {} do not make it", self.id, row[0]);
                    }
                    *spaced = space;
                    multi = None;
                }
                Some(_) => {}
                None => *spaced = !no_space,
            }
            let empty = |value: &str| if value == "_" { String::new() } else { value.to_owned() };
            let head: usize = row[6].parse().with_context(|| format!("head of {}", row[1]))?;
            self.gold.tokens.push(Token {
                span,
                surface,
                sentence: sentence as u32,
                lemma: row[2].to_owned(),
                upos: row[3].to_owned(),
                xpos: row[4].to_owned(),
                feats: empty(row[5]),
                head: head.checked_sub(1).map(|head| (first + head) as u32),
                deprel: row[7].to_owned(),
            });
        }
        let (Some(from), Some(to)) = (self.gold.tokens.get(first), self.gold.tokens.last()) else {
            bail!("{}: a sentence without tokens", self.id);
        };
        let span = Span { start: from.span.start, end: to.span.end };
        self.gold.sentences.push(Sentence { span, block: 0 });
        Ok(())
    }
}

/// The comments before a sentence.
#[derive(Default)]
struct Head {
    paragraph: bool,
    heading: bool,
}

/// Reads a treebank.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut documents: Vec<Document> = Vec::new();
    let (mut head, mut rows, mut spaced) = (Head::default(), Vec::new(), false);
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            documents.push(Document { id: id.to_owned(), ..Document::default() });
            spaced = false;
        } else if let Some(block) = line.strip_prefix("# newpar_block = ") {
            head.heading = block.starts_with("head");
        } else if line.starts_with("# newpar") {
            head.paragraph = true;
        } else if line.is_empty() {
            let document = documents.last_mut().context("a sentence before the first document")?;
            document.sentence(&rows, &head, &mut spaced)?;
            rows.clear();
            head = Head::default();
        } else if !line.starts_with('#') {
            let row: Vec<&str> = line.split('\t').collect();
            if row.len() != 10 {
                bail!("{}: {line:?} has not ten columns", path.display());
            }
            rows.push(row);
        }
    }
    Ok(documents)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_running_text_again() {
        let row = |id: &str, form: &str, head: &str, misc: &str| {
            format!("{id}\t{form}\t{form}\tX\tX\t_\t{head}\tdep\t_\t{misc}\n")
        };
        let text = [
            "# newdoc id = a\n# newpar\n# newpar_block = head (1 s)\n",
            &row("1", "Port", "0", "_"),
            "\n# newpar id = p\n",
            &row("1-2", "don't", "_", "SpaceAfter=No"),
            &row("1", "do", "2", "_"),
            &row("2", "n't", "0", "_"),
            &row("3", "!", "2", "_"),
            &row("3.1", "left", "_", "_"),
            "\n",
            &row("1", "Go", "0", "_"),
            "\n",
        ]
        .concat();
        let folder = std::env::temp_dir().join(format!("dateline-treebank-{}", std::process::id()));
        std::fs::write(&folder, text).unwrap();
        let documents = read(&folder).unwrap();
        std::fs::remove_file(&folder).unwrap();
        let [document] = &documents[..] else { panic!("one document") };
        assert_eq!(document.text, "Port\n\ndon't! Go");
        assert_eq!(document.words(), [vec![(0, 4)], vec![(6, 8), (8, 11), (11, 12)], vec![(13, 15)]]);
        assert_eq!(document.gold.tokens[1].surface, Some(Span::new(6, 11)));
        assert_eq!(document.gold.tokens[1].head, Some(2));
        assert_eq!(document.headings, [0]);
    }
}
