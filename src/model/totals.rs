//! Totals of records that lie elsewhere: what tables need to know of all records is added up where these lie, so that only those in view
//! have to be fetched.

use std::collections::HashSet;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};

use super::kpi::Category;
use super::money::{AmountBasis, Channel, FiscalYear, Stage};
use super::review::Yen;
use super::{Attainment, Given, Id};

/// A column: the figures of one fiscal year and stage.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Column {
    /// The stage: the kind of figures.
    pub stage: Stage,
    /// The basis: what they count. Requests with and without the wish are two columns.
    pub basis: AmountBasis,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
}

/// Outline of the ledger of programmes: what it consists of, without any figure.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LedgerOutline {
    /// The columns.
    pub columns: Vec<Column>,
    /// The record and the channel of each row, in reading order.
    pub rows: Vec<(Id, Option<Channel>)>,
    /// The documents that set out the programmes of only some of their period's projects.
    pub narrow: HashSet<Id>,
}

/// Tie: a project, and a ministry that is printed with a record of it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Tie {
    /// The project.
    pub project: Id,
    /// The ministry's code: 文.
    pub ministry: String,
}

/// Number of records with the same tie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TieCount {
    /// The tie.
    pub tie: Tie,
    /// The number of records.
    pub records: usize,
}

/// Record with some of the ties that were looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tied {
    /// The record's position.
    pub position: usize,
    /// The ties that it has.
    pub ties: Vec<Tie>,
}

/// Keys of an indicator.
#[derive(Clone, PartialEq, Debug, BorshSerialize, BorshDeserialize)]
pub struct IndicatorKeys {
    /// The heading under which it is set.
    pub category: Category,
    /// The plan period of its figures.
    pub period: Option<u8>,
    /// The project that answers for it.
    pub project: Option<Id>,
    /// The codes of the ministries behind it: its own, or its owner's.
    pub ministries: Vec<String>,
    /// How it stands to its target.
    pub attainment: Attainment,
    /// How far it has come, as a share of its target.
    pub progress: Option<f64>,
    /// The fiscal year by whose end its target is due.
    pub due: Option<FiscalYear>,
    /// True if it has a target.
    pub targeted: bool,
}

/// A sum over the programmes of a year's sheets for which one ministry answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MinistrySum {
    /// The ministry.
    pub ministry: Id,
    /// The kind of figure: one of the stages of review sheets.
    pub stage: &'static str,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The account; `None` if it is for all accounts.
    pub account: Option<String>,
    /// The sum in yen; `None` if all the money is in the figures of other programmes.
    pub yen: Option<Yen>,
    /// The number of programmes over which it is summed.
    pub programmes: usize,
}

/// Source that adds up what it has.
pub trait Totals {
    /// Returns the outline of the ledger of the programmes of documents.
    fn programme_ledger(&self) -> Given<Arc<LedgerOutline>>;

    /// Returns the positions of the documents that print overall amounts, in reading order.
    fn documents_with_money(&self) -> Given<Arc<[usize]>>;

    /// Returns the number of records with each of these ties; none of those that no record has.
    fn ties(&self, wanted: &[Tie]) -> Given<Arc<[TieCount]>>;

    /// Returns the records with any of these ties, in reading order.
    fn tied(&self, wanted: &[Tie]) -> Given<Arc<[Tied]>>;

    /// Returns the positions and keys of the indicators of documents, in reading order.
    fn indicators(&self) -> Given<Arc<[(usize, IndicatorKeys)]>>;

    /// Returns the sums over the programmes of the sheets of a document, by the ministry that answers for them.
    fn by_ministry(&self, document: &Id) -> Given<Arc<[MinistrySum]>>;

    /// Returns the positions of the programmes of which a document speaks, in reading order.
    fn programmes_of(&self, document: &Id) -> Given<Arc<[usize]>>;

    /// Returns the positions of the payees that have a name with this hash, in reading order.
    fn payees_named(&self, hash: u32) -> Given<Arc<[usize]>>;
}
