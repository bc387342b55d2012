//! A made-up set of the fifteen tables (架空) in the form in which they are published, for two years, with every trap that the real ones have.

use std::fs;
use std::io::Write;
use std::path::Path;

use zip::write::SimpleFileOptions;

/// Number, name, ministry, office.
type Programme = (u32, &'static str, &'static str, &'static str);

pub const MOON: u32 = 101;
pub const ELSEWHERE: u32 = 102;
pub const LESSONS: u32 = 103;
pub const WRONG: u32 = 104;
pub const CANCER: u32 = 105;
pub const DRUGS: u32 = 106;
pub const RUNNING: u32 = 107;
pub const SHARE: u32 = 108;

fn programmes(year: u16) -> Vec<Programme> {
    let moon = if year == 2024 { "月面医療研究事業" } else { "月面医療研究推進事業" };
    vec![
        (MOON, moon, "厚生労働省", "厚生労働省"),
        (ELSEWHERE, "月面診断機器事業", "厚生労働省", "厚生労働省"),
        (LESSONS, "法と月の教育の推進", "法務省", "法務省"),
        (WRONG, "合わない額の事業", "農林水産省", "水産庁"),
        (CANCER, "革新的がん医療実用化研究事業", "厚生労働省", "厚生労働省"),
        (DRUGS, "医療研究開発推進事業費補助金（医薬品プロジェクト）（等を含む）", "厚生労働省", "厚生労働省"),
        (RUNNING, "始まったばかりの事業", "文部科学省", "文化庁"),
        // Another ministry's share of a programme that has a sheet of its own.
        (SHARE, "月面・健康推進事業（うち革新的がん医療実用化研究事業）", "経済産業省", "経済産業省"),
    ]
}

/// The columns that all tables have.
const COMMON: [&str; 13] = [
    "シート種別",
    "事業年度",
    "予算事業ID",
    "事業名",
    "府省庁の建制順",
    "政策所管府省庁",
    "府省庁",
    "局・庁",
    "部",
    "課",
    "室",
    "班",
    "係",
];

/// A table in the making.
struct Made {
    year: u16,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Made {
    fn new(year: u16, columns: &[&'static str]) -> Self {
        Self { year, columns: COMMON.iter().chain(columns).copied().collect(), rows: Vec::new() }
    }

    /// A row of a programme, by the names of columns; the others are blank.
    fn row(&mut self, number: u32, cells: &[(&str, &str)]) -> &mut Self {
        let (_, name, ministry, office) = programmes(self.year).into_iter().find(|(known, ..)| *known == number).unwrap();
        let (year, number) = (self.year.to_string(), number.to_string());
        let common = [
            ("シート種別", "レビューシート"),
            ("事業年度", &year),
            ("予算事業ID", &number),
            ("事業名", name),
            ("政策所管府省庁", ministry),
            ("府省庁", office),
            ("局・庁", "医政局"),
        ];
        let cell = |column: &&str| {
            let said = cells.iter().find(|(name, _)| name == column).or_else(|| common.iter().find(|(name, _)| name == column));
            assert!(cells.iter().all(|(name, _)| self.columns.contains(name)), "{cells:?}");
            said.map_or(String::new(), |(_, text)| (*text).to_owned())
        };
        self.rows.push(self.columns.iter().map(cell).collect());
        self
    }

    /// The text; `shifted` puts the columns in another order.
    fn text(&self, shifted: bool) -> String {
        let order: Vec<usize> = if shifted { (0..self.columns.len()).rev().collect() } else { (0..self.columns.len()).collect() };
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(order.iter().map(|at| self.columns[*at])).unwrap();
        for row in &self.rows {
            csv.write_record(order.iter().map(|at| row[*at].as_str())).unwrap();
        }
        format!("\u{feff}{}", String::from_utf8(csv.into_inner().unwrap()).unwrap())
    }
}

fn budgets(year: u16) -> Made {
    let carried_out = if year == 2024 { "翌年度への繰越し(合計）" } else { "翌年度への繰越し（合計）" };
    let mut table = Made::new(
        year,
        &[
            "予算年度",
            "当初予算（合計）",
            "補正予算（合計）",
            "前年度からの繰越し（合計）",
            "予備費等（合計）",
            "計（歳出予算現額合計）",
            "執行額（合計）",
            "執行率",
            carried_out,
            "翌年度要求額（合計）",
            "主な増減理由",
            "その他特記事項",
            "会計区分",
            "会計",
            "勘定",
            "当初予算",
            "第1次補正予算",
            "第2次補正予算",
            "前年度から繰越し",
            "予備費等1",
            "歳出予算現額",
            "執行額",
            "翌年度要求額",
            "要望額",
            "備考",
        ],
    );
    let total = |table: &mut Made,
                 number: u32,
                 budget_year: u16,
                 [initial, supplementary, carried, current, executed, rate, out, next]: [&str; 8],
                 notes: &str| {
        table.row(
            number,
            &[
                ("予算年度", &budget_year.to_string()),
                ("当初予算（合計）", initial),
                ("補正予算（合計）", supplementary),
                ("前年度からの繰越し（合計）", carried),
                ("予備費等（合計）", "0"),
                ("計（歳出予算現額合計）", current),
                ("執行額（合計）", executed),
                ("執行率", rate),
                (carried_out, out),
                ("翌年度要求額（合計）", next),
                ("その他特記事項", notes),
            ],
        );
    };
    // Blanks in and behind numbers, requests with decimals.
    total(&mut table, MOON, year, ["1,200000000", "0", "0", "1200000000", "0", "", "0", "1500000000.0"], "－");
    total(
        &mut table,
        MOON,
        year - 1,
        ["1000000000 ", "-50000000", "100000000", "1050000000", "400000000", "0.38095", "50000000", "1300000000.0"],
        "",
    );
    if year == 2024 {
        total(&mut table, MOON, 2022, ["900000000", "0", "0", "900000000", "0", "0", "0", "1100000000.0"], "");
    }
    for (kind, account, sub, initial, current, executed) in [
        ("一般会計", "一般会計", "", "700000000", "750000000", "300000000"),
        ("特別会計", "月面", "開発勘定", "300000000", "300000000", "100000000"),
    ] {
        table.row(
            MOON,
            &[
                ("予算年度", &(year - 1).to_string()),
                ("会計区分", kind),
                ("会計", account),
                ("勘定", sub),
                ("当初予算", initial),
                ("第1次補正予算", if kind == "一般会計" { "-50000000" } else { "0" }),
                ("歳出予算現額", current),
                ("執行額", executed),
                ("要望額", "0"),
            ],
        );
    }
    // The same row stands there twice.
    let again = table.rows[1].clone();
    table.rows.push(again);
    let whole = "「医療研究開発推進事業費補助金」に全体の予算額を記載しているため、本事業の額は内数";
    total(&mut table, ELSEWHERE, year, ["0", "0", "0", "0", "0", "", "0", "0.0"], whole);
    total(&mut table, ELSEWHERE, year - 1, ["0", "0", "0", "0", "0", "", "0", "30000000.0"], "");
    total(
        &mut table,
        LESSONS,
        year - 1,
        ["20000000", "0", "0", "20000000", "20000000", "1", "0", "21000000.0"],
        "令和４年度で終わる予定だったが続けた",
    );
    total(&mut table, WRONG, year - 1, ["10000000", "0", "0", "11000000", "5000000", "0.9", "0", "約1000万"], "");
    total(&mut table, CANCER, year - 1, ["6150000000", "0", "0", "6150000000", "6000000000", "0.97561", "0", "6200000000.0"], "");
    total(&mut table, RUNNING, year, ["5000000", "", "", "5000000", "0", "", "", ""], "");
    table
}

fn goals(year: u16) -> Made {
    let mut table = Made::new(
        year,
        &[
            "事業に関連するKPIが定められている閣議決定等の名称",
            "事業に関連するKPIが定められている閣議決定等の該当箇所",
            "事業に関連するKPIが定められている閣議決定等のURL",
            "アクティビティ・アウトプット・アウトカムの番号",
            "種別（アクティビティ・アウトプット・アウトカム）",
            "アウトカムの期間",
            "成果目標の種類",
            "アクティビティ／活動目標／成果目標",
            "活動指標／成果指標",
            "単位",
            "改善の上向き／下向き",
            "目標年度／目標値／実績値／達成率",
            "2022",
            "2023",
            "2024",
            "2025",
            "2030",
        ],
    );
    table.row(
        MOON,
        &[
            ("種別（アクティビティ・アウトプット・アウトカム）", "アクティビティ"),
            ("アクティビティ／活動目標／成果目標", "月面で治験を行う"),
        ],
    );
    let indicator = |table: &mut Made, kind: &str, term: &str, goal: &str, title: &str, plan: &str, rows: [[&str; 5]; 4]| {
        for (says, values) in ["1.目標年度", "2.目標値", "3.実績値", "4.達成率"].into_iter().zip(rows) {
            let mut cells = vec![
                ("事業に関連するKPIが定められている閣議決定等の名称", plan),
                ("アクティビティ・アウトプット・アウトカムの番号", "1"),
                ("種別（アクティビティ・アウトプット・アウトカム）", kind),
                ("アウトカムの期間", term),
                ("アクティビティ／活動目標／成果目標", goal),
                ("活動指標／成果指標", title),
                ("単位", "件"),
                ("改善の上向き／下向き", "下がると良い指標"),
                ("目標年度／目標値／実績値／達成率", says),
            ];
            cells.extend(["2022", "2023", "2024", "2025", "2030"].into_iter().zip(values));
            table.row(MOON, &cells);
        }
    };
    let none = [""; 5];
    indicator(
        &mut table,
        "アウトプット",
        "",
        "治験を増やす",
        "治験の数",
        "",
        [none, ["10", "12", "", "", ""], ["9", "0", "", "", ""], ["90", "－", "", "", ""]],
    );
    let later = if year == 2024 { ["30", "28", "", "", ""] } else { ["", "28", "25", "", ""] };
    indicator(
        &mut table,
        "アウトカム",
        "1.短期",
        "事故が減る",
        "月面での事故の数",
        "健康・医療戦略（令和２年３月27日閣議決定）",
        [["", "", "", "1", ""], ["30", "30", "30", "20", ""], later, ["100", "106.7", "", "", ""]],
    );
    indicator(&mut table, "アウトカム", "3.長期", "人が住む", "住む人の数", "健康・医療戦略推進法（平成26年）", [none, none, none, none]);
    table
}

fn paths(year: u16) -> Made {
    // One release has 23 columns and the other 25.
    let mut columns = vec![
        "派生元ーアクティビティ・アウトプット・アウトカムの番号",
        "派生元ー種別（アクティビティ・アウトプット・アウトカム）",
        "派生元ーアウトカムの期間",
        "派生元ーアクティビティの内容/ 活動目標／成果目標",
        "派生先ーアクティビティ・アウトプット・アウトカムの番号",
        "派生先ー種別（アクティビティ・アウトプット・アウトカム）",
        "派生先ーアウトカムの期間",
        "派生先ー 活動目標／成果目標",
        "後続アウトカムへのつながり",
        "アウトカムを複数段階で設定できない理由",
    ];
    if year == 2025 {
        columns.extend(["ほかの列", "もう一つの列"]);
    }
    let mut table = Made::new(year, &columns);
    for (from, from_term, from_goal, to, to_term, to_goal) in [
        ("アクティビティ", "", "月面で治験を行う", "アウトプット", "", "治験を増やす"),
        ("アウトプット", "", "治験を増やす", "アウトカム", "短期", "事故が減る"),
        ("アウトカム", "短期", "事故が減る", "アウトカム", "長期", "人が住む"),
    ] {
        let number = |kind: &str| if kind == "アクティビティ" { "" } else { "1" };
        table.row(
            MOON,
            &[
                (columns[0], number(from)),
                (columns[1], from),
                (columns[2], from_term),
                (columns[3], from_goal),
                (columns[4], number(to)),
                (columns[5], to),
                (columns[6], to_term),
                (columns[7], to_goal),
            ],
        );
    }
    table
}

fn payments(year: u16) -> Made {
    let mut table = Made::new(
        year,
        &[
            "支出先ブロック番号",
            "支出先ブロック名",
            "支出先の数",
            "事業を行う上での役割",
            "ブロックの合計支出額",
            "支出先名",
            "法人番号",
            "所在地",
            "法人種別",
            "その他支出先",
            "支出先の合計支出額",
            "契約概要",
            "金額",
            "契約方式等",
        ],
    );
    let block = |table: &mut Made, number, name: &str, block: &str, yen: &str| {
        table.row(
            number,
            &[
                ("支出先ブロック番号", block),
                ("支出先ブロック名", name),
                ("事業を行う上での役割", "月面の拠点を運ぶ"),
                ("ブロックの合計支出額", yen),
            ],
        );
    };
    let payee = |table: &mut Made, number, block: &str, name: &str, corporation: &str, yen: &str, contracts: &[(&str, &str)]| {
        let other = if name.starts_with("その他") || name == "A社" { "TRUE" } else { "FALSE" };
        let own = [("支出先ブロック番号", block), ("支出先名", name), ("法人番号", corporation), ("その他支出先", other)];
        table.row(number, &[&own[..], &[("支出先の合計支出額", yen)]].concat());
        for (title, yen) in contracts {
            table.row(number, &[&own[..], &[("契約概要", title), ("金額", yen), ("契約方式等", "一般競争契約（最低価格）")]].concat());
        }
    };
    let first = [("月面基地の設計", "60000000 "), ("月面基地の設計", "60000000 "), ("輸送", "40000000")];
    block(&mut table, MOON, "月面株式会社ほか", "A", "300000000 ");
    payee(&mut table, MOON, "A", "月面株式会社", "1234567890123 ", "100000000 ", &first);
    payee(&mut table, MOON, "A", "国立大学法人月面大学", "9876543210987", "150000000", &[]);
    payee(&mut table, MOON, "A", "その他", "", "50000000", &[("その他", "50000000")]);
    block(&mut table, MOON, "国立大学法人月面大学", "B", "20000000");
    payee(&mut table, MOON, "B", "月面（株）", "1234567890123", "20000000", &[("再委託", "20000000")]);
    block(&mut table, LESSONS, "個人ほか", "A", "20000000");
    payee(&mut table, LESSONS, "A", "個人A", "", "1000000", &[]);
    payee(&mut table, LESSONS, "A", "東京都", "8000020130001", "-500000", &[]);
    // Flagged as well, and yet somebody; what is left is nobody.
    payee(&mut table, LESSONS, "A", "A社", "", "200000", &[]);
    payee(&mut table, LESSONS, "A", "その他の自治体", "", "100000", &[]);
    block(&mut table, WRONG, "個人ほか", "Ａ", "1000000");
    payee(&mut table, WRONG, "Ａ", "個人A", "", "1500000", &[]);
    payee(&mut table, WRONG, "Ａ", "短い番号の会社", "123456789012", "", &[("委託", "12.5")]);
    table
}

fn organisations(year: u16) -> Made {
    let mut organisations = Made::new(
        year,
        &["建制順", "所管府省庁", "その他担当組織_作成責任者_no", "府省庁（その他担当組織）", "局・庁（その他担当組織）", "作成責任者"],
    );
    organisations.row(MOON, &[("その他担当組織_作成責任者_no", "1"), ("作成責任者", "月野　兎")]);
    organisations.row(
        MOON,
        &[
            ("その他担当組織_作成責任者_no", "2"),
            ("府省庁（その他担当組織）", "文部科学省"),
            ("局・庁（その他担当組織）", "研究振興局"),
            ("作成責任者", "月野　亀"),
        ],
    );
    organisations
}

/// Each programme, and one of them twice.
fn outlines(year: u16) -> Made {
    let mut outlines = Made::new(
        year,
        &[
            "事業の目的",
            "現状・課題",
            "事業の概要",
            "事業概要URL",
            "事業開始年度",
            "事業終了（予定）年度",
            "終了予定なし",
            "主要経費",
            "備考",
        ],
    );
    for (number, ..) in programmes(year) {
        for expense in ["科学振興費", "その他"].iter().take(if number == MOON { 2 } else { 1 }) {
            let purpose = if number == MOON { "低重力での医療を\n確かめる。" } else { "教える。" };
            outlines.row(
                number,
                &[
                    ("事業の目的", purpose),
                    ("事業の概要", "蛍光猫を使う。"),
                    ("事業開始年度", "2020"),
                    ("事業終了（予定）年度", "2030"),
                    ("終了予定なし", "FALSE"),
                    ("主要経費", expense),
                ],
            );
        }
    }
    outlines
}

fn policies(year: u16) -> Made {
    let mut policies = Made::new(year, &["政策", "施策", "法令名", "法令番号", "計画通知名", "計画通知等URL"]);
    policies.row(
        MOON,
        &[
            ("政策", "Ⅰ 月面"),
            ("施策", "１ 医療"),
            ("法令名", "月面医療法"),
            ("法令番号", "令和元年法律第一号"),
            ("計画通知名", "健康・医療戦略（令和２年３月27日閣議決定）"),
        ],
    );
    policies.row(MOON, &[("計画通知名", "月面計画（令和5年）")]);
    policies
}

fn related(year: u16) -> Made {
    let mut related = Made::new(year, &["関連事業の事業ID", "関連事業の事業名", "関連性"]);
    related.row(ELSEWHERE, &[("関連事業の事業ID", "101"), ("関連事業の事業名", "月面医療研究事業"), ("関連性", "親事業")]);
    related
}

/// A programme is repeated for each earlier finding.
fn evaluations(year: u16) -> Made {
    let mut evaluations = Made::new(
        year,
        &[
            "事業所管部局による点検・改善ー点検結果",
            "事業所管部局による点検・改善ー改善の方向性",
            "外部有識者による点検ー所見",
            "行政事業レビュー推進チームの所見",
            "行政事業レビュー推進チームの所見の詳細",
            "所見を踏まえた改善点／概算要求における反映状況",
            "所見を踏まえた改善点／概算要求における反映状況の詳細",
            "反映額（一般会計）",
            "反映額（特別会計）－会計",
            "反映額（特別会計）－勘定",
            "反映額（特別会計）－反映額",
            "過去に受けた指摘事項－区分",
        ],
    );
    for earlier in ["甲", "乙"] {
        evaluations.row(
            MOON,
            &[
                ("行政事業レビュー推進チームの所見", "事業内容の一部改善"),
                ("行政事業レビュー推進チームの所見の詳細", "猫を減らす。"),
                ("所見を踏まえた改善点／概算要求における反映状況", "縮減"),
                ("反映額（一般会計）", "-500000"),
                ("反映額（特別会計）－会計", "月面"),
                ("反映額（特別会計）－反映額", "-100000"),
                ("外部有識者による点検ー所見", "－"),
                ("過去に受けた指摘事項－区分", earlier),
            ],
        );
    }
    evaluations
}

fn flows(year: u16) -> Made {
    let mut flows = Made::new(
        year,
        &[
            "支出元の支出先ブロック",
            "支出元の支出先ブロック名",
            "担当組織からの支出",
            "支出先の支出先ブロック",
            "支出先の支出先ブロック名",
            "資金の流れの補足情報",
        ],
    );
    for number in [MOON, LESSONS] {
        flows.row(
            number,
            &[
                ("支出元の支出先ブロック名", "厚生労働省"),
                ("担当組織からの支出", "TRUE"),
                ("支出先の支出先ブロック", "A"),
                ("支出先の支出先ブロック名", "月面株式会社ほか"),
            ],
        );
    }
    flows.row(
        MOON,
        &[
            ("支出元の支出先ブロック", "A"),
            ("担当組織からの支出", "FALSE"),
            ("支出先の支出先ブロック", "B"),
            ("支出先の支出先ブロック名", "国立大学法人月面大学"),
        ],
    );
    flows
}

/// The fifteen tables of a year: the name of each and its text.
pub fn tables(year: u16) -> Vec<(String, String)> {
    let mut all: Vec<(&str, Made)> = vec![
        ("1-1", organisations(year)),
        ("1-2", outlines(year)),
        ("1-3", policies(year)),
        ("1-4", Made::new(year, &["補助率"])),
        ("1-5", related(year)),
        ("2-1", budgets(year)),
        ("2-2", Made::new(year, &["予算年度", "会計区分", "予算種別", "目"])),
        ("3-1", goals(year)),
        ("3-2", paths(year)),
        ("4-1", evaluations(year)),
        ("5-1", payments(year)),
        ("5-2", flows(year)),
        ("5-3", Made::new(year, &["費目", "使途"])),
        ("5-4", Made::new(year, &["契約額（国庫債務負担行為等による契約）"])),
        ("6-1", Made::new(year, &["備考"])),
    ];
    for (_, table) in &mut all {
        if table.rows.is_empty() {
            table.row(MOON, &[]);
        }
    }
    // The columns of the second year stand in another order.
    let text = |(name, table): (&str, Made)| (format!("{name}_RS_{year}_架空.csv"), table.text(year == 2025));
    all.into_iter().map(text).collect()
}

/// Writes a year's tables as CSVs into a folder.
pub fn csvs(folder: &Path, year: u16) {
    fs::create_dir_all(folder).unwrap();
    tables(year).into_iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
}

/// Writes each of a year's tables as a ZIP of its own, as they are published.
pub fn zips(folder: &Path, year: u16) {
    fs::create_dir_all(folder).unwrap();
    for (name, text) in tables(year) {
        let mut zip = zip::ZipWriter::new(fs::File::create(folder.join(name.replace(".csv", ".zip"))).unwrap());
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap();
    }
}
