//! The messages shown if a call failed. The failures of a booking are problems, each at the field to correct; the
//! failures of reads, patients' data and panels state what happened and what to do.

mod lost;
mod panels;
mod patient;
#[cfg(test)]
mod tests;
mod unread;

pub use lost::how_to_bring_back;
pub use panels::{panel_problem, why_no_panels};
pub use patient::patient_problems_of;
pub use unread::{unchecked, why_appointment_unread, why_unread};

use crate::api::Credential;
use crate::text::shortened;
use crate::{
    AppointmentClaim, Cause, Change, ChangeKind, ClaimProgress, ClaimState, ClinicId, Failure,
    FieldId, Issue, Problem, Report, ServerNote, Severity, Spot,
};
use i18n::{Language, MessageId, say};
use itertools::Itertools;

/// The most characters of a sentence, also of a server's: a line or two of the Problems pane.
const LONGEST: usize = 110;

/// Returns the name of the desk that handles a change.
fn desk_of(claim: &AppointmentClaim, language: Language) -> &str {
    match &claim.desk {
        _ if claim.is_here => say!(language, "under-way-here"),
        Some(desk) => desk,
        None => say!(language, "under-way-elsewhere"),
    }
}

/// Returns the problem that another change of the appointment is under way, and the advice.
fn under_way(claim: &AppointmentClaim, language: Language) -> (String, String) {
    let desk = desk_of(claim, language);
    let (what, advice) = match &claim.progress {
        ClaimProgress::Sending => (
            say!(language, "under-way-sending", desk),
            say!(language, "under-way-sending-do"),
        ),
        ClaimProgress::Unknown => (
            say!(language, "under-way-unknown", desk),
            say!(language, "under-way-unknown-do"),
        ),
        ClaimProgress::Unfinished(new) => (
            say!(language, "under-way-unfinished", desk, new = new.as_str()),
            say!(language, "under-way-unfinished-do"),
        ),
    };
    (what, advice.to_owned())
}

/// Returns the problem that the appointment has changed since the change was prepared, and the advice.
fn altered(language: Language) -> (String, String) {
    let what = format!("{}.", say!(language, "change-altered-meanwhile"));
    (what, say!(language, "under-way-sending-do").to_owned())
}

/// Returns the problems of a booking that failed at `clinic`, in `language`: one for each of the server's
/// messages about a field, otherwise one for the whole. Never empty.
pub fn problems_of(failure: &Failure, clinic: ClinicId, language: Language) -> Vec<Problem> {
    let report = failure.report();
    let wording = FailureWording {
        failure,
        report,
        clinic,
        kind: ChangeKind::Book,
        creates: true,
        language,
    };
    let is_of_content = matches!(failure, Failure::Refused(_)) && report.cause.is_of_content();
    if is_of_content && !report.issues.is_empty() {
        return report
            .issues
            .iter()
            .map(|issue| wording.of_issue(issue))
            .collect();
    }
    vec![wording.of_whole()]
}

/// Returns the first problem as a text. Problems with the key, the address and the connection have the same text for
/// every call.
pub(crate) fn verdict_on_call(failure: &Failure, clinic: ClinicId, language: Language) -> String {
    let problem = problems_of(failure, clinic, language).into_iter().next();
    problem
        .map(|problem| format!("{} {}", problem.what, problem.advice))
        .unwrap_or_default()
}

/// Returns the problems of any change that failed.
pub fn problems_of_change(failure: &Failure, change: &Change, language: Language) -> Vec<Problem> {
    let kind = change.kind();
    let clinic = change.clinic();
    if kind == ChangeKind::Book {
        return problems_of(failure, clinic, language);
    }
    vec![
        FailureWording {
            failure,
            report: failure.report(),
            clinic,
            kind,
            creates: change.makes().is_some(),
            language,
        }
        .of_alteration(),
    ]
}

/// A failed change, to be explained in a language.
struct FailureWording<'a> {
    kind: ChangeKind,
    /// Whether a new appointment was requested; otherwise the failure is about an existing one.
    creates: bool,
    failure: &'a Failure,
    report: &'a Report,
    clinic: ClinicId,
    language: Language,
}

