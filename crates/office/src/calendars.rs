//! The requested calendars: one read for each, whose state all boards, lists and forms share. The appointments
//! themselves are in the book.

use std::collections::HashMap;
use std::time::Duration;

use booking::{Agenda, Failure, Subject};

use super::{CalendarKey, CalendarQuery, Effect, Office, Query, Ticket};

/// The maximum number of reads that are kept.
const MOST_KEPT: usize = 1_000;

/// The reads of calendars, by their owners.
#[derive(Clone, Debug, Default)]
pub struct CalendarReads(HashMap<Subject, Vec<CalendarQuery>>);

impl CalendarReads {
    /// Returns whether a calendar is being read.
    pub(crate) fn is_reading(&self, key: &CalendarKey) -> bool {
        self.get(key).is_some_and(Query::is_asking)
    }

    fn get(&self, key: &CalendarKey) -> Option<&CalendarQuery> {
        let of_subject = self.0.get(&key.subject())?;
        of_subject.iter().find(|read| read.is_of(key))
    }

    fn get_mut(&mut self, key: &CalendarKey) -> Option<&mut CalendarQuery> {
        let of_subject = self.0.get_mut(&key.subject())?;
        of_subject.iter_mut().find(|read| read.is_of(key))
    }

    /// Returns the read that awaits the answer with this ticket.
    fn awaiting(&mut self, ticket: Ticket) -> Option<&mut CalendarQuery> {
        let mut reads = self.0.values_mut().flatten();
        reads.find(|read| read.awaits(ticket))
    }

    /// Adds a new read. If there are too many, the oldest is dropped.
    fn add(&mut self, key: CalendarKey) -> &mut CalendarQuery {
        if self.0.values().map(Vec::len).sum::<usize>() >= MOST_KEPT {
            self.drop_oldest();
        }
        let of_subject = self.0.entry(key.subject()).or_default();
        let place = of_subject.len();
        of_subject.push(Query::of(key));
        &mut of_subject[place]
    }

    /// Puts a calendar that was read separately, unless it is being read.
    fn put(&mut self, key: CalendarKey, query: CalendarQuery) {
        match self.get_mut(&key) {
            Some(read) if read.is_asking() => {}
            Some(read) => *read = query,
            None => *self.add(key) = query,
        }
    }

    fn drop_oldest(&mut self) {
        let ended = self.0.values().flatten().filter(|read| !read.is_asking());
        let oldest = ended.min_by_key(|read| read.asked().map(|asked| asked.up));
        let Some(key) = oldest.and_then(Query::key).cloned() else {
            return;
        };
        let subject = key.subject();
        if let Some(of_subject) = self.0.get_mut(&subject) {
            of_subject.retain(|read| !read.is_of(&key));
            if of_subject.is_empty() {
                self.0.remove(&subject);
            }
        }
    }
}

impl Office {
    /// Returns the read of a calendar; `None` if it was not requested recently.
    pub fn calendar(&self, key: &CalendarKey) -> Option<&CalendarQuery> {
        self.calendars.get(key)
    }

    /// Returns whether a calendar is being read.
    pub fn is_reading(&self, key: &CalendarKey) -> bool {
        self.calendars.is_reading(key)
    }

    /// Requests a calendar, regardless of what is known of it, unless a request is under way.
    pub fn read_calendar(&mut self, key: CalendarKey) {
        if self.is_reading(&key) {
            return;
        }
        if self.calendars.get(&key).is_none() {
            self.calendars.add(key.clone());
        }
        let read = self.calendars.get_mut(&key);
        let request = read.and_then(|read| read.request_again(self.moment, &mut self.tickets));
        self.request(request);
    }

    /// Requests a calendar if it has no answer newer than `fresh_for`, unless a request is under way.
    pub(crate) fn read_calendar_older_than(&mut self, key: &CalendarKey, fresh_for: Duration) {
        let now = self.moment;
        let read = self.calendar(key);
        if read.is_none_or(|read| read.is_old(fresh_for, now)) {
            self.read_calendar(key.clone());
        }
    }

    /// Gives up the reads of these calendars that are under way. Parts that still need one request it again.
    pub(crate) fn give_up_reading(&mut self, keys: &[CalendarKey]) {
        for key in keys {
            let read = self.calendars.get_mut(key);
            let Some((read, ticket)) =
                read.and_then(|read| read.awaited().map(|ticket| (read, ticket)))
            else {
                continue;
            };
            read.doubt();
            self.request([Effect::Abandon(ticket)]);
        }
    }

    /// Returns why a calendar could not be read.
    pub fn why_unread(&self, key: &CalendarKey) -> Option<&Failure> {
        self.calendar(key)?.failure()
    }

    /// Handles a calendar that was read separately, so that it need not be requested. `as_of` is the time of its
    /// request on the monotonic clock.
    pub(crate) fn learn_calendar(&mut self, key: CalendarKey, agenda: Agenda, as_of: Duration) {
        let read = key.read(agenda, as_of);
        let query = CalendarQuery::of_read(key.clone(), &read, self.moment);
        self.calendars.put(key, query);
        self.book.read(read);
    }

    /// Passes a calendar to the read that awaits it, and to the book. An unexpected one is dropped.
    pub(crate) fn on_calendar(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>) {
        let now = self.moment;
        let awaiting = self.calendars.awaiting(ticket);
        let Some(read) = awaiting.and_then(|awaiting| awaiting.read(ticket, answer, now)) else {
            return;
        };
        let is_waiting_list = read.subject == Subject::waiting(read.subject.clinic());
        self.book.read(read);
        if is_waiting_list {
            self.read_unlisted_waiting();
            self.read_names_of_waiting();
        }
    }
}
