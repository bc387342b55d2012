//! `shirube` and `shirube open ID`: the explorer.

use std::env;
use std::io::{self, IsTerminal};

use super::config_file::Config;
use super::context::Context;
use super::outcome::Outcome;
use super::{output, show};
use crate::app::Settings;
use crate::engine::Supply;
use crate::model::{HeldAmount, Judgement};
use crate::tui::{self, LibraryDesk, Start};

pub(super) fn run(context: &Context, record: Option<String>, query: Option<String>, resume: bool) -> anyhow::Result<Outcome> {
    let shares = context.shares()?;
    // A shared library is looked for while the explorer is there already.
    let supply = if shares { context.no_supply()? } else { context.own_supply()? };
    if let Some(id) = &record
        && !shares
        && show::find(&supply.corpus, id).is_none()
    {
        return Ok(Outcome::Nothing);
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        anyhow::bail!("the explorer needs a terminal; for pipes there are `shirube search`, `list`, `show` and `links`");
    }
    if env::var_os("TERM").is_some_and(|term| term == "dumb") {
        anyhow::bail!(
            "the explorer needs a terminal that can place text, and TERM=dumb says that this one cannot; there are `shirube search`, `list`, `show` and `links`"
        );
    }
    let settings = |config: &Config| Settings { language: context.language_of(config), ..config.settings.clone() };
    let reload = || {
        context.read_config().map(|config| (settings(&config), config.looks(context.depth(&config)))).map_err(|error| format!("{error:#}"))
    };
    let start = Start {
        supply,
        open: context.open_later()?,
        settings: settings(context.config()),
        reload: Box::new(reload),
        library: Box::new(Desk { context, shares }),
        looks: context.config().looks(context.depth(context.config())),
        record,
        query,
        resume,
        state_dir: context.state_dir(),
    };
    let ended = tui::run(start)?;
    if let Some(why) = ended.not_kept {
        output::complain(&format!("shirube: not kept for the next session: {why}"));
    }
    Ok(ended.signal.map_or(Outcome::Found, Outcome::Signal))
}

/// The library that the command line names.
struct Desk<'c> {
    context: &'c Context,
    /// True if a shared library is read, whose amounts are not this machine's to judge.
    shares: bool,
}

impl LibraryDesk for Desk<'_> {
    fn amounts(&self, document: &str) -> Vec<HeldAmount> {
        if self.shares {
            return Vec::new();
        }
        self.context.library().and_then(|library| Ok(library.amounts(document)?)).unwrap_or_default()
    }

    fn judge(&self, document: &str, number: usize, judgement: &Judgement) -> Result<Supply, String> {
        judge(self.context, document, number, judgement).map_err(|error| format!("{error:#}"))
    }
}

/// Keeps the reader's correction of an amount in a document of the library, and reads the corpus again.
fn judge(context: &Context, document: &str, number: usize, judgement: &Judgement) -> anyhow::Result<Supply> {
    let library = context.library()?;
    let _alone = library.lock_soon()?;
    match judgement {
        Judgement::Word(word) => library.correct(document, number, word)?,
        Judgement::TakeBack => library.take_back(document, number)?,
    }
    context.supply_anew()
}
