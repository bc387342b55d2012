//! What makes the explorer at home in a terminal, on screens of our own: the mouse, marks, explanations, wide tables, themes, widths.
//! `tests/pty.rs` has what only a real terminal shows.

use ratatui::layout::Position;
use shirube::app::panes::{Border, Focus};
use shirube::app::screens::Screen;
use shirube::app::{self, Action, Effect, IndexState, Mode, Mouse, Notice, ScreenKind};
use shirube::text::width::{Ambiguous, measure_for};
use shirube::ui::theme::{Background, Base, Depth, Looks, Theme};
use unicode_width::UnicodeWidthStr;

use crate::story::{Story, tables};

/// Where some words stand on the screen.
fn place_of(story: &Story, words: &str) -> Position {
    let screen = story.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap_or_else(|| panic!("{words}: {screen}"));
    let column = line[..line.find(words).unwrap()].width();
    Position::new(u16::try_from(column).unwrap(), u16::try_from(row).unwrap())
}

#[test]
fn a_letter_marks_a_place_and_leads_back_to_it() {
    let story = Story::new(120, 36).keys(":plan3/kpi/output-2<enter>").press("`").keys("a");
    assert_eq!(story.state.notice, Some(Notice::MarkSet('a')));
    let story = story.keys(":plan3/project/4<enter>").press("'").keys("ａ");
    assert_eq!(story.id(), "plan3/kpi/output-2", "an input method left on is no trouble");
    let story = story.keys("[");
    assert_eq!(story.id(), "plan3/project/4", "a mark is a step like another");
    assert_eq!(story.press("'").keys("z").state.notice, Some(Notice::NoSuchMark('z')));
    let cancelled = Story::new(120, 36).press("`").keys("<esc>");
    assert_eq!(cancelled.state.mode(), Mode::Tree);
}

#[test]
fn records_visited_are_listed_newest_first() {
    let story = Story::new(120, 36).keys(":plan3/kpi/output-2<enter>:plan3/project/4<enter>:plan3/kpi/output-2<enter>H");
    let menu = story.state.menu.as_ref().unwrap();
    assert_eq!(menu.rows.len(), 2, "each once");
    assert!(story.screen().contains("見た記録"));
    assert_eq!(story.keys("<down><enter>").id(), "plan3/project/4");
}

#[test]
fn abbreviations_are_explained_where_they_are_read() {
    let story = Story::new(120, 36).keys(":plan3/section/3.1-3-4<enter>e");
    let screen = story.screen();
    assert!(screen.contains("ここに出る語") && screen.contains("SCARDA"), "{screen}");
    let story = story.keys("<esc>");
    assert_eq!((story.state.mode(), story.id().as_str()), (Mode::Reader, "plan3/section/3.1-3-4"), "nothing was left");
    assert_eq!(Story::new(120, 36).keys(":ministry/mext<enter>e").state.notice, Some(Notice::NoTerms));
}

#[test]
fn wide_tables_scroll_and_say_that_there_is_more() {
    let budgets = Story::new(40, 16).keys("4");
    let newest = budgets.screen();
    assert!(newest.contains('‹'), "{newest}");
    let older = budgets.keys("hhhhhhhh").screen();
    assert!(older.contains("FY2019") && older.contains('›') && !older.contains('‹'), "{older}");
    let indicators = Story::new(60, 24).keys("3");
    let heading = |story: &Story| story.screen().lines().nth(2).unwrap_or_default().to_owned();
    assert!(!heading(&indicators).contains("担当") && heading(&indicators).contains('›'), "{}", indicators.screen());
    let scrolled = heading(&indicators.keys("lll"));
    assert!(scrolled.contains("担当") && scrolled.contains("指標") && scrolled.contains('‹'), "{scrolled}");
    let back = Story::new(60, 24).keys("3lllhhh");
    assert_eq!(back.screen(), Story::new(60, 24).keys("3").screen());
}

