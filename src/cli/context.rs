//! Everything that commands need: folders, the corpus, the index, the language, whether to use colour.

use std::env;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use anyhow::Context as _;
use etcetera::{BaseStrategy, choose_base_strategy};

use super::config_file::{self, Config};
use super::global::{Colour, Global};
use super::output;
use super::shared;
use crate::corpus::{self, Cache, Library, Problem, Ready, SourceFile};
use crate::engine::opensearch::{Address, Shared};
use crate::engine::tantivy::{mapped, open};
use crate::engine::{Engine, Open, Supply};
use crate::files::Lock;
use crate::model::Corpus;
use crate::present::words::Language;
use crate::present::words::{Words, Work};
use crate::text::width;
use crate::ui::theme::Depth;

/// Environment variable that names the dictionary's folder.
const DICTIONARY: &str = "SHIRUBE_DICTIONARY";

/// Number of documents changed since their import that are named at every start; of more, only the number is reported.
const NAMED: usize = 3;

/// Options that apply to a whole run.
pub(super) struct Context {
    global: Global,
    config: Config,
    open: Open,
    /// Shared library, once it was found.
    shared: OnceLock<Arc<Shared>>,
}

/// Returns an error if records of a corpus that lie elsewhere could not be read, so that nothing is printed that is only a part.
pub(super) fn sound(corpus: &Corpus) -> anyhow::Result<()> {
    corpus.trouble().map_or(Ok(()), |why| Err(anyhow::anyhow!(why)))
}

impl Context {
    /// Reads the configuration, unless the command is about the configuration itself. `open` makes the engine ready for searching.
    pub fn new(global: Global, configured: bool, open: Open) -> anyhow::Result<Self> {
        let mut context = Self { global, config: Config::default(), open, shared: OnceLock::new() };
        if configured {
            context.config = context.read_config()?;
            // Tables in a pipe or a terminal are measured as they will be shown.
            width::measure_for(context.config.settings.ambiguous);
        }
        Ok(context)
    }

    /// Reads the configuration as it is in the file now.
    pub fn read_config(&self) -> anyhow::Result<Config> {
        match (&self.global.config, self.config_path()) {
            (Some(named), _) => Config::read(named, true),
            (None, Ok(usual)) => Config::read(&usual, false),
            // Without a home folder there is no configuration.
            (None, Err(_)) => Ok(Config::default()),
        }
    }

    /// Returns the configuration in use.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Returns the path of the configuration file.
    pub fn config_path(&self) -> anyhow::Result<PathBuf> {
        match &self.global.config {
            Some(file) => Ok(file.clone()),
            None => Ok(config_file::usual_path(&base("--config")?.config_dir())),
        }
    }

    /// Returns the files of the corpus in use, without the library.
    pub fn corpus_sources(&self) -> anyhow::Result<Vec<SourceFile>> {
        Ok(corpus::sources(self.global.corpus.as_deref())?)
    }

    /// Returns the reader's library.
    pub fn library(&self) -> anyhow::Result<Library> {
        Ok(Library::new(&self.data_dir()?))
    }

    /// Returns the corpus in use with the library. A document of the library that breaks the rules is left out, and this is reported.
    fn ready(&self) -> anyhow::Result<Ready> {
        // Without a home folder there is no library, and that is no reason to open nothing.
        let library = self.library().unwrap_or_default();
        let cache = self.corpus_dir().map(|folder| Cache { folder, map: mapped });
        let ready = corpus::open(self.global.corpus.as_deref(), &library, cache.as_ref())?;
        if let Some(first) = ready.left_out.first() {
            let count = ready.left_out.len();
            output::complain(&format!("shirube: {first}; left out ({count} findings; fix it, or import it again: `shirube check`)"));
        }
        for id in ready.changed.iter().take(NAMED) {
            output::complain(&format!(
                "shirube: library/{id} is not as it was imported: edited by hand, or damaged; `shirube library accept {id}` takes it as it is, \
                 `shirube library remove {id}` and importing it again restores it"
            ));
        }
        if let Some(more) = ready.changed.len().checked_sub(NAMED).filter(|more| *more > 0) {
            output::complain(&format!("shirube: so are {more} more documents of the library; `shirube library list` says which"));
        }
        Ok(ready)
    }

