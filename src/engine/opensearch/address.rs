//! Addresses of a library in OpenSearch: the servers, the name of the index, and the credentials, which are never shown.

use std::fmt;

use super::failure::Failure;
use super::variables::{API_KEY, PASSWORD, USER};
use crate::text::clean::clean;

/// Name of the index if none is given.
pub const USUAL_INDEX: &str = "shirube";
/// Maximum length of an index's name, in bytes: what is added to it must fit into the server's 255.
const LONGEST_NAME: usize = 200;

/// Way in which a reader proves to be one. Its debug form does not show it.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Credentials {
    /// No proof.
    #[default]
    None,
    /// Name and password.
    Basic(String, String),
    /// Key, as the server has issued it.
    ApiKey(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Basic(..) => "Basic(…)",
            Self::ApiKey(_) => "ApiKey(…)",
        })
    }
}

/// Address of a library in OpenSearch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// Addresses of the servers, without a slash at the end. Each answers for the whole cluster: if one does not, the next is asked.
    urls: Vec<String>,
    /// Name of the index.
    index: String,
    /// Credentials.
    pub credentials: Credentials,
    /// Certificates of a private authority, as PEM; if there are any, no others are trusted.
    pub authority: Option<Vec<u8>>,
}

impl Address {
    /// Reads the address of one server, or of several separated by commas, and the name of the index.
    ///
    /// # Errors
    /// If the address is none, contains credentials, or no index can have that name.
    pub fn new(typed: &str, index: &str) -> Result<Self, Failure> {
        let urls: Vec<String> = typed.split(',').map(str::trim).filter(|url| !url.is_empty()).map(url).collect::<Result<_, _>>()?;
        if urls.is_empty() {
            return Err(wrong(typed, "it is empty"));
        }
        let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        if !index.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            || !index.chars().all(sound)
            || index.len() > LONGEST_NAME
        {
            let why = "an index's name has small letters, digits, - _ and . only, and begins with one of the first two";
            return Err(wrong(index, why));
        }
        Ok(Self { urls, index: index.to_owned(), credentials: Credentials::None, authority: None })
    }

    /// Returns the address with credentials.
    ///
    /// # Errors
    /// If they would travel through a network in the clear.
    pub fn with(mut self, credentials: Credentials) -> Result<Self, Failure> {
        let open = self.urls.iter().find(|url| url.starts_with("http:") && !is_of_this_machine(url));
        if let Some(open) = open.filter(|_| credentials != Credentials::None) {
            return Err(wrong(open, "credentials go by https only, except to this machine"));
        }
        self.credentials = credentials;
        Ok(self)
    }

    /// Returns the addresses of the servers, as a reader is shown them.
    pub fn urls(&self) -> &[String] {
        &self.urls
    }

    /// Returns the name of the index.
    pub fn index(&self) -> &str {
        &self.index
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.urls.join(","))
    }
}

fn wrong(address: &str, why: &str) -> Failure {
    // What stands before an @ may be a password.
    let shown = address.rsplit_once('@').map_or_else(|| address.to_owned(), |(_, host)| format!("…@{host}"));
    Failure::Address { address: clean(&shown).into_owned(), why: why.to_owned() }
}

/// Reads the address of a server.
fn url(typed: &str) -> Result<String, Failure> {
    let uri: ureq::http::Uri = typed.parse().map_err(|_| wrong(typed, "it is like https://search.example.jp:9200"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(wrong(typed, "it begins with https:// or http://"));
    };
    if !matches!(scheme, "http" | "https") {
        return Err(wrong(typed, "it begins with https:// or http://"));
    }
    if authority.as_str().contains('@') {
        return Err(wrong(typed, &format!("credentials do not belong there; {USER} and {PASSWORD}, or {API_KEY}, hold them")));
    }
    if uri.query().is_some() {
        return Err(wrong(typed, "it has no question mark"));
    }
    Ok(format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/')))
}

/// Returns true if a server's address is one of this machine, where nobody else listens on the way.
fn is_of_this_machine(url: &str) -> bool {
    let host = url.trim_start_matches("http://").split('/').next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, port)| if port.ends_with(']') { url } else { host });
    matches!(host, "localhost" | "[::1]") || host.parse().is_ok_and(|address: std::net::Ipv4Addr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn addresses_are_read_and_say_what_is_wrong() {
        let read = |typed: &str| Address::new(typed, USUAL_INDEX);
        assert_eq!(read("http://127.0.0.1:9200/").unwrap().urls(), ["http://127.0.0.1:9200"]);
        assert_eq!(read("https://a.jp/search/, https://b.jp").unwrap().urls(), ["https://a.jp/search", "https://b.jp"]);
        for wrong in ["", ",", "127.0.0.1:9200", "ftp://a.jp", "https://", "https://a.jp/?x=1", "https://a b", "file:///etc/passwd"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let said = read("https://me:secret@a.jp").unwrap_err().to_string();
        assert!(!said.contains("secret") && said.contains(PASSWORD), "{said}");
    }

    #[test]
    fn an_index_has_a_name_that_servers_take() {
        let named = |name: &str| Address::new("http://localhost:9200", name).is_ok();
        assert!(["shirube", "a-1", "rs.2024_x", "9"].into_iter().all(named));
        let long = "a".repeat(LONGEST_NAME + 1);
        assert!(["", "_all", "A", "a*", "a,b", "a/b", "..", "しるべ", "-a", &long].into_iter().all(|name| !named(name)));
    }

    #[test]
    fn credentials_are_not_sent_in_the_clear_nor_shown() {
        let credentials = || Credentials::Basic("me".to_owned(), "secret".to_owned());
        let with = |url: &str| Address::new(url, USUAL_INDEX).unwrap().with(credentials());
        assert!(with("http://a.jp:9200").is_err() && with("http://127.0.0.1.evil.jp").is_err() && with("http://[::2]:9200").is_err());
        assert!(with("http://127.0.0.1:9200").is_ok() && with("http://localhost").is_ok() && with("http://[::1]:9200").is_ok());
        let address = with("https://a.jp:9200").unwrap();
        assert!(!format!("{address:?} {address}").contains("secret"));
        assert!(!format!("{:?}", Credentials::ApiKey("secret".to_owned())).contains("secret"));
    }
}
