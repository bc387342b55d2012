//! The query language: words, "exact phrases", -not, OR, parentheses and `field:value`, in the character widths and words of either
//! language.
//!
//! Whatever is typed has a meaning: a warning reports what cannot be understood, and the rest is searched for.

use std::fmt;

use strum::VariantArray;

use crate::text::fold::fold;

/// Depth of nested parentheses beyond which they are ignored.
const DEEPEST: usize = 32;
/// Length of a query in characters beyond which it is cut: nobody types that much, and a pasted page is not a question.
pub const LONGEST: usize = 1_000;
/// Maximum number of words that are searched for.
pub const MOST_WORDS: usize = 64;

/// Subject of a condition.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, VariantArray)]
pub enum Field {
    Kind,
    Document,
    Period,
    Ministry,
    Lead,
    Area,
    Project,
    Year,
    Budget,
    Mark,
    Stage,
    Rate,
    Finding,
    Reflection,
    Payee,
}

impl Field {
    /// Returns all fields, in the order in which they are listed.
    pub fn all() -> &'static [Field] {
        Self::VARIANTS
    }

    /// Returns the names of the field: the first is the one that is shown, the second is Japanese.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["kind", "種別", "種類"],
            Self::Document => &["doc", "文書", "document"],
            Self::Period => &["period", "期"],
            Self::Ministry => &["ministry", "府省", "府省庁", "省庁"],
            Self::Lead => &["lead", "主担当", "取りまとめ"],
            Self::Area => &["area", "疾患", "疾患領域", "領域"],
            Self::Project => &["project", "プロジェクト", "pj"],
            Self::Year => &["fy", "年度", "year"],
            Self::Budget => &["budget", "予算", "金額", "額"],
            Self::Mark => &["mark", "印"],
            Self::Stage => &["stage", "段階"],
            Self::Rate => &["rate", "執行率"],
            Self::Finding => &["finding", "所見"],
            Self::Reflection => &["reflection", "反映"],
            Self::Payee => &["payee", "支出先"],
        }
    }

    /// Returns the field with that name, folded.
    pub fn named(name: &str) -> Option<Field> {
        Self::all().iter().copied().find(|field| field.names().contains(&name))
    }

    /// Returns the name that is shown.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Returns the Japanese name.
    pub fn japanese(self) -> &'static str {
        self.names().get(1).copied().unwrap_or_default()
    }
}

/// Part of a query that could not be understood, with its position in characters, counted from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QueryWarning {
    /// A quote is not closed.
    OpenQuote(usize),
    /// A parenthesis is not closed.
    OpenParenthesis(usize),
    /// A parenthesis closes nothing.
    StrayParenthesis(usize),
    /// Parentheses are nested too deep.
    TooDeep(usize),
    /// There is no such field; it is searched for as a word.
    UnknownField { at: usize, name: String },
    /// The value of a field names nothing that exists.
    UnknownValue { at: usize, field: Field, value: String, known: Vec<String> },
    /// A field without a value.
    NoValue { at: usize, field: Field },
    /// Characters beyond the thousandth are left out.
    TooLong,
    /// Words beyond the sixty-fourth are left out.
    TooMany,
}

impl fmt::Display for QueryWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueryWarning::OpenQuote(at) => write!(f, "character {at}: the quote is not closed; searched for without it"),
            QueryWarning::OpenParenthesis(at) => {
                write!(f, "character {at}: the parenthesis is not closed; read as if it closed at the end")
            }
            QueryWarning::StrayParenthesis(at) => write!(f, "character {at}: unmatched closing parenthesis; ignored"),
            QueryWarning::TooDeep(at) => {
                write!(f, "character {at}: parentheses are nested deeper than {DEEPEST}; read as if they were not there")
            }
            QueryWarning::UnknownField { at, name } => {
                let names: Vec<&str> = Field::all().iter().map(|field| field.name()).collect();
                write!(f, "character {at}: there is no field {name:?} (there are {}); searched for as a word", names.join(", "))
            }
            QueryWarning::UnknownValue { at, field, value, known } => {
                write!(f, "character {at}: {}: has no value {value:?} (there are {}); left out", field.name(), known.join(", "))
            }
            QueryWarning::NoValue { at, field } => write!(f, "character {at}: {}: needs a value; left out", field.name()),
            QueryWarning::TooLong => write!(f, "only the first {LONGEST} characters are searched for"),
            QueryWarning::TooMany => write!(f, "only the first {MOST_WORDS} words are searched for"),
        }
    }
}

/// A query as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expression {
    /// A word, folded.
    Word(String),
    /// Exactly this text, folded.
    Phrase(String),
    /// A field and its value, as typed, with its position in characters, counted from 1.
    Field { field: Field, value: String, at: usize },
    /// Not this.
    Not(Box<Expression>),
    /// All of these.
    All(Vec<Expression>),
    /// Any of these.
    Any(Vec<Expression>),
}

