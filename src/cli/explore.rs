//! `shirube` and `shirube open ID`: the explorer.

use std::io::{self, IsTerminal};

use super::config::Config;
use super::context::Context;
use super::{Outcome, show};
use crate::app::Settings;
use crate::tui::{self, End, Start};

pub(super) fn run(context: &Context, record: Option<String>, query: Option<String>, resume: bool) -> anyhow::Result<Outcome> {
    let (corpus, make_store) = context.deferred_store()?;
    if let Some(id) = &record
        && show::find(&corpus, id).is_none()
    {
        return Ok(Outcome::Nothing);
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        anyhow::bail!("the explorer needs a terminal; for pipes there are `shirube search`, `list`, `show` and `links`");
    }
    let settings = |config: &Config| Settings { keymap: config.keymap.clone(), language: context.language_of(config) };
    let reload = || {
        context
            .read_config()
            .map(|config| (settings(&config), config.theme(context.colour_of(&config))))
            .map_err(|error| format!("{error:#}"))
    };
    let start = Start {
        corpus,
        open_index: Box::new(move |report| make_store()?.open(report)),
        settings: settings(context.config()),
        reload: Box::new(reload),
        theme: context.config().theme(context.colour()),
        record,
        query,
        resume,
        state_dir: context.state_dir(),
    };
    match tui::run(start)? {
        End::Quit => Ok(Outcome::Found),
        End::Signal(signal) => Ok(Outcome::Signal(signal)),
    }
}
