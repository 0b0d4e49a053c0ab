//! What is known of the way to one backend, told by how the questions to it end. Two in a row without an answer, and it
//! is asked whether it is there; if it is not, it counts as unreachable, and is asked that less and less often until it
//! answers.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::booking::{Cause, Failure, PerVendor, Report, Vendor, Vendors};
use crate::desk::{Answer, Moment, Ticket};

/// From the first time it was not there to the next question; each pause is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// The longest pause between two questions.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The way to one backend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) enum Link {
    /// It answers, as far as anyone knows.
    #[default]
    Up,
    /// The last question went without an answer, at this time.
    Doubtful(DateTime<Utc>),
    /// Two in a row did.
    Silent {
        /// When the first of them did, by the wall clock.
        since: DateTime<Utc>,
        /// How often it was asked whether it is there, and was not.
        missed: u32,
        /// The next time it is asked.
        probe: Probe,
    },
}

/// The question whether a backend is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) enum Probe {
    /// It goes out then, on the clock nobody sets.
    Due(Duration),
    /// It is on its way.
    Asked(Ticket),
}

impl Link {
    /// It has answered. Says whether it was unreachable until now.
    pub(in crate::desk) fn answers(&mut self) -> bool {
        std::mem::take(self).since().is_some()
    }

    /// A question has gone without an answer.
    pub(in crate::desk) fn mark_silent(&mut self, moment: Moment) {
        match *self {
            Link::Up => *self = Link::Doubtful(moment.now),
            Link::Doubtful(since) => {
                *self = Link::Silent { since, missed: 0, probe: Probe::Due(moment.up) };
            }
            Link::Silent { .. } => {}
        }
    }

    /// The question whether it is there goes out under this ticket.
    pub(in crate::desk) fn mark_probed(&mut self, ticket: Ticket) {
        if let Link::Silent { probe, .. } = self {
            *probe = Probe::Asked(ticket);
        }
    }

    /// What was asked under this ticket went without an answer: if it was whether it is there, it is not, and is asked
    /// again after a longer pause.
    pub(in crate::desk) fn mark_missed(&mut self, answered: Ticket, up: Duration) {
        if let Link::Silent { missed, probe, .. } = self
            && *probe == Probe::Asked(answered)
        {
            let pause = FIRST_PAUSE * 2u32.pow((*missed).min(4));
            *missed += 1;
            *probe = Probe::Due(up + pause.min(LONGEST_PAUSE));
        }
    }

    /// Since when it has been unreachable, by the wall clock; none while it is not.
    pub(in crate::desk) fn since(self) -> Option<DateTime<Utc>> {
        match self {
            Link::Silent { since, missed: 1.., .. } => Some(since),
            _ => None,
        }
    }

    /// When it is asked whether it is there; none while nobody has to, or the answer is still to come.
    pub(in crate::desk) fn due(self) -> Option<Duration> {
        match self {
            Link::Silent { probe: Probe::Due(due), .. } => Some(due),
            _ => None,
        }
    }
}

/// Whether the backend was there to be asked: also a refusal is an answer. None where it was not even tried.
pub(in crate::desk) fn was_heard(ended: Result<(), &Failure>) -> Option<bool> {
    let Err(failure) = ended else { return Some(true) };
    let Report { cause, status, .. } = failure.report();
    match (cause, status) {
        // A gateway answers in the place of a server that does not.
        (_, Some(status)) => Some(!(502..=504).contains(status)),
        // What no waiting mends is told by each question itself.
        (Cause::Unreachable(connect_error), None) => connect_error.may_pass().then_some(false),
        (Cause::TimedOut | Cause::ConnectionLost, None) => Some(false),
        (_, None) => None,
    }
}

/// Whether a clinic takes this desk's key, as far as its answers have told.
#[derive(Clone, Debug, Default)]
pub(super) enum KeyStanding {
    /// No answer has told yet.
    #[default]
    Untold,
    /// Something was read or changed with it.
    Taken,
    /// Nothing can be read or changed with it, for this reason.
    Refused(Failure),
}

impl KeyStanding {
    /// Learns from the end of a question to a clinic. A 403 tells of the whole key where it answers one that it does not know
    /// alike, and nothing was answered yet.
    pub(super) fn learn(&mut self, backend: Vendor, ended: Result<(), &Failure>) {
        let Err(failure) = ended else {
            *self = KeyStanding::Taken;
            return;
        };
        let is_of_key = match failure.report().cause {
            Cause::KeyMalformed | Cause::KeyUnknown | Cause::KeyRevoked | Cause::KeyExpired => true,
            Cause::Forbidden => {
                !backend.api().forbidden_means_known_key() && !matches!(self, KeyStanding::Taken)
            }
            _ => false,
        };
        if is_of_key {
            *self = KeyStanding::Refused(failure.clone());
        }
    }
}

/// The ways to the backends.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Links {
    pub(super) links: PerVendor<Link>,
    /// By how much each server's clock is ahead of this one, where that was measured.
    pub(super) skews: PerVendor<Option<TimeDelta>>,
    /// What each clinic has said of the key.
    pub(super) keys: PerVendor<KeyStanding>,
    /// What has been asked of whom and has not ended yet.
    pub(super) asked: Vec<(Ticket, Vendor)>,
}

impl Links {
    /// Ways that nothing is known of.
    pub(in crate::desk) fn of(vendors: Vendors) -> Links {
        Links {
            links: PerVendor::of(vendors, |_| Link::default()),
            skews: PerVendor::of(vendors, |_| None),
            keys: PerVendor::of(vendors, |_| KeyStanding::default()),
            asked: Vec::new(),
        }
    }
}

