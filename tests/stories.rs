//! Keys in, screen out: each story is a wish of the reader. The pictures stand in `tests/snapshots/`.

use ratatui::layout::Position;
use shirube::app::{self, Action, Mode, ScreenKind};
use shirube::engine::{Asker, Engine, How, Response, SearchOptions};
use shirube::model::Attainment;
use shirube::model::Record;
use shirube::present::words::Language;
use shirube::text::width::width;

use crate::story::Story;
use crate::support::{corpus, engine};

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (40, 10)];

/// The screen at all three sizes.
fn snapshots(name: &str, keys: &str) {
    for (columns, rows) in SIZES {
        let story = Story::new(columns, rows).keys(keys);
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), story.screen());
    }
}

#[test]
fn the_first_screen() {
    snapshots("first", "");
}

#[test]
fn searching_as_i_type() {
    snapshots("search", "/治験に至った件数");
}

#[test]
fn from_a_query_to_the_indicator() {
    snapshots("indicator", "/治験に至った件数<enter>");
}

#[test]
fn reading_a_project() {
    snapshots("project", "/感染症PJ<enter>");
}

#[test]
fn the_table_of_indicators() {
    snapshots("indicators", "3");
}

#[test]
fn romaji_finds_kanji_and_marks_it() {
    snapshots("search_romaji", "/kansensho");
    let story = Story::new(120, 36).keys("/kansensho");
    let answer = &story.state.screens.search.answer;
    let record = story.state.corpus.at(answer.hits[0].position).unwrap();
    assert_eq!(record.id().as_str(), "area/infectious");
    let marked: Vec<&str> = answer.highlighter.marks(record.title()).into_iter().map(|range| &record.title()[range]).collect();
    assert_eq!(marked, ["感染症"], "what matched by its reading is marked in its own characters");
}

#[test]
fn facets_are_switched_on_and_off_beside_the_hits() {
    let story = Story::new(120, 36).keys("/感染症<f2>");
    let all = story.state.screens.search.answer.total;
    insta::assert_snapshot!("facets_120x36", story.screen());
    let story = story.keys("j ");
    assert!(story.state.screens.search.answer.total < all && story.state.screens.search.facets.any());
    let story = story.keys("x");
    assert_eq!(story.state.screens.search.answer.total, all);
    let story = story.keys("<esc>治");
    assert_eq!(story.state.screens.search.input.value(), "感染症治", "the query has the keys again");
    for (columns, rows) in [(80, 24), (40, 10)] {
        insta::assert_snapshot!(format!("facets_{columns}x{rows}"), Story::new(columns, rows).keys("/感染症<f2>").screen());
    }
}

#[test]
fn a_synonym_is_switched_off() {
    let story = Story::new(120, 36).keys("/癌<f2>");
    let with = story.state.screens.search.answer.total;
    let at = story
        .state
        .screens
        .search
        .facets
        .rows
        .iter()
        .position(|row| matches!(row, app::panes::FacetRow::Value { value, .. } if value == "がん"))
        .unwrap();
    let story = story.keys(&"j".repeat(at - 1)).keys(" ");
    assert!(story.state.screens.search.answer.total < with);
    assert!(story.screen().contains("[ ] がん"), "{}", story.screen());
}

#[test]
fn a_near_word_is_offered_and_searched_for_only_when_asked() {
    let story = Story::new(120, 36).keys("/治験<f2>");
    let without = story.state.screens.search.answer.total;
    assert!(!story.state.screens.search.answer.query.synonyms().contains(&"臨床試験"));
    let at = story
        .state
        .screens
        .search
        .facets
        .rows
        .iter()
        .position(|row| matches!(row, app::panes::FacetRow::Value { value, .. } if value == "臨床試験"))
        .unwrap();
    let story = story.keys(&"j".repeat(at - 1)).keys(" ");
    assert!(story.state.screens.search.answer.total > without);
}

