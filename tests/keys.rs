//! The menu, the palette and what keys do beside reading: every key of the table, copying, bookmarks, panes.

use shirube::app::{self, Action, Mode};
use unicode_width::UnicodeWidthStr;

use crate::story::{Story, tables};

#[test]
fn the_menu_is_narrowed_by_typing_and_does_what_is_chosen() {
    let story = Story::new(120, 36).keys("3?並べ");
    let menu = story.state.menu.as_ref().unwrap();
    assert_eq!(menu.rows.first(), Some(&app::Choice::Do(app::Command::NextOrder)), "{}", story.screen());
    assert!(menu.rows.len() < 5);
    let before = Story::new(120, 36).keys("3").screen();
    let after = story.keys("<enter>");
    assert!(after.state.menu.is_none());
    assert_ne!(after.screen(), before, "it was done");
    let english = Story::new(120, 36).keys("?quit<enter>");
    assert!(english.quit, "the words of either language find it");
}

#[test]
fn the_menu_and_the_status_line_show_the_keys_as_configured() {
    let mut story = Story::new(120, 36);
    let keymap =
        app::Keymap::with(&[(app::Command::Search, vec!["ctrl-f".to_owned()]), (app::Command::PageDown, vec!["pagedown".to_owned()])]);
    story.state.configure(app::Settings { keymap: keymap.unwrap(), ..app::Settings::default() });
    assert!(story.screen().contains("ctrl-f 検索する"), "{}", story.screen());
    let menu = story.keys("?検索する").screen();
    assert!(menu.lines().any(|line| line.contains("ctrl-f") && line.contains("検索する")), "{menu}");
}

#[test]
fn the_palette_finds_records_by_kana_romaji_and_letters_with_gaps() {
    for (typed, wanted) in [
        ("kansenshou", "area/infectious"),
        ("かんせんしょう", "area/infectious"),
        ("感プロ", "plan3/project/4"),
        ("plan3/kpi/output-2", "plan3/kpi/output-2"),
        ("ＡＭＥＤ", "body/amed"),
        ("3.1(3)④", "plan3/section/3.1-3-4"),
    ] {
        let story = Story::new(120, 36).keys(&format!(":{typed}"));
        let menu = story.state.menu.as_ref().unwrap();
        let ids: Vec<&str> = menu
            .rows
            .iter()
            .filter_map(|row| if let app::Choice::Open(position) = row { story.state.corpus.at(*position) } else { None })
            .map(|record| record.id().as_str())
            .collect();
        assert!(ids.iter().take(12).any(|id| *id == wanted), "{typed}: {ids:?}");
        assert!(story.draw().1.is_none() || story.state.mode() == Mode::Menu);
    }
    let opened = Story::new(120, 36).keys(":plan3/kpi/output-2<enter>");
    assert_eq!(opened.state.record().unwrap().id().as_str(), "plan3/kpi/output-2");
}

#[test]
fn every_screen_has_the_key_of_its_place_in_the_header() {
    for (place, screen) in (1..).zip(<app::ScreenKind as shirube::model::Named>::all()) {
        let story = Story::new(120, 36).keys(&format!("3{place}"));
        assert_eq!(story.state.screen, *screen);
        assert!(story.screen().lines().next().unwrap().contains(&format!(" {place} ")), "{}", story.screen());
    }
}

/// Every key that the menu shows does, where it shows it, what the menu says; and no screen of any size minds.
#[test]
fn every_key_of_the_table_works_where_the_menu_says_so() {
    let panes = ["", "<tab>", "<tab><tab>", "<tab><tab>p", "/がん", "/がん<f2>", "?"].map(str::to_owned);
    for (columns, rows) in [(120, 36), (80, 24), (40, 10), (1, 1)] {
        for screen in panes.iter().cloned().chain(tables()) {
            let start = || Story::new(columns, rows).keys(&screen);
            let mode = start().state.mode();
            let keymap = app::Keymap::default();
            for name in keymap.commands(mode) {
                for key in keymap.keys_of(name, mode) {
                    let mut story = start();
                    let action = keymap.action(mode, app::Keymap::event(key).unwrap());
                    assert!(matches!(action, Some(Action::Do(done)) if done == name), "{key} in {mode:?}");
                    story.act(action.unwrap());
                    story.draw();
                }
            }
        }
    }
}

#[test]
fn the_id_the_text_a_table_and_the_command_are_copied() {
    let copied = |keys: &str| Story::new(120, 36).keys(keys).copied.unwrap_or_default();
    assert_eq!(copied(":plan3/kpi/output-2<enter>I"), "plan3/kpi/output-2");
    let text = copied(":plan3/kpi/output-2<enter>Y");
    assert!(text.contains("治験に至った件数") && text.contains("60件/年"), "{text}");
    let table = copied("5M");
    assert!(table.starts_with("| ") && table.lines().nth(1).unwrap().starts_with("| --- |"), "{table}");
    for (keys, command) in [
        (":plan3/kpi/output-2<enter>C", "shirube show plan3/kpi/output-2"),
        ("3C", "shirube list kpi"),
        ("3cC", "shirube list kpi --category strategic-goal"),
        ("4C", "shirube budget --by project"),
        ("5C", "shirube matrix --by ministry --period 3"),
        ("6C", "shirube lineage"),
    ] {
        assert!(copied(keys).starts_with(command), "{keys}: {}", copied(keys));
    }
}

