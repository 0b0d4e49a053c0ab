//! The life of a change: sent, answered, and looked up where its answer leaves open what became of it, until that is
//! certain. Pure: whoever drives it makes the calls, and tells it what came of them. Times are on a monotonic clock.

use std::time::Duration;

use super::{Change, LookUp, LookupSchedule, ReadResult};
use crate::booking::{
    Agenda, Appointment, Cause, Failure, LookupResult, Meaning, Outcome, Report, Settlement,
};

/// How long a change waits where a server asks to wait but doesn't say how long.
const UNNAMED_WAIT: Duration = Duration::from_secs(60);
/// A longer wait than this is a person's to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// A server that asks to wait this often is not going to take it, unless many are sent at once.
const MOST_WAITS: u8 = 5;

/// A change, and how far it is.
#[derive(Clone, Debug)]
pub struct Life {
    change: Change,
    /// The ids of appointments that are known to be other ones: they stood before it went out.
    others: Vec<String>,
    /// How often the server may ask to wait before that is a refusal.
    waits_left: u8,
    stage: Stage,
}

/// How far a change is.
#[derive(Clone, Debug)]
pub enum Stage {
    /// It has not been sent.
    Ready,
    /// It has been sent, and its answer is waited for.
    Sending,
    /// The server said no, or asked to wait. Some say so although they have made the appointment: it is looked up
    /// first, and only then goes again, or is refused.
    Refused {
        /// What the server said.
        refusal: Failure,
        /// When it is looked up, and how far that is.
        lookup: LookupSchedule,
    },
    /// Nobody knows whether it was made.
    Unknown {
        /// Why not.
        failure: Failure,
        /// When it is looked up, and how far that is.
        lookup: LookupSchedule,
    },
    /// It was certainly not made.
    NotMade(NotMade),
    /// It was made.
    Made {
        /// The appointment's id; none where a person said that it is booked.
        id: Option<String>,
        /// How it was looked up, if it was.
        lookup: Option<LookupSchedule>,
    },
}

/// How it is known that a change was not made.
#[derive(Clone, Debug)]
pub enum NotMade {
    /// The server said so, or it never left.
    Failed(Failure),
    /// It was looked for, and is not there.
    NotThere,
    /// A person said so.
    ByHand,
}

/// What a look-up has come to.
#[derive(Clone, Debug)]
pub enum Looked {
    /// An appointment that is it has been found, under this id, and is to be read.
    Found(String),
    /// It was not made of what the server refused so, only asking to wait: it is to be sent again.
    SendAgain(Failure),
    /// Whatever its stage says now.
    AsStaged,
}

impl Life {
    /// A change that has not been sent. `others` are the ids of appointments that are known not to be it.
    pub fn new(change: Change, others: Vec<String>) -> Life {
        Life { change, others, waits_left: MOST_WAITS, stage: Stage::Ready }
    }

    /// The same where the server may ask to wait so often.
    pub fn waiting_at_most(self, waits: u8) -> Life {
        Life { waits_left: waits, ..self }
    }

    /// A change that a program sent which has ended since: nobody knows what became of it.
    pub fn left_behind(change: Change, others: Vec<String>, lookup: LookupSchedule) -> Life {
        let failure = Failure::Unknown(Report::of(Cause::DeskStopped));
        Life { change, others, waits_left: 0, stage: Stage::Unknown { failure, lookup } }
    }

    /// A change that is certainly not made, as the records say.
    pub fn not_made(change: Change, others: Vec<String>) -> Life {
        Life { change, others, waits_left: 0, stage: Stage::NotMade(NotMade::NotThere) }
    }

    /// What is asked for.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// The ids of appointments that are known to be other ones.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// How far it is.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// What is known of its outcome, once it is no longer on its way; none where it was made.
    pub fn meaning(&self) -> Option<Meaning> {
        match &self.stage {
            Stage::Ready | Stage::Sending | Stage::Refused { .. } | Stage::Made { .. } => None,
            Stage::Unknown { .. } => Some(Meaning::Unknown),
            Stage::NotMade(NotMade::Failed(Failure::Refused(_))) => Some(Meaning::Refused),
            Stage::NotMade(NotMade::Failed(_)) => Some(Meaning::NotSent),
            Stage::NotMade(NotMade::NotThere | NotMade::ByHand) => Some(Meaning::NotThere),
        }
    }

