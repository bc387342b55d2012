//! Made-up papers with known facts, in the layouts, notations and formats of official ones: what is called high is right, what is given is
//! right, and little is missed.

use std::collections::HashSet;
use std::io::Write;

use shirube::import::{self, Certainty, Draft, Ministries};

use crate::pdf::pdf;
use crate::support::{Chance, corpus};

/// Papers that are made.
const PAPERS: usize = 400;
/// Of the known figures so many are given; of those that are right so many are high; of those given so many are right.
const RECALL: f64 = 0.95;
const HIGH: f64 = 0.85;
const RIGHT: f64 = 0.98;

/// A figure as it is compared: whose, in 百万円, of which year and stage.
type Key = (String, i64, u16, &'static str);

/// A figure that a paper says.
#[derive(Clone, Debug)]
struct Figure {
    name: String,
    /// In 百万円, which every notation can print.
    millions: u64,
    year: u16,
    stage: &'static str,
}

impl Figure {
    fn key(&self) -> Key {
        (self.name.clone(), i64::try_from(self.millions).unwrap(), self.year, self.stage)
    }
}

/// What is found, as [`Figure::key`] says it, with how sure it is.
fn given(draft: &Draft) -> Vec<(Key, Certainty)> {
    let amounts = draft.programmes.iter().flat_map(|programme| programme.amounts.iter().map(move |amount| (programme, amount)));
    amounts
        .filter_map(|(programme, amount)| {
            let stage = amount.stage?;
            Some(((programme.name.clone(), (amount.value * 100.0).round() as i64, amount.fiscal_year?, stage), amount.certainty))
        })
        .collect()
}

/// Chooses one of some.
fn one<'c, T: ?Sized>(chance: &mut Chance, of: &[&'c T]) -> &'c T {
    of[chance.below(of.len())]
}

fn name(chance: &mut Chance, taken: &mut HashSet<String>) -> String {
    const WHAT: [&str; 12] = [
        "架空疾患",
        "月面医療",
        "低温創薬",
        "遠隔診断",
        "深海免疫",
        "高地循環",
        "極地栄養",
        "宇宙放射線",
        "海洋毒素",
        "森林花粉",
        "砂漠感染",
        "火山粉塵",
    ];
    const HOW: [&str; 8] = ["克服", "基盤整備", "実用化", "人材育成", "データ連携", "拠点形成", "国際協力", "早期発見"];
    const END: [&str; 4] = ["研究事業", "推進事業", "支援事業", "プログラム"];
    loop {
        let name = format!("{}{}{}", one(chance, &WHAT), one(chance, &HOW), one(chance, &END));
        if taken.insert(name.clone()) {
            return name;
        }
    }
}

/// Digits as some papers print them: with commas, wide, or plain.
fn digits(chance: &mut Chance, number: u64) -> String {
    let plain = number.to_string();
    let parted: Vec<String> = plain.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    match chance.below(3) {
        0 => plain,
        1 => parted.join(","),
        _ => parted
            .join(",")
            .chars()
            .map(|c| if c == ',' { '，' } else { char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap() })
            .collect(),
    }
}

/// A sum as a line prints it.
fn money(chance: &mut Chance, millions: u64) -> String {
    match chance.below(5) {
        0 => format!("{}百万円", digits(chance, millions)),
        1 => format!("{}千円", digits(chance, millions * 1000)),
        2 if millions >= 100 && !millions.is_multiple_of(100) => {
            format!("{}億{}万円", millions / 100, digits(chance, millions % 100 * 100))
        }
        3 if millions >= 1_000_000 => format!("{}兆{}億円", millions / 1_000_000, millions % 1_000_000 / 100),
        _ if millions.is_multiple_of(10) => format!("{}億円", millions as f64 / 100.0),
        _ => format!("{}百万円", millions),
    }
}

fn year(chance: &mut Chance, year: u16) -> String {
    let reiwa = year - 2018;
    match chance.below(5) {
        0 => format!("令和{reiwa}年度"),
        1 => format!("令和{}年度", char::from_u32('０' as u32 + u32::from(reiwa)).unwrap()),
        2 => format!("{year}年度"),
        3 => format!("R{reiwa}年度"),
        _ => format!("FY{year} "),
    }
}

