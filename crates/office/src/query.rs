//! A request that is sent while its answer is wanted, and the answer.

use std::time::Duration;

use super::{Moment, Remote, Ticket};
use booking::Failure;

/// A question and its answer. At most one request is under way, and answers to others are dropped. A value stays in use
/// until another answer to the same question replaces it.
#[derive(Clone, Debug)]
pub struct Query<K, T> {
    /// The question; `None` if nothing is wanted.
    key: Option<K>,
    value: Remote<T>,
    /// The time of the last request.
    asked: Option<Moment>,
    /// The time of the last answer or failure.
    ended: Option<Moment>,
}

impl<K, T> Default for Query<K, T> {
    fn default() -> Query<K, T> {
        Query {
            key: None,
            value: Remote::Idle,
            asked: None,
            ended: None,
        }
    }
}

impl<K: PartialEq, T> Query<K, T> {
    /// Creates a query for this question. Nothing is requested yet.
    pub fn of(key: K) -> Query<K, T> {
        Query {
            key: Some(key),
            ..Query::default()
        }
    }

    /// Creates a query that was answered by a request of its own, sent at `asked`.
    pub fn answered(key: K, value: T, asked: Moment) -> Query<K, T> {
        Query {
            key: Some(key),
            value: Remote::Ready(value),
            asked: Some(asked),
            ended: Some(asked),
        }
    }

    /// Requests the answer to `wanted`, unless it was requested before. Drops the answer if nothing is wanted. Returns
    /// the ticket and the question of the request to send.
    pub fn want(
        &mut self,
        wanted: Option<K>,
        now: Moment,
        ticket: impl FnOnce() -> Ticket,
    ) -> Option<(Ticket, &K)> {
        self.want_fresh(wanted, Duration::MAX, now, ticket)
    }

    /// Does the same, but requests the answer again once the last request is older than `limit`.
    pub(crate) fn want_fresh(
        &mut self,
        wanted: Option<K>,
        limit: Duration,
        now: Moment,
        ticket: impl FnOnce() -> Ticket,
    ) -> Option<(Ticket, &K)> {
        if self.key != wanted {
            *self = wanted.map(Query::of).unwrap_or_default();
        }
        self.is_due(limit, now).then(|| self.ask(now, ticket))?
    }

    /// Requests the answer again, even if it is known.
    pub fn ask(&mut self, now: Moment, ticket: impl FnOnce() -> Ticket) -> Option<(Ticket, &K)> {
        let key = self.key.as_ref()?;
        let ticket = ticket();
        self.value.ask(ticket);
        self.asked = Some(now);
        Some((ticket, key))
    }

    /// Replaces the question. The last answer stays in use until the new one arrives.
    pub fn turn_to(&mut self, key: K) {
        self.doubt();
        self.key = Some(key);
    }

    /// Returns whether the answer was never requested, was doubted since, or is older than `limit`.
    pub fn is_due(&self, limit: Duration, now: Moment) -> bool {
        match self.value {
            Remote::Idle | Remote::Stopped(_) => true,
            Remote::Loading(..) => false,
            Remote::Ready(_) | Remote::Failed(..) => {
                self.asked.is_none_or(|asked| asked.age(now) >= limit)
            }
        }
    }

    /// Accepts the answer with this ticket. Returns it if it is not awaited.
    pub fn answer(
        &mut self,
        ticket: Ticket,
        answer: Result<T, Failure>,
        now: Moment,
    ) -> Option<Result<T, Failure>> {
        if !self.awaits(ticket) {
            return Some(answer);
        }
        self.ended = Some(now);
        self.value.answer(ticket, answer);
        None
    }

