//! Conversion of slides to blocks: each slide a page, its title a heading, its tables by rows.

use super::office::{BodyReader, Package, damaged, has_part};
use super::{Format, FormatReader, Input};
use crate::import::Error;
use crate::import::blocks::Blocks;

/// Reader of slides.
pub(super) const READER: FormatReader = FormatReader { format: Format::Pptx, tells: |input| has_part(input, "ppt/presentation.xml"), read };

fn read(input: &Input, blocks: &mut Blocks) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let number = |name: &str| name.strip_prefix("ppt/slides/slide")?.strip_suffix(".xml")?.parse::<u32>().ok();
    let mut slides: Vec<(u32, String)> = package.names().into_iter().filter_map(|name| Some((number(&name)?, name))).collect();
    slides.sort();
    for (page, (_, name)) in (1..).zip(slides) {
        let slide = package.part(&name)?.unwrap_or_default();
        blocks.page(page);
        BodyReader::new(blocks, |_| None).read(&slide).map_err(|reason| damaged(input, &format!("{name}: {reason}")))?;
    }
    Ok(())
}
