//! How the analyser cuts this field's words: a change of dictionary or user dictionary shows here as a difference that a person can judge.

use shirube::analysis::settings::AnalysisSettings;
use shirube::analysis::{Analyser, dictionary};
use shirube::text::fold::fold;

use crate::support::dictionary_store;
use proptest::prelude::*;

fn analyser() -> Analyser {
    let (segmenter, _) = dictionary::load(&dictionary_store()).unwrap().expect("a dictionary is installed");
    Analyser::new(Some(segmenter), AnalysisSettings::shipped().unwrap().stop_words)
}

fn words(analyser: &Analyser, text: &str) -> String {
    analyser.words(&fold(text)).into_iter().map(|word| word.term).collect::<Vec<_>>().join("|")
}

#[test]
fn words_of_the_field_stay_whole_and_function_words_go() {
    let analyser = analyser();
    for (text, expected) in [
        ("創薬の推進", "創薬|推進"),
        ("感染症有事に備えた対応", "感染症|有事|備える|対応"),
        ("全ゲノム解析を行う", "全ゲノム解析"),
        ("臨床研究中核病院における治験数", "臨床研究|中核病院|治験|数"),
        ("再生・細胞医療・遺伝子治療プロジェクト", "再生|細胞医療|遺伝子治療|プロジェクト"),
        ("医師主導治験の届出", "医師主導治験|届出"),
        ("ＡＭＥＤによる支援", "amed|支援"),
        ("ウイルスベクターの製造", "ウイルスベクター|製造"),
        ("希少疾患と難病", "希少疾患|難病"),
        ("橋渡し研究支援機関", "橋渡し|研究|支援|機関"),
        ("認知症の早期発見", "認知症|早期発見"),
        ("薬剤耐性（AMR）", "薬剤耐性|amr"),
    ] {
        assert_eq!(words(&analyser, text), expected, "{text}");
    }
}

#[test]
fn ranges_are_where_the_words_stand() {
    let analyser = analyser();
    let text = fold("国立健康危機管理研究機構と、ASEAN感染症対策センターとの連携を推進");
    for word in analyser.words(&text) {
        assert!(text.get(word.start..word.end).is_some_and(|piece| !piece.is_empty()), "{word:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_cut_without_trouble(text in "\\PC{0,60}") {
        let analyser = analyser();
        let folded = fold(&text);
        let mut at = 0;
        for word in analyser.words(&folded) {
            prop_assert!(word.start >= at && folded.get(word.start..word.end).is_some());
            at = word.start;
        }
    }
}