impl FailureWording<'_> {
    fn problem(&self, spot: Spot, what: &str, advice: &str) -> Problem {
        Problem {
            spot,
            severity: Severity::Error,
            what: shortened(what, LONGEST),
            advice: shortened(advice, LONGEST),
            about: self.kind,
            meaning: Some(self.failure.meaning()),
            server: ServerNote::of(self.report),
        }
    }

    /// Returns the server's message about one field, at that field.
    fn of_issue(&self, issue: &Issue) -> Problem {
        let language = self.language;
        let clinic = self.clinic.name();
        let said = issue.text.shown().as_str();
        let Some(wire_name) = issue.wire_name.as_deref() else {
            let what = say!(language, "verdict-refused", clinic, said);
            return self.problem(Spot::Whole, &what, say!(language, "verdict-check-form"));
        };
        let Some(id) = field_at(self.clinic, wire_name) else {
            let what = say!(
                language,
                "verdict-refused-member",
                clinic,
                member = wire_name,
                said
            );
            return self.problem(Spot::Whole, &what, say!(language, "verdict-no-such-field"));
        };
        let advice = if said.to_lowercase().contains("required") {
            say!(language, "verdict-fill-in")
        } else {
            say!(language, "verdict-change-it")
        };
        let label = id.label(language);
        let what = say!(
            language,
            "verdict-refused-field",
            clinic,
            field = label,
            said
        );
        self.problem(Spot::Field(id), &what, advice)
    }

    /// Returns the failure of a booking as a problem.
    fn of_whole(&self) -> Problem {
        let spot = self.spot();
        match self.failure {
            Failure::Unknown(_) => self.problem(spot, &self.lost(), &self.look_first()),
            Failure::Refused(_) | Failure::NotSent(_) => {
                let (what, advice) = self.refusal(spot);
                self.problem(spot, &what, &advice)
            }
        }
    }

    /// Returns the outcome of a change of an appointment.
    fn of_alteration(&self) -> Problem {
        let language = self.language;
        let clinic = self.clinic.name();
        if matches!(self.failure, Failure::Unknown(_)) {
            return self.problem(
                Spot::Whole,
                &self.lost(),
                &say!(language, "change-look-first", clinic),
            );
        }
        if let Some(what) = self.of_absence() {
            return self.problem(Spot::Whole, &what, "");
        }
        let other_change = match &self.report.cause {
            Cause::UnderWay(claim) => Some(under_way(claim, language)),
            Cause::Altered => Some(altered(language)),
            _ => None,
        };
        if let Some((what, advice)) = other_change {
            // Nothing needs correcting: another change of the appointment comes first.
            return Problem {
                meaning: None,
                ..self.problem(Spot::Whole, &what, &advice)
            };
        }
        let spot = self.spot();
        let what = match self.report.cause {
            _ if self.creates => self.refusal(spot).0,
            Cause::NotFound if spot != Spot::Whole => self.not_found(spot).0,
            Cause::NotFound if self.kind == ChangeKind::Panels => {
                say!(language, "change-panel-not-found", clinic)
            }
            Cause::NotFound => {
                let what = say!(language, "change-not-found", clinic);
                return self.problem(Spot::Whole, &what, say!(language, "change-not-found-do"));
            }
            Cause::Conflict => say!(language, "change-conflict", clinic),
            Cause::OtherRefusal if matches!(self.report.status, Some(405 | 501)) => {
                say!(language, "change-no-such-call", clinic)
            }
            Cause::BadRequest | Cause::Invalid | Cause::OtherRefusal => match self.report.to_text()
            {
                Some(said) => say!(language, "change-refused", clinic, said),
                None => say!(language, "change-refused-without-reason", clinic),
            },
            _ => self.refusal(Spot::Whole).0,
        };
        self.problem(Spot::Whole, &what, say!(language, "change-stands"))
    }

    /// Returns why an absence was not entered or taken back, if the message differs from that for an appointment.
    fn of_absence(&self) -> Option<String> {
        let language = self.language;
        let clinic = self.clinic.name();
        if !self.kind.is_of_absence() {
            return None;
        }
        Some(match &self.report.cause {
            Cause::Claimed(claim) => {
                let desk = claim.desk.as_deref();
                let desk = desk.unwrap_or_else(|| say!(language, "under-way-elsewhere"));
                match claim.state {
                    ClaimState::Booked => say!(language, "away-claimed", desk),
                    ClaimState::Sending | ClaimState::Unknown | ClaimState::Queued => {
                        say!(language, "away-under-way", desk)
                    }
                }
            }
            Cause::UnderWay(claim) => {
                let desk = desk_of(claim, language);
                say!(language, "away-under-way", desk)
            }
            Cause::NotFound => say!(language, "away-not-there", clinic),
            _ => return None,
        })
    }

    /// Returns where to correct a failure without a field's wire name: at the field that the server's message
    /// mentions.
    fn spot(&self) -> Spot {
        let message = self.report.to_text().unwrap_or_default();
        let field = match self.report.cause {
            Cause::NotFound => only_named_in(message, references(self.clinic)),
            Cause::BadRequest | Cause::Invalid => {
                named_in(message, self.clinic.form().iter().copied())
            }
            Cause::Conflict => Some(self.clinic.start_field()),
            _ => None,
        };
        field.map_or(Spot::Whole, Spot::Field)
    }

    /// Returns the problem and the advice, if nothing was booked.
    fn refusal(&self, spot: Spot) -> (String, String) {
        let language = self.language;
        let (what, advice) = match &self.report.cause {
            Cause::BadRequest | Cause::Invalid | Cause::OtherRefusal => return self.rejected(spot),
            Cause::NotFound => return self.not_found(spot),
            Cause::UnderWay(claim) => return under_way(claim, language),
            Cause::Altered => return altered(language),
            Cause::Forbidden => return self.forbidden(),
            Cause::KeyMalformed => return self.odd_key(),
            Cause::Unreachable(why) => {
                return (
                    self.message("verdict-unreachable"),
                    why.advice(language).to_owned(),
                );
            }
            Cause::KeyUnknown if self.clinic.api().credential() == Credential::Authorization => {
                return self.sign_in_refused();
            }
            Cause::SignInEnded => ("verdict-sign-in-ended", "verdict-signs-in-anew"),
            Cause::SigningKeyUnfit => ("verdict-signing-key-unfit", "verdict-signing-key-kinds"),
            Cause::KeyMissing => ("verdict-no-key", "verdict-set-key"),
            Cause::KeyUnknown => ("verdict-unknown-key", "verdict-check-key"),
            Cause::KeyRevoked => ("verdict-key-revoked", "verdict-new-key"),
            Cause::KeyExpired => ("verdict-key-expired", "verdict-new-key"),
            Cause::MethodOverride => ("verdict-changed-between", "verdict-ask-administrator"),
            Cause::AddressRefused(_) => ("verdict-odd-address", "verdict-mend-address"),
            Cause::RateLimited if self.report.retry_after.is_some() => {
                ("verdict-too-many", "verdict-again-in-seconds")
            }
            Cause::RateLimited => ("verdict-too-many", "verdict-again-in-a-minute"),
            Cause::QuotaExhausted => ("verdict-quota", "verdict-larger-plan"),
            Cause::Conflict => ("verdict-conflict", "verdict-other-time"),
            Cause::NotRecorded(_) | Cause::EarlierTry(_) => {
                ("verdict-not-recorded", "verdict-mend-disk")
            }
            Cause::NotClaimed(_) => ("verdict-not-claimed", "verdict-asks-alone"),
            Cause::Claimed(claim) if !claim.is_same_visit => {
                ("verdict-time-held", "verdict-other-time")
            }
            Cause::Claimed(_) => ("conflict-sent-before", "conflict-make-sure"),
            Cause::Lapsed => ("verdict-lapsed", "verdict-when-ready"),
            Cause::AwayAlready => ("away-already", "away-already-do"),
            Cause::NoSchedule => ("away-no-schedule", "away-no-schedule-do"),
            Cause::StoppedBeforeSending | Cause::StoppedWaiting | Cause::DeskStopped => {
                ("verdict-stopped", "verdict-when-ready")
            }
            Cause::ServerFault
            | Cause::Unreadable(_)
            | Cause::Contradicted(_)
            | Cause::Redirected
            | Cause::TooLarge
            | Cause::TimedOut
            | Cause::ConnectionLost => ("verdict-no-answer", "verdict-wait-a-moment"),
        };
        (self.message(what), self.message(advice))
    }

    /// Returns the problem and the advice for a key that is not of the clinic's form.
    fn odd_key(&self) -> (String, String) {
        let words = self.clinic.words();
        let variable = self.clinic.key_setting();
        let advice = say!(self.language, words.key_shape, variable);
        (self.message("verdict-odd-key"), advice)
    }

    /// Returns the problem and the advice for a key that may not do that.
    fn forbidden(&self) -> (String, String) {
        let words = self.clinic.words();
        let what = say!(
            self.language,
            words.may_not_book,
            clinic = self.clinic.name()
        );
        let variable = self.clinic.key_setting();
        (what, say!(self.language, words.ask_right_to_book, variable))
    }

    /// Returns the problem and the advice for a server that gives tokens: its reason for the refusal, and what to
    /// check.
    fn sign_in_refused(&self) -> (String, String) {
        let language = self.language;
        let clinic = self.clinic.name();
        let what = match self.report.to_text() {
            Some(said) => {
                let said = shortened(said, LONGEST);
                say!(language, "verdict-sign-in-refused-saying", clinic, said)
            }
            None => say!(language, "verdict-sign-in-refused", clinic),
        };
        let variable = self.clinic.key_setting();
        (what, say!(language, "verdict-check-sign-in", variable))
    }

    /// Returns the message with this id, whose parameters are all facts of the failure.
    fn message(&self, id: &'static str) -> String {
        let language = self.language;
        let clinic = self.clinic.name();
        let kind = self.kind;
        let why = self.report.cause.why(language);
        let variable = match self.report.cause {
            Cause::AddressRefused(_) | Cause::Redirected => self.clinic.address_setting(),
            _ => self.clinic.key_setting(),
        };
        let seconds = self
            .report
            .retry_after
            .map_or(0, |wait| wait.as_secs().max(1));
        say!(
            language,
            MessageId::new(id),
            clinic,
            kind,
            why,
            variable,
            seconds
        )
    }

    /// Returns the problem and the advice for a rejected request, with the reason from the server's message.
    fn rejected(&self, spot: Spot) -> (String, String) {
        let language = self.language;
        let clinic = self.clinic.name();
        let what = match (self.report.to_text(), self.report.status) {
            (Some(said), _) => {
                say!(
                    language,
                    "verdict-refused",
                    clinic,
                    said = with_label(said, spot, language)
                )
            }
            (None, Some(status)) => say!(language, "verdict-refused-with-status", clinic, status),
            (None, None) => say!(language, "verdict-refused-without-reason", clinic),
        };
        let advice = match spot {
            Spot::Field(id) => say!(language, "verdict-change-field", field = id.label(language)),
            Spot::Whole => say!(language, "verdict-check-form").to_owned(),
        };
        (what, advice)
    }

    /// Returns the problem and the advice for a missing record, which the server's message may name.
    fn not_found(&self, spot: Spot) -> (String, String) {
        let language = self.language;
        let clinic = self.clinic.name();
        let Spot::Field(id) = spot else {
            let which = references(self.clinic)
                .map(|id| id.label(language))
                .collect::<Vec<_>>()
                .join(", ");
            let what = match self.report.to_text() {
                Some(said) => say!(language, "verdict-one-not-there-said", clinic, which, said),
                None => say!(language, "verdict-one-not-there", clinic, which),
            };
            return (what, say!(language, "verdict-pick-both-again").to_owned());
        };
        let kind = stem(id);
        let advice = say!(
            language,
            self.clinic.words().pick_again,
            kind = kind.as_str()
        );
        (
            say!(language, "verdict-not-there", clinic, kind = kind.as_str()),
            advice,
        )
    }

    /// Returns the problem if the change may have been made.
    fn lost(&self) -> String {
        let how = match &self.report.cause {
            Cause::ServerFault => "verdict-lost-to-fault",
            Cause::Conflict | Cause::RateLimited => "verdict-lost-refused",
            Cause::Unreadable(_) => "verdict-lost-unreadable",
            Cause::Contradicted(_) => "verdict-lost-contradicted",
            Cause::Redirected => "verdict-lost-elsewhere",
            Cause::TooLarge => "verdict-lost-too-large",
            Cause::TimedOut => "verdict-lost-late",
            Cause::StoppedWaiting => "verdict-lost-unawaited",
            Cause::DeskStopped => return self.message("verdict-lost-desk-stopped"),
            _ => "verdict-lost",
        };
        format!(
            "{} {}",
            self.message(how),
            self.message("verdict-may-be-made")
        )
    }

    /// Returns the advice to look the booking up before making it again.
    fn look_first(&self) -> String {
        match self.report.cause {
            Cause::Redirected => self.message("verdict-look-first-and-address"),
            _ => self.message("verdict-look-first"),
        }
    }
}