    /// Returns the default corpus with the library, without reporting what is wrong with it.
    pub fn quietly() -> Option<Corpus> {
        let context = Self::new(Global::default(), false, Arc::new(open)).ok()?;
        let library = context.library().unwrap_or_default();
        let cache = context.corpus_dir().map(|folder| Cache { folder, map: mapped });
        Some(corpus::open(None, &library, cache.as_ref()).ok()?.corpus)
    }

    /// Locks the library for changing it.
    pub fn lock_library(&self) -> anyhow::Result<Option<Lock>> {
        Ok(self.library()?.lock(|| output::complain("shirube: another import is changing the library; waiting for it"))?)
    }

    /// Returns what would be left out of the library's document `id`, and why.
    pub fn left_out(&self, id: &str) -> anyhow::Result<Vec<Problem>> {
        let joined = corpus::join(self.corpus_sources()?, &self.library()?)?;
        let folder = format!("library/{id}/");
        Ok(joined.left_out.into_iter().filter(|problem| problem.file.starts_with(&folder)).collect())
    }

    /// Returns the address of the shared library that is to be read; `None` if the one of this machine is.
    fn address(&self) -> anyhow::Result<Option<Address>> {
        shared::address(&self.global, &self.config.shared)
    }

    /// Returns true if a shared library is to be read.
    pub fn shares(&self) -> anyhow::Result<bool> {
        Ok(self.address()?.is_some())
    }

    /// Returns the name of the shared library for messages.
    pub fn engine_name(&self) -> anyhow::Result<String> {
        Ok(self.address()?.map(|address| address.to_string()).unwrap_or_default())
    }

    /// Returns the address of the library at a cluster that the reader names, or else at the one that is to be read.
    pub fn address_at(&self, url: Option<&str>) -> anyhow::Result<Address> {
        match url {
            Some(url) => shared::address_of(url, &self.global, &self.config.shared),
            None => self.address()?.context("which cluster? give its address (https://search.example.jp:9200)"),
        }
    }

    /// Returns the shared library that is to be read; `None` if the one of this machine is.
    fn shared(&self) -> anyhow::Result<Option<Arc<Shared>>> {
        let Some(address) = self.address()? else { return Ok(None) };
        if let Some(shared) = self.shared.get() {
            return Ok(Some(Arc::clone(shared)));
        }
        let found = Arc::new(Shared::find(&address, Arc::default())?);
        Ok(Some(Arc::clone(self.shared.get_or_init(|| found))))
    }

    /// Returns the corpus in use, with the library: that of this machine, or the shared one.
    pub fn corpus(&self) -> anyhow::Result<Arc<Corpus>> {
        match self.shared()? {
            Some(shared) => Ok(shared.corpus()),
            None => self.own_corpus(),
        }
    }

    /// Returns the corpus of this machine, with the library.
    pub fn own_corpus(&self) -> anyhow::Result<Arc<Corpus>> {
        Ok(Arc::new(self.ready()?.corpus))
    }

    /// Returns what an engine needs: the corpus in use with the library, and the folders of its index and dictionary.
    pub fn supply(&self) -> anyhow::Result<Supply> {
        match self.shared()? {
            Some(shared) => Ok(Supply {
                corpus: shared.corpus(),
                corpus_hash: 0,
                index_dir: self.index_dir()?,
                dictionary_store: self.dictionary_store()?,
            }),
            None => self.own_supply(),
        }
    }

    /// Returns the same for the library of this machine.
    pub fn own_supply(&self) -> anyhow::Result<Supply> {
        let Ready { corpus, hash, .. } = self.ready()?;
        Ok(Supply { corpus: Arc::new(corpus), corpus_hash: hash, index_dir: self.index_dir()?, dictionary_store: self.dictionary_store()? })
    }

    /// Reads the same again while a screen is shown. Nothing is said about problems in the library, which were reported at the start.
    pub fn supply_anew(&self) -> anyhow::Result<Supply> {
        let library = self.library().unwrap_or_default();
        let cache = self.corpus_dir().map(|folder| Cache { folder, map: mapped });
        let Ready { corpus, hash, .. } = corpus::open(self.global.corpus.as_deref(), &library, cache.as_ref())?;
        Ok(Supply { corpus: Arc::new(corpus), corpus_hash: hash, index_dir: self.index_dir()?, dictionary_store: self.dictionary_store()? })
    }

