//! The models that the program carries, and their fingerprints.

use std::sync::LazyLock;

use dateline_record::Resource;
use sha2::{Digest, Sha256};

/// A model: its file in the repository, and the text of the file.
#[derive(Debug)]
pub struct Model {
    /// Path of its file.
    pub name: &'static str,
    /// The file: see [`crate::extract::trees`].
    pub text: &'static str,
}

macro_rules! model {
    ($path:literal) => {
        Model { name: $path, text: include_str!(concat!("../../../", $path)) }
    };
}

/// Which blocks of an HTML page are the article.
pub const BLOCKS: Model = model!("models/blocks.txt");
/// Which lines of a scraped text are the article, by themselves.
pub const LINES_FIRST: Model = model!("models/scraped-lines-1.txt");
/// The same, knowing what was first said of the lines around.
pub const LINES_SECOND: Model = model!("models/scraped-lines-2.txt");
/// Which line of a scraped text is the headline.
pub const LINES_TITLE: Model = model!("models/scraped-title.txt");

static RESOURCES: LazyLock<Vec<Resource>> = LazyLock::new(|| {
    [BLOCKS, LINES_FIRST, LINES_SECOND, LINES_TITLE]
        .iter()
        .map(|model| Resource { name: model.name.to_owned(), fingerprint: fingerprint(model.text) })
        .collect()
});

/// Name and fingerprint of every model.
pub fn resources() -> Vec<Resource> {
    RESOURCES.clone()
}

/// The first 16 hexadecimal digits of the SHA-256 of a file.
fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
