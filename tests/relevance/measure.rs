//! How good an order of records is for a question: shared by the test and by the comparison with other engines.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Hits that count.
pub const DEPTH: usize = 10;

#[derive(Deserialize)]
pub struct Set {
    pub questions: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub query: String,
    pub form: String,
    /// Of the half that was never looked at while weights were tuned.
    pub held: bool,
    /// Records with their grade: 3 exactly it, 2 clearly right, 1 useful.
    pub want: BTreeMap<String, u8>,
}

/// The questions.
pub fn questions() -> Vec<Question> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance/questions.toml");
    toml::from_str::<Set>(&std::fs::read_to_string(path).unwrap()).unwrap().questions
}

/// Means over some questions.
#[derive(Default, Clone, Copy)]
pub struct Means {
    pub count: usize,
    pub ndcg: f64,
    pub reciprocal: f64,
    pub recall: f64,
}

impl Means {
    /// Takes one question's order of ids in.
    pub fn add(&mut self, want: &BTreeMap<String, u8>, found: &[String]) {
        let gain = |grade: u8| f64::from((1_u32 << grade) - 1);
        let discount = |at: usize| 1.0 / ((at + 2) as f64).log2();
        let grade = |id: &String| want.get(id).copied().unwrap_or(0);
        let gained: f64 = found.iter().take(DEPTH).enumerate().map(|(at, id)| gain(grade(id)) * discount(at)).sum();
        let mut best: Vec<u8> = want.values().copied().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let ideal: f64 = best.iter().take(DEPTH).enumerate().map(|(at, grade)| gain(*grade) * discount(at)).sum();
        // The first record that is clearly right.
        let first = found.iter().position(|id| grade(id) >= 2).or_else(|| found.iter().position(|id| grade(id) > 0));
        let right = found.iter().take(DEPTH).filter(|id| grade(id) > 0).count();
        self.count += 1;
        self.ndcg += gained / ideal;
        self.reciprocal += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        self.recall += right as f64 / want.len().min(DEPTH) as f64;
    }

    /// One row of a table: the name, how many questions, nDCG, MRR and recall.
    pub fn line(&self, name: &str) -> String {
        let mean = |sum: f64| sum / self.count.max(1) as f64;
        format!("{name:<46} {:>4}  {:.3}  {:.3}  {:.3}", self.count, mean(self.ndcg), mean(self.reciprocal), mean(self.recall))
    }
}
