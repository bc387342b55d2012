//! What every command needs: where things are kept, the corpus, the index, the language, whether to colour.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use etcetera::{BaseStrategy, choose_base_strategy};

use super::config_file::{self, Config};
use super::global::{Colour, Global};
use super::output;
use crate::corpus::{self, Cache, Library, Problem, Ready, SourceFile};
use crate::engine::tantivy::{mapped, open};
use crate::engine::{Engine, Open, Supply};
use crate::files::Lock;
use crate::model::Corpus;
use crate::present::words::Language;
use crate::present::words::{Words, Work};
use crate::text::width;
use crate::ui::theme::Depth;

/// The environment variable that names the dictionary's folder.
const DICTIONARY: &str = "SHIRUBE_DICTIONARY";

/// Documents that are not as they were imported and are named at every start; of more it is said how many they are.
const NAMED: usize = 3;

/// The options that hold for a whole run.
pub(super) struct Context {
    global: Global,
    config: Config,
    open: Open,
}

impl Context {
    /// Reads the configuration, unless it is the configuration that is asked about. `open` makes the engine ready that searches.
    pub fn new(global: Global, configured: bool, open: Open) -> anyhow::Result<Self> {
        let mut context = Self { global, config: Config::default(), open };
        if configured {
            context.config = context.read_config()?;
            // Tables in a pipe or a terminal are as wide as they are shown.
            width::measure_for(context.config.settings.ambiguous);
        }
        Ok(context)
    }

    /// The configuration as the file says it now.
    pub fn read_config(&self) -> anyhow::Result<Config> {
        match (&self.global.config, self.config_path()) {
            (Some(named), _) => Config::read(named, true),
            (None, Ok(usual)) => Config::read(&usual, false),
            // Without a home folder there is no configuration.
            (None, Err(_)) => Ok(Config::default()),
        }
    }

    /// The configuration in use.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Where the configuration file is.
    pub fn config_path(&self) -> anyhow::Result<PathBuf> {
        match &self.global.config {
            Some(file) => Ok(file.clone()),
            None => Ok(config_file::usual_path(&base("--config")?.config_dir())),
        }
    }

    /// The files of the corpus in use, without the library.
    pub fn corpus_sources(&self) -> anyhow::Result<Vec<SourceFile>> {
        Ok(corpus::sources(self.global.corpus.as_deref())?)
    }

    /// What the reader has imported.
    pub fn library(&self) -> anyhow::Result<Library> {
        Ok(Library::new(&self.data_dir()?))
    }

    /// The corpus in use with the library. A document of the library that breaks the rules is left out, and said so.
    fn ready(&self) -> anyhow::Result<Ready> {
        // Without a home folder there is no library, and that is no reason to open nothing.
        let library = self.library().unwrap_or_default();
        let cache = self.corpus_dir().map(|folder| Cache { folder, map: mapped });
        let ready = corpus::open(self.global.corpus.as_deref(), &library, cache.as_ref())?;
        if let Some(first) = ready.left_out.first() {
            let count = ready.left_out.len();
            output::complain(&format!("shirube: {first}; left out ({count} findings; mend it, or import it again: `shirube check`)"));
        }
        for id in ready.changed.iter().take(NAMED) {
            output::complain(&format!(
                "shirube: library/{id} is not as it was imported: mended by hand, or damaged; `shirube library accept {id}` takes it as it is, \
                 `shirube library remove {id}` and importing it again makes it anew"
            ));
        }
        if let Some(more) = ready.changed.len().checked_sub(NAMED).filter(|more| *more > 0) {
            output::complain(&format!("shirube: so are {more} more documents of the library; `shirube library list` says which"));
        }
        Ok(ready)
    }

    /// The usual corpus with the library, without a word about what is wrong with it.
    pub fn quietly() -> Option<Corpus> {
        let context = Self::new(Global::default(), false, open).ok()?;
        let library = context.library().unwrap_or_default();
        let cache = context.corpus_dir().map(|folder| Cache { folder, map: mapped });
        Some(corpus::open(None, &library, cache.as_ref()).ok()?.corpus)
    }

    /// Has the library to itself, for changing it.
    pub fn lock_library(&self) -> anyhow::Result<Option<Lock>> {
        Ok(self.library()?.lock(|| output::complain("shirube: another import is changing the library; waiting for it"))?)
    }

    /// What would be left out of the library's document `id`, and why.
    pub fn left_out(&self, id: &str) -> anyhow::Result<Vec<Problem>> {
        let joined = corpus::join(self.corpus_sources()?, &self.library()?)?;
        let folder = format!("library/{id}/");
        Ok(joined.left_out.into_iter().filter(|problem| problem.file.starts_with(&folder)).collect())
    }

    /// The corpus in use, with the library.
    pub fn corpus(&self) -> anyhow::Result<Arc<Corpus>> {
        Ok(Arc::new(self.ready()?.corpus))
    }