#[test]
fn hits_are_grouped_and_sorted_on_demand() {
    let story = Story::new(120, 36).keys("/がん<f4>");
    let kinds: Vec<_> = story.state.screens.search.answer.hits.iter().map(|hit| corpus().at(hit.position).unwrap().kind()).collect();
    let mut seen = Vec::new();
    for kind in kinds {
        if seen.last() != Some(&kind) {
            assert!(!seen.contains(&kind), "{kind:?} stands in two places");
            seen.push(kind);
        }
    }
    let story = Story::new(120, 36).keys("/kind:programme fy:2024<f3><f3>");
    assert!(story.screen().contains("金額順"), "{}", story.screen());
    let id = |hit: usize| corpus().at(story.state.screens.search.answer.hits[hit].position).unwrap().id().to_string();
    assert_eq!(id(0), "programme/kakenhi", "the documents print no amount, its review sheet the largest of all");
    let amounts: Vec<f64> = story
        .state
        .screens
        .search
        .answer
        .hits
        .iter()
        .filter_map(|hit| shirube::engine::amount(corpus().at(hit.position).unwrap()))
        .collect();
    assert!(amounts.len() > 20 && amounts.windows(2).all(|pair| pair[0] >= pair[1]), "{amounts:?}");
}

#[test]
fn a_field_is_completed_with_tab() {
    let story = Story::new(120, 36).keys("/認知症 ki");
    assert!(story.screen().contains("⇥ kind:"), "{}", story.screen());
    let story = story.keys("<tab>prog<tab>");
    assert_eq!(story.state.screens.search.input.value(), "認知症 kind:programme ");
    assert!(story.state.screens.search.answer.total > 0);
}

#[test]
fn what_is_wrong_with_a_query_is_said_on_the_screen() {
    let screen = Story::new(120, 36).keys("/foo:bar がん").screen();
    assert!(screen.contains("1文字目：「foo:」という項目はありません"), "{screen}");
    let english = Story::in_language(120, 36, Language::English).keys("/がん fy:someday").screen();
    assert!(english.contains("character 4: fy: has no value"), "{english}");
}

#[test]
fn nothing_found_is_met_with_help() {
    let story = Story::new(120, 36).keys("/kansensou");
    assert!(story.state.screens.search.answer.hits.is_empty() || story.state.screens.search.answer.total > 0);
    let story = Story::new(120, 36).keys("/かんせんしおう kind:kpi fy:1999");
    insta::assert_snapshot!("nothing_found_120x36", story.screen());
    let help = &story.state.screens.search.answer.help;
    assert!(help.spellings.iter().any(|word| word == "感染症"), "{help:?}");
    let without = Story::new(120, 36).keys("/感染症 kind:kpi budget:>1").state.screens.search.answer.help.without.clone();
    assert!(without.iter().any(|(left_out, count)| left_out == "budget:>1" && *count > 0), "{without:?}");
    let story = Story::new(120, 36).keys("/かんせんしおう<enter>");
    assert!(
        story.state.screens.search.answer.total > 0,
        "Enter takes the spelling that is offered: {}",
        story.state.screens.search.input.value()
    );
}

#[test]
fn why_a_hit_matched_is_told() {
    let story = Story::new(120, 36).keys("/癌 治験<f5>");
    insta::assert_snapshot!("why_120x36", story.screen());
    let (_, reasons) = story.state.screens.search.answer.reasons.clone().unwrap();
    assert!(reasons.iter().any(|reason| reason.way.how == How::Synonym("がん".to_owned())), "{reasons:?}");
    let story = story.keys("<down>");
    assert_eq!(story.state.screens.search.scroll.chosen, 1, "the next hit's reasons, at the next hit");
}

