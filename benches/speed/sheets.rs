//! A whole year of review sheets, the published ones where they are at hand, else made up in their form and size: taken in, opened, asked; beside DuckDB, which is asked
//! the same of the same CSVs, and ripgrep. And ten thousand small documents beside none.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::place::Place;
use super::table::{Row, Table};
use super::{explorer, import, index, installed, median, process};

/// Programmes of the year.
const PROGRAMMES: usize = 5_700;
/// Small documents.
const DOCUMENTS: usize = 10_000;
const COMMON: &str = "シート種別,事業年度,予算事業ID,事業名,府省庁の建制順,政策所管府省庁,府省庁,局・庁,部,課,室,班,係";
const MINISTRIES: [&str; 6] = ["厚生労働省", "文部科学省", "経済産業省", "国土交通省", "環境省", "法務省"];
const WORDS: [&str; 12] = ["医療", "研究開発", "地域", "支援", "人材", "基盤", "感染症", "教育", "防災", "情報", "国際", "調査"];

/// A sentence that differs from its neighbours.
fn sentence(number: usize) -> String {
    let word = |step: usize| WORDS[(number * step + number / 5) % WORDS.len()];
    format!(
        "{}の{}を{}ため、{}に取り組む{}件の{}を行い、その成果を第{number}の報告に示す。",
        word(1),
        word(5),
        word(7),
        word(11),
        number % 97,
        word(3)
    )
}

fn text(number: usize, sentences: usize) -> String {
    (0..sentences).map(|at| sentence(number * 31 + at)).collect()
}

