//! Options of every command.

use std::path::PathBuf;

use clap::Args;
use strum::{IntoStaticStr, VariantArray};

use super::named::named;
use crate::present::words::Language;

/// Options of every command.
#[derive(Args, Debug, Clone, Default)]
pub(super) struct Global {
    /// A corpus folder in place of the shipped corpus.
    #[arg(long, global = true, value_name = "DIR")]
    pub corpus: Option<PathBuf>,
    /// Where built indexes are kept, in place of the cache folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub index_dir: Option<PathBuf>,
    /// Where the dictionary and the reader's own documents are kept.
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// The configuration file.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read the library in the cluster at this address (https://search.example.jp:9200; several nodes with commas between) and not the one
    /// of this machine. SHIRUBE_ENGINE, or `engine` in the configuration, say the same; '' is this machine. Credentials are in
    /// SHIRUBE_ENGINE_USER and _PASSWORD, or _API_KEY; the file of a private authority's certificate in SHIRUBE_ENGINE_CA.
    #[arg(long, global = true, value_name = "URL")]
    pub engine: Option<String>,
    /// The name of the library's index there.
    #[arg(long, global = true, value_name = "NAME")]
    pub engine_index: Option<String>,
    /// Colours in the output.
    #[arg(long, global = true, value_name = "WHEN", value_parser = named::<Colour>())]
    pub color: Option<Colour>,
    /// The language of the interface (default: Japanese, or English where LANG says so).
    #[arg(long, global = true, value_name = "LANG", value_parser = named::<Language>())]
    pub lang: Option<Language>,
}

/// Policy for colours in the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Colour {
    /// If a person reads the output.
    Auto,
    /// Always, even into a pipe.
    Always,
    /// Never.
    Never,
}
