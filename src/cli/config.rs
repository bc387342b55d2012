//! The configuration: `config.toml`, every setting of it, and `shirube config`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Subcommand;
use serde::Deserialize;
use toml::Spanned;

use super::context::Context;
use super::{Colour, Lang, Outcome, output};
use crate::app::words::Words;
use crate::app::{Keymap, Language, NAMES, Name};
use crate::ui::theme::Theme;

/// What the file may say. What it does not say is as usual.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    language: Option<Spanned<String>>,
    color: Option<Spanned<String>>,
    keys: BTreeMap<Spanned<String>, Vec<String>>,
    looks: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// The configuration in use.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    /// The language of the interface; `None` leaves it to the locale.
    pub language: Option<Lang>,
    /// When to use colours.
    pub colour: Option<Colour>,
    /// Which key asks for what.
    pub keymap: Keymap,
    /// What looks otherwise than usual, where colours may be used.
    looks: Vec<(String, String)>,
}

impl Config {
    /// How things look: as usual and as configured, or without colours.
    pub fn theme(&self, colour: bool) -> Theme {
        let mut theme = if colour { Theme::coloured() } else { Theme::colourless() };
        for (name, look) in self.looks.iter().filter(|_| colour) {
            // What is wrong was refused when the file was read.
            drop(theme.set(name, look));
        }
        theme
    }

    /// Reads a file. One that is not there says nothing, unless the reader has named it.
    pub fn read(path: &Path, named: bool) -> anyhow::Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !named => return Ok(Self::default()),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        Self::parse(&text).map_err(|(at, why)| {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            anyhow::anyhow!("{}:{line}: {why}; `shirube config print-default` shows every setting", path.display())
        })
    }

    /// The configuration, or the byte at which it is wrong, and why.
    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let file: File =
            toml::from_str(text).map_err(|error| (error.span().map_or(0, |span| span.start), error.message().trim().replace('\n', " ")))?;
        let none_of = |value: &Spanned<String>, words: &str| (value.span().start, format!("{:?} is none of {words}", value.get_ref()));
        let language = match file.language.as_ref().map(|value| (value, value.get_ref().as_str())) {
            None | Some((_, "auto")) => None,
            Some((_, "ja")) => Some(Lang::Ja),
            Some((_, "en")) => Some(Lang::En),
            Some((value, _)) => return Err(none_of(value, "auto, ja, en")),
        };
        let colour = match file.color.as_ref().map(|value| (value, value.get_ref().as_str())) {
            None => None,
            Some((_, "auto")) => Some(Colour::Auto),
            Some((_, "always")) => Some(Colour::Always),
            Some((_, "never")) => Some(Colour::Never),
            Some((value, _)) => return Err(none_of(value, "auto, always, never")),
        };
        let mut changes: Vec<(Name, Vec<String>)> = Vec::new();
        let mut last = 0;
        for (written, keys) in &file.keys {
            let Some((name, _)) = NAMES.iter().find(|(_, known)| known == written.get_ref()) else {
                return Err((written.span().start, format!("no action is called {:?}", written.get_ref())));
            };
            changes.push((*name, keys.clone()));
            // One at a time tells on which line the trouble is; together they may be right again, where two change places.
            last = last.max(written.span().start);
        }
        let keymap = Keymap::with(&changes).map_err(|problem| (last, problem.to_string()))?;
        let mut looks = Vec::new();
        for (name, look) in file.looks {
            Theme::coloured().set(name.get_ref(), look.get_ref()).map_err(|why| (name.span().start, why))?;
            looks.push((name.into_inner(), look.into_inner()));
        }
        Ok(Self { language, colour, keymap, looks })
    }
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Print a configuration file with every setting, its usual value and what it means.
    PrintDefault,
    /// Print where the configuration file is looked for.
    Path,
}

impl Command {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        match self {
            Command::PrintDefault => output::line(&printed(context.language()))?,
            Command::Path => output::line(&context.config_path()?.display().to_string())?,
        }
        Ok(Outcome::Found)
    }
}

/// Every setting as a comment with its usual value: taken whole, the file changes nothing.
fn printed(language: Language) -> String {
    let words = Words(language);
    let mut text = String::from(
        "# しるべの設定 / Settings of shirube. Every setting stands here with its usual value.\n\n\
         # 画面の言葉 / language: auto（LANG に従う）, ja, en\n# language = \"auto\"\n\n\
         # 色 / colours: auto, always, never\n# color = \"auto\"\n\n\
         # キー / keys: 動作 = [\"キー\", …]。書いた動作だけが置き換わる。空なら、その動作のキーはなくなる。\n\
         # j, G, ?, ctrl-o, alt-left, enter, esc, tab, backtab, space, pageup, home, f5 のように書く。\n[keys]\n",
    );
    for (name, written) in NAMES {
        let mut keys: Vec<String> = Vec::new();
        for key in Keymap::configurable(*name) {
            let quoted = format!("{key:?}");
            if !keys.contains(&quoted) {
                keys.push(quoted);
            }
        }
        text.push_str(&format!("# {written} = [{}]  # {}\n", keys.join(", "), words.does(*name)));
    }
    text.push_str(
        "\n# 見た目 / looks: 色の名か #rrggbb、on 背景色、bold dim italic underlined reversed。NO_COLOR では使わない。\n\
         # 例 / e.g. label = \"lightblue on #202020 bold\"\n[looks]\n",
    );
    text.push_str(&format!("# {}\n", Theme::NAMES.join(", ")));
    text.trim_end().to_owned()
}

/// Where the file is, where the reader names none.
pub(super) fn usual_path(folder: &Path) -> PathBuf {
    folder.join("shirube").join("config.toml")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;
    use crate::app::BINDINGS;

    #[test]
    fn what_is_printed_is_read_and_changes_nothing() {
        let printed = printed(Language::Japanese);
        assert!(Config::parse(&printed).is_ok());
        // Nor does it with every line in force.
        let setting = |line: &str| {
            line.starts_with("language")
                || line.starts_with("color = ")
                || NAMES.iter().any(|(_, name)| line.starts_with(&format!("{name} = ")))
        };
        let in_force: Vec<&str> =
            printed.lines().map(|line| line.strip_prefix("# ").filter(|line| setting(line)).unwrap_or(line)).collect();
        let config = Config::parse(&in_force.join("\n")).unwrap();
        for binding in BINDINGS {
            for (mode, key) in binding.modes.iter().flat_map(|mode| binding.keys.iter().map(move |key| (*mode, *key))) {
                let event = Keymap::event(key).unwrap();
                let (usual, configured) = (Keymap::default().action(mode, event), config.keymap.action(mode, event));
                assert_eq!(format!("{configured:?}"), format!("{usual:?}"), "{key} in {mode:?}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let wrong = |text: &str| Config::parse(text).map(|_| ()).unwrap_err();
        assert_eq!(wrong("language = \"fr\"").0, 11);
        assert!(wrong("colour = \"auto\"").1.contains("colour"));
        assert_eq!(wrong("[looks]\nlabel = \"red\"\ntext = \"blurple\"").0, 22);
        assert!(wrong("[keys]\nfly = [\"f\"]").1.contains("fly"));
        assert!(wrong("[keys]\nsearch = [\"j\"]").1.contains("\"j\""));
        assert_eq!(Config::parse("language = \"en\"\n[keys]\nsearch = [\"s\"]\nnext-order = [\"r\"]").unwrap().language, Some(Lang::En));
    }
}