/// Returns the fields that name a record of the clinic, in form order.
fn references(clinic: ClinicId) -> impl Iterator<Item = FieldId> + Clone {
    clinic
        .form()
        .iter()
        .filter(|field| field.kind.entries.one().is_some())
        .copied()
}

/// Returns the field at a path in a server's message: `patientId`, but also `body.patientId` and `start[0]`.
fn field_at(clinic: ClinicId, path: &str) -> Option<FieldId> {
    let name = path.strip_prefix("body.").unwrap_or(path);
    let first = name.split(['.', '[']).next().unwrap_or(name);
    clinic.field_by_wire_name(first)
}

/// Returns the first of `candidates` that the server's message names: by wire name, else by label, else by its
/// stem (`profile` for `profile_id`).
fn named_in(message: &str, candidates: impl Iterator<Item = FieldId> + Clone) -> Option<FieldId> {
    let message = message.to_lowercase();
    let names: [fn(FieldId) -> String; 3] =
        [wire_name, |id| id.name_in_state().to_lowercase(), stem];
    names.into_iter().find_map(|name| {
        candidates
            .clone()
            .find(|id| word_at(&message, &name(*id)).is_some())
    })
}

/// Returns the only one of `candidates` that the server's message names; `None` if it names several.
fn only_named_in(message: &str, candidates: impl Iterator<Item = FieldId>) -> Option<FieldId> {
    let is_named = |id: &FieldId| named_in(message, std::iter::once(*id)).is_some();
    candidates.filter(is_named).exactly_one().ok()
}