/// The rows of the tables of one programme, each behind the columns that all tables have.
fn rows(number: usize, tables: &mut [(&'static str, String)]) {
    let common = format!(
        "レビューシート,2024,{number},第{number}次{}{}事業,1,{m},{m},政策局,,政策課,,,",
        WORDS[number % 12],
        WORDS[number / 12 % 12],
        m = MINISTRIES[number % MINISTRIES.len()]
    );
    let mut put = |table: usize, cells: String| writeln!(tables[table].1, "{common},{cells}").unwrap();
    put(0, format!("{},{},{},https://example.jp/{number},2020,2030,FALSE", text(number, 5), text(number + 1, 8), text(number + 2, 7)));
    for year in 2021..=2024 {
        let (initial, spent) = (number * 1_000_000, number * 900_000);
        put(1, format!("{year},{initial},0,0,0,{initial},{spent},0.9,0,{initial}.0,{},,,,,,,,,,,", text(number + year, 1)));
        put(1, format!("{year},,,,,,,,,,,,一般会計,一般会計,,{initial},0,0,0,{initial},{spent},{initial}"));
    }
    for goal in 0..5 {
        for says in ["1.目標年度", "2.目標値", "3.実績値", "4.達成率"] {
            let kind = if goal < 2 { "アウトプット," } else { "アウトカム,長期" };
            let at = number * 7 + goal;
            put(
                2,
                format!(",,,{goal},{kind},定量的,{},{}の件数{at},件,上がると良い指標,{says},1,{at},{at},1", text(at, 2), WORDS[at % 12]),
            );
        }
    }
    put(3, format!("{},{},現状通り,{},現状通り,,", text(number + 3, 5), text(number + 4, 3), text(number + 5, 2)));
    for block in ["A", "B"] {
        put(4, format!("{block},第{number}支出先ほか,5,{},{},,,,,,,", text(number, 1), number * 500_000));
        for payee in 0..6 {
            let which = number * 13 % 20_000 + payee * 7;
            let own = format!("{block},,,,,架空{which}株式会社,{:013},FALSE", 1_000_000_000_000_u64 + which as u64);
            put(4, format!("{own},{},,,", number * 80_000));
            for contract in 0..2 {
                put(4, format!("{own},,{}の委託{contract},{},一般競争契約（最低価格）", WORDS[(which + contract) % 12], number * 40_000));
            }
        }
    }
    put(5, "厚生労働省,TRUE,,A,第一支出先".to_owned());
    put(5, "第一支出先,FALSE,A,B,第二支出先".to_owned());
}

/// Writes the tables of a year: the published ones where they are at hand, else made-up ones.
fn year(folder: &Path) {
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder).unwrap();
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/rs/2024");
    if !published.is_dir() {
        return made_up(folder);
    }
    for entry in fs::read_dir(published).unwrap() {
        let mut zip = zip::ZipArchive::new(fs::File::open(entry.unwrap().path()).unwrap()).unwrap();
        let mut table = zip.by_index(0).unwrap();
        let name = table.name().unwrap().into_owned();
        std::io::copy(&mut table, &mut fs::File::create(folder.join(name)).unwrap()).unwrap();
    }
}

/// Tables of a year that are made up.
fn made_up(folder: &Path) {
    let mut tables = [
        ("1-2", "事業の目的,現状・課題,事業の概要,事業概要URL,事業開始年度,事業終了（予定）年度,終了予定なし"),
        ("2-1", "予算年度,当初予算（合計）,補正予算（合計）,前年度からの繰越し（合計）,予備費等（合計）,計（歳出予算現額合計）,執行額（合計）,執行率,翌年度への繰越し(合計）,翌年度要求額（合計）,主な増減理由,その他特記事項,会計区分,会計,勘定,当初予算,第1次補正予算,前年度から繰越し,予備費等1,歳出予算現額,執行額,翌年度要求額"),
        ("3-1", "事業に関連するKPIが定められている閣議決定等の名称,事業に関連するKPIが定められている閣議決定等の該当箇所,事業に関連するKPIが定められている閣議決定等のURL,アクティビティ・アウトプット・アウトカムの番号,種別（アクティビティ・アウトプット・アウトカム）,アウトカムの期間,成果目標の種類,アクティビティ／活動目標／成果目標,活動指標／成果指標,単位,改善の上向き／下向き,目標年度／目標値／実績値／達成率,2021,2022,2023,2024"),
        ("4-1", "事業所管部局による点検・改善ー点検結果,事業所管部局による点検・改善ー改善の方向性,行政事業レビュー推進チームの所見,行政事業レビュー推進チームの所見の詳細,所見を踏まえた改善点／概算要求における反映状況,反映額（一般会計）,外部有識者による点検ー所見"),
        ("5-1", "支出先ブロック番号,支出先ブロック名,支出先の数,事業を行う上での役割,ブロックの合計支出額,支出先名,法人番号,その他支出先,支出先の合計支出額,契約概要,金額,契約方式等"),
        ("5-2", "支出元の支出先ブロック名,担当組織からの支出,支出元の支出先ブロック,支出先の支出先ブロック,支出先の支出先ブロック名"),
    ]
    .map(|(name, columns)| (name, format!("\u{feff}{COMMON},{columns}\n")));
    (1..=PROGRAMMES).for_each(|number| rows(number, &mut tables));
    for (name, text) in tables {
        fs::write(folder.join(format!("{name}_RS_2024_架空.csv")), text).unwrap();
    }
}

/// A Python that has DuckDB, as `scripts/setup bench` makes it.
fn duckdb() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/duckdb/bin/python");
    let works = Command::new(&python).args(["-c", "import duckdb"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    works.then_some(python)
}

/// DuckDB asked for what the ministries spent in FY2023, by the total rows; `load` reads all tables first.
fn asked(python: &Path, folder: &Path, load: bool) -> Command {
    let all = if load {
        "for f in glob.glob(sys.argv[1] + '/*.csv'):\n    c.execute(f\"create table t{abs(hash(f))} as select * from read_csv('{f}', all_varchar=true)\")\n"
    } else {
        ""
    };
    let script = format!(
        "import duckdb, glob, sys\nc = duckdb.connect()\nc.execute('set threads to 2')\n{all}\
         print(c.execute(\"select \\\"政策所管府省庁\\\", sum(\\\"執行額（合計）\\\"::bigint) from read_csv('\" + sys.argv[1] + \"/2-1_*.csv', all_varchar=true) \
         where \\\"会計区分\\\" is null and \\\"予算年度\\\" = '2023' group by 1\").fetchall())"
    );
    let mut command = Command::new(python);
    command.args(["-c", &script]).arg(folder);
    command
}

/// The rows of a year.
pub fn rows_of_a_year(table: &mut Table) {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench").join("sheets");
    let tables = home.join("tables");
    year(&tables);
    let bytes: u64 = fs::read_dir(&tables).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    let times = format!("{} MB", bytes / 1_000_000);
    let place = Place::of(&home, "第3期計画");
    let duckdb = duckdb();
    let begun = Instant::now();
    let mut taken = place.shirube(&["import"]);
    taken.arg(&tables);
    let taken = import::watched(taken).expect("a year of sheets is taken in");
    assert!(place.shirube(&["search", "感染症"]).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success());
    let first = begun.elapsed().as_secs_f64();
    let theirs = duckdb.as_ref().and_then(|python| import::watched(asked(python, &tables, true)));
    let peer = "DuckDB, all tables read";
    let row = Row::new(&times, "sheets: import to first search", first, "s").aim("≤ 45 s").met(first <= 45.0);
    table.add(row.peer(peer, theirs.as_ref().map(|taken| taken.seconds), |_| true));
    let row = Row::new(&times, "sheets: import, peak memory", taken.peak, "MB").aim("< 800 MB").met(taken.peak < 800.0);
    table.add(row.peer(peer, theirs.as_ref().map(|taken| taken.peak), |_| true));
    // What has only just been written is not yet taken for settled.
    std::thread::sleep(Duration::from_secs(3));
    process(place.shirube(&["show", "rs/884"]));
    let frame = median(11, || explorer::first_frame(place.explorer(), "第3期計画"));
    table.add(Row::new(&times, "sheets: start to first frame", frame, "ms").aim("≤ 25 ms").met(frame <= 25.0));
    let show = median(11, || process(place.shirube(&["show", "rs/884"])));
    table.add(Row::new(&times, "sheets: a command (show)", show, "ms").aim("≤ 10 ms").met(show <= 10.0));
    let ours = median(5, || process(place.shirube(&["budget", "--by", "ministry", "--document", "rs-2024", "--format", "csv"])));
    let theirs = duckdb.as_ref().map(|python| median(5, || process(asked(python, &tables, false))));
    table.add(Row::new(&times, "sheets: sums by ministry", ours, "ms").peer("DuckDB, the CSV of sums", theirs, |_| true));
    let ours = median(11, || process(place.shirube(&["search", "感染症", "--format", "json"])));
    let theirs = installed("rg").then(|| {
        median(5, || {
            let mut command = Command::new("rg");
            command.args(["--no-config", "--fixed-strings", "--", "感染症"]).arg(&tables);
            process(command)
        })
    });
    table.add(Row::new(&times, "sheets: one-shot search", ours, "ms").peer("ripgrep", theirs, |_| true));
    index::keystrokes(&place, &times, table);
    let memory = explorer::memory(place.explorer(), "第3期計画", "/", "感染症").resident;
    table.add(Row::new(&times, "sheets: explorer, resident", memory, "MB").aim("≤ 250 MB").met(memory <= 250.0));
}

/// Ten thousand small documents beside none.
pub fn many_documents(table: &mut Table) {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench").join("many");
    drop(fs::remove_dir_all(&home));
    let papers = home.join("papers");
    fs::create_dir_all(&papers).unwrap();
    for number in 0..DOCUMENTS {
        let text = format!(
            "令和８年度 架空{number}町の健康づくり\n\n１．目的\n{}\n● 架空{number}町検診推進事業：令和８年度概算要求額 {}百万円\n",
            text(number, 2),
            number % 90 + 1
        );
        fs::write(papers.join(format!("{number:05}.txt")), text).unwrap();
    }
    let (none, many) = (Place::of(&home.join("none"), "第3期計画"), Place::of(&home.join("many"), "第3期計画"));
    let mut taken = many.shirube(&["import"]);
    taken.arg(&papers);
    let taken = import::watched(taken).expect("ten thousand documents are taken in");
    table.add(Row::new("10,000", "small documents: import", taken.seconds, "s"));
    for place in [&none, &many] {
        process(place.shirube(&["search", "感染症"]));
        std::thread::sleep(Duration::from_secs(3));
        process(place.shirube(&["search", "感染症"]));
    }
    for (what, arguments) in [("a command (show)", &["show", "plan3"][..]), ("one-shot search", &["search", "感染症", "--limit", "5"])] {
        let [without, with] = [&none, &many].map(|place| median(21, || process(place.shirube(arguments))));
        let row = Row::new("10,000", format!("small documents: {what}"), with, "ms").aim("≤ 2 × with none");
        table.add(row.peer("with none", Some(without), |ratio| ratio <= 2.0));
    }
}
