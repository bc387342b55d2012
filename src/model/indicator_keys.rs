//! Keys of indicators: what a table of them is narrowed and ordered by.

use super::{Attainment, Corpus, Given, IndicatorKeys, Kind, Kpi, Record};

impl IndicatorKeys {
    /// Returns the keys of an indicator.
    pub fn of(corpus: &Corpus, record: &Record, kpi: &Kpi) -> Self {
        Self {
            category: kpi.category,
            period: kpi.period,
            project: kpi.owning_project().cloned(),
            ministries: corpus.ministries_of(record).into_iter().map(|role| role.code).collect(),
            attainment: Attainment::of(kpi),
            progress: kpi.progress(),
            due: kpi.target.as_ref().and_then(|target| target.by),
            targeted: kpi.target.is_some(),
        }
    }
}

impl Corpus {
    /// Returns the positions and keys of the indicators of documents, in reading order; none as long as they are on their way.
    pub fn indicator_keys(&self) -> Vec<(usize, IndicatorKeys)> {
        if let Some(totals) = self.totals() {
            return match totals.indicators() {
                Given::Here(keys) => keys.to_vec(),
                Given::NotYet | Given::Lost | Given::Nothing => Vec::new(),
            };
        }
        let keys = |position: usize| match self.at(position)? {
            record @ Record::Kpi(kpi) => Some((position, IndicatorKeys::of(self, record, kpi))),
            _ => None,
        };
        self.positions_of_documents(Kind::Kpi).filter_map(keys).collect()
    }
}