fn stage(chance: &mut Chance, stage: &'static str) -> &'static str {
    match stage {
        "概算要求" => one(chance, &["概算要求額", "要求額"]),
        "要求・要望" => "要求・要望額",
        "当初予算" => one(chance, &["当初予算額", "当初予算"]),
        "当初予算案" => one(chance, &["当初予算案", "予算案", "当初予算（案）"]),
        "補正予算" => "補正予算額",
        "執行" => "執行額",
        _ => "決算額",
    }
}

/// A paper: its facts and its lines.
struct Paper {
    facts: Vec<Figure>,
    text: String,
    /// Rows of a table, its heads first, and what stands over it.
    table: Option<(String, Vec<Vec<String>>)>,
}

fn amount(chance: &mut Chance) -> u64 {
    match chance.below(4) {
        0 => (chance.below(900) as u64 + 1) * 10,
        1 => (chance.below(90) as u64 + 1) * 100,
        2 => chance.below(99_000) as u64 + 1,
        _ => (chance.below(30) as u64 + 1) * 50,
    }
}

/// A list of programmes, each on its line.
fn list(chance: &mut Chance) -> Paper {
    let base = 2024 + chance.below(3) as u16;
    let request = chance.below(2) == 0;
    let (main, title) = if request { ("概算要求", "概算要求の概要") } else { ("当初予算", "当初予算の概要") };
    let mut paper = Paper { facts: Vec::new(), text: format!("令和{}年度 架空省 {title}\n\n", base - 2018), table: None };
    let legend = chance.below(2) == 0;
    if legend {
        paper.text +=
            one(chance, &["※（　）内は前年度当初予算額\n", "（注）括弧内は、前年度当初予算額である。\n", "（　）は前年度当初予算額\n"]);
    }
    let mark = one(chance, &["●", "○", "◇", "□", "◎", "▶", "・", "①", "（１）", "1. ", "ア ", "◆", "■", ""]).to_owned();
    let mut taken = HashSet::new();
    for _ in 0..3 + chance.below(8) {
        let name = name(chance, &mut taken);
        let now = Figure { name: name.clone(), millions: amount(chance), year: base, stage: main };
        let before = Figure { name: name.clone(), millions: amount(chance), year: base - 1, stage: "当初予算" };
        let other = one(chance, &["補正予算", "執行", "決算", "当初予算案"]);
        let other = Figure {
            name: name.clone(),
            millions: amount(chance),
            year: base - 1,
            stage: if other == "当初予算案" { "補正予算" } else { other },
        };
        let said = |chance: &mut Chance, figure: &Figure| {
            let (year, stage) = (year(chance, figure.year), stage(chance, figure.stage));
            let sep = one(chance, &["", " ", "："]);
            format!("{year}{stage}{sep}{}", money(chance, figure.millions))
        };
        let what = one(chance, &["：候補物質の探索を支援　", "：拠点を整える ", "（厚）：診断の支援　", "　", ": 5年間で30施設に広げる "]);
        let (rest, facts) = match chance.below(24) {
            0 | 1 => (said(chance, &now), vec![now]),
            // The title says the year.
            2 => (format!("{} {}", stage(chance, main), money(chance, now.millions)), vec![now]),
            3 => (format!("{} → {}", said(chance, &before), said(chance, &now)), vec![before, now]),
            4 => (format!("{}（前年度当初予算額 {}）", said(chance, &now), money(chance, before.millions)), vec![now, before]),
            5 => (format!("市場規模{}億円の獲得を目指す {}", 1000 + chance.below(5000), said(chance, &now)), vec![now]),
            6 => (format!("１課題あたり上限 {}百万円、{}", 10 + chance.below(90), said(chance, &now)), vec![now]),
            7 => (format!("{}、{}", said(chance, &now), said(chance, &other)), vec![now, other]),
            8 => (format!("契約額 {}億円、総事業費 {}億円", 1 + chance.below(50), 100 + chance.below(500)), vec![]),
            // The money on a line of its own.
            9 => (format!("\n{}", said(chance, &now)), vec![now]),
            // A sum that is told in words of another figure.
            10 => (
                format!("患者数{}万人、損失{}兆円の疾患に挑む。{}", 1 + chance.below(90), 1 + chance.below(9), said(chance, &now)),
                vec![now],
            ),
            11 => (format!("{}（対前年度△{}億円）", said(chance, &now), 1 + chance.below(9)), vec![now]),
            12 => (format!("{} 対前年度比＋{}億円", said(chance, &now), 1 + chance.below(9)), vec![now]),
            // A range, an estimate of one case, a part: nobody's budget.
            13 => (format!("{}{} {}～{}億円", year(chance, base), stage(chance, main), 1 + chance.below(9), 20 + chance.below(9)), vec![]),
            14 => (format!("１施設あたり{}百万円、５年間で総額{}億円", 1 + chance.below(90), 20 + chance.below(90)), vec![]),
            // The title says which year and stage.
            15 | 16 => (format!("\u{b}{}", money(chance, now.millions)), vec![now]),
            17 if legend => (format!("\u{b}{}（{}）", money(chance, now.millions), money(chance, before.millions)), vec![now, before]),
            17 => (format!("\u{b}{}（{}）", money(chance, now.millions), money(chance, before.millions)), vec![now]),
            18 if now.millions.is_multiple_of(100) => {
                (format!("{}{} {}億円", year(chance, now.year), stage(chance, main), kanji(now.millions / 100)), vec![now])
            }
            19 => (format!("\u{b}{}億円の市場の獲得を目指す", 1 + chance.below(900)), vec![]),
            20 => (format!("{}及び事項要求", said(chance, &now)), vec![now]),
            21 => (format!("\u{b}{} {}", year(chance, now.year), money(chance, now.millions)), vec![now]),
            22 => (format!("\u{b}{}（うち若手の枠 {}百万円）", money(chance, now.millions), 1 + chance.below(90)), vec![now]),
            _ => (format!("{}、うちAMED {}億円", said(chance, &now), 1 + chance.below(9)), vec![now]),
        };
        // Where nothing is said between, the sum stands right behind the name.
        let rest = match rest.strip_prefix('\u{b}') {
            Some(rest) => format!("{}{rest}", one(chance, &["　", "  ", "（厚）　", "：", " … "])),
            None => format!("{what}{rest}"),
        };
        paper.text += &format!("{mark}{name}{rest}\n");
        if chance.below(6) == 0 {
            paper.text += one(
                chance,
                &[
                    "　我が国の医療機器市場は約3.2兆円であり、輸入超過は1.5兆円に達している。\n",
                    "　・全国30施設に広げ、年間1,200件の相談に応じる\n",
                    "（注）百万円未満を四捨五入しているため、合計と合わないことがある。\n",
                    "\n",
                ],
            );
        }
        paper.facts.extend(facts);
    }
    paper
}

/// A number in kanji: 七十, 百二十三.
fn kanji(number: u64) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let place = |power: u64, sign: &str| {
        let digit = number / power % 10;
        let printed = if digit == 1 && power > 1 { "" } else { DIGITS[digit as usize] };
        if digit == 0 { String::new() } else { format!("{printed}{sign}") }
    };
    place(1000, "千") + &place(100, "百") + &place(10, "十") + &place(1, "")
}

