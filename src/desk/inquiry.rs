//! When a booking whose outcome nobody knows is looked up at its backend, and what the looks so far add up to. Times
//! are on the clock nobody sets.

use std::time::Duration;

use super::Ticket;

/// The first look leaves the server a moment to finish what it was doing.
const FIRST_LOOK: Duration = Duration::from_secs(1);
/// ClinikAPI's searches are "roughly" 10 s behind its writes; Aniva says nothing of the kind and is trusted no more.
const SEARCH_LAG: Duration = Duration::from_secs(10);
/// What "roughly" may mean.
const MARGIN: Duration = Duration::from_secs(2);
/// A look that takes longer than this is given up.
const PATIENCE: Duration = Duration::from_secs(15);
/// The longest time from one look to the next while the backend can't be asked.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The looking-up of one booking.
#[derive(Clone, Debug)]
pub struct Inquiry {
    stage: Stage,
    /// From when on nothing can become of the booking any more; none while its answer may still come.
    lost: Option<Duration>,
    /// When the first look went out that read everything and did not find it.
    missed: Option<Duration>,
    /// How many looks in a row came to nothing.
    failures: u32,
    /// The appointments that may be it, where the last look could not tell.
    candidates: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// The next look goes out then.
    Waiting { until: Duration },
    /// A look is on its way.
    Looking { ticket: Ticket, since: Duration },
    /// It has been seen, and is being read by its id.
    Reading { ticket: Ticket, id: String, since: Duration },
    /// There is nothing left to look for.
    Over,
}

/// What an inquiry does just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It looks again in this time.
    Waiting(Duration),
    /// It looks.
    Looking,
    /// It reads what it has found.
    Reading,
    /// Nothing more.
    Nothing,
}

impl Inquiry {
    /// An inquiry that begins now. `lost` is from when on nothing can become of the booking any more; none while its
    /// answer may still come.
    #[must_use]
    pub fn new(up: Duration, lost: Option<Duration>) -> Inquiry {
        Inquiry {
            stage: Stage::Waiting { until: up + FIRST_LOOK },
            lost,
            missed: None,
            failures: 0,
            candidates: None,
        }
    }

    /// What it does just now.
    #[must_use]
    pub fn doing(&self, up: Duration) -> Doing {
        match self.stage {
            Stage::Waiting { until } => Doing::Waiting(until.saturating_sub(up)),
            Stage::Looking { .. } => Doing::Looking,
            Stage::Reading { .. } => Doing::Reading,
            Stage::Over => Doing::Nothing,
        }
    }

    /// The appointments that may be it, where the last look could not tell: a person has to. Empty where not all there
    /// is could be read.
    #[must_use]
    pub fn candidates(&self) -> Option<&[String]> {
        self.candidates.as_deref()
    }

    /// Whether the backend could not be asked when it was last tried.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// Whether it was looked for once, in all there is, and was not there.
    #[must_use]
    pub fn was_missed(&self) -> bool {
        self.missed.is_some()
    }

    /// The id under which it has been seen and is being read.
    pub(super) fn seen_as(&self) -> Option<&str> {
        match &self.stage {
            Stage::Reading { id, .. } => Some(id),
            _ => None,
        }
    }

