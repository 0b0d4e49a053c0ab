//! The records: whether they can be written, and references to the changes in them.

use std::time::Duration;

use uuid::Uuid;

use booking::line::{EarlierVisit, JustBooked};
use booking::time::Minutes;
use booking::{ClinicId, Language, Mode, RecordedChange, Template, USUAL_LENGTH, Unshared};
use i18n::say;

use super::{Office, Ticket};

/// The state of the records.
#[derive(Clone, Default)]
pub struct RecordsState {
    /// The troubles with them.
    pub troubles: Vec<StoreTrouble>,
    /// The changes made by earlier runs just before this desk began, by their names in the records.
    pub made_just_before: Vec<Uuid>,
    /// When the changes of other desks were last read, on the monotonic clock.
    pub learnt_at: Option<Duration>,
    /// Whether other desks have made more changes today than were read.
    pub has_more_changes: bool,
}

/// A reference to a change in the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRef {
    /// The change was sent under this ticket.
    Sent(Ticket),
    /// An earlier run of the program left the change with this name.
    Left(Uuid),
}

/// Trouble with the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    /// Nothing can be written, for this reason.
    Unusable(String),
    /// Another program keeps this file open: nothing can be written.
    Held(String),
    /// The file can't be read. It was renamed to this, and a new one was begun.
    Broken(String),
    /// The file is from a later version. It was renamed to this, and a new one was begun.
    Later(String),
    /// The records have disappeared. The rest of the file was renamed to this, and a new one was begun.
    Gone(String),
    /// The records lack earlier entries: they were restored from an older state.
    Older,
    /// Nothing proves that the records are complete: their witness is missing or altered.
    Unproved,
    /// A later version of the program works with the records, so this one writes nothing.
    Outgrown,
    /// This key file holds no key: nothing can be written.
    NoKey(String),
    /// This key file is gone, and existing records can't be read without it: nothing can be written.
    KeyGone(String),
    /// This key file is not the one that sealed the records: nothing can be written.
    OtherKey(String),
    /// The shared records of a mode can't be used, for this reason.
    NotShared(Mode, Unshared),
    /// This many drafts can't be decrypted, because the key file is another one.
    Unread(usize),
    /// This many open changes can't be decrypted for the same reason, and have no id for a look-up.
    UnreadBookings(usize),
    /// This many entries in the notes of the desks can't be read.
    UnreadNotes(usize),
    /// The shared records of a mode have refused something that this desk wrote, for this reason.
    SetAside(Mode, String),
    /// There are open changes at clinics with these words, which are not configured.
    Elsewhere(Vec<String>),
}

impl StoreTrouble {
    /// Returns whether nothing can be written because of this.
    pub fn blocks_writing(&self) -> bool {
        use StoreTrouble as Trouble;
        matches!(
            self,
            Trouble::Unusable(_)
                | Trouble::Held(_)
                | Trouble::Outgrown
                | Trouble::NoKey(_)
                | Trouble::KeyGone(_)
                | Trouble::OtherKey(_)
        )
    }

    /// Returns whether changes may be missing from the records because of this.
    pub(crate) fn leaves_doubt(&self) -> bool {
        use StoreTrouble as Trouble;
        matches!(
            self,
            Trouble::Older
                | Trouble::Unproved
                | Trouble::Broken(_)
                | Trouble::Later(_)
                | Trouble::Gone(_)
                | Trouble::KeyGone(_)
                | Trouble::OtherKey(_)
        )
    }
}

impl Office {
    /// Notes the changes made by earlier runs just before this desk began.
    pub fn note_made_just_before(&mut self, records: Vec<Uuid>) {
        self.records.made_just_before = records;
    }

    /// Forgets the changes made by earlier runs just before this desk began.
    pub fn forget_made_just_before(&mut self) {
        self.records.made_just_before.clear();
    }

    /// Returns the appointments in the records that desks have made or changed: clinic and id.
    pub fn appointments_on_record(&self) -> impl Iterator<Item = (ClinicId, &str)> {
        let done = self.book.done(|_| true).into_iter();
        let made = done.filter_map(RecordedChange::made);
        made.map(|booked| (booked.clinic, booked.id.as_str()))
    }

