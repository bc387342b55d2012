//! The configuration file, `config.toml`, and all of its settings.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Deserialize;
use toml::Spanned;

use super::global::Colour;
use crate::app::{self, Keymap, Settings};
use crate::model::Named;
use crate::present::words::Language;
use crate::present::words::Words;
use crate::ui::theme::{Base, Depth, Looks, Theme};

/// Contents of the file. Settings that it does not contain keep their defaults.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    language: Option<Spanned<String>>,
    color: Option<Spanned<String>>,
    theme: Option<Spanned<String>>,
    ambiguous_width: Option<Spanned<String>>,
    reading_width: Option<Spanned<usize>>,
    mouse: Option<bool>,
    clipboard: Option<Spanned<String>>,
    engine: Option<String>,
    engine_index: Option<String>,
    engine_user: Option<String>,
    engine_password: Option<String>,
    engine_api_key: Option<String>,
    engine_ca: Option<PathBuf>,
    keys: BTreeMap<Spanned<String>, Vec<String>>,
    looks: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// Contents of a reader's theme file.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ThemeFile {
    base: Option<Spanned<String>>,
    looks: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// Number of columns that may be set as the width of a line of text.
const READING_WIDTHS: std::ops::RangeInclusive<usize> = 20..=400;

/// Value that leaves the language of the interface to the locale.
const AUTO: &str = "auto";

/// Settings of a shared library, as they are written. Their debug form does not show what is secret.
#[derive(Clone, Default)]
pub(super) struct SharedSettings {
    /// Address of the cluster.
    pub engine: Option<String>,
    /// Name of the index.
    pub index: Option<String>,
    /// Credentials: a name and a password, or a key.
    pub user: Option<String>,
    pub password: Option<String>,
    pub api_key: Option<String>,
    /// File of the certificates of a private authority.
    pub authority: Option<PathBuf>,
}

impl fmt::Debug for SharedSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedSettings").field("engine", &self.engine).field("index", &self.index).finish_non_exhaustive()
    }
}

/// The configuration in use.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    /// Language of the interface; `None` leaves it to the locale.
    pub language: Option<Language>,
    /// Policy for colours in the output.
    pub colour: Option<Colour>,
    /// Settings for the explorer, except for the language, which is above.
    pub settings: Settings,
    /// Shared library.
    pub shared: SharedSettings,
    /// Starting point of the theme.
    base: Base,
    /// Styles that differ from the default.
    changes: Vec<(String, String)>,
}

/// Byte offset at which a text is wrong, and the reason.
type Wrong = (usize, String);

impl Config {
    /// Returns the look of the interface with this number of colours.
    pub fn looks(&self, depth: Depth) -> Looks {
        Looks { base: self.base, changes: self.changes.clone(), depth }
    }

