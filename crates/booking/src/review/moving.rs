//! Reads the target of a move: the fields of time and place. Empty fields keep the appointment's values.

use zones::Zone;

use super::{DraftReader, Setting};
use crate::time::{self, Span};
use crate::{
    Appointment, AppointmentRef, Change, ClinicId, Draft, FieldId, FieldRole, Problem, Provider,
    Severity, Spot, api,
};
use i18n::say;

/// Returns the fields of the clinic's form that a move can change, in form order.
pub fn fields_of_move(clinic: ClinicId) -> Vec<FieldId> {
    let is_time = |field: FieldId| {
        field == clinic.start_field()
            || matches!(field.role, Some(FieldRole::End | FieldRole::Minutes))
    };
    let moves = |field: &FieldId| {
        is_time(*field) || *field == clinic.provider_field() && moves_to_another_provider(clinic)
    };
    clinic.form().iter().copied().filter(moves).collect()
}

/// Returns whether the clinic API can give an appointment another practitioner or location.
fn moves_to_another_provider(clinic: ClinicId) -> bool {
    let ids = ["x", "00000000-0000-4000-8000-000000000000"];
    let Some(id) = ids.into_iter().find_map(|id| clinic.providers().id(id)) else {
        return false;
    };
    let provider = Provider::of(clinic, id);
    let change = api::ChangeRequest::Move {
        appointment: "x",
        span: None,
        provider: Some(&provider),
    };
    clinic.can().replaces || clinic.api().change(&change).is_some()
}

/// Returns the change that moves an appointment to this time and provider: a move or a replacement. `None` as for
/// [`Change::moved`] and [`Change::given_to`].
pub fn moved(
    appointment: AppointmentRef,
    record: &Appointment,
    span: Span,
    provider: Option<Provider>,
    setting: &Setting,
) -> Option<Change> {
    let replacement = provider.as_ref().and_then(|provider| {
        let reason = say!(setting.clock.language, "cancel-given-to-another");
        Change::given_to(
            provider,
            appointment.clone(),
            record,
            span,
            setting.reference,
            reason,
        )
    });
    replacement.or_else(|| Change::moved(appointment, span, provider))
}

/// Reads the target of a move, with the warnings to be confirmed before it.
///
/// # Errors
///
/// Returns all problems.
pub fn read_move(
    appointment: &AppointmentRef,
    record: &Appointment,
    draft: &Draft,
    setting: &Setting,
) -> Result<(Change, Vec<Problem>), Vec<Problem>> {
    let clinic = appointment.clinic;
    let language = setting.clock.language;
    let filled = fill_times(appointment, draft, setting.clock.zone);
    let mut reader = DraftReader {
        draft: &filled,
        setting,
        problems: Vec::new(),
        echoes: Vec::new(),
    };
    let span = reader.span();
    if let Some(start) = span.and_then(|span| span.start()) {
        reader.check_start(start);
    }
    let field = clinic.provider_field();
    let provider = match filled.text(field).trim() {
        "" => None,
        _ => reader.id(field).map(|id| Provider::of(clinic, id)),
    };
    let mut problems = reader.problems;
    let is_wrong = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    if !is_wrong
        && let Some(span) = span
        && let Some(change) = moved(appointment.clone(), record, span, provider, setting)
    {
        return Ok((change, problems));
    }
    if !is_wrong {
        let what = match appointment.person {
            Some(_) => say!(language, "change-is-so").to_owned(),
            None => say!(language, "change-not-known", clinic = clinic.name()),
        };
        problems.push(Problem::error(Spot::Whole, what, ""));
    }
    Err(problems)
}

/// Fills the draft's empty time fields from the appointment: the start, the length, and the day if the start is only a
/// time.
fn fill_times(appointment: &AppointmentRef, draft: &Draft, zone: Zone) -> Draft {
    let clinic = appointment.clinic;
    let mut filled = draft.clone();
    let is_empty =
        |field: Option<FieldId>| field.is_none_or(|field| draft.text(field).trim().is_empty());
    let end = clinic.field(FieldRole::End);
    let minutes = clinic.field(FieldRole::Minutes);
    let is_untimed = is_empty(Some(clinic.start_field())) && (is_empty(end) || is_empty(minutes));
    let typed = draft.text(clinic.start_field());
    let start = match appointment.start {
        Some(start) if is_untimed => start.to_rfc3339().into(),
        _ => time::moved_to(typed, appointment.start, zone),
    };
    filled.set(clinic.start_field(), start);
    let is_range = time::is_range(typed);
    let is_length_empty = is_empty(end) && is_empty(minutes) && !is_range;
    if let Some(length) = appointment.minutes()
        && is_length_empty
    {
        filled.set_role(FieldRole::Minutes, length.get().to_string());
    }
    filled
}
