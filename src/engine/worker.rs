//! Search beside the thread that reads keys: the newest request wins, and answers carry its number.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Error;
use super::answer::{Answer, Sort};
use crate::model::Filter;

/// One of those who ask the index.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Asker {
    /// Search screen.
    #[default]
    Search,
    /// Menu, as a palette.
    Menu,
}

/// Search to be done.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Asker; the answer carries it.
    pub asker: Asker,
    /// Number that rises with every request of one asker; the answer carries it.
    pub number: u64,
    /// Query as typed.
    pub typed: String,
    /// Filter that the records must pass.
    pub filter: Filter,
    /// Order of the hits.
    pub sort: Sort,
    /// Synonyms that are switched off, folded.
    pub off: Vec<String>,
    /// Related words that are switched on, folded.
    pub on: Vec<String>,
    /// Maximum number of hits.
    pub limit: usize,
    /// Position of a record of which to say why it matched.
    pub explain: Option<usize>,
}

/// Answer to a request.
#[derive(Debug)]
pub struct Response {
    /// Asker of the request.
    pub asker: Asker,
    /// Number of the request.
    pub number: u64,
    /// Result of the search.
    pub answer: Result<Answer, Error>,
}

/// Slot that holds the newest answer until it is taken: whoever draws slowly finds one answer, not a queue of answers that nobody is
/// waiting for any more.
#[derive(Clone, Default)]
pub struct LatestResponse(Arc<Mutex<Option<Response>>>);

impl LatestResponse {
    /// Puts in an answer, replacing one that was not taken; returns true if there was none.
    pub fn put(&self, response: Response) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(response).is_none()
    }

    /// Takes the answer.
    pub fn take(&self) -> Option<Response> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Starts a thread that answers requests with `search`. Of the requests that are waiting, only the newest of each asker is answered. The
/// thread ends when the sender is dropped or `reply` returns false because nobody is listening any more.
pub fn spawn(
    mut search: impl FnMut(&Request) -> Result<Answer, Error> + Send + 'static,
    reply: impl Fn(Response) -> bool + Send + 'static,
) -> Sender<Request> {
    let (sender, requests) = mpsc::channel::<Request>();
    thread::spawn(move || {
        while let Ok(first) = requests.recv() {
            let mut waiting = VecDeque::from([first]);
            loop {
                take_newest(&requests, &mut waiting);
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

/// Time after which a search that has not ended is left to itself if there is a newer request.
const IMPATIENT: Duration = Duration::from_millis(150);
/// Maximum number of searches that are left to themselves at a time.
const LEFT: usize = 8;

/// Does the same as [`spawn`] for an engine that may be slow to answer, as one on another machine: a newer request does not wait for an older
/// search, whose answer nobody wants any more.
pub fn spawn_impatient(
    search: impl Fn(&Request) -> Result<Answer, Error> + Send + Sync + 'static,
    reply: impl Fn(Response) -> bool + Send + 'static,
) -> Sender<Request> {
    let search = Arc::new(search);
    let (sender, requests) = mpsc::channel::<Request>();
    thread::spawn(move || {
        let mut waiting: VecDeque<Request> = VecDeque::new();
        loop {
            if waiting.is_empty() {
                let Ok(request) = requests.recv() else { return };
                waiting.push_back(request);
            }
            take_newest(&requests, &mut waiting);
            let Some(request) = waiting.pop_front() else { continue };
            let (done, ended) = mpsc::channel();
            let work = {
                let (search, request) = (Arc::clone(&search), request.clone());
                move || drop(done.send(search(&request)))
            };
            if thread::Builder::new().spawn(work).is_err() {
                return;
            }
            let answer = loop {
                match ended.recv_timeout(IMPATIENT) {
                    Ok(answer) => break Some(answer),
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {
                        take_newest(&requests, &mut waiting);
                        let newer = waiting.iter().any(|newer| newer.asker == request.asker);
                        if newer && Arc::strong_count(&search) <= LEFT {
                            break None;
                        }
                    }
                }
            };
            if let Some(answer) = answer
                && !reply(Response { asker: request.asker, number: request.number, answer })
            {
                return;
            }
        }
    });
    sender
}

/// Takes the requests that have come; of each asker, only the newest stays.
fn take_newest(requests: &Receiver<Request>, waiting: &mut VecDeque<Request>) {
    for newer in requests.try_iter() {
        waiting.retain(|older| older.asker != newer.asker);
        waiting.push_back(newer);
    }
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
        // The worker may have taken any of the first requests before it met the gate; the next one is the newest.
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

    #[test]
    fn a_newer_request_does_not_wait_for_a_server_that_hangs() {
        let (answers, received) = mpsc::channel();
        let search = |request: &Request| {
            if request.typed == "hangs" {
                thread::sleep(Duration::from_secs(3_600));
            }
            Ok(Answer::default())
        };
        let worker = spawn_impatient(search, move |response| answers.send((response.asker, response.number)).is_ok());
        for number in 1..=6 {
            worker.send(Request { number, typed: "hangs".to_owned(), ..Request::default() }).unwrap();
            thread::sleep(Duration::from_millis(20));
        }
        worker.send(Request { number: 7, ..Request::default() }).unwrap();
        assert_eq!(received.recv_timeout(Duration::from_secs(30)).unwrap(), (Asker::Search, 7));
        worker.send(Request { number: 1, asker: Asker::Menu, ..Request::default() }).unwrap();
        assert_eq!(received.recv_timeout(Duration::from_secs(30)).unwrap(), (Asker::Menu, 1));
    }
}
