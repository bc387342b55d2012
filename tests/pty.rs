//! What only a real terminal shows: starting, typing, pasting, resizing, the caret, the clipboard, the mouse, the ground's colour.

use std::fs;
use std::sync::Arc;

use crate::session::{Session, Setup};
use crate::support::Home;

#[test]
fn it_starts_searches_jumps_and_quits_and_leaves_the_terminal_as_it_was() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.wait("閲覧");
    session.send("/");
    session.send("治験に至った件数");
    session.wait("60件/年");
    session.send("\r");
    session.wait("出どころ  第3期計画 4.1 全体目標 p.36");
    session.send("o");
    session.wait("文書 › 医療分野研究開発推進計画");
    session.send("m");
    session.wait("厚生労働省（厚）");
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn the_caret_is_the_terminals_own_and_stands_where_an_input_method_opens_its_window() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.until("no caret where nothing is typed", |session| session.look(vt100::Screen::hide_cursor));
    session.send("/");
    session.until("the caret", |session| !session.look(vt100::Screen::hide_cursor));
    // Row 1 is the query's; the prompt takes two columns.
    for (typed, column) in [("感染", 6), ("ｶﾞ", 8), ("①", 9), ("か\u{3099}", 11), ("𠮷", 13), ("x", 14)] {
        session.send(typed);
        session.until(&format!("the caret behind {typed}"), |session| session.look(vt100::Screen::cursor_position) == (1, column));
    }
    session.send("\u{3}");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_resize_is_drawn_anew() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.resize(40, 10);
    session.send("3");
    session.wait("指標：すべて");
    session.send("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_storm_of_resizes_down_to_one_cell_ends_in_the_right_screen() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    for round in 0..60_u16 {
        let (columns, rows) = [(120, 36), (1, 1), (40, 10), (80, 24), (2, 3), (200, 50)][usize::from(round % 6)];
        session.resize(columns, rows);
        session.send(["j", "3", "1", "\t", "4", "1"][usize::from(round % 6)]);
    }
    session.resize(80, 24);
    session.send("1");
    // How far the keys have led depends on how fast they were taken; a long way to the record may fill the first line.
    session.wait("目次");
    session.wait("要旨");
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn a_window_of_one_cell_is_no_trouble() {
    let mut session = Session::with(&Setup { columns: 1, rows: 1, ..Setup::default() });
    session.until("a frame", |session| session.raw().contains("\u{1b}[?2026l"));
    session.send("/感染症\r345?");
    session.send("\u{3}");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn a_paste_goes_into_the_query_and_no_key_in_it_is_obeyed() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.send("/");
    session.send("\u{1b}[200~感染症q有事\u{1b}[201~");
    session.wait("/ 感染症q有事");
    session.send("\u{3}");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn frames_are_synchronized_updates_and_nothing_is_drawn_while_nothing_happens() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.send("/感染症");
    session.wait("感染症プロジェクト");
    // A slow machine may still be at the last answer; an explorer that ticks never is quiet.
    let quiet = (0..20).any(|_| {
        let before = session.raw().len();
        std::thread::sleep(std::time::Duration::from_millis(500));
        session.raw().len() == before
    });
    assert!(quiet, "an idle explorer writes nothing: the input method's window stays");
    session.send("\u{3}");
    session.end();
    let raw = session.raw();
    assert_eq!(raw.matches("\u{1b}[?2026h").count() + 1, raw.matches("\u{1b}[?2026l").count(), "each is ended, and once more on leaving");
}

