//! Sentences, by rules for printed news: which full stop ends a sentence, and which belongs to an abbreviation,
//! an initial, a number or an address.
//!
//! The rules are general; the words they look at are data: `abbreviations.tsv`, `sentence_starters.tsv`,
//! `speech_verbs.tsv` and `ordinal_dots.tsv` under `data/language`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dateline_record::{Block, Sentence, Span};

use super::lexicon;
use super::text::{Text, is_letter};

/// What may follow an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Title,
    Inner,
    Number,
    Either,
}

/// What one language knows about its full stops.
#[derive(Default)]
struct Rules {
    abbreviations: HashMap<&'static str, Class>,
    starters: HashSet<&'static str>,
    speech: HashSet<&'static str>,
    ordinal_dot: bool,
}

static RULES: LazyLock<HashMap<&'static str, Rules>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Rules> = HashMap::new();
    let mut shared = Vec::new();
    for row in lexicon::rows(include_str!("../../../../data/language/abbreviations.tsv")) {
        let class = match row.column(1) {
            "title" => Class::Title,
            "inner" => Class::Inner,
            "number" => Class::Number,
            _ => Class::Either,
        };
        for word in row.words(2) {
            match row.column(0) {
                "*" => shared.push((word, class)),
                language => {
                    all.entry(language).or_default().abbreviations.entry(word).or_insert(class);
                }
            }
        }
    }
    for row in lexicon::rows(include_str!("../../../../data/language/sentence_starters.tsv")) {
        all.entry(row.column(0)).or_default().starters.extend(row.words(1));
    }
    for row in lexicon::rows(include_str!("../../../../data/language/speech_verbs.tsv")) {
        all.entry(row.column(0)).or_default().speech.extend(row.words(1));
    }
    for row in lexicon::rows(include_str!("../../../../data/language/ordinal_dots.tsv")) {
        all.entry(row.column(0)).or_default().ordinal_dot = true;
    }
    for rules in all.values_mut() {
        for (word, class) in &shared {
            rules.abbreviations.entry(word).or_insert(*class);
        }
    }
    all
});

/// Last parts of addresses of the web: "Example.Com" is no end of a sentence.
static ADDRESS_ENDINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../../data/language/address_endings.tsv"))
        .map(|row| row.column(0))
        .collect()
});

static NO_RULES: LazyLock<Rules> = LazyLock::new(Rules::default);

/// The sentences of all blocks of the article. A block begins and ends a sentence.
pub fn sentences(text: &Text<'_>, blocks: &[Block], language: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let Some(span) = block.span else { continue };
        let (start, end) = text.range(span);
        Splitter::new(text, language, start, end).split(|start, end| {
            found.push(Sentence { span: Span::new(start, end), block: index as u32 });
        });
    }
    found
}

/// Where the rules see sentences end, one past the last character of each, in stretches of a text.
pub fn ends(text: &Text<'_>, stretches: &[(usize, usize)], language: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (start, end) in stretches {
        Splitter::new(text, language, *start, *end).split(|_, end| found.push(end));
    }
    found
}

/// Places inside a block at which one sentence ends and the next begins without a space between them.
pub fn run_together(text: &Text<'_>, blocks: &[Block], language: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for block in blocks {
        let Some(span) = block.span else { continue };
        let (start, end) = text.range(span);
        let mut last = None;
        Splitter::new(text, language, start, end).split(|start, end| {
            if last == Some(start) && !is_wide_stop(text.before(start)) {
                found.push(start);
            }
            last = Some(end);
        });
    }
    found
}

struct Splitter<'t> {
    text: &'t Text<'t>,
    rules: &'static Rules,
    /// First character of the sentence that is being read.
    start: usize,
    end: usize,
    /// Whether the block looks like a program's text, where a stop parts names.
    program: bool,
}

fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥' | '։' | '‼' | '⁇' | '⁈' | '⁉')
        || is_wide_stop(c)
}

