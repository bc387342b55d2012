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
    ("ureq", &["engine/opensearch"], "the network belongs to the engine of a shared library"),
    (
        "toml::",
        &["corpus", "analysis/settings.rs", "files/folder.rs", "cli/config_file.rs"],
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
            "cli/config_file.rs",
            "cli/shared.rs",
            "tui/kept.rs",
        ],
        "files belong to corpus, dictionary and index, to what a command reads and writes, and to what is kept",
    ),
    (
        "std::thread",
        &["analysis/dictionary.rs", "engine", "tui", "import/formats/pdf.rs", "corpus/seen.rs", "files/lock.rs"],
        "threads belong to dictionary and index, the loop, the reading of PDFs, the look at a library's many files and the wait for a lock",
    ),
    ("crossterm", &["tui", "app/keymap.rs", "app/action.rs"], "the terminal belongs to tui"),
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

/// The files of the program by their modules: `app::state`; a folder's `mod.rs` by the folder's.
struct House {
    files: BTreeMap<String, String>,
}

/// A name that a file uses, as it is written and as what: `super::Id` in `model::links`; whether it only hands it on.
struct Used {
    path: Vec<String>,
    handed_on: bool,
}

impl House {
    fn read(src: &Path) -> Self {
        let module = |path: &Path| {
            let below = path.strip_prefix(src).unwrap().with_extension("").to_string_lossy().replace('/', "::");
            below.strip_suffix("::mod").map(str::to_owned).unwrap_or(below)
        };
        let text = |path: &Path| -> String {
            let text = fs::read_to_string(path).unwrap();
            product(&text).map(|(_, line)| line.split(" //").next().unwrap()).collect::<Vec<_>>().join("\n")
        };
        Self { files: files(src).iter().map(|path| (module(path), text(path))).filter(|(module, _)| module != "lib").collect() }
    }

    /// Everything that a file names by a path.
    fn used(&self, module: &str) -> Vec<Used> {
        let text = &self.files[module];
        let mut used = Vec::new();
        for (at, _) in text.match_indices("use ") {
            let before = text[..at].rsplit(['\n', ';', '{', '}']).next().unwrap_or_default().trim();
            if before.is_empty() || before.starts_with("pub") {
                let tree = text[at + "use ".len()..].split(';').next().unwrap_or_default();
                if !tree.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "_:{},*".contains(c)) {
                    continue;
                }
                expand(tree, &[], &mut |path| used.push(Used { path, handed_on: before.starts_with("pub") }));
            }
        }
        for start in ["crate::", "super::"] {
            for (at, _) in text.match_indices(start).filter(|(at, _)| !text[..*at].ends_with("::")) {
                // Who may see a thing does not use it.
                if text[..at].ends_with("in ") {
                    continue;
                }
                let end = text[at..].find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(text.len() - at);
                // A tree of names was taken apart above.
                if !text[at..at + end].ends_with("::") {
                    used.push(Used { path: text[at..at + end].split("::").map(str::to_owned).collect(), handed_on: false });
                }
            }
        }
        used
    }

    /// The file in which what a path names stands, as far as it is one of these; a folder that hands a name on is looked through.
    fn home(&self, module: &str, path: &[String], depth: usize) -> Option<String> {
        let parent = |module: &str| module.rsplit_once("::").map(|(parent, _)| parent.to_owned()).unwrap_or_default();
        let (mut at, mut rest) = match path.first()?.as_str() {
            "crate" => (String::new(), &path[1..]),
            "self" => (module.to_owned(), &path[1..]),
            "super" => (parent(module), &path[1..]),
            _ => (module.to_owned(), path),
        };
        while let Some("super") = rest.first().map(String::as_str) {
            (at, rest) = (parent(&at), &rest[1..]);
        }
        let begun = at.clone();
        while let Some(next) = rest.first() {
            let below = if at.is_empty() { next.clone() } else { format!("{at}::{next}") };
            let known = self.files.keys().any(|file| *file == below || file.starts_with(&format!("{below}::")));
            if !known {
                break;
            }
            (at, rest) = (below, &rest[1..]);
        }
        if at == begun && begun == module && !["crate", "self", "super"].contains(&path[0].as_str()) {
            return None;
        }
        let name = rest.first();
        let handed_on = name.and_then(|name| {
            let front = self.used(self.files.contains_key(&at).then_some(at.as_str())?);
            let found = front.into_iter().find(|used| used.handed_on && used.path.last() == Some(name))?;
            if depth > 8 { None } else { self.home(&at, &found.path, depth + 1) }
        });
        handed_on.or_else(|| Some(at).filter(|at| self.files.contains_key(at)))
    }

    /// Which files each file uses. What a folder only hands on, it does not use.
    fn uses(&self) -> BTreeMap<String, BTreeSet<String>> {
        let of = |module: &String| {
            let used = self.used(module).into_iter().filter(|used| !used.handed_on);
            used.filter_map(|used| self.home(module, &used.path, 0)).filter(|home| home != module).collect()
        };
        self.files.keys().map(|module| (module.clone(), of(module))).collect()
    }
}

