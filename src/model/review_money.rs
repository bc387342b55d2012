//! Money of the review sheets as figures: of one programme, or summed over the programmes of each ministry. Only the total rows of the
//! sheets are summed; an account is never added to the total that includes it.

use std::collections::{BTreeMap, HashMap};

use super::money::FiscalYear;
use super::{BudgetFigures, BudgetYear, Corpus, Given, Id, Kind, Ministry, MinistrySum, Place, Programme, Record, Review, Yen};

/// Kinds of figures, in the order in which money comes and goes.
pub const REVIEW_STAGES: [&str; 8] =
    ["概算要求", "当初予算", "補正予算", "前年度からの繰越し", "予備費等", "歳出予算現額", "執行", "翌年度への繰越し"];

/// A figure of the review sheets.
#[derive(Clone, PartialEq, Debug)]
pub struct ReviewFigure {
    /// The programme, or the ministry over whose programmes it is summed.
    pub id: Id,
    /// The kind of figure: one of [`REVIEW_STAGES`].
    pub stage: &'static str,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The account; `None` if it is for all accounts.
    pub account: Option<String>,
    /// The amount in yen; `None` if the money is in the figures of another programme.
    pub yen: Option<Yen>,
    /// The number of programmes over which it is summed.
    pub programmes: usize,
    /// The amount in yen that an older sheet gives for the same, if it differs.
    pub other: Option<Yen>,
    /// The share that was spent (執行率), for an executed amount.
    pub rate: Option<f64>,
    /// The place where it is printed.
    pub place: Place,
}

/// Returns the figures of a budget year, each with its kind and its own fiscal year.
pub fn stages(year: &BudgetYear, figures: &BudgetFigures) -> [(&'static str, FiscalYear, Option<Yen>); 8] {
    let of = year.fiscal_year;
    [
        (REVIEW_STAGES[0], of + 1, figures.request_next),
        (REVIEW_STAGES[1], of, figures.initial),
        (REVIEW_STAGES[2], of, figures.supplementary),
        (REVIEW_STAGES[3], of, figures.carried_in),
        (REVIEW_STAGES[4], of, figures.reserve),
        (REVIEW_STAGES[5], of, figures.current),
        (REVIEW_STAGES[6], of, figures.executed),
        (REVIEW_STAGES[7], of, figures.carried_out),
    ]
}

/// Returns the index of a kind of figure in the order.
fn place_of(stage: &str) -> usize {
    REVIEW_STAGES.iter().position(|known| *known == stage).unwrap_or(REVIEW_STAGES.len())
}

/// Returns the budget years of a programme with their sheets, each year once: from the newest sheet that has it, or from the sheet of
/// `document` alone.
fn years<'p>(programme: &'p Programme, document: Option<&'p Id>) -> BTreeMap<FiscalYear, (&'p Review, &'p BudgetYear)> {
    let mut years = BTreeMap::new();
    for review in programme.reviews.iter().filter(|review| document.is_none_or(|document| review.document == *document)) {
        for year in &review.years {
            years.entry(year.fiscal_year).or_insert((review, year));
        }
    }
    years
}

/// Returns the figures of one programme, newest year first; with `accounts`, those of each account as well.
pub fn of_programme(programme: &Programme, document: Option<&Id>, accounts: bool) -> Vec<ReviewFigure> {
    let mut figures = Vec::new();
    for (review, year) in years(programme, document).into_values() {
        let place = review.place(&programme.id);
        let older = |stage: &str| {
            let others = programme.reviews.iter().filter(|other| document.is_none() && other.sheet_year < review.sheet_year);
            let mut years = others.flat_map(|other| &other.years).filter(|other| other.fiscal_year == year.fiscal_year);
            years.find_map(|other| stages(other, &other.figures).into_iter().find(|(of, ..)| *of == stage).and_then(|(.., yen)| yen))
        };
        let figure = |(stage, fiscal_year, yen): (&'static str, FiscalYear, Option<Yen>), account: Option<&String>| {
            let printed = yen?;
            let other = older(stage).filter(|other| account.is_none() && *other != printed);
            let rate = year.figures.execution_rate.filter(|_| account.is_none() && stage == REVIEW_STAGES[6]);
            let yen = Some(printed).filter(|yen| *yen != 0 || !year.booked_elsewhere);
            let id = programme.id.clone();
            Some(ReviewFigure { id, stage, fiscal_year, account: account.cloned(), yen, programmes: 1, other, rate, place: place.clone() })
        };
        figures.extend(stages(year, &year.figures).into_iter().filter_map(|said| figure(said, None)));
        for account in year.accounts.iter().filter(|_| accounts) {
            figures.extend(stages(year, &account.figures).into_iter().filter_map(|said| figure(said, Some(&account.account))));
        }
    }
    figures.sort_by_key(|figure| (std::cmp::Reverse(figure.fiscal_year), place_of(figure.stage), figure.account.is_some()));
    figures
}

