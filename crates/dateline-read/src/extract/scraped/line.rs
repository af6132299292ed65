//! What can be seen on one line by itself.

use dateline_record::Furniture;

use super::lexicon::{self, DateWord, GROUPS, Hits};

/// Names of [`Line::vector`], in order; for each group of [`lexicon::ORDER`] the share of its longest phrase follows,
/// then whether one leads the line.
pub const NAMES: [&str; 36] = [
    "length",
    "words",
    "word_length",
    "end_stop",
    "end_colon",
    "end_ellipsis",
    "end_comma",
    "start_lower",
    "start_digit",
    "start_quote",
    "start_bullet",
    "start_sign",
    "commas",
    "sentences",
    "quotes",
    "colons",
    "bars",
    "address",
    "brackets",
    "upper",
    "capitals",
    "all_capitals",
    "digits",
    "stopwords",
    "dates",
    "year",
    "clock",
    "temperature",
    "phrases",
    "prose",
    "names",
    "exclamation",
    "pronouns",
    "label",
    "leads",
    "money",
];

/// Number of values in [`Line::vector`].
pub const WIDTH: usize = NAMES.len() + 2 * GROUPS;

/// A line and what was counted on it.
#[derive(Debug)]
pub struct Line<'a> {
    /// Its characters.
    pub text: &'a str,
    /// Its words in lower case, one space between them.
    pub folded: String,
    /// Number of characters.
    pub chars: usize,
    /// Number of words; in scripts without spaces two characters count as a word.
    pub words: usize,
    /// Whether it ends as a sentence does.
    pub stop: bool,
    /// Share of function words.
    pub stopwords: f32,
    /// Share of words that could stand in a date.
    pub dates: f32,
    /// Whether a month or a number that can be a date stands in it, and nothing but a date.
    pub is_date: bool,
    /// Whether a day of the week stands in it.
    pub weekday: bool,
    /// Whether it is a temperature.
    pub temperature: bool,
    /// Share of words that begin with a capital letter, of those that have letters.
    pub capitals: f32,
    /// Share of words by which the page speaks to its reader or of itself.
    pub pronouns: f32,
    /// Whether it may be a few names and nothing else.
    pub is_names: bool,
    /// Whether it begins with a small letter.
    pub starts_small: bool,
    /// Whether it begins with a label of one to three words and a colon.
    pub is_labelled: bool,
    /// Phrases of furniture in it.
    pub hits: Hits,
    /// Weight of the line in a run of prose: long lines for, short lines against.
    pub prose: f32,
    /// The feature vector of the line.
    pub vector: [f32; WIDTH],
}

/// Marks that end a sentence.
fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟' | '۔' | '։' | '።')
}

/// Marks that may follow the end of a sentence.
fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '‘' | '«' | ')' | ']' | '」' | '』' | '›')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '「' | '」' | '\'' | '‚')
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '▪'
            | '●'
            | '○'
            | '■'
            | '–'
            | '—'
            | '-'
            | '*'
            | '►'
            | '▶'
            | '→'
            | '✓'
            | '⁃'
            | '‣'
    )
}

/// Letters of scripts that put no space between words.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{e7f}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}' | '\u{20000}'..='\u{3ffff}')
}

/// Weight of a line in a run of prose (the best simple rule for scraped text: runs of long lines).
fn prose(chars: usize) -> f32 {
    match chars {
        120.. => 1.0,
        80.. => 0.5,
        40.. => -0.25,
        _ => -0.5,
    }
}

/// Length on a scale on which doubling is one step everywhere.
fn length(chars: usize) -> f32 {
    (1.0 + chars as f32).ln()
}

impl<'a> Line<'a> {
    /// Counts a line.
    pub fn new(text: &'a str) -> Self {
        let folded = lexicon::fold(text);
        let hits = lexicon::hits(&folded);
        let count = Counts::of(text);
        let dates = Dates::of(&folded);
        let spaced = folded.split(' ').filter(|word| !word.is_empty()).count();
        let words = spaced.max(count.spaceless / 2);
        let chars = count.chars;
        let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f32 / of as f32 };
        let flag = |b: bool| f32::from(u8::from(b));

        let end = text.trim_end_matches(is_closing).chars().next_back();
        let ellipsis = text.trim_end().ends_with("...") || end == Some('…');
        let stop = end.is_some_and(is_stop) && words > 1 && !ellipsis;
        let first = text.chars().next();
        let stopwords = share(dates.stopwords, spaced);
        let capitals = share(count.capital_words, count.letter_words);
        // A name: two to five words, nearly all with a capital, no function word.
        let is_names =
            (2..=5).contains(&spaced) && capitals >= 0.99 && dates.stopwords == 0 && count.digits == 0;
        let temperature = is_temperature(text);
        let is_date = dates.is_date(spaced);

        let pronouns = share(dates.pronouns, spaced);
        let is_labelled = is_labelled(text);
        let starts_small = first.is_some_and(char::is_lowercase);

