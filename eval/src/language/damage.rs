//! Damage as pages show it: letters lost or wrong, capitals lost. Made from a seed, so that it is the same in every
//! run; gold spans are carried over.

use dateline_record::Span;

use super::layers::Layers;
use crate::chance::Chance;

/// Share of letters that are damaged.
const SHARE: f64 = 0.02;

/// A damaged text, and where its characters came to stand.
pub struct Damaged {
    /// The text.
    pub text: String,
    /// For every character of the old text and for its end: where it stands in the new one.
    places: Vec<u32>,
}

impl Damaged {
    /// Loses or changes 2 % of the letters: half of these are lost, half are another letter of the alphabet. A run of
    /// letters within `tokens` keeps at least one character, so that every token is still there.
    pub fn letters(text: &str, tokens: impl Iterator<Item = (usize, usize)>, seed: &str) -> Self {
        let old: Vec<char> = text.chars().collect();
        let mut chance = Chance::named(seed);
        // What becomes of each character: itself, another one, or none.
        let mut new: Vec<Option<char>> = old.iter().copied().map(Some).collect();
        for (start, end) in tokens {
            let mut left = end.saturating_sub(start);
            for at in start..end.min(old.len()) {
                if !old[at].is_alphabetic() || chance.share() >= SHARE {
                    continue;
                }
                if chance.share() < 0.5 && left > 1 {
                    new[at] = None;
                    left -= 1;
                } else {
                    let letter = char::from(b'a' + (chance.next() % 26) as u8);
                    new[at] = Some(if old[at].is_uppercase() { letter.to_ascii_uppercase() } else { letter });
                }
            }
        }
        Self::of(&new)
    }

    /// Turns the characters in `spans` into small letters, where a small letter is one character too.
    pub fn small(text: &str, spans: impl Iterator<Item = Span>) -> Self {
        let mut new: Vec<Option<char>> = text.chars().map(Some).collect();
        for span in spans {
            for c in new.iter_mut().take(span.end as usize).skip(span.start as usize).flatten() {
                let mut small = c.to_lowercase();
                if let (Some(letter), None) = (small.next(), small.next()) {
                    *c = letter;
                }
            }
        }
        Self::of(&new)
    }

    fn of(new: &[Option<char>]) -> Self {
        let mut count = 0;
        let mut places: Vec<u32> = new
            .iter()
            .map(|c| {
                count += u32::from(c.is_some());
                count - u32::from(c.is_some())
            })
            .collect();
        places.push(count);
        Damaged { text: new.iter().flatten().collect(), places }
    }

    /// Where a place of the old text has come to.
    pub fn place(&self, old: usize) -> usize {
        self.places.get(old).or(self.places.last()).map_or(0, |place| *place as usize)
    }

    /// Where a span of the old text has come to.
    pub fn span(&self, old: Span) -> Span {
        Span::new(self.place(old.start as usize), self.place(old.end as usize))
    }

    /// Gold layers carried over to the damaged text.
    pub fn layers(&self, gold: &Layers) -> Layers {
        let mut moved = gold.clone();
        for sentence in &mut moved.sentences {
            sentence.span = self.span(sentence.span);
        }
        for token in &mut moved.tokens {
            token.span = self.span(token.span);
            token.surface = token.surface.map(|surface| self.span(surface));
        }
        moved
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_in_a_hundred_are_damaged_and_no_token_is_lost() {
        let text = "Harbour towns of 1999. ".repeat(2000);
        let tokens: Vec<(usize, usize)> = (0..2000)
            .flat_map(|i| [(0, 7), (8, 13), (14, 16)].map(|(a, b)| (i * 23 + a, i * 23 + b)))
            .collect();
        let damaged = Damaged::letters(&text, tokens.iter().copied(), "seed");
        let lost = text.chars().count() - damaged.text.chars().count();
        // 28,000 letters: 560 damaged, half of them lost.
        assert!((230..330).contains(&lost), "{lost} lost");
        let new: Vec<char> = damaged.text.chars().collect();
        for (start, end) in tokens {
            let (start, end) = (damaged.place(start), damaged.place(end));
            assert!(start < end && new[start..end].iter().all(|c| c.is_alphabetic()));
        }
        assert_eq!(damaged.text.matches(" 1999. ").count(), 2000);
    }

    #[test]
    fn capitals_are_lost_only_where_told() {
        let small =
            Damaged::small("The PORT of Selm. İt IS", [Span::new(0, 12), Span::new(18, 23)].into_iter());
        assert_eq!(small.text, "the port of Selm. İt is");
        assert_eq!(small.span(Span::new(12, 16)), Span::new(12, 16));
    }
}