    /// Reads a file, and the theme that it names from the folder `themes` beside it. A missing file sets nothing, unless the reader has
    /// named it.
    pub fn read(path: &Path, named: bool) -> anyhow::Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !named => return Ok(Self::default()),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let place = |path: &Path, text: &str, (at, why): Wrong| {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            anyhow::anyhow!("{}:{line}: {why}; `shirube config print-default` shows every setting", path.display())
        };
        let (mut config, theme) = Self::parse(&text).map_err(|wrong| place(path, &text, wrong))?;
        if let Some(theme) = theme {
            let path_of_theme = path.with_file_name("themes").join(format!("{}.toml", theme.get_ref()));
            let theme_text = fs::read_to_string(&path_of_theme).map_err(|error| {
                let known = Base::list();
                let why =
                    format!("the theme {:?} is none of {known}, and {} cannot be read: {error}", theme.get_ref(), path_of_theme.display());
                place(path, &text, (theme.span().start, why))
            })?;
            let (base, mut changes) = theme_of(&theme_text).map_err(|wrong| place(&path_of_theme, &theme_text, wrong))?;
            config.base = base;
            // The settings in the configuration itself take precedence.
            changes.append(&mut config.changes);
            config.changes = changes;
        }
        Ok(config)
    }

    /// Parses the configuration and returns it with the name of the reader's own theme, if it names one.
    fn parse(text: &str) -> Result<(Self, Option<Spanned<String>>), Wrong> {
        let file: File = toml::from_str(text).map_err(wrong)?;
        let usual = Settings::default();
        let mut config = Self {
            language: file.language.filter(|value| value.get_ref() != AUTO).map(|value| one_of(&value)).transpose()?,
            colour: file.color.map(|value| one_of(&value)).transpose()?,
            changes: looks_of(file.looks)?,
            shared: SharedSettings {
                engine: file.engine,
                index: file.engine_index,
                user: file.engine_user,
                password: file.engine_password,
                api_key: file.engine_api_key,
                authority: file.engine_ca,
            },
            ..Self::default()
        };
        let mut theme = None;
        if let Some(value) = file.theme {
            match Base::from_name(value.get_ref()) {
                Some(base) => config.base = base,
                // A theme can only be a file in this folder.
                None if value.get_ref().chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) => theme = Some(value),
                None => return Err((value.span().start, "a theme's name has letters, digits, - and _ only".to_owned())),
            }
        }
        let reading_width = match file.reading_width {
            Some(width) if !READING_WIDTHS.contains(width.get_ref()) => {
                let (least, most) = (READING_WIDTHS.start(), READING_WIDTHS.end());
                return Err((width.span().start, format!("reading_width is from {least} to {most} columns")));
            }
            Some(width) => width.into_inner(),
            None => usual.reading_width,
        };
        let mut changes: Vec<(app::Command, Vec<String>)> = Vec::new();
        let mut last = 0;
        for (written, keys) in &file.keys {
            let Some(name) = app::Command::from_name(written.get_ref()) else {
                return Err((written.span().start, format!("no command is called {:?}", written.get_ref())));
            };
            changes.push((name, keys.clone()));
            // Checking one at a time shows on which line the problem is; together they may be valid again, if two keys are swapped.
            last = last.max(written.span().start);
        }
        config.settings = Settings {
            keymap: Keymap::with(&changes).map_err(|problem| (last, problem.to_string()))?,
            mouse: file.mouse.unwrap_or(usual.mouse),
            reading_width,
            ambiguous: file.ambiguous_width.map(|value| one_of(&value)).transpose()?.unwrap_or_default(),
            clipboard: file.clipboard.map(|value| one_of(&value)).transpose()?.unwrap_or_default(),
            ..usual
        };
        Ok((config, theme))
    }
}

/// Returns the value with that name.
fn one_of<T: Named>(value: &Spanned<String>) -> Result<T, Wrong> {
    T::from_name(value.get_ref()).ok_or_else(|| (value.span().start, format!("{:?} is none of {}", value.get_ref(), T::list())))
}

/// Returns the base of a reader's theme, and its changes.
fn theme_of(text: &str) -> Result<(Base, Vec<(String, String)>), Wrong> {
    let file: ThemeFile = toml::from_str(text).map_err(wrong)?;
    let base = file.base.map(|value| one_of(&value)).transpose()?.unwrap_or_default();
    Ok((base, looks_of(file.looks)?))
}

fn looks_of(looks: BTreeMap<Spanned<String>, Spanned<String>>) -> Result<Vec<(String, String)>, Wrong> {
    let mut theme = Theme::terminal();
    let look = |(name, look): (Spanned<String>, Spanned<String>)| {
        theme.set(name.get_ref(), look.get_ref()).map_err(|why| (name.span().start, why))?;
        Ok((name.into_inner(), look.into_inner()))
    };
    looks.into_iter().map(look).collect()
}

fn wrong(error: toml::de::Error) -> Wrong {
    (error.span().map_or(0, |span| span.start), error.message().trim().replace('\n', " "))
}

