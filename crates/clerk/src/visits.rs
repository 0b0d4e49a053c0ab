//! Cancels the upcoming visits of one patient in one command.

use booking::{
    AppointmentRef, CalendarEntry, Change, ChangeKind, ClinicId, Failure, Meaning, Outcome,
    Problem, Spot, why_unread,
};
use i18n::say;
use office::{NamedTime, Office};
use serde_json::Value;
use words::Wording;

use super::book::verdict_on;
use super::verdict::outcome_unread;
use super::{AtWork, ChangeVerdict, Clerk, Early, READ_TIMEOUT, SendOptions};
use crate::{AlterRequest, RequestedChange, read_upcoming};

/// A request to cancel upcoming visits of a patient.
#[derive(Clone)]
pub struct VisitsRequest {
    /// The clinic that keeps them.
    pub clinic: ClinicId,
    /// The patient.
    pub patient: String,
    /// Which of them.
    pub days: VisitDays,
    /// Why they are cancelled.
    pub reason: String,
    /// How the request is carried out. Without consent to warnings nothing is sent.
    pub manner: SendOptions,
}

/// Which of a patient's upcoming visits are meant.
#[derive(Clone, Debug)]
pub enum VisitDays {
    /// All.
    All,
    /// Those on the days that words name.
    On(DayWords),
}

/// Words of the entry line that name days; at least one.
#[derive(Clone, Debug)]
pub struct DayWords(Vec<String>);

impl DayWords {
    /// Splits a text at its blanks; `None` if it has no word.
    pub fn new(text: &str) -> Option<DayWords> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        if words.is_empty() {
            None
        } else {
            Some(DayWords(words))
        }
    }
}

/// The outcome for one of the visits.
pub struct VisitVerdict {
    /// The id of the appointment; `None` while it is unknown whether the booking was made.
    pub id: Option<String>,
    /// Its time and practitioner.
    pub visit: String,
    /// The verdict on its change.
    pub verdict: ChangeVerdict,
}

impl VisitVerdict {
    /// Returns it for a person, behind the id and the visit.
    pub fn lines(&self, words: Wording<'_>, clinic: ClinicId) -> Vec<String> {
        let asks = self.verdict.outcome == Outcome::Warning;
        let lines = if asks {
            let problems = self.verdict.problems.iter();
            problems.map(|problem| problem.what.clone()).collect()
        } else {
            self.verdict.lines(words, clinic)
        };
        let id = self.id.as_deref().unwrap_or_default();
        let whole = |line: String| match (id, self.visit.as_str()) {
            ("", "") => line,
            (_, visit) if asks && line.contains(visit) => line,
            (id, visit) => format!("{id} {visit}: {line}"),
        };
        lines.into_iter().map(whole).collect()
    }

    /// Returns it as one JSON object.
    pub fn json(&self) -> Value {
        let mut object = self.verdict.json();
        object["id"] = Value::from(self.id.clone());
        object
    }
}

impl<O: AtWork> Clerk<O> {
    /// Cancels the upcoming visits of a patient, one by one, and reports each to `tell`. Without consent it reports
    /// what it would cancel.
    ///
    /// # Errors
    ///
    /// Returns the verdict if nothing is sent because the patient, the days or the visits are unknown.
    pub fn cancel_visits(
        &mut self,
        request: &VisitsRequest,
        tell: &mut dyn FnMut(&Clerk<O>, &VisitVerdict),
    ) -> Result<(), Early> {
        let visits = self.visits_of_patient(request)?;
        let manner = SendOptions {
            list: Some(self.work(Office::new_list)),
            ..request.manner
        };
        for (of, visit) in visits {
            let verdict = match &of {
                None => {
                    let what = say!(self.language, "line-not-on-record-yet");
                    let verdict = ChangeVerdict::with_message(Outcome::Conflict, what);
                    cancelling(verdict)
                }
                Some(_) if self.is_stopped() => self.stopped_under_way(request.clinic),
                Some(of) => self.cancel_visit(of, &visit, &request.reason, manner),
            };
            let id = of.map(|of| of.id);
            let told = VisitVerdict { id, visit, verdict };
            tell(self, &told);
        }
        Ok(())
    }

    pub(super) fn cancel_visit(
        &mut self,
        of: &AppointmentRef,
        visit: &str,
        reason: &str,
        manner: SendOptions,
    ) -> ChangeVerdict {
        if !manner.dry_run && !manner.consent.to_warnings {
            let mut what = say!(self.language, "visits-would-be-cancelled", visit);
            let change = Change::cancelled(of.clone(), reason);
            let for_good = change.and_then(|change| self.words().cancelled_for_good(&change));
            if let Some(for_good) = for_good {
                what = format!("{what}. {for_good}");
            }
            let advice = say!(self.language, "visits-ask");
            let problem = Problem::warning(Spot::Whole, what, advice);
            return cancelling(ChangeVerdict::of(Outcome::Warning, vec![problem]));
        }
        self.alter(&AlterRequest {
            clinic: of.clinic,
            id: of.id.clone(),
            to: RequestedChange::Cancelled(reason.to_owned()),
            manner,
        })
    }

