//! What a document is made of: headings, paragraphs, items and rows of tables, as they were meant. Formats write them, facts are read of them.

use std::borrow::Cow;
use std::sync::Arc;

use super::lines::{article, heading};
use super::repair::{Fragment, Fragments, Spot, repair, unspread};
use crate::text::clean::clean;
use crate::text::fold::fold;

/// A piece of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// The page, from 1, where the document has pages.
    pub page: Option<u32>,
    /// The line of the file on which it begins, from 1; where a format has no lines, which block it is.
    pub line: usize,
    /// What it is.
    pub kind: BlockKind,
    /// The text, in its own characters; of a row nothing.
    text: String,
    /// The text folded, for comparing, where that is another text and is kept.
    folded: Option<Box<str>>,
}

/// What a block is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// A heading: 1 for the highest level, its own number as printed (empty where it has none), and its title.
    Heading { level: u8, number: String, title: String },
    /// A paragraph or an item.
    Text,
    /// A row of the table of that number; whether it names the columns, its cells, and the sheet on which it stands.
    Row { table: usize, head: bool, cells: Vec<String>, sheet: Option<Arc<str>> },
}

impl Block {
    /// A block of a line that says itself what it is: a heading in one of the usual forms, or text.
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

    /// The text, in its own characters; of a row its cells with ` | ` between them.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.kind {
            BlockKind::Row { cells, .. } => Cow::Owned(cells.join(" | ")),
            _ => Cow::Borrowed(&self.text),
        }
    }

    /// The text folded, for comparing.
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

/// How often it is told how far the reading is: after so many bytes of text.
const TOLD_EVERY: usize = 1 << 20;

/// Takes what a format finds in a file, in order.
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
    /// Bytes of text that were taken, since the start and since that was last told, and how many there are in all.
    taken: (usize, usize),
    all: usize,
    tell: Option<&'t mut dyn FnMut(f64)>,
}

impl<'t> Blocks<'t> {
    /// Takes about `all` bytes of text; `tell` hears about the share that is taken.
    pub fn telling(all: usize, tell: &'t mut dyn FnMut(f64)) -> Self {
        Self { all, tell: Some(tell), ..Self::default() }
    }

    /// How much text there is, where the file's size does not say it.
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

    /// The title that the file gives itself.
    pub fn title(&mut self, title: &str) {
        self.title = Some(clean(title).trim().to_owned()).filter(|title| !title.is_empty());
    }

    /// Something that a reader should look at.
    pub fn doubt(&mut self, text: &str, why: &str) {
        self.doubts.push((one_line(text), why.to_owned()));
    }

    /// What follows is a table, the sheet of this name.
    pub fn sheet(&mut self, name: &str) {
        self.table();
        self.sheet = Some(one_line(name).into());
    }

    /// What follows stands on this page.
    pub fn page(&mut self, number: u32) {
        self.spot.page = Some(number);
    }

    /// What follows stands on this page, and was recognised from its picture.
    pub fn recognised_page(&mut self, number: u32) {
        self.page(number);
        self.recognised.push(number);
    }

    /// The pages whose text was recognised.
    pub fn recognised_pages(&self) -> Vec<u32> {
        self.recognised.clone()
    }

    /// The line of the file, from 1, on which what comes next stands.
    pub fn at(&mut self, line: usize) {
        self.spot.line = line;
    }

    /// The line of the file, from 1, before which the next [`Blocks::line`] stands on the line after.
    pub fn before(&mut self, line: usize) {
        self.spot.line = line.saturating_sub(1);
    }

    /// A line as it is set. Lines are mended together: heads of pages go, what is broken is joined.
    pub fn line(&mut self, line: &str) {
        self.spot.line += 1;
        self.take(line.len());
        self.pieces.push((self.spot, Fragment::Line(unspread(&clean(line)))));
    }

    /// A heading of a level, 1 for the highest. A number that it begins with is its number.
    pub fn heading(&mut self, level: u8, text: &str) {
        let text = one_line(text);
        let (number, title) = heading(&text).map_or(("", text.as_str()), |(_, number, title)| (number, title));
        let kind = BlockKind::Heading { level, number: number.to_owned(), title: title.to_owned() };
        self.whole(kind, text);
    }

    /// A whole paragraph. It may say itself that it is a heading.
    pub fn paragraph(&mut self, text: &str) {
        let block = Block::of_line(self.spot, one_line(text));
        self.whole(block.kind, block.text);
    }

    /// An item of a list.
    pub fn item(&mut self, text: &str) {
        let marked = text.starts_with(['・', '●', '◆', '■', '○', '〇', '◎', '※', '✓', '-']) || heading(text).is_some();
        self.paragraph(&if marked { text.to_owned() } else { format!("・{text}") });
    }

    /// A table begins.
    pub fn table(&mut self) {
        self.tables += 1;
        self.rows = 0;
    }

    /// A row of a sheet. Before its first row with several cells a sheet says its title, its unit and the like: those are paragraphs.
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

    /// A row of the table; `head` where it names the columns.
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

    /// The title, the blocks, and what was set aside on the way.
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

/// The title of an article and its text, which stand on one line; any other line as it is.
fn parted(line: &str) -> Vec<String> {
    match article(line) {
        Some((mark, title, text)) if !text.is_empty() => vec![format!("{mark}（{title}）"), text.to_owned()],
        _ => vec![line.to_owned()],
    }
}

/// A text without line ends and control characters.
fn one_line(text: &str) -> String {
    unspread(clean(text).trim())
}
