//! Reader pane: a record laid out as lines of a given width, and how far it is scrolled.

use std::ops::Range;

use crate::app::scroll::Scroll;
use crate::engine::Highlighter;
use crate::model::{Basis, Corpus, Record, Role};
use crate::present::article::{ArticleBlock, BADGE_COLUMNS, LABEL_COLUMNS, Label, View, blocks};
use crate::text::width::width;
use crate::text::{highlight, wrap};

/// Columns before an item's text: the bullet.
const BULLET_COLUMNS: usize = 2;
/// Minimum columns beside a label; with fewer, the label is on a line of its own.
const NARROW: usize = 28;

/// Prefix of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinePrefix {
    /// Nothing: the text, indented by so many columns.
    Indent(usize),
    /// Bullet.
    Bullet,
    /// Label in its column.
    Label(Label),
    /// Heading of what follows, with a count.
    Heading(Label, usize),
    /// Label alone, its text on the next line.
    LabelAlone(Label),
}

/// Style of a piece of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SpanStyle {
    Title,
    Text,
    /// Ministries and pages at the end of an item.
    Aside,
    /// Inferred from the source, not stated by it.
    Inferred,
    /// Stated by the source.
    Stated,
    /// Not given by the source.
    NotReported,
    /// Remark of this project.
    Note,
    /// Place in the source.
    Source,
}

/// Piece of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReaderSpan {
    /// The text.
    pub text: String,
    /// Its style.
    pub ink: SpanStyle,
    /// True if the query matched it.
    pub highlighted: bool,
}

/// One line of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReaderLine {
    /// Prefix of the line.
    pub head: LinePrefix,
    /// Text of the line, in pieces.
    pub pieces: Vec<ReaderSpan>,
}

/// Reader pane.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// Position of the record in the corpus.
    pub record: Option<usize>,
    /// View that the reader asks for: whose words.
    pub view: View,
    /// Its lines at the present width.
    pub lines: Vec<ReaderLine>,
    /// Scroll position.
    pub scroll: Scroll,
}

impl Reader {
    /// Shows a record `columns` wide, from its top if it is another one.
    pub fn show(&mut self, corpus: &Corpus, record: Option<usize>, columns: usize, highlighter: &Highlighter) {
        if self.record != record {
            self.scroll = Scroll::default();
        }
        self.record = record;
        self.lines = record
            .and_then(|position| corpus.at(position))
            .map(|record| lines(corpus, record, self.view, columns, highlighter))
            .unwrap_or_default();
    }
}

/// Returns a record's lines, `columns` wide.
pub fn lines(corpus: &Corpus, record: &Record, view: View, columns: usize, highlighter: &Highlighter) -> Vec<ReaderLine> {
    let mut setter = LineLayouter { columns, highlighter, lines: Vec::new() };
    for block in blocks(corpus, record, view) {
        setter.block(&block);
    }
    setter.lines
}

/// Layouter of blocks into lines.
struct LineLayouter<'m> {
    columns: usize,
    highlighter: &'m Highlighter,
    lines: Vec<ReaderLine>,
}

