//! The review sheets (行政事業レビューシート): every figure as it is printed, nothing summed twice, one programme over the years.

mod known;
pub mod made;

use std::fs;
use std::path::{Path, PathBuf};

use made::{CANCER, DRUGS, ELSEWHERE, LESSONS, MOON, RUNNING, SHARE, WRONG};
use serde_json::{Value, json};

use crate::support::{Home, stderr, stdout};

/// A home with the sheets of these years.
pub fn home(years: &[u16]) -> Home {
    let home = Home::new();
    for year in years {
        let folder = home.dir.path().join(year.to_string());
        if *year == 2024 {
            made::csvs(&folder, *year)
        } else {
            made::zips(&folder, *year)
        }
        let output = home.run(&["import", folder.to_str().unwrap()]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    home
}

pub fn show(home: &Home, id: &str) -> Value {
    home.json(&["show", id, "--format", "json"])
}

/// What a year of a programme's newest sheet says.
pub fn year(programme: &Value, fiscal_year: u16) -> &Value {
    let years = programme["reviews"][0]["years"].as_array().unwrap();
    years.iter().find(|year| year["fiscal_year"] == fiscal_year).unwrap()
}

#[test]
fn a_programme_says_what_its_sheet_prints() {
    let home = home(&[2024]);
    let moon = show(&home, &format!("rs/{MOON}"));
    assert_eq!(moon["title"], "月面医療研究事業");
    assert_eq!(
        moon["ministries"],
        json!([{"code": "厚", "name": "厚生労働省", "lead": true}, {"code": "文", "name": "文部科学省", "lead": false}])
    );
    assert_eq!((&moon["from"], &moon["to"], &moon["organisation"][0]), (&json!(2020), &json!(2030), &json!("医政局")));
    let review = &moon["reviews"][0];
    assert_eq!((&review["document"], &review["sheet_year"]), (&json!("rs-2024"), &json!(2024)));
    let years: Vec<u64> = review["years"].as_array().unwrap().iter().filter_map(|year| year["fiscal_year"].as_u64()).collect();
    assert_eq!(years, [2024, 2023, 2022]);
    // The sheet's own year is not over: 0 is not what was spent.
    let running = year(&moon, 2024);
    assert_eq!(
        (&running["initial"], &running["executed"], &running["execution_rate"]),
        (&json!(1_200_000_000), &Value::Null, &Value::Null)
    );
    let over = year(&moon, 2023);
    assert_eq!(
        (&over["supplementary"], &over["current"], &over["executed"]),
        (&json!(-50_000_000), &json!(1_050_000_000), &json!(400_000_000))
    );
    assert_eq!(
        (&over["execution_rate"], &over["unused"], &over["request_next"]),
        (&json!(0.38095), &json!(600_000_000), &json!(1_300_000_000))
    );
    assert_eq!((over["accounts"].as_array().unwrap().len(), &over["accounts"][1]["account"]), (2, &json!("特別会計・月面・開発勘定")));
    // A 0 of a year that is over is one.
    assert_eq!(year(&moon, 2022)["executed"], 0);
    assert_eq!(review["evaluation"]["reflected_yen"], -600_000);
    assert_eq!((&review["evaluation"]["finding"], &review["evaluation"]["experts"]), (&json!("事業内容の一部改善"), &Value::Null));
    assert_eq!(review["laws"], json!(["月面医療法（令和元年法律第一号）"]));
    assert_eq!(
        review["flows"][1],
        json!({"from": "A", "to": "B", "to_name": "国立大学法人月面大学", "direct": false, "role": "月面の拠点を運ぶ", "yen": 20_000_000})
    );
    // Officials are never taken in, neither into records nor into the library.
    assert!(!moon.to_string().contains("月野"));
    assert!(stdout(&home.run(&["search", "月野"])).is_empty());
}

#[test]
fn money_that_is_booked_elsewhere_is_no_nought() {
    let home = home(&[2024]);
    let elsewhere = show(&home, &format!("rs/{ELSEWHERE}"));
    let said = |year: &Value| (year["initial"].clone(), year["booked_elsewhere"].clone());
    assert_eq!(said(year(&elsewhere, 2024)), (json!(0), json!(true)));
    assert_eq!(said(year(&elsewhere, 2023)), (json!(0), json!(true)));
    assert_eq!(year(&show(&home, &format!("rs/{LESSONS}")), 2023)["booked_elsewhere"], false);
    let id = format!("rs/{ELSEWHERE}");
    let rows = home.json(&["budget", "--programme", &id, "--format", "json"]);
    let row = |stage: &str, fiscal_year: u16| {
        let rows = rows.as_array().unwrap();
        rows.iter()
            .find(|row| row["stage"] == stage && row["fiscal_year"] == fiscal_year)
            .map(|row| (row["amount"].clone(), row["marks"].clone()))
    };
    assert_eq!(row("当初予算", 2024), Some((Value::Null, json!("別掲"))));
    // What is asked for is printed here.
    assert_eq!(row("概算要求", 2024).map(|(amount, _)| amount), Some(json!(30_000_000)));
    assert!(stdout(&home.run(&["show", &id])).contains("別掲"));
}

#[test]
fn indicators_have_their_series_their_plan_and_what_they_lead_to() {
    let home = home(&[2024]);
    let all = home.json(&["list", "kpi", "--where", "月面 OR 治験 OR 住む", "--format", "json"]);
    let of = |title: &str| all.as_array().unwrap().iter().find(|kpi| kpi["title"] == title).unwrap_or_else(|| panic!("{title}"));
    let accidents = of("月面での事故の数");
    assert_eq!(
        (&accidents["category"], &accidents["term"], &accidents["direction"]),
        (&json!("outcome"), &json!("short"), &json!("下がると良い指標"))
    );
    assert_eq!((&accidents["target_year"], &accidents["unit"], &accidents["goal"]), (&json!(2025), &json!("件"), &json!("事故が減る")));
    assert_eq!(accidents["series"][0], json!({"fiscal_year": 2022, "target": 30.0, "actual": 30.0, "rate": 100.0}));
    assert_eq!((&accidents["latest"]["value"], &accidents["latest"]["as_of"]), (&json!(28.0), &json!("FY2023")));
    assert_eq!((&accidents["owner"]["programme"], &accidents["owner"]["basis"]), (&json!(format!("rs/{MOON}")), &json!("stated")));
    // A nought is one, a dash is none.
    assert_eq!(of("治験の数")["series"][1], json!({"fiscal_year": 2023, "target": 12.0, "actual": 0.0, "rate": null}));
    let links = |id: &str| home.json(&["links", id, "--format", "json"]);
    let tied = |id: &str, relation: &str| -> Vec<Value> {
        let links = links(id);
        links.as_array().unwrap().iter().filter(|link| link["relation"] == relation).map(|link| link["title"].clone()).collect()
    };
    let id = accidents["id"].as_str().unwrap();
    assert_eq!(tied(id, "leads_to"), ["1 住む人の数"]);
    assert_eq!(tied(id, "follows_from"), ["1 治験の数"]);
    assert_eq!(
        links(id).as_array().unwrap().iter().find(|link| link["relation"] == "set_by").map(|link| link["id"].clone()),
        Some(json!("slides2"))
    );
    // A law is no plan.
    assert!(tied(of("住む人の数")["id"].as_str().unwrap(), "set_by").is_empty());
}

#[test]
fn who_is_paid_is_one_by_number_and_labels_are_nobody_elses() {
    let home = home(&[2024]);
    let moon = show(&home, "payee/1234567890123");
    assert_eq!((&moon["title"], &moon["aliases"]), (&json!("月面株式会社"), &json!(["月面（株）"])));
    // Direct money and what is passed on are never added up.
    assert_eq!(moon["totals"], json!([{"sheet_year": 2024, "direct_yen": 100_000_000, "passed_on_yen": 20_000_000, "programmes": 1}]));
    // A contract that stands there twice, and would be too much, is one.
    let receipt = moon["receipts"].as_array().unwrap().iter().find(|receipt| receipt["block"] == "A").unwrap();
    assert_eq!((receipt["contracts"].as_array().unwrap().len(), &receipt["yen"]), (2, &json!(100_000_000)));
    for id in [format!("payee/rs-{LESSONS}-A-1"), format!("payee/rs-{WRONG}-A-1")] {
        let person = show(&home, &id);
        assert_eq!((&person["title"], person["receipts"].as_array().unwrap().len()), (&json!("個人A"), 1), "{id}");
    }
    let titles: Vec<Value> =
        home.json(&["list", "payee", "--format", "json"]).as_array().unwrap().iter().map(|payee| payee["title"].clone()).collect();
    // Who stands for all others is nobody; a label is somebody of its programme.
    assert!(titles.iter().all(|title| !title.as_str().unwrap().starts_with("その他")), "{titles:?}");
    assert_eq!(show(&home, &format!("payee/rs-{LESSONS}-A-2"))["title"], "A社");
    let paid = home.json(&["payees", &format!("rs/{MOON}"), "--format", "json"]);
    let paid: Vec<(Value, Value)> = paid.as_array().unwrap().iter().map(|paid| (paid["title"].clone(), paid["direct"].clone())).collect();
    assert_eq!(
        paid,
        [(json!("国立大学法人月面大学"), json!(true)), (json!("月面株式会社"), json!(true)), (json!("月面株式会社"), json!(false))]
    );
    for named in ["月面大学", "国立大学法人月面大学", "9876543210987", "payee/9876543210987"] {
        let paying = home.json(&["payees", "--of", named, "--format", "json"]);
        assert_eq!((&paying[0]["programme"], &paying[0]["yen"]), (&json!(format!("rs/{MOON}")), &json!(150_000_000)), "{named}");
    }
    assert!(stderr(&home.run(&["payees", "--of", "個人A"])).contains("several payees"));
    // 東京都 is paid; no text that names it is tied to it.
    let links = home.json(&["links", "payee/8000020130001", "--format", "json"]);
    assert!(links.as_array().unwrap().iter().all(|link| link["relation"] == "paid_by"), "{links}");
}

#[test]
fn two_sheets_of_a_programme_are_one_programme() {
    let home = home(&[2025, 2024]);
    let moon = show(&home, &format!("rs/{MOON}"));
    assert_eq!((&moon["title"], &moon["aliases"]), (&json!("月面医療研究推進事業"), &json!(["月面医療研究事業"])));
    let sheets: Vec<Value> = moon["reviews"].as_array().unwrap().iter().map(|review| review["sheet_year"].clone()).collect();
    assert_eq!(sheets, [2025, 2024]);
    // Of a year on both sheets the newer counts, and the difference is told.
    let rows = home.json(&["budget", "--programme", &format!("rs/{MOON}"), "--format", "json"]);
    let of = |stage: &str, fiscal_year: u16| {
        rows.as_array().unwrap().iter().find(|row| row["stage"] == stage && row["fiscal_year"] == fiscal_year).unwrap()
    };
    assert_eq!((&of("当初予算", 2024)["amount"], &of("執行", 2024)["amount"]), (&json!(1_000_000_000), &json!(400_000_000)));
    assert_eq!(of("当初予算", 2024)["not_comparable"], "前の年のシートは 1,200,000,000円");
    assert_eq!(of("当初予算", 2022)["amount"], 900_000_000);
    // Less was to follow, and more did.
    let effect = json!({ "initial_before": 1_000_000_000, "initial_after": 1_200_000_000, "contrary": true });
    assert_eq!((&moon["reviews"][1]["effect"], &moon["reviews"][0]["effect"]), (&effect, &Value::Null));
    let article = stdout(&home.run(&["show", &format!("rs/{MOON}")]));
    assert!(article.contains("FY2024 1,000,000,000円 から FY2025 1,200,000,000円（しるべの読み：反映とは逆に増えている）"), "{article}");
    // What only the older sheet says of an indicator stays.
    let kpis = home.json(&["list", "kpi", "--where", "月面での事故の数", "--format", "json"]);
    let actual = |year: usize| kpis[0]["series"][year]["actual"].clone();
    assert_eq!([actual(0), actual(1), actual(2)], [Value::Null, json!(28.0), json!(25.0)]);
    let totals = &show(&home, "payee/1234567890123")["totals"];
    assert_eq!(totals.as_array().unwrap().iter().map(|total| total["sheet_year"].clone()).collect::<Vec<_>>(), [2025, 2024]);
    // Who has no number is somebody of one sheet alone.
    assert_eq!(show(&home, &format!("payee/rs-{LESSONS}-A-1"))["receipts"][0]["sheet_year"], 2024);
    assert_eq!(show(&home, &format!("payee/rs-{LESSONS}-A-1-2025"))["receipts"][0]["sheet_year"], 2025);
}

#[test]
fn the_digests_programmes_are_tied_to_their_sheets_by_name_alone() {
    let home = home(&[2024]);
    let reviews = |id: String| -> Vec<(Value, Value)> {
        let links = home.json(&["links", &id, "--format", "json"]);
        let of = links.as_array().unwrap().iter().filter(|link| link["relation"] == "reviews");
        of.map(|link| (link["id"].clone(), link["basis"].clone())).collect()
    };
    let cancer = reviews(format!("rs/{CANCER}"));
    assert_eq!((cancer.len(), &cancer[0].1), (1, &json!("inferred")), "{cancer:?}");
    assert!(cancer[0].0.as_str().unwrap().starts_with("programme/"));
    assert_eq!(reviews(format!("rs/{DRUGS}")), [(json!("slides2/project/1"), json!("inferred"))]);
    assert!(reviews(format!("rs/{MOON}")).is_empty());
    // Who bears the name has precedence over who names it as a part.
    assert!(reviews(format!("rs/{SHARE}")).is_empty());
    let known = cancer[0].0.as_str().unwrap().to_owned();
    assert!(stdout(&home.run(&["payees", &known])).is_empty());
}

#[test]
fn sums_by_ministry_are_those_of_the_total_rows() {
    let home = home(&[2024]);
    let rows = home.json(&["budget", "--by", "ministry", "--document", "rs-2024", "--format", "json"]);
    let of = |ministry: &str, stage: &str, fiscal_year: u16| {
        let row =
            rows.as_array().unwrap().iter().find(|row| row["id"] == ministry && row["stage"] == stage && row["fiscal_year"] == fiscal_year);
        row.map(|row| (row["amount"].clone(), row["unit"].clone(), row["sum_of"].clone()))
    };
    assert_eq!(of("ministry/mhlw", "当初予算", 2023), Some((json!(7_150_000_000_u64), json!("円"), json!(2))));
    assert_eq!(of("ministry/mhlw", "執行", 2023), Some((json!(6_400_000_000_u64), json!("円"), json!(2))));
    assert_eq!(of("ministry/moj", "当初予算", 2023), Some((json!(20_000_000), json!("円"), json!(1))));
    assert_eq!(of("ministry/mext", "執行", 2024), None);
    assert!(stderr(&home.run(&["budget", "--by", "ministry", "--document", "rs-2024"])).contains("not the national budget"));
    // Wherever such figures go, they name their source and say that they were reworked.
    for arguments in
        [&["budget", "--by", "ministry", "--document", "rs-2024", "--format", "csv"][..], &["payees", "rs/101"], &["show", "rs/101"]]
    {
        let text = stdout(&home.run(arguments));
        assert!(text.contains("行政事業レビュー") && text.contains("加工"), "{text}");
    }
}

#[test]
fn figures_of_sheets_are_admitted_by_their_own_year_rate_and_amount() {
    let home = home(&[2024]);
    let rows = |query: &str| -> Vec<(String, u64, Value)> {
        let rows = home.json(&["budget", "--document", "rs-2024", "--where", query, "--format", "json"]);
        let row = |row: &Value| (row["id"].as_str().unwrap().to_owned(), row["fiscal_year"].as_u64().unwrap(), row["amount"].clone());
        rows.as_array().unwrap().iter().map(row).collect()
    };
    let moon = format!("rs/{MOON}");
    assert_eq!(rows("rate:<0.5"), [(moon.clone(), 2023, json!(400_000_000)), (moon, 2022, json!(0))]);
    // A query asks in 億円, the sheets are in 円.
    let large = rows("budget:>50");
    assert!(!large.is_empty() && large.iter().all(|(id, ..)| *id == format!("rs/{CANCER}")), "{large:?}");
    assert_eq!(rows("stage:執行 fy:2023 budget:>50"), [(format!("rs/{CANCER}"), 2023, json!(6_000_000_000_i64))]);
}

#[test]
fn what_cannot_be_right_is_told_with_its_row_and_kept_as_printed() {
    let home = Home::new();
    let folder = home.dir.path().join("rs");
    made::csvs(&folder, 2024);
    // A row whose cells have moved: none of them can be told by its column.
    let path =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.to_string_lossy().contains("1-5")).unwrap();
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("レビューシート,2024,101,ずれた行\n");
    fs::write(&path, text).unwrap();
    // A release whose table has a column of another name.
    let path =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.to_string_lossy().contains("4-1")).unwrap();
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("外部有識者による点検ー所見", "外部有識者の見立て")).unwrap();
    let reports = home.json(&["import", "--dry-run", folder.to_str().unwrap(), "--format", "json"]);
    let doubts: Vec<String> = reports[0]["doubts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|doubt| format!("{} {}", doubt["file"].as_str().unwrap(), doubt["why"].as_str().unwrap()))
        .collect();
    for (file, why) in [
        ("4-1", "列「外部有識者による点検ー所見」がない"),
        ("1-5", "ますの数が列と合わない"),
        ("2-1", "歳出予算現額 11000000円 が内訳の和 10000000円 と合わない"),
        ("2-1", "執行率 0.9 が 執行額÷現額（0.45455）と合わない"),
        ("2-1", "翌年度要求額「約1000万」が円の額として読めない"),
        ("5-1", "ブロックＡの支出先の和 1500000円 がブロックの合計 1000000円 を超える"),
        ("5-1", "法人番号「123456789012」は13桁の数字でない"),
        ("5-1", "金額「12.5」が円の額として読めない"),
    ] {
        assert!(doubts.iter().any(|doubt| doubt.starts_with(file) && doubt.contains(why)), "{why}: {doubts:#?}");
    }
    assert_eq!((reports[0]["missing"].as_array().unwrap().len(), &reports[0]["programmes"]), (0, &json!(8)));
    // A dry run changes nothing.
    assert!(home.json(&["library", "list", "--format", "json"]).as_array().unwrap().is_empty());
    assert!(home.run(&["import", folder.to_str().unwrap()]).status.success());
    let wrong = show(&home, &format!("rs/{WRONG}"));
    let kept = year(&wrong, 2023);
    assert_eq!((&kept["current"], &kept["execution_rate"], &kept["request_next"]), (&json!(11_000_000), &json!(0.9), &Value::Null));
    assert_eq!(wrong["ministries"], json!([{"code": null, "name": "農林水産省", "lead": true}]));
}

