//! The model: records, ids, money, fiscal years, and the typed links between records, in both directions. Plain values, no I/O.
//!
//! | the field's term | here | meaning |
//! |---|---|---|
//! | 統合プロジェクト | [`Project`] | an integrated project of a period, one record; what a document says of it is a [`ProjectEntry`] |
//! | 事業 | [`Programme`] | a programme, one record over the years; what a document says of it is an [`Entry`] |
//! | 指標・KPI | [`Kpi`] | an indicator with target, latest value and owner |
//! | 府省庁（◎ 取りまとめ） | [`Ministry`], [`Role`] | a ministry; its part in something, as lead or not |
//! | 疾患領域 | [`Area`] | a disease area |
//! | 会議体・機関 | [`Body`] | a council, agency or institution |
//! | 行政事業レビューシート | [`Review`], [`ReviewIndicator`] | a programme's sheet of a year: its money, goals and judgement |
//! | 支出先 | [`Payee`] | a payee; a corporation by its number |
//! | 用語 | [`Term`] | an abbreviation, a footnote, a named law or plan |
//! | 当初予算・概算要求・要望 | [`Stage`] | the kind of figure that an amount is |
//! | 系譜 | [`LineageEdge`], [`Lineage`] | what became of a project in the next period; all of it as columns and steps |
//! | 予算の推移 | [`Ledger`] | money by project, programme or ministry over fiscal years and stages |
//! | 原文 | [`Excerpt`] | a piece of an original that the reader has imported, with its record |
//! | 対応表 | [`Matrix`] | projects against ministries or disease areas |

mod areas;
mod assemble;
mod attainment;
mod basis;
mod compile;
mod compiled;
mod corpus;
mod excerpt;
mod filter;
mod given;
mod id;
mod indicator_keys;
mod kpi;
mod ledger;
mod lineage;
mod lineage_edge;
mod link;
mod links;
mod matrix;
mod mentions;
mod money;
mod named;
mod names;
mod originals;
mod period;
mod place;
mod reading;
mod record;
mod records;
mod review;
pub mod review_money;
mod reviewed;
mod source;
mod sourced;
mod totals;

pub use attainment::Attainment;
pub use basis::Basis;
pub use compiled::Bytes;
pub use corpus::{Corpus, Records};
pub use excerpt::Excerpt;
pub use filter::Filter;
pub use given::Given;
pub use id::Id;
pub use kpi::{Category, Kpi, Latest, Measure, Owner, Quote, Target};
pub use ledger::{Axis, Figure, Ledger, LedgerRow, Portion, YearChange, columns_of, narrow};
pub use lineage::{Lineage, LineageNode, LineageStep, LineageSubject};
pub use lineage_edge::{LineageEdge, Passage};
pub use link::{Link, Relation};
pub use matrix::{Against, Involvement, Matrix, MatrixCell, Ties};
pub use mentions::Mentions;
pub use money::{Allocation, AllocationGroup, AmountBasis, Budget, Channel, Confidence, Entry, FiscalYear, READ_BY_IMPORT, Share, Stage};
pub use named::Named;
pub use names::{Meant, Names, name_key};
pub use place::{Place, Point, Role};
pub use reading::{AmountState, Correction, HeldAmount, Judgement, ReaderWord, Reading};
pub(crate) use record::each;
pub use record::{Kind, Record};
pub use records::{Area, Body, Document, DocumentKind, Ministry, Programme, Project, ProjectEntry, Section, Term};
pub use review::{
    Account, BudgetFigures, BudgetYear, Contract, Evaluation, FindingEffect, Flow, Office, Payee, PayeeTotal, PlanSource, Receipt, Related,
    Review, ReviewIndicator, SeriesYear, Yen, document_of,
};
pub use source::Source;
pub use totals::{Column, IndicatorKeys, LedgerOutline, MinistrySum, Tie, TieCount, Tied, Totals};
