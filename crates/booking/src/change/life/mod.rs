//! The life of a change: sent, answered and, if the answer leaves its outcome open, looked up until the
//! outcome is certain. This module does no I/O: the caller makes the calls and reports their results. Times
//! are on the monotonic clock.

use std::time::Duration;

use super::in_place::Shape;
use super::{Change, LookupRequest, LookupSchedule, ReadResult};
use crate::Difference;
use crate::{
    Agenda, Appointment, Cause, Failure, LookupResult, Meaning, Outcome, Report, Settlement,
};

/// How long a change waits if the server asks to wait without saying how long.
const UNNAMED_WAIT: Duration = Duration::from_secs(60);
/// The longest wait that the program waits out; a longer one is left to a person.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// How often a server may ask to wait before it counts as a refusal, unless many changes are sent at once.
const MOST_WAITS: u8 = 5;

/// A change and its stage.
#[derive(Clone, Debug)]
pub struct Life {
    change: Change,
    /// Ids of appointments known before sending; a look-up must not mistake one of them for this change.
    others: Vec<String>,
    /// How often the server may still ask to wait before it counts as a refusal.
    waits_left: u8,
    /// Whether it was sent again because the server had asked to wait.
    is_sent_again: bool,
    stage: ChangeStage,
}

/// The stage of a change.
#[derive(Clone, Debug)]
pub enum ChangeStage {
    /// The change has not been sent.
    Ready,
    /// The change has been sent, and its answer is outstanding.
    Sending,
    /// The server refused the change, or asked to wait. Some servers do so although they have made the appointment, so
    /// it is looked up before it is sent again or counts as refused.
    Refused {
        /// The server's refusal.
        refusal: Failure,
        /// The progress of the look-up.
        lookup: LookupSchedule,
    },
    /// The outcome is unknown.
    Unknown {
        /// Why the outcome is unknown.
        failure: Failure,
        /// The progress of the look-up.
        lookup: LookupSchedule,
    },
    /// The change was certainly not made.
    NotMade(NotMade),
    /// The change was made.
    Made {
        /// The appointment's id; `None` if a person said that it is booked.
        id: Option<String>,
        /// The look-up, if there was one.
        lookup: Option<LookupSchedule>,
    },
}

/// Why a change counts as not made.
#[derive(Clone, Debug)]
pub enum NotMade {
    /// The server refused it, or it was never sent.
    Failed(Failure),
    /// A look-up found that it is not there.
    NotThere,
    /// A look-up found that only a part of it was made, or that the appointment has become another one; holds its
    /// present state.
    InPart(Box<Appointment>),
    /// A person said so.
    ByHand,
}

/// The result of a look-up.
#[derive(Clone, Debug)]
pub enum LookupStep {
    /// The appointment has been found under this id, and is to be read.
    Found(String),
    /// The change was not made, and the server had only asked to wait: it is to be sent again.
    SendAgain(Failure),
    /// The result is in the stage.
    AsStaged,
}

impl Life {
    /// Creates a change that has not been sent. `others` are the ids of appointments known to be other ones.
    pub fn new(change: Change, others: Vec<String>) -> Life {
        Life {
            change,
            others,
            waits_left: MOST_WAITS,
            is_sent_again: false,
            stage: ChangeStage::Ready,
        }
    }

    /// Limits how often the server may ask to wait.
    pub fn waiting_at_most(self, waits: u8) -> Life {
        Life {
            waits_left: waits,
            ..self
        }
    }

    /// Creates a change that was sent by a program that has ended since; its outcome is unknown.
    pub fn left_behind(change: Change, others: Vec<String>, lookup: LookupSchedule) -> Life {
        let failure = Failure::Unknown(Report::of(Cause::DeskStopped));
        Life {
            change,
            others,
            waits_left: 0,
            is_sent_again: false,
            stage: ChangeStage::Unknown { failure, lookup },
        }
    }

