//! What a database has to do to hold the records: rows of ids, times and sealed texts, read and written in
//! transactions. What the rows mean, what may be written and who may read it is decided above, once for every database.

use std::any::Any;
use std::fmt;
use std::pin::Pin;

use super::StoreError;
use super::chain::Line;
use super::change_row::ChangeRow;

/// What the database answers, once it does. Its errors are those of the database.
pub(super) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// One connection to a mode's records, as one window of the desk works with them.
pub(super) trait Store:
    Transactions + Migrations + Facts + AuditRows + ChangeRows + DraftRows + Leases + Any + fmt::Debug + Send
{
}

impl<T> Store for T where
    T: Transactions
        + Migrations
        + Facts
        + AuditRows
        + ChangeRows
        + DraftRows
        + Leases
        + Any
        + fmt::Debug
        + Send
{
}

/// What a commit waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It is on the disk.
    Synced,
    /// The system has it: it survives the end of the program, and a power cut only after [`Transactions::sync`] or a
    /// synced commit.
    Unsynced,
}

pub(super) trait Transactions {
    /// Begins to write. There is one writer at a time, so that what is read first is still true when it is written.
    fn begin(&mut self, durability: Durability) -> Answer<'_, ()>;

    /// Begins to read: everything as it is at one moment, while others write.
    fn begin_to_read(&mut self) -> Answer<'_, ()>;

    fn commit(&mut self) -> Answer<'_, ()>;

    fn roll_back(&mut self) -> Answer<'_, ()>;

    /// Puts everything that is committed on the disk, without waiting for other windows.
    fn sync(&mut self) -> Answer<'_, ()>;

    /// Moves what is committed to where a copy of the records is taken from, and what was erased is gone from everywhere
    /// else. Where another window reads, a part of it waits for the next time.
    fn write_out(&mut self) -> Answer<'_, ()>;

    /// A number that commits of other connections change, and this one's do not.
    fn version(&mut self) -> Answer<'_, i64>;

    fn close(self: Box<Self>) -> Answer<'static, ()>;
}

/// The tables of each version, made by steps that are only ever added to.
pub(super) trait Migrations {
    /// How many steps this version knows.
    fn steps(&self) -> usize;

    /// Makes the table of facts, where there is none.
    fn make_facts(&mut self) -> Answer<'_, ()>;

    /// Takes one step, counted from 0.
    fn step(&mut self, number: usize) -> Answer<'_, ()>;

    /// Whether any change, audit line or draft is on record.
    fn holds_rows(&mut self) -> Answer<'_, bool>;
}

/// What holds for all of the records.
pub(super) trait Facts {
    fn fact(&mut self, name: &str) -> Answer<'_, Option<String>>;

    fn set_fact(&mut self, name: &str, value: &str) -> Answer<'_, ()>;
}

/// The lines of the audit trail, by their numbers.
pub(super) trait AuditRows {
    fn insert_line(&mut self, line: &Line) -> Answer<'_, ()>;

    /// The number and the hash of the last line.
    fn last_line(&mut self) -> Answer<'_, Option<(i64, String)>>;

    /// The number and the hash of the last line before a moment that no later one comes before.
    fn last_line_before(&mut self, moment: &str) -> Answer<'_, Option<(i64, String)>>;

    /// When the last line was written.
    fn last_line_at(&mut self) -> Answer<'_, Option<String>>;

    fn line_hash(&mut self, seq: i64) -> Answer<'_, Option<String>>;

    /// The lines behind the one with this number, at most so many.
    fn lines_after(&mut self, seq: i64, limit: i64) -> Answer<'_, Vec<Line>>;

    /// What stands under `fields` in the lines that say that this was done.
    fn fields_of_lines(&mut self, what: &str) -> Answer<'_, Vec<String>>;

    fn set_line_hash(&mut self, seq: i64, hash: &str) -> Answer<'_, ()>;

    /// Removes the lines up to this one; says how many.
    fn remove_lines_up_to(&mut self, seq: i64) -> Answer<'_, u64>;

    /// Takes out whom the lines about this person are about; says which lines.
    fn empty_lines_about(&mut self, person: &str) -> Answer<'_, Vec<i64>>;
}

/// Changes, by their ids.
pub(super) trait ChangeRows {
    fn insert_change(&mut self, change: &ChangeRow) -> Answer<'_, ()>;

    /// A change, which nobody else alters before this transaction ends.
    fn change(&mut self, id: &str) -> Answer<'_, Option<ChangeRow>>;

    /// Writes a change's state, with when it came to it, what it became, what came of it and its payload.
    fn update_change(&mut self, change: &ChangeRow) -> Answer<'_, ()>;

    /// The changes of a lease in these states, the oldest first. Every start asks for them: settled changes are there
    /// by the hundred thousand, and none of them is read.
    fn changes_in(&mut self, states: [&str; 2], lease: &str) -> Answer<'_, Vec<ChangeRow>>;

