//! Words for records: their kinds, relations, categories, and the labels of facts about them.

use super::{Words, say};
use crate::model::{Against, AmountState, Attainment, Axis, Basis, Category, Channel, Kind, LineageSubject, Named, Passage, Relation};
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

    pub fn line(self, line: LineageSubject) -> &'static str {
        match line {
            LineageSubject::Projects => say!(self, "プロジェクト", "projects"),
            LineageSubject::Bodies => say!(self, "会議体", "councils"),
        }
    }

    /// Returns the name of a period: 第2期.
    pub fn period(self, period: u8) -> String {
        say!(self, format!("第{period}期"), format!("period {period}"))
    }

    /// Returns the channel of money, in Japanese as it is printed.
    pub fn channel(self, channel: Channel) -> &'static str {
        match channel {
            Channel::Amed => say!(self, "AMED対象経費", "through AMED"),
            Channel::InHouse => say!(self, "インハウス研究機関経費", "in-house institutes"),
        }
    }

    pub fn passage(self, passage: Passage) -> &'static str {
        say!(self, passage.printed(), passage.name())
    }

    /// Returns the state of an amount that an import read.
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

    /// Returns the words shown in place of a fact that the source does not give.
    pub fn missing(self, label: Label) -> &'static str {
        if label == Label::Target { self.no_target() } else { self.not_reported() }
    }

    /// Returns the words for a target that the source does not set, which is different from a value that is not reported.
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

    /// Returns the words for an indicator's attainment.
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::article::BADGE_COLUMNS;
    use crate::present::words::Language;
    use crate::text::width::width;

    #[test]
    fn badges_fit_what_is_kept_for_them_in_both_languages() {
        for words in [Language::Japanese, Language::English].map(Words) {
            let badges = [words.stated(), words.inferred()].map(|word| width(&format!(" [{word}]")));
            assert!(badges.iter().zip(BADGE_COLUMNS).all(|(badge, kept)| *badge <= kept), "{badges:?}");
        }
    }
}
