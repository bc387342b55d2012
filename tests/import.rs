//! Original documents: what is recognised in them, and that nothing which a file may hold brings the program down.

use std::fs;
use std::path::Path;

use serde_json::Value;
use shirube::import::{self, Certainty, Format, Known, Ministries, Standing, score};

use crate::support::{Home, corpus, stderr};

/// The codes of the shipped corpus's ministries.
fn ministries() -> Ministries {
    Ministries::of(&corpus())
}

/// A request of a year that is none of the corpus's, with other names, numbers and amounts.
const REQUEST: &str = "\
令和8年度 研究開発関連予算 概算要求のポイント

1. 月面医療プロジェクト 321億円 ＜AMED 300億円、インハウス 21億円＞

- 月面での医療に資する研究開発を行う。

● 月面創薬支援推進事業： 低重力での創薬を支える
概算要求額 12.5億円

● 軌道上診断機器開発事業（再掲）： 診断機器の開発
概算要求額 30億円の内数

◆【新規】宇宙放射線対策研究事業（文、◎厚）
- ✓ 放射線の影響を調べる

7) 低重力臨床試験の実施件数：25件/年
";

#[test]
fn a_request_of_another_year_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("next year.txt");
    let (content, ..) = encoding_rs::SHIFT_JIS.encode(REQUEST);
    fs::write(&path, &content).unwrap();
    let draft = import::read(&path, &ministries()).unwrap();
    assert_eq!((draft.format, draft.encoding, draft.fiscal_year), (Format::Text, "Shift_JIS", Some(2026)));
    let project = &draft.projects[0];
    assert_eq!(
        (project.name.as_str(), project.amed, project.in_house, project.total),
        ("月面医療プロジェクト", Some(300.0), Some(21.0), Some(321.0))
    );
    let names: Vec<&str> = draft.programmes.iter().map(|programme| programme.name.as_str()).collect();
    assert_eq!(names, ["月面創薬支援推進事業", "軌道上診断機器開発事業", "宇宙放射線対策研究事業"]);
    let first = draft.programmes[0].amounts.first().unwrap();
    assert_eq!((first.value, first.stage, first.fiscal_year, first.certainty), (12.5, Some("概算要求"), Some(2026), Certainty::High));
    let second = &draft.programmes[1];
    assert!(second.amounts.first().unwrap().within && second.marks == ["再掲"]);
    let third = &draft.programmes[2];
    assert_eq!((third.marks.as_slice(), third.ministries.as_slice()), (&["新規".to_owned()][..], &["文".to_owned(), "◎厚".to_owned()][..]));
    assert_eq!((draft.indicators[0].target, draft.indicators[0].per_year), (Some(25.0), true));
    assert!(draft.headings.iter().any(|heading| heading.title == "月面医療プロジェクト"));
}

#[test]
fn the_report_is_text_json_or_a_table_and_bad_files_are_named() {
    let home = Home::new();
    let folder = home.dir.path().join("documents");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.txt"), REQUEST).unwrap();
    fs::write(folder.join("b\n\u{1b}[31m.txt"), REQUEST).unwrap();
    fs::write(folder.join("noise.txt"), [0_u8, 1, 2, 255, 0, 7].repeat(500)).unwrap();
    fs::write(folder.join("broken.pdf"), "%PDF-1.4 nothing").unwrap();
    let output = home.run(&["import", "--dry-run", "--format", "json", folder.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let reports: Value = serde_json::from_slice(&output.stdout).unwrap();
    let failed = reports.as_array().unwrap().iter().filter(|report| report["error"].is_string()).count();
    assert_eq!((reports.as_array().unwrap().len(), failed), (4, 2));
    assert!(stderr(&output).contains("noise.txt") && stderr(&output).contains("broken.pdf"), "{}", stderr(&output));
    let output = home.run(&["import", "--dry-run", folder.to_str().unwrap()]);
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b), "a file's name never reaches the terminal raw");
    let output = home.run(&["import", "--dry-run", "--format", "csv", folder.join("a.txt").to_str().unwrap()]);
    let rows = csv::Reader::from_reader(output.stdout.as_slice()).records().count();
    assert_eq!(rows, 3);
    assert_eq!(home.run(&["import", "--dry-run", "/dev/zero"]).status.code(), Some(2), "a device that never ends is refused");
    assert_eq!(home.run(&["import", "--dry-run", "/no/such/file"]).status.code(), Some(2));
    fs::write(folder.join("nothing.txt"), " \n\n").unwrap();
    let nothing = home.run(&["import", folder.join("nothing.txt").to_str().unwrap()]);
    assert_eq!(nothing.status.code(), Some(2), "a file without a line is no document");
    assert!(stderr(&nothing).contains("nothing.txt holds no text"), "{}", stderr(&nothing));
}