#[test]
fn lines_of_text_are_no_longer_than_is_wanted() {
    let mut story = Story::new(200, 36).keys(":plan3/section/3.2-1-2<enter>z");
    let longest = |story: &Story| {
        let columns = |line: &app::panes::ReaderLine| line.pieces.iter().map(|piece| piece.text.width()).sum::<usize>();
        story.state.screens.browse.reader.lines.iter().map(columns).max().unwrap()
    };
    assert!((80..=92).contains(&longest(&story)), "{}", longest(&story));
    story.state.configure(app::Settings { reading_width: 40, ..app::Settings::default() });
    assert!((30..=40).contains(&longest(&story)), "{}", longest(&story));
}

#[test]
fn a_click_chooses_and_one_more_opens() {
    let story = Story::new(120, 36).keys("/感染症");
    let second = story.state.screens.search.answer.hits[1].position;
    let at = Position::new(10, 3 + 2 + 2);
    let story = story.point(Mouse::Press(at));
    assert_eq!((story.state.screen, story.state.screens.search.scroll.chosen), (ScreenKind::Search, 1), "{}", story.screen());
    let story = story.point(Mouse::Press(at));
    assert_eq!(story.state.screens.browse.reader.record, Some(second));
}

#[test]
fn the_projects_of_lineage_are_clicked_in_the_picture_and_in_the_list() {
    for (columns, rows, clicked) in [(120, 36, "ゲノム・データ基盤"), (120, 36, "難病克服"), (40, 10, "② 医療機器")] {
        let story = Story::new(columns, rows).keys("6");
        let at = place_of(&story, clicked);
        let story = story.point(Mouse::Press(at));
        let corpus = &story.state.corpus;
        let followed =
            story.state.screens.lineage.chosen(corpus).and_then(|position| corpus.at(position)).map(shirube::present::phrases::name);
        assert_eq!(story.state.screen, ScreenKind::Lineage);
        assert!(followed.as_ref().is_some_and(|name| name.contains(clicked)), "{clicked}: {followed:?}\n{}", story.screen());
        let at = place_of(&story, clicked);
        let story = story.point(Mouse::Press(at));
        assert_eq!(story.state.screen, ScreenKind::Browse, "one more opens it");
        assert_eq!(story.state.record().map(shirube::present::phrases::name), followed);
    }
    // Between the columns there are lines, and under the last node there is nothing.
    let story = Story::new(120, 36).keys("6");
    let gap = place_of(&story, "──");
    let before = story.state.screens.lineage.chosen;
    assert_eq!(story.point(Mouse::Press(gap)).state.screens.lineage.chosen, before);
}

#[test]
fn the_cells_of_the_matrix_are_clicked_and_so_is_what_is_behind_them() {
    let story = Story::new(120, 36).keys("5");
    let (health, infections) = (place_of(&story, "厚"), place_of(&story, "④ 感染症"));
    let story = story.point(Mouse::Press(Position::new(health.x, infections.y)));
    let crossing = &story.state.screens.matrix;
    assert_eq!(crossing.matrix.columns[crossing.column].as_str(), "ministry/mhlw", "{}", story.screen());
    assert_eq!(crossing.matrix.rows[crossing.scroll.chosen].as_str(), "plan3/project/4");
    assert!(crossing.behind.is_none(), "the first click chooses");
    let story = story.point(Mouse::Press(Position::new(health.x, infections.y)));
    assert_eq!(story.state.screens.matrix.behind.map(|list| list.chosen), Some(0), "one more goes to what is behind the cell");
    let second = story.state.screens.matrix.records()[1].clone();
    // The list stands beside the table, under its own title.
    let line = Position::new(80, 3);
    let story = story.point(Mouse::Press(line));
    assert_eq!(story.state.screens.matrix.behind.map(|list| list.chosen), Some(1), "{}", story.screen());
    let story = story.point(Mouse::Press(line));
    assert_eq!((story.state.screen, story.id()), (ScreenKind::Browse, second.to_string()));
    let heading = Story::new(120, 36).keys("5").point(Mouse::Press(place_of(&Story::new(120, 36).keys("5"), "経")));
    assert_eq!(
        heading.state.screens.matrix.matrix.columns[heading.state.screens.matrix.column].as_str(),
        "ministry/meti",
        "a heading chooses its column"
    );
}

