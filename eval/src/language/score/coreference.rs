//! Coreference: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), entity CEAF (Luo 2005), and their mean,
//! the CoNLL score (Pradhan et al. 2012). Chains of one mention do not count.

use std::collections::{BTreeSet, HashMap, HashSet};

use dateline_record::CoreferenceLink;

use crate::language::layers::Layers;
use crate::score::Figure;

/// Mentions of one and the same, first and one past the last character.
pub type Chain = Vec<(usize, usize)>;

/// How sure a link must be to hold.
const SURE: f32 = 0.5;

type Mention = (usize, usize);

/// A measure of one side against the other: right, and all.
type Measure = fn(&[BTreeSet<Mention>], &[BTreeSet<Mention>]) -> (f64, f64);

/// Precision and recall as sums: right and all on our side, right and all on the other.
#[derive(Default)]
struct Sums([f64; 4]);

impl Sums {
    fn add(&mut self, sums: [f64; 4]) {
        self.0.iter_mut().zip(sums).for_each(|(all, more)| *all += more);
    }

    fn f1(&self) -> f64 {
        let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let (p, r) = (ratio(self.0[0], self.0[1]), ratio(self.0[2], self.0[3]));
        ratio(2.0 * p * r, p + r)
    }
}

/// Scores the chains that the links make.
pub fn score(gold: &[Vec<Chain>], answers: &[&Layers]) -> Vec<Figure> {
    let [mut mentions, mut muc_, mut bcubed_, mut ceaf_] = [(); 4].map(|()| Sums::default());
    let mut over = 0;
    for (gold, answer) in gold.iter().zip(answers) {
        let gold = distinct(gold.iter().map(|chain| chain.iter().copied().collect()));
        let read = distinct(chains(&answer.coreference).into_iter());
        over += gold.len();
        let all = |chains: &[BTreeSet<Mention>]| chains.iter().flatten().copied().collect::<HashSet<_>>();
        let (g, r) = (all(&gold), all(&read));
        let common = g.intersection(&r).count() as f64;
        mentions.add([common, r.len() as f64, common, g.len() as f64]);
        let sides = |measure: Measure| {
            let (p, r) = (measure(&read, &gold), measure(&gold, &read));
            [p.0, p.1, r.0, r.1]
        };
        muc_.add(sides(muc));
        bcubed_.add(sides(bcubed));
        let phi = ceaf(&gold, &read);
        ceaf_.add([phi, read.len() as f64, phi, gold.len() as f64]);
    }
    let (muc, bcubed, ceaf) = (muc_.f1(), bcubed_.f1(), ceaf_.f1());
    let figure = |name, value| Figure { name, value, over };
    vec![
        figure("CoNLL score", (muc + bcubed + ceaf) / 3.0),
        figure("MUC F1", muc),
        figure("B-cubed F1", bcubed),
        figure("CEAF F1", ceaf),
        figure("mentions F1", mentions.f1()),
    ]
}

/// The chains that links make: each mention goes with its surest antecedent, if that is sure enough.
fn chains(links: &[CoreferenceLink]) -> Vec<BTreeSet<Mention>> {
    let place = |span: dateline_record::Span| (span.start as usize, span.end as usize);
    let mut best: HashMap<Mention, (f32, Mention)> = HashMap::new();
    for link in links.iter().filter(|link| link.confidence >= SURE) {
        let own = (link.confidence, place(link.antecedent));
        let kept = best.entry(place(link.mention)).or_insert(own);
        if own.0 > kept.0 {
            *kept = own;
        }
    }
    // Later mentions join the chain of their antecedent, first mentions first.
    let mut pairs: Vec<(Mention, Mention)> = best.into_iter().map(|(m, (_, a))| (m, a)).collect();
    pairs.sort_unstable();
    let mut chains: Vec<BTreeSet<Mention>> = Vec::new();
    for (mention, antecedent) in pairs {
        let (with, others): (Vec<_>, Vec<_>) =
            chains.into_iter().partition(|chain| chain.contains(&mention) || chain.contains(&antecedent));
        chains = others;
        chains.push(with.into_iter().flatten().chain([mention, antecedent]).collect());
    }
    chains
}

/// A mention belongs to one chain only, the first that has it; chains of one mention are dropped.
fn distinct(chains: impl Iterator<Item = BTreeSet<Mention>>) -> Vec<BTreeSet<Mention>> {
    let mut seen = HashSet::new();
    chains
        .map(|chain| chain.into_iter().filter(|mention| seen.insert(*mention)).collect::<BTreeSet<_>>())
        .filter(|chain| chain.len() > 1)
        .collect()
}

fn places(chains: &[BTreeSet<Mention>]) -> HashMap<Mention, usize> {
    chains.iter().enumerate().flat_map(|(i, chain)| chain.iter().map(move |mention| (*mention, i))).collect()
}