#[test]
fn queries_are_kept_and_come_back() {
    let story = Story::new(120, 36).keys("/治験に至った件数<enter>");
    assert_eq!(story.kept, ["治験に至った件数"]);
    let mut story = story.keys("/");
    story.state.screens.search.input = Default::default();
    story.act(Action::Do(app::Command::Older));
    assert_eq!(story.state.screens.search.input.value(), "治験に至った件数");
    assert!(story.state.screens.search.answer.total > 0, "and is searched for again");
}

#[test]
fn money_by_project() {
    snapshots("budgets", "4");
}

#[test]
fn money_by_programme() {
    snapshots("budgets_programmes", "4<tab>jjjjjjjjjjjj");
}

#[test]
fn money_by_ministry() {
    snapshots("budgets_ministries", "4<tab><tab>jjj");
}

#[test]
fn projects_against_ministries() {
    snapshots("matrix", "5lll");
}

#[test]
fn what_ties_a_project_to_a_disease_area() {
    snapshots("matrix_areas", "5<tab>jjj<right><right><right><right><right><right><right><enter>");
}

#[test]
fn projects_through_the_periods() {
    snapshots("lineage", "6<left>jj");
}

#[test]
fn councils_through_the_periods() {
    snapshots("lineage_councils", "6<tab>");
}

/// "What did 再生・細胞医療・遺伝子治療 get in FY2023 and FY2024, from which ministries, and what became of it in the third period?"
#[test]
fn money_ministries_and_future_of_a_project_in_four_keys() {
    let story = Story::new(120, 36).keys("4jjj");
    let screen = story.screen();
    let chosen = screen.lines().find(|line| line.starts_with("第2期 ３ 再生・細胞医療・遺伝子")).unwrap();
    assert!(chosen.contains("231") && chosen.contains("209"), "{chosen}");
    assert!(screen.contains("府省      文、厚、経"), "{screen}");
    assert!(screen.contains("次の期    第3期 ③ 再生・細胞医療・"), "{screen}");
    insta::assert_snapshot!("question_120x36", screen);
    // And from the bar to the record with its place, and to the third period's project by its lineage.
    let story = story.keys("<enter>");
    assert_eq!(story.id(), "slides2/project/3");
    let story = story.keys("6<right><enter>");
    assert_eq!(story.id(), "plan3/project/3");
}

#[test]
fn the_record_that_was_read_is_chosen_on_the_screens_of_money_and_lineage() {
    let story = Story::new(120, 36).keys("/次世代治療・診断実現のための創薬基盤技術開発事業<enter>4");
    let row = story.state.screens.budgets.row().unwrap();
    assert_eq!(row.record.as_ref().unwrap().as_str(), "programme/next-gen-drug-platform");
    let story = Story::new(120, 36).keys("/難病克服プロジェクト<enter>6");
    let node = &story.state.screens.lineage.descent.nodes[story.state.screens.lineage.chosen];
    assert_eq!(node.id.as_str(), "slides1/project/9");
}

