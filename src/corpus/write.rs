//! Writing of a library document as TOML, in the form in which `records` reads it. A field that is `None` has no line.

use super::records::{CorpusFile, ExcerptToml};
use super::volume::LibraryDocument;

/// Writes a document as TOML, piece by piece, so that a large one is never in memory a second time.
///
/// # Errors
/// If something in it cannot be expressed in TOML.
pub(super) fn toml(volume: &LibraryDocument, out: &mut dyn FnMut(&str)) -> Result<(), toml::ser::Error> {
    // Readings and excerpts, of which a large document has many, are written one by one.
    let one = |file: CorpusFile| toml::to_string_pretty(&file);
    out(&format!(
        "# {} から取り込んだもの。手で直してよい（直したら shirube library accept）。\n\n{}",
        crate::text::clean::clean(&volume.original.file),
        toml::to_string_pretty(&CorpusFile::of(volume))?
    ));
    for reading in &volume.readings {
        out(&format!("\n{}", one(CorpusFile { reading: vec![reading.clone()], ..CorpusFile::default() })?));
    }
    for excerpt in &volume.excerpts {
        out(&format!("\n{}", one(CorpusFile { excerpt: vec![ExcerptToml::of(excerpt)], ..CorpusFile::default() })?));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;
    use crate::corpus::records::KpiToml;
    use crate::corpus::volume::Original;
    use crate::model::{Kind, Kpi, Record};

    #[test]
    fn a_target_is_written_with_its_deadline_and_as_printed() {
        let corpus = crate::corpus::load(None).unwrap();
        let kpis = || corpus.of_kind(Kind::Kpi).filter_map(|record| if let Record::Kpi(kpi) = record { Some(kpi) } else { None });
        for kpi in kpis().filter(|kpi| kpi.target.is_some()) {
            let written = toml::Table::try_from(KpiToml::of(kpi)).unwrap();
            let (target, printed) = (&written["target"], kpi.target.as_ref().unwrap());
            assert_eq!(target.get("by").and_then(toml::Value::as_integer), printed.by.map(i64::from), "{}", kpi.id);
            assert_eq!(target.get("printed").and_then(toml::Value::as_str), printed.printed.as_deref(), "{}", kpi.id);
        }
    }

    #[test]
    fn a_latest_value_is_given_no_measure_that_it_has_not() {
        let corpus = crate::corpus::load(None).unwrap();
        let kpis = || corpus.of_kind(Kind::Kpi).filter_map(|record| if let Record::Kpi(kpi) = record { Some(kpi) } else { None });
        let mut kpi = kpis().find(|kpi| kpi.latest.as_ref().is_some_and(|latest| latest.basis.is_some())).unwrap().clone();
        let written = |kpi: &Kpi| {
            let records = vec![Record::Kpi(kpi.clone())];
            let empty = String::new;
            let original = Original { document: "x".into(), file: empty(), format: empty(), encoding: empty(), sha256: empty() };
            let volume = LibraryDocument {
                id: "x".to_owned(),
                original,
                records,
                entries: Vec::new(),
                readings: Vec::new(),
                excerpts: Vec::new(),
                lineage: Vec::new(),
            };
            let mut text = String::new();
            toml(&volume, &mut |piece| text.push_str(piece)).unwrap();
            text.parse::<toml::Table>().unwrap()["kpi"][0]["latest"].clone()
        };
        assert!(written(&kpi).get("basis").is_some());
        kpi.latest.as_mut().unwrap().basis = None;
        assert_eq!(written(&kpi).get("basis"), None);
    }
}
