//! Money over the years: one row for each project, programme or ministry, one column for each fiscal year and stage. Requests and budgets
//! are never one series, no yen is counted twice, and what is not reported is not zero.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use strum::{IntoStaticStr, VariantArray};

use super::money::{Allocation, AllocationGroup, Channel, Confidence, Entry, FiscalYear};
use super::{Column, Corpus, Document, Given, Id, Kind, Place, Programme, Project, Record};
use crate::text::amount::OKU;

/// Axis of a ledger: what its rows are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Axis {
    /// Projects of all periods.
    #[default]
    Project,
    /// Programmes.
    Programme,
    /// Ministries, by the overall amounts.
    Ministry,
}

impl Axis {
    /// Returns the kind of the records that the rows are about.
    pub fn kind(self) -> Kind {
        match self {
            Self::Project => Kind::Project,
            Self::Programme => Kind::Programme,
            Self::Ministry => Kind::Ministry,
        }
    }
}

/// One amount behind a figure, as a document prints it.
#[derive(Clone, PartialEq, Debug)]
pub struct Portion {
    /// The amount in 億円; `None` is not reported.
    pub amount: Option<f64>,
    /// True if it belongs to the row by the slide's order only, and is not part of the sum.
    pub unsure: bool,
    /// The marks printed with it: 一部再掲, 内数, and 再掲 if it is counted elsewhere.
    pub marks: Vec<String>,
    /// The place where it is printed.
    pub place: Place,
}

/// Figure of a row in a column.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Figure {
    /// The amount in 億円: the sum of the amounts that certainly belong to the row, each counted once. `None` is not reported.
    pub amount: Option<f64>,
    /// Amounts in 億円 that belong to the row by the slide's order only. Never summed.
    pub unsure: Vec<f64>,
    /// True if an amount in the sum is not quite certain: separated from its name, or of a stage that is not given in full.
    pub doubtful: bool,
    /// True if there may be more: a part without an amount, or projects whose programmes the year's document does not set out.
    pub partial: bool,
    /// The marks printed with it: 一部再掲, 内数.
    pub marks: Vec<String>,
    /// The programme or group whose amount includes this one.
    pub within: Option<Id>,
    /// The places where it is printed.
    pub places: Vec<Place>,
    /// The amounts from which it was made, one for each place, including those that are not summed.
    pub portions: Vec<Portion>,
    /// The reason why it must not be compared with another year's: what it counts has changed.
    pub incomparable: Option<String>,
}

impl Figure {
    /// Returns the amount if it can be compared with another year's, that is, if it is whole and certain.
    pub fn comparable(&self) -> Option<f64> {
        self.amount.filter(|_| !self.partial && self.incomparable.is_none())
    }

    /// Returns the amounts of which the figure is the sum, in 億円, if there are several.
    pub fn summands(&self) -> Vec<f64> {
        let counted = self.portions.iter().filter(|portion| !portion.unsure && portion.marks.iter().all(|mark| mark != "再掲"));
        let amounts: Vec<f64> = counted.filter_map(|portion| portion.amount).collect();
        if amounts.len() > 1 { amounts } else { Vec::new() }
    }
}

/// A row: the money of one record through one channel, or through a channel that is not given.
#[derive(Clone, PartialEq, Debug)]
pub struct LedgerRow {
    /// The record whose money it is: a project, a programme, a ministry. `None` is the sum that the documents print.
    pub record: Option<Id>,
    /// The channel of the money, if the documents give it.
    pub channel: Option<Channel>,
    /// One figure for each column, in the ledger's order; `None` if the documents of that year do not speak of it at all. None at all as
    /// long as the record is elsewhere and nobody has looked at the row.
    pub figures: Vec<Option<Figure>>,
}

impl LedgerRow {
    /// Returns true if its figures are not here.
    pub fn is_wanting(&self) -> bool {
        self.figures.is_empty()
    }
}

/// Change of an amount from the fiscal year before, in the same stage.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct YearChange {
    /// The year before.
    pub from: FiscalYear,
    /// The difference in 億円.
    pub difference: f64,
    /// The difference as a share of the year before; `None` if that was 0.
    pub share: Option<f64>,
}

