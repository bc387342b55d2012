//! What is copied is what is shown: over all rows of all tables, a citation's figures are the row's figures, each with its unit, its marks in words
//! and its own place.

use shirube::model::{Against, Axis, Figure, Kind, Ledger, Matrix, Named, Record};
use shirube::present::citations;
use shirube::present::phrases::{amount, citation, latest, target};

use crate::support::corpus;

/// The line of a figure says what its cell says.
fn says(line: &str, figure: &Figure) -> Result<(), String> {
    let has = |words: &str| if line.contains(words) { Ok(()) } else { Err(format!("{words} is not in {line}")) };
    if let Some(value) = figure.amount {
        has(&format!(" {}", amount(value)))?;
        if figure.partial {
            has("ほかにもありうる")?;
        }
        if !figure.summands().is_empty() {
            has("（＝")?;
        }
    }
    for value in &figure.unsure {
        has(&format!("({})", amount(*value)))?;
        has("不確か")?;
    }
    if figure.amount.is_none() && figure.unsure.is_empty() && !line.contains("報告なし") && !line.contains("再掲のみ") {
        return Err(format!("nothing is said of {line}"));
    }
    figure.marks.iter().try_for_each(|mark| has(mark))
}

/// Amounts in 億円 that stand in a line before its places.
fn amounts(line: &str) -> usize {
    line.split('［').next().unwrap_or_default().matches("億円").count()
}

#[test]
fn a_row_of_money_is_cited_by_its_figures_a_line_each_with_their_places() {
    let corpus = corpus();
    let mut figures = 0;
    for axis in Axis::all().iter().copied() {
        let ledger = Ledger::new(&corpus, axis);
        for row in &ledger.rows {
            let cited = citations::row(&corpus, &ledger, row);
            let lines: Vec<&str> = cited.lines().collect();
            let shown: Vec<(usize, &Figure)> =
                row.figures.iter().enumerate().filter_map(|(at, figure)| Some((at, figure.as_ref()?))).collect();
            assert_eq!(lines.len(), shown.len(), "{cited}");
            for (line, (at, figure)) in lines.into_iter().zip(shown) {
                figures += 1;
                says(line, figure).unwrap_or_else(|error| panic!("{error}"));
                let column = ledger.columns[at];
                assert!(line.contains(&format!("{} FY{} ", column.basis.printed(), column.fiscal_year)), "{line}");
                assert!(line.contains(citations::channel(row.channel.unwrap())), "{line}");
                let expected = usize::from(figure.amount.is_some()) + figure.unsure.len();
                assert_eq!(amounts(line), expected, "no other amount stands in {line}");
                for place in &figure.places {
                    assert!(line.contains(&citation(&corpus, place)), "{line} does not say {place:?}");
                }
                assert_eq!(ledger.incomparable(row, at).is_some(), line.contains("比べられない"), "{line}");
            }
        }
    }
    assert!(figures > 200, "only {figures} figures");
}

#[test]
fn an_unsure_amount_is_cited_as_unsure_and_a_mark_as_it_is_printed() {
    let corpus = corpus();
    let ledger = Ledger::new(&corpus, Axis::Programme);
    let of = |id: &str| {
        let row = ledger.rows.iter().find(|row| row.record.as_ref().is_some_and(|record| record.as_str() == id)).unwrap();
        citations::row(&corpus, &ledger, row)
    };
    let dementia = of("programme/dementia-research");
    let first = dementia.lines().next().unwrap();
    assert!(first.contains("当初予算 FY2019 (9億円)（不確か"), "the table shows (9): {first}");
    let projects = Ledger::new(&corpus, Axis::Project);
    let genome = projects.rows.iter().find(|row| row.record.as_ref().is_some_and(|id| id.as_str() == "slides1/project/5")).unwrap();
    assert!(citations::row(&corpus, &projects, genome).contains("98億円〔一部再掲〕"));
}

#[test]
fn requests_with_and_without_the_wish_are_two_columns_and_are_never_compared() {
    let corpus = corpus();
    for (axis, basis) in [(Axis::Project, "要求・要望"), (Axis::Ministry, "要求")] {
        let ledger = Ledger::new(&corpus, axis);
        let requests: Vec<&str> =
            ledger.columns.iter().filter(|column| column.stage.name() == "概算要求").map(|column| column.basis.name()).collect();
        assert!(!requests.is_empty() && requests.iter().all(|found| *found == basis), "{axis:?}: {requests:?}");
    }
    let ledger = Ledger::new(&corpus, Axis::Ministry);
    let health = ledger.rows.iter().find(|row| row.record.as_ref().is_some_and(|id| id.as_str() == "ministry/mhlw")).unwrap();
    let at = |year: u16| ledger.columns.iter().position(|column| column.basis.name() == "要求" && column.fiscal_year == year).unwrap();
    assert!(ledger.change(health, at(2024)).is_none(), "what moved to こ is in the one and not in the other");
    assert!(ledger.incomparable(health, at(2024)).is_some());
}

#[test]
fn a_meeting_of_project_and_column_is_cited_with_what_ties_them() {
    let corpus = corpus();
    for (period, against) in [(1, Against::Areas), (2, Against::Areas), (2, Against::Ministries), (3, Against::Ministries)] {
        let matrix = Matrix::new(&corpus, period, against);
        for row in 0..matrix.rows.len() {
            for column in 0..matrix.columns.len() {
                let cited = citations::cell(&corpus, &matrix, row, column).unwrap();
                let cell = matrix.cell(row, column).unwrap();
                match (cell.basis, &cell.source) {
                    (Some(_), Some(place)) => {
                        assert!(cited.contains("明記") || cited.contains("推定"), "{cited}");
                        assert!(cited.contains(&citation(&corpus, place)), "{cited}");
                        assert_eq!(cell.part.is_some(), cited.contains('◎') || cited.contains('○') || cited.contains("・ "), "{cited}");
                    }
                    (None, None) => assert!(cited.ends_with("報告なし"), "{cited}"),
                    _ => panic!("{cited}: half a cell"),
                }
            }
        }
    }
}

#[test]
fn an_indicator_is_cited_with_target_value_date_and_the_place_of_each() {
    let corpus = corpus();
    for record in corpus.of_kind(Kind::Kpi) {
        let Record::Kpi(kpi) = record else { continue };
        let cited = citations::record(&corpus, record);
        assert!(kpi.target.as_ref().map_or(cited.contains("目標値なし"), |goal| cited.contains(&target(goal))), "{cited}");
        match &kpi.latest {
            Some(value) => {
                let line = cited.lines().last().unwrap();
                assert!(line.contains(&latest(value)), "{cited}");
                assert!(value.as_of.as_ref().is_none_or(|when| line.contains(when.as_str())), "{cited}");
                assert!(value.place.as_ref().is_none_or(|place| line.contains(&citation(&corpus, place))), "{cited}");
            }
            None => assert!(cited.contains("最新値 報告なし"), "{cited}"),
        }
    }
    let seeds = citations::record(&corpus, corpus.get("slides1/kpi/target-1-1").unwrap());
    assert!(
        seeds.contains("最新 1,376件（2019-05）、達成 92%［第1期説明資料 「医療分野の研究開発の推進」のロジックモデル（案）"),
        "{seeds}"
    );
}
