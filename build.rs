//! Lists the files of `corpus/` so that the binary carries them and works from any folder. Reads the tree, downloads nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("CARGO_MANIFEST_DIR is not set"))?);
    let corpus = root.join("corpus");
    let mut files = Vec::new();
    collect(&corpus, &mut files)?;
    files.sort();
    let mut code = String::from(
        "/// The shipped corpus: path below `corpus/` and text, in a fixed order.\npub(super) const SHIPPED: &[(&str, &str)] = &[\n",
    );
    for path in &files {
        let name = path.strip_prefix(&corpus).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let _ = writeln!(code, "    ({name:?}, include_str!({path:?})),", path = path.to_string_lossy());
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?);
    fs::write(out.join("shipped.rs"), code)?;
    println!("cargo::rerun-if-changed=corpus");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
