//! Undoing a change by a change that restores the appointment's earlier state.

use booking::time::Span;
use booking::{
    Appointment, AppointmentRef, Booked, CancelReason, Change, ChangeId, ChangeKind, ClinicId,
    Detail, Difference, FieldId, Id, Provider, RecordedChange, Setting, Status, VerbObstacle,
    moved, read_details,
};
use chrono::{DateTime, TimeDelta, Utc};
use i18n::say;

use super::super::Office;

/// The longest time between the two steps of a change, used to recognise a second step.
const BETWEEN_STEPS: TimeDelta = TimeDelta::minutes(10);

/// Why a change can't be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoUndo {
    /// It is unknown whether it was made.
    Open,
    /// The appointment is as it was before.
    AsBefore,
    /// No change undoes it.
    Final,
    /// The earlier state is not on record here.
    NotOnRecord,
    /// A text that was not there before can't be removed.
    TextStays,
    /// It is about an absence, which is taken back in its list.
    OfAbsence,
    /// The appointment, in this present state, can't be changed that way.
    Obstacle(VerbObstacle, Box<AppointmentRef>),
}

impl NoUndo {
    /// Returns why changes of this kind can't be undone at a clinic by a change of the appointment, if so.
    fn of_kind(kind: ChangeKind, clinic: ClinicId) -> Option<NoUndo> {
        if kind.is_of_absence() {
            return Some(NoUndo::OfAbsence);
        }
        let sets_status = matches!(kind, ChangeKind::Cancel | ChangeKind::Status);
        let is_final = kind.is_irreversible() || sets_status && clinic.can().steps.is_empty();
        is_final.then_some(NoUndo::Final)
    }
}

/// The undoing of a change.
pub struct Undo {
    /// The change that undoes it.
    pub change: Change,
    /// The appointment as it was left by the change that is undone.
    pub left: AppointmentRef,
    /// The facts that others have altered since then.
    pub altered: Vec<Difference>,
}

/// The known state of an appointment before a change.
#[derive(Default)]
struct StateBefore {
    start: Option<DateTime<Utc>>,
    provider: Option<Provider>,
    person: Option<Id>,
    status: Option<Status>,
}

impl StateBefore {
    fn of(made: &RecordedChange, earlier: Option<&RecordedChange>) -> StateBefore {
        let clinic = made.clinic;
        let sent = made.sent().and_then(Change::starts_from);
        let provider = match sent {
            Some(of) => of.provider(),
            None => earlier
                .and_then(|earlier| earlier.provider.as_deref())
                .and_then(|id| Provider::named(clinic, id)),
        };
        let person = sent.and_then(|of| clinic.people().id(of.person.as_deref()?));
        let status = match sent {
            Some(of) => of.status(),
            None => made
                .old_status
                .as_deref()
                .and_then(|status| status.trim().to_ascii_lowercase().parse().ok()),
        };
        StateBefore {
            start: sent.map_or(made.old_start, |of| of.start),
            provider,
            person,
            status,
        }
    }
}

impl Office {
    /// Returns the last change that this desk has made today. For a change of two steps, it is the first.
    pub(crate) fn last_own_change(&self) -> Option<&RecordedChange> {
        let today = self.moment.now.with_timezone(&self.setup.zone).date_naive();
        let is_today = |at: DateTime<Utc>| at.with_timezone(&self.setup.zone).date_naive() == today;
        self.own_changes(is_today).into_iter().next()
    }

    /// Returns the changes that this desk has made then, the last first. Of a change of two steps, the first stands for both.
    pub(crate) fn own_changes(
        &self,
        is_then: impl Fn(DateTime<Utc>) -> bool,
    ) -> Vec<&RecordedChange> {
        let mut made = self.book.done(is_then);
        made.retain(|made| self.is_made_here(made) && self.first_step_of(made).is_none());
        made
    }

    /// Returns whether this desk has made a change. A desk without shared records has made all of them.
    fn is_made_here(&self, made: &RecordedChange) -> bool {
        let name = &self.setup.desk_name;
        let is_alone = !self.setup.shares[made.clinic];
        made.is_own() || made.by.desk == *name && (name.is_some() || is_alone)
    }

    /// Returns the change that made the replacement of an appointment, if this change cancelled the replaced one.
    fn first_step_of(&self, made: &RecordedChange) -> Option<&RecordedChange> {
        if made.kind != ChangeKind::Cancel {
            return None;
        }
        if let Some(sent) = made.sent() {
            let Change::Cancel(cancel) = sent else {
                return None;
            };
            let new = cancel.replaced_by()?;
            return self.book.history(made.clinic, new).into_iter().last();
        }
        let is_first = |other: &&RecordedChange| {
            let is_replacement = other.about.is_none() && other.kind != ChangeKind::Book;
            let since = made
                .made_at
                .zip(other.made_at)
                .map(|(cancelled, made)| cancelled - made);
            let is_before = |since: TimeDelta| (TimeDelta::zero()..BETWEEN_STEPS).contains(&since);
            is_replacement
                && other.clinic == made.clinic
                && since.is_some_and(is_before)
                && (other.person == made.person || other.is_for_another_patient())
                && other.by.desk == made.by.desk
        };
        self.book.done(|_| true).into_iter().find(is_first)
    }

