//! A library on a real cluster: pushed, found again as on the reader's own disk, and not lost whatever happens to nodes and pushes. Where
//! there is no Java these tests are skipped, and say so; `make engine-test` runs them.

mod answers;
mod explorer;
mod pushes;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use serde_json::Value;
use shirube::engine::opensearch::{Address, Shared};
use shirube::engine::{Engine, Supply};

use super::nodes::Cluster;
use crate::support::{Home, dictionary_store, kept, stderr, stdout};

/// A library on a cluster, and the home of who reads it.
pub struct Reader {
    pub home: Home,
    pub url: String,
    pub index: &'static str,
}

/// A corpus of one document with so many sections; those before `changed` say something else than they would.
pub fn sections(count: usize, changed: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let section = |number: usize| {
        let said = if number < changed { "改めた話" } else { "治験の話" };
        let text = format!("{said}{number}：感染症に備えた研究開発の体制を整え、医薬品の実用化を進める。").repeat(4);
        format!("[[section]]\nid = \"d/section/{number}\"\ntitle = \"感染症{number}\"\ntext = \"{text}\"\npage = {number}\n")
    };
    let document = "[[document]]\nid = \"d\"\ntitle = \"計画\"\nshort_title = \"計画\"\ndocument_kind = \"plan\"\nperiod = 3\n";
    fs::create_dir(dir.path().join("d")).unwrap();
    fs::write(dir.path().join("d/document.toml"), format!("{document}{}", (1..=count).map(section).collect::<String>())).unwrap();
    dir
}

impl Reader {
    pub fn new(cluster: &Cluster, index: &'static str) -> Self {
        Self { home: Home::new(), url: cluster.url(), index }
    }

    /// Runs a command of `engine`.
    pub fn engine(&self, arguments: &[&str]) -> std::process::Output {
        let mut all = vec!["engine"];
        all.extend(arguments);
        all.extend([self.url.as_str(), "--engine-index", self.index]);
        self.home.run(&all)
    }

    /// Pushes the library of this home; what it says.
    pub fn push(&self) -> String {
        let pushed = self.engine(&["push", "--shards", "2"]);
        assert!(pushed.status.success(), "{}", stderr(&pushed));
        stdout(&pushed)
    }

    /// A push of another corpus, to be run.
    pub fn push_of(&self, corpus: &Path) -> Command {
        let corpus = corpus.to_str().unwrap();
        let mut command = self.home.command(&["engine", "push", "--shards", "2", &self.url, "--engine-index", self.index]);
        command.args(["--corpus", corpus]);
        command
    }

    /// A command over the library on the cluster.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command.args(["--engine", &self.url, "--engine-index", self.index]);
        command
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", stderr(&output)))
    }

    pub fn drop(&self) {
        self.engine(&["drop", "--yes"]);
    }

    pub fn status(&self) -> Value {
        serde_json::from_slice(&self.engine(&["status"]).stdout).unwrap()
    }

    /// The engine, as a reader has it who has nothing of the library.
    pub fn open(&self) -> Arc<dyn Engine> {
        let address = Address::new(&self.url, self.index).unwrap();
        let shared = Shared::find(&address, Arc::default()).unwrap();
        let supply = Supply { corpus: shared.corpus(), corpus_hash: 0, index_dir: kept("nowhere"), dictionary_store: dictionary_store() };
        shared.engine(&supply).unwrap()
    }
}
