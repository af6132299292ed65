//! The layers that are read off the encoder's words: tags, governors, names, roles, factuality, coreference.

use std::collections::HashMap;

use dateline_kernels::{Linear, Rows, matmul, relu};

use super::encoder::WIDTH;
use super::lemma::{self, Edit};
use super::rolesets::Rolesets;
use super::spans::{self, Run};
use super::tree;
use super::weights::{Head, Labels, Unreadable, Weights};

const ARC: usize = 256;
const REL: usize = 64;
const ROLE: usize = 96;
const SENSE: usize = 128;
const COREF: usize = 96;
const FACT: usize = 64;

/// The layers of the network on top of the encoder, with the labels that their outputs stand for.
pub struct Heads {
    labels: Labels,
    edits: Vec<Option<Edit>>,
    known: HashMap<String, HashMap<String, String>>,
    names: Vec<String>,
    near: usize,
    tags: Linear,
    name_tags: Linear,
    arc_head: Linear,
    arc_dep: Linear,
    arc_mix: Linear,
    arc_bias: Linear,
    rel_head: Linear,
    rel_dep: Linear,
    rel_mix: Linear,
    rel_sum: Linear,
    role_arg: Linear,
    role_pred: Linear,
    role_mix: Linear,
    role_near: Vec<f32>,
    sense: Linear,
    rolesets: Linear,
    senses: Rolesets,
    fact1: Linear,
    fact2: Linear,
    coref_a: Linear,
    coref_m: Linear,
}

/// The classes of one word.
#[derive(Clone, Debug, PartialEq)]
pub struct Tags {
    /// Universal part of speech.
    pub upos: usize,
    /// Part of speech of the Penn Treebank.
    pub xpos: usize,
    /// Morphological features.
    pub feats: usize,
    /// Edits of the lemma, the likeliest first.
    pub lemma: Vec<usize>,
    /// Log-odds that it ends a sentence.
    pub last: f32,
    /// Log-odds that it is a predicate.
    pub predicate: f32,
    /// Log-odds that it is the head of a mention that corefers.
    pub mention: f32,
}

/// A predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame<L> {
    /// Its word.
    pub word: usize,
    /// PropBank roleset; none where the lexicon has none for the lemma.
    pub roleset: Option<&'static str>,
    /// Its arguments.
    pub arguments: Vec<Run<L>>,
}

/// Two words that may mean the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The later.
    pub mention: usize,
    /// The earlier.
    pub antecedent: usize,
    /// Probability among all that stands before, 0 to 1.
    pub confidence: f32,
}

/// Lemma edits that are kept for a word.
const EDITS: usize = 8;

impl Heads {
    /// From the model. Takes the labels out of the head.
    pub fn new(mut head: Head, weights: &Weights<'_>) -> Result<Heads, Unreadable> {
        let of = |name: &str, inputs: usize, outputs: usize| {
            let linear = weights.linear(name, inputs)?;
            if linear.outputs() != outputs {
                return Err(Unreadable(format!("{name} has {} outputs, not {outputs}", linear.outputs())));
            }
            Ok(linear)
        };
        let whole = &mut head.lemmas.whole;
        let edits =
            head.labels.lemma.iter().map(|text| Edit::parse(text, whole.remove(text).unwrap_or_default()));
        let edits = edits.collect();
        let l = &head.labels;
        let (rels, roles) = (l.rel.len(), l.role.len() + 3);
        let near = head.near;
        let role_near = weights.floats("role_near")?;
        if role_near.len() != (2 * near + 1) * roles {
            return Err(Unreadable("role_near has another size".to_owned()));
        }
        Ok(Heads {
            tags: of("tags", WIDTH, l.upos.len() + l.xpos.len() + l.feats.len() + l.lemma.len() + 3)?,
            name_tags: of("names", WIDTH, 1 + 2 * head.names.len())?,
            arc_head: of("arc_head", WIDTH, ARC)?,
            arc_dep: of("arc_dep", WIDTH, ARC)?,
            arc_mix: of("arc_mix", ARC, ARC)?,
            arc_bias: of("arc_bias", ARC, 1)?,
            rel_head: of("rel_head", WIDTH, REL)?,
            rel_dep: of("rel_dep", WIDTH, REL)?,
            rel_mix: of("rel_mix", REL, rels * REL)?,
            rel_sum: of("rel_sum", 2 * REL, rels)?,
            role_arg: of("role_arg", WIDTH, ROLE)?,
            role_pred: of("role_pred", WIDTH, ROLE)?,
            role_mix: of("role_mix", ROLE, roles * ROLE)?,
            role_near,
            sense: of("sense", WIDTH, SENSE)?,
            rolesets: of("rolesets", SENSE, l.roleset.len())?,
            senses: Rolesets::new(&l.roleset),
            fact1: of("fact1", WIDTH, FACT)?,
            fact2: of("fact2", FACT, 1)?,
            coref_a: of("coref_a", WIDTH, COREF)?,
            coref_m: of("coref_m", WIDTH, COREF)?,
            edits,
            known: head.lemmas.known,
            names: head.names,
            near,
            labels: head.labels,
        })
    }