    /// Returns the visit just booked at this desk, which another one may follow.
    pub fn just_booked(&self) -> Option<JustBooked> {
        let booking = self.book.just_booked()?;
        let end = match booking.end {
            Some(end) => end,
            None => booking.start? + USUAL_LENGTH,
        };
        let made = booking.made();
        let template = made.and_then(|made| self.template_of_key((made.clinic, made.id.as_str())));
        let length = booking.start.map(|start| (end - start).num_minutes());
        let visit = EarlierVisit {
            clinic: booking.clinic,
            provider: booking.provider.clone(),
            template: template.map(Template::letter),
            minutes: length.and_then(Minutes::new),
        };
        Some(JustBooked { visit, end })
    }

    /// Returns whether the records may lack changes or can't be read, so that a change may be made twice.
    pub fn doubts_records(&self) -> bool {
        let mut troubles = self.records.troubles.iter();
        troubles.any(StoreTrouble::leaves_doubt)
    }

    /// Returns whether any records can't be written.
    pub(crate) fn is_closed_to_records(&self) -> bool {
        let mut troubles = self.records.troubles.iter();
        troubles.any(StoreTrouble::blocks_writing)
    }

    /// Adds a trouble. Returns whether it is new.
    pub(crate) fn add_trouble(&mut self, trouble: StoreTrouble) -> bool {
        let is_new = !self.records.troubles.contains(&trouble);
        if is_new {
            self.records.troubles.push(trouble);
        }
        is_new
    }

    /// Clears the troubles that prevented writing. Returns whether they were the last ones.
    pub(crate) fn records_can_be_written(&mut self) -> bool {
        self.end_troubles(StoreTrouble::blocks_writing)
    }

    /// Clears the trouble with a mode's shared records, which can be used again. Returns whether it was the last one.
    pub(crate) fn clear_sharing_trouble(&mut self, mode: Mode) -> bool {
        self.end_troubles(
            |trouble| matches!(trouble, StoreTrouble::NotShared(of, _) if *of == mode),
        )
    }

    /// Clears these troubles. Returns whether they were the last ones.
    fn end_troubles(&mut self, is_over: impl Fn(&StoreTrouble) -> bool) -> bool {
        let troubles = &mut self.records.troubles;
        let count = troubles.len();
        troubles.retain(|trouble| !is_over(trouble));
        troubles.is_empty() && count > 0
    }
}

impl StoreTrouble {
    /// Returns the message about the trouble, its consequence, and advice.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            StoreTrouble::Unusable(why) => say!(language, "records-unusable", why = why.as_str()),
            StoreTrouble::Held(file) => say!(language, "records-held", file = file.as_str()),
            StoreTrouble::Broken(file) => say!(language, "records-broken", file = file.as_str()),
            StoreTrouble::Later(file) => say!(language, "records-later", file = file.as_str()),
            StoreTrouble::Gone(file) => say!(language, "records-gone", file = file.as_str()),
            StoreTrouble::Older => say!(language, "records-older").to_owned(),
            StoreTrouble::Unproved => say!(language, "records-unproved").to_owned(),
            StoreTrouble::Outgrown => say!(language, "records-outgrown").to_owned(),
            StoreTrouble::NoKey(file) => say!(language, "records-no-key", file = file.as_str()),
            StoreTrouble::KeyGone(file) => say!(language, "records-key-gone", file = file.as_str()),
            StoreTrouble::OtherKey(file) => {
                say!(language, "records-other-key", file = file.as_str())
            }
            StoreTrouble::NotShared(_, why) => {
                say!(language, "records-not-shared", why = why.to_text(language))
            }
            StoreTrouble::UnreadNotes(count) => {
                say!(language, "records-unread-notes", count = *count)
            }
            StoreTrouble::SetAside(_, why) => {
                say!(language, "records-set-aside", why = why.as_str())
            }
            StoreTrouble::Unread(count) => say!(language, "records-unread", count = *count),
            StoreTrouble::UnreadBookings(count) => {
                say!(language, "records-unread-bookings", count = *count)
            }
            StoreTrouble::Elsewhere(words) => {
                say!(language, "records-elsewhere", words = words.join(", "))
            }
        }
    }
}