#[test]
fn a_part_of_a_year_is_taken_and_another_takes_its_place() {
    let home = Home::new();
    let folder = home.dir.path().join("rs");
    made::zips(&folder, 2024);
    let folder = folder.to_str().unwrap();
    let programmes = |home: &Home| -> Vec<String> {
        let all = home.json(&["list", "programme", "--format", "json"]);
        let ids = all.as_array().unwrap().iter().map(|programme| programme["id"].as_str().unwrap().to_owned());
        ids.filter(|id| id.starts_with("rs/")).collect()
    };
    let state = |arguments: &[&str]| home.json(&[arguments, &["--format", "json"]].concat())[0]["state"].clone();
    assert_eq!(state(&["import", folder, "--ministry", "文,法務省"]), "new");
    assert_eq!(programmes(&home), [format!("rs/{LESSONS}"), format!("rs/{RUNNING}")]);
    assert_eq!(state(&["import", folder, "--ministry", "文,法務省"]), "unchanged");
    // Words stand in the name or in the purpose, in any width.
    assert_eq!(state(&["import", folder, "--like", "低重力,ガン医療"]), "new");
    assert_eq!(programmes(&home), [format!("rs/{MOON}"), format!("rs/{CANCER}"), format!("rs/{SHARE}")]);
    let held = home.json(&["library", "list", "--format", "json"]);
    assert_eq!(
        (held.as_array().unwrap().len(), &held[0]["sheets"]["programmes"], &held[0]["sheets"]["like"]),
        (1, &json!(3), &json!(["低重力", "ガン医療"]))
    );
    assert!(held[0]["bytes"].as_u64().unwrap() > 0);
    assert!(!home.run(&["import", folder, "--like", "火星"]).status.success());
    assert_eq!(programmes(&home).len(), 3);
    assert!(home.run(&["library", "remove", "rs-2024"]).status.success());
    assert!(programmes(&home).is_empty());
    assert_eq!(
        fs::read_dir(home.dir.path().join(".local/share/shirube/library"))
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_dir())
            .count(),
        0
    );
}

