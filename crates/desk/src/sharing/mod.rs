//! Records shared by many desks: the other desks at work, their held times, and what to do while the records
//! can't be reached.

mod collisions;
mod holds;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use booking::{Change, Claim, Hold, Mode, Provider, Slot};
use i18n::say;

use super::{
    Action, Desk, Facts, Intent, LeftDraft, OtherDesk, Part, Press, RecordRef, SavedDraft,
    reachability,
};
pub(crate) use collisions::{collision_here, collision_problems, name_of_person, visit_text};
pub(crate) use holds::{
    booked_since, held_on, held_where, held_with, hold_meeting, slot_of, taken_of,
};

/// News about shared records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedNews {
    /// The records are reached, and this many desks work with them, including this one.
    Desks(usize),
    /// The records have not been reached since then.
    Alone(DateTime<Utc>),
    /// Others have made changes, which the desk's own records contain now.
    Changed,
    /// The times that other desks hold.
    Held(Vec<Hold>),
    /// Another desk has taken over a change of this one, which it considered gone.
    Lost(RecordRef, Loss),
    /// A change that this window had sent or queued returns from a desk that had taken it over: its details
    /// follow with the changes left behind, under this name in the records.
    Back(RecordRef, Uuid),
    /// A change that was sent or queued without the others' knowledge collides with another desk's: the
    /// change by its name in the records, and the other desk's claim.
    Collided(Uuid, Box<Claim>),
    /// The other desks at work.
    Others(Vec<OtherDesk>),
    /// The drafts of desks that are gone.
    Left(Vec<LeftDraft>),
    /// A draft was handed to this desk, or taken over by it.
    Handed {
        /// The name in the shared records.
        id: String,
        /// The display name of the desk from which it comes.
        from: Option<String>,
        /// Whether this desk has taken it over.
        is_taken_over: bool,
        /// The draft.
        draft: Box<SavedDraft>,
    },
    /// Another desk, with this name, has this draft now.
    Taken(Option<String>, Box<SavedDraft>),
}

/// The whereabouts of a change that another desk has taken over from this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The display name of the desk that has it, if it has one.
    pub desk: Option<String>,
    /// Whether it is settled there already.
    pub is_settled: bool,
}

/// The action of the booking key that needs consent while the shared records can't be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToSend {
    /// The booking of the current form.
    Booking,
    /// The change, or the bulk list, of the open overlay.
    Overlay,
    /// The removal of an entry, which has been confirmed.
    Removal(Box<Change>),
}

/// The state of the shared records; empty if none are shared.
#[derive(Clone, Debug, Default)]
pub(super) struct Sharing {
    /// The state of the records of each mode.
    pub(super) modes: HashMap<Mode, SharedRecords>,
    /// Whether a person has agreed, since the records can't be reached, to send changes anyway.
    pub(super) goes_alone: bool,
    /// The collisions, until a person has dealt with them.
    pub(super) collisions: Vec<ChangeCollision>,
    /// Counts the changes of other desks' holds.
    pub(super) held_edition: u64,
    /// The time that this desk holds, as recorded last.
    pub(super) own_hold: Option<(Provider, Slot)>,
}

/// The state of one mode's shared records.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedRecords {
    /// The number of desks at work.
    pub(super) desks: usize,
    /// Since when the records have not been reached; `None` while they are.
    pub(super) alone_since: Option<DateTime<Utc>>,
    /// The times that other desks hold.
    pub(super) held: Vec<Hold>,
}

/// Two changes that make the same visit, or take the same time, neither of which knew of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChangeCollision {
    /// This desk's change, by its name in the records.
    pub(super) change: Uuid,
    /// The other desk's claim.
    pub(super) with: Claim,
}

