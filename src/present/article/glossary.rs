//! Explanations of the words of a record: its terms, abbreviations, footnotes and bodies, explained where they are read.

use super::block::ArticleBlock;
use crate::model::{Corpus, Record, Relation};
use crate::text::fold::fold;

/// Returns true if anything that a record names has an explanation.
pub fn explains(corpus: &Corpus, record: &Record) -> bool {
    !blocks(corpus, record).is_empty()
}

/// Returns the explanations, in the order of the record's links.
pub(super) fn blocks(corpus: &Corpus, record: &Record) -> Vec<ArticleBlock> {
    let id = record.id().as_str();
    let named = [Relation::Defines, Relation::Mentions].into_iter().flat_map(|relation| corpus.linked(id, relation));
    let items = named.filter_map(explanation);
    items.map(|text| ArticleBlock::Item { text, ministries: Vec::new(), page: None }).collect()
}

/// Returns an explanation such as `DCT（Decentralized Clinical Trial、分散型治験）：…`; `None` if a record has nothing to say.
fn explanation(record: &Record) -> Option<String> {
    let (others, says): (Vec<&String>, Option<&String>) = match record {
        Record::Term(term) => (term.expansion.iter().chain(&term.aliases).collect(), term.gloss.as_ref()),
        Record::Body(body) => (body.aliases.iter().collect(), body.role.as_ref()),
        _ => return None,
    };
    if others.is_empty() && says.is_none() {
        return None;
    }
    // An expansion is often an alias as well: say each only once, and do not repeat the title.
    let mut said = vec![fold(record.title())];
    let mut others: Vec<&str> = others.into_iter().map(String::as_str).collect();
    others.retain(|other| {
        let other = fold(other);
        let new = !said.contains(&other);
        said.push(other);
        new
    });
    let others = if others.is_empty() { String::new() } else { format!("（{}）", others.join("、")) };
    let says = says.map_or_else(String::new, |says| format!("：{says}"));
    Some(format!("{}{others}{says}", record.title()))
}
