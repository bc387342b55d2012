//! Text from outside that a terminal would obey, or that nobody would see, is not printed raw by any command, on any stream, in any form.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use shirube::corpus;
use shirube::model::{Kind, Named};
use shirube::text::clean::is_suspect;

use crate::support::{Home, stdout};

/// Colours, a title, a device control string, C1 controls, direction overrides, invisible characters, bells and backspaces, a carriage return.
pub const HOSTILE: &str = "蛍光\u{1b}[31m\u{1b}]0;x\u{7}\u{1b}P1$q\u{1b}\\\u{9b}2J\u{9d}0;y\u{9c}\u{90}z\u{85}\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{e0041}\u{8}\u{7f}\r猫";
const FORMATS: [&str; 4] = ["table", "json", "csv", "tsv"];

/// The first sign in printed bytes that a terminal would obey; colours of our own are none. A tab parts the cells of TSV.
pub fn raw(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("bytes that are no UTF-8".to_owned()) };
    let ours = ["\u{1b}[1;33m", "\u{1b}[0m"].iter().fold(text.to_owned(), |text, colour| text.replace(colour, ""));
    let found = ours.chars().find(|c| is_suspect(*c) && !matches!(c, '\n' | '\t'));
    found.map(|c| format!("U+{:04X} in {:?}", u32::from(c), ours.chars().take(300).collect::<String>()))
}

fn assert_clean(output: &Output, what: &dyn std::fmt::Debug) {
    for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        if let Some(found) = raw(bytes) {
            panic!("{what:?}: {stream} has {found}");
        }
    }
    assert!(output.status.code().is_some_and(|code| code <= 2), "{what:?}: {:?}", output.status);
}

/// Runs a command and says what it printed, which is clean.
fn clean(home: &Home, arguments: &[&str]) -> Output {
    let output = home.run(arguments);
    assert_clean(&output, &arguments);
    output
}