#[test]
fn any_of_the_tables_is_taken_by_itself() {
    let home = Home::new();
    let folder = home.dir.path().join("rs");
    made::csvs(&folder, 2024);
    let only =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.to_string_lossy().contains("2-1")).unwrap();
    let output = home.run(&["import", only.to_str().unwrap()]);
    assert!(stdout(&output).contains("not there: 1-1, 1-2"), "{}", stdout(&output));
    let moon = show(&home, &format!("rs/{MOON}"));
    assert_eq!((&moon["title"], &year(&moon, 2023)["executed"]), (&json!("月面医療研究事業"), &json!(400_000_000)));
    // Two files of one table and year contradict each other.
    let twice = home.run(&["import", only.to_str().unwrap(), folder.to_str().unwrap()]);
    assert!(stderr(&twice).contains("are both the table 2-1 of 2024"), "{}", stderr(&twice));
}

#[test]
fn tables_that_a_spreadsheet_has_saved_are_the_same() {
    let plain = home(&[2024]);
    let (saved, wide) = (Home::new(), Home::new());
    for (home, encode) in [(&saved, shift_jis as fn(&str) -> Vec<u8>), (&wide, utf_16)] {
        let folder = home.dir.path().join("rs");
        made::csvs(&folder, 2024);
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, encode(text.trim_start_matches('\u{feff}'))).unwrap();
        }
        let output = home.run(&["import", folder.to_str().unwrap()]);
        assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
        assert_eq!(show(home, &format!("rs/{MOON}")), show(&plain, &format!("rs/{MOON}")));
        assert_eq!(show(home, "payee/1234567890123"), show(&plain, "payee/1234567890123"));
    }
}