/// Rows of money over the years.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ledger {
    /// The columns, stage by stage, oldest year first.
    pub columns: Vec<Column>,
    /// The rows, in reading order.
    pub rows: Vec<LedgerRow>,
    /// The documents that set out the programmes of only some of their period's projects.
    narrow: HashSet<Id>,
}

impl Ledger {
    /// Builds the ledger of a corpus by one axis, with all figures.
    pub fn new(corpus: &Corpus, axis: Axis) -> Self {
        let mut ledger = Self::outline(corpus, axis);
        ledger.look_at_all(corpus);
        ledger
    }

    /// Builds the ledger of a corpus by one axis. Where the programmes are elsewhere, their rows want figures until they are looked at.
    pub fn outline(corpus: &Corpus, axis: Axis) -> Self {
        let mut builder = LedgerBuilder::default();
        match axis {
            Axis::Project => corpus.period_projects().into_iter().for_each(|(_, project)| builder.project(project)),
            Axis::Programme => match corpus.totals().map(|totals| totals.programme_ledger()) {
                None => {
                    let narrow = narrow(corpus);
                    for record in corpus.of_documents(Kind::Programme) {
                        if let Record::Programme(programme) = record {
                            builder.programme(programme, &narrow);
                        }
                    }
                    return Self { narrow, ..builder.ledger() };
                }
                Some(Given::Here(outline)) => {
                    let row = |(id, channel): &(Id, Option<Channel>)| LedgerRow {
                        record: Some(id.clone()),
                        channel: *channel,
                        figures: Vec::new(),
                    };
                    let rows = outline.rows.iter().map(row).collect();
                    return Self { columns: outline.columns.clone(), rows, narrow: outline.narrow.clone() };
                }
                Some(Given::NotYet | Given::Lost | Given::Nothing) => {}
            },
            Axis::Ministry => builder.ministries(corpus),
        }
        builder.ledger()
    }

    /// Looks at some rows: finds the figures that they want.
    pub fn look_at(&mut self, corpus: &Corpus, rows: Range<usize>) {
        let end = rows.end.min(self.rows.len());
        let Some(rows) = self.rows.get_mut(rows.start.min(end)..end) else { return };
        let wanting = || rows.iter().filter(|row| row.is_wanting()).filter_map(|row| row.record.as_ref());
        let positions: Vec<usize> = wanting().filter_map(|id| corpus.position(id.as_str())).collect();
        if positions.is_empty() {
            return;
        }
        corpus.prepare(&positions);
        for row in rows.iter_mut().filter(|row| row.is_wanting()) {
            let Some(Record::Programme(programme)) = row.record.as_ref().and_then(|id| corpus.get(id.as_str())) else { continue };
            let mut builder = LedgerBuilder::default();
            builder.programme(programme, &self.narrow);
            let own = builder.rows.into_iter().find(|(_, channel, _)| *channel == row.channel);
            let mut figures = own.map(|(.., figures)| figures).unwrap_or_default();
            row.figures = self.columns.iter().map(|column| figures.remove(column)).collect();
        }
    }

    /// Looks at all rows.
    pub fn look_at_all(&mut self, corpus: &Corpus) {
        self.look_at(corpus, 0..self.rows.len());
    }

    /// Returns the change of a row's figure in a column from the year before in the same stage, if both are whole and certain.
    pub fn change(&self, row: &LedgerRow, column: usize) -> Option<YearChange> {
        let before = self.year_before(column)?;
        let from = self.columns.get(before)?.fiscal_year;
        let value = |at: usize| row.figures.get(at)?.as_ref()?.comparable();
        let (now, then) = alike(value(column)?, value(before)?);
        Some(YearChange { from, difference: to_the_yen(now - then), share: (then != 0.0).then(|| (now - then) / then) })
    }

    /// Returns the reason why a row's figure in a column is not comparable with the year before, if both are reported and a document gives
    /// one.
    pub fn incomparable<'r>(&self, row: &'r LedgerRow, column: usize) -> Option<&'r str> {
        let figure = |at: usize| row.figures.get(at)?.as_ref().filter(|figure| figure.amount.is_some());
        let (here, before) = (figure(column)?, figure(self.year_before(column)?)?);
        here.incomparable.as_deref().or(before.incomparable.as_deref())
    }

    /// Returns the column of the fiscal year before, in the same stage and on the same basis.
    fn year_before(&self, column: usize) -> Option<usize> {
        let here = self.columns.get(column)?;
        let before = Column { fiscal_year: here.fiscal_year.checked_sub(1)?, ..*here };
        self.columns.iter().position(|other| *other == before)
    }
}

