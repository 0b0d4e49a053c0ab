//! Rows that alter an appointment: each appointment is read by its id, then moved, cancelled or given a
//! status.

use super::check::{LANGUAGE, ReadyRow, RowCheck, relative_dates, row_problem};
use super::csv_file::Row;
use super::{Batch, Verdict};
use booking::time::{self, Clock};
use booking::{
    Appointment, AppointmentRef, CancelReason, Change, ChangeKind, ClinicId, Draft, Failure,
    FieldRole, Meaning, Outcome, Problem, RowMark, Setting, Severity, Status, Template, Verb,
    VerbObstacle, VisitKind, appointment_id, read_move, why_appointment_unread,
};
use i18n::say;
use office::Lists;

/// Why a row alters nothing.
struct RowRefusal {
    outcome: Outcome<String>,
    problems: Vec<Problem>,
}

impl RowRefusal {
    fn new(outcome: Outcome<String>, what: impl Into<String>, advice: &str) -> RowRefusal {
        RowRefusal {
            outcome,
            problems: vec![row_problem(what, advice)],
        }
    }

    fn invalid(problems: Vec<Problem>) -> RowRefusal {
        RowRefusal {
            outcome: Outcome::Invalid,
            problems,
        }
    }
}

/// What a row does with its appointment.
#[derive(Clone, Copy)]
enum RowAction {
    Move,
    Cancel,
    SetStatus(Status),
}

impl RowAction {
    fn of(row: &Row, draft: &Draft) -> Result<RowAction, RowRefusal> {
        match row.kind {
            ChangeKind::Move => Ok(RowAction::Move),
            ChangeKind::Cancel => Ok(RowAction::Cancel),
            ChangeKind::Status => {
                let status = Status::named(draft.text_of(FieldRole::Status), LANGUAGE);
                status.map(RowAction::SetStatus).ok_or_else(|| {
                    let what = say!(LANGUAGE, "change-not-clear", kind = row.kind);
                    let advice = "Write it into the column `status`.";
                    RowRefusal::new(Outcome::Invalid, what, advice)
                })
            }
            // Files can't ask for it (`ChangeKind::IN_FILES`).
            kind => {
                let what = say!(LANGUAGE, "change-not-clear", kind);
                Err(RowRefusal::new(Outcome::Invalid, what, ""))
            }
        }
    }

    fn verb(self) -> Verb {
        match self {
            RowAction::Move => Verb::Move,
            RowAction::Cancel => Verb::Cancel,
            RowAction::SetStatus(status) => Verb::setting(status),
        }
    }
}

/// A change that a row describes, and the warnings about it.
type AskedFor = (Change, Vec<Problem>);

impl Batch {
    /// Reads the appointment named by a row and prepares the change that the row describes.
    pub(super) async fn read_alteration(
        &self,
        row: &Row,
        draft: Draft,
        problems: Vec<Problem>,
        lists: &Lists,
        mark: RowMark,
    ) -> RowCheck {
        let clinic = draft.clinic();
        let change = if problems.is_empty() {
            self.change_of_row(row, draft, lists).await
        } else {
            Err(RowRefusal::invalid(problems))
        };
        match change {
            Ok(((change, warnings), kind)) => RowCheck::Ready(Box::new(ReadyRow {
                kind,
                ..ReadyRow::new(row.line, mark, change, warnings)
            })),
            Err(RowRefusal { outcome, problems }) => {
                RowCheck::Done(Verdict::new(row.line, Some(clinic), outcome).because(problems))
            }
        }
    }

    /// Returns the change that a row describes, and the kind of visit of its appointment, if known.
    async fn change_of_row(
        &self,
        row: &Row,
        mut draft: Draft,
        lists: &Lists,
    ) -> Result<(AskedFor, Option<VisitKind>), RowRefusal> {
        let clinic = draft.clinic();
        let appointment = self.appointment_of(row, clinic).await?;
        let of = AppointmentRef::of(&appointment);
        let provider_field = clinic.provider_field();
        if draft.text(provider_field).trim().is_empty()
            && let Some(provider) = &of.provider
        {
            // The time is read in the time zone of that provider.
            draft.set(provider_field, provider.clone());
        }
        let setting = self.setting(&draft, lists, row.line);
        let action = RowAction::of(row, &draft)?;
        let obstacle = VerbObstacle::of_server(self.open.client().missing(clinic).await);
        if let Some(why) = obstacle.or_else(|| action.verb().why_not(&of, setting.clock.now)) {
            let what = why.to_text(&of, setting.clock.zone, LANGUAGE);
            return Err(RowRefusal::new(why.outcome(), what, ""));
        }
        let (change, mut warnings) = match action {
            RowAction::Move => moved(&of, &appointment, draft, &setting)?,
            RowAction::Cancel => cancelled(of, &draft)?,
            RowAction::SetStatus(status) => given_status(of, status, &draft, &setting)?,
        };
        let side_effects = change.side_effects(LANGUAGE);
        warnings.extend(side_effects.map(|what| row_problem(what, "")));
        warnings.retain(|problem| problem.severity > Severity::Note);
        let template = lists.template_of(&appointment, &self.setup.office.templates);
        Ok(((change, warnings), template.map(Template::kind)))
    }