/// Returns every setting as a comment with its default value: used as it is, the file changes nothing.
pub(super) fn printed(language: Language) -> String {
    let words = Words(language);
    let mut text = String::from(
        "# しるべの設定 / Settings of shirube. Every setting stands here with its usual value.\n\n\
         # 画面の言葉 / language: auto（LANG に従う）, ja, en\n# language = \"auto\"\n\n\
         # 色 / colours: auto, always, never\n# color = \"auto\"\n\n\
         # 配色 / theme: auto（端末の背景が暗いか明るいかで選ぶ）, terminal（端末自身の16色）, dark, light。ほかの名なら themes/名.toml\n\
         # （base = \"dark\" と [looks] を書く）\n# theme = \"auto\"\n\n\
         # 端末が ① ※ → ■ を 1 桁 narrow で示すか 2 桁 wide で示すか。wide では罫線を ASCII で描く / ambiguous characters: narrow, wide\n\
         # ambiguous_width = \"narrow\"\n\n\
         # 本文の一行の長さの上限（桁、20〜400）/ the longest line of text, in columns\n# reading_width = 92\n\n\
         # マウスを初めから使うか / the mouse from the start\n# mouse = false\n\n\
         # 写す先 / clipboard: auto（この機械の画面の前なら native、ssh では terminal）, native（wl-copy, xclip, xsel, pbcopy）,\n\
         # terminal（OSC 52）\n# clipboard = \"auto\"\n\n\
         # 共有の文書庫（OpenSearch）/ a shared library: ここに書くと --engine を書かなくてよい。\n\
         # 名前と合い言葉か鍵、私設の認証局の証明書も（SHIRUBE_ENGINE_… の環境変数が先に立つ）\n\
         # engine = \"\"\n# engine_index = \"shirube\"\n\
         # engine_user, engine_password / engine_api_key / engine_ca = \"…\"\n\n\
         # キー / keys: 動作 = [\"キー\", …]。書いた動作だけが置き換わる。空なら、その動作のキーはなくなる。\n\
         # j, G, ?, ctrl-o, alt-left, enter, esc, tab, backtab, space, pageup, home, f5 のように書く。\n[keys]\n",
    );
    for name in app::Command::all() {
        let mut keys: Vec<String> = Vec::new();
        for key in Keymap::configurable(*name) {
            let quoted = format!("{key:?}");
            if !keys.contains(&quoted) {
                keys.push(quoted);
            }
        }
        text.push_str(&format!("# {} = [{}]  # {}\n", name.name(), keys.join(", "), words.does(*name)));
    }
    text.push_str(
        "\n# 見た目 / looks: 色の名か #rrggbb、on 背景色、bold dim italic underlined reversed。NO_COLOR では色だけを除く。\n\
         # 例 / e.g. label = \"lightblue on #202020 bold\"\n[looks]\n",
    );
    text.push_str(&format!("# {}\n", Theme::NAMES.join(", ")));
    text.trim_end().to_owned()
}

/// Returns the path of the file if the reader does not name one.
pub(super) fn usual_path(folder: &Path) -> PathBuf {
    folder.join("shirube").join("config.toml")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn what_is_printed_is_read_and_changes_nothing() {
        let printed = printed(Language::Japanese);
        assert!(Config::parse(&printed).is_ok());
        // Nor does it with every line uncommented.
        let setting = |line: &str| {
            const SETTINGS: [&str; 7] = ["language", "color", "theme", "ambiguous_width", "reading_width", "mouse", "clipboard"];
            SETTINGS.iter().any(|name| line.starts_with(&format!("{name} = ")))
                || app::Command::all().iter().any(|name| line.starts_with(&format!("{} = ", name.name())))
        };
        let in_force: Vec<&str> =
            printed.lines().map(|line| line.strip_prefix("# ").filter(|line| setting(line)).unwrap_or(line)).collect();
        let (config, theme) = Config::parse(&in_force.join("\n")).unwrap();
        let usual = Settings::default();
        assert!(theme.is_none() && config.base == Base::default() && config.changes.is_empty());
        assert!((config.language, config.colour) == (None, Some(Colour::Auto)));
        let settings = |settings: &Settings| (settings.mouse, settings.reading_width, settings.ambiguous, settings.clipboard);
        assert_eq!(settings(&config.settings), settings(&usual));
        for binding in app::Command::all().iter().flat_map(|command| command.bindings()) {
            let modes = app::Mode::all().filter(|mode| (binding.applies)(*mode));
            for (mode, key) in modes.flat_map(|mode| binding.keys.iter().map(move |key| (mode, *key))) {
                let event = Keymap::event(key).unwrap();
                let (usual, configured) = (Keymap::default().action(mode, event), config.settings.keymap.action(mode, event));
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
        assert!(wrong("reading_width = 5").1.contains("20"));
        assert!(wrong("theme = \"../secret\"").1.contains("letters"));
        assert!(wrong("clipboard = \"paper\"").1.contains("native"));
        assert!(theme_of("base = \"dusk\"").is_err() && theme_of("[looks]\nlabel = \"blurple\"").is_err() && theme_of("keys = 1").is_err());
        assert_eq!(
            Config::parse("language = \"en\"\n[keys]\nsearch = [\"s\"]\nnext-order = [\"r\"]").unwrap().0.language,
            Some(Language::English)
        );
    }
}