/// Marks of scripts that put no space after a sentence.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．' | '။')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '*'
    )
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '»'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '•'
            | '·'
            | '–'
            | '—'
            | '-'
            | '*'
            | '`'
            | '”'
    )
}

impl<'t> Splitter<'t> {
    fn new(text: &'t Text<'t>, language: &str, start: usize, end: usize) -> Self {
        let rules = RULES.get(language).or_else(|| RULES.get("en")).unwrap_or(&NO_RULES);
        let program = text.slice(start, end).contains(['{', '}', '=', '<', '>', '\\']);
        Splitter { text, rules, start, end, program }
    }

    fn split(mut self, mut found: impl FnMut(usize, usize)) {
        let mut at = self.start;
        while at < self.end {
            let c = self.text.char(at);
            if c == '\n' {
                if self.line_ends_sentence(at) {
                    self.close(at, &mut found);
                }
                at += 1;
            } else if is_final(c) {
                let mut marks = at + 1;
                while marks < self.end && is_final(self.text.char(marks)) {
                    marks += 1;
                }
                let mut closed = marks;
                while closed < self.end && self.closes(closed) {
                    closed += 1;
                }
                closed = self.after_footnote(closed);
                if closed < self.end && self.ends_sentence(at, marks, closed) {
                    self.close(closed, &mut found);
                }
                at = closed;
            } else {
                at += 1;
            }
        }
        self.close(self.end, &mut found);
    }

    /// Ends the sentence before `at`.
    fn close(&mut self, at: usize, found: &mut impl FnMut(usize, usize)) {
        let (mut start, mut end) = (self.start, at);
        while start < end && self.text.char(start).is_whitespace() {
            start += 1;
        }
        while end > start && self.text.before(end).is_whitespace() {
            end -= 1;
        }
        if start < end {
            found(start, end);
        }
        self.start = at;
    }

    /// Whether the character closes a quotation or bracket after a final mark. French puts a space before `»`.
    fn closes(&self, at: usize) -> bool {
        let c = self.text.char(at);
        let next = self.text.char(at + 1);
        let at_end = at + 1 >= self.end;
        match c {
            '“' | '"' | '\'' | '*' => at_end || !is_letter(next) || self.text.before(at) != '.' && c != '“',
            ' ' | '\u{a0}' | '\u{202f}' => next == '»' && !at_end && !is_letter(self.text.char(at + 2)),
            _ => is_closer(c),
        }
    }

    /// Past the number of a footnote, `[17]`, that stands after a final mark.
    fn after_footnote(&self, at: usize) -> usize {
        let mut now = at;
        while now < self.end && self.text.char(now) == ' ' {
            now += 1;
        }
        if self.text.char(now) != '[' {
            return at;
        }
        let digits = (now + 1..self.end).take_while(|i| self.text.char(*i).is_ascii_digit()).take(4).count();
        let close = now + 1 + digits;
        if digits > 0 && close < self.end && self.text.char(close) == ']' { close + 1 } else { at }
    }

    /// A line break inside a block ends the sentence unless the next line goes on in small letters.
    fn line_ends_sentence(&self, at: usize) -> bool {
        let next = (at + 1..self.end).map(|i| self.text.char(i)).find(|c| !c.is_whitespace());
        next.is_some_and(|c| !c.is_lowercase())
    }

