//! Words of the explorer's screens, in both its languages.

use super::notice::{CopyRoute, IndexState, Notice};
use super::panes::{FacetGroup, TreeGroup};
use super::screens::Order;
use crate::present::words::{Words, Work, say};

impl Words {
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

    /// Returns the words for ministries of which none has joined or left.
    pub fn unchanged(self) -> &'static str {
        say!(self, "同じ", "the same")
    }

    /// Returns the words for ministries that the later project has and the earlier one does not.
    pub fn come(self, codes: &str) -> String {
        say!(self, format!("{codes} が加わる"), format!("{codes} joins"))
    }

    /// Returns the words for ministries that the earlier project had and the later one does not.
    pub fn gone(self, codes: &str) -> String {
        say!(self, format!("{codes} が抜ける"), format!("{codes} leaves"))
    }

    /// Returns the words for an amount that is the printed sum of both ways of funding.
    pub fn sum_of_both(self, amount: &str) -> String {
        say!(self, format!("（計 {amount}）"), format!(" (sum {amount})"))
    }

    pub fn place(self) -> &'static str {
        say!(self, "出どころ", "source")
    }

    /// Returns the words for the sum that the documents print.
    pub fn printed_sum(self) -> &'static str {
        say!(self, "計（印刷された額）", "sum as printed")
    }

    /// Returns the word for a sum where space is short.
    pub fn sum(self) -> &'static str {
        say!(self, "計", "sum")
    }

    /// Returns the heading of the records behind a cell.
    pub fn behind(self) -> &'static str {
        say!(self, "結び付ける記録", "what ties them")
    }

    pub fn nothing_behind(self) -> &'static str {
        say!(self, "結び付けるものはありません", "nothing ties them")
    }

    /// Returns the word for an amount that another includes.
    pub fn within(self) -> &'static str {
        say!(self, "内数", "within")
    }

    /// Returns the words for amounts assigned by their order only.
    pub fn unsure(self) -> &'static str {
        say!(self, "不確か：並び順だけによる割り当て", "unsure: by order only")
    }

    /// Returns the words for a sum that may not cover everything.
    pub fn partial(self) -> &'static str {
        say!(
            self,
            "全額とは限らない（額のない記載か、資料にないプロジェクトがある）",
            "perhaps not all (parts without an amount, or projects not set out)"
        )
    }

    /// Returns the title of the menu of imported amounts.
    pub fn amounts(self) -> &'static str {
        say!(
            self,
            "取り込んだ額：Enter 確かめた・取り消す／額を打って Enter 直す",
            "imported amounts: Enter accepts or takes back; type an amount to correct"
        )
    }

    /// Returns the words for a figure with an amount that is not quite sure.
    pub fn doubtful(self) -> &'static str {
        say!(self, "確かでない額を含む", "holds an amount that is not quite sure")
    }

    pub fn again(self) -> &'static str {
        say!(self, "再掲のみ", "printed again only")
    }

    /// Returns the words for a year's figure that does not count the same things as the year before.
    pub fn not_comparable(self) -> &'static str {
        say!(self, "前の年度と比べられない", "not comparable with the year before")
    }

    /// Returns the legend of the signs in the table of money.
    pub fn money_signs(self) -> &'static str {
        say!(
            self,
            "+ ほかにもありうる  ? 確かでない額を含む  ( ) 不確か  * 印つき（一部再掲など、右に）  ≠ 前の年度と比べられない",
            "+ perhaps more  ? not quite sure  ( ) unsure  * marked (beside)  ≠ not comparable with the year before"
        )
    }

    /// Returns the heading of the trend; figures of different stages must not be compared.
    pub fn trend(self) -> &'static str {
        say!(self, "推移（段階ごと）", "trend, stage by stage")
    }

    /// Returns the legend of the signs in the matrix.
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

    /// Returns the title of the explanations of what a text names.
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

    pub fn whole_plan(self) -> &'static str {
        say!(self, "計画全体", "whole plan")
    }

    pub fn nothing_typed(self) -> &'static str {
        say!(self, "漢字・かな・英数字で入力。空白で区切るとすべてを含むもの", "type a query; terms parted by spaces are all wanted")
    }

    pub fn nothing_found(self) -> &'static str {
        say!(self, "見つかりません", "nothing found")
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

    /// Returns the label of the words that readings were taken for.
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

    pub fn order(self, order: Order) -> &'static str {
        match order {
            Order::Document => say!(self, "掲載順", "as printed"),
            Order::Deadline => say!(self, "期限順", "by deadline"),
            Order::Owner => say!(self, "担当順", "by owner"),
            Order::Attainment => say!(self, "達成順", "by attainment"),
        }
    }

    /// Returns the words for a period in which none of the indicators shown has a target.
    pub fn no_targets(self, period: u8) -> String {
        say!(
            self,
            format!("収録した資料に第{period}期の目標値はありません。報告された値です"),
            format!("the documents here set no targets for period {period}; these are values reported")
        )
    }

    /// Returns the columns of the table of indicators: indicator, target, latest, attainment, due, owner, basis.
    pub fn columns(self) -> [&'static str; 7] {
        say!(
            self,
            ["指標", "目標", "最新", "達成", "期限", "担当", "根拠"],
            ["Indicator", "Target", "Latest", "Reached", "Due", "Owner", "Basis"]
        )
    }

    /// Returns what is shown in place of a table whose records have not all come.
    pub fn awaited(self) -> &'static str {
        say!(self, "記録を取り寄せています", "fetching the records")
    }

    /// Returns what is shown in place of a table as long as there are no records at all.
    pub fn no_records(self) -> &'static str {
        say!(self, "文書庫の記録は、まだ一つもここにありません", "none of the library's records are here yet")
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
            Notice::Copied(CopyRoute::Program(name)) => {
                say!(self, format!("クリップボードへ写しました（{name}）"), format!("copied to the clipboard ({name})"))
            }
            Notice::Copied(CopyRoute::Terminal) => say!(
                self,
                "端末のクリップボードへ写しました（OSC 52。端末が許していれば届きます）",
                "copied to the terminal's clipboard (OSC 52, where the terminal allows it)"
            )
            .to_owned(),
            Notice::Copied(CopyRoute::Multiplexer(name)) => say!(
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
            Notice::Configured => say!(self, "設定を読み直しました", "configuration reloaded").to_owned(),
            Notice::NoOriginal => say!(
                self,
                "この記録の原文はありません（shirube import で取り込めます）",
                "no original of this record (`shirube import` takes one in)"
            )
            .to_owned(),
            Notice::Awaited => self.awaited().to_owned(),
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

    pub fn group(self, group: TreeGroup) -> &'static str {
        match group {
            TreeGroup::Sections => say!(self, "本文", "Sections"),
            TreeGroup::Projects => say!(self, "プロジェクト", "Projects"),
            TreeGroup::Indicators => say!(self, "指標", "Indicators"),
            TreeGroup::Category(category) => self.category(category),
            TreeGroup::Kind(kind) => self.kind(kind),
        }
    }
}