    /// When something is to be done about it, if anything is.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        match self.stage {
            Stage::Waiting { until } => Some(until),
            Stage::Looking { since, .. } | Stage::Reading { since, .. } => Some(since + PATIENCE),
            Stage::Over => None,
        }
    }

    /// The question to give up, where it has been waited for long enough; then it has failed.
    pub(super) fn give_up(&mut self, up: Duration) -> Option<Ticket> {
        let ticket = match self.stage {
            Stage::Looking { ticket, since } | Stage::Reading { ticket, since, .. }
                if since + PATIENCE <= up =>
            {
                ticket
            }
            _ => return None,
        };
        self.failed(up);
        Some(ticket)
    }

    /// Whether a look is to go out now.
    pub(super) fn wants_look(&self, up: Duration) -> bool {
        matches!(self.stage, Stage::Waiting { until } if until <= up)
    }

    /// A look goes out under this ticket.
    pub fn looks(&mut self, ticket: Ticket, up: Duration) {
        self.stage = Stage::Looking { ticket, since: up };
    }

    /// Whether the answer to a look, or to a reading, is waited for under this ticket.
    pub(super) fn awaits(&self, answered: Ticket) -> bool {
        matches!(&self.stage, Stage::Looking { ticket, .. } | Stage::Reading { ticket, .. } if *ticket == answered)
    }

    /// The backend could not be asked: the pauses grow from a second to half a minute, from look to look.
    pub fn failed(&mut self, up: Duration) {
        let asked = self.asked(up);
        let pause = Duration::from_secs(1 << self.failures.min(5)).min(LONGEST_PAUSE);
        self.failures += 1;
        self.stage = Stage::Waiting { until: (asked + pause).max(up + FIRST_LOOK) };
    }

    /// It has been seen, and is read by its id.
    pub(super) fn reads(&mut self, ticket: Ticket, id: String, up: Duration) {
        (self.missed, self.failures, self.candidates) = (None, 0, None);
        self.stage = Stage::Reading { ticket, id, since: up };
    }

    /// A look has read everything, and it was not there. Whether that is certain: it was not there before either, and
    /// both the lost answer and that first look lie further back than a search may lag.
    pub fn missed(&mut self, up: Duration) -> bool {
        let asked = self.asked(up);
        (self.failures, self.candidates) = (0, None);
        let first = *self.missed.get_or_insert(asked);
        let from = self.lost.map(|lost| lost.max(first));
        let certain = from.is_some_and(|from| asked >= from + SEARCH_LAG);
        self.stage = match (certain, from) {
            (true, _) => Stage::Over,
            (false, Some(from)) => {
                Stage::Waiting { until: (from + SEARCH_LAG + MARGIN).max(up + FIRST_LOOK) }
            }
            (false, None) => Stage::Waiting { until: up + SEARCH_LAG },
        };
        certain
    }

    /// It can't be told whether it is there: it is looked for again, should that change, and left to a person.
    pub fn unclear(&mut self, candidates: Vec<String>, up: Duration) {
        (self.failures, self.missed, self.candidates) = (0, None, Some(candidates));
        self.stage = Stage::Waiting { until: up + LONGEST_PAUSE };
    }

    /// No answer to the booking itself will come any more, and from then on nothing can become of it.
    pub(super) fn answer_is_lost(&mut self, lost: Duration) {
        self.lost.get_or_insert(lost);
    }

    /// Its outcome is known.
    pub(super) fn over(&mut self) {
        (self.stage, self.candidates) = (Stage::Over, None);
    }

    /// When the look went out that has now ended.
    fn asked(&self, up: Duration) -> Duration {
        match self.stage {
            Stage::Looking { since, .. } | Stage::Reading { since, .. } => since,
            Stage::Waiting { .. } | Stage::Over => up,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TICKET: Ticket = Ticket(1);

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// An inquiry of a booking whose answer was lost at 100 s.
    fn begun() -> Inquiry {
        Inquiry::new(at(100), Some(at(100)))
    }

    /// Looks once, as soon as it is due: when that was, and whether it is certain that it is not there.
    fn miss(inquiry: &mut Inquiry) -> (u64, bool) {
        let due = inquiry.due().unwrap();
        assert!(inquiry.wants_look(due) && !inquiry.wants_look(due - Duration::from_millis(1)));
        inquiry.looks(TICKET, due);
        (due.as_secs(), inquiry.missed(due))
    }

    #[test]
    fn not_there_takes_two_looks_on_either_side_of_the_lag() {
        let mut inquiry = begun();
        assert_eq!(miss(&mut inquiry), (101, false));
        assert_eq!(miss(&mut inquiry), (113, true));
        assert_eq!((inquiry.due(), inquiry.doing(at(113))), (None, Doing::Nothing));
    }

    #[test]
    fn while_its_answer_may_come_it_is_never_certain() {
        let mut inquiry = Inquiry::new(at(100), None);
        assert!((0..20).all(|_| !miss(&mut inquiry).1));
        let now = inquiry.due().unwrap();
        inquiry.answer_is_lost(now);
        assert!(!miss(&mut inquiry).1, "the lag counts from when the answer was lost");
        let (second, certain) = miss(&mut inquiry);
        assert!(certain && second >= now.as_secs() + 10);
    }

    #[test]
    fn pauses_grow_to_half_a_minute_and_shrink_once_it_answers() {
        let mut inquiry = begun();
        let mut pauses = Vec::new();
        for _ in 0..7 {
            let asked = inquiry.due().unwrap();
            inquiry.looks(TICKET, asked);
            inquiry.failed(asked);
            pauses.push((inquiry.due().unwrap() - asked).as_secs());
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
        let back = inquiry.due().unwrap().as_secs();
        assert_eq!(miss(&mut inquiry), (back, false));
        assert_eq!(miss(&mut inquiry), (back + 12, true), "well within a minute of the link being back");
    }

    #[test]
    fn a_look_that_hangs_is_given_up_and_costs_no_more_than_one_that_fails() {
        let mut inquiry = begun();
        inquiry.looks(TICKET, at(101));
        assert_eq!((inquiry.due(), inquiry.give_up(at(115))), (Some(at(116)), None));
        assert_eq!(inquiry.give_up(at(116)), Some(TICKET));
        assert!(!inquiry.awaits(TICKET) && inquiry.is_failing());
        assert_eq!(inquiry.due(), Some(at(117)));
    }

    #[test]
    fn what_was_seen_and_could_not_be_read_has_to_be_missed_twice_anew() {
        let mut inquiry = begun();
        miss(&mut inquiry);
        let due = inquiry.due().unwrap();
        inquiry.looks(TICKET, due);
        inquiry.reads(Ticket(2), "appt_1".to_owned(), due);
        assert_eq!(inquiry.seen_as(), Some("appt_1"));
        inquiry.failed(due);
        assert!(!miss(&mut inquiry).1);
        assert!(miss(&mut inquiry).1);
    }

    /// What becomes of a look: whether it is answered, and after how many milliseconds.
    fn any_look() -> impl Strategy<Value = (bool, u64)> {
        (any::<bool>(), 0..20_000_u64)
    }

    /// Looks as soon as it is due, until it is certain that it is not there, or seen; when that was.
    fn looked_for(
        inquiry: &mut Inquiry,
        looks: impl IntoIterator<Item = (bool, u64)>,
        is_seen: impl Fn(Duration) -> bool,
    ) -> (Option<bool>, Duration) {
        let mut now = Duration::ZERO;
        for (answered, takes) in looks {
            let asked = now.max(inquiry.due().unwrap());
            inquiry.looks(TICKET, asked);
            now = asked + Duration::from_millis(takes).min(PATIENCE);
            if inquiry.give_up(now).is_some() {
                continue;
            }
            match answered {
                false => inquiry.failed(now),
                true if is_seen(asked) => return (Some(true), now),
                true if inquiry.missed(now) => return (Some(false), now),
                true => {}
            }
        }
        (None, now)
    }

    proptest! {
        /// However looks fail, hang and drag, what was stored before its answer was lost is never taken to be missing.
        #[test]
        fn what_was_stored_is_never_missed(
            stored in 0..100_000_u64,
            lag in 0..=10_000_u64,
            looks in proptest::collection::vec(any_look(), 0..40),
        ) {
            let seen_from = Duration::from_millis(stored + lag);
            let (ended, _) = looked_for(&mut begun(), looks, |asked| asked >= seen_from);
            prop_assert_ne!(ended, Some(false));
        }

        /// However long the link was down: within a minute of its being back the outcome is known.
        #[test]
        fn within_a_minute_of_the_link_being_back_it_is_known(
            down in proptest::collection::vec((Just(false), 0..20_000_u64), 0..20),
            takes in 0..2_000_u64,
            stored in any::<bool>(),
        ) {
            let mut inquiry = begun();
            let (_, back) = looked_for(&mut inquiry, down, |_| false);
            let (ended, known) = looked_for(&mut inquiry, [(true, takes); 4], |_| stored);
            prop_assert_eq!(ended, Some(stored));
            prop_assert!(known - back.max(at(100)) < at(60), "{:?}", known - back);
        }
    }
}
