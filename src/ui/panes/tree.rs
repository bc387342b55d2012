//! The tree of documents and records.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::layout::Pane;
use crate::app::panes::{Focus, TreeNode, TreeRow};
use crate::model::Record;
use crate::ui::{AWAITED, Canvas, place, put_lines};

/// Columns by which each level is indented.
const INDENT: usize = 2;
/// Level beyond which there is no further indentation, so that narrow trees keep room for titles.
const DEEPEST: usize = 6;

pub(in crate::ui) fn draw(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let tree = &canvas.state.screens.browse.tree;
    let focused = canvas.has_keys(canvas.state.screens.browse.focus == Focus::Tree);
    canvas.pane(frame, pane, canvas.words.contents(), &place(tree.scroll.chosen, tree.rows.len()), focused);
    let lines = tree.rows.iter().skip(tree.scroll.top).take(pane.height()).map(|row| line(canvas, row)).collect();
    let style = if focused { canvas.theme.chosen } else { canvas.theme.chosen_idle };
    put_lines(frame, lines, pane.inner, Some((tree.scroll.chosen - tree.scroll.top.min(tree.scroll.chosen), style)));
}

fn line<'l>(canvas: &Canvas, row: &TreeRow) -> Line<'l> {
    let fold = match (row.children, row.open) {
        (0, _) => "  ",
        (_, true) => "▾ ",
        (_, false) => "▸ ",
    };
    let indent = " ".repeat(row.depth.min(DEEPEST) * INDENT);
    let mut spans = vec![Span::styled(format!("{indent}{fold}"), canvas.theme.dim)];
    match row.node {
        TreeNode::Record(position) => {
            let Some(record) = canvas.state.corpus.at(position) else {
                spans.push(Span::styled(AWAITED, canvas.theme.dim));
                return Line::from(spans);
            };
            let number = match record {
                Record::Section(_) | Record::Project(_) | Record::Kpi(_) => record.number(),
                // A ministry to which no document gives a code has its name in place of the code.
                Record::Ministry(_) => record.number().filter(|code| *code != record.title()),
                _ => None,
            };
            spans.extend(number.map(|number| Span::styled(format!("{} ", last_part(number)), canvas.theme.label)));
            let title = match record {
                Record::Document(document) => document.short_title.clone(),
                _ => record.title().to_owned(),
            };
            spans.push(Span::styled(title, canvas.theme.text));
        }
        TreeNode::Group(_, group) => {
            spans.push(Span::styled(canvas.words.group(group), canvas.theme.heading));
            spans.push(Span::styled(format!(" {}", row.children), canvas.theme.dim));
        }
    }
    Line::from(spans)
}

/// Returns the last part of a number, which is all that its place in the tree does not already say: `3.1(3)④` -> `④`, `3.1(3)` -> `(3)`.
fn last_part(number: &str) -> &str {
    if let Some((_, rest)) = number.rsplit_once(')').filter(|(_, rest)| !rest.is_empty()) {
        return rest;
    }
    match number.rfind('(') {
        Some(at) if at > 0 => &number[at..],
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::last_part;

    #[test]
    fn a_number_in_the_tree_is_its_last_part() {
        for (number, part) in [("3.1(3)④", "④"), ("3.1(3)", "(3)"), ("3.1", "3.1"), ("2)", "2)"), ("①", "①")] {
            assert_eq!(last_part(number), part);
        }
    }
}