/// Figures of a row under construction.
type Figures = HashMap<Column, Figure>;

/// Rows under construction; the columns are known only when all rows have been read.
#[derive(Default)]
struct LedgerBuilder {
    rows: Vec<(Option<Id>, Option<Channel>, Figures)>,
    /// The places of the rows.
    places: HashMap<(Option<Id>, Option<Channel>), usize>,
}

impl LedgerBuilder {
    /// Returns the figure of a record, channel and column, created when it is first asked for.
    fn figure(&mut self, record: Option<&Id>, channel: Option<Channel>, column: Column) -> &mut Figure {
        let at = *self.places.entry((record.cloned(), channel)).or_insert_with(|| {
            self.rows.push((record.cloned(), channel, HashMap::new()));
            self.rows.len() - 1
        });
        self.rows[at].2.entry(column).or_default()
    }

    fn project(&mut self, project: &Project) {
        for budget in &project.budgets {
            let column = Column { stage: budget.stage, basis: budget.basis, fiscal_year: budget.fiscal_year };
            for (channel, amount) in [(Channel::Amed, budget.amed), (Channel::InHouse, budget.in_house)] {
                if amount.is_none() && channel == Channel::InHouse {
                    continue;
                }
                let figure = self.figure(Some(&project.id), Some(channel), column);
                figure.amount = amount;
                figure.marks.clone_from(&budget.marks);
                let place = project.place_of(budget);
                figure.places.push(place.clone());
                figure.portions.push(Portion { amount, unsure: false, marks: budget.marks.clone(), place });
            }
        }
    }

    fn programme(&mut self, programme: &Programme, narrow: &HashSet<Id>) {
        for entry in &programme.entries {
            self.entry(programme, entry, narrow.contains(&entry.document));
        }
    }

    /// Adds an entry. `narrow` means that its document sets out the programmes of some projects only, so that there may be more.
    fn entry(&mut self, programme: &Programme, entry: &Entry, narrow: bool) {
        let (Some(fiscal_year), Some(stage), Some(basis)) = (entry.fiscal_year, entry.stage, entry.basis) else { return };
        let figure = self.figure(Some(&programme.id), entry.channel, Column { stage, basis, fiscal_year });
        let unsure = entry.confidence == Some(Confidence::Low);
        figure.places.push(entry.place());
        figure.portions.push(Portion { amount: entry.amount, unsure, marks: entry.marks.clone(), place: entry.place() });
        // An amount printed again elsewhere on the slides is counted where it is first printed.
        if entry.again() {
            return;
        }
        for mark in &entry.marks {
            if !figure.marks.contains(mark) {
                figure.marks.push(mark.clone());
            }
        }
        figure.partial |= narrow;
        if entry.within() {
            figure.within = figure.within.take().or_else(|| entry.share_of.clone());
        }
        match (entry.amount, entry.confidence) {
            (Some(amount), Some(Confidence::Low)) => {
                figure.partial = true;
                figure.unsure.push(amount);
            }
            (Some(amount), confidence) => {
                figure.doubtful |= confidence == Some(Confidence::Medium);
                figure.amount = Some(to_the_yen(figure.amount.unwrap_or(0.0) + amount));
            }
            (None, _) => figure.partial = true,
        }
    }

