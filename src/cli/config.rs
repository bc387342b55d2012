//! `shirube config`: the configuration file and all of its settings.

use clap::Subcommand;

use super::config_file::printed;
use super::context::Context;
use super::outcome::Outcome;
use super::output;

#[derive(Subcommand, Debug)]
pub(super) enum ConfigCommand {
    /// Print a configuration file with every setting, its usual value and what it means.
    PrintDefault,
    /// Print where the configuration file is looked for.
    Path,
}

impl ConfigCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        match self {
            ConfigCommand::PrintDefault => output::line(&printed(context.language()))?,
            ConfigCommand::Path => output::line(&context.config_path()?.display().to_string())?,
        }
        Ok(Outcome::Found)
    }
}
