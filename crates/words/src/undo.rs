//! Taking a change back, in words.

use booking::{AppointmentRef, Change, Difference, Problem, RecordedChange, Spot};
use i18n::say;
use office::NoUndo;

use crate::{MadeChange, Wording};

impl Wording<'_> {
    /// Returns what a card takes back: what was done, and when.
    pub fn to_be_taken_back(&self, made: &RecordedChange) -> String {
        let MadeChange { at, what, .. } = self.made_change(made);
        say!(self.language, "undo-takes-back", at, what)
    }

    /// Returns the same with whose appointment it is, and what the change makes of it, where neither is on a screen.
    pub fn undo_in_full(&self, made: &RecordedChange, change: &Change) -> String {
        let takes_back = self.to_be_taken_back(made);
        let who = self.patient(change.clinic(), &change.subject().0);
        format!("{takes_back} {who}: {}.", self.change_text(change))
    }

    /// Returns why a change is not taken back, and what to do instead.
    pub fn no_undo(&self, made: &RecordedChange, why: NoUndo) -> String {
        let language = self.language;
        let clinic = made.clinic.name();
        match why {
            NoUndo::Open => say!(language, "undo-open").to_owned(),
            NoUndo::AsBefore => say!(language, "undo-as-before").to_owned(),
            NoUndo::Final => say!(language, "undo-final", clinic, kind = made.kind),
            NoUndo::NotOnRecord => say!(language, "undo-not-on-record").to_owned(),
            NoUndo::TextStays => say!(language, "undo-text-stays", clinic),
            NoUndo::OfAbsence => say!(language, "undo-of-absence").to_owned(),
            NoUndo::Obstacle(obstacle, of) => {
                obstacle.to_text(&of, self.office.zone_of(&of.visit()), language)
            }
        }
    }

    /// Returns the warning that somebody has altered an appointment since the change that is to be taken back has left it so.
    pub fn altered_after(
        &self,
        left: &AppointmentRef,
        now: &AppointmentRef,
        altered: &[Difference],
    ) -> Vec<Problem> {
        if altered.is_empty() {
            return Vec::new();
        }
        let facts = self.altered_facts(Some(left), now, altered);
        let what = say!(self.language, "undo-altered-since", facts);
        vec![Problem::warning(Spot::Whole, what, "")]
    }
}
