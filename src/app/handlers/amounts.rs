//! Amounts that an import was not sure of, at the record that the reader is at: the menu lists them, and there the reader accepts one,
//! corrects it, or takes the correction back.

use crate::app::effect::Effect;
use crate::app::menu::{Choice, Menu, Purpose};
use crate::app::notice::Notice;
use crate::app::state::State;
use crate::model::{AmountState, FiscalYear, HeldAmount, Judgement, Kind, Named, ReaderWord, Record, Stage};
use crate::text::fold::fold;
use crate::text::{amount, year};

impl State {
    /// Asks for the amounts that were read for the present programme, or in the present document.
    pub(in crate::app) fn ask_amounts(&mut self) -> Vec<Effect> {
        let Some(record) = self.present_record() else { return Vec::new() };
        let (programme, documents) = match record {
            Record::Programme(programme) => {
                let mut documents: Vec<String> = programme.entries.iter().map(|entry| entry.document.to_string()).collect();
                documents.dedup();
                (Some(programme.id.to_string()), documents)
            }
            _ => (None, record.document().map(ToString::to_string).into_iter().collect()),
        };
        if record.kind() != Kind::Programme && record.kind() != Kind::Document {
            self.notice = Some(Notice::NoAmounts);
            return Vec::new();
        }
        vec![Effect::AskAmounts { documents, programme }]
    }

    /// Shows the amounts that were asked for: for a document those that are not sure, for a programme all of them.
    pub(in crate::app) fn show_amounts(&mut self, amounts: Vec<HeldAmount>) {
        if amounts.is_empty() {
            self.notice = Some(Notice::NoAmounts);
            return;
        }
        let mut menu = Menu::new(&self.keymap, self.mode(), Purpose::Amounts);
        // The cursor starts on the first unsure one.
        let unsure = amounts.iter().position(|amount| !amount.is_sure());
        menu.rows = (0..amounts.len()).map(Choice::Amount).collect();
        menu.scroll.chosen = unsure.unwrap_or(0);
        self.amounts = amounts;
        self.menu = Some(menu);
    }

    /// Takes the reader's word on an amount: what is typed. If nothing is typed, the amount is accepted, or a word given before is taken
    /// back.
    pub(in crate::app) fn judge(&mut self, at: usize, typed: &str) -> Vec<Effect> {
        let Some(held) = self.amounts.get(at) else { return Vec::new() };
        let judgement = match (typed.trim(), &held.correction) {
            ("", Some(_)) => Judgement::TakeBack,
            (typed, _) => match word(typed) {
                Some(word) => Judgement::Word(word),
                None => {
                    self.notice = Some(Notice::NoWord);
                    return Vec::new();
                }
            },
        };
        self.menu = None;
        vec![Effect::Judge { document: held.document.clone(), number: held.number, judgement }]
    }

    /// Continues with the corpus after the reader's word: the same records in the same positions, with other amounts.
    pub(in crate::app) fn renew(&mut self, corpus: std::sync::Arc<crate::model::Corpus>) {
        self.corpus = corpus;
        self.with_screen(|screen, around| screen.renew(around.corpus));
        self.fit();
        self.notice = Some(Notice::Judged);
    }
}

/// Parses what the reader types about an amount: the amount and, if the document does not give them, the year and the stage:
/// `3億5,000万円 令和6 当初予算`.
fn word(typed: &str) -> Option<ReaderWord> {
    let mut word = ReaderWord::default();
    for part in fold(typed).split_whitespace() {
        if let Some(stage) = Stage::from_name(part) {
            word.stage = Some(stage);
        } else if let Some(year) = fiscal_year(part) {
            word.fiscal_year = Some(year);
        } else {
            word.value = Some(amount::oku(part)?);
        }
    }
    Some(word)
}

/// Returns the fiscal year if the text is written as one; a bare number is an amount.
fn fiscal_year(part: &str) -> Option<FiscalYear> {
    year::at_start(part).filter(|year| year.certain && year.len == part.len()).map(|year| year.year)
}

impl HeldAmount {
    /// Returns true if nobody needs to look at it any more.
    pub fn is_sure(&self) -> bool {
        match self.state {
            AmountState::Accepted | AmountState::Corrected => true,
            AmountState::Taken => self.reading.certainty.as_deref() == Some("high"),
            AmountState::Doubt | AmountState::Gone => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_says_how_much_and_of_which_year_and_stage() {
        let said = |value, fiscal_year, stage| Some(ReaderWord { value, fiscal_year, stage });
        assert_eq!(word(""), said(None, None, None));
        assert_eq!(word("12.5"), said(Some(12.5), None, None));
        assert_eq!(word("３億５，０００万円　令和６　当初予算"), said(Some(3.5), Some(2024), Some(Stage::Initial)));
        assert_eq!(word("R8 概算要求"), said(None, Some(2026), Some(Stage::Request)));
        assert_eq!(word("およそ12"), None);
    }
}