#[test]
fn indicators_are_filtered_by_period_owner_and_ministry() {
    let rows = |story: &Story| story.state.screens.indicators.rows.len();
    let story = Story::new(120, 36).keys("3pppp");
    assert_eq!(rows(&story), 139, "all again after the last period");
    let story = story.keys("pp");
    assert_eq!(rows(&story), 8, "what the third plan reports of the second period");
    assert!(story.screen().contains("第2期の目標値はありません"), "{}", story.screen());
    let story = story.keys("p");
    assert_eq!(rows(&story), 46, "33 targets and 13 figures of the logic model");
    let story = story.keys("w");
    assert!(story.screen().contains("オールジャパンでの医薬品創出プロジェクト"), "{}", story.screen());
    assert_eq!(rows(&story), 8);
    let story = story.keys("c");
    assert_eq!(rows(&story), 4);
    assert!(story.screen().contains("92%"), "1376 of 1500: {}", story.screen());
    let story = story.keys("xfff");
    assert!(rows(&story) > 0 && rows(&story) < 139, "{}", rows(&story));
    let reached = Story::new(120, 36).keys("3d");
    let standing = |story: &Story| -> Vec<Attainment> {
        let kpi = |at: &usize| match story.state.corpus.at(*at) {
            Some(Record::Kpi(kpi)) => Attainment::of(kpi),
            _ => panic!("no indicator"),
        };
        story.state.screens.indicators.rows.iter().map(kpi).collect()
    };
    let all = rows(&Story::new(120, 36).keys("3"));
    let mut present = standing(&Story::new(120, 36).keys("3"));
    present.sort();
    present.dedup();
    assert!(present.contains(&Attainment::NotReached) && present.contains(&Attainment::NotReported), "{present:?}");
    let mut counted = 0;
    let mut story = reached;
    for wanted in present {
        let found = standing(&story);
        assert!(!found.is_empty() && found.iter().all(|standing| *standing == wanted), "{wanted:?}: {found:?}");
        counted += found.len();
        story = story.keys("d");
    }
    assert_eq!((counted, rows(&story)), (all, all), "each stands one way, and at last all are there again");
    let ordered = standing(&Story::new(120, 36).keys("3sss"));
    assert!(ordered.is_sorted_by_key(|standing| (*standing).max(Attainment::NotReached)), "{ordered:?}");
    insta::assert_snapshot!("indicators_gauge_120x36", Story::new(120, 36).keys("3ppp").screen());
}

#[test]
fn the_table_of_indicators_cuts_no_number_at_any_width() {
    use shirube::present::phrases::{latest, target};
    for columns in [60, 80, 100, 120, 200, 300] {
        for keys in ["3", "3pp", "3ppp", "3pppl", "3d"] {
            let story = Story::new(columns, 36).keys(keys);
            let screen = story.screen();
            let shown = |heading: &str| screen.lines().nth(2).is_some_and(|line| line.contains(heading));
            for position in story.state.screens.indicators.rows.iter().take(20) {
                let Some(Record::Kpi(kpi)) = story.state.corpus.at(*position) else { panic!("no indicator") };
                let goal = kpi.target.as_ref().filter(|goal| goal.value.is_some() && shown("目標"));
                assert!(goal.is_none_or(|goal| screen.contains(&target(goal))), "{columns} {keys} {}:\n{screen}", kpi.id);
                let value = kpi.latest.as_ref().filter(|value| value.value.is_some() && shown("最新"));
                assert!(value.is_none_or(|value| screen.contains(&latest(value))), "{columns} {keys} {}:\n{screen}", kpi.id);
            }
        }
    }
}

#[test]
fn a_record_is_copied_with_its_source_and_a_screen_as_a_table() {
    let story = Story::new(120, 36).keys("4jjjy");
    let cited: Vec<String> = story.copied.clone().unwrap().lines().map(str::to_owned).collect();
    let place = "概算要求 「令和５年度 医療分野の研究開発関連予算 概算要求のポイント」";
    assert_eq!(
        cited[0],
        format!("第2期 ３ 再生・細胞医療・遺伝子治療プロジェクト、AMED対象経費、概算要求・要望 FY2023 231億円［令和5年度{place}］")
    );
    assert!(cited.len() == 2 && cited[1].contains("FY2024 209億円"), "a line a figure: {cited:?}");
    let story = story.keys("Y");
    let table = story.copied.clone().unwrap();
    assert!(table.starts_with("id\ttitle\t"), "{table}");
    let amounts = table.lines().filter(|line| line.starts_with("slides2/project/3\t")).collect::<Vec<_>>();
    assert!(amounts.len() == 2 && amounts[0].contains("\t231\t") && amounts[1].contains("\t209\t"), "{amounts:?}");
    let story = Story::new(120, 36).keys("/治験に至った件数<enter>y");
    assert!(story.copied.unwrap().contains("60件/年"));
    for (keys, begin) in [("3Y", "id\ttitle\tnumber"), ("5Y", "id\ttitle\tperiod\tministry"), ("6Y", "from\tfrom_title\tto")] {
        let table = Story::new(80, 24).keys(keys).copied.unwrap();
        assert!(table.starts_with(begin), "{keys}: {table}");
    }
}