/// What the library keeps of an indicator is what its paper says, and no more is made of it.
#[test]
fn an_imported_indicator_keeps_its_direction_and_deadline_and_less_is_not_reached_by_more() {
    let home = Home::new();
    let text = "令和８年度 架空計画\n\n1) 検診の受診率：60%以上（令和11年度）\n○ 新規透析患者数【2028年度までに35,000人以下に減少】\n";
    fs::write(home.dir.path().join("plan.txt"), text).unwrap();
    let table = "指標,現状値,目標値\n喫煙率,20%,12%\n透析患者数,\"40,000人\",\"35,000人以下\"\n受診率,41%,50%\n";
    fs::write(home.dir.path().join("rates.csv"), table).unwrap();
    for file in ["plan.txt", "rates.csv"] {
        let output = home.run(&["import", home.dir.path().join(file).to_str().unwrap()]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let output = home.run(&["list", "kpi", "--columns", "title,target,progress,due", "--format", "tsv"]);
    let listed = String::from_utf8(output.stdout).unwrap();
    for row in [
        "検診の受診率\t60%以上\t\tFY2029",
        "新規透析患者数\t35,000人以下\t\tFY2028",
        "喫煙率\t12%\t\t",
        "透析患者数\t35,000人以下\t\t",
        "受診率\t50%\t0.82\t",
    ] {
        assert!(listed.lines().any(|line| line == row), "{row}\n{listed}");
    }
}

#[test]
fn any_bytes_are_taken_or_refused() {
    use proptest::test_runner::{Config, TestRunner};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("any.txt");
    let mut runner = TestRunner::new(Config::with_cases(200));
    let bytes = proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400);
    runner
        .run(&bytes, |bytes| {
            fs::write(&path, &bytes).unwrap();
            drop(import::read(&path, &ministries()));
            Ok(())
        })
        .unwrap();
    let text = "[●◆・（）()0-9０-９.．億円事業プロジェクト①②\\n 文厚令和年度概算要求額:：/／【】]{0,200}";
    runner
        .run(&proptest::string::string_regex(text).unwrap(), |text| {
            fs::write(&path, &text).unwrap();
            assert!(matches!(import::read(&path, &ministries()), Ok(_) | Err(import::Error::Empty(_))));
            Ok(())
        })
        .unwrap();
}

/// Where the originals are at hand: how much of what the corpus knows is recognised in them.
#[test]
fn the_originals_are_recognised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    let scores = |document: &str| {
        let draft = import::read(&folder.join(format!("{document}.txt")), &ministries()).ok()?;
        Some(score::score(&corpus(), document, &draft))
    };
    for document in ["plan3", "slides1", "slides2", "req5", "req6"] {
        let Some(scores) = scores(document) else { return };
        for (name, score) in [
            ("sections", scores.sections),
            ("programmes", scores.programmes),
            ("amounts", scores.amounts),
            ("indicators", scores.indicators),
        ] {
            println!("{document:<8} {name:<11} recall {:.2}  precision {:.2}", score.recall(), score.precision());
        }
    }
    let plan = scores("plan3").unwrap();
    for score in [plan.sections, plan.indicators, plan.ministries] {
        assert!(score.recall() >= 0.95 && score.precision() >= 0.95, "{score:?}");
    }
    for document in ["req5", "req6"] {
        let request = scores(document).unwrap();
        for (score, recall) in [(request.programmes, 0.93), (request.amounts, 0.85)] {
            assert!(score.recall() >= recall && score.precision() >= 0.95, "{document}: {score:?}");
        }
    }
}

