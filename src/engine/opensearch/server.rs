//! Calls of the servers: one at a time, each with a time limit; if a server does not answer, the next is asked, and after a pause the first
//! again. Nothing else is ever called: no proxy, no redirection.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use ureq::Agent;
use ureq::http::{Method, Request};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use super::address::{Address, Credentials};
use super::failure::Failure;
use crate::text::clean::clean;

/// Maximum time for a connection.
const CONNECTING: Duration = Duration::from_secs(4);
/// Maximum size of an answer, in bytes.
const LARGEST: u64 = 512 << 20;
/// First pause before another attempt; each further one is twice as long, up to the longest.
const PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Length of a wait after which it is looked whether to stop.
const GLANCE: Duration = Duration::from_millis(50);
/// Maximum length of a reason that is shown, in characters.
const SHOWN: usize = 300;

/// Limits of a call.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum time for one attempt.
    pub attempt: Duration,
    /// Time during which attempts are repeated.
    pub patience: Duration,
}

impl Limits {
    /// Limits of a call for which a reader waits.
    pub const READING: Self = Self { attempt: Duration::from_secs(10), patience: Duration::from_secs(6) };
    /// Limits of a call that writes.
    pub const WRITING: Self = Self { attempt: Duration::from_secs(120), patience: Duration::from_secs(180) };
}

/// Servers of a cluster, as a reader calls them.
pub struct Server {
    agent: Agent,
    urls: Vec<String>,
    /// Server that answered last.
    present: AtomicUsize,
    authorization: Option<String>,
    /// Flag that ends all waiting once it is set.
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Creates the caller of the servers at an address; `stop` ends all waiting once it is set.
    ///
    /// # Errors
    /// If the authority's certificates cannot be used.
    pub fn new(address: &Address, stop: Arc<AtomicBool>) -> Result<Self, Failure> {
        let tls = TlsConfig::builder();
        let tls = match &address.authority {
            Some(pem) => tls.root_certs(RootCerts::Specific(Arc::new(certificates(pem)?))),
            None => tls.root_certs(RootCerts::WebPki),
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .user_agent(concat!("shirube/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(CONNECTING))
            .tls_config(tls.build())
            .build();
        let authorization = match &address.credentials {
            Credentials::None => None,
            Credentials::Basic(user, password) => Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))),
            Credentials::ApiKey(key) => Some(format!("ApiKey {key}")),
        };
        Ok(Self { agent: config.new_agent(), urls: address.urls().to_vec(), present: AtomicUsize::new(0), authorization, stop })
    }

    /// Returns the address of the server that answered last.
    pub fn url(&self) -> &str {
        let present = self.present.load(Ordering::Relaxed) % self.urls.len().max(1);
        self.urls.get(present).map_or("", String::as_str)
    }

    /// Sends JSON and returns the answer. It is sent again after a failure that may pass, so the call must have the same effect however
    /// often it is made.
    ///
    /// # Errors
    /// If no server answers within the limits, or one refuses.
    pub fn call(&self, method: &Method, path: &str, body: &Value, limits: Limits) -> Result<Value, Failure> {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.send(method, path, &body, limits)
    }

    /// Does the same as [`Server::call`] with a body that is JSON already, or lines of it.
    ///
    /// # Errors
    /// As for [`Server::call`].
    pub fn send(&self, method: &Method, path: &str, body: &[u8], limits: Limits) -> Result<Value, Failure> {
        let begun = Instant::now();
        let mut pause = PAUSE;
        loop {
            let mut failure = Failure::Stopped;
            for _ in 0..self.urls.len() {
                if self.stopped() {
                    return Err(Failure::Stopped);
                }
                match self.attempt(method, path, body, limits.attempt) {
                    Ok(answer) => return Ok(answer),
                    Err(passing) if passing.is_passing() => {
                        self.present.fetch_add(1, Ordering::Relaxed);
                        failure = passing;
                    }
                    Err(lasting) => return Err(lasting),
                }
            }
            if begun.elapsed() + pause >= limits.patience {
                return Err(failure);
            }
            self.wait(pause)?;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Waits; in vain if it is to stop.
    ///
    /// # Errors
    /// If it is to stop.
    pub fn wait(&self, pause: Duration) -> Result<(), Failure> {
        let until = Instant::now() + pause;
        while let Some(left) = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
            if self.stopped() {
                return Err(Failure::Stopped);
            }
            thread::sleep(left.min(GLANCE));
        }
        Ok(())
    }

    /// Returns true if it is to stop.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn attempt(&self, method: &Method, path: &str, body: &[u8], limit: Duration) -> Result<Value, Failure> {
        let url = self.url();
        let failed = |error: ureq::Error| failure(url, limit, &error);
        let mut request = Request::builder().method(method.clone()).uri(format!("{url}{path}"));
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        let unsound = |error: ureq::http::Error| Failure::Address { address: url.to_owned(), why: error.to_string() };
        let sent = if body.is_empty() {
            let request = self.agent.configure_request(request.body(()).map_err(unsound)?).timeout_global(Some(limit)).build();
            self.agent.run(request)
        } else {
            let lines = path.contains("/_bulk") || path.contains("/_msearch");
            let form = if lines { "application/x-ndjson" } else { "application/json" };
            let request = request.header("content-type", form).body(body).map_err(unsound)?;
            self.agent.run(self.agent.configure_request(request).timeout_global(Some(limit)).build())
        };
        let mut response = sent.map_err(failed)?;
        let status = response.status().as_u16();
        let bytes = response.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(failed)?;
        let answer: Option<Value> = serde_json::from_slice(&bytes).ok();
        if (200..300).contains(&status) {
            // The answer to HEAD and DELETE may be empty.
            return match answer {
                Some(answer) => Ok(answer),
                None if bytes.is_empty() => Ok(Value::Null),
                None => Err(Failure::Unfit(format!("{url} does not answer as an engine does: that is no JSON"))),
            };
        }
        Err(refusal(url, status, answer.as_ref(), self.authorization.is_some()))
    }
}