/// Parts whose headings say of which year and stage the sums below are, and numbers whose unit stands above.
fn parts(chance: &mut Chance) -> Paper {
    let base = 2024 + chance.below(3) as u16;
    let title = one(chance, &["医療研究の予算", "研究事業の一覧", "概算要求の概要"]);
    let title = if title.contains("要求") { format!("令和{}年度 {title}", base - 2018) } else { title.to_owned() };
    let mut paper = Paper { facts: Vec::new(), text: format!("{title}（架空）\n\n"), table: None };
    let mut taken = HashSet::new();
    for number in 1..=2 + chance.below(2) {
        let named = one(chance, &["概算要求", "補正予算", "当初予算"]);
        let named: &'static str = ["概算要求", "補正予算", "当初予算"].into_iter().find(|stage| *stage == named).unwrap();
        let of = base - chance.below(2) as u16;
        let printed = format!("{}{named}", year(chance, of).trim());
        paper.text += &match chance.below(3) {
            0 => format!("{number}．{printed}\n"),
            1 => format!("（{number}）{printed}\n"),
            _ => format!("{}\n", if named == "概算要求" { format!("【{printed}】") } else { format!("■{printed}") }),
        };
        let unit = chance.below(2) == 0;
        if unit {
            paper.text += "（単位：百万円）\n";
        }
        let mark = one(chance, &["● ", "・", "○", "◆", ""]).to_owned();
        for _ in 0..2 + chance.below(4) {
            let name = name(chance, &mut taken);
            let figure = Figure { name: name.clone(), millions: amount(chance), year: of, stage: named };
            let sum = if unit { digits(chance, figure.millions) } else { money(chance, figure.millions) };
            let gap = one(chance, &["　　", "    ", "　……　"]);
            paper.text += &format!("{mark}{name}{gap}{sum}\n");
            paper.facts.push(figure);
        }
        if unit {
            paper.text += &format!("{}　　{}\n", one(chance, &["合計", "計", "　うち若手の枠"]), 1 + chance.below(9000));
        }
    }
    paper
}