#[test]
fn open_begins_at_a_record_and_a_query_at_its_hits() {
    let mut session = Session::start(&["open", "plan3/project/4"]);
    session.wait("感染症プロジェクト");
    session.wait("◎厚");
    session.send("q");
    assert_eq!(session.end(), 0);
    let mut session = Session::start(&["--query", "治験に至った件数"]);
    session.wait("60件/年");
    session.send("\u{3}");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_theme_follows_the_terminals_ground_and_its_answer_is_no_key() {
    let environment = [("COLORTERM", "truecolor"), ("COLORFGBG", "")];
    let mut session = Session::with(&Setup { environment: &environment, ..Setup::default() });
    session.until("the question", |session| session.raw().contains("\u{1b}]11;?"));
    session.send("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\");
    // The light theme's blue of labels.
    session.until("the light theme", |session| session.raw().contains("38;2;0;95;135"));
    assert!(session.text().contains("目次"), "nothing was typed:\n{}", session.text());
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn fewer_colours_are_enough() {
    for (environment, wanted) in [
        (vec![("COLORTERM", ""), ("TERM", "xterm-256color")], "38;5;"),
        (vec![("TERM", "linux")], "\u{1b}[36"),
        (vec![("NO_COLOR", "1")], "\u{1b}[7m"),
    ] {
        let mut session = Session::with(&Setup { environment: &environment, ..Setup::default() });
        session.wait("第3期計画");
        session.send("q");
        session.end();
        let raw = session.raw();
        assert!(raw.contains(wanted) || raw.contains(&wanted.replace("[36", "[38;5;6")), "{environment:?}: {raw:?}");
        assert!(!raw.contains("38;2;"), "{environment:?}");
    }
}

#[test]
fn the_mouse_is_the_terminals_until_a_key_asks_for_it() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    assert_eq!(session.look(vt100::Screen::mouse_protocol_mode), vt100::MouseProtocolMode::None);
    session.send("\u{1b}m");
    session.wait("マウスを使います");
    assert_ne!(session.look(vt100::Screen::mouse_protocol_mode), vt100::MouseProtocolMode::None);
    // The tabs stand in the first row; the screen of money is the fourth.
    let column = session.look(|screen| (0..80).find(|x| screen.cell(0, *x).is_some_and(|cell| cell.contents() == "4")).unwrap());
    session.send(&format!("\u{1b}[<0;{};1M\u{1b}[<0;{};1m", column + 1, column + 1));
    session.wait("予算：プロジェクト別");
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn a_click_outside_the_screen_or_at_its_row_nought_is_no_click() {
    let mut session = Session::start(&[]);
    session.wait("第3期計画");
    session.send("\u{1b}m");
    session.wait("マウスを使います");
    // In both notations of terminals; a person types the first with Esc, [, M and three spaces.
    for report in ["\u{1b}[M   ", "\u{1b}[<0;0;0M\u{1b}[<0;0;0m", "\u{1b}[<32;0;65535M", "\u{1b}[<64;9999;0M", "\u{1b}[<0;9999;9999M"] {
        session.send(report);
    }
    session.send("4");
    session.wait("予算：プロジェクト別");
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[cfg(unix)]
#[test]
fn text_is_copied_by_the_machines_program_or_the_terminal_and_the_way_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let home = Arc::new(Home::new());
    let program = home.dir.path().join("wl-copy");
    fs::write(&program, format!("#!/bin/sh\n/bin/cat > {}/taken\n", home.dir.path().display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let path = home.dir.path().to_str().unwrap();
    let desk = [("WAYLAND_DISPLAY", "wayland-0"), ("PATH", path)];
    let mut session = Session::at(&home, &Setup { arguments: &["open", "plan3/project/4"], environment: &desk, ..Setup::default() });
    session.wait("感染症プロジェクト");
    session.send("I");
    session.wait("wl-copy");
    assert_eq!(fs::read_to_string(home.dir.path().join("taken")).unwrap(), "plan3/project/4");
    assert!(!session.raw().contains("\u{1b}]52;"));
    session.send("q");
    session.end();
    // cGxhbjMvcHJvamVjdC80 is the id in base64.
    let far = [("WAYLAND_DISPLAY", "wayland-0"), ("PATH", path), ("SSH_TTY", "/dev/pts/1")];
    let tmux = [("TMUX", "/tmp/tmux-0/default,1,0"), ("PATH", path)];
    for (environment, sequence, told) in [
        (&far[..], "\u{1b}]52;c;cGxhbjMvcHJvamVjdC80\u{1b}\\", "OSC 52"),
        (&tmux[..], "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;cGxhbjMvcHJvamVjdC80\u{1b}\u{1b}\\\u{1b}\\", "tmux"),
    ] {
        let mut session = Session::with(&Setup { arguments: &["open", "plan3/project/4"], environment, ..Setup::default() });
        session.wait("感染症プロジェクト");
        session.send("I");
        session.wait(told);
        assert!(session.raw().contains(sequence), "{environment:?}");
        session.send("q");
        assert_eq!(session.end(), 0);
    }
}

#[test]
fn two_explorers_keep_both_their_bookmarks() {
    let home = Arc::new(Home::new());
    let open = |id| Session::at(&home, &Setup { arguments: &["open", id], ..Setup::default() });
    let (mut one, mut two) = (open("plan3/project/4"), open("plan3/kpi/output-2"));
    one.wait("感染症プロジェクト");
    two.wait("治験に至った件数");
    one.send("b");
    one.wait("しおりを付けました");
    two.send("b");
    two.wait("しおりを付けました");
    one.send("q");
    two.send("q");
    assert_eq!((one.end(), two.end()), (0, 0));
    let kept = fs::read_to_string(home.dir.path().join(".local/state/shirube/bookmarks")).unwrap();
    assert!(kept.contains("plan3/project/4\n") && kept.contains("plan3/kpi/output-2\n"), "{kept}");
}

#[test]
fn a_damaged_file_of_the_readers_is_set_aside_and_told() {
    let home = Arc::new(Home::new());
    let state = home.dir.path().join(".local/state/shirube");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("bookmarks"), b"plan3/project/4\n\xff\x1b[31m\n").unwrap();
    let mut session = Session::at(&home, &Setup { columns: 200, ..Setup::default() });
    session.wait("bookmarks.damaged-1");
    session.send("B");
    session.wait("感染症プロジェクト");
    session.send("\u{3}");
    assert_eq!(session.end(), 0);
    assert_eq!(fs::read(state.join("bookmarks.damaged-1")).unwrap(), b"plan3/project/4\n\xff\x1b[31m\n");
}
