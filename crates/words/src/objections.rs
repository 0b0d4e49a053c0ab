//! The objections to a change, as questions.

use booking::{Change, ChangeKind};
use i18n::{MessageId, say};
use office::Objection;

use crate::Wording;

impl Wording<'_> {
    /// Returns the consequence of sending something while the other desks can't be asked; `None` if they can.
    pub fn alone_means(&self) -> Option<String> {
        let at = self.oclock(self.office.alone_since()?);
        Some(say!(self.language, "ask-alone-means", at))
    }

    /// Returns the consequence of removing an entry.
    pub fn removal_means(&self, change: &Change) -> String {
        let clinic = change.clinic().name();
        say!(self.language, "ask-remove-means", clinic)
    }

    /// Returns the consequence of removing an entry, asked about for the second time: its patient and time.
    pub fn removal_means_really(&self, change: &Change) -> String {
        let visit = change.visit();
        let who = self.patient(visit.clinic, &visit.person);
        let when = self.when_of(&visit);
        say!(self.language, "ask-remove-really-means", who, when)
    }

    /// Returns the question whether to remove an entry, for the second time.
    pub fn question_about_removal_really(&self, change: &Change) -> String {
        let title = MessageId::attribute("ask", "remove-really").text(self.language);
        format!("{title} {}", self.removal_means_really(change))
    }

    /// Returns the title of an objection as a question.
    pub fn title_of(&self, objection: Objection, change: &Change) -> &'static str {
        let name = match objection {
            Objection::Unsettled | Objection::Warnings => {
                return self.title_despite_conflicts(change.kind());
            }
            Objection::Untimely if change.kind().is_of_draw() => "untimely-draw",
            Objection::Untimely if change.target().is_some() => {
                return self.title_despite_conflicts(change.kind());
            }
            Objection::Untimely => "untimely",
            Objection::SideEffects => "side-effects",
            Objection::TakesBack => "take-back",
            Objection::Removes => "remove",
            Objection::Alone => "alone",
            Objection::Unreachable => "queue-change",
        };
        MessageId::attribute("ask", name).text(self.language)
    }

    /// Returns the title of the question whether to make a change of this kind despite conflicts.
    pub fn title_despite_conflicts(&self, kind: ChangeKind) -> &'static str {
        let name = match kind {
            ChangeKind::Status => "untimely",
            _ => "move-anyway",
        };
        MessageId::attribute("ask", name).text(self.language)
    }

    /// Returns the consequence of going ahead in spite of an objection; `None` if the title is enough.
    pub fn consequence_of(&self, objection: Objection, change: &Change) -> Option<String> {
        let language = self.language;
        match objection {
            Objection::Unsettled | Objection::Warnings => None,
            Objection::Untimely => {
                let zone = self.office.zone_of(&change.visit());
                change.untimely_text(self.office.moment.now, zone, language)
            }
            Objection::SideEffects => change.side_effects(language),
            Objection::TakesBack => change.takes_back(language),
            Objection::Removes => Some(self.removal_means(change)),
            Objection::Alone => self.alone_means(),
            Objection::Unreachable => {
                let clinic = change.clinic().name();
                Some(say!(language, "ask-queue-change-means", clinic))
            }
        }
    }

    /// Returns the question that an objection is: what is asked, and the consequence.
    pub fn question_about(&self, objection: Objection, change: &Change) -> String {
        let title = self.title_of(objection, change).to_owned();
        [Some(title), self.consequence_of(objection, change)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Returns the question that an objection is; `None` if the problems of the change say all of it.
    pub fn question_of(&self, objection: Objection, change: &Change) -> Option<String> {
        let is_asked = matches!(
            objection,
            Objection::Alone | Objection::TakesBack | Objection::Removes
        );
        is_asked.then(|| self.question_about(objection, change))
    }
}
