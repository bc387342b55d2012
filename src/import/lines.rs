//! Classification of a line by its looks alone: a heading in one of the usual forms of official documents (`１．`, `1.1`, `(1)`, `①`, `〇`,
//! `（がん）`, `#`), or the name of a programme.

/// Longest heading, in characters; anything longer is a sentence.
const LONGEST_HEADING: usize = 60;
/// Longest name of a programme, in characters.
const LONGEST_NAME: usize = 70;

/// Returns the level, the number and the title of a line that is a heading.
pub(super) fn heading(text: &str) -> Option<(u8, &str, &str)> {
    heading_form(text.trim()).filter(|(.., title)| is_title(title))
}

/// Does the same as [`heading`], however long the title is.
pub(super) fn heading_form(text: &str) -> Option<(u8, &str, &str)> {
    if let Some(rest) = text.strip_prefix('#') {
        let more = rest.chars().take_while(|c| *c == '#').count();
        let title = rest.trim_start_matches('#').trim();
        return (!title.is_empty() && more < 6).then(|| (u8::try_from(more + 1).unwrap_or(6), "", title));
    }
    if let Some((mark, title)) = division(text) {
        return Some((1, mark, if title.is_empty() { mark } else { title }));
    }
    if let Some((mark, title, "")) = article(text) {
        return Some((2, mark, title));
    }
    let first = text.chars().next()?;
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if is_digit(first) {
        let end = text.find(|c: char| !is_digit(c) && !matches!(c, '.' | '．')).unwrap_or(text.len());
        let number = &text[..end];
        let title = text[end..].trim();
        let points = number.matches(['.', '．']).count();
        // `1) シーズの企業導出数`: if it is short and has no value, it is a heading for what follows.
        if points == 0 && title.starts_with([')', '）']) && number.chars().count() <= 2 {
            let title = title[title.chars().next().map_or(1, char::len_utf8)..].trim();
            let short = (3..=30).contains(&title.chars().count()) && !title.contains(['。', '：', ':', '※']) && !title.contains(is_digit);
            return short.then_some((6, &text[..end], title));
        }
        // `3.2億円` and `2025年` are not headings; `1)` is an item.
        let unit = !number.ends_with(['.', '．'])
            && ["億円", "年", "件", "月", "日", "%", "％", ")", "）", "～", "、", "-"].iter().any(|unit| title.starts_with(unit));
        if points == 0 || title.is_empty() || unit || number.chars().filter(|c| is_digit(*c)).count() > 4 {
            return None;
        }
        let nested = number.trim_end_matches(['.', '．']).contains(['.', '．']);
        return Some((if nested { 2 } else { 1 }, number, title));
    }
    if matches!(first, '(' | '（') {
        let end = text.find([')', '）'])?;
        let inner = &text[first.len_utf8()..end];
        let after = &text[end + text[end..].chars().next().map_or(1, char::len_utf8)..];
        if !inner.is_empty() && inner.chars().all(is_digit) && !after.trim().is_empty() {
            return Some((3, &text[..text.len() - after.len()], after.trim()));
        }
        // （がん） alone on its line.
        let alone = after.trim().is_empty() && (2..=14).contains(&inner.chars().count());
        // （19.8億円） and （R5.4～予定） are remarks.
        let remark = inner.contains(['◎', '、', ',', '～', '※', '円']) || inner.starts_with(|c: char| c.is_ascii_alphanumeric());
        return (alone && !remark).then_some((6, "", inner));
    }
    if ('①'..='⑳').contains(&first) {
        let title = text[first.len_utf8()..].trim();
        return (!title.is_empty()).then(|| (4, &text[..first.len_utf8()], title));
    }
    for (open, close, level) in [('【', '】', 5), ('＜', '＞', 6), ('<', '>', 6)] {
        let Some((inner, after)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) else { continue };
        // A footnote's number may follow it.
        let alone = after.trim().chars().all(is_digit) && (2..=30).contains(&inner.chars().count());
        return alone.then_some((level, "", inner.trim()));
    }
    if first == '■' {
        let title = text[first.len_utf8()..].trim();
        return (!title.is_empty() && title.chars().count() <= 20 && !title.contains(['、', '■', '。'])).then_some((5, "", title));
    }
    if matches!(first, '〇' | '○') {
        let title = text[first.len_utf8()..].trim();
        return (!title.is_empty()).then_some((5, "", title));
    }
    None
}