    /// What came of it, once it is no longer on its way, with the id of its appointment.
    pub fn outcome(&self) -> Option<Outcome<String>> {
        match &self.stage {
            Stage::Made { id: Some(id), .. } => Some(Outcome::Made(self.change.kind(), id.clone())),
            Stage::Made { id: None, .. } => Some(Outcome::ByHand),
            _ => self.meaning().map(Outcome::Failed),
        }
    }

    /// What the records are told of it, once it was sent.
    pub fn settlement(&self) -> Settlement {
        match &self.stage {
            Stage::Made { id: Some(id), .. } => Settlement::Booked(id.clone()),
            Stage::Made { id: None, .. } => Settlement::ByHand("booked"),
            Stage::NotMade(NotMade::Failed(failure)) => failure.into(),
            Stage::NotMade(NotMade::NotThere | NotMade::ByHand) => Settlement::NotThere,
            Stage::Ready | Stage::Sending | Stage::Refused { .. } | Stage::Unknown { .. } => {
                Settlement::Unknown
            }
        }
    }

    /// Its look-up, while it is looked up.
    pub fn lookup(&self) -> Option<&LookupSchedule> {
        match &self.stage {
            Stage::Refused { lookup, .. } | Stage::Unknown { lookup, .. } => Some(lookup),
            Stage::Ready | Stage::Sending | Stage::NotMade(_) | Stage::Made { .. } => None,
        }
    }

    /// The same, to be told what is done about it.
    pub fn lookup_mut(&mut self) -> Option<&mut LookupSchedule> {
        match &mut self.stage {
            Stage::Refused { lookup, .. } | Stage::Unknown { lookup, .. } => Some(lookup),
            Stage::Ready | Stage::Sending | Stage::NotMade(_) | Stage::Made { .. } => None,
        }
    }

    /// Whether it is certain what became of it.
    pub fn is_settled(&self) -> bool {
        matches!(self.stage, Stage::NotMade(_) | Stage::Made { .. })
    }

    /// Whether the server has only asked to wait, so that it goes again once it is known not to be there.
    pub fn goes_again(&self) -> bool {
        matches!(&self.stage, Stage::Refused { refusal, .. } if self.wait_for(refusal).is_some())
    }

    /// How long it waits before it goes again, where a server has only asked to wait, and neither for too long nor too
    /// often.
    pub fn wait_for(&self, failure: &Failure) -> Option<Duration> {
        let Failure::Refused(report) = failure else { return None };
        let wait = report.retry_after.unwrap_or(UNNAMED_WAIT);
        let is_fair = self.waits_left > 0 && wait <= LONGEST_WAIT;
        (report.cause == Cause::RateLimited && is_fair).then_some(wait)
    }

    /// It goes out, where it has not yet.
    pub fn send(&mut self) {
        if matches!(self.stage, Stage::Ready) {
            self.stage = Stage::Sending;
        }
    }

    /// Its answer has come, in time or late; no call takes longer than `call_limit`. What is settled stays so.
    pub fn answered(&mut self, answer: &Result<Appointment, Failure>, call_limit: Duration, up: Duration) {
        if self.is_settled() {
            return;
        }
        let is_late = matches!(self.stage, Stage::Unknown { .. });
        match answer {
            Ok(appointment) => self.made(Some(appointment.id.clone())),
            Err(refusal) if refusal.may_be_made() => {
                let wait = self.wait_for(refusal).filter(|_| !is_late).unwrap_or_default();
                let refused = LookupSchedule::refused(wait, self.change.lag(), up);
                match &mut self.stage {
                    // It was given up: it is not sent again by itself.
                    Stage::Unknown { lookup, .. } => *lookup = refused,
                    stage => *stage = Stage::Refused { refusal: refusal.clone(), lookup: refused },
                }
            }
            Err(failure @ Failure::Unknown(_)) => match &mut self.stage {
                Stage::Unknown { lookup, .. } => lookup.answer_is_lost(failure, call_limit, up),
                stage => {
                    let lookup = LookupSchedule::after(failure, call_limit, up).with_lag(self.change.lag());
                    *stage = Stage::Unknown { failure: failure.clone(), lookup };
                }
            },
            Err(failure) => self.stage = Stage::NotMade(NotMade::Failed(failure.clone())),
        }
    }

