//! Handlers that reach beyond the state: the index, the configuration, a browser, quitting.

use crate::app::effect::Effect;
use crate::app::notice::{IndexState, Notice};
use crate::app::state::State;
use crate::model::Record;

impl State {
    /// Quits, keeping the session.
    pub(in crate::app) fn quit(&mut self) -> Vec<Effect> {
        let mut effects = self.leaving();
        effects.push(Effect::Quit);
        effects
    }

    /// Stops building the index, or starts again.
    pub(in crate::app) fn stop_or_open_index(&mut self) -> Vec<Effect> {
        let index = &mut self.screens.search.index;
        match index {
            IndexState::Opening { .. } => vec![Effect::StopIndex],
            IndexState::Stopped | IndexState::Failed(_) => {
                *index = IndexState::Opening { share: 0.0, left: None };
                vec![Effect::OpenIndex]
            }
            IndexState::Ready { .. } => Vec::new(),
        }
    }

    /// Takes back that something is not there: it may be among what has not come.
    pub(in crate::app) fn admit_waiting(&mut self) {
        let absent = [Notice::NoSuchLink, Notice::NoTerms, Notice::NoOriginal, Notice::NoAddress, Notice::NothingToCopy];
        if self.notice.as_ref().is_some_and(|notice| absent.contains(notice)) {
            self.notice = Some(Notice::Awaited);
        }
    }

    /// Opens the source's page in the reader's browser.
    pub(in crate::app) fn open_address(&mut self) -> Vec<Effect> {
        match self.address() {
            Some(address) => vec![Effect::Browse(address)],
            None => {
                self.notice = Some(Notice::NoAddress);
                Vec::new()
            }
        }
    }

    /// Returns the address of the document that contains the present record.
    fn address(&self) -> Option<String> {
        let record = self.present_record()?;
        let place = record.places().into_iter().next();
        let document = match (record, &place) {
            (Record::Document(document), _) => Some(document),
            (_, Some(place)) => self.corpus.document(place.document.as_str()),
            _ => None,
        }?;
        let url = document.url.clone()?;
        // Browsers open a PDF at the page given in the fragment.
        match place.and_then(|place| place.page).filter(|_| url.ends_with(".pdf")) {
            Some(page) => Some(format!("{url}#page={page}")),
            None => Some(url),
        }
    }
}