/// A table of programmes.
fn table(chance: &mut Chance) -> Paper {
    let base = 2024 + chance.below(3) as u16;
    let (unit, millions): (&str, f64) = [("百万円", 1.0), ("千円", 0.001), ("億円", 100.0)][chance.below(3)];
    let columns: Vec<(u16, &'static str)> = match chance.below(3) {
        0 => vec![(base - 1, "当初予算"), (base, "概算要求")],
        1 => vec![(base - 2, "決算"), (base - 1, "当初予算"), (base, "概算要求")],
        _ => vec![(base, "当初予算案")],
    };
    let in_head = chance.below(2) == 0;
    let legend = chance.below(3) == 0 && columns.len() == 1;
    // The year over the columns' stages, in a row of its own.
    let two_rows = chance.below(3) == 0;
    let mut over_heads = vec![String::new(); 2];
    let mut heads = vec![one(chance, &["事業名", "事業の名称", "施策名"]).to_owned(), one(chance, &["所管", "担当府省"]).to_owned()];
    for (of, named) in &columns {
        let unit = if in_head { format!("（{unit}）") } else { String::new() };
        if two_rows {
            over_heads.push(year(chance, *of));
            heads.push(format!("{}{unit}", stage(chance, named)));
        } else {
            heads.push(format!("{}{}{unit}", year(chance, *of), stage(chance, named)));
        }
    }
    heads.push(one(chance, &["増減", "備考"]).to_owned());
    over_heads.push(String::new());
    let mut rows = if two_rows { vec![over_heads, heads] } else { vec![heads] };
    let (mut facts, mut taken) = (Vec::new(), HashSet::new());
    let mut sums = vec![0_u64; columns.len()];
    for _ in 0..3 + chance.below(10) {
        let name = name(chance, &mut taken);
        let mut row = vec![
            name.clone() + one(chance, &["", "", "【新規】", "（再掲）"]),
            one(chance, &["厚生労働省", "文部科学省", "経"]).to_owned(),
        ];
        for (at, (of, named)) in columns.iter().enumerate() {
            if legend && chance.below(2) == 0 {
                let (now, before) = ((chance.below(900) as u64 + 1) * 1000, (chance.below(900) as u64 + 1) * 1000);
                sums[at] += now;
                let shown = |chance: &mut Chance, millions_of: u64| digits(chance, (millions_of as f64 / millions) as u64);
                row.push(format!("{}{}（{}）", shown(chance, now), one(chance, &["", " ", "\n"]), shown(chance, before)));
                facts.push(Figure { name: name.clone(), millions: now, year: *of, stage: named });
                facts.push(Figure { name: name.clone(), millions: before, year: base - 1, stage: "当初予算" });
                continue;
            }
            if chance.below(6) == 0 {
                row.push(one(chance, &["－", "-", "", "―"]).to_owned());
                continue;
            }
            let millions_of = if unit == "億円" { (chance.below(900) as u64 + 1) * 10 } else { amount(chance) };
            sums[at] += millions_of;
            let shown = millions_of as f64 / millions;
            let number = if shown.fract() == 0.0 { digits(chance, shown as u64) } else { shown.to_string() };
            row.push(match chance.below(12) {
                0 => format!("皆増 {number}"),
                1 => format!("{number}（新規）"),
                2 => format!("{number}{unit}"),
                _ => number,
            });
            facts.push(Figure { name: name.clone(), millions: millions_of, year: *of, stage: named });
        }
        row.push(one(chance, &["△150", "拡充", "", "300"]).to_owned());
        rows.push(row);
        if chance.below(6) == 0 {
            // A part of the row above, which no total counts.
            let part = format!("{}{}", name.trim_end_matches("事業"), "の枠");
            let mut row = vec![one(chance, &["うち", "　うち", "うち、"]).to_owned() + &part, String::new()];
            for (of, named) in &columns {
                let millions_of = (chance.below(90) as u64 + 1) * 10;
                row.push(digits_of(millions_of as f64 / millions));
                facts.push(Figure { name: part.clone(), millions: millions_of, year: *of, stage: named });
            }
            row.push(String::new());
            rows.push(row);
        }
        if chance.below(8) == 0 {
            // A row that only parts the others.
            let mut part = vec![one(chance, &["１．研究の推進", "（２）基盤の整備", "Ⅱ 人材"]).to_owned()];
            part.extend(vec![String::new(); columns.len() + 2]);
            rows.push(part);
        }
    }
    let mut total = vec![one(chance, &["合計", "計", "合　計", "総計"]).to_owned(), String::new()];
    total.extend(sums.iter().map(|sum| digits_of(*sum as f64 / millions)));
    total.push(String::new());
    rows.push(total);
    let over = match (in_head, legend) {
        (true, false) => "事業の一覧".to_owned(),
        (false, false) => format!("（単位：{unit}）"),
        (true, true) => "※（　）内は前年度当初予算額".to_owned(),
        (false, true) => format!("（単位：{unit}、括弧内は前年度当初予算額）"),
    };
    Paper { facts, text: format!("令和{}年度 架空省 事業一覧\n\n", base - 2018), table: Some((over, rows)) }
}

