//! Lists the files of `corpus/` so that the binary carries them and works from any folder, and tells what a compiled corpus depends on.
//! Reads the tree, downloads nothing.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The code that makes a corpus of files: whoever changes it need not think of the compiled ones that readers have.
const MAKERS: [&str; 3] = ["src/corpus", "src/model", "src/text"];

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
    let mut sources = Vec::new();
    for folder in MAKERS {
        collect(&root.join(folder), "rs", &mut sources)?;
        println!("cargo::rerun-if-changed={folder}");
    }
    sources.sort();
    let mut hasher = DefaultHasher::new();
    for path in &sources {
        fs::read_to_string(path)?.hash(&mut hasher);
    }
    let _ = writeln!(code, "/// Changes with the code that makes a corpus of files.\npub(super) const CODE: u64 = {};", hasher.finish());
    // What is kept in the form of a library changes with the library.
    let mut hasher = DefaultHasher::new();
    fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default().hash(&mut hasher);
    println!("cargo::rustc-env=SHIRUBE_LIBRARIES={:016x}", hasher.finish());
    println!("cargo::rerun-if-changed=Cargo.lock");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?);
    fs::write(out.join("shipped.rs"), code)?;
    println!("cargo::rerun-if-changed=corpus");
    Ok(())
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
