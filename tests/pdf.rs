//! A writer of plain PDFs: text at places of pages, in a Japanese font that is not embedded.

use std::fmt::Write as _;

/// A piece of text, with its place in points from the left and from the top of its page.
pub type Piece = (usize, usize, String);

/// Objects that stand before those of the pages.
const COMMON: usize = 5;

/// A PDF of these pages.
pub fn pdf(pages: &[Vec<Piece>]) -> Vec<u8> {
    let kids: String = (0..pages.len()).fold(String::new(), |mut kids, page| {
        let _ = write!(kids, "{} 0 R ", COMMON + 1 + page * 2);
        kids
    });
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/HeiseiMin-W3/Encoding/UniJIS-UTF16-H/DescendantFonts[4 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiMin-W3/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>\
         /DW 1000/W[1 95 500 231 325 500]/FontDescriptor 5 0 R>>"
            .to_owned(),
        "<</Type/FontDescriptor/FontName/HeiseiMin-W3/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight \
         700/StemV 80>>"
            .to_owned(),
    ];
    debug_assert_eq!(objects.len(), COMMON);
    for pieces in pages {
        let content = COMMON + 2 + (objects.len() - COMMON);
        objects.push(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {content} 0 R>>"));
        let text = pieces.iter().fold(String::new(), |mut text, piece| {
            let _ = shown(&mut text, piece);
            text
        });
        objects.push(format!("<</Length {}>>stream\n{text}endstream", text.len()));
    }
    let mut file = "%PDF-1.5\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let at = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

/// What shows a piece of text at its place.
fn shown(content: &mut String, (x, y, text): &Piece) -> std::fmt::Result {
    write!(content, "BT /F1 10 Tf {x} {} Td <", 830 - y)?;
    text.encode_utf16().try_for_each(|unit| write!(content, "{unit:04X}"))?;
    content.push_str("> Tj ET\n");
    Ok(())
}