#[test]
fn every_list_answers_to_clicks_and_the_wheel_and_no_place_is_dangerous() {
    for (columns, rows) in [(120, 36), (80, 24), (40, 10), (1, 1)] {
        let panes = ["", "<tab>", "<tab><tab>", "<tab><tab>p", "/がん", "/がん<f2>", "5<enter>", "?", ":がん"].map(str::to_owned);
        for keys in panes.into_iter().chain(tables()) {
            for (x, y) in (0..columns).step_by(7).flat_map(|x| (0..rows).step_by(3).map(move |y| (x, y))) {
                let at = Position::new(x, y);
                let story = Story::new(columns, rows).keys(&keys);
                let story = story.point(Mouse::Wheel(at, true)).point(Mouse::Press(at)).point(Mouse::Drag(at)).point(Mouse::Release);
                story.draw();
            }
        }
    }
}

#[test]
fn the_line_between_panes_is_dragged() {
    for (columns, border) in [(120, Border::Tree), (120, Border::Links), (80, Border::Tree)] {
        let story = Story::new(columns, 36);
        let areas = app::panes::panes(story.state.size, Focus::Reader, story.state.screens.browse.arrangement);
        let line = if border == Border::Tree { areas.reader.unwrap().area.x } else { areas.links.unwrap().area.x };
        let target = if border == Border::Tree { line - 8 } else { line + 8 };
        let story = story.point(Mouse::Press(Position::new(line, 10)));
        assert_eq!(story.state.screens.browse.dragged, Some(border));
        let story = story.point(Mouse::Drag(Position::new(target, 10))).point(Mouse::Release);
        let areas = app::panes::panes(story.state.size, Focus::Reader, story.state.screens.browse.arrangement);
        let now = if border == Border::Tree { areas.reader.unwrap().area.x } else { areas.links.unwrap().area.x };
        assert!(now.abs_diff(target) <= 2, "{border:?} at {columns}: {line} to {target}, is at {now}");
        assert_eq!(story.state.screens.browse.dragged, None);
    }
}

#[test]
fn the_names_of_the_screens_are_clicked() {
    let story = Story::new(120, 36);
    let at = place_of(&story, "4 予算");
    let story = story.point(Mouse::Press(at));
    assert_eq!(story.state.screen, ScreenKind::Budgets);
    assert!(story.press("f6").state.mouse, "the mouse is asked for by a key");
}

#[test]
fn where_ambiguous_characters_are_wide_columns_stay_straight_and_lines_are_ascii() {
    measure_for(Ambiguous::Wide);
    for keys in ["", ":plan3/section/3.1-3-4<enter>", "/感染症", "3", "4", "5", "6", "?"] {
        for (columns, rows) in [(120, 36), (80, 24), (40, 10)] {
            let screen = Story::new(columns, rows).keys(keys).screen();
            for line in screen.lines() {
                assert!(line.width_cjk() <= usize::from(columns), "{keys} at {columns}: {} in {line:?}", line.width_cjk());
            }
            let drawn = |c: char| ('\u{2500}'..='\u{259f}').contains(&c);
            assert!(!screen.contains(drawn), "{keys} at {columns}:\n{screen}");
        }
    }
    insta::assert_snapshot!("wide_browse_80x24", Story::new(80, 24).keys(":plan3/section/3.1-3-4<enter>").screen());
    insta::assert_snapshot!("wide_budgets_80x24", Story::new(80, 24).keys("4").screen());
}

#[test]
fn the_caret_stands_behind_what_is_typed_however_wide_it_is() {
    for (typed, column) in [("abc", 5), ("感染症", 8), ("か\u{3099}", 4), ("ｶﾞ", 4), ("①", 3), ("𠮷", 4), ("👩\u{200d}⚕\u{fe0f}", 4)]
    {
        let story = Story::new(80, 24).keys(&format!("/{typed}"));
        assert_eq!(story.draw().1.unwrap().x, column, "{typed:?}");
        let palette = Story::new(80, 24).keys(&format!(":{typed}"));
        assert_eq!(palette.draw().1.unwrap().x, column, "{typed:?} in the palette");
    }
    let long = Story::new(40, 10).keys("/感染症有事と平時の研究開発体制の整備と強化");
    assert!(long.draw().1.unwrap().x < 40, "what does not fit is hidden on the left: {}", long.screen());
    measure_for(Ambiguous::Wide);
    assert_eq!(Story::new(80, 24).keys("/①②").draw().1.unwrap().x, 6);
}

