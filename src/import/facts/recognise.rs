//! Recognition of facts in blocks: line by line, then tables as a whole.

use super::found::{Certainty, Facts};
use super::ministries::Ministries;
use super::money::{money, stage};
use super::setting::AmountSetting;
use super::tables;
use super::walker::Walker;
use crate::import::blocks::{Block, BlockKind};
use crate::text::fold::fold;
use crate::text::year::first_in_text;

/// Most lines between a programme and an amount below it.
const NEAR: usize = 6;

/// Returns the facts in a document.
pub(in crate::import) fn recognise(title: &str, blocks: &[Block], ministries: &Ministries) -> Facts {
    let title = fold(title);
    let mut walker = Walker {
        ministries,
        found: Facts::default(),
        settings: AmountSetting::new(&title, blocks),
        project: None,
        waiting: Vec::new(),
        named: None,
        years: Vec::new(),
        titles: Vec::new(),
        given: None,
        money_of: None,
        before: None,
        at: 0,
    };
    for (at, block) in blocks.iter().enumerate() {
        walker.at = at;
        walker.settings.enter(at, block);
        // Tables are read as a whole.
        if !matches!(block.kind, BlockKind::Row { .. }) {
            walker.line(block);
            walker.before = Some(block.text().into_owned());
        }
    }
    tables::recognise(blocks, AmountSetting::new(&title, blocks), ministries, &mut walker.found, &mut walker.years);
    let mut found = walker.found;
    // The year given with most amounts is the document's; if none is given with any, the one that most lines speak of.
    let mut years = if walker.years.is_empty() { walker.titles } else { walker.years };
    years.sort_unstable();
    found.fiscal_year = years.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).and_then(|run| run.first().copied());
    let title_year = first_in_text(&title);
    found.fiscal_year = title_year.or(found.fiscal_year);
    // An amount with a stage and no year takes the year of that stage, or the only year that is mentioned.
    let with_years = found.programmes.iter().flat_map(|programme| &programme.amounts);
    let mut said: Vec<(&'static str, u16)> = with_years.filter_map(|amount| Some((amount.stage?, amount.fiscal_year?))).collect();
    said.sort_unstable();
    said.dedup();
    let only = |years: Vec<u16>| years.first().copied().filter(|first| years.iter().all(|year| year == first));
    let year_of = |stage: &'static str| {
        let same = said.iter().filter(|(of, _)| *of == stage).map(|(_, year)| *year);
        title_year.or_else(|| only(same.collect())).or_else(|| only(said.iter().map(|(_, year)| *year).collect()))
    };
    for amount in found.programmes.iter_mut().flat_map(|programme| &mut programme.amounts).filter(|amount| amount.fiscal_year.is_none()) {
        amount.fiscal_year = match (amount.stage, amount.years_before) {
            (Some(stage), None) => year_of(stage).or(found.fiscal_year.filter(|_| said.is_empty())),
            (Some(_), Some(before)) => found.fiscal_year.map(|year| year.saturating_sub(before)),
            (None, _) => None,
        };
        amount.certainty = amount.certainty.min_of(Certainty::Medium);
    }
    for project in &mut found.projects {
        project.fiscal_year = project.fiscal_year.or(found.fiscal_year);
    }
    found
}