/// Returns true for a digit of any width or a Chinese numeral.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇一二三四五六七八九十百".contains(c)
}

/// Returns the mark and the title of a line that opens a division of a law, a plan or a report: `第１章 …`, `第１節 …`, `Ⅰ …`, `別紙１ …`,
/// `附則`.
pub(super) fn division(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let numbered = |text: &str, end: fn(char) -> bool| {
        let digits = text.find(|c| !is_numeral(c)).filter(|at| *at > 0)?;
        let last = text[digits..].chars().next().filter(|c| end(*c))?;
        Some(digits + last.len_utf8())
    };
    let len = if let Some(rest) = text.strip_prefix('第') {
        '第'.len_utf8() + numbered(rest, |c| matches!(c, '編' | '部' | '章' | '節' | '款' | '条'))?
    } else if text.starts_with(|c| ('Ⅰ'..='Ⅻ').contains(&c)) {
        text.chars().next().map_or(0, char::len_utf8)
    } else {
        let annex = ["別紙", "別表", "別添", "附則", "付則", "附　則", "附 則"].into_iter().find(|annex| text.starts_with(annex))?;
        annex.len() + text[annex.len()..].find(|c| !is_numeral(c)).unwrap_or(text.len() - annex.len())
    };
    let (mark, rest) = text.split_at(len);
    // `別紙１のとおり`, `第３条に定める` and `Ⅱ期` run on without a break.
    let parted = rest.is_empty() || rest.starts_with([' ', '　', '．', '.', '：', ':']);
    let title = rest.trim_start_matches([' ', '　', '．', '.', '：', ':']).trim();
    let alone = title.is_empty() && mark.starts_with(['附', '付', '別']);
    (parted && (alone || (!title.is_empty() && is_title(title) && !title.contains('。')))).then_some((mark, title))
}

/// Returns the mark, the title and the text of an article whose title is in brackets before its text: `第３条（責務）　県は、…`.
pub(super) fn article(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim();
    let (mark, rest) = text.split_at(text.find('条').filter(|_| text.starts_with('第'))? + '条'.len_utf8());
    let number = mark.trim_start_matches('第').trim_end_matches('条');
    let (title, body) = rest.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']))?;
    let counted = (1..=4).contains(&number.chars().count()) && number.chars().all(is_numeral);
    // `第３条（…）に定める` cites an article.
    let parted = body.is_empty() || body.starts_with([' ', '　']);
    (counted && parted && !title.is_empty() && is_title(title)).then_some((mark, title, body.trim()))
}

fn is_title(title: &str) -> bool {
    let count = title.chars().count();
    count <= LONGEST_HEADING && !title.ends_with(['。', '、'])
}

/// Returns true if a text can be the name of a programme.
pub(super) fn is_programme(name: &str) -> bool {
    const ENDS: [&str; 10] =
        ["事業", "プログラム", "計画", "プロジェクト", "研究", "ネットワーク", "ジャパン", "イニシアティブ", "NCBN", "cure"];
    let plain = name.trim_end_matches(['）', ')']).trim();
    let before = name.find(['（', '(']).map_or(name, |at| name[..at].trim());
    let count = name.chars().count();
    let ends = |text: &str| ENDS.iter().any(|end| text.ends_with(end));
    (4..=LONGEST_NAME).contains(&count) && !name.contains('。') && (ends(plain) || ends(before)) && heading_form(name.trim()).is_none()
}
