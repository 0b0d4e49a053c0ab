//! Held times: the one that this desk holds, and those of other desks. A time held elsewhere is not offered, and
//! booking it anyway requires confirmation.

use chrono::NaiveDate;

use crate::{ChangeForm, Desk, Facts, OverlayState, Part, change_form, problems, slots};
use booking::{Booking, ChangeKind, Hold, Provider, Slot, USUAL_LENGTH};

/// Returns the time that a booking takes up.
pub(crate) fn slot_of(desk: &Desk, booking: &Booking) -> Option<Slot> {
    let start = booking.subject().1.filter(|_| booking.takes_time())?;
    let length = booking
        .length()
        .or_else(|| problems::length_of_slots(desk, booking))
        .unwrap_or(USUAL_LENGTH);
    Some(Slot {
        start,
        end: start + length,
    })
}

/// Returns the upcoming times of the form's provider that other desks hold on a day.
pub(crate) fn held_on(desk: &Desk, day: NaiveDate) -> Vec<&Hold> {
    let provider = slots::provider(desk);
    let zone = desk.zone();
    let is_that_day = |hold: &&Hold| {
        hold.slot.start > desk.office.moment.now
            && hold.slot.start.with_timezone(&zone).date_naive() == day
    };
    provider
        .iter()
        .flat_map(|provider| desk.office.held_with(provider))
        .filter(is_that_day)
        .collect()
}

impl Part<'_, Facts> {
    /// Records the time that this desk holds whenever it changes, for the other desks.
    pub(crate) fn sync_hold(&mut self) {
        if self.office.sharing.modes.is_empty() {
            return;
        }
        let own_hold = self.current_slot();
        if own_hold == self.office.sharing.own_hold {
            return;
        }
        self.office_mut().hold(own_hold);
    }

    /// Returns the time that the current change or booking takes up, once it is complete.
    fn current_slot(&self) -> Option<(Provider, Slot)> {
        if self.is_locked() || self.ended.is_some() {
            return None;
        }
        let form_on_top = self.overlays.top().and_then(ChangeForm::of);
        let change = match form_on_top {
            Some(form) if form.kind != ChangeKind::Move => return None,
            Some(_) => Some(change_form::change_in_form(self)?),
            None => None,
        };
        let booking = match &change {
            Some(change) => change.target()?,
            None => self.form().review().booking.as_ref()?,
        };
        let slot = slot_of(self, booking).filter(|slot| slot.start > self.office.moment.now)?;
        let provider = booking.provider()?;
        self.office
            .sharing
            .modes
            .contains_key(&self.office.mode_of(provider.clinic()))
            .then_some((provider, slot))
    }
}