        let own = [
            length(chars),
            words.min(200) as f32,
            share(count.letters, spaced.max(1)).min(30.0),
            flag(stop),
            flag(end == Some(':') || end == Some('：')),
            flag(ellipsis),
            flag(matches!(end, Some(',' | ';' | '、'))),
            flag(starts_small),
            flag(first.is_some_and(char::is_numeric)),
            flag(first.is_some_and(is_quote)),
            flag(first.is_some_and(is_bullet)),
            flag(first.is_some_and(|c| !c.is_alphanumeric() && !is_quote(c) && !is_bullet(c))),
            share(count.commas, words),
            count.sentences.min(20) as f32,
            count.quotes.min(10) as f32,
            share(count.colons, words),
            share(count.bars, words),
            flag(count.address),
            share(count.brackets, words),
            share(count.upper, count.letters),
            capitals,
            flag(count.letters >= 3 && count.upper == count.letters),
            share(count.digits, chars),
            stopwords,
            dates.share(spaced),
            flag(dates.year),
            flag(count.clock),
            flag(temperature),
            hits.count.min(10) as f32,
            prose(chars),
            flag(is_names),
            flag(matches!(end, Some('!' | '?'))),
            pronouns,
            flag(is_labelled),
            hits.leads.count_ones() as f32,
            flag(text.contains(['$', '€', '£', '¥', '₹', '₽', '₺', '₩'])),
        ];
        let leads: [f32; GROUPS] = std::array::from_fn(|at| flag(hits.leads >> at & 1 == 1));
        let mut vector = [0.0; WIDTH];
        for (to, from) in vector.iter_mut().zip(own.iter().chain(&hits.share).chain(&leads)) {
            *to = *from;
        }
        Line {
            text,
            chars,
            words,
            stop,
            stopwords,
            dates: dates.share(spaced),
            is_date,
            weekday: dates.weekday,
            temperature,
            capitals,
            pronouns,
            is_names,
            starts_small,
            is_labelled,
            hits,
            prose: prose(chars),
            vector,
            folded,
        }
    }

    /// Whether a phrase of this kind is the line, or leads it and is much of it.
    pub fn is_mark(&self, kind: Furniture) -> bool {
        let Some(at) = lexicon::place(kind) else { return false };
        let share = self.hits.share.get(at).copied().unwrap_or(0.0);
        let leads = self.hits.leads >> at & 1 == 1;
        share >= 0.8 || (leads && share >= 0.4) || (kind == Furniture::Date && self.is_date)
    }

    /// Logarithm of its length.
    pub fn length(&self) -> f32 {
        length(self.chars)
    }

    /// Number of groups of which a phrase leads the line.
    pub fn leads(&self) -> f32 {
        self.hits.leads.count_ones() as f32
    }

    /// The strongest phrase of furniture, by the share of the line that it covers.
    pub fn strongest_hit(&self) -> f32 {
        self.hits.share.iter().copied().fold(0.0, f32::max)
    }

    /// Whether the line reads as a sentence or more.
    pub fn is_sentence(&self) -> bool {
        self.stop && self.words >= 6 && self.chars >= 40
    }

    /// Whether it begins as an item of a list does.
    pub fn is_item(&self) -> bool {
        let mut chars = self.text.chars();
        let Some(first) = chars.next() else { return false };
        if is_bullet(first) {
            return chars.next().is_some_and(char::is_whitespace);
        }
        let rest = self.text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = self.text.len() - rest.len();
        (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
    }
}

/// Whether it begins with a label of one to three words and a colon.
fn is_labelled(text: &str) -> bool {
    let head = text
        .split_once([':', '：'])
        .map(|(label, rest)| (label.split_whitespace().count(), rest.trim().len()));
    head.is_some_and(|(words, rest)| (1..=3).contains(&words) && rest > 0)
}

/// Characters of a line, counted in one pass.
#[derive(Default)]
struct Counts {
    chars: usize,
    letters: usize,
    upper: usize,
    digits: usize,
    spaceless: usize,
    commas: usize,
    sentences: usize,
    quotes: usize,
    colons: usize,
    bars: usize,
    brackets: usize,
    letter_words: usize,
    capital_words: usize,
    address: bool,
    clock: bool,
}

impl Counts {
    fn of(text: &str) -> Counts {
        let mut n = Counts::default();
        for c in text.chars() {
            n.chars += 1;
            n.letters += usize::from(c.is_alphabetic());
            n.upper += usize::from(c.is_uppercase());
            n.digits += usize::from(c.is_numeric());
            n.spaceless += usize::from(is_spaceless(c));
            match c {
                ',' | '、' | '，' | '،' => n.commas += 1,
                ':' | '：' => n.colons += 1,
                '|' | '»' | '›' | '>' | '•' | '·' | '→' | '/' => n.bars += 1,
                '(' | '[' | '（' => n.brackets += 1,
                _ if is_quote(c) => n.quotes += 1,
                _ => {}
            }
        }
        let mut after_stop = false;
        for word in text.split_whitespace() {
            let first = word.chars().find(|c| c.is_alphanumeric());
            let upper = first.is_some_and(char::is_uppercase);
            n.sentences += usize::from(after_stop && (upper || first.is_some_and(|c| !c.is_lowercase())));
            n.letter_words += usize::from(first.is_some_and(char::is_alphabetic));
            n.capital_words += usize::from(upper);
            let bare = word.trim_end_matches(is_closing);
            after_stop = bare.ends_with(is_stop) && bare.chars().count() > 2;
            n.address |= word.contains("://")
                || word.starts_with("www.")
                || (word.contains('@') && word.len() > 3)
                || [".com", ".org", ".net"].iter().any(|end| bare.trim_end_matches('.').ends_with(end));
            n.clock |= is_clock(word);
        }
        n
    }
}