    /// Nobody waits for it any longer. What was sent is unknown, though its answer may still come; what a server has
    /// refused is looked up in the background, and does not go again.
    pub fn stop_waiting(&mut self, up: Duration) {
        let lag = self.change.lag();
        match &mut self.stage {
            Stage::Sending => {
                let failure = Failure::Unknown(Report::of(Cause::StoppedWaiting));
                self.stage = Stage::Unknown { failure, lookup: LookupSchedule::unawaited(up).with_lag(lag) };
            }
            Stage::Refused { lookup, .. } => {
                if !lookup.is_looking() {
                    *lookup = LookupSchedule::refused(Duration::ZERO, lag, up);
                }
                self.waits_left = 0;
            }
            Stage::Ready | Stage::Unknown { .. } | Stage::NotMade(_) | Stage::Made { .. } => {}
        }
    }

    /// What a server has refused can't be looked up just now: nobody knows whether it was made all the same.
    pub fn cannot_tell(&mut self, up: Duration) {
        if let Stage::Refused { refusal, lookup } = &mut self.stage {
            if lookup.is_looking() {
                lookup.failed(up);
            }
            let failure = Failure::Unknown(refusal.report().clone());
            self.stage = Stage::Unknown { failure, lookup: lookup.clone() };
        }
    }

    /// A search among the appointments of whom it is for has ended; without an agenda, because it failed. `others`
    /// are further ids of appointments known to be other ones, unless they bear the booking's reference.
    pub fn searched(&mut self, agenda: Option<&Agenda>, others: &[String], up: Duration) -> Looked {
        let Some(agenda) = agenda else { return self.failed(up) };
        let Some(booking) = self.change.makes().filter(|_| self.lookup().is_some()) else {
            return Looked::AsStaged;
        };
        let others = [self.others.as_slice(), others].concat();
        match booking.lookup_result(agenda, &others) {
            LookupResult::There(id) => {
                if let Some(lookup) = self.lookup_mut() {
                    lookup.reads(id.clone(), up);
                }
                Looked::Found(id)
            }
            LookupResult::NotThere => self.missed(up),
            LookupResult::Unclear(candidates) => self.unclear(candidates, up),
        }
    }

    /// The appointment that tells its outcome has been read, or could not be.
    pub fn read(&mut self, appointment: Option<&Appointment>, up: Duration) -> Looked {
        let Some(appointment) = appointment else { return self.failed(up) };
        if self.lookup().is_none() {
            return Looked::AsStaged;
        }
        match self.change.told_by(appointment) {
            ReadResult::Done => {
                self.made(Some(appointment.id.clone()));
                Looked::AsStaged
            }
            ReadResult::NotDone => self.missed(up),
            ReadResult::Altered => self.unclear(vec![appointment.id.clone()], up),
        }
    }

    /// A person has said what became of it. What is certain is not theirs to say.
    pub fn settle_by_hand(&mut self, is_made: bool) {
        if self.is_settled() {
            return;
        }
        match is_made {
            true => self.made(None),
            false => self.stage = Stage::NotMade(NotMade::ByHand),
        }
    }

    /// Where its outcome can be seen.
    pub fn look_up(&self) -> LookUp {
        self.change.look_up()
    }

    fn made(&mut self, id: Option<String>) {
        let lookup = self.lookup().cloned();
        self.stage = Stage::Made { id, lookup };
    }

    fn failed(&mut self, up: Duration) -> Looked {
        if let Some(lookup) = self.lookup_mut() {
            lookup.failed(up);
        }
        Looked::AsStaged
    }

    fn missed(&mut self, up: Duration) -> Looked {
        if !self.lookup_mut().is_some_and(|lookup| lookup.missed(up)) {
            return Looked::AsStaged;
        }
        let goes_again = self.goes_again();
        match &self.stage {
            Stage::Refused { refusal, .. } if goes_again => {
                let refusal = refusal.clone();
                (self.waits_left, self.stage) = (self.waits_left - 1, Stage::Ready);
                return Looked::SendAgain(refusal);
            }
            Stage::Refused { refusal, .. } => {
                self.stage = Stage::NotMade(NotMade::Failed(refusal.clone()));
            }
            _ => self.stage = Stage::NotMade(NotMade::NotThere),
        }
        Looked::AsStaged
    }

    /// It can't be told by itself: a person has to, and so it is refused no more, but unknown.
    fn unclear(&mut self, candidates: Vec<String>, up: Duration) -> Looked {
        if let Some(lookup) = self.lookup_mut() {
            lookup.unclear(candidates, up);
        }
        self.cannot_tell(up);
        Looked::AsStaged
    }
}

#[cfg(test)]
mod tests;
