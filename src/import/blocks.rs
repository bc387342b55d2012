//! Blocks of a document: headings, paragraphs, items and table rows, as they were meant. Formats write them; facts are read from them.

use std::borrow::Cow;
use std::sync::Arc;

use super::lines::{article, heading};
use super::repair::{Fragment, Fragments, Spot, repair, unspread};
use crate::text::clean::clean;
use crate::text::fold::fold;

/// Piece of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Page, from 1, if the document has pages.
    pub page: Option<u32>,
    /// Line of the file on which the block begins, from 1; the number of the block if the format has no lines.
    pub line: usize,
    /// Kind of the block.
    pub kind: BlockKind,
    /// Text in its own characters; empty for a row.
    text: String,
    /// Text folded for comparison, if that differs from the text and is kept.
    folded: Option<Box<str>>,
}

/// Kind of a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// Heading: its level (1 for the highest), its own number as printed (empty if it has none), and its title.
    Heading { level: u8, number: String, title: String },
    /// Paragraph or item.
    Text,
    /// Row of a table: the number of the table, true if the row names the columns, its cells, and the sheet that it is on.
    Row { table: usize, head: bool, cells: Vec<String>, sheet: Option<Arc<str>> },
}

impl Block {
    /// Creates a block from a line that itself says what it is: a heading in one of the usual forms, or text.
    pub(super) fn of_line(spot: Spot, text: String) -> Self {
        let found =
            heading(&text).map(|(level, number, title)| BlockKind::Heading { level, number: number.to_owned(), title: title.to_owned() });
        Self::new(spot, found.unwrap_or(BlockKind::Text), text)
    }

    fn new(Spot { page, line }: Spot, kind: BlockKind, text: String) -> Self {
        let mut block = Self { page, line, kind, text, folded: None };
        // A large table has many rows, and few of them are compared as a whole.
        if !matches!(block.kind, BlockKind::Row { .. }) {
            let folded = folded(&block.text);
            block.folded = (folded != block.text).then(|| folded.into_boxed_str());
        }
        block
    }

    /// Returns the text in its own characters; for a row, its cells with ` | ` between them.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.kind {
            BlockKind::Row { cells, .. } => Cow::Owned(cells.join(" | ")),
            _ => Cow::Borrowed(&self.text),
        }
    }

    /// Returns the text folded for comparison.
    pub fn folded(&self) -> Cow<'_, str> {
        match (&self.folded, &self.kind) {
            (Some(folded), _) => Cow::Borrowed(folded),
            (None, BlockKind::Row { .. }) => Cow::Owned(folded(&self.text())),
            (None, _) => Cow::Borrowed(&self.text),
        }
    }
}

fn folded(text: &str) -> String {
    fold(text).replace(", ", ",")
}

/// Number of bytes of text between two reports of progress.
const TOLD_EVERY: usize = 1 << 20;

/// Collector of what a format finds in a file, in order.
#[derive(Default)]
pub(super) struct Blocks<'t> {
    title: Option<String>,
    doubts: Vec<(String, String)>,
    rows: usize,
    sheet: Option<Arc<str>>,
    spot: Spot,
    tables: usize,
    pieces: Fragments<(BlockKind, String)>,
    recognised: Vec<u32>,
    /// Bytes of text taken since the start and since the last report of progress; `all` is how many there are in all.
    taken: (usize, usize),
    all: usize,
    tell: Option<&'t mut dyn FnMut(f64)>,
}

impl<'t> Blocks<'t> {
    /// Creates a collector for about `all` bytes of text; `tell` receives the share that has been taken.
    pub fn telling(all: usize, tell: &'t mut dyn FnMut(f64)) -> Self {
        Self { all, tell: Some(tell), ..Self::default() }
    }

    /// Sets the amount of text, in bytes, if the file's size does not tell.
    pub fn expect(&mut self, all: usize) {
        self.all = all;
    }

    fn take(&mut self, bytes: usize) {
        self.taken = (self.taken.0 + bytes, self.taken.1 + bytes);
        if self.taken.1 >= TOLD_EVERY {
            self.taken.1 = 0;
            if let Some(tell) = &mut self.tell {
                tell((self.taken.0 as f64 / self.all.max(1) as f64).min(1.0));
            }
        }
    }

    /// Sets the title that the file gives itself.
    pub fn title(&mut self, title: &str) {
        self.title = Some(clean(title).trim().to_owned()).filter(|title| !title.is_empty());
    }

    /// Adds a doubt: something that a reader should look at.
    pub fn doubt(&mut self, text: &str, why: &str) {
        self.doubts.push((one_line(text), why.to_owned()));
    }

