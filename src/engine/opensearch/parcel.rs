//! What is packed in the index so that this program reads it back, and whether it may be shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use borsh::{BorshDeserialize, BorshSerialize};
use serde_json::Value;

use crate::model::{Excerpt, Id, Link, Record};
use crate::text::clean::clean_lines;

/// Record and original text as the program reads them back. Its links are packed by themselves: there may be thousands, and few of the records
/// on a screen show theirs.
#[derive(BorshSerialize, BorshDeserialize, Debug)]
pub(super) struct Parcel {
    pub record: Record,
    pub excerpts: Vec<Excerpt>,
}

impl Parcel {
    /// Returns true if no text in it has a character that a terminal would obey. Whoever can write to the index can write anything.
    pub fn is_clean(&self) -> bool {
        let of_record = serde_json::to_value(&self.record).is_ok_and(|record| is_clean(&record));
        let of_excerpts =
            self.excerpts.iter().flat_map(|excerpt| excerpt.lines.iter().chain([&excerpt.file])).all(|text| is_clean_text(text));
        of_record && of_excerpts
    }
}

/// Returns true if no text in links has a character that a terminal would obey.
pub(super) fn are_clean(links: &[Link]) -> bool {
    links.iter().all(|link| {
        let place = link.source.as_ref().and_then(|place| place.slide.as_deref());
        Id::is_well_formed(link.id.as_str()) && link.words.as_deref().into_iter().chain(place).all(is_clean_text)
    })
}

pub(super) fn is_clean_text(text: &str) -> bool {
    clean_lines(text) == text
}

/// Returns true if no text in a value has a character that a terminal would obey.
pub(super) fn is_clean(value: &Value) -> bool {
    match value {
        Value::String(text) => is_clean_text(text),
        Value::Array(values) => values.iter().all(is_clean),
        Value::Object(fields) => fields.values().all(is_clean),
        _ => true,
    }
}

/// Packs bytes as a text.
pub(super) fn packed(value: &impl BorshSerialize) -> Option<String> {
    Some(STANDARD.encode(borsh::to_vec(value).ok()?))
}

/// Unpacks what [`packed`] has packed; `None` if it is damaged, or was packed by another version.
pub(super) fn unpacked<T: BorshDeserialize>(text: &str) -> Option<T> {
    T::try_from_slice(&STANDARD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    fn parcel(title: &str) -> Parcel {
        let section = Section { id: Id::new("d/section/1"), title: title.to_owned(), ..Section::default() };
        Parcel { record: Record::Section(section), excerpts: Vec::new() }
    }

    #[test]
    fn a_record_is_read_back_as_it_was_packed_and_no_other() {
        let text = packed(&parcel("感染症\n対策")).unwrap_or_default();
        let read: Option<Parcel> = unpacked(&text);
        assert_eq!(read.as_ref().map(|parcel| parcel.record.title()), Some("感染症\n対策"));
        assert!(read.is_some_and(|parcel| parcel.is_clean()));
        assert!(unpacked::<Parcel>(text.get(..text.len() / 2).unwrap_or_default()).is_none());
        assert!(unpacked::<Parcel>("???").is_none());
    }

    #[test]
    fn what_a_terminal_would_obey_is_seen_wherever_it_is() {
        assert!(!parcel("感染症\u{1b}[2J").is_clean() && !parcel("\u{202e}").is_clean() && !parcel("\u{9b}31m").is_clean());
        let excerpt =
            Excerpt { record: Id::new("a"), document: Id::new("d"), file: String::new(), page: None, lines: vec!["\u{7}".to_owned()] };
        assert!(!Parcel { excerpts: vec![excerpt], ..parcel("a") }.is_clean());
    }
}
