//! Who may use whom, as `src/lib.rs` says it: no folder reaches up, and each dangerous thing stays in its room.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("files", &[]),
    ("model", &["text"]),
    ("review", &["model", "text"]),
    ("corpus", &["review", "model", "text", "files"]),
    ("import", &["corpus", "review", "model", "text"]),
    ("analysis", &["text", "files"]),
    ("query", &["model", "analysis", "text"]),
    ("engine", &["query", "analysis", "model", "text", "files"]),
    ("present", &["model", "engine", "query", "text"]),
    ("app", &["model", "engine", "query", "present", "text"]),
    ("ui", &["model", "app", "present", "text", "engine", "query"]),
    ("tui", &["model", "app", "ui", "engine", "text", "files"]),
    ("cli", &["corpus", "import", "review", "model", "analysis", "query", "engine", "text", "files", "present", "app", "ui", "tui"]),
];

/// Words that only some folders may say, and why.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    (
        "lindera::",
        &["analysis/dictionary.rs", "analysis/ipadic.rs", "analysis/analyser.rs"],
        "the dictionary's library is named where words are made",
    ),
    ("tantivy", &["engine/tantivy", "engine/mod.rs"], "one engine is nobody else's business"),
    (
        "toml::",
        &["corpus", "analysis/settings.rs", "files/folder.rs", "cli/config.rs"],
        "TOML is read by the corpus, by the settings of `index/`, by the lists of whole folders and by the configuration",
    ),
    (
        "std::fs",
        &[
            "files",
            "corpus",
            "analysis",
            "engine/tantivy",
            "import/formats/mod.rs",
            "import/sheets.rs",
            "cli/export.rs",
            "cli/import.rs",
            "cli/sheets.rs",
            "cli/config.rs",
            "tui/kept.rs",
        ],
        "files belong to corpus, dictionary and index, to what a command reads and writes, and to what is kept",
    ),
    (
        "std::thread",
        &["analysis/dictionary.rs", "engine", "tui", "import/formats/pdf.rs", "corpus/seen.rs", "files/lock.rs"],
        "threads belong to dictionary and index, the loop, the reading of PDFs, the look at a library's many files and the wait for a lock",
    ),
    ("crossterm", &["tui", "app/keymap.rs"], "the terminal belongs to tui"),
    ("Color::", &["ui/theme.rs", "ui/palette.rs"], "colours have names"),
    ("println!", &[], "only cli::output prints"),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The lines of product code: without comments and without the tests at a file's end.
fn product(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(number, line)| (number + 1, line))
}

/// The crate's folders that a line names: `crate::model::…`, and each of `crate::{app, ui::…}`.
fn named(line: &str) -> Vec<String> {
    let word = |text: &str| text.trim_start().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let mut start = 0;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth > 0 => depth -= 1,
                        ',' | '}' if depth == 0 => {
                            names.push(word(&group[start..at]));
                            start = at + 1;
                            if c == '}' {
                                break;
                            }
                        }
                        _ => {}
                    }
                }
            }
            None => names.push(word(rest)),
        }
    }
    names
}

fn forbidden(folder: &str, line: &str) -> Option<String> {
    let allowed = MAY_USE.iter().find(|(name, _)| *name == folder).map_or(&[][..], |(_, allowed)| allowed);
    let known = |name: &String| MAY_USE.iter().any(|(folder, _)| folder == name);
    named(line).into_iter().filter(known).find(|name| name != folder && !allowed.contains(&name.as_str()))
}