/// What a spreadsheet on Windows saves as CSV.
fn shift_jis(text: &str) -> Vec<u8> {
    let (content, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lost);
    content.into_owned()
}

fn utf_16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn sheets_are_searched_by_what_they_say_and_what_they_paid() {
    let home = home(&[2024]);
    let found = |query: &str| -> Vec<String> {
        let hits = home.json(&["search", query, "--format", "json"]);
        hits["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    };
    let moon = format!("rs/{MOON}");
    for query in [
        "蛍光猫 月面医療",
        "getsumen iryou kind:programme",
        "stage:執行 rate:<0.5 finding:事業内容の一部改善 reflection:縮減 payee:月面大学 fy:2023 budget:>3",
        "payee:1234567890123 kind:事業",
        "支出先:国立大学法人月面大学 kind:programme",
    ] {
        assert_eq!(found(query).first(), Some(&moon), "{query}");
    }
    assert!(!found("stage:執行 fy:2023 budget:>10 月面医療").contains(&moon));
    assert!(!found("stage:執行 fy:2024 月面医療").contains(&moon));
    assert_eq!(found("月面株式会社").first().map(String::as_str), Some("payee/1234567890123"));
    assert_eq!(found("9876543210987").first().map(String::as_str), Some("payee/9876543210987"));
    assert!(stdout(&home.run(&["list", "payee", "--ministry", "法務省"])).contains("東京都"));
}

#[test]
fn the_digest_has_the_figures_of_its_programmes_until_the_year_is_taken_in() {
    let home = Home::new();
    // As the sheets of 2024 print it, in yen: programme, sheet, fiscal year, initial, executed, request for the next year.
    for (programme, sheet, fiscal_year, initial, executed, next) in [
        ("programme/translational-programme", "rs/6846", 2023, 5_515_549_000_u64, Some(5_528_341_000_u64), 8_244_000_000_u64),
        ("programme/b-cure", "rs/6844", 2023, 3_753_546_000, Some(4_332_965_000), 5_374_000_000),
        ("programme/kakenhi", "rs/1644", 2024, 237_679_065_000, None, 249_271_065_000),
    ] {
        let record = show(&home, programme);
        let review = &record["reviews"][0];
        assert_eq!((&review["document"], &review["sheet"]), (&json!("rs-2024"), &json!(sheet)));
        let of = year(&record, fiscal_year);
        assert_eq!(
            (&of["initial"], &of["executed"], &of["request_next"]),
            (&json!(initial), &json!(executed), &json!(next)),
            "{programme}"
        );
        // Never among what the documents of the strategy say.
        assert!(record["entries"].as_array().unwrap().iter().all(|entry| entry["document"] != "rs-2024"));
        let links = home.json(&["links", programme, "--format", "json"]);
        assert!(links.as_array().unwrap().iter().all(|link| link["relation"] != "reviewed_as"), "a sheet that is not there");
    }
    assert_eq!(show(&home, "rs-2024")["status"], "excerpt");
    let folder = home.dir.path().join("rs");
    made::csvs(&folder, 2024);
    assert!(home.run(&["import", folder.to_str().unwrap()]).status.success());
    assert!(show(&home, "programme/b-cure").get("reviews").is_none());
    assert_eq!(show(&home, "rs-2024")["status"], Value::Null);
    assert!(home.run(&["library", "remove", "rs-2024"]).status.success());
    assert_eq!(show(&home, "programme/b-cure")["reviews"][0]["sheet"], "rs/6844");
}

#[test]
fn hostile_sheets_reach_no_terminal() {
    let home = Home::new();
    let folder = home.dir.path().join("rs");
    made::csvs(&folder, 2024);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let hostile = ["月面", "医療", "教える", "兎", "レビュー"]
            .iter()
            .fold(text, |text, word| text.replace(word, &format!("\u{1b}[31m{word}\u{202e}\u{9b}2J")));
        fs::write(&path, hostile).unwrap();
    }
    let clean = |output: std::process::Output| {
        let bytes = [&output.stdout[..], &output.stderr[..]].concat();
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{text:?}");
        text
    };
    assert!(clean(home.run(&["import", "--dry-run", folder.to_str().unwrap()])).contains("programmes 8"));
    clean(home.run(&["import", folder.to_str().unwrap()]));
    for arguments in [
        &["show", "rs/101"][..],
        &["list", "payee"],
        &["list", "programme", "--format", "csv"],
        &["payees", "rs/101"],
        &["budget", "--programme", "rs/101"],
        &["links", "rs/101", "--format", "markdown"],
        &["search", "蛍光猫"],
    ] {
        assert!(clean(home.run(arguments)).contains(['月', '猫']), "{arguments:?}");
    }
}

#[test]
fn a_packed_year_that_is_damaged_is_told_and_the_rest_stays() {
    let home = home(&[2024]);
    let folder = home.dir.path().join(".local/share/shirube/library/rs-2024");
    let packed = packed_years(&folder).remove(0);
    let whole = fs::read(&packed).unwrap();
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    // What was made of it is kept apart.
    fs::remove_dir_all(home.dir.path().join(".cache/shirube")).unwrap();
    for bytes in [&damaged[..], &whole[..whole.len() / 2], b""] {
        fs::write(&packed, bytes).unwrap();
        let output = home.run(&["search", "感染症", "--limit", "1"]);
        assert!(output.status.success() && stderr(&output).contains("rs-2024"), "{}", stderr(&output));
    }
    fs::write(&packed, whole).unwrap();
    assert_eq!(show(&home, &format!("rs/{MOON}"))["title"], "月面医療研究事業");
}

#[test]
fn a_packed_year_that_is_damaged_or_gone_is_whole_again_after_the_same_import() {
    let home = home(&[2024]);
    let folder = home.dir.path().join(".local/share/shirube/library/rs-2024");
    let tables = home.dir.path().join("2024");
    let packed = packed_years(&folder).remove(0);
    let whole = fs::read(&packed).unwrap();
    let state = || home.json(&["library", "list", "--columns", "state", "--format", "json"])[0]["state"].clone();
    for damage in [Some(&whole[..whole.len() / 2]), None] {
        match damage {
            Some(bytes) => fs::write(&packed, bytes).unwrap(),
            None => fs::remove_file(&packed).unwrap(),
        }
        fs::remove_dir_all(home.dir.path().join(".cache/shirube")).unwrap();
        let output = home.run(&["library", "list"]);
        assert!(stderr(&output).contains("import it again"), "{}", stderr(&output));
        assert_eq!(state(), "changed");
        assert!(home.run(&["import", tables.to_str().unwrap()]).status.success());
        assert_eq!((state(), fs::read(&packed).unwrap() == whole), ("whole".into(), true));
        assert_eq!(show(&home, &format!("rs/{MOON}"))["title"], "月面医療研究事業");
    }
}

#[test]
fn a_packed_year_that_a_killed_import_left_behind_is_cleared_away_by_the_next_and_never_the_one_in_use() {
    let home = home(&[2024]);
    let folder = home.dir.path().join(".local/share/shirube/library/rs-2024");
    let tables = home.dir.path().join("2024");
    let in_use = packed_years(&folder);
    let import = || assert!(home.run(&["import", tables.to_str().unwrap()]).status.success());
    fs::write(folder.join("tables-000000000000.zip"), "old").unwrap();
    import();
    assert_eq!(packed_years(&folder), in_use);
    // Where the document does not say which one is in use, all stay.
    let document = folder.join("document.toml");
    let text = fs::read_to_string(&document).unwrap();
    fs::write(&document, "damaged").unwrap();
    assert!(home.run(&["library", "gather"]).status.success());
    assert_eq!(packed_years(&folder), in_use);
    fs::write(&document, text).unwrap();
    assert_eq!(show(&home, &format!("rs/{MOON}"))["title"], "月面医療研究事業");
}

/// The packed years in a folder of the library.
fn packed_years(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "zip")).collect()
}
