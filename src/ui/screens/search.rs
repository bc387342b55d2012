//! The search screen: query, facets, hits with snippets, preview.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::ScreenKind;
use crate::app::layout::Pane;
use crate::app::panes::{self, FacetGroup, FacetRow};
use crate::app::screens::{HIT_ROWS, Screen};
use crate::engine::{Highlighter, Hit, Snippet, Sort};
use crate::model::{Kind, Named};
use crate::present::article::View;
use crate::present::phrases::{citation, heading, name};
use crate::query::MatchMode;
use crate::text::{highlight, width};
use crate::ui::panes::reader;
use crate::ui::{AWAITED, Canvas, fit, place, put, put_lines, typed_line};

pub(super) fn draw(frame: &mut Frame, canvas: &Canvas) {
    let areas = canvas.state.screens.search.areas(canvas.state.size);
    let typing = canvas.state.menu.is_none() && canvas.state.screens.search.facets.scroll.is_none();
    typed_line(frame, canvas, &canvas.state.screens.search.input, areas.input, typing);
    facets(frame, canvas, areas.facets);
    hits(frame, canvas, areas.hits);
    if let Some(pane) = areas.preview {
        preview(frame, canvas, pane);
    }
    if let Some(pane) = areas.facets_pane {
        facets_pane(frame, canvas, pane);
    }
}

/// Draws the number of hits, the active filters and what else was searched for; or the possible completions, or what is wrong.
fn facets(frame: &mut Frame, canvas: &Canvas, area: Rect) {
    let (search, words, theme) = (&canvas.state.screens.search, canvas.words, canvas.theme);
    if !search.completions.is_empty() {
        let list = search.completions.join("  ");
        return put(
            frame,
            fit(Line::from(vec![Span::styled("⇥ ", theme.label), Span::styled(list, theme.text)]), usize::from(area.width)),
            area,
        );
    }
    let query = &search.answer.query;
    if let Some(warning) = query.warnings.first() {
        return put(frame, fit(Line::styled(words.warning(warning), theme.note), usize::from(area.width)), area);
    }
    let mut spans = Vec::new();
    if !query.is_empty() || search.answer.total > 0 {
        spans.push(Span::styled(format!("{}  ", words.hits(search.answer.total)), theme.title));
    }
    let style = |chosen: bool| if chosen { theme.tab_chosen } else { theme.dim };
    let kinds = &search.facets.filter.kinds;
    spans.push(Span::styled(format!(" {} ", words.all()), style(kinds.is_empty())));
    for (name, count) in &search.answer.facets.kind {
        if let Some(kind) = Kind::from_name(name) {
            spans.push(Span::styled(format!(" {} {count} ", words.kind(kind)), style(kinds.contains(&kind))));
        }
    }
    let mut also = |label: &str, list: Vec<&str>| {
        if !list.is_empty() {
            spans.push(Span::styled(format!("  {label}: {}", list.join("、")), theme.note));
        }
    };
    also(words.synonyms(), query.synonyms());
    also(words.meanings(), query.meanings());
    put(frame, fit(Line::from(spans), usize::from(area.width)), area);
}

/// Draws the facets, which can be switched on and off.
fn facets_pane(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let (facets, words, theme, corpus) = (&canvas.state.screens.search.facets, canvas.words, canvas.theme, &canvas.state.corpus);
    let scroll = facets.scroll.unwrap_or_default();
    canvas.pane(frame, pane, words.facets(), if facets.any() { "x" } else { "" }, canvas.state.menu.is_none());
    let lines = facets.rows.iter().skip(scroll.top).take(pane.height()).map(|row| match row {
        FacetRow::Heading(group) => Line::styled(words.facet_group(*group), theme.heading),
        FacetRow::Value { group, value, count, on } => {
            let name = match group {
                FacetGroup::Kind => Kind::from_name(value).map(|kind| words.kind(kind).to_owned()),
                FacetGroup::Document | FacetGroup::Area => corpus.get(value).map(name),
                FacetGroup::Ministry => corpus
                    .ministry(value)
                    .map(|ministry| if ministry.title == *value { ministry.title.clone() } else { format!("{value} {}", ministry.title) }),
                FacetGroup::Synonym | FacetGroup::Related => None,
            };
            let mark = if *on { "[x] " } else { "[ ] " };
            let mut spans = vec![Span::styled(mark, theme.label), Span::styled(name.unwrap_or_else(|| value.clone()), theme.text)];
            if !matches!(group, FacetGroup::Synonym | FacetGroup::Related) {
                spans.push(Span::styled(format!(" {count}"), theme.dim));
            }
            Line::from(spans)
        }
    });
    put_lines(frame, lines.collect(), pane.inner, Some((scroll.chosen.saturating_sub(scroll.top), theme.chosen)));
}