#[test]
fn of_a_folder_documents_are_taken_and_what_is_left_out_is_told() {
    let home = Home::new();
    let folder = home.dir.path().join("papers");
    for path in ["a.txt", "sub/b.md", ".git/c.txt", "node_modules/d.md", "package.json", "Cargo.lock", "main.rs"] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, REQUEST).unwrap();
    }
    let output = home.run(&["import", "--dry-run", "--format", "json", folder.to_str().unwrap()]);
    let reports: Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = reports.as_array().unwrap().iter().map(|report| report["draft"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a.txt", "b.md"]);
    let told = stderr(&output);
    assert!(told.contains("left out") && [".git", "node_modules", "package.json"].iter().all(|name| told.contains(name)), "{told}");
    // A file that is named is read, whatever it is called.
    assert!(home.run(&["import", "--dry-run", folder.join("main.rs").to_str().unwrap()]).status.success());
}

#[test]
fn every_format_is_named_where_a_reader_asks_and_where_one_is_refused() {
    use shirube::model::Named;
    let home = Home::new();
    let help = String::from_utf8(home.run(&["import", "--help"]).stdout).unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    // And where review sheets are published, under which terms.
    assert!(help.contains("https://rssystem.go.jp/") && help.contains("公共データ利用規約"), "{help}");
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let line = readme.lines().find(|line| line.starts_with("shirube import FILE")).unwrap();
    let noise = home.dir.path().join("noise");
    fs::write(&noise, [0_u8, 1, 2, 255].repeat(100)).unwrap();
    let refused = stderr(&home.run(&["import", "--dry-run", noise.to_str().unwrap()]));
    for format in Format::all() {
        let name = format.printed();
        let japanese = if *format == Format::Text { "テキスト" } else { name };
        assert!(help.contains(name) && refused.contains(name) && line.contains(japanese), "{name}: {refused}");
    }
}

/// Name, year, stage and amount in 百万円, in the order in which they are found.
fn figures(draft: &import::Draft) -> Vec<(String, Option<u16>, &'static str, i64)> {
    let of = |programme: &import::FoundProgramme| {
        let name = programme.name.chars().take(2).collect::<String>();
        let amounts = programme.amounts.iter();
        amounts
            .map(move |amount| (name.clone(), amount.fiscal_year, amount.stage.unwrap_or("?"), (amount.value * 100.0).round() as i64))
            .collect::<Vec<_>>()
    };
    draft.programmes.iter().flat_map(of).collect()
}

/// Where they are at hand: papers that were read wrong once, with their right answers.
#[test]
fn papers_that_were_read_wrong_once_are_read_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/field");
    if !folder.is_dir() {
        println!("skipped: ../shared/field is not here");
        return;
    }
    let read = |name: &str| import::read(&folder.join(name), &ministries()).unwrap();
    let (request, initial) = ("概算要求", "当初予算");
    let right = |list: &[(&str, u16, &'static str, i64)]| -> Vec<(String, Option<u16>, &'static str, i64)> {
        list.iter().map(|(name, year, stage, millions)| ((*name).to_owned(), Some(*year), *stage, *millions)).collect()
    };
    let units = read("amounts-units.txt");
    assert_eq!(
        figures(&units),
        right(&[
            ("甲型", 2026, request, 2_540),
            ("乙型", 2026, request, 1_230_000),
            ("丙型", 2026, request, 530),
            ("丁型", 2026, request, 82),
            ("戊型", 2026, request, 2_300),
            ("戊型", 2025, initial, 2_000),
            ("己型", 2026, request, 2_300),
            ("庚型", 2025, initial, 2_000),
            ("庚型", 2026, request, 2_400),
            ("辛型", 2026, request, 1_200),
            ("壬型", 2026, request, 1_235),
            ("子型", 2025, "補正予算", 4_500),
            ("丑型", 2026, request, 1_200),
            ("寅型", 2026, "当初予算案", 1_300),
            ("卯型", 2026, request, 1_400),
        ])
    );
    assert_eq!(
        units.doubts.iter().map(|doubt| doubt.place.line).collect::<Vec<_>>(),
        [Some(10)],
        "20億円 in brackets, of which nothing is said"
    );
    assert_eq!(
        figures(&read("amounts-stage-year.txt")),
        right(&[
            ("甲型", 2023, "執行", 900),
            ("乙型", 2023, "決算", 800),
            ("丙型", 2024, "補正予算", 4_500),
            ("丁型", 2019, initial, 700),
            ("戊型", 2025, initial, 600),
            ("己型", 2025, initial, 500),
            ("辛型", 2025, initial, 2_000),
            ("壬型", 2025, initial, 2_000),
            ("癸型", 2025, initial, 1_100),
        ])
    );
    let rows = [("甲病", 2025, initial, 1_200), ("甲病", 2026, request, 1_500), ("乙病", 2025, initial, 800), ("乙病", 2026, request, 650)];
    let tables = read("tables-front-matter.md");
    assert_eq!(figures(&tables)[..4], right(&rows)[..]);
    assert_eq!((tables.title.as_str(), figures(&tables).len(), tables.indicators.len()), ("令和８年度 概算要求 事業一覧（架空）", 9, 3));
    assert_eq!(figures(&read("programmes.csv")), right(&[&rows[..], &[("丙病", 2025, initial, 0), ("丙病", 2026, request, 420)]].concat()));
    assert_eq!((read("iso-2022-jp.txt").encoding, figures(&read("iso-2022-jp.txt")).len()), ("ISO-2022-JP", 1));
    assert_eq!(read("utf8-one-cut-character.txt").encoding, "UTF-8");
    assert_eq!(read("council-page.html").title, "架空医療人材検討会");
    assert_eq!(read("call.docx").headings.last().map(|heading| heading.title.clone()), Some("事業の概要".to_owned()));
    for (name, why) in [("empty.pdf", "is empty"), ("note.rtf", "RTF")] {
        let error = import::read(&folder.join(name), &ministries()).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
}

/// A PDF of one page a text, in a Japanese font that no machine needs to have: its text is told by its `ToUnicode` table.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let hex = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let mut units: Vec<u16> = pages.iter().flat_map(|page| page.iter()).flat_map(|line| line.encode_utf16()).collect();
    units.sort_unstable();
    units.dedup();
    let table: String = units.chunks(100).fold(String::new(), |table, chunk| {
        let rows: String = chunk.iter().map(|unit| format!("<{unit:04X}> <{unit:04X}>\n")).collect();
        format!("{table}{} beginbfchar\n{rows}endbfchar\n", chunk.len())
    });
    let stream = |content: &str| format!("<< /Length {} >> stream\n{content}\nendstream", content.len());
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 6 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Fixture /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Fixture /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
         /DW 1000 /W [32 126 500] >>"
            .to_owned(),
        stream(&format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /F def /CMapType 2 def\n\
             1 begincodespacerange <0000> <FFFF> endcodespacerange\n{table}endcmap end end"
        )),
    ];
    for (at, page) in pages.iter().enumerate() {
        let lines: String = page.iter().map(|line| format!("<{}> Tj 0 -30 Td\n", hex(line))).collect();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources << /Font << /F 3 0 R >> >> /Contents {} 0 R >>",
            7 + 2 * at
        ));
        objects.push(stream(&format!("BT /F 12 Tf 40 540 Td\n{lines}ET")));
    }
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (number, object) in (1..).zip(&objects) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let count = objects.len() + 1;
    let start = file.len();
    file.push_str(&format!(
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    file.into_bytes()
}

#[test]
fn a_pdf_gives_its_facts_and_their_pages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("-request.pdf");
    let file = pdf(&[
        &["令和8年度 概算要求のポイント", "1. 月面医療プロジェクト 321億円 ＜AMED＞"],
        &["● 月面創薬支援推進事業：低重力での創薬　令和8年度概算要求額22億円", "7) 低重力臨床試験の実施件数：25件/年"],
    ]);
    fs::write(&path, &file).unwrap();
    let draft = match import::read(&path, &ministries()) {
        // Where poppler is not there, the message says so.
        Err(error) if error.to_string().contains("poppler-utils") => return,
        draft => draft.unwrap(),
    };
    assert_eq!((draft.format, draft.fiscal_year), (Format::Pdf, Some(2026)));
    assert_eq!((draft.projects[0].amed, draft.projects[0].page), (Some(321.0), Some(1)));
    let programme = &draft.programmes[0];
    assert_eq!(
        (programme.name.as_str(), programme.amounts.first().unwrap().value, programme.page),
        ("月面創薬支援推進事業", 22.0, Some(2))
    );
    assert_eq!(draft.indicators[0].page, Some(2));
    // However much of it is lost, it is taken or refused.
    for end in (0..file.len()).step_by(file.len() / 12) {
        fs::write(&path, &file[..end]).unwrap();
        drop(import::read(&path, &ministries()));
    }
}

