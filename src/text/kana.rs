//! Readings in the form in which they are compared: kana and romaji of any style become one key, in which long vowels, doubled consonants
//! and the spelling of a syllable make no difference (`kansenshou`, `kansensyo`, `かんせんしょう`, `カンセンショー` -> `kansensyo`).

/// Hiragana syllables in the key's spelling. Two characters are looked up before one.
const SYLLABLES: &[(&str, &str)] = &[
    ("きゃ", "kya"),
    ("きゅ", "kyu"),
    ("きょ", "kyo"),
    ("しゃ", "sya"),
    ("しゅ", "syu"),
    ("しょ", "syo"),
    ("しぇ", "sye"),
    ("ちゃ", "tya"),
    ("ちゅ", "tyu"),
    ("ちょ", "tyo"),
    ("ちぇ", "tye"),
    ("にゃ", "nya"),
    ("にゅ", "nyu"),
    ("にょ", "nyo"),
    ("ひゃ", "hya"),
    ("ひゅ", "hyu"),
    ("ひょ", "hyo"),
    ("みゃ", "mya"),
    ("みゅ", "myu"),
    ("みょ", "myo"),
    ("りゃ", "rya"),
    ("りゅ", "ryu"),
    ("りょ", "ryo"),
    ("ぎゃ", "gya"),
    ("ぎゅ", "gyu"),
    ("ぎょ", "gyo"),
    ("じゃ", "zya"),
    ("じゅ", "zyu"),
    ("じょ", "zyo"),
    ("じぇ", "zye"),
    ("ぢゃ", "zya"),
    ("ぢゅ", "zyu"),
    ("ぢょ", "zyo"),
    ("びゃ", "bya"),
    ("びゅ", "byu"),
    ("びょ", "byo"),
    ("ぴゃ", "pya"),
    ("ぴゅ", "pyu"),
    ("ぴょ", "pyo"),
    ("ふぁ", "fa"),
    ("ふぃ", "fi"),
    ("ふぇ", "fe"),
    ("ふぉ", "fo"),
    ("ふゅ", "hyu"),
    ("てぃ", "ti"),
    ("でぃ", "di"),
    ("でゅ", "dyu"),
    ("とぅ", "tu"),
    ("どぅ", "du"),
    ("うぃ", "ui"),
    ("うぇ", "we"),
    ("うぉ", "wo"),
    ("ゔぁ", "ba"),
    ("ゔぃ", "bi"),
    ("ゔぇ", "be"),
    ("ゔぉ", "bo"),
    ("ゔ", "bu"),
    ("あ", "a"),
    ("い", "i"),
    ("う", "u"),
    ("え", "e"),
    ("お", "o"),
    ("か", "ka"),
    ("き", "ki"),
    ("く", "ku"),
    ("け", "ke"),
    ("こ", "ko"),
    ("さ", "sa"),
    ("し", "si"),
    ("す", "su"),
    ("せ", "se"),
    ("そ", "so"),
    ("た", "ta"),
    ("ち", "ti"),
    ("つ", "tu"),
    ("て", "te"),
    ("と", "to"),
    ("な", "na"),
    ("に", "ni"),
    ("ぬ", "nu"),
    ("ね", "ne"),
    ("の", "no"),
    ("は", "ha"),
    ("ひ", "hi"),
    ("ふ", "hu"),
    ("へ", "he"),
    ("ほ", "ho"),
    ("ま", "ma"),
    ("み", "mi"),
    ("む", "mu"),
    ("め", "me"),
    ("も", "mo"),
    ("や", "ya"),
    ("ゆ", "yu"),
    ("よ", "yo"),
    ("ら", "ra"),
    ("り", "ri"),
    ("る", "ru"),
    ("れ", "re"),
    ("ろ", "ro"),
    ("わ", "wa"),
    ("ゐ", "i"),
    ("ゑ", "e"),
    ("を", "o"),
    ("ん", "n"),
    ("が", "ga"),
    ("ぎ", "gi"),
    ("ぐ", "gu"),
    ("げ", "ge"),
    ("ご", "go"),
    ("ざ", "za"),
    ("じ", "zi"),
    ("ず", "zu"),
    ("ぜ", "ze"),
    ("ぞ", "zo"),
    ("だ", "da"),
    ("ぢ", "zi"),
    ("づ", "zu"),
    ("で", "de"),
    ("ど", "do"),
    ("ば", "ba"),
    ("び", "bi"),
    ("ぶ", "bu"),
    ("べ", "be"),
    ("ぼ", "bo"),
    ("ぱ", "pa"),
    ("ぴ", "pi"),
    ("ぷ", "pu"),
    ("ぺ", "pe"),
    ("ぽ", "po"),
    ("ぁ", "a"),
    ("ぃ", "i"),
    ("ぅ", "u"),
    ("ぇ", "e"),
    ("ぉ", "o"),
    ("ゃ", "ya"),
    ("ゅ", "yu"),
    ("ょ", "yo"),
    ("ゎ", "wa"),
    // These make no difference: a doubled consonant counts as single, a long vowel as short.
    ("っ", ""),
    ("ー", ""),
    ("-", ""),
    ("・", ""),
    ("~", ""),
];

