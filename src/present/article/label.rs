//! Labels for the facts about a record, in both languages.

use crate::present::words::{Language, Words};

/// Columns that a label takes before its text, so that layout does not depend on the interface's language.
pub const LABEL_COLUMNS: usize = 10;

/// Defines the labels from a list.
macro_rules! labels {
    ($($name:ident: $japanese:literal, $english:literal;)+) => {
        /// Label of a block: the subject of its text.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::VariantArray)]
        pub enum Label {
            $(#[doc = $english] $name,)+
        }

        impl Words {
            /// Returns the word for a label; narrower than [`LABEL_COLUMNS`] if it comes before a text.
            pub fn label(self, label: Label) -> &'static str {
                match (label, self.0) {
                    $((Label::$name, Language::Japanese) => $japanese, (Label::$name, Language::English) => $english,)+
                }
            }
        }
    };
}

labels! {
    Aliases: "別名", "aliases";
    Amount: "金額", "amount";
    Areas: "疾患領域", "areas";
    AsOf: "時点", "as of";
    Budget: "予算", "budget";
    Category: "区分", "category";
    Code: "略称", "code";
    CorporateNumber: "法人番号", "number";
    Deadline: "期間", "term";
    Definition: "定義", "meaning";
    Document: "文書", "document";
    Effect: "その後", "since then";
    Entries: "各文書の記載", "in the documents";
    Evaluation: "所見", "finding";
    Expansion: "綴り", "long form";
    Group: "区分", "group";
    Id: "ID", "id";
    Latest: "最新値", "latest";
    Lineage: "系譜", "lineage";
    Members: "内訳", "members";
    Ministries: "府省", "ministry";
    Narrower: "含む語", "narrower";
    Note: "注", "note";
    Office: "所管", "office";
    Original: "原文", "original";
    Owner: "担当", "owner";
    Period: "期間", "period";
    Place: "出どころ", "source";
    Points: "項目", "points";
    Reason: "根拠", "reason";
    Receipts: "受け取った額", "receipts";
    Review: "レビューシート", "review sheet";
    Role: "役割", "role";
    Status: "状態", "status";
    Summary: "要旨", "summary";
    Target: "目標", "target";
    Text: "原表記", "printed";
    Themes: "重点テーマ", "themes";
    Total: "計", "total";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    #[test]
    fn labels_fit_their_column_in_both_languages() {
        for language in [Language::Japanese, Language::English] {
            for label in [
                Label::Aliases,
                Label::Category,
                Label::Deadline,
                Label::Expansion,
                Label::Ministries,
                Label::Place,
                Label::Text,
                Label::Areas,
            ] {
                let word = Words(language).label(label);
                assert!(width(word) < LABEL_COLUMNS, "{word}");
            }
        }
    }
}
