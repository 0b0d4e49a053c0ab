//! The reachability of the clinics, and the offsets of their clocks.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Answer, ClinicCall, Effect, FaceAnswer, Moment, Office, OfficeNews, Query, StoreOp, Ticket,
};
use booking::api::MissingCapabilities;
use booking::{
    AppointmentRef, Cause, ClinicId, Clinics, Failure, Outage, PerClinic, Report, Verb,
    VerbObstacle,
};

/// The pause after the first failed probe; each further pause is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// The maximum pause between two probes.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The connection to one clinic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reachability {
    /// The clinic answers, or has not failed yet.
    #[default]
    Up,
    /// The last request failed at this time without an answer.
    Doubtful(DateTime<Utc>),
    /// Two requests in a row had no answer.
    Silent {
        /// When the first of them failed, by the wall clock.
        since: DateTime<Utc>,
        /// The number of failed probes.
        missed: u32,
        probe: Probe,
    },
}

/// A probe of a clinic's reachability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Probe {
    /// The probe is due at this time, on the monotonic clock.
    Due(Duration),
    /// The probe was sent.
    Asked(Ticket),
}

impl Reachability {
    /// Records an answer. Returns whether the clinic was unreachable before.
    pub(crate) fn mark_reachable(&mut self) -> bool {
        std::mem::take(self).since().is_some()
    }

    /// Records a request without an answer.
    pub(crate) fn mark_silent(&mut self, moment: Moment) {
        match *self {
            Reachability::Up => *self = Reachability::Doubtful(moment.now),
            Reachability::Doubtful(since) => {
                *self = Reachability::Silent {
                    since,
                    missed: 0,
                    probe: Probe::Due(moment.up),
                };
            }
            Reachability::Silent { .. } => {}
        }
    }

    /// Records that a probe was sent with this ticket.
    pub(crate) fn mark_probed(&mut self, ticket: Ticket) {
        if let Reachability::Silent { probe, .. } = self {
            *probe = Probe::Asked(ticket);
        }
    }

    /// Records that the request with this ticket failed. If it was a probe, the next one follows after a longer pause.
    pub(crate) fn mark_missed(&mut self, answered: Ticket, up: Duration) {
        if let Reachability::Silent { missed, probe, .. } = self
            && *probe == Probe::Asked(answered)
        {
            let pause = FIRST_PAUSE * 2u32.pow((*missed).min(4));
            *missed += 1;
            *probe = Probe::Due(up + pause.min(LONGEST_PAUSE));
        }
    }

    /// Returns since when the clinic has been unreachable, by the wall clock; `None` if it is reachable.
    pub(crate) fn since(self) -> Option<DateTime<Utc>> {
        match self {
            Reachability::Silent {
                since, missed: 1.., ..
            } => Some(since),
            _ => None,
        }
    }

    /// Returns when the next probe is due; `None` if none is needed or its answer is awaited.
    pub(crate) fn due(self) -> Option<Duration> {
        match self {
            Reachability::Silent {
                probe: Probe::Due(due),
                ..
            } => Some(due),
            _ => None,
        }
    }
}

/// Returns whether a request reached the clinic. A refusal is an answer, too. `None` if the request was not even tried.
fn is_reached(ended: Result<(), &Failure>) -> Option<bool> {
    let Err(failure) = ended else {
        return Some(true);
    };
    let Report { cause, status, .. } = failure.report();
    match (cause, status) {
        // A gateway answers for a server that does not.
        (_, Some(status)) => Some(!(502..=504).contains(status)),
        // Permanent failures are reported by each request itself.
        (Cause::Unreachable(connect_error), None) => connect_error.may_pass().then_some(false),
        (Cause::TimedOut | Cause::ConnectionLost, None) => Some(false),
        (_, None) => None,
    }
}

/// Whether a clinic accepts this desk's key, judging by its answers.
#[derive(Clone, Debug, Default)]
pub(crate) enum KeyStanding {
    /// No answer has shown it yet.
    #[default]
    Unknown,
    /// Something was read or changed with the key.
    Accepted,
    /// The clinic rejects the key for this reason, given in the answer with this ticket.
    Refused(Failure, Ticket),
}