    /// Returns what an engine needs whose library has not been found yet: no records, and the folders.
    pub fn no_supply(&self) -> anyhow::Result<Supply> {
        let corpus = Arc::new(Corpus::new(Vec::new(), Vec::new()));
        Ok(Supply { corpus, corpus_hash: 0, index_dir: self.index_dir()?, dictionary_store: self.dictionary_store()? })
    }

    /// Returns the function that makes the engine ready, and finds the shared library first if that is to be read.
    pub fn open_later(&self) -> anyhow::Result<Open> {
        Ok(match self.address()? {
            Some(address) => Arc::new(move |supply, _, stop| Shared::find(&address, stop)?.engine(supply)),
            None => Arc::clone(&self.open),
        })
    }

    /// Returns the function that makes the engine ready.
    fn open(&self) -> anyhow::Result<Open> {
        Ok(match self.shared()? {
            Some(shared) => Arc::new(move |supply, _, _| shared.engine(supply)),
            None => Arc::clone(&self.open),
        })
    }

    /// Creates a progress bar for work that takes time.
    pub fn progress(&self, work: Work) -> output::Progress {
        output::Progress::new(Words(self.language()).working(work))
    }

    /// Makes the engine ready, with a progress display if that takes long, and reports on stderr what the reader should know.
    pub fn engine(&self, supply: &Supply) -> anyhow::Result<Arc<dyn Engine>> {
        self.engine_by(&self.open()?, supply)
    }

    /// Brings the index of the library of this machine up to date, so that the next search does not have to wait.
    pub fn bring_index_up_to_date(&self) -> anyhow::Result<()> {
        self.engine_by(&self.open, &self.own_supply()?).map(drop)
    }

    fn engine_by(&self, open: &Open, supply: &Supply) -> anyhow::Result<Arc<dyn Engine>> {
        let bar = self.progress(Work::Index);
        let engine = open(supply, &mut |share| bar.set(share), Arc::default())?;
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
        if let Some(remark) = &status.other_analyser {
            output::complain(&format!("shirube: {remark}"));
        }
        Ok(engine)
    }

    /// Returns the folder of built indexes.
    pub fn index_dir(&self) -> anyhow::Result<PathBuf> {
        match &self.global.index_dir {
            Some(dir) => Ok(dir.clone()),
            None => Ok(base("--index-dir")?.cache_dir().join("shirube").join("index")),
        }
    }

    /// Returns the folder of the compiled corpus, beside the index. `None` if the system has no such place.
    fn corpus_dir(&self) -> Option<PathBuf> {
        match &self.global.index_dir {
            Some(dir) => Some(dir.join("corpus")),
            None => Some(base("--index-dir").ok()?.cache_dir().join("shirube").join("corpus")),
        }
    }

    /// Returns the folder in which queries are kept from session to session; `None` if the system has no such place.
    pub fn state_dir(&self) -> Option<PathBuf> {
        let base = choose_base_strategy().ok()?;
        Some(base.state_dir().unwrap_or_else(|| base.data_dir()).join("shirube"))
    }

    /// Returns the folder of the reader's own data.
    pub fn data_dir(&self) -> anyhow::Result<PathBuf> {
        match &self.global.data_dir {
            Some(dir) => Ok(dir.clone()),
            None => Ok(base("--data-dir")?.data_dir().join("shirube")),
        }
    }

    /// Returns the folder of dictionaries.
    pub fn dictionary_store(&self) -> anyhow::Result<PathBuf> {
        match env::var_os(DICTIONARY).filter(|dir| !dir.is_empty()) {
            Some(dir) => Ok(PathBuf::from(dir)),
            None => Ok(self.data_dir()?.join("dictionary")),
        }
    }

    /// Returns the language of the interface: the one asked for, otherwise English if the locale is English, otherwise Japanese.
    pub fn language(&self) -> Language {
        self.language_of(&self.config)
    }

    /// Returns the language that results from a configuration.
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

    /// Returns true if the output is to be coloured.
    pub fn colour(&self) -> bool {
        self.colour_of(&self.config)
    }

    /// Returns the number of colours that results from a configuration.
    pub fn depth(&self, config: &Config) -> Depth {
        if !self.colour_of(config) {
            return Depth::None;
        }
        let told = |name: &str| env::var(name).unwrap_or_default();
        Depth::told(&told("COLORTERM"), &told("TERM"))
    }

    /// Returns true if a configuration results in colours.
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
    choose_base_strategy().with_context(|| format!("there is no home folder to keep data in; give {option}"))
}
