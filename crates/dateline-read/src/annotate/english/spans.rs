//! From begin-inside tags to spans: the best sequence in which nothing goes on that has not begun.

/// A run of words with one label: its index where it is read off scores, its name in the layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run<L> {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// Which label.
    pub label: L,
    /// Mean probability of its tags, 0 to 1.
    pub confidence: f32,
}

/// The best runs (Viterbi). `scores` has a row of `1 + 2 · labels` per word: none, then begin and inside of each label.
/// At the words where `start` says so a run cannot go on from the word before.
pub fn best(scores: &[f32], labels: usize, start: impl Fn(usize) -> bool) -> Vec<Run<usize>> {
    let width = 1 + 2 * labels;
    let n = scores.len() / width;
    // After a word the sequence is in one of `1 + labels` states: outside, or inside a run of a label. What begin and
    // inside of a label lead to is the same, so the best of the states before decides between them.
    let states = 1 + labels;
    let mut from = vec![(0usize, false); n * states];
    let mut before = vec![f32::NEG_INFINITY; states];
    if let Some(outside) = before.first_mut() {
        *outside = 0.0;
    }
    for (i, (row, back)) in scores.chunks_exact(width).zip(from.chunks_exact_mut(states)).enumerate() {
        let (most, best) = before
            .iter()
            .enumerate()
            .fold((0, f32::NEG_INFINITY), |b, (s, v)| if *v > b.1 { (s, *v) } else { b });
        let cut = start(i);
        let mut now = Vec::with_capacity(states);
        for (state, (slot, old)) in back.iter_mut().zip(&before).enumerate() {
            let score = |tag: usize| row.get(tag).copied().unwrap_or(f32::NEG_INFINITY);
            if state == 0 {
                *slot = (most, false);
                now.push(best + score(0));
                continue;
            }
            let begin = best + score(2 * state - 1);
            let inside = if cut { f32::NEG_INFINITY } else { old + score(2 * state) };
            let on = inside > begin;
            *slot = if on { (state, true) } else { (most, false) };
            now.push(if on { inside } else { begin });
        }
        before = now;
    }
    let mut state = before
        .iter()
        .enumerate()
        .fold((0, f32::NEG_INFINITY), |b, (s, v)| if *v > b.1 { (s, *v) } else { b })
        .0;
    let mut runs: Vec<Run<usize>> = Vec::new();
    let mut last = None;
    let mut sum = 0.0;
    for (i, (row, back)) in scores.chunks_exact(width).zip(from.chunks_exact(states)).enumerate().rev() {
        let Some((previous, on)) = back.get(state).copied() else { break };
        if state > 0 {
            let end = *last.get_or_insert(i);
            sum += probability(row, if on { 2 * state } else { 2 * state - 1 });
            if !on {
                runs.push(Run {
                    first: i,
                    last: end,
                    label: state - 1,
                    confidence: sum / (end - i + 1) as f32,
                });
                (last, sum) = (None, 0.0);
            }
        }
        state = previous;
    }
    runs.reverse();
    runs
}

/// Each label at most once, where `once` says so: runs that touch become one, of others the surest stays.
pub fn single(runs: Vec<Run<usize>>, once: impl Fn(usize) -> bool) -> Vec<Run<usize>> {
    let mut out: Vec<Run<usize>> = Vec::with_capacity(runs.len());
    for run in runs {
        if !once(run.label) {
            out.push(run);
        } else if let Some(other) = out.iter_mut().find(|other| other.label == run.label) {
            if other.last + 1 == run.first {
                let (a, b) = ((other.last - other.first + 1) as f32, (run.last - run.first + 1) as f32);
                other.confidence = (other.confidence * a + run.confidence * b) / (a + b);
                other.last = run.last;
            } else if run.confidence > other.confidence {
                *other = run;
            }
        } else {
            out.push(run);
        }
    }
    out.sort_by_key(|run| run.first);
    out
}

/// Softmax of one score.
pub fn probability(row: &[f32], index: usize) -> f32 {
    let mut row = row.to_vec();
    let width = row.len().max(1);
    dateline_kernels::softmax_rows(&mut row, width);
    row.get(index).copied().unwrap_or(0.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn runs(tags: &[&[f32]], start: &[usize]) -> Vec<(usize, usize, usize)> {
        best(&tags.concat(), 2, |i| start.contains(&i)).iter().map(|r| (r.first, r.last, r.label)).collect()
    }

    const NONE: &[f32] = &[3.0, 0.0, 0.0, 0.0, 0.0];
    const BEGIN_A: &[f32] = &[0.0, 3.0, 0.0, 0.0, 0.0];
    const IN_A: &[f32] = &[0.0, 0.0, 3.0, 0.0, 0.0];
    const IN_B: &[f32] = &[0.0, 0.0, 0.0, 0.0, 9.0];

    #[test]
    fn a_run_begins_before_it_goes_on() {
        assert_eq!(runs(&[NONE, BEGIN_A, IN_A, NONE, BEGIN_A], &[]), [(1, 2, 0), (4, 4, 0)]);
        // Inside without a beginning: the word before is the beginning, when that costs least.
        assert_eq!(runs(&[NONE, IN_B], &[]), [(0, 1, 1)]);
        assert_eq!(runs(&[NONE, IN_B], &[1]), []);
        assert_eq!(runs(&[], &[]), []);
    }

    #[test]
    fn a_label_that_stands_once() {
        let run = |first, last, label, confidence| Run { first, last, label, confidence };
        let found = single(
            vec![
                run(0, 0, 0, 0.5),
                run(1, 2, 0, 0.8),
                run(3, 3, 1, 0.9),
                run(4, 4, 0, 0.6),
                run(5, 5, 1, 0.2),
            ],
            |l| l == 0,
        );
        let found: Vec<_> = found.iter().map(|r| (r.first, r.last, r.label)).collect();
        assert_eq!(found, [(0, 2, 0), (3, 3, 1), (5, 5, 1)]);
        let surer = single(vec![run(0, 0, 0, 0.5), run(2, 3, 1, 0.8), run(5, 5, 0, 0.8)], |l| l == 0);
        assert_eq!(surer.iter().map(|r| r.first).collect::<Vec<_>>(), [2, 5]);
    }

    proptest! {
        #[test]
        fn runs_do_not_overlap(scores in proptest::collection::vec(-5f32..5.0, 0..60)) {
            let found = best(&scores, 2, |i| i % 4 == 0);
            for pair in found.windows(2) {
                prop_assert!(pair[0].last < pair[1].first);
            }
            for run in found {
                prop_assert!(run.first <= run.last && run.last / 4 == run.first / 4 && run.confidence > 0.0);
            }
        }
    }
}
