//! Records shared by several desks: the other desks at work, their held times, and colliding changes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use booking::{ChangeRecord, Claim, ClinicId, DeskNotes, Hold, Mode, Provider, Slot};

use super::{ChangeRef, Effect, LeftDraft, Loss, Office, OfficeNews, SavedDraft, StoreOp};

/// News about shared records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedNews {
    /// The records are reachable, and this many desks work with them, including this one.
    Desks(usize),
    /// The records have been unreachable since then.
    Alone(DateTime<Utc>),
    /// Others have made these changes, which the desk's own records contain, too. `None` if they are to be requested
    /// from there.
    Changed(Option<Vec<ChangeRecord>>),
    /// The notes of the desks.
    Notes(DeskNotes),
    /// These notes of this desk were rejected, because another desk had written some that this one had not read.
    Overtaken(DeskNotes),
    /// Notes have changed.
    NotesChanged {
        /// The notes before the change.
        before: Box<DeskNotes>,
        /// The notes after the change.
        after: Box<DeskNotes>,
    },
    /// The times that other desks hold.
    Held(Vec<Hold>),
    /// Another desk has taken over a change of this one, which it considered gone.
    Lost(ChangeRef, Loss),
    /// A change that this window had sent or queued returns from a desk that had taken it over. Its details follow with
    /// the changes left behind, with this name in the records.
    Back(ChangeRef, Uuid),
    /// A change that was sent or queued without the knowledge of the other desks collides with another desk's: the name
    /// of the change in the records, and the claim of the other desk.
    Collided(Uuid, Box<Claim>),
    /// The drafts of desks that are gone.
    Left(Vec<LeftDraft>),
    /// A draft was handed to this desk, or taken over by it.
    Handed {
        /// The name in the shared records.
        id: String,
        /// The display name of the desk that it comes from.
        from: Option<String>,
        /// Whether this desk has taken it over.
        is_taken_over: bool,
        /// The draft.
        draft: Box<SavedDraft>,
    },
    /// The desk with this name has taken over this draft.
    Taken(Option<String>, Box<SavedDraft>),
}

/// The state of the shared records; empty if none are shared.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    /// The state of the records of each mode.
    pub modes: HashMap<Mode, SharedRecords>,
    /// Whether a person has agreed to send changes although the records are unreachable.
    goes_alone: bool,
    /// The collisions that no person has dealt with yet.
    pub collisions: Vec<ChangeCollision>,
    /// The number of changes of other desks' holds.
    pub held_edition: u64,
    /// The time that this desk holds, as recorded last.
    pub own_hold: Option<(Provider, Slot)>,
}

/// The state of one mode's shared records.
#[derive(Clone, Debug, Default)]
pub struct SharedRecords {
    /// The number of desks at work.
    pub desks: usize,
    /// Since when the records have been unreachable; `None` if they are reachable.
    pub alone_since: Option<DateTime<Utc>>,
    /// The times that other desks hold.
    pub held: Vec<Hold>,
}

/// Two changes that make the same visit or take the same time, made without knowledge of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeCollision {
    /// This desk's change, by its name in the records.
    pub change: Uuid,
    /// The other desk's claim.
    pub with: Claim,
}

impl Office {
    /// Returns whether it is known if the shared records of this mode are reachable. If they are, what the other desks
    /// have done and noted is known, too.
    pub fn is_reach_known(&self, mode: Mode) -> bool {
        let shared = self.sharing.modes.get(&mode);
        shared.is_some_and(|shared| shared.desks > 0 || shared.alone_since.is_some())
    }

    /// Considers the shared records of a clinic unreachable, unless it is known whether they are reachable.
    pub fn stop_waiting_for_desks(&mut self, clinic: ClinicId) {
        let mode = self.mode_of(clinic);
        if self.setup.shares[clinic] && !self.is_reach_known(mode) {
            self.on_shared_news(mode, SharedNews::Alone(self.moment.now));
        }
    }

    /// Returns whether any shared records are unreachable.
    pub fn is_alone(&self) -> bool {
        self.alone_since().is_some()
    }

    /// Returns whether a person has to agree before anything is sent: shared records are unreachable, and nobody has
    /// agreed since.
    pub fn asks_to_go_alone(&self) -> bool {
        self.is_alone() && !self.sharing.goes_alone
    }

    /// Notes that a person agrees to send changes without the other desks until they are back.
    pub fn go_alone(&mut self) {
        self.sharing.goes_alone = true;
    }

    /// Returns whether changes are sent without the other desks.
    pub(crate) fn goes_alone(&self) -> bool {
        self.sharing.goes_alone
    }

    /// Returns since when shared records have been unreachable.
    pub fn alone_since(&self) -> Option<DateTime<Utc>> {
        let modes = self.sharing.modes.values();
        modes.filter_map(|shared| shared.alone_since).min()
    }