    /// Decides on the final marks `from..marks`, closed by quotation marks and brackets up to `closed`.
    fn ends_sentence(&self, from: usize, marks: usize, closed: usize) -> bool {
        let mark = self.text.char(from);
        let next = self.text.char(closed);
        if is_wide_stop(self.text.before(marks)) || is_wide_stop(mark) {
            // Japanese goes on after a quotation: 「…。」と述べた.
            return closed == marks && !is_wide_stop(next)
                || closed > marks && !matches!(next, 'と' | 'な' | 'の');
        }
        if matches!(mark, '؟' | '۔' | '।' | '॥' | '։') {
            return true;
        }
        if !next.is_whitespace() {
            return self.is_run_together(from, closed);
        }
        let Some(word) = self.next_word(closed) else { return false };
        if is_final(self.text.char(word)) {
            return false; // the stops of ". . ."
        }
        let first = self.text.char(word);
        let small = first.is_lowercase() && !self.text.char(word + 1).is_uppercase();
        let several = marks - from > 1 || mark == '…';
        if mark == '!' || mark == '?' {
            return !(small || closed > marks && self.speaker_follows(word));
        }
        if several {
            return !small;
        }
        if closed > marks && !matches!(self.text.char(marks), ')' | ']') {
            return !small;
        }
        self.full_stop_ends(from, word, small)
    }

