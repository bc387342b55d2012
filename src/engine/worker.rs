//! Searching beside the thread that reads keys: the newest request wins, and answers carry its number.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::Error;
use super::answer::{Answer, Sort};
use crate::model::Filter;

/// Who asks the index, beside others who do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Asker {
    /// The search screen.
    #[default]
    Search,
    /// The menu, as a palette.
    Menu,
}

/// What is to be searched for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Who asks; the answer carries it.
    pub asker: Asker,
    /// Rises with every request of one who asks; the answer carries it.
    pub number: u64,
    /// As typed.
    pub typed: String,
    /// Among which records.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Synonyms that are switched off, folded.
    pub off: Vec<String>,
    /// Near words that are switched on, folded.
    pub on: Vec<String>,
    /// At most how many hits.
    pub limit: usize,
    /// Say why the record at this position matched.
    pub explain: Option<usize>,
}

/// The answer to a request.
#[derive(Debug)]
pub struct Response {
    /// Who asked.
    pub asker: Asker,
    /// The request's number.
    pub number: u64,
    /// What was found.
    pub answer: Result<Answer, Error>,
}

/// Holds the newest answer until it is taken: who draws slowly finds one, and not a queue of answers that nobody waits for any more.
#[derive(Clone, Default)]
pub struct LatestResponse(Arc<Mutex<Option<Response>>>);

impl LatestResponse {
    /// Puts an answer in the place of one that was not taken; whether there was none.
    pub fn put(&self, response: Response) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(response).is_none()
    }

    /// Takes the answer.
    pub fn take(&self) -> Option<Response> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Starts a thread that answers requests with `search`. Of requests that wait, only the newest of each who asks is answered. The thread ends
/// when the sender is dropped or `reply` says that nobody listens any more.
pub fn spawn(
    mut search: impl FnMut(&Request) -> Result<Answer, Error> + Send + 'static,
    reply: impl Fn(Response) -> bool + Send + 'static,
) -> Sender<Request> {
    let (sender, requests) = mpsc::channel::<Request>();
    thread::spawn(move || {
        while let Ok(first) = requests.recv() {
            let mut waiting = VecDeque::from([first]);
            loop {
                for newer in requests.try_iter() {
                    waiting.retain(|older| older.asker != newer.asker);
                    waiting.push_back(newer);
                }
                let Some(request) = waiting.pop_front() else { break };
                let answer = search(&request);
                if !reply(Response { asker: request.asker, number: request.number, answer }) {
                    return;
                }
            }
        }
    });
    sender
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn of_answers_that_wait_only_the_newest_is_kept() {
        let newest = LatestResponse::default();
        let put = |number| newest.put(Response { asker: Asker::Search, number, answer: Ok(Answer::default()) });
        assert!(put(1) && !put(2) && !put(3), "only the first has to be told of");
        assert_eq!(newest.take().map(|response| response.number), Some(3));
        assert!(newest.take().is_none() && put(4));
    }

    #[test]
    fn of_waiting_requests_the_newest_wins() {
        let (gate, opened) = mpsc::channel::<()>();
        let (answers, received) = mpsc::channel();
        let worker = spawn(
            move |_| {
                opened.recv().ok();
                Ok(Answer::default())
            },
            move |response| answers.send(response.number).is_ok(),
        );
        for number in 1..=5 {
            worker.send(Request { number, ..Request::default() }).unwrap();
        }
        // The worker may have taken any of the first before it met the gate; what comes next is the newest.
        gate.send(()).unwrap();
        gate.send(()).ok();
        let mut last = received.recv().unwrap();
        if last != 5 {
            last = received.recv().unwrap();
        }
        assert_eq!(last, 5);
    }

    #[test]
    fn no_one_who_asks_loses_the_answer_to_another() {
        let (gate, opened) = mpsc::channel::<()>();
        let (begun, started) = mpsc::channel::<()>();
        let (answers, received) = mpsc::channel();
        let search = move |_: &Request| {
            begun.send(()).ok();
            opened.recv().ok();
            Ok(Answer::default())
        };
        let worker = spawn(search, move |response| answers.send((response.asker, response.number)).is_ok());
        worker.send(Request::default()).unwrap();
        started.recv().unwrap();
        for (asker, number) in [(Asker::Search, 1), (Asker::Menu, 1), (Asker::Menu, 2), (Asker::Search, 2), (Asker::Menu, 3)] {
            worker.send(Request { asker, number, ..Request::default() }).unwrap();
        }
        for _ in 0..3 {
            gate.send(()).unwrap();
        }
        let answered: Vec<(Asker, u64)> = received.iter().take(3).collect();
        assert_eq!(answered, [(Asker::Search, 0), (Asker::Search, 2), (Asker::Menu, 3)]);
    }
}
