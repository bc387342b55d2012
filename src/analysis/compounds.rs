//! Compounds whose members share a head: 再生・細胞医療 implies 再生医療, 新興・再興感染症 implies 新興感染症. The text says these words
//! without containing them; here they are spelled out, so that they find it.

use super::analyser::{Analyser, Morpheme, Word};
use crate::text::fold::loosen;

/// Sign between the members of a compound.
const DOT: &str = "・";
/// Number of words of a member that are examined; its head is among them.
const MEMBER_WORDS: usize = 4;
/// Minimum length of a member in characters: 人・動物 does not imply 人物.
const LEAST: usize = 2;
/// Length in characters beyond which a word is not taken apart.
const LONGEST: usize = 12;

/// Terms that the compounds of a text imply beyond what is written.
#[derive(Default, PartialEq, Eq, Debug)]
pub struct Shared {
    /// Words as terms of the index.
    pub words: Vec<String>,
    /// Bigrams between a member and its head.
    pub pairs: Vec<String>,
}

/// Spells out the compounds of a folded text that consists of these words.
pub fn shared(analyser: &Analyser, folded: &str, morphemes: &[Morpheme]) -> Shared {
    let mut shared = Shared::default();
    if !folded.contains(DOT) {
        return shared;
    }
    for (at, morpheme) in morphemes.iter().enumerate() {
        let Some(member) = text_of(folded, &morpheme.word).filter(|text| !morpheme.function && text.chars().count() >= LEAST) else {
            continue;
        };
        let headless = apart(analyser, member).is_none();
        let mut last = &morpheme.word;
        let mut rest = &morphemes[at + 1..];
        // Take the nearest following member that has a head: in 予防・診断・治療法 the head for 予防 is two members further on.
        while rest.first().is_some_and(|next| !next.function && folded.get(last.end..next.word.start) == Some(DOT)) {
            let (words, others) = rest.split_at(side_by_side(rest));
            if Member::new(analyser, folded, words, headless).is_some_and(|other| other.lend(analyser, member, &mut shared)) {
                break;
            }
            last = words.last().map_or(last, |morpheme| &morpheme.word);
            rest = others;
        }
    }
    shared
}

fn text_of<'t>(folded: &'t str, word: &Word) -> Option<&'t str> {
    folded.get(word.start..word.end)
}

/// Counts the words that follow each other without a gap, from the first on.
fn side_by_side(morphemes: &[Morpheme]) -> usize {
    let next = |pair: &&[Morpheme]| matches!(pair, [one, other] if one.word.end == other.word.start && !other.function);
    1 + morphemes.windows(2).take_while(next).count()
}

/// Returns true if a text is a single word of the dictionary.
fn is_word(analyser: &Analyser, text: &str) -> bool {
    matches!(analyser.morphemes(text).as_slice(), [only] if only.reading.is_some() && only.word.end - only.word.start == text.len())
}

/// Splits a word into two words of the dictionary, the second as long as possible: the dictionary may have 細胞医療 as one word.
fn apart<'t>(analyser: &Analyser, word: &'t str) -> Option<(&'t str, &'t str)> {
    if word.chars().count() > LONGEST {
        return None;
    }
    let ends = word.char_indices().map(|(at, _)| at).skip(LEAST);
    ends.filter_map(|at| word.split_at_checked(at)).find(|(stem, head)| is_word(analyser, stem) && is_word(analyser, head))
}

/// Member of a compound that has a head.
struct Member<'t> {
    /// Possible heads: all that follows the first word, then less and less of it.
    heads: Vec<&'t str>,
    /// True if the first word and the head are one word of the dictionary.
    one_word: bool,
}

impl<'t> Member<'t> {
    /// Creates the member made of these words of a text, or `None` if it has no head. A head within its first word is not lent to a member
    /// that has such a head itself: 細胞医療・遺伝子治療 does not imply 細胞治療.
    fn new(analyser: &Analyser, folded: &'t str, words: &[Morpheme], for_headless: bool) -> Option<Self> {
        let words = &words[..words.len().min(MEMBER_WORDS)];
        let (first, end) = (&words.first()?.word, words.last()?.word.end);
        let text = text_of(folded, first)?;
        let inner = apart(analyser, text).filter(|_| for_headless).map(|(stem, _)| first.start + stem.len());
        let starts = inner.into_iter().chain(words.iter().skip(1).map(|morpheme| morpheme.word.start));
        let starts = starts.filter(|start| folded.get(first.start..*start).is_some_and(|stem| stem.chars().count() >= LEAST));
        let heads: Vec<&str> = starts.filter_map(|start| folded.get(start..end)).collect();
        if heads.is_empty() { None } else { Some(Self { heads, one_word: inner.is_some() }) }
    }

    /// Lends the head to another member. Returns true if the two go together.
    fn lend(&self, analyser: &Analyser, member: &str, shared: &mut Shared) -> bool {
        let mut lent = false;
        for (at, head) in self.heads.iter().enumerate() {
            let spelled = format!("{member}{head}");
            let words = analyser.morphemes(&spelled);
            let over: Vec<&Word> =
                words.iter().map(|morpheme| &morpheme.word).filter(|word| word.start < member.len() && word.end > member.len()).collect();
            // 診断・治療薬 implies 診断薬, but an ending that does not form a word of the dictionary (医師・研究者) is not trusted.
            if over.is_empty() && (at > 0 || head.chars().count() < LEAST) {
                continue;
            }
            lent = true;
            shared.words.extend(over.into_iter().map(|word| loosen(&word.term)));
            if at == 0 && self.one_word {
                shared.words.extend(analyser.word_terms(head));
            }
            let seam = loosen(member).len();
            let pairs = Analyser::pairs(&loosen(&spelled)).into_iter();
            shared.pairs.extend(pairs.filter(|pair| pair.start < seam && pair.end > seam).map(|pair| pair.term));
        }
        lent
    }
}
