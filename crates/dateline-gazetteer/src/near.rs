//! Names that are spelt nearly as another.

use fst::raw::{CompiledAddr, Output};

use crate::fold::fold;
use crate::read::Gazetteer;

/// The longest name that is looked for, characters.
const LONGEST: usize = 64;
/// Most steps from one letter of the names to the next.
const MOST_STEPS: usize = 2_000_000;

/// A name of the table that is spelt nearly as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The name, folded.
    pub name: String,
    /// Letters to be put in, left out, changed, or exchanged with their neighbours.
    pub edits: usize,
    /// What it may mean: for [`Gazetteer::posting`].
    pub value: u64,
}

/// Where the search stands: a node of the names, the bytes of a letter that is not whole yet, and, for each beginning of the name
/// that is looked for, how far the letters so far are from it.
struct Step {
    node: CompiledAddr,
    value: Output,
    name: Vec<u8>,
    letter: usize,
    row: Vec<usize>,
    before: Before,
}

/// The letter before and the row before it: two letters that changed places are one edit.
type Before = Option<(char, Vec<usize>)>;

impl Gazetteer {
    /// The names within some edits of a name, the nearest first, then by the alphabet. No names for what is longer than 64
    /// characters. The work is bounded: of very short names and many edits some may be left out.
    pub fn near(&self, name: &str, most: usize) -> Vec<Near> {
        let wanted: Vec<char> = fold(name).chars().take(LONGEST + 1).collect();
        let mut found = Vec::new();
        if wanted.is_empty() || wanted.len() > LONGEST {
            return found;
        }
        let mut stack = vec![Step {
            node: self.names.root().addr(),
            value: Output::zero(),
            name: Vec::new(),
            letter: 0,
            row: (0..=wanted.len()).collect(),
            before: None,
        }];
        let mut steps = 0;
        while let Some(step) = stack.pop() {
            let node = self.names.node(step.node);
            let edits = step.row.last().copied().unwrap_or(usize::MAX);
            if node.is_final() && edits <= most && step.letter == step.name.len() {
                let value = step.value.cat(node.final_output()).value();
                let name = String::from_utf8_lossy(&step.name).into_owned();
                found.push(Near { name, edits, value });
            }
            for transition in node.transitions() {
                steps += 1;
                if steps > MOST_STEPS {
                    break;
                }
                let mut name = step.name.clone();
                name.push(transition.inp);
                // Letters that are longer than a byte are compared when they are whole.
                let letter = name.get(step.letter..).and_then(|bytes| std::str::from_utf8(bytes).ok());
                let (letter, row, before) = match letter.and_then(|letter| letter.chars().next()) {
                    Some(c) => {
                        let row = next(&step.row, &step.before, &wanted, c);
                        (name.len(), row, Some((c, step.row.clone())))
                    }
                    None if name.len() - step.letter < 4 => {
                        (step.letter, step.row.clone(), step.before.clone())
                    }
                    None => continue,
                };
                // Letters that change places may lead past one row that is too far.
                if row.iter().chain(before.iter().flat_map(|(_, row)| row)).any(|edits| *edits <= most) {
                    let value = step.value.cat(transition.out);
                    stack.push(Step { node: transition.addr, value, name, letter, row, before });
                }
            }
        }
        found.sort_by(|a, b| (a.edits, &a.name).cmp(&(b.edits, &b.name)));
        found
    }
}

/// The row of distances after another letter.
fn next(row: &[usize], before: &Before, wanted: &[char], c: char) -> Vec<usize> {
    let mut next = Vec::with_capacity(row.len());
    let mut left = row.first().map_or(0, |first| first + 1);
    next.push(left);
    for (at, (pair, known)) in row.windows(2).zip(wanted).enumerate() {
        let [diagonal, above] = pair else { continue };
        left = (left + 1).min(above + 1).min(diagonal + usize::from(*known != c));
        if let Some((last, earlier)) = before
            && last == known
            && let Some(i) = at.checked_sub(1)
            && wanted.get(i) == Some(&c)
            && let Some(swapped) = earlier.get(i)
        {
            left = left.min(swapped + 1);
        }
        next.push(left);
    }
    next
}

/// How many letters of a folded name must be put in, left out, changed or exchanged with their neighbours to make it another; none if more than `most`.
pub fn edits(a: &str, b: &str, most: usize) -> Option<usize> {
    let wanted: Vec<char> = a.chars().collect();
    if wanted.len().abs_diff(b.chars().count()) > most || wanted.len() > LONGEST {
        return None;
    }
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    let mut before = None;
    for c in b.chars() {
        let after = next(&row, &before, &wanted, c);
        before = Some((c, std::mem::replace(&mut row, after)));
        // Letters that change places may lead past one row that is too far.
        if row.iter().chain(before.iter().flat_map(|(_, row)| row)).all(|edits| *edits > most) {
            return None;
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::edits;

    #[test]
    fn edits_are_counted() {
        assert_eq!(edits("minsk", "minsk", 2), Some(0));
        assert_eq!(edits("minsk", "mink", 2), Some(1));
        assert_eq!(edits("minsk", "mnisk", 2), Some(1));
        assert_eq!(edits("минск", "минcк", 2), Some(1));
        assert_eq!(edits("minsk", "pinsker", 2), None);
        assert_eq!(edits("", "ab", 2), Some(2));
    }
}
