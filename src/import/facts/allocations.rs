//! Tables of the total money by channel: `日本医療研究開発機構（AMED）対象経費 | 1,528億円（文720、厚573、経231）`.

use super::cells::{cells, heads_of};
use super::columns::{ColumnKind, Money, bracketed, column_below, is_nothing};
use super::found::{Allocated, Certainty, Doubt, Facts, FilePlace, FoundAllocation, FoundAmount, MinistryShare};
use super::ministries::Ministries;
use super::setting::AmountSetting;
use crate::import::blocks::Block;
use crate::model::Channel;
use crate::text::amount::OKU;
use crate::text::fold::fold;
use crate::text::numeral;

/// Most rows that the heads of columns take up.
const HEAD_ROWS: usize = 3;
/// Largest error of an amount printed in whole 億円, in 億円.
const ROUNDED: f64 = 0.5;
const REQUEST: &str = "概算要求";
const WISH: &str = "要望";
const BOTH: &str = "要求・要望";

/// Returns the name of a row and the channel whose total money it states, if it does.
fn channel(row: &Block) -> Option<(&str, Channel)> {
    let name = cells(row).first()?;
    let folded: String = fold(name).chars().filter(|c| !c.is_whitespace()).collect();
    // AMED's own running costs, or those of one institute, are not a channel's total money.
    let channel = match folded.as_str() {
        "amed対象経費" | "日本医療研究開発機構対象経費" | "日本医療研究開発機構(amed)対象経費" => {
            Channel::Amed
        }
        "インハウス研究機関経費" | "インハウス研究機関の経費" => Channel::InHouse,
        _ => return None,
    };
    Some((name.trim(), channel))
}

/// Reads a table in which every row is the total money of a channel; returns true if it is one.
pub(super) fn recognise(rows: &[Block], settings: &AmountSetting, ministries: &Ministries, found: &mut Facts) -> bool {
    let heads = rows.iter().take_while(|row| channel(row).is_none()).count();
    let body = rows.get(heads..).unwrap_or_default();
    if body.is_empty() || !(1..=HEAD_ROWS).contains(&heads) || body.iter().any(|row| channel(row).is_none()) {
        return false;
    }
    let width = rows.iter().map(|row| cells(row).len()).max().unwrap_or(0);
    let columns: Vec<ColumnKind> = (0..width).map(|at| of_column(&heads_of(&rows[..heads], at), settings)).collect();
    for row in body {
        let Some((name, channel)) = channel(row) else { continue };
        let mut allocation = FoundAllocation { name: name.to_owned(), channel, amounts: Vec::new(), page: row.page };
        for (at, (column, cell)) in columns.iter().zip(cells(row)).enumerate().skip(1) {
            let ColumnKind::Money(money) = column else { continue };
            match allocated(money, cell, &FilePlace::of(row, at), ministries) {
                Ok(allocated) => {
                    let unlike = allocated.as_ref().filter(|allocated| !allocated.adds_up());
                    found.doubts.extend(unlike.map(|of| of.doubt(name, cell)));
                    allocation.amounts.extend(allocated);
                }
                Err(why) => found.doubts.push(Doubt::new(FilePlace::of(row, at), format!("{name}「{cell}」（{}）", money.head), why)),
            }
        }
        with_wish(&mut allocation.amounts);
        found.allocations.push(allocation);
    }
    true
}

/// Returns what a column holds, by the heads above it and what is stated above the table.
fn of_column(heads: &[String], settings: &AmountSetting) -> ColumnKind {
    let mut kind = column_below(heads);
    if let ColumnKind::Money(money) = &mut kind {
        money.set_by(settings);
        // A wish beside a request is of the request's year.
        let beside = money.stage == Some(WISH) && money.years_before.is_none();
        money.fiscal_year = money.fiscal_year.or_else(|| settings.year_of(REQUEST).filter(|_| beside));
    }
    kind
}

/// Returns the amount of a cell, with the parts of the ministries in brackets after it; `None` if nothing is reported.
fn allocated(money: &Money, cell: &str, place: &FilePlace, ministries: &Ministries) -> Result<Option<Allocated>, &'static str> {
    let folded = fold(cell).replace('\n', " ");
    let (main, inner) = bracketed(&folded).map_or((folded.as_str(), None), |(main, inner)| (main, Some(inner)));
    if is_nothing(main) {
        return Ok(None);
    }
    // 1, 489億円: a number that an extraction has split.
    let value = money.value(&main.replace(", ", ","))?;
    let parts = inner.map(|inner| shares(inner, ministries).ok_or("括弧の中が府省ごとの額として読めない")).transpose()?.unwrap_or_default();
    let printed = cell.split(['（', '(']).next().unwrap_or(cell).trim().to_owned();
    let certainty = if money.stage.is_some() && money.fiscal_year.is_some() { Certainty::High } else { Certainty::Medium };
    let amount = FoundAmount {
        value,
        fiscal_year: money.fiscal_year,
        stage: money.stage,
        within: false,
        again: false,
        certainty,
        printed,
        place: place.clone(),
        years_before: money.years_before,
    };
    Ok(Some(Allocated { amount, ministries: parts }))
}

impl Allocated {
    /// Returns the sum of the parts of the ministries.
    fn sum(&self) -> f64 {
        self.ministries.iter().map(|part| part.value).sum()
    }

