//! Terms that are already made, on their way into tantivy: joined into one text, which its tokenizer only splits again. (What tantivy
//! accepts already tokenised goes through JSON, which took a tenth of the time that an index takes.)

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::engine::indexed::Terms;

/// Name of the tokenizer.
pub(super) const NAME: &str = "terms";

/// Tokenizer that splits what [`Terms::joined`] has joined.
#[derive(Clone, Default)]
pub(super) struct Parted {
    token: Token,
}

/// Stream of the terms of one text.
pub(super) struct Stream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Parted {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { rest: text, token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = Terms::first(self.rest) else { return false };
        self.rest = rest;
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_parted_with_its_places() {
        let text = ["感染", "", "染症", "amed"].into_iter().collect::<Terms>().joined();
        let mut terms = Parted::default();
        for _ in 0..2 {
            let mut stream = terms.token_stream(&text);
            let mut parted = Vec::new();
            stream.process(&mut |token| parted.push((token.position, token.text.clone())));
            assert_eq!(parted, [(0, "感染".to_owned()), (1, "染症".to_owned()), (2, "amed".to_owned())]);
        }
        assert!(!terms.token_stream("").advance());
    }
}