/// `9:05`, `21:05`, `21h05`, `21.05`, with or without seconds or `am`.
fn is_clock(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = word.get(digits..).filter(|_| (1..=2).contains(&digits)) else { return false };
    let mut rest = rest.chars();
    let mark = matches!(rest.next(), Some(':' | 'h' | '.' | 'H'));
    let minutes: Vec<char> = rest.by_ref().take(2).collect();
    mark && minutes.len() == 2
        && minutes.iter().all(char::is_ascii_digit)
        && minutes.first().is_some_and(|c| *c < '6')
        && !rest.next().is_some_and(|c| c.is_ascii_digit())
}

/// A number, the sign of degrees or nothing, and the letter of a scale: `7.4 C`, `-3°`, `72 °F`.
fn is_temperature(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let sign = words.trim_start_matches(|c: char| c.is_alphabetic() || c == ',' || c == ':');
    let number = sign.trim_start_matches(['-', '−', '+', '–']);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let digits = number.len() - rest.len();
    if !(1..=5).contains(&digits) {
        return false;
    }
    let degree = rest.starts_with(['°', 'º', '˚', '℃', '℉']);
    let letter = matches!(rest, "C" | "F" | "c" | "℃" | "℉");
    // Beside a sign of degrees the name of a town may stand; a bare letter must end the line of one number.
    degree || (letter && sign.len() == words.len())
}

/// Words of a date in a line.
#[derive(Default)]
struct Dates {
    words: usize,
    numbers: usize,
    months: usize,
    strong: usize,
    stopwords: usize,
    pronouns: usize,
    year: bool,
    weekday: bool,
}

impl Dates {
    fn of(folded: &str) -> Dates {
        let mut n = Dates::default();
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let known = lexicon::word(word);
            n.stopwords += usize::from(known.is_function);
            n.pronouns += usize::from(known.is_pronoun);
            let digits = word.chars().filter(char::is_ascii_digit).count();
            let number = digits > 0 && (digits == word.len() || word.len() <= digits + 2) && digits <= 8;
            n.year |= digits == 4 && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            let class = known.date;
            n.numbers += usize::from(number);
            n.words += usize::from(number || class.is_some());
            n.months += usize::from(class == Some(DateWord::Month));
            n.weekday |= class == Some(DateWord::Weekday);
            n.strong += usize::from(class.is_some_and(|c| c != DateWord::Particle));
        }
        n
    }

    fn share(&self, words: usize) -> f32 {
        if words == 0 || self.numbers + self.strong == 0 { 0.0 } else { self.words as f32 / words as f32 }
    }

    /// Whether a line of so many words is a date and little else.
    fn is_date(&self, words: usize) -> bool {
        let full = self.months > 0 && self.numbers > 0;
        let written = self.year && self.numbers >= 3;
        let clock = self.strong > 0 && self.numbers > 0;
        self.share(words) >= 0.75 && words <= 16 && (full || written || clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_clocks_and_temperatures_are_seen() {
        for date in
            ["Thursday, May 23, 2024", "3. Mai 2024, 17:47", "Publié le 4 mars 2021 à 09h30", "2 hours ago"]
        {
            assert!(Line::new(date).is_date, "{date}");
        }
        for other in ["May the best team win", "The vote is due in May", "Top 10", "Apollo 11"] {
            assert!(!Line::new(other).is_date, "{other}");
        }
        for warm in ["7.4 C", "-3°", "72 °F", "Oslo 14°C", "21℃"] {
            assert!(is_temperature(warm), "{warm}");
        }
        for other in ["5 C", "Vitamin C", "Article 5 C of the act", "C", "12"] {
            assert_eq!(is_temperature(other), other == "5 C", "{other}");
        }
    }

    #[test]
    fn a_sentence_is_told_from_a_label() {
        assert!(Line::new("The council voted on Monday to close both of the bridges.").is_sentence());
        assert!(!Line::new("Council closes both bridges").is_sentence());
        assert!(Line::new("• Bread and milk").is_item());
        assert!(Line::new("2. Bread and milk").is_item());
        assert!(!Line::new("2024 was a dry year").is_item());
    }

    #[test]
    fn odd_lines_do_not_break_anything() {
        for text in ["", " ", "…", "\u{301}", "😀", "°", "-", "1h", "é:é", &"x".repeat(10_000)] {
            let line = Line::new(text);
            assert!(line.vector.iter().all(|x| x.is_finite()), "{text}");
        }
    }
}
