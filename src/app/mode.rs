//! Modes: where the keys go, whether to a screen, to one of its panes, or to what is over it.

use strum::{IntoStaticStr, VariantArray};

use crate::present::words::{Words, say};

/// Screen, by name; the screens themselves are in `screens`.
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
    /// Returns a screen's name in the header.
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

/// Mode: what the keys mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mode {
    /// Tree of documents and records.
    Tree,
    /// Reader pane.
    Reader,
    /// Links of the record.
    Links,
    /// Search screen: letters go into the query.
    Query,
    /// Facets beside the hits.
    Facets,
    /// Screen that is a table.
    Table(ScreenKind),
    /// Peek at a record without going to it.
    Peek,
    /// Wait for the letter of a mark.
    Mark,
    /// Menu of commands and records: letters go into its line.
    Menu,
}

impl Mode {
    /// Returns every mode.
    pub fn all() -> impl Iterator<Item = Mode> {
        let tables = ScreenKind::VARIANTS.iter().filter(|kind| !matches!(kind, ScreenKind::Browse | ScreenKind::Search));
        let others = [Self::Tree, Self::Reader, Self::Links, Self::Query, Self::Facets];
        others.into_iter().chain(tables.copied().map(Mode::Table)).chain([Self::Menu, Self::Peek, Self::Mark])
    }

    /// Returns true if letters are text: they go into a line, or name a mark.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Query | Self::Menu | Self::Mark)
    }

    /// Returns true if it is a pane of the browsing screen.
    pub fn is_pane(self) -> bool {
        matches!(self, Self::Tree | Self::Reader | Self::Links)
    }
}