/// Each path of a tree of names: `a::{b, c::d}` is `a::b` and `a::c::d`; of `a::{self}` and `a as b` it is `a`.
fn expand(tree: &str, above: &[String], found: &mut dyn FnMut(Vec<String>)) {
    let tree = tree.trim();
    let (path, group) = match tree.find('{') {
        Some(at) => (tree[..at].trim().trim_end_matches("::"), Some(&tree[at + 1..tree.rfind('}').unwrap_or(tree.len())])),
        None => (tree, None),
    };
    let path = path.split(" as ").next().unwrap_or(path);
    let parts = path.split("::").map(str::trim).filter(|part| !part.is_empty() && (*part != "self" || above.is_empty()));
    let here: Vec<String> = above.iter().cloned().chain(parts.map(str::to_owned)).collect();
    let Some(group) = group else { return found(here) };
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    expand(&group[start..at], &here, found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The files that can be come back to by following what they use, each with how.
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let way_back = |from: &String| {
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open: Vec<&str> = vec![from];
        while let Some(next) = open.pop() {
            for other in uses.get(next).into_iter().flatten() {
                if other == from {
                    let way = std::iter::successors(Some(next), |at| before.get(at).copied());
                    let mut way: Vec<&str> = way.collect();
                    way.reverse();
                    return Some(format!("{} -> {from}", way.join(" -> ")));
                }
                if !before.contains_key(other.as_str()) {
                    before.insert(other, next);
                    open.push(other);
                }
            }
        }
        None
    };
    uses.keys().filter_map(way_back).collect()
}

#[test]
fn no_file_leads_back_to_itself() {
    let house = House::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let circles = circles(&house.uses());
    assert!(circles.is_empty(), "files that use each other in a circle:\n{}", circles.join("\n"));
}

#[test]
fn a_planted_circle_is_found() {
    let files = [
        ("corpus", "mod library; pub use library::{Held, Volume}; mod write;"),
        ("corpus::library", "use crate::corpus::write;"),
        ("corpus::write", "use super::{Problem, Volume};"),
        ("corpus::raw", "use std::fmt; use crate::{corpus::{Held as Kept}, text};"),
        ("corpus::check", "fn check() { crate::corpus::raw::read() }"),
        ("text", ""),
    ];
    let house = House { files: files.map(|(name, text)| (name.to_owned(), text.to_owned())).into() };
    let uses = house.uses();
    assert_eq!(circles(&uses).len(), 2, "{uses:?}");
    assert_eq!(uses["corpus::check"], BTreeSet::from(["corpus::raw".to_owned()]));
    assert_eq!(uses["corpus::raw"], BTreeSet::from(["corpus::library".to_owned(), "text".to_owned()]));
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
