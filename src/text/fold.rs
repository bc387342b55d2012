//! Text in the form in which it is compared: width, case and composition folded, look-alike dashes unified; with the mapping back to the
//! original.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::kana::hiragana;

/// Folds `text` for comparison: NFKC, lower case, dashes to `-`, wave dashes to `~`, control and invisible characters dropped. Folding
/// twice changes nothing more.
///
/// # Examples
///
/// ```
/// use shirube::text::fold::fold;
///
/// assert_eq!(fold("ＡＭＥＤ"), fold("amed"));
/// assert_eq!(fold("ﾌﾟﾛｼﾞｪｸﾄ"), fold("プロジェクト"));
/// ```
pub fn fold(text: &str) -> String {
    if is_folded(text) {
        return text.to_owned();
    }
    clusters(text).fold(String::with_capacity(text.len()), |mut folded, (_, cluster)| {
        append(&mut folded, &fold_cluster(&cluster));
        folded
    })
}

/// Folds `text` further, for searching: katakana to hiragana, small kana to large, without long marks, middle dots and the hyphen of
/// `BSL-4`, iteration marks written out, old forms of characters to new ones. Never shown; readers write all of these either way.
pub fn loosen(text: &str) -> String {
    Loosener::new(text, None).text
}

/// A folded text that knows which part of the original each part came from.
#[derive(Clone, Debug)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every non-empty cluster, its start in the folded text and its range in the original. `None` if nothing changed.
    clusters: Option<Vec<(usize, Range<usize>)>>,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        if is_folded(text) {
            return Self { text: text.to_owned(), clusters: None };
        }
        let mut folded = String::with_capacity(text.len());
        let mut sources = Vec::new();
        for (source, cluster) in clusters(text) {
            let begun = append(&mut folded, &fold_cluster(&cluster));
            match sources.last_mut() {
                _ if begun < folded.len() => sources.push((begun, source)),
                Some((_, last)) => last.end = source.end,
                None => {}
            }
        }
        Self { text: folded, clusters: Some(sources) }
    }

    /// Loosens `text`; see [`loosen`].
    pub fn loose(text: &str) -> Self {
        let loose = Loosener::new(text, Some(Vec::with_capacity(text.len() / 2)));
        Self { text: loose.text, clusters: loose.clusters }
    }

    /// Returns the range of the original that a range of the folded text came from, always in whole clusters of the original: part of `㍿`
    /// is all of it.
    pub fn source_range(&self, folded: Range<usize>) -> Range<usize> {
        let Some(clusters) = &self.clusters else { return folded };
        if folded.is_empty() {
            let at = clusters.partition_point(|(begin, _)| *begin < folded.start);
            let at = clusters.get(at).map_or_else(|| clusters.last().map_or(0, |(_, source)| source.end), |(_, source)| source.start);
            return at..at;
        }
        let first = clusters.partition_point(|(begin, _)| *begin <= folded.start).saturating_sub(1);
        let last = clusters.partition_point(|(begin, _)| *begin < folded.end).saturating_sub(1);
        match (clusters.get(first), clusters.get(last)) {
            (Some((_, from)), Some((_, to))) => from.start..to.end.max(from.start),
            _ => 0..0,
        }
    }
}

/// A loosened text under construction.
struct Loosener {
    text: String,
    /// Source of each character, if that is asked for.
    clusters: Option<Vec<(usize, Range<usize>)>>,
}

impl Loosener {
    fn new(text: &str, sources: Option<Vec<(usize, Range<usize>)>>) -> Self {
        let mut loose = Self { text: String::with_capacity(text.len()), clusters: sources };
        if is_folded(text) {
            text.char_indices().for_each(|(start, c)| loose.push(c, start..start + c.len_utf8()));
        } else {
            for (source, cluster) in clusters(text) {
                fold_cluster(&cluster).chars().for_each(|c| loose.push(c, source.clone()));
            }
        }
        loose
    }

    /// Adds the folded character that is at `source` in the original.
    fn push(&mut self, c: char, source: Range<usize>) {
        if c.is_ascii_digit() {
            self.drop_sign_before_digit();
        }
        let last = self.text.chars().next_back();
        let is_kana = |c: char| matches!(c, 'ぁ'..='ゖ');
        let loose = match c {
            '・' | 'ー' => None,
            // A hyphen used as a long mark (ｺﾎ-ﾄ).
            '-' if last.is_some_and(is_kana) => None,
            '々' | 'ゝ' | 'ヽ' => last.or(Some(c)),
            c => Some(large(hiragana(modern(c)))),
        };
        // A mark that was separate from its kana (ぅ゛) joins the large one.
        if let Some(joined) = last.zip(loose).and_then(|(last, c)| joined(last, c)) {
            self.text.pop();
            self.text.push(joined);
            return;
        }
        if let Some(c) = loose {
            if let Some(clusters) = &mut self.clusters {
                clusters.push((self.text.len(), source));
            }
            self.text.push(c);
        }
    }