    /// Returns the change that is undone in place of this one, and the appointment as it left it. For a change of two
    /// steps, it is the first.
    ///
    /// # Errors
    /// Returns why it can't be undone by a change of its appointment.
    pub fn change_to_undo<'a>(
        &'a self,
        made: &'a RecordedChange,
    ) -> Result<(ChangeId, &'a Booked), NoUndo> {
        let made = self.first_step_of(made).unwrap_or(made);
        let booked = made.made().ok_or(NoUndo::Open)?;
        match NoUndo::of_kind(made.kind, made.clinic) {
            Some(why) => Err(why),
            None => Ok((made.id(), booked)),
        }
    }

    /// Returns the change that undoes a recorded one. `of` is the present state of the appointment, and `read` the
    /// clinic's record of it. A booking is cancelled as booked in error.
    ///
    /// # Errors
    /// Returns why there is none.
    pub fn undo(
        &self,
        made: &RecordedChange,
        of: &AppointmentRef,
        read: &Appointment,
        setting: &Setting,
    ) -> Result<Undo, NoUndo> {
        let booked = made.made().ok_or(NoUndo::Open)?;
        let left = AppointmentRef {
            start: booked.start,
            end: booked.end,
            status: booked.status.clone(),
            provider: booked.provider.clone(),
            ..of.clone()
        };
        let history = self.book.history(of.clinic, &of.id);
        let earlier = history
            .iter()
            .skip_while(|change| change.id() != made.id())
            .nth(1);
        let before = StateBefore::of(made, earlier.copied());
        let change = match made.kind {
            ChangeKind::Book => {
                let reason = CancelReason::BookedInError.to_text(setting.clock.language);
                cancelled(of, Some(reason), setting)
            }
            ChangeKind::Move => moved_back(of, read, before, setting),
            ChangeKind::Details if made.is_for_another_patient() => {
                given_back(of, read, before, setting)
            }
            ChangeKind::Details => with_details_before(made.details(), of, read, setting),
            ChangeKind::Cancel | ChangeKind::Status if before.status == Some(Status::Cancelled) => {
                cancelled(of, reason_before(&history), setting)
            }
            ChangeKind::Cancel | ChangeKind::Status => with_status_before(of, before),
            ChangeKind::Panels => with_panels_before(made, of),
            kind => Err(NoUndo::of_kind(kind, of.clinic).unwrap_or(NoUndo::Final)),
        }?;
        let obstacle = change.verb().and_then(|verb| self.obstacle(verb, of));
        match obstacle {
            Some(obstacle) => Err(NoUndo::Obstacle(obstacle, Box::new(of.clone()))),
            None => Ok(Undo {
                change,
                altered: left.altered_in(read),
                left,
            }),
        }
    }
}

/// Returns the cancellation for this reason; for the patient's request if none is known.
fn cancelled(
    of: &AppointmentRef,
    reason: Option<&str>,
    setting: &Setting,
) -> Result<Change, NoUndo> {
    if !of.is_live() && !of.is_waiting() {
        return Err(NoUndo::AsBefore);
    }
    let usual = CancelReason::PatientRequest.to_text(setting.clock.language);
    Change::cancelled(of.clone(), reason.unwrap_or(usual)).ok_or(NoUndo::Final)
}

/// Returns the reason for which an appointment was cancelled last, if this window has cancelled it.
fn reason_before<'h>(history: &[&'h RecordedChange]) -> Option<&'h str> {
    history.iter().find_map(|made| match made.sent()? {
        Change::Cancel(cancel) => Some(cancel.reason()),
        _ => None,
    })
}

fn moved_back(
    of: &AppointmentRef,
    read: &Appointment,
    before: StateBefore,
    setting: &Setting,
) -> Result<Change, NoUndo> {
    let start = before.start.ok_or(NoUndo::NotOnRecord)?;
    let provider = before.provider.filter(|provider| !of.is_with(provider));
    if of.start == Some(start) && provider.is_none() {
        return Err(NoUndo::AsBefore);
    }
    let span = Span::resolve(Some(start), None, of.minutes()).map_err(|_| NoUndo::NotOnRecord)?;
    moved(of.clone(), read, span, provider, setting).ok_or(NoUndo::Final)
}

fn given_back(
    of: &AppointmentRef,
    read: &Appointment,
    before: StateBefore,
    setting: &Setting,
) -> Result<Change, NoUndo> {
    let person = before.person.ok_or(NoUndo::NotOnRecord)?;
    let reason = say!(setting.clock.language, "cancel-wrong-patient");
    Change::given_to_patient(&person, of.clone(), read, &[], setting.reference, reason)
        .ok_or(NoUndo::Final)
}

fn with_details_before(
    changed: &[Detail],
    of: &AppointmentRef,
    read: &Appointment,
    setting: &Setting,
) -> Result<Change, NoUndo> {
    if changed.is_empty() {
        return Err(NoUndo::NotOnRecord);
    }
    let before = |detail: &Detail| Some((detail.field, detail.from.as_ref()?.to_text()));
    let texts: Option<Vec<(FieldId, String)>> = changed.iter().map(before).collect();
    let texts = texts.ok_or(NoUndo::TextStays)?;
    let is_so =
        |(field, text): &(FieldId, String)| read.detail(*field).is_some_and(|now| now == *text);
    if texts.iter().all(is_so) {
        return Err(NoUndo::AsBefore);
    }
    read_details(of, read, &texts, setting).map_err(|_| NoUndo::Final)
}

fn with_status_before(of: &AppointmentRef, before: StateBefore) -> Result<Change, NoUndo> {
    let status = before.status.ok_or(NoUndo::NotOnRecord)?;
    if of.status() == Some(status) {
        return Err(NoUndo::AsBefore);
    }
    Change::with_status(of.clone(), status).ok_or(NoUndo::Final)
}

fn with_panels_before(made: &RecordedChange, of: &AppointmentRef) -> Result<Change, NoUndo> {
    let Some(Change::SetPanels(set)) = made.sent() else {
        return Err(NoUndo::NotOnRecord);
    };
    let panels = set.panels().to_vec();
    Change::with_panels(of.clone(), panels, !set.adds()).ok_or(NoUndo::Final)
}