/// Parses a query. Never fails.
///
/// # Examples
///
/// ```
/// use shirube::query::parse;
///
/// let (_, warnings) = parse("治験 \"研究時間の確保\" -ワクチン 府省:文 fy:2024 budget:>50");
/// assert!(warnings.is_empty());
/// // What is wrong is said, with its place, and the rest is understood.
/// let (_, warnings) = parse("治験 \"研究時間");
/// assert_eq!(warnings.len(), 1);
/// ```
pub fn parse(typed: &str) -> (Expression, Vec<QueryWarning>) {
    let mut warnings = Vec::new();
    let mut chars: Vec<char> = typed.chars().collect();
    if chars.len() > LONGEST {
        chars.truncate(LONGEST);
        warnings.push(QueryWarning::TooLong);
    }
    let mut parser = Parser { chars, at: 0, depth: 0, words: 0, warnings };
    let mut parts = Vec::new();
    loop {
        parts.push(parser.alternatives());
        if parser.done() {
            break;
        }
        // Only a closing parenthesis ends the alternatives before the end.
        parser.warnings.push(QueryWarning::StrayParenthesis(parser.at + 1));
        parser.at += 1;
    }
    (simplify(Expression::All(parts)), parser.warnings)
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    words: usize,
    warnings: Vec<QueryWarning>,
}

/// Returns a character as the language reads it, whatever its width.
fn sign(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '－' | '−' => '-',
        '“' | '”' | '＂' => '"',
        '『' => '「',
        '』' => '」',
        '｜' => '|',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied().map(sign)
    }

    fn done(&self) -> bool {
        self.at >= self.chars.len()
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// Parses `a OR b OR c`, where each alternative requires all of its words.
    fn alternatives(&mut self) -> Expression {
        let mut ways = Vec::new();
        let mut all = Vec::new();
        loop {
            self.skip_spaces();
            match self.peek() {
                None | Some(')') => break,
                Some('|') => {
                    self.at += 1;
                    ways.push(Expression::All(std::mem::take(&mut all)));
                }
                _ if self.keyword(&["OR", "ＯＲ", "または"]) => ways.push(Expression::All(std::mem::take(&mut all))),
                _ if self.keyword(&["AND", "ＡＮＤ"]) => {}
                _ => all.extend(self.one()),
            }
        }
        ways.push(Expression::All(all));
        Expression::Any(ways)
    }

    /// Consumes a keyword that is a separate word. Returns true if there was one.
    fn keyword(&mut self, names: &[&str]) -> bool {
        let rest = &self.chars[self.at..];
        let found = names.iter().find(|name| {
            let length = name.chars().count();
            rest.len() > length && rest[..length].iter().copied().eq(name.chars()) && matches!(sign(rest[length]), ' ' | '(' | '"' | '「')
        });
        self.at += found.map_or(0, |name| name.chars().count());
        found.is_some()
    }

    fn one(&mut self) -> Option<Expression> {
        if self.keyword(&["NOT", "ＮＯＴ"]) {
            self.skip_spaces();
            return self.one().map(|inner| Expression::Not(Box::new(inner)));
        }
        match self.peek()? {
            '-' if self.chars.get(self.at + 1).copied().map(sign).is_some_and(|next| !matches!(next, ' ' | '-' | ')')) => {
                self.at += 1;
                self.one().map(|inner| Expression::Not(Box::new(inner)))
            }
            '(' => Some(self.group()),
            '"' => self.phrase('"'),
            '「' => self.phrase('」'),
            _ => self.word(),
        }
    }

    fn group(&mut self) -> Expression {
        let opened = self.at + 1;
        self.at += 1;
        if self.depth >= DEEPEST {
            if !self.warnings.iter().any(|warning| matches!(warning, QueryWarning::TooDeep(_))) {
                self.warnings.push(QueryWarning::TooDeep(opened));
            }
            // Skip the parentheses; their contents are read as if they were not there.
            while matches!(self.peek(), Some('(' | ')' | ' ')) {
                self.at += 1;
            }
            return Expression::All(Vec::new());
        }
        self.depth += 1;
        let inner = self.alternatives();
        self.depth -= 1;
        if self.peek() == Some(')') {
            self.at += 1;
        } else if !self.warnings.iter().any(|warning| matches!(warning, QueryWarning::OpenParenthesis(_))) {
            self.warnings.push(QueryWarning::OpenParenthesis(opened));
        }
        inner
    }

    fn phrase(&mut self, closing: char) -> Option<Expression> {
        let opened = self.at;
        let inner = &self.chars[opened + 1..];
        match inner.iter().position(|c| sign(*c) == closing) {
            Some(end) => {
                let text = fold(&inner[..end].iter().collect::<String>());
                self.at = opened + 1 + end + 1;
                self.counted(text.trim()).map(Expression::Phrase)
            }
            None => {
                self.warnings.push(QueryWarning::OpenQuote(opened + 1));
                self.at += 1;
                None
            }
        }
    }

    /// Parses a word, or a field with its value. Parentheses inside a word belong to it: `3.2(1)②`.
    fn word(&mut self) -> Option<Expression> {
        let start = self.at;
        let mut open = 0_usize;
        let mut colon = None;
        while let Some(c) = self.peek() {
            match c {
                ' ' | '|' => break,
                '"' | '「' if colon != Some(self.at.wrapping_sub(1)) => break,
                '"' | '「' => {
                    // A quoted value: ministry:"厚生労働省".
                    let closing = if c == '「' { '」' } else { '"' };
                    let rest = &self.chars[self.at + 1..];
                    self.at += rest.iter().position(|c| sign(*c) == closing).map_or(rest.len() + 1, |end| end + 2);
                    break;
                }
                '(' => open += 1,
                ')' if open == 0 => break,
                ')' => open -= 1,
                ':' if colon.is_none() && self.at > start => colon = Some(self.at),
                _ => {}
            }
            self.at += 1;
        }
        let text = |range: &[char]| range.iter().collect::<String>();
        if let Some(colon) = colon {
            let name = fold(&text(&self.chars[start..colon]));
            let value = text(&self.chars[colon + 1..self.at]);
            let value = value.trim_matches(|c| matches!(sign(c), '"' | '「' | '」')).to_owned();
            match Field::named(&name) {
                Some(field) if value.is_empty() => {
                    self.warnings.push(QueryWarning::NoValue { at: start + 1, field });
                    return None;
                }
                Some(field) => return Some(Expression::Field { field, value, at: start + 1 }),
                // `http://…`, `12:30` and the like are not meant as fields.
                None if name.chars().all(char::is_alphabetic) && !value.starts_with('/') && !value.is_empty() => {
                    self.warnings.push(QueryWarning::UnknownField { at: start + 1, name });
                }
                None => {}
            }
        }
        let word = fold(&text(&self.chars[start..self.at]));
        self.counted(word.trim()).map(Expression::Word)
    }

    /// Returns the text, if it holds anything to search for and the limit on words is not exceeded.
    fn counted(&mut self, text: &str) -> Option<String> {
        if !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        self.words += 1;
        if self.words > MOST_WORDS {
            if self.words == MOST_WORDS + 1 {
                self.warnings.push(QueryWarning::TooMany);
            }
            return None;
        }
        Some(text.to_owned())
    }
}