    /// Drops a sign before a digit: the hyphen that some leave out (BSL-4), and the comma of thousands (1,498).
    fn drop_sign_before_digit(&mut self) {
        let mut before = self.text.chars().rev();
        let sign = before.next();
        let dropped = match (before.next(), sign) {
            (Some(letter), Some('-')) => letter.is_ascii_alphabetic(),
            (Some(digit), Some(',')) => digit.is_ascii_digit(),
            _ => false,
        };
        if dropped {
            self.text.pop();
            if let Some(clusters) = &mut self.clusters {
                clusters.pop();
            }
        }
    }
}

/// Returns small kana as large: ウィルス and ウイルス, ヶ and か.
fn large(c: char) -> char {
    match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' | 'ゖ' => 'か',
        c => c,
    }
}

/// Returns the modern form of a character whose old form still turns up in this field's texts and names.
fn modern(c: char) -> char {
    match c {
        '\0'..'\u{4e00}' => c,
        '國' => '国',
        '醫' => '医',
        '藥' => '薬',
        '學' => '学',
        '驗' => '験',
        '體' => '体',
        '發' => '発',
        '會' => '会',
        '實' => '実',
        '應' => '応',
        '對' => '対',
        '齒' => '歯',
        '豫' => '予',
        '舊' => '旧',
        '與' => '与',
        '關' => '関',
        '當' => '当',
        '傳' => '伝',
        '變' => '変',
        '廣' => '広',
        '區' => '区',
        '號' => '号',
        '團' => '団',
        '圖' => '図',
        '聲' => '声',
        '數' => '数',
        '總' => '総',
        '經' => '経',
        '濟' => '済',
        '產' => '産',
        '營' => '営',
        '據' => '拠',
        '點' => '点',
        '臺' => '台',
        '癡' => '痴',
        '內' => '内',
        '兒' => '児',
        '腦' => '脳',
        '髙' => '高',
        '﨑' => '崎',
        '檢' => '検',
        '證' => '証',
        '轉' => '転',
        '獨' => '独',
        '擴' => '拡',
        c => c,
    }
}

/// Returns true if folding would change nothing. True only for characters known to be their own folded form, so that megabytes of ordinary
/// Japanese text pass without being taken apart.
fn is_folded(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            ' '..='@' | '['..='~'
            | '、'..='〕' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '・'..='ヾ'
            | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
            // Ligatures for whole words that NFKC takes apart.
            && !matches!(c, '〜' | '〶' | 'ゟ' | 'ヿ')
    })
}