/// A number as a sheet shows it.
fn digits_of(number: f64) -> String {
    // To the thousand yen of 億円.
    ((number * 1e5).round() / 1e5).to_string()
}

/// Rows set out with blanks, the cells of a column one below the other.
fn set_out(rows: &[Vec<String>]) -> String {
    use unicode_width::UnicodeWidthStr;
    let width = |cell: &String| cell.width_cjk();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(|at| rows.iter().filter_map(|row| row.get(at)).map(width).max().unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, wide))| {
            let blank = " ".repeat(wide - width(cell));
            // Numbers stand to the right.
            if at > 1 { format!("{blank}{cell}   ") } else { format!("{cell}{blank}   ") }
        });
        cells.collect::<String>().trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// Rows between bars.
fn drawn(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| format!("│{}│\n", row.join("│"));
    let rule = format!("├{}┤\n", "──┼".repeat(rows[0].len() - 1) + "──");
    rows.iter().map(line).collect::<Vec<_>>().join(&rule)
}

/// A paper on a page: lines broken where they are full, and a table whose cells stand below their heads.
fn on_a_page(paper: &Paper, over: &str, rows: &[Vec<String>]) -> Vec<u8> {
    use unicode_width::UnicodeWidthStr;
    /// Columns of a line, of five points each.
    const LINE: usize = 100;
    let (mut pieces, mut y) = (Vec::new(), 40);
    for line in paper.text.lines().chain(Some(over).filter(|_| !rows.is_empty())) {
        let mut rest = line;
        loop {
            let fits =
                rest.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|at| rest[..*at].width_cjk() <= LINE).last().unwrap_or(0);
            let (now, then) = rest.split_at(fits);
            pieces.push((50, y, now.to_owned()));
            y += 14;
            rest = then;
            if rest.is_empty() {
                break;
            }
        }
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> =
        (0..columns).map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width_cjk()).max().unwrap_or(0)).collect();
    for row in rows {
        let mut x = 50;
        for (at, (cell, wide)) in row.iter().zip(&widths).enumerate() {
            // Numbers stand to the right.
            let blank = if at > 1 { (wide - cell.width_cjk()) * 5 } else { 0 };
            pieces.push((x + blank, y, cell.clone()));
            x += wide * 5 + 20;
        }
        y += 16;
    }
    pieces.retain(|(_, _, text)| !text.is_empty());
    pdf(&[pieces])
}

