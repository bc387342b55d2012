//! Facets beside the hits: what they can be narrowed to, and what is switched on.

use crate::app::scroll::Scroll;
use crate::engine::Answer;
use crate::model::{Filter, Id, Kind, Named};
use crate::text::fold::fold;

/// Group of facets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FacetGroup {
    Kind,
    Document,
    Ministry,
    Area,
    /// Words that are searched for along with those typed.
    Synonym,
    /// Related words, searched for only if switched on.
    Related,
}

/// One line of the pane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FacetRow {
    /// Heading of the group of lines below it.
    Heading(FacetGroup),
    /// Value, the number of hits that have it, and true if it is switched on.
    Value { group: FacetGroup, value: String, count: usize, on: bool },
}

/// Facets that are switched on, and the pane when it has the keys.
#[derive(Clone, Debug, Default)]
pub struct FacetsPane {
    /// Filter of the hits.
    pub filter: Filter,
    /// Synonyms that are switched off, folded.
    pub off: Vec<String>,
    /// Related words that are switched on, folded.
    pub on: Vec<String>,
    /// Lines for the newest answer.
    pub rows: Vec<FacetRow>,
    /// Chosen line and scroll position, while the pane has the keys.
    pub scroll: Option<Scroll>,
}

impl FacetsPane {
    /// Makes the lines for an answer. Values that are switched on stay in the list even without hits, so that they can be switched off.
    pub fn fill(&mut self, answer: &Answer) {
        let mut rows = Vec::new();
        let filter = &self.filter;
        let kinds: Vec<String> = filter.kinds.iter().map(|kind| kind.name().to_owned()).collect();
        let ids = |ids: &[Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let counted = &answer.facets;
        for (group, counts, chosen) in [
            (FacetGroup::Kind, &counted.kind, kinds),
            (FacetGroup::Document, &counted.document, ids(&filter.documents)),
            (FacetGroup::Ministry, &counted.ministry, filter.ministries.clone()),
            (FacetGroup::Area, &counted.area, ids(&filter.areas)),
        ] {
            let mut values: Vec<(String, usize)> = counts.clone();
            values.extend(chosen.iter().filter(|value| !counts.iter().any(|(known, _)| known == *value)).map(|value| (value.clone(), 0)));
            if values.is_empty() {
                continue;
            }
            rows.push(FacetRow::Heading(group));
            rows.extend(values.into_iter().map(|(value, count)| {
                let on = chosen.contains(&value);
                FacetRow::Value { group, value, count, on }
            }));
        }
        let mut synonyms: Vec<String> =
            answer.query.synonyms().into_iter().filter(|word| !self.on.iter().any(|on| on == word)).map(str::to_owned).collect();
        synonyms.extend(self.off.iter().filter(|word| !synonyms.contains(word)).cloned().collect::<Vec<_>>());
        if !synonyms.is_empty() {
            rows.push(FacetRow::Heading(FacetGroup::Synonym));
            rows.extend(synonyms.into_iter().map(|value| {
                let on = !self.off.contains(&value);
                FacetRow::Value { group: FacetGroup::Synonym, value, count: 0, on }
            }));
        }
        let related = answer.query.related();
        if !related.is_empty() {
            rows.push(FacetRow::Heading(FacetGroup::Related));
            rows.extend(related.into_iter().map(|value| {
                let on = self.on.iter().any(|word| word == value);
                FacetRow::Value { group: FacetGroup::Related, value: value.to_owned(), count: 0, on }
            }));
        }
        self.rows = rows;
    }

    /// Switches the chosen line on or off. Returns true if there was one.
    pub fn toggle(&mut self) -> bool {
        let Some(FacetRow::Value { group, value, .. }) = self.scroll.and_then(|scroll| self.rows.get(scroll.chosen)).cloned() else {
            return false;
        };
        fn flip<T: PartialEq>(list: &mut Vec<T>, value: T) {
            match list.iter().position(|known| *known == value) {
                Some(at) => drop(list.remove(at)),
                None => list.push(value),
            }
        }
        match group {
            FacetGroup::Kind => Kind::from_name(&value).into_iter().for_each(|kind| flip(&mut self.filter.kinds, kind)),
            FacetGroup::Document => flip(&mut self.filter.documents, Id::new(value)),
            FacetGroup::Ministry => flip(&mut self.filter.ministries, value),
            FacetGroup::Area => flip(&mut self.filter.areas, Id::new(value)),
            FacetGroup::Synonym => flip(&mut self.off, fold(&value)),
            FacetGroup::Related => flip(&mut self.on, fold(&value)),
        }
        true
    }

    /// Resets everything: no filter, every synonym on, no related word.
    pub fn clear(&mut self) {
        self.filter = Filter::default();
        self.off.clear();
        self.on.clear();
    }

    /// Gives the pane the keys, or takes them away.
    pub fn open_or_close(&mut self) {
        self.scroll = if self.scroll.is_none() { Some(Scroll { chosen: 1, top: 0 }) } else { None };
    }

    /// Returns true if there is a filter, a synonym switched off or a related word switched on.
    pub fn any(&self) -> bool {
        !self.filter.is_empty() || !self.off.is_empty() || !self.on.is_empty()
    }
}