    /// Passes an answer to the query that awaits it. Returns whether there is one.
    pub fn answer_one<'a>(
        queries: impl IntoIterator<Item = &'a mut Query<K, T>>,
        ticket: Ticket,
        answer: Result<T, Failure>,
        now: Moment,
    ) -> bool
    where
        K: 'a,
        T: 'a,
    {
        let mut queries = queries.into_iter();
        queries
            .try_fold(answer, |answer, query| {
                query.answer(ticket, answer, now).ok_or(())
            })
            .is_err()
    }

    /// Drops the request under way, so that the answer is requested again. The value stays in use until then.
    pub fn doubt(&mut self) {
        self.value = Remote::Stopped(self.value.take());
    }

    /// Returns the question.
    pub fn key(&self) -> Option<&K> {
        self.key.as_ref()
    }

    /// Returns whether this is the question.
    pub fn is_of(&self, key: &K) -> bool {
        self.key.as_ref() == Some(key)
    }

    /// Returns the last answer.
    pub fn value(&self) -> Option<&T> {
        self.value.value()
    }

    /// Returns the last answer, if this is the question.
    pub fn value_of(&self, key: &K) -> Option<&T> {
        if self.is_of(key) { self.value() } else { None }
    }

    /// Returns why the last request failed.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.value {
            Remote::Failed(failure, _) => Some(failure),
            _ => None,
        }
    }

    /// Returns the time of the last request.
    pub fn asked(&self) -> Option<Moment> {
        self.asked
    }

    /// Returns the time of the last answer or failure.
    pub fn ended(&self) -> Option<Moment> {
        self.ended
    }

    /// Returns the ticket of the request under way.
    pub fn awaited(&self) -> Option<Ticket> {
        match self.value {
            Remote::Loading(ticket, _) => Some(ticket),
            _ => None,
        }
    }

    /// Returns whether the answer with this ticket is awaited.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        self.awaited() == Some(ticket)
    }

    /// Returns whether a request is under way.
    pub fn is_asking(&self) -> bool {
        self.awaited().is_some()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;
    use booking::{Cause, Report};

    const LIMIT: u64 = 30;

    fn at(seconds: u64) -> Moment {
        let up = Duration::from_secs(seconds);
        Moment {
            now: DateTime::UNIX_EPOCH + up,
            up,
        }
    }

    fn ticket(number: u64) -> Ticket {
        Ticket::new(number)
    }

    fn lost() -> Failure {
        Failure::NotSent(Report::of(Cause::ConnectionLost))
    }

    #[derive(Clone, Debug)]
    enum Step {
        Want(Option<u8>),
        WantFresh(Option<u8>),
        /// An answer to the request with this number, counted back from the last one.
        Answer(u64, bool),
        Doubt,
        Wait(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        let wanted = || proptest::option::weighted(0.8, 0..3_u8);
        prop_oneof![
            wanted().prop_map(Step::Want),
            wanted().prop_map(Step::WantFresh),
            (0..3_u64, any::<bool>()).prop_map(|(back, is_good)| Step::Answer(back, is_good)),
            Just(Step::Doubt),
            (1..LIMIT).prop_map(Step::Wait),
        ]
    }

    proptest! {
        #[test]
        fn only_the_last_request_for_what_is_wanted_is_answered(steps in prop::collection::vec(step(), 1..60)) {
            let (mut query, mut sent, mut now) = (Query::<u8, u64>::default(), 0_u64, 0_u64);
            // The request under way; the request whose answer is in use; the time of the last request.
            let mut under_way = None;
            let mut known = None;
            let mut asked = None::<u64>;
            let mut is_doubted = false;
            for step in steps {
                match step {
                    Step::Wait(seconds) => now += seconds,
                    Step::Doubt => {
                        query.doubt();
                        (under_way, is_doubted) = (None, true);
                    }
                    Step::Answer(back, is_good) => {
                        let number = sent.saturating_sub(back);
                        let answer = if is_good { Ok(number) } else { Err(lost()) };
                        let returned = query.answer(ticket(number), answer.clone(), at(now));
                        let is_own = under_way == Some(number);
                        prop_assert_eq!(returned, (!is_own).then_some(answer), "only its own answer is taken");
                        if is_own {
                            under_way = None;
                            known = if is_good { Some(number) } else { known };
                        }
                    }
                    Step::Want(wanted) | Step::WantFresh(wanted) => {
                        let is_same = query.key() == wanted.as_ref();
                        let is_old = matches!(step, Step::WantFresh(_))
                            && asked.is_some_and(|asked| now - asked >= LIMIT) && under_way.is_none();
                        let is_due = wanted.is_some() && (!is_same || is_doubted || is_old);
                        let next = || ticket(sent + 1);
                        let request = match step {
                            Step::Want(_) => query.want(wanted, at(now), next),
                            _ => query.want_fresh(wanted, Duration::from_secs(LIMIT), at(now), next),
                        };
                        let expected = if is_due { wanted.as_ref().map(|key| (ticket(sent + 1), key)) } else { None };
                        prop_assert_eq!(request, expected);
                        if !is_same {
                            (under_way, known, asked) = (None, None, None);
                        }
                        if is_due {
                            sent += 1;
                            (under_way, asked) = (Some(sent), Some(now));
                        }
                        is_doubted &= is_same && !is_due;
                    }
                }
                prop_assert_eq!(query.awaited(), under_way.map(ticket), "at most one is under way");
                prop_assert_eq!(query.value(), known.as_ref(), "the last answer stays in use");
            }
        }
    }

    #[test]
    fn an_answer_goes_to_the_query_that_awaits_it() {
        let mut queries = [Query::<u8, u64>::default(), Query::default()];
        for (number, query) in (1..).zip(&mut queries) {
            query.want(Some(7), at(0), || ticket(number));
        }
        assert!(Query::answer_one(&mut queries, ticket(2), Ok(2), at(1)));
        assert!(!Query::answer_one(&mut queries, ticket(3), Ok(3), at(1)));
        assert_eq!(
            queries.each_ref().map(|query| query.value()),
            [None, Some(&2)]
        );
    }
}