impl KeyStanding {
    /// Updates the standing after a request has ended. A 403 counts against the key if the clinic also answers unknown
    /// keys with 403 and nothing has succeeded yet. The success of a request made before the refused one does not
    /// count.
    pub(crate) fn learn(&mut self, clinic: ClinicId, ticket: Ticket, ended: Result<(), &Failure>) {
        let Err(failure) = ended else {
            if !matches!(self, KeyStanding::Refused(_, refused) if ticket < *refused) {
                *self = KeyStanding::Accepted;
            }
            return;
        };
        let is_of_key = match failure.report().cause {
            Cause::KeyMalformed
            | Cause::SigningKeyUnfit
            | Cause::KeyUnknown
            | Cause::KeyRevoked
            | Cause::KeyExpired => true,
            Cause::Forbidden => {
                !clinic.api().forbidden_means_known_key() && !matches!(self, KeyStanding::Accepted)
            }
            _ => false,
        };
        if is_of_key {
            *self = KeyStanding::Refused(failure.clone(), ticket);
        }
    }
}

impl Office {
    /// Returns since when a clinic has been unreachable, by the wall clock; `None` if it is reachable.
    pub fn unreachable_since(&self, clinic: ClinicId) -> Option<DateTime<Utc>> {
        self.links.links[clinic].since()
    }

    /// Returns whether a clinic is unreachable.
    pub fn is_unreachable(&self, clinic: ClinicId) -> bool {
        self.unreachable_since(clinic).is_some()
    }

    /// Handles the missing capabilities of a clinic's server.
    pub(crate) fn on_capabilities(&mut self, ticket: Ticket, missing: MissingCapabilities) {
        let missing_at = self.links.missing.values_mut();
        Query::answer_one(missing_at, ticket, Ok(missing), self.moment);
    }

    /// Returns the missing capabilities of a clinic's server that are known.
    pub fn missing_at(&self, clinic: ClinicId) -> MissingCapabilities {
        self.links.missing[clinic]
            .value()
            .copied()
            .unwrap_or_default()
    }

    /// Returns why an action on an appointment is currently impossible, if it is.
    pub fn obstacle(&self, verb: Verb, of: &AppointmentRef) -> Option<VerbObstacle> {
        let lacks = VerbObstacle::of_server(self.missing_at(of.clinic));
        lacks.or_else(|| verb.why_not(of, self.moment.now))
    }

    /// Returns why a clinic rejects this desk's key.
    pub fn refused_key(&self, clinic: ClinicId) -> Option<&Failure> {
        match &self.links.keys[clinic] {
            KeyStanding::Refused(failure, _) => Some(failure),
            KeyStanding::Unknown | KeyStanding::Accepted => None,
        }
    }

    /// Returns when the next probe is due, on the monotonic clock.
    pub fn next_probe(&self) -> Option<Duration> {
        let links = self.links.links.values();
        links.filter_map(|link| link.due()).min()
    }

    /// Returns when the next probe of a clinic is due, on the monotonic clock; `None` if it is reachable.
    pub fn probe_due(&self, clinic: ClinicId) -> Option<Duration> {
        self.links.links[clinic].due()
    }

    /// Returns by how much the clock of a clinic's server is ahead of this one, if measured.
    pub fn skew(&self, clinic: ClinicId) -> Option<TimeDelta> {
        self.links.skews[clinic]
    }

    /// Returns the time until the next probe is due.
    pub(crate) fn probe_due_in(&self) -> Option<Duration> {
        Some(self.next_probe()?.saturating_sub(self.moment.up))
    }

