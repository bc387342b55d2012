//! Words for work that takes time.

use super::{Words, say};

/// Work that takes time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// The index is being built.
    Index,
    /// The dictionary is being compiled.
    Dictionary,
    /// Documents are being imported.
    Import,
    /// Documents are being read without being imported.
    Read,
    /// The library is being pushed to a cluster.
    Push,
}

impl Words {
    /// Returns the text before a progress bar.
    pub fn working(self, work: Work) -> &'static str {
        match work {
            Work::Index => say!(self, "索引を作成中", "building the index"),
            Work::Dictionary => say!(self, "辞書を作成中", "compiling the dictionary"),
            Work::Import => say!(self, "取り込み中", "taking in"),
            Work::Read => say!(self, "読み取り中", "reading"),
            Work::Push => say!(self, "送信中", "pushing"),
        }
    }
}
