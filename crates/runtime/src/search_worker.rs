//! Searches long lists of people on a thread of its own. The newest query is answered; older ones are cancelled.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use booking::{PeopleQuery, Register};
use words::MOST_ROWS;

use office::{FaceAnswer, OfficeEvent, Ticket};

use super::effect_executor::EventSink;

/// A number that no ticket has.
const NOBODY_WAITS: u64 = 0;

/// An order for the thread.
enum SearchOrder {
    Find(Ticket, Register, PeopleQuery),
    /// Passed only to be dropped there.
    Discard(#[expect(dead_code, reason = "dropping it is all there is to do")] Register),
}

/// The channel to the thread, which ends when this is dropped.
#[derive(Debug)]
pub(super) struct SearchWorker {
    orders: Sender<SearchOrder>,
    /// The number of the ticket whose answer is awaited.
    wanted: Arc<AtomicU64>,
}

impl SearchWorker {
    pub(super) fn start(report: EventSink) -> io::Result<SearchWorker> {
        let (orders, todo) = channel();
        let wanted = Arc::new(AtomicU64::new(NOBODY_WAITS));
        let current = Arc::clone(&wanted);
        thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || run(&todo, &current, &report))?;
        Ok(SearchWorker { orders, wanted })
    }

    /// Starts a search, and cancels the previous one.
    pub(super) fn find(&self, ticket: Ticket, register: Register, query: PeopleQuery) {
        self.wanted.store(ticket.number(), Ordering::Relaxed);
        self.order(SearchOrder::Find(ticket, register, query));
    }

    /// Cancels a search, if it is under way.
    pub(super) fn abandon(&self, ticket: Ticket) {
        let _ = self.wanted.compare_exchange(
            ticket.number(),
            NOBODY_WAITS,
            Ordering::Relaxed,
            Ordering::Relaxed,
        );
    }

    /// Drops a list on the thread.
    pub(super) fn discard(&self, register: Register) {
        self.order(SearchOrder::Discard(register));
    }

    fn order(&self, order: SearchOrder) {
        // The thread ends with the program, and nobody waits for the answer.
        let _ = self.orders.send(order);
    }
}

fn run(todo: &Receiver<SearchOrder>, wanted: &AtomicU64, report: &EventSink) {
    for order in todo {
        let SearchOrder::Find(ticket, register, query) = order else {
            continue;
        };
        let is_abandoned = || wanted.load(Ordering::Relaxed) != ticket.number();
        if is_abandoned() {
            continue;
        }
        if let Some(matches) = register.find(&query, MOST_ROWS, &is_abandoned) {
            let answer = FaceAnswer::Matched(matches).into();
            report(OfficeEvent::Answer(ticket, answer));
        }
    }
}

#[cfg(test)]
mod tests {
    use booking::clinics::ANIVA;
    use std::sync::mpsc;

    use chrono::DateTime;

    use super::*;
    use booking::time::Clock;
    use booking::{Person, PersonName};
    use office::Answer;

    fn query(typed: &str) -> PeopleQuery {
        let clock = Clock {
            now: DateTime::from_timestamp(1_795_181_520, 0).unwrap(),
            zone: zones::Zone::BERLIN,
            date_order: None,
            open: None,
            language: booking::Language::En,
        };
        PeopleQuery::new(typed, &clock)
    }

    #[test]
    fn the_newest_question_is_answered_and_one_given_up_is_not() {
        let (sender, answers) = mpsc::channel();
        let worker =
            SearchWorker::start(Arc::new(move |message| drop(sender.send(message)))).unwrap();
        let ticket = Ticket::new;
        // A search that is cancelled before the thread reaches it never begins.
        worker.wanted.store(9, Ordering::Relaxed);
        worker.order(SearchOrder::Find(
            ticket(1),
            Register::new(ANIVA),
            query("a"),
        ));
        let name = PersonName {
            first: "Ann".to_owned(),
            last: "Other".to_owned(),
        };
        let register = Register::new(ANIVA).with(vec![Person::new(ANIVA, "p1".to_owned(), name)]);
        worker.find(ticket(2), register, query("oth"));
        let OfficeEvent::Answer(answered, Answer::Face(answer)) = answers.recv().unwrap() else {
            panic!()
        };
        let FaceAnswer::Matched(matches) = *answer else {
            panic!()
        };
        assert_eq!((answered, matches.people.len()), (ticket(2), 1));
        worker.abandon(ticket(1));
        assert_eq!(worker.wanted.load(Ordering::Relaxed), 2, "another's ticket");
        worker.abandon(ticket(2));
        assert_eq!(worker.wanted.load(Ordering::Relaxed), NOBODY_WAITS);
    }
}