impl LineLayouter<'_> {
    fn block(&mut self, block: &ArticleBlock) {
        match block {
            ArticleBlock::Title(text) => {
                self.paragraph(LinePrefix::Indent(0), 0, text, SpanStyle::Title);
                self.blank();
            }
            ArticleBlock::Field { label, text } => self.field(*label, text, SpanStyle::Text),
            ArticleBlock::Judged { label, text, basis } => {
                let ink = if *basis == Basis::Stated { SpanStyle::Stated } else { SpanStyle::Inferred };
                self.field(*label, text, ink);
                self.badge(ink);
            }
            ArticleBlock::NotReported(label) => self.field(*label, "", SpanStyle::NotReported),
            ArticleBlock::Heading(label, count) => {
                self.gap();
                self.lines.push(ReaderLine { head: LinePrefix::Heading(*label, *count), pieces: Vec::new() });
            }
            ArticleBlock::Paragraph(text) => {
                self.gap();
                text.split('\n').for_each(|text| self.paragraph(LinePrefix::Indent(0), 0, text, SpanStyle::Text));
            }
            ArticleBlock::Item { text, ministries, page } => {
                let aside = aside(ministries, *page);
                self.item(text, &aside);
            }
            ArticleBlock::Note(text) => {
                self.gap();
                self.field(Label::Note, text, SpanStyle::Note);
            }
            ArticleBlock::Source(text) => {
                if !matches!(self.lines.last().map(|line| line.pieces.first().map(|piece| piece.ink)), Some(Some(SpanStyle::Source))) {
                    self.gap();
                }
                self.field(Label::Place, text, SpanStyle::Source);
            }
        }
    }

    fn blank(&mut self) {
        self.lines.push(ReaderLine { head: LinePrefix::Indent(0), pieces: Vec::new() });
    }

    /// Adds a blank line, unless there is one already.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.pieces.is_empty() || !matches!(line.head, LinePrefix::Indent(_))) {
            self.blank();
        }
    }

    fn field(&mut self, label: Label, text: &str, ink: SpanStyle) {
        if text.is_empty() {
            // The words for "not reported" belong to the interface; the style stands for them.
            let pieces = vec![ReaderSpan { text: String::new(), ink, highlighted: false }];
            self.lines.push(ReaderLine { head: LinePrefix::Label(label), pieces });
        } else if self.columns < LABEL_COLUMNS + NARROW {
            self.lines.push(ReaderLine { head: LinePrefix::LabelAlone(label), pieces: Vec::new() });
            self.paragraph(LinePrefix::Indent(BULLET_COLUMNS), BULLET_COLUMNS, text, ink);
        } else {
            self.paragraph(LinePrefix::Label(label), LABEL_COLUMNS, text, ink);
        }
    }

    /// Adds the badge that says how the field before it is known: after its last line or, if there is no room, on a line of its own. The
    /// badge's word belongs to the interface; a piece without text stands for it by its style.
    fn badge(&mut self, ink: SpanStyle) {
        let badge = ReaderSpan { text: String::new(), ink, highlighted: false };
        let [stated, inferred] = BADGE_COLUMNS;
        let room = self.columns.saturating_sub(if ink == SpanStyle::Stated { stated } else { inferred });
        let taken = |line: &ReaderLine| {
            let head = match line.head {
                LinePrefix::Indent(columns) => columns,
                LinePrefix::Bullet => BULLET_COLUMNS,
                _ => LABEL_COLUMNS,
            };
            head + line.pieces.iter().map(|piece| width(&piece.text)).sum::<usize>()
        };
        match self.lines.last_mut() {
            Some(line) if taken(line) <= room => line.pieces.push(badge),
            _ => {
                let indent = if self.columns < LABEL_COLUMNS + NARROW { BULLET_COLUMNS } else { LABEL_COLUMNS };
                self.lines.push(ReaderLine { head: LinePrefix::Indent(indent), pieces: vec![badge] });
            }
        }
    }

    fn item(&mut self, text: &str, aside: &str) {
        let whole = if aside.is_empty() { text.to_owned() } else { format!("{text} {aside}") };
        let inks = |range: &Range<usize>| if range.start >= text.len() { SpanStyle::Aside } else { SpanStyle::Text };
        self.set(LinePrefix::Bullet, BULLET_COLUMNS, &whole, &[0..text.len(), text.len()..whole.len()], inks);
    }

    fn paragraph(&mut self, head: LinePrefix, indent: usize, text: &str, ink: SpanStyle) {
        self.set(head, indent, text, std::slice::from_ref(&(0..text.len())), |_| ink);
    }

    /// Breaks `text` into lines beside `indent` columns; each range in `parts` has one style.
    fn set(&mut self, head: LinePrefix, indent: usize, text: &str, parts: &[Range<usize>], ink: impl Fn(&Range<usize>) -> SpanStyle) {
        let text = crate::text::clean::clean(text);
        let marks = self.highlighter.marks(&text);
        let columns = self.columns.saturating_sub(indent).max(1);
        for (number, range) in wrap::wrap(&text, columns).into_iter().enumerate() {
            let mut pieces = Vec::new();
            for part in parts {
                let within = part.start.max(range.start)..part.end.min(range.end);
                let Some(words) = text.get(within.clone()).filter(|words| !words.is_empty()) else { continue };
                let here = highlight::cut(&marks, within);
                let split = highlight::split(words, &here).into_iter();
                pieces.extend(split.map(|(highlighted, piece)| ReaderSpan { text: piece.to_owned(), ink: ink(part), highlighted }));
            }
            let head = if number == 0 { head } else { LinePrefix::Indent(indent) };
            self.lines.push(ReaderLine { head, pieces });
        }
    }
}

/// Returns the ministries and page at the end of an item: `（◎厚、文） p.23`.
fn aside(ministries: &[Role], page: Option<u32>) -> String {
    let roles = if ministries.is_empty() { String::new() } else { format!("（{}）", Role::list(ministries)) };
    match page {
        Some(page) if roles.is_empty() => format!("p.{page}"),
        Some(page) => format!("{roles} p.{page}"),
        None => roles,
    }
}