#[test]
fn what_the_corpus_knows_is_told_from_what_is_new_and_what_is_unclear() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let text = "３． 再生・細胞医療・遺伝子治療プロジェクト 231億円 ＜AMED＞\n● 創薬支援推進事業：説明。\n● 月面創薬推進事業：AMEDが感染症を扱う。\n\
                ● ゲノム医療実現バイオバンク利活用プログラム（東北メディカル・メガバンク）：説明。\n● 障害者対策総合研究開発事業（月面分野）：説明。\n";
    fs::write(&path, text).unwrap();
    let known = Known::new(&corpus(), &import::read(&path, &ministries()).unwrap());
    let programmes: Vec<(Standing, &str)> =
        known.programmes.iter().map(|known| (known.standing, known.ids.first().map_or("", |id| id.as_str()))).collect();
    assert_eq!(
        programmes,
        [
            (Standing::Matched, "programme/drug-discovery-support"),
            (Standing::New, ""),
            (Standing::Matched, "programme/tohoku-medical-megabank"),
            (Standing::Unclear, "programme/disability-policy"),
        ]
    );
    let projects: Vec<&str> = known.projects[0].ids.iter().map(|id| id.as_str()).collect();
    assert_eq!(projects, ["plan3/project/3", "slides2/project/3"], "one record a period");
    let named: Vec<&str> = known.mentions.iter().map(|mention| mention.id.as_str()).collect();
    assert!(named.contains(&"body/amed") && named.contains(&"area/infectious"), "{named:?}");
}

#[test]
fn html_and_markdown_are_read_by_their_headings() {
    let folder = tempfile::tempdir().unwrap();
    let html = "<!doctype html><html><body><h1>月面計画</h1><h2>低重力の創薬</h2><p>説明である。</p>\
                <ul><li>● 月面創薬支援推進事業：創薬 令和8年度概算要求額22億円</li></ul></body></html>";
    let markdown = "# 月面計画\n\n## 低重力の創薬\n\n説明である。\n\n- ● 月面創薬支援推進事業：創薬 令和8年度概算要求額22億円\n";
    for (name, text, format) in [("a.html", html, Format::Html), ("a.md", markdown, Format::Markdown)] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let draft = import::read(&path, &ministries()).unwrap();
        let titles: Vec<&str> = draft.headings.iter().map(|heading| heading.title.as_str()).collect();
        assert_eq!((draft.format, titles), (format, vec!["月面計画", "低重力の創薬"]), "{name}");
        assert_eq!(
            draft.programmes[0].amounts.first().map(|amount| (amount.value, amount.fiscal_year)),
            Some((22.0, Some(2026))),
            "{name}"
        );
    }
}