/// Returns the figures of every programme by the sheets of a document, programme by programme in reading order; with `accounts`, those of
/// each account as well.
pub fn by_programme(corpus: &Corpus, document: &Id, accounts: bool) -> Vec<ReviewFigure> {
    let programmes: Vec<usize> = match corpus.totals().map(|totals| totals.programmes_of(document)) {
        None => corpus.positions(Kind::Programme).collect(),
        Some(Given::Here(programmes)) => programmes.to_vec(),
        Some(Given::NotYet | Given::Lost | Given::Nothing) => Vec::new(),
    };
    corpus.prepare(&programmes);
    let figures = |position: usize| match corpus.at(position) {
        Some(Record::Programme(programme)) => of_programme(programme, Some(document), accounts),
        _ => Vec::new(),
    };
    programmes.into_iter().flat_map(figures).collect()
}

/// Returns the ministry that answers for a programme of the review sheets.
pub fn answering<'c>(corpus: &'c Corpus, programme: &Programme) -> Option<&'c Ministry> {
    programme.ministries.iter().find(|office| office.lead).and_then(|office| corpus.ministry(&office.role().code))
}

/// Returns the sums over the programmes of each ministry that answers for them by the sheets of a document, in the order of the ministries;
/// with `accounts`, those of each account as well.
pub fn by_ministry(corpus: &Corpus, document: &Id, accounts: bool) -> Vec<ReviewFigure> {
    let sums: Vec<MinistrySum> = match corpus.totals().map(|totals| totals.by_ministry(document)) {
        None => sums(corpus, document, accounts),
        Some(Given::Here(sums)) => sums.to_vec(),
        Some(Given::NotYet | Given::Lost | Given::Nothing) => Vec::new(),
    };
    let mut sums: Vec<MinistrySum> = sums.into_iter().filter(|sum| accounts || sum.account.is_none()).collect();
    let order = |sum: &MinistrySum| corpus.position(sum.ministry.as_str()).unwrap_or(usize::MAX);
    sums.sort_by_cached_key(|sum| (order(sum), std::cmp::Reverse(sum.fiscal_year), place_of(sum.stage), sum.account.clone()));
    let figure = |sum: MinistrySum| ReviewFigure {
        id: sum.ministry,
        stage: sum.stage,
        fiscal_year: sum.fiscal_year,
        account: sum.account,
        yen: sum.yen,
        programmes: sum.programmes,
        other: None,
        rate: None,
        place: Place { document: document.clone(), ..Place::default() },
    };
    sums.into_iter().map(figure).collect()
}

/// Adds up the figures of all programmes of the sheets of a document; with `accounts`, those of each account as well.
fn sums(corpus: &Corpus, document: &Id, accounts: bool) -> Vec<MinistrySum> {
    type SumKey = (Id, &'static str, FiscalYear, Option<String>);
    let mut sums: HashMap<SumKey, (Option<Yen>, usize)> = HashMap::new();
    for record in corpus.of_kind(Kind::Programme).filter(|record| record.is_of_sheets()) {
        let Record::Programme(programme) = record else { continue };
        let Some(ministry) = answering(corpus, programme) else { continue };
        for figure in of_programme(programme, Some(document), accounts) {
            let key = (ministry.id.clone(), figure.stage, figure.fiscal_year, figure.account);
            let (sum, programmes) = sums.entry(key).or_default();
            if let Some(yen) = figure.yen {
                *sum = Some(sum.unwrap_or(0).saturating_add(yen));
                *programmes += 1;
            }
        }
    }
    let sum = |((ministry, stage, fiscal_year, account), (yen, programmes))| MinistrySum {
        ministry,
        stage,
        fiscal_year,
        account,
        yen,
        programmes,
    };
    sums.into_iter().map(sum).collect()
}