    /// Remembers the clinic of each request, because its answer shows whether the clinic is reachable. The first
    /// request to a clinic also requests the capabilities that its server lacks.
    pub(crate) fn track_requests(&mut self) {
        let clinics: Vec<ClinicId> = self.effects.iter().filter_map(Effect::clinic).collect();
        for clinic in clinics {
            if clinic.api().missing().is_none() {
                continue;
            }
            let ticket = || self.tickets.issue();
            let missing = &mut self.links.missing[clinic];
            if let Some((ticket, ())) = missing.want(Some(()), self.moment, ticket) {
                let call = ClinicCall::Capabilities(clinic);
                self.request([Effect::Clinic(ticket, call)]);
            }
        }
        let requests = &mut self.links.open_requests;
        for effect in &self.effects {
            match (effect, effect.ticket(), effect.clinic()) {
                (Effect::Abandon(abandoned), ..) => {
                    requests.retain(|(ticket, _)| ticket != abandoned)
                }
                (_, Some(ticket), Some(clinic)) => requests.push((ticket, clinic)),
                _ => {}
            }
        }
    }

    /// Updates the reachability of a clinic after an answer.
    pub(crate) fn on_reachability(&mut self, ticket: Ticket, answer: &Answer) {
        let mut requests = self.links.open_requests.iter();
        let Some(place) = requests.position(|(sent, _)| *sent == ticket) else {
            return;
        };
        let clinic = self.links.open_requests[place].1;
        if answer.is_last() {
            self.links.open_requests.swap_remove(place);
        }
        self.learn_of_key(clinic, ticket, answer);
        let moment = self.moment;
        let link = &mut self.links.links[clinic];
        let since = link.since();
        match answer.end_of_call().and_then(is_reached) {
            Some(true) if link.mark_reachable() => {
                self.record_outage(clinic, since);
                self.links.missing[clinic].doubt();
                self.forget_failed(clinic);
                return self.tell(OfficeNews::ReachableAgain(clinic));
            }
            Some(true) => {}
            Some(false) => {
                link.mark_silent(moment);
                link.mark_missed(ticket, moment.up);
            }
            None => link.mark_missed(ticket, moment.up),
        }
        self.probe_if_due()
    }

    /// Records the outage that began at this time, if there was one.
    fn record_outage(&mut self, clinic: ClinicId, since: Option<DateTime<Utc>>) {
        let Some(since) = since else { return };
        let outage = Outage {
            clinic: clinic.word().to_owned(),
            since,
            until: self.moment.now,
        };
        self.request([Effect::Store(StoreOp::Away(clinic, outage))]);
    }

    /// Records the outages that last when the desk ends. Their end is unknown.
    pub(crate) fn record_open_outages(&mut self) {
        for clinic in self.setup.clinics {
            let since = std::mem::take(&mut self.links.links[clinic]).since();
            self.record_outage(clinic, since);
        }
    }

    /// Probes the unreachable clinics whose pause is over.
    pub(crate) fn probe_if_due(&mut self) {
        let up = self.moment.up;
        let is_due = |link: &Reachability| link.due().is_some_and(|due| due <= up);
        let links = self.links.links.iter();
        let due: Vec<ClinicId> = links
            .filter_map(|(at, link)| is_due(link).then_some(at))
            .collect();
        for clinic in due {
            self.probe(clinic);
        }
    }

    /// Probes an unreachable clinic at once, because a person needs it.
    pub fn probe_now(&mut self, clinic: ClinicId) {
        if self.links.links[clinic].due().is_some() {
            self.probe(clinic);
        }
    }

    fn probe(&mut self, clinic: ClinicId) {
        let ticket = self.call(ClinicCall::Probe(clinic));
        self.links.links[clinic].mark_probed(ticket);
    }

    /// Handles the measured offset of a server's clock.
    pub(crate) fn on_skew(&mut self, clinic: ClinicId, ahead: TimeDelta) {
        self.links.skews[clinic] = Some(ahead);
    }

    /// Updates whether the clinic accepts the key after an answer.
    fn learn_of_key(&mut self, clinic: ClinicId, ticket: Ticket, answer: &Answer) {
        // A probe carries no key.
        let is_keyless = matches!(answer, Answer::Probed(_));
        if is_keyless {
            return;
        }
        let Some(ended) = answer.end_of_call() else {
            return;
        };
        let was_refused = self.refused_key(clinic).is_some();
        self.links.keys[clinic].learn(clinic, ticket, ended);
        if self.refused_key(clinic).is_some() && !was_refused {
            self.tell(OfficeNews::KeyRefused(clinic));
        }
    }
}

