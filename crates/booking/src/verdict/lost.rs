//! A change of unknown outcome, or one that was not made, in words.

use crate::{
    Appointment, Change, ChangeKind, ChangeStage, Life, Meaning, NotMade, Problem, SetDetails,
    Spot, SuccessorLoss,
};
use i18n::{Language, say};

use super::problems_of_change;

impl Life {
    /// Returns the problems of a change that was not made or whose outcome is unknown; for a waiting second step, its
    /// consequence.
    pub fn problems(&self, language: Language) -> Vec<Problem> {
        let mut problems = self.problems_of_outcome(language);
        let Some(consequence) = self.consequence_of_second_step(language) else {
            return problems;
        };
        let is_settled = matches!(self.stage(), ChangeStage::Made { .. });
        if self.meaning().is_none() && !is_settled {
            return vec![Problem::error(Spot::Whole, consequence, "")];
        }
        for problem in &mut problems {
            problem.what = format!("{consequence} {}", problem.what);
        }
        problems
    }

    fn problems_of_outcome(&self, language: Language) -> Vec<Problem> {
        let change = self.change();
        let kind = change.kind();
        let what = match self.stage() {
            ChangeStage::Unknown { failure, .. }
            | ChangeStage::NotMade(NotMade::Failed(failure)) => {
                return problems_of_change(failure, change, language);
            }
            ChangeStage::NotMade(NotMade::NotThere) => {
                say!(
                    language,
                    "outbox-not-there",
                    clinic = change.clinic().name(),
                    kind
                )
            }
            ChangeStage::NotMade(NotMade::InPart(now)) => {
                let what = match change {
                    Change::SetDetails(set) => set.undone_text(now, language),
                    _ => None,
                };
                what.unwrap_or_else(|| {
                    let clinic = change.clinic().name();
                    say!(language, "details-of-another", clinic)
                })
            }
            ChangeStage::NotMade(NotMade::ByHand) => {
                say!(language, "outbox-by-hand-not-booked").to_owned()
            }
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::Refused { .. }
            | ChangeStage::Made { .. } => return Vec::new(),
        };
        let problem = Problem::error(Spot::Whole, what, how_to_bring_back(kind, language));
        vec![Problem {
            about: kind,
            meaning: Some(Meaning::NotThere),
            ..problem
        }]
    }

    /// Returns the consequence of a second step that is not known to be made; `None` for any other change.
    pub fn consequence_of_second_step(&self, language: Language) -> Option<String> {
        let new = self.change().second_after()?;
        let old = self.change().appointment()?;
        let is_unknown = (self.meaning() == Some(Meaning::Unknown)).to_string();
        let old = old.id.as_str();
        let unknown = is_unknown.as_str();
        Some(if self.change().is_for_another_patient() {
            say!(language, "second-step-twice-patient", new, old, unknown)
        } else {
            say!(language, "second-step-twice", new, old, unknown)
        })
    }
}

impl SetDetails {
    /// Returns which details of the appointment, as read since, do not have their new values; `None` if all have.
    fn undone_text(&self, now: &Appointment, language: Language) -> Option<String> {
        let fields: Vec<&str> = self
            .undone_in(now)
            .map(|detail| detail.field.label(language))
            .collect();
        let clinic = self.of().clinic.name();
        (!fields.is_empty()).then(|| {
            let fields = fields.join(", ");
            say!(language, "details-in-part", clinic, fields)
        })
    }
}

impl Change {
    /// Returns the problem of a second step whose new appointment does not replace the old one; `None` for any other
    /// change.
    pub fn problem_of_lost_successor(
        &self,
        loss: SuccessorLoss,
        language: Language,
    ) -> Option<Problem> {
        let new = self.second_after()?;
        let old = self.appointment()?.id.as_str();
        let loss: &str = loss.into();
        let what = say!(language, "second-step-lost", loss, new, old);
        Some(Problem::error(
            Spot::Whole,
            what,
            say!(language, "second-step-lost-do", old),
        ))
    }
}

/// Returns the hint on how to bring back a change that was not made.
pub fn how_to_bring_back(kind: ChangeKind, language: Language) -> String {
    say!(language, "outbox-bring-back", kind)
}
