//! Properties of any input, tried with random texts, with the texts of our own documents, and with what the fuzzer once found
//! (`findings/`, one file a finding, named by its property).

mod checks;

use std::fs;
use std::path::Path;

use proptest::prelude::*;

/// Texts of the kinds that readers, documents and enemies write.
fn texts() -> impl Strategy<Value = String> {
    let japanese = "[ぁ-んァ-ヶー一-龠、。「」（）・①-⑳ｱ-ﾝﾞﾟ０-９Ａ-Ｚ 　\n]{0,80}";
    let query = "[a-z:\"()<>=. \\-治験厚府省種別年度億円0-9R]{0,60}";
    let toml = "(\\[\\[(document|section|project|programme|kpi|entry|lineage|excerpt)\\]\\]\n|[a-z_]{1,12} = (\"[^\"\\\\]{0,12}\"|[0-9.-]{1,6}|\\[\\]|true)\n){0,12}";
    prop_oneof![japanese, query, toml, "\\PC{0,60}", any::<String>()]
}

proptest! {
    #[test]
    fn the_corpus_reader_takes_anything(text in texts()) {
        checks::corpus_reader(&text);
    }

    #[test]
    fn any_query_is_understood_somehow(text in texts()) {
        checks::query(&text);
    }

    #[test]
    fn any_text_is_folded_and_cleaned(text in texts()) {
        checks::folding(&text);
    }

    #[test]
    fn any_text_is_broken_into_lines(text in texts(), columns in 1_usize..60) {
        checks::breaking(&text, columns);
    }

    #[test]
    fn any_document_is_taken_apart_or_refused(text in texts(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        checks::importer(text.as_bytes());
        checks::importer(&bytes);
        for read in [checks::csv, checks::docx, checks::pptx, checks::xlsx, checks::review] {
            read(text.as_bytes());
            read(&bytes);
        }
    }

    #[test]
    fn any_name_of_a_key_is_taken_or_refused(text in texts()) {
        checks::keys(&text);
    }
}

#[test]
fn our_own_documents_hold_what_any_input_holds() {
    for file in shirube::corpus::shipped() {
        checks::corpus_reader(&file.text);
        checks::importer(file.text.as_bytes());
        for line in file.text.lines() {
            checks::folding(line);
            checks::breaking(line, 30);
            checks::query(line);
        }
    }
}

#[test]
fn any_table_of_the_review_sheets_is_read_however_it_is_cut() {
    for (_, text) in crate::sheets::made::tables(2024) {
        let bytes = text.as_bytes();
        (0..bytes.len()).step_by(37).for_each(|end| checks::review(&bytes[..end]));
    }
}

#[test]
fn what_the_fuzzer_found_is_found_no_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/properties/findings");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let content = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&content);
        match path.file_stem().unwrap().to_string_lossy().split('-').next().unwrap() {
            "corpus_reader" => checks::corpus_reader(&text),
            "query" => checks::query(&text),
            "folding" => checks::folding(&text),
            "breaking" => (1..40).for_each(|columns| checks::breaking(&text, columns)),
            "importer" => checks::importer(&content),
            "csv" => checks::csv(&content),
            "docx" => checks::docx(&content),
            "pptx" => checks::pptx(&content),
            "xlsx" => checks::xlsx(&content),
            "review" => checks::review(&content),
            "keys" => checks::keys(&text),
            "README" => {}
            other => panic!("{other} is no property"),
        }
    }
}