impl Walker<'_> {
    fn line(&mut self, block: &Block) {
        let folded = &*block.folded();
        for (_, lines) in self.waiting.iter_mut().chain(&mut self.given) {
            *lines += 1;
        }
        self.waiting.retain(|(_, lines)| *lines <= NEAR);
        if money(folded).is_none() && stage(folded).is_some() {
            self.titles.extend(first_in_text(folded));
        }
        if folded.contains("対象経費") {
            self.money_of = Some(true);
            self.waiting.clear();
        } else if folded.contains("インハウス研究機関経費") {
            self.money_of = Some(false);
        }
        if self.project(block, folded) || self.programme(block, folded) {
            return;
        }
        if self.whole_indicator(block, folded) {
            return;
        }
        self.amount(block, folded);
        self.indicator(block, folded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::repair::Spot;

    fn of(text: &str) -> Facts {
        let blocks: Vec<Block> =
            (1..).zip(text.lines()).map(|(line, text)| Block::of_line(Spot { page: None, line }, text.to_owned())).collect();
        recognise("", &blocks, &std::iter::once("文".to_owned()).collect())
    }

    /// Returns the values, years and stages of a programme's amounts.
    fn amounts(found: &Facts, at: usize) -> Vec<(f64, Option<u16>, Option<&'static str>)> {
        found.programmes[at].amounts.iter().map(|amount| (amount.value, amount.fiscal_year, amount.stage)).collect()
    }

    fn doubts(found: &Facts) -> Vec<&str> {
        found.doubts.iter().map(|doubt| doubt.text.as_str()).collect()
    }

    #[test]
    fn programmes_have_their_amounts_marks_and_ministries() {
        let found = of(
            "● **創薬支援推進事業**：創薬を支える　令和8年度概算要求額22億円\n● 別の推進事業: 説明\n令和8年度概算要求額 54億円の内数\n◆ 【新規】スマートバイオ創薬等研究支援事業（文）\n",
        );
        let names: Vec<&str> = found.programmes.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["創薬支援推進事業", "別の推進事業", "スマートバイオ創薬等研究支援事業"]);
        assert_eq!(amounts(&found, 0), [(22.0, Some(2026), Some("概算要求"))]);
        assert_eq!(amounts(&found, 1), [(54.0, Some(2026), Some("概算要求"))]);
        let (first, second) = (&found.programmes[0].amounts[0], &found.programmes[1].amounts[0]);
        assert_eq!((first.certainty, first.within, first.printed.as_str(), first.place.line), (Certainty::High, false, "22億円", Some(1)));
        assert_eq!((second.certainty, second.within, second.place.line), (Certainty::Medium, true, Some(3)));
        assert!(found.programmes[2].amounts.is_empty());
    }

    #[test]
    fn the_year_of_an_amount_is_read_in_every_notation() {
        for (printed, year) in [
            ("令和元年度概算要求額", 2019),
            ("令和8年度概算要求額", 2026),
            ("平成31年度予算額", 2019),
            ("昭和63年度予算額", 1988),
            ("R1 概算要求額", 2019),
            ("H31概算要求額", 2019),
            ("FY2025予算額", 2025),
            ("2025年度予算額", 2025),
            ("AMED令和7年度予算額", 2025),
        ] {
            let found = of(&format!("● 創薬支援推進事業：創薬を支える　{printed} 22億円\n"));
            let year_of = amounts(&found, 0).first().and_then(|(_, year, _)| *year);
            assert_eq!((year_of, found.fiscal_year), (Some(year), Some(year)), "{printed}");
        }
        assert_eq!(of("H5N1のワクチンの予算額 22億円\n").fiscal_year, None);
    }

    #[test]
    fn marks_and_ministries_stand_around_a_name() {
        let found = of("◆ 【新規】【拡充】スマートバイオ創薬等研究支援事業（文）\n");
        assert_eq!((found.programmes[0].marks.join("・").as_str(), found.programmes[0].ministries.join("").as_str()), ("新規・拡充", "文"));
    }

    #[test]
    fn an_amount_is_read_in_its_own_unit_and_a_change_is_none() {
        let read = |printed: &str| amounts(&of(&format!("● 創薬支援推進事業：支援 {printed}\n")), 0).first().map(|(value, ..)| *value);
        for (printed, value) in [
            ("概算要求額１兆2,300億円", Some(12300.0)),
            ("概算要求額5億3,000万円", Some(5.3)),
            ("概算要求額2,540百万円", Some(25.4)),
            ("概算要求額 1,234,567千円", Some(12.34567)),
            ("予算額 8,200万円", Some(0.82)),
            ("概算要求額 対前年度△3億円の12億円", Some(12.0)),
            ("対前年度△3億円の12億円", None),
            ("概算要求額 10～20億円", None),
            ("1人あたり500万円", None),
        ] {
            assert_eq!(read(printed), value, "{printed}");
        }
        let found = of("● 創薬支援推進事業：支援 概算要求額 10～20億円、1人あたり500万円\n");
        assert_eq!(doubts(&found), ["~20億円: 創薬支援推進事業", "500万円: 創薬支援推進事業"]);
        for (printed, doubt) in
            [("概算要求額 ▲2億円", "▲2億円"), ("概算要求額 1,2345億円", "1,2345億円"), ("概算要求額 12億ドル", "12億ドル")]
        {
            assert_eq!(doubts(&of(&format!("● 創薬支援推進事業：支援 {printed}\n"))), [format!("{doubt}: 創薬支援推進事業")]);
        }
    }

    #[test]
    fn what_a_sum_is_stands_right_before_it() {
        let read = |printed: &str| amounts(&of(&format!("● 創薬支援推進事業：支援 {printed}\n")), 0);
        let (request, initial) = (Some("概算要求"), Some("当初予算"));
        for (printed, said) in [
            ("令和8年度概算要求額 23億円（前年度予算額 20億円）", vec![(23.0, Some(2026), request), (20.0, Some(2025), initial)]),
            ("令和７年度予算額 20億円 → 令和８年度概算要求額 24億円", vec![(20.0, Some(2025), initial), (24.0, Some(2026), request)]),
            ("令和８年度要求・要望額 30億円", vec![(30.0, Some(2026), Some("要求・要望"))]),
            ("令和８年度当初予算（案） 13億円", vec![(13.0, Some(2026), Some("当初予算案"))]),
            ("令和６年度補正予算額 45億円", vec![(45.0, Some(2024), Some("補正予算"))]),
            ("令和５年度執行額 9億円、決算額 8億円", vec![(9.0, Some(2023), Some("執行")), (8.0, Some(2023), Some("決算"))]),
            ("市場規模3,000億円の獲得を目指す 令和７年度予算額 11億円", vec![(11.0, Some(2025), initial)]),
            ("１課題あたり上限 1億円、令和７年度予算額 20億円", vec![(20.0, Some(2025), initial)]),
            ("５年間の総額 100億円（令和７年度予算額 20億円）", vec![(20.0, Some(2025), initial)]),
            ("契約額 3億円、総事業費 120億円", vec![]),
            ("損失は年間 5兆円に上る", vec![]),
        ] {
            assert_eq!(read(printed), said, "{printed}");
        }
    }

    #[test]
    fn a_programme_stands_behind_any_mark_of_a_list_where_its_money_stands_with_it() {
        for mark in ["●", "○", "〇", "◇", "□", "◎", "▶", "・", "①", "⑴", "（１）", "(2) ", "3. ", "４．", "ア ", "a) ", ""]
        {
            let found = of(&format!("{mark}創薬支援推進事業（文）：支援 令和8年度概算要求額 3億円\n"));
            assert_eq!(found.programmes.first().map(|found| found.name.as_str()), Some("創薬支援推進事業"), "{mark}");
            assert_eq!(amounts(&found, 0), [(3.0, Some(2026), Some("概算要求"))], "{mark}");
        }
        // Items listed beneath a programme, and markets, are not programmes.
        for other in ["・新しい手法の開発、産学共同研究 令和8年度概算要求額 3億円\n", "○ 市場の拡大：医薬品市場 3兆円を目指す\n"]
        {
            assert!(of(other).programmes.is_empty(), "{other}");
        }
    }

    #[test]
    fn a_unit_is_no_sum() {
        assert!(of("（単位：百万円）\n").doubts.is_empty());
    }

    #[test]
    fn two_sums_of_one_year_and_stage_are_not_both_one_programmes() {
        let found = of("● 創薬支援推進事業：令和8年度概算要求額 3億円、令和8年度概算要求額 5億円\n");
        assert!(found.programmes[0].amounts.is_empty() && found.doubts.len() == 2, "{:?}", found.doubts);
    }

    #[test]
    fn an_amount_between_several_names_is_nobodys_and_said() {
        let found = of("● 一つ目の推進事業\n● 二つ目の推進事業\n概算要求額 12.3億円\n");
        assert!(found.programmes.iter().all(|programme| programme.amounts.is_empty()));
        assert_eq!(doubts(&found), ["12.3億円: 一つ目の推進事業 / 二つ目の推進事業"]);
    }

    #[test]
    fn a_bare_sum_is_what_the_title_says_only_where_nothing_beside_it_says_otherwise() {
        let read = |line: &str| {
            let text = format!("（参考）令和７年度補正予算額\n● 月面疾患研究事業　{line}\n");
            let lines = (1..).zip(text.lines());
            let blocks: Vec<Block> = lines.map(|(line, text)| Block::of_line(Spot { page: None, line }, text.to_owned())).collect();
            let found = recognise("令和8年度 概算要求の概要", &blocks, &Ministries::default());
            let amount = found.programmes.first().and_then(|programme| programme.amounts.first().cloned());
            amount.map(|amount| (amount.value, amount.fiscal_year, amount.stage, amount.certainty))
        };
        let request = Some((3.0, Some(2026), Some("概算要求"), Certainty::High));
        for line in ["3億円", "3億円（新規）", "3億円（うち若手枠 1億円）"] {
            assert_eq!(read(line), request, "{line}");
        }
        for line in [
            "3億円（累計）",
            "3億円（執行額）",
            "3億円（１課題当たり）",
            "3億円（令和７～１１年度）",
            "（前年度）3億円",
            "3億円、4億円",
            "3億円規模",
            "3億円増",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_line_that_is_no_heading_makes_no_sum_below_it_sure() {
        let found = of("令和7年度補正予算\n● 月面疾患研究事業　3億円\n");
        let amount = &found.programmes[0].amounts[0];
        assert_eq!((amount.fiscal_year, amount.stage, amount.certainty), (Some(2025), Some("補正予算"), Certainty::Medium));
        // What is counted is not money, even if a unit of money is stated further up.
        assert!(of("（単位：百万円）\n研究拠点数\n● 月面疾患研究事業　　12\n").programmes[0].amounts.is_empty());
    }

    #[test]
    fn a_list_below_a_name_says_each_of_its_years_and_stages() {
        let found = of(
            "● **月面疾患研究事業**（AMED）\n- 令和8年度概算要求額: 1,250百万円（令和7年度当初予算額: 1,000百万円）\n- 令和6年度執行額: 900百万円\n",
        );
        assert_eq!(found.programmes[0].name, "月面疾患研究事業");
        let said = [(12.5, Some(2026), Some("概算要求")), (10.0, Some(2025), Some("当初予算")), (9.0, Some(2024), Some("執行"))];
        assert_eq!(amounts(&found, 0), said);
        let found = of("１　月面疾患研究事業費　　R8当初 3億円、R7補正 1億円\n");
        assert_eq!(amounts(&found, 0), [(3.0, Some(2026), Some("当初予算")), (1.0, Some(2025), Some("補正予算"))]);
    }

    #[test]
    fn amounts_in_a_row_are_torn_from_their_names() {
        let found = of("● 一つ目の推進事業：説明\n概算要求額 12億円\n概算要求額 34億円\n");
        assert!(found.programmes[0].amounts.is_empty());
        assert_eq!(doubts(&found), ["12億円・34億円: 一つ目の推進事業"]);
    }

    #[test]
    fn projects_have_amed_and_in_house_money() {
        let found = of(
            "１． 医薬品プロジェクト ４６１億円 ＜ＡＭＥＤ ４１２億円、インハウス ４９億円＞\n2. 医療機器・ヘルスケアプロジェクト 131億円 <AMED>\n",
        );
        assert_eq!((found.projects[0].amed, found.projects[0].in_house, found.projects[0].total), (Some(412.0), Some(49.0), Some(461.0)));
        assert_eq!((found.projects[1].amed, found.projects[1].total), (Some(131.0), Some(131.0)));
    }

    #[test]
    fn a_project_is_known_by_its_number_and_the_parts_of_its_money_whatever_it_is_called() {
        let found = of(
            "①オールジャパンでの医薬品創出\n321億円＜AMED246億円、インハウス74億円＞\n②オールジャパンでの医療機器開発　183億円‹AMED180億円、インハウス3億円›\n\
             ３．革新的拠点の形成　116億円＜AMED＞\n我が国の市場は3兆円＜世界の1割＞\n",
        );
        let read: Vec<_> = found
            .projects
            .iter()
            .map(|project| (project.number.as_str(), project.name.as_str(), project.amed, project.in_house, project.total))
            .collect();
        assert_eq!(
            read,
            [
                ("1", "オールジャパンでの医薬品創出", Some(246.0), Some(74.0), Some(321.0)),
                ("2", "オールジャパンでの医療機器開発", Some(180.0), Some(3.0), Some(183.0)),
                ("3", "革新的拠点の形成", Some(116.0), None, Some(116.0)),
            ]
        );
    }

    #[test]
    fn indicators_have_values_units_and_pairs() {
        let found = of("7) 創薬ベンチャー採択件数：70社\n14) jRCTのアクセス数：120万件/年\n・相談・シーズ評価：1376 / 1500件\n");
        let titles: Vec<(&str, Option<f64>, &str, bool)> =
            found.indicators.iter().map(|found| (found.title.as_str(), found.target, found.unit.as_str(), found.per_year)).collect();
        assert_eq!(
            titles,
            [
                ("創薬ベンチャー採択件数", Some(70.0), "社", false),
                ("jRCTのアクセス数", Some(1_200_000.0), "件", true),
                ("相談・シーズ評価", Some(1500.0), "件", false),
            ]
        );
        assert_eq!(found.indicators[2].latest, Some(1376.0));
    }

    #[test]
    fn an_indicator_has_its_direction_and_its_year_and_a_sum_of_money_for_a_task_is_none() {
        let found = of(
            "3) 新規透析患者数：３５，０００人以下（令和11年度）\n○ 年間新規透析患者数【2028年度までに35,000人以下に減少】\n15) 市場規模：3.2兆円\n16) 体制の整備：12億円\n",
        );
        let read: Vec<_> = found
            .indicators
            .iter()
            .map(|found| (found.title.as_str(), found.target, found.unit.as_str(), found.printed.as_deref(), found.by))
            .collect();
        assert_eq!(
            read,
            [
                ("新規透析患者数", Some(35_000.0), "人", Some("３５，０００人以下（令和11年度）"), Some(2029)),
                ("年間新規透析患者数", Some(35_000.0), "人", Some("35,000人以下"), Some(2028)),
                ("市場規模", Some(3.2), "兆円", Some("3.2兆円"), None),
                ("体制の整備", None, "", None, None),
            ]
        );
    }
}
