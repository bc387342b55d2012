//! What the status line tells the reader.

/// A word in the status line, until the next key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// The record has no links of the kind that was looked for.
    NoSuchLink,
    /// No record was visited before this one.
    NothingBefore,
    /// The reader has gone back from no record after this one.
    NothingAfter,
    /// What was searched for stands nowhere else in the record.
    NoMoreHits,
    /// There is no further record in the list.
    EndOfList,
    /// The record has a bookmark now.
    Marked,
    /// The record has no bookmark any more.
    Unmarked,
    /// The configuration was read anew.
    Configured,
    /// So many lines are on their way to a clipboard.
    Copying(usize),
    /// What was to be copied has gone there.
    Copied(CopyRoute),
    /// A mark's letter is waited for.
    MarkWhich,
    /// The letter marks the present record now.
    MarkSet(char),
    /// No record is marked with this letter.
    NoSuchMark(char),
    /// The mouse is the explorer's, or the terminal's.
    Mouse(bool),
    /// Nothing that the record names has an explanation.
    NoTerms,
    /// It is not known where the document stands on the net.
    NoAddress,
    /// An address was opened.
    Opened(String),
    /// Something could not be kept for the next session; where and why.
    NotKept(String),
    /// A kept file was not as it had been written; where it was set aside.
    SetAside(String),
    /// The original of this record has not been imported.
    NoOriginal,
    /// There is nothing to copy here.
    NothingToCopy,
    /// No import read a sum here.
    NoAmounts,
    /// What was typed of a sum cannot be read.
    NoWord,
    /// The reader's word on a sum is kept.
    Judged,
    /// Something failed.
    Failure(String),
}

/// The way that copied text took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CopyRoute {
    /// A program of this machine, by name.
    Program(&'static str),
    /// The terminal (OSC 52).
    Terminal,
    /// The terminal, through a program that stands between, by name.
    Multiplexer(&'static str),
}

/// How far the index is.
#[derive(Clone, PartialEq, Debug)]
pub enum IndexState {
    /// Being opened or built.
    Opening {
        /// The share done, 0 to 1; 0 as long as nothing is built.
        share: f64,
        /// About how many seconds it will take from now, where that can be told.
        left: Option<u64>,
    },
    /// Building was stopped by the reader.
    Stopped,
    /// Ready. Without a dictionary only character pairs are searched.
    Ready {
        /// Whether a dictionary is in use.
        words: bool,
        /// What the reader should know: a damaged dictionary, an index kept in memory.
        remark: Option<String>,
    },
    /// There is none; why.
    Failed(String),
}