    /// Returns the times of a provider that other desks hold.
    pub fn held_with<'a>(&'a self, provider: &Provider) -> impl Iterator<Item = &'a Hold> {
        let shared = self.sharing.modes.get(&self.mode_of(provider.clinic()));
        let held = shared.into_iter().flat_map(|shared| &shared.held);
        held.filter(move |hold| hold.provider == *provider)
    }

    /// Returns a number that is another one once other desks hold other times.
    pub fn held_edition(&self) -> u64 {
        self.sharing.held_edition
    }

    /// Returns the hold of another desk that overlaps a time.
    pub fn hold_meeting(&self, provider: &Provider, slot: &Slot) -> Option<&Hold> {
        self.held_with(provider)
            .find(|hold| hold.slot.start < slot.end && slot.start < hold.slot.end)
    }

    /// Records the time that this desk holds, for the other desks; `None` releases it. Nothing is recorded if it has
    /// not changed, or if no records are shared.
    pub fn hold(&mut self, time: Option<(Provider, Slot)>) {
        if self.sharing.modes.is_empty() || time == self.sharing.own_hold {
            return;
        }
        self.sharing.own_hold.clone_from(&time);
        self.request([Effect::Store(StoreOp::Hold(time))]);
    }

    /// Handles news about the shared records of a mode.
    pub fn on_shared_news(&mut self, mode: Mode, news: SharedNews) {
        let shared = self.sharing.modes.entry(mode).or_default();
        match news {
            SharedNews::Desks(count) => {
                let was_alone = shared.alone_since.is_some();
                shared.desks = count;
                shared.alone_since = None;
                self.sharing.goes_alone &= self.is_alone();
                // The held time may have been dropped meanwhile.
                self.sharing.own_hold.take_if(|_| was_alone);
                if self.clear_sharing_trouble(mode) {
                    self.tell(OfficeNews::StoreTroubleOver);
                }
                self.go_on_with_awaiting_desks();
            }
            SharedNews::Alone(since) => {
                shared.alone_since.get_or_insert(since);
                shared.held.clear();
                self.sharing.held_edition += 1;
                self.go_on_with_awaiting_desks();
            }
            SharedNews::Changed(Some(changes)) => self.learn_of_news(changes),
            SharedNews::Changed(None) => self.ask_for_changes(),
            SharedNews::Notes(notes) => self.learn_notes_of(mode, notes),
            SharedNews::NotesChanged { before, after } => self.learn_changed_notes(&before, *after),
            SharedNews::Overtaken(notes) => self.on_notes_overtaken(notes),
            SharedNews::Held(held) => {
                shared.held = held;
                self.sharing.held_edition += 1;
                self.tell(OfficeNews::OthersHold);
            }
            SharedNews::Lost(change, loss) => self.note_loss(change, loss),
            SharedNews::Back(change, name) => self.rename_returned(change, name),
            SharedNews::Left(drafts) => self.on_left_drafts(mode, drafts),
            SharedNews::Handed {
                id,
                from,
                is_taken_over,
                draft,
            } => {
                self.handovers.received.push(id);
                self.tell(OfficeNews::DraftReceived {
                    from,
                    is_taken_over,
                    draft,
                });
            }
            SharedNews::Taken(by, draft) => self.tell(OfficeNews::DraftTaken(by, draft)),
            SharedNews::Collided(change, with) => {
                let collision = ChangeCollision {
                    change,
                    with: *with,
                };
                if !self.sharing.collisions.contains(&collision) {
                    self.sharing.collisions.push(collision);
                    self.tell(OfficeNews::Collided);
                }
            }
        }
    }

    /// Updates the drafts of desks that are gone.
    fn on_left_drafts(&mut self, mode: Mode, drafts: Vec<LeftDraft>) {
        let before = self.handovers.left.insert(mode, drafts).unwrap_or_default();
        let is_new = |left: &&LeftDraft| before.iter().all(|known| known.id != left.id);
        if let Some(newest) = self.handovers.left[&mode].iter().find(is_new) {
            self.tell(OfficeNews::DraftLeft(newest.desk.clone()));
        }
    }

    /// Drops the resolved collisions, where one of the two changes was moved or cancelled.
    pub(crate) fn drop_resolved_collisions(&mut self) {
        let collisions = self.sharing.collisions.iter();
        let resolved: Vec<Uuid> = collisions
            .filter(|collision| self.is_resolved(collision))
            .map(|collision| collision.change)
            .collect();
        for change in resolved {
            self.drop_collision(change);
        }
    }

    fn is_resolved(&self, ChangeCollision { change, with }: &ChangeCollision) -> bool {
        let own = self.book.sent_here(*change, &with.holds);
        let other = self.book.on_record(with.change);
        self.book.is_voided(with)
            || [own, other]
                .into_iter()
                .flatten()
                .any(|change| self.book.has_left(change))
    }

    /// Drops the collisions of a change, here and in the records.
    pub fn drop_collision(&mut self, change: Uuid) {
        let collisions = &mut self.sharing.collisions;
        let dropped: Vec<_> = collisions
            .extract_if(.., |collision| collision.change == change)
            .collect();
        let clinic = dropped
            .first()
            .map(|collision| collision.with.holds.visit.clinic);
        self.request(clinic.map(|clinic| Effect::Store(StoreOp::DropCollisions(clinic, change))));
        self.tell(OfficeNews::CollisionDropped);
    }
}