/// The shipped corpus with hostile text in all that is free text: escaped as TOML can, and raw where TOML lets it stand.
pub fn hostile_corpus() -> tempfile::TempDir {
    const KEYS: [&str; 11] =
        ["title", "short_title", "text", "note", "gloss", "summary", "status", "expansion", "role", "office", "support"];
    let escaped: String =
        HOSTILE.chars().map(|c| if is_suspect(c) || c == '\\' { format!("\\U{:08x}", u32::from(c)) } else { c.to_string() }).collect();
    let allowed: String = HOSTILE.chars().filter(|c| !c.is_ascii_control() && *c != '\\').collect();
    let dir = tempfile::tempdir().unwrap();
    for source in corpus::shipped() {
        let path = dir.path().join(&source.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let lines = source.text.lines().map(|line| match line.split_once(" = \"") {
            Some((key, value)) if KEYS.contains(&key.trim()) && !value.starts_with("\"\"") => {
                format!("{key} = \"{escaped}{allowed}{value}\n")
            }
            _ => format!("{line}\n"),
        });
        fs::write(path, lines.collect::<String>()).unwrap();
    }
    dir
}

#[test]
fn the_shipped_corpus_needs_no_cleaning() {
    for source in corpus::shipped() {
        assert_eq!(raw(source.text.as_bytes()), None, "{}", source.path);
    }
}

#[test]
fn a_hostile_corpus_is_printed_clean_by_every_command_in_every_form() {
    let home = Home::new();
    let dir = hostile_corpus();
    let corpus = dir.path().to_str().unwrap();
    let run = |arguments: &[&str]| clean(&home, &[arguments, &["--corpus", corpus]].concat());
    assert!(run(&["check"]).status.success(), "{}", stdout(&run(&["check"])));
    // Of who is paid the corpus knows nothing: hostile review sheets are among the promises of sheets.
    for (at, kind) in Kind::all().iter().copied().enumerate().filter(|(_, kind)| *kind != Kind::Payee) {
        // Each kind has its own cells, and all share the forms.
        let format = FORMATS[at % FORMATS.len()];
        let listed = run(&["list", kind.name(), "--limit", "3", "--format", format]);
        assert!(listed.status.success() && stdout(&listed).contains('猫'), "{kind:?} {format}");
    }
    for id in ["plan3", "plan3/section/4.1", "plan3/project/4", "programme/b-cure", "plan3/kpi/output-11", "ministry/meti", "term/dct"] {
        assert!(run(&["show", id]).status.success(), "{id}");
    }
    for format in FORMATS {
        run(&["search", "感染症", "--color", "always", "--limit", "5", "--format", format, "--explain"]);
    }
    for arguments in [
        &["search", "蛍光", "--limit", "5"][..],
        &["links", "plan3/project/4"],
        &["budget", "--by", "programme"],
        &["budget", "--by", "project"],
    ] {
        run(arguments);
    }
    for format in ["table", "csv"] {
        run(&["matrix", "--by", "area", "--format", format]);
        run(&["lineage", "plan3/project/3", "--format", format]);
    }
    for format in ["csv", "json"] {
        let folder = home.dir.path().join(format);
        run(&["export", "--format", format, folder.to_str().unwrap()]);
        for file in fs::read_dir(folder).unwrap().flatten() {
            assert_eq!(raw(&fs::read(file.path()).unwrap()), None, "{:?}", file.path());
        }
    }
    run(&["--lang", "en", "search", "qqqq"]);
}

#[test]
fn json_says_of_arguments_and_names_what_they_are_by_escapes() {
    let home = Home::new();
    let output = clean(&home, &["search", HOSTILE, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["query"], HOSTILE);
    assert!(stdout(&output).contains("\\u009b2J") && stdout(&output).contains("\\u202e") && stdout(&output).contains("\\udb40\\udc41"));
}

/// A folder with a hostile name, and in it hostile documents.
fn documents(home: &Home) -> PathBuf {
    let folder = home.dir.path().join(HOSTILE);
    fs::create_dir(&folder).unwrap();
    let request = format!(
        "令和8年度 {HOSTILE} 概算要求のポイント\n\n1. {HOSTILE}プロジェクト 450億円 ＜AMED 400億円、インハウス 50億円＞\n\n\
         ● {HOSTILE}創薬支援推進事業： {HOSTILE}を支える\n概算要求額 12.5億円\n\n7) {HOSTILE}試験の実施件数：25件/年\n{HOSTILE}\n"
    );
    fs::write(folder.join(format!("a{HOSTILE}.txt")), &request).unwrap();
    fs::write(folder.join(format!("b{HOSTILE}.md")), format!("# {HOSTILE}\n\n{request}")).unwrap();
    fs::write(folder.join(format!("c{HOSTILE}.html")), format!("<html><h1>&#27;[31m&#x9b;2J{HOSTILE}</h1><p>{HOSTILE}</p></html>"))
        .unwrap();
    fs::write(folder.join(format!("d{HOSTILE}.bin")), [0, 159, 146, 150, 0, 1]).unwrap();
    fs::write(folder.join(format!("e{HOSTILE}.pdf")), b"%PDF-1.7\nno more").unwrap();
    fs::write(folder.join(OsString::from_vec(b"f\x9b\xff.txt".to_vec())), &request).unwrap();
    folder
}

#[test]
fn hostile_documents_and_names_of_files_are_printed_clean_and_kept_clean() {
    let home = Home::new();
    let folder = documents(&home);
    let folder = folder.to_str().unwrap();
    for format in FORMATS {
        clean(&home, &["import", "--dry-run", "--format", format, folder]);
        clean(&home, &["import", "--score", "req6", "--format", format, folder]);
    }
    for format in FORMATS {
        let taken = clean(&home, &["import", "--format", format, folder]);
        assert!(taken.status.success());
    }
    for format in FORMATS {
        assert!(clean(&home, &["library", "list", "--format", format]).status.success());
        assert!(clean(&home, &["list", "document", "--format", format]).status.success());
        clean(&home, &["search", "創薬支援推進事業", "--format", format]);
        clean(&home, &["search", "試験", "--kind", "kpi", "--color", "always", "--format", format]);
    }
    let held = home.json(&["library", "list", "--format", "json"]);
    for held in held.as_array().unwrap() {
        let id = held["id"].as_str().unwrap();
        let file = home.dir.path().join(format!(".local/share/shirube/library/{id}/document.toml"));
        assert_eq!(raw(&fs::read(&file).unwrap()), None, "{id}");
        clean(&home, &["show", held["document"].as_str().unwrap(), "--original"]);
        clean(&home, &["show", held["document"].as_str().unwrap(), "--original", "--format", "json"]);
        // Mended by hand, it may hold anything.
        fs::write(&file, fs::read_to_string(&file).unwrap().replace("title = \"", "title = \"\\u001b[31m\\u009b\u{202e}")).unwrap();
    }
    for format in FORMATS {
        clean(&home, &["list", "programme", "--format", format]);
    }
    clean(&home, &["check"]);
}

#[test]
fn hostile_arguments_are_repeated_clean_by_every_refusal() {
    let home = Home::new();
    let path = home.dir.path().join(HOSTILE);
    let path = path.to_str().unwrap();
    let all: &[&[&str]] = &[
        &[HOSTILE],
        &["--hostile", HOSTILE],
        &[&format!("--{HOSTILE}")],
        &["search", HOSTILE],
        &["search", "--help", HOSTILE],
        &["search", &format!("fy:{HOSTILE} kind:{HOSTILE} budget:>{HOSTILE} {HOSTILE}:x \"{HOSTILE}")],
        &["search", "x", "--kind", HOSTILE],
        &["search", "x", "--ministry", HOSTILE],
        &["search", "x", "--document", HOSTILE],
        &["search", "x", "--area", HOSTILE],
        &["search", "x", "--project", HOSTILE],
        &["search", "x", "--limit", HOSTILE],
        &["search", "x", "--sort", HOSTILE],
        &["search", "x", "--format", HOSTILE],
        &["search", "感染症", "--without-synonym", HOSTILE, "--with-related", HOSTILE, "--explain"],
        &["list", HOSTILE],
        &["list", "kpi", "--category", HOSTILE],
        &["show", HOSTILE],
        &["links", HOSTILE],
        &["lineage", HOSTILE],
        &["open", HOSTILE],
        &["budget", "--by", HOSTILE],
        &["matrix", "--period", HOSTILE],
        &["library", "remove", HOSTILE],
        &["library", "accept", HOSTILE],
        &["import", path],
        &["import", "--document", HOSTILE, path],
        &["import", "--score", HOSTILE, path],
        &["export", "--format", "csv", "/dev/null/蛍光\u{1b}[31m\u{9b}"],
        &["completions", HOSTILE],
        &["dictionary", "install", path],
        &["--corpus", path, "check"],
        &["--config", path, "check"],
        &["--config", path, "config", "path"],
        &["--data-dir", path, "library", "list"],
        &["--data-dir", "/dev/null/\u{1b}[31m\u{9b}", "import", "Cargo.toml"],
        &["--index-dir", "/dev/null/\u{1b}[31m\u{9b}", "search", "感染症"],
        &["--index-dir", "/dev/null/\u{1b}[31m\u{9b}", "index", "rebuild"],
        &["--index-dir", path, "index", "status"],
        &["--color", HOSTILE, "check"],
        &["--lang", HOSTILE, "check"],
        &["--query", HOSTILE],
        &["--resume", HOSTILE],
    ];
    for arguments in all {
        clean(&home, arguments);
    }
}

#[test]
fn arguments_and_folders_that_are_no_utf_8_are_refused_or_used_and_printed_clean() {
    let home = Home::new();
    let bytes = || OsString::from_vec(b"\xff\x9b31m\x1b[31m".to_vec());
    let forms: &[&[&str]] =
        &[&[], &["search"], &["show"], &["list"], &["import"], &["--config"], &["--corpus"], &["export", "--format", "csv"]];
    for before in forms {
        let output = home.command(before).current_dir(home.dir.path()).arg(bytes()).output().unwrap();
        assert_clean(&output, before);
    }
    let odd = home.dir.path().join("home").join(bytes());
    fs::create_dir_all(&odd).unwrap();
    for arguments in [&["search", "感染症"][..], &["index", "status"], &["index", "rebuild"], &["config", "path"], &["library", "list"]]
    {
        let output = home.command(arguments).env("HOME", &odd).output().unwrap();
        assert_clean(&output, &arguments);
        assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_hostile_home_locale_dictionary_or_program_name_is_printed_clean() {
    let home = Home::new();
    let odd = home.dir.path().join(HOSTILE);
    fs::create_dir(&odd).unwrap();
    for arguments in
        [&["search", "感染症"][..], &["index", "status"], &["index", "rebuild"], &["config", "path"], &["dictionary", "status"]]
    {
        let output = home.command(arguments).env("HOME", &odd).output().unwrap();
        assert_clean(&output, &arguments);
        let output = home.command(arguments).env("SHIRUBE_DICTIONARY", &odd).output().unwrap();
        assert_clean(&output, &arguments);
        let output =
            home.command(arguments).envs(["LANG", "LC_ALL", "TERM", "NO_COLOR"].map(|name| (name, HOSTILE.replace('\0', "")))).output();
        assert_clean(&output.unwrap(), &arguments);
    }
    fs::write(odd.join("current"), HOSTILE).unwrap();
    assert_clean(&home.command(&["search", "感染症"]).env("SHIRUBE_DICTIONARY", &odd).output().unwrap(), &"pointer");
    for arguments in [&["--help"][..], &["search"], &["--no-such"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
        let output = command.arg0(HOSTILE).args(arguments).env_clear().env("HOME", home.dir.path()).output().unwrap();
        assert_clean(&output, &arguments);
    }
}

#[test]
fn files_that_are_wrong_are_quoted_clean() {
    let home = Home::new();
    let config = home.dir.path().join("config.toml");
    let wrong = [
        "language = \"\\u001b[31m\\u009b\"".to_owned(),
        "color = \"\u{9b}31m\u{202e}\"".to_owned(),
        "[keys]\n\"\u{9b}31m\\u001b\" = [\"x\"]".to_owned(),
        "[keys]\nsearch = [\"\u{9b}31m\\u001b\"]".to_owned(),
        "[looks]\nlabel = \"\u{9b}31m\\u001b\"".to_owned(),
        "[looks]\n\"\\u001b[31m\" = \"red\"".to_owned(),
        "\"\\u001b[31m\u{9b}\" = 1".to_owned(),
        format!("language = {HOSTILE}"),
        HOSTILE.to_owned(),
    ];
    for text in wrong {
        fs::write(&config, &text).unwrap();
        let output = clean(&home, &["--config", config.to_str().unwrap(), "list", "document"]);
        assert_eq!(output.status.code(), Some(2), "{text:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        let output = clean(&home, &["--corpus", folder.path().to_str().unwrap(), "check"]);
        assert_eq!(output.status.code(), Some(2), "{text:?}");
        clean(&home, &["--corpus", folder.path().to_str().unwrap(), "check", "--format", "json"]);
        clean(&home, &["--corpus", folder.path().to_str().unwrap(), "list", "kpi"]);
        fs::remove_file(folder.path().join(name)).unwrap();
    };
    file(&format!("{HOSTILE}.toml"), "[[term]]\nid = 1");
    file("a.toml", HOSTILE);
    file("a.toml", "[[term]]\n\"\\u001b[31m\u{9b}\" = 1");
    file("a.toml", "[[term]]\nid = \"\\u001b[31m\u{9b}\u{202e}\"\ntitle = \"x\"");
    file("a.toml", "[[kpi]]\nid = \"x/kpi/1\"\ncategory = \"\\u001b[31m\u{9b}\"\ntitle = \"x\"");
    let library = home.dir.path().join(".local/share/shirube/library");
    for name in [HOSTILE, "sound"] {
        let folder = library.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("document.toml"), format!("title = \"\\u001b[31m\u{9b}\"\n{HOSTILE}")).unwrap();
    }
    for arguments in [&["library", "list"][..], &["check"], &["list", "document"], &["check", "--format", "json"]] {
        clean(&home, arguments);
    }
    assert!(Path::new(&library).is_dir());
}