    /// The changes about a person's appointments at a clinic that start at a moment, the oldest first.
    fn changes_at(&mut self, vendor: &str, person: &str, start: Option<&str>) -> Answer<'_, Vec<ChangeRow>>;

    /// The changes of every lease since a moment, the newest first.
    fn changes_since(&mut self, moment: &str) -> Answer<'_, Vec<ChangeRow>>;

    /// Whether another booking at the same clinic became this appointment.
    fn is_of_another(&mut self, change: &ChangeRow, appointment: &str) -> Answer<'_, bool>;

    /// Whether a later change altered the appointment that this one became.
    fn is_altered_later(&mut self, change: &ChangeRow) -> Answer<'_, bool>;

    /// The id, the state and the time of the last change of state of every change, by that time.
    fn states(&mut self) -> Answer<'_, Vec<(String, String, String)>>;

    /// The leases other than this one that have open changes.
    fn leases_of_changes(&mut self, but: &str) -> Answer<'_, Vec<String>>;

    fn hand_over_changes(&mut self, from: &str, to: &str) -> Answer<'_, ()>;

    /// The change that a row of a file came to last.
    fn change_of_row(&mut self, mark: &str) -> Answer<'_, Option<ChangeRow>>;

    /// Has a row of a file come to this change.
    fn mark_change(&mut self, id: &str, mark: &str) -> Answer<'_, ()>;

    /// Everyone whom changes are about.
    fn persons(&mut self) -> Answer<'_, Vec<String>>;

    fn rename_person(&mut self, from: &str, to: &str) -> Answer<'_, ()>;

    /// How many changes are about a person.
    fn count_changes_about(&mut self, person: &str) -> Answer<'_, i64>;

    /// Removes a person's changes in this state; says how many.
    fn remove_changes_about(&mut self, person: &str, state: &str) -> Answer<'_, u64>;

    /// Removes the changes that came to this state before a moment, and whose appointment has begun by another, or
    /// takes out of them whom they are about where a row of a file is known by them; says how many.
    fn remove_changes_before(&mut self, state: &str, before: &str, begun: &str) -> Answer<'_, u64>;

    /// The ids and payloads of a few changes.
    fn some_payloads(&mut self, limit: i64) -> Answer<'_, Vec<(String, String)>>;
}

/// A sealed piece of a draft, as it is stored.
#[derive(Clone, Debug, Default)]
pub(super) struct DraftRow {
    /// The lease of the window that keeps it.
    pub(super) lease: String,
    /// Where its draft stands among that window's: they are sorted by this.
    pub(super) place: String,
    /// Which piece it is: none is named for what a draft is, the others are its texts.
    pub(super) piece: String,
    pub(super) kept_at: String,
    pub(super) sealed: String,
}

/// The pieces of drafts, by lease, place and name.
pub(super) trait DraftRows {
    fn insert_piece(&mut self, piece: &DraftRow) -> Answer<'_, ()>;

    /// Replaces pieces of a draft, or adds them, all or none of them, outside of a transaction and without waiting for the
    /// disk. Says whether that was done: not where there is no such draft, or the records have not been through just so
    /// many steps.
    fn replace_pieces(&mut self, pieces: Vec<DraftRow>, steps: usize) -> Answer<'_, bool>;

    /// The drafts of a window, piece by piece.
    fn drafts_of(&mut self, lease: &str) -> Answer<'_, Vec<DraftRow>>;

    /// The drafts of every window, by lease, place and piece.
    fn drafts(&mut self) -> Answer<'_, Vec<DraftRow>>;

    /// Has the draft that a piece is of stand elsewhere.
    fn move_draft(&mut self, piece: &DraftRow, lease: &str, place: &str) -> Answer<'_, ()>;

    /// Removes the draft that a piece is of.
    fn remove_draft(&mut self, piece: &DraftRow) -> Answer<'_, ()>;

    fn remove_drafts_of(&mut self, lease: &str) -> Answer<'_, ()>;
}

/// The right to look after what a window has on record. Each window has a lease for as long as it runs.
pub(super) trait Leases {
    /// This window's.
    fn lease(&self) -> String;

    /// Remembers that there are records: whoever finds none later knows that they are gone.
    fn mark_lease(&mut self);

    /// Takes those of the leases whose window is gone. They stay taken until the answer is dropped, so that no other
    /// window takes over the same at the same time.
    fn take_vacant(&mut self, names: Vec<String>) -> Answer<'_, Vec<Lease>>;
}

/// A lease whose window was gone, taken.
pub(super) struct Lease {
    pub(super) name: String,
    /// Gives it back when it is dropped.
    pub(super) _held: Box<dyn Any + Send>,
}
