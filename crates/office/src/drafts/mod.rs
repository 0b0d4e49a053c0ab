//! Drafts put aside, drafts saved for the next start, and the entries used last.

mod autosave;
mod handed;
mod holder;
mod parked;
mod putting;
mod recents;

use super::{Office, Recent, SavedDraft};
use autosave::Autosave;

pub use autosave::{SAVE_PAUSE, held_drafts, restore_drafts, save_before_effects, save_drafts};
pub use handed::{DraftPlace, keep_aside, place_of_draft, release_draft};
pub use holder::{DraftHolder, DraftPosition, free_letters, would_be_lost};
pub use parked::Parked;
pub use putting::{
    PutAside, TakenUp, clear_sent_drafts, drop_drafts, give_back, park, take_on_drafts,
    take_up_draft,
};

/// The letters for parked drafts.
const LETTERS: [char; 6] = ['a', 'b', 'c', 'd', 'e', 'f'];

/// The drafts outside the forms, and the entries used last.
#[derive(Clone, Default)]
pub struct Drafts {
    /// The drafts put aside, in the order of their letters.
    parked: Vec<Parked>,
    /// Restored drafts without a place. They are saved again, and parked when a letter is free.
    waiting: Vec<SavedDraft>,
    /// The entries used in bookings of the last day, newest first.
    recents: Vec<Recent>,
    autosave: Autosave,
}

impl Drafts {
    /// Returns the drafts put aside, in the order of their letters.
    pub fn parked(&self) -> &[Parked] {
        &self.parked
    }

    /// Returns the draft put aside with this letter.
    pub fn under(&self, letter: char) -> Option<&Parked> {
        self.parked.iter().find(|parked| parked.letter == letter)
    }

    /// Returns the number of saved drafts that wait for a free letter.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn put_aside(&mut self, parked: Parked) {
        self.parked.push(parked);
        self.parked.sort_by_key(|parked| parked.letter);
    }
}

impl Office {
    /// Returns whether typed texts and changes under way outlive this desk.
    pub fn keeps_drafts(&self) -> bool {
        self.drafts.autosave.is_open && !self.is_closed_to_records()
    }
}
