//! The objections to a change, as questions.

use booking::Change;
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

    /// Returns the question that an objection is: what is asked, and the consequence. `None` if the problems of the
    /// change say all of it.
    pub fn question_of(&self, objection: Objection, change: &Change) -> Option<String> {
        let (name, means) = match objection {
            Objection::Alone => ("alone", self.alone_means()),
            Objection::TakesBack => ("take-back", change.takes_back(self.language)),
            Objection::Removes => ("remove", Some(self.removal_means(change))),
            Objection::Unsettled
            | Objection::Warnings
            | Objection::Untimely
            | Objection::SideEffects
            | Objection::Unreachable => return None,
        };
        let title = MessageId::attribute("ask", name).text(self.language);
        Some(
            [Some(title.to_owned()), means]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
        )
    }
}
