//! Every word of the interface, in both its languages. The documents' own words stay Japanese.

use super::article::Label;
use super::{Attainment, FacetGroup, Group, IndexState, Language, Name, Notice, Order, Screen, Way};
use crate::engine::{By, How, Manner, Reason, Sort, Within};
use crate::model::{Against, AmountState, Axis, Basis, Category, Channel, Kind, Line, Named, Passage, Relation};
use crate::query::{Complaint, Field};

/// The words in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Language);

/// Chooses by language.
macro_rules! say {
    ($words:expr, $japanese:expr, $english:expr) => {
        match $words.0 {
            Language::Japanese => $japanese,
            Language::English => $english,
        }
    };
}

/// What takes its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// The index is being built.
    Index,
    /// The dictionary is being compiled.
    Dictionary,
    /// Documents are being taken in.
    Import,
    /// Documents are being read, and not taken in.
    Read,
}

impl Words {
    /// What stands before a bar.
    pub fn working(self, work: Work) -> &'static str {
        match work {
            Work::Index => say!(self, "索引を作成中", "building the index"),
            Work::Dictionary => say!(self, "辞書を作成中", "compiling the dictionary"),
            Work::Import => say!(self, "取り込み中", "taking in"),
            Work::Read => say!(self, "読み取り中", "reading"),
        }
    }

    pub fn app(self) -> &'static str {
        say!(self, "しるべ", "Shirube")
    }

    pub fn screen(self, screen: Screen) -> &'static str {
        match screen {
            Screen::Browse => say!(self, "閲覧", "Browse"),
            Screen::Search => say!(self, "検索", "Search"),
            Screen::Indicators => self.indicators(),
            Screen::Budgets => self.budgets(),
            Screen::Matrix => self.matrix(),
            Screen::Lineage => self.lineage(),
        }
    }

    pub fn indicators(self) -> &'static str {
        say!(self, "指標", "Indicators")
    }

    pub fn budgets(self) -> &'static str {
        say!(self, "予算", "Budget")
    }

    pub fn matrix(self) -> &'static str {
        say!(self, "対応表", "Matrix")
    }

    pub fn lineage(self) -> &'static str {
        say!(self, "系譜", "Lineage")
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

    pub fn former(self) -> &'static str {
        say!(self, "前の期", "before")
    }

    pub fn later(self) -> &'static str {
        say!(self, "次の期", "after")
    }

    pub fn ministries(self) -> &'static str {
        say!(self, "府省", "ministries")
    }

    pub fn themes(self) -> &'static str {
        say!(self, "重点テーマ", "themes")
    }

    pub fn money(self) -> &'static str {
        say!(self, "予算", "money")
    }

    /// Nothing has come or gone.
    pub fn unchanged(self) -> &'static str {
        say!(self, "同じ", "the same")
    }

    /// Ministries that the later project has and the former has not.
    pub fn come(self, codes: &str) -> String {
        say!(self, format!("{codes} が加わる"), format!("{codes} joins"))
    }

    /// Ministries that the former project had and the later has not.
    pub fn gone(self, codes: &str) -> String {
        say!(self, format!("{codes} が抜ける"), format!("{codes} leaves"))
    }

    /// Says of an amount that it is the sum of both ways, as printed.
    pub fn sum_of_both(self, amount: &str) -> String {
        say!(self, format!("（計 {amount}）"), format!(" (sum {amount})"))
    }

    pub fn place(self) -> &'static str {
        say!(self, "出どころ", "source")
    }

    /// The sum that the documents print.
    pub fn printed_sum(self) -> &'static str {
        say!(self, "計（印刷された額）", "sum as printed")
    }

    /// The same where space is short.
    pub fn sum(self) -> &'static str {
        say!(self, "計", "sum")
    }

    /// What is behind a cell.
    pub fn behind(self) -> &'static str {
        say!(self, "結び付ける記録", "what ties them")
    }

    pub fn nothing_behind(self) -> &'static str {
        say!(self, "結び付けるものはありません", "nothing ties them")
    }

    /// The amount is held in another's.
    pub fn within(self) -> &'static str {
        say!(self, "内数", "within")
    }

    /// The amounts by order only.
    pub fn unsure(self) -> &'static str {
        say!(self, "不確か：並び順だけによる割り当て", "unsure: by order only")
    }

    /// The sum is a part of what there is.
    pub fn partial(self) -> &'static str {
        say!(
            self,
            "全額とは限らない（額のない記載か、資料にないプロジェクトがある）",
            "perhaps not all (parts without an amount, or projects not set out)"
        )
    }

    /// The menu of sums that imports read.
    pub fn amounts(self) -> &'static str {
        say!(
            self,
            "取り込んだ額：Enter 確かめた・取り消す／額を打って Enter 直す",
            "imported amounts: Enter accepts or takes back; type an amount to correct"
        )
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

    /// An amount in the figure is not quite sure.
    pub fn doubtful(self) -> &'static str {
        say!(self, "確かでない額を含む", "holds an amount that is not quite sure")
    }

    pub fn again(self) -> &'static str {
        say!(self, "再掲のみ", "printed again only")
    }

    /// What two years' figures count is not the same.
    pub fn not_comparable(self) -> &'static str {
        say!(self, "前の年度と比べられない", "not comparable with the year before")
    }

    /// What the signs of the table of money mean.
    pub fn money_signs(self) -> &'static str {
        say!(
            self,
            "+ ほかにもありうる  ? 確かでない額を含む  ( ) 不確か  * 印つき（一部再掲など、右に）  ≠ 前の年度と比べられない",
            "+ perhaps more  ? not quite sure  ( ) unsure  * marked (beside)  ≠ not comparable with the year before"
        )
    }

    /// The reader may not compare figures of different stages.
    pub fn trend(self) -> &'static str {
        say!(self, "推移（段階ごと）", "trend, stage by stage")
    }

    /// What the signs of the matrix mean.
    pub fn signs(self) -> &'static str {
        say!(
            self,
            "◎ 取りまとめ  ○ 参画  ・ 事業・節・指標にだけ現れる",
            "◎ leads  ○ takes part  ・ only at a programme, section or indicator"
        )
    }

    pub fn contents(self) -> &'static str {
        say!(self, "目次", "Contents")
    }

    pub fn reader(self) -> &'static str {
        say!(self, "要旨", "Digest")
    }

    pub fn links(self) -> &'static str {
        say!(self, "つながり", "Links")
    }

    pub fn preview(self) -> &'static str {
        say!(self, "下見", "Preview")
    }

    pub fn nothing_fits(self) -> &'static str {
        say!(self, "当てはまるものがありません", "nothing fits")
    }

    pub fn bookmarks(self) -> &'static str {
        say!(self, "しおり", "Bookmarks")
    }

    pub fn note_of_bookmark(self) -> &'static str {
        say!(self, "しおりの覚え書き（Enter で残す）", "Note of the bookmark (Enter keeps it)")
    }

    pub fn peek(self) -> &'static str {
        say!(self, "のぞき見（Enter で開く）", "A look (Enter opens it)")
    }

    pub fn visited(self) -> &'static str {
        say!(self, "見た記録（新しい順）", "Records visited, newest first")
    }

    /// The explanations of what a text names.
    pub fn terms(self) -> &'static str {
        say!(self, "ここに出る語（Esc で閉じる）", "What the terms here mean (Esc closes)")
    }

    pub fn palette(self) -> &'static str {
        say!(self, "動作と記録", "Actions and records")
    }

    pub fn help(self) -> &'static str {
        say!(self, "キーの一覧", "Keys")
    }

    pub fn no_links(self) -> &'static str {
        say!(self, "つながりはありません", "no links")
    }

    pub fn all(self) -> &'static str {
        say!(self, "すべて", "all")
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

    pub fn whole_plan(self) -> &'static str {
        say!(self, "計画全体", "whole plan")
    }

    pub fn nothing_typed(self) -> &'static str {
        say!(self, "漢字・かな・英数字で入力。空白で区切るとすべてを含むもの", "type a query; terms parted by spaces are all wanted")
    }

    pub fn nothing_found(self) -> &'static str {
        say!(self, "見つかりません", "nothing found")
    }

    pub fn sort(self, sort: Sort) -> &'static str {
        match sort {
            Sort::Relevance => say!(self, "合う順", "by relevance"),
            Sort::Document => say!(self, "掲載順", "as printed"),
            Sort::Amount => say!(self, "金額順", "by amount"),
        }
    }

    pub fn grouped(self) -> &'static str {
        say!(self, "種別ごと", "by kind")
    }

    pub fn facets(self) -> &'static str {
        say!(self, "絞り込み", "Facets")
    }

    pub fn facet_group(self, group: FacetGroup) -> &'static str {
        match group {
            FacetGroup::Kind => say!(self, "種別", "kind"),
            FacetGroup::Document => say!(self, "文書", "document"),
            FacetGroup::Ministry => say!(self, "府省", "ministry"),
            FacetGroup::Area => say!(self, "疾患領域", "disease area"),
            FacetGroup::Synonym => say!(self, "同義語", "synonyms"),
            FacetGroup::Related => say!(self, "近い語", "near words"),
        }
    }

    /// What readings were taken for.
    pub fn meanings(self) -> &'static str {
        say!(self, "読み", "readings")
    }

    pub fn why(self) -> &'static str {
        say!(self, "なぜ当たったか", "Why it matched")
    }

    pub fn did_you_mean(self) -> &'static str {
        say!(self, "もしかして", "did you mean")
    }

    pub fn without(self, left_out: &str, count: usize) -> String {
        say!(self, format!("{left_out} を外すと {count}件"), format!("{count} without {left_out}"))
    }

    /// How a term matched and where.
    pub fn reason(self, reason: &Reason) -> String {
        let field = match reason.field {
            Within::Title => say!(self, "表題", "title"),
            Within::Text => say!(self, "本文", "text"),
            Within::TitleOrText => say!(self, "表題・本文", "title or text"),
            Within::Name => say!(self, "名称", "name"),
            Within::Record => say!(self, "記録", "record"),
        };
        let way = say!(self, japanese_way(&reason.way), reason.way.to_string());
        let by = match reason.by {
            By::Words => say!(self, "語", "words"),
            By::Pairs => say!(self, "二文字", "pairs"),
            By::Beginning => say!(self, "始まり", "beginning"),
            By::Whole => say!(self, "全体", "whole"),
            By::Condition => say!(self, "条件", "condition"),
            By::WordsOrPairs => say!(self, "語か二文字", "words or pairs"),
        };
        format!("{:>5.1}  {}：{way}・{field}・{by}（×{:.2}）", reason.score, reason.term, reason.weight)
    }

    pub fn complaint(self, complaint: &Complaint) -> String {
        if self.0 == Language::English {
            return complaint.to_string();
        }
        match complaint {
            Complaint::OpenQuote(at) => format!("{at}文字目：引用符が閉じていません（ないものとして探します）"),
            Complaint::OpenParenthesis(at) => format!("{at}文字目：括弧が閉じていません（末尾で閉じたものとして探します）"),
            Complaint::StrayParenthesis(at) => format!("{at}文字目：閉じ括弧に相手がありません（除いて探します）"),
            Complaint::TooDeep(at) => format!("{at}文字目：括弧が深すぎます（ないものとして探します）"),
            Complaint::UnknownField { at, name } => {
                let names: Vec<&str> = Field::all().iter().map(|field| field.japanese()).collect();
                format!("{at}文字目：「{name}:」という項目はありません（{}）。語として探します", names.join("・"))
            }
            Complaint::UnknownValue { at, field, value, known } => {
                format!("{at}文字目：{}: に「{value}」はありません（{}）。除いて探します", field.name(), known.join("・"))
            }
            Complaint::NoValue { at, field } => format!("{at}文字目：{}: に値がありません", field.name()),
            Complaint::TooLong => "長すぎるので、はじめの部分だけを探します".to_owned(),
            Complaint::TooMany => "語が多すぎるので、はじめの部分だけを探します".to_owned(),
        }
    }

    pub fn any_term(self) -> &'static str {
        say!(self, "すべてを含む記録はないため、いずれかを含むもの", "no record has all terms; these have some")
    }

    pub fn synonyms(self) -> &'static str {
        say!(self, "同義語", "also")
    }

    pub fn no_dictionary(self) -> &'static str {
        say!(self, "辞書なし：二文字の連なりで検索", "no dictionary: searching by character pairs")
    }

    pub fn hits(self, total: usize) -> String {
        say!(self, format!("{total}件"), format!("{total} hits"))
    }

    pub fn basis(self, basis: Basis) -> &'static str {
        match basis {
            Basis::Stated => self.stated(),
            Basis::Inferred => self.inferred(),
        }
    }

    pub fn order(self, order: Order) -> &'static str {
        match order {
            Order::Document => say!(self, "掲載順", "as printed"),
            Order::Deadline => say!(self, "期限順", "by deadline"),
            Order::Owner => say!(self, "担当順", "by owner"),
            Order::Attainment => say!(self, "達成順", "by attainment"),
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

    /// None of the indicators shown has a target.
    pub fn no_targets(self, period: u8) -> String {
        say!(
            self,
            format!("収録した資料に第{period}期の目標値はありません。報告された値です"),
            format!("the documents here set no targets for period {period}; these are values reported")
        )
    }

    /// The columns of the table of indicators: indicator, target, latest, due, owner, basis.
    pub fn columns(self) -> [&'static str; 7] {
        say!(
            self,
            ["指標", "目標", "最新", "達成", "期限", "担当", "根拠"],
            ["Indicator", "Target", "Latest", "Reached", "Due", "Owner", "Basis"]
        )
    }

    pub fn index(self, index: &IndexState) -> String {
        match index {
            IndexState::Opening { share, left } if *share > 0.0 => {
                let percent = (share * 100.0).round();
                let left = left.map_or_else(String::new, |seconds| say!(self, format!("、あと{seconds}秒"), format!(", {seconds} s left")));
                format!("{} {percent}%{left}", self.working(Work::Index))
            }
            IndexState::Opening { .. } => say!(self, "索引を開いています".to_owned(), "opening the index".to_owned()),
            IndexState::Stopped => say!(self, "索引の作成をやめました".to_owned(), "the index was not built".to_owned()),
            IndexState::Ready { words: false, .. } => self.no_dictionary().to_owned(),
            IndexState::Ready { words: true, remark } => remark.clone().unwrap_or_default(),
            IndexState::Failed(why) => say!(self, format!("検索できません：{why}"), format!("no search: {why}")),
        }
    }

    pub fn notice(self, notice: &Notice) -> String {
        match notice {
            Notice::NoSuchLink => say!(self, "この記録にはそのつながりがありません", "this record has no such link").to_owned(),
            Notice::NothingBefore => say!(self, "これより前に見た記録はありません", "no record was visited before this one").to_owned(),
            Notice::NothingAfter => say!(self, "これより後に見た記録はありません", "no record was visited after this one").to_owned(),
            Notice::Copying(lines) => say!(self, format!("{lines}行を写しています"), format!("copying {lines} lines")),
            Notice::Copied(Way::Program(name)) => {
                say!(self, format!("クリップボードへ写しました（{name}）"), format!("copied to the clipboard ({name})"))
            }
            Notice::Copied(Way::Terminal) => say!(
                self,
                "端末のクリップボードへ写しました（OSC 52。端末が許していれば届きます）",
                "copied to the terminal's clipboard (OSC 52, where the terminal allows it)"
            )
            .to_owned(),
            Notice::Copied(Way::Multiplexer(name)) => say!(
                self,
                format!("{name} を通して端末のクリップボードへ写しました（OSC 52）"),
                format!("copied through {name} to the terminal's clipboard (OSC 52)")
            ),
            Notice::MarkWhich => say!(self, "どの文字の印ですか（英数字）", "which mark? (a letter or digit)").to_owned(),
            Notice::MarkSet(letter) => say!(self, format!("印 {letter} を付けました"), format!("mark {letter} is set")),
            Notice::NoSuchMark(letter) => say!(self, format!("印 {letter} はありません"), format!("no mark {letter}")),
            Notice::Mouse(true) => {
                say!(self, "マウスを使います（文字の選択は Shift を押しながら）", "the mouse is on (hold Shift to select text)").to_owned()
            }
            Notice::Mouse(false) => say!(self, "マウスは端末のものです", "the mouse is the terminal's").to_owned(),
            Notice::NoTerms => say!(self, "説明のある語はここにありません", "no term here has an explanation").to_owned(),
            Notice::NoAddress => say!(self, "この文書のアドレスは収録されていません", "no address is known for this document").to_owned(),
            Notice::Opened(address) => say!(self, format!("開きました：{address}"), format!("opened {address}")),
            Notice::NotKept(why) => say!(self, format!("次回のために残せません：{why}"), format!("not kept for the next session: {why}")),
            Notice::SetAside(path) => say!(
                self,
                format!("書いたままでない控えがありました。読める行だけを使い、元は {path} に残しました"),
                format!("a kept file is not as it was written; its sound lines are used, and it is set aside as {path}")
            ),
            Notice::NoMoreHits => say!(self, "この記録に当たりはほかにありません", "no other match in this record").to_owned(),
            Notice::EndOfList => say!(self, "一覧の端です", "the end of the list").to_owned(),
            Notice::Marked => say!(self, "しおりを付けました", "bookmarked").to_owned(),
            Notice::Unmarked => say!(self, "しおりを外しました", "no bookmark any more").to_owned(),
            Notice::Configured => say!(self, "設定を読み直しました", "the configuration was read anew").to_owned(),
            Notice::NoOriginal => say!(
                self,
                "この記録の原文はありません（shirube import で取り込めます）",
                "no original of this record (`shirube import` takes one in)"
            )
            .to_owned(),
            Notice::NothingToCopy => say!(self, "ここには写す表がありません", "no table to copy here").to_owned(),
            Notice::NoAmounts => say!(self, "ここに、取り込みが読んだ額はありません", "no import read an amount here").to_owned(),
            Notice::NoWord => say!(
                self,
                "額は 12.5（億円）か 3億5,000万円 のように打ちます（年度・段階も：令和6 当初予算）",
                "an amount is typed 12.5 (億円) or 3億5,000万円 (with its year and stage: 令和6 当初予算)"
            )
            .to_owned(),
            Notice::Judged => say!(self, "額についての言葉を残しました", "your word on the amount is kept").to_owned(),
            Notice::Failure(why) => why.clone(),
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

    pub fn group(self, group: Group) -> &'static str {
        match group {
            Group::Sections => say!(self, "本文", "Sections"),
            Group::Projects => say!(self, "プロジェクト", "Projects"),
            Group::Indicators => say!(self, "指標", "Indicators"),
            Group::Category(category) => self.category(category),
            Group::Kind(kind) => self.kind(kind),
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

    /// What a key does, in one line.
    pub fn does(self, name: Name) -> &'static str {
        match name {
            Name::Quit => say!(self, "終わる", "quit"),
            Name::Help => say!(self, "キーの一覧を開く", "show the keys"),
            Name::Palette => say!(self, "動作と記録を名で探す", "find actions and records by name"),
            Name::Close => say!(self, "閉じる・閲覧に戻る・印を消す", "close, back to browsing, clear the marks"),
            Name::Search => say!(self, "検索する", "search"),
            Name::Browse => say!(self, "閲覧の画面", "the browsing screen"),
            Name::Indicators => say!(self, "指標の画面", "the table of indicators"),
            Name::Budgets => say!(self, "予算の画面", "the screen of money"),
            Name::Matrix => say!(self, "対応表の画面", "projects against ministries and areas"),
            Name::Lineage => say!(self, "系譜の画面", "the screen of lineage"),
            Name::Back => say!(self, "前に見た記録へ戻る", "back"),
            Name::Forward => say!(self, "次に見た記録へ進む", "forward"),
            Name::GoOwner => say!(self, "指標の担当へ", "to the indicator's owner"),
            Name::GoMinistries => say!(self, "背後の府省庁へ", "to the ministries behind it"),
            Name::GoIndicators => say!(self, "担当する指標へ", "to the indicators it owns"),
            Name::GoAreas => say!(self, "疾患領域へ", "to the disease areas it covers"),
            Name::NextPane => say!(self, "次の枠へ", "next pane"),
            Name::PreviousPane => say!(self, "前の枠へ", "previous pane"),
            Name::Up => say!(self, "上へ", "up"),
            Name::Down => say!(self, "下へ", "down"),
            Name::PageUp => say!(self, "一画面上へ", "a page up"),
            Name::PageDown => say!(self, "一画面下へ", "a page down"),
            Name::First => say!(self, "先頭へ", "to the first"),
            Name::Last => say!(self, "末尾へ", "to the last"),
            Name::Left => say!(self, "閉じる・左の枠へ", "fold, or to the left pane"),
            Name::Right => say!(self, "開く・右の枠へ", "unfold, or to the right pane"),
            Name::Open => say!(self, "選んだものを開く", "open what is chosen"),
            Name::NextKind => say!(self, "種別で絞る・書きかけの条件を補う", "only the next kind, or complete a field"),
            Name::Facets => say!(self, "絞り込みと同義語", "facets and synonyms"),
            Name::Toggle => say!(self, "入り切り", "switch on or off"),
            Name::NextSort => say!(self, "並べ方（合う順・掲載順・金額順）", "sort: relevance, document, amount"),
            Name::Group => say!(self, "種別ごとにまとめる", "group by kind"),
            Name::Explain => say!(self, "なぜ当たったか", "why it matched"),
            Name::Older => say!(self, "前の問い", "an older query"),
            Name::Newer => say!(self, "次の問い", "a newer query"),
            Name::NextOrder => say!(self, "並べ方を変える", "another order"),
            Name::NextCategory => say!(self, "区分で絞る", "only the next category"),
            Name::NextPeriod => say!(self, "期で絞る", "only the next period"),
            Name::NextProject => say!(self, "担当で絞る", "only the next owner"),
            Name::NextMinistry => say!(self, "府省で絞る", "only the next ministry"),
            Name::NextAttainment => say!(self, "達成・未達・報告なしで絞る", "only reached, not reached, not reported"),
            Name::ClearFilters => say!(self, "絞り込みを消す", "clear the filters"),
            Name::NextView => say!(self, "見方を変える", "the other view"),
            Name::Original => say!(self, "要旨と原文を切り替える", "digest or original"),
            Name::CopyCitation => say!(self, "出典つきで写す", "copy with its source"),
            Name::Peek => say!(self, "行かずにのぞく", "look at it without going there"),
            Name::Zoom => say!(self, "この枠だけにする・戻す", "only this pane, and back"),
            Name::Wider => say!(self, "この枠を広げる", "a wider pane"),
            Name::Narrower => say!(self, "この枠を狭める", "a narrower pane"),
            Name::Bookmark => say!(self, "しおりを付ける・外す", "set or remove a bookmark"),
            Name::Amounts => say!(self, "取り込んだ額を確かめる・直す", "accept or correct imported amounts"),
            Name::NoteBookmark => say!(self, "しおりに覚え書きを付ける", "a bookmark with a note"),
            Name::Bookmarks => say!(self, "しおりの一覧", "the bookmarks"),
            Name::NextHit => say!(self, "次の当たりへ", "to the next match"),
            Name::PreviousHit => say!(self, "前の当たりへ", "to the match before"),
            Name::NextRecord => say!(self, "一覧の次の記録へ", "to the next record of the list"),
            Name::PreviousRecord => say!(self, "一覧の前の記録へ", "to the record before in the list"),
            Name::CopyText => say!(self, "本文を写す", "copy the text"),
            Name::CopyId => say!(self, "IDを写す", "copy the id"),
            Name::CopyCommand => say!(self, "同じものを出す命令を写す", "copy the command that prints the same"),
            Name::CopyCsv => say!(self, "表をCSVで写す", "copy the table as CSV"),
            Name::CopyMarkdown => say!(self, "表をMarkdownで写す", "copy the table as Markdown"),
            Name::CopyTable => say!(self, "表を写す", "copy the table"),
            Name::SetMark => say!(self, "文字の印を付ける", "mark the place with a letter"),
            Name::GoToMark => say!(self, "印の所へ", "to the place of a mark"),
            Name::Visited => say!(self, "見た記録の一覧", "the records visited"),
            Name::Terms => say!(self, "ここに出る略語・用語・機関の説明", "what the terms and abbreviations here mean"),
            Name::Mouse => say!(self, "マウスを使う・使わない", "the mouse on or off"),
            Name::Address => say!(self, "原典のページを開く", "open the source's page"),
            Name::Index => say!(self, "索引の作成をやめる・また始める", "stop building the index, or begin again"),
            Name::Reload => say!(self, "設定を読み直す", "read the configuration anew"),
            Name::Suspend => say!(self, "一時停止してシェルへ", "suspend to the shell"),
        }
    }
}

/// How a term matched, in Japanese; in English the way says it itself.
fn japanese_way(way: &Manner) -> String {
    let how = match &way.how {
        How::Typed => "打ったまま".to_owned(),
        How::Phrase => "そのままの並び".to_owned(),
        How::Synonym(word) => format!("同義語 {word}"),
        How::Date(date) => format!("日付 {date}"),
        How::Reading(word) => format!("読み {word}"),
        How::Condition(condition) => condition.clone(),
        How::Name => "名そのもの".to_owned(),
        How::NameBegins => "名の始まり".to_owned(),
    };
    if way.partly { format!("{how}（一部）") } else { how }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{BADGE_COLUMNS, LABEL_COLUMNS};
    use crate::text::width::width;

    #[test]
    fn words_of_a_reason_are_said_as_they_are_in_both_languages() {
        let reason = |how, partly| Reason {
            term: "typed name".to_owned(),
            way: Manner { how, partly },
            field: Within::Name,
            by: By::Whole,
            weight: 1.0,
            score: 2.0,
        };
        let said = |language, how, partly| Words(language).reason(&reason(how, partly));
        let synonym = || How::Synonym("name typed (some of it)".to_owned());
        assert_eq!(
            said(Language::Japanese, synonym(), true),
            "  2.0  typed name：同義語 name typed (some of it)（一部）・名称・全体（×1.00）"
        );
        assert_eq!(said(Language::English, synonym(), false), "  2.0  typed name：synonym name typed (some of it)・name・whole（×1.00）");
        let reading = How::Reading("date name begins".to_owned());
        assert!(said(Language::Japanese, reading, false).contains("：読み date name begins・"));
    }

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