    /// Reads the appointment that a row names.
    async fn appointment_of(&self, row: &Row, clinic: ClinicId) -> Result<Appointment, RowRefusal> {
        let Some(id) = row.appointment.as_deref() else {
            let what = "It says what to do with an appointment, and the column `id` is empty.";
            let advice = "Write the appointment's id.";
            return Err(RowRefusal::new(Outcome::Invalid, what, advice));
        };
        // A text from another column would be logged by servers as part of an address.
        let Some(id) = appointment_id(clinic, id) else {
            let what = say!(LANGUAGE, "open-no-id", clinic = clinic.name());
            let advice = "Write the appointment's id.";
            return Err(RowRefusal::new(Outcome::Invalid, what, advice));
        };
        let read = self.open.client().read(clinic, |api| api.appointment(id));
        read.await.map_err(|failure| {
            let meaning = match failure {
                Failure::Refused(_) => Meaning::Refused,
                Failure::NotSent(_) | Failure::Unknown(_) => Meaning::NotSent,
            };
            let why = why_appointment_unread(&failure, clinic, id, LANGUAGE);
            RowRefusal::new(Outcome::Failed(meaning), why, "")
        })
    }
}

/// Returns the change of a row that gives its appointment a status.
fn given_status(
    of: AppointmentRef,
    status: Status,
    draft: &Draft,
    setting: &Setting,
) -> Result<AskedFor, RowRefusal> {
    if status == Status::Cancelled {
        // It needs a reason, as with the action `cancel`.
        return cancelled(of, draft);
    }
    let Some(change) = Change::with_status(of, status) else {
        let what = say!(LANGUAGE, "change-has-status");
        return Err(RowRefusal::new(Outcome::Invalid, what, ""));
    };
    let Clock { now, zone, .. } = setting.clock;
    let doubts = [
        change.takes_back(LANGUAGE),
        change.untimely_text(now, zone, LANGUAGE),
    ];
    let warnings = doubts
        .into_iter()
        .flatten()
        .map(|what| row_problem(what, ""))
        .collect();
    Ok((change, warnings))
}

/// Returns the change of a row that cancels its appointment.
fn cancelled(of: AppointmentRef, draft: &Draft) -> Result<AskedFor, RowRefusal> {
    let change = Change::cancelled(of, &cancel_reason(draft));
    change.map(|change| (change, Vec::new())).ok_or_else(|| {
        let what = say!(LANGUAGE, "change-reason-unusable");
        RowRefusal::new(Outcome::Invalid, what, "")
    })
}

/// Returns the change of a row that moves its appointment. A time without a date is on the appointment's own day.
fn moved(
    of: &AppointmentRef,
    appointment: &Appointment,
    mut draft: Draft,
    setting: &Setting,
) -> Result<AskedFor, RowRefusal> {
    let field = draft.clinic().start_field();
    let start = time::moved_to(draft.text(field), of.start, setting.clock.zone).into_owned();
    draft.set(field, start);
    let problems = relative_dates(&draft, &setting.clock);
    if !problems.is_empty() {
        return Err(RowRefusal::invalid(problems));
    }
    read_move(of, appointment, &draft, setting).map_err(RowRefusal::invalid)
}

/// Returns the cancellation reason of the row, or a default one.
fn cancel_reason(draft: &Draft) -> String {
    let text = draft
        .clinic()
        .form()
        .iter()
        .find(|field| field.only_for.contains(&Status::Cancelled))
        .map(|field| draft.text(*field).trim());
    text.filter(|text| !text.is_empty())
        .unwrap_or(CancelReason::PatientRequest.to_text(LANGUAGE))
        .to_owned()
}
