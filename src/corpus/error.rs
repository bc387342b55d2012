//! Problems of a corpus, and the reasons why there is none.

use std::fmt;
use std::path::PathBuf;

/// One problem of the corpus: where it is, what is wrong, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Problem {
    /// File, as a path below the corpus folder.
    pub file: String,
    /// Line, from 1; 0 if the problem is not tied to a line.
    pub line: usize,
    /// Description of what is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Reason why there is no corpus.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// File or folder that could not be read.
    #[error("cannot read {path}: {reason}; give a readable corpus folder with --corpus")]
    Unreadable {
        /// Path that could not be read.
        path: PathBuf,
        /// Message from the system.
        reason: String,
    },
    /// Folder without any TOML.
    #[error("{0} holds no .toml file; give a corpus folder with --corpus")]
    Empty(PathBuf),
    /// Problems of a corpus that breaks its rules.
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