    /// What an engine is opened over: the corpus in use with the library, and where its index and dictionary are kept.
    pub fn supply(&self) -> anyhow::Result<Supply> {
        let Ready { corpus, hash, .. } = self.ready()?;
        Ok(Supply { corpus: Arc::new(corpus), corpus_hash: hash, index_dir: self.index_dir()?, dictionary_store: self.dictionary_store()? })
    }

    /// The same, read anew while a screen is shown: nothing is said of what is wrong with the library, which was said at the start.
    pub fn supply_anew(&self) -> anyhow::Result<Supply> {
        let library = self.library().unwrap_or_default();
        let cache = self.corpus_dir().map(|folder| Cache { folder, map: mapped });
        let Ready { corpus, hash, .. } = corpus::open(self.global.corpus.as_deref(), &library, cache.as_ref())?;
        Ok(Supply { corpus: Arc::new(corpus), corpus_hash: hash, index_dir: self.index_dir()?, dictionary_store: self.dictionary_store()? })
    }

    /// What makes the engine ready.
    pub fn open(&self) -> Open {
        self.open
    }

    /// A bar for what takes its time.
    pub fn progress(&self, work: Work) -> output::Progress {
        output::Progress::new(Words(self.language()).working(work))
    }

    /// Makes the engine ready, with a progress display where that takes long; says on stderr what the reader should know.
    pub fn engine(&self, supply: &Supply) -> anyhow::Result<Arc<dyn Engine>> {
        let bar = self.progress(Work::Index);
        let engine = (self.open)(supply, &mut |share| bar.set(share), Arc::default())?;
        bar.clear();
        let status = engine.status();
        if let Some(trouble) = &status.dictionary_trouble {
            output::complain(&format!("shirube: {trouble}"));
        }
        if !status.words {
            output::complain("shirube: searching by character pairs, without a dictionary; `shirube dictionary install` makes one");
        }
        if let Some(why) = &status.not_kept {
            output::complain(&format!("shirube: the index is kept in memory only: {why}; --index-dir names another folder for it"));
        }
        Ok(engine)
    }

    /// Where built indexes are kept.
    pub fn index_dir(&self) -> anyhow::Result<PathBuf> {
        match &self.global.index_dir {
            Some(dir) => Ok(dir.clone()),
            None => Ok(base("--index-dir")?.cache_dir().join("shirube").join("index")),
        }
    }

    /// Where the compiled corpus is kept: beside the index. `None` where the system has no such place.
    fn corpus_dir(&self) -> Option<PathBuf> {
        match &self.global.index_dir {
            Some(dir) => Some(dir.join("corpus")),
            None => Some(base("--index-dir").ok()?.cache_dir().join("shirube").join("corpus")),
        }
    }

    /// Where queries are kept from session to session; `None` where the system has no such place.
    pub fn state_dir(&self) -> Option<PathBuf> {
        let base = choose_base_strategy().ok()?;
        Some(base.state_dir().unwrap_or_else(|| base.data_dir()).join("shirube"))
    }

    /// Where the reader's own data is kept.
    pub fn data_dir(&self) -> anyhow::Result<PathBuf> {
        match &self.global.data_dir {
            Some(dir) => Ok(dir.clone()),
            None => Ok(base("--data-dir")?.data_dir().join("shirube")),
        }
    }

    /// Where dictionaries are kept.
    pub fn dictionary_store(&self) -> anyhow::Result<PathBuf> {
        match env::var_os(DICTIONARY).filter(|dir| !dir.is_empty()) {
            Some(dir) => Ok(PathBuf::from(dir)),
            None => Ok(self.data_dir()?.join("dictionary")),
        }
    }

    /// The language of the interface: as asked for, else English where the locale is, else Japanese.
    pub fn language(&self) -> Language {
        self.language_of(&self.config)
    }

    /// The language that a configuration leads to.
    pub fn language_of(&self, config: &Config) -> Language {
        match self.global.lang.or(config.language) {
            Some(language) => language,
            None => {
                let locale =
                    ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
                if locale.is_some_and(|locale| locale.starts_with("en")) { Language::English } else { Language::Japanese }
            }
        }
    }

    /// Whether to colour the output.
    pub fn colour(&self) -> bool {
        self.colour_of(&self.config)
    }

    /// How many colours a configuration leads to.
    pub fn depth(&self, config: &Config) -> Depth {
        if !self.colour_of(config) {
            return Depth::None;
        }
        let told = |name: &str| env::var(name).unwrap_or_default();
        Depth::told(&told("COLORTERM"), &told("TERM"))
    }

    /// Whether a configuration leads to colours.
    pub fn colour_of(&self, config: &Config) -> bool {
        match self.global.color.or(config.colour).unwrap_or(Colour::Auto) {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
                !refused && !dumb && output::at_terminal()
            }
        }
    }
}

fn base(option: &str) -> anyhow::Result<impl BaseStrategy> {
    choose_base_strategy().with_context(|| format!("there is no home folder to keep things in; give {option}"))
}