    fn ministries(&mut self, corpus: &Corpus) {
        let documents: Vec<usize> = match corpus.totals().map(|totals| totals.documents_with_money()) {
            None => corpus.positions(Kind::Document).collect(),
            Some(Given::Here(documents)) => documents.to_vec(),
            Some(Given::NotYet | Given::Lost | Given::Nothing) => Vec::new(),
        };
        corpus.prepare(&documents);
        for position in documents {
            let Some(Record::Document(document)) = corpus.at(position) else { continue };
            for allocation in overall(document) {
                let column = Column { stage: allocation.stage, basis: allocation.basis, fiscal_year: allocation.fiscal_year };
                let channel = allocation.channel;
                let place = allocation.place(&document.id);
                let share =
                    |share: &super::Share| Some((Some(corpus.ministry(&share.code)?.id.clone()), share.amount, share.incomparable.clone()));
                let shares = allocation.ministries.iter().filter_map(share);
                for (record, amount, incomparable) in shares.chain(allocation.amount.map(|amount| (None, amount, None))) {
                    let figure = self.figure(record.as_ref(), channel, column);
                    figure.amount = Some(amount);
                    figure.incomparable = incomparable;
                    figure.places.push(place.clone());
                    figure.portions.push(Portion { amount: Some(amount), unsure: false, marks: Vec::new(), place: place.clone() });
                }
            }
        }
        // In the order of the list of ministries, with the printed sum last.
        let order = |id: &Option<Id>| id.as_ref().and_then(|id| corpus.position(id.as_str())).unwrap_or(usize::MAX);
        self.rows.sort_by_key(|(id, channel, _)| (order(id), *channel));
    }

    fn ledger(self) -> Ledger {
        let mut columns: Vec<Column> = self.rows.iter().flat_map(|(.., figures)| figures.keys().copied()).collect();
        columns.sort();
        columns.dedup();
        let rows = self.rows.into_iter().map(|(record, channel, mut figures)| {
            let figures = columns.iter().map(|column| figures.remove(column)).collect();
            LedgerRow { record, channel, figures }
        });
        Ledger { rows: rows.collect(), columns, narrow: HashSet::new() }
    }
}

/// Returns the overall amounts of a document that go through one channel.
fn overall(document: &Document) -> impl Iterator<Item = &Allocation> {
    let overall = |allocation: &&Allocation| allocation.group == AllocationGroup::Overall && allocation.channel.is_some();
    document.allocations.iter().filter(overall)
}

/// Returns the columns to which a record adds figures, and the channels of its rows, in their order.
pub fn columns_of(record: &Record) -> (Vec<Column>, Vec<Option<Channel>>) {
    let mut builder = LedgerBuilder::default();
    match record {
        Record::Project(project) => builder.project(project),
        Record::Programme(programme) => builder.programme(programme, &HashSet::new()),
        Record::Document(document) => {
            for allocation in overall(document) {
                let column = Column { stage: allocation.stage, basis: allocation.basis, fiscal_year: allocation.fiscal_year };
                builder.figure(None, allocation.channel, column);
            }
        }
        _ => {}
    }
    let channels = builder.rows.iter().map(|(_, channel, _)| *channel).collect();
    (builder.ledger().columns, channels)
}

/// Rounds an amount in 億円 to the yen, dropping what sums and differences of binary floats add below it.
fn to_the_yen(amount: f64) -> f64 {
    (amount * OKU).round() / OKU
}

/// Returns two amounts at the precision of the coarser one: if one document prints 18.9 where another prints 19, that is not a change.
fn alike(a: f64, b: f64) -> (f64, f64) {
    let whole = |value: f64| value.fract() == 0.0 && value >= 1.0;
    if whole(a) || whole(b) { (a.round(), b.round()) } else { (a, b) }
}

/// Returns the documents that set out the programmes of only some of their period's projects.
pub fn narrow(corpus: &Corpus) -> HashSet<Id> {
    let mut set_out: HashSet<(&Id, &Id)> = HashSet::new();
    for record in corpus.of_documents(Kind::Programme) {
        let Record::Programme(programme) = record else { continue };
        set_out.extend(programme.entries.iter().filter_map(|entry| Some((&entry.document, entry.project.as_ref()?))));
    }
    let projects = corpus.period_projects();
    let documents = corpus.of_documents(Kind::Document).filter(|record| {
        let period = corpus.period_of(record);
        projects.iter().any(|(of, project)| Some(*of) == period && !set_out.contains(&(record.id(), &project.id)))
    });
    documents.map(|record| record.id().clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn what_differs_only_by_rounding_is_no_change() {
        assert_eq!(alike(19.0, 18.9), (19.0, 19.0));
        assert_eq!(alike(10.7, 12.6), (10.7, 12.6));
        assert_eq!(alike(0.5, 0.4), (0.5, 0.4));
    }
}