    /// Begins a table that is the sheet of this name.
    pub fn sheet(&mut self, name: &str) {
        self.table();
        self.sheet = Some(one_line(name).into());
    }

    /// Sets the page of what follows.
    pub fn page(&mut self, number: u32) {
        self.spot.page = Some(number);
    }

    /// Sets the page of what follows, which was recognised from the page's picture.
    pub fn recognised_page(&mut self, number: u32) {
        self.page(number);
        self.recognised.push(number);
    }

    /// Returns the pages whose text was recognised.
    pub fn recognised_pages(&self) -> Vec<u32> {
        self.recognised.clone()
    }

    /// Sets the line of the file, from 1, of what comes next.
    pub fn at(&mut self, line: usize) {
        self.spot.line = line;
    }

    /// Sets the line of the file, from 1, that the next [`Blocks::line`] is.
    pub fn before(&mut self, line: usize) {
        self.spot.line = line.saturating_sub(1);
    }

    /// Adds a line as it is set. Lines are mended together: page heads are removed and broken lines joined.
    pub fn line(&mut self, line: &str) {
        self.spot.line += 1;
        self.take(line.len());
        self.pieces.push((self.spot, Fragment::Line(unspread(&clean(line)))));
    }

    /// Adds a heading of a level, 1 for the highest. A number at its beginning becomes its number.
    pub fn heading(&mut self, level: u8, text: &str) {
        let text = one_line(text);
        let (number, title) = heading(&text).map_or(("", text.as_str()), |(_, number, title)| (number, title));
        let kind = BlockKind::Heading { level, number: number.to_owned(), title: title.to_owned() };
        self.whole(kind, text);
    }

    /// Adds a whole paragraph, which may itself say that it is a heading.
    pub fn paragraph(&mut self, text: &str) {
        let block = Block::of_line(self.spot, one_line(text));
        self.whole(block.kind, block.text);
    }

    /// Adds an item of a list.
    pub fn item(&mut self, text: &str) {
        let marked = text.starts_with(['・', '●', '◆', '■', '○', '〇', '◎', '※', '✓', '-']) || heading(text).is_some();
        self.paragraph(&if marked { text.to_owned() } else { format!("・{text}") });
    }

    /// Begins a table.
    pub fn table(&mut self) {
        self.tables += 1;
        self.rows = 0;
    }

    /// Adds a row of a sheet. Before its first row with several cells, a sheet gives its title, its unit and the like: those become
    /// paragraphs.
    pub fn sheet_row(&mut self, cells: Vec<String>) {
        let mut said: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        said.dedup();
        match said.as_slice() {
            [only] if self.rows == 0 => {
                let text = (*only).to_owned();
                self.paragraph(&text);
            }
            _ => self.row(cells, false),
        }
    }

    /// Adds a row of the table; `head` is true if the row names the columns.
    pub fn row(&mut self, cells: Vec<String>, head: bool) {
        let cells: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.rows += 1;
            self.take(cells.iter().map(String::len).sum());
            let kind = BlockKind::Row { table: self.tables, head, cells, sheet: self.sheet.clone() };
            self.pieces.push((self.spot, Fragment::Whole((kind, String::new()))));
        }
    }

    fn whole(&mut self, kind: BlockKind, text: String) {
        if !text.is_empty() {
            self.take(text.len());
            self.pieces.push((self.spot, Fragment::Whole((kind, text))));
        }
    }

    /// Returns the title, the blocks, and what was set aside on the way.
    pub fn finish(self) -> (Option<String>, Vec<Block>, Vec<(String, String)>) {
        let (pieces, aside) = repair(self.pieces);
        let aside = aside.into_iter().map(|text| (text, "縦に組まれていて、どこに立つか分からない".to_owned()));
        let doubts = self.doubts.into_iter().chain(aside).collect();
        let blocks = (1..).zip(pieces).flat_map(|(number, (spot, piece))| {
            let spot = Spot { line: if spot.line == 0 { number } else { spot.line }, ..spot };
            match piece {
                Fragment::Line(text) => parted(&text).into_iter().map(|text| Block::of_line(spot, text)).collect(),
                Fragment::Whole((kind, text)) => vec![Block::new(spot, kind, text)],
            }
        });
        (self.title, blocks.collect(), doubts)
    }
}

/// Splits the title of an article from its text if they are on one line; returns any other line unchanged.
fn parted(line: &str) -> Vec<String> {
    match article(line) {
        Some((mark, title, text)) if !text.is_empty() => vec![format!("{mark}（{title}）"), text.to_owned()],
        _ => vec![line.to_owned()],
    }
}

/// Returns a text without line ends and control characters.
fn one_line(text: &str) -> String {
    unspread(clean(text).trim())
}