    /// Returns the patient's upcoming visits on these days at the clinic, each with its text. One that no clinic has
    /// shown yet has no id.
    fn visits_of_patient(
        &mut self,
        request: &VisitsRequest,
    ) -> Result<Vec<(Option<AppointmentRef>, String)>, Early> {
        let clinic = request.clinic;
        let patient = self.known_patient(clinic, &request.patient)?;
        self.work(|office| office.read_list_first(clinic.providers()));
        let Ok(()) = read_upcoming(self, clinic, &patient);
        self.work(Office::want_all_upcoming);
        self.settle(READ_TIMEOUT);
        let days = self.days_named(clinic, &request.days)?;
        let Some(upcoming) = self.office().upcoming_of(clinic, &patient) else {
            return Err(self.visits_unread(clinic, None));
        };
        let mut unread = self.office().unread_upcoming(upcoming);
        if let Some((_, why)) = unread.find(|(unread, _)| *unread == clinic) {
            return Err(self.visits_unread(clinic, Some(why)));
        }
        if !self.office().has_all_upcoming_at(clinic) {
            return Err(self.visits_unread(clinic, None));
        }
        let words = self.words();
        let coming = self.office().coming_up();
        let entries = coming.map(|(_, entries)| entries).unwrap_or_default();
        let is_meant = |entry: &CalendarEntry<'_>| {
            let zone = self.office().zone_of_entry(*entry);
            let is_then = days.as_ref().is_none_or(|days| {
                let start = entry.start();
                start.is_some_and(|start| days.admits(start, zone))
            });
            entry.clinic() == clinic && is_then
        };
        let visits = entries.into_iter().filter(is_meant).map(|entry| {
            let of = entry.on_record().map(AppointmentRef::from);
            (of, words.entry_in_short(entry))
        });
        Ok(visits.collect())
    }

    /// Reads the days of a request; `None` if all visits are meant.
    fn days_named(&self, clinic: ClinicId, days: &VisitDays) -> Result<Option<NamedTime>, Early> {
        let DayWords(words) = match days {
            VisitDays::All => return Ok(None),
            VisitDays::On(words) => words,
        };
        let clock = self.words().clock_at(clinic, "");
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        match NamedTime::read(words, &clock) {
            Ok(days) if days.names_days(today) => Ok(Some(days)),
            Ok(_) => {
                let what = say!(self.language, "visits-no-days", words = words.join(" "));
                let verdict = ChangeVerdict::with_message(Outcome::Invalid, what);
                Err(Box::new(cancelling(verdict)))
            }
            Err(problem) => {
                let what = problem.what(self.language);
                let problem = Problem::error(Spot::Whole, what, problem.advice(self.language));
                let verdict = ChangeVerdict::of(Outcome::Invalid, vec![problem]);
                Err(Box::new(cancelling(verdict)))
            }
        }
    }

    /// Returns the id of the patient whom this text names at a clinic.
    pub(super) fn known_patient(&mut self, clinic: ClinicId, typed: &str) -> Result<String, Early> {
        let people = clinic.people();
        let named = self.entry_named(clinic.patient_field(), people, typed.trim());
        let patient = named.map_err(|why| Box::new(cancelling(verdict_on(vec![why]))))?;
        let is_known = self.office().lists.known(people, &patient).is_some();
        if !is_known && let Some(why) = self.failure_of_list(people) {
            return Err(self.visits_unread(clinic, Some(why)));
        }
        if !is_known && !self.office().is_unreachable(clinic) {
            let clinic = clinic.name();
            let id = patient.as_str();
            let what = say!(self.language, "visits-of-nobody", clinic, id);
            let verdict = ChangeVerdict::with_message(Outcome::Invalid, what);
            return Err(Box::new(cancelling(verdict)));
        }
        Ok(patient)
    }

    pub(super) fn visits_unread(&self, clinic: ClinicId, why: Option<&Failure>) -> Early {
        let language = self.language;
        let what = match why {
            Some(why) => why_unread(why, clinic, language),
            None => say!(language, "line-appointments-not-read").to_owned(),
        };
        let outcome = why.map_or(Outcome::Failed(Meaning::NotSent), outcome_unread);
        Box::new(cancelling(ChangeVerdict::with_message(outcome, what)))
    }
}

fn cancelling(verdict: ChangeVerdict) -> ChangeVerdict {
    ChangeVerdict {
        kind: Some(ChangeKind::Cancel),
        ..verdict
    }
}
