//! A document of the library -> TOML, in the format that `raw` reads. What is `None` has no line.

use serde::Serialize;

use super::volume::{Original, Volume};
use crate::model::{
    Allocation, AllocationGroup, AmountBasis, Basis, Entry, Excerpt, Id, Kpi, Lineage, Measure, Named, Programme, Project, Reading, Record,
    Role, Section, Share,
};

#[derive(Serialize)]
struct File<'v> {
    original: &'v Original,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    document: Vec<Document<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allocation: Vec<AllocationOut<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    section: Vec<SectionOut<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    project: Vec<ProjectOut<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    programme: Vec<ProgrammeOut<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entry: Vec<EntryOut<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kpi: Vec<KpiOut<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lineage: Vec<LineageOut<'v>>,
}

/// Readings and excerpts, of which a large document has so many that they are written one by one.
#[derive(Serialize)]
struct OneReading<'v> {
    reading: [&'v Reading; 1],
}

#[derive(Serialize)]
struct OneExcerpt<'v> {
    excerpt: [ExcerptOut<'v>; 1],
}

#[derive(Serialize)]
struct Document<'v> {
    id: &'v Id,
    title: &'v str,
    short_title: &'v str,
    document_kind: crate::model::DocumentKind,
    period: Option<u8>,
    fiscal_year: Option<u16>,
    url: Option<&'v str>,
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct AllocationOut<'v> {
    title: &'v str,
    group: AllocationGroup,
    channel: Option<crate::model::Channel>,
    fiscal_year: u16,
    stage: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    wish_included: bool,
    amount: Option<f64>,
    #[serde(skip_serializing_if = "<[Share]>::is_empty")]
    ministries: &'v [Share],
    slide: Option<&'v str>,
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct SectionOut<'v> {
    id: &'v Id,
    number: Option<&'v str>,
    title: &'v str,
    parent: Option<&'v Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ministries: Vec<String>,
    page: Option<u32>,
    slide: Option<&'v str>,
}

#[derive(Serialize)]
struct ProjectOut<'v> {
    id: &'v Id,
    number: Option<&'v str>,
    title: &'v str,
    section: Option<&'v Id>,
    page: Option<u32>,
    slide: Option<&'v str>,
    note: Option<&'v str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    budgets: Vec<BudgetOut>,
}

#[derive(Serialize)]
struct BudgetOut {
    fiscal_year: u16,
    stage: &'static str,
    amed: Option<f64>,
    in_house: Option<f64>,
    total: Option<f64>,
}

#[derive(Serialize)]
struct ProgrammeOut<'v> {
    id: &'v Id,
    title: &'v str,
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct EntryOut<'v> {
    programme: &'v Id,
    project: Option<&'v Id>,
    fiscal_year: Option<u16>,
    stage: Option<&'static str>,
    amount: Option<f64>,
    channel: Option<crate::model::Channel>,
    confidence: Option<crate::model::Confidence>,
    support: Option<&'v str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ministries: Vec<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    marks: &'v [String],
    page: Option<u32>,
    slide: Option<&'v str>,
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct KpiOut<'v> {
    id: &'v Id,
    category: &'static str,
    number: Option<&'v str>,
    title: &'v str,
    page: Option<u32>,
    slide: Option<&'v str>,
    target: Option<MeasureOut<'v>>,
    latest: Option<MeasureOut<'v>>,
    owner: Option<OwnerOut<'v>>,
}

#[derive(Serialize)]
struct MeasureOut<'v> {
    value: Option<f64>,
    unit: Option<&'v str>,
    /// Left out where the source does not say how the value counts.
    basis: Option<Measure>,
    from: Option<u16>,
    by: Option<u16>,
    cumulative: Option<f64>,
    as_of: Option<&'v str>,
    printed: Option<&'v str>,
}

#[derive(Serialize)]
struct OwnerOut<'v> {
    whole: bool,
    basis: Basis,
    evidence: &'v [Id],
}

#[derive(Serialize)]
struct LineageOut<'v> {
    from: Option<&'v Id>,
    to: Option<&'v Id>,
    kind: crate::model::Passage,
    basis: Basis,
    evidence: &'v [Id],
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct ExcerptOut<'v> {
    record: &'v Id,
    page: Option<u32>,
    text: Joined<'v>,
}