#[test]
fn new_and_ended_projects_say_so() {
    let screen = Story::new(120, 36).keys("/感染症PJ<enter>").screen();
    assert!(screen.contains("系譜") && screen.contains("新設"), "{screen}");
}

#[test]
fn the_keys() {
    snapshots("keys", "?");
}

#[test]
fn the_interface_speaks_english() {
    let story = Story::in_language(80, 24, Language::English).keys("/DCT<enter>");
    insta::assert_snapshot!("english_80x24", story.screen());
}

#[test]
fn from_an_indicator_to_its_owner_and_the_ministries_behind_it() {
    let story = Story::new(120, 36).keys("/治験に至った件数<enter>");
    assert_eq!(story.id(), "plan3/kpi/output-2");
    assert!(story.screen().contains("60件/年（FY2025–2029 累計300件）"));
    let story = story.keys("o");
    assert_eq!(story.id(), "plan3");
    let story = story.keys("m");
    assert_eq!(story.state.mode(), Mode::Links);
    let chosen = story.state.screens.browse.links.chosen().unwrap();
    assert_eq!(chosen.id.as_str(), "ministry/cao-health");
}

#[test]
fn from_an_inferred_indicator_straight_to_the_ministries_of_its_owner() {
    let story = Story::new(120, 36).keys("/jrct 治験 DCT 実施件数<enter>");
    let story = if story.id() == "plan3/kpi/output-13" {
        story
    } else {
        Story::new(120, 36).keys("/臨床研究中核病院における DCT を活用した治験の実施件数<enter>")
    };
    assert_eq!(story.id(), "plan3/kpi/output-13");
    assert!(story.screen().contains("[推定]"));
    let story = story.keys("m");
    assert_eq!(story.id(), "plan3/project/7");
    assert_eq!(story.state.screens.browse.links.chosen().unwrap().id.as_str(), "ministry/mext");
    assert_eq!(story.keys("<enter>").id(), "ministry/mext");
}

#[test]
fn back_and_forward_over_what_i_visited() {
    let story = Story::new(80, 24).keys("/感染症PJ<enter>a<enter>");
    assert_eq!(story.id(), "area/infectious");
    let story = story.keys("[");
    assert_eq!(story.id(), "plan3/project/4");
    let story = story.keys("]");
    assert_eq!(story.id(), "area/infectious");
    assert!(story.keys("]").state.notice.is_some());
}

#[test]
fn jumping_from_the_table_to_the_owner() {
    let story = Story::new(80, 24).keys("3ccjjjjjjo");
    assert_eq!(story.state.screen, ScreenKind::Browse);
    assert!(story.id().starts_with("plan3"), "{}", story.id());
}

#[test]
fn walking_the_tree_opens_and_closes_branches() {
    let story = Story::new(120, 36).keys("jj<right>jj");
    assert_eq!(story.id(), "plan3/project/2");
    let story = story.keys("<left>");
    assert_eq!(story.id(), "plan3", "a group shows the record above it");
    let rows = story.state.screens.browse.tree.rows.len();
    assert!(story.keys("<left>").state.screens.browse.tree.rows.len() < rows);
}

#[test]
fn the_caret_stands_behind_what_i_typed_also_when_it_is_wide() {
    let (_, caret) = Story::new(80, 24).keys("/治験a").draw();
    assert_eq!(caret, Some(Position { x: 2 + 2 + 2 + 1, y: 1 }));
    let (_, caret) = Story::new(80, 24).keys("/治験a<left><left>").draw();
    assert_eq!(caret, Some(Position { x: 2 + 2, y: 1 }));
}

