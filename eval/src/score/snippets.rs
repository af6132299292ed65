//! The article's text against pieces that must, or must not, stand in it.
//!
//! trafilatura's `tests/evaluate.py`: a wanted piece found is a true positive, an unwanted one found a false
//! positive; white space folded, case kept; counted over all pages.

use super::{Fault, Figure, Pairs, Scores, f1, ratio, text};
use crate::words::fold_space;

/// Scores pages that have snippets and no body.
pub fn score(pairs: &Pairs<'_>) -> Scores {
    let (mut tp, mut fp, mut fn_, mut tn) = (0, 0, 0, 0);
    let (mut all, mut kept, mut in_body, mut free, mut invented) = (0, 0, 0, 0, 0);
    let mut worst = Vec::new();
    for (gold, answer) in pairs {
        let (Some(must), Some(must_not)) = (&gold.must_have, &gold.must_not) else { continue };
        let text = fold_space(&text(answer));
        let stands = |snippets: &[String]| snippets.iter().filter(|s| text.contains(&fold_space(s))).count();
        let (found, wrong) = (stands(must), stands(must_not));
        tp += found;
        fn_ += must.len() - found;
        fp += wrong;
        tn += must_not.len() - wrong;
        if wrong + must.len() - found > 0 {
            worst.push(Fault {
                measure: "snippet F1",
                score: f1(found, wrong, must.len() - found).2,
                id: gold.id.clone(),
                detail: format!("{} of {} missing, {wrong} wrong", must.len() - found, must.len()),
            });
        }
        let comments = fold_space(answer.comments.as_deref().unwrap_or_default());
        let Some(gold) = &gold.comments else { continue };
        let gold = gold.as_deref().unwrap_or_default();
        for snippet in gold.iter().map(|snippet| fold_space(snippet)).filter(|s| !s.is_empty()) {
            all += 1;
            kept += usize::from(comments.contains(&snippet));
            in_body += usize::from(text.contains(&snippet));
        }
        if gold.is_empty() {
            free += 1;
            invented += usize::from(!comments.is_empty());
        }
    }
    let over = tp + fp + fn_ + tn;
    let (p, r, _) = f1(tp, fp, fn_);
    let counted = |part: usize, whole: usize| ratio(part as f64, whole as f64);
    let figures = vec![
        Figure { name: "snippet F1", value: counted(2 * tp, 2 * tp + fp + fn_), over },
        Figure { name: "snippet precision", value: p, over },
        Figure { name: "snippet recall", value: r, over },
        Figure { name: "snippet accuracy", value: counted(tp + tn, over), over },
        Figure { name: "comments kept apart", value: counted(kept, all), over: all },
        Figure { name: "comments in the body", value: counted(in_body, all), over: all },
        Figure { name: "comments invented", value: counted(invented, free), over: free },
    ];
    Scores { figures, worst }
}