/// Removes empty groups and groups of one.
fn simplify(expression: Expression) -> Expression {
    let flat = |parts: Vec<Expression>, all: bool| -> Vec<Expression> {
        let mut simple = Vec::with_capacity(parts.len());
        for part in parts.into_iter().map(simplify) {
            match part {
                Expression::All(inner) if all || inner.is_empty() => simple.extend(inner),
                Expression::Any(inner) if !all || inner.is_empty() => simple.extend(inner),
                other => {
                    if !simple.contains(&other) {
                        simple.push(other);
                    }
                }
            }
        }
        simple
    };
    match expression {
        Expression::All(parts) => match <[Expression; 1]>::try_from(flat(parts, true)) {
            Ok([only]) => only,
            Err(parts) => Expression::All(parts),
        },
        Expression::Any(parts) => match <[Expression; 1]>::try_from(flat(parts, false)) {
            Ok([only]) => only,
            Err(parts) if parts.is_empty() => Expression::All(parts),
            Err(parts) => Expression::Any(parts),
        },
        Expression::Not(inner) => match simplify(*inner) {
            Expression::Not(twice) => *twice,
            Expression::All(parts) if parts.is_empty() => Expression::All(parts),
            inner => Expression::Not(Box::new(inner)),
        },
        other => other,
    }
}