#[test]
fn no_folder_uses_one_that_it_must_not() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in files(&src) {
        let below = path.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
        let Some((folder, _)) = below.split_once('/') else { continue };
        assert!(MAY_USE.iter().any(|(name, _)| *name == folder), "src/{folder} is not in the table");
        for (number, line) in product(&fs::read_to_string(&path).unwrap()) {
            if let Some(other) = forbidden(folder, line) {
                wrong.push(format!("src/{below}:{number} {folder} -> {other}"));
            }
            for (word, rooms, why) in ONLY_IN {
                // The folder of an engine has the name of its library.
                if line.replace("engine::tantivy", "").contains(word) && !rooms.iter().any(|room| below.starts_with(room)) {
                    wrong.push(format!("src/{below}:{number} says {word}: {why}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Folders in which no file uses one that uses it in turn, be it by way of others.
const WITHOUT_CIRCLES: [&str; 17] = [
    "review",
    "analysis",
    "corpus",
    "engine",
    "engine/tantivy",
    "files",
    "import",
    "import/facts",
    "import/formats",
    "present",
    "present/article",
    "present/words",
    "present/writers",
    "query",
    "text",
    "tui",
    "ui",
];

/// Which files of a folder each of them uses, by name or by what the folder's `mod.rs` hands on. `mod.rs` itself, where all meet, does not count.
fn uses(folder: &str, files: &BTreeMap<String, String>, front: &str) -> BTreeMap<String, BTreeSet<String>> {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let mut handed_on: BTreeMap<String, String> = BTreeMap::new();
    for used in front.split("use ").skip(1).filter_map(|rest| rest.split(';').next()) {
        if let Some((file, names)) = used.split_once("::").filter(|(file, _)| files.contains_key(*file)) {
            handed_on.extend(words(names).into_iter().map(|name| (name, file.to_owned())));
        }
    }
    let from_here = [format!("crate::{}::", folder.replace('/', "::")), "super::".to_owned()];
    let named = |text: &str| {
        let mut named = BTreeSet::new();
        for start in &from_here {
            for (at, _) in text.match_indices(start.as_str()).filter(|(at, _)| !text[..*at].ends_with("super::")) {
                let rest = &text[at + start.len()..];
                let end = if rest.starts_with('{') { rest.find("};") } else { rest.find(|c: char| !c.is_alphanumeric() && c != '_') };
                for word in words(&rest[..end.unwrap_or(rest.len())]) {
                    named.extend(if files.contains_key(&word) { Some(word) } else { handed_on.get(&word).cloned() });
                }
            }
        }
        named
    };
    files.iter().map(|(name, text)| (name.clone(), named(text).into_iter().filter(|other| other != name).collect())).collect()
}

/// The files that can be come back to by following what they use.
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reached = |from: &String| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(next) = open.pop() {
            open.extend(uses[next].iter().filter(|other| reached.insert((*other).clone())));
        }
        reached
    };
    uses.keys().filter(|name| reached(name).contains(*name)).cloned().collect()
}

#[test]
fn no_file_leads_back_to_itself() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in WITHOUT_CIRCLES {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for entry in fs::read_dir(src.join(folder)).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
            let code: Vec<String> =
                product(&fs::read_to_string(entry.path()).unwrap()).map(|(_, line)| line.split("//").next().unwrap().to_owned()).collect();
            files.insert(entry.path().file_stem().unwrap().to_string_lossy().into_owned(), code.join("\n"));
        }
        let front = files.remove("mod").unwrap();
        assert_eq!(circles(&uses(folder, &files, &front)), Vec::<String>::new(), "files of src/{folder} that use each other in a circle");
    }
}

#[test]
fn a_planted_circle_is_found() {
    let files = [
        ("library", "use super::write;"),
        ("write", "use super::{Problem, Volume};"),
        ("raw", "use super::Problem;"),
        ("check", "crate::corpus::raw::read()"),
    ];
    let files: BTreeMap<String, String> = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let uses = uses("corpus", &files, "pub use library::{Held, Volume};");
    assert_eq!(circles(&uses), ["library", "write"]);
    assert_eq!(uses["check"], BTreeSet::from(["raw".to_owned()]));
}

#[test]
fn a_planted_arrow_is_found() {
    assert_eq!(forbidden("engine", "use crate::app::State;"), Some("app".to_owned()));
    assert_eq!(forbidden("model", "use crate::{text::fold, ui::words::Words};"), Some("ui".to_owned()));
    assert_eq!(forbidden("ui", "use crate::{app::{State, Pane}, text::width};"), None);
}

fn architecture() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap()
}

#[test]
fn the_table_is_the_one_in_the_architecture_page() {
    let page = architecture();
    for (folder, allowed) in MAY_USE {
        let row =
            page.lines().find(|line| line.starts_with(&format!("| `{folder}` |"))).unwrap_or_else(|| panic!("{folder} is not in the page"));
        if *folder != "cli" {
            let said: Vec<&str> = row.split('`').skip(3).step_by(2).collect();
            assert_eq!(&said, allowed, "{row}");
        }
    }
}

/// Names a folder's folders, without what only machines look into.
fn folders(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !["target", ".git", "node_modules"].contains(&name.as_str()));
    names.sort();
    names
}

#[test]
fn the_architecture_page_names_every_folder_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = architecture();
    let top = page.split("## The top").nth(1).unwrap().split("##").next().unwrap();
    let mut named: Vec<&str> = top.lines().filter_map(|line| line.strip_prefix("| `")?.split("/`").next()).collect();
    named.sort_unstable();
    assert_eq!(named, folders(root));
    let mut known: Vec<&str> = MAY_USE.iter().map(|(folder, _)| *folder).collect();
    known.sort_unstable();
    assert_eq!(known, folders(&root.join("src")));
    // Every file that the page names is there.
    for name in page.split('`').filter(|name| name.ends_with(".rs") && !name.contains(['<', '*'])) {
        let found = [root.join(name), root.join("src").join(name)].iter().any(|path| path.is_file());
        assert!(found, "{name} is not there");
    }
}
