//! The answer of a command about an absence: the outcome of each day, in words and for a program.

use booking::{AbsenceStanding, AwayTime, Booked, ChangeKind, Meaning, Outcome, Provider};
use chrono::{DateTime, Utc};
use i18n::say;
use office::{AbsenceStep, StepState};
use serde_json::{Value, json};
use words::Wording;

use super::super::json::problem as problem_json;
use super::super::{AtWork, ChangeVerdict, Clerk, CommandAnswer};

/// The state of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DayState {
    /// Still to be entered or removed.
    New,
    /// Entered before.
    Known,
    /// Being sent by another desk.
    SentElsewhere,
    /// Sent, with an unknown outcome.
    Unknown,
    /// Entered or removed just now.
    Made(ChangeKind),
    /// Sent, but not made.
    NotMade(Outcome<String>),
    /// Not sent.
    NotSent,
}

impl DayState {
    /// Returns the state of a day with this standing.
    pub(super) fn of_standing(standing: &AbsenceStanding) -> DayState {
        match standing {
            AbsenceStanding::Free => DayState::New,
            AbsenceStanding::Entered(_) => DayState::Known,
            AbsenceStanding::SentElsewhere(_) => DayState::SentElsewhere,
            AbsenceStanding::Unknown => DayState::Unknown,
        }
    }

    /// Returns the state of a day that this step enters or removes.
    pub(super) fn of_step(step: &AbsenceStep) -> DayState {
        match &step.state {
            StepState::Made(_) => DayState::Made(step.change.kind()),
            StepState::Unknown => DayState::Unknown,
            StepState::NotMade(failure) => DayState::NotMade(Outcome::of_failure(failure)),
            StepState::Waiting | StepState::Sending | StepState::LeftOut => DayState::NotSent,
        }
    }

    /// Returns the word in JSON.
    pub(super) fn word(&self) -> &'static str {
        match self {
            DayState::New => "new",
            DayState::Known => "known",
            DayState::SentElsewhere => Outcome::<String>::Conflict.word(),
            DayState::Unknown => Meaning::Unknown.word(),
            DayState::Made(kind) => kind.made_word(),
            DayState::NotMade(outcome) => outcome.word(),
            DayState::NotSent => "not sent",
        }
    }
}

/// A day of the answer.
pub(super) struct AnswerDay {
    pub(super) time: AwayTime,
    pub(super) state: DayState,
    /// The state in words; may be empty.
    pub(super) said: String,
    pub(super) id: Option<String>,
    pub(super) booked: Vec<Booked>,
}

impl<O: AtWork> Clerk<O> {
    /// Returns the answer with these days.
    pub(super) fn answer(
        &self,
        kind: ChangeKind,
        provider: Option<&Provider>,
        verdict: ChangeVerdict,
        days: Vec<AnswerDay>,
    ) -> CommandAnswer {
        let words = self.words();
        let clinic = provider.map_or(self.clinic(), Provider::clinic);
        let who = provider.map(|provider| words.provider(clinic, provider.id()));
        let made = days
            .iter()
            .filter(|day| matches!(day.state, DayState::Made(_)));
        let outcome = match outcome_word(&verdict, kind) {
            _ if !days.is_empty() && days.iter().all(|day| day.state == DayState::Known) => {
                "known".to_owned()
            }
            word => word.replace(' ', "-"),
        };
        let sentence = say!(
            self.language,
            "away-outcome",
            outcome,
            who = who.unwrap_or_default(),
            count = made.count(),
            why = verdict.problems.first().map_or("", |problem| &problem.what)
        );
        let head = format!("{}: {sentence}", words.office.mode_of(clinic));
        let lines = days.iter().flat_map(|day| day.lines(words));
        let problems = verdict.problems.iter();
        let advice = problems.map(|problem| problem.advice.clone());
        let remarks = advice.chain(verdict.remarks.iter().cloned());
        let json = json!({
            "outcome": outcome_word(&verdict, kind),
            "backend": clinic.word(),
            "practitioner": provider.map(Provider::id),
            "absences": days.iter().map(|day| day.json(words)).collect::<Vec<_>>(),
            "problems": verdict.problems.iter().map(problem_json).collect::<Vec<_>>(),
        });
        CommandAnswer {
            lines: [head].into_iter().chain(lines).collect(),
            remarks: remarks.filter(|remark| !remark.is_empty()).collect(),
            json,
            verdict,
        }
    }
}

/// Returns the word for an outcome in JSON. An absence that existed before counts as entered.
fn outcome_word(verdict: &ChangeVerdict, kind: ChangeKind) -> &'static str {
    match &verdict.outcome {
        Outcome::Made(..) => kind.made_word(),
        outcome => outcome.word(),
    }
}

impl AnswerDay {
    fn zone(&self, words: Wording<'_>) -> zones::Zone {
        let slot = self.time.slot_ref();
        let provider = slot.provider.as_deref().unwrap_or_default();
        words.office.zone_at(slot.clinic, provider)
    }

    /// Returns the time of the day and its state.
    pub(super) fn text(&self, words: Wording<'_>) -> String {
        let when = words.away_when(self.time.time(), self.zone(words));
        let text = [when.as_str(), self.said.as_str()];
        let text: Vec<&str> = text.into_iter().filter(|text| !text.is_empty()).collect();
        text.join(": ")
    }

    /// Returns the day for a person, followed by the booked appointments.
    fn lines(&self, words: Wording<'_>) -> Vec<String> {
        let zone = self.zone(words);
        let booked = self.booked.iter().map(|booked| {
            format!(
                "  {} ({})",
                words.booked_in_absence(booked, zone),
                booked.id
            )
        });
        [self.text(words)].into_iter().chain(booked).collect()
    }

    fn json(&self, words: Wording<'_>) -> Value {
        let zone = self.zone(words);
        let at = |at: DateTime<Utc>| at.with_timezone(&zone).to_rfc3339();
        let booked = self.booked.iter().map(|booked| {
            let patient = booked.person.as_deref().unwrap_or_default();
            json!({
                "id": booked.id,
                "start": booked.start.map(at),
                "end": booked.end.map(at),
                "patient": words.patient(booked.clinic, patient),
            })
        });
        let time = self.time.time();
        json!({
            "start": at(time.start),
            "end": at(time.end),
            "reason": self.time.why(),
            "id": self.id,
            "state": self.state.word(),
            "booked": booked.collect::<Vec<_>>(),
        })
    }
}
