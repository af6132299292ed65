//! Which blocks of an HTML page are the article.

mod classes;
pub mod features;
mod head;
mod layout;
mod phrases;

use dateline_record::{Furniture, Role};

use super::Verdict;
use super::dom::Dom;
use super::draft::Draft;
use head::Head;
use layout::Layout;

/// The feature vectors of a page's blocks, with their names; for training.
pub fn describe(dom: &Dom, page: &str, drafts: &[Draft]) -> features::Vectors {
    let layout = Layout::new(dom, drafts);
    features::vectors(drafts, &layout, &Head::new(dom, page), true)
}

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
