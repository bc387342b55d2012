//! Reasons why a server of OpenSearch did not answer, each with what to do about it.

use super::variables::{API_KEY, CA, PASSWORD, USER};

/// Reason why a server did not answer, or not as it should.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    /// Address that cannot be used.
    #[error("{address:?} is no address of an engine: {why}")]
    Address {
        /// Address as given, without what may be secret.
        address: String,
        /// Reason.
        why: String,
    },
    /// Certificate of an authority that cannot be used.
    #[error("the certificates in {CA} cannot be used: {0}")]
    Authority(String),
    /// Server that cannot be reached.
    #[error("{url} cannot be reached: {why}; is the address right, and the server running?")]
    Unreachable {
        /// Address of the server.
        url: String,
        /// Reason.
        why: String,
    },
    /// Server whose certificate is not trusted.
    #[error("{url} is not trusted: {why}; {CA} names the file of a private authority's certificate")]
    Untrusted {
        /// Address of the server.
        url: String,
        /// Reason.
        why: String,
    },
    /// Server that did not answer in time.
    #[error("{url} did not answer within {seconds} seconds")]
    Slow {
        /// Address of the server.
        url: String,
        /// Time limit, in seconds.
        seconds: u64,
    },
    /// Credentials that the server does not accept.
    #[error("{url} refuses ({status}): {}", credentials(*.given))]
    Refused {
        /// Address of the server.
        url: String,
        /// HTTP status: 401 or 403.
        status: u16,
        /// True if credentials were sent.
        given: bool,
    },
    /// Server with too much to do.
    #[error("{url} has too much to do ({status}): {reason}; try again later")]
    Busy {
        /// Address of the server.
        url: String,
        /// HTTP status: 429 or 503.
        status: u16,
        /// Reason as the server gives it.
        reason: String,
    },
    /// Index that is not there.
    #[error("{url} has no index {index:?}; `shirube engine push` makes it, and --engine-index names another")]
    NoIndex {
        /// Address of the server.
        url: String,
        /// Name of the index.
        index: String,
    },
    /// Question with more clauses than the server admits.
    #[error("the question is too long for this server; ask with fewer words, or let it admit more (indices.query.bool.max_clause_count)")]
    TooLong,
    /// Server that is another product, or lacks what is needed.
    #[error("{0}")]
    Unfit(String),
    /// Index that another program has made, or another version of this one.
    #[error("{0}")]
    Foreign(String),
    /// Other refusal of the server.
    #[error("{url} answers {status}: {reason}")]
    Answer {
        /// Address of the server.
        url: String,
        /// HTTP status.
        status: u16,
        /// Type and reason as the server gives them.
        reason: String,
    },
    /// Stop that was asked for.
    #[error("stopped before it was done")]
    Stopped,
}

/// Returns advice about credentials.
fn credentials(given: bool) -> String {
    let which = if given { "the credentials are not accepted" } else { "it asks for credentials" };
    format!("{which}; {USER} and {PASSWORD}, or {API_KEY}, hold them")
}

impl Failure {
    /// Returns true if the same call may succeed a moment later, or at another node.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Slow { .. } | Self::Busy { .. })
    }
}

impl From<Failure> for crate::engine::Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Stopped => Self::Stopped,
            passing if passing.is_passing() => Self::Passing(passing.to_string()),
            other => Self::failed(other),
        }
    }
}