    /// Creates a change that, by the records, was certainly not made.
    pub fn not_made(change: Change, others: Vec<String>) -> Life {
        Life {
            change,
            others,
            waits_left: 0,
            is_sent_again: false,
            stage: ChangeStage::NotMade(NotMade::NotThere),
        }
    }

    /// Returns the change itself.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// Returns the ids of appointments known to be other ones.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// Returns the stage.
    pub fn stage(&self) -> &ChangeStage {
        &self.stage
    }

    /// Returns the meaning of the outcome once the change is not on its way any more; `None` if it was made.
    pub fn meaning(&self) -> Option<Meaning> {
        match &self.stage {
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::Refused { .. }
            | ChangeStage::Made { .. } => None,
            ChangeStage::Unknown { .. } => Some(Meaning::Unknown),
            ChangeStage::NotMade(NotMade::Failed(Failure::Refused(_))) => Some(Meaning::Refused),
            ChangeStage::NotMade(NotMade::Failed(_)) => Some(Meaning::NotSent),
            ChangeStage::NotMade(NotMade::NotThere | NotMade::InPart(_) | NotMade::ByHand) => {
                Some(Meaning::NotThere)
            }
        }
    }

    /// Returns the outcome, with the id of the appointment, once the change is not on its way any more.
    pub fn outcome(&self) -> Option<Outcome<String>> {
        match &self.stage {
            ChangeStage::Made { id: Some(id), .. } => {
                Some(Outcome::Made(self.change.kind(), id.clone()))
            }
            ChangeStage::Made { id: None, .. } => Some(Outcome::ByHand),
            ChangeStage::NotMade(NotMade::InPart(now)) => Some(Outcome::InPart(now.id.clone())),
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::Refused { .. }
            | ChangeStage::Unknown { .. }
            | ChangeStage::NotMade(_) => self.meaning().map(Outcome::Failed),
        }
    }

    /// Returns the outcome as the records keep it, once the change was sent.
    pub fn settlement(&self) -> Settlement {
        match &self.stage {
            ChangeStage::Made { id: Some(id), .. } => Settlement::Booked(id.clone()),
            ChangeStage::Made { id: None, .. } => Settlement::ByHand("booked"),
            ChangeStage::NotMade(NotMade::Failed(failure)) => failure.into(),
            ChangeStage::NotMade(NotMade::NotThere | NotMade::InPart(_) | NotMade::ByHand) => {
                Settlement::NotThere
            }
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::Refused { .. }
            | ChangeStage::Unknown { .. } => Settlement::Unknown,
        }
    }

    /// Returns the look-up, while there is one.
    pub fn lookup(&self) -> Option<&LookupSchedule> {
        match &self.stage {
            ChangeStage::Refused { lookup, .. } | ChangeStage::Unknown { lookup, .. } => {
                Some(lookup)
            }
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::NotMade(_)
            | ChangeStage::Made { .. } => None,
        }
    }

    /// Returns the look-up, while there is one, to report its results.
    pub fn lookup_mut(&mut self) -> Option<&mut LookupSchedule> {
        match &mut self.stage {
            ChangeStage::Refused { lookup, .. } | ChangeStage::Unknown { lookup, .. } => {
                Some(lookup)
            }
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::NotMade(_)
            | ChangeStage::Made { .. } => None,
        }
    }

    /// Returns whether the outcome is certain.
    pub fn is_settled(&self) -> bool {
        matches!(
            self.stage,
            ChangeStage::NotMade(_) | ChangeStage::Made { .. }
        )
    }

    /// Returns whether the server has only asked to wait, so that the change is sent again if a look-up shows that it
    /// was not made.
    pub fn is_resent(&self) -> bool {
        matches!(&self.stage, ChangeStage::Refused { refusal, .. } if self.wait_for(refusal).is_some())
    }

    /// Returns how long to wait before sending again, if the server has only asked to wait, not too long and not too
    /// often.
    pub fn wait_for(&self, failure: &Failure) -> Option<Duration> {
        let Failure::Refused(report) = failure else {
            return None;
        };
        let wait = report.retry_after.unwrap_or(UNNAMED_WAIT);
        let is_fair = self.waits_left > 0 && wait <= LONGEST_WAIT;
        (report.cause == Cause::RateLimited && is_fair).then_some(wait)
    }