/// A package of these parts.
fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The paper as a file of one of the formats: its name and content.
fn written(chance: &mut Chance, paper: &Paper) -> (&'static str, Vec<u8>) {
    let (over, rows) = paper.table.clone().unwrap_or_default();
    let lines: Vec<&str> = paper.text.lines().filter(|line| !line.is_empty()).collect();
    let each = |open: &str, close: &str| lines.iter().map(|line| format!("{open}{}{close}", escaped(line))).collect::<String>();
    match chance.below(if rows.is_empty() { 6 } else { 7 }) {
        0 => {
            let body: String = rows
                .iter()
                .map(|row| format!("<tr>{}</tr>", row.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect::<String>()))
                .collect();
            ("a.html", format!("<html><body>{}<p>{over}</p><table>{body}</table></body></html>", each("<p>", "</p>")).into_bytes())
        }
        1 => {
            let p = |text: &str| format!("<p><r><t>{}</t></r></p>", escaped(text));
            let row =
                |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(|cell| format!("<tc>{}</tc>", p(cell))).collect::<String>());
            let table = rows.iter().map(row).collect::<String>();
            let body = format!("<d>{}{}<tbl>{table}</tbl></d>", each("<p><r><t>", "</t></r></p>"), p(&over));
            ("a.docx", package(&[("word/document.xml", body)]))
        }
        2 => {
            let p = |text: &str| format!("<p><r><t>{}</t></r></p>", escaped(text));
            let row =
                |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(|cell| format!("<tc>{}</tc>", p(cell))).collect::<String>());
            let table = rows.iter().map(row).collect::<String>();
            let slide = format!("<d><sp>{}{}</sp><tbl>{table}</tbl></d>", each("<p><r><t>", "</t></r></p>"), p(&over));
            ("a.pptx", package(&[("ppt/presentation.xml", String::new()), ("ppt/slides/slide1.xml", slide)]))
        }
        5 => {
            let flat: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.replace('\n', "")).collect()).collect();
            ("a.pdf", on_a_page(paper, &over, &flat))
        }
        6 => {
            let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            csv.write_record([lines[0]]).unwrap();
            csv.write_record([over.as_str()]).unwrap();
            rows.iter().for_each(|row| csv.write_record(row).unwrap());
            ("a.csv", csv.into_inner().unwrap())
        }
        other => {
            let mut text = paper.text.clone();
            let whole = rows.iter().flatten().all(|cell| !cell.contains('\n'));
            let by_hand = if rows.is_empty() || !whole { 0 } else { chance.below(3) };
            if by_hand > 0 {
                text += &format!("{over}\n{}", if by_hand == 1 { set_out(&rows) } else { drawn(&rows) });
            } else if let [heads, body @ ..] = rows.as_slice() {
                let row = |row: &Vec<String>| format!("| {} |\n", row.join(" | ").replace('\n', "<br>"));
                text += &format!("\n{over}\n\n{}|{}\n{}", row(heads), "---|".repeat(heads.len()), body.iter().map(row).collect::<String>());
            }
            let (in_shift_jis, _, lost) = encoding_rs::SHIFT_JIS.encode(&text);
            let bytes = if other == 3 || lost { text.clone().into_bytes() } else { in_shift_jis.into_owned() };
            (if rows.is_empty() || by_hand > 0 { "a.txt" } else { "a.md" }, bytes)
        }
    }
}

#[test]
fn what_is_called_high_is_right_and_little_is_missed() {
    let (mut chance, ministries, folder) = (Chance::new(), Ministries::of(&corpus()), tempfile::tempdir().unwrap());
    let (mut known, mut all, mut right, mut high) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    let verbose = std::env::var_os("SHIRUBE_PAPERS").is_some();
    for _ in 0..PAPERS {
        let paper = match chance.below(5) {
            0 | 1 => list(&mut chance),
            2 => parts(&mut chance),
            _ => table(&mut chance),
        };
        let (name, content) = written(&mut chance, &paper);
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let draft = import::read(&path, &ministries).unwrap();
        let facts: HashSet<_> = paper.facts.iter().map(Figure::key).collect();
        let found = given(&draft);
        known += facts.len();
        all += found.len();
        for (figure, certainty) in &found {
            let is_right = facts.contains(figure);
            right += usize::from(is_right);
            high += usize::from(is_right && *certainty == Certainty::High);
            if !is_right && *certainty == Certainty::High {
                wrong.push(format!("{name}: {figure:?}"));
            }
        }
        if verbose {
            let there: HashSet<_> = found.iter().map(|(figure, _)| figure.clone()).collect();
            let missed: Vec<_> = facts.iter().filter(|fact| !there.contains(*fact)).collect();
            let more: Vec<_> = there.iter().filter(|figure| !facts.contains(*figure)).collect();
            if !missed.is_empty() || !more.is_empty() {
                println!("--- {name}\n{}{:?}\nmissed {missed:?}\nmore {more:?}\n{:?}", paper.text, paper.table, draft.doubts);
            }
        }
    }
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    println!("{known} figures; given {all}, right {right}, high {high}; wrong and high {}", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(share(right, known) >= RECALL, "recall {:.3}", share(right, known));
    assert!(share(high, right) >= HIGH, "high {:.3}", share(high, right));
    assert!(share(right, all) >= RIGHT, "right {:.3}", share(right, all));
}