/// Links of the chains of `a` that the chains of `b` keep, and all of them.
fn muc(a: &[BTreeSet<Mention>], b: &[BTreeSet<Mention>]) -> (f64, f64) {
    let place = places(b);
    let (mut right, mut all) = (0, 0);
    for chain in a {
        let alone = chain.iter().filter(|mention| !place.contains_key(mention)).count();
        let parts: HashSet<usize> = chain.iter().filter_map(|mention| place.get(mention).copied()).collect();
        right += chain.len() - alone - parts.len();
        all += chain.len() - 1;
    }
    (right as f64, all as f64)
}

fn bcubed(a: &[BTreeSet<Mention>], b: &[BTreeSet<Mention>]) -> (f64, f64) {
    let place = places(b);
    let (mut right, mut all) = (0.0, 0);
    for chain in a {
        all += chain.len();
        for other in chain.iter().filter_map(|mention| place.get(mention)) {
            right += chain.intersection(&b[*other]).count() as f64 / chain.len() as f64;
        }
    }
    (right, all as f64)
}

/// The likeness of the best one-to-one map of chains.
fn ceaf(a: &[BTreeSet<Mention>], b: &[BTreeSet<Mention>]) -> f64 {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let alike = |x: &BTreeSet<Mention>, y: &BTreeSet<Mention>| {
        2.0 * x.intersection(y).count() as f64 / (x.len() + y.len()) as f64
    };
    let alike: Vec<Vec<f64>> = few.iter().map(|x| many.iter().map(|y| alike(x, y)).collect()).collect();
    best_assignment(&alike, many.len())
}

/// The greatest sum of an assignment of rows to different columns; rows are at most as many as columns (the Hungarian
/// method with potentials, on the negative values).
fn best_assignment(values: &[Vec<f64>], columns: usize) -> f64 {
    let rows = values.len();
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    // Row of each column and the column before it on the way; 0 means none, rows and columns count from 1.
    let mut row_at = vec![0; columns + 1];
    for row in 1..=rows {
        row_at[0] = row;
        let mut least = vec![f64::INFINITY; columns + 1];
        let (mut used, mut before) = (vec![false; columns + 1], vec![0; columns + 1]);
        let mut column = 0;
        loop {
            used[column] = true;
            let at = row_at[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for other in (1..=columns).filter(|other| !used[*other]) {
                let cost = -values[at - 1][other - 1] - of_row[at] - of_column[other];
                if cost < least[other] {
                    least[other] = cost;
                    before[other] = column;
                }
                if least[other] < delta {
                    delta = least[other];
                    next = other;
                }
            }
            for other in 0..=columns {
                if used[other] {
                    of_row[row_at[other]] += delta;
                    of_column[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
            if row_at[column] == 0 {
                break;
            }
        }
        while column > 0 {
            row_at[column] = row_at[before[column]];
            column = before[column];
        }
    }
    (1..=columns)
        .filter(|column| row_at[*column] > 0)
        .map(|column| values[row_at[column] - 1][column - 1])
        .sum()
}

#[cfg(test)]
mod tests {
    use dateline_record::Span;

    use super::*;

    #[test]
    fn the_worked_example_of_the_field() {
        // Chains {a,b},{c,d},{f,g} against {a,b,c},{d,e,f,g}.
        let m = |i: usize| (i, i + 1);
        let gold = vec![vec![m(0), m(1), m(2)], vec![m(3), m(4), m(5), m(6)]];
        let link = |mention: usize, antecedent: usize, confidence| CoreferenceLink {
            mention: Span::new(mention, mention + 1),
            antecedent: Span::new(antecedent, antecedent + 1),
            confidence,
        };
        let coreference =
            vec![link(1, 0, 0.9), link(3, 2, 0.8), link(3, 0, 0.6), link(6, 5, 0.7), link(4, 3, 0.2)];
        let read = Layers { coreference, ..Layers::default() };
        let figures = score(&[gold], &[&read]);
        let f1 = |p: f64, r: f64| 2.0 * p * r / (p + r);
        let muc = f1(2.0 / 3.0, 2.0 / 5.0);
        let bcubed = f1((1.0 + 1.0 + 0.5 + 0.5 + 1.0 + 1.0) / 6.0, (5.0 / 3.0 + 5.0 / 4.0) / 7.0);
        let phi = 0.8 + 4.0 / 6.0;
        let ceaf = f1(phi / 3.0, phi / 2.0);
        let expected = [(muc + bcubed + ceaf) / 3.0, muc, bcubed, ceaf];
        for (figure, value) in figures.iter().zip(expected) {
            assert!((figure.value - value).abs() < 1e-12, "{} {}", figure.name, figure.value);
        }
    }
}
