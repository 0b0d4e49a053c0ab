//! A list of changes taken back: each appointment is read, and the changes that make them what they were are a list again.

use booking::{
    Appointment, AppointmentRef, ChangeId, ClinicId, Difference, Failure, ListId, RecordedChange,
    Setting,
};

use crate::{AppointmentPlace, Bulk, BulkRow, ClinicCall, Effect, NoUndo, Office, Ticket, Undo};

/// The changes that are to be taken back in one list, while their appointments are read.
#[derive(Clone)]
pub(crate) struct ListToUndo {
    /// All that were asked for.
    asked: Vec<ChangeId>,
    changes: Vec<ReadToUndo>,
    left: Vec<NotTakenBack>,
}

#[derive(Clone)]
struct ReadToUndo {
    made: ChangeId,
    clinic: ClinicId,
    appointment: String,
    asked: Option<Ticket>,
    read: Option<Result<Box<Appointment>, Failure>>,
}

/// The list that takes back what was made in another one.
pub struct ListTakenBack {
    /// The changes that do, by the date of their appointments.
    pub bulk: Bulk,
    /// What is left as it is.
    pub left: Vec<NotTakenBack>,
}

/// A change that is not taken back with the others of its list.
#[derive(Clone, Debug)]
pub struct NotTakenBack {
    /// The change.
    pub made: ChangeId,
    /// Why it is not.
    pub why: WhyNotTakenBack,
}

/// Why a change is not taken back with the others of its list.
#[derive(Clone, Debug)]
pub enum WhyNotTakenBack {
    /// There is no change that takes it back.
    NoUndo(NoUndo),
    /// Somebody has altered the appointment since then; holds what the change has left, and what it is now.
    Altered(Box<(AppointmentRef, AppointmentRef)>, Vec<Difference>),
    /// The appointment could not be read.
    Unread,
}

impl Office {
    /// Returns what is taken back first: the last change that this desk has made today, or all of the list of which it is a
    /// row, the last first. A list that has taken another one back in part, because it was refused or ended, goes on with
    /// the rest. A later change whose outcome is unknown stands in its place: none before it is taken back without a word.
    pub fn last_own_changes(&self) -> Vec<ChangeId> {
        let last = self.last_own_change();
        let made_at = last.and_then(|last| last.made_at);
        let unsettled = self.changes.iter().filter(|open| open.may_be_made());
        let later = unsettled
            .filter(|open| made_at.is_none_or(|made_at| made_at <= open.at))
            .max_by_key(|open| open.at);
        let (id, list) = match (later, last) {
            (Some(later), _) => (later.in_book, later.list.map(|place| place.list)),
            (None, Some(last)) => (Some(last.id()), last.list()),
            (None, None) => return Vec::new(),
        };
        let Some(list) = list else {
            return id.into_iter().collect();
        };
        let left = self.left_to_take_back(list);
        if left.is_empty() {
            self.changes_of_list(list)
        } else {
            left
        }
    }

    /// Returns the changes that a list was to take back and has not, the last first: their appointments are as they have
    /// left them.
    fn left_to_take_back(&self, undo: ListId) -> Vec<ChangeId> {
        let is_left = |made: &&RecordedChange| {
            let is_undone_by = |list| undo.takes_back(list);
            let last = made
                .made()
                .and_then(|of| self.book.history(of.clinic, &of.id).first().copied());
            made.list().is_some_and(is_undone_by)
                && last.is_some_and(|last| last.id() == made.id())
                && self.change_to_undo(made).is_ok()
        };
        let made = self.own_changes(|_| true).into_iter();
        made.filter(is_left).map(RecordedChange::id).collect()
    }

    /// Returns the id of a list that takes these changes back.
    pub fn new_list_to_undo(&mut self, changes: &[ChangeId]) -> ListId {
        let list = self.new_list();
        let mut undone = changes
            .iter()
            .filter_map(|id| self.book.change(*id)?.list());
        match undone.next() {
            Some(undone) => list.taking_back(undone),
            None => list,
        }
    }

    /// Returns the changes of a list that were made, or whose outcome is unknown, the last made first. Of a change of two
    /// steps the first stands for both.
    pub fn changes_of_list(&self, list: ListId) -> Vec<ChangeId> {
        let made = self.own_changes(|_| true).into_iter();
        let made = made.filter(|made| made.list() == Some(list));
        let unsettled = self.changes.iter().filter(|open| {
            let is_row = open.list.is_some_and(|place| place.list == list);
            is_row && open.may_be_made()
        });
        made.map(RecordedChange::id)
            .chain(unsettled.filter_map(|open| open.in_book))
            .collect()
    }

