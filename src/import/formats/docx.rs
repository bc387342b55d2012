//! Conversion of Word documents to blocks: headings by their styles, tables with merged cells, tracked changes as accepted.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::office::{BodyReader, Package, attribute, damaged, has_part};
use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Reader of Word documents.
pub(super) const READER: FormatReader = FormatReader { format: Format::Docx, tells: |input| has_part(input, BODY), read };

/// Name of the part with the text.
const BODY: &str = "word/document.xml";

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let styles = package.part("word/styles.xml")?.map(|styles| levels(&styles)).unwrap_or_default();
    let body = package.part(BODY)?.unwrap_or_default();
    let level = |style: &str| styles.get(style).copied();
    BodyReader::new(blocks, level).read(&body).map_err(|reason| damaged(input, &reason))
}

/// Returns the levels of the styles that are headings, by their ids; 0 is the style of the document's title.
fn levels(styles: &str) -> HashMap<String, u8> {
    let mut levels = HashMap::new();
    let mut reader = Reader::from_str(styles);
    let mut style: Option<String> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "style" => style = attribute(&element, "styleId"),
            Ok(Event::End(element)) if element.local_name().as_ref() == "style" => style = None,
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let Some(id) = &style else { continue };
                let value = attribute(&element, "val").unwrap_or_default();
                match element.local_name().as_ref() {
                    "name" => {
                        let name = value.to_lowercase();
                        let level = ["heading ", "見出し "].iter().find_map(|way| name.strip_prefix(way)?.trim().parse::<u8>().ok());
                        let title = (name == "title" || name == "表題").then_some(0);
                        levels.extend(level.or(title).map(|level| (id.clone(), level)));
                    }
                    "outlineLvl" => {
                        let level = value.parse::<u8>().ok().filter(|level| *level < 9).map(|level| level + 1);
                        if let Some(level) = level {
                            levels.entry(id.clone()).or_insert(level);
                        }
                    }
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => return levels,
            Ok(_) => {}
        }
    }
}
