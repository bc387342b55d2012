//! The table: what, ours, the peer's, how one is to the other, what was aimed at.

use std::fmt;

use shirube::text::width::pad;

/// Columns for what is measured.
const WHAT: usize = 34;

/// A figure beside its peer.
pub struct Row {
    times: String,
    what: String,
    ours: f64,
    unit: &'static str,
    aim: &'static str,
    met: Option<bool>,
    peer: String,
    theirs: Option<f64>,
}

impl Row {
    /// A figure of ours.
    pub fn new(times: &str, what: impl Into<String>, ours: f64, unit: &'static str) -> Self {
        Self { times: times.to_owned(), what: what.into(), ours, unit, aim: "", met: None, peer: String::new(), theirs: None }
    }

    /// What it aims at.
    pub fn aim(mut self, aim: &'static str) -> Self {
        self.aim = aim;
        self
    }

    /// Whether the aim is met.
    pub fn met(mut self, met: bool) -> Self {
        self.met = Some(met);
        self
    }

    /// The same figure of another program; `None` where it is not installed. `met` judges ours as a multiple of theirs.
    pub fn peer(mut self, peer: &str, theirs: Option<f64>, met: impl Fn(f64) -> bool) -> Self {
        peer.clone_into(&mut self.peer);
        if !self.aim.is_empty() && self.met.is_none() {
            self.met = theirs.map(|theirs| met(self.ours / theirs));
        }
        if theirs.is_none() && !peer.is_empty() && !peer.contains("ended") {
            self.peer.push_str(" (not installed)");
        }
        self.theirs = theirs;
        self
    }
}

/// All figures, printed at once.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds a figure; says it at once as well, for those who wait.
    pub fn add(&mut self, row: Row) {
        eprintln!("  {row}");
        self.rows.push(row);
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = |value: f64| if value < 10.0 { format!("{value:.2}") } else { format!("{value:.1}") };
        let theirs = self.theirs.map(figure).unwrap_or_default();
        let ratio = self.theirs.map(|theirs| format!("{:.3}", self.ours / theirs)).unwrap_or_default();
        let met = match (self.aim, self.met) {
            ("", _) => "",
            (_, Some(true)) => "met",
            (_, Some(false)) => "MISSED",
            (_, None) => "",
        };
        write!(
            f,
            "{:>6} {} {:>10} {:<4} {:>10} {:<24} {:>8}  {:<16} {met}",
            self.times,
            pad(&self.what, WHAT),
            figure(self.ours),
            self.unit,
            theirs,
            self.peer,
            ratio,
            self.aim
        )
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>6} {:<34} {:>10} {:<4} {:>10} {:<24} {:>8}  aim", "texts", "", "ours", "", "peer's", "peer", "ratio")?;
        self.rows.iter().try_for_each(|row| writeln!(f, "{row}"))
    }
}