    /// Begins to read the appointments of changes that are to be taken back in one list.
    pub fn begin_to_undo(&mut self, changes: Vec<ChangeId>) {
        let mut list = ListToUndo {
            asked: changes.clone(),
            changes: Vec::new(),
            left: Vec::new(),
        };
        for id in changes {
            let Some(made) = self.book.change(id) else {
                continue;
            };
            match self.change_to_undo(made) {
                Ok((made, booked)) => list.changes.push(ReadToUndo {
                    made,
                    clinic: booked.clinic,
                    appointment: booked.id.clone(),
                    asked: None,
                    read: None,
                }),
                Err(why) => list.left.push(NotTakenBack {
                    made: id,
                    why: WhyNotTakenBack::NoUndo(why),
                }),
            }
        }
        self.to_undo = Some(list);
    }

    /// Gives up taking back a list whose appointments are still being read.
    pub fn stop_undoing(&mut self) {
        self.to_undo = None;
    }

    /// Whether the appointments of changes that are to be taken back are still being read.
    pub fn reads_to_undo(&self) -> bool {
        let is_unread =
            |change: &ReadToUndo| change.read.is_none() && !self.is_unreachable(change.clinic);
        let list = self.to_undo.as_ref();
        list.is_some_and(|list| list.changes.iter().any(is_unread))
    }

    /// Requests the next appointment of a list that is to be taken back: one at a time.
    pub(crate) fn read_next_to_undo(&mut self) {
        let Some(mut list) = self.to_undo.take() else {
            return;
        };
        let is_awaited = |change: &ReadToUndo| change.read.is_none() && change.asked.is_some();
        if !list.changes.iter().any(is_awaited) {
            let unread = |change: &&mut ReadToUndo| {
                change.read.is_none() && !self.is_unreachable(change.clinic)
            };
            if let Some(next) = list.changes.iter_mut().find(unread) {
                let ticket = self.tickets.issue();
                next.asked = Some(ticket);
                let call =
                    ClinicCall::Open(AppointmentPlace::Row, next.clinic, next.appointment.clone());
                self.request([Effect::Clinic(ticket, call)]);
            }
        }
        self.to_undo = Some(list);
    }

    /// Handles an appointment of a list that is to be taken back. Returns an answer that it has not asked for.
    pub(crate) fn on_read_to_undo(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
    ) -> Option<Result<Appointment, Failure>> {
        let changes = self.to_undo.iter_mut().flat_map(|list| &mut list.changes);
        let mut awaited = changes.filter(|change| change.asked == Some(ticket));
        match awaited.next() {
            None => Some(answer),
            Some(change) => {
                change.read = Some(answer.map(Box::new));
                None
            }
        }
    }

    /// Returns the list that takes changes back, with their appointments as far as they are read. `setting_of` is the setting
    /// in which a change of an appointment is read.
    pub fn list_to_undo(
        &self,
        setting_of: impl Fn(&AppointmentRef) -> Setting,
    ) -> Option<ListTakenBack> {
        let list = self.to_undo.as_ref()?;
        let mut left = list.left.clone();
        let mut rows = Vec::new();
        for change in &list.changes {
            let read = match &change.read {
                Some(Ok(read)) => Ok(read),
                Some(Err(_)) | None => Err(WhyNotTakenBack::Unread),
            };
            match read.and_then(|read| self.undo_in_list(change.made, read, &setting_of)) {
                Ok(row) => rows.push(row),
                Err(why) => left.push(NotTakenBack {
                    made: change.made,
                    why,
                }),
            }
        }
        rows.sort_by_key(|row| row.change.starts_from().and_then(|of| of.start));
        let bulk = Bulk::of_undo(rows, list.asked.clone());
        Some(ListTakenBack { bulk, left })
    }

    /// Returns the row that takes a change back. What somebody else has altered since then is left as it is.
    fn undo_in_list(
        &self,
        made: ChangeId,
        read: &Appointment,
        setting_of: impl Fn(&AppointmentRef) -> Setting,
    ) -> Result<BulkRow, WhyNotTakenBack> {
        let of = AppointmentRef::of(read);
        let made = self.book.change(made);
        let made = made.ok_or(WhyNotTakenBack::NoUndo(NoUndo::NotOnRecord))?;
        let undo = self.undo(made, &of, read, &setting_of(&of));
        let Undo {
            change,
            left,
            altered,
        } = undo.map_err(WhyNotTakenBack::NoUndo)?;
        if altered.is_empty() {
            Ok(BulkRow::new(change, None))
        } else {
            Err(WhyNotTakenBack::Altered(Box::new((left, of)), altered))
        }
    }
}