/// Romaji consonants, longest first, in the key's spelling: what is typed before a vowel in either system.
const CONSONANTS: &[(&str, &str)] = &[
    ("tch", "ty"),
    ("sh", "sy"),
    ("ch", "ty"),
    ("ts", "t"),
    ("dz", "z"),
    ("dy", "dy"),
    ("dh", "dy"),
    ("th", "ty"),
    ("jy", "zy"),
    ("j", "zy"),
    ("sy", "sy"),
    ("ty", "ty"),
    ("zy", "zy"),
    ("ky", "ky"),
    ("gy", "gy"),
    ("ny", "ny"),
    ("hy", "hy"),
    ("my", "my"),
    ("ry", "ry"),
    ("by", "by"),
    ("py", "py"),
    ("k", "k"),
    ("s", "s"),
    ("t", "t"),
    ("n", "n"),
    ("h", "h"),
    ("f", "f"),
    ("m", "m"),
    ("y", "y"),
    ("r", "r"),
    ("w", "w"),
    ("g", "g"),
    ("z", "z"),
    ("d", "d"),
    ("b", "b"),
    ("p", "p"),
    ("v", "b"),
    ("", ""),
];

/// A reading that was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedReading {
    /// The key, or the beginning of one.
    pub key: String,
    /// True if the last syllable may still be incomplete.
    pub open: bool,
}

/// Returns the key of a text in kana; `None` if it is not all kana.
pub fn of_kana(text: &str) -> Option<String> {
    let text: String = text.chars().map(hiragana).collect();
    let mut rest = text.as_str();
    let mut key = String::with_capacity(text.len());
    while !rest.is_empty() {
        let (kana, spelled) = SYLLABLES.iter().find(|(kana, _)| rest.starts_with(kana))?;
        key.push_str(spelled);
        rest = &rest[kana.len()..];
    }
    Some(shorten(&key)).filter(|key| !key.is_empty())
}

/// Returns the key of a text in romaji (Hepburn or Kunrei, with or without long vowels); `None` if it is not romaji.
pub fn of_romaji(text: &str) -> Option<TypedReading> {
    let plain: String = text.chars().filter_map(unaccented).collect();
    if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut rest = plain.as_str();
    let mut key = String::with_capacity(plain.len());
    while !rest.is_empty() {
        // A syllabic n (also written m before b, m and p, or nn), and doubled consonants.
        let next = rest[1..].bytes().next();
        let first = rest.as_bytes()[0];
        if matches!(first, b'n' | b'm')
            && next.is_some_and(|next| !is_vowel(next) && next != b'y')
            && (first == b'n' || matches!(next, Some(b'b' | b'm' | b'p')))
        {
            key.push('n');
            rest = &rest[1..];
            continue;
        }
        if !is_vowel(first) && next == Some(first) {
            rest = &rest[1..];
            continue;
        }
        let (typed, spelled) = CONSONANTS.iter().find(|(typed, _)| rest.starts_with(typed))?;
        rest = &rest[typed.len()..];
        let Some(vowel) = rest.bytes().next() else {
            // The end: a syllabic n, or a consonant whose vowel has not been typed yet.
            let open = *spelled != "n";
            key.push_str(if open { beginning(typed, spelled) } else { "n" });
            return Some(TypedReading { key: shorten(&key), open: true });
        };
        if !is_vowel(vowel) {
            return None;
        }
        push_syllable(&mut key, typed, spelled, char::from(vowel));
        rest = &rest[1..];
    }
    Some(TypedReading { key: shorten(&key), open: true }).filter(|reading| !reading.key.is_empty())
}

