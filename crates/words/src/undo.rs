//! Undoing a change, in words.

use booking::{
    AppointmentRef, Change, ChangeId, ClinicId, Difference, Problem, RecordedChange, Spot,
};
use i18n::say;
use office::{NoUndo, NotTakenBack, WhyNotTakenBack};

use crate::{MadeChange, Wording};

impl Wording<'_> {
    /// Returns what a card undoes: what was done, and when.
    pub fn to_be_taken_back(&self, made: &RecordedChange) -> String {
        let MadeChange { at, what, .. } = self.made_change(made);
        say!(self.language, "undo-takes-back", at, what)
    }

    /// Returns the same with the patient and the state after the undo, for faces that show neither.
    pub fn undo_in_full(&self, made: &RecordedChange, change: &Change) -> String {
        let takes_back = self.to_be_taken_back(made);
        let who = self.patient(change.clinic(), &change.patient());
        format!("{takes_back} {who}: {}.", self.change_text(change))
    }

    /// Returns why a change can't be undone, and what to do instead.
    pub fn no_undo(&self, made: &RecordedChange, why: NoUndo) -> String {
        let language = self.language;
        let clinic = made.clinic.name();
        match why {
            NoUndo::Open => {
                let who = self.patient(made.clinic, &made.person);
                let visit = self.made_change(made).visit;
                say!(language, "undo-last-open", who, visit)
            }
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

    /// Returns that changes are taken back which were made in one list.
    pub fn list_taken_back(&self, changes: &[ChangeId]) -> String {
        let last = changes.first().and_then(|id| self.office.book.change(*id));
        let at = last.map(|last| self.made_change(last).at);
        say!(
            self.language,
            "undo-list-takes-back",
            at = at.unwrap_or_default(),
            count = changes.len()
        )
    }

    /// Returns which changes of a list are not taken back with the others, and why: a sentence for each reason. A change
    /// that is alone with its reason is named by its visit.
    pub fn not_taken_back(&self, left: &[NotTakenBack]) -> Vec<String> {
        let mut by_reason: Vec<(String, Vec<&RecordedChange>)> = Vec::new();
        for left in left {
            let Some(made) = self.office.book.change(left.made) else {
                continue;
            };
            let why = self.why_left(left, made);
            match by_reason.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, same)) => same.push(made),
                None => by_reason.push((why, vec![made])),
            }
        }
        let said = by_reason
            .into_iter()
            .map(|(why, changes)| match changes[..] {
                [made] => {
                    let MadeChange { visit, .. } = self.made_change(made);
                    let who = self.patient(made.clinic, &made.person);
                    let parts = [visit, who].into_iter().filter(|part| !part.is_empty());
                    let parts: Vec<String> = parts.collect();
                    format!("{}: {why}", parts.join(" · "))
                }
                _ => say!(self.language, "undo-list-left", count = changes.len(), why),
            });
        said.collect()
    }

    /// Returns for each of these patients, whose visits take place again, that the desks' note still says that they have
    /// died, if it does. `how` says how the note is taken away.
    pub fn still_noted_as_dead(
        &self,
        patients: impl IntoIterator<Item = (ClinicId, String)>,
        how: &str,
    ) -> Vec<String> {
        let dead = self.office.noted_as_dead(patients).into_iter();
        let dead = dead.map(|(clinic, person)| {
            let who = self.patient(clinic, &person);
            let note = say!(self.language, "died-note");
            say!(self.language, "undo-noted-as-dead", who, note, how)
        });
        dead.collect()
    }

    /// Returns the patients of changes.
    pub fn patients_of_changes(&self, changes: &[ChangeId]) -> Vec<(ClinicId, String)> {
        let made = changes.iter().filter_map(|id| self.office.book.change(*id));
        made.map(|made| (made.clinic, made.person.clone()))
            .collect()
    }

    /// Returns that no change of a list is taken back, and why.
    pub fn nothing_to_take_back(&self, all: &[NotTakenBack]) -> String {
        let mut reasons: Vec<String> = Vec::new();
        for left in all {
            let made = self.office.book.change(left.made);
            let why = made.map(|made| self.why_left(left, made));
            reasons.extend(why.filter(|why| !reasons.contains(why)));
        }
        let count = all.len();
        let why = reasons.join(" ");
        say!(self.language, "undo-list-nothing", count, why)
    }

    fn why_left(&self, left: &NotTakenBack, made: &RecordedChange) -> String {
        match &left.why {
            WhyNotTakenBack::NoUndo(NoUndo::Open) => say!(self.language, "undo-open").to_owned(),
            WhyNotTakenBack::NoUndo(why) => self.no_undo(made, why.clone()),
            WhyNotTakenBack::Altered(states, altered) => {
                let (before, now) = states.as_ref();
                let facts = self.altered_facts(Some(before), now, altered);
                say!(self.language, "undo-altered-since", facts)
            }
            WhyNotTakenBack::Unread => {
                say!(self.language, "undo-unread", clinic = made.clinic.name())
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