fn wire_name(id: FieldId) -> String {
    id.wire.unwrap_or_default().to_lowercase()
}

/// Returns the wire name in lower case, without the ending of an id or a moment.
fn stem(id: FieldId) -> String {
    let wire = id.wire.unwrap_or_default();
    ["_id", "_at", "Id"]
        .iter()
        .find_map(|tail| wire.strip_suffix(tail))
        .unwrap_or(wire)
        .to_lowercase()
}

/// Replaces the field's wire name in the server's message by its label.
fn with_label(message: &str, spot: Spot, language: Language) -> String {
    let Spot::Field(id) = spot else {
        return message.to_owned();
    };
    let wire = id.wire.unwrap_or_default();
    match word_at(message, wire) {
        Some(at) => format!(
            "{}{}{}",
            &message[..at],
            id.label(language),
            &message[at + wire.len()..]
        ),
        None => message.to_owned(),
    }
}

/// Returns the byte position at which `text` contains `name` as whole words.
fn word_at(text: &str, name: &str) -> Option<usize> {
    let is_inner = |letter: char| letter.is_alphanumeric() || letter == '_';
    let is_whole = |at: usize| {
        !text[..at].ends_with(is_inner) && !text[at + name.len()..].starts_with(is_inner)
    };
    text.match_indices(name)
        .map(|(at, _)| at)
        .find(|at| !name.is_empty() && is_whole(*at))
}
