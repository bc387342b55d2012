//! Cells of a table's rows, and the text of the heads above a column.

use crate::import::blocks::{Block, BlockKind};
use crate::text::fold::fold;

/// Returns the cells of a row; none if the block is not a row.
pub(super) fn cells(row: &Block) -> &[String] {
    match &row.kind {
        BlockKind::Row { cells, .. } => cells,
        _ => &[],
    }
}

/// Returns what the heads above a column say, each once, folded.
pub(super) fn heads_of(heads: &[Block], column: usize) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for head in heads.iter().filter_map(|head| cells(head).get(column)) {
        let head = fold(head);
        if !said.contains(&head) {
            said.push(head);
        }
    }
    said
}