/// Lines as one text, which a person reads more easily, and a machine with less memory, than an array of strings.
struct Joined<'v>(&'v [String]);

impl Serialize for Joined<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.join("\n"))
    }
}

/// The TOML of a document, handed over piece by piece: a large one never stands in memory a second time.
///
/// # Errors
/// When something in it cannot be said in TOML.
pub(super) fn toml(volume: &Volume, out: &mut dyn FnMut(&str)) -> Result<(), toml::ser::Error> {
    let mut file = File {
        original: &volume.original,
        document: Vec::new(),
        allocation: Vec::new(),
        section: Vec::new(),
        project: Vec::new(),
        programme: Vec::new(),
        entry: volume.entries.iter().map(|(programme, entry)| self::entry(programme, entry)).collect(),
        kpi: Vec::new(),
        lineage: volume.lineage.iter().map(lineage).collect(),
    };
    for record in &volume.records {
        match record {
            Record::Document(document) => {
                file.allocation.extend(document.allocations.iter().map(allocation));
                file.document.push(Document {
                    id: &document.id,
                    title: &document.title,
                    short_title: &document.short_title,
                    document_kind: document.document_kind,
                    period: document.period,
                    fiscal_year: document.fiscal_year,
                    url: document.url.as_deref(),
                    note: document.note.as_deref(),
                });
            }
            Record::Section(section) => file.section.push(self::section(section)),
            Record::Project(project) => file.project.push(self::project(project)),
            Record::Programme(programme) => file.programme.push(self::programme(programme)),
            Record::Kpi(kpi) => file.kpi.push(self::kpi(kpi)),
            // No import makes these: they stand across documents.
            Record::Ministry(_) | Record::Area(_) | Record::Body(_) | Record::Term(_) | Record::Payee(_) => {}
        }
    }
    out(&format!(
        "# {} から取り込んだもの。手で直してよい（直したら shirube library accept）。\n\n{}",
        crate::text::clean::clean(&volume.original.file),
        toml::to_string_pretty(&file)?
    ));
    for reading in &volume.readings {
        out(&format!("\n{}", toml::to_string_pretty(&OneReading { reading: [reading] })?));
    }
    for excerpt in &volume.excerpts {
        out(&format!("\n{}", toml::to_string_pretty(&OneExcerpt { excerpt: [self::excerpt(excerpt)] })?));
    }
    Ok(())
}

fn roles(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| format!("{}{}", if role.lead { "◎" } else { "" }, role.code)).collect()
}

fn allocation(allocation: &Allocation) -> AllocationOut<'_> {
    AllocationOut {
        title: &allocation.title,
        group: allocation.group,
        channel: allocation.channel,
        fiscal_year: allocation.fiscal_year,
        stage: allocation.stage.name(),
        wish_included: allocation.basis == AmountBasis::RequestAndWish,
        amount: allocation.amount,
        ministries: &allocation.ministries,
        slide: allocation.slide.as_deref(),
        note: allocation.note.as_deref(),
    }
}

fn section(section: &Section) -> SectionOut<'_> {
    SectionOut {
        id: &section.id,
        number: section.number.as_deref(),
        title: &section.title,
        parent: section.parent.as_ref(),
        ministries: roles(&section.ministries),
        page: section.page,
        slide: section.slide.as_deref(),
    }
}

fn project(project: &Project) -> ProjectOut<'_> {
    let budgets = project.budgets.iter().map(|budget| BudgetOut {
        fiscal_year: budget.fiscal_year,
        stage: budget.stage.name(),
        amed: budget.amed,
        in_house: budget.in_house,
        total: budget.total,
    });
    ProjectOut {
        id: &project.id,
        number: project.number.as_deref(),
        title: &project.title,
        section: project.section.as_ref(),
        page: project.page,
        slide: project.slide.as_deref(),
        note: project.note.as_deref(),
        budgets: budgets.collect(),
    }
}

fn programme(programme: &Programme) -> ProgrammeOut<'_> {
    ProgrammeOut { id: &programme.id, title: &programme.title, note: programme.note.as_deref() }
}