    /// Marks the change as sent, unless it was sent before.
    pub fn send(&mut self) {
        if matches!(self.stage, ChangeStage::Ready) {
            self.stage = ChangeStage::Sending;
        }
    }

    /// Takes the answer, in time or late; no call takes longer than `call_limit`. A certain outcome stays.
    pub fn answered(
        &mut self,
        answer: &Result<Appointment, Failure>,
        call_limit: Duration,
        up: Duration,
    ) {
        if self.is_settled() {
            return;
        }
        let is_late = matches!(self.stage, ChangeStage::Unknown { .. });
        match answer {
            Ok(appointment) => self.made(Some(appointment.id.clone())),
            Err(refusal) if refusal.may_be_made() => {
                let wait = if is_late {
                    Duration::ZERO
                } else {
                    self.wait_for(refusal).unwrap_or_default()
                };
                let refused = LookupSchedule::refused(wait, self.change.lag(), up);
                match &mut self.stage {
                    // The change was given up, so it is not sent again automatically.
                    ChangeStage::Unknown { lookup, .. } => *lookup = refused,
                    stage @ (ChangeStage::Ready
                    | ChangeStage::Sending
                    | ChangeStage::Refused { .. }
                    | ChangeStage::NotMade(_)
                    | ChangeStage::Made { .. }) => {
                        *stage = ChangeStage::Refused {
                            refusal: refusal.clone(),
                            lookup: refused,
                        }
                    }
                }
            }
            Err(failure @ Failure::Unknown(report)) => match &mut self.stage {
                ChangeStage::Unknown { lookup, .. }
                    if !matches!(report.cause, Cause::Contradicted(_)) =>
                {
                    lookup.answer_is_lost(failure, call_limit, up)
                }
                stage => {
                    let lookup =
                        LookupSchedule::after(failure, call_limit, up).with_lag(self.change.lag());
                    *stage = ChangeStage::Unknown {
                        failure: failure.clone(),
                        lookup,
                    };
                }
            },
            Err(failure) => self.stage = ChangeStage::NotMade(NotMade::Failed(failure.clone())),
        }
    }

    /// Stops waiting for the change. A change that was sent becomes unknown, though its answer may still come. A
    /// refused change is looked up in the background, and is not sent again.
    pub fn stop_waiting(&mut self, up: Duration) {
        let lag = self.change.lag();
        match &mut self.stage {
            ChangeStage::Sending => {
                let failure = Failure::Unknown(Report::of(Cause::StoppedWaiting));
                self.stage = ChangeStage::Unknown {
                    failure,
                    lookup: LookupSchedule::unawaited(up).with_lag(lag),
                };
            }
            ChangeStage::Refused { lookup, .. } => {
                if !lookup.is_looking() {
                    *lookup = LookupSchedule::refused(Duration::ZERO, lag, up);
                }
                self.waits_left = 0;
            }
            ChangeStage::Ready
            | ChangeStage::Unknown { .. }
            | ChangeStage::NotMade(_)
            | ChangeStage::Made { .. } => {}
        }
    }

    /// Ends the look-up of a refused change that can't be looked up at present. The change becomes unknown, except that
    /// the refusal of a new appointment's first sending counts.
    pub fn cannot_tell(&mut self, up: Duration) {
        if self.is_refused() {
            return self.refuse();
        }
        self.mark_unknown(up);
    }

    /// Marks a refused change as unknown, whatever the refusal.
    pub fn mark_unknown(&mut self, up: Duration) {
        if let ChangeStage::Refused { refusal, lookup } = &mut self.stage {
            if lookup.is_looking() {
                lookup.failed(up);
            }
            let failure = Failure::Unknown(refusal.report().clone());
            self.stage = ChangeStage::Unknown {
                failure,
                lookup: lookup.clone(),
            };
        }
    }