#[test]
fn themes_follow_the_background_and_the_colours_that_there_are() {
    let looks = |base, depth| Looks { base, depth, ..Looks::default() };
    let auto = looks(Base::Auto, Depth::True);
    assert!(auto.wants_background());
    assert_eq!(auto.theme(Some(Background::Light)).label, Theme::light().label);
    assert_eq!(auto.theme(Some(Background::Dark)).label, Theme::dark().label);
    assert_eq!(auto.theme(None).label, Theme::terminal().label);
    assert!(!looks(Base::Dark, Depth::True).wants_background() && !looks(Base::Auto, Depth::Sixteen).wants_background());
    let mut plain = Theme::dark().in_depth(Depth::None);
    for name in Theme::NAMES {
        let style = *plain.look(name).unwrap();
        assert!(style.fg.is_none() && style.bg.is_none(), "{name} has a colour");
    }
    for told in [Theme::dark(), Theme::light(), Theme::terminal()].map(|theme| theme.in_depth(Depth::None)) {
        // Without colours, what differs in meaning differs in weight, slant or reverse, or says so in words.
        assert_ne!(told.marked, told.text);
        assert_ne!(told.chosen, told.chosen_idle);
        assert_ne!(told.inferred, told.stated);
        assert_ne!(told.not_reported, told.text);
    }
}

#[test]
fn building_the_index_shows_a_bar_with_an_estimate_and_can_be_stopped_and_begun_again() {
    let mut story = Story::new(120, 36);
    story.act(Action::Index(IndexState::Opening { share: 0.42, left: Some(12) }));
    let screen = story.screen();
    assert!(screen.contains("索引を作成中 42%、あと12秒 █████") && screen.contains("alt-x"), "{screen}");
    let mut story = story.press("alt-x");
    assert!(matches!(story.asked, Some(Effect::StopIndex)));
    story.act(Action::Index(IndexState::Stopped));
    assert!(story.screen().contains("索引の作成をやめました"), "{}", story.screen());
    let mut story = story.press("alt-x");
    assert!(matches!(story.asked, Some(Effect::OpenIndex)));
    story.act(Action::Index(IndexState::Ready { words: true, remark: None }));
    assert!(!story.screen().contains("alt-x"));
}

#[test]
fn a_window_that_has_shrunk_before_the_news_of_it_is_no_trouble() {
    for keys in ["", "/感染症", "3", "4", "5", "6", "?", "<tab><tab>p"] {
        let story = Story::new(120, 36).keys(keys);
        for (columns, rows) in [(1, 1), (40, 10), (80, 24), (120, 35), (119, 36)] {
            let mut small = ratatui::Terminal::new(ratatui::backend::TestBackend::new(columns, rows)).unwrap();
            small.draw(|frame| shirube::ui::draw(frame, &story.state, &Theme::terminal())).unwrap();
        }
    }
}

#[test]
fn the_sources_page_is_opened_where_its_address_is_known() {
    let unknown = Story::new(120, 36).keys(":plan3/kpi/output-2<enter>O");
    assert_eq!(unknown.state.notice, Some(Notice::NoAddress));
    let dir = crate::support::broken_corpus("plan3/document.toml", |text| {
        text.replacen("short_title", "url = \"https://example.org/plan3.pdf\"\nshort_title", 1)
    });
    let corpus = std::sync::Arc::new(shirube::corpus::load(Some(dir.path())).unwrap());
    let mut story = Story::over(corpus, 120, 36);
    assert!(story.state.open_id("plan3/kpi/output-2"));
    let story = story.keys("O");
    assert_eq!(story.state.notice, Some(Notice::Opened("https://example.org/plan3.pdf#page=36".to_owned())));
}
