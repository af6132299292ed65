//! The best tree over a sentence: the maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967) with exactly one
//! word under the root, as Universal Dependencies asks.

/// Scores of governors: `score(d, h)` for the words `1..=n`, governor 0 is the root.
pub struct Scores<'a> {
    /// `[n + 1][n + 1]`, a row per dependent; row 0 is not read.
    pub values: &'a [f32],
    /// Words.
    pub n: usize,
}

impl Scores<'_> {
    fn of(&self, dependent: usize, head: usize) -> f32 {
        self.values.get(dependent * (self.n + 1) + head).copied().unwrap_or(f32::NEG_INFINITY)
    }
}

/// Roots that are tried when the best governors make no tree: those with the best scores.
const ROOTS: usize = 8;

/// The governor of each word: element `i` is that of word `i + 1`; 0 is the root.
pub fn best(scores: &Scores<'_>) -> Vec<usize> {
    let n = scores.n;
    if n == 0 {
        return Vec::new();
    }
    let greedy: Vec<usize> =
        (1..=n).map(|d| argmax((0..=n).filter(|h| *h != d).map(|h| (h, scores.of(d, h))))).collect();
    if greedy.iter().filter(|h| **h == 0).count() == 1 && first_cycle(&greedy, &vec![true; n]).is_none() {
        return greedy;
    }
    let mut roots: Vec<usize> = (1..=n).collect();
    // What choosing a root costs: its own governor is given up.
    let gain = |d: usize| {
        scores.of(d, 0)
            - (1..=n).filter(|h| *h != d).map(|h| scores.of(d, h)).fold(f32::NEG_INFINITY, f32::max)
    };
    let gains: Vec<f32> = (1..=n).map(gain).collect();
    let gain_of = |d: &usize| gains.get(d - 1).copied().unwrap_or(f32::NEG_INFINITY);
    roots.sort_by(|a, b| gain_of(b).total_cmp(&gain_of(a)).then(a.cmp(b)));
    let mut found: Option<(f32, Vec<usize>)> = None;
    for root in roots.into_iter().take(ROOTS) {
        let heads = arborescence(scores, root);
        let total = heads.iter().enumerate().map(|(i, h)| scores.of(i + 1, *h)).sum::<f32>();
        if found.as_ref().is_none_or(|(best, _)| total > *best) {
            found = Some((total, heads));
        }
    }
    found.map_or(greedy, |(_, heads)| heads)
}

fn argmax(scored: impl Iterator<Item = (usize, f32)>) -> usize {
    scored.fold((0, f32::NEG_INFINITY), |best, (h, s)| if s > best.1 { (h, s) } else { best }).0
}

/// A word of a cycle among the governors of the nodes that are alive. Governors are 1-based, 0 has none.
fn first_cycle(heads: &[usize], alive: &[bool]) -> Option<usize> {
    let mut seen = vec![0usize; heads.len() + 1];
    for start in 1..=heads.len() {
        if !alive.get(start - 1).copied().unwrap_or(false) {
            continue;
        }
        let mut at = start;
        while at != 0 {
            let Some(mark) = seen.get_mut(at) else { break };
            if *mark == start {
                return Some(at);
            }
            if *mark != 0 {
                break;
            }
            *mark = start;
            at = heads.get(at - 1).copied().unwrap_or(0);
        }
    }
    None
}

/// A cycle that was drawn together into one of its words.
struct Contraction {
    /// Its words; the first one stands for all.
    cycle: Vec<usize>,
    /// The governors that the words had in it.
    inside: Vec<usize>,
    /// For each node outside: which word of the cycle an arc from it would enter, and which word an arc to it leaves.
    enters: Vec<usize>,
    leaves: Vec<usize>,
}

