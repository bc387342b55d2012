//! What was typed -> what is searched for.

use super::settings::Synonyms;
use crate::text::clean::clean;
use crate::text::fold::fold;

/// A query longer than this many characters is cut: nobody types it, and a pasted page is no question.
const LONGEST: usize = 1_000;
/// More terms than this are not searched for.
const MOST_TERMS: usize = 64;

/// One thing that was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// As typed, folded.
    pub text: String,
    /// In quotes: exactly this run of characters.
    pub exact: bool,
    /// Other words for the same, folded.
    pub synonyms: Vec<String>,
}

/// A query as it was understood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    /// As typed, without control characters.
    pub typed: String,
    /// The terms: all of them are wanted, any of them if none has all.
    pub terms: Vec<Term>,
    /// What was left out, and why.
    pub complaints: Vec<String>,
}

impl Query {
    /// Reads what was typed. Never fails: what cannot be understood is left out and said in `complaints`.
    pub fn parse(typed: &str, synonyms: &Synonyms) -> Self {
        let mut query = Query { typed: clean(typed).trim().to_owned(), ..Query::default() };
        let mut text: &str = &query.typed;
        if let Some((cut, _)) = text.char_indices().nth(LONGEST) {
            text = &text[..cut];
            query.complaints.push(format!("only the first {LONGEST} characters are searched for"));
        }
        let folded = fold(text);
        let mut terms: Vec<Term> = Vec::new();
        for (exact, piece) in pieces(&folded, &mut query.complaints) {
            let known = terms.iter().any(|term| term.text == piece);
            if piece.chars().any(char::is_alphanumeric) && !known {
                let synonyms = synonyms.of(&piece).into_iter().map(fold).collect();
                terms.push(Term { text: piece, exact, synonyms });
            }
        }
        if terms.len() > MOST_TERMS {
            terms.truncate(MOST_TERMS);
            query.complaints.push(format!("only the first {MOST_TERMS} terms are searched for"));
        }
        query.terms = terms;
        query
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms as understood.
    pub fn terms(&self) -> Vec<&str> {
        self.terms.iter().map(|term| term.text.as_str()).collect()
    }

    /// The synonyms that are searched for as well.
    pub fn synonyms(&self) -> Vec<&str> {
        self.terms.iter().flat_map(|term| &term.synonyms).map(String::as_str).collect()
    }
}

/// Splits at spaces, and keeps what stands in quotes together (`"…"`, `「…」`).
fn pieces(folded: &str, complaints: &mut Vec<String>) -> Vec<(bool, String)> {
    let mut pieces = Vec::new();
    let mut rest = folded.trim_start();
    while let Some(first) = rest.chars().next() {
        let closing = match first {
            '"' => Some('"'),
            '「' => Some('」'),
            _ => None,
        };
        if let Some(closing) = closing {
            let inner = &rest[first.len_utf8()..];
            match inner.find(closing) {
                Some(end) => {
                    pieces.push((true, inner[..end].trim().to_owned()));
                    rest = inner[end + closing.len_utf8()..].trim_start();
                }
                None => {
                    complaints.push(format!("the quote {first} is not closed; searched for without it"));
                    rest = inner.trim_start();
                }
            }
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '"' || c == '「').unwrap_or(rest.len());
            pieces.push((false, rest[..end].to_owned()));
            rest = rest[end..].trim_start();
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Query {
        Query::parse(typed, &Synonyms::default())
    }

    #[test]
    fn spaces_of_any_width_part_terms_and_width_is_folded() {
        assert_eq!(parse("ＫＰＩ　治験").terms(), ["kpi", "治験"]);
    }

    #[test]
    fn quotes_keep_words_together() {
        let query = parse("\"all of it\" 「治験 数」 x");
        assert_eq!(query.terms(), ["all of it", "治験 数", "x"]);
        assert!(query.terms[0].exact && query.terms[1].exact && !query.terms[2].exact);
    }

    #[test]
    fn an_open_quote_is_said_and_searched_without() {
        let query = parse("\"感染症");
        assert_eq!(query.terms(), ["感染症"]);
        assert_eq!(query.complaints.len(), 1);
    }

    #[test]
    fn empty_control_characters_and_signs_ask_for_nothing() {
        for typed in ["", "   ", "\u{1b}\u{7}", "・・・", "\"\""] {
            assert!(parse(typed).is_empty(), "{typed:?}");
        }
    }

    #[test]
    fn ten_thousand_characters_are_cut_and_said() {
        let query = parse(&"感".repeat(10_000));
        assert_eq!(query.terms[0].text.chars().count(), LONGEST);
        assert!(!query.complaints.is_empty());
    }
}