/// Returns the number of desks that share the current form's records, with this desk's name if it has
/// one; each text is shorter than the one before. Empty if the records are not shared, or can't be
/// reached.
pub(crate) fn desks_text(desk: &Desk) -> Vec<String> {
    let shared = desk
        .office
        .sharing
        .modes
        .get(&desk.mode())
        .filter(|shared| shared.alone_since.is_none());
    let Some(count) = shared.map(|shared| shared.desks).filter(|count| *count > 0) else {
        return Vec::new();
    };
    let desks = say!(desk.setup.language, "sharing-desks", count);
    let named = desk
        .office
        .setup
        .desk_name
        .as_ref()
        .map(|name| format!("{desks} · {name}"));
    named.into_iter().chain([desks]).collect()
}

/// Returns since when this desk has been alone, if it is; the second text is shorter.
pub(crate) fn alone_texts(desk: &Desk) -> Option<[String; 2]> {
    let (at, language) = (
        reachability::oclock(desk, alone_since(desk)?),
        desk.setup.language,
    );
    let short = say!(language, "sharing-alone-short", at = at.as_str());
    Some([say!(language, "sharing-alone", at), short])
}

/// Returns the consequence of sending something now.
pub(crate) fn going_alone_means(desk: &Desk) -> Option<String> {
    let at = reachability::oclock(desk, alone_since(desk)?);
    Some(say!(desk.setup.language, "ask-alone-means", at))
}

/// Whether it is known if the shared records of the current mode are reached.
pub fn is_reach_known(desk: &Desk) -> bool {
    desk.office.sharing.modes.contains_key(&desk.mode())
}

/// Whether any shared records can't be reached.
pub(crate) fn is_alone(desk: &Desk) -> bool {
    alone_since(desk).is_some()
}

/// Returns since when shared records can't be reached.
fn alone_since(desk: &Desk) -> Option<DateTime<Utc>> {
    desk.office
        .sharing
        .modes
        .values()
        .filter_map(|shared| shared.alone_since)
        .min()
}

impl Part<'_, Facts> {
    pub(crate) fn on_shared_news(&mut self, mode: Mode, news: SharedNews) {
        let shared = self.sharing_mut().modes.entry(mode).or_default();
        match news {
            SharedNews::Desks(count) => {
                let was_alone = shared.alone_since.is_some();
                (shared.desks, shared.alone_since) = (count, None);
                let is_alone = is_alone(self);
                self.sharing_mut().goes_alone &= is_alone;
                // The held time may have been dropped meanwhile.
                self.sharing_mut().own_hold.take_if(|_| was_alone);
                self.clear_sharing_trouble(mode);
            }
            SharedNews::Alone(since) => {
                shared.alone_since.get_or_insert(since);
                shared.held.clear();
                self.sharing_mut().held_edition += 1;
            }
            SharedNews::Changed => self.want(Intent::ReadChanges),
            SharedNews::Held(held) => {
                shared.held = held;
                self.sharing_mut().held_edition += 1;
                self.want(Intent::CheckConflicts(self.clinic, false));
            }
            SharedNews::Lost(intent, loss) => self.want(Intent::NoteLoss(intent, loss)),
            SharedNews::Back(intent, name) => self.want(Intent::RenameReturned(intent, name)),
            SharedNews::Others(others) => self.on_other_desks(mode, others),
            SharedNews::Left(drafts) => self.on_left_drafts(mode, drafts),
            SharedNews::Handed {
                id,
                from,
                is_taken_over,
                draft,
            } => {
                self.receive_draft(id, from, is_taken_over, *draft);
            }
            SharedNews::Taken(by, draft) => self.give_up_taken(by, &draft),
            SharedNews::Collided(change, with) => self.note_collision(ChangeCollision {
                change,
                with: *with,
            }),
        }
    }

    /// Continues the action of the booking key, as the person agreed.
    pub(crate) fn go_on_alone(&mut self, to_send: ToSend) {
        self.sharing_mut().goes_alone = true;
        match to_send {
            ToSend::Booking => self.want(Intent::SendUnlessWarned),
            ToSend::Overlay => self.want(Intent::PressOverlay(Press::Act(Action::Book))),
            ToSend::Removal(change) => self.want(Intent::RemoveEntry(change)),
        }
    }
}
