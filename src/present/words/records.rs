//! Words for records: their kinds, relations, categories, and the labels of what is said of them.

use super::{Words, say};
use crate::model::{Against, AmountState, Attainment, Axis, Basis, Category, Channel, Kind, Line, Named, Passage, Relation};
use crate::present::article::Label;

impl Words {
    pub fn app(self) -> &'static str {
        say!(self, "しるべ", "Shirube")
    }

    pub fn axis(self, axis: Axis) -> &'static str {
        match axis {
            Axis::Project => say!(self, "プロジェクト別", "by project"),
            Axis::Programme => say!(self, "事業別", "by programme"),
            Axis::Ministry => say!(self, "府省別", "by ministry"),
        }
    }

    pub fn against(self, against: Against) -> &'static str {
        match against {
            Against::Ministries => say!(self, "プロジェクト × 府省", "projects × ministries"),
            Against::Areas => say!(self, "プロジェクト × 疾患領域", "projects × disease areas"),
        }
    }

    pub fn line(self, line: Line) -> &'static str {
        match line {
            Line::Projects => say!(self, "プロジェクト", "projects"),
            Line::Bodies => say!(self, "会議体", "councils"),
        }
    }

    /// 第2期.
    pub fn period(self, period: u8) -> String {
        say!(self, format!("第{period}期"), format!("period {period}"))
    }

    /// The way money goes, as it is printed.
    pub fn channel(self, channel: Channel) -> &'static str {
        match channel {
            Channel::Amed => say!(self, "AMED対象経費", "through AMED"),
            Channel::InHouse => say!(self, "インハウス研究機関経費", "in-house institutes"),
        }
    }

    pub fn passage(self, passage: Passage) -> &'static str {
        say!(self, passage.printed(), passage.name())
    }

    /// What became of a sum that an import read.
    pub fn amount_state(self, state: AmountState) -> &'static str {
        match state {
            AmountState::Taken => say!(self, "読み取り", "read"),
            AmountState::Doubt => say!(self, "疑問点", "doubt"),
            AmountState::Accepted => say!(self, "確かめた", "accepted"),
            AmountState::Corrected => say!(self, "直した", "corrected"),
            AmountState::Gone => say!(self, "今はない", "gone"),
        }
    }

    pub fn not_reported(self) -> &'static str {
        say!(self, "報告なし", "not reported")
    }

    /// What stands in place of a fact that the source does not give.
    pub fn missing(self, label: Label) -> &'static str {
        if label == Label::Target { self.no_target() } else { self.not_reported() }
    }

    /// A target that the source does not set is no missing report.
    pub fn no_target(self) -> &'static str {
        say!(self, "目標値なし", "no target")
    }

    pub fn stated(self) -> &'static str {
        say!(self, "明記", "stated")
    }

    pub fn inferred(self) -> &'static str {
        say!(self, "推定", "inferred")
    }

    pub fn basis(self, basis: Basis) -> &'static str {
        match basis {
            Basis::Stated => self.stated(),
            Basis::Inferred => self.inferred(),
        }
    }

    /// How an indicator stands to its target.
    pub fn attainment(self, attainment: Attainment) -> &'static str {
        match attainment {
            Attainment::Reached => say!(self, "達成", "reached"),
            Attainment::NotReached => say!(self, "未達", "not reached yet"),
            Attainment::NotComparable => say!(self, "目標と比べられない", "not comparable with a target"),
            Attainment::NotReported => self.not_reported(),
        }
    }

    pub fn kind(self, kind: Kind) -> &'static str {
        let [japanese, english] = kind.labels();
        say!(self, japanese, english)
    }

    pub fn category(self, category: Category) -> &'static str {
        match category {
            Category::StrategicGoal => say!(self, "戦略目標", "strategic goal"),
            Category::Outcome => say!(self, "アウトカム指標", "outcome"),
            Category::Output => say!(self, "アウトプット指標", "output"),
            Category::Monitoring => say!(self, "モニタリング指標", "monitoring"),
            Category::ProjectMonitoring => say!(self, "プロジェクト別モニタリング", "project monitoring"),
            Category::Target => say!(self, "達成目標", "project target"),
            Category::Result => say!(self, "実績", "result"),
            Category::LogicModel => say!(self, "ロジックモデル", "logic model"),
            Category::Activity => say!(self, "アクティビティ", "activity"),
        }
    }

    pub fn relation(self, relation: Relation) -> &'static str {
        match relation {
            Relation::Owner => say!(self, "担当", "owner"),
            Relation::Owns => say!(self, "担当する指標", "owns"),
            Relation::LedBy => say!(self, "◎ 取りまとめ", "◎ led by"),
            Relation::Leads => say!(self, "◎ 取りまとめるもの", "◎ leads"),
            Relation::Participant => say!(self, "○ 参画", "○ participants"),
            Relation::TakesPart => say!(self, "○ 参画するもの", "○ takes part in"),
            Relation::FundedBy => say!(self, "予算", "funded by"),
            Relation::Funds => say!(self, "予算を出すもの", "funds"),
            Relation::Office => say!(self, "事務局・担当", "office"),
            Relation::OfficeOf => say!(self, "事務局・担当となるもの", "office of"),
            Relation::Covers => say!(self, "疾患領域", "covers"),
            Relation::CoveredBy => say!(self, "この領域を扱うもの", "covered by"),
            Relation::ReviewedAs => say!(self, "レビューシート", "reviewed as"),
            Relation::Reviews => say!(self, "文書の事業・プロジェクト", "reviews"),
            Relation::SetBy => say!(self, "定める計画", "set by"),
            Relation::Sets => say!(self, "定める事業・指標", "sets"),
            Relation::LeadsTo => say!(self, "次の段", "leads to"),
            Relation::FollowsFrom => say!(self, "前の段", "follows from"),
            Relation::Related => say!(self, "関連事業", "related"),
            Relation::Pays => say!(self, "支出先", "pays"),
            Relation::PaidBy => say!(self, "支出元の事業", "paid by"),
            Relation::Follows => say!(self, "前の期", "follows"),
            Relation::FollowedBy => say!(self, "次の期", "followed by"),
            Relation::PartOf => say!(self, "上位", "part of"),
            Relation::Contains => say!(self, "下位", "contains"),
            Relation::DefinedIn => say!(self, "記載箇所", "defined in"),
            Relation::Defines => say!(self, "ここで定めるもの", "defines"),
            Relation::Mentions => say!(self, "言及するもの", "mentions"),
            Relation::MentionedBy => say!(self, "言及されるところ", "mentioned by"),
        }
    }

    /// At most ten columns less one, so that it fits its column.
    pub fn label(self, label: Label) -> &'static str {
        match label {
            Label::Aliases => say!(self, "別名", "aliases"),
            Label::Amount => say!(self, "金額", "amount"),
            Label::Areas => say!(self, "疾患領域", "areas"),
            Label::AsOf => say!(self, "時点", "as of"),
            Label::Budget => say!(self, "予算", "budget"),
            Label::Category => say!(self, "区分", "category"),
            Label::Code => say!(self, "略称", "code"),
            Label::CorporateNumber => say!(self, "法人番号", "number"),
            Label::Deadline => say!(self, "期間", "term"),
            Label::Definition => say!(self, "定義", "meaning"),
            Label::Document => say!(self, "文書", "document"),
            Label::Effect => say!(self, "その後", "since then"),
            Label::Evaluation => say!(self, "所見", "finding"),
            Label::Entries => say!(self, "各文書の記載", "in the documents"),
            Label::Expansion => say!(self, "綴り", "long form"),
            Label::Group => say!(self, "区分", "group"),
            Label::Id => say!(self, "ID", "id"),
            Label::Latest => say!(self, "最新値", "latest"),
            Label::Lineage => say!(self, "系譜", "lineage"),
            Label::Members => say!(self, "内訳", "members"),
            Label::Ministries => say!(self, "府省", "ministry"),
            Label::Narrower => say!(self, "含む語", "narrower"),
            Label::Note => say!(self, "注", "note"),
            Label::Original => say!(self, "原文", "original"),
            Label::Office => say!(self, "所管", "office"),
            Label::Owner => say!(self, "担当", "owner"),
            Label::Period => say!(self, "期間", "period"),
            Label::Place => say!(self, "出どころ", "source"),
            Label::Points => say!(self, "項目", "points"),
            Label::Reason => say!(self, "根拠", "reason"),
            Label::Receipts => say!(self, "受け取った額", "receipts"),
            Label::Review => say!(self, "レビューシート", "review sheet"),
            Label::Role => say!(self, "役割", "role"),
            Label::Status => say!(self, "状態", "status"),
            Label::Summary => say!(self, "要旨", "summary"),
            Label::Target => say!(self, "目標", "target"),
            Label::Text => say!(self, "原表記", "printed"),
            Label::Themes => say!(self, "重点テーマ", "themes"),
            Label::Total => say!(self, "計", "total"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::article::{BADGE_COLUMNS, LABEL_COLUMNS};
    use crate::present::words::Language;
    use crate::text::width::width;

    #[test]
    fn badges_fit_what_is_kept_for_them_in_both_languages() {
        for words in [Language::Japanese, Language::English].map(Words) {
            let badges = [words.stated(), words.inferred()].map(|word| width(&format!(" [{word}]")));
            assert!(badges.iter().zip(BADGE_COLUMNS).all(|(badge, kept)| *badge <= kept), "{badges:?}");
        }
    }

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