    /// Takes the result of a search among the patient's appointments; `None` if the search failed. `others` are more
    /// ids of appointments known to be other ones, unless they have the booking's reference.
    pub fn searched(
        &mut self,
        agenda: Option<&Agenda>,
        others: &[String],
        up: Duration,
    ) -> LookupStep {
        let Some(agenda) = agenda else {
            return self.failed(up);
        };
        if self.lookup().is_none() {
            return LookupStep::AsStaged;
        }
        let Some(booking) = self.change.makes() else {
            return LookupStep::AsStaged;
        };
        let others = [self.others.as_slice(), others].concat();
        match booking.lookup_result(agenda, &others) {
            LookupResult::There(id) => {
                if let Some(lookup) = self.lookup_mut() {
                    lookup.reads(id.clone(), up);
                }
                LookupStep::Found(id)
            }
            // Sent again, it is made only once, so nothing has to be proved.
            LookupResult::NotThere
                if agenda.may_lag && !(self.is_resent() && agenda.makes_once) =>
            {
                self.missed_by_lagging_search(up)
            }
            LookupResult::NotThere => self.missed(up),
            // An incomplete list shows no more than a missing answer.
            LookupResult::Unclear(candidates) if candidates.is_empty() && self.is_refused() => {
                self.failed(up)
            }
            LookupResult::Unclear(candidates) => self.unclear(candidates, up),
        }
    }

    /// Takes the calendar of the practitioner whose absence was entered or taken back; `None` if it could not be read.
    pub fn calendar_read(&mut self, agenda: Option<&Agenda>, up: Duration) -> LookupStep {
        let Some(agenda) = agenda else {
            return self.failed(up);
        };
        if self.lookup().is_none() {
            return LookupStep::AsStaged;
        }
        match self.change.result_in_calendar(agenda) {
            None => self.failed(up),
            Some((slot, ReadResult::Done)) => {
                self.made(Some(slot.id));
                LookupStep::AsStaged
            }
            Some(_) if agenda.may_lag => self.missed_by_lagging_search(up),
            Some(_) => self.missed(up),
        }
    }

    /// Takes the appointment as read, with the resulting outcome of the change; `None` if it could not be read.
    pub fn read_as(
        &mut self,
        read: Option<(&Appointment, ReadResult)>,
        up: Duration,
    ) -> LookupStep {
        let Some((appointment, result)) = read else {
            return self.failed(up);
        };
        let Some(lookup) = self.lookup() else {
            return LookupStep::AsStaged;
        };
        let is_otherwise = lookup.named().is_some() && self.is_made_otherwise(appointment);
        match result {
            ReadResult::Done if is_otherwise => self.unclear(vec![appointment.id.clone()], up),
            ReadResult::Done => {
                self.made(Some(appointment.id.clone()));
                LookupStep::AsStaged
            }
            ReadResult::NotDone => self.missed(up),
            ReadResult::Altered if matches!(self.change, Change::SetDetails(_)) => {
                let now = Box::new(appointment.clone());
                self.stage = ChangeStage::NotMade(NotMade::InPart(now));
                LookupStep::AsStaged
            }
            ReadResult::Altered => self.unclear(vec![appointment.id.clone()], up),
        }
    }

    /// Returns whether this is a move that can't take effect any more and whose appointment is at another time. Its
    /// outcome is unknown, and it takes up no time.
    pub fn takes_no_time(&self, up: Duration) -> bool {
        let is_past = self
            .lookup()
            .is_some_and(|lookup| lookup.candidates().is_some() && lookup.is_past(up));
        is_past && matches!(self.change, Change::Move(_))
    }

    /// Takes a person's word for the outcome. A certain outcome stays.
    pub fn settle_by_hand(&mut self, is_made: bool) {
        if self.is_settled() {
            return;
        }
        if is_made {
            self.made(None)
        } else {
            self.stage = ChangeStage::NotMade(NotMade::ByHand)
        }
    }

