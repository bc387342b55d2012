//! Names of companies and other corporations without the words for their kind: 株式会社, 国立大学法人, （株）.

use super::fold::loosen;

/// Kinds of corporations in loosened form, longer ones before those that they contain.
const KINDS: [&str; 34] = [
    "大学共同利用機関法人",
    "国立研究開発法人",
    "地方独立行政法人",
    "特定非営利活動法人",
    "国立大学法人",
    "公立大学法人",
    "独立行政法人",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "社会福祉法人",
    "社会医療法人",
    "医療法人社団",
    "医療法人財団",
    "認可法人",
    "学校法人",
    "医療法人",
    "宗教法人",
    "社団法人",
    "財団法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "npo法人",
    "(国研)",
    "(一社)",
    "(公社)",
    "(一財)",
    "(公財)",
    "(株)",
    "(有)",
];

/// Returns a corporation's name for comparison, without its kind: 国立大学法人東京大学 and 東京大学 are the same.
///
/// # Examples
///
/// ```
/// use shirube::text::company::bare;
///
/// assert_eq!(bare("株式会社三菱総合研究所"), bare("三菱総合研究所"));
/// ```
pub fn bare(name: &str) -> String {
    let mut rest: String = loosen(name).split_whitespace().collect();
    loop {
        let cut = KINDS.iter().find_map(|kind| rest.strip_prefix(kind).or_else(|| rest.strip_suffix(kind)).map(str::to_owned));
        match cut {
            Some(shorter) if shorter.chars().any(char::is_alphanumeric) => rest = shorter,
            _ => break,
        }
    }
    rest.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_corporation_is_no_part_of_its_name() {
        for (name, is) in [
            ("国立大学法人東京大学", "東京大学"),
            ("日本電気株式会社", "日本電気"),
            ("（株）ＩＡＣＥトラベル", "iaceトラベル"),
            ("㈱バリュース", "バリュース"),
            ("国立研究開発法人 日本医療研究開発機構", "日本医療研究開発機構"),
            ("株式会社", "株式会社"),
        ] {
            assert_eq!(bare(name), bare(is), "{name}");
        }
        assert_ne!(bare("株式会社東京"), bare("東京大学"));
    }
}
