//! The models that the program carries, and their fingerprints.

use std::sync::LazyLock;

use dateline_record::Resource;
use sha2::{Digest, Sha256};

/// A model of decision trees: its file in the repository, and the text of the file.
#[derive(Debug)]
pub struct Model {
    /// Path of its file.
    pub name: &'static str,
    /// The file: see [`crate::extract::trees`].
    pub text: &'static str,
}

/// A language model: its file in the repository, and the bytes of the file.
#[derive(Debug)]
pub struct LanguageModel {
    /// Path of its file.
    pub name: &'static str,
    /// The file: see [`crate::annotate::english`].
    pub bytes: &'static [u8],
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

/// Which earlier mention a pronoun means.
pub const COREFERENCE_PRONOUNS: Model = model!("models/coreference-pronouns.txt");
/// Which earlier mention a noun means.
pub const COREFERENCE_NOUNS: Model = model!("models/coreference-nouns.txt");

/// Which earlier mention a name means that no earlier name is like.
pub const COREFERENCE_NAMES: Model = model!("models/coreference-names.txt");

/// What English texts are read with: words, tags, trees, names, roles, factuality.
pub const ENGLISH: LanguageModel =
    LanguageModel { name: "models/english.bin", bytes: include_bytes!("../../../models/english.bin") };

static RESOURCES: LazyLock<Vec<Resource>> = LazyLock::new(|| {
    [
        BLOCKS,
        LINES_FIRST,
        LINES_SECOND,
        LINES_TITLE,
        COREFERENCE_PRONOUNS,
        COREFERENCE_NOUNS,
        COREFERENCE_NAMES,
    ]
    .iter()
    .map(|model| (model.name, model.text.as_bytes()))
    .chain([(ENGLISH.name, ENGLISH.bytes)])
    .map(|(name, bytes)| Resource { name: name.to_owned(), fingerprint: fingerprint(bytes) })
    .collect()
});

/// Name and fingerprint of every model.
pub fn resources() -> Vec<Resource> {
    RESOURCES.clone()
}

/// The first 16 hexadecimal digits of the SHA-256 of a file.
fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
