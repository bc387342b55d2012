//! Notices: what the status line tells the reader.

/// Notice in the status line, until the next key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// No link of the kind looked for at this record.
    NoSuchLink,
    /// No record visited before this one.
    NothingBefore,
    /// No record after this one from which the reader has gone back.
    NothingAfter,
    /// No other match of the search in the record.
    NoMoreHits,
    /// No further record in the list.
    EndOfList,
    /// Bookmark added to the record.
    Marked,
    /// Bookmark removed from the record.
    Unmarked,
    /// Configuration read again.
    Configured,
    /// Number of lines on their way to a clipboard.
    Copying(usize),
    /// Text copied, by this route.
    Copied(CopyRoute),
    /// Request for the letter of a mark.
    MarkWhich,
    /// Letter that now marks the present record.
    MarkSet(char),
    /// Letter that marks no record.
    NoSuchMark(char),
    /// Mouse given to the explorer (true) or to the terminal.
    Mouse(bool),
    /// No explanation of anything that the record names.
    NoTerms,
    /// No known web address of the document.
    NoAddress,
    /// Address that was opened.
    Opened(String),
    /// Failure to keep something for the next session: where and why.
    NotKept(String),
    /// Path to which a kept file was moved because it was not as it had been written.
    SetAside(String),
    /// No imported original of this record.
    NoOriginal,
    /// Nothing to copy here.
    NothingToCopy,
    /// Records on their way, without which this cannot be done.
    Awaited,
    /// No imported amount here.
    NoAmounts,
    /// Text about an amount that cannot be read.
    NoWord,
    /// Reader's word on an amount kept.
    Judged,
    /// Failure, in words.
    Failure(String),
}

/// Route that copied text took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CopyRoute {
    /// Program on this machine, by name.
    Program(&'static str),
    /// The terminal (OSC 52).
    Terminal,
    /// The terminal, through a program in between, by name.
    Multiplexer(&'static str),
}

/// State of the index.
#[derive(Clone, PartialEq, Debug)]
pub enum IndexState {
    /// Being opened or built.
    Opening {
        /// Share done, 0 to 1; 0 while nothing has been built.
        share: f64,
        /// Estimated seconds left, if that can be told.
        left: Option<u64>,
    },
    /// Building stopped by the reader.
    Stopped,
    /// Ready. Without a dictionary only bigrams are searched.
    Ready {
        /// True if a dictionary is in use.
        words: bool,
        /// Remark for the reader: a damaged dictionary, an index kept in memory.
        remark: Option<String>,
    },
    /// No index; the reason.
    Failed(String),
}