/// The connections to the clinics.
#[derive(Clone, Debug)]
pub(crate) struct ClinicReachability {
    /// Whether each clinic can be reached.
    pub links: PerClinic<Reachability>,
    /// By how much each server's clock is ahead of this one, if measured.
    pub skews: PerClinic<Option<TimeDelta>>,
    /// Each clinic's verdict on the key.
    pub keys: PerClinic<KeyStanding>,
    /// The capabilities that each clinic's server lacks.
    pub missing: PerClinic<Query<(), MissingCapabilities>>,
    /// The requests that have not ended, with their clinics.
    pub open_requests: Vec<(Ticket, ClinicId)>,
}

impl ClinicReachability {
    /// Creates connections without known facts.
    pub(crate) fn of(clinics: Clinics) -> ClinicReachability {
        ClinicReachability {
            links: PerClinic::of(clinics, |_| Reachability::default()),
            skews: PerClinic::of(clinics, |_| None),
            keys: PerClinic::of(clinics, |_| KeyStanding::default()),
            missing: PerClinic::of(clinics, |_| Query::default()),
            open_requests: Vec::new(),
        }
    }
}

impl Answer {
    /// Returns the outcome of a request; `None` if it did not go to a clinic.
    pub(crate) fn end_of_call(&self) -> Option<Result<(), &Failure>> {
        Some(match self {
            Answer::Changed(result) | Answer::Opened(_, result) => {
                result.as_ref().as_ref().map(drop)
            }
            Answer::PanelsAdded(result) => result.as_ref().as_ref().map(drop),
            Answer::Listed(_, result) | Answer::Found(_, result) => end(result),
            Answer::Everyone(_, result) => end(result),
            Answer::EntryRead(.., result) => end(result),
            Answer::FreeTimes(_, result) => end(result),
            Answer::Sought(result) | Answer::Calendar(result) | Answer::DayChecked(result) => {
                end(result)
            }
            Answer::Hours(result) => end(result),
            Answer::Published(result) => end(result),
            Answer::EntersAbsences(result) => end(result),
            Answer::SlotsKept(result) => end(result),
            Answer::Probed(result) => end(result),
            Answer::SoFar(..) => Ok(()),
            Answer::Face(answer) => return answer.end_of_call(),
            Answer::Claims(_)
            | Answer::Notes(_)
            | Answer::Changes(_)
            | Answer::Calls(_)
            | Answer::CallNoted(_)
            | Answer::OverrideRecorded(_)
            | Answer::Kept(_)
            | Answer::PinChecked(_)
            | Answer::Queued(_)
            | Answer::Capabilities(_) => return None,
        })
    }
}

impl FaceAnswer {
    /// Returns the outcome of a request; `None` if it did not go to a clinic.
    fn end_of_call(&self) -> Option<Result<(), &Failure>> {
        Some(match self {
            FaceAnswer::EntryToCorrect(result) => result.as_ref().map(drop),
            FaceAnswer::FreeTimes(result) => result.as_ref().map(drop),
            FaceAnswer::Found(result) => result.as_ref().map(drop),
            FaceAnswer::Opened(_, result) => result.as_ref().map(drop),
            FaceAnswer::AlikeFound(result) => result.as_ref().map(drop),
            FaceAnswer::PatientAdded(result) | FaceAnswer::PatientCorrected(result) => {
                result.as_ref().map(drop)
            }
            FaceAnswer::Tubes(result) => result.as_ref().map(drop),
            FaceAnswer::History(_)
            | FaceAnswer::Matched(_)
            | FaceAnswer::TakenOver(_)
            | FaceAnswer::Previewed(_) => return None,
        })
    }
}

