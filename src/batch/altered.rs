//! Rows that alter an appointment: each appointment is read by its id, then moved, cancelled or given a
//! status.

use super::check::{LANGUAGE, ReadyRow, RowCheck, whole, without_a_day};
use super::csv_file::Row;
use super::{Batch, Verdict};
use booking::{
    AppointmentRef, CancelReason, Change, ChangeKind, Draft, Failure, FieldRole, Meaning, Outcome, Problem,
    Severity, Spot, Status, Verb, VerbObstacle, read_move, why_unread,
};
use desk::Lists;
use i18n::say;
use store::{Outgoing, RowMark, RowToSend};

impl Batch {
    /// Reads the appointment named by a row and prepares the change that the row describes.
    pub(super) async fn read_alteration(
        &self,
        row: &Row,
        mut draft: Draft,
        problems: Vec<Problem>,
        lists: &Lists,
        mark: RowMark,
    ) -> RowCheck {
        let clinic = draft.clinic();
        let over = |outcome, problems| {
            RowCheck::Over(Verdict::new(row.line, Some(clinic), outcome).because(problems))
        };
        if !problems.is_empty() {
            return over(Outcome::Invalid, problems);
        }
        let Some(id) = row.appointment.as_deref() else {
            let what = "It says what to do with an appointment, and the column `id` is empty.";
            return over(Outcome::Invalid, vec![whole(what, "Write the appointment's id.")]);
        };
        let read = match self.open.client().read(clinic, |api| api.appointment(id)).await {
            Ok(appointment) => appointment,
            Err(failure) => {
                let is_refused = matches!(failure, Failure::Refused(_));
                let meaning = if is_refused { Meaning::Refused } else { Meaning::NotSent };
                return over(
                    Outcome::Failed(meaning),
                    vec![whole(why_unread(&failure, clinic, LANGUAGE), "")],
                );
            }
        };
        let (of, place) = (AppointmentRef::of(&read), clinic.provider_field());
        if let Some(at) = of.provider.clone().filter(|_| draft.text(place).trim().is_empty()) {
            // The time is read in the time zone of that provider.
            draft.set(place, at);
        }
        let setting = self.setting(&draft, lists, row.line);
        let status = Status::named(draft.text_of(FieldRole::Status), LANGUAGE);
        let verb = match (row.kind, status) {
            (ChangeKind::Cancel, _) => Verb::Cancel,
            (ChangeKind::Status, Some(status)) => Verb::setting(status),
            (ChangeKind::Status, None) => {
                let what = say!(LANGUAGE, "change-not-clear", kind = row.kind);
                return over(Outcome::Invalid, vec![whole(what, "Write it into the column `status`.")]);
            }
            (_, _) => Verb::Move,
        };
        let lacks = VerbObstacle::of_server(self.open.client().missing(clinic).await);
        if let Some(why) = lacks.or_else(|| verb.why_not(&of, setting.clock.now)) {
            return over(why.outcome(), vec![whole(why.to_text(&of, setting.clock.zone, LANGUAGE), "")]);
        }
        let change = match row.kind {
            ChangeKind::Status => {
                let is_so = || vec![whole(say!(LANGUAGE, "change-has-status"), "")];
                let change = status.and_then(|status| Change::with_status(of, status)).ok_or_else(is_so);
                change.map(|change| {
                    let said = change.takes_back(LANGUAGE);
                    let untimely = || change.untimely_text(setting.clock.now, setting.clock.zone, LANGUAGE);
                    let said = said.or_else(untimely);
                    let warning = said.map(|what| Problem::warning(Spot::Whole, what, ""));
                    (change, warning.into_iter().collect())
                })
            }
            ChangeKind::Cancel => {
                let reason = reason(&draft);
                let unusable = || vec![whole(say!(LANGUAGE, "change-reason-unusable"), "")];
                Change::cancelled(of, &reason).map(|change| (change, Vec::new())).ok_or_else(unusable)
            }
            _ => match without_a_day(&draft, &setting.clock) {
                moves if moves.is_empty() => read_move(&of, &read, &draft, &setting),
                moves => Err(moves),
            },
        };
        match change {
            Err(problems) => over(Outcome::Invalid, problems),
            Ok((change, warnings)) => RowCheck::Ready(Box::new(ReadyRow {
                line: row.line,
                row: RowToSend { mark, outgoing: Outgoing::from(change.clone()) },
                change,
                warnings: warnings.into_iter().filter(|one| one.severity > Severity::Note).collect(),
                template: None,
            })),
        }
    }
}

/// Returns the cancellation reason given in the row, or a default one.
fn reason(draft: &Draft) -> String {
    let is_asked = |field: &&booking::FieldId| field.only_for.contains(&Status::Cancelled);
    let given = draft.clinic().form().iter().find(is_asked).map(|field| draft.text(*field).trim());
    given.filter(|text| !text.is_empty()).unwrap_or(CancelReason::PatientRequest.to_text(LANGUAGE)).to_owned()
}
