//! An absence that a person confirms before it is entered or taken back: the data to show with it, the obstacles, and
//! sending it.

use booking::{
    AWAY_REASON_LIMIT, AbsenceStanding, AwayNote, AwayTime, AwayWish, Blocked, Booked,
    CancelReason, Change, ChangeKind, ClinicId, Failure, Meaning, Provider, Text,
};

use super::super::{NoteEnd, NoteStep, NoteSubject, Office, Submission, SubmissionId};
use super::{AbsenceDay, AbsencePlace, AbsenceStep, AbsenceWork, ComingAbsence};

/// Patients in an absence whose names are requested, at most.
const MOST_NAMED: usize = 50;

/// The task with an absence.
#[derive(Clone, Debug)]
pub enum AbsenceTask {
    /// Enter it.
    Enter(AwayWish),
    /// Take one day of it back.
    TakeBack(ComingAbsence),
}

/// An absence that a person is asked to confirm.
#[derive(Clone, Debug)]
pub struct AskedAbsence {
    task: AbsenceTask,
    /// Whether it was sent.
    is_sent: bool,
}

/// The reason why an absence is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AbsenceObstacle {
    /// Another one is being sent.
    OneAtATime,
    /// All of it was sent, or is in the calendar.
    SentAlready,
    /// The clinic can't be reached.
    Unreachable(ClinicId),
    /// The data to show with it could not be read at the clinic.
    Unread(ClinicId, Failure),
    /// The data to show with it are still being read.
    Reading,
    /// Each day is entered, is being entered or taken back by another desk, or has an unknown outcome.
    UnderWay,
}

impl AbsenceTask {
    /// Returns the practitioner who is away.
    pub fn provider(&self) -> &Provider {
        match self {
            AbsenceTask::Enter(wish) => &wish.provider,
            AbsenceTask::TakeBack(coming) => &coming.provider,
        }
    }

    /// Returns the desks' note to remove, if the absence is one.
    fn note(&self) -> Option<AwayNote> {
        let AbsenceTask::TakeBack(coming) = self else {
            return None;
        };
        AwayNote::of_blocked(&coming.provider, &coming.blocked)
    }
}

impl AskedAbsence {
    /// Creates the question about an absence.
    pub fn new(task: AbsenceTask) -> AskedAbsence {
        AskedAbsence {
            task,
            is_sent: false,
        }
    }

    /// Returns the task.
    pub fn task(&self) -> &AbsenceTask {
        &self.task
    }

    /// Returns the practitioner who is away.
    pub fn provider(&self) -> &Provider {
        self.task.provider()
    }

    /// Returns the appointments booked in it, by start.
    pub fn booked(&self, office: &Office) -> Vec<Booked> {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                let days = office.absence_days(wish).into_iter();
                days.flat_map(|day| day.booked).collect()
            }
            AbsenceTask::TakeBack(_) => Vec::new(),
        }
    }

    /// Returns the reason for cancelling an appointment in it.
    pub fn cancel_reason(&self) -> CancelReason {
        match &self.task {
            AbsenceTask::Enter(wish) => wish.cancel_reason(),
            AbsenceTask::TakeBack(_) => CancelReason::ProviderAway,
        }
    }

    /// Returns the work on it, if it was sent.
    pub fn work<'a>(&self, office: &'a Office) -> Option<&'a AbsenceWork> {
        if !self.is_sent || self.is_kept_here(office) {
            return None;
        }
        office.absence_work()
    }

    /// Returns the outcome of the desks' note, if one was wanted.
    pub fn note_end<'a>(&self, office: &'a Office) -> Option<&'a NoteEnd> {
        if !self.is_sent || !self.is_kept_here(office) {
            return None;
        }
        office.note_end(NoteSubject::Absence)
    }

    /// Returns the step of a day, if it was sent.
    pub fn step<'a>(&self, office: &'a Office, time: &AwayTime) -> Option<&'a AbsenceStep> {
        let mut steps = self.work(office)?.steps().iter();
        steps.find(|step| {
            let of = step.change.away_time();
            of.is_some_and(|of| of.time() == time.time() && of.provider() == time.provider())
        })
    }

    /// Returns whether it was sent.
    pub fn is_sent(&self) -> bool {
        self.is_sent
    }

    /// Returns whether days of it are still to be sent.
    pub fn is_working(&self, office: &Office) -> bool {
        self.work(office).is_some_and(AbsenceWork::is_working)
    }

    /// Returns whether it is being sent, or written into the desks' own records.
    pub fn is_under_way(&self, office: &Office) -> bool {
        let is_written = matches!(self.note_end(office), Some(NoteEnd::Writing(_)));
        is_written || self.is_working(office)
    }

    /// Returns whether some of it was made or written.
    pub fn has_changed(&self, office: &Office) -> bool {
        let is_written = matches!(self.note_end(office), Some(NoteEnd::Done));
        is_written || self.work(office).is_some_and(|work| work.made() > 0)
    }

    /// Returns whether the data to show with it are still being read.
    pub fn is_reading(&self, office: &Office) -> bool {
        let AbsenceTask::Enter(wish) = &self.task else {
            return false;
        };
        let cannot_be_read = office.why_absence_unread(wish).is_some()
            || office.is_unreachable(wish.provider.clinic());
        !cannot_be_read && !office.has_read_absence(wish)
    }

    /// Returns whether all of it was sent, so that the patients booked in it can be moved or called.
    pub fn has_ended(&self, office: &Office) -> bool {
        self.work(office)
            .is_some_and(|work| !work.is_working() && work.made() > 0)
            || self.is_entered(office)
    }

    /// Returns whether the calendar has all of it.
    fn is_entered(&self, office: &Office) -> bool {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                let days = office.absence_days(wish);
                let is_entered =
                    |day: &AbsenceDay| matches!(day.standing, AbsenceStanding::Entered(_));
                days.iter().all(is_entered)
            }
            AbsenceTask::TakeBack(_) => false,
        }
    }

    /// Returns whether the desks' own records keep it, because the clinic has no place for it.
    pub fn is_kept_here(&self, office: &Office) -> bool {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                office.absence_place(&wish.provider) == Some(AbsencePlace::Desks)
            }
            AbsenceTask::TakeBack(coming) => coming.blocked.note.is_some(),
        }
    }

    /// Returns the changes that are sent, one for each day.
    pub fn changes(&self, office: &Office) -> Vec<Change> {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                let new = office.new_times(wish).into_iter();
                new.filter_map(Change::away).collect()
            }
            AbsenceTask::TakeBack(coming) => {
                let time = AwayTime::of_blocked(&coming.provider, &coming.blocked, false);
                Change::back(time).into_iter().collect()
            }
        }
    }

    /// Returns why it is not sent; `None` if it can be.
    pub fn obstacle(&self, office: &Office) -> Option<AbsenceObstacle> {
        if office.absence_work().is_some_and(AbsenceWork::is_working) {
            return Some(AbsenceObstacle::OneAtATime);
        }
        if self.is_sent || self.is_entered(office) {
            return Some(AbsenceObstacle::SentAlready);
        }
        if self.task.note().is_some() {
            return None;
        }
        let clinic = self.provider().clinic();
        if office.is_unreachable(clinic) {
            return Some(AbsenceObstacle::Unreachable(clinic));
        }
        let AbsenceTask::Enter(wish) = &self.task else {
            return None;
        };
        if let Some(why) = office.why_absence_unread(wish) {
            return Some(AbsenceObstacle::Unread(clinic, why.clone()));
        }
        if !office.has_read_absence(wish) {
            return Some(AbsenceObstacle::Reading);
        }
        let has_new = !office.new_times(wish).is_empty();
        (!has_new).then_some(AbsenceObstacle::UnderWay)
    }

    /// Sends each day once, one after the other; or only writes or removes the desks' note.
    pub fn send(&mut self, office: &mut Office) {
        if !self.is_kept_here(office) {
            office.work_on_absence(self.changes(office));
        } else if let Some(step) = self.note_step(office) {
            office.take_note_step(step);
        }
        self.is_sent = true;
    }

    fn note_step(&self, office: &Office) -> Option<NoteStep> {
        if let Some(note) = self.task.note() {
            return Some(NoteStep::Remove(vec![note]));
        }
        match &self.task {
            AbsenceTask::Enter(wish) => Some(NoteStep::Put(office.new_times(wish))),
            AbsenceTask::TakeBack(_) => None,
        }
    }

    /// Allows another try for a note that was not written.
    pub fn allow_another_try(&mut self) {
        self.is_sent = false;
    }
}

