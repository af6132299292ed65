//! The day of publication, as htmldate counts it.
//!
//! `tests/evaluation.py` of htmldate: an answer that equals the gold day is a true positive, another one a false
//! positive, none a false negative. A page without a date counts as an error whatever is answered: so htmldate's
//! own table does.

use super::{Fault, Figure, Pairs, Scores, ratio};

/// Scores pages whose day is known.
pub fn score(pairs: &Pairs<'_>) -> Scores {
    let (mut tp, mut fp, mut fn_) = (0usize, 0usize, 0usize);
    let (mut undated, mut invented) = (0usize, 0usize);
    let mut worst = Vec::new();
    for (gold, answer) in pairs {
        let Some(date) = &gold.date else { continue };
        let first = |text: &str| text.chars().take(10).collect::<String>();
        let read = first(answer.date.as_deref().unwrap_or_default());
        let days: Vec<String> =
            date.iter().chain(&gold.also).filter(|d| !d.is_empty()).map(|d| first(d)).collect();
        if read.is_empty() {
            fn_ += 1;
        } else if days.contains(&read) {
            tp += 1;
        } else {
            fp += 1;
        }
        if days.is_empty() {
            undated += 1;
            invented += usize::from(!read.is_empty());
        }
        let silent = days.is_empty() && read.is_empty();
        if !silent && !days.contains(&read) {
            let detail = format!("expected {days:?}, read {read:?}");
            worst.push(Fault { measure: "date accuracy", score: 0.0, id: gold.id.clone(), detail });
        }
    }
    let pages = tp + fp + fn_;
    let part = |part: usize, whole: usize| ratio(part as f64, whole as f64);
    let mut figures = vec![
        Figure { name: "date accuracy", value: part(tp, pages), over: pages },
        Figure { name: "date precision", value: part(tp, tp + fp), over: tp + fp },
        Figure { name: "date F1", value: part(2 * tp, 2 * tp + fp + fn_), over: pages },
    ];
    if undated > 0 {
        figures.push(Figure { name: "date invented", value: part(invented, undated), over: undated });
    }
    Scores { figures, worst }
}
