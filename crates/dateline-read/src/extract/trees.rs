//! Gradient-boosted decision trees: small models over plain numbers, trained by `training/trees.py`.
//!
//! The file of a model is text: `feature <name>` lines in the order of the feature vector, then for each tree the
//! line `tree <number of nodes>` and its nodes, root first. A node is either `<feature> <threshold> <left> <right>`
//! (left when the value is at most the threshold; children by their place in the tree) or `= <value>`, a leaf. The
//! score of a vector is the sum of its leaves through the logistic function.

/// A trained model.
#[derive(Debug)]
pub struct Trees {
    /// Names of the features, in the order of the vector.
    pub features: Vec<String>,
    nodes: Vec<Node>,
    trees: Vec<Tree>,
}

/// A node. A leaf has itself as both children, so that a walk may take any number of steps too many.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Feature to look at.
    feature: u32,
    /// Threshold, or the value of a leaf.
    value: f32,
    left: u32,
    right: u32,
}

#[derive(Clone, Copy, Debug)]
struct Tree {
    root: u32,
    /// Steps from the root to the deepest leaf.
    depth: u32,
}

/// Vectors that walk down a tree side by side: the processor waits for the memory of one while it steps another.
const ABREAST: usize = 8;

/// Vectors that are scored together, few enough for the fastest memory.
const TOGETHER: usize = 64;

/// A vector with a lower sum after half of the trees (a probability under one in a hundred) is not looked at further.
const HOPELESS: f32 = -4.6;

impl Trees {
    /// Reads a model. An error names the line.
    pub fn parse(text: &str) -> Result<Trees, String> {
        let mut trees = Trees { features: Vec::new(), nodes: Vec::new(), trees: Vec::new() };
        let mut base = 0;
        let mut length = 0;
        for (number, line) in text.lines().enumerate() {
            let bad = || format!("line {}: {line:?}", number + 1);
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                None => {}
                Some(word) if word.starts_with('#') => {}
                Some("feature") => trees.features.push(words.next().ok_or_else(bad)?.to_owned()),
                Some("tree") => {
                    if trees.nodes.len() != base + length {
                        return Err(format!(
                            "line {}: the tree before has the wrong number of nodes",
                            number + 1
                        ));
                    }
                    base = trees.nodes.len();
                    length = words.next().and_then(|w| w.parse().ok()).filter(|n| *n > 0).ok_or_else(bad)?;
                    trees.trees.push(Tree { root: u32::try_from(base).map_err(|_| bad())?, depth: 0 });
                }
                Some("=") => {
                    let value = words.next().and_then(|w| w.parse().ok()).ok_or_else(bad)?;
                    let here = u32::try_from(trees.nodes.len()).map_err(|_| bad())?;
                    trees.nodes.push(Node { feature: 0, value, left: here, right: here });
                }
                Some(feature) => {
                    let here = trees.nodes.len() - base;
                    let mut next = || words.next().ok_or_else(bad);
                    let feature: u32 = feature.parse().map_err(|_| bad())?;
                    let value: f32 = next()?.parse().map_err(|_| bad())?;
                    let left: usize = next()?.parse().map_err(|_| bad())?;
                    let right: usize = next()?.parse().map_err(|_| bad())?;
                    // Children stand after their parent: a walk always ends.
                    if feature as usize >= trees.features.len()
                        || left <= here
                        || right <= here
                        || left >= length
                        || right >= length
                    {
                        return Err(bad());
                    }
                    let place = |child: usize| u32::try_from(base + child).map_err(|_| bad());
                    trees.nodes.push(Node { feature, value, left: place(left)?, right: place(right)? });
                }
            }
        }
        if trees.nodes.len() != base + length {
            return Err("the last tree has the wrong number of nodes".into());
        }
        trees.measure();
        Ok(trees)
    }

    /// Notes the depth of every tree.
    fn measure(&mut self) {
        let mut depths = vec![0u32; self.nodes.len()];
        // Children stand after their parent.
        for (at, node) in self.nodes.iter().enumerate() {
            for child in [node.left, node.right].map(|child| child as usize).into_iter().filter(|c| *c != at)
            {
                depths[child] = depths[child].max(depths[at] + 1);
            }
        }
        let ends = self.trees.iter().skip(1).map(|tree| tree.root as usize).chain([self.nodes.len()]);
        let ends: Vec<usize> = ends.collect();
        for (tree, end) in self.trees.iter_mut().zip(ends) {
            tree.depth = depths[tree.root as usize..end].iter().copied().max().unwrap_or(0);
        }
    }

    /// The probability of a feature vector, 0 to 1. A feature that is missing counts as 0.
    pub fn score(&self, vector: &[f32]) -> f32 {
        self.scores(&[vector]).first().copied().unwrap_or(0.0)
    }

    /// The probabilities of many vectors; each is what [`Trees::score`] gives.
    pub fn scores<V: AsRef<[f32]>>(&self, vectors: &[V]) -> Vec<f32> {
        let mut sums = vec![0.0f32; vectors.len()];
        for (vectors, sums) in vectors.chunks(TOGETHER).zip(sums.chunks_mut(TOGETHER)) {
            let mut open: Vec<usize> = (0..vectors.len()).collect();
            for (number, tree) in self.trees.iter().enumerate() {
                // A menu entry is known as such long before the last tree has spoken.
                if number == self.trees.len() / 2 {
                    open.retain(|vector| sums[*vector] >= HOPELESS);
                }
                for abreast in open.chunks(ABREAST) {
                    let mut at = [tree.root; ABREAST];
                    for _ in 0..tree.depth {
                        for (at, vector) in at.iter_mut().zip(abreast) {
                            *at = self.step(*at, vectors[*vector].as_ref());
                        }
                    }
                    for (vector, at) in abreast.iter().zip(at) {
                        sums[*vector] += self.nodes.get(at as usize).map_or(0.0, |leaf| leaf.value);
                    }
                }
            }
        }
        sums.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + (-*sum).exp()));
        sums
    }

    /// The node below `at` that the vector goes to.
    fn step(&self, at: u32, vector: &[f32]) -> u32 {
        let Some(node) = self.nodes.get(at as usize) else { return at };
        let x = vector.get(node.feature as usize).copied().unwrap_or(0.0);
        if x <= node.value { node.left } else { node.right }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_model_is_read_and_scored() {
        let text = "# two trees\nfeature a\nfeature b\ntree 3\n0 1.5 1 2\n= -1\n= 1\ntree 3\n1 0 1 2\n= 0.5\n= -0.5\n";
        let trees = Trees::parse(text).unwrap();
        let logistic = |x: f32| 1.0 / (1.0 + (-x).exp());
        assert_eq!(trees.score(&[2.0, 0.0]), logistic(1.5));
        assert_eq!(trees.score(&[1.5, 1.0]), logistic(-1.5));
    }

    #[test]
    fn a_broken_model_is_refused() {
        for text in [
            "tree 1\n0 1 0 0\n",
            "feature a\ntree 3\n0 1 1 2\n= 1\n",
            "feature a\ntree 2\n0 1 0 1\n= 1\n",
            "what\n",
        ] {
            assert!(Trees::parse(text).is_err(), "{text}");
        }
    }
}
