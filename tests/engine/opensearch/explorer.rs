//! The explorer over a library that is only on a cluster, in a real terminal.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::Reader;
use crate::engine::nodes::{NODES, cluster};
use crate::session::{Session, Setup};
use crate::support::Home;

#[test]
#[cfg(unix)]
fn the_explorer_reads_a_library_that_is_only_there() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let home = Arc::new(Home::new());
    let arguments = ["--engine", &reader.url, "--engine-index", reader.index];
    let mut there = Session::at(&home, &Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    let mut here = Session::with(&Setup { columns: 120, rows: 36, ..Setup::default() });
    let body =
        |session: &Session| session.text().lines().skip(1).take(33).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n");
    for (keys, shown) in [
        ("", "第3期計画"),
        ("jjj", "令和5年度概算要求"),
        ("\r", "令和5年度概算要求"),
        ("3", "指標：すべて"),
        ("4", "予算：プロジェクト別"),
        ("v", "予算：事業別"),
        ("v", "予算：府省別"),
        ("5", "対応表：第3期・プロジェクト × 府省"),
        ("lllljjj", "× 厚生労働省"),
        ("\rj\r", "3.1(3)④ 感染症プロジェクト"),
        ("5", "× 厚生労働省"),
        ("v", "× 疾患領域"),
        ("4", "予算：プロジェクト別"),
        ("v", "予算：事業別"),
        ("\u{1b}[6~\u{1b}[6~", " 61/93"),
        ("3cc", "指標：アウトカム指標"),
        ("6", "系譜：プロジェクト"),
        ("1/感染症有事", "11件"),
        ("\u{1b}[B\r", "感染症プロジェクト"),
    ] {
        for session in [&mut there, &mut here] {
            session.send(keys);
            session.wait(shown);
        }
        there.until(&format!("{keys:?} shows the same there as here:\n{}", body(&here)), |there| body(there) == body(&here));
    }
    // A bookmark set there is there the next time.
    there.send("b");
    there.wait("しおり");
    there.send("q");
    there.end();
    there.assert_restored();
    let mut again = Session::at(&home, &Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    again.wait("第3期計画");
    again.send("B");
    again.wait("1/1");
    again.send("\u{3}");
    again.end();
}

#[test]
#[cfg(unix)]
fn when_the_cluster_goes_the_old_hits_stay_and_when_it_comes_back_so_does_the_search() {
    let Some(mut cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let arguments = ["--engine", &reader.url, "--engine-index", reader.index];
    let mut session = Session::with(&Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    session.wait("第3期計画");
    session.send("/感染症有事");
    session.wait("11件");
    session.wait("感染症有事に備えた対応");
    (0..NODES).for_each(|number| cluster.kill(number));
    session.send("の");
    session.wait("/ 感染症有事の");
    session.wait("cannot be reached");
    assert!(session.text().contains("感染症有事に備えた対応") && session.text().contains("11件"), "{}", session.text());
    cluster.mend();
    session.send("\u{7f}\u{7f}\u{7f}");
    session.wait("/ 感染症 ");
    session.until("the hits of the new question", |session| {
        session.text().contains("件") && !session.text().contains("11件") && !session.text().contains("cannot be reached")
    });
    session.send("\u{3}");
    session.end();
    session.assert_restored();
}

/// A relay before a node that keeps every answer back for a while; its address.
fn slow(node: &str, delay: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let node = node.trim_start_matches("http://").to_owned();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let Ok(server) = TcpStream::connect(&node) else { continue };
            let (mut from_client, mut to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            thread::spawn(move || drop(std::io::copy(&mut from_client, &mut to_server)));
            let (mut from_server, mut to_client) = (server, client);
            thread::spawn(move || {
                let mut buffer = [0; 65_536];
                let mut last = Instant::now() - delay;
                while let Ok(count @ 1..) = from_server.read(&mut buffer) {
                    // The first piece of an answer waits, the rest of it follows at once.
                    if last.elapsed() > Duration::from_millis(50) {
                        thread::sleep(delay);
                    }
                    last = Instant::now();
                    if to_client.write_all(&buffer[..count]).is_err() {
                        return;
                    }
                }
            });
        }
    });
    url
}

#[test]
#[cfg(unix)]
fn no_key_waits_for_a_slow_cluster_and_the_newest_question_wins() {
    let Some(cluster) = cluster() else { return };
    let reader = Reader::new(&cluster, "questions");
    reader.push();
    let url = slow(&cluster.node(0), Duration::from_millis(700));
    let arguments = ["--engine", &url, "--engine-index", reader.index];
    let mut session = Session::with(&Setup { arguments: &arguments, columns: 120, rows: 36, ..Setup::default() });
    session.wait("第3期計画");
    let mut typed = String::from("/ ");
    session.send("/");
    for key in "感染症有事".chars() {
        let begun = Instant::now();
        session.send(&key.to_string());
        typed.push(key);
        session.wait(&typed);
        assert!(begun.elapsed() < Duration::from_millis(600), "{key} waited {:?}", begun.elapsed());
    }
    session.wait("11件");
    session.wait("感染症有事に備えた対応");
    let begun = Instant::now();
    session.send("\u{3}");
    session.end();
    session.assert_restored();
    assert!(begun.elapsed() < Duration::from_secs(3));
}