    /// Returns true if the parts add up to the amount, as far as they are rounded. Some papers leave out small ones.
    fn adds_up(&self) -> bool {
        self.ministries.is_empty() || (self.sum() - self.amount.value).abs() <= ROUNDED * (self.ministries.len() + 1) as f64
    }

    fn doubt(&self, name: &str, cell: &str) -> Doubt {
        let why = format!("府省ごとの額の和 {}億円 と合わない", self.sum());
        Doubt::new(self.amount.place.clone(), format!("{name}「{cell}」"), why)
    }
}

/// Returns the parts of ministries: `文720、厚573`; `None` if there is anything else.
fn shares(inner: &str, ministries: &Ministries) -> Option<Vec<MinistryShare>> {
    let part = |part: &str| {
        let part = part.trim();
        let at = part.find(|c: char| c.is_ascii_digit())?;
        let (named, number) = part.split_at(at);
        let number = number.trim_end_matches('円').trim_end_matches('億');
        let read = numeral::at_start(number).filter(|read| read.len == number.len())?;
        let [code] = ministries.named(named.trim()).try_into().ok()?;
        Some(MinistryShare { code, value: read.value })
    };
    inner.split(['、', ',']).map(part).collect()
}

/// Sets the stage of a request printed before another request and a wish: it is both if it is their sum, and unknown if not.
fn with_wish(amounts: &mut [Allocated]) {
    for at in 0..amounts.len() {
        let year = amounts[at].amount.fiscal_year;
        let of = |stage: &str| {
            let behind = amounts.get(at + 1..).unwrap_or_default().iter().map(|allocated| &allocated.amount);
            behind.filter(|amount| amount.stage == Some(stage) && amount.fiscal_year == year).map(|amount| amount.value).next()
        };
        let all = &amounts[at].amount;
        let Some((request, wish)) = of(REQUEST).zip(of(WISH)).filter(|_| all.stage == Some(REQUEST)) else { continue };
        // Compared to the yen.
        let same = ((all.value - request - wish) * OKU).round().abs() <= ROUNDED * 2.0 * OKU;
        let all = &mut amounts[at].amount;
        // Nobody can tell which of two requests is the programme's.
        (all.stage, all.certainty) = (same.then_some(BOTH), Certainty::Medium);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::Blocks;

    fn of(rows: &[&str]) -> Facts {
        let mut blocks = Blocks::default();
        blocks.table();
        rows.iter().enumerate().for_each(|(at, row)| blocks.row(row.split('|').map(str::to_owned).collect(), at == 0));
        let blocks = blocks.finish().1;
        let mut found = Facts::default();
        let settings = AmountSetting::new("令和9年度 医療分野の研究開発関連予算の概算要求について", &blocks);
        assert!(recognise(&blocks, &settings, &["文", "厚", "経"].map(str::to_owned).into_iter().collect(), &mut found));
        found
    }

    #[test]
    fn all_of_a_channels_money_stands_by_stage_and_ministry() {
        let found = of(&[
            "　|令和９年度要求|要求|要望|令和８年度",
            "日本医療研究開発機構（AMED）対象経費|1,528億円（文720、厚573、経231）|1,164億円|364億円|1, 265億円",
            "インハウス研究機関経費|844億円|743億円|101億円|－",
        ]);
        let amounts: Vec<_> =
            found.allocations[0].amounts.iter().map(|of| (of.amount.value, of.amount.fiscal_year, of.amount.stage)).collect();
        let year = Some(2027);
        assert_eq!(
            amounts,
            [(1528.0, year, Some(BOTH)), (1164.0, year, Some(REQUEST)), (364.0, year, Some(WISH)), (1265.0, Some(2026), None)]
        );
        let shares: Vec<_> = found.allocations[0].amounts[0].ministries.iter().map(|share| (share.code.as_str(), share.value)).collect();
        assert_eq!(shares, [("文", 720.0), ("厚", 573.0), ("経", 231.0)]);
        assert_eq!((found.allocations[1].channel, found.allocations[1].amounts.len()), (Channel::InHouse, 3));
        // The paper leaves out a ministry: that is reported, and the amount is as printed.
        assert_eq!(found.doubts.iter().map(|doubt| doubt.why.as_str()).collect::<Vec<_>>(), ["府省ごとの額の和 1524億円 と合わない"]);
    }

    #[test]
    fn what_only_names_a_channel_is_not_all_of_its_money() {
        for name in ["AMED運営経費", "インハウス研究機関経費の施設経費", "各プロジェクトに含めていないAMED対象経費", "施設対象経費"]
        {
            let mut blocks = Blocks::default();
            blocks.row([name.to_owned(), "12億円".to_owned()].to_vec(), false);
            assert_eq!(channel(&blocks.finish().1[0]), None, "{name}");
        }
    }

    #[test]
    fn what_is_no_part_of_a_ministry_makes_the_cell_a_doubt() {
        let found = of(&["|令和９年度概算要求額|備考", "AMED対象経費|1,528億円（前年度 1,265億円）|"]);
        assert!(found.allocations[0].amounts.is_empty());
        assert_eq!(found.doubts[0].why, "括弧の中が府省ごとの額として読めない");
    }
}
