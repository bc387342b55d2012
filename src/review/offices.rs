//! Ministries as the sheets name them, and their records.

use crate::model::{Id, Office};

/// Ministries of the government: the name, the code by which documents print it if they do, the last part of the record's id.
const MINISTRIES: [(&str, Option<&str>, &str); 29] = [
    ("内閣官房", None, "cas"),
    ("内閣法制局", None, "clb"),
    ("人事院", None, "npa-personnel"),
    ("内閣府", Some("内"), "cao"),
    ("宮内庁", None, "kunaicho"),
    ("公正取引委員会", None, "jftc"),
    ("国家公安委員会", None, "npsc"),
    ("警察庁", None, "npa"),
    ("個人情報保護委員会", None, "ppc"),
    ("カジノ管理委員会", None, "jcrc"),
    ("金融庁", None, "fsa"),
    ("消費者庁", None, "caa"),
    ("こども家庭庁", Some("こ"), "cfa"),
    ("デジタル庁", None, "digital"),
    ("復興庁", None, "reconstruction"),
    ("総務省", Some("総"), "mic"),
    ("公害等調整委員会", None, "kouchoi"),
    ("消防庁", None, "fdma"),
    ("法務省", None, "moj"),
    ("外務省", None, "mofa"),
    ("財務省", None, "mof"),
    ("文部科学省", Some("文"), "mext"),
    ("厚生労働省", Some("厚"), "mhlw"),
    ("農林水産省", None, "maff"),
    ("経済産業省", Some("経"), "meti"),
    ("国土交通省", None, "mlit"),
    ("環境省", None, "env"),
    ("原子力規制委員会", None, "nra"),
    ("防衛省", None, "mod"),
];

/// Returns the ministry that a code, a name or the last part of an id means, as the sheets name it.
pub(super) fn name_of(named: &str) -> Option<&'static str> {
    MINISTRIES.iter().find(|(name, code, id)| *name == named || *code == Some(named) || *id == named).map(|(name, ..)| *name)
}

/// Returns true if a name is that of a ministry.
pub(super) fn is_ministry(name: &str) -> bool {
    MINISTRIES.iter().any(|(known, ..)| *known == name)
}

/// Returns a ministry's part in a programme.
pub(super) fn office(name: &str, lead: bool) -> Office {
    let code = MINISTRIES.iter().find(|(known, ..)| *known == name).and_then(|(_, code, _)| *code);
    Office { code: code.map(str::to_owned), name: name.to_owned(), lead }
}

/// Returns the id of a ministry's record, for one that the corpus lacks. The id of an unknown ministry is made from its name.
pub(super) fn id(name: &str) -> Id {
    let known = MINISTRIES.iter().find(|(known, ..)| *known == name).map(|(.., id)| (*id).to_owned());
    Id::new(format!("ministry/{}", known.unwrap_or_else(|| format!("n-{:08x}", crc32fast::hash(name.as_bytes())))))
}