    /// The classes of all layers.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The types of names.
    pub fn name_types(&self) -> &[String] {
        &self.names
    }

    /// The lemma of a form.
    pub fn lemma(&self, tags: &Tags, form: &str) -> String {
        let edits = tags.lemma.iter().filter_map(|index| self.edits.get(*index)?.as_ref()?.apply(form));
        let upos = self.labels.upos.get(tags.upos).map_or("", String::as_str);
        if let Some(lemma) = self.known.get(upos).and_then(|forms| forms.get(form)) {
            return lemma.clone();
        }
        lemma::choose(form, upos, edits)
    }

    /// The tags of each row.
    pub fn tags(&self, rows: &Rows) -> Vec<Tags> {
        let l = &self.labels;
        let mut scores = vec![0.0; rows.len() * self.tags.outputs()];
        self.tags.forward(rows, &mut scores);
        let read = |row: &[f32]| {
            let (upos, row) = row.split_at_checked(l.upos.len()).unwrap_or_default();
            let (xpos, row) = row.split_at_checked(l.xpos.len()).unwrap_or_default();
            let (feats, row) = row.split_at_checked(l.feats.len()).unwrap_or_default();
            let (lemma, rest) = row.split_at_checked(l.lemma.len()).unwrap_or_default();
            let odds = |i: usize| rest.get(i).copied().unwrap_or(0.0);
            Tags {
                upos: argmax(upos),
                xpos: argmax(xpos),
                feats: argmax(feats),
                lemma: greatest(lemma, EDITS),
                last: odds(0),
                predicate: odds(1),
                mention: odds(2),
            }
        };
        scores.chunks_exact(self.tags.outputs()).map(read).collect()
    }

    /// Factuality of each row, -3 to 3, as if it were a predicate.
    pub fn factuality(&self, rows: &Rows) -> Vec<f32> {
        let mut inner = vec![0.0; rows.len() * FACT];
        self.fact1.forward(rows, &mut inner);
        relu(&mut inner);
        let mut out = vec![0.0; rows.len()];
        self.fact2.forward(&Rows::quantise(&inner, FACT), &mut out);
        out.iter_mut().for_each(|value| *value = value.clamp(-3.0, 3.0));
        out
    }

    /// Names among words; labels count in [`Heads::name_types`]. `start` tells the words that begin a sentence.
    pub fn names(&self, rows: &Rows, start: impl Fn(usize) -> bool) -> Vec<Run<usize>> {
        let width = self.name_tags.outputs();
        let mut scores = vec![0.0; rows.len() * width];
        self.name_tags.forward(rows, &mut scores);
        // The first and the last row are the ends of the window.
        let inner = scores.get(width..scores.len().saturating_sub(width)).unwrap_or_default();
        spans::best(inner, self.names.len(), start)
    }

    /// Trees: for each sentence (first word, one past the last; words count from 0) the governor of each word within the
    /// sentence (from 1; 0 is the root) and the relation.
    pub fn trees(&self, rows: &Rows, sentences: &[(usize, usize)]) -> Vec<Vec<(usize, usize)>> {
        let n = rows.len();
        let project = |linear: &Linear| {
            let mut out = vec![0.0; n * linear.outputs()];
            linear.forward(rows, &mut out);
            relu(&mut out);
            out
        };
        let (arc_head, arc_dep) = (project(&self.arc_head), project(&self.arc_dep));
        let mut mixed = vec![0.0; n * ARC];
        self.arc_mix.forward(&Rows::quantise(&arc_dep, ARC), &mut mixed);
        let mut bias = vec![0.0; n];
        self.arc_bias.forward(&Rows::quantise(&arc_head, ARC), &mut bias);
        let (rel_head, rel_dep) = (project(&self.rel_head), project(&self.rel_dep));
        let rels = self.labels.rel.len();
        let mut relations = vec![0.0; n * rels * REL];
        self.rel_mix.forward(&Rows::quantise(&rel_dep, REL), &mut relations);

        let root = arc_head.get(..ARC).unwrap_or_default();
        let mut out = Vec::with_capacity(sentences.len());
        for (first, past) in sentences {
            let (first, past) = (first + 1, past + 1);
            let count = past.saturating_sub(first);
            let size = count + 1;
            // Governors on their side: [ARC][root and the words].
            let mut heads = vec![0.0; ARC * size];
            let words = arc_head.get(first * ARC..past * ARC).unwrap_or_default();
            for (column, row) in std::iter::once(root).chain(words.chunks_exact(ARC)).enumerate() {
                for (k, value) in row.iter().enumerate() {
                    if let Some(slot) = heads.get_mut(k * size + column) {
                        *slot = *value;
                    }
                }
            }
            let mut scores = vec![0.0; count * size];
            let dependents = mixed.get(first * ARC..past * ARC).unwrap_or_default();
            if dependents.len() == count * ARC {
                matmul(dependents, &heads, &mut scores, count, ARC, size);
            }
            let scale = 1.0 / (ARC as f32).sqrt();
            let mut values = vec![f32::NEG_INFINITY; size];
            for row in scores.chunks_exact(size) {
                for (column, score) in row.iter().enumerate() {
                    let at = if column == 0 { 0 } else { first + column - 1 };
                    values.push(score * scale + bias.get(at).copied().unwrap_or(0.0));
                }
            }
            out.push(tree::best(&tree::Scores { values: &values, n: count }));
        }
        self.relations(&relations, (&rel_dep, &rel_head), sentences, &out)
    }

