//! Shell completions: ids, the values of fields and filters, queries. The shell's script asks this program, which has the corpus.

use std::ffi::OsStr;
use std::io;

use clap::Command;
use clap::ValueEnum;
use clap::builder::StyledStr;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::Shells;

use super::context::Context;
use crate::model::{Corpus, Kind, Named, Record};
use crate::present::phrases::name;
use crate::query;
use crate::text::clean::clean;

/// A shell that completions are made for.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shell {
    Bash,
    Elvish,
    Fish,
    Nushell,
    Powershell,
    Zsh,
}

/// Environment variable with which a shell's script asks.
pub(super) const ASKED_BY: &str = "SHIRUBE_COMPLETE";
/// Additions to clap's bash script, because bash splits words at colons: before the question, a field and the beginning of its value are
/// joined again; after it, bash is given only the part after the colon. Each comes with the line of clap's script before which it is
/// inserted.
const BASH: [(&str, &str); 2] = [
    (
        "    COMPREPLY=( $( \\\n",
        r#"    local typed="${COMP_LINE:0:COMP_POINT}" before=""
    typed="${typed##*[[:space:]]}"
    if [[ "$COMP_WORDBREAKS" == *:* && "$typed" == *:* && "$typed" != *[\"\']* ]]; then
        local at=$COMP_CWORD joined="${COMP_WORDS[COMP_CWORD]}"
        while [[ $at -gt 0 && "$joined" != "$typed" ]]; do
            at=$((at - 1))
            joined="${COMP_WORDS[at]}$joined"
        done
        if [[ "$joined" == "$typed" ]]; then
            before="${typed%"${typed##*:}"}"
            words=("${COMP_WORDS[@]:0:at}" "$typed")
            _CLAP_COMPLETE_INDEX=$at
        fi
    fi
"#,
    ),
    (
        "}\nif [[ ",
        r#"    if [[ -n "$before" && -n "${COMPREPLY-}" ]]; then
        COMPREPLY=("${COMPREPLY[@]#"$before"}")
    fi
"#,
    ),
];
/// Questions of nushell's script: the name of the question, the beginnings of the lines whose values it answers, and the command line that
/// asks.
const NUSHELL: &[(&str, &[&str], &str)] = &[
    ("ids", &["    id: string ", "    id?: string "], "show"),
    ("documents", &["    --document: string "], "list section --document"),
    ("ministries", &["    --ministry: string "], "list kpi --ministry"),
    ("areas", &["    --area: string "], "list kpi --area"),
    ("projects", &["    --project: string "], "list kpi --project"),
];

/// Returns the ids of all records, with their titles.
pub(super) fn ids(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(typed, |corpus| corpus.records().iter().map(|record| (record.id().to_string(), name(record))).collect())
}

/// Returns the ids and names of the records of a kind; for ministries their codes.
fn named(typed: &OsStr, kind: Kind) -> Vec<CompletionCandidate> {
    candidates(typed, |corpus| {
        let values = |record: &Record| {
            let id = record.id().to_string();
            let short = match kind {
                Kind::Ministry => record.number().map(str::to_owned),
                Kind::Project | Kind::Document => None,
                _ => id.rsplit('/').next().map(str::to_owned),
            };
            let title = name(record);
            [Some(record.title().to_owned()).filter(|_| kind != Kind::Document), short, Some(id)]
                .into_iter()
                .flatten()
                .map(move |value| (value, title.clone()))
                .collect::<Vec<_>>()
        };
        corpus.of_kind(kind).flat_map(values).collect()
    })
}

pub(super) fn documents(typed: &OsStr) -> Vec<CompletionCandidate> {
    named(typed, Kind::Document)
}

pub(super) fn ministries(typed: &OsStr) -> Vec<CompletionCandidate> {
    named(typed, Kind::Ministry)
}

pub(super) fn areas(typed: &OsStr) -> Vec<CompletionCandidate> {
    named(typed, Kind::Area)
}

pub(super) fn projects(typed: &OsStr) -> Vec<CompletionCandidate> {
    named(typed, Kind::Project)
}

pub(super) fn kinds(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(typed, |_| Kind::all().iter().map(|kind| (kind.name().to_owned(), String::new())).collect())
}

/// Returns the query with its last field or value completed.
pub(super) fn queries(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(typed, |corpus| {
        let typed = typed.to_string_lossy();
        let begun = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let completions = query::completions(corpus, &typed).into_iter();
        completions.map(|end| (format!("{}{end}", &typed[..begun]), String::new())).collect()
    })
}

/// Returns the candidates that begin with the typed text. Whatever goes wrong, a shell's command line is not the place to report it.
fn candidates(typed: &OsStr, all: impl FnOnce(&Corpus) -> Vec<(String, String)>) -> Vec<CompletionCandidate> {
    let (Some(typed), Some(corpus)) = (typed.to_str(), Context::quietly()) else { return Vec::new() };
    let mut found: Vec<CompletionCandidate> = Vec::new();
    for (value, help) in all(&corpus) {
        let value = clean(&value).into_owned();
        if value.starts_with(typed) && !found.iter().any(|known| known.get_value() == value.as_str()) {
            let help = Some(StyledStr::from(clean(&help).into_owned())).filter(|_| !help.is_empty());
            found.push(CompletionCandidate::new(value).help(help));
        }
    }
    found
}

/// Returns the script that makes a shell ask.
pub(super) fn script(shell: Shell, mut command: Command) -> io::Result<Vec<u8>> {
    let name = match shell {
        Shell::Bash => "bash",
        Shell::Elvish => "elvish",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
        Shell::Zsh => "zsh",
        Shell::Nushell => return Ok(nushell(&mut command)),
    };
    let mut script = Vec::new();
    let completer = Shells::builtins();
    let completer = completer.completer(name).ok_or_else(|| io::Error::other(format!("no completions for {name}")))?;
    completer.write_registration(ASKED_BY, "shirube", "shirube", "shirube", &mut script)?;
    if shell == Shell::Bash {
        let mut text = String::from_utf8_lossy(&script).into_owned();
        for (line, ours) in BASH {
            text = text.replacen(line, &format!("{ours}{line}"), 1);
        }
        script = text.into_bytes();
    }
    Ok(script)
}

/// Returns the script in nushell's own form: the commands are written out, and values are requested in fish's format, one value and its
/// help per line.
fn nushell(command: &mut Command) -> Vec<u8> {
    let mut written = Vec::new();
    clap_complete::generate(clap_complete_nushell::Nushell, command, "shirube", &mut written);
    let mut script = String::new();
    for line in String::from_utf8_lossy(&written).lines() {
        let asked = NUSHELL.iter().find_map(|(name, begins, _)| Some((name, begins.iter().find(|begin| line.starts_with(**begin))?)));
        match asked {
            Some((name, begin)) => {
                script.push_str(&format!("{}@\"nu-complete shirube {name}\" {}", begin.trim_end(), &line[begin.len()..]))
            }
            None => script.push_str(line),
        }
        script.push('\n');
        if line.starts_with("module completions") {
            for (name, _, asks) in NUSHELL {
                script.push_str(&format!(
                    "  def \"nu-complete shirube {name}\" [] {{\n    with-env {{ {ASKED_BY}: fish }} {{ ^shirube -- shirube {asks} \"\" }} | lines \
                     | each {{|line| let parts = ($line | split row \"\\t\"); {{ value: $parts.0, description: ($parts.1? | default \"\") }} }}\n  }}\n\n"
                ));
            }
        }
    }
    script.into_bytes()
}
