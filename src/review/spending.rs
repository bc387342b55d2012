//! Payees (支出先): blocks, payees and contracts in one table (5-1), whose amounts are never added up over these three; and who passes
//! money to whom (5-2).

use std::collections::HashMap;
use std::io::Read;

use super::checks::Contradiction;
use super::sheet::{PaidOne, PaymentBlock, Sheet, SheetFlow, SheetYear};
use super::table::{Error, TableKind, TableReader, TableRow};
use super::values::{Number, corporate_number, yen, yes};
use crate::model::{Contract, Yen};

/// Returns true if a name stands for all other payees, or for none yet, and not for one payee. Ministries flag (その他支出先) what stands for others,
/// but also labels such as A社 and 個人, which are payees that are not named.
fn is_all_others(name: &str, flagged: bool) -> bool {
    name.starts_with("その他") || (flagged && (name.starts_with('他') || name.contains("その他") || name.contains("未定")))
}

/// Key of a payee of a block: programme, block, name, number.
type PayeeKey = (u32, String, String, Option<String>);

/// Reads 5-1.
pub(super) fn payments<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let [number, block_name, role, of_block] =
        ["支出先ブロック番号", "支出先ブロック名", "事業を行う上での役割", "ブロックの合計支出額"].map(|column| table.column(column));
    let [payee, corporation, other, of_payee] =
        ["支出先名", "法人番号", "その他支出先", "支出先の合計支出額"].map(|column| table.column(column));
    let [title, of_contract, method] = ["契約概要", "金額", "契約方式等"].map(|column| table.column(column));
    // The index of each payee in its block, and the line on which it began.
    let mut known: HashMap<PayeeKey, (usize, u64)> = HashMap::new();
    while let Some(row) = table.next_row()? {
        let mut found = Vec::new();
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        let mut read = |column: Option<usize>, what: &str| {
            let number = yen(row.cell(column));
            if number == Number::Unreadable {
                found.push(format!("{what}「{}」が円の額として読めない", row.text(column).unwrap_or_default()));
            }
            number.value()
        };
        let block_number = row.text(number).unwrap_or_default();
        let Some(name) = row.text(payee) else {
            let block = sheet.block(&block_number);
            block.name = block.name.take().or_else(|| row.text(block_name));
            block.role = block.role.take().or_else(|| row.text(role));
            block.yen = block.yen.or(read(of_block, "ブロックの合計支出額"));
            told(sheets, &row, found);
            continue;
        };
        let sum = read(of_payee, "支出先の合計支出額");
        let contract = read(of_contract, "金額");
        let printed = row.text(corporation);
        let corporate_number = printed.as_deref().and_then(corporate_number);
        if let (Some(printed), None) = (printed, &corporate_number) {
            found.push(format!("法人番号「{printed}」は13桁の数字でない。番号のない支出先とした"));
        }
        let key = (row.programme, block_number.clone(), name.clone(), corporate_number.clone());
        let block = sheet.block(&block_number);
        let is_contract = sum.is_none() && (contract.is_some() || row.text(title).is_some());
        let payee_at = known.get(&key).map(|(at, _)| *at);
        let at = match payee_at {
            // The rows of a payee's contracts follow it; a second row with a sum is another payment, unless the sum is the same.
            Some(at) if is_contract || block.payees.get(at).is_some_and(|payee| payee.yen == sum) => at,
            Some(_) | None => {
                let other = is_all_others(&name, yes(row.cell(other)));
                block.payees.push(PaidOne { name, corporate_number, other, yen: sum, contracts: Vec::new() });
                known.insert(key, (block.payees.len() - 1, row.line));
                block.payees.len() - 1
            }
        };
        if is_contract && let Some(payee) = block.payees.get_mut(at) {
            payee.contracts.push(Contract { title: row.text(title), yen: contract, method: row.text(method) });
        }
        told(sheets, &row, found);
    }
    let mut found = Vec::new();
    for (programme, sheet) in &mut sheets.sheets {
        for block in &mut sheet.blocks {
            block.payees.iter_mut().for_each(repeated);
            let place = |name: &str, corporation: &Option<String>| {
                known.get(&(*programme, block.number.clone(), name.to_owned(), corporation.clone())).map_or(0, |(_, line)| *line)
            };
            let line = block.payees.first().map_or(0, |payee| place(&payee.name, &payee.corporate_number));
            found.extend(too_much(block).map(|what| Contradiction { programme: *programme, table: TableKind::Payments, line, what }));
        }
    }
    sheets.contradictions.extend(found);
    Ok(())
}

fn told(sheets: &mut SheetYear, row: &TableRow<'_>, found: Vec<String>) {
    sheets.contradictions.extend(found.into_iter().map(|what| Contradiction::of(TableKind::Payments, row, what)));
}

/// Removes contracts that appear twice, if the payee's sum is that of those that are left.
fn repeated(payee: &mut PaidOne) {
    let sum = |contracts: &[&Contract]| contracts.iter().filter_map(|contract| contract.yen).fold(0, Yen::saturating_add);
    let mut once: Vec<&Contract> = Vec::with_capacity(payee.contracts.len());
    for contract in &payee.contracts {
        if !once.contains(&contract) {
            once.push(contract);
        }
    }
    let all: Vec<&Contract> = payee.contracts.iter().collect();
    if once.len() < all.len() && payee.yen.is_some_and(|yen| sum(&once) == yen && sum(&all) != yen) {
        payee.contracts = once.into_iter().cloned().collect();
    }
}

/// Reports payees that got more than their block.
fn too_much(block: &PaymentBlock) -> Option<String> {
    let sum = block.payees.iter().filter_map(|payee| payee.yen).fold(0, Yen::saturating_add);
    let all = block.yen.filter(|all| sum > *all)?;
    Some(format!("ブロック{}の支出先の和 {sum}円 がブロックの合計 {all}円 を超える", block.number))
}

/// Reads 5-2.
pub(super) fn flows<R: Read>(sheets: &mut SheetYear, table: &mut TableReader<R>) -> Result<(), Error> {
    let [from, from_name, direct, to, to_name] =
        ["支出元の支出先ブロック", "支出元の支出先ブロック名", "担当組織からの支出", "支出先の支出先ブロック", "支出先の支出先ブロック名"]
            .map(|column| table.column(column));
    let note = table.optional("資金の流れの補足情報");
    while let Some(row) = table.next_row()? {
        let Some(sheet) = sheets.sheet(&row)? else { continue };
        // Rows without a block are the ministry's own expenses.
        let Some(to) = row.text(to) else { continue };
        let flow = SheetFlow {
            from: row.text(from),
            from_name: row.text(from_name),
            to,
            to_name: row.text(to_name),
            direct: yes(row.cell(direct)),
            note: row.text(note),
        };
        add(sheet, flow);
    }
    Ok(())
}

/// Adds a flow; one that appears twice counts once.
fn add(sheet: &mut Sheet, flow: SheetFlow) {
    let same = |known: &SheetFlow| known.from == flow.from && known.to == flow.to && known.direct == flow.direct;
    if !sheet.flows.iter().any(same) {
        sheet.flows.push(flow);
    }
}
