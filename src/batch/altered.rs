//! Rows that alter an appointment: each appointment is read by its id, then moved, cancelled or given a
//! status.

use super::check::{LANGUAGE, ReadyRow, RowCheck, relative_dates, row_problem};
use super::csv_file::Row;
use super::{Batch, Verdict};
use booking::time;
use booking::{
    AppointmentRef, CancelReason, Change, ChangeKind, Draft, Failure, FieldRole, Meaning, Outcome,
    Problem, Severity, Status, Verb, VerbObstacle, read_move, why_unread,
};
use i18n::say;
use office::Lists;
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
        let done = |outcome, problems| {
            RowCheck::Done(Verdict::new(row.line, Some(clinic), outcome).because(problems))
        };
        if !problems.is_empty() {
            return done(Outcome::Invalid, problems);
        }
        let Some(id) = row.appointment.as_deref() else {
            let what = "It says what to do with an appointment, and the column `id` is empty.";
            return done(
                Outcome::Invalid,
                vec![row_problem(what, "Write the appointment's id.")],
            );
        };
        let appointment = match self
            .open
            .client()
            .read(clinic, |api| api.appointment(id))
            .await
        {
            Ok(appointment) => appointment,
            Err(failure) => {
                let is_refused = matches!(failure, Failure::Refused(_));
                let meaning = if is_refused {
                    Meaning::Refused
                } else {
                    Meaning::NotSent
                };
                let problem = row_problem(why_unread(&failure, clinic, LANGUAGE), "");
                return done(Outcome::Failed(meaning), vec![problem]);
            }
        };
        let of = AppointmentRef::of(&appointment);
        let provider_field = clinic.provider_field();
        if let Some(provider) = of
            .provider
            .clone()
            .filter(|_| draft.text(provider_field).trim().is_empty())
        {
            // The time is read in the time zone of that provider.
            draft.set(provider_field, provider);
        }
        let setting = self.setting(&draft, lists, row.line);
        let status = Status::named(draft.text_of(FieldRole::Status), LANGUAGE);
        let verb = match (row.kind, status) {
            (ChangeKind::Cancel, _) => Verb::Cancel,
            (ChangeKind::Status, Some(status)) => Verb::setting(status),
            (ChangeKind::Status, None) => {
                let what = say!(LANGUAGE, "change-not-clear", kind = row.kind);
                return done(
                    Outcome::Invalid,
                    vec![row_problem(what, "Write it into the column `status`.")],
                );
            }
            (_, _) => Verb::Move,
        };
        let obstacle = VerbObstacle::of_server(self.open.client().missing(clinic).await);
        if let Some(why) = obstacle.or_else(|| verb.why_not(&of, setting.clock.now)) {
            let what = why.to_text(&of, setting.clock.zone, LANGUAGE);
            return done(why.outcome(), vec![row_problem(what, "")]);
        }
        let change = match row.kind {
            ChangeKind::Status => {
                let change = status
                    .and_then(|status| Change::with_status(of, status))
                    .ok_or_else(|| vec![row_problem(say!(LANGUAGE, "change-has-status"), "")]);
                change.map(|change| {
                    let untimely =
                        || change.untimely_text(setting.clock.now, setting.clock.zone, LANGUAGE);
                    let doubt = change.takes_back(LANGUAGE).or_else(untimely);
                    let warning = doubt.map(|what| row_problem(what, ""));
                    (change, warning.into_iter().collect())
                })
            }
            ChangeKind::Cancel => {
                let unusable = || vec![row_problem(say!(LANGUAGE, "change-reason-unusable"), "")];
                let change = Change::cancelled(of, &cancel_reason(&draft));
                change
                    .map(|change| (change, Vec::new()))
                    .ok_or_else(unusable)
            }
            _ => {
                let field = clinic.start_field();
                let start = time::on_day_of(draft.text(field), of.start, setting.clock.zone);
                let start = start.into_owned();
                draft.set(field, start);
                match relative_dates(&draft, &setting.clock) {
                    problems if problems.is_empty() => {
                        read_move(&of, &appointment, &draft, &setting)
                    }
                    problems => Err(problems),
                }
            }
        };
        match change {
            Err(problems) => done(Outcome::Invalid, problems),
            Ok((change, warnings)) => {
                let side_effects = change.side_effects(LANGUAGE);
                let side_effects = side_effects.map(|what| row_problem(what, ""));
                RowCheck::Ready(Box::new(ReadyRow {
                    line: row.line,
                    row: RowToSend {
                        mark,
                        outgoing: Outgoing::from(change.clone()),
                    },
                    change,
                    warnings: warnings
                        .into_iter()
                        .chain(side_effects)
                        .filter(|problem| problem.severity > Severity::Note)
                        .collect(),
                    template: None,
                }))
            }
        }
    }
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