    /// The relations of words to their governors, which are counted within their sentence.
    fn relations(
        &self,
        mixed: &[f32],
        (dep, head): (&[f32], &[f32]),
        sentences: &[(usize, usize)],
        trees: &[Vec<usize>],
    ) -> Vec<Vec<(usize, usize)>> {
        let rels = self.labels.rel.len();
        let row = |all: &'_ [f32], at: usize| -> Vec<f32> {
            all.get(at * REL..(at + 1) * REL).unwrap_or_default().to_vec()
        };
        let mut both = Vec::new();
        for ((first, _), governors) in sentences.iter().zip(trees) {
            for (i, governor) in governors.iter().enumerate() {
                both.extend(row(dep, first + 1 + i));
                both.extend(row(head, if *governor == 0 { 0 } else { first + governor }));
            }
        }
        let rows = Rows::quantise(&both, 2 * REL);
        let mut scores = vec![0.0; rows.len() * rels];
        self.rel_sum.forward(&rows, &mut scores);
        let scale = 1.0 / (REL as f32).sqrt();
        let mut scored = scores.chunks_exact_mut(rels).zip(both.chunks_exact(2 * REL));
        let mut out = Vec::with_capacity(trees.len());
        for ((first, _), governors) in sentences.iter().zip(trees) {
            let mut tree = Vec::with_capacity(governors.len());
            for (i, governor) in governors.iter().enumerate() {
                let Some((scores, both)) = scored.next() else { break };
                let head = both.get(REL..).unwrap_or_default();
                let word = first + 1 + i;
                let mixed = mixed.get(word * rels * REL..(word + 1) * rels * REL).unwrap_or_default();
                for ((score, row), name) in
                    scores.iter_mut().zip(mixed.chunks_exact(REL)).zip(&self.labels.rel)
                {
                    *score += row.iter().zip(head).map(|(a, b)| a * b).sum::<f32>() * scale;
                    // The word under the root, and no other, is `root`.
                    if (name == "root") != (*governor == 0) {
                        *score = f32::NEG_INFINITY;
                    }
                }
                tree.push((*governor, argmax(scores)));
            }
            out.push(tree);
        }
        out
    }

    /// Predicates of a window, with sense and arguments within their sentence; words count from its first, labels in
    /// `labels.role`.
    pub fn frames<'w>(
        &self,
        x: &[f32],
        rows: &Rows,
        words: &[usize],
        lemma: impl Fn(usize) -> &'w str,
        sentences: &[(usize, usize)],
    ) -> Vec<Frame<usize>> {
        if words.is_empty() {
            return Vec::new();
        }
        let mut chosen = Vec::with_capacity(words.len() * WIDTH);
        for word in words {
            chosen.extend_from_slice(x.get((word + 1) * WIDTH..(word + 2) * WIDTH).unwrap_or_default());
        }
        let through = |linear: &Linear, rows: &Rows, positive: bool| {
            let mut out = vec![0.0; rows.len() * linear.outputs()];
            linear.forward(rows, &mut out);
            if positive {
                relu(&mut out);
            }
            out
        };
        let chosen = Rows::quantise(&chosen, WIDTH);
        let predicates = through(&self.role_pred, &chosen, true);
        let mixes = through(&self.role_mix, &Rows::quantise(&predicates, ROLE), false);
        let senses = through(&self.sense, &chosen, true);
        let senses = through(&self.rolesets, &Rows::quantise(&senses, SENSE), false);
        let arguments = through(&self.role_arg, rows, true);

        let roles = self.labels.role.len();
        let width = roles + 3;
        let scale = 1.0 / (ROLE as f32).sqrt();
        let mut out = Vec::with_capacity(words.len());
        for (i, word) in words.iter().enumerate() {
            let Some((first, past)) =
                sentences.iter().find(|(first, past)| first <= word && word < past).copied()
            else {
                continue;
            };
            // [ROLE][roles]: on its side, for the product.
            let mix = mixes.get(i * width * ROLE..(i + 1) * width * ROLE).unwrap_or_default();
            let mut side = vec![0.0; ROLE * width];
            for (role, row) in mix.chunks_exact(ROLE).enumerate() {
                for (k, value) in row.iter().enumerate() {
                    if let Some(slot) = side.get_mut(k * width + role) {
                        *slot = *value;
                    }
                }
            }
            let count = past - first;
            let mut scores = vec![0.0; count * width];
            let own = arguments.get((first + 1) * ROLE..(past + 1) * ROLE).unwrap_or_default();
            if own.len() == count * ROLE {
                matmul(own, &side, &mut scores, count, ROLE, width);
            }
            let mut tags = Vec::with_capacity(count * (1 + 2 * roles));
            for (at, row) in scores.chunks_exact_mut(width).enumerate() {
                let distance = ((first + at) as i64 - *word as i64)
                    .clamp(-(self.near as i64), self.near as i64)
                    + self.near as i64;
                let near = self
                    .role_near
                    .get(distance as usize * width..(distance as usize + 1) * width)
                    .unwrap_or_default();
                for (value, more) in row.iter_mut().zip(near) {
                    *value = *value * scale + more;
                }
                if let [none, begin, inside, rest @ ..] = &*row {
                    tags.push(*none);
                    tags.extend(rest.iter().flat_map(|role| [role + begin, role + inside]));
                }
            }
            // A predicate has one agent, one patient …: PropBank gives each numbered role once; what continues it is a C-ARG.
            let once = |label: usize| {
                self.labels
                    .role
                    .get(label)
                    .is_some_and(|name| name.starts_with("ARG") && !name.starts_with("ARGM"))
            };
            let mut runs = spans::single(spans::best(&tags, roles, |_| false), once);
            for run in &mut runs {
                run.first += first;
                run.last += first;
            }
            let senses = senses
                .get(i * self.rolesets.outputs()..(i + 1) * self.rolesets.outputs())
                .unwrap_or_default();
            out.push(Frame {
                word: *word,
                roleset: self.senses.choose(lemma(*word), senses),
                arguments: runs,
            });
        }
        out
    }

    /// For each mention the best antecedent before it in the window, where one is likelier than none.
    pub fn links(&self, rows: &Rows, mentions: &[usize]) -> Vec<Link> {
        if mentions.len() < 2 {
            return Vec::new();
        }
        let n = rows.len();
        let mut before = vec![0.0; n * COREF];
        self.coref_a.forward(rows, &mut before);
        let mut after = vec![0.0; n * COREF];
        self.coref_m.forward(rows, &mut after);
        let scale = 1.0 / (COREF as f32).sqrt();
        let mut out = Vec::new();
        for (i, mention) in mentions.iter().enumerate() {
            let own = after.get((mention + 1) * COREF..(mention + 2) * COREF).unwrap_or_default();
            let score = |row: usize| {
                let other = before.get(row * COREF..(row + 1) * COREF).unwrap_or_default();
                own.iter().zip(other).map(|(a, b)| a * b).sum::<f32>() * scale
            };
            // Row 0 stands for "none before"; then the words that are mentions themselves.
            let earlier = mentions.get(..i).unwrap_or_default();
            let scores: Vec<f32> =
                std::iter::once(score(0)).chain(earlier.iter().map(|word| score(word + 1))).collect();
            let best = argmax(&scores);
            if let Some(antecedent) = best.checked_sub(1).and_then(|k| earlier.get(k)) {
                out.push(Link {
                    mention: *mention,
                    antecedent: *antecedent,
                    confidence: spans::probability(&scores, best),
                });
            }
        }
        out
    }
}

fn argmax(scores: &[f32]) -> usize {
    scores
        .iter()
        .enumerate()
        .fold((0, f32::NEG_INFINITY), |best, (i, s)| if *s > best.1 { (i, *s) } else { best })
        .0
}

/// The indices of the `count` greatest scores, in falling order.
fn greatest(scores: &[f32], count: usize) -> Vec<usize> {
    let mut kept: Vec<(f32, usize)> = Vec::with_capacity(count + 1);
    for (i, score) in scores.iter().enumerate() {
        if kept.len() < count || kept.last().is_some_and(|(least, _)| score > least) {
            let at = kept.iter().position(|(other, _)| score > other).unwrap_or(kept.len());
            kept.insert(at, (*score, i));
            kept.truncate(count);
        }
    }
    kept.into_iter().map(|(_, i)| i).collect()
}
