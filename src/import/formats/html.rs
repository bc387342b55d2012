//! Conversion of HTML to blocks: headings, paragraphs and items by their elements, tables with their spans. Navigation to other pages is
//! left out, and the reading of a word comes after its paragraph, not inside it.

use std::collections::BTreeMap;

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Reader of HTML.
pub(super) const READER: FormatReader = FormatReader {
    format: Format::Html,
    tells: |input| input.begins(&["<!doctype html", "<html"]) || input.is_named(&["html", "htm"]),
    read,
};

/// Elements whose text is not part of the document.
const LEFT_OUT: [&str; 9] = ["script", "style", "noscript", "template", "svg", "nav", "footer", "button", "select"];
/// Elements within a line.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rb",
    "rp", "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u",
];
/// Elements whose end tag is often omitted: none contains another of its kind.
const CLOSED_BY_THE_NEXT: [&str; 14] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup", "rt", "rp"];
/// Elements without content.
const EMPTY: [&str; 12] = ["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"];
/// Deepest nesting of elements. What people write is not deeper; a tree takes time proportional to the square of the depth.
const DEEPEST: usize = 2_000;
/// Most columns and rows that a cell spans.
const WIDEST: usize = 100;

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let text = input.text()?;
    if depth(text) > DEEPEST {
        return Err(Error::Deep { path: input.path.to_owned(), depth: DEEPEST });
    }
    let page = Html::parse_document(text);
    let mut writer = Writer {
        blocks,
        text: String::new(),
        left_out: 0,
        heading: None,
        item: false,
        title: None,
        titled: false,
        ruby: None,
        aside: None,
        read: Vec::new(),
        table: None,
    };
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if writer.left_out == 0 => writer.say(text),
                Node::Element(element) => writer.open(element),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    writer.close(element);
                }
            }
        }
    }
    writer.flush();
    if let Some(title) = writer.title {
        blocks.title(&title);
    }
    Ok(())
}

/// Returns roughly how deep the elements of a page are nested.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    // The content of a script or style is not made of elements of the page.
    let mut raw: Option<String> = None;
    for part in text.split('<').skip(1) {
        let (closes, part) = part.strip_prefix('/').map_or((false, part), |part| (true, part));
        let name: String = part.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase();
        if let Some(open) = &raw {
            if closes && *open == name {
                raw = None;
            }
            continue;
        }
        if !closes && ["script", "style", "textarea", "title"].contains(&name.as_str()) {
            raw = Some(name);
            continue;
        }
        if name.is_empty() || EMPTY.contains(&name.as_str()) || CLOSED_BY_THE_NEXT.contains(&name.as_str()) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// Writer of a page's blocks, with what was read so far.
struct Writer<'b, 't> {
    blocks: &'b mut Blocks<'t>,
    /// Open paragraph.
    text: String,
    /// Number of open elements that are left out.
    left_out: usize,
    /// Level of the open heading.
    heading: Option<u8>,
    /// True if the paragraph is an item of a list.
    item: bool,
    /// Heading of the highest level, else the page's title.
    title: Option<String>,
    /// True once a heading of the highest level has given it: the first one counts.
    titled: bool,
    /// Position at which the word with a reading begins, and the reading so far.
    ruby: Option<(usize, String)>,
    /// Kind of what comes next, if it is not part of the text: a reading, or what surrounds one for old browsers.
    aside: Option<Aside>,
    /// Words and their readings, for the end of the paragraph.
    read: Vec<(String, String)>,
    /// Open table.
    table: Option<HtmlTable>,
}

/// Text beside a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aside {
    Reading,
    Around,
}