/// The command that is copied prints what the screen shows.
#[test]
fn the_copied_command_runs() {
    let home = crate::support::Home::new();
    for keys in [":plan3/project/4<enter>C", "3cC", "4vC", "5vC", "6C"] {
        let command = Story::new(120, 36).keys(keys).copied.unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        assert!(home.run(&words).status.success(), "{command}");
    }
}

#[test]
fn the_list_is_gone_through_from_within_the_reader() {
    let story = Story::new(120, 36).keys("/感染症<enter>");
    let hits: Vec<usize> = story.state.screens.search.answer.hits.iter().map(|hit| hit.position).collect();
    assert_eq!(story.state.screens.browse.reader.record, Some(hits[0]));
    let story = story.keys("JJ");
    assert_eq!(story.state.screens.browse.reader.record, Some(hits[2]));
    let story = story.keys("K");
    assert_eq!(story.state.screens.browse.reader.record, Some(hits[1]));
    assert_eq!(story.keys("KK").state.notice, Some(app::Notice::EndOfList));
}

#[test]
fn the_next_match_comes_to_the_top_of_the_reader() {
    let story = Story::new(120, 12).keys("/治験<esc>:plan3/section/3.2-1-2<enter>");
    let marked = |story: &Story| {
        let reader = &story.state.screens.browse.reader;
        reader
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.pieces.iter().any(|piece| piece.highlighted))
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    let below = *marked(&story).iter().find(|at| **at > 0).unwrap();
    let story = story.keys("n");
    assert_eq!(story.state.screens.browse.reader.scroll.top, below);
    let story = story.keys("N");
    assert!(story.state.screens.browse.reader.scroll.top < below);
}

#[test]
fn bookmarks_have_notes_and_a_list_of_their_own() {
    let story = Story::new(120, 36).keys(":plan3/kpi/output-2<enter>b:plan3/project/4<enter>").alt('b').keys("要確認<enter>");
    assert_eq!(story.state.bookmarks.lines(), ["plan3/kpi/output-2", "plan3/project/4\t要確認"]);
    let listed = story.keys("1B");
    let screen = listed.screen();
    assert!(screen.contains("しおり") && screen.contains("… 要確認"), "{screen}");
    let opened = listed.keys("<down><enter>");
    assert_eq!(opened.state.record().unwrap().id().as_str(), "plan3/kpi/output-2");
    assert_eq!(opened.keys("b").state.bookmarks.lines().len(), 1, "once more takes it away");
}

#[test]
fn a_session_is_taken_up_where_it_ended() {
    let story = Story::new(120, 36).keys("/感染症<enter>3");
    let lines = story.state.session();
    let mut fresh = Story::new(120, 36);
    fresh.state.resume(&lines);
    assert_eq!(fresh.state.screen, app::ScreenKind::Indicators);
    assert_eq!(fresh.state.record().map(|record| record.id().clone()), story.state.record().map(|record| record.id().clone()));
    assert_eq!(fresh.state.screens.search.input.value(), "感染症");
    fresh.state.resume(&["nowhere".to_owned(), "no/such/record".to_owned()]);
    assert_eq!(fresh.state.screen, app::ScreenKind::Browse, "what is not there any more is left out");
}

#[test]
fn a_pane_is_zoomed_and_made_wider() {
    let width = |story: &Story| {
        let line = |line: &app::panes::ReaderLine| line.pieces.iter().map(|piece| piece.text.width()).sum::<usize>();
        story.state.screens.browse.reader.lines.iter().map(line).max()
    };
    let mut story = Story::new(120, 36).keys(":plan3/section/3.2-1-2<enter>");
    let usual = width(&story);
    let press = |story: &mut Story, key: &str| {
        let action = story.state.keymap.action(story.state.mode(), app::Keymap::event(key).unwrap());
        story.act(action.unwrap());
    };
    press(&mut story, ">");
    assert!(width(&story) > usual);
    press(&mut story, "<");
    assert_eq!(width(&story), usual);
    press(&mut story, "z");
    assert!(!story.screen().contains("目次") && width(&story) > usual, "{}", story.screen());
    press(&mut story, "z");
    assert!(story.screen().contains("目次"));
}

#[test]
fn a_link_is_looked_at_without_going_there() {
    let story = Story::new(120, 36).keys(":plan3/kpi/output-2<enter><tab>");
    let before = story.state.screens.browse.reader.record;
    let story = story.keys("p");
    assert_eq!((story.state.mode(), story.state.screens.browse.reader.record), (Mode::Peek, before));
    let looked_at = story.state.screens.browse.peek.as_ref().unwrap().record;
    assert!(looked_at.is_some() && looked_at != before);
    assert!(story.screen().contains("のぞき見"), "{}", story.screen());
    let story = story.keys("<esc>");
    assert_eq!((story.state.mode(), story.state.screens.browse.reader.record), (Mode::Links, before));
    assert_eq!(story.keys("p<enter>").state.screens.browse.reader.record, looked_at, "Enter goes there");
}
