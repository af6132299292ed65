//! Which blocks of an HTML page are the article.

use dateline_record::{Furniture, Role};

use super::Verdict;
use super::dom::Dom;
use super::draft::Draft;

/// Judges every block.
pub fn judge(dom: &Dom, drafts: &[Draft]) -> Vec<Verdict> {
    drafts
        .iter()
        .map(|draft| {
            let name = dom.name(draft.node).map_or("", |name| &**name);
            if draft.chars >= 80 && draft.link_density() < 0.5 && !draft.hidden {
                Verdict::article(if name == "li" { Role::List } else { Role::Paragraph }, 0.5)
            } else {
                Verdict::furniture(Furniture::Other, 0.2)
            }
        })
        .collect()
}
