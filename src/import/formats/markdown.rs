//! Conversion of Markdown to blocks: headings and tables by their marks; everything else as lines, which may be broken as in any text.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::text::set_lines;
use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Reader of Markdown.
pub(super) const READER: FormatReader = FormatReader { format: Format::Markdown, tells: |input| input.is_named(&["md", "markdown"]), read };

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let text = input.text()?;
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    let mut counter = LineCounter { text, counted: (0, 0) };
    // End of the text that has been written.
    let mut written = 0;
    while let Some((event, range)) = events.next() {
        let Event::Start(tag) = event else { continue };
        match tag {
            Tag::Heading { level, .. } => {
                lines(text, written..range.start, &mut counter, blocks);
                blocks.at(counter.line_of(range.start));
                blocks.heading(depth(level), &inner(&mut events, |end| matches!(end, TagEnd::Heading(_))));
                written = range.end;
            }
            Tag::Table(_) => {
                lines(text, written..range.start, &mut counter, blocks);
                table(&mut counter, &mut events, blocks);
                written = range.end;
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => {
                let fields = inner(&mut events, |end| matches!(end, TagEnd::MetadataBlock(_)));
                if let Some(title) = fields.lines().find_map(|line| line.strip_prefix("title:")) {
                    blocks.title(title.trim().trim_matches(['"', '\'']));
                }
                written = range.end;
            }
            _ => {}
        }
    }
    lines(text, written..text.len(), &mut counter, blocks);
    Ok(())
}

/// Counter of a text's lines that continues from the last request: a large text is gone through once.
struct LineCounter<'t> {
    text: &'t str,
    /// Byte offset up to which line ends are counted, and their number.
    counted: (usize, usize),
}

impl LineCounter<'_> {
    /// Returns the line, from 1, of a byte offset.
    fn line_of(&mut self, at: usize) -> usize {
        let (from, ends) = if at < self.counted.0 { (0, 0) } else { self.counted };
        let between = self.text.as_bytes().get(from..at).unwrap_or_default();
        self.counted = (at, ends + between.iter().filter(|byte| **byte == b'\n').count());
        self.counted.1 + 1
    }
}

fn lines(text: &str, range: Range<usize>, counter: &mut LineCounter, blocks: &mut Blocks) {
    let before = counter.line_of(range.start) - 1;
    set_lines(&text.get(range).unwrap_or_default().lines().collect::<Vec<_>>(), before, blocks);
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Returns the text up to an end, without marks.
fn inner<'t>(events: &mut impl Iterator<Item = (Event<'t>, Range<usize>)>, ends: impl Fn(&TagEnd) -> bool) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(end) if ends(&end) => break,
            _ => {}
        }
    }
    text
}

fn table<'t>(counter: &mut LineCounter, events: &mut impl Iterator<Item = (Event<'t>, Range<usize>)>, blocks: &mut Blocks) {
    blocks.table();
    let (mut row, mut head) = (Vec::new(), false);
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::TableHead) => head = true,
            Event::Start(Tag::TableCell) => row.push(inner(events, |end| *end == TagEnd::TableCell)),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                blocks.at(counter.line_of(range.start));
                blocks.row(std::mem::take(&mut row), head);
                head = false;
            }
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
}
