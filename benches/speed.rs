//! How fast: start to first frame, a keystroke to its results, one-shot `search`, building the index. `make bench` runs it.
//!
//! The dictionary in use is the reader's (`shirube dictionary status`); the index lives in a folder of the bench's own.
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use divan::Bencher;
use etcetera::BaseStrategy;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use shirube::app::{Language, Size, State};
use shirube::corpus;
use shirube::index::{Searcher, Store};
use shirube::model::{Corpus, Filter};
use shirube::ui::{self, theme::Theme};

/// What a reader types, character by character.
const TYPED: &str = "臨床研究中核病院 DCT";

fn main() {
    divan::main();
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench")
}

fn dictionary() -> PathBuf {
    let named = std::env::var_os("SHIRUBE_DICTIONARY").map(PathBuf::from);
    named.unwrap_or_else(|| etcetera::choose_base_strategy().unwrap().data_dir().join("shirube").join("dictionary"))
}

fn loaded() -> Arc<Corpus> {
    Arc::new(corpus::load(None).unwrap())
}

fn store(corpus: Arc<Corpus>) -> Store {
    let hash = corpus::hash(&corpus::sources(None).unwrap());
    Store::new(corpus, hash, &folder().join("index"), &dictionary()).unwrap()
}

fn searcher() -> &'static Searcher {
    static SEARCHER: OnceLock<Searcher> = OnceLock::new();
    SEARCHER.get_or_init(|| store(loaded()).open(&mut |_| {}).unwrap().searcher)
}

/// The corpus: TOML parsed, checked, linked.
#[divan::bench]
fn load_corpus() -> Arc<Corpus> {
    loaded()
}

/// The first frame, without the process around it.
#[divan::bench]
fn first_frame_in_process(bencher: Bencher) {
    let corpus = loaded();
    let theme = Theme::terminal();
    bencher.bench(|| {
        let state = State::new(Arc::clone(&corpus), Size { columns: 120, rows: 36 }, Language::Japanese);
        let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
        terminal.draw(|frame| ui::draw(frame, &state, &theme)).unwrap();
    });
}

/// The binary in a pseudo-terminal, from its start to the first text on the screen; aim: under 50 ms.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn start_to_first_frame(bencher: Bencher) {
    searcher();
    bencher.bench_local(|| {
        let pair = native_pty_system().openpty(PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_shirube"));
        command.arg("--index-dir");
        command.arg(folder().join("index"));
        command.env("SHIRUBE_DICTIONARY", dictionary());
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let cells = |count| std::num::NonZeroU16::new(count).unwrap();
        let mut screen = vt100::Parser::new(cells(36), cells(120), 0);
        let mut buffer = [0; 65536];
        while !screen.screen().contents().contains("第3期計画") {
            let count = reader.read(&mut buffer).unwrap();
            assert!(count > 0, "the explorer ended: {}", screen.screen().contents());
            screen.process(&buffer[..count]);
        }
        // Ending it takes a while and is no part of the start: divan drops what is returned outside its clock.
        Explorer { child, _terminal: pair.master }
    });
}

/// A running explorer; ended when dropped.
struct Explorer {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _terminal: Box<dyn portable_pty::MasterPty + Send>,
}

impl Drop for Explorer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// One keystroke of a query being typed, to its results; aim: under 5 ms.
#[divan::bench]
fn keystroke_to_results(bencher: Bencher) {
    let searcher = searcher();
    let prefixes: Vec<String> = (1..=TYPED.chars().count()).map(|count| TYPED.chars().take(count).collect()).collect();
    let mut next = prefixes.iter().cycle();
    bencher.bench_local(move || searcher.search(next.next().unwrap(), &Filter::default(), 200).unwrap());
}

/// `shirube search`, the whole process; aim: under 30 ms.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn one_shot_search(bencher: Bencher) {
    searcher();
    bencher.bench(|| {
        let status = Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(["search", "感染症有事", "--format", "json", "--index-dir"])
            .arg(folder().join("index"))
            .env("SHIRUBE_DICTIONARY", dictionary())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
    });
}

/// Building the index of the shipped corpus.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn build_index(bencher: Bencher) {
    let store = store(loaded());
    bencher.bench_local(|| store.rebuild(&mut |_| {}).unwrap());
}
