//! Random keys, queries, clicks and sizes in a real terminal, for long: nothing panics, memory does not grow, the terminal is restored.
//! `make test` does it for seconds, `make soak` for an hour (`SHIRUBE_SOAK_SECONDS`). The seed is printed, and `SHIRUBE_SEED` repeats it.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use crate::session::{Session, Setup};

/// What a reader, a careless one, or an input method sends.
const KEYS: &[&str] = &[
    "j",
    "k",
    "h",
    "l",
    "g",
    "G",
    " ",
    "\t",
    "\u{1b}[Z",
    "\r",
    "\u{1b}",
    "1",
    "3",
    "4",
    "5",
    "6",
    "/",
    "2",
    "o",
    "m",
    "i",
    "a",
    "[",
    "]",
    "n",
    "N",
    "J",
    "K",
    "t",
    "p",
    "z",
    "<",
    ">",
    "b",
    "B",
    "c",
    "w",
    "f",
    "x",
    "s",
    "v",
    "y",
    "Y",
    "I",
    "C",
    "M",
    "?",
    ":",
    "e",
    "H",
    "`",
    "'",
    "A",
    "\u{14}",
    "\u{13}",
    "\u{7}",
    "\u{18}",
    "\u{12}",
    "\u{8}",
    "\u{c}",
    "\u{1b}m",
    "\u{1b}[A",
    "\u{1b}[B",
    "\u{1b}[C",
    "\u{1b}[D",
    "\u{1b}[5~",
    "\u{1b}[6~",
    "\u{1b}[H",
    "\u{1b}[F",
    "\u{1b}OP",
    "ｊ",
    "／",
    "感",
    "染",
    "症",
    "kansen",
    "治験",
    "府省:厚",
    "令和5",
    "\"",
    "(",
    "-",
    "ｶﾞ",
    "𠮷",
    "\u{1b}[200~貼る\u{1b}[201~",
    "\u{1b}[<0;20;8M\u{1b}[<0;20;8m",
    "\u{1b}[<64;20;8M",
    "\u{1b}[<32;50;8M",
];
const SIZES: &[(u16, u16)] = &[(120, 36), (80, 24), (40, 10), (1, 1), (200, 60), (60, 16)];

/// Keys between two looks at the memory.
const SAMPLE: u64 = 20_000;

struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count as u64).unwrap()
    }
}

/// Memory that is the process's own, in kB.
fn resident(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find(|line| line.starts_with("RssAnon"))?.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn any_keys_for_any_time_do_no_harm() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seconds = number("SHIRUBE_SOAK_SECONDS").unwrap_or(8);
    let seed = number("SHIRUBE_SEED").unwrap_or_else(|| u64::from(std::process::id()) + 0x9e37_79b9_7f4a_7c15);
    println!("soak: SHIRUBE_SEED={seed}, {seconds} s");
    let mut random = Random(seed);
    let begun = Instant::now();
    let mut samples = Vec::new();
    while begun.elapsed() < Duration::from_secs(seconds) {
        let mut session = Session::with(&Setup { columns: 120, rows: 36, ..Setup::default() });
        session.wait("第3期計画");
        let mut sent = 0_u64;
        while begun.elapsed() < Duration::from_secs(seconds) && session.runs() {
            if random.below(40) == 0 {
                let (columns, rows) = SIZES[random.below(SIZES.len())];
                session.resize(columns, rows);
            }
            session.send(KEYS[random.below(KEYS.len())]);
            sent += 1;
            // Now and then all that was sent is waited for, so that time is spent in the explorer rather than in a queue.
            if sent.is_multiple_of(20) {
                std::thread::sleep(Duration::from_millis(60));
            }
            if sent.is_multiple_of(SAMPLE)
                && let Some(now) = resident(session.pid())
            {
                println!("soak: {sent} keys, {now} kB");
                samples.push(now);
            }
        }
        if session.runs() {
            session.signal("-TERM");
            assert_eq!(session.end(), 143, "SHIRUBE_SEED={seed}");
        } else {
            // The menu has an entry that leaves.
            assert_eq!(session.end(), 0, "SHIRUBE_SEED={seed}:\n{}", session.text());
        }
        assert!(!session.text().contains("panicked"), "SHIRUBE_SEED={seed}:\n{}", session.text());
        session.assert_restored();
    }
    // The longest query of all leaves its mark on the allocator, once; what goes on growing after that is a leak.
    let third = samples.len() / 3;
    let most = |samples: &[u64]| samples.iter().copied().max().unwrap_or(0);
    if third > 0 {
        let (middle, last) = (most(&samples[third..2 * third]), most(&samples[2 * third..]));
        assert!(last < middle + middle / 4 + 20_000, "SHIRUBE_SEED={seed}: memory goes on growing: {samples:?} kB");
    }
}