/// Reads the certificates of a PEM file.
fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, Failure> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(error) => return Err(Failure::Authority(error.to_string())),
        }
    }
    if certificates.is_empty() {
        return Err(Failure::Authority("there is no certificate in it; PEM is wanted (-----BEGIN CERTIFICATE-----)".to_owned()));
    }
    Ok(certificates)
}

/// Returns the failure for a call that had no answer.
fn failure(url: &str, limit: Duration, error: &ureq::Error) -> Failure {
    let url = url.to_owned();
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            Failure::Slow { url, seconds: CONNECTING.as_secs().min(limit.as_secs()) }
        }
        ureq::Error::Timeout(_) => Failure::Slow { url, seconds: limit.as_secs() },
        ureq::Error::Tls(why) => Failure::Untrusted { url, why: (*why).to_owned() },
        ureq::Error::Rustls(error) => Failure::Untrusted { url, why: error.to_string() },
        ureq::Error::HostNotFound => Failure::Unreachable { url, why: "no such host".to_owned() },
        // rustls reports what it does not trust as a failure to read.
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => Failure::Untrusted { url, why: error.to_string() },
        ureq::Error::Io(error) => Failure::Unreachable { url, why: error.to_string() },
        ureq::Error::BodyExceedsLimit(bytes) => Failure::Unfit(format!("{url} answers with more than {} MB", bytes >> 20)),
        ureq::Error::Protocol(error) => Failure::Unreachable { url, why: format!("it does not speak HTTP: {error}") },
        other => Failure::Unreachable { url, why: other.to_string() },
    }
}

/// Returns the failure for an answer that is not what was asked for.
pub(super) fn refusal(url: &str, status: u16, answer: Option<&Value>, given: bool) -> Failure {
    let url = url.to_owned();
    let error = answer.and_then(|answer| answer.get("error"));
    let (kind, reason) = said(error);
    let reason = shown(&if reason.is_empty() { kind.clone() } else { format!("{kind}: {reason}") });
    match status {
        401 | 403 if kind != "cluster_block_exception" => Failure::Refused { url, status, given },
        404 if kind.contains("index_not_found") => {
            let index = error.and_then(|error| error.get("index")).and_then(Value::as_str).unwrap_or_default();
            Failure::NoIndex { url, index: clean(index).into_owned() }
        }
        429 | 500..=504 if is_passing(status, &kind) => Failure::Busy { url, status, reason },
        _ if answer.is_some_and(has_too_many_clauses) => Failure::TooLong,
        _ if reason.is_empty() => Failure::Answer { url, status, reason: "nothing further".to_owned() },
        _ => Failure::Answer { url, status, reason },
    }
}

/// Returns true if the same call may succeed a moment later, by the status and the type of an error.
pub(super) fn is_passing(status: u16, kind: &str) -> bool {
    match status {
        // A full disk, or an index that nobody may write, stays so.
        429 => kind != "cluster_block_exception",
        // A node has just gone.
        500 => matches!(kind, "node_not_connected_exception" | "node_disconnected_exception" | "node_closed_exception"),
        503 => kind != "too_many_buckets_exception",
        // A gateway before the cluster says that it cannot reach it.
        502 | 504 => true,
        _ => false,
    }
}

/// Returns type and reason of an error; of several causes, those of the first.
pub(super) fn said(error: Option<&Value>) -> (String, String) {
    let Some(error) = error else { return Default::default() };
    if let Some(text) = error.as_str() {
        return (text.to_owned(), String::new());
    }
    let cause = error.pointer("/failed_shards/0/reason").or_else(|| error.pointer("/root_cause/0")).unwrap_or(error);
    let text = |name: &str| cause.get(name).or_else(|| error.get(name)).and_then(Value::as_str).unwrap_or_default().to_owned();
    (text("type"), text("reason"))
}

/// Returns a text of the server in a form that may be shown.
pub(super) fn shown(text: &str) -> String {
    clean(text).chars().take(SHOWN).collect()
}

/// Returns true if an answer says, in any of its causes, that a query has too many clauses.
fn has_too_many_clauses(answer: &Value) -> bool {
    let text = answer.to_string();
    text.contains("too_many_clauses") || text.contains("too_many_nested_clauses") || text.contains("maxClauseCount")
}
