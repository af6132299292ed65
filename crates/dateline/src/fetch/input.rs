//! What the user named: files, folders, patterns, addresses, standard input.

use std::fs;
use std::path::{Path, PathBuf};

use super::ENDINGS;
use crate::error::{Mishap, Problem};

/// One thing to read.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// A web address.
    Address(String),
    /// Standard input.
    Stdin,
}

/// The inputs that the arguments stand for, in their order; folders and patterns in the order of the names.
/// The flag says whether any argument stands for many.
pub fn expand(arguments: &[String]) -> Result<(Vec<Input>, bool), Mishap> {
    let mut inputs = Vec::new();
    let mut many = arguments.len() > 1;
    for argument in arguments {
        let mishap = |problem| Mishap::new(argument, problem);
        let path = Path::new(argument);
        if argument == "-" {
            inputs.push(Input::Stdin);
        } else if is_address(argument) {
            inputs.push(Input::Address(argument.clone()));
        } else if path.is_dir() {
            many = true;
            let before = inputs.len();
            folder(path, &mut inputs).map_err(|source| mishap(Problem::Unreadable { source }))?;
            if inputs.len() == before {
                return Err(mishap(Problem::NoPages));
            }
        } else if path.exists() {
            inputs.push(Input::File(path.to_owned()));
        } else if argument.contains(['*', '?', '[']) {
            many = true;
            let before = inputs.len();
            pattern(argument, &mut inputs).map_err(mishap)?;
            if inputs.len() == before {
                return Err(mishap(Problem::NoMatch));
            }
        } else if argument.contains("://") {
            let why = "only http and https are fetched".into();
            return Err(mishap(Problem::BadAddress { address: argument.clone(), why }));
        } else {
            return Err(mishap(Problem::NotFound));
        }
    }
    Ok((inputs, many))
}

fn is_address(argument: &str) -> bool {
    let lower: String = argument.chars().take(8).collect::<String>().to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// Every file below a folder whose name ends like a page's. Hidden names are left out, and links to folders are
/// not followed, so that a circle of links ends.
fn folder(root: &Path, inputs: &mut Vec<Input>) -> std::io::Result<()> {
    let mut open = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            if kind.is_dir() {
                open.push(path);
            } else if path.is_file() && has_ending(&path) {
                files.push(path);
            }
        }
    }
    files.sort();
    inputs.extend(files.into_iter().map(Input::File));
    Ok(())
}

fn has_ending(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    ENDINGS.split(' ').any(|ending| name.ends_with(ending))
}

fn pattern(pattern: &str, inputs: &mut Vec<Input>) -> Result<(), Problem> {
    let bad = |e: glob::PatternError| Problem::BadPattern { why: e.msg.into() };
    // `glob` gives the names in alphabetical order.
    for entry in glob::glob(pattern).map_err(bad)? {
        let path = entry.map_err(|e| Problem::Unreadable { source: e.into() })?;
        if path.is_file() {
            inputs.push(Input::File(path));
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_pages_in_the_order_of_their_names() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.html", "a.txt", "note.pdf", ".hidden.html", "sub/c.warc.gz", "sub/z.JSONL"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let argument = root.path().to_string_lossy().into_owned();
        let (inputs, many) = expand(&[argument]).unwrap();
        let names: Vec<String> = inputs
            .iter()
            .map(|input| match input {
                Input::File(path) => path.strip_prefix(root.path()).unwrap().to_string_lossy().into_owned(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(many);
        assert_eq!(names, ["a.txt", "b.html", "sub/c.warc.gz", "sub/z.JSONL"]);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let problem = |argument: &str| expand(&[argument.into()]).unwrap_err().problem;
        assert!(matches!(problem("no-such.html"), Problem::NotFound));
        assert!(matches!(problem("no-such-*.html"), Problem::NoMatch));
        assert!(matches!(problem("a[.html"), Problem::BadPattern { .. }));
        assert!(matches!(problem("ftp://example.org/x"), Problem::BadAddress { .. }));
    }
}