    /// Returns whether an answer has named an appointment as the new one that is for another patient or does not
    /// replace the old one.
    fn is_made_otherwise(&self, appointment: &Appointment) -> bool {
        let differences = self.change.differences(appointment);
        match self.change.shape() {
            Shape::Book(_) => differences.contains(&Difference::Patient),
            Shape::Replace(_) => !differences.is_empty(),
            Shape::Move(_)
            | Shape::Cancel(_)
            | Shape::InPlace(_)
            | Shape::Away(_)
            | Shape::Back(_) => false,
        }
    }

    /// Returns how the outcome can be looked up. A new appointment has the id that a contradicting answer named, unless
    /// that is among `others`, which are known to be other ones.
    pub fn lookup_request(&self, others: &[String]) -> LookupRequest {
        let named = self
            .lookup()
            .and_then(LookupSchedule::named)
            .filter(|id| !self.others.iter().chain(others).any(|other| other == id));
        match named {
            Some(id) if self.change.makes().is_some() => LookupRequest::Read(id.to_owned()),
            _ => self.change.lookup_request(),
        }
    }

    /// Returns whether the server has refused a new appointment, rather than asked to wait, when it was first sent. A
    /// look-up may show that it was made all the same; otherwise it counts as refused, because a search may not be able
    /// to decide. A changed appointment is read by its id, and stays unknown until that succeeds.
    pub fn is_refused(&self) -> bool {
        let refuses = |refusal: &Failure| refusal.report().cause == Cause::Conflict;
        !self.is_sent_again
            && self.change.makes().is_some()
            && matches!(&self.stage, ChangeStage::Refused { refusal, .. } if refuses(refusal))
    }

    /// Ends the look-up of a refused change.
    fn refuse(&mut self) {
        if let ChangeStage::Refused { refusal, .. } = &self.stage {
            self.stage = ChangeStage::NotMade(NotMade::Failed(refusal.clone()));
        }
    }

    fn made(&mut self, id: Option<String>) {
        let lookup = self.lookup().cloned();
        self.stage = ChangeStage::Made { id, lookup };
    }

    fn failed(&mut self, up: Duration) -> LookupStep {
        if let Some(lookup) = self.lookup_mut() {
            lookup.failed(up);
        }
        LookupStep::AsStaged
    }

    fn missed(&mut self, up: Duration) -> LookupStep {
        if !self.lookup_mut().is_some_and(|lookup| lookup.missed(up)) {
            return LookupStep::AsStaged;
        }
        let is_resent = self.is_resent();
        match &self.stage {
            ChangeStage::Refused { refusal, .. } if is_resent => {
                let refusal = refusal.clone();
                self.waits_left -= 1;
                self.is_sent_again = true;
                self.stage = ChangeStage::Ready;
                return LookupStep::SendAgain(refusal);
            }
            ChangeStage::Refused { refusal, .. } => {
                self.stage = ChangeStage::NotMade(NotMade::Failed(refusal.clone()));
            }
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::Unknown { .. }
            | ChangeStage::NotMade(_)
            | ChangeStage::Made { .. } => self.stage = ChangeStage::NotMade(NotMade::NotThere),
        }
        LookupStep::AsStaged
    }

    /// Notes that a complete search that may be far behind did not find it: only a person can then decide that it is
    /// not there.
    fn missed_by_lagging_search(&mut self, up: Duration) -> LookupStep {
        let is_for_person = self
            .lookup_mut()
            .is_some_and(|lookup| lookup.candidates().is_some() || lookup.missed(up));
        if is_for_person || self.is_refused() {
            return self.unclear(Vec::new(), up);
        }
        LookupStep::AsStaged
    }

    /// Leaves the outcome to a person: a refused change becomes unknown.
    fn unclear(&mut self, candidates: Vec<String>, up: Duration) -> LookupStep {
        if let Some(lookup) = self.lookup_mut() {
            lookup.unclear(candidates, up);
        }
        self.cannot_tell(up);
        LookupStep::AsStaged
    }
}

#[cfg(test)]
mod tests;