impl Writer<'_, '_> {
    fn say(&mut self, text: &str) {
        let into = match (self.aside, &mut self.ruby, &mut self.table) {
            (Some(Aside::Around), ..) => return,
            (Some(Aside::Reading), Some((_, reading)), _) => reading,
            (_, _, Some(table)) => table.text(),
            _ => &mut self.text,
        };
        // A line end is kept until the text is complete: only then is it known what it separates.
        let mut rest = text;
        while !rest.is_empty() {
            let (apart, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len()));
            let (word, more) = after.split_at(after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len()));
            if !apart.is_empty() {
                into.push(if apart.contains('\n') { '\n' } else { ' ' });
            }
            into.push_str(word);
            rest = more;
        }
    }

    fn open(&mut self, element: &Element) {
        let name = element.name();
        if LEFT_OUT.contains(&name) {
            self.left_out += 1;
        }
        if self.left_out > 0 {
            return;
        }
        match name {
            "title" => self.flush(),
            "ruby" => self.ruby = Some((self.place().len(), String::new())),
            "rt" => self.aside = Some(Aside::Reading),
            "rp" => self.aside = Some(Aside::Around),
            "br" => match &mut self.table {
                Some(table) => table.text().push(' '),
                None => self.flush(),
            },
            "table" => match &mut self.table {
                Some(table) => table.inside += 1,
                None => {
                    self.flush();
                    self.table = Some(HtmlTable::default());
                }
            },
            "tr" | "td" | "th" | "caption" if self.table.is_some() => {
                if let Some(table) = &mut self.table {
                    table.open(element);
                }
            }
            _ if INLINE.contains(&name) || self.table.is_some() => {}
            _ => {
                self.flush();
                self.heading = name.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
                self.item = name == "li";
            }
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if LEFT_OUT.contains(&name) {
            self.left_out = self.left_out.saturating_sub(1);
            return;
        }
        if self.left_out > 0 {
            return;
        }
        match name {
            "title" => {
                let title = std::mem::take(&mut self.text);
                self.title = Some(on_one_line(&title).trim().to_owned()).filter(|title| !title.is_empty());
            }
            "rt" | "rp" => self.aside = None,
            "ruby" => {
                if let Some((from, reading)) = self.ruby.take() {
                    let word = on_one_line(self.place().get(from..).unwrap_or_default());
                    self.read.push((word, on_one_line(&reading)));
                }
            }
            "a" => {
                if let Some(address) =
                    element.attr("href").filter(|address| address.starts_with("http://") || address.starts_with("https://"))
                {
                    let link = format!(" <{address}>");
                    self.place().push_str(&link);
                }
            }
            "table" => match &mut self.table {
                Some(table) if table.inside > 0 => table.inside -= 1,
                _ => {
                    if let Some(table) = self.table.take() {
                        table.write(self.blocks);
                        self.readings();
                    }
                }
            },
            "td" | "th" | "caption" if self.table.is_some() => {
                if let Some(table) = &mut self.table {
                    table.close();
                }
            }
            _ if INLINE.contains(&name) || self.table.is_some() => {}
            _ => self.flush(),
        }
    }

    /// Returns the text that is being written.
    fn place(&mut self) -> &mut String {
        match &mut self.table {
            Some(table) => table.text(),
            None => &mut self.text,
        }
    }

    /// Ends the open paragraph.
    fn flush(&mut self) {
        let text = on_one_line(&std::mem::take(&mut self.text));
        let text = text.trim();
        let item = std::mem::take(&mut self.item);
        if text.is_empty() {
            return;
        }
        match self.heading.take() {
            Some(level) => {
                if level == 1 && !std::mem::replace(&mut self.titled, true) {
                    self.title = Some(text.to_owned());
                }
                self.blocks.heading(level, text);
            }
            None if item => self.blocks.item(text),
            None => self.blocks.paragraph(text),
        }
        self.readings();
    }

    /// Writes the readings of the words in the last paragraph.
    fn readings(&mut self) {
        let told: Vec<String> = self.read.drain(..).map(|(word, reading)| format!("{word}（{reading}）")).collect();
        if !told.is_empty() {
            self.blocks.paragraph(&format!("よみ：{}", told.join("、")));
        }
    }
}

/// Returns a text on one line: white space becomes one space, and a line end between Japanese characters disappears. The wide space is a
/// character like any other.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for (at, part) in text.split('\n').enumerate() {
        let narrow = |c: Option<char>| c.is_none_or(|c| c.is_ascii());
        let part = part.trim_matches(' ');
        if at > 0 && (narrow(line.chars().next_back()) || narrow(part.chars().next())) {
            line.push(' ');
        }
        line.push_str(part);
    }
    line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Cell as it is written in the source.
#[derive(Clone, Default)]
struct SpanningCell {
    text: String,
    head: bool,
    columns: usize,
    rows: usize,
}

/// Table that is being read.
#[derive(Default)]
struct HtmlTable {
    caption: String,
    rows: Vec<Vec<SpanningCell>>,
    /// True if the caption is open.
    in_caption: bool,
    /// Text in the table outside its cells.
    outside: String,
    /// True if a cell is open.
    in_cell: bool,
    /// Number of open tables within this one.
    inside: usize,
}

impl HtmlTable {
    fn open(&mut self, element: &Element) {
        if self.inside > 0 {
            // A table in a cell becomes words, with spaces between its cells and commas between its rows.
            let sign = if element.name() == "tr" { '、' } else { ' ' };
            let text = self.text();
            if !text.is_empty() {
                text.push(sign);
            }
            return;
        }
        let span = |name: &str| element.attr(name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
        match element.name() {
            "tr" => self.rows.push(Vec::new()),
            "caption" => self.in_caption = true,
            head => {
                if self.rows.is_empty() {
                    self.rows.push(Vec::new());
                }
                let cell = SpanningCell { text: String::new(), head: head == "th", columns: span("colspan"), rows: span("rowspan") };
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
                self.in_cell = true;
            }
        }
    }

    fn close(&mut self) {
        if self.inside == 0 {
            (self.in_caption, self.in_cell) = (false, false);
        }
    }

    fn text(&mut self) -> &mut String {
        if self.in_caption {
            return &mut self.caption;
        }
        match self.rows.last_mut().and_then(|row| row.last_mut()).filter(|_| self.in_cell) {
            Some(cell) => &mut cell.text,
            None => &mut self.outside,
        }
    }

    /// Writes the rows, with each cell at every place that it spans.
    fn write(self, blocks: &mut Blocks) {
        let caption = on_one_line(&self.caption);
        if !caption.trim().is_empty() {
            blocks.paragraph(caption.trim());
        }
        blocks.table();
        // Cells of rows above that reach down to this one, by column.
        let mut reaching: BTreeMap<usize, (usize, SpanningCell)> = BTreeMap::new();
        for row in self.rows {
            let (mut cells, mut head, mut own) = (Vec::new(), true, row.into_iter());
            loop {
                let column = cells.len();
                if let Some((left, cell)) = reaching.get_mut(&column) {
                    head &= cell.head;
                    cells.push(cell.text.clone());
                    *left -= 1;
                    if *left == 0 {
                        reaching.remove(&column);
                    }
                    continue;
                }
                let Some(mut cell) = own.next() else { break };
                cell.text = on_one_line(&cell.text).trim().to_owned();
                head &= cell.head;
                for at in column..column + cell.columns {
                    cells.push(cell.text.clone());
                    if cell.rows > 1 {
                        reaching.insert(at, (cell.rows - 1, cell.clone()));
                    }
                }
            }
            blocks.row(cells, head);
        }
    }
}