fn hits(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let (search, words) = (&canvas.state.screens.search, canvas.words);
    let answer = &search.answer;
    let mut title = match answer.mode {
        MatchMode::Any if answer.total > 0 => format!("{}：{}", words.screen(ScreenKind::Search), words.any_term()),
        MatchMode::All | MatchMode::Any => words.screen(ScreenKind::Search).to_owned(),
    };
    if search.sort != Sort::Relevance {
        title = format!("{title}・{}", words.sort(search.sort));
    }
    if search.grouped {
        title = format!("{title}・{}", words.grouped());
    }
    canvas.pane(frame, pane, &title, &place(search.scroll.chosen, answer.hits.len()), search.facets.scroll.is_none());
    if answer.hits.is_empty() {
        let typed = search.input.value().trim();
        let word = if typed.is_empty() {
            words.nothing_typed()
        } else if search.answered() {
            words.nothing_found()
        } else {
            ""
        };
        let mut lines = vec![Line::styled(word, canvas.theme.dim)];
        for (at, spelling) in answer.help.spellings.iter().enumerate() {
            let style = if at == search.scroll.chosen { canvas.theme.chosen } else { canvas.theme.text };
            let label = Span::styled(format!("  {}：", words.did_you_mean()), canvas.theme.label);
            lines.push(Line::from(vec![label, Span::styled(spelling.clone(), style)]));
        }
        let fewer = answer.help.without.iter();
        lines.extend(fewer.map(|(left_out, count)| Line::styled(format!("  {}", words.without(left_out, *count)), canvas.theme.note)));
        return put_lines(frame, lines, pane.inner, None);
    }
    let columns = pane.width();
    let visible = pane.height().div_ceil(HIT_ROWS).max(1);
    let mut lines = Vec::with_capacity(visible * HIT_ROWS);
    for hit in answer.hits.iter().skip(search.scroll.top).take(visible) {
        lines.extend(hit_lines(canvas, *hit, &answer.highlighter, columns));
    }
    let chosen = (search.scroll.chosen.saturating_sub(search.scroll.top)) * HIT_ROWS;
    put_lines(frame, lines, pane.inner, Some((chosen, canvas.theme.chosen)));
}

fn hit_lines<'l>(canvas: &Canvas, hit: Hit, highlighter: &Highlighter, columns: usize) -> [Line<'l>; HIT_ROWS] {
    let (corpus, theme) = (&canvas.state.corpus, canvas.theme);
    let Some(record) = corpus.at(hit.position) else { return [Line::styled(AWAITED, theme.dim), Line::default()] };
    let title = heading(record);
    let mut first = vec![Span::styled(format!("{} ", canvas.words.kind(record.kind())), theme.label)];
    first.extend(spans(&title, &highlighter.marks(&title), theme.title, theme.marked));
    let source = record.places().first().map(|place| citation(corpus, place)).unwrap_or_default();
    let used: usize = first.iter().map(Span::width).sum();
    let room = columns.saturating_sub(used + 2);
    if room > 12 {
        first.push(Span::styled(format!("  {}", width::truncate(&source, room)), theme.dim));
    }
    let Snippet { text, marks } = highlighter.snippet(corpus.texts_at(hit.position), columns);
    let text = crate::text::clean::clean(&text).into_owned();
    let mut second = vec![Span::raw("   ")];
    second.extend(spans(&text, &marks, theme.text, theme.marked));
    [Line::from(first), Line::from(second)]
}

fn spans<'l>(text: &str, marks: &[std::ops::Range<usize>], plain: Style, marked: Style) -> Vec<Span<'l>> {
    let pieces = highlight::split(text, marks).into_iter();
    pieces.map(|(is_marked, piece)| Span::styled(piece.to_owned(), if is_marked { marked } else { plain })).collect()
}

fn preview(frame: &mut Frame, canvas: &Canvas, pane: Pane) {
    let search = &canvas.state.screens.search;
    if let Some((_, reasons)) = search.answer.reasons.as_ref().filter(|_| search.explained) {
        canvas.pane(frame, pane, canvas.words.why(), &reasons.len().to_string(), false);
        let lines = reasons.iter().map(|reason| Line::styled(canvas.words.reason(reason), canvas.theme.text));
        return put_lines(frame, lines.collect(), pane.inner, None);
    }
    canvas.pane(frame, pane, canvas.words.preview(), "", false);
    let Some(position) = search.chosen(&canvas.state.corpus) else { return };
    let Some(record) = canvas.state.corpus.at(position) else {
        return put_lines(frame, vec![reader::awaited(canvas)], pane.inner, None);
    };
    let (corpus, highlighter) = (&canvas.state.corpus, &search.answer.highlighter);
    // Matches that are only in the original are shown there.
    let in_digest = std::iter::once(record.title()).chain(record.texts()).any(|text| !highlighter.marks(text).is_empty());
    let in_original = corpus.original(record).iter().flat_map(|excerpt| &excerpt.lines).any(|line| !highlighter.marks(line).is_empty());
    let view = if in_original && !in_digest { View::Original } else { View::Digest };
    let laid = panes::lines(corpus, record, view, pane.width().saturating_sub(1).max(1), highlighter);
    let lines = laid.iter().take(pane.height()).map(|line| reader::line(canvas, line)).collect();
    put_lines(frame, lines, pane.inner, None);
}
