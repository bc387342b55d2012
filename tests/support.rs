//! What the tests share: the dictionary, the shipped corpus with its index, and the binary in a home of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, OnceLock};

use shirube::analysis::dictionary::{self, USUAL_SOURCES};
use shirube::corpus;
use shirube::engine::Supply;
use shirube::engine::tantivy::{Store, TantivyEngine};
use shirube::model::Corpus;
use tempfile::TempDir;

/// A folder for what tests make once, kept between runs.
pub fn kept(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The dictionary that all tests use, compiled once.
pub fn dictionary_store() -> PathBuf {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE
        .get_or_init(|| {
            let store = kept("dictionary");
            if dictionary::status(&store).current.is_none() {
                dictionary::install(&dictionary_sources(), &store, &mut |_| {}).expect("IPADIC compiles");
            }
            store
        })
        .clone()
}

/// IPADIC's sources; `make test` sees to it that they are there.
pub fn dictionary_sources() -> PathBuf {
    let found = USUAL_SOURCES.iter().map(|dir| Path::new(env!("CARGO_MANIFEST_DIR")).join(dir)).find(|dir| dir.is_dir());
    found.expect("IPADIC's sources are installed; `make setup` does it")
}

/// Sources of a dictionary that knows a handful of words, and so is compiled in no time: IPADIC's own, with few of its words.
pub fn small_dictionary_sources() -> PathBuf {
    static SOURCES: OnceLock<TempDir> = OnceLock::new();
    let make = || {
        const WORDS: [&str; 15] =
            ["すもも", "もも", "も", "の", "うち", "医療", "研究", "を", "進める", "病院", "で", "薬", "もらう", "感染", "感染症"];
        let words: Vec<Vec<u8>> =
            WORDS.iter().flat_map(|word| [encoding_rs::EUC_JP.encode(word).0.into_owned(), word.as_bytes().to_vec()]).collect();
        let dir = tempfile::tempdir().unwrap();
        let mut table = Vec::new();
        for path in fs::read_dir(dictionary_sources()).unwrap().flatten().map(|entry| entry.path()) {
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("def") => drop(fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap()),
                Some("csv") => {
                    let content = fs::read(&path).unwrap();
                    let known =
                        |line: &&[u8]| words.iter().any(|word| line.strip_prefix(&word[..]).is_some_and(|rest| rest.starts_with(b",")));
                    content.split_inclusive(|byte| *byte == b'\n').filter(known).for_each(|line| table.extend_from_slice(line));
                }
                _ => {}
            }
        }
        fs::write(dir.path().join("words.csv"), table).unwrap();
        dir
    };
    SOURCES.get_or_init(make).path().to_owned()
}

/// The shipped corpus.
pub fn corpus() -> Arc<Corpus> {
    static CORPUS: OnceLock<Arc<Corpus>> = OnceLock::new();
    Arc::clone(CORPUS.get_or_init(|| Arc::new(corpus::load(None).expect("the shipped corpus is sound"))))
}

/// The store of a corpus's index in a folder, with the dictionary that all tests use.
pub fn store(corpus: Arc<Corpus>, corpus_hash: u64, index_dir: &Path) -> Store {
    Store::new(&Supply { corpus, corpus_hash, index_dir: index_dir.to_owned(), dictionary_store: dictionary_store() }).unwrap()
}

/// The engine over the shipped corpus.
pub fn engine() -> TantivyEngine {
    static ENGINE: OnceLock<TantivyEngine> = OnceLock::new();
    ENGINE
        .get_or_init(|| {
            let hash = corpus::hash(&corpus::sources(None).unwrap());
            let store = store(corpus(), hash, &kept("index"));
            store.open(&mut |_| {}).unwrap().engine
        })
        .clone()
}

/// The binary, in a home of its own.
pub struct Home {
    pub dir: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A command that keeps everything in this home and uses the tests' dictionary.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(Path::new(env!("CARGO_BIN_EXE_shirube")));
        command.args(arguments);
        command
    }

    /// An ignored test of this binary that is a program.
    pub fn command_of_test(&self, name: &str) -> Command {
        let mut command = self.program(&std::env::current_exe().unwrap());
        command.args([name, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        command
    }

    fn program(&self, path: &Path) -> Command {
        let mut command = Command::new(path);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.dir.path()).env("SHIRUBE_DICTIONARY", dictionary_store());
        command
    }

    /// Runs the binary.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs the binary and reads its output as JSON.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.run(arguments);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", stderr(&output)))
    }
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A copy of the shipped corpus in which one file's text was changed by `mend`.
pub fn broken_corpus(file: &str, mend: impl FnOnce(String) -> String) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for source in corpus::shipped() {
        let path = dir.path().join(&source.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source.text.as_bytes()).unwrap();
    }
    let path = dir.path().join(file);
    let text = fs::read_to_string(&path).unwrap_or_default();
    fs::write(path, mend(text)).unwrap();
    dir
}

/// Chance that can be had again: the same seed, the same numbers (xorshift).
pub struct Chance(u64);

impl Chance {
    /// From a seed, which is printed: with `SHIRUBE_SEED` a failed run can be had again.
    pub fn new() -> Self {
        let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |age| age.as_nanos() as u64);
        let seed = std::env::var("SHIRUBE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(now) | 1;
        println!("SHIRUBE_SEED={seed}");
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}
