//! Where the keys go: to a screen, to one of its panes, or to what lies over it.

use strum::{IntoStaticStr, VariantArray};

use crate::present::words::{Words, say};

/// A screen, by name. What it is stands in `screens`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum ScreenKind {
    /// 閲覧: tree, reader, links.
    #[default]
    Browse,
    /// 検索.
    Search,
    /// 指標.
    Indicators,
    /// 予算.
    Budgets,
    /// 対応表.
    Matrix,
    /// 系譜.
    Lineage,
}

impl Words {
    /// A screen's name in the header.
    pub fn screen(self, screen: ScreenKind) -> &'static str {
        match screen {
            ScreenKind::Browse => say!(self, "閲覧", "Browse"),
            ScreenKind::Search => say!(self, "検索", "Search"),
            ScreenKind::Indicators => say!(self, "指標", "Indicators"),
            ScreenKind::Budgets => say!(self, "予算", "Budget"),
            ScreenKind::Matrix => say!(self, "対応表", "Matrix"),
            ScreenKind::Lineage => say!(self, "系譜", "Lineage"),
        }
    }
}

/// What the keys mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mode {
    /// The tree of documents and records.
    Tree,
    /// The reading pane.
    Reader,
    /// The links of the record.
    Links,
    /// The search screen: letters go into the query.
    Query,
    /// The facets beside the hits.
    Facets,
    /// A screen that is a table.
    Table(ScreenKind),
    /// A record that is looked at without going to it.
    Peek,
    /// A mark's letter is waited for.
    Mark,
    /// The menu of what can be done, and of records: letters go into its line.
    Menu,
}

impl Mode {
    /// Every mode.
    pub fn all() -> impl Iterator<Item = Mode> {
        let tables = ScreenKind::VARIANTS.iter().filter(|kind| !matches!(kind, ScreenKind::Browse | ScreenKind::Search));
        let others = [Self::Tree, Self::Reader, Self::Links, Self::Query, Self::Facets];
        others.into_iter().chain(tables.copied().map(Mode::Table)).chain([Self::Menu, Self::Peek, Self::Mark])
    }

    /// Whether letters are text: they go into a line, or name a mark.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Query | Self::Menu | Self::Mark)
    }

    /// Whether it is a pane of the browsing screen.
    pub fn is_pane(self) -> bool {
        matches!(self, Self::Tree | Self::Reader | Self::Links)
    }
}