/// The best tree in which `root` alone hangs on the root. Works on a copy of the scores; contracts cycles one by one, then
/// takes them apart again in the opposite order.
fn arborescence(scores: &Scores<'_>, root: usize) -> Vec<usize> {
    let n = scores.n;
    let width = n + 1;
    let mut s: Vec<f32> = vec![f32::NEG_INFINITY; width * width];
    for d in 1..=n {
        for h in 0..=n {
            let allowed = if d == root { h == 0 } else { h != 0 && h != d };
            if allowed && let Some(slot) = s.get_mut(d * width + h) {
                *slot = scores.of(d, h);
            }
        }
    }
    let get = |s: &[f32], d: usize, h: usize| s.get(d * width + h).copied().unwrap_or(f32::NEG_INFINITY);
    let mut alive = vec![true; n];
    let lives = |alive: &[bool], node: usize| node == 0 || alive.get(node - 1).copied().unwrap_or(false);
    let mut stack: Vec<Contraction> = Vec::new();
    let mut heads: Vec<usize>;
    loop {
        heads = (1..=n)
            .map(|d| {
                if !lives(&alive, d) {
                    return 0;
                }
                let open = (0..=n).filter(|h| *h != d && lives(&alive, *h));
                let best = argmax(open.map(|h| (h, get(&s, d, h))));
                if best == 0 && d != root && get(&s, d, 0) == f32::NEG_INFINITY { root } else { best }
            })
            .collect();
        let Some(start) = first_cycle(&heads, &alive) else { break };
        let head_of = |d: usize| heads.get(d - 1).copied().unwrap_or(0);
        let mut cycle = vec![start];
        let mut at = head_of(start);
        while at != start {
            cycle.push(at);
            at = head_of(at);
        }
        let inside: Vec<usize> = cycle.iter().map(|d| head_of(*d)).collect();
        let mut member = vec![false; width];
        for d in &cycle {
            if let Some(slot) = member.get_mut(*d) {
                *slot = true;
            }
        }
        let is_member = |d: usize| member.get(d).copied().unwrap_or(false);
        let mut enters = vec![start; width];
        let mut leaves = vec![start; width];
        for other in (0..=n).filter(|o| !is_member(*o) && lives(&alive, *o)) {
            // An arc into the cycle replaces the arc that its word had there.
            let gain = |d: usize| get(&s, d, other) - get(&s, d, head_of(d));
            let word = argmax(cycle.iter().map(|d| (*d, gain(*d))));
            let word = if word == 0 { start } else { word };
            let entry = gain(word);
            let from = argmax(cycle.iter().map(|h| (*h, get(&s, other, *h))));
            let from = if from == 0 { start } else { from };
            let exit = get(&s, other, from);
            if let (Some(e), Some(l)) = (enters.get_mut(other), leaves.get_mut(other)) {
                *e = word;
                *l = from;
            }
            if let Some(slot) = s.get_mut(start * width + other) {
                *slot = entry;
            }
            if other != 0
                && let Some(slot) = s.get_mut(other * width + start)
            {
                *slot = exit;
            }
        }
        for d in cycle.iter().skip(1) {
            if let Some(slot) = alive.get_mut(d - 1) {
                *slot = false;
            }
        }
        stack.push(Contraction { cycle, inside, enters, leaves });
    }
    while let Some(Contraction { cycle, inside, enters, leaves }) = stack.pop() {
        let Some(start) = cycle.first().copied() else { continue };
        // Arcs out of the cycle leave the word they were best from.
        for d in 1..=n {
            let lives_now = alive.get(d - 1).copied().unwrap_or(false);
            if lives_now
                && d != start
                && let Some(slot) = heads.get_mut(d - 1)
                && *slot == start
            {
                *slot = leaves.get(d).copied().unwrap_or(start);
            }
        }
        let outer = heads.get(start - 1).copied().unwrap_or(0);
        let entered = enters.get(outer).copied().unwrap_or(start);
        for (d, h) in cycle.iter().zip(&inside) {
            if let Some(slot) = heads.get_mut(d - 1) {
                *slot = if *d == entered { outer } else { *h };
            }
            if let Some(slot) = alive.get_mut(d - 1) {
                *slot = true;
            }
        }
    }
    heads
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().filter(|h| **h == 0).count() == 1
            && first_cycle(heads, &vec![true; heads.len()]).is_none()
    }

    fn total(scores: &Scores<'_>, heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(i, h)| scores.of(i + 1, *h)).sum()
    }

    /// Every assignment of governors, one after the other.
    fn exhaustive(scores: &Scores<'_>) -> f32 {
        let n = scores.n;
        let mut best = f32::NEG_INFINITY;
        for mut code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let h = code % (n + 1);
                    code /= n + 1;
                    h
                })
                .collect();
            if heads.iter().enumerate().all(|(i, h)| *h != i + 1) && is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn it_is_the_best_tree(n in 1usize..6, values in proptest::collection::vec(-20i32..20, 36)) {
            // Distinct whole numbers and ties alike: sums are exact.
            let values: Vec<f32> = values.into_iter().map(|v| v as f32).collect();
            let scores = Scores { values: &values[..(n + 1) * (n + 1)], n };
            let heads = best(&scores);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert_eq!(total(&scores, &heads), exhaustive(&scores));
        }

        #[test]
        fn long_sentences_have_a_tree(n in 1usize..60, seed in proptest::collection::vec(-5f32..5.0, 61)) {
            let values: Vec<f32> = (0..(n + 1) * (n + 1)).map(|i| seed[(i * 7 + i / 5) % 61]).collect();
            let heads = best(&Scores { values: &values, n });
            prop_assert!(is_tree(&heads), "{heads:?}");
        }
    }
}
