//! What is wrong with a corpus, and why there is none.

use std::fmt;
use std::path::PathBuf;

/// One thing that is wrong with the corpus, where, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Problem {
    /// The file, below the corpus folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Why there is no corpus.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {path}: {reason}; give a readable corpus folder with --corpus")]
    Unreadable {
        /// What could not be read.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The folder holds no TOML at all.
    #[error("{0} holds no .toml file; give a corpus folder with --corpus")]
    Empty(PathBuf),
    /// The corpus breaks its rules.
    #[error("the corpus has {} problem(s):\n{}", .0.len(), list(.0))]
    Problems(Vec<Problem>),
}

fn list(problems: &[Problem]) -> String {
    const SHOWN: usize = 20;
    let mut lines: Vec<String> = problems.iter().take(SHOWN).map(|problem| format!("  {problem}")).collect();
    if problems.len() > SHOWN {
        lines.push(format!("  … and {} more (shirube check lists all)", problems.len() - SHOWN));
    }
    lines.join("\n")
}
