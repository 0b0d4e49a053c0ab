//! Searches long lists of people on a thread of its own: the newest query is answered, older ones are
//! cancelled.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use booking::{PeopleQuery, Register};
use desk::{Answer, MOST_ROWS, Msg, Ticket};

use super::effect_executor::MsgSink;

/// A number that no ticket has.
const NOBODY_WAITS: u64 = 0;

/// An order for the thread.
enum SearchOrder {
    Find(Ticket, Register, PeopleQuery),
    /// Kept only to be dropped there.
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
    pub(super) fn start(report: MsgSink) -> io::Result<SearchWorker> {
        let (orders, todo) = channel();
        let wanted = Arc::new(AtomicU64::new(NOBODY_WAITS));
        let current = Arc::clone(&wanted);
        thread::Builder::new().name("search".to_owned()).spawn(move || seek(&todo, &current, &report))?;
        Ok(SearchWorker { orders, wanted })
    }

    /// Starts a search, and cancels the one before.
    pub(super) fn find(&self, ticket: Ticket, register: Register, query: PeopleQuery) {
        self.wanted.store(ticket.number, Ordering::Relaxed);
        self.order(SearchOrder::Find(ticket, register, query));
    }

    /// Cancels a search, if it is under way.
    pub(super) fn abandon(&self, ticket: Ticket) {
        let _ =
            self.wanted.compare_exchange(ticket.number, NOBODY_WAITS, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Drops a list on the thread.
    pub(super) fn discard(&self, register: Register) {
        self.order(SearchOrder::Discard(register));
    }

    fn order(&self, order: SearchOrder) {
        // The thread ends with the program; there is nobody to report to.
        let _ = self.orders.send(order);
    }
}

fn seek(todo: &Receiver<SearchOrder>, wanted: &AtomicU64, report: &MsgSink) {
    for order in todo {
        let SearchOrder::Find(ticket, register, query) = order else { continue };
        let given_up = || wanted.load(Ordering::Relaxed) != ticket.number;
        if given_up() {
            continue;
        }
        if let Some(matches) = register.find(&query, MOST_ROWS, &given_up) {
            report(Msg::Answer(ticket, Answer::Matched(matches)));
        }
    }
}

#[cfg(test)]
mod tests {
    use booking::clinics::ANIVA;
    use desk::Asker;
    use std::sync::mpsc;

    use chrono::DateTime;

    use super::*;
    use booking::time::Clock;
    use booking::{Person, PersonName};

    fn asked(seeker: &SearchWorker, ticket: u64, typed: &str) {
        let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap();
        let clock = Clock {
            now,
            zone: chrono_tz::Europe::Berlin,
            date_order: None,
            open: None,
            language: booking::Language::En,
        };
        let name = PersonName { first: "Ann".to_owned(), last: "Other".to_owned() };
        let people = vec![Person::new(ANIVA, "p1".to_owned(), name)];
        let register = Register::new(ANIVA).with(people);
        seeker.find(Ticket::new(Asker::Matching, ticket), register, PeopleQuery::new(typed, &clock));
    }

    #[test]
    fn the_newest_question_is_answered_and_one_given_up_is_not() {
        let (sender, answers) = mpsc::channel();
        let seeker = SearchWorker::start(Arc::new(move |message| drop(sender.send(message)))).unwrap();
        // A search that is cancelled before the thread comes to it never begins.
        seeker.wanted.store(9, Ordering::Relaxed);
        seeker.order(SearchOrder::Find(Ticket::new(Asker::Matching, 1), Register::new(ANIVA), {
            let now = DateTime::from_timestamp(0, 0).unwrap();
            PeopleQuery::new(
                "a",
                &Clock {
                    now,
                    zone: chrono_tz::UTC,
                    date_order: None,
                    open: None,
                    language: booking::Language::En,
                },
            )
        }));
        asked(&seeker, 2, "oth");
        let Msg::Answer(ticket, Answer::Matched(matches)) = answers.recv().unwrap() else { panic!() };
        assert_eq!((ticket, matches.people.len()), (Ticket::new(Asker::Matching, 2), 1));
        seeker.abandon(Ticket::new(Asker::Matching, 1));
        assert_eq!(seeker.wanted.load(Ordering::Relaxed), 2, "another's ticket");
        seeker.abandon(Ticket::new(Asker::Matching, 2));
        assert_eq!(seeker.wanted.load(Ordering::Relaxed), NOBODY_WAITS);
    }
}
