//! Speed, proven: one table, each figure beside its peer in the same run. The shipped corpus is 1x; 100x and 1,000x are it and copies of its
//! texts as documents of the reader's library, so that the real binary starts, reads and searches them as it would any reader's. The peers get
//! the same texts as files. `make bench` runs it; the large ones are made once and kept in the target folder.
//!
//! `cargo bench --bench speed -- 1 100` measures those sizes only, `-- papers` the import of papers, `-- sheets` a year of review
//! sheets and ten thousand documents, `-- engine` a library on a cluster.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints, and may stop at the first surprise"
)]

#[path = "speed/explorer.rs"]
mod explorer;
#[path = "speed/import.rs"]
mod import;
#[path = "speed/index.rs"]
mod index;
#[path = "../tests/engine/nodes.rs"]
#[allow(dead_code, reason = "tests kill nodes, a bench does not")]
mod nodes;
#[path = "speed/papers.rs"]
mod papers;
#[path = "../tests/pdf.rs"]
mod pdf;
#[path = "speed/place.rs"]
mod place;
#[path = "speed/shared.rs"]
mod shared;
#[path = "speed/sheets.rs"]
mod sheets;
#[path = "speed/table.rs"]
mod table;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use place::Place;
use table::{Row, Table};

/// How many times the shipped corpus's texts there are.
const SIZES: [usize; 3] = [1, 100, 1000];
/// The sizes that are put on a cluster.
const SHARED: [usize; 2] = [1, 100];
/// What is searched for in one shot, from what stands on 19 lines of the shipped texts to what stands on 362.
const QUERIES: [&str; 5] = ["感染症有事", "認知症", "AMED", "創薬", "研究開発"];
/// Runs of which the median is told.
const RUNS: usize = 21;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let part = |name: &str| std::env::args().any(|argument| argument == name);
    let (papers, sheets, engine) = (part("papers"), part("sheets"), part("engine"));
    let all = asked.is_empty() && !papers && !sheets && !engine;
    let mut table = Table::default();
    for size in SIZES.into_iter().filter(|size| all || asked.contains(size)) {
        let place = Place::made(size);
        let times = format!("{size}x");
        first_frame(&place, &times, &mut table);
        one_shot(&place, &times, &mut table);
        index::keystrokes(&place, &times, &mut table);
        memory(&place, &times, &mut table);
        if size < 1000 {
            index::build(&place, &times, &mut table);
        }
        table.add(Row::new(&times, "first start of all: parse, index", place.first_start * 1000.0, "ms"));
    }
    if all || papers {
        import::papers(&mut table);
    }
    if all || sheets {
        sheets::rows_of_a_year(&mut table);
        sheets::many_documents(&mut table);
    }
    if (all || engine)
        && let Some(cluster) = shared::cluster()
    {
        for size in SHARED {
            shared::measure(&cluster, &Place::made(size), &format!("{size}x"), &mut table);
        }
    }
    binary(&mut table);
    println!("{table}");
}

/// The median of some runs, in milliseconds.
fn median(runs: usize, mut run: impl FnMut() -> Duration) -> f64 {
    let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
    times.sort_unstable();
    times[runs / 2].as_secs_f64() * 1000.0
}

/// Whether a program is there.
fn installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// A process from its start to its end, its output read through a pipe.
fn process(mut command: Command) -> Duration {
    let begun = Instant::now();
    let output = command.stderr(Stdio::null()).output().unwrap();
    assert!(!output.stdout.is_empty());
    begun.elapsed()
}

fn one_shot(place: &Place, times: &str, table: &mut Table) {
    let aim = match place.size {
        1 => "≤ 1.5 × ripgrep",
        1000 => "≤ 1/20 ripgrep",
        _ => "",
    };
    let met = |ratio: f64| match place.size {
        1 => ratio <= 1.5,
        1000 => ratio <= 0.05,
        _ => true,
    };
    let (mut ours, mut theirs) = (0.0, installed("rg").then_some(0.0));
    for query in QUERIES {
        let own = median(RUNS, || process(place.shirube(&["search", query, "--format", "json"])));
        let peer = theirs.map(|_| {
            median(RUNS, || {
                let mut command = Command::new("rg");
                command.args(["--no-config", "--fixed-strings", "--", query]).arg(place.texts());
                process(command)
            })
        });
        let what = format!("one-shot search, {query}");
        table.add(Row::new(times, what, own, "ms").aim(aim).peer("ripgrep", peer, met));
        ours += own;
        theirs = theirs.zip(peer).map(|(sum, peer)| sum + peer);
    }
    table.add(Row::new(times, "one-shot search, all of these", ours, "ms").aim(aim).peer("ripgrep", theirs, met));
    // What no search can be faster than: a process that does nothing.
    let nothing = median(RUNS, || process(place.shirube(&["--version"])));
    let peer = theirs.map(|_| {
        median(RUNS, || {
            let mut command = Command::new("rg");
            command.arg("--version");
            process(command)
        })
    });
    table.add(Row::new(times, "a process that does nothing", nothing, "ms").peer("ripgrep", peer, |_| true));
}

fn first_frame(place: &Place, times: &str, table: &mut Table) {
    let ours = median(RUNS, || explorer::first_frame(place.explorer(), "第3期計画"));
    let text = place.all();
    let fzf = installed("fzf").then(|| median(RUNS, || explorer::first_frame(explorer::fzf(&text), &place.first_words)));
    let less = installed("less").then(|| median(RUNS, || explorer::first_frame(explorer::less(&text), &place.first_words)));
    table.add(Row::new(times, "start to first frame", ours, "ms").aim("≤ fzf").peer("fzf", fzf, |ratio| ratio <= 1.0));
    table.add(Row::new(times, "start to first frame", ours, "ms").peer("less", less, |_| true));
}

fn memory(place: &Place, times: &str, table: &mut Table) {
    let (aim, most) = match place.size {
        1 => ("< 80 MB", 80.0),
        1000 => ("< 250 MB", 250.0),
        _ => ("", f64::INFINITY),
    };
    let ours = explorer::memory(place.explorer(), "第3期計画", "/", "感染症");
    let fzf = installed("fzf").then(|| explorer::memory(explorer::fzf(&place.all()), &place.first_words, "", "感染症").resident);
    table.add(Row::new(times, "explorer, resident", ours.resident, "MB").aim(aim).met(ours.resident < most).peer("fzf", fzf, |_| true));
    table.add(Row::new(times, "of it not backed by files", ours.anonymous, "MB"));
}

fn binary(table: &mut Table) {
    let size = |path: &str| std::fs::metadata(path).map(|meta| meta.len() as f64 / 1e6).ok();
    let found = |program: &str| {
        let path = std::env::var("PATH").unwrap_or_default();
        path.split(':').find_map(|folder| size(&format!("{folder}/{program}")))
    };
    let ours = size(env!("CARGO_BIN_EXE_shirube")).unwrap_or(0.0);
    table.add(Row::new("", "the binary, with the corpus", ours, "MB").peer("ripgrep", found("rg"), |_| true));
}