/// Appends a consonant and a vowel in the key's spelling: `shi` and `si` are the same, `fu` is `hu`.
fn push_syllable(key: &mut String, typed: &str, spelled: &str, vowel: char) {
    let spelled = match (typed, vowel) {
        ("sh" | "j" | "ch" | "tch" | "th" | "dh", 'i') => &spelled[..1],
        ("f", 'u') => "h",
        ("w", 'i') => "u",
        _ => spelled,
    };
    key.push_str(spelled);
    key.push(vowel);
}

/// Returns the common beginning of all syllables that may follow.
fn beginning<'s>(typed: &str, spelled: &'s str) -> &'s str {
    match typed {
        "sh" | "ch" | "tch" | "j" | "th" | "ts" | "dz" => &spelled[..1],
        // fa and hu begin differently.
        "f" => "",
        _ => spelled,
    }
}

/// Makes long vowels short and doubled consonants single.
fn shorten(key: &str) -> String {
    let mut short = String::with_capacity(key.len());
    for c in key.chars() {
        let last = short.chars().next_back();
        let long = last == Some(c) || (last == Some('o') && c == 'u');
        if !long {
            short.push(c);
        }
    }
    short
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'i' | b'u' | b'e' | b'o')
}

fn unaccented(c: char) -> Option<char> {
    match c {
        'ā' | 'â' => Some('a'),
        'ī' | 'î' => Some('i'),
        'ū' | 'û' => Some('u'),
        'ē' | 'ê' => Some('e'),
        'ō' | 'ô' => Some('o'),
        '\'' | '-' | '’' => None,
        c => Some(c),
    }
}

/// Returns katakana as hiragana; anything else is unchanged.
pub fn hiragana(c: char) -> char {
    /// Distance from hiragana to katakana in Unicode.
    const SHIFT: u32 = 0x60;
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - SHIFT).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn romaji(text: &str) -> String {
        of_romaji(text).map(|reading| reading.key).unwrap_or_default()
    }

    #[test]
    fn every_habit_of_writing_a_reading_has_one_key() {
        for (kana, ways) in [
            ("かんせんしょう", &["kansensho", "kansenshou", "kansensyou", "kansenshō", "kannsennsyou"][..]),
            ("ソウヤク", &["soyaku", "souyaku", "sōyaku"]),
            ("ちけん", &["chiken", "tiken"]),
            ("デュアルユース", &["dyuaruyu-su", "dyuaruyuusu"]),
            ("ジェンダード", &["jendaado", "zyendado", "jenda-do"]),
            ("しんぶん", &["shimbun", "shinbun", "sinbun"]),
            ("やっきほう", &["yakkihou", "yakkiho"]),
            ("フィジカル", &["fijikaru", "fizikaru"]),
            ("ふくしま", &["fukushima", "hukusima"]),
            ("ムーンショット", &["muunshotto", "mu-nshotto", "munsyoto"]),
        ] {
            let key = of_kana(kana).unwrap_or_default();
            assert!(!key.is_empty());
            for way in ways {
                assert_eq!(romaji(way), key, "{way} for {kana}");
            }
        }
    }

    #[test]
    fn what_is_half_typed_is_a_beginning_of_the_key() {
        let key = of_kana("かんせんしょう").unwrap_or_default();
        for typed in ["k", "ka", "kan", "kans", "kanse", "kansens", "kansensh", "kansensy", "kansensho"] {
            assert!(key.starts_with(&romaji(typed)), "{typed}: {}", romaji(typed));
        }
        assert!(of_kana("ちけん").is_some_and(|key| key.starts_with(&romaji("ch")) && key.starts_with(&romaji("t"))));
    }

    #[test]
    fn other_scripts_and_other_languages_have_no_key() {
        for text in ["", "治験", "cancer", "x", "amed2", "1", "strategy"] {
            assert_eq!(of_romaji(text), None, "{text}");
        }
        for text in ["", "治験", "かな漢字", "abc"] {
            assert_eq!(of_kana(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,30}") {
            of_romaji(&text);
            of_kana(&text);
        }

        #[test]
        fn a_longer_word_has_a_key_of_which_the_shorter_is_a_beginning(syllables in prop::collection::vec(0_usize..100, 1..8)) {
            let words: Vec<&str> = syllables.iter().filter_map(|at| SYLLABLES.get(*at)).map(|(kana, _)| *kana).collect();
            let whole = of_kana(&words.concat()).unwrap_or_default();
            let part = of_kana(&words[..words.len() - 1].concat()).unwrap_or_default();
            prop_assert!(whole.starts_with(&part), "{whole} {part}");
        }
    }
}
