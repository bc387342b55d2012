//! Servers that are slow, dead, hostile or another product: what a reader is told, and that no key waits for them. No Java is needed.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::session::{Session, Setup};
use crate::support::{Home, stderr};

/// A server that does the same with every call, for as long as the test runs.
struct Fake {
    url: String,
    calls: Arc<AtomicUsize>,
}

impl Fake {
    fn new(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let calls = Arc::new(AtomicUsize::new(0));
        let (counted, answer) = (Arc::clone(&calls), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::Relaxed);
                let answer = Arc::clone(&answer);
                thread::spawn(move || answer(stream));
            }
        });
        Self { url, calls }
    }

    /// One that answers every call with this status and body.
    fn saying(status: &'static str, more: &str, body: &str) -> Self {
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{more}connection: close\r\n\r\n{body}", body.len());
        Self::new(move |mut stream| {
            let mut call = [0; 65_536];
            drop(stream.read(&mut call));
            drop(stream.write_all(answer.as_bytes()));
        })
    }

    /// One that takes every call and never answers.
    fn hanging() -> Self {
        Self::new(|stream| {
            thread::sleep(Duration::from_secs(600));
            drop(stream);
        })
    }
}

/// An address at which nobody listens.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[test]
fn a_server_that_does_not_answer_as_it_should_is_told_with_what_to_do() {
    let home = Home::new();
    let elsewhere = Fake::saying("200 OK", "", "{}");
    let moved = Fake::saying("302 Found", &format!("location: {}/\r\n", elsewhere.url), "");
    let quickwit = "{\"version\":{\"number\":\"7.17.0\",\"distribution\":\"quickwit\"}}";
    let old = "{\"version\":{\"number\":\"1.3.2\",\"distribution\":\"opensearch\"},\"tagline\":\"x\"}";
    let hostile = "{\"error\":{\"type\":\"\\u001b[2Jx\",\"reason\":\"a\\u001b]0;title\\u0007b\\u009b31m\"},\"status\":400}";
    let cases: [(Fake, &str); 9] = [
        (Fake::saying("200 OK", "", "<html>hello</html>"), "does not answer as an engine does"),
        (Fake::saying("200 OK", "", "{}"), "neither OpenSearch nor Elasticsearch"),
        (Fake::saying("200 OK", "", quickwit), "quickwit 7.17.0"),
        (Fake::saying("200 OK", "", old), "version 2 or newer"),
        (Fake::saying("400 Bad Request", "", hostile), "answers 400"),
        (Fake::saying("401 Unauthorized", "", ""), "asks for credentials"),
        (Fake::saying("500 Internal Server Error", "", "x"), "answers 500"),
        (Fake::new(|mut stream| drop(stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n"))), "cannot be reached"),
        (moved, "answers 302"),
    ];
    for (server, word) in &cases {
        for arguments in [
            &["search", "感染症", "--engine", &server.url][..],
            &["engine", "push", &server.url],
            &["engine", "drop", "--yes", &server.url],
        ] {
            let told = home.run(arguments);
            let said = stderr(&told);
            assert!(told.status.code() == Some(2) && said.contains(word), "{arguments:?}: {said}");
            assert!(
                said.lines().count() == 1 && !said.contains('\u{1b}') && !said.contains('\u{9b}') && !said.contains('\u{7}'),
                "{said:?}"
            );
        }
    }
    assert_eq!(elsewhere.calls.load(Ordering::Relaxed), 0, "nothing but the engine is ever called");
    let told = home.run(&["search", "感染症", "--engine", &nobody()]);
    assert!(told.status.code() == Some(2) && stderr(&told).contains("cannot be reached"), "{}", stderr(&told));
}

#[test]
fn a_busy_server_is_asked_again_and_then_told() {
    let home = Home::new();
    let busy = Fake::saying("503 Service Unavailable", "", "{\"error\":{\"type\":\"x\",\"reason\":\"no shard\"},\"status\":503}");
    let told = home.run(&["search", "感染症", "--engine", &busy.url]);
    assert!(told.status.code() == Some(2) && stderr(&told).contains("too much to do"), "{}", stderr(&told));
    assert!(busy.calls.load(Ordering::Relaxed) > 3, "it was asked once only");
    let full =
        Fake::saying("429 Too Many Requests", "", "{\"error\":{\"type\":\"cluster_block_exception\",\"reason\":\"disk\"},\"status\":429}");
    assert!(stderr(&home.run(&["search", "感染症", "--engine", &full.url])).contains("disk"));
    assert!(full.calls.load(Ordering::Relaxed) < 3, "a full disk does not empty itself");
}

#[test]
fn addresses_and_credentials_are_refused_before_anybody_is_called() {
    let home = Home::new();
    for (url, variables, word) in [
        ("http://reader:geheim@127.0.0.1:9200", &[][..], "SHIRUBE_ENGINE_PASSWORD"),
        ("http://search.example.jp:9200", &[("SHIRUBE_ENGINE_USER", "reader"), ("SHIRUBE_ENGINE_PASSWORD", "geheim")], "https only"),
        ("localhost:9200", &[], "https:// or http://"),
        ("http://127.0.0.1:1", &[("SHIRUBE_ENGINE_API_KEY", "ge heim\u{7}")], "no key has"),
        ("http://127.0.0.1:1", &[("SHIRUBE_ENGINE_INDEX", "Large")], "small letters"),
    ] {
        let told = home.command(&["search", "感染症", "--engine", url]).envs(variables.iter().copied()).output().unwrap();
        let said = stderr(&told);
        assert!(told.status.code() == Some(2) && said.contains(word) && !said.contains("geheim"), "{url}: {said}");
    }
    // The environment says where, an empty option says here.
    let nobody = nobody();
    let told = home.command(&["search", "感染症", "--limit", "1"]).env("SHIRUBE_ENGINE", &nobody).output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    let told = home.command(&["search", "感染症", "--limit", "1", "--engine", ""]).env("SHIRUBE_ENGINE", &nobody).output().unwrap();
    assert_eq!(told.status.code(), Some(0), "{}", stderr(&told));
    // As does the configuration, whose secrets are as little shown.
    let folder = home.dir.path().join(".config/shirube");
    std::fs::create_dir_all(&folder).unwrap();
    let config = format!("engine = \"{nobody}\"\nengine_index = \"x\"\nengine_user = \"reader\"\nengine_password = \"geheim\"\n");
    std::fs::write(folder.join("config.toml"), config).unwrap();
    let told = home.run(&["search", "感染症"]);
    assert!(told.status.code() == Some(2) && !stderr(&told).contains("geheim"), "{}", stderr(&told));
    assert_eq!(home.run(&["import", "--help"]).status.code(), Some(0));
    assert_eq!(home.run(&["check"]).status.code(), Some(0), "what is of this machine stays so");
    let paper = home.dir.path().join("paper.txt");
    std::fs::write(&paper, "令和9年度 概算要求\n\n認知症研究開発事業　12億円\n").unwrap();
    let told = home.run(&["import", paper.to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(0), "{}", stderr(&told));
}

#[test]
#[cfg(unix)]
fn no_key_waits_for_a_server_that_hangs_or_is_not_there() {
    for (url, word) in [(Fake::hanging().url, "索引を開いています"), (nobody(), "検索できません")] {
        let arguments = ["--engine", &url];
        let none = "まだ一つもここにありません";
        let mut session = Session::with(&Setup { arguments: &arguments, columns: 100, ..Setup::default() });
        session.wait(word);
        for (keys, shown) in [
            ("3", none),
            ("4", none),
            ("5", none),
            ("6", none),
            ("/感染症", "/ 感染症"),
            ("有事", "/ 感染症有事"),
            ("\u{1b}", "目次"),
            ("?", "キー"),
        ] {
            let begun = Instant::now();
            session.send(keys);
            session.wait(shown);
            assert!(begun.elapsed() < Duration::from_secs(3), "{keys:?} waited for {url}");
            let claims = ["見つかりません", "結び付けるものはありません"];
            assert!(!claims.iter().any(|claim| session.text().contains(claim)), "what is not here is not nothing: {}", session.text());
        }
        let begun = Instant::now();
        session.send("\u{3}");
        session.end();
        session.assert_restored();
        assert!(begun.elapsed() < Duration::from_secs(3), "it waited for {url} to end");
    }
}
