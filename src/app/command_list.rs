//! Commands of the explorer: each with its keys, the modes in which they apply, its words in both languages, and what it does. This is the
//! only list of them.
//!
//! `command.rs` makes the commands from it, with names (`next-pane`), keys and words; `update.rs` makes what each one does. A command is
//! one line here and, if it does more than call something, a method in `handlers/` or in a screen. What a command returns is what it asks
//! of the world, or nothing.

/// Passes the list to a macro.
macro_rules! with_commands {
    ($macro:ident) => {
        $macro! {
            Search: ["/", "2"] COMMANDS; "検索する", "search"; |state| state.go_to(ScreenKind::Search);
            Browse: ["1"] COMMANDS; "閲覧の画面", "the browsing screen"; |state| state.go_to(ScreenKind::Browse);
            Indicators: ["3"] COMMANDS; "指標の画面", "the table of indicators"; |state| state.go_to(ScreenKind::Indicators);
            Budgets: ["4"] COMMANDS; "予算の画面", "the screen of money"; |state| state.go_to(ScreenKind::Budgets);
            Matrix: ["5"] COMMANDS; "対応表の画面", "projects against ministries and areas"; |state| state.go_to(ScreenKind::Matrix);
            Lineage: ["6"] COMMANDS; "系譜の画面", "the screen of lineage"; |state| state.go_to(ScreenKind::Lineage);
            Open: ["enter"] OPENED; "選んだものを開く", "open what is chosen"; |state| state.open_chosen();
            GoOwner: ["o"] COMMANDS; "指標の担当へ", "to the indicator's owner"; |state| state.go(Aim::Owner);
            GoMinistries: ["m"] COMMANDS; "背後の府省庁へ", "to the ministries behind it"; |state| state.go(Aim::Ministries);
            GoIndicators: ["i"] COMMANDS; "担当する指標へ", "to the indicators it owns"; |state| state.go(Aim::Indicators);
            GoAreas: ["a"] COMMANDS; "疾患領域へ", "to the disease areas it covers"; |state| state.go(Aim::Areas);
            Back: ["[", "backspace", "ctrl-o", "alt-left"] COMMANDS; "前に見た記録へ戻る", "back"; |state| state.back();
            Forward: ["]", "alt-right"] COMMANDS; "次に見た記録へ進む", "forward"; |state| state.forward();
            NextPane: ["tab"] PANES; "次の枠へ", "next pane"; |state| state.screens.browse.next_pane();
            PreviousPane: ["backtab"] PANES; "前の枠へ", "previous pane"; |state| state.screens.browse.previous_pane();
            NextKind: ["tab"] QUERY; "種別で絞る・書きかけの条件を補う", "only the next kind, or complete a field"; |state| state.next_kind();
            Facets: ["ctrl-t", "f2"] SEARCHED; "絞り込みと同義語", "facets and synonyms"; |state| state.screens.search.facets.open_or_close();
            NextSort: ["ctrl-s", "f3"] SEARCHED; "並べ方（合う順・掲載順・金額順）", "sort: relevance, document, amount"; |state| state.next_sort();
            Group: ["ctrl-g", "f4"] SEARCHED; "種別ごとにまとめる", "group by kind"; |state| state.group_hits();
            Explain: ["ctrl-x", "f5"] QUERY; "なぜ当たったか", "why it matched"; |state| state.explain_hits();
            Older: ["ctrl-r", "alt-up"] QUERY; "前の問い", "an older query"; |state| state.older_query();
            Newer: ["alt-down"] QUERY; "次の問い", "a newer query"; |state| state.newer_query();
            Toggle: ["space", "enter"] FACETS; "入り切り", "switch on or off"; |state| state.toggle_facet();
            Up: ["k", "up"] LISTS, ["up", "ctrl-p"] FIELDS; "上へ", "up"; |state| state.step(Step::Lines(-1));
            Down: ["j", "down"] LISTS, ["down", "ctrl-n"] FIELDS; "下へ", "down"; |state| state.step(Step::Lines(1));
            PageUp: ["pageup", "ctrl-b"] LISTS, ["pageup"] FIELDS; "一画面上へ", "a page up"; |state| state.step(Step::Pages(-1));
            PageDown: ["pagedown", "ctrl-f"] LISTS, ["space"] SPACED, ["pagedown"] FIELDS; "一画面下へ", "a page down"; |state| state.step(Step::Pages(1));
            First: ["g", "home"] LISTS; "先頭へ", "to the first"; |state| state.step(Step::Lines(isize::MIN));
            Last: ["G", "end"] LISTS; "末尾へ", "to the last"; |state| state.step(Step::Lines(isize::MAX));
            Left: ["h", "left"] COMMANDS; "閉じる・左の枠へ", "fold, or to the left pane"; |state| state.sideways(false);
            Right: ["l", "right"] COMMANDS; "開く・右の枠へ", "unfold, or to the right pane"; |state| state.sideways(true);
            NextView: ["tab", "v"] VIEWED; "見方を変える", "the other view"; |state| state.next_view();
            Original: ["t"] PANES; "要旨と原文を切り替える", "digest or original"; |state| state.turn_reader();
            NextOrder: ["s"] INDICATORS; "並べ方を変える", "another order"; |state| state.screens.indicators.next_order(&state.corpus);
            NextCategory: ["c"] INDICATORS; "区分で絞る", "only the next category"; |state| state.screens.indicators.next_category(&state.corpus);
            NextPeriod: ["p"] PERIODS; "期で絞る", "only the next period"; |state| state.next_period();
            NextProject: ["w"] INDICATORS; "担当で絞る", "only the next owner"; |state| state.screens.indicators.next_project(&state.corpus);
            NextMinistry: ["f"] INDICATORS; "府省で絞る", "only the next ministry"; |state| state.screens.indicators.next_ministry(&state.corpus);
            NextAttainment: ["d"] INDICATORS; "達成・未達・報告なしで絞る", "only reached, not reached, not reported"; |state| state.screens.indicators.next_attainment(&state.corpus);
            ClearFilters: ["x"] FILTERED; "絞り込みを消す", "clear the filters"; |state| state.clear_filters();
            CopyCitation: ["y"] COMMANDS; "出典つきで写す", "copy with its source"; |state| state.copy_citation();
            Peek: ["p"] PEEKED; "行かずにのぞく", "look at it without going there"; |state| state.peek();
            Zoom: ["z"] PANES; "この枠だけにする・戻す", "only this pane, and back"; |state| state.screens.browse.zoom();
            Wider: [">"] PANES; "この枠を広げる", "a wider pane"; |state| state.screens.browse.widen(true);
            Narrower: ["<"] PANES; "この枠を狭める", "a narrower pane"; |state| state.screens.browse.widen(false);
            Bookmark: ["b"] COMMANDS; "しおりを付ける・外す", "set or remove a bookmark"; |state| state.toggle_bookmark();
            NoteBookmark: ["alt-b"] COMMANDS; "しおりに覚え書きを付ける", "a bookmark with a note"; |state| state.write_note();
            Bookmarks: ["B"] COMMANDS; "しおりの一覧", "the bookmarks"; |state| state.open_menu(Purpose::Bookmarks);
            Amounts: ["u"] AMOUNTS; "取り込んだ額を確かめる・直す", "accept or correct imported amounts"; |state| state.ask_amounts();
            SetMark: ["`"] COMMANDS; "文字の印を付ける", "mark the place with a letter"; |state| state.await_mark(Marking::Set);
            GoToMark: ["'"] COMMANDS; "印の所へ", "to the place of a mark"; |state| state.await_mark(Marking::Go);
            Visited: ["H"] COMMANDS; "見た記録の一覧", "the records visited"; |state| state.open_menu(Purpose::Visited);
            Terms: ["e"] PANES; "ここに出る略語・用語・機関の説明", "what the terms and abbreviations here mean"; |state| state.explain_terms();
            OpenAddress: ["O"] COMMANDS; "原典のページを開く", "open the source's page"; |state| state.open_address();
            Mouse: ["alt-m", "f6"] EVERYWHERE; "マウスを使う・使わない", "the mouse on or off"; |state| state.turn_mouse();
            Index: ["alt-x"] EVERYWHERE; "索引の作成をやめる・また始める", "stop building the index, or begin again"; |state| state.stop_or_open_index();
            NextHit: ["n"] READER; "次の当たりへ", "to the next match"; |state| state.go_to_hit(true);
            PreviousHit: ["N"] READER; "前の当たりへ", "to the match before"; |state| state.go_to_hit(false);
            NextRecord: ["J"] PANES; "一覧の次の記録へ", "to the next record of the list"; |state| state.go_to_neighbour(true);
            PreviousRecord: ["K"] PANES; "一覧の前の記録へ", "to the record before in the list"; |state| state.go_to_neighbour(false);
            CopyText: ["Y"] PANES; "本文を写す", "copy the text"; |state| state.copy_text();
            CopyId: ["I"] COMMANDS; "IDを写す", "copy the id"; |state| state.copy_id();
            CopyCommand: ["C"] COMMANDS; "同じものを出す命令を写す", "copy the command that prints the same"; |state| state.copy_command();
            CopyCsv: ["alt-y"] TABLES; "表をCSVで写す", "copy the table as CSV"; |state| state.copy_table(Form::Csv);
            CopyMarkdown: ["M"] TABLES; "表をMarkdownで写す", "copy the table as Markdown"; |state| state.copy_table(Form::Markdown);
            CopyTable: ["Y"] TABLES; "表を写す", "copy the table"; |state| state.copy_table(Form::Tsv);
            Help: ["?"] COMMANDS, ["f1"] SEARCHED; "キーの一覧を開く", "show the keys"; |state| state.open_menu(Purpose::Keys);
            Palette: [":", "ctrl-p"] COMMANDS; "動作と記録を名で探す", "find actions and records by name"; |state| state.open_menu(Purpose::Palette);
            Close: ["esc"] EVERYWHERE; "閉じる・閲覧に戻る・印を消す", "close, back to browsing, clear the marks"; |state| state.close();
            Quit: ["q"] COMMANDS, ["ctrl-c"] EVERYWHERE; "終わる", "quit"; |state| state.quit();
            Reload: ["ctrl-l"] COMMANDS; "設定を読み直す", "reload the configuration"; |_state| vec![Effect::Reload];
            Suspend: ["ctrl-z"] EVERYWHERE; "一時停止してシェルへ", "suspend to the shell"; |_state| vec![Effect::Suspend];
        }
    };
}
pub(super) use with_commands;