impl Answer {
    /// What became of the question; none where it did not go to a backend.
    pub(super) fn heard(&self) -> Option<Result<(), &Failure>> {
        Some(match self {
            Answer::Changed(result) | Answer::Opened(result) => result.as_ref().as_ref().map(drop),
            Answer::PanelsAdded(result) => result.as_ref().as_ref().map(drop),
            Answer::Patient(result) => result.as_ref().as_ref().map(drop),
            Answer::Listed(_, result) | Answer::Found(result) => {
                result.as_ref().map(drop).map_err(AsRef::as_ref)
            }
            Answer::Everyone(_, result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::LookedUp(.., result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::FreeTimes(result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::Upcoming(result) | Answer::Day(result) => {
                result.as_ref().map(drop).map_err(AsRef::as_ref)
            }
            Answer::Hours(result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::Tubes(result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::AlikeFound(result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::SlotsKept(result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::Probed(result) => result.as_ref().map(drop).map_err(AsRef::as_ref),
            Answer::SoFar(..) => Ok(()),
            Answer::Matched(_)
            | Answer::Claims(_)
            | Answer::WaitingHere(_)
            | Answer::Changes(_)
            | Answer::History(_)
            | Answer::Calls(_)
            | Answer::CallNoted(_)
            | Answer::Recorded(_)
            | Answer::HandedOver(_)
            | Answer::Kept(_)
            | Answer::Queued(_)
            | Answer::Saved(_)
            | Answer::PinChecked(_)
            | Answer::Previewed(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::desk::Asker;
    use proptest::prelude::*;

    use super::*;
    use crate::booking::ConnectError;

    fn moment(seconds: u64) -> Moment {
        let now = DateTime::UNIX_EPOCH + Duration::from_secs(seconds);
        Moment { now, up: Duration::from_secs(seconds) }
    }

    /// A link that two questions a second apart have found silent, and a third one, at once, too.
    fn down_since(seconds: u64) -> Link {
        let mut link = Link::default();
        link.mark_silent(moment(seconds));
        link.mark_silent(moment(seconds + 1));
        miss(&mut link, seconds + 1);
        link
    }

    /// It is asked whether it is there, and is not.
    fn miss(link: &mut Link, seconds: u64) {
        link.mark_probed(Ticket::new(Asker::Link, seconds));
        assert_eq!(link.due(), None, "one question at a time");
        link.mark_missed(Ticket::new(Asker::Link, seconds), Duration::from_secs(seconds));
    }

    #[test]
    fn one_failure_is_a_doubt_and_two_in_a_row_are_looked_into() {
        let mut link = Link::default();
        link.mark_silent(moment(100));
        assert_eq!((link.since(), link.due()), (None, None), "nothing is asked, nothing timed");
        assert!(!link.answers());
        link.mark_silent(moment(200));
        assert_eq!(link.due(), None, "an answer in between counts");
        link.mark_silent(moment(201));
        assert_eq!((link.since(), link.due()), (None, Some(moment(201).up)), "at once");
        miss(&mut link, 201);
        assert_eq!(link.since(), Some(moment(200).now), "since the first of them");
        assert!(link.answers());
        assert_eq!(link, Link::Up);
    }

    #[test]
    fn what_is_there_when_it_is_asked_was_never_unreachable() {
        let mut link = Link::default();
        link.mark_silent(moment(100));
        link.mark_silent(moment(100));
        link.mark_probed(Ticket::new(Asker::Link, 1));
        assert!(!link.answers());
        assert_eq!(link, Link::Up);
    }

    #[test]
    fn it_is_asked_less_and_less_often_and_at_least_every_half_minute() {
        let mut link = down_since(100);
        let mut up = 101;
        let mut pauses = Vec::new();
        for _ in 0..7 {
            let due = link.due().unwrap().as_secs();
            pauses.push(due - up);
            up = due;
            miss(&mut link, up);
        }
        assert_eq!(pauses, [2, 4, 8, 16, 30, 30, 30]);
    }

    proptest! {
        /// Whatever else fails meanwhile, an outage keeps its beginning and its next question.
        #[test]
        fn other_failures_move_nothing(failures in 0..20_u64) {
            let mut link = down_since(100);
            let (since, due) = (link.since(), link.due());
            for number in 0..failures {
                link.mark_silent(moment(102 + number));
                link.mark_missed(Ticket::new(Asker::Link, number), Duration::from_secs(102 + number));
            }
            prop_assert_eq!((link.since(), link.due()), (since, due));
        }
    }

    #[test]
    fn a_refusal_is_an_answer_and_a_gateway_s_is_none() {
        let heard =
            |cause: Cause, status| was_heard(Err(&Failure::Unknown(Report { status, ..Report::of(cause) })));
        assert_eq!(was_heard(Ok(())), Some(true));
        assert_eq!(heard(Cause::RateLimited, Some(429)), Some(true));
        assert_eq!(heard(Cause::ServerFault, Some(500)), Some(true));
        assert_eq!(heard(Cause::ServerFault, Some(503)), Some(false));
        assert_eq!(heard(Cause::ConnectionLost, Some(200)), Some(true), "it began to answer");
        assert_eq!(heard(Cause::ConnectionLost, None), Some(false));
        assert_eq!(heard(Cause::Unreachable(ConnectError::NoConnection), None), Some(false));
        assert_eq!(heard(Cause::Unreachable(ConnectError::NoAuthorities), None), None);
        assert_eq!(heard(Cause::KeyMissing, None), None);
    }
}