fn end<T>(result: &Result<T, Box<Failure>>) -> Result<(), &Failure> {
    result.as_ref().map(drop).map_err(AsRef::as_ref)
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::ConnectError;
    use booking::clinics::SHIPPED;
    use proptest::prelude::*;

    fn moment(seconds: u64) -> Moment {
        let now = DateTime::UNIX_EPOCH + Duration::from_secs(seconds);
        Moment {
            now,
            up: Duration::from_secs(seconds),
        }
    }

    /// Creates a link on which two requests one second apart had no answer, nor had a probe right after them.
    fn down_since(seconds: u64) -> Reachability {
        let mut link = Reachability::default();
        link.mark_silent(moment(seconds));
        link.mark_silent(moment(seconds + 1));
        miss(&mut link, seconds + 1);
        link
    }

    /// Sends a probe that fails.
    fn miss(link: &mut Reachability, seconds: u64) {
        link.mark_probed(Ticket::new(seconds));
        assert_eq!(link.due(), None, "one question at a time");
        link.mark_missed(Ticket::new(seconds), Duration::from_secs(seconds));
    }

    #[test]
    fn one_failure_is_a_doubt_and_two_in_a_row_are_looked_into() {
        let mut link = Reachability::default();
        link.mark_silent(moment(100));
        assert_eq!(
            (link.since(), link.due()),
            (None, None),
            "nothing is asked, nothing timed"
        );
        assert!(!link.mark_reachable());
        link.mark_silent(moment(200));
        assert_eq!(link.due(), None, "an answer in between counts");
        link.mark_silent(moment(201));
        assert_eq!(
            (link.since(), link.due()),
            (None, Some(moment(201).up)),
            "at once"
        );
        miss(&mut link, 201);
        assert_eq!(
            link.since(),
            Some(moment(200).now),
            "since the first of them"
        );
        assert!(link.mark_reachable());
        assert_eq!(link, Reachability::Up);
    }

    #[test]
    fn what_is_there_when_it_is_asked_was_never_unreachable() {
        let mut link = Reachability::default();
        link.mark_silent(moment(100));
        link.mark_silent(moment(100));
        link.mark_probed(Ticket::new(1));
        assert!(!link.mark_reachable());
        assert_eq!(link, Reachability::Up);
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
        /// Other failures during an outage change neither its beginning nor its next probe.
        #[test]
        fn other_failures_move_nothing(failures in 0..20_u64) {
            let mut link = down_since(100);
            let since = link.since();
            let due = link.due();
            for number in 0..failures {
                link.mark_silent(moment(102 + number));
                link.mark_missed(Ticket::new(number), Duration::from_secs(102 + number));
            }
            prop_assert_eq!((link.since(), link.due()), (since, due));
        }
    }

    #[test]
    fn only_a_later_request_takes_a_refusal_of_the_key_back() {
        let ticket = |number| Ticket::new(number);
        let mut key = KeyStanding::default();
        let clinic = SHIPPED.first();
        key.learn(
            clinic,
            ticket(2),
            Err(&Failure::Refused(Report::of(Cause::KeyUnknown))),
        );
        key.learn(clinic, ticket(1), Ok(()));
        assert!(matches!(key, KeyStanding::Refused(..)));
        key.learn(clinic, ticket(3), Ok(()));
        assert!(matches!(key, KeyStanding::Accepted));
    }

    #[test]
    fn a_refusal_is_an_answer_and_a_gateway_s_is_none() {
        let reached = |cause: Cause, status| {
            is_reached(Err(&Failure::Unknown(Report {
                status,
                ..Report::of(cause)
            })))
        };
        assert_eq!(is_reached(Ok(())), Some(true));
        assert_eq!(reached(Cause::RateLimited, Some(429)), Some(true));
        assert_eq!(reached(Cause::ServerFault, Some(500)), Some(true));
        assert_eq!(reached(Cause::ServerFault, Some(503)), Some(false));
        assert_eq!(
            reached(Cause::ConnectionLost, Some(200)),
            Some(true),
            "it began to answer"
        );
        assert_eq!(reached(Cause::ConnectionLost, None), Some(false));
        assert_eq!(
            reached(Cause::Unreachable(ConnectError::NoConnection), None),
            Some(false)
        );
        assert_eq!(
            reached(Cause::Unreachable(ConnectError::NoAuthorities), None),
            None
        );
        assert_eq!(reached(Cause::KeyMissing, None), None);
    }
}