#[test]
fn no_line_is_wider_than_the_screen_and_drawing_twice_is_the_same() {
    for keys in ["", "/感染症", "/感染症<enter>", "3", "?", "/DCT<enter><tab>"] {
        for (columns, rows) in SIZES {
            let story = Story::new(columns, rows).keys(keys);
            let screen = story.screen();
            assert!(screen.lines().all(|line| width(line) <= usize::from(columns)), "{screen}");
            assert_eq!(screen, story.screen());
        }
    }
}

#[test]
fn any_size_draws_after_any_resize() {
    let mut story = Story::new(120, 36).keys("/感染症");
    for (columns, rows) in [(1, 1), (2, 2), (3, 1), (1, 30), (40, 3), (300, 2), (80, 24), (59, 16), (99, 15)] {
        for keys in ["", "<enter>", "3", "?", "<esc>", "1", "<tab>", "/"] {
            story = story.resize(columns, rows).keys(keys);
            story.screen();
        }
    }
}

#[test]
fn a_late_answer_is_dropped() {
    let mut story = Story::new(80, 24).keys("/感染症");
    let total = story.state.screens.search.answer.total;
    let answer = engine().search("創薬", &SearchOptions::best(10));
    story.act(Action::Found(Box::new(Response { asker: Asker::Search, number: 1, answer })));
    assert_eq!(story.state.screens.search.answer.total, total);
}

#[test]
fn what_i_paste_is_cleaned_and_cut() {
    let mut story = Story::new(80, 24).keys("/");
    story.act(Action::Paste(format!("\u{1b}[31m感染症\n{}", "あ".repeat(5000))));
    let typed = story.state.screens.search.input.value();
    assert!(!typed.contains('\u{1b}') && !typed.contains('\n'));
    assert!(typed.chars().count() <= 1000);
}

#[test]
fn q_quits_also_with_the_input_method_left_on() {
    assert!(Story::new(80, 24).keys("q").quit);
    assert!(Story::new(80, 24).keys("ｑ").quit);
    assert!(!Story::new(80, 24).keys("/q").quit, "in a query it is a letter");
}

#[test]
fn the_readme_names_every_plain_key() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    for key in <app::Command as shirube::model::Named>::all()
        .iter()
        .flat_map(|command| command.bindings())
        .flat_map(|binding| binding.keys)
        .filter(|key| key.chars().count() == 1)
    {
        assert!(readme.contains(&format!("`{key}`")), "README.md does not name {key}");
    }
}

#[test]
fn the_help_lists_what_the_keys_do_here_and_nothing_else() {
    let story = Story::new(120, 36).keys("3?");
    let screen = story.screen();
    assert!(screen.contains("並べ方を変える"), "{screen}");
    assert!(!Story::new(120, 36).keys("?").screen().contains("並べ方を変える"));
    assert!(story.keys("<esc>").state.menu.is_none());
}

#[test]
fn the_next_record_is_the_next_of_the_list_that_i_came_from() {
    let position = |id: &str| corpus().position(id).unwrap();
    let linked = |id: &str| {
        let mut ids: Vec<String> = Vec::new();
        for link in corpus().links(id) {
            if !ids.contains(&link.id.to_string()) {
                ids.push(link.id.to_string());
            }
        }
        ids
    };
    let mut story = Story::new(120, 36).keys("/認知症");
    let hits: Vec<usize> = story.state.screens.search.answer.hits.iter().map(|hit| hit.position).collect();
    story = story.keys("<enter>");
    let first = story.id();
    assert_eq!(position(&first), hits[0]);
    story = story.keys("J");
    assert_eq!(position(&story.id()), hits[1], "after a search: its hits");
    let from = story.keys("K<tab>jj");
    let links = linked(&first);
    let story = from.keys("<enter>");
    let at = links.iter().position(|id| *id == story.id()).expect("a link was opened");
    let story = story.keys("J");
    assert_eq!(story.id(), links[at + 1], "after a link: the links of the record that it led from");
    let story = story.keys("[[J");
    assert_eq!(position(&story.id()), hits[1], "gone back, it is the search again");
    let story = Story::new(120, 36).keys("4jj<enter>");
    let rows: Vec<usize> =
        story.state.screens.budgets.ledger.rows.iter().filter_map(|row| corpus().position(row.record.as_ref()?.as_str())).collect();
    let at = rows.iter().position(|row| *row == position(&story.id())).unwrap();
    assert_eq!(position(&story.keys("J").id()), rows[at + 1], "after a table: its rows");
}