fn entry<'v>(programme: &'v Id, entry: &'v Entry) -> EntryOut<'v> {
    EntryOut {
        programme,
        project: entry.project.as_ref(),
        fiscal_year: entry.fiscal_year,
        stage: entry.stage.map(Named::name),
        amount: entry.amount,
        channel: entry.channel,
        confidence: entry.confidence,
        support: entry.support.as_deref(),
        ministries: roles(&entry.ministries),
        marks: &entry.marks,
        page: entry.page,
        slide: entry.slide.as_deref(),
        note: entry.note.as_deref(),
    }
}

fn kpi(kpi: &Kpi) -> KpiOut<'_> {
    let target = kpi.target.as_ref();
    KpiOut {
        id: &kpi.id,
        category: kpi.category.name(),
        number: kpi.number.as_deref(),
        title: &kpi.title,
        page: kpi.page,
        slide: kpi.slide.as_deref(),
        target: target.map(|target| MeasureOut {
            value: target.value,
            unit: target.unit.as_deref(),
            basis: Some(target.basis),
            from: target.from,
            by: target.by,
            cumulative: target.cumulative,
            as_of: None,
            printed: target.printed.as_deref(),
        }),
        latest: kpi.latest.as_ref().map(|latest| MeasureOut {
            value: latest.value,
            unit: latest.unit.as_deref(),
            basis: latest.basis,
            from: None,
            by: None,
            cumulative: None,
            as_of: latest.as_of.as_deref(),
            printed: latest.printed.as_deref(),
        }),
        owner: kpi.owner.as_ref().map(|owner| OwnerOut { whole: owner.whole, basis: owner.basis, evidence: &owner.evidence }),
    }
}

fn lineage(step: &Lineage) -> LineageOut<'_> {
    LineageOut {
        from: step.from.as_ref(),
        to: step.to.as_ref(),
        kind: step.kind,
        basis: step.basis,
        evidence: &step.evidence,
        note: step.note.as_deref(),
    }
}

fn excerpt(excerpt: &Excerpt) -> ExcerptOut<'_> {
    ExcerptOut { record: &excerpt.record, page: excerpt.page, text: Joined(&excerpt.lines) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;
    use crate::model::Kind;

    #[test]
    fn a_target_is_written_with_its_deadline_and_as_printed() {
        let corpus = crate::corpus::load(None).unwrap();
        let kpis = || corpus.of_kind(Kind::Kpi).filter_map(|record| if let Record::Kpi(kpi) = record { Some(kpi) } else { None });
        for kpi in kpis().filter(|kpi| kpi.target.is_some()) {
            let written = toml::Table::try_from(super::kpi(kpi)).unwrap();
            let (target, printed) = (&written["target"], kpi.target.as_ref().unwrap());
            assert_eq!(target.get("by").and_then(toml::Value::as_integer), printed.by.map(i64::from), "{}", kpi.id);
            assert_eq!(target.get("printed").and_then(toml::Value::as_str), printed.printed.as_deref(), "{}", kpi.id);
        }
    }

    #[test]
    fn a_latest_value_is_given_no_measure_that_it_has_not() {
        let corpus = crate::corpus::load(None).unwrap();
        let kpis = || corpus.of_kind(Kind::Kpi).filter_map(|record| if let Record::Kpi(kpi) = record { Some(kpi) } else { None });
        let mut kpi = kpis().find(|kpi| kpi.latest.as_ref().is_some_and(|latest| latest.basis.is_some())).unwrap().clone();
        let written = |kpi: &Kpi| {
            let records = vec![Record::Kpi(kpi.clone())];
            let empty = String::new;
            let original = Original { document: "x".into(), file: empty(), format: empty(), encoding: empty(), sha256: empty() };
            let volume = Volume {
                id: "x".to_owned(),
                original,
                records,
                entries: Vec::new(),
                readings: Vec::new(),
                excerpts: Vec::new(),
                lineage: Vec::new(),
            };
            let mut text = String::new();
            toml(&volume, &mut |piece| text.push_str(piece)).unwrap();
            text.parse::<toml::Table>().unwrap()["kpi"][0]["latest"].clone()
        };
        assert!(written(&kpi).get("basis").is_some());
        kpi.latest.as_mut().unwrap().basis = None;
        assert_eq!(written(&kpi).get("basis"), None);
    }
}
