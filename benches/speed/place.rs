//! Where a size is measured: a library of copies for our binary, and the same texts as files for the peers.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use portable_pty::CommandBuilder;
use shirube::corpus;
use shirube::files::seal;
use shirube::model::Record;

/// Changes with what is written here: older places are made anew.
const VERSION: &str = "3";

/// A size's folders, ready to be measured.
pub struct Place {
    pub size: usize,
    folder: PathBuf,
    /// How the text begins, as a screen shows it.
    pub first_words: String,
    /// What the first start took, which parses, checks, links and indexes everything, in seconds.
    pub first_start: f64,
}

/// Where the compiled dictionary is.
pub fn dictionary() -> PathBuf {
    use etcetera::BaseStrategy;
    let named = std::env::var_os("SHIRUBE_DICTIONARY").map(PathBuf::from);
    named.unwrap_or_else(|| etcetera::choose_base_strategy().unwrap().data_dir().join("shirube").join("dictionary"))
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => drop(write!(quoted, "\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

impl Place {
    /// A place for a library of its own, empty as it is; `first_words` are on its explorer's first screen.
    pub fn of(folder: &Path, first_words: &str) -> Self {
        for part in ["data", "index"] {
            drop(fs::remove_dir_all(folder.join(part)));
        }
        fs::create_dir_all(folder).unwrap();
        Self { size: 1, folder: folder.to_owned(), first_words: first_words.to_owned(), first_start: 0.0 }
    }

    /// The place of a size; made, unless it is there.
    pub fn made(size: usize) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench").join(size.to_string());
        let shipped = corpus::load(None).unwrap();
        let records: Vec<(&Record, String)> = shipped.records().iter().map(|record| (record, record.texts().join("\n"))).collect();
        let mark = format!("{VERSION} {:x}", corpus::hash(&corpus::sources(None).unwrap()));
        if fs::read_to_string(folder.join("made")).ok().as_deref() != Some(&mark) {
            drop(fs::remove_dir_all(&folder));
            let plain: String = records.iter().fold(String::new(), |mut all, (record, text)| {
                let _ = writeln!(all, "{}\n{text}", record.title());
                all
            });
            fs::create_dir_all(folder.join("texts")).unwrap();
            let mut all = fs::File::create(folder.join("all.txt")).unwrap();
            for copy in 0..size {
                fs::write(folder.join("texts").join(format!("{copy:04}.txt")), &plain).unwrap();
                std::io::Write::write_all(&mut all, plain.as_bytes()).unwrap();
            }
            // The shipped corpus is the first.
            for copy in 1..size {
                let document = folder.join("data").join("library").join(format!("copy-{copy:04}"));
                fs::create_dir_all(&document).unwrap();
                // Sealed, as an import writes it: of what is not, every start has to speak.
                fs::write(document.join("document.toml"), seal::seal(&volume(copy, &records))).unwrap();
            }
            fs::write(folder.join("made"), &mark).unwrap();
        }
        let first_words = records.first().map(|(record, _)| record.title().chars().take(8).collect()).unwrap_or_default();
        let mut place = Self { size, folder, first_words, first_start: 0.0 };
        place.first_start = place.started();
        place
    }

    /// Starts the binary until everything that is kept from start to start is there; what that took, now or when it was done.
    fn started(&self) -> f64 {
        let took = self.folder.join("started");
        if !self.shirube(&["index", "status"]).stdout(Stdio::null()).status().unwrap().success() {
            drop(fs::remove_dir_all(self.index()));
            // What has only just been written is not yet taken for settled.
            std::thread::sleep(std::time::Duration::from_secs(3));
            let begun = Instant::now();
            assert!(self.shirube(&["search", super::QUERIES[0]]).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success());
            fs::write(&took, begun.elapsed().as_secs_f64().to_string()).unwrap();
        }
        fs::read_to_string(&took).ok().and_then(|took| took.parse().ok()).unwrap_or(0.0)
    }

    /// The folder of the texts, a file a document.
    pub fn texts(&self) -> PathBuf {
        self.folder.join("texts")
    }

    /// All texts in one file.
    pub fn all(&self) -> PathBuf {
        self.folder.join("all.txt")
    }

    /// Where the index is.
    pub fn index(&self) -> PathBuf {
        self.folder.join("index")
    }

    /// Where the library is.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn options(&self) -> Vec<(&'static str, PathBuf)> {
        vec![("--index-dir", self.index()), ("--data-dir", self.data()), ("--config", self.config())]
    }

    /// An empty configuration: nobody's own settings are measured.
    fn config(&self) -> PathBuf {
        let path = self.folder.join("config.toml");
        if !path.exists() {
            fs::write(&path, "").unwrap();
        }
        path
    }

    /// Our binary over this size.
    pub fn shirube(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
        command.args(arguments).env("SHIRUBE_DICTIONARY", dictionary());
        for (option, path) in self.options() {
            command.arg(option).arg(path);
        }
        command
    }

    /// The explorer of a reader who has nothing of this size.
    pub fn reader(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_shirube"));
        let nothing = self.folder.join("reader");
        for (option, folder) in [("--data-dir", "data"), ("--index-dir", "index")] {
            command.arg(option);
            command.arg(nothing.join(folder));
        }
        command.env("SHIRUBE_DICTIONARY", dictionary());
        command.env("XDG_STATE_HOME", nothing.join("state"));
        command
    }

    /// The explorer over this size.
    pub fn explorer(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_shirube"));
        for (option, path) in self.options() {
            command.arg(option);
            command.arg(path);
        }
        command.env("SHIRUBE_DICTIONARY", dictionary());
        command.env("XDG_STATE_HOME", self.folder.join("state"));
        command
    }
}

/// A document of the library: every record of the shipped corpus as a section.
fn volume(copy: usize, records: &[(&Record, String)]) -> String {
    let id = format!("copy-{copy:04}");
    let mut toml = format!(
        "[original]\ndocument = \"{id}\"\nfile = \"{id}.txt\"\nformat = \"text\"\nencoding = \"UTF-8\"\nsha256 = \"{copy:064x}\"\n\n\
         [[document]]\nid = \"{id}\"\ntitle = \"写し{copy}\"\nshort_title = \"写し{copy}\"\ndocument_kind = \"slides\"\nperiod = 1\n"
    );
    for (number, (record, text)) in records.iter().enumerate() {
        let _ = write!(toml, "\n[[section]]\nid = \"{id}/section/{number}\"\ntitle = {}\nslide = \"写し\"\n", quoted(record.title()));
        if !text.is_empty() {
            let _ = writeln!(toml, "text = {}", quoted(text));
        }
    }
    toml
}
