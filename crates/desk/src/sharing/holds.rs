//! Held times, of this desk and of others. A time held elsewhere is not offered, and booking it anyway requires
//! confirmation.

use crate::current::slot_of;
use crate::{ChangeForm, Facts, Overlay, Part, change_form};
use booking::{Provider, Slot};

impl Part<'_, Facts> {
    /// Records the time that this desk holds, for the other desks.
    pub(crate) fn sync_hold(&mut self) {
        let own_hold = self.current_slot();
        self.office_mut().hold(own_hold);
    }

    /// Returns the time that the current change or booking takes up, once it is complete.
    fn current_slot(&self) -> Option<(Provider, Slot)> {
        if self.is_locked() || self.ended.is_some() {
            return None;
        }
        let form_on_top = self.overlays.top().and_then(Overlay::of::<ChangeForm>);
        let change = match form_on_top {
            Some(form) if form.moving().is_none() => return None,
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
            .sharing()
            .modes
            .contains_key(&self.office.mode_of(provider.clinic()))
            .then_some((provider, slot))
    }
}