/// Returns the completions of the field name or value begun at the end of `typed`: the whole words that could be there.
pub fn completions(typed: &str, values: impl Fn(Field) -> Vec<String>) -> Vec<String> {
    let begun = typed.rsplit(|c| matches!(sign(c), ' ' | '(')).next().unwrap_or_default();
    let (not, begun) = begun.strip_prefix('-').map_or(("", begun), |rest| ("-", rest));
    if begun.is_empty() {
        return Vec::new();
    }
    if let Some((name, value)) = begun.split_once(':').or_else(|| begun.split_once('：')) {
        let Some(field) = Field::named(&fold(name)) else { return Vec::new() };
        let folded = fold(value);
        let fitting = values(field).into_iter().filter(|known| fold(known).starts_with(&folded) && fold(known) != folded);
        return fitting.map(|value| format!("{not}{name}:{value}")).collect();
    }
    let folded = fold(begun);
    let names = Field::all().iter().flat_map(|field| field.names().iter().take(2));
    names.filter(|name| name.starts_with(&folded)).map(|name| format!("{not}{name}:")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(expression: &Expression) -> String {
        let list = |parts: &[Expression]| parts.iter().map(shown).collect::<Vec<_>>().join(" ");
        match expression {
            Expression::Word(word) => word.clone(),
            Expression::Phrase(phrase) => format!("\"{phrase}\""),
            Expression::Field { field, value, .. } => format!("{}={value}", field.name()),
            Expression::Not(inner) => format!("!{}", shown(inner)),
            Expression::All(parts) => format!("all({})", list(parts)),
            Expression::Any(parts) => format!("any({})", list(parts)),
        }
    }

    fn read(typed: &str) -> String {
        shown(&parse(typed).0)
    }

    #[test]
    fn words_phrases_alternatives_and_exclusions() {
        for (typed, meaning) in [
            ("ＫＰＩ　治験", "all(kpi 治験)"),
            ("\"all of it\" 「治験 数」 x", "all(\"all of it\" \"治験 数\" x)"),
            ("FDA OR EMA", "any(fda ema)"),
            ("a b OR c", "any(all(a b) c)"),
            ("(認知症 OR アルツハイマー病) バイオマーカー", "all(any(認知症 アルツハイマー病) バイオマーカー)"),
            ("（認知症　ＯＲ　難病）　薬", "all(any(認知症 難病) 薬)"),
            ("ゲノム -実現", "all(ゲノム !実現)"),
            ("ゲノム －実現 NOT 協議会", "all(ゲノム !実現 !協議会)"),
            ("-(a OR b) c", "all(!any(a b) c)"),
            ("3.2(1)②", "3.2(1)2"),
            ("car-t", "car-t"),
            ("種別：事業 fy:2024 budget:>50", "all(kind=事業 fy=2024 budget=>50)"),
            ("ministry:\"厚生 労働省\" x", "all(ministry=厚生 労働省 x)"),
            ("or and", "all(or and)"),
            ("治験 治験", "治験"),
        ] {
            assert_eq!(read(typed), meaning, "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place_and_the_rest_is_read() {
        for (typed, meaning, warning) in [
            ("\"感染症", "感染症", QueryWarning::OpenQuote(1)),
            ("x (a b", "all(x a b)", QueryWarning::OpenParenthesis(3)),
            ("a) b", "all(a b)", QueryWarning::StrayParenthesis(2)),
            ("foo:bar", "foo:bar", QueryWarning::UnknownField { at: 1, name: "foo".to_owned() }),
            ("x fy:", "x", QueryWarning::NoValue { at: 3, field: Field::Year }),
        ] {
            let (expression, warnings) = parse(typed);
            assert_eq!((shown(&expression).as_str(), warnings.as_slice()), (meaning, &[warning][..]), "{typed}");
        }
    }

    #[test]
    fn a_hundred_parentheses_and_ten_thousand_characters_are_read() {
        let deep = format!("{}感染症{}", "(".repeat(100), ")".repeat(100));
        let (expression, warnings) = parse(&deep);
        assert_eq!(shown(&expression), "感染症");
        assert!(warnings.iter().any(|warning| matches!(warning, QueryWarning::TooDeep(_))));
        assert!(parse(&"感".repeat(10_000)).1.contains(&QueryWarning::TooLong));
        assert!(parse(&"感 染 症 ".repeat(100)).1.contains(&QueryWarning::TooMany));
    }

    #[test]
    fn fields_and_values_are_completed_while_typing() {
        let values = |field| if field == Field::Kind { vec!["kpi".to_owned(), "事業".to_owned()] } else { Vec::new() };
        assert_eq!(completions("治験 ki", values), ["kind:"]);
        assert_eq!(completions("種", values), ["種別:"]);
        assert_eq!(completions("-kind:k", values), ["-kind:kpi"]);
        assert_eq!(completions("kind:kpi ", values), Vec::<String>::new());
        assert_eq!(completions("治験", values), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn any_query_is_read(typed in "\\PC{0,60}") {
            parse(&typed);
        }

        #[test]
        fn any_heap_of_signs_is_read(typed in "[()\"「」:\\-|a治 ORNT（）：－]{0,80}") {
            let (_, warnings) = parse(&typed);
            for warning in warnings {
                prop_assert!(!warning.to_string().is_empty());
            }
        }
    }
}
