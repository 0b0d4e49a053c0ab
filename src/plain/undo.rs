//! Undoes the last change of this desk. Nothing is sent without a yes.

use booking::ChangeId;
use clerk::asked_to_undo;
use i18n::say;
use office::{AskedChange, ListTakenBack, Office};
use words::Shown;

use super::conversation::Conversation;
use super::lines::End;

impl Conversation {
    /// Reads out the last change that this desk made today, and undoes it after a yes.
    pub(super) fn undo(&mut self) -> Result<(), End> {
        self.aside(Conversation::undo_last)
    }

    fn undo_last(&mut self) -> Result<(), End> {
        self.settle()?;
        let changes = self.office().last_own_changes();
        if changes.len() > 1 {
            return self.undo_list(changes);
        }
        let office = self.office();
        let last = changes.first().and_then(|last| office.book.change(*last));
        let Some(last) = last else {
            return self.print(say!(self.language(), "undo-nothing"));
        };
        let (made, clinic, id) = match office.change_to_undo(last) {
            Ok((made, booked)) => (made, booked.clinic, booked.id.clone()),
            Err(why) => {
                let says = self.words().no_undo(last, why);
                return self.print(&says);
            }
        };
        let Some(shown) = self.read_appointment(clinic, &id)? else {
            return Ok(());
        };
        self.print_opened(&shown)?;
        if !self.settle_earlier(&shown.named())? {
            return Ok(());
        }
        self.take_back(made, &shown)
    }

    /// Reads out what takes back changes that were made in one list, and sends it after a yes.
    fn undo_list(&mut self, changes: Vec<ChangeId>) -> Result<(), End> {
        let says = self.words().list_taken_back(&changes);
        self.print(&says)?;
        self.work(|office| office.begin_to_undo(changes));
        self.settle_until(|model| !model.office.reads_to_undo())?;
        let words = self.words();
        let list = self
            .office()
            .list_to_undo(|of| words.setting_of_appointment(of));
        self.work(Office::stop_undoing);
        let Some(ListTakenBack { bulk, left }) = list else {
            return Ok(());
        };
        let mut says = self.words().not_taken_back(&left);
        says.extend(self.notes_of_death(&bulk.takes_back));
        self.print_all(says)?;
        if bulk.rows.is_empty() {
            return Ok(());
        }
        self.work(|office| office.open_bulk(bulk));
        self.send_list().map(drop)
    }

    /// Returns that a note still says that the patient of a change that is taken back has died.
    fn notes_of_death(&self, changes: &[ChangeId]) -> Vec<String> {
        let words = self.words();
        let how = say!(words.language, "undo-noted-as-dead-shell");
        words.still_noted_as_dead(words.patients_of_changes(changes), how)
    }

    /// Asks about the change that takes this one back, and sends it after a yes.
    fn take_back(&mut self, made: ChangeId, shown: &Shown) -> Result<(), End> {
        let of = shown.named();
        let words = self.words();
        let Some(made) = self.office().book.change(made) else {
            return self.print(say!(self.language(), "undo-nothing"));
        };
        let asked = match asked_to_undo(words, made, &of, &shown.appointment) {
            Ok(asked) => asked,
            Err(why) => return self.print(&why),
        };
        let mut says = vec![words.to_be_taken_back(made)];
        says.extend(asked.warnings.iter().map(|problem| problem.what.clone()));
        says.extend(self.notes_of_death(&[made.id()]));
        self.print_all(says)?;
        let undoes = asked.warnings.is_empty();
        self.send_after_a_yes(&[AskedChange { undoes, ..asked }], None)
    }
}
