//! The answer of a command about an absence: what has become of each day, in words and for a program.

use booking::{AwayTime, Booked, ChangeKind, Outcome, Provider};
use chrono::{DateTime, Utc};
use i18n::say;
use serde_json::{Value, json};
use words::Wording;

use super::super::json::problem as problem_json;
use super::super::{ChangeVerdict, CommandAnswer, Driver};

/// The word for a day that was entered before.
pub(super) const KNOWN: &str = "known";

/// A day of the answer.
pub(super) struct AnswerDay {
    pub(super) time: AwayTime,
    pub(super) state: String,
    pub(super) word: &'static str,
    pub(super) id: Option<String>,
    pub(super) booked: Vec<Booked>,
}

impl Driver {
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
        let who = provider.map(|provider| words.provider(clinic, &provider.id()));
        let made = days.iter().filter(|day| day.is_made());
        let outcome = match outcome_word(&verdict, kind) {
            _ if !days.is_empty() && days.iter().all(|day| day.is_known()) => "known".to_owned(),
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

/// Returns the word for an outcome in JSON. An absence that was there before is one that is entered.
fn outcome_word(verdict: &ChangeVerdict, kind: ChangeKind) -> &'static str {
    match &verdict.outcome {
        Outcome::Made(..) => kind.made_word(),
        outcome => outcome.word(),
    }
}

impl AnswerDay {
    /// Returns whether it was entered before.
    fn is_known(&self) -> bool {
        self.word == KNOWN
    }

    /// Returns whether it was entered or taken back just now.
    fn is_made(&self) -> bool {
        [ChangeKind::Away, ChangeKind::Back]
            .iter()
            .any(|kind| self.word == kind.made_word())
    }

    fn zone(&self, words: Wording<'_>) -> chrono_tz::Tz {
        let slot = self.time.slot_ref();
        let provider = slot.provider.as_deref().unwrap_or_default();
        words.office.zone_at(slot.clinic, provider)
    }

    /// Returns the time of the day and its state.
    pub(super) fn text(&self, words: Wording<'_>) -> String {
        let when = words.away_when(self.time.time(), self.zone(words));
        let text = [when.as_str(), self.state.as_str()];
        let text: Vec<&str> = text.into_iter().filter(|text| !text.is_empty()).collect();
        text.join(": ")
    }

    /// Returns the day for a person, and below it who is booked.
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
            "state": self.word,
            "booked": booked.collect::<Vec<_>>(),
        })
    }
}