    /// Decides on one full stop at `at`; the next word begins at `word`.
    fn full_stop_ends(&self, at: usize, word: usize, small: bool) -> bool {
        let mut from = at;
        while from > self.start && {
            let c = self.text.before(from);
            is_letter(c) || c.is_ascii_digit() || matches!(c, '.' | '-' | '’' | '\'' | '\u{ad}' | 'º' | 'ª')
        } {
            from -= 1;
        }
        let token = self.text.slice(from, at);
        let first = self.text.char(word);
        let starter = !small && self.is_starter(word);
        if token.is_empty() {
            return !small;
        }
        if token.bytes().all(|b| b.is_ascii_digit()) {
            // "1. Enumeration", "3. März".
            let lead = |i| self.text.char(i).is_whitespace() || is_opener(self.text.char(i));
            let opens = from - self.start <= 4 && (self.start..from).all(lead);
            if opens && token.len() <= 3 {
                return false;
            }
            return if self.rules.ordinal_dot && token.len() <= 3 { starter } else { !small };
        }
        let mut letters = token.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            // An initial, or one half of "z. B.".
            return is_letter(letter)
                && starter
                && !matches!(self.class(token, from, at), Some(Class::Title));
        }
        match self.class(token, from, at) {
            Some(Class::Title | Class::Inner) => return false,
            Some(Class::Number) if first.is_ascii_digit() || is_roman(self.word_at(word)) => return false,
            Some(Class::Either) => return starter,
            _ => {}
        }
        // "U.S.", "Ph.D.", "J.K.": single letters between the stops.
        if token.contains('.') && token.split('.').all(|part| part.chars().count() == 1) {
            return starter;
        }
        if small {
            // A small letter begins a sentence only where the capital was lost, or in careless writing: the word
            // before is then a whole word, not an abbreviation.
            let enough = if self.is_starter(word) { 2 } else { 4 };
            return token.chars().count() >= enough && !token.contains('.') && self.word_at(word).len() > 1;
        }
        true
    }

    fn class(&self, token: &str, from: usize, at: usize) -> Option<Class> {
        let find = |word: &str| self.rules.abbreviations.get(word).copied();
        find(token).or_else(|| find(self.text.lower(from, at)))
    }

    /// The first character of the next word after space, quotation marks and brackets; none at the block's end.
    fn next_word(&self, from: usize) -> Option<usize> {
        (from..self.end).find(|at| {
            let c = self.text.char(*at);
            !c.is_whitespace() && !is_opener(c)
        })
    }

    fn word_end(&self, word: usize) -> usize {
        (word..self.end)
            .find(|at| !is_letter(self.text.char(*at)) && !matches!(self.text.char(*at), '\'' | '’'))
            .unwrap_or(self.end)
    }

    fn word_at(&self, word: usize) -> &str {
        self.text.slice(word, self.word_end(word))
    }

    fn is_starter(&self, word: usize) -> bool {
        let end = self.word_end(word);
        let whole = self.text.lower(word, end);
        let stem = whole.split(['\'', '’']).next().unwrap_or(whole);
        self.rules.starters.contains(whole) || self.rules.starters.contains(stem)
    }

    /// “Who was it?” Anna Berg asked: a verb of speech among the next words, before any mark.
    fn speaker_follows(&self, word: usize) -> bool {
        let mut at = word;
        for _ in 0..4 {
            let end = self.word_end(at);
            if end == at {
                return false;
            }
            if self.rules.speech.contains(self.text.lower(at, end)) {
                return true;
            }
            if self.text.char(end) != ' ' {
                return false;
            }
            at = end + 1;
        }
        false
    }

    /// "in the town.He said": a small-letter word, the mark, a capitalised word, and nothing of an address about.
    fn is_run_together(&self, from: usize, closed: usize) -> bool {
        let mut before = 0;
        while from > self.start + before && self.text.char(from - before - 1).is_lowercase() {
            before += 1;
        }
        let lead =
            from.checked_sub(before).filter(|at| *at > self.start).map_or(' ', |at| self.text.before(at));
        if before < 2 || matches!(lead, '.' | '/' | '@' | '_' | '#') {
            return false;
        }
        let after = self.next_word(closed).unwrap_or(self.end);
        let opener = after > closed && matches!(self.text.char(closed), '–' | '—' | '-' | '*' | '·');
        let dots = self.text.char(from) == '…' || self.text.before(closed) == '.' && closed > from + 1;
        if self.program || opener || dots || after > closed + 1 {
            return false;
        }
        // "Enterprise.Next" is a name as a whole; "the Agreement.What is it" is not.
        if lead.is_alphanumeric() && !self.is_starter(after) {
            return false;
        }
        let end = self.word_end(after);
        let word = self.word_at(after);
        let capitalised = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
        let follows = self.text.char(end);
        capitalised
            && !ADDRESS_ENDINGS.contains(self.text.lower(after, end))
            && (follows.is_whitespace() || matches!(follows, ',' | '-' | '–'))
            && (word.chars().count() > 1 || self.is_starter(after))
            && end < self.end
    }
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::{Bytes, Role};

    fn split(all: &str, language: &str) -> Vec<String> {
        let text = Text::new(all);
        let block = Block {
            role: Role::Paragraph,
            kind: None,
            span: Some(Span::new(0, text.chars.len())),
            other_text: None,
            bytes: Bytes::default(),
            score: 1.0,
        };
        let found = sentences(&text, &[block], language);
        found.iter().map(|s| text.slice(s.span.start as usize, s.span.end as usize).to_owned()).collect()
    }

    #[test]
    fn abbreviations_end_a_sentence_only_where_one_begins() {
        assert_eq!(
            split(
                "Lt. Col. J. K. Brandt left the U.S. The U.S. Navy had no No. 5. He flew on Jan. 3 at 5 p.m. on.",
                "en"
            ),
            [
                "Lt. Col. J. K. Brandt left the U.S.",
                "The U.S. Navy had no No. 5.",
                "He flew on Jan. 3 at 5 p.m. on."
            ]
        );
        assert_eq!(
            split("Am 3. März kam z. B. Frau Dr. Huber. Im Jahr 2019. Das war der 3. Das ist alles.", "de"),
            ["Am 3. März kam z. B. Frau Dr. Huber.", "Im Jahr 2019.", "Das war der 3.", "Das ist alles."]
        );
    }

    #[test]
    fn a_question_inside_a_sentence_does_not_end_it() {
        assert_eq!(
            split("“Who are you?” he asked. “Why now?” Anna Berg said. “Go!” They went.", "en"),
            ["“Who are you?” he asked.", "“Why now?” Anna Berg said.", "“Go!”", "They went."]
        );
    }

    #[test]
    fn sentences_without_a_space_are_parted_and_addresses_are_not() {
        assert_eq!(
            split("They left the town.He said so on example.Com and www.some.Thing today.", "en"),
            ["They left the town.", "He said so on example.Com and www.some.Thing today."]
        );
        assert_eq!(split("他来了。她走了！好。", "zh"), ["他来了。", "她走了！", "好。"]);
    }
}