#[test]
fn where_nothing_was_visited_before_nothing_is_offered_and_the_word_says_which_way() {
    let story = Story::new(120, 36);
    let last = |story: &Story| story.screen().lines().last().unwrap_or_default().to_owned();
    assert!(!last(&story).contains("前に見た記録へ戻る") && !last(&story).contains("指標の担当へ"), "{}", last(&story));
    let story = story.keys("[");
    assert!(last(&story).contains("これより前に見た記録はありません"), "{}", last(&story));
    let story = story.keys("]");
    assert!(last(&story).contains("これより後に見た記録はありません"), "{}", last(&story));
    let story = story.keys("3<enter>");
    assert!(last(&story).contains("前に見た記録へ戻る") && last(&story).contains("指標の担当へ"), "{}", last(&story));
}

#[test]
fn a_heading_that_is_cut_says_so_where_there_is_room() {
    let screen = Story::new(200, 60).keys("5<tab>").screen();
    let heads = screen.lines().find(|line| line.contains("難病")).unwrap_or_default();
    let long = heads.split_whitespace().find(|head| head.starts_with("神経")).unwrap_or_default();
    assert!(long == "神経疾患・精神疾患" || long.ends_with('…'), "{heads}");
}

#[test]
fn the_palette_does_first_what_is_called_so() {
    assert_eq!(Story::new(120, 36).keys(":AMR<enter>").id(), "term/amr");
    assert_eq!(Story::new(120, 36).keys(":yosan<enter>").state.screen, ScreenKind::Budgets);
    assert_eq!(Story::new(120, 36).keys("?よさん<enter>").state.screen, ScreenKind::Budgets);
    let menu = Story::new(120, 36).keys(":theme").state.menu.unwrap();
    let noise = [app::Command::Mouse, app::Command::CopyCommand, app::Command::Budgets].map(app::Choice::Do);
    assert!(!menu.rows.iter().any(|row| noise.contains(row)), "{:?}", menu.rows);
}

#[test]
fn a_name_is_explained_once() {
    for id in ["area/infectious", "plan3/project/4"] {
        let mut story = Story::new(120, 36);
        assert!(story.state.open_id(id));
        let screen = story.keys("e").screen();
        assert!(screen.contains("薬剤耐性") && !screen.contains("薬剤耐性、薬剤耐性"), "{screen}");
    }
}

#[test]
fn whether_an_owner_is_stated_is_told_whole_at_every_width() {
    let owned = |id: &str| corpus().linked(id, shirube::model::Relation::Owner).next().is_some();
    let all = corpus();
    let ids: Vec<&str> = all.of_kind(shirube::model::Kind::Kpi).map(|record| record.id().as_str()).filter(|id| owned(id)).collect();
    let mut told = 0;
    for (columns, rows) in [(120, 36), (100, 30), (80, 24), (40, 24)] {
        let mut story = Story::new(columns, rows);
        for id in ids.iter().step_by(7) {
            assert!(story.state.open_id(id));
            let screen = story.screen();
            assert!(!["[…", "[明…", "[推…"].iter().any(|cut| screen.contains(cut)), "{id}: {screen}");
            told += usize::from(screen.contains("[明記]") || screen.contains("[推定]"));
        }
    }
    assert!(told >= ids.len() / 7 * 4, "{told}");
    let mut story = Story::new(120, 36);
    assert!(story.state.open_id("slides1/kpi/target-1-4"));
    assert!(story.screen().contains("クト [明記]"), "{}", story.screen());
}