/// Returns the clusters of a text and their ranges in it. If characters are dropped, the clusters that they separated are joined.
fn clusters(text: &str) -> Box<dyn Iterator<Item = (Range<usize>, Cow<'_, str>)> + '_> {
    let all = text.grapheme_indices(true).map(|(start, cluster)| (start..start + cluster.len(), cluster));
    if !text.contains(is_dropped) {
        return Box::new(all.map(|(source, cluster)| (source, Cow::Borrowed(cluster))));
    }
    let mut kept: Vec<(Range<usize>, Cow<'_, str>)> = Vec::new();
    for (source, cluster) in all {
        let cluster: String = cluster.chars().filter(|c| !is_dropped(*c)).collect();
        match kept.last_mut() {
            _ if cluster.is_empty() => {}
            Some((before, last)) if belongs(last, &cluster) => {
                before.end = source.end;
                last.to_mut().push_str(&cluster);
            }
            _ => kept.push((source, Cow::Owned(cluster))),
        }
    }
    Box::new(kept.into_iter())
}

/// Appends a folded piece and returns the offset at which the rest of it begins. Its beginning may combine with the end of the text, now
/// that both are folded (ㄷ and ￂ are 다).
fn append(text: &mut String, piece: &str) -> usize {
    let mut rest = piece.chars();
    while let Some(c) = rest.clone().next()
        && let Some(joined) = text.chars().next_back().and_then(|last| joined(last, c))
    {
        text.pop();
        text.push(joined);
        rest.next();
    }
    let begun = text.len();
    text.push_str(rest.as_str());
    begun
}

/// Returns the one character that two compose to, if they do.
fn joined(last: char, c: char) -> Option<char> {
    // Most characters compose with nothing, so they are not looked up.
    let may = matches!(c, '\u{300}'..'\u{3000}' | '\u{3099}' | '\u{309a}' | '\u{10000}'..);
    if may { compose(last, c) } else { None }
}

/// Returns true if two clusters are one when nothing is between them.
fn belongs(last: &str, next: &str) -> bool {
    let both = format!("{last}{next}");
    GraphemeCursor::new(last.len(), both.len(), true).is_boundary(&both, 0) == Ok(false)
}

/// Returns true for control and invisible characters.
fn is_dropped(c: char) -> bool {
    match c {
        '\n' | '\t' | '\r' => false,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{61c}' => true,
        '\u{fe00}'..='\u{fe0f}' => true,
        c => c.is_control(),
    }
}

fn fold_cluster(cluster: &str) -> String {
    // A text is taken apart because of a few of its characters; most need no folding.
    if is_folded(cluster) {
        return cluster.to_owned();
    }
    let mut text = cluster.to_owned();
    // Lower case of a compatibility form, or composition after it, can need a second round; three have always been enough.
    for _ in 0..4 {
        let next: String = text.nfkc().flat_map(char::to_lowercase).nfkc().filter_map(unify).collect();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

fn unify(c: char) -> Option<char> {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '﹣' => Some('-'),
        '〜' | '～' | '∼' | '˜' => Some('~'),
        '\n' | '\t' | '\r' => Some(' '),
        c if is_dropped(c) => None,
        c => Some(whole(c)),
    }
}

/// Returns the character that a radical represents: PDFs contain radicals if their fonts draw both alike. NFKC handles the Kangxi radicals;
/// these are from the supplement, as far as they are characters of Japanese (Unicode's EquivalentUnifiedIdeograph).
fn whole(c: char) -> char {
    match c {
        '⺄' => '乙',
        '⺈' => '刀',
        '⺊' => '卜',
        '⺌' | '⺍' => '小',
        '⺒' => '巳',
        '⺜' => '日',
        '⺝' => '月',
        '⺠' => '民',
        '⺧' => '牛',
        '⺩' => '王',
        '⺫' => '目',
        '⺬' => '示',
        '⺶' => '羊',
        '⺼' => '肉',
        '⻁' => '虎',
        '⻄' => '西',
        '⻆' => '角',
        '⻑' => '長',
        '⻗' => '雨',
        '⻘' => '青',
        '⻝' => '食',
        '⻣' => '骨',
        '⻤' => '鬼',
        '⻨' => '麦',
        '⻩' => '黄',
        '⻫' => '斉',
        '⻭' => '歯',
        '⻯' => '竜',
        '⻲' => '亀',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn radicals_are_the_characters_that_they_are_drawn_as() {
        assert_eq!(fold("⻑期の観察と⻘年、⺬された⼈と⽅法"), "長期の観察と青年、示された人と方法");
    }

    #[test]
    fn width_case_and_composition_are_folded() {
        for (written, folded) in [
            ("ＫＰＩ", "kpi"),
            ("ｸﾘﾆｶﾙ", "クリニカル"),
            ("ｶﾞﾝ", "ガン"),
            ("か\u{3099}ん", "がん"),
            ("㍿", "株式会社"),
            ("①", "1"),
            ("治験－試験", "治験-試験"),
            ("2025～2029", "2025~2029"),
            ("データ", "データ"),
            ("ア\u{200b}イ", "アイ"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn what_readers_write_either_way_is_loosened_to_one() {
        for ways in [
            &["データ", "デタ", "でーた", "ﾃﾞｰﾀ"][..],
            &["ドラッグ・ラグ", "ドラッグラグ", "どらつぐらぐ"],
            &["ウィルス", "ウイルス"],
            &["コホート", "ｺﾎ-ﾄ", "コホ―ト"],
            &["がん研究10か年戦略", "がん研究１０ヵ年戦略", "ガン研究10カ年戦略", "がん研究10ヶ年戦略"],
            &["BSL4", "ＢＳＬ－４", "bsl-4"],
            &["國立", "国立"],
            &["人々", "人人"],
            &["1,498億円", "１４９８億円", "1，498億円"],
        ] {
            let first = loosen(ways[0]);
            for way in ways {
                assert_eq!(loosen(way), first, "{way}");
            }
        }
        assert_ne!(loosen("car-t"), loosen("cart"), "a hyphen between letters parts two names");
    }

    #[test]
    fn a_loosened_range_leads_back_to_the_original_characters() {
        let text = "次のｺﾎｰﾄ研究";
        let loose = Folded::loose(text);
        let at = loose.text.find("こほと").unwrap_or_default();
        assert_eq!(&text[loose.source_range(at..at + "こほと".len())], "ｺﾎｰﾄ");
    }

    #[test]
    fn a_folded_range_leads_back_to_the_original_characters() {
        let text = "新ｶﾞﾝ薬㍿";
        let folded = Folded::new(text);
        let at = folded.text.find("ガン").unwrap_or_default();
        assert_eq!(&text[folded.source_range(at..at + "ガン".len())], "ｶﾞﾝ");
        let at = folded.text.find("式").unwrap_or_default();
        assert_eq!(&text[folded.source_range(at..at + "式".len())], "㍿");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_map_agrees_with_the_fold_and_stays_on_characters(text in "[ -~ぁ-んァ-ヶ一-龠ｱ-ﾟ㌀-㍿①-⑳\u{3099}]{0,30}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(&folded.text, &fold(&text));
            for folded in [folded, Folded::loose(&text)] {
                for (at, c) in folded.text.char_indices() {
                    let range = folded.source_range(at..at + c.len_utf8());
                    prop_assert!(text.get(range.clone()).is_some_and(|piece| !piece.is_empty()), "{:?}", range);
                }
            }
        }
    }
}