impl Office {
    /// Returns the days of an absence that nobody has entered or is entering.
    pub(crate) fn new_times(&self, wish: &AwayWish) -> Vec<AwayTime> {
        let days = self.absence_days(wish).into_iter();
        let new = days.filter(|day| day.standing == AbsenceStanding::Free);
        new.map(|day| day.time).collect()
    }

    /// Requests the names of the patients booked in an absence.
    pub fn name_booked(&mut self, booked: &[Booked]) {
        let people = booked.iter().filter_map(|booked| {
            let person = booked.person.clone()?;
            Some((booked.clinic.people(), person))
        });
        self.read_entries(people.collect(), MOST_NAMED);
    }

    /// Returns the absence that a change from the Outbox is a day of; `None` for other kinds of changes. The other days
    /// of the absence are taken out of the Outbox.
    pub fn gather_absence(&mut self, open: &Submission) -> Option<AbsenceTask> {
        let time = open.change().away_time()?.clone();
        let provider = time.provider()?;
        if open.change().kind() == ChangeKind::Back {
            let blocked = Blocked {
                id: time.id().to_owned(),
                provider: Some(provider.id().to_owned()),
                slot: time.time(),
                why: time.why().unwrap_or_default().to_owned(),
                is_absence: true,
                note: None,
            };
            return Some(AbsenceTask::TakeBack(ComingAbsence::in_calendar(
                provider, blocked,
            )));
        }
        let mut times = vec![time.time()];
        for id in self.days_beside(&time) {
            let open = self.take_up(id);
            times.extend(open.and_then(|open| Some(open.change().away_time()?.time())));
        }
        times.sort();
        times.dedup();
        let why = time.why().and_then(|why| Text::new(why, AWAY_REASON_LIMIT));
        Some(AbsenceTask::Enter(AwayWish {
            provider,
            times,
            why,
        }))
    }

    /// Returns the days in the Outbox that belong to the same absence, and are not made.
    fn days_beside(&self, time: &AwayTime) -> Vec<SubmissionId> {
        let is_beside = |open: &&Submission| {
            let change = open.change();
            let is_same =
                |of: &AwayTime| of.provider() == time.provider() && of.why() == time.why();
            let is_not_made = open
                .meaning()
                .is_some_and(|meaning| meaning != Meaning::Unknown);
            let can_be_taken_up = open.is_queued() || (is_not_made && !open.is_at_work());
            change.kind() == ChangeKind::Away
                && change.away_time().is_some_and(is_same)
                && can_be_taken_up
        };
        let waiting = self.changes.in_outbox().filter(is_beside);
        waiting.map(Submission::id).collect()
    }
}
